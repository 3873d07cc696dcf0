"""The forms for terms and closures, and for taking a school year on to the next."""

import dataclasses
from collections.abc import Callable
from typing import Any

from metdesk import term_dates, term_years
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, field
from metdesk.school_days import school_year_span
from metdesk.term_dates import TermDate, TermKind
from ui.form import FormDialog
from ui.parts import text
from ui.shell import Shell

_INTROS = {
    TermKind.TERM: "From the first day of teaching to the last. Half-terms and INSET days within it are closures.",
    TermKind.CLOSURE: "Days within a term without school: half-term, an INSET day, snow. Bank holidays are known.",
}


def entry_form(
    desk: Desk,
    shell: Shell,
    kind: TermKind,
    term_date_id: int | None = None,
    school_id: int | None = None,
    then: Callable[[int], object] = lambda number: None,
) -> FormDialog:
    """The form for a new term or closure, or for what is known of one, opened; `then` gets its id."""
    before = TermDate(kind=kind, school_id=school_id) if term_date_id is None else term_dates.get(desk, term_date_id)

    def entered(values: dict[str, Any]) -> TermDate:
        return term_dates.settled(dataclasses.replace(before, **values))

    def save(values: dict[str, Any]) -> None:
        entry, number = entered(values), term_date_id
        if number is None:
            number = term_dates.add(desk, entry)
        else:
            term_dates.change(desk, number, entry)
        shell.said(f"{'Entered' if term_date_id is None else 'Changed'}: {term_dates.words(entry)}.")
        then(number)

    step = f"new {kind}" if term_date_id is None else f"edit term date {term_date_id}"
    form = FormDialog(
        shell.window(),
        f"New {kind}" if term_date_id is None else f"Edit {before.name}",
        TermDate,
        shell.lookups,
        save,
        intro=_INTROS[TermKind(before.kind)],
        draft=shell.drafts.of("people", step),
    )
    makes = text("", "strong")

    def count() -> None:
        try:
            makes.setText(_makes(desk, entered(form.values())))
        except Refused:
            makes.setText("")

    form.row("name")
    form.pair("starts", "ends")
    form.row("school_id")
    form.widget("That is", makes)
    for name in ("starts", "ends", "school_id"):
        form.editor(name).changed.connect(count)
    form.fill(before)
    form.open()
    count()
    return form


def _makes(desk: Desk, entry: TermDate) -> str:
    if entry.starts is None or entry.ends is None or entry.ends < entry.starts:
        return ""
    number = term_dates.days_of(desk, entry)
    return f"{count_of(number, 'school day')}{' less' if entry.kind == TermKind.CLOSURE else ''}"


def copy_form(desk: Desk, shell: Shell, year: int, then: Callable[[int], object]) -> FormDialog:
    """Asks which school year is taken on to the next, opened; `then` gets the year that was made."""
    years = {school_year_span(one).name: one for one in term_dates.years(desk)}

    def save(values: dict[str, Any]) -> None:
        chosen = years[values["year"]]
        made = term_years.copy_year(desk, chosen, values["school_id"])
        following = school_year_span(chosen + 1).name
        shell.said(f"{count_of(made, 'entry', 'entries')} copied to {following}: now correct what differs.")
        then(chosen + 1)

    form = FormDialog(
        shell.window(),
        "Copy to the next school year",
        _copying(tuple(years), school_year_span(year).name),
        shell.lookups,
        save,
        save_words="Copy",
        intro="Every entry moves on by 52 weeks, so that weekdays stay. What differs is then corrected; one Undo takes "
        "it all back.",
        draft=shell.drafts.of("people", "copy terms"),
    )
    form.row("year")
    form.row("school_id")
    form.open()
    return form


def _copying(years: tuple[str, ...], proposed: str) -> type:
    """What is asked: one of the school years there are, and whose entries."""

    @dataclasses.dataclass(frozen=True)
    class Copying:
        year: str = field("School year", Kind.CHOICE, choices=years, required=True, default=proposed)
        school_id: int | None = field(
            "School", Kind.SCHOOL, help="Its own entries alone; empty: every entry of the year."
        )

    return Copying
