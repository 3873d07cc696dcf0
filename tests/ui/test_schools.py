"""The Schools list, the switch to it, and the trust's own entry, in the real window on a real register."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from pytestqt.qtbot import QtBot

from metdesk import accounts, people, schools
from metdesk.account_record import Account
from metdesk.desk import Desk
from metdesk.files import MOST_BYTES
from metdesk.intake.logo import redrawn
from metdesk.people import Category, Person
from metdesk.schools import School, SchoolKind
from tests.ui.accessibility import clipped, rings, walk
from tests.ui.registers import (
    HOSTILE,
    beside,
    choose,
    column,
    form_of,
    offered,
    people_and_schools,
    press,
    save,
    told,
    words_of,
)
from ui.form import FormDialog
from ui.logo import LogoBox
from ui.room import Room
from ui.schools import SchoolsTab


@pytest.fixture
def headless(desk: Desk) -> int:
    """A centre that nobody heads and whose rule on devices is not recorded."""
    return schools.add(desk, School("Copse Centre", SchoolKind.CENTRE, "123457", "Oakham", head_title="Centre Manager"))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small PNG."""
    made = QImage(40, 20, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkGreen)
    path = tmp_path / "logo.png"
    assert made.save(str(path))
    return path


def schools_tab(room: Room) -> SchoolsTab:
    """The Schools list, in sight."""
    tab = people_and_schools(room)
    tab.show_list("school")
    return tab.schools


def drop(qtbot: QtBot, box: LogoBox, path: Path) -> None:
    """Lets a file fall on the logo, as from the file manager, and waits until it is read."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    box.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, files, button, keys))
    qtbot.waitUntil(lambda: not box.worker.busy)


# -- the switch ------------------------------------------------------------------------------------


def test_the_lists_are_switched_by_keyboard_and_the_focus_goes_along(room: Room, school: int, qtbot: QtBot) -> None:
    tab = people_and_schools(room)
    there = tab.lists.switches[0].buttons[1]
    there.setFocus()
    qtbot.keyClick(there, Qt.Key.Key_Space)
    assert tab.schools.isVisible()
    here = tab.lists.switches[1].buttons[1]
    qtbot.waitUntil(here.hasFocus)
    assert (here.isChecked(), here.text()) == (True, "Schools")
    qtbot.keyClick(here, Qt.Key.Key_Left)
    assert tab.people.isVisible()
    qtbot.waitUntil(tab.lists.switches[0].buttons[0].hasFocus)


def test_the_list_that_was_looked_at_is_shown_again(desk: Desk, room: Room) -> None:
    from ui.people_and_schools import PeopleAndSchoolsTab

    people_and_schools(room).show_list("school")
    again = PeopleAndSchoolsTab(desk, room)
    assert not again.schools.isHidden()
    assert again.people.isHidden()


# -- the list --------------------------------------------------------------------------------------


def test_an_empty_register_offers_a_first_school_and_the_list_of_them(room: Room) -> None:
    tab = schools_tab(room)
    assert [one.words for one in tab.empty().actions] == ["New school…", "Import schools (GIAS)…"]
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New school"


def test_the_list_counts_people_and_accounts_and_says_who_has_no_head(
    desk: Desk, room: Room, school: int, headless: int
) -> None:
    accounts.add(desk, Account(school, "Facebook", "ashhill", "https://facebook.com/ashhill"))
    tab = schools_tab(room)
    assert column(tab, "name") == ["Ash Hill Primary", "Copse Centre"]
    assert column(tab, "head") == ["Ms Asha Patel", "No head"]
    assert column(tab, "people") == ["1", "0"]
    assert column(tab, "accounts") == ["1", "0"]


def test_search_finds_a_school_by_its_urn_and_by_its_town(room: Room, school: int, headless: int) -> None:
    tab = schools_tab(room)
    for words in ("123457", "oakh"):
        tab.finder.search.setText(words)
        assert column(tab, "name") == ["Copse Centre"]


# -- the record ------------------------------------------------------------------------------------


def test_the_record_leads_to_the_people_of_a_school(room: Room, school: int, headless: int) -> None:
    room.go("school", school)
    tab = people_and_schools(room)
    press(tab.schools.panel, "Show its 1 person")
    assert tab.people.isVisible()
    assert column(tab.people, "name") == ["Patel, Asha"]


def test_the_record_leads_to_the_accounts_of_a_school(desk: Desk, room: Room, school: int, headless: int) -> None:
    accounts.add(desk, Account(school, "Facebook", "ashhill", "https://facebook.com/ashhill"))
    accounts.add(desk, Account(headless, "X", "@copse"))
    room.go("school", headless)
    press(people_and_schools(room).schools.panel, "Show its 1 account")
    accounts_tab = room.current()
    assert column(accounts_tab, "handle") == ["@copse"]  # type: ignore[arg-type]  # it is the Accounts tab


def test_what_a_school_lacks_is_said_and_can_be_put_right_there(room: Room, headless: int) -> None:
    room.go("school", headless)
    panel = schools_tab(room).panel
    assert "No Centre Manager is entered: nobody can grant permission (6.2.1)." in words_of(panel)
    assert "Every school has a head" in words_of(panel)
    press(panel, "Record the rule…")
    form = form_of(room)
    assert form.focusWidget() is form.editor("devices").control


def test_where_what_concerns_the_head_goes_is_shown_and_asked_for(desk: Desk, room: Room, school: int) -> None:
    room.go("school", school)
    panel = schools_tab(room).panel
    assert "This is the head’s own, and Ash Hill Primary names nobody for it" in words_of(panel)
    press(panel, "Name the chair…")
    form = form_of(room)
    assert form.focusWidget() is form.editor("chair_id").control
    assert walk(form) == []
    chair = people.add(desk, Person(surname="Reed", forename="Sam", school_id=school))
    form.editor("chair_id").set_value(chair)
    form.editor("route").set_value("chair")
    form.try_to_save()
    said = words_of(panel)
    assert "names nobody for it" not in said
    assert "Chair of governors" in said
    assert "Sam Reed" in said


def test_the_trust_officer_stands_in_where_there_is_no_head(desk: Desk, room: Room, school: int, headless: int) -> None:
    schools.change_trust(desk, desk.trust.name, None, schools.get(desk, school).head_id)
    room.go("school", headless)
    assert "until then the trust officer grants permission" in words_of(schools_tab(room).panel)


def test_hostile_names_are_shown_letter_by_letter(desk: Desk, room: Room) -> None:
    number = schools.add(desk, School(HOSTILE, urn="123458", town="<img src=x>"))
    room.go("school", number)
    tab = schools_tab(room)
    assert HOSTILE in words_of(tab.panel)
    assert column(tab, "town") == ["<img src=x>"]
    tab.appoint(number)
    assert HOSTILE in words_of(form_of(room))


# -- forms -----------------------------------------------------------------------------------------


def test_a_new_school_is_entered_by_keyboard(desk: Desk, room: Room, qtbot: QtBot) -> None:
    tab = schools_tab(room)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(room)
    qtbot.keyClicks(form.editor("name").control, "Beck School")
    form.editor("kind").control.setFocus()
    qtbot.keyClicks(form.editor("kind").control, "Spec")
    qtbot.keyClicks(form.editor("urn").control, "123459")
    save(qtbot, form)
    (found,) = schools.everyone(desk).values()
    assert (found.name, found.kind, found.urn, found.head_title) == ("Beck School", "special", "123459", "Headteacher")
    assert room.toast.words() == "Added Beck School."
    room.undo()
    assert schools.everyone(desk) == {}


def test_a_urn_that_cannot_be_is_refused_beside_it(desk: Desk, room: Room, school: int) -> None:
    for urn, words in (("12AB", "six digits"), ("123456", "Ash Hill Primary has this URN")):
        schools_tab(room).add()
        form = form_of(room)
        form.fill(School("Beck School", urn=urn))
        form.save_button.click()
        assert words in beside(form, "urn")
        assert len(schools.everyone(desk)) == 1
        form.fill(School())
        form.reject()


def test_a_head_is_appointed_by_keyboard(desk: Desk, room: Room, school: int, headless: int, qtbot: QtBot) -> None:
    people.add(desk, Person("Lund", "Eva", "Dr", school_id=headless))
    room.go("school", headless)
    tab = schools_tab(room)
    press(tab.panel, "Appoint a head…")
    form = form_of(room)
    choose(qtbot, form, "head_id", "Lund")
    save(qtbot, form)
    assert column(tab, "head") == ["Ms Asha Patel", "Dr Eva Lund"]
    assert "Change the head…" in offered(tab.panel)
    room.undo()
    assert column(tab, "head") == ["Ms Asha Patel", "No head"]


def test_nobody_who_left_and_no_pupil_becomes_the_head(desk: Desk, room: Room, school: int, headless: int) -> None:
    gone = people.add(desk, Person("Stone", "Sam", school_id=school, ends=desk.today() - timedelta(days=1)))
    pupil = people.add(desk, Person("Young", "Zoe", school_id=school, category=Category.PUPIL))
    schools_tab(room).appoint(headless)
    form = form_of(room)
    for person, words in ((gone, "Sam Stone has left"), (pupil, "Zoe Young is a pupil")):
        form.editor("head_id").set_value(person)
        form.save_button.click()
        assert words in beside(form, "head_id")
    assert schools.get(desk, headless).head_id is None


def test_a_school_with_people_stays_out_of_the_bin_and_an_empty_one_can_be_taken_back(
    desk: Desk, room: Room, school: int, headless: int, qtbot: QtBot
) -> None:
    room.go("school", headless)
    tab = schools_tab(room)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert column(tab, "name") == ["Ash Hill Primary"]
    press(room.toast, "Undo")
    assert column(tab, "name") == ["Ash Hill Primary", "Copse Centre"]
    room.go("school", school)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert told(room) == "Ash Hill Primary still has 1 person and 0 accounts: move or bin them first."


# -- the trust -------------------------------------------------------------------------------------


def trust_form(room: Room) -> tuple[FormDialog, LogoBox]:
    """The form of the trust, opened, and its logo."""
    press(schools_tab(room), "The trust…")
    form = form_of(room)
    return form, form.findChildren(LogoBox)[0]


def test_the_trust_takes_a_name_an_officer_and_a_logo_that_is_dropped(
    desk: Desk, room: Room, school: int, picture: Path, qtbot: QtBot
) -> None:
    form, logo = trust_form(room)
    drop(qtbot, logo, picture)
    assert logo.picture() == redrawn(picture.read_bytes(), "logo.png")
    form.editor("name").set_value(HOSTILE)
    choose(qtbot, form, "officer_id", "Patel")
    save(qtbot, form)
    assert (desk.trust.name, desk.trust.logo) == (HOSTILE, redrawn(picture.read_bytes(), "logo.png"))
    assert desk.trust.officer_id == schools.get(desk, school).head_id
    qtbot.waitUntil(lambda: room.header.trust.text() == HOSTILE)
    room.undo()
    assert (desk.trust.name, desk.trust.logo) == ("Mowbray Education Trust", None)


def test_a_trust_without_a_name_is_refused_beside_it(desk: Desk, room: Room) -> None:
    form, _ = trust_form(room)
    form.editor("name").set_value("")
    form.save_button.click()
    assert beside(form, "name") == "Name is needed."
    assert desk.trust.name == "Mowbray Education Trust"


def test_a_logo_that_is_none_is_refused_in_words(room: Room, tmp_path: Path, picture: Path, qtbot: QtBot) -> None:
    _, logo = trust_form(room)
    poor, large = tmp_path / "poor.png", tmp_path / "large.png"
    poor.write_bytes(b"\x89PNG\r\n\x1a\nno more than this")
    large.write_bytes(bytes(MOST_BYTES + 1))
    drop(qtbot, logo, picture)
    for path, words in ((poor, "is damaged"), (large, "larger than 20 MB"), (tmp_path / "no", "no file “no” there")):
        drop(qtbot, logo, path)
        assert words in words_of(logo)
        assert logo.picture() == redrawn(picture.read_bytes(), "logo.png")


def test_a_logo_that_was_chosen_is_not_thrown_away_unasked(desk: Desk, room: Room, picture: Path, qtbot: QtBot) -> None:
    form, logo = trust_form(room)
    drop(qtbot, logo, picture)
    form.reject()
    assert form.isVisible()
    assert "What you typed is not saved." in words_of(form)
    press(logo, "Remove the logo")
    form.reject()
    assert not form.isVisible()


# -- for everyone ----------------------------------------------------------------------------------


def test_schools_can_be_read_and_reached_by_everybody(room: Room, school: int, headless: int) -> None:
    room.go("school", headless)
    tab = schools_tab(room)
    assert walk(tab) == []
    assert rings(tab) == []
    assert clipped(tab) == []


def test_the_form_of_the_trust_can_be_filled_in_by_everybody(room: Room, picture: Path, qtbot: QtBot) -> None:
    form, logo = trust_form(room)
    drop(qtbot, logo, picture)
    assert walk(form) == []
    assert rings(form) == []
