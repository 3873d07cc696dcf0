"""The forms in which what was read of a policy document is put right."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from metdesk.errors import Refused
from metdesk.intake.draft import Draft, Into, Source, change_clause, make
from metdesk.policy_text import ChangeEntry
from metdesk.record import Kind, field
from ui.form import FormDialog
from ui.theme import px

_TEXT_HEIGHT = 132

Take = Callable[[Draft], object]


@dataclasses.dataclass(frozen=True)
class ClauseWords:
    """A clause as it is written in the form."""

    number: str = field("Number", required=True, help="As the document has it, such as 5.2.4.")
    heading: str = field("Heading", help="Empty where the clause is a text without one.")
    text: str = field("Text", Kind.TEXT, help="An empty line parts paragraphs.")
    items: str = field("Items", Kind.TEXT, help="One item a line: the bullets under the clause.")


@dataclasses.dataclass(frozen=True)
class Particulars:
    """An edition's particulars, in the document's own words."""

    title: str = field("Title", required=True)
    version: str = field("Version")
    last_revision: str = field("Last revision", help="As the document words it, such as March 2022.")
    next_revision: str = field("Next revision", help="The review counts as overdue after it (5.1.1).")
    owner: str = field("Owner")
    authors: str = field("Authors")
    status: str = field("Status")
    note: str = field("Note", Kind.TEXT)


@dataclasses.dataclass(frozen=True)
class LogRow:
    """A row of the change log, in the document's own words."""

    version: str = field("Version")
    date: str = field("Date")
    page: str = field("Page")
    change: str = field("Change", required=True)
    approver: str = field("Approved by")


def clause_form(parent: QWidget, draft: Draft, key: int, take: Take) -> FormDialog:
    """The form for a clause, opened."""
    clause = draft.part(key).clause

    def save(values: dict[str, Any]) -> None:
        items = tuple(item for line in values.pop("items").splitlines() if (item := line.strip()))
        if len(items) == len(clause.items):  # an item of several paragraphs keeps them where it was not touched
            items = tuple(old if _one_line(old) == new else new for old, new in zip(clause.items, items, strict=True))
        take(change_clause(draft, key, dataclasses.replace(clause, **values, items=items)))

    form = FormDialog(parent, f"Clause {clause.number}", ClauseWords, {}, save, save_words="Put right")
    for name in ("number", "heading", "text", "items"):
        made = form.row(name)
        if made.field.kind is Kind.TEXT:
            made.control.setFixedHeight(px(_TEXT_HEIGHT))
    form.fill(ClauseWords(clause.number, clause.heading, clause.text, "\n".join(map(_one_line, clause.items))))
    form.open()
    return form


def _one_line(item: str) -> str:
    return " ".join(item.split())


def particulars_form(parent: QWidget, draft: Draft, take: Take) -> FormDialog:
    """The form for the edition's particulars, opened."""
    names = [one.name for one in dataclasses.fields(Particulars)]

    def save(values: dict[str, Any]) -> None:
        take(dataclasses.replace(draft, **values))

    form = FormDialog(parent, "Particulars of the edition", Particulars, {}, save, save_words="Put right")
    for name in names:
        form.row(name)
    form.fill(Particulars(**{name: getattr(draft, name) for name in names}))
    form.open()
    return form


def log_form(parent: QWidget, draft: Draft, place: int, take: Take) -> FormDialog:
    """The form for a row of the change log, opened."""

    def save(values: dict[str, Any]) -> None:
        rows = list(draft.changes)
        rows[place] = ChangeEntry(**values)
        take(dataclasses.replace(draft, changes=tuple(rows)))

    form = FormDialog(parent, "A row of the change log", LogRow, {}, save, save_words="Put right")
    for name in ("version", "date", "page", "change", "approver"):
        form.row(name)
    form.fill(LogRow(**dataclasses.asdict(draft.changes[place])))
    form.open()
    return form


def where_form(parent: QWidget, draft: Draft, places: Sequence[int], into: Into, take: Take) -> FormDialog:
    """Asks which clause the lines belong to, or how a clause of their own is numbered; opened."""
    own = into is Into.CLAUSE
    numbers = tuple(one.clause.number for one in draft.parts)

    def save(values: dict[str, Any]) -> None:
        number = values["number"].split()[0] if values["number"].split() else ""
        if own:
            take(make(draft, places, into, number=values["number"]))
            return
        found = [one.key for one in draft.parts if one.clause.number in (number, values["number"])]
        if not found:
            raise Refused({"number": f"No clause is numbered “{values['number'][:20]}”: choose one from the list."})
        take(make(draft, places, into, key=found[-1]))

    title = {Into.TEXT: "The text of which clause?", Into.ITEM: "An item of which clause?"}.get(into, "A new clause")
    intro = " ".join(draft.source[place].text for place in places)
    form = FormDialog(parent, title, _asked(numbers if not own else ()), {}, save, save_words="Put there",
                      intro=intro if len(intro) < 300 else intro[:300] + "…")  # fmt: skip
    form.row("number")
    near = _near(draft.source, places[0], draft)
    form.editor("number").set_value(near if not own else "")
    form.open()
    return form


def _asked(numbers: tuple[str, ...]) -> type:
    """What is asked: a number, chosen from those of the document or written."""
    kind = Kind.SUGGESTED if numbers else Kind.LINE
    label = "Clause" if numbers else "Number"
    number = field(label, kind, choices=numbers, required=True)
    return dataclasses.make_dataclass("Asked", [("number", str, number)], frozen=True)


def _near(source: Sequence[Source], place: int, draft: Draft) -> str:
    """The number of the clause before the line, which is the likeliest."""
    keys = {one.key: one.clause for one in draft.parts}
    before = [line.part for line in source[:place] if line.part in keys]
    return keys[before[-1]].number if before and before[-1] is not None else ""
