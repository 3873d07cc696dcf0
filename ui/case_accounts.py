"""What a case has to do with accounts: whose they are, what may be done with them from here, and the forms for it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from metdesk import accounts, case_accounts, case_links, cases
from metdesk.account_record import State
from metdesk.calendar import show_date
from metdesk.case_record import Link
from metdesk.case_seen import Case
from metdesk.desk import Desk
from metdesk.errors import Refused
from ui.account_forms import Within, close_form
from ui.actions import Action
from ui.authorisations import end_form
from ui.case_entries import Steps
from ui.form import FormDialog
from ui.panel import Panel
from ui.shell import Shell

_OPEN_TO_ALL = "The reason stands in the account’s history, which everybody reads: write no word of the case in it."


def show(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    """Puts the account of the report and what those whom it is about are authorised for into the panel."""
    number, held = case.report.account_id, case_accounts.permissions(desk, case)
    titles = accounts.titles(desk, [one.account_id for one in held])
    told = case_links.named(desk, Link(account_id=number)) if number is not None else None
    if told or held:
        panel.heading("Accounts")
    if told and number is not None:
        opens = [Action("Open the account", partial(shell.go, "account", number))] if told.opens else []
        panel.person(told.title, told.about, None, [*opens, *steps.close(number)])
    for one in held:
        until = f" until {show_date(one.ends)}" if one.ends else ""
        about = f"Authorised on {titles[one.account_id]} from {show_date(one.starts)}{until}"
        panel.person(one.person, about, None, steps.end(one.id))


def may_close(desk: Desk, account_id: int) -> bool:
    """Whether the keyholder may close this account, as far as their role goes: there is one, and it is open."""
    try:
        account = accounts.get(desk, account_id)
    except Refused:
        return False
    return desk.may("accounts.change") and account.state != State.CLOSED


def close(desk: Desk, shell: Shell, case_id: int, account_id: int) -> FormDialog:
    """The form that closes an account from a case, opened. Refused: not named on the case."""
    case = cases.read(desk, case_id)
    do = partial(case_accounts.close, desk, case_id, account_id)
    return close_form(desk, shell, account_id, _within(shell, case, do, f"close {case_id} {account_id}"))


def end(desk: Desk, shell: Shell, case_id: int, authorisation_id: int) -> FormDialog:
    """The form that ends a permission from a case, opened. Refused: not named on the case."""
    case = cases.read(desk, case_id)
    do = partial(case_accounts.end, desk, case_id, authorisation_id)
    return end_form(desk, shell, authorisation_id, _within(shell, case, do, f"end {case_id} {authorisation_id}"))


def _within(shell: Shell, case: Case, do: Callable[[date, str], object], step: str) -> Within:
    title = case.row.title
    told = f"It is noted in {title}. {_OPEN_TO_ALL}"
    return Within(do, told, f"It is noted in {title}.", shell.drafts.of("breaches", step))
