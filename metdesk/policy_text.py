"""What a policy is made of, as plain values: shared by the register of editions and by the reading of documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Protocol


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

    def flow(self) -> Iterator[tuple[str, bool]]:
        """The clause's paragraphs and items as they are read: (words, whether it is an item).

        The items stand under the last paragraph that introduces them with a colon, or come last.
        """
        paragraphs = [words for words in self.text.split("\n\n") if words.strip()]
        introducing = [place for place, words in enumerate(paragraphs, 1) if words.endswith(":")]
        before = introducing[-1] if introducing else len(paragraphs)
        yield from ((words, False) for words in paragraphs[:before])
        yield from ((words, True) for words in self.items)
        yield from ((words, False) for words in paragraphs[before:])


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


@dataclass(frozen=True)
class Particulars:
    """What a policy says of itself. Dates stand as the document words them ("March 2022", "Mar-22"); `note` is what
    a line "Note: …" says.
    """

    title: str
    version: str
    last_revision: str
    next_revision: str
    owner: str
    authors: str
    status: str
    note: str


PARTICULARS = tuple(one.name for one in fields(Particulars))


class PolicyText(Protocol):
    """A whole policy as the register of editions takes it. Dates stand as the document words them."""

    @property
    def title(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def last_revision(self) -> str: ...
    @property
    def next_revision(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def authors(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def clauses(self) -> Sequence[Clause]: ...
    @property
    def definitions(self) -> Sequence[Definition]: ...
    @property
    def legislation(self) -> Sequence[str]: ...
    @property
    def related(self) -> Sequence[str]: ...
    @property
    def changes(self) -> Sequence[ChangeEntry]: ...
