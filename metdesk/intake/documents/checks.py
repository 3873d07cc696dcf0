"""What looks odd in a policy that was read: said to the person, never put right in silence."""

import re
from collections.abc import Sequence

from metdesk.intake.documents.block import quoted
from metdesk.intake.documents.numbers import follows, parts_of
from metdesk.policy_text import Clause

_DIGIT_IN_WORD = re.compile(r"\b[a-z]+\d+[a-z]+\b")


def odd_numbers(clauses: Sequence[Clause]) -> list[str]:
    """A sentence for each number that repeats an earlier one or does not follow the one before."""
    said: list[str] = []
    seen: set[str] = set()
    last: tuple[int, ...] = ()
    before = ""
    for clause in clauses:
        parts = parts_of(clause.number)
        if clause.number in seen:
            said.append(f"The number {clause.number} stands more than once; both clauses were kept.")
        elif parts and not follows(parts, last):
            said.append(
                f"The numbering jumps from {before} to {clause.number}; nothing was renumbered."
                if before
                else f"The first clause is numbered {clause.number}; nothing was renumbered."
            )
        seen.add(clause.number)
        last, before = parts or last, clause.number
    return said


def odd_words(clauses: Sequence[Clause]) -> list[str]:
    """A sentence for each word with a digit in its midst, as scanning leaves them ("fo3r")."""
    said = []
    for clause in clauses:
        for words in (clause.heading, clause.text, *clause.items):
            said += [
                f"{quoted(slip)} in {clause.number} looks like a slip of scanning; it was kept as it stands."
                for slip in _DIGIT_IN_WORD.findall(words)
            ]
    return said
