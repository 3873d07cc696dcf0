"""The document's particulars: title, version, dates, owner, authors and status, from a table or from lines."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from metdesk.intake.documents.block import Block, clean
from metdesk.intake.documents.labels import detail_of, labelled, labelled_without_colon
from metdesk.intake.documents.numbers import marker, parts_of
from metdesk.intake.documents.sheet import Sheet

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}[\s,.-]+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|20\d\d(?:\s?[-–/]\s?\d{{2,4}})?",
    re.I,
)
_VERSION = re.compile(r"(?:version|v|issue)\.?\s*(\d+(?:\.\d+)*)", re.I)
_FEWEST_COPIED = 3
_LONGEST_TITLE_WORDS = 20
_PLAIN = 4


@dataclass
class Details:
    """What was found for each field, the best-named label first in line."""

    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The value of a field, "" where the document has none."""
        return self.found.get(name, (0, ""))[1]

    def offer(self, name: str, rank: int, value: str) -> str:
        """Takes a value for a field unless a better-named one is there; returns what the line is to be called."""
        if not name or not value:
            return name
        if name not in self.found or rank < self.found[name][0]:
            self.found[name] = (rank, value)
        return name


def find_details(sheet: Sheet) -> Details:
    """Claims the metadata, the title and the date on the cover; whatever else precedes the first clause stays."""
    details = Details()
    first = next((at for at, block in sheet.free() if _first_clause(block)), len(sheet.blocks))
    _from_tables(sheet, details, first)
    _from_lines(sheet, details, first)
    _from_cover(sheet, details, first)
    return details


def _first_clause(block: Block) -> bool:
    if block.table:
        return False
    found = marker(f"{block.label} {block.text}".strip())
    lone = found and not found.rest and found.number.endswith(".0")  # a version that lost its label
    return bool(found and set(parts_of(found.number)) == {1} and not lone)


def _from_tables(sheet: Sheet, details: Details, first: int) -> None:
    """Rows of label and value, wherever a table has two known labels; and a row of labels over a row of values."""
    known: dict[int, int] = {}
    for _, block in sheet.free():
        known[block.table] = known.get(block.table, 0) + sum(1 for label, _value in _pairs(block) if detail_of(label))
    heads: tuple[str, ...] = ()
    for at, block in list(sheet.free()):
        if len(block.cells) < 2 or (not block.table and at >= first):
            continue
        if sum(1 for cell in block.cells if detail_of(cell)) == len(block.cells) > 2:
            heads = block.cells
            sheet.claim(at, "metadata")
        elif heads and len(block.cells) == len(heads):
            for label, value in zip(heads, block.cells, strict=True):
                _take(details, label, value)
            sheet.claim(at, "metadata", heads[0])
        elif known[block.table] >= 2 or (known[block.table] and at < first):
            _claim_row(sheet, details, at, block)


def _pairs(block: Block) -> list[tuple[str, str]]:
    """Label and value: two cells, or twice two cells side by side."""
    cells = block.cells
    if len(cells) == 4 and detail_of(cells[0]) and detail_of(cells[2]):
        return [(cells[0], cells[1]), (cells[2], cells[3])]
    return [(cells[0], clean(" ".join(cells[1:])))] if len(cells) > 1 else []


def _claim_row(sheet: Sheet, details: Details, at: int, block: Block) -> None:
    pairs = _pairs(block)
    if not (block.table or detail_of(pairs[0][0])):
        return
    names = [_take(details, label, value) for label, value in pairs]
    sheet.claim(at, "metadata", ", ".join(names))


def _take(details: Details, label: str, value: str) -> str:
    name, rank = detail_of(label) or ("", 0)
    return details.offer(name, rank, value) or clean(label).rstrip(":")


def _from_lines(sheet: Sheet, details: Details, first: int) -> None:
    """Lines such as "Version: 2.0"; without colons, or label over value, only where several stand together."""
    before = [(at, block) for at, block in sheet.free() if at < first]
    sure = {at for at, block in before if labelled(block.text)}
    for at in sorted(sure):
        sheet.claim(at, "metadata", _take(details, *(labelled(sheet.blocks[at].text) or ("", ""))))
    rest = [(at, block.text) for at, block in before if at not in sure]
    copied = {at: pair for at, text in rest if (pair := labelled_without_colon(text)) and not detail_of(text)}
    if len(copied) + sum(1 for _ in sheet.claimed("metadata")) >= _FEWEST_COPIED:
        for at, pair in copied.items():
            sheet.claim(at, "metadata", _take(details, *pair))
    stacked = [(above, below) for above, below in pairwise(rest) if detail_of(above[1]) and not detail_of(below[1])]
    if len(stacked) >= _FEWEST_COPIED:
        for above, below in stacked:
            name = _take(details, above[1], below[1])
            sheet.claim(above[0], "metadata", name)
            sheet.claim(below[0], "metadata", name)


def _from_cover(sheet: Sheet, details: Details, first: int) -> None:
    cover = [(at, block) for at, block in sheet.free() if at < first]
    for at, block in cover:
        if _DATE.fullmatch(block.text):
            sheet.claim(at, "metadata", "date")
            details.offer("last_revision", 100, block.text)
        elif version := _VERSION.fullmatch(block.text):
            sheet.claim(at, "metadata", "version")
            details.offer("version", 100, version[1])
    titles = [(at, block) for at, block in sheet.free() if at < first and _may_be_title(block)]
    best = min(titles, key=lambda pair: _rank(pair[1]), default=None)
    if best and _rank(best[1]) == _PLAIN and _heads_first_clause(sheet, best[0], first):
        best = None
    if best:
        sheet.claim(best[0], "title")
        details.offer("title", 50, best[1].text)
        _claim_repeats(sheet, best[1].text, first)
    else:
        details.offer("title", 100, _title_in_the_furniture(sheet) or sheet.title)


def _rank(block: Block) -> int:
    """How little a line looks like the title: styled as one, in large print, or with the word "policy" in it."""
    says_policy = "policy" in block.text.casefold()
    if block.kind == "title":
        return 0
    if block.kind == "big":
        return 1 if says_policy else 3
    return 2 if says_policy else _PLAIN


def _heads_first_clause(sheet: Sheet, at: int, first: int) -> bool:
    """Whether a line stands right over 1.1, and so is more likely the heading of 1 than the title."""
    if at + 1 != first or first >= len(sheet.blocks):
        return False
    found = marker(f"{sheet.blocks[first].label} {sheet.blocks[first].text}".strip())
    return bool(found and len(found.parts) > 1)


def _may_be_title(block: Block) -> bool:
    return (
        not block.cells[1:]
        and not block.label
        and len(block.text.split()) <= _LONGEST_TITLE_WORDS
        and not block.text.endswith((".", ":", ";"))
    )


def _claim_repeats(sheet: Sheet, title: str, first: int) -> None:
    """The title again on the page after the cover is no new line."""
    for at, block in list(sheet.free()):
        if at < first and block.text.casefold() == title.casefold():
            sheet.claim(at, "title")


def _title_in_the_furniture(sheet: Sheet) -> str:
    texts = [block.text for block in sheet.claimed("page")]
    return next((text for text in texts if "policy" in text.casefold()), "")


def missing(details: Details) -> list[str]:
    """One sentence that names the particulars the document does not state, if there are any."""
    names = {"title": "title", "version": "version", "last_revision": "date", "owner": "owner"}
    lacking = [shown for name, shown in names.items() if not details.get(name)]
    return [f"The document does not state its {' or '.join(lacking)}."] if lacking else []
