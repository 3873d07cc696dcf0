"""The evidence of a case in its panel: what it is, its SHA-256, whose hands it went through; seen large, opened."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from metdesk import attachments, casework, copies
from metdesk.attachment_kinds import KINDS
from metdesk.attachments import Attachment
from metdesk.calendar import show_date
from metdesk.case_record import EntryKind
from metdesk.cases import Case, Entry
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from ui.actions import Action
from ui.attachment_page import AttachmentPage
from ui.dialogs import tell
from ui.panel import buttons, stack
from ui.parts import Words
from ui.shell import Shell

_SEEN = ("image/", "application/pdf")


def block(desk: Desk, shell: Shell, case: Case, entry: Entry, steps: Sequence[Action]) -> QWidget:
    """A piece of evidence with what can be done with it: looked at, opened, and `steps`."""
    told = entry.record
    about = f"{attachments.words_of(entry.more['media_type'])} · {attachments.show_size(entry.more['size'])}"
    hands = [f"Taken in by {told.handled_by} on {show_date(told.handled_on)}, from {told.came_from}"]
    for one in case.standing:
        if one.kind is EntryKind.HANDLED and one.more.get("evidence") == entry.uuid:
            hands.append(f"{one.record.handled_by} on {show_date(one.record.handled_on)}: {one.record.words}")
    opening = Action("Open", functools.partial(_open, desk, shell, case, entry))
    seen = entry.more["media_type"].startswith(_SEEN)
    view = [Action("View", functools.partial(_view, desk, shell, case, entry, opening))] if seen else []
    return stack(
        Words(told.name, "strong"),
        Words(about, "muted"),
        Words("\n".join(hands)),
        Words(f"SHA-256 {entry.more['sha256']}", "small"),
        buttons([*view, opening, *steps], look="link"),
        gap=1,
    )


def _view(desk: Desk, shell: Shell, case: Case, entry: Entry, opening: Action) -> None:
    """Shows a picture large, of a PDF the first page; drawn beside the window, and kept nowhere."""
    try:
        data = casework.evidence_bytes(desk, case.row.id, entry)
    except (Refused, Unavailable) as error:
        tell(shell.window(), "This is not shown", str(error))
        return
    told, media_type = entry.record, entry.more["media_type"]
    one = Attachment(
        entry.id, "breach", case.row.id, told.name, told.came_from, media_type, "", entry.more["size"],
        entry.more["sha256"], entry.at.astimezone().date(), entry.who,
    )  # fmt: skip

    def done(drawn: bytes | None) -> None:
        if drawn:
            shell.show_over(AttachmentPage(one, drawn, [opening]))
        else:
            shell.said(f"{case.row.title}: there is no picture of this evidence. Open it instead.", undo=False)

    shell.work("Drawing the evidence…", lambda go: attachments.drawn(data, media_type, go), done)


def _open(desk: Desk, shell: Shell, case: Case, entry: Entry) -> None:
    def show_it() -> None:
        kind = KINDS.get(entry.more["media_type"])
        if kind is None:
            raise Refused("This evidence is of no kind that can be opened.")
        data = casework.evidence_bytes(desk, case.row.id, entry)
        path = copies.make(data, f"Evidence{kind.endings[0]}")
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise Refused("No program on this computer opens this kind of file.")

    shell.do(show_it, "Opened a copy: what is changed in it is not kept, and it goes when Metdesk locks.", undo=False)
