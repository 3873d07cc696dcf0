"""What was signed, opened beside the exact edition."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from metdesk import answering, policy
from metdesk.acknowledgement_record import Acknowledgement, Answer
from metdesk.calendar import show_date
from metdesk.desk import Desk
from tests.metdesk.answers import adopt, answer
from tests.metdesk.answers import person as enter_person
from tests.metdesk.test_policy import Document
from tests.ui import accessibility
from tests.ui.registers import words_of
from ui.preview import Preview
from ui.receipt import ReceiptPage
from ui.room import Room


def opened(room: Room, acknowledgement_id: int) -> ReceiptPage:
    """The receipt, over the tabs."""
    page = ReceiptPage(room.desk, room, acknowledgement_id)
    room.show_over(page)
    return page


def test_an_answer_opens_beside_the_words_of_the_edition_that_was_signed(desk: Desk, room: Room, school: int) -> None:
    adopt(desk)
    old = policy.current(desk)
    assert old is not None
    someone = enter_person(desk, school)
    number = answer(desk, someone, on=date(2022, 4, 5))
    clauses = (replace(Document().clauses[0], text="Words of the second edition."), *Document().clauses[1:])
    policy.adopt(desk, replace(Document(), version="2.0", clauses=clauses), source_name="policy.docx")
    page = opened(room, number)
    shown = page.words.toPlainText()
    assert "Words of the second edition." not in shown
    for one in old.clauses:
        assert one.clause.text.split("\n")[0] in shown
    said = words_of(page)
    assert "5 April 2022" in said
    assert "1.0" in said
    assert "by Jo Marsh" in said
    assert accessibility.walk(page) == []


def test_a_corrected_entry_says_that_another_stands_and_why(desk: Desk, room: Room, school: int) -> None:
    adopt(desk)
    someone = enter_person(desk, school)
    wrong = answer(desk, someone)
    right = Acknowledgement(
        answer=Answer.UNABLE, signed_on=desk.today(), reason="On leave.", correction="The wrong name was ticked."
    )
    number = answering.correct(desk, wrong, right)
    assert "This entry was corrected since" in words_of(opened(room, wrong))
    said = words_of(opened(room, number))
    assert "corrected since" not in said
    assert "The wrong name was ticked." in said
    assert show_date(desk.today()) in said


def test_the_receipt_is_printed_and_escape_leads_back(desk: Desk, room: Room, school: int, qtbot: QtBot) -> None:
    adopt(desk)
    page = opened(room, answer(desk, enter_person(desk, school)))
    qtbot.keyClick(page.words, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=30_000)
    room.leave_over()
    page = opened(room, 1)
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page.words, Qt.Key.Key_Escape)
