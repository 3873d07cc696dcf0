"""A pile keyed in with the keyboard alone, on a real register."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from metdesk import acknowledgements, forms, people
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.desk import Desk
from metdesk.forms import FormKind
from tests.metdesk.answers import adopt, answer, person
from tests.ui.accessibility import clipped
from ui.keying import KeyingDialog
from ui.room import Room


@pytest.fixture
def bell(desk: Desk, school: int) -> int:
    """Somebody whose form lies on the pile."""
    adopt(desk)
    return person(desk, school)


@pytest.fixture
def pile(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> Iterator[KeyingDialog]:
    """The desk for the pile, open."""
    made = KeyingDialog(desk, room)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.who)
    yield made
    made.done(0)


def stands(desk: Desk, number: int) -> Standing:
    """Where somebody stands."""
    return acknowledgements.standing_of(desk, number).standing


def key(qtbot: QtBot, pile: KeyingDialog, words: str) -> None:
    """Types words and presses Enter."""
    pile.who.clear()
    qtbot.keyClicks(pile.who, words)
    qtbot.keyClick(pile.who, Qt.Key.Key_Return)


def test_three_letters_and_enter_enter_a_form_and_the_next_can_be_typed(
    desk: Desk, pile: KeyingDialog, bell: int, school: int, qtbot: QtBot
) -> None:
    other = person(desk, school, "Carter")
    pile.day.set_value(desk.today() - timedelta(2))
    key(qtbot, pile, "bel")
    key(qtbot, pile, "car")
    told = [acknowledgements.standing_of(desk, one) for one in (bell, other)]
    assert [(one.standing, one.signed_on) for one in told] == [(Standing.SIGNED, desk.today() - timedelta(2))] * 2
    assert QApplication.focusWidget() is pile.who
    assert pile.who.text() == ""
    assert pile.keyed.item(0).text().startswith("Carter, Jo")


def test_a_reference_finds_its_form(desk: Desk, pile: KeyingDialog, bell: int, qtbot: QtBot) -> None:
    edition = acknowledgements.by_edition(desk)[0].edition_id
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell], edition_id=edition)
    key(qtbot, pile, form.reference.lower().replace("-", ""))
    number = acknowledgements.standing_of(desk, bell).acknowledgement_id
    assert acknowledgements.get(desk, number or 0).form_id == form.id


def test_what_was_keyed_last_is_taken_back(desk: Desk, pile: KeyingDialog, bell: int, qtbot: QtBot) -> None:
    key(qtbot, pile, "bel")
    qtbot.keyClick(pile.who, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    if pile.keyed.count():  # an edit's own Ctrl+Z came first where the platform says so
        pile.undo_button.click()
    assert stands(desk, bell) is Standing.NOT_ASKED
    assert pile.keyed.count() == 0
    pile.undo()
    assert "Nothing keyed in here" in pile.said.text()


def test_a_refusal_asks_for_its_reason_and_goes_on_with_signed(
    desk: Desk, pile: KeyingDialog, bell: int, qtbot: QtBot
) -> None:
    qtbot.keyClick(pile.who, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is pile.reason
    key(qtbot, pile, "bel")
    assert "reason" in pile.said.text()
    assert QApplication.focusWidget() is pile.reason
    qtbot.keyClicks(pile.reason, "Asks the union first.")
    qtbot.keyClick(pile.reason, Qt.Key.Key_Return)
    assert stands(desk, bell) is Standing.REFUSED
    assert pile.answer is Answer.SIGNED


def test_what_cannot_be_entered_is_said_in_place(desk: Desk, pile: KeyingDialog, bell: int, qtbot: QtBot) -> None:
    edition = acknowledgements.by_edition(desk)[0].edition_id
    (form,) = forms.issue(desk, FormKind.ACKNOWLEDGEMENT, [bell], edition_id=edition)
    slip = form.reference[:-1] + ("0" if form.reference[-1] != "0" else "1")
    for words, sentence in (
        ("be", "at least three letters"),
        ("nobody at all", "fits “nobody at all”"),
        (slip, "There is a slip"),
        ("AF-0000-000" + forms.check_letter("AF", "0000000"), "No form of this register"),
    ):
        key(qtbot, pile, words)
        assert sentence in pile.said.text(), words
        assert QApplication.focusWidget() is pile.who
    answer(desk, bell)
    key(qtbot, pile, "bel")
    assert "entered already" in pile.said.text()
    people.put_in_bin(desk, [bell])
    key(qtbot, pile, form.reference)
    assert "in the bin" in pile.said.text()
    assert pile.keyed.count() == 0


@pytest.mark.parametrize(("days", "words"), [(1, "still to come"), (-9000, "cannot have been signed")])
def test_a_day_that_cannot_be_is_named_and_the_date_is_ready_to_be_typed(
    desk: Desk, pile: KeyingDialog, bell: int, qtbot: QtBot, days: int, words: str
) -> None:
    pile.day.set_value(desk.today() + timedelta(days))
    key(qtbot, pile, "bel")
    assert words in pile.day.control.accessibleDescription()
    assert QApplication.focusWidget() is pile.day.control
    assert stands(desk, bell) is Standing.NOT_ASKED
    pile.day.set_value(desk.today())
    qtbot.keyClick(pile.day.control, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pile.who
    key(qtbot, pile, "bel")
    assert stands(desk, bell) is Standing.SIGNED


def test_nothing_has_to_be_scrolled_sideways(pile: KeyingDialog) -> None:
    assert clipped(pile) == []
