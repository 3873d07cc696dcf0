"""What a policy's words hold beside their letters: terms that are defined, and numbers of other clauses."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from metdesk.policy_text import Clause, Definition

_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3})+(?!\.?\d)")
_SECTION = re.compile(r"(?<!\w)sections?\s+(\d{1,3})(?![\d.]*\d)", re.I)
_ITEM_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})[.)]\s+(?=\S)", re.I)
_NO_LETTERS = dict.fromkeys(map(ord, "\ufdd0\ufdd1\ufffc\u2029\u2028\x00"), " ")


class Sort(StrEnum):
    """What a piece of text is."""

    PLAIN = auto()
    TERM = auto()
    LINK = auto()


@dataclass(frozen=True)
class Piece:
    """Some words; `target` is the meaning of a term or the number of the clause that is spoken of."""

    sort: Sort
    words: str
    target: str = ""


class Reader:
    """Takes texts of one edition apart, as far as its definitions and its numbers go."""

    def __init__(self, definitions: Sequence[Definition], numbers: Collection[str]) -> None:
        self._definitions = definitions
        self._numbers = frozenset(numbers)
        self._meanings = {one.term.casefold(): one.meaning for one in definitions}
        longest_first = sorted((one.term for one in definitions if one.term.strip()), key=len, reverse=True)
        self._terms = re.compile(rf"(?<!\w)(?:{'|'.join(map(_term, longest_first))})(?!\w)", re.I)
        self._has_terms = bool(longest_first)

    def pieces(self, words: str) -> list[Piece]:
        """The text in its order, whole: terms and links told from the rest."""
        found: list[tuple[int, int, Sort, str]] = []
        if self._has_terms and not self._is_definition(words):
            found += [(*one.span(), Sort.TERM, self._meaning(one[0])) for one in self._terms.finditer(words)]
        found += [(*one.span(), Sort.LINK, one[0]) for one in _NUMBER.finditer(words) if one[0] in self._numbers]
        found += [(*one.span(), Sort.LINK, one[1]) for one in _SECTION.finditer(words) if one[1] in self._numbers]
        return _cut(words, sorted(found))

    def terms(self, clause: Clause) -> list[Definition]:
        """The definitions of the terms that a clause uses, in the order of the definitions."""
        used = {
            one.target
            for words in (clause.heading, clause.text, *clause.items)
            for one in self.pieces(words)
            if one.sort is Sort.TERM
        }
        return [one for one in self._definitions if one.meaning in used]

    def _meaning(self, words: str) -> str:
        plain = " ".join(words.casefold().split())
        return self._meanings.get(plain) or self._meanings.get(f"{plain}s", "")

    def _is_definition(self, words: str) -> bool:
        """Whether the text is where a term is defined, which needs no explaining."""
        return any(one.meaning in words and one.term in words for one in self._definitions)


def _term(term: str) -> str:
    """A term as it stands in a text: spaces of any width, and a plural also as a singular."""
    words = r"\s+".join(map(re.escape, term.split()))
    return f"{words}?" if term.endswith("s") and not term.endswith("ss") else words


def _cut(words: str, found: list[tuple[int, int, Sort, str]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end, sort, target in found:
        if start < at or not target:
            continue
        if start > at:
            pieces.append(Piece(Sort.PLAIN, words[at:start]))
        pieces.append(Piece(sort, words[start:end], target))
        at = end
    if at < len(words):
        pieces.append(Piece(Sort.PLAIN, words[at:]))
    return pieces


def paragraphs(words: str) -> list[str]:
    """The paragraphs of a text, each as one line without what Qt takes for the end of one."""
    return [line for part in words.split("\n\n") if (line := " ".join(part.translate(_NO_LETTERS).split()))]


def labelled(item: str) -> tuple[str, str]:
    """An item's own label, or a bullet, and its words: `("(a)", "One")`."""
    found = _ITEM_LABEL.match(item)
    return (found[0].strip(), item[found.end() :]) if found else ("•", item)


def in_short(clause: Clause) -> str:
    """A clause in one line, as contents list it: its heading, else how its words begin."""
    return clause.heading or next(iter(paragraphs(clause.text)), "") or " ".join(clause.items[:1])


def wanted(text: str) -> list[re.Pattern[str]]:
    """What is looked for: a pattern for each word typed, which a word of a clause must begin with."""
    words = text.replace("’", "'").split()
    return [re.compile(rf"(?<!\w){re.escape(word)}".replace("'", "['’]"), re.I) for word in words]


def fits(clause: Clause, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether every word looked for begins a word of the clause; nothing fits where nothing is looked for."""
    whole = "\n".join((clause.number, clause.heading, clause.text, *clause.items))
    return bool(patterns) and all(one.search(whole) for one in patterns)
