"""The Accounts tab: the account register with its people, its checks and what is amiss."""

import functools
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from metdesk import accounts, printing
from metdesk.account_record import State
from metdesk.accounts import AccountFilter
from metdesk.authorisations import Authorisation, Permission
from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.oversight import EDIT, GRANT, LOOK, PRINT, Concern, Overview
from metdesk.record import Page
from ui import account_list, account_panel
from ui.account_forms import account_form, check_form, close_form, register_dialog
from ui.actions import Action
from ui.authorisations import change_form, end_form, grant_form
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.what_if import WhatIfDialog


class AccountsTab(RegisterTab[Overview]):
    """Every account of every school, who is authorised on it, its state and its checks."""

    name = "accounts"
    title = "Accounts"
    noun = ("account", "accounts")
    registers = frozenset(
        {"account", "authorisation", "account_check", "person", "school", "trust", "attachment"}
        | {"breach", "breach_key", "breach_entry"}
    )
    search_hint = "Search accounts and people…"
    sorted_by = ("platform", False)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[Overview]]:
        return account_list.columns()

    def filters(self) -> list[Filter]:
        return account_list.filters(self.desk)

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[Overview]:
        return accounts.page(self.desk, account_list.wanted(self.desk, query), sort, descending, offset, limit)

    def count_all(self) -> int:
        return accounts.page(self.desk, AccountFilter(states=()), limit=0).total

    def row_id(self, row: Overview) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[Overview, str] | None:
        try:
            seen = accounts.overview(self.desk, record_id)
        except Refused:
            return None
        return seen, seen.account.handle

    def empty(self) -> Empty:
        first = Action("New account…", self.add, "add", "primary")
        steps = self._may(first, Action("Import accounts…", self.moving.bring_in, "import"))
        return Empty(
            "No accounts yet",
            "Here stands every social media account of every school, and the two people who oversee it (5.2.4).",
            tuple(steps),
            "account",
        )

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: Overview) -> None:
        steps = account_panel.Steps(self._steps, self._more, self._put_right, self._with_permission, self._granting)
        account_panel.fill(panel, self.desk, self.shell, row, steps)

    def _may(self, *actions: Action) -> list[Action]:
        return [] if self.desk.read_only else list(actions)

    def _steps(self, seen: Overview) -> list[Action]:
        return self._may(
            Action("Edit…", lambda: self.edit(seen.id), "edit"),
            Action(LOOK, lambda: self.check([seen.id]), "ok"),
        )

    def _more(self, seen: Overview) -> list[Action]:
        found: list[Action] = []
        if seen.account.state != State.CLOSED:
            found.append(Action("Close the account…", lambda: self.close_account(seen.id), "close"))
        found.append(Action("Move to the bin", lambda: self.bin_rows([seen]), "bin"))
        return [Action("What if somebody leaves?", self.what_if, "person"), *self._may(*found)]

    def _granting(self, seen: Overview) -> list[Action]:
        if seen.account.state in (State.CLOSED, State.UNOFFICIAL):
            return []
        return self._may(Action(GRANT, lambda: self.grant(seen.id), "add"))

    def _put_right(self, seen: Overview, concern: Concern) -> list[Action]:
        read = Action(f"Read {concern.clause}", functools.partial(self.shell.go_clause, concern.clause), "policy")
        return [*self._may(*self._remedies(seen, concern)), read]

    def _remedies(self, seen: Overview, concern: Concern) -> list[Action]:
        of_account: dict[str, Callable[[], object]] = {
            GRANT: lambda: self.grant(seen.id),
            LOOK: lambda: self.check([seen.id]),
            EDIT: lambda: self.edit(seen.id),
        }
        if concern.step in of_account:
            return [Action(concern.step, of_account[concern.step])]
        does = self.print_permission if concern.step == PRINT else self.change_permission
        if len(concern.permissions) == 1:
            return [Action(concern.step, functools.partial(does, concern.permissions[0].id))]
        step = concern.step.rstrip("…")
        return [Action(f"{step} of {one.person}…", functools.partial(does, one.id)) for one in concern.permissions]

    def _with_permission(self, one: Permission) -> list[Action]:
        return [
            *self._may(
                Action("Change…", lambda: self.change_permission(one.id)),
                Action("End…", lambda: self.end_permission(one.id)),
                Action("Print the form…", lambda: self.print_permission(one.id)),
            ),
            Action("What if they leave?", lambda: self.what_if(one.person_id)),
        ]

    def row_actions(self, rows: list[Overview]) -> list[Action]:
        if len(rows) == 1:
            return [*self._granting(rows[0]), *self._steps(rows[0]), *self._more(rows[0])]
        if not rows:
            return []
        many = count_of(len(rows), "account")
        return self._may(
            Action(f"Record a check of {many}…", lambda: self.check([row.id for row in rows]), "ok"),
            Action(f"Move {many} to the bin…", lambda: self.bin_rows(rows), "bin"),
        )

    # -- doing -----------------------------------------------------------------------------------

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("New account", self.add, "add")

    def prints(self) -> list[Action]:
        register = Action(
            "Account register…", lambda: register_dialog(self.desk, self.shell, self.school_looked_at()), "print"
        )
        return [register, *self._may(Action("Permission form for the chosen account", self.print_blank, "form"))]

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Lists of accounts in, the register out; the school that is looked at is proposed for rows without one."""
        return Moving(self.desk, self.shell, "accounts", self.school_looked_at)

    def dropped(self, paths: list[Path]) -> bool:
        return self.moving.dropped(paths)

    def begin(self, step: str) -> None:
        """Knows `new` and `import`; `of school …` with a school's id; `only …` with a check of the policy as in
        `filters.concern_filter`; `put right …` with the id of an account and the words of the next step; and
        `edit …`, `check …`, `close …`, `grant …` with the ids of accounts, `permission …`, `end …` with that of a
        permission, which open their forms."""
        word, _, rest = step.partition(" ")
        forms: dict[str, Callable[[list[int]], object]] = {
            "edit": lambda ids: self.edit(ids[0]),
            "check": self.check,
            "close": lambda ids: self.close_account(ids[0]),
            "grant": lambda ids: self.grant(ids[0]),
            "permission": lambda ids: self.change_permission(ids[0]),
            "end": lambda ids: self.end_permission(ids[0]),
        }
        if word in forms:
            forms[word]([int(number) for number in rest.split()])
        elif step == "new":
            self.add()
        elif step == "import":
            self.moving.bring_in()
        elif step.startswith("only "):
            self.finder.open_all()
            self.finder.set_filter("state", step.removeprefix("only "))
            self.table.setFocus()
        elif step.startswith("of school "):
            self.finder.open_all()
            self.finder.set_filter("school", int(step.removeprefix("of school ")))
            self.table.setFocus()
        elif step.startswith("put right "):
            number, _, words = step.removeprefix("put right ").partition(" ")
            self.show_id(int(number))
            self._take_step(accounts.overview(self.desk, int(number)), words)

    def _take_step(self, seen: Overview, words: str) -> None:
        """Does what puts a concern right, where it is one thing; otherwise the record panel offers what there is."""
        concerns = [one for one in seen.concerns() if one.step == words]
        steps = self._may(*self._remedies(seen, concerns[0])) if concerns else []
        if len(steps) == 1:
            steps[0].do()

    def open_row(self, row: Overview) -> None:
        if not self.desk.read_only:
            self.edit(row.id)

    def add(self) -> None:
        """Opens the form for a new account."""
        account_form(self.desk, self.shell, then=self.show_id)

    def edit(self, account_id: int) -> None:
        """Opens the form for an account's particulars."""
        account_form(self.desk, self.shell, account_id)

    def check(self, account_ids: Sequence[int]) -> None:
        """Opens the form for a check of these accounts."""
        check_form(self.desk, self.shell, account_ids)

    def close_account(self, account_id: int) -> None:
        """Opens the form that closes an account."""
        close_form(self.desk, self.shell, account_id)

    def print_permission(self, authorisation_id: int) -> None:
        """Shows the form of a permission, for the head and the person to sign."""
        self.shell.preview(lambda: printing.authorisation(self.desk, authorisation_id))

    def print_blank(self) -> None:
        """Shows the form of a permission that is still to be given on the chosen account."""
        seen = self.table.current_row()
        if seen is None:
            self.shell.said("Choose an account in the list first.", undo=False)
            return
        asked = Authorisation(seen.id, with_students=seen.account.reaches_students)
        self.shell.preview(lambda: printing.permission_form(self.desk, asked))

    def grant(self, account_id: int) -> None:
        """Opens the form for a new permission on an account."""
        grant_form(self.desk, self.shell, account_id)

    def change_permission(self, authorisation_id: int) -> None:
        """Opens the form for what is now known of a permission."""
        change_form(self.desk, self.shell, authorisation_id)

    def end_permission(self, authorisation_id: int) -> None:
        """Opens the form that ends a permission."""
        end_form(self.desk, self.shell, authorisation_id)

    def what_if(self, person_id: int | None = None) -> None:
        """Shows what would become of a leaver's accounts."""
        WhatIfDialog(self.desk, self.shell, person_id)

    def bin_rows(self, rows: list[Overview]) -> None:
        if not rows or self.desk.read_only:
            return
        words = f"{rows[0].account.title} is in the bin." if len(rows) == 1 else f"{len(rows)} accounts are in the bin."

        def put() -> None:
            self.shell.do(lambda: accounts.put_all_in_bin(self.desk, [row.id for row in rows]), words)

        if len(rows) == 1:
            put()
        else:
            heading = f"Move {count_of(len(rows), 'account')} to the bin?"
            self.shell.confirm(heading, "They can be taken back with Undo.", "Move to the bin", put)
