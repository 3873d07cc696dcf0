"""A policy document between reading and adopting: what was read, corrected by hand, nothing dropped in silence.

Every correction returns another draft, so that the one before is at hand to go back to.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from metdesk.errors import Refused
from metdesk.intake.documents import references
from metdesk.intake.documents.block import clean, quoted, squeeze
from metdesk.intake.documents.numbers import marker, parts_of
from metdesk.intake.policy import Reading
from metdesk.policy_text import PARTICULARS, ChangeEntry, Clause, Definition, Particulars

_IN_CLAUSE = {"clause", "text", "item"}
UNKNOWN, LEFT_OUT = "unknown", "left out"


class Into(StrEnum):
    """What lines of a document can be made by hand."""

    TEXT = "text"
    ITEM = "item"
    CLAUSE = "clause"
    DEFINITION = "definition"
    LAW = "legislation"
    RELATED = "related policy"
    OUT = LEFT_OUT


@dataclass(frozen=True)
class Part:
    """A clause with a key of its own, for numbers may stand twice in a document."""

    key: int
    clause: Clause


@dataclass(frozen=True)
class Source:
    """A paragraph or row of the document: its words, what it became (`metdesk.intake.documents.sheet.Line`, and
    "left out"), the key of the clause that holds it, or the name of what it is, and its page (0: no pages).
    """

    text: str
    became: str
    part: int | None = None
    name: str = ""
    page: int = 0


@dataclass(frozen=True)
class Draft(Particulars):
    """An edition in the making; what `metdesk.policy.adopt` takes.

    `own_` lists hold what was named by hand; the others are read from the clauses as they are now.
    """

    parts: tuple[Part, ...]
    changes: tuple[ChangeEntry, ...]
    source: tuple[Source, ...]
    own_definitions: tuple[Definition, ...] = ()
    own_legislation: tuple[str, ...] = ()
    own_related: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order."""
        return tuple(one.clause for one in self.parts)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The terms that the clauses define, and those named by hand."""
        return (*references.definitions(self.clauses), *self.own_definitions)

    @property
    def legislation(self) -> tuple[str, ...]:
        """The laws and guidance that the clauses list, and those named by hand."""
        return (*references.legislation(self.clauses), *self.own_legislation)

    @property
    def related(self) -> tuple[str, ...]:
        """The policies that the clauses list, and those named by hand."""
        return (*references.related(self.clauses), *self.own_related)

    @property
    def not_understood(self) -> tuple[Source, ...]:
        """The lines that are in none of the other fields."""
        return tuple(line for line in self.source if line.became == UNKNOWN)

    def part(self, key: int) -> Part:
        """The clause with that key."""
        return next(one for one in self.parts if one.key == key)


def begin(reading: Reading) -> Draft:
    """The draft of a document as it was read."""
    parts = tuple(Part(key, clause) for key, clause in enumerate(reading.clauses))
    said = {name: getattr(reading, name) for name in PARTICULARS}
    return Draft(parts=parts, changes=reading.changes, source=tuple(_sources(reading, parts)), **said)


def _sources(reading: Reading, parts: Sequence[Part]) -> Iterator[Source]:
    """The document's lines with the key of their clause: the next of that number that begins."""
    at = -1
    for line in reading.source:
        if line.became == "clause" and line.where:
            at = next((n for n in range(at + 1, len(parts)) if parts[n].clause.number == line.where), at)
        inside = line.became in _IN_CLAUSE and at >= 0
        yield Source(line.text, line.became, at if inside else None, "" if inside else line.where, line.page)


def read_back(values: Any) -> Draft | None:
    """The draft of which `values` are `dataclasses.asdict`, by way of JSON; None where they are something else."""
    try:
        given = dict(values)
        given["parts"] = tuple(Part(one["key"], _clause(one["clause"])) for one in given["parts"])
        for name, kind in (("changes", ChangeEntry), ("source", Source), ("own_definitions", Definition)):
            given[name] = tuple(kind(**one) for one in given[name])
        for name in ("own_legislation", "own_related"):
            given[name] = tuple(given[name])
        return Draft(**given)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _clause(values: Any) -> Clause:
    return Clause(**{**values, "items": tuple(values["items"])})


def with_note(draft: Draft) -> Draft:
    """The draft with the lines that were not understood kept, word for word, in its note."""
    left = [line.text for line in draft.not_understood]
    if not left:
        return draft
    words = "\n\n".join(["These lines of the document were not understood when it was imported:", *left])
    return replace(draft, note=f"{draft.note}\n\n{words}".strip())


# --- correcting clauses


def change_clause(draft: Draft, key: int, clause: Clause) -> Draft:
    """Puts a clause right. Refused, by field: no number, no words at all."""
    problems = {}
    if not clause.number.strip():
        problems["number"] = "A number is needed: write it as the document does, such as 5.2.4."
    if not (clause.heading.strip() or clause.text.strip() or clause.items):
        problems["text"] = "A clause needs a heading or a text: to take it out, use “Take out”."
    if problems:
        raise Refused(problems)
    number = clause.number.strip().rstrip(".")
    right = replace(clause, number=number, level=max(1, len(parts_of(number))))
    return _put(draft, key, right)


def take_out(draft: Draft, key: int) -> Draft:
    """Takes a clause out; its lines count as not understood again."""
    source = tuple(replace(line, became=UNKNOWN, part=None) if line.part == key else line for line in draft.source)
    return replace(draft, parts=tuple(one for one in draft.parts if one.key != key), source=source)


def merge_up(draft: Draft, key: int) -> Draft:
    """Adds a clause's words to the clause before it. Refused: the first."""
    place = _place(draft, key)
    if place == 0:
        raise Refused("This is the first clause: there is none before it.")
    above, one = draft.parts[place - 1], draft.parts[place].clause
    words = [part for part in (above.clause.text, one.heading, one.text) if part]
    whole = replace(above.clause, text="\n\n".join(words), items=(*above.clause.items, *one.items))
    source = tuple(_moved(line, above.key) if line.part == key else line for line in draft.source)
    parts = tuple(other for other in draft.parts if other.key != key)
    return _put(replace(draft, parts=parts, source=source), above.key, whole)


def _moved(line: Source, key: int) -> Source:
    return replace(line, part=key, became="text" if line.became == "clause" else line.became)


def _put(draft: Draft, key: int, clause: Clause) -> Draft:
    return replace(draft, parts=tuple(replace(one, clause=clause) if one.key == key else one for one in draft.parts))


def _place(draft: Draft, key: int) -> int:
    return next(place for place, one in enumerate(draft.parts) if one.key == key)


# --- making lines something else


def make(draft: Draft, places: Collection[int], into: Into, *, key: int | None = None, number: str = "") -> Draft:
    """Makes lines (their places in `source`) something else, in their order.

    TEXT and ITEM go to the end of the clause `key`; CLAUSE begins a clause called `number` where the lines stand;
    OUT leaves them out for good. A definition, a law, a related policy is named beside the clause that holds it.
    Refused: words that cannot be told from those around them, a definition without a term.
    """
    chosen = sorted(places)
    lines = [draft.source[place] for place in chosen]
    if into in _NAMED:
        return _name(draft, chosen, lines, into)
    for place in chosen:
        draft = _take_words(draft, place)
    if into is Into.OUT:
        return _marked(draft, chosen, LEFT_OUT, None)
    words = [_without_label(line.text) for line in lines]
    if into is Into.CLAUSE:
        return _new_clause(draft, chosen, words, number)
    if key is None or all(one.key != key for one in draft.parts):
        raise Refused({"clause": "This clause is no longer there: choose another."})
    clause = draft.part(key).clause
    if into is Into.ITEM:
        whole = replace(clause, items=(*clause.items, *words))
    else:
        whole = replace(clause, text="\n\n".join(part for part in (clause.text, *words) if part))
    return _marked(_put(draft, key, whole), chosen, into, key)


def _new_clause(draft: Draft, chosen: Sequence[int], words: Sequence[str], number: str) -> Draft:
    number = number.strip().rstrip(".")
    if not number:
        raise Refused({"number": "A number is needed: write it as the document does, such as 5.2.4."})
    key = max((one.key for one in draft.parts), default=-1) + 1
    clause = Clause(number, max(1, len(parts_of(number))), "", "\n\n".join(words))
    before = {line.part for line in draft.source[: chosen[0]]}
    at = max((place + 1 for place, one in enumerate(draft.parts) if one.key in before), default=0)
    parts = (*draft.parts[:at], Part(key, clause), *draft.parts[at:])
    return _marked(replace(draft, parts=parts), chosen, Into.CLAUSE, key)


def _marked(draft: Draft, places: Sequence[int], became: str, key: int | None, name: str = "") -> Draft:
    source = list(draft.source)
    for place in places:
        source[place] = replace(source[place], became=str(became), part=key, name=name)
    return replace(draft, source=tuple(source))


def _take_words(draft: Draft, place: int) -> Draft:
    """Takes a line's words out of the clause that holds them; the clause itself where the line is its beginning."""
    line = draft.source[place]
    if line.part is None or all(one.key != line.part for one in draft.parts):
        return draft
    if line.became == "clause":
        return take_out(draft, line.part)
    clause = draft.part(line.part).clause
    wanted = squeeze(_without_label(line.text))
    if line.became == "item":
        items = _without(clause.items, wanted, clause.number, line.text)
        return _put(draft, line.part, replace(clause, items=tuple(items)))
    paragraphs = _without(clause.text.split("\n\n"), wanted, clause.number, line.text)
    return _put(draft, line.part, replace(clause, text="\n\n".join(paragraphs)))


def _without(texts: Sequence[str], wanted: str, number: str, line: str) -> list[str]:
    places = [place for place, text in enumerate(texts) if squeeze(_without_label(text)) == wanted]
    if not places:
        raise Refused(f"{quoted(line)} cannot be told from the other words of {number}: edit {number} instead.")
    return [text for place, text in enumerate(texts) if place != places[-1]]


def _without_label(text: str) -> str:
    """A line's words without the number or bullet before them."""
    found = marker(clean(text))
    return clean(found.rest) if found and found.rest and found.kind in {"bullet", "number"} else clean(text)


# --- naming what lines hold


def _name(draft: Draft, chosen: Sequence[int], lines: Sequence[Source], into: Into) -> Draft:
    for line in lines:
        draft = _NAMED[into](draft, _without_label(line.text))
    free = [place for place, line in zip(chosen, lines, strict=True) if line.part is None]
    return _marked(draft, free, into, None)


def _define(draft: Draft, words: str) -> Draft:
    found = references.as_definition(words)
    if found is None:
        raise Refused(f"{quoted(words)} is no term with its meaning: that needs a colon, such as “Users: everybody …”.")
    return replace(draft, own_definitions=(*draft.own_definitions, found))


_NAMED: dict[Into, Callable[[Draft, str], Draft]] = {
    Into.DEFINITION: _define,
    Into.LAW: lambda draft, words: replace(draft, own_legislation=(*draft.own_legislation, words)),
    Into.RELATED: lambda draft, words: replace(draft, own_related=(*draft.own_related, words)),
}
