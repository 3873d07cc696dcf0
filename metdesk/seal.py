"""The seal: is this register the one this PC saw last, and is everything in it as its keyholders left it.

What this PC saw is kept in its settings folder as `seen/REGISTER.json`, REGISTER being the register's id: JSON with
`format` ("metdesk last seen 1"), `register`, `n` and `hash` (the head of the audit chain, the hash in hex), `seen`
(when it was looked at, ISO 8601, UTC) and `verified` (when the register was last verified whole and found sound, or
null). It is written when a register is left and when verifying found it sound, and not while the register that is open
does not follow from it.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path

from db import attachments, audit, seals, verify
from db.whole import write_whole
from metdesk import history, telling
from metdesk.calendar import count_of, show_when
from metdesk.desk import Desk
from metdesk.errors import Refused

FORMAT = "metdesk last seen 1"
FOLDER = "seen"
_NUMBER = re.compile(r"[0-9]{1,15}")
_HASH = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class Seen:
    """What this PC saw of a register, when, and when it was last verified whole."""

    seal: audit.Seal
    at: datetime
    verified: datetime | None


class Notes:
    """What this PC saw of registers, kept in its settings folder."""

    def __init__(self, settings: Path) -> None:
        self.folder = settings / FOLDER

    def read(self, register: str) -> Seen | None:
        """What was seen of a register; None where it never was, or the note cannot be read."""
        try:
            said = json.loads((self.folder / f"{register}.json").read_text("utf-8"))
            if (said["format"], said["register"]) != (FORMAT, register):
                return None
            verified = said["verified"] and datetime.fromisoformat(said["verified"])
            seal = audit.Seal(int(said["n"]), bytes.fromhex(said["hash"]))
            return Seen(seal, datetime.fromisoformat(said["seen"]), verified)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, register: str, seen: Seen) -> None:
        """Keeps what was seen; where the folder cannot be written, nothing is kept, and nothing is said."""
        said = {
            "format": FORMAT,
            "register": register,
            "n": seen.seal.n,
            "hash": seen.seal.hash.hex(),
            "seen": seen.at.isoformat(timespec="seconds"),
            "verified": seen.verified and seen.verified.isoformat(timespec="seconds"),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder, f"{register}.json", (json.dumps(said, indent=1) + "\n").encode())
        except OSError:
            return


class Since(Enum):
    """How the open register stands to what this PC saw of it last."""

    FIRST = auto()  # it never saw it
    FOLLOWS = auto()  # what it saw is part of the history
    RESTORED = auto()  # a keyholder put a backup in its place, and an entry says so
    OLDER = auto()  # entries that it saw are not there
    EDITED = auto()  # the entries up to where it saw it are others


@dataclass(frozen=True)
class Comparison:
    """How the register stands to what was seen, and in words what that means and what to do."""

    since: Since
    words: str = ""

    @property
    def calm(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.since not in (Since.OLDER, Since.EDITED)


@dataclass(frozen=True)
class Checked:
    """What verifying found: when, at which seal, how the register stands to what was seen, the problems in sentences,
    and how many attachments were read."""

    at: datetime
    seal: audit.Seal
    comparison: Comparison
    problems: tuple[str, ...]
    attachments: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything is as its keyholders left it."""
        return not self.problems and self.comparison.calm

    @property
    def all_problems(self) -> tuple[str, ...]:
        """Every problem in a sentence, what this PC noticed first."""
        return self.problems if self.comparison.calm else (self.comparison.words, *self.problems)

    @property
    def words(self) -> str:
        """The result in a sentence."""
        if self.sound:
            read = f", {count_of(self.attachments, 'attachment')} read" if self.attachments else ""
            followed = count_of(self.seal.n, "entry", "entries")
            return f"Everything is as its keyholders left it: {followed} followed{read}."
        found = len(self.all_problems)
        return f"{count_of(found, 'thing is', 'things are')} not as the keyholders left it."


class Check:
    """One verification of the open register: go through `steps`, then read `result`."""

    def __init__(self, desk: Desk, notes: Notes) -> None:
        self._desk, self._notes = desk, notes
        self.register = desk.store.unlocked.register_id
        self.seen = notes.read(self.register)
        self.comparison = compare(self.seen)
        self.result: Checked | None = None

    def steps(self) -> Iterator[float]:
        """Pieces of a few milliseconds; each yields the fraction done. What is new since this PC saw it comes first."""
        head, found = audit.seal(), list[str]()
        first = self.seen.seal.n if self.seen and self.comparison.since is Since.FOLLOWS else 0
        for step in verify.steps(first):
            if isinstance(step, verify.Problem):
                found.append(in_words(step))
            else:
                yield step
        self.result = Checked(self._desk.store.now(), head, self.comparison, tuple(found), attachments.total())
        if self.result.sound:
            self._notes.write(self.register, Seen(head, datetime.now(UTC), datetime.now(UTC)))

    def broken(self, why: str) -> Checked:
        """The result where the file could not be read on: `why` says what the machine said."""
        return Checked(self._desk.store.now(), audit.Seal(0, audit.FIRST), self.comparison, (why,))

    def whole(self, progress: Callable[[float], object]) -> Checked:
        """All of it at once; `progress` is called with the fraction done, and may raise to give up."""
        for done in self.steps():
            progress(done)
        if self.result is None:
            raise RuntimeError("verifying ended without a result")
        return self.result


def compare(seen: Seen | None) -> Comparison:
    """How the open register stands to what this PC saw of it."""
    if seen is None:
        return Comparison(Since.FIRST)
    if audit.holds(seen.seal):
        return Comparison(Since.FOLLOWS)
    for entry in seals.restores():
        if entry.explains(seen.seal):
            words = f"Put back to an earlier state by {entry.who} on {show_when(entry.at)}: {entry.words}."
            return Comparison(Since.RESTORED, words)
    head = audit.seal()
    when = show_when(seen.at)
    if head.n < seen.seal.n:
        lost = count_of(seen.seal.n - head.n, "entry", "entries")
        words = (
            f"This register is older than the one this PC saw on {when}: at least {lost} made by then "
            f"{'is' if seen.seal.n - head.n == 1 else 'are'} missing (seal {seen.seal.words}, now {head.words}). "
            "Ask who put a copy in its place; to have the entries back, restore the newest backup."
        )
        return Comparison(Since.OLDER, words)
    words = (
        f"The history is not the one this PC saw on {when}: entry {seen.seal.n:,} is another one now "
        f"(seal {seen.seal.words}). Somebody edited it or put a copy in its place and went on from there: "
        "ask who, and compare with the newest backup."
    )
    return Comparison(Since.EDITED, words)


def leave(desk: Desk, notes: Notes) -> None:
    """Notes what this PC sees as the register is left, unless it does not follow from what it saw before."""
    register = desk.store.unlocked.register_id
    seen = notes.read(register)
    if compare(seen).calm:
        notes.write(register, Seen(audit.seal(), datetime.now(UTC), seen.verified if seen else None))


def accept(desk: Desk, notes: Notes) -> None:
    """Takes the register as it stands from now on: somebody looked into it and knows why it is not as it was seen."""
    notes.write(desk.store.unlocked.register_id, Seen(audit.seal(), datetime.now(UTC), None))


def in_words(problem: verify.Problem) -> str:
    """A problem as its readers call things: the record by its name, the columns by their labels."""
    if not problem.how:
        return problem.words
    called = f"The {telling.called(problem.kind, problem.record)}"
    if problem.kind.startswith("breach"):
        called = "A sealed record"  # of which not everybody may know what it is
    if problem.how == "gone":
        return f"{called} was taken out of the file without an entry."
    if problem.how == "added":
        return f"{called} was added without an entry."
    labels = ", ".join(telling.label(problem.kind, column) for column in problem.columns)
    return f"{called} was changed without an entry: {labels}."


@dataclass(frozen=True)
class Part:
    """The entry at which the register had a seal that somebody typed."""

    n: int
    at: datetime
    who: str


def at_entry(desk: Desk, n: int) -> str:
    """The seal that the register had at entry `n`, as it is printed; nothing where there is none."""
    entry = seals.entry(n)
    return audit.Seal(n, entry.hash).words if entry else ""


def now(desk: Desk) -> audit.Seal:
    """The register's seal."""
    return audit.seal()


def find(desk: Desk, written: str) -> Part:
    """The entry whose seal stands on a page or in a backup: `1 204 · 7f3a 91c2`, or with the whole hash.

    Refused: no seal; a seal that is not part of this register's history.
    """
    n, start = _read(written)
    entry = seals.entry(n)
    if entry is None or not entry.hash.hex().startswith(start):
        raise Refused(
            f"{n:,} · {start[:4]} {start[4:8]} is not part of this register’s history: compare what you typed with "
            "the page. If it is right, the page is of another register, or the history was changed."
        )
    return Part(n, history.moment(entry.at), entry.who)


def _read(written: str) -> tuple[int, str]:
    number, _, rest = written.replace("·", "|").replace(":", "|").partition("|")
    digits = "".join(number.replace(",", "").split())
    letters = "".join(rest.split()).casefold()
    if not rest:  # without the point: the last eight are of the hash
        whole = "".join(written.replace(",", "").split()).casefold()
        digits, letters = (whole[:-8], whole[-8:]) if len(whole) <= 32 else (whole[:-64], whole[-64:])
    if not (
        digits.isdecimal() and len(digits) < 16 and 8 <= len(letters) <= 64 and set(letters) <= set("0123456789abcdef")
    ):
        raise Refused("Write the seal as it stands at the foot of a page: 1 204 · 7f3a 91c2.")
    return int(digits), letters
