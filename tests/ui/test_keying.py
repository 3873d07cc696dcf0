"""A pile of signed forms keyed by hand in the real window, by keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from metdesk import acknowledgements, answering, forms, people
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.forms import LETTERS, Form, FormKind
from tests.metdesk.answers import adopt, answer
from tests.metdesk.answers import person as enter_person
from tests.ui import accessibility
from ui.keying import KeyingDialog
from ui.room import Room

ENTER = Qt.Key.Key_Return
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def edition(desk: Desk, school: int) -> int:
    """An edition in force, at a register of one school with its head."""
    return adopt(desk)


@pytest.fixture
def dialog(room: Room, edition: int, qtbot: QtBot) -> Iterator[KeyingDialog]:
    """The dialog for the pile, open over the window."""
    made = KeyingDialog(room.desk, room)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for one in room.findChildren(KeyingDialog):
        one.done(0)


def printed(desk: Desk, edition: int, person_id: int | None) -> Form:
    """A form printed for somebody."""
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [person_id], edition_id=edition)
    return form


def key(qtbot: QtBot, dialog: KeyingDialog, words: str) -> None:
    """Types into the line and presses Enter."""
    qtbot.keyClicks(dialog.who, words)
    qtbot.keyClick(dialog.who, ENTER)


def standing(desk: Desk, person_id: int) -> Standing:
    """Where somebody stands."""
    return acknowledgements.standing_of(desk, person_id).standing


def ready_for_the_next(dialog: KeyingDialog) -> bool:
    """Whether what was typed is selected, in a line that has the focus: typing on replaces it."""
    return QApplication.focusWidget() is dialog.who and dialog.who.selectedText() == dialog.who.text()


def test_three_letters_and_enter_key_one_form_after_the_other(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    many = [enter_person(desk, school, surname) for surname in ("Bell", "Okafor", "Marlow")]
    for letters in ("bel", "oka", "mar"):
        key(qtbot, dialog, letters)
        assert ready_for_the_next(dialog)
        assert dialog.who.text() == ""
    assert [standing(desk, one) for one in many] == [Standing.SIGNED] * 3
    lines = [dialog.keyed.item(place).text() for place in range(dialog.keyed.count())]
    assert [line.split(",")[0] for line in lines] == ["Marlow", "Okafor", "Bell"], "the last is on top"
    assert dialog.count_line.text() == "3 forms keyed in."


def test_an_arrow_chooses_among_those_who_fit(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    first, second = enter_person(desk, school), enter_person(desk, school, "Belmont")
    qtbot.keyClicks(dialog.who, "bel")
    qtbot.keyClick(dialog.who, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.who, ENTER)
    assert (standing(desk, first), standing(desk, second)) == (Standing.NOT_ASKED, Standing.SIGNED)


def test_the_date_stays_for_the_next_form(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    first, second = enter_person(desk, school), enter_person(desk, school, "Okafor")
    day = desk.today() - timedelta(days=3)
    qtbot.keyClick(dialog.who, Qt.Key.Key_D, ALT)
    assert QApplication.focusWidget() is dialog.day.control
    qtbot.keyClicks(dialog.day.control, f"{day:%d/%m/%y}")
    qtbot.keyClick(dialog.day.control, ENTER)
    key(qtbot, dialog, "bel")
    key(qtbot, dialog, "oka")
    assert [acknowledgements.standing_of(desk, one).signed_on for one in (first, second)] == [day, day]
    assert show_date(day) in dialog.keyed.item(0).text()


def test_a_reference_enters_its_form(
    desk: Desk, room: Room, school: int, edition: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    someone = enter_person(desk, school)
    form = printed(desk, edition, someone)
    key(qtbot, dialog, form.reference.replace("-", "").lower())
    number = acknowledgements.standing_of(desk, someone).acknowledgement_id
    assert answering.get(desk, number or 0).form_id == form.id


@pytest.mark.parametrize(
    ("letter", "answered", "stands"),
    [(Qt.Key.Key_R, Answer.REFUSED, Standing.REFUSED), (Qt.Key.Key_U, Answer.UNABLE, Standing.UNABLE)],
)
def test_a_refusal_asks_for_its_reason_and_the_next_is_signed_again(
    desk: Desk,
    room: Room,
    school: int,
    dialog: KeyingDialog,
    qtbot: QtBot,
    letter: Qt.Key,
    answered: Answer,
    stands: Standing,
) -> None:
    someone = enter_person(desk, school)
    qtbot.keyClicks(dialog.who, "bel")
    qtbot.keyClick(dialog.who, letter, ALT)
    assert dialog.answer is answered
    assert QApplication.focusWidget() is dialog.reason
    qtbot.keyClick(dialog.reason, ENTER)
    assert dialog.said.text() == "Give the reason in a few words: the head will want to talk it over."
    qtbot.keyClicks(dialog.reason, "Wants to ask the union first")
    qtbot.keyClick(dialog.reason, ENTER)
    row = acknowledgements.standing_of(desk, someone)
    assert (row.standing, row.reason) == (stands, "Wants to ask the union first")
    assert dialog.answer is Answer.SIGNED
    assert not dialog.reason.isVisible()


def test_what_stands_in_the_way_is_said_in_place_and_typing_on_replaces_it(
    desk: Desk, room: Room, school: int, edition: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    answered, gone = enter_person(desk, school, "Done"), enter_person(desk, school, "Gone")
    form, of_gone = printed(desk, edition, answered), printed(desk, edition, gone)
    answer(desk, answered)
    people.put_in_bin(desk, [gone])
    slip = form.reference[:-1] + next(letter for letter in LETTERS if letter != form.reference[-1])
    for typed, words in (
        (slip, "There is a slip in"),
        (forms.reference("AF", "0000000"), "No form of this register"),
        (of_gone.reference, "Jo Gone, who is in the bin"),
        ("done", f"entered already on {show_date(desk.today())} (signed"),
        (form.reference, f"entered already on {show_date(desk.today())} (signed"),
        ("nobodyatall", "Nobody who is there fits “nobodyatall”"),
        ("be", "Type at least three letters"),
    ):
        key(qtbot, dialog, typed)
        assert words in dialog.said.text(), typed
        assert ready_for_the_next(dialog), typed
        assert dialog.said.accessibleName() == dialog.said.text()
    assert dialog.keyed.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [("5/3/20", "it cannot have been signed before"), ("5/3/2089", "on a day still to come"), ("32/1/22", "32/1/22")],
)
def test_a_wrong_day_is_named_beside_it_and_enter_goes_on(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot, typed: str, words: str
) -> None:
    someone = enter_person(desk, school)
    good = dialog.day.typed()
    dialog.day.retype(typed)
    key(qtbot, dialog, "bel")
    assert words in dialog.day.control.accessibleDescription()
    line = dialog.day.control
    assert isinstance(line, QLineEdit)
    assert QApplication.focusWidget() is line
    assert line.selectedText() == line.text()
    assert dialog.who.text() == "bel", "what was typed stays"
    qtbot.keyClicks(line, good)
    qtbot.keyClick(line, ENTER)
    qtbot.keyClick(dialog.who, ENTER)
    assert standing(desk, someone) is Standing.SIGNED


def test_undo_takes_back_the_last_that_was_keyed_here_and_nothing_before(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    before, someone = enter_person(desk, school, "Before"), enter_person(desk, school)
    answer(desk, before)
    key(qtbot, dialog, "bel")
    qtbot.keyClick(dialog.who, Qt.Key.Key_Z, CTRL)
    assert standing(desk, someone) is Standing.NOT_ASKED
    assert dialog.said.text().startswith("Taken back: Bell, Jo")
    qtbot.keyClick(dialog.who, Qt.Key.Key_Z, CTRL)
    assert standing(desk, before) is Standing.SIGNED
    assert dialog.said.text() == "Nothing keyed in here is left to undo."


def test_escape_empties_the_line_then_closes(dialog: KeyingDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.who, "bel")
    qtbot.keyClick(dialog.who, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.who.text() == ""
    qtbot.keyClick(dialog.who, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_everything_has_a_name_and_is_reached_by_keyboard(
    desk: Desk, room: Room, school: int, dialog: KeyingDialog, qtbot: QtBot
) -> None:
    enter_person(desk, school)
    key(qtbot, dialog, "bel")
    qtbot.keyClicks(dialog.who, "ell")
    assert accessibility.walk(dialog) == []
    qtbot.keyClick(dialog.who, Qt.Key.Key_R, ALT)
    assert accessibility.walk(dialog) == []
    assert accessibility.clipped(dialog) == []
