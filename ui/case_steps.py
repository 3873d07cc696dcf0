"""What can be done with a case from its row and its panel, for whoever reads it and may; nothing of it elsewhere."""

import functools
from typing import TYPE_CHECKING

from metdesk.case_record import State
from metdesk.case_seen import CaseRow, Entry
from ui.actions import Action
from ui.case_accounts import may_close
from ui.case_entries import Steps

if TYPE_CHECKING:
    from ui.cases import CasesTab

_WRITE, _NAME, _CONCLUDE = "breaches.write", "breaches.name", "breaches.conclude"


def of_record(tab: "CasesTab", seen: CaseRow) -> Steps:
    """What the panel offers with the parts of a case."""
    actions = of_case(tab, seen)
    goes_on = seen.state is not State.CONCLUDED
    names = functools.partial(tab.allowed, _NAME)

    def writes(action: Action) -> list[Action]:
        return tab.allowed(_WRITE, action) if goes_on else []

    def correct(entry: Entry) -> list[Action]:
        return writes(Action("Correct…", lambda: tab.correct(seen.id, entry.uuid)))

    return Steps(
        first=actions[:2],
        more=actions[2:],
        refer=writes(Action("Referral…", lambda: tab.write(seen.id, "referral"), "export")),
        notified=writes(Action("Record the notification…", lambda: tab.write(seen.id, "notified"), "ok")),
        lifted=tab.allowed(_WRITE, Action("Taken off the file…", lambda: tab.write(seen.id, "lifted"), "ok")),
        read=tab.reading,
        correct=correct,
        done=lambda entry: writes(Action("Done…", lambda: tab.act_done(seen.id, entry.uuid))),
        handled=lambda entry: writes(Action("Who else had it…", lambda: tab.handled(seen.id, entry.uuid))),
        name=lambda name: names(Action(f"Name {name}", lambda: tab.name_at_once(seen.id, name), "key")),
        take_off=lambda name: names(Action("Take off…", lambda: tab.take_off(seen.id, name))),
        pictures=tab.pictures,
        link=lambda entry: writes(Action("Correct…", lambda: tab.link(seen.id, entry.uuid))),
        close=lambda account: _closes(tab, seen.id, account),
        end=lambda one: tab.allowed("accounts.end", Action("End the permission…", lambda: tab.end(seen.id, one))),
    )


def _closes(tab: "CasesTab", case_id: int, account_id: int) -> list[Action]:
    closes = Action("Close the account…", lambda: tab.close_account(case_id, account_id))
    return [closes] if may_close(tab.desk, account_id) else []


def of_case(tab: "CasesTab", seen: CaseRow) -> list[Action]:
    """What can be done with a case, the next step first, for whoever reads it."""
    out = [
        Action("Print the case file…", lambda: tab.print_case(seen.id), "print"),
        Action("Save a sealed bundle…", lambda: tab.save_bundle(seen.id), "export"),
    ]
    see = Action("Name somebody to see it…", lambda: tab.name_somebody(seen.id), "key")
    if seen.state is State.CONCLUDED:
        return [*tab.allowed(_CONCLUDE, Action("Reopen…", lambda: tab.reopen(seen.id), "undo")), *out]
    investigator = Action("Name an investigator…", lambda: tab.name_investigator(seen.id), "person")
    write = functools.partial(tab.write, seen.id)
    return [
        *tab.allowed(_WRITE, Action("Add to the chronology…", lambda: write("note"), "edit")),
        *tab.allowed(_NAME, investigator),
        *tab.allowed(
            _WRITE,
            Action("Action…", lambda: write("action"), "ok"),
            Action("Statement…", lambda: write("statement"), "person"),
            Action("Evidence…", lambda: tab.evidence(seen.id), "import"),
            Action("Referral…", lambda: write("referral"), "export"),
            Action("Link…", lambda: tab.link(seen.id), "account"),
        ),
        *tab.allowed(_NAME, see),
        *tab.allowed(_CONCLUDE, Action("Conclude…", lambda: tab.conclude(seen.id), "close")),
        *out,
    ]
