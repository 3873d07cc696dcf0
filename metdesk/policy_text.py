"""What a policy is made of, as plain values: shared by the register of editions and by the reading of documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """A numbered paragraph.

    `number` is the document's own without its closing dot ("5.2.4", "Appendix A"); `level` counts its parts.
    `heading` is a title line; a leaf has none and says its words in `text`. Paragraphs of `text` are parted by
    an empty line. `items` are the unnumbered bullets and lettered lines under it; an item of several paragraphs
    parts them in the same way. Words are the document's own.
    """

    number: str
    level: int
    heading: str = ""
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A term the policy defines, and its meaning in the policy's own words."""

    term: str
    meaning: str


@dataclass(frozen=True)
class ChangeEntry:
    """One row of the change log, in the document's own words (a date may be "Mar-22")."""

    version: str = ""
    date: str = ""
    page: str = ""
    change: str = ""
    approver: str = ""
