"""Reads an approved policy document into clauses, without a store: for the preview, the import and the command line."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from metdesk.errors import Refused
from metdesk.intake.documents import (
    changelog,
    checks,
    contents,
    details,
    docx,
    markdown,
    odt,
    pdf,
    references,
    text,
)
from metdesk.intake.documents.archive import DAMAGED
from metdesk.intake.documents.block import Document, quoted
from metdesk.intake.documents.kinds import kind_of
from metdesk.intake.documents.numbers import unmarked
from metdesk.intake.documents.outline import Outline
from metdesk.intake.documents.sheet import Line, Sheet, lay_out
from metdesk.policy_text import ChangeEntry, Clause, Definition

__all__ = ["ChangeEntry", "Clause", "Definition", "Line", "Reading", "as_json", "put_right", "read"]

MAX_BLOCKS = 8_000
_MOVABLE = {"unknown", "text", "item", "page"}

_READERS = {"docx": docx.read, "odt": odt.read, "pdf": pdf.read, "text": text.read, "markdown": markdown.read}


@dataclass(frozen=True)
class Reading:
    """A policy document as it was understood, all of it in the document's own words.

    Dates are worded as in the document ("March 2022", "Mar-22"). `note` is what a line "Note: …" says.
    `source` is every paragraph and row of the document in order with what it became.
    """

    title: str
    version: str
    last_revision: str
    next_revision: str
    owner: str
    authors: str
    status: str
    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...]
    legislation: tuple[str, ...]
    related: tuple[str, ...]
    changes: tuple[ChangeEntry, ...]
    warnings: tuple[str, ...]
    note: str
    source: tuple[Line, ...]

    @property
    def not_understood(self) -> tuple[Line, ...]:
        """The lines that are in none of the other fields."""
        return tuple(line for line in self.source if line.became == "unknown")


def read(data: bytes, name: str) -> Reading:
    """The policy in the bytes of a .docx, .odt, .pdf, .txt or .md file; `name` is the file's.

    Pure: opens nothing, stores nothing, and what it returns pickles. Refuses, in one sentence: an empty, locked,
    damaged, oversized or booby-trapped file, another kind of file, a PDF of pictures, a text without a numbered
    clause.
    """
    try:
        return understood(_document(data, name), name)
    except RecursionError:
        raise Refused(DAMAGED) from None


def understood(document: Document, name: str) -> Reading:
    """The policy in a document that one of the readers has made of a file."""
    if len(document.blocks) > MAX_BLOCKS:
        raise Refused(f"{name} is far longer than any policy: choose the policy document itself.")
    sheet = lay_out(document)
    if not sheet.blocks:
        raise Refused(f"{name} holds no words: choose the policy document itself.")
    headings = contents.find_contents(sheet)
    changes = changelog.find_changes(sheet)
    found = details.find_details(sheet)
    clauses = Outline(sheet, headings).read()
    if not clauses:
        raise Refused(f"{name} does not look like a policy: not one numbered clause was found in it.")
    return _reading(sheet, found, clauses, changes, contents.compare_headings(headings, clauses))


def put_right(reading: Reading, at: int, became: str, where: str = "") -> Reading:
    """The reading with line `at` of its source taken for what a person says it is.

    `became` is "text" or "item" of the clause numbered `where`, "clause" for a new clause of that number, "title",
    "note", or "page" for words that belong to no clause. Takes lines that are not understood, text, items or page
    furniture so far; refuses others, and a clause that is not there.
    """
    line = reading.source[at]
    if line.became not in _MOVABLE:
        raise Refused(f"{quoted(line.text)} was read as {line.became}: change it in the clause itself.")
    words = unmarked(line.text)
    clauses = [_without(clause, line, words) for clause in reading.clauses]
    if became == "clause":
        before = sum(1 for earlier in reading.source[:at] if earlier.became == "clause")
        clauses.insert(before, Clause(where, max(1, where.count(".") + 1), text=words))
    elif became in {"text", "item"}:
        found = next((place for place, clause in enumerate(clauses) if clause.number == where), None)
        if found is None:
            raise Refused(f"There is no clause {where} to put {quoted(line.text)} under.")
        clauses[found] = _with(clauses[found], became, words)
    source = list(reading.source)
    source[at] = replace(line, became=became, where=where)
    return replace(
        reading,
        title=words if became == "title" else reading.title,
        note=words if became == "note" else reading.note,
        clauses=tuple(clauses),
        definitions=references.definitions(clauses),
        legislation=references.legislation(clauses),
        related=references.related(clauses),
        source=tuple(source),
    )


def as_json(reading: Reading) -> dict[str, Any]:
    """What `metdesk policy read --json` prints."""
    whole = asdict(reading)
    del whole["source"], whole["note"]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in whole.items()}


def _without(clause: Clause, line: Line, words: str) -> Clause:
    if clause.number != line.where:
        return clause
    if line.became == "item":
        return replace(clause, items=tuple(item for item in clause.items if item != words))
    paragraphs = [paragraph for paragraph in clause.text.split("\n\n") if paragraph != words]
    return replace(clause, text="\n\n".join(paragraphs))


def _with(clause: Clause, became: str, words: str) -> Clause:
    if became == "item":
        return replace(clause, items=(*clause.items, words))
    return replace(clause, text=f"{clause.text}\n\n{words}".strip())


def _document(data: bytes, name: str) -> Document:
    return _READERS[kind_of(data, name)](data)


def _reading(
    sheet: Sheet,
    found: details.Details,
    clauses: list[Clause],
    changes: list[ChangeEntry],
    differing: list[str],
) -> Reading:
    warnings = [
        *sheet.warnings,
        *differing,
        *checks.odd_numbers(clauses),
        *checks.odd_words(clauses),
        *details.missing(found),
    ]
    return Reading(
        title=found.get("title"),
        version=found.get("version"),
        last_revision=found.get("last_revision"),
        next_revision=found.get("next_revision"),
        owner=found.get("owner"),
        authors=found.get("authors"),
        status=found.get("status"),
        clauses=tuple(clauses),
        definitions=references.definitions(clauses),
        legislation=references.legislation(clauses),
        related=references.related(clauses),
        changes=tuple(changes),
        warnings=tuple(dict.fromkeys(warnings)),
        note=found.get("note"),
        source=sheet.lines(),
    )
