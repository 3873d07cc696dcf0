"""The attachments of a record, in the panel of any register: seen small, viewed, opened, added, put in the bin."""

import functools
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from metdesk import attachments, confidential
from metdesk.attachments import Attachment
from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from ui import kept_file
from ui.actions import Action
from ui.attachment_forms import add_files, choose_files
from ui.files import write_out
from ui.fold import Fold
from ui.panel import Panel, TakesFiles, buttons, stack
from ui.parts import Words, button, column, row, text, tip
from ui.shell import Shell

AT_ONCE = 12
_NONE = "No files yet. Add some here, or drop them on this panel: scans, pictures, PDFs, e-mails, recordings."


def show(panel: Panel, desk: Desk, shell: Shell, kind: str, record_id: int) -> None:
    """Puts the attachments of a record into its panel, under their heading."""
    panel.heading("Attachments")
    panel.add(AttachmentsBlock(desk, shell, kind, record_id))


class AttachmentsBlock(TakesFiles):
    """The attachments of the record `record_id` of the table `kind`, with what can be done with them. The panel it is
    in takes files that are dropped on it. Refused: no sight of the record."""

    def __init__(self, desk: Desk, shell: Shell, kind: str, record_id: int) -> None:
        super().__init__()
        self._desk, self._shell, self._kind, self._record = desk, shell, kind, record_id
        self.takes = desk.may("attachments.add")
        self.rows = attachments.of(desk, kind, record_id)
        whole = column(gap=12)
        for one in self.rows[:AT_ONCE]:
            whole.addWidget(self._row(one))
        if self.rows[AT_ONCE:]:
            rest = stack(*(self._row(one) for one in self.rows[AT_ONCE:]), gap=12)
            whole.addWidget(Fold(f"{len(self.rows) - AT_ONCE:,} more", rest))
        if not self.rows:
            whole.addWidget(Words(_NONE if self.takes else "No files.", "muted"))
        if self.takes:
            whole.addWidget(buttons([Action("Add files…", self.choose, "add")]))
        self.setLayout(whole)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- one of them -----------------------------------------------------------------------------

    def _row(self, one: Attachment) -> QWidget:
        day = show_short_date(one.added_on).replace(" ", "\N{NO-BREAK SPACE}")
        came = " · ".join(word for word in (one.source, day, one.added_by) if word)
        facts = [Words(one.name, "strong"), Words(one.about, "muted"), Words(came, "small"), _hash(one)]
        said = column(*facts, gap=1)
        said.addWidget(buttons(self._actions(one), look="link"))
        beside = row(gap=10)
        beside.addWidget(kept_file.Thumbnail(one, functools.partial(self.view, one)), 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(said, 1)
        return stack(beside)

    def _actions(self, one: Attachment) -> list[Action]:
        found = [Action("View", functools.partial(self.view, one))] if one.can_be_seen else []
        found += self._steps(one)
        if self.takes:
            found.append(Action("Move to the bin", functools.partial(self.bin, one)))
        return found

    def _steps(self, one: Attachment) -> list[Action]:
        return [
            Action("Open", functools.partial(self.open, one)),
            Action("Save a copy…", functools.partial(_save_copy, self._desk, self._shell, one)),
        ]

    # -- doing -----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Asks for files to attach."""
        choose_files(self._desk, self._shell, self._kind, self._record)

    def take_files(self, paths: list[Path]) -> None:
        """Attaches files that were dropped."""
        add_files(self._desk, self._shell, self._kind, self._record, paths)

    def view(self, one: Attachment) -> None:
        """Shows one large."""
        if one.can_be_seen:
            kept_file.view(self._shell, one, functools.partial(attachments.read, self._desk, one.id), self._steps(one))

    def open(self, one: Attachment) -> None:
        """Opens a copy of one."""
        kept_file.open_copy(self._shell, one.name, functools.partial(attachments.open_copy, self._desk, one.id))

    def bin(self, one: Attachment) -> None:
        """Moves one to the bin."""
        named = "An attachment" if self._kind in confidential.KINDS else f"“{one.name}”"
        self._shell.do(lambda: attachments.put_in_bin(self._desk, one.id), f"{named} is in the bin.")


def _hash(one: Attachment) -> QWidget:
    short = text(f"SHA-256 {one.sha256[:8]}…{one.sha256[-8:]}", "small", wrap=False)
    short.setToolTip(tip(one.sha256))
    short.setAccessibleName(f"SHA-256 of {one.name}: {one.sha256}")
    copy = button("Copy", lambda: QGuiApplication.clipboard().setText(one.sha256), look="link")
    copy.setAccessibleName(f"Copy the SHA-256 of {one.name}")
    return stack(row(short, copy, 1, gap=4))


def _save_copy(desk: Desk, shell: Shell, one: Attachment) -> None:
    shell.save_file("Save a copy", one.name, lambda path: write_out(path, attachments.read(desk, one.id)))
