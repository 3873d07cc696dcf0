"""The head’s review, in the real window on a real register."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db import keys, throttle
from metdesk import declarations, declaring, people, policy, schools, sitting
from metdesk.declaration_record import State
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.policy_text import Clause
from metdesk.roles import Role
from tests.metdesk.answers import adopt
from tests.metdesk.test_declaring import head, told
from tests.metdesk.test_policy import Document
from tests.ui.accessibility import walk
from tests.ui.registers import HOSTILE, form_of, offered, press, words_of
from ui.memory import Memory
from ui.reviewing import ReviewPage, show_review
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Theme

HERS = "quite another four words"
PATIENCE_MS = 30_000


@pytest.fixture
def waiting(desk: Desk, school: int) -> list[int]:
    """Three declarations that wait, one of them the head's own, the last."""
    adopt(desk)
    someone = people.add(desk, Person(surname=HOSTILE, forename="Jo", school_id=school))
    first = declaring.add(desk, told(someone, words=f"We are neighbours. {HOSTILE}"))
    second = declaring.add(desk, told(someone, with_whom="A. B.", with_kind="parent"))
    return [first, second, declaring.add(desk, told(head(desk, school), with_whom="C. D."))]


@pytest.fixture
def as_head(desk: Desk, school: int, waiting: list[int], theme: Theme, memory: Memory, qtbot: QtBot) -> Iterator[Room]:
    """The window, with the school's head at the desk."""
    sitting.add_keyholder(desk, "Asha Patel", Role.HEADTEACHER, [school], HERS, head(desk, school), cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Asha Patel", HERS))
    desk.tell({"keyholder"})
    made = Room(desk, tabs(), memory, QMenu())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.leave()


def review(room: Room) -> ReviewPage:
    return show_review(room.desk, room)


def write(page: ReviewPage, outcome: str = "approved", **more: str) -> None:
    for name, value in {"outcome": outcome, "solely": "no", "reason": "Their children are cousins.", **more}.items():
        page.decision.rows[name].editor.retype(value)


def test_the_head_reads_and_decides_by_keyboard_alone(as_head: Room, waiting: list[int], qtbot: QtBot) -> None:
    desk = as_head.desk
    qtbot.keyClick(as_head, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    (page,) = as_head.findChildren(ReviewPage)
    said = words_of(page.panel)
    assert "We are neighbours." in said
    assert HOSTILE in said
    assert page.progress.text() == "1 of 2 · 1 other for somebody else"
    assert page.clauses.none.isVisible()  # the edition of this register has no such clause
    assert walk(page) == []
    approved = page.decision.rows["outcome"].editor.buttons["approved"]  # type: ignore[attr-defined]
    approved.setFocus()
    qtbot.keyClick(approved, Qt.Key.Key_Space)
    no = page.decision.rows["solely"].editor.buttons["no"]  # type: ignore[attr-defined]
    no.setFocus()
    qtbot.keyClick(no, Qt.Key.Key_Space)
    qtbot.keyClicks(page.decision.rows["reason"].editor.control, "Their children are cousins.")
    qtbot.keyClicks(page.decision.passphrase.control, HERS)
    qtbot.keyClick(page.decision.passphrase.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current == waiting[1], timeout=PATIENCE_MS)
    (step,) = declarations.steps(desk, waiting[0])
    assert (step.step, step.signed, step.decided_by) == ("approved", "on screen", "Ms Asha Patel")
    assert page.progress.text().startswith("2 of 2")
    assert page.decision.empty()
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "You have decided on this one" in words_of(page)
    as_head.undo()
    assert declarations.seen(desk, waiting[0]).state is State.WAITING
    assert page.decision.isVisible()


def test_the_policys_words_stand_beside_what_is_decided(room: Room, waiting: list[int]) -> None:
    words = {"6.5.3": "Pupils are no friends online.", "6.5.4": "Declare what there is.", "6.5.6": "Nor are parents."}
    clauses = (Clause("6.5", 2, "Contact"), *(Clause(number, 3, text=said) for number, said in words.items()))
    document = replace(Document(), version="2.0", clauses=clauses)
    policy.adopt(room.desk, document, source_name="policy.docx", minor=True)
    page = review(room)
    shown = page.clauses.page.toPlainText()
    assert page.clauses.none.isHidden()
    assert shown.index(words["6.5.4"]) < shown.index(words["6.5.3"])
    assert words["6.5.6"] not in shown
    page.go(1)
    assert page.current == waiting[1]
    assert words["6.5.6"] in page.clauses.page.toPlainText()


def test_the_last_decision_leaves_a_calm_page(as_head: Room, waiting: list[int], qtbot: QtBot) -> None:
    page = review(as_head)
    for number in waiting[:2]:
        assert page.current == number
        write(page, "not approved", solely="yes")
        page.decision.passphrase.set_value(HERS)
        page.decide()
        qtbot.waitUntil(lambda number=number: page.current != number, timeout=PATIENCE_MS)  # type: ignore[misc]
    assert "Nothing waits to be read" in words_of(page)
    press(page, "Back to the declarations")
    assert not as_head.findChildren(ReviewPage) or not page.isVisible()


def test_a_wrong_passphrase_is_said_beside_it_and_keeps_everything(
    as_head: Room, waiting: list[int], qtbot: QtBot
) -> None:
    page = review(as_head)
    write(page)
    page.decision.passphrase.set_value("not the passphrase")
    page.decide()
    beside = page.decision.passphrase.control
    qtbot.waitUntil(lambda: "not your passphrase" in beside.accessibleDescription(), timeout=PATIENCE_MS)
    assert page.current == waiting[0]
    assert page.decision.decision().reason == "Their children are cousins."
    assert declarations.seen(as_head.desk, waiting[0]).state is State.WAITING


def test_after_several_wrong_passphrases_it_says_how_long_to_wait_and_keeps_everything(
    as_head: Room, waiting: list[int], qtbot: QtBot
) -> None:
    for ago in (*[1000] * throttle.FREE, 900, 800):
        throttle.attempt(as_head.desk.folder, time.time() - ago)
    page = review(as_head)
    write(page)
    beside = page.decision.passphrase.control
    for typed, said in (("not the passphrase", "not your passphrase"), (HERS, "before you try again")):
        page.decision.passphrase.set_value(typed)
        page.decide()
        qtbot.waitUntil(lambda said=said: said in beside.accessibleDescription(), timeout=PATIENCE_MS)  # type: ignore[misc]
    assert re.search(r"Wait \d+ seconds before", beside.accessibleDescription())
    assert page.current == waiting[0]
    assert page.decision.decision().reason == "Their children are cousins."
    assert page.decide_button.isEnabled()
    assert declarations.seen(as_head.desk, waiting[0]).state is State.WAITING


def test_what_is_missing_is_said_at_once_beside_its_field(as_head: Room) -> None:
    page = review(as_head)
    page.decide()
    said = words_of(page)
    for sentence in ("Decision is needed.", "Give the reasons", "Type your passphrase"):
        assert sentence in said


def test_conditions_are_asked_for_with_their_outcome_alone(as_head: Room) -> None:
    page = review(as_head)
    write(page, "approved with conditions", conditions="Only at weekends.")
    assert page.decision.rows["conditions"].editor.isVisible()
    write(page, "more asked", reason="Since when?")
    assert not page.decision.rows["conditions"].editor.isVisible()
    assert page.decision.decision().conditions == ""
    assert "Ask for more and show the next" in offered(page)


def test_what_is_half_written_stays_with_its_declaration_and_is_asked_about(as_head: Room, qtbot: QtBot) -> None:
    page = review(as_head)
    write(page)
    page.go(1)
    assert page.decision.empty()
    page.go(-1)
    assert page.decision.decision().reason == "Their children are cousins."
    page.leave()
    assert "What you wrote is not signed yet." in words_of(page)
    with qtbot.waitSignal(page.closed):
        press(page, "Throw it away")
    assert as_head.drafts.left() is None


def test_a_half_written_decision_comes_back_without_the_passphrase(as_head: Room, waiting: list[int]) -> None:
    page = review(as_head)
    page.go(1)
    write(page)
    page.decision.passphrase.set_value(HERS)
    page.keep()
    draft = as_head.drafts.left()
    assert draft is not None
    assert (draft.tab, draft.step) == ("declarations", f"review {waiting[1]}")
    assert HERS not in repr(draft)
    as_head.leave_over()
    as_head.bring_back()
    (again,) = [one for one in as_head.findChildren(ReviewPage) if one.isVisible()]
    assert again.current == waiting[1]
    assert again.decision.decision().reason == "Their children are cousins."
    assert again.decision.passphrase.value() == ""
    assert "is back" in words_of(again)


def test_a_head_reads_whose_her_own_is(as_head: Room, school: int, waiting: list[int]) -> None:
    page = show_review(as_head.desk, as_head, waiting[2])
    assert "names nobody for it" in words_of(page)
    chair = people.add(as_head.desk, Person(surname="Reed", forename="Sam", school_id=school))
    schools.change(as_head.desk, school, replace(schools.get(as_head.desk, school), chair_id=chair, route="chair"))
    page.show_place(page.place)
    assert "This is your own declaration. Nobody decides on their own: it goes to Sam Reed" in words_of(page)
    assert not page.decision.isVisible()


def test_the_office_reads_who_decides_and_enters_the_signed_sheet(room: Room, waiting: list[int]) -> None:
    page = review(room)
    assert page.progress.text() == "1 of 3"
    assert "Ms Asha Patel decides on this declaration (6.5.4)." in words_of(page)
    assert not page.decision.isVisible()
    assert walk(page) == []
    press(page, "Enter the signed sheet…")
    assert form_of(room).windowTitle() == "Record the head’s decision"


def test_somebody_who_does_not_keep_it_opens_it_first(desk: Desk, room: Room, school: int, waiting: list[int]) -> None:
    officer = people.add(desk, Person(surname="Lund", forename="Mia", school_id=school))
    schools.change_trust(desk, "Mowbray", None, officer)
    sitting.add_keyholder(desk, "Mia Lund", Role.TRUST_OFFICER, [], HERS, officer, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Mia Lund", HERS))
    desk.tell({"keyholder"})
    page = review(room)
    assert page.queue == [waiting[2]]
    assert "That you open it will stand in the history." in words_of(page.panel)
    assert not page.decision.isVisible()
    press(page, "Open the record")
    assert page.decision.isVisible()
    query = "SELECT COUNT(*) FROM audit WHERE what = 'declarations.open'"
    assert desk.store.database.raw.execute(query).fetchone()[0] == 1
