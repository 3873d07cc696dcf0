"""Attachments of any register's records: files kept inside the register, byte for byte, each with its SHA-256."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from db import accounts, history
from db import attachments as tables
from metdesk import confidential, copies, people, schools
from metdesk.account_record import Account
from metdesk.attachment_kinds import KINDS, Family, identify
from metdesk.attachment_names import harmless
from metdesk.attachment_preview import LARGEST, Look, look, seen
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.files import contents_of, shown
from metdesk.jobs import Progress, quietly, run_guarded
from metdesk.record import Kind, check, field

SOURCES = ("Scanned from paper", "Sent by e-mail", "Screenshot taken by the office", "Screenshot handed in")
PNG = b"\x89PNG\r\n\x1a\n"
_MEGABYTE = 1_000_000
_LOOK_S = 10.0
_MOST_THUMBNAIL_BYTES = 200_000
_LONGEST_MEASURE = 40
_GONE = "This attachment is no longer there: look at the record again."


@dataclass(frozen=True)
class Attachment:
    """A file that is kept, without its content. `kind` is the table of the record it belongs to; `added_by` is from
    the audit; `measure` is in words, such as `3 pages`; `thumbnail` a small PNG of our own making, or nothing."""

    id: int
    kind: str
    record_id: int
    name: str = field("File")
    source: str = field(
        "Where it came from", Kind.SUGGESTED, choices=SOURCES, required=True, help="In your words: it stands beside it."
    )
    media_type: str = field("Kind of file")
    measure: str = field("Measure")
    size: int = field("Bytes", Kind.NUMBER, default=0)
    sha256: str = field("SHA-256")
    added_on: date | None = field("Attached on", Kind.DATE)
    added_by: str = ""
    thumbnail: bytes | None = None

    @property
    def about(self) -> str:
        """What it is, in words: `PDF · 3 pages · 340 kB`."""
        return " · ".join(word for word in (words_of(self.media_type), self.measure, show_size(self.size)) if word)

    @property
    def can_be_seen(self) -> bool:
        """Whether there is a picture of it to be looked at."""
        return self.thumbnail is not None


@dataclass(frozen=True)
class ReadIn:
    """A file that was read in and looked at, to be added. `told` is a sentence about its name, where that changed."""

    name: str
    media_type: str
    measure: str
    thumbnail: bytes | None
    data: bytes
    told: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def about(self) -> str:
        """What it is, in words."""
        return " · ".join(w for w in (words_of(self.media_type), self.measure, show_size(len(self.data))) if w)


@dataclass(frozen=True)
class Added:
    """The ids of what was added, and a sentence for each file that was not."""

    ids: tuple[int, ...]
    refused: tuple[str, ...]


def words_of(media_type: str) -> str:
    """What a kind of file is called: `PNG picture`."""
    return KINDS[media_type].words if media_type in KINDS else "File"


def show_size(size: int) -> str:
    """Bytes as people read them: `340 kB`, `2.4 MB`."""
    if size < 1_000:
        return count_of(size, "byte")
    return f"{round(size / 1_000):,} kB" if size < _MEGABYTE else f"{size / _MEGABYTE:,.1f} MB"


# -- reading in: no desk, in a process of its own ----------------------------------------------------


def most_bytes(desk: Desk) -> int:
    """The most bytes that a file may have, as the trust has set it."""
    return int(desk.setting("attachment_mb")) * _MEGABYTE


def read_in(path: Path, most: int, progress: Progress = quietly) -> ReadIn:
    """Reads a file that somebody chose. Refused, each in one sentence: not there, larger than `most` bytes (by its
    size, before it is read), empty, a program, a kind that is not kept. Unavailable: what it lies on failed."""
    return looked_at(contents_of(path, most), path.name, progress)


def looked_at(data: bytes, name: str, progress: Progress = quietly) -> ReadIn:
    """Bytes that came under a name, identified by what they hold and drawn small. Refused as `identify`."""
    try:
        found = run_guarded(look, data, name, progress=progress, time_limit_s=_LOOK_S)
    except Refused:  # refused itself, or too much to draw: then what it is still counts
        found = Look(run_guarded(identify, data, name, progress=progress).media_type)
    kind = KINDS[found.media_type]
    kept, told = harmless(name, kind)
    thumbnail = found.picture if found.picture and found.picture.startswith(PNG) else None
    if thumbnail and len(thumbnail) > _MOST_THUMBNAIL_BYTES:
        thumbnail = None
    return ReadIn(kept, kind.media_type, found.measure[:_LONGEST_MEASURE], thumbnail, data, told)


def read_in_all(paths: Sequence[Path], most: int, progress: Progress = quietly) -> tuple[list[ReadIn], list[str]]:
    """Reads several files: those that can be added, and a sentence for each that cannot."""
    files: list[ReadIn] = []
    refused: list[str] = []
    for place, path in enumerate(paths):
        progress(place / len(paths), f"Reading {shown(path.name)}…")
        try:
            files.append(read_in(path, most, progress))
        except (Refused, Unavailable) as error:
            refused.append(str(error))
    return files, refused


def is_drawn(media_type: str) -> bool:
    """Whether a file of this kind can be drawn: as a picture, its first page or its first lines."""
    return media_type in KINDS and KINDS[media_type].family is not Family.OTHER


def drawn(data: bytes, media_type: str, progress: Progress = quietly, largest: int = LARGEST) -> Look:
    """A file as a PNG to be looked at, of at most `largest` points across or down, with its measure; without one where
    there is no picture of it."""
    try:
        found = run_guarded(seen, data, media_type, largest, progress=progress)
    except Refused:
        return Look(media_type)
    kept = found.picture if found.picture and found.picture.startswith(PNG) else None
    return Look(media_type, found.measure[:_LONGEST_MEASURE], kept)


# -- adding and taking away ----------------------------------------------------------------------------


def add(desk: Desk, kind: str, record_id: int, file: ReadIn, source: str) -> int:
    """Keeps a file with a record and returns its id.

    Refused: no such record, or no sight of it; nothing said of where it came from; a file above the limit, without
    content, or that is attached to this record already.
    """
    added = add_many(desk, kind, record_id, [file], source)
    return added.ids[0]


def add_many(desk: Desk, kind: str, record_id: int, files: Sequence[ReadIn], source: str) -> Added:
    """Keeps several files with a record, in one change. One that cannot be kept is told and leaves the others alone;
    refused as `add` where none is left."""
    called = _called(desk, kind, record_id)
    check(Attachment(0, kind, record_id, name="file", source=source.strip()))
    there = {one.sha256: one for one in of(desk, kind, record_id)}
    fit: dict[str, ReadIn] = {}
    refused: list[str] = []
    for file in files:
        sentence = _unfit(file, most_bytes(desk)) or _twice(file, there.get(file.sha256), fit.get(file.sha256))
        if sentence:
            refused.append(sentence)
        else:
            fit[file.sha256] = file
    if not fit:
        raise Refused(" ".join(refused) or "Choose a file first: nothing was attached.")
    told = _told(kind, [one.name for one in fit.values()])
    with desk.change("attachments.add", f"Attached {told} to {called}") as change:
        rows = [_columns(desk, kind, record_id, one, source.strip()) for one in fit.values()]
        ids = change.insert_many(tables.Attachment, rows)
    return Added(tuple(ids), tuple(refused))


def put_in_bin(desk: Desk, attachment_id: int) -> None:
    """Moves an attachment to the bin, from where it can be taken back. Refused: gone, or no sight of its record."""
    one = get(desk, attachment_id)
    with desk.change("attachments.bin", f"Moved {_told(one.kind, [one.name])} to the bin") as change:
        change.bin(tables.Attachment, attachment_id)


def _columns(desk: Desk, kind: str, record_id: int, file: ReadIn, source: str) -> dict[str, Any]:
    return {
        "kind": kind, "record_id": record_id, "name": file.name, "media_type": file.media_type,
        "size": len(file.data), "measure": file.measure, "sha256": file.sha256, "source": source,
        "added_on": desk.today(), "thumbnail": file.thumbnail, "content": file.data,
    }  # fmt: skip


def _unfit(file: ReadIn, most: int) -> str:
    if not file.data:
        return f"“{file.name}” is empty: there is nothing in it to keep."
    if len(file.data) > most:
        return f"“{file.name}” is larger than {most // _MEGABYTE} MB, which is the most: choose a smaller file."
    return "" if file.media_type in KINDS else f"“{file.name}” is of no kind that is kept."


def _twice(file: ReadIn, there: Attachment | None, same: ReadIn | None) -> str:
    if there:
        under = "" if there.name == file.name else f" as “{there.name}”"
        return f"“{file.name}” is attached here already{under}, since {show_date(there.added_on)}."
    if same:
        return f"“{file.name}” is the same file as “{same.name}”: it is attached once."
    return ""


def _told(kind: str, names: Sequence[str]) -> str:
    """The files in a sentence of the audit, which names none of those that are confidential."""
    if kind in confidential.KINDS:
        return "a file" if len(names) == 1 else count_of(len(names), "file")
    return f"“{names[0]}”" if len(names) == 1 else count_of(len(names), "file")


# -- reading -------------------------------------------------------------------------------------------


def of(desk: Desk, kind: str, record_id: int) -> list[Attachment]:
    """The attachments of a record, the first added first. Refused: no sight of it."""
    _require_sight(desk, kind, record_id)
    rows = tables.of(kind, record_id)
    who = _added_by([row["id"] for row in rows])
    return [_attachment(row, who) for row in rows]


def get(desk: Desk, attachment_id: int) -> Attachment:
    """An attachment. Refused: gone, in the bin, or no sight of its record."""
    row = tables.attachment(attachment_id)
    if row is None:
        raise Refused(_GONE)
    _require_sight(desk, row["kind"], row["record_id"])
    return _attachment(row, _added_by([attachment_id]))


def counts(desk: Desk, kind: str, record_ids: Collection[int]) -> dict[int, int]:
    """How many attachments these records have, by id; those without any are left out. For everybody."""
    return tables.counts(kind, record_ids)


def read(desk: Desk, attachment_id: int) -> bytes:
    """The content, held against its SHA-256. Where the record is confidential and the keyholder is not its keeper,
    that is noted in the audit. Refused as `get`. Unavailable: it is not what was attached."""
    one = get(desk, attachment_id)
    note_opening(desk, one.kind, one.record_id)
    content = tables.content(attachment_id)
    if content is None:
        raise Refused(_GONE)
    if len(content) != one.size or hashlib.sha256(content).hexdigest() != one.sha256:
        raise Unavailable(
            f"“{one.name}” is no longer what was attached on {show_date(one.added_on)}: it was changed behind "
            "Metdesk’s back, so it is not opened. Verify the seal, and take it from a backup."
        )
    return content


def open_copy(desk: Desk, attachment_id: int) -> Path:
    """A temporary copy to be opened by another program, under a name of ours with the ending of its kind; it goes
    as the register is closed. Refused and Unavailable as `read`."""
    media_type = get(desk, attachment_id).media_type
    return copy_of(read(desk, attachment_id), media_type, f"Attachment {attachment_id}")


def copy_of(data: bytes, media_type: str, name: str) -> Path:
    """A temporary copy of bytes to be opened by another program, under a name of ours. Refused: a kind of file that is
    not kept. Unavailable: the disk."""
    kind = KINDS.get(media_type)
    if kind is None:
        raise Refused("This is of no kind that can be opened: save a copy of it.")
    return copies.make(data, f"{name}{kind.endings[0]}")


def is_noted(desk: Desk, kind: str, record_id: int) -> bool:
    """Whether it is noted when whoever sits here opens what is attached to a record: it is confidential, and they are
    not its keeper."""
    person_id = _whose(kind, record_id)
    return person_id is not None and not confidential.keeps(desk, person_id)


def note_opening(desk: Desk, kind: str, record_id: int) -> None:
    """Notes in the audit that what is attached to a record was opened, where it `is_noted`."""
    if is_noted(desk, kind, record_id):
        confidential.note_opening(desk, kind, [record_id], f"What is attached to {kind} {record_id} was opened")


def _require_sight(desk: Desk, kind: str, record_id: int) -> None:
    if kind in confidential.KINDS:
        confidential.require_sight(desk, _whose(kind, record_id))


def _whose(kind: str, record_id: int) -> int | None:
    """The person whom a confidential record is about."""
    return tables.person_of(kind, record_id) if kind in confidential.KINDS else None


def _attachment(row: dict[str, Any], who: dict[int, str]) -> Attachment:
    known = {name: row[name] for name in Attachment.__dataclass_fields__ if name in row}
    return Attachment(**known, added_by=who.get(row["id"], ""))


def _added_by(ids: Sequence[int]) -> dict[int, str]:
    """Who added these, as the audit says: the earliest entry about each."""
    return {one.record: one.who for one in history.of([("attachment", number) for number in ids])}


# -- the record it belongs to ----------------------------------------------------------------------------


def _called(desk: Desk, kind: str, record_id: int) -> str:
    """What the record is called in a sentence. Refused: there is none, or no sight of it."""
    _require_sight(desk, kind, record_id)
    if kind in _NAMES:
        return _NAMES[kind](desk, record_id)
    try:
        there = tables.is_there(kind, record_id)
    except KeyError:
        raise Refused({"kind": f"There is no register “{kind[:40]}” to attach files to."}) from None
    if not there:
        raise Refused("This record is no longer in the register: look in the list again.")
    return f"{kind.replace('_', ' ')} {record_id}"


def _account_name(desk: Desk, account_id: int) -> str:
    row = accounts.account(account_id)
    if row is None:
        raise Refused("This account is no longer in the register: look in the list again.")
    return Account(handle=row.handle, platform=row.platform).title


_NAMES: dict[str, Callable[[Desk, int], str]] = {
    "account": _account_name,
    "person": lambda desk, number: people.get(desk, number).name,
    "school": lambda desk, number: schools.get(desk, number).name,
}
