"""The states of attachments that are photographed: in a record's panel, as they are added, refused and looked at."""

from pathlib import Path

from metdesk import attachments
from ui.attachment_forms import add_form
from ui.attachments import AttachmentsBlock
from ui.dialogs import tell
from ui.stage import Reach, Stage
from ui.states_accounts import tab


def _block(stage: Stage) -> AttachmentsBlock:
    stage.settle()
    return next(one for one in tab(stage).panel.findChildren(AttachmentsBlock) if one.isVisible())


def _with_files(stage: Stage) -> int:
    """The id of the first account that has attachments, brought to sight."""
    desk = stage.room.desk
    number = min(attachments.counts(desk, "account", range(1, 1_000)))
    tab(stage).clear()
    tab(stage).show_id(number)
    _to_sight(stage)
    return number


def _to_sight(stage: Stage) -> None:
    block = _block(stage)
    tab(stage).panel.verticalScrollBar().setValue(block.y() - 48)


def _none(stage: Stage) -> None:
    tab(stage).show_id(1)
    _to_sight(stage)


def _adding(stage: Stage) -> None:
    files = [
        attachments.ReadIn("page.png", "image/png", "1,170 × 2,532", None, b"x" * 340_000),
        attachments.ReadIn(
            "talk.txt", "text/plain", "48 lines", None, b"x" * 2_300, "“talk.txt” is named after what it holds (Text)."
        ),
    ]
    refused = ["“holiday.exe” is a program or a script, which is never kept here: attach what it shows as a PDF."]
    add_form(stage.room.desk, stage.room, "account", _with_files(stage), files, refused).save_button.click()


def _refused(stage: Stage) -> None:
    film = stage.folder / "film.mp4"
    with Path.open(film, "wb") as stream:
        stream.truncate(300_000_000)
    _block(stage).take_files([film])


def _view(stage: Stage, place: int) -> None:
    _with_files(stage)
    block = _block(stage)
    block.view(block.rows[place])


def _changed(stage: Stage) -> None:
    words = (
        "“page with the badge.png” is no longer what was attached on 5 March 2026: it was changed behind Metdesk’s "
        "back, so it is not opened. Verify the seal, and take it from a backup."
    )
    tell(stage.room, "This is not shown", words)


ATTACHMENTS: list[tuple[str, Reach]] = [
    ("attachments", lambda stage: _with_files(stage)),
    ("attachments-none", _none),
    ("attachments-add", _adding),
    ("attachments-refused", _refused),
    ("attachment-view", lambda stage: _view(stage, 0)),
    ("attachment-view-text", lambda stage: _view(stage, 1)),
    ("attachment-changed", _changed),
]
