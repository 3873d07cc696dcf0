"""Files are attached: read in beside the window, each told of, then asked where they came from."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from metdesk import attachments
from metdesk.attachments import SOURCES, ReadIn
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.record import Kind, field
from ui.dialogs import tell
from ui.form import FormDialog
from ui.panel import notice_box, stack
from ui.parts import Words
from ui.shell import Shell
from ui.tokens import Tone

MOST_AT_ONCE = 20
_KINDS = (
    "What can be attached (*.png *.jpg *.jpeg *.gif *.webp *.tif *.tiff *.bmp *.heic *.pdf *.txt *.csv *.rtf *.docx "
    "*.xlsx *.pptx *.odt *.ods *.eml *.msg *.mp4 *.mov *.m4a *.mp3 *.wav)"
)


@dataclasses.dataclass(frozen=True)
class Adding:
    """What is asked when files are attached."""

    source: str = field(
        "Where it came from",
        Kind.SUGGESTED,
        choices=SOURCES,
        required=True,
        help="In your words, such as “E-mail from Ms Patel of 5 March”. It stands beside the file.",
    )


def choose_files(desk: Desk, shell: Shell, kind: str, record_id: int) -> None:
    """Asks for files and attaches them to a record."""
    shell.open_files("Files to attach", _KINDS, lambda paths: add_files(desk, shell, kind, record_id, paths))


def add_files(desk: Desk, shell: Shell, kind: str, record_id: int, paths: Sequence[Path]) -> None:
    """Reads files in, beside the window, and asks where they came from; says what cannot be attached."""
    if len(paths) > MOST_AT_ONCE:
        words = f"These are {count_of(len(paths), 'file')}: attach at most {MOST_AT_ONCE} at a time. Nothing was done."
        tell(shell.window(), "Too many files at once", words)
        return
    most = attachments.most_bytes(desk)

    def ask(read: tuple[list[ReadIn], list[str]]) -> None:
        files, refused = read
        if files:
            add_form(desk, shell, kind, record_id, files, refused)
        else:
            tell(shell.window(), "Nothing was attached", "\n\n".join(refused))

    words = "Reading the file…" if len(paths) == 1 else "Reading the files…"
    shell.work(words, lambda progress: attachments.read_in_all(paths, most, progress), ask)


def add_form(
    desk: Desk, shell: Shell, kind: str, record_id: int, files: Sequence[ReadIn], refused: Sequence[str] = ()
) -> FormDialog:
    """The form that attaches files that were read in, opened; `refused` says of others why they are not among them."""

    def save(values: dict[str, Any]) -> None:
        added = attachments.add_many(desk, kind, record_id, files, values["source"])
        done = f"Attached {count_of(len(added.ids), 'file')}."
        shell.said(" ".join([done, *added.refused]))

    many = count_of(len(files), "file")
    form = FormDialog(
        shell.window(),
        f"Attach {many}",
        Adding,
        shell.lookups,
        save,
        save_words="Attach",
        intro="A copy is kept inside the register, byte for byte. The file itself stays where it is.",
    )
    form.widget("File" if len(files) == 1 else "Files", stack(*map(_file, files), gap=10))
    for sentence in refused:
        form.widget("", notice_box(Tone.WARN, sentence))
    form.row("source", label="Where it came from" if len(files) == 1 else "Where they came from")
    form.open()
    return form


def _file(one: ReadIn) -> QWidget:
    said = [Words(one.name, "strong"), Words(one.about, "muted")]
    return stack(*said, *([Words(one.told, "small")] if one.told else []), gap=1)
