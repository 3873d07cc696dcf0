"""The first day: a register is started, filled by hand, locked for lunch, and opened again."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from metdesk import accounts, authorisations, people, schools
from tests.journeys.conftest import Office
from ui.accounts import AccountsTab
from ui.doors import Doors
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.preview import Preview
from ui.recovery import KeyPage
from ui.room import Room
from ui.start import Start
from ui.unlock import Unlock

PASSPHRASE = "walnut copper evening staircase"
HOSTILE = "O’Neill-Ştefănescu <b>"


def start_register(office: Office, folder: Path) -> str:
    """From the three doors to the open register; returns the recovery key that was shown."""
    office.window.show_doors()
    office.screen(Doors).start.click()
    page = office.screen(Start)
    page.rows["place"].editor.set_value(str(folder))
    office.type("Mowbray Education Trust")
    office.press("Return")
    office.type("Jo Marsh")
    office.press("Return")
    assert page.passphrase.has_problem(), "a passphrase is asked for before the next step"
    for one in (page.passphrase.first, page.passphrase.again):
        one.editor.control.setFocus()
        office.type(PASSPHRASE)
    page.next_button.click()
    page.next_button.click()
    key = office.screen(KeyPage)
    shown = "-".join(key.groups)
    key.print_button.click()
    sheet = office.screen(Preview)
    sheet.closed.emit()
    key = office.screen(KeyPage)
    key.group.editor.control.setFocus()
    office.type(key.groups[key.asked].lower())
    key.go_button.click()
    office.room()
    return shown


def enter_school(office: Office, name: str, urn: str) -> int:
    """A school by Ctrl+N in the list of schools; returns its id."""
    people_and_schools(office.room()).show_list("school")
    office.press("Ctrl+N")
    form = office.form()
    office.fill(form, name=name, urn=urn)
    office.save(form)
    return schools.named(office.room().desk, name)


def people_and_schools(room: Room) -> PeopleAndSchoolsTab:
    """The tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "people")
    room.tabs.setCurrentIndex(place)
    tab = room.current()
    assert isinstance(tab, PeopleAndSchoolsTab)
    return tab


def enter_person(office: Office, forename: str, surname: str, school: str) -> int:
    """A person by Ctrl+N in the list of people; returns their id."""
    people_and_schools(office.room()).show_list("person")
    office.press("Ctrl+N")
    form = office.form()
    office.fill(form, forename=forename, surname=surname, school_id=school)
    office.save(form)
    found = people.page(office.room().desk, people.PeopleFilter(find=f"{forename} {surname}")).rows
    return found[0].id


def test_a_register_is_started_filled_locked_and_opened_again(office: Office, folder: Path) -> None:
    start_register(office, folder)
    desk = office.room().desk
    school = enter_school(office, "Ash Hill Primary", "123456")
    head = enter_person(office, "Asha", "Patel", "Ash Hill")
    schools.appoint(desk, school, head)
    second = enter_person(office, "Ioana", HOSTILE, "Ash Hill")

    place = next(place for place, spec in enumerate(office.room().specs) if spec.name == "accounts")
    office.press(f"Ctrl+{place + 1}")
    tab = office.room().current()
    assert isinstance(tab, AccountsTab)
    office.press("Ctrl+N")
    form = office.form()
    office.fill(form, school_id="Ash Hill", platform="Facebook", handle="ashhill", address="facebook.com/ashhill")
    office.save(form)
    (account,) = accounts.page(desk).rows
    for person in ("Patel", "Ioana"):
        assert accounts.overview(desk, account.id).falls_short
        tab.grant(account.id)
        form = office.form()
        office.fill(form, person_id=person)
        office.save(form)
    seen = accounts.overview(desk, account.id)
    assert (seen.hands, seen.falls_short) == (2, None)
    assert {one.person_id for one in authorisations.permissions([account.id])[account.id]} == {head, second}

    office.press("Ctrl+L")
    lock = office.screen(Unlock)
    assert office.window.room is None
    office.type("not the passphrase")
    office.press("Return")
    office.until(lambda: any("passphrase" in words for words in notices(lock)))
    office.type(PASSPHRASE)
    office.press("Return")
    again = office.room()
    assert again.desk is not desk
    assert [one.account.handle for one in accounts.page(again.desk).rows] == ["ashhill"]


def notices(page: Unlock) -> list[str]:
    """What the page says in its notices."""
    from ui.parts import Words

    return [one.toPlainText() for one in page.findChildren(Words)]


def test_a_half_typed_form_is_asked_about_before_it_is_thrown_away(office: Office, folder: Path) -> None:
    start_register(office, folder)
    people_and_schools(office.room()).show_list("school")
    office.press("Ctrl+N")
    form = office.form()
    office.fill(form, name="Ash Hill")
    office.press("Esc")
    assert form.isVisible()
    next(one for one in form.findChildren(QPushButton) if one.text() == "Throw it away").click()
    office.until(lambda: not form.isVisible())
    assert schools.names(office.room().desk) == {}
