"""What a case is linked to, and what is done to accounts from it, in the real window; the pattern on other records."""

import pytest

from metdesk import accounts, authorisations, case_course, case_links, cases, declaring
from metdesk.account_record import Account, State
from metdesk.authorisations import Authorisation
from metdesk.case_record import Conclusion, Link
from tests.metdesk import test_cases
from tests.metdesk.test_cases import DAY, Trust
from tests.metdesk.test_declaring import told
from tests.ui.accessibility import walk
from tests.ui.registers import beside, form_of, offered, people_and_schools, press, words_of
from tests.ui.test_breaches import tab_of
from ui.accounts import AccountsTab
from ui.room import Room

trust = test_cases.trust


@pytest.fixture
def account(trust: Trust) -> int:
    return accounts.add(trust.desk, Account(trust.school, "Facebook", "@ashhill"))


def test_records_are_linked_opened_and_corrected_in_the_panel(trust: Trust, account: int, room: Room) -> None:
    desk, declared = trust.desk, declaring.add(trust.desk, told(trust.teacher))
    number, other = trust.report(), trust.report(subject_id=None)
    trust.as_head()
    tab = tab_of(room).cases
    tab.show_id(number)
    assert "Link to a record…" in offered(tab.panel)
    tab.begin(f"link {number}")
    form = form_of(room)
    form.editor("words").set_value("The same evening.")
    form.try_to_save()
    assert "Choose one record" in beside(form, "account_id")
    reference = cases.row(desk, other).title
    titles = [form.editor("case").control.itemText(place) for place in (1,)]
    assert titles[0].startswith(reference)
    form.editor("case").set_value(titles[0])
    form.try_to_save()
    shown = words_of(tab.panel)
    assert "Links" in shown.splitlines()
    assert f"Linked to {reference}: The same evening." in shown
    press(tab.panel, "Correct…")  # the report's own comes first
    form_of(room).reject()
    (link,) = case_links.links(cases.read(desk, number))
    tab.begin(f"link {number} {link.uuid}")
    form = form_of(room)
    assert (form.editor("case").value(), form.editor("words").value()) == (titles[0], "The same evening.")
    form.editor("case").set_value("")
    choice = form.editor("declaration_id").control
    form.editor("declaration_id").set_value(choice.itemText(1))
    form.try_to_save()
    assert "is needed" in beside(form, "why") or "Say why" in beside(form, "why")
    form.editor("why").set_value("It was the declaration.")
    form.try_to_save()
    (link,) = case_links.links(cases.read(desk, number))
    assert link.record.declaration_id == declared
    assert "1 earlier entry" in offered(tab.panel)
    assert walk(tab) == []
    tab.begin(f"link {number} 00")
    assert "corrected already" in room.toast.words()
    press(tab.panel, "Open the declaration")
    assert room.specs[room.tabs.currentIndex()].name == "declarations"


def test_an_account_is_closed_and_a_permission_ended_from_a_case(trust: Trust, account: int, room: Room) -> None:
    desk, today = trust.desk, trust.desk.today()
    granted = Authorisation(account, trust.teacher, granted_by_id=trust.head, granted_on=DAY, starts=DAY)
    held = authorisations.grant(desk, granted)
    number = trust.report(account_id=account)
    trust.as_head()
    case_course.name(desk, number, f"investigator {trust.chair} ()")
    case_course.conclude(desk, number, Conclusion("advice", today, "Ms Patel", "A lapse."))
    tab = tab_of(room).cases
    tab.go("breach", number)
    press(tab.panel, "End the permission…")
    form = form_of(room)
    assert "write no word of the case in it" in words_of(form)
    form.editor("ended_why").set_value("Other duties.")
    form.try_to_save()
    assert authorisations.get(desk, held).ends == today
    press(tab.panel, "Close the account…")
    form = form_of(room)
    form.editor("why").set_value("Not needed any more.")
    form.try_to_save()
    assert accounts.get(desk, account).state == State.CLOSED
    shown = words_of(tab.panel)
    assert "Closed @ashhill (Facebook): Not needed any more." in shown
    assert "Closed · Ash Hill Primary" in shown
    assert "Close the account…" not in offered(tab.panel)
    other = accounts.add(desk, Account(trust.school, "X", "@ashhill2"))
    case_course.reopen(desk, number, "More came up.")
    case_links.link(desk, number, Link(account_id=other, words="The same."))
    assert "Close the account…" in offered(tab.panel)
    trust.as_chair()
    desk.tell({"breach"})
    tab.go("breach", number)
    assert {"Open the account", "Link to a record…"} <= offered(tab.panel)
    assert not {"Close the account…", "End the permission…"} & offered(tab.panel)


def test_the_cases_of_a_person_and_an_account_are_on_their_records_for_those_named(
    trust: Trust, account: int, room: Room
) -> None:
    desk = trust.desk
    number = trust.report(account_id=account)
    reference = cases.row(desk, number).title

    def seen() -> list[bool]:
        room.go("account", account)
        accounted = room.current()
        assert isinstance(accounted, AccountsTab)
        at_account = reference in words_of(accounted.panel)
        room.go("person", trust.teacher)
        return [at_account, reference in words_of(people_and_schools(room).people.panel)]

    assert seen() == [False, False]
    trust.as_head()
    desk.tell({"breach"})
    assert seen() == [True, True]
    press(people_and_schools(room).people.panel, "Show the case")
    assert tab_of(room).cases.table.current_row().id == number
