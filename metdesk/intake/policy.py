"""Reads an approved policy document into clauses, without a store: for the preview, the import and the command line."""

from dataclasses import asdict, dataclass
from typing import Any

from metdesk.errors import Refused
from metdesk.files import shown
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
from metdesk.intake.documents.block import MAX_BLOCKS, Document
from metdesk.intake.documents.kinds import kind_of
from metdesk.intake.documents.outline import Outline
from metdesk.intake.documents.sheet import Line, Sheet, lay_out
from metdesk.policy_text import PARTICULARS, ChangeEntry, Clause, Definition, Particulars

__all__ = ["ChangeEntry", "Clause", "Definition", "Line", "Reading", "as_json", "read"]

_READERS = {"docx": docx.read, "odt": odt.read, "pdf": pdf.read, "text": text.read, "markdown": markdown.read}


@dataclass(frozen=True)
class Reading(Particulars):
    """A policy document as it was understood, all of it in the document's own words.

    `source` is every paragraph and row of the document in order with what it became.
    """

    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...]
    legislation: tuple[str, ...]
    related: tuple[str, ...]
    changes: tuple[ChangeEntry, ...]
    warnings: tuple[str, ...]
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
        return understood(_document(data, name), shown(name))
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


def as_json(reading: Reading) -> dict[str, Any]:
    """What `metdesk policy read --json` prints."""
    whole = asdict(reading)
    del whole["source"], whole["note"]
    return {key: _plain(value) for key, value in whole.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


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
        **{name: found.get(name) for name in PARTICULARS},
        clauses=tuple(clauses),
        definitions=references.definitions(clauses),
        legislation=references.legislation(clauses),
        related=references.related(clauses),
        changes=tuple(changes),
        warnings=tuple(dict.fromkeys(warnings)),
        source=sheet.lines(),
    )
