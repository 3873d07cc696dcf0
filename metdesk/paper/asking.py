"""What the forms about declarations and approaches begin with, and the statements a person ticks on them."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from metdesk.paper import blocks, fields

NOTHING = "I have nothing to declare. If that changes, I say so."


def opening(clauses: Sequence[tuple[str, str]], person: str, job: str, school: str) -> list[Flowable]:
    """The clauses that the form rests on, (number, words), and whose it is: empty words leave a line to write on."""
    return [
        *[blocks.numbered(clause, words, 50, "small", 2) for clause, words in clauses],
        fields.WriteLines([("Person", person, 1.3), ("Role", job, 1), ("School", school, 1.3)]),
    ]


def statement(words: str, *, ticked: bool = False) -> Flowable:
    """A sentence with a box to tick before it."""
    return fields.TickRow("", [words], [words] if ticked else (), label_width=0)
