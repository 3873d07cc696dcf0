"""Lines on a page become paragraphs: for text and PDF, which know nothing of paragraphs."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from metdesk.intake.documents.block import Block, clean
from metdesk.intake.documents.columns import gather_rows
from metdesk.intake.documents.furniture import furniture
from metdesk.intake.documents.labels import is_contents_heading, labelled
from metdesk.intake.documents.numbers import Marker, follows, marker, starts_with_capital
from metdesk.intake.documents.printed import PrintedLine

_TAIL = 200
_PAGE_TAIL = re.compile(r"(?:(?:\.\s?){3,}\s*|…+\.*\s*|\t\s*|\s{3,})\d{1,3}\s*$")
_ENDED = re.compile(r"[.:;!?][\"”’')]?$")
_BEFORE_LETTER = re.compile(r"(?:,|;| and| or)\s*$")
_QUOTED_TERM = re.compile(r"[\"“][^\"”]{1,60}[\"”]\s*(?:[:–—-]|means\b)")
_HANGING_PREFIX = re.compile(r"(?<=[^\W\d_])-$")
_JOINING_WORDS = {"and", "or", "to", "nor"}
_LONGEST_WRAP = 160
_SHORTEST_WRAP = 40
_FEWEST_LOOSE = 4
_GAP = 1.15
_BIG = 1.3
_USUAL_LEADING = 1.3


@dataclass
class _Flow:
    """What is known of the lines as a whole, and of the number read last."""

    margins: dict[float, float]
    leading: float
    usual_size: float
    last: tuple[int, ...] = ()
    bullets: set[str] = field(default_factory=set)
    listing: bool = False


def blocks_of(lines: Sequence[PrintedLine]) -> list[Block]:
    """The paragraphs, table rows and page furniture of `lines`, in order; every word of them is in one block."""
    aside = furniture([line.text for line in lines], [line.page for line in lines])
    placed = [(at, Block(clean(lines[at].text), kind="page", page=lines[at].page)) for at in aside]
    kept = gather_rows([replace(line, at=at) for at, line in enumerate(lines) if at not in aside])
    sizes = [line.size for line in kept if not line.table]
    flow = _Flow(_margins(kept), _leading(kept), usual_size=median(sizes) if sizes else 1.0)
    paragraph: list[PrintedLine] = []
    for line in kept:
        if paragraph and not _continues(paragraph[-1], line, flow):
            placed.append((paragraph[0].at, _block(paragraph, flow)))
            paragraph = []
        if not paragraph:
            _note_start(line, flow)
        paragraph.append(line)
        flow.listing = flow.listing or clean(line.text).endswith(":")
    if paragraph:
        placed.append((paragraph[0].at, _block(paragraph, flow)))
    return [block for _at, block in sorted(placed, key=lambda pair: pair[0])]


def _margins(lines: Sequence[PrintedLine]) -> dict[float, float]:
    """The right-hand end of full lines for each width of page; infinite where lines are not wrapped at all."""
    margins: dict[float, float] = {}
    for line in lines:
        margins[line.page_width] = max(margins.get(line.page_width, 0.0), line.right)
    if set(margins) == {0.0}:
        margins[0.0] = _wrap(lines)
    return margins


def _wrap(lines: Sequence[PrintedLine]) -> float:
    """The column at which text was wrapped by hand; infinite when it was not.

    It is the longest line that goes on in the next, if most lines that might go on lack room for one more word.
    """
    pairs = [
        (line.right, line.right + line.space + after.first_word)
        for line, after in itertools.pairwise(lines)
        if not (after.blank or line.is_row or after.is_row or marker(after.text) or _ENDED.search(clean(line.text)))
    ]
    for column in sorted({right for right, _ in pairs if _SHORTEST_WRAP <= right <= _LONGEST_WRAP}, reverse=True)[:5]:
        full = sum(1 for right, with_next in pairs if right <= column < with_next)
        if full >= 2 and full >= len(pairs) / 2:
            return column
    return _loose_wrap(lines)


def _loose_wrap(lines: Sequence[PrintedLine]) -> float:
    """The like for lines that were cut by their printed width, so that they hold more or fewer letters.

    Most that go on must be nearly as long as the longest, and most must end in mid-sentence.
    """
    going_on = [
        line
        for line, after in itertools.pairwise(lines)
        if not (after.blank or line.is_row or after.is_row or marker(after.text))
    ]
    longest = max((line.right for line in going_on), default=0.0)
    near = sum(1 for line in going_on if line.right >= 0.8 * longest)
    broken = sum(1 for line in going_on if not _ENDED.search(clean(line.text)))
    enough = max(_FEWEST_LOOSE, len(going_on) * 0.6)
    if _SHORTEST_WRAP <= longest <= _LONGEST_WRAP and near >= enough and broken >= enough:
        return 0.85 * longest
    return float("inf")


def _leading(lines: Sequence[PrintedLine]) -> float:
    """The distance from line to line within a paragraph, in font sizes: what it is over lines that begin in small."""
    inside = [
        line.drop / line.size
        for line in lines
        if 0 < line.drop < 2.2 * line.size and not (starts_with_capital(line.text) or marker(line.text))
    ]
    return median(inside) if len(inside) >= _FEWEST_LOOSE else _USUAL_LEADING


def _continues(before: PrintedLine, line: PrintedLine, flow: _Flow) -> bool:
    if before.is_row or line.is_row or _PAGE_TAIL.search(before.text[-_TAIL:]):
        return False
    if is_contents_heading(line.text) or is_contents_heading(before.text):
        return False
    turned = line.at != before.at + 1 or line.page != before.page
    if not turned and (line.blank or line.drop > flow.leading * _GAP * line.size):
        return False
    if abs(line.size - before.size) > 0.6:
        return False
    if _is_reference(line, flow) and not turned:
        return not _ENDED.search(clean(before.text))
    margin = flow.margins[before.page_width]
    full = before.right + line.space + line.first_word > margin
    if _starts(line, flow, full, before):
        return False
    ended, capital = bool(_ENDED.search(clean(before.text))), starts_with_capital(line.text)
    if ended and capital and flow.listing:
        return False
    if full or ended:
        return full
    if capital:  # a heading is followed by a capital too
        return before.right >= 0.85 * margin and not _is_numbered(before)
    return not flow.listing or before.right >= 0.6 * margin


def _is_numbered(line: PrintedLine) -> bool:
    found = marker(line.text)
    return bool(found and found.kind == "number")


def _starts(line: PrintedLine, flow: _Flow, full: bool, before: PrintedLine) -> bool:
    """Whether something new begins with this line, though nothing but its first word may say so."""
    if _QUOTED_TERM.match(line.text.strip()):
        return True
    if not flow.last and labelled(line.text):
        return True
    found = marker(line.text)
    if not found:
        return False
    if not full:
        return found.kind != "number" or _believable(found, flow)
    if found.kind == "bullet":
        return found.label in flow.bullets or bool(_ENDED.search(clean(before.text)))
    if found.kind == "letter":
        return bool(_ENDED.search(clean(before.text)) or _BEFORE_LETTER.search(before.text))
    return bool(found.parts) and follows(found.parts, flow.last)


def _is_reference(line: PrintedLine, flow: _Flow) -> bool:
    """Whether a line begins with a clause's number only because a sentence that names it was broken there."""
    found = marker(line.text)
    return bool(
        found
        and found.parts
        and found.rest
        and not starts_with_capital(found.rest)
        and not follows(found.parts, flow.last)
    )


def _believable(found: Marker, flow: _Flow) -> bool:
    if found.closed or "." in found.number:
        return True
    return starts_with_capital(found.rest) and follows(found.parts, flow.last)


def _note_start(line: PrintedLine, flow: _Flow) -> None:
    found = marker(line.text)
    flow.listing = flow.listing and not found
    if found and found.kind == "bullet":
        flow.bullets.add(found.label)
    if (
        found
        and found.kind == "number"
        and (len(found.parts) > 1 or found.parts == (1,) or follows(found.parts, flow.last))
    ):
        flow.last = found.parts


def _block(paragraph: list[PrintedLine], flow: _Flow) -> Block:
    first = paragraph[0]
    return Block(
        text=join(line.text for line in paragraph) if len(paragraph) > 1 else first.text,
        cells=first.cells if len(paragraph) == 1 else (),
        table=first.table,
        kind="big" if first.page == 1 and first.size >= _BIG * flow.usual_size else "",
        indent=first.left,
        page=first.page,
    )


def join(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one: a hyphen at the end stays and takes the next word without a space."""
    pieces: list[str] = []
    for line in lines:
        more = line.strip()
        before = pieces[-1] if pieces else ""
        if before.endswith("\u00ad"):
            pieces[-1] = before[:-1]
        elif pieces and not _takes_next(before, more):
            pieces.append(" ")
        pieces.append(more)
    return "".join(pieces)


def _takes_next(line: str, more: str) -> bool:
    first = more.split(maxsplit=1)[0].casefold() if more else ""
    return bool(_HANGING_PREFIX.search(line[-2:])) and more[:1].isalpha() and first not in _JOINING_WORDS
