"""The whole of the corpus, and the readers that every foreign file goes through."""

from collections.abc import Callable
from pathlib import Path, PurePath

from metdesk.attachment_preview import look
from metdesk.intake import logo, policy, spreadsheet
from tests.hostile import archives, markup, pdfs, pictures, sheets, swapped, words
from tests.hostile.kept import CORPUS, Hostile

__all__ = ["CORPUS", "LONGEST_SENTENCE", "PARTS", "READERS", "Hostile", "is_plain", "own_readers", "write"]

PARTS = (archives, markup, pdfs, pictures, sheets, swapped, words)
LONGEST_SENTENCE = 300

Reader = Callable[[bytes, str], object]
READERS: dict[str, Reader] = {"policy": policy.read, "list": spreadsheet.parse, "logo": logo.redrawn, "file": look}

_OWN = {
    "policy": {".docx", ".odt", ".pdf", ".txt", ".md", ".zip"},
    "list": {".csv", ".xlsx", ".xls", ".ods", ".txt"},
    "logo": {".png", ".jpg", ".svg"},
    "file": {".docx", ".odt", ".pdf", ".txt", ".csv", ".xlsx", ".ods", ".png", ".jpg", ".zip"},
}
_TELLS = ("Error", "Exception", "Traceback", "Errno", "site-packages", ".py", "\n")


def own_readers(name: str) -> list[str]:
    """The readers that a file of this name is meant for."""
    return [reader for reader, endings in _OWN.items() if PurePath(name).suffix in endings]


def is_plain(sentence: str) -> bool:
    """Whether it is something to be shown to a person: one short line of words, of which a program tells nothing."""
    short = 0 < len(sentence) < LONGEST_SENTENCE
    return short and sentence.endswith(".") and not any(sign in sentence for sign in _TELLS)


def write(folder: Path) -> None:
    """Writes every file into `folder`, and ATTACKS.txt, which says what each attacks."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in CORPUS.values():
        (folder / one.name).write_bytes(one.make())
    told = [f"{one.name}\t{one.attacks}" for one in CORPUS.values()]
    (folder / "ATTACKS.txt").write_text("\n".join([*told, ""]), "utf-8")
