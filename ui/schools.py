"""The Schools list: every setting of the trust, who heads it, and its rule on personal devices."""

import dataclasses
import functools
from functools import cached_property
from pathlib import Path
from typing import Any

from metdesk import checks, history, reviewers, schools, term_dates
from metdesk.acknowledgements import AckFilter
from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.record import Kind, Page, field, fields, sentence_case, to_text
from metdesk.schools import School, SchoolKind, SchoolRow
from ui import attachments
from ui.actions import Action
from ui.chips import Chip
from ui.form import FormDialog
from ui.handing_out import forms_dialog
from ui.history import HistoryLines
from ui.logo import LogoBox
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.tokens import Tone

_NOTHING = "–"
_INTRO = "A school is any setting of the trust: a school, a centre, the central team (section 1)."


@dataclasses.dataclass(frozen=True)
class Appointing:
    """What is asked when a head is appointed."""

    head_title: str = field("Title of the head", Kind.SUGGESTED, choices=schools.HeadTitle, required=True)
    head_id: int | None = field("Head", Kind.PERSON, help="Leave empty while there is none.")


@dataclasses.dataclass(frozen=True)
class TrustEntry:
    """What is asked about the trust itself."""

    name: str = field("Name", required=True)
    officer_id: int | None = field("Trust officer", Kind.PERSON, help="Grants permission where a school has no head.")


class SchoolsTab(RegisterTab[SchoolRow]):
    """Every school of the trust."""

    name = "schools"
    title = "Schools"
    noun = ("school", "schools")
    registers = frozenset({"school", "person", "account", "trust", "term_date", "setting", "attachment"})
    search_hint = "Search names, URNs, towns…"
    sorted_by = ("name", False)

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[SchoolRow]]:
        return [
            Column("name", "Name", 156, lambda row: row.name),
            Column("kind", "Kind", 150, lambda row: sentence_case(row.kind), spare=1),
            Column("head", "Head", 184, lambda row: row.head, _no_head, sortable=False),
            Column("people", "People", 66, lambda row: f"{row.people:,}", sortable=False),
            Column("accounts", "Accounts", 84, lambda row: f"{row.accounts:,}", sortable=False),
            Column("town", "Town", 96, lambda row: row.town or _NOTHING, spare=2),
            Column("urn", "URN", 76, lambda row: row.urn or _NOTHING, spare=3),
        ]

    def filters(self) -> list[Filter]:
        kinds: list[tuple[Any, str]] = [(str(kind), sentence_case(kind)) for kind in SchoolKind]
        return [Filter("kind", "Kind", lambda: [("", "All kinds"), *kinds])]

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[SchoolRow]:
        return schools.page(self.desk, query.text, query.filters["kind"] or "", sort, descending, offset, limit)

    def count_all(self) -> int:
        return schools.page(self.desk, limit=0).total

    def row_id(self, row: SchoolRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[SchoolRow, str] | None:
        try:
            school = schools.get(self.desk, record_id)
        except Refused:
            return None
        found = schools.page(self.desk, school.name, limit=200).rows
        return next(((row, school.name) for row in found if row.id == record_id), None)

    def empty(self) -> Empty:
        steps = self._may(
            Action("New school…", self.add, "add", "primary"),
            Action("Import schools (GIAS)…", self.moving.bring_in, "import"),
        )
        words = "Here stands every setting of the trust. Each needs a head, who grants permissions (6.2.1)."
        return Empty("No schools yet", words, tuple(steps), "school")

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: SchoolRow) -> None:
        school = schools.get(self.desk, row.id)
        panel.title(school.name, _no_head(row), " · ".join(w for w in (sentence_case(school.kind), school.town) if w))
        self._tell_lacks(panel, row, school)
        steps = self.row_actions([row])
        first = 2 if row.head else 1  # where there is no head, the notice has that button already
        panel.steps(steps[:first], steps[first:])
        panel.heading("Details")
        head = f"{row.head}, {school.head_title}" if row.head else ""
        chair = self.shell.lookups[Kind.PERSON].name(school.chair_id) if school.chair_id is not None else ""
        term = ("Term", term_dates.left_of_term(self.desk, row.id))
        panel.facts([("Head", head), ("Chair of governors", chair), *_facts(school), term])
        self._show_what_belongs(panel, row)
        self._show_checks(panel, row.id)
        attachments.show(panel, self.desk, self.shell, "school", row.id)
        panel.heading("History")
        panel.add(HistoryLines(history.of(self.desk, "school", row.id), "school"))

    def _show_what_belongs(self, panel: Panel, row: SchoolRow) -> None:
        people, held = count_of(row.people, "person", "people"), count_of(row.accounts, "account")
        links = [
            Action(f"Show its {people}", lambda: self.shell.begin("people", f"of school {row.id}"), look="link"),
            Action(f"Show its {held}", lambda: self.shell.begin("accounts", f"of school {row.id}"), look="link"),
        ]
        terms = Action("Its term dates", lambda: self.shell.begin("people", f"terms of school {row.id}"), look="link")
        shown = [link for link, number in zip(links, (row.people, row.accounts), strict=True) if number]
        panel.steps([*shown, terms])

    def _show_checks(self, panel: Panel, school_id: int) -> None:
        counted = [one for one in checks.run(self.desk, school_id) if one.of]
        short = [one for one in counted if one.failing]
        panel.heading("The policy here")
        for one in short:
            tone = Tone.BAD if one.status is checks.Status.BREACH else Tone.WARN
            read = Action(f"Read {one.clause}", functools.partial(self.shell.go_clause, one.clause))
            panel.person(one.statement, "", Chip(f"{one.met:,} of {one.of:,}", tone), [read])
        met = len(counted) - len(short)
        kept = "All" if met and not short else f"{met:,} of {len(counted):,}"
        panel.note(f"{kept} checks of the policy are met here." if counted else "Nothing to count here yet.")

    def _tell_lacks(self, panel: Panel, row: SchoolRow, school: School) -> None:
        if not row.head:
            officer = self.desk.trust.officer_id is not None
            who = "until then the trust officer grants permission" if officer else "nobody can grant permission"
            words = f"No {school.head_title} is entered: {who} (6.2.1)."
            panel.notice(Tone.BAD, words, self._may(Action("Appoint a head…", lambda: self.appoint(row.id), "person")))
        elif school.head_id is not None and reviewers.reviewer(self.desk, school.head_id) is None:
            words = reviewers.missing(self.desk, school.head_id)
            name = Action("Name the chair…", lambda: self.edit(row.id, "chair_id"), "person")
            panel.notice(Tone.WARN, words, self._may(name))
        if not school.devices:
            words = "The rule on personal devices is not recorded (6.5.7)."
            record = Action("Record the rule…", lambda: self.edit(row.id, "devices"), "edit")
            panel.notice(Tone.WARN, words, self._may(record))

    def _may(self, *actions: Action) -> list[Action]:
        return [] if self.desk.read_only else list(actions)

    # -- doing -----------------------------------------------------------------------------------

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("New school", self.add, "add")

    def row_actions(self, rows: list[SchoolRow]) -> list[Action]:
        if len(rows) != 1:
            return []
        (one,) = rows
        return self._may(
            Action("Edit…", lambda: self.edit(one.id), "edit"),
            Action("Change the head…" if one.head else "Appoint a head…", lambda: self.appoint(one.id), "person"),
            Action("Print its forms…", lambda: forms_dialog(self.desk, self.shell, AckFilter(one.id)), "print"),
            Action("Move to the bin", lambda: self.bin_rows(rows), "bin"),
        )

    def prints(self) -> list[Action]:
        return self._may(Action("Acknowledgement forms…", self.print_many, "print"))

    def print_many(self) -> None:
        """Asks whose acknowledgement forms to print; the chosen school is proposed."""
        chosen = self.table.chosen_rows()
        forms_dialog(self.desk, self.shell, AckFilter(chosen[0].id if len(chosen) == 1 else None))

    def others(self) -> list[Action]:
        return self._may(Action("The trust…", self.edit_trust, "edit"))

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """Lists of schools in, the register out."""
        return Moving(self.desk, self.shell, "schools")

    def dropped(self, paths: list[Path]) -> bool:
        return self.moving.dropped(paths)

    def open_row(self, row: SchoolRow) -> None:
        if not self.desk.read_only:
            self.edit(row.id)

    def add(self) -> None:
        """Opens the form for a new school."""
        self._form(None)

    def edit(self, school_id: int, first: str = "name") -> None:
        """Opens the form for what is known of a school, at the field `first`."""
        self._form(school_id, first)

    def _form(self, school_id: int | None, first: str = "name") -> None:
        before = schools.get(self.desk, school_id) if school_id is not None else School()

        def save(values: dict[str, Any]) -> None:
            school = dataclasses.replace(before, **values)
            number = school_id
            if number is None:
                number = schools.add(self.desk, school)
            else:
                schools.change(self.desk, number, school)
            self.shell.said(f"{'Added' if school_id is None else 'Changed'} {school.name}.")
            self.show_id(number)

        title, intro = ("New school", _INTRO) if school_id is None else (f"Edit {before.name}", "")
        draft = self.shell.drafts.of("people", "new school" if school_id is None else f"edit school {school_id}")
        form = FormDialog(self.shell.window(), title, School, self.shell.lookups, save, intro=intro, draft=draft)
        for name in ("name", "kind", "urn", "town", "email"):
            form.row(name)
        form.heading("Who heads it")
        form.row("head_title")
        form.row("head_id")
        form.row("chair_id")
        form.row("route")
        form.heading("Harm, or a risk of it")
        form.row("authority")
        form.row("lado_time")
        form.heading("Rules of its own")
        form.row("devices")
        form.fill(before)
        form.open()
        form.editor(first).control.setFocus()

    def appoint(self, school_id: int) -> None:
        """Opens the form for a school's head."""
        school = schools.get(self.desk, school_id)

        def save(values: dict[str, Any]) -> None:
            schools.change(self.desk, school_id, dataclasses.replace(school, **values))
            self.shell.said(f"Recorded who heads {school.name}.")

        form = FormDialog(
            self.shell.window(),
            f"The head of {school.name}",
            Appointing,
            self.shell.lookups,
            save,
            intro="Only the head may grant permission to act for the school on social media (6.2.1).",
            draft=self.shell.drafts.of("people", f"head of school {school_id}"),
        )
        form.row("head_title")
        form.row("head_id")
        form.fill(Appointing(school.head_title, school.head_id))
        form.open()

    def edit_trust(self) -> None:
        """Opens the form for the trust's name, logo and officer."""
        trust = self.desk.trust
        logo = LogoBox(trust.logo, self.shell.window())

        def save(values: dict[str, Any]) -> None:
            schools.change_trust(self.desk, values["name"], logo.settled(), values["officer_id"])
            self.shell.said("Changed the trust’s entry.")

        form = FormDialog(
            self.shell.window(),
            "The trust",
            TrustEntry,
            self.shell.lookups,
            save,
            intro="Its name and logo stand on every printed page.",
            draft=self.shell.drafts.of("people", "trust"),
        )
        form.row("name")
        form.widget("Logo", logo, logo.picture)
        form.row("officer_id")
        form.fill(TrustEntry(trust.name, trust.officer_id))
        form.open()

    def bin_rows(self, rows: list[SchoolRow]) -> None:
        if len(rows) == 1 and not self.desk.read_only:
            school = rows[0]
            self.shell.do(lambda: schools.put_in_bin(self.desk, school.id), f"{school.name} is in the bin.")


def _no_head(row: SchoolRow) -> Chip | None:
    return None if row.head else Chip("No head", Tone.BAD)


def _facts(school: School) -> list[tuple[str, str]]:
    left_out = {"name", "kind", "town", "head_title", "head_id", "chair_id"}
    return [(one.label, to_text(one, getattr(school, one.name))) for one in fields(School) if one.name not in left_out]
