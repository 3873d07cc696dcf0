"""What the policy defines and cites: terms, legislation and related policies, read from its clauses."""

import re
from collections.abc import Iterator, Sequence

from metdesk.policy_text import Clause, Definition

_QUOTED = re.compile(
    r"[\"“”„«'‘](?P<term>[^\"“”„«»]{1,80}?)[\"“”»'’]\s*(?:[:=–—]|-(?=\s)|(?=\w|\())\s*(?P<meaning>\S.*)", re.S
)
_PLAIN = re.compile(r"(?P<term>[^:–—]{1,60}?)\s*(?::|\s[–—-]\s)\s*(?P<meaning>\S.*)", re.S)
_DEFINITIONS = re.compile(r"\bdefinitions?\b|\bglossary\b|\bterms used\b|\bterminology\b", re.I)
_LEGISLATION = re.compile(r"\blegislation\b|\blegislative\b|\bstatutory\b|\blegal (?:framework|basis|context)\b", re.I)
_RELATED = re.compile(
    r"\b(?:related|linked|associated|connected|other|supporting)\b.*\b(?:polic(?:y|ies)|documents?)\b"
    r"|\blinks? (?:to|with) other\b|\bread alongside\b",
    re.I,
)
_LONGEST_NAME_WORDS = 25


def is_definitions_heading(heading: str) -> bool:
    """Whether a section's heading says that terms are defined under it."""
    return bool(_DEFINITIONS.search(heading))


def as_definition(words: str, *, quotes_only: bool = False) -> Definition | None:
    """A term in quotation marks and its meaning; or a short term before a colon or dash, unless `quotes_only`."""
    found = _QUOTED.fullmatch(words)
    if not found and not quotes_only:
        found = _PLAIN.fullmatch(words)
        found = found if found and len(found["term"].split()) <= 6 else None
    return Definition(found["term"].strip(), found["meaning"].strip()) if found else None


def definitions(clauses: Sequence[Clause]) -> tuple[Definition, ...]:
    """The terms of the sections headed as definitions, from their items and their numbered clauses."""
    said = (words for section in _sections(clauses, _DEFINITIONS) for clause in section for words in _lines(clause))
    return tuple(found for words in said if (found := as_definition(words)))


def legislation(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The laws and guidance listed under the heading that speaks of legislation."""
    return _listed(clauses, _LEGISLATION)


def related(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The policies listed under the heading that speaks of related policies."""
    return _listed(clauses, _RELATED)


def _listed(clauses: Sequence[Clause], heading: re.Pattern[str]) -> tuple[str, ...]:
    """The items under a heading and the short clauses there; where there are none, its paragraphs that are names."""
    names: list[str] = []
    for section in _sections(clauses, heading):
        for clause in section:
            names.extend(clause.items)
            if clause is not section[0] and not clause.items and len(clause.text.split()) <= _LONGEST_NAME_WORDS:
                names.extend(words for words in (clause.text or clause.heading,) if words)
        if not names:
            names = [words for words in section[0].text.split("\n\n") if words and _is_name(words)]
    return tuple(names)


def _is_name(words: str) -> bool:
    return len(words.split()) <= _LONGEST_NAME_WORDS and not words.endswith((".", ":", ";"))


def _lines(clause: Clause) -> Iterator[str]:
    yield from clause.items
    if clause.text:
        yield from clause.text.split("\n\n")


def _sections(clauses: Sequence[Clause], heading: re.Pattern[str]) -> Iterator[list[Clause]]:
    """Each clause whose heading matches, with the clauses under it; a match within a match counts once."""
    taken = 0
    for at, clause in enumerate(clauses):
        if at < taken or not heading.search(clause.heading):
            continue
        taken = at + 1
        while taken < len(clauses) and clauses[taken].level > clause.level:
            taken += 1
        yield list(clauses[at:taken])
