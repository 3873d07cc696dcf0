"""The forms of permissions on accounts: granted, changed, ended; and what would become of a leaver's accounts."""

import dataclasses
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metdesk import accounts, authorisations, oversight, people, schools
from metdesk.authorisations import Authorisation
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.account_forms import Within
from ui.form import FormDialog
from ui.panel import notice_box
from ui.parts import clear
from ui.shell import Shell
from ui.tokens import Tone


@dataclasses.dataclass(frozen=True)
class Ending:
    """What is asked when a permission ends."""

    ends: date | None = field("Last day", Kind.DATE, required=True, help="The permission holds to the end of this day.")
    ended_why: str = field("Why", required=True, help="It stands in the account’s history.")


def grant_form(desk: Desk, shell: Shell, account_id: int, person_id: int | None = None) -> "GrantDialog":
    """The form for a new permission on an account, opened; the head and today are filled in."""
    account, today = accounts.get(desk, account_id), desk.today()
    head = authorisations.who_grants(desk, account.school_id or 0)
    permission = Authorisation(account_id, person_id, account.reaches_students, head, granted_on=today, starts=today)
    return GrantDialog(desk, shell, permission)


def change_form(desk: Desk, shell: Shell, authorisation_id: int) -> "GrantDialog":
    """The form for what is now known of a permission, opened."""
    return GrantDialog(desk, shell, authorisations.get(desk, authorisation_id), authorisation_id)


class GrantDialog(FormDialog):
    """A permission as it is written, with what to think of shown as one writes."""

    def __init__(
        self, desk: Desk, shell: Shell, permission: Authorisation, authorisation_id: int | None = None
    ) -> None:
        seen = accounts.overview(desk, permission.account_id or 0)
        new = authorisation_id is None
        super().__init__(
            shell.window(),
            "Grant permission" if new else "Change the permission",
            Authorisation,
            shell.lookups,
            self._write,
            save_words="Grant permission" if new else "Save",
            intro=f"{seen.account.title} of {seen.school}. {oversight.people_words(seen.hands)} authorised today.",
            draft=shell.drafts.of("accounts", _step(permission, authorisation_id)),
        )
        self._desk, self._shell = desk, shell
        self._permission, self._id = permission, authorisation_id
        self._what = seen.account.title
        self._advice = QVBoxLayout()
        self._lay_out_rows(who_words(desk, seen.account.school_id or 0))
        self.fill(permission)
        for name in ("person_id", "with_students", "signed_on"):
            self.editor(name).changed.connect(self._advise)
        self._advise()
        self.open()

    def _lay_out_rows(self, who: str) -> None:
        self.row("person_id")
        self.row("with_students")
        self.row("granted_by_id", help=who)
        self.row("granted_on")
        self.pair("starts", "ends")
        self.row("signed_on")
        holder = QWidget()
        holder.setLayout(self._advice)
        self._advice.setContentsMargins(0, 0, 0, 0)
        self.widget("", holder)

    def _advise(self) -> None:
        clear(self._advice)
        rows = {name: self.editor(name) for name in ("person_id", "with_students", "signed_on")}
        values: dict[str, Any] = {name: None if one.problem() else one.value() for name, one in rows.items()}
        written = dataclasses.replace(self._permission, **values)
        for sentence in authorisations.advice(self._desk, written):
            self._advice.addWidget(notice_box(Tone.ACCENT, sentence))

    def _write(self, values: dict[str, Any]) -> None:
        permission = dataclasses.replace(self._permission, **values)
        if self._id is None:
            authorisations.grant(self._desk, permission)
        else:
            authorisations.change(self._desk, self._id, permission)
        who = people.get(self._desk, permission.person_id or 0).name
        done = "Permission granted to" if self._id is None else "Changed the permission of"
        self._shell.said(f"{done} {who} on {self._what}.")


def _step(permission: Authorisation, authorisation_id: int | None) -> str:
    """What opens the form again: see `AccountsTab.begin`."""
    return f"grant {permission.account_id}" if authorisation_id is None else f"permission {authorisation_id}"


def who_words(desk: Desk, school_id: int) -> str:
    """Whose permission counts in a school, by name and title, in a sentence (6.2.1)."""
    school, granter = schools.get(desk, school_id), authorisations.who_grants(desk, school_id)
    if granter is None:
        return f"{school.name} has no head and the trust no trust officer: enter one first (6.2.1)."
    name = people.get(desk, granter).name
    if school.head_id is None:
        return f"{school.name} has no head, so the trust officer grants permission: {name} (6.2.1)."
    return f"{name} is {school.head_title} of {school.name}, whose permission counts (6.2.1)."


def end_form(desk: Desk, shell: Shell, authorisation_id: int, within: Within | None = None) -> FormDialog:
    """The form that ends a permission, opened; `within` another record."""
    permission = authorisations.get(desk, authorisation_id)
    seen = accounts.overview(desk, permission.account_id or 0)
    name = people.get(desk, permission.person_id or 0).name

    def save(values: dict[str, Any]) -> None:
        do = within.do if within else partial(authorisations.end, desk, authorisation_id)
        do(values["ends"], values["ended_why"])
        also = f" {within.said}" if within else ""
        said = f"{name} is authorised on {seen.account.title} until {show_date(values['ends'])}.{also}"
        shell.said(said, undo=within is None)

    others = {one.person_id for one in seen.permissions if one.in_force(seen.today)} - {permission.person_id}
    left = f" {oversight.people_words(len(others))} will be left: 5.2.4 asks for two." if len(others) < 2 else ""
    told = f" {within.told}" if within else ""
    form = FormDialog(
        shell.window(),
        "End the permission",
        Ending,
        shell.lookups,
        save,
        save_words="End the permission",
        intro=f"{name} on {seen.account.title} of {seen.school}.{left if seen.counted else ''}{told}",
        draft=within.draft if within else shell.drafts.of("accounts", f"end {authorisation_id}"),
    )
    form.row("ends")
    form.row("ended_why")
    form.fill(Ending(desk.today()))
    form.open()
    return form
