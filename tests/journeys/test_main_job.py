"""The main job on real input: the approved policy from Word, the staff list, accounts, the printed forms."""

import shutil
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog

import resources
from metdesk import accounts, checks, export, forms, people, policy, schools
from metdesk.checks import Status
from metdesk.desk import Desk
from metdesk.intake.policy import read
from metdesk.paper.pictures import page_count
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.journeys.conftest import Office
from tests.metdesk.documents import as_word
from ui.handing_out import forms_dialog
from ui.importing import ImportDialog
from ui.preview import Preview
from ui.reading import ReadingDialog
from ui.unlock import Unlock

STAFF = """School,Employee code,Legal surname,Forename,Work email,Job title,Team,Start date,Leaving date,Password
Ash Hill Primary,AH1,O’Neill-Ştefănescu <b>,Ioana,ioana@ashhill.example,Class teacher,Year 6,01/09/2021,,hunter2
Ash Hill Primary,AH2,Marsh,Jo,jo.marsh@ashhill.example,Business manager,Office,05/03/2019,,
Ash Hill Primary,AH3,Old,Ann,ann.old@ashhill.example,Cook,Kitchen,,31/08/2024,
,,,,,,,,,
Ash Hill Primary,AH4,Wrong,Date,date@ashhill.example,Cook,Kitchen,32/13/2020,,
"""
ACCOUNTS = """URN,Platform,Account name,Link,Held with,Reaches pupils
123456,Facebook,ashhill,https://www.facebook.com/ashhill/,office@ashhill.example,No
123456,Twitter,@ashhill,twitter.com/ashhill,office@ashhill.example,Yes
123456,Facebook,again,facebook.com/AshHill,office@ashhill.example,No
"""

Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def at_desk(office: Office, empty_folder: Path, tmp_path: Path) -> Office:
    """Somebody who has just unlocked a register with one school in it."""
    folder = Path(shutil.copytree(empty_folder, tmp_path / "Mowbray.metdesk"))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456"))
        head = people.add(desk, people.Person(surname="Patel", forename="Asha", title="Ms", school_id=school))
        schools.appoint(desk, school, head)
    office.window.show_register(folder)
    office.screen(Unlock).editor.control.setFocus()
    office.type(PASSPHRASE)
    office.press("Return")
    office.room()
    return office


def drop(office: Office, tab: str, name: str, data: bytes, folder: Path) -> None:
    """Drops a file on a tab."""
    path = folder / name
    path.write_bytes(data)
    room = office.room()
    place = next(place for place, spec in enumerate(room.specs) if spec.name == tab)
    room.tabs.setCurrentIndex(place)
    assert room.current().dropped([path])


def dialog(office: Office, kind: type[Shown]) -> Shown:
    """The dialog of that kind, once it is open."""
    office.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind)
    return shown


def import_policy(office: Office, folder: Path) -> None:
    """The approved document, in Word with automatic numbers, read, looked at and taken in."""
    starter = read(resources.read("policy/starter.md"), "starter.md")
    drop(office, "policy", "Social Media Policy.docx", as_word(starter, automatic=True), folder)
    shown = dialog(office, ReadingDialog)
    with office.qtbot.waitSignal(shown.accepted, timeout=30_000):
        shown.try_to_import()
    office.window.activateWindow()


def import_list(office: Office, tab: str, name: str, text: str, folder: Path) -> None:
    """A list dropped on its tab: its columns, its plan, then one step."""
    drop(office, tab, name, text.encode("cp1252" if text.isascii() else "utf-8"), folder)
    shown = dialog(office, ImportDialog)
    office.until(lambda: bool(shown.columns.combos))
    shown.next_button.click()
    office.until(lambda: bool(shown.preview.filters))
    with office.qtbot.waitSignal(shown.accepted, timeout=30_000):
        shown.next_button.click()
    office.window.activateWindow()


def test_policy_people_accounts_and_paper(at_desk: Office, folder: Path) -> None:
    office, desk = at_desk, at_desk.room().desk
    import_policy(office, folder)
    edition = policy.current(desk)
    assert edition is not None
    found = edition.find("5.2.4")
    assert found is not None
    assert found.audience == "Headteachers"

    import_list(office, "people", "staff.csv", STAFF, folder)
    names = [row.name for row in people.page(desk, people.PeopleFilter(standing="")).rows]
    assert names == ["Marsh, Jo", "Old, Ann", "O’Neill-Ştefănescu <b>, Ioana", "Patel, Asha"]
    assert b"hunter2" not in export.everything(desk)

    import_list(office, "accounts", "accounts.csv", ACCOUNTS, folder)
    assert [one.account.handle for one in accounts.page(desk).rows] == ["ashhill", "@ashhill"]
    assert accounts.page(desk).rows[1].account.platform == "X"
    two_people = next(one for one in checks.run(desk) if one.clause == "5.2.4")
    assert (two_people.status, two_people.met, two_people.of) == (Status.BREACH, 0, 2)

    form = forms_dialog(desk, office.room())
    form.try_to_save()
    office.until(lambda: office.room().findChild(Preview))
    preview = office.room().findChild(Preview)
    assert isinstance(preview, Preview)
    saved = folder / "forms.pdf"
    preview.save(saved)
    assert page_count(saved.read_bytes()) == 3  # the leaver is not asked
    assert {one.kind for one in forms.of_person(desk, people.page(desk).rows[0].id)} == {"AF"}


def test_one_undo_takes_a_whole_list_back(at_desk: Office, folder: Path) -> None:
    desk = at_desk.room().desk
    import_list(at_desk, "people", "staff.csv", STAFF, folder)
    assert people.page(desk, people.PeopleFilter(standing="")).total == 4
    at_desk.room().undo()
    assert people.page(desk, people.PeopleFilter(standing="")).total == 1
