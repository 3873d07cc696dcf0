"""Page headers, footers and page numbers: what a page repeats and no clause is made of."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from metdesk.intake.documents.block import clean
from metdesk.intake.documents.numbers import marker

_PAGE_OF = re.compile(
    r"(?:page\s*)?\d{1,3}\s*(?:of|/)\s*\d{1,3}|page\s*\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*\|\s*page"
    r"|page\s*\|\s*\d{1,3}|\|\s*\d{1,3}",
    re.I,
)
_ENDS_WITH_PAGE = re.compile(r".*\bpage\s*\|?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$", re.I)
_EDGE = 3
_SHARE = 0.3


def furniture(texts: Sequence[str], pages: Sequence[int]) -> set[int]:
    """Which lines are page furniture; `pages` says on which page each stands (all the same where unknown)."""
    sure = {at for at, text in enumerate(texts) if _PAGE_OF.fullmatch(clean(text))}
    bounds = _pages(pages)
    if len(bounds) == 1:
        sure |= _bare_numbers(texts)
        bounds = _cut_at(sorted(sure), len(texts))
    else:
        sure |= _bare_numbers_at_edges(texts, bounds)
    return sure | _repeated(texts, bounds, sure)


def _pages(pages: Sequence[int]) -> list[range]:
    starts = [at for at in range(len(pages)) if at == 0 or pages[at] != pages[at - 1]]
    return [range(start, end) for start, end in itertools.pairwise([*starts, len(pages)])]


def _cut_at(marks: list[int], length: int) -> list[range]:
    """Pages where only their numbers are known: each page number may be a head or a foot, so both sides count."""
    starts = [0, *(mark + 1 for mark in marks if mark + 1 < length)]
    return [range(start, end) for start, end in itertools.pairwise([*starts, length])] if marks else []


def _bare_numbers(texts: Sequence[str]) -> set[int]:
    """Lone numbers in one flow of text: page numbers when two at least count up by one, each after a full line."""
    lone = [at for at, text in enumerate(texts) if re.fullmatch(r"\d{1,3}", clean(text))]
    counted = [int(clean(texts[at])) for at in lone]
    rising = all(after == before + 1 for before, after in itertools.pairwise(counted))
    headings = any(at + 1 < len(texts) and len(clean(texts[at + 1])) < 60 for at in lone)
    return set(lone) if len(lone) > 1 and rising and not headings else set()


def _bare_numbers_at_edges(texts: Sequence[str], bounds: list[range]) -> set[int]:
    edges = {at for page in bounds for at in (*page[:2], *page[-2:])}
    return {at for at in edges if re.fullmatch(r"\d{1,3}", clean(texts[at]))}


def _repeated(texts: Sequence[str], bounds: list[range], sure: set[int]) -> set[int]:
    """Lines at the same end of several pages that say the same but for digits, from the edge inwards."""
    found: set[int] = set()
    for step in (1, -1):
        zones = [[at for at in page[::step] if at not in sure][:_EDGE] for page in bounds]
        seen = Counter(key for zone in zones for key in {_key(texts[at]) for at in zone})
        enough = max(2, round(len(zones) * _SHARE))
        for zone in zones:
            for at in zone:
                if not (seen[_key(texts[at])] >= enough and _may_be_furniture(texts[at])):
                    break
                found.add(at)
    return found


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", clean(text).casefold())


def _may_be_furniture(text: str) -> bool:
    words = clean(text)
    ends_a_sentence = words[:1].islower() and words.endswith((".", ";"))
    return bool(_ENDS_WITH_PAGE.match(words)) or not (ends_a_sentence or marker(text))
