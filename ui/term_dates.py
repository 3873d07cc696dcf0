"""The Term dates list: when schools teach and when they are closed, from which deadlines are counted."""

from functools import cached_property
from typing import Any

from metdesk import history, schools, term_dates
from metdesk.calendar import count_of, show_date, show_days, show_short_date
from metdesk.record import Page, sentence_case
from metdesk.school_days import Span, bank_holidays, school_year, school_year_span
from metdesk.term_dates import TermDate, TermFilter, TermKind, TermRow
from ui.actions import Action
from ui.chips import Chip
from ui.filters import by_school
from ui.history import HistoryLines
from ui.moving import Moving
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.term_forms import copy_form, entry_form
from ui.tokens import Tone
from ui.year_picture import year_part

_WITHOUT = (
    "Deadlines count school days: term time without half-terms, INSET days and bank holidays. Until term dates are "
    "entered, every working day counts as one, so that no deadline comes too late."
)


class TermDatesTab(RegisterTab[TermRow]):
    """Terms and closures, of one school or of all."""

    name = "term dates"
    title = "Term dates"
    noun = ("entry", "entries")
    registers = frozenset({"term_date", "school", "setting"})
    search_hint = "Search names…"

    # -- the list --------------------------------------------------------------------------------

    def columns(self) -> list[Column[TermRow]]:
        return [
            Column("name", "Name", 150, lambda one: one.entry.name, sortable=False),
            Column("starts", "From", 96, lambda one: show_short_date(one.entry.starts), sortable=False),
            Column("ends", "To", 96, lambda one: show_short_date(one.entry.ends), sortable=False),
            Column("days", "School days", 96, _counted, sortable=False),
            Column("kind", "Kind", 96, lambda one: "", _kind, sortable=False, spare=1),
            Column("school", "School", 150, lambda one: one.whose, sortable=False),
            Column("year", "School year", 90, lambda one: one.year, sortable=False, spare=2),
        ]

    def filters(self) -> list[Filter]:
        kinds: list[tuple[Any, str]] = [(str(kind), f"{sentence_case(kind)}s") for kind in TermKind]
        return [
            by_school(self.desk),
            Filter("year", "School year", self._years, school_year(self.desk.today())),
            Filter("kind", "Kind", lambda: [("", "Terms and closures"), *kinds]),
        ]

    def _years(self) -> list[tuple[Any, str]]:
        return [(None, "All school years"), *((one, school_year_span(one).name) for one in term_dates.years(self.desk))]

    def _wanted(self, query: Query) -> TermFilter:
        return TermFilter(query.filters["school"], query.filters["year"], query.filters["kind"] or "")

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[TermRow]:
        words = query.text.casefold()
        found = [
            one
            for one in term_dates.listed(self.desk, self._wanted(query))
            if words in f"{one.entry.name} {one.school}".casefold()
        ]
        return Page(found[offset : offset + limit], len(found))

    def count_all(self) -> int:
        return len(term_dates.every(self.desk))

    def row_id(self, row: TermRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[TermRow, str] | None:
        found = term_dates.listed(self.desk)
        return next(((one, one.entry.name) for one in found if one.id == record_id), None)

    def empty(self) -> Empty:
        steps = self._may(
            Action("New term…", self.add_term, "add", "primary"),
        )
        return Empty("No term dates yet", _WITHOUT, tuple(steps), "calendar")

    # -- the record ------------------------------------------------------------------------------

    def show_record(self, panel: Panel, row: TermRow) -> None:
        entry = row.entry
        panel.title(entry.name, _kind(row), f"{show_days(entry.starts, entry.ends)} · {row.whose}")
        steps = self.row_actions([row])
        panel.steps(steps[:1], steps[1:])
        panel.heading("Its days")
        panel.facts([("School year", row.year), _days(row), *self._within(entry)])
        school_id = entry.school_id if entry.school_id is not None else self.school_looked_at()
        self._show_year(panel, school_year_span(entry.year), school_id)
        panel.heading("History")
        panel.add(HistoryLines(history.of(self.desk, "term_date", row.id), "term_date"))

    def _within(self, entry: TermDate) -> list[tuple[str, str]]:
        """What takes days away within a term, each on a line of its own."""
        if entry.kind != TermKind.TERM or entry.starts is None or entry.ends is None:
            return []
        term, days = Span(entry.starts, entry.ends), term_dates.school_days(self.desk, entry.school_id)
        closed = [
            f"{one.name}, {show_days(one.starts, one.ends)}"
            for one in days.closures
            if one.starts in term or one.ends in term
        ]
        known = {**bank_holidays(days.nation, entry.starts.year), **bank_holidays(days.nation, entry.ends.year)}
        free = [f"{name}, {show_date(day)}" for day, name in sorted(known.items()) if day in term]
        return [("Closed", "\n".join(closed)), ("Bank holidays", "\n".join(free))]

    def _show_year(self, panel: Panel, year: Span, school_id: int | None) -> None:
        days = term_dates.school_days(self.desk, school_id)
        names = schools.names(self.desk)
        whose = f"at {names[school_id]}" if school_id in names else "where a school has nothing of its own"
        number = days.school_days_between(year.starts, year.ends)
        panel.heading(f"The school year {year.name}")
        panel.note(f"{count_of(number, 'school day')} {whose}.")
        panel.add(year_part(days, year, self.desk.today(), f"Calendar of the school year {year.name}"))

    # -- doing -----------------------------------------------------------------------------------

    def _may(self, *actions: Action) -> list[Action]:
        return [] if self.desk.read_only else list(actions)

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("New term", self.add_term, "add")

    def others(self) -> list[Action]:
        return self._may(
            Action("New closure…", self.add_closure, "add"), Action("Copy a year…", self.copy_year, "calendar")
        )

    def exports(self) -> list[Action]:
        return self.moving.actions()

    @cached_property
    def moving(self) -> Moving:
        """The register out."""
        return Moving(self.desk, self.shell, "term-dates")

    def row_actions(self, rows: list[TermRow]) -> list[Action]:
        binned = Action("Move to the bin", lambda: self.bin_rows(rows), "bin")
        if len(rows) != 1:
            return self._may(binned) if rows else []
        (one,) = rows
        return self._may(Action("Edit…", lambda: self.edit(one.id), "edit"), binned)

    def open_row(self, row: TermRow) -> None:
        if not self.desk.read_only:
            self.edit(row.id)

    def add_term(self) -> None:
        """Opens the form for a new term."""
        self._add(TermKind.TERM)

    def add_closure(self) -> None:
        """Opens the form for a new closure."""
        self._add(TermKind.CLOSURE)

    def _add(self, kind: TermKind) -> None:
        school_id = self.school_looked_at()
        entry_form(self.desk, self.shell, kind, school_id=school_id, then=self.show_id)

    def edit(self, term_date_id: int) -> None:
        """Opens the form for what is known of an entry."""
        kind = TermKind(term_dates.get(self.desk, term_date_id).kind)
        entry_form(self.desk, self.shell, kind, term_date_id, then=self.show_id)

    def copy_year(self) -> None:
        """Asks which school year is taken on to the next; the one that is looked at is proposed."""
        year = self.finder.query().filters["year"] or school_year(self.desk.today())
        copy_form(self.desk, self.shell, year, lambda made: self.finder.set_filter("year", made))

    def show_school(self, school_id: int) -> None:
        """Lists what a school goes by this school year."""
        self.finder.open_all()
        self.finder.set_filter("school", school_id)
        self.finder.set_filter("year", school_year(self.desk.today()))

    def bin_rows(self, rows: list[TermRow]) -> None:
        if self.desk.read_only or not rows:
            return
        said = rows[0].entry.name if len(rows) == 1 else count_of(len(rows), *self.noun)
        ids = [one.id for one in rows]
        words = f"{said} {'is' if len(rows) == 1 else 'are'} in the bin."
        self.shell.do(lambda: term_dates.put_in_bin(self.desk, ids), words)


def _kind(one: TermRow) -> Chip:
    is_term = one.entry.kind == TermKind.TERM
    return Chip("Term", Tone.ACCENT, "calendar") if is_term else Chip("Closure", Tone.WARN, "close")


def _counted(one: TermRow) -> str:
    return f"{one.days:,}" if one.entry.kind == TermKind.TERM else f"−{one.days:,}" if one.days else "0"


def _days(row: TermRow) -> tuple[str, str]:
    if row.entry.kind == TermKind.TERM:
        return "School days", f"{row.days:,}"
    return "Takes away", count_of(row.days, "school day")
