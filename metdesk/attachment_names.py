"""The name under which a file is kept: short, on one line, of no path, and of nothing that a system takes for its own.

A name is shown and proposed where a copy is saved; a temporary copy never bears it.
"""

import re
import unicodedata

from metdesk.attachment_kinds import FileKind

LONGEST = 120
"""Characters, the ending included."""

_NEVER = re.compile(r'[<>:"|?*\\/]')
_OWN = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")


def harmless(name: str, kind: FileKind) -> tuple[str, str]:
    """The name to keep a file under, and what to tell of it in a sentence; nothing where it stays as it is."""
    last = re.split(r"[\\/]", name)[-1] if re.search(r"[^\\/]$", name) else name.strip("\\/")
    plain = " ".join("".join(map(_letter, unicodedata.normalize("NFC", last))).split())
    stem, ending = _parted(_NEVER.sub("_", plain), kind)
    stem = stem.strip(" .") or "attachment"
    if _OWN.match(stem):
        stem = f"_{stem}"
    kept = stem[: LONGEST - len(ending)].rstrip(" .") + ending
    return kept, "" if kept == name else _told(name, kept, kind)


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter.isspace():
        return " "
    if category in ("Cc", "Cf"):  # also what turns the direction of writing
        return ""
    return "_" if category in ("Cs", "Co", "Cn") else letter


def _parted(name: str, kind: FileKind) -> tuple[str, str]:
    """The name without its ending, and the ending: its own where that belongs to the kind, else the kind's."""
    stem, dot, ending = name.rpartition(".")
    own = f".{ending.casefold()}"
    if dot and own in kind.endings:
        return stem, f".{ending}"
    known = dot and re.fullmatch(r"\.[a-z0-9]{1,5}", own) and not ending.isdigit()
    return (stem if known and stem else name), kind.endings[0]


def _told(name: str, kept: str, kind: FileKind) -> str:
    if kept.rpartition(".")[0] == name.rpartition(".")[0]:
        return f"“{kept}” is named after what it holds ({kind.words})."
    if len(name) > LONGEST:
        return f"A name of {len(name):,} characters was shortened: it is kept as “{kept}”."
    return f"A name that could do harm was made plain: it is kept as “{kept}”."
