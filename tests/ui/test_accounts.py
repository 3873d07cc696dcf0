"""The Accounts tab in the real window on a real register, by keyboard where a person would use it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from metdesk import accounts, authorisations, history, people
from metdesk.account_record import Account, State
from metdesk.accounts import AccountFilter
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.people import Person
from ui.accounts import AccountsTab
from ui.authorisations import GrantDialog
from ui.filters import concern_filter
from ui.fold import Fold
from ui.form import FormDialog
from ui.parts import Words
from ui.preview import Preview
from ui.room import Room
from ui.what_if import WhatIfDialog


@pytest.fixture
def account(desk: Desk, school: int) -> int:
    """An active account of `school` on which nobody is authorised yet."""
    return accounts.add(desk, Account(school, "Facebook", "ashhillprimary", "https://facebook.com/ashhillprimary"))


@pytest.fixture
def teacher(desk: Desk, school: int) -> int:
    """Somebody who can be authorised."""
    return people.add(desk, Person("Okafor", "Ben", "Mr", school_id=school, job="Class teacher"))


def permit(desk: Desk, account_id: int, person_id: int, **given: object) -> int:
    """Grants a permission from today, by the head, in writing."""
    school = accounts.get(desk, account_id).school_id or 0
    head, today = authorisations.who_grants(desk, school), desk.today()
    whole = Authorisation(account_id, person_id, False, head, today, today, None, today)
    return authorisations.grant(desk, replace(whole, **given))  # type: ignore[arg-type]  # names of fields


def accounts_tab(room: Room) -> AccountsTab:
    """The Accounts tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "accounts")
    room.tabs.setCurrentIndex(place)
    tab = room.current()
    assert isinstance(tab, AccountsTab)
    return tab


def form_of(room: Room, kind: type[FormDialog] = FormDialog) -> FormDialog:
    """The form that is open over the window."""
    (found,) = [one for one in room.findChildren(kind) if one.isVisible()]
    return found


def shown_words(tab: AccountsTab) -> str:
    """What the record panel says."""
    QApplication.processEvents()
    return "\n".join(one.toPlainText() for one in tab.panel.findChildren(Words) if one.isVisibleTo(tab.panel))


def press(tab: AccountsTab, words: str) -> None:
    """Presses the button of the record panel that is called `words`."""
    QApplication.processEvents()
    found = [one for one in tab.panel.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(tab)]
    assert found, words
    found[0].click()


def choose(qtbot: QtBot, form: FormDialog, name: str, letters: str) -> None:
    """Types `letters` into a picker and takes the first suggestion, as by keyboard."""
    control = form.editor(name).control
    control.setFocus()
    qtbot.keyClicks(control, letters)
    offered = QApplication.activePopupWidget()
    assert offered is not None
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Return)


def column(tab: AccountsTab, name: str) -> list[str]:
    """The words of a column of the table, from the top."""
    place = [one.name for one in tab.model.columns].index(name)
    return [str(tab.model.index(row, place).data()) for row in range(tab.model.rowCount())]


# -- the list --------------------------------------------------------------------------------------


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_account(room: Room, school: int) -> None:
    tab = accounts_tab(room)
    assert [one.words for one in tab.empty().actions] == ["New account…", "Import accounts…"]
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New account"


def test_the_table_says_in_words_how_many_are_authorised(
    desk: Desk, room: Room, account: int, teacher: int, school: int
) -> None:
    accounts.add(desk, Account(school, "X", "@ashhillfans", state=State.UNOFFICIAL))
    tab = accounts_tab(room)
    assert column(tab, "hands") == ["Nobody", "–"]
    permit(desk, account, teacher)
    assert column(tab, "hands") == ["One person", "–"]
    assert column(tab, "state") == ["Active", "Unofficial"]


def test_closed_accounts_are_out_of_sight_until_asked_for(desk: Desk, room: Room, account: int) -> None:
    accounts.close(desk, account, desk.today(), "No longer used")
    tab = accounts_tab(room)
    assert tab.model.rowCount() == 0
    tab.finder.set_filter("state", str(State.CLOSED))
    assert column(tab, "handle") == ["ashhillprimary"]


def test_search_finds_an_account_by_whoever_is_authorised(
    desk: Desk, room: Room, account: int, teacher: int, school: int
) -> None:
    accounts.add(desk, Account(school, "Instagram", "@ashhillart"))
    permit(desk, account, teacher)
    tab = accounts_tab(room)
    tab.finder.search.setText("okaf")
    assert column(tab, "handle") == ["ashhillprimary"]


def test_the_accounts_behind_a_check_can_be_listed(desk: Desk, room: Room, account: int, teacher: int) -> None:
    permit(desk, account, teacher, signed_on=None)
    tab = accounts_tab(room)
    tab.finder.set_filter("state", concern_filter("6.2.1", "Permission not signed"))
    assert column(tab, "handle") == ["ashhillprimary"]
    tab.finder.set_filter("state", concern_filter("6.2.3", "Held privately"))
    assert tab.model.rowCount() == 0


def test_accounts_are_sorted_by_the_name_of_their_school_and_by_their_last_check(desk: Desk, school: int) -> None:
    from metdesk import schools

    first = schools.add(desk, schools.School(name="Aspen School", urn="123457"))
    late = accounts.add(desk, Account(school, "Facebook", "late"))
    early = accounts.add(desk, Account(first, "Facebook", "early"))
    accounts.look(desk, early, "In order", desk.today() - timedelta(days=9))
    accounts.look(desk, late, "In order", desk.today())
    by = {name: [row.id for row in accounts.page(desk, sort=name).rows] for name in ("school", "last_checked")}
    assert by == {"school": [late, early], "last_checked": [early, late]}


def test_going_to_a_closed_account_takes_the_filters_away(desk: Desk, room: Room, account: int) -> None:
    accounts.close(desk, account, desk.today(), "No longer used")
    room.go("account", account)
    tab = accounts_tab(room)
    row = tab.table.current_row()
    assert row is not None
    assert row.id == account


# -- the record ------------------------------------------------------------------------------------


def test_a_concern_names_the_clause_and_leads_to_what_puts_it_right(room: Room, account: int) -> None:
    tab = accounts_tab(room)
    assert "Nobody is authorised: two people must oversee each account." in shown_words(tab)
    press(tab, "Grant permission…")
    assert form_of(room).windowTitle() == "Grant permission"


def test_a_past_permission_is_folded_away(
    desk: Desk, room: Room, account: int, teacher: int, today: date, qtbot: QtBot
) -> None:
    began, ended = today - timedelta(days=90), today - timedelta(days=30)
    permit(desk, account, teacher, granted_on=began, starts=began, ends=ended, signed_on=began)
    tab = accounts_tab(room)
    fold = tab.panel.findChildren(Fold)[0]  # those of the history follow
    assert "Class teacher · from" not in shown_words(tab)
    fold.line.setFocus()
    qtbot.keyClick(fold.line, Qt.Key.Key_Space)
    assert "Class teacher · from" in shown_words(tab)
    assert fold.line.accessibleName() == "1 past permission, shown"


def test_the_history_merges_account_permissions_and_checks(desk: Desk, room: Room, account: int, teacher: int) -> None:
    permit(desk, account, teacher)
    accounts.look(desk, account, "In order")
    words = [one.words for one in history.of(desk, "account", account)]
    assert words == [
        "Checked ashhillprimary (Facebook): In order",
        "Permission granted to Mr Ben Okafor on ashhillprimary",
        "Added ashhillprimary (Facebook)",
    ]
    assert "Checked ashhillprimary (Facebook): In order" in shown_words(accounts_tab(room))


def test_a_reader_is_offered_nothing_that_changes(
    room: Room, desk: Desk, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk), "read_only", property(lambda self: True))
    tab = accounts_tab(room)
    offered = {one.text() for one in tab.findChildren(QPushButton) if one.isVisibleTo(tab)}
    assert "Grant permission…" not in offered
    assert "New account" not in offered
    assert "Read 5.2.4" in offered


# -- forms -----------------------------------------------------------------------------------------


def test_a_new_account_is_entered_by_keyboard(desk: Desk, room: Room, school: int, qtbot: QtBot) -> None:
    tab = accounts_tab(room)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(room)
    choose(qtbot, form, "school_id", "Ash")
    form.editor("platform").set_value("twitter")
    qtbot.keyClicks(form.editor("handle").control, "@ashhill")
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (seen,) = accounts.page(desk).rows
    assert (seen.account.school_id, seen.account.platform, seen.account.handle) == (school, "X", "@ashhill")
    assert room.toast.words() == "Added @ashhill (X)."


def test_a_form_without_what_is_needed_saves_nothing_and_says_so_beside_the_field(desk: Desk, room: Room) -> None:
    accounts_tab(room).add()
    form = form_of(room)
    form.save_button.click()
    assert form.isVisible()
    assert accounts.page(desk, AccountFilter(states=())).total == 0
    assert form.editor("handle").control.accessibleDescription() == "Account name is needed."


def test_an_address_that_is_registered_is_refused_beside_the_address(
    desk: Desk, room: Room, school: int, account: int
) -> None:
    accounts_tab(room).add()
    form = form_of(room)
    form.fill(Account(school, "Facebook", "another", "http://www.facebook.com/AshHillPrimary/"))
    form.save_button.click()
    assert accounts.page(desk).total == 1
    assert "registered already" in form.editor("address").control.accessibleDescription()


def test_the_grant_form_begins_with_the_head_and_today(desk: Desk, room: Room, account: int, today: date) -> None:
    accounts_tab(room).grant(account)
    values = {name: form_of(room).editor(name).value() for name in ("granted_by_id", "granted_on", "starts", "ends")}
    school = accounts.get(desk, account).school_id or 0
    head = authorisations.who_grants(desk, school)
    assert values == {"granted_by_id": head, "granted_on": today, "starts": today, "ends": None}


def test_advice_follows_what_is_written(desk: Desk, room: Room, account: int, school: int) -> None:
    governor = people.add(desk, Person("Lamb", "Ivy", school_id=school, category=people.Category.GOVERNANCE))
    accounts_tab(room).grant(account)
    form = form_of(room, GrantDialog)

    def advice() -> str:
        QApplication.processEvents()
        return " ".join(one.toPlainText() for one in form.findChildren(Words) if one.isVisibleTo(form))

    assert "governance volunteer" not in advice()
    form.editor("person_id").set_value(governor)
    form.editor("person_id").changed.emit()
    assert "this is a governance volunteer" in advice()
    assert "6.2.1 asks for explicit permission" in advice()
    form.editor("signed_on").set_value(desk.today())
    assert "6.2.1 asks for explicit permission" not in advice()


def test_a_permission_by_anyone_but_the_head_is_refused_beside_the_field(
    desk: Desk, room: Room, account: int, teacher: int
) -> None:
    accounts_tab(room).grant(account)
    form = form_of(room)
    form.editor("person_id").set_value(teacher)
    form.editor("granted_by_id").set_value(teacher)
    form.save_button.click()
    assert authorisations.permissions([account]) == {}
    assert "Only the head may grant permission" in form.editor("granted_by_id").control.accessibleDescription()


def test_a_granted_permission_shows_at_once(desk: Desk, room: Room, account: int, teacher: int, qtbot: QtBot) -> None:
    tab = accounts_tab(room)
    tab.grant(account)
    form = form_of(room)
    choose(qtbot, form, "person_id", "Okaf")
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert column(tab, "hands") == ["One person"]
    assert "Mr Ben Okafor" in shown_words(tab)
    room.undo()
    assert column(tab, "hands") == ["Nobody"]


def test_ending_a_permission_needs_a_reason(desk: Desk, room: Room, account: int, teacher: int) -> None:
    permission = permit(desk, account, teacher)
    accounts_tab(room).end_permission(permission)
    form = form_of(room)
    form.save_button.click()
    assert authorisations.get(desk, permission).ends is None
    form.editor("ended_why").set_value("Has other duties now")
    form.save_button.click()
    assert authorisations.get(desk, permission).ends == desk.today()


def test_several_accounts_are_checked_in_one_change(desk: Desk, room: Room, account: int, school: int) -> None:
    accounts.add(desk, Account(school, "Instagram", "@ashhillart"))
    tab = accounts_tab(room)
    tab.table.selectAll()
    first = tab.row_actions(tab.table.chosen_rows())[0]
    assert first.words == "Record a check of 2 accounts…"
    first.do()
    form = form_of(room)
    form.editor("finding").set_value("In order")
    form.save_button.click()
    assert [row.last_checked for row in accounts.page(desk).rows] == [desk.today()] * 2
    desk.undo()
    assert [row.last_checked for row in accounts.page(desk).rows] == [None, None]


def test_closing_an_account_ends_its_permissions_and_undo_brings_both_back(
    desk: Desk, room: Room, account: int, teacher: int
) -> None:
    permission = permit(desk, account, teacher)
    accounts_tab(room).close_account(account)
    form = form_of(room)
    form.editor("why").set_value("The page moved to the website")
    form.save_button.click()
    assert accounts.get(desk, account).state == State.CLOSED
    assert authorisations.get(desk, permission).ends == desk.today()
    room.undo()
    assert accounts.get(desk, account).state == State.ACTIVE
    assert authorisations.get(desk, permission).ends is None


def test_an_account_cannot_close_before_it_opened_or_in_the_future(desk: Desk, account: int, today: date) -> None:
    from metdesk.errors import Refused

    accounts.change(desk, account, replace(accounts.get(desk, account), opened=today))
    for day, words in (
        (today - timedelta(days=1), "cannot close before"),
        (today + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(Refused, match=words):
            accounts.close(desk, account, day, "Mistake")


def test_the_form_of_a_permission_is_shown_before_it_is_printed(
    desk: Desk, room: Room, account: int, teacher: int, qtbot: QtBot
) -> None:
    permit(desk, account, teacher, signed_on=None)
    tab = accounts_tab(room)
    press(tab, "Print the form…")
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=20_000)


# -- what if ---------------------------------------------------------------------------------------


def test_what_if_says_which_accounts_fall_short(
    desk: Desk, room: Room, account: int, teacher: int, school: int, today: date
) -> None:
    permit(desk, account, teacher)
    permit(desk, account, people.add(desk, Person("Bell", "Ann", school_id=school)))
    accounts_tab(room)
    dialog = WhatIfDialog(desk, room, teacher)
    words = " ".join(one.toPlainText() for one in dialog.findChildren(Words))
    assert "is authorised on 1 account" in words
    assert "1 would have fewer than two people (5.2.4)" in words
    model = dialog.table.paged()
    assert [model.index(0, place).data() for place in range(4)] == [
        "ashhillprimary (Facebook)", "Ash Hill Primary", "Two people", "One person",
    ]  # fmt: skip
    dialog.record_button.click()
    assert people.get(desk, teacher).ends == today


def test_what_if_asks_who_leaves_before_it_records(desk: Desk, room: Room) -> None:
    dialog = WhatIfDialog(desk, room)
    dialog.record_button.click()
    assert dialog.isVisible()
    assert dialog.person.control.accessibleDescription() == "Person is needed."


# -- room ------------------------------------------------------------------------------------------


def test_columns_that_matter_least_give_way_where_there_is_no_room(
    desk: Desk, room: Room, account: int, qapp: QApplication
) -> None:
    tab = accounts_tab(room)
    header = tab.table.horizontalHeader()
    tab.splitter.setSizes([900, 400])
    qapp.processEvents()
    assert not header.isSectionHidden(5)
    tab.splitter.setSizes([500, 800])
    qapp.processEvents()
    assert header.isSectionHidden(5)
    assert not header.isSectionHidden(0)
    assert sum(header.sectionSize(one) for one in range(header.count())) <= tab.table.viewport().width()
