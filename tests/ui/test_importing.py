"""The import of lists in the real window: choose, look at the columns, look at what it would do, do it."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from metdesk import accounts, people, schools
from metdesk.accounts import AccountFilter
from metdesk.desk import Desk
from metdesk.intake.plan import Action
from metdesk.people import PeopleFilter, Person
from tests.ui.accessibility import clipped, walk
from ui.importing import ImportDialog, import_list
from ui.importing_plan import MISSING
from ui.parts import Words
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.room import Room

STAFF = """Staff code,Surname,Preferred forename,Work email,Post,Password,Shoe size
A1,Okafor,Ben,ben@ashhill.example,Teacher,hunter2,44
A2,<b>O'Neil</b>,Ann,ann@ashhill.example,=SUM(A1),x,38
A3,Nowak,Ewa,not an address,Teacher,y,40
"""
LONG_MS = 30_000


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    """A staff list without schools in it, with a column of passwords and one bad row."""
    path = tmp_path / "Staff list.csv"
    path.write_text(STAFF)
    return path


@pytest.fixture
def dialog(desk: Desk, room: Room, school: int, qtbot: QtBot) -> ImportDialog:
    """The import of a staff list for one school, no file chosen yet."""
    return import_list(desk, room, "people", school_id=school)


def idle(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Waits until the dialog does nothing any more."""
    if dialog.worker.busy:
        with qtbot.waitSignal(dialog.worker.idle, timeout=LONG_MS):
            pass
    qtbot.waitUntil(lambda: not dialog.worker.busy, timeout=LONG_MS)


def to_plan(dialog: ImportDialog, path: Path, qtbot: QtBot) -> None:
    """Goes as far as the preview of what the file would do."""
    dialog.read(path)
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    dialog.next_button.click()
    qtbot.waitUntil(lambda: bool(dialog.preview.filters), timeout=LONG_MS)


def said(dialog: ImportDialog) -> str:
    """All that the dialog says."""
    words = [one.toPlainText() for one in dialog.findChildren(Words)]
    return "\n".join([*words, *(one.text() for one in dialog.findChildren(QLabel))])


def everybody(desk: Desk) -> list[str]:
    return [row.name for row in people.page(desk, PeopleFilter(standing="")).rows]


def test_columns_are_shown_with_samples_and_what_they_are_taken_for(
    dialog: ImportDialog, staff: Path, qtbot: QtBot
) -> None:
    dialog.read(staff)
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    assert [one.currentText() for one in dialog.columns.combos] == [
        "Staff code",
        "Surname",
        "Forename",
        "E-mail",
        "Role",
        "Not used",
    ]
    words = said(dialog)
    assert "The column “Password” was left out unread" in words
    assert "hunter2" not in words
    assert "44, 38, 40" in words
    assert walk(dialog) == []


def test_many_columns_are_shown_a_part_at_a_time_and_all_count_at_once(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    heads = [f"Other {number}" for number in range(150)] + ["Forename", "Surname"]
    (tmp_path / "wide.csv").write_text("\n".join([",".join(heads), ",".join("Ann" for _ in heads)]), "utf-8")
    dialog.read(tmp_path / "wide.csv")
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    assert dialog.columns.mapping() == {150: "forename", 151: "surname"}
    qtbot.waitUntil(lambda: len(dialog.columns.combos) == 152, timeout=LONG_MS)
    assert dialog.columns.mapping() == {150: "forename", 151: "surname"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_what_is_no_file_is_said_in_place(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    os.mkfifo(tmp_path / "staff.csv")
    for path, words in ((tmp_path, "is a folder: choose a file in it"), (tmp_path / "staff.csv", "a pipe: save what")):
        drop(dialog, path)
        idle(dialog, qtbot)
        assert words in said(dialog)
        assert dialog.choose_button.isEnabled()


def drop(dialog: ImportDialog, path: Path) -> None:
    """Lets a file fall on the dialog, as from the file manager."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, files, button, keys))


def test_the_preview_says_what_happens_to_each_row_and_why(dialog: ImportDialog, staff: Path, qtbot: QtBot) -> None:
    to_plan(dialog, staff, qtbot)
    assert [one.text() for one in dialog.preview.filters.values()] == ["All rows (3)", "Added (2)", "Refused (1)"]
    row = dialog.preview.table.current_row()
    assert row is not None
    assert (row.action, row.row) == (Action.REFUSED, 4)
    assert "not an e-mail address" in said(dialog)
    assert "Columns not used: Password, Shoe size." in said(dialog)
    assert dialog.next_button.text() == "Import 2 people"
    assert (walk(dialog), clipped(dialog)) == ([], [])


def test_an_import_is_one_step_that_undo_takes_back(
    desk: Desk, room: Room, dialog: ImportDialog, staff: Path, qtbot: QtBot
) -> None:
    before = everybody(desk)
    told: list[frozenset[str]] = []
    desk.listen(told.append)
    to_plan(dialog, staff, qtbot)
    assert (everybody(desk), told) == (before, [])
    with qtbot.waitSignal(dialog.accepted, timeout=LONG_MS):
        dialog.next_button.click()
    assert "<b>O'Neil</b>, Ann" in everybody(desk)
    assert told == [frozenset({"person"})]
    assert room.toast.words() == "Staff list imported: 2 added, 1 refused."
    assert room.updatesEnabled()
    room.undo()
    assert everybody(desk) == before


def test_changes_show_what_was_and_what_will_be(
    desk: Desk, dialog: ImportDialog, school: int, tmp_path: Path, qtbot: QtBot
) -> None:
    people.add(desk, Person("Okafor", "Ben", school_id=school, staff_code="A1", job="Cleaner"))
    people.add(desk, Person("Gone", "Gil", school_id=school, staff_code="Z9"))
    path = tmp_path / "list.csv"
    path.write_text("Staff code,Surname,Forename,Role\nA1,Okafor,Ben,Teacher\n")
    to_plan(dialog, path, qtbot)
    dialog.preview.show_only(str(Action.CHANGED))
    assert "Role: Cleaner → Teacher" in said(dialog)
    dialog.preview.filters[MISSING].click()
    assert "Gone, Gil" in said(dialog)


def test_another_use_of_a_column_is_taken(desk: Desk, dialog: ImportDialog, staff: Path, qtbot: QtBot) -> None:
    dialog.read(staff)
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    combo = dialog.columns.combos[5]
    combo.setCurrentIndex(combo.findData("team"))
    dialog.columns.combos[3].setCurrentIndex(0)
    dialog.next_button.click()
    qtbot.waitUntil(lambda: bool(dialog.preview.filters), timeout=LONG_MS)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG_MS):
        dialog.next_button.click()
    found = people.page(desk, PeopleFilter(find="Nowak")).rows
    assert [(row.team) for row in found] == ["40"]
    assert people.get(desk, found[0].id).email == ""


def test_a_list_without_usable_columns_is_refused_in_the_dialog(
    desk: Desk, dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shoes.csv"
    path.write_text("Shoe,Size\nred,44\n")
    dialog.read(path)
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    dialog.next_button.click()
    qtbot.waitUntil(lambda: "no usable columns" in said(dialog), timeout=LONG_MS)
    assert dialog.isVisible()
    assert len(everybody(desk)) == 1


@pytest.mark.parametrize(
    ("name", "data"), [("empty.csv", b""), ("book.xlsx", b"PK\x03\x04rubbish"), ("x.csv", b"%PDF-1.7")]
)
def test_a_file_that_is_no_list_gets_one_sentence(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    dialog.read(path)
    idle(dialog, qtbot)
    assert name in said(dialog).replace(dialog.about.text(), "")
    assert not dialog.columns.combos
    assert dialog.choose_button.isVisible()


def test_a_file_that_is_gone_is_said(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.read(tmp_path / "gone.csv")
    idle(dialog, qtbot)
    assert "There is no file “gone.csv” there" in said(dialog)


def test_leaving_while_it_works_writes_nothing(
    desk: Desk, room: Room, dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    lines = [f"B{n},Sur{n},For{n}" for n in range(20_000)]
    path.write_text("\n".join(["Staff code,Surname,Forename", *lines]))
    to_plan(dialog, path, qtbot)
    dialog.next_button.click()
    dialog.reject()
    assert room.updatesEnabled()
    assert len(everybody(desk)) in (1, 200)
    people.add(desk, Person("After", "All", school_id=people.get(desk, 1).school_id))


def test_nothing_to_import_is_said(desk: Desk, dialog: ImportDialog, school: int, tmp_path: Path, qtbot: QtBot) -> None:
    people.add(desk, Person("Okafor", "Ben", school_id=school, staff_code="A1"))
    path = tmp_path / "list.csv"
    path.write_text("Staff code,Surname,Forename\nA1,Okafor,Ben\n")
    to_plan(dialog, path, qtbot)
    assert dialog.next_button.text() == "Nothing to import"
    dialog.next_button.click()
    assert "There is nothing to import" in said(dialog)


def test_escape_and_enter_do_the_usual(dialog: ImportDialog, staff: Path, qtbot: QtBot) -> None:
    dialog.read(staff)
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.preview.filters), timeout=LONG_MS)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_schools_and_accounts_come_in_the_same_way(desk: Desk, room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    gias = tmp_path / "gias.csv"
    gias.write_text("URN,EstablishmentName,PhaseOfEducation (name),Town\n123456,Ash Hill Primary,Primary,Melton\n")
    first = import_list(desk, room, "schools", gias)
    qtbot.waitUntil(lambda: bool(first.columns.combos), timeout=LONG_MS)
    first.next_button.click()
    qtbot.waitUntil(lambda: bool(first.preview.filters), timeout=LONG_MS)
    with qtbot.waitSignal(first.accepted, timeout=LONG_MS):
        first.next_button.click()
    assert list(schools.names(desk).values()) == ["Ash Hill Primary"]
    listed = tmp_path / "accounts.csv"
    listed.write_text("School,Platform,Account name\nAsh Hill Primary,Facebook,@ashhill\n")
    second = import_list(desk, room, "accounts", listed)
    to_plan(second, listed, qtbot)
    with qtbot.waitSignal(second.accepted, timeout=LONG_MS):
        second.next_button.click()
    assert accounts.page(desk, AccountFilter(states=())).total == 1


def test_lists_are_dropped_and_offered_in_their_tabs(
    desk: Desk, room: Room, school: int, staff: Path, qtbot: QtBot
) -> None:
    room.begin("people", "import people")
    (dialog,) = room.findChildren(ImportDialog)
    dialog.reject()
    tab = room.current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    words = [one.words for one in tab.people.exports()]
    assert words == ["Import staff list…", "Export as CSV…", "Export as Excel…"]
    assert not tab.dropped([staff.with_suffix(".pdf")])
    assert tab.dropped([staff])
    dialog = next(one for one in room.findChildren(ImportDialog) if one.isVisible())
    qtbot.waitUntil(lambda: bool(dialog.columns.combos), timeout=LONG_MS)


def test_a_register_is_taken_out_to_a_file(desk: Desk, room: Room, school: int, tmp_path: Path) -> None:
    room.begin("people", "import people")
    tab = room.current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    path = tmp_path / "People.csv"
    from ui.files import write_out

    write_out(path, tab.people.moving._made("csv"))
    assert "Patel" in path.read_text("utf-8-sig")
