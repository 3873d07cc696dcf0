"""Paragraphs become clauses: what begins one, what is its heading, what stands under it."""

import re
from dataclasses import dataclass, field

from metdesk.intake.documents.block import Block, clean, quoted, squeeze
from metdesk.intake.documents.numbers import Marker, follows, marker, parts_of, starts_with_capital
from metdesk.intake.documents.references import as_definition, is_definitions_heading
from metdesk.intake.documents.sheet import Sheet
from metdesk.policy_text import Clause

_MODAL = re.compile(r"\b(?:must|should|shall|may|will|can|cannot|is|are)\b", re.I)
_HEADS_OF_TERMS = {"term", "terms", "word", "definition", "phrase", "expression"}
_LONGEST_HEADING_WORDS = 15
_INDENT = 1.0


@dataclass
class _Draft:
    """A clause in the making; `said` is what stands beside its number until that proves heading or text."""

    number: str
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    indent: float = 0.0

    @property
    def parts(self) -> tuple[int, ...]:
        return parts_of(self.number)

    def clause(self) -> Clause:
        return Clause(
            self.number, max(1, len(self.parts)), self.heading, "\n\n".join(self.paragraphs), tuple(self.items)
        )


class Outline:
    """Reads the free blocks of a sheet in order into clauses, and claims each for what it became."""

    def __init__(self, sheet: Sheet, contents: dict[str, str]) -> None:
        """`contents` are the headings of the contents page by number: what is listed there is a heading."""
        self._sheet = sheet
        self._contents = contents
        self._free = list(sheet.free())
        self._drafts: list[_Draft] = []
        self._last: tuple[int, ...] = ()
        self._section_heading = ""
        self._series = ""
        self._run = ""  # the label of the item read last, while a lettered or numbered run goes on
        self._listing = False  # an introduction ("…:") has been read, and what follows are its items
        self._item_indent: float | None = None
        self._in_item = False

    def read(self) -> list[Clause]:
        """The clauses in order."""
        for place, (at, block) in enumerate(self._free):
            self._read(place, at, block)
        return [draft.clause() for draft in self._drafts]

    def _read(self, place: int, at: int, block: Block) -> None:
        found = marker(f"{block.label} {block.text}".strip()) if _may_begin(block) else None
        if found and found.kind == "number" and self._is_clause(found, block, place):
            self._begin(found, block, place, at)
        elif not self._drafts:
            self._heading_of_next(place, at, block)
        elif block.table and len(block.cells) > 1:
            self._table_row(at, block)
        elif found and not (found.kind == "number" and not _is_list_item(found, self._run)):
            self._item(at, found.rest if found.kind == "bullet" else _with_label(found), found.label)
        elif not self._heading_of_next(place, at, block):
            self._plain(at, block)

    # What begins a clause

    def _is_clause(self, found: Marker, block: Block, place: int) -> bool:
        parts = found.parts
        if not parts:
            return len(found.rest.split()) <= _LONGEST_HEADING_WORDS
        if len(parts) > 1 or found.number.endswith(".0"):
            return starts_with_capital(found.rest) or follows(parts, self._last) or bool(block.label)
        if not (found.closed or block.label):
            return self._believable_without_dot(found)
        return self._is_section(found, block, place)

    def _believable_without_dot(self, found: Marker) -> bool:
        return (
            found.spaced
            and starts_with_capital(found.rest)
            and _title_like(found.rest)
            and found.parts == ((self._last or (0,))[0] + 1,)
        )

    def _is_section(self, found: Marker, block: Block, place: int) -> bool:
        """Whether a lone number ("3.") begins a section, or is the third item of a list within one."""
        number, section = found.parts[0], (self._last or (0,))[0]
        titled = self._contents.get(found.number)
        if block.kind == "heading" or (titled and squeeze(titled).startswith(squeeze(found.rest)[:8])):
            return True
        if self._series and block.series and block.series != self._series:
            return False
        in_run = _is_list_item(found, self._run)
        if number == section + 1:
            return not (in_run and self._run) or self._ends_run(place, number, found.rest)
        if in_run or (number == 1 and section):
            return False
        return _title_like(found.rest) or not self._listing

    def _ends_run(self, place: int, number: int, words: str) -> bool:
        """Whether "3. …", in a list that has come to 2 within section 2, is section 3 all the same."""
        if self._next_is(place, (number, 1)):
            return True
        listed = self._next_is(place, (number + 1,)) or self._next_is(place, (number,))
        return not listed and _title_like(words)

    def _next_is(self, place: int, parts: tuple[int, ...]) -> bool:
        if place + 1 >= len(self._free):
            return False
        after = self._free[place + 1][1]
        found = marker(f"{after.label} {after.text}".strip())
        return bool(found and found.parts == parts)

    def _begin(self, found: Marker, block: Block, place: int, at: int) -> None:
        words = clean(found.rest)
        number = found.number if found.parts else clean(found.number)
        draft = _Draft(number, indent=block.indent)
        if not words:
            words = self._words_from_next(place)
        elif block.kind == "contents":
            words = clean(words)
        if self._is_heading(draft, words, block, place):
            draft.heading = words
        elif words:
            draft.paragraphs.append(words)
        self._drafts.append(draft)
        self._last = draft.parts or self._last
        if len(draft.parts) < 2:
            self._section_heading = draft.heading
        if len(draft.parts) == 1:
            self._series = self._series or block.series
        self._stop_items(listing=bool(draft.paragraphs) and words.endswith(":"))
        self._sheet.claim(at, "clause", number)

    def _words_from_next(self, place: int) -> str:
        """The words of a number that stands alone on its line: those of the next plain paragraph."""
        if place + 1 >= len(self._free):
            return ""
        at, after = self._free[place + 1]
        if after.label or after.table or marker(after.text):
            return ""
        self._free[place + 1] = (at, Block("", kind="taken"))
        self._sheet.claim(at, "clause", "")
        return after.text

    def _is_heading(self, draft: _Draft, words: str, block: Block, place: int) -> bool:
        if draft.number in self._contents and not words.endswith("."):
            return True
        if len(words.split()) > _LONGEST_HEADING_WORDS or words.endswith((".", ";", ",")):
            return False
        if not draft.parts or self._next_is(place, (*draft.parts, 1)):
            return True
        if len(draft.parts) == 1:
            return not (words.endswith(":") and _MODAL.search(words))
        if block.kind == "heading" and len(draft.parts) == 2:
            return True
        return _title_like(words) and not _MODAL.search(words) and self._paragraph_follows(place)

    def _paragraph_follows(self, place: int) -> bool:
        if place + 1 >= len(self._free):
            return False
        after = self._free[place + 1][1]
        return not (after.label or after.table or marker(after.text)) and not _title_like(after.text)

    def _heading_of_next(self, place: int, at: int, block: Block) -> bool:
        """A title without a number over "3.1", where no 3 has been: the heading of section 3."""
        section = (self._last or (0,))[0] + 1
        if not (_title_like(block.text) and not block.label and self._next_is(place, (section, 1))):
            return False
        self._drafts.append(_Draft(str(section), block.text, indent=block.indent))
        self._last, self._section_heading = (section,), block.text
        self._stop_items(listing=False)
        self._sheet.claim(at, "clause", str(section))
        self._sheet.warnings.append(f"{quoted(block.text)} has no number; it was read as the heading of {section}.")
        return True

    # What stands under a clause

    def _stop_items(self, *, listing: bool) -> None:
        self._listing, self._run, self._item_indent, self._in_item = listing, "", None, False

    def _item(self, at: int, words: str, label: str) -> None:
        self._drafts[-1].items.append(clean(words))
        self._run, self._listing, self._in_item = label, False, True
        self._sheet.claim(at, "item", self._drafts[-1].number)

    def _table_row(self, at: int, block: Block) -> None:
        draft = self._drafts[-1]
        if self._in_definitions() and len(block.cells) == 2:
            if block.cells[0].casefold() not in _HEADS_OF_TERMS:
                draft.items.append(f"{block.cells[0]}: {block.cells[1]}")
            self._sheet.claim(at, "definition", draft.number)
            return
        draft.paragraphs.append(block.shown)
        said = f"A table under {draft.number} was kept row by row, as lines of text."
        if said not in self._sheet.warnings:
            self._sheet.warnings.append(said)
        self._sheet.claim(at, "text", draft.number)

    def _plain(self, at: int, block: Block) -> None:
        if block.kind == "taken":
            return
        draft = self._drafts[-1]
        if block.continues and self._in_item and draft.items:
            draft.items[-1] += f"\n\n{block.text}"
            self._sheet.claim(at, "item", draft.number)
        elif self._is_unmarked_item(block):
            draft.items.append(block.text)
            self._sheet.claim(at, "item", draft.number)
        else:
            draft.paragraphs.append(block.text)
            self._stop_items(listing=block.text.endswith(":"))
            self._sheet.claim(at, "text", draft.number)
            self._mention_heading(block, draft.number)

    def _is_unmarked_item(self, block: Block) -> bool:
        """A plain paragraph after an introduction, until one stands further left than the first of them."""
        if self._in_definitions() and as_definition(block.text, quotes_only=True):
            return True
        if not self._listing or block.kind == "heading":
            return False
        if self._item_indent is None:
            self._item_indent = block.indent
        return block.indent >= self._item_indent - _INDENT

    def _in_definitions(self) -> bool:
        return is_definitions_heading(self._section_heading)

    def _mention_heading(self, block: Block, number: str) -> None:
        if block.kind == "heading":
            self._sheet.warnings.append(
                f"{quoted(block.text)} looks like a heading without a number; it was kept as text under {number}."
            )


def _may_begin(block: Block) -> bool:
    return block.kind not in {"taken", "footnote"} and (not block.table or len(block.cells) < 2)


def _is_list_item(found: Marker, run: str) -> bool:
    """Whether a numbered line starts a run of items (1) or goes on in the one whose last label is `run`."""
    if len(found.parts) != 1:
        return False
    digits = re.sub(r"\D", "", run)
    return found.parts[0] == (int(digits) + 1 if digits else 1)


def _with_label(found: Marker) -> str:
    return f"{found.label} {found.rest}"


def _title_like(words: str) -> bool:
    """Short, begins with a capital, and ends as no sentence does."""
    return (
        0 < len(words.split()) <= _LONGEST_HEADING_WORDS
        and starts_with_capital(words)
        and not words.endswith((".", ";", ",", ":"))
    )
