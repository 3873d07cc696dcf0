"""The evidence of a case in its panel: seen inline, its SHA-256, whose hands it went through; seen large, opened."""

import dataclasses
import functools
from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from metdesk import attachments, casework
from metdesk.attachments import Attachment
from metdesk.calendar import show_date
from metdesk.case_record import EntryKind
from metdesk.case_seen import Case, Entry
from metdesk.desk import Desk
from ui import kept_file
from ui.actions import Action
from ui.evidence_pictures import EvidencePictures, Seen
from ui.panel import buttons, notice_box
from ui.parts import Words, clear, column
from ui.shell import Shell
from ui.tokens import Tone


class EvidenceBlock(QWidget):
    """A piece of evidence with what can be done with it: looked at, opened, and `steps`. It is read, and held against
    its SHA-256, when it first comes into sight; where it was changed, that is said in its place."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        pictures: EvidencePictures,
        case: Case,
        entry: Entry,
        steps: Sequence[Action],
    ) -> None:
        super().__init__()
        self._desk, self._shell, self._pictures, self._entry = desk, shell, pictures, entry
        self._case_id, self._steps = case.row.id, steps
        self._hands = "\n".join(_hands(case, entry))
        self._file = _file(case, entry)
        self._asked = False
        self._whole = column(gap=1)
        self.setLayout(self._whole)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fill(pictures.of(entry))
        pictures.told.connect(self._told)

    def _fill(self, seen: Seen | None) -> None:
        """Lays it out as far as it is known what became of it."""
        clear(self._whole)
        self._asked = self._asked or seen is not None
        looked = seen.look if seen else None
        one = dataclasses.replace(self._file, measure=looked.measure if looked else "")
        drawn = attachments.is_drawn(one.media_type) and (looked is None or looked.picture is not None)
        opening = Action("Open", self.open)
        looking = [*([Action("View", self.view)] if drawn else []), opening]
        if seen and seen.problem:
            self._whole.addWidget(notice_box(Tone.BAD, seen.problem, heading="Changed since it was taken in"))
            self._whole.addSpacing(4)
            looking = []
        elif drawn:
            one = dataclasses.replace(one, thumbnail=looked.picture if looked and looked.picture else b"")
            self._whole.addWidget(kept_file.Thumbnail(one, self.view, inline=True))
            self._whole.addSpacing(4)
        for words, look in (
            (one.name, "strong"),
            (one.about, "muted"),
            (self._hands, "body"),
            (f"SHA-256 {one.sha256}", "small"),
        ):
            self._whole.addWidget(Words(words, look))
        self._whole.addWidget(buttons([*looking, *self._steps], look="link"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._asked:
            self._asked = True
            self._pictures.ask(self._entry)
        super().paintEvent(event)

    def _told(self, uuid: str) -> None:
        if uuid == self._entry.uuid:
            self._fill(self._pictures.of(self._entry))

    def _read(self) -> bytes:
        return casework.evidence_bytes(self._desk, self._case_id, self._entry)

    def view(self) -> None:
        """Shows it large."""
        kept_file.view(self._shell, self._file, self._read, [Action("Open", self.open)])

    def open(self) -> None:
        """Opens a copy of it."""
        copy = functools.partial(casework.open_evidence, self._desk, self._case_id, self._entry)
        kept_file.open_copy(self._shell, self._file.name, copy)


def _file(case: Case, entry: Entry) -> Attachment:
    """A piece of evidence as any file is told of that is kept."""
    told, more = entry.record, entry.more
    return Attachment(
        id=entry.id,
        kind="breach",
        record_id=case.row.id,
        name=told.name,
        source=f"{told.came_from} · taken in by {told.handled_by} on {show_date(told.handled_on)}",
        media_type=more["media_type"],
        size=more["size"],
        sha256=more["sha256"],
    )


def _hands(case: Case, entry: Entry) -> list[str]:
    """Whose hands it went through, whoever took it in first."""
    told, theirs = entry.record, {entry.uuid, *(one.uuid for one in case.earlier(entry))}
    found = [f"Taken in by {told.handled_by} on {show_date(told.handled_on)}, from {told.came_from}"]
    for one in case.standing:
        if one.kind is EntryKind.HANDLED and one.more.get("evidence") in theirs:
            found.append(f"{one.record.handled_by} on {show_date(one.record.handled_on)}: {one.record.words}")
    return found
