"""What can be done with a case, for whoever reads it and may; each step is a word with the id of the case behind it."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from metdesk import bundles, case_course, cases, printing_breaches
from metdesk.case_record import State
from metdesk.case_seen import CaseRow, Entry
from metdesk.desk import Desk
from metdesk.errors import Refused
from ui import case_accounts, case_forms, case_links
from ui.actions import Action
from ui.case_entries import Steps
from ui.dialogs import tell
from ui.evidence_pictures import EvidencePictures
from ui.files import write_out
from ui.shell import Shell
from ui.tokens import Tone

_WRITE, _NAME, _CONCLUDE = "breaches.write", "breaches.name", "breaches.conclude"
_BUNDLED = (
    "Whoever has the file can read all of the case. Whoever you pass it on to asks you by telephone for its "
    "SHA-256, as HOW-TO-VERIFY.txt in it says; it stands in the case, too.\n\n{}"
)


class CaseSteps:
    """The steps of cases: as actions for their rows and panels, and taken."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell
        self._taken: dict[str, Callable[[int, str], object]] = {
            **{word: functools.partial(self._entry, word) for word in case_forms.SORTS},
            "evidence": lambda case_id, _: case_forms.choose_evidence(desk, shell, case_id),
            "investigator": lambda case_id, _: case_forms.name_form(desk, shell, case_id, investigator=True),
            "see": lambda case_id, _: case_forms.name_form(desk, shell, case_id, investigator=False),
            "name": self._name,
            "off": self._take_off,
            "conclude": lambda case_id, _: case_forms.conclude_form(desk, shell, case_id),
            "reopen": lambda case_id, _: case_forms.reopen_form(desk, shell, case_id),
            "done": functools.partial(case_forms.done_form, desk, shell),
            "handled": functools.partial(case_forms.handled_form, desk, shell),
            "correct": functools.partial(case_forms.correct_form, desk, shell),
            "link": functools.partial(case_links.link_form, desk, shell),
            "close": lambda case_id, account: case_accounts.close(desk, shell, case_id, int(account)),
            "end": lambda case_id, permission: case_accounts.end(desk, shell, case_id, int(permission)),
            "print": self._print,
            "bundle": self._save_bundle,
        }

    def take(self, step: str) -> None:
        """Takes a step: its word, the id of a case and what it needs beside that. Knows `note`, `statement`, `action`,
        `referral`, `notified`, `lifted`, `evidence`, `investigator`, `see`, `conclude`, `reopen`, `print` and `bundle`;
        with the uuid of an entry `done`, `handled`, `correct` and `link`, which needs none; with the id of an account
        or a permission `close` and `end`; with the name of a keyholder `name` and `off`.

        Says why where the case is not, or no longer, for the keyholder."""
        word, _, rest = step.partition(" ")
        number, _, beside = rest.partition(" ")
        if word not in self._taken:
            return
        try:
            self._taken[word](int(number), beside)
        except Refused as refused:
            self._shell.said(str(refused), undo=False)

    def _entry(self, sort: str, case_id: int, _: str) -> None:
        case_forms.entry_form(self._desk, self._shell, case_id, sort)

    def _name(self, case_id: int, name: str) -> None:
        """Names somebody whom a case goes to, to see it."""
        said = f"{cases.row(self._desk, case_id).title}: {name} reads it now."
        self._shell.do(lambda: case_course.name(self._desk, case_id, name, "to see it"), said, undo=False)

    def _take_off(self, case_id: int, name: str) -> None:
        """Asks, and takes somebody off a case."""
        title = cases.row(self._desk, case_id).title
        words = "What is written from then on they cannot read. What they have read they keep."

        def do() -> None:
            said = f"{title}: {name} is no longer named."
            self._shell.do(lambda: case_course.take_off(self._desk, case_id, name), said, undo=False)

        self._shell.confirm(f"Take {name} off {title}?", words, "Take off", do)

    def _print(self, case_id: int, _: str) -> None:
        self._shell.preview(lambda: printing_breaches.case_file(self._desk, case_id))

    def _save_bundle(self, case_id: int, _: str) -> None:
        """Saves the case file with its evidence as one ZIP, with hashes and how to check them."""
        name = bundles.file_name(self._desk, case_id)

        def save(path: Path) -> None:
            data, sha256 = bundles.take_out(self._desk, case_id)
            write_out(path, data)
            heading = "The sealed bundle is saved"
            tell(self._shell.window(), heading, _BUNDLED.format(sha256), Tone.OK)

        self._shell.save_file("Save a sealed bundle", name, save)

    def dropped(self, seen: CaseRow, paths: list[Path]) -> bool:
        """Takes a file that was dropped on an open case in as evidence; False where it is no case to write in."""
        if len(paths) != 1 or seen.report is None or seen.state is State.CONCLUDED or not self._desk.may(_WRITE):
            return False
        case_forms.take_in(self._desk, self._shell, seen.id, paths[0])
        return True

    # -- offered ---------------------------------------------------------------------------------

    def of_case(self, seen: CaseRow) -> list[Action]:
        """What can be done with a case, the next step first; nothing for those who do not read it."""
        if seen.report is None:
            return []
        number = seen.id
        out = [
            self._action("Print the case file…", f"print {number}", "print"),
            *self._allowed(_WRITE, self._action("Save a sealed bundle…", f"bundle {number}", "export")),
        ]
        see = self._allowed(_NAME, self._action("Name somebody to see it…", f"see {number}", "key"))
        if seen.state is State.CONCLUDED:
            return [*self._allowed(_CONCLUDE, self._action("Reopen…", f"reopen {number}", "undo")), *out, *see]
        refers = self._allowed(_WRITE, self._action("Record a referral…", f"referral {number}", "export"))
        first = seen.refer_by is not None and seen.referred_on is None
        return [
            *(refers if first else []),
            *self._allowed(_WRITE, self._action("Add to the chronology…", f"note {number}", "edit")),
            *self._allowed(_NAME, self._action("Name an investigator…", f"investigator {number}", "person")),
            *self._allowed(
                _WRITE,
                self._action("Add an action…", f"action {number}", "ok"),
                self._action("Add a statement…", f"statement {number}", "person"),
                self._action("Take in evidence…", f"evidence {number}", "import"),
            ),
            *([] if first else refers),
            *self._allowed(_WRITE, self._action("Link to a record…", f"link {number}", "account")),
            *see,
            *self._allowed(_CONCLUDE, self._action("Conclude…", f"conclude {number}", "close")),
            *out,
        ]

    def of_cases(self, seen: Sequence[CaseRow]) -> list[Action]:
        """What can be done with several cases at once, of those that whoever sits here reads."""
        mine = [one.id for one in seen if one.report is not None]
        names = Action(
            "Name somebody to see them…", lambda: case_forms.pass_on_form(self._desk, self._shell, mine), "key"
        )
        return self._allowed(_NAME, names) if mine else []

    def of_record(self, seen: CaseRow, pictures: EvidencePictures) -> Steps:
        """What the panel offers with the parts of a case."""
        actions, number = self.of_case(seen), seen.id

        def writes(words: str, step: str, icon: str = "") -> list[Action]:
            goes_on = seen.state is not State.CONCLUDED
            return self._allowed(_WRITE, self._action(words, step, icon)) if goes_on else []

        def of_entry(words: str, step: str) -> Callable[[Entry], list[Action]]:
            return lambda entry: writes(words, f"{step} {number} {entry.uuid}")

        def names(words: str, step: str, icon: str = "") -> list[Action]:
            return self._allowed(_NAME, self._action(words, step, icon))

        return Steps(
            first=actions[:2],
            more=actions[2:],
            refer=writes("Record a referral…", f"referral {number}", "export"),
            notified=writes("Record the notification…", f"notified {number}", "ok"),
            lifted=self._allowed(_WRITE, self._action("Taken off the file…", f"lifted {number}", "ok")),
            read=self.reading,
            correct=of_entry("Correct…", "correct"),
            done=of_entry("Done…", "done"),
            handled=of_entry("Who else had it…", "handled"),
            link=of_entry("Correct…", "link"),
            name=lambda name: names(f"Name {name}", f"name {number} {name}", "key"),
            take_off=lambda name: names("Take off…", f"off {number} {name}"),
            pictures=pictures,
            close=lambda account: self._closes(number, account),
            end=lambda one: self._allowed("accounts.end", self._action("End the permission…", f"end {number} {one}")),
        )

    def reading(self, clause: str) -> Action:
        """Leads to a clause of the policy."""
        return Action(f"Read {clause}", functools.partial(self._shell.go_clause, clause), "policy")

    def _closes(self, case_id: int, account_id: int) -> list[Action]:
        closes = self._action("Close the account…", f"close {case_id} {account_id}")
        return [closes] if case_accounts.may_close(self._desk, account_id) else []

    def _action(self, words: str, step: str, icon: str = "") -> Action:
        return Action(words, functools.partial(self.take, step), icon)

    def _allowed(self, command: str, *actions: Action) -> list[Action]:
        return list(actions) if self._desk.may(command) else []
