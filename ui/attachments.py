"""The attachments of a record, in the panel of any register: seen small, viewed, opened, added, put in the bin."""

import functools
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from metdesk import attachments, confidential
from metdesk.attachments import Attachment
from metdesk.calendar import show_short_date
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from ui.actions import Action
from ui.attachment_forms import add_files, choose_files
from ui.attachment_page import AttachmentPage
from ui.dialogs import tell
from ui.files import write_out
from ui.fold import Fold
from ui.icons import picture
from ui.panel import Panel, TakesFiles, buttons, stack
from ui.parts import Words, button, column, row, text, tip
from ui.shell import Shell
from ui.theme import px

AT_ONCE = 12
_SMALL = 56
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
        beside.addWidget(Thumbnail(one, functools.partial(self.view, one)), 0, Qt.AlignmentFlag.AlignTop)
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
            Action("Open", functools.partial(_open_copy, self._desk, self._shell, one)),
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
        """Shows a picture large, of a PDF the first page, of a text the first lines; drawn beside the window."""
        if not one.can_be_seen:
            return
        shell, steps = self._shell, self._steps(one)
        try:
            data = attachments.read(self._desk, one.id)
        except (Refused, Unavailable) as error:
            tell(shell.window(), "This is not shown", str(error))
            return

        def done(drawn: bytes | None) -> None:
            if drawn:
                shell.show_over(AttachmentPage(one, drawn, steps))
            else:
                shell.said(f"There is no picture of “{one.name}”: open it instead.", undo=False)

        shell.work("Drawing the attachment…", lambda go: attachments.drawn(data, one.media_type, go), done)

    def bin(self, one: Attachment) -> None:
        """Moves one to the bin."""
        named = "An attachment" if self._kind in confidential.KINDS else f"“{one.name}”"
        self._shell.do(lambda: attachments.put_in_bin(self._desk, one.id), f"{named} is in the bin.")


class Thumbnail(QLabel):
    """A small picture of an attachment, or the sign of a file; a click looks at it, as its “View” does."""

    def __init__(self, one: Attachment, view: "functools.partial[None]") -> None:
        super().__init__()
        self._view = view
        self.setProperty("look", "thumbnail")
        self.setFixedSize(px(_SMALL), px(_SMALL))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(
            f"Small picture of {one.name}" if one.can_be_seen else attachments.words_of(one.media_type)
        )
        self.setPixmap(_small(one))
        if one.can_be_seen:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(tip(f"View {one.name}"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._view()


def _small(one: Attachment) -> QPixmap:
    ratio, inside = 2.0, px(_SMALL) - 4
    made = QPixmap()
    if one.thumbnail and made.loadFromData(one.thumbnail, "PNG"):
        whole = QSize(round(inside * ratio), round(inside * ratio))
        if made.width() > whole.width() or made.height() > whole.height():
            mode = Qt.TransformationMode.SmoothTransformation
            made = made.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio, mode)
        made.setDevicePixelRatio(ratio if made.width() > inside or made.height() > inside else 1.0)
        return made
    return picture("form", px(24), "muted", ratio)


def _hash(one: Attachment) -> QWidget:
    short = text(f"SHA-256 {one.sha256[:8]}…{one.sha256[-8:]}", "small", wrap=False)
    short.setToolTip(tip(one.sha256))
    short.setAccessibleName(f"SHA-256 of {one.name}: {one.sha256}")
    copy = button("Copy", lambda: QGuiApplication.clipboard().setText(one.sha256), look="link")
    copy.setAccessibleName(f"Copy the SHA-256 of {one.name}")
    return stack(row(short, copy, 1, gap=4))


def _open_copy(desk: Desk, shell: Shell, one: Attachment) -> None:
    def show_it() -> None:
        path = attachments.open_copy(desk, one.id)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise Refused(f"No program on this computer opens “{one.name}”: save a copy of it instead.")

    shell.do(show_it, "Opened a copy: what is changed in it is not kept, and it goes when Metdesk locks.", undo=False)


def _save_copy(desk: Desk, shell: Shell, one: Attachment) -> None:
    shell.save_file("Save a copy", one.name, lambda path: write_out(path, attachments.read(desk, one.id)))
