"""The import of an approved policy in the real window: read, looked at, put right, taken in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import resources
from metdesk import policy
from metdesk.desk import Desk
from metdesk.intake.draft import LEFT_OUT, UNKNOWN, Into
from metdesk.intake.policy import read
from tests.ui.accessibility import clipped, rings, walk
from ui.dialogs import Message
from ui.form import FormDialog
from ui.policy import PolicyTab
from ui.reading import ReadingDialog, show_reading
from ui.reading_tree import Branch, Spot
from ui.room import Room

LONG_MS = 30_000
DOCUMENT = """Social Media Policy
Version: 2.0
Last revision date: May 2026
A stray line <b>before</b> everything
1. Definitions
"Users": everybody who uses social media
2. Rules
2.1 Keep to this policy.
2.2 Ask when unsure:
- about pictures
- about names
"""


def opened(room: Room) -> ReadingDialog:
    """The preview that is open."""
    (found,) = [one for one in room.findChildren(ReadingDialog) if one.isVisible()]
    return found


def form_over(dialog: ReadingDialog) -> FormDialog:
    """The form that is open over the preview."""
    (found,) = [one for one in dialog.findChildren(FormDialog) if one.isVisible()]
    return found


def answer(dialog: ReadingDialog, words: str) -> None:
    """Presses a button of the message over the preview."""
    (message,) = [one for one in dialog.findChildren(Message) if one.isVisible()]
    next(one for one in message.findChildren(QPushButton) if one.text() == words).click()


@pytest.fixture
def dialog(desk: Desk, room: Room) -> ReadingDialog:
    """The preview of a small document with one line that was not understood."""
    return show_reading(desk, room, read(DOCUMENT.encode(), "policy.txt"), "policy.txt")


def key(dialog: ReadingDialog, number: str) -> int:
    return next(one.key for one in dialog.draft.parts if one.clause.number == number)


def choose_clause(dialog: ReadingDialog, number: str) -> None:
    dialog.tree.choose(Spot(Branch.CLAUSES, key(dialog, number)))
    dialog._show_spot(Spot(Branch.CLAUSES, key(dialog, number)))


# -- reading ---------------------------------------------------------------------------------------


def test_a_document_dropped_on_the_policy_tab_is_read_shown_and_taken_in(
    desk: Desk, room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Policy 2026.md"
    path.write_bytes(resources.read("policy/starter.md"))
    room.tabs.setCurrentIndex(1)
    tab = room.current()
    assert isinstance(tab, PolicyTab)
    assert tab.dropped([path])
    qtbot.waitUntil(lambda: bool(room.findChildren(ReadingDialog)), timeout=LONG_MS)
    dialog = opened(room)
    assert dialog.lines.unknown_button.text() == "Not understood (0)"
    assert dialog.import_button.text() == "Import edition 1.0, March 2022"
    dialog.import_button.click()
    current = policy.current(desk)
    assert current is not None
    assert current.facts.source_name == "Policy 2026.md"
    assert tab.edition is not None
    assert "is in force" in room.toast.words()
    room.undo()
    assert policy.current(desk) is None


@pytest.mark.parametrize(("name", "data"), [("scan.pdf", b"\x89PNG"), ("list.docx", b"PK\x03\x04"), ("none.txt", b"")])
def test_a_document_that_cannot_be_read_gets_one_sentence(
    room: Room, tmp_path: Path, qtbot: QtBot, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    room.tabs.setCurrentIndex(1)
    room.current().dropped([path])
    qtbot.waitUntil(lambda: any(one.isVisible() for one in room.findChildren(Message)), timeout=LONG_MS)
    assert not room.findChildren(ReadingDialog)


def test_what_was_not_understood_is_shown_first(dialog: ReadingDialog) -> None:
    assert dialog.lines.unknown_button.text() == "Not understood (1)"
    assert dialog.lines.unknown_button.isChecked()
    assert dialog.lines.words.toPlainText().startswith("A stray line")


def test_choosing_one_side_shows_the_other(dialog: ReadingDialog) -> None:
    dialog.lines.all_button.click()
    row = next(at for at, line in enumerate(dialog.draft.source) if "about names" in line.text)
    dialog.lines.table.go_to(row)
    assert dialog.tree.spot() == Spot(Branch.CLAUSES, key(dialog, "2.2"))
    choose_clause(dialog, "2.1")
    (place,) = dialog.lines.chosen()
    assert "Keep to this policy" in dialog.draft.source[place].text


# -- putting right ---------------------------------------------------------------------------------


def test_a_clause_is_put_right_and_a_wrong_number_named_beside_its_field(dialog: ReadingDialog) -> None:
    choose_clause(dialog, "2.1")
    dialog.edit_button.click()
    form = form_over(dialog)
    form.editor("number").set_value("")
    form.try_to_save()
    assert form.isVisible()
    form.editor("number").set_value("2.1.")
    form.editor("items").set_value("first\n\nsecond")
    form.try_to_save()
    clause = dialog.draft.part(key(dialog, "2.1")).clause
    assert (clause.text, clause.items) == ("Keep to this policy.", ("first", "second"))
    dialog.take_back_button.click()
    assert dialog.draft.part(key(dialog, "2.1")).clause.items == ()


def test_a_stray_line_is_made_an_item_of_a_clause(dialog: ReadingDialog) -> None:
    dialog.make(Into.ITEM)
    form = form_over(dialog)
    form.editor("number").set_value("9.9")
    form.try_to_save()
    assert form.isVisible()
    assert "No clause is numbered" in "".join(one.text() for one in form.findChildren(QLabel))
    form.editor("number").set_value("2.2")
    form.try_to_save()
    assert len(dialog.draft.part(key(dialog, "2.2")).clause.items) == 3
    assert not dialog.draft.not_understood
    assert dialog.lines.unknown_button.text() == "Not understood (0)"


def test_lines_are_left_out_only_by_hand(dialog: ReadingDialog) -> None:
    dialog.make(Into.OUT)
    assert [line.became for line in dialog.draft.source].count(LEFT_OUT) == 1
    assert not any(line.became == UNKNOWN for line in dialog.draft.source)


def test_a_clause_taken_out_comes_back_as_not_understood(dialog: ReadingDialog, qtbot: QtBot) -> None:
    choose_clause(dialog, "2.2")
    dialog.tree.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Delete)
    assert len(dialog.draft.not_understood) == 4
    dialog.take_back()
    choose_clause(dialog, "2.2")
    dialog.merge_button.click()
    assert "Ask when unsure" in dialog.draft.part(key(dialog, "2.1")).clause.text


def test_a_refused_correction_says_why_and_changes_nothing(dialog: ReadingDialog) -> None:
    before = dialog.draft
    dialog.make(Into.DEFINITION)
    assert any("no term" in one.words.toPlainText() for one in dialog.findChildren(Message))
    assert dialog.draft is before


def test_particulars_are_put_right(dialog: ReadingDialog) -> None:
    dialog.tree.choose(Spot(Branch.PARTICULARS))
    dialog.edit()
    form = form_over(dialog)
    form.editor("next_revision").set_value("May 2028")
    form.try_to_save()
    assert dialog.draft.next_revision == "May 2028"


# -- importing -------------------------------------------------------------------------------------


def test_lines_not_understood_are_asked_about_and_kept_in_the_note(desk: Desk, dialog: ReadingDialog) -> None:
    dialog.import_button.click()
    assert policy.current(desk) is None
    answer(dialog, "Cancel")
    assert policy.current(desk) is None
    dialog.import_button.click()
    answer(dialog, "Import and keep them in the note")
    current = policy.current(desk)
    assert current is not None
    assert "stray line" in current.facts.note


def test_a_minor_edition_is_one_only_when_said_so(desk: Desk, room: Room) -> None:
    policy.adopt(desk, read(resources.read("policy/starter.md"), "starter.md"), source_name="starter.md")
    for minor in (False, True):
        text = DOCUMENT.replace("A stray line <b>before</b> everything\n", "").replace("2.0", f"3.{int(minor)}")
        dialog = show_reading(desk, room, read(text.encode(), "policy.txt"), "policy.txt")
        assert dialog.major.isChecked()
        dialog.minor.setChecked(minor)
        dialog.import_button.click()
        assert policy.editions(desk)[0].minor is minor


def test_the_same_document_again_is_refused_and_the_preview_stays(desk: Desk, room: Room) -> None:
    text = DOCUMENT.replace("A stray line <b>before</b> everything\n", "")
    policy.adopt(desk, read(text.encode(), "policy.txt"), source_name="policy.txt")
    dialog = show_reading(desk, room, read(text.encode(), "policy.txt"), "policy.txt")
    dialog.import_button.click()
    assert dialog.isVisible()
    assert any("word for word" in one.words.toPlainText() for one in dialog.findChildren(Message))
    assert len(policy.editions(desk)) == 1


def test_corrections_are_not_thrown_away_unasked(desk: Desk, dialog: ReadingDialog, qtbot: QtBot) -> None:
    dialog.make(Into.OUT)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answer(dialog, "Leave")
    qtbot.waitUntil(lambda: policy.current(desk) is None)


@pytest.mark.parametrize("size", [(1366, 740), (1093, 590)])
def test_everything_is_named_reached_and_fits(desk: Desk, room: Room, size: tuple[int, int], qtbot: QtBot) -> None:
    room.resize(*size)
    dialog = show_reading(desk, room, read(DOCUMENT.encode(), "policy.txt"), "policy.txt")
    qtbot.waitActive(dialog)
    assert dialog.width() <= size[0]
    assert (walk(dialog), clipped(dialog), rings(dialog)) == ([], [], [])
