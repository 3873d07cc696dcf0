"""What a file is by what it holds, whatever its name says: the kinds that may be attached, and those that never are.

Called in the guarded process (`metdesk.jobs.run_guarded`); nothing is decoded here but the list of a zip's parts.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from metdesk.errors import Refused
from metdesk.files import shown


class Family(StrEnum):
    """What can be made of a kind: a picture of it, of its first page, of its first lines, or nothing."""

    PICTURE = "picture"
    PAGES = "pages"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its media type, what people call it, the endings that its names have (the first is given)."""

    media_type: str
    words: str
    endings: tuple[str, ...]
    family: Family = Family.OTHER


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS: dict[str, FileKind] = {
    one.media_type: one
    for one in (
        FileKind("image/png", "PNG picture", (".png",), Family.PICTURE),
        FileKind("image/jpeg", "JPEG picture", (".jpg", ".jpeg", ".jpe", ".jfif"), Family.PICTURE),
        FileKind("image/gif", "GIF picture", (".gif",), Family.PICTURE),
        FileKind("image/webp", "WebP picture", (".webp",), Family.PICTURE),
        FileKind("image/tiff", "TIFF picture", (".tif", ".tiff"), Family.PICTURE),
        FileKind("image/bmp", "BMP picture", (".bmp", ".dib"), Family.PICTURE),
        FileKind("image/heic", "HEIC picture", (".heic", ".heif")),
        FileKind("application/pdf", "PDF", (".pdf",), Family.PAGES),
        FileKind("text/plain", "Text", (".txt", ".text", ".log", ".md"), Family.TEXT),
        FileKind("text/csv", "CSV table", (".csv", ".tsv"), Family.TEXT),
        FileKind("application/rtf", "RTF document", (".rtf",)),
        FileKind(f"{_OFFICE}wordprocessingml.document", "Word document", (".docx",)),
        FileKind(f"{_OFFICE}spreadsheetml.sheet", "Excel workbook", (".xlsx",)),
        FileKind(f"{_OFFICE}presentationml.presentation", "PowerPoint slides", (".pptx",)),
        FileKind(f"{_OPEN}text", "OpenDocument text", (".odt",)),
        FileKind(f"{_OPEN}spreadsheet", "OpenDocument sheet", (".ods",)),
        FileKind("message/rfc822", "E-mail", (".eml",), Family.TEXT),
        FileKind("application/vnd.ms-outlook", "Outlook message", (".msg",)),
        FileKind("video/mp4", "MP4 video", (".mp4", ".m4v")),
        FileKind("video/quicktime", "MOV video", (".mov", ".qt")),
        FileKind("audio/mp4", "M4A recording", (".m4a",)),
        FileKind("audio/mpeg", "MP3 recording", (".mp3",)),
        FileKind("audio/wav", "WAV recording", (".wav",)),
    )
}
"""Everything that may be attached, by its media type."""

_RUN_BY_NAME = frozenset(
    {
        ".exe", ".dll", ".com", ".scr", ".pif", ".msi", ".msp", ".msix", ".appx", ".cpl", ".bat", ".cmd", ".ps1",
        ".psm1", ".psd1", ".vbs", ".vbe", ".js", ".jse", ".mjs", ".wsf", ".wsh", ".sct", ".hta", ".jar", ".class",
        ".jnlp", ".lnk", ".url", ".scf", ".reg", ".inf", ".gadget", ".application", ".app", ".command", ".sh",
        ".bash", ".zsh", ".csh", ".ksh", ".py", ".pyw", ".pyz", ".rb", ".pl", ".php", ".desktop", ".appimage",
        ".deb", ".rpm", ".dmg", ".pkg", ".apk", ".xll", ".chm", ".hlp", ".settingcontent-ms",
    }
)  # fmt: skip
_MACROS_BY_NAME = frozenset(
    {
        ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm", ".ppam", ".ppsm", ".sldm",
    }
)  # fmt: skip
_RUN_BY_START = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca", b"\xca\xfe\xba\xbf", b"#!", b"\x4c\0\0\0\x01\x14\x02\0", b"\0asm",
    b"!<arch>\n", b"\xed\xab\xee\xdb",
)  # fmt: skip
_SCRIPT_LINE = re.compile(
    r"(?i)@?echo off\b|@echo |on error resume next\b|set \w+ ?= ?createobject\(|wscript\.|(var|let|const) \w+ ?= ?new "
    r"activexobject\(|set-executionpolicy |invoke-expression |iex ?\(|param\(|\[internetshortcut\]|\[desktop entry\]|"
    r"windows registry editor|regedit4|<#|<\?php|<%"
)
_MARKUP = re.compile(r"(?i)<(!doctype|\?xml|html|head|body|script|hta|svg|job|package|component|iframe|meta)\b")
_MAIL_LINE = re.compile(r"(?i)(received|return-path|message-id|mime-version|delivered-to|date|from|to|subject): ")
_SCRIPT_LINES = 5
_FEW_MAIL_LINES = 3
_TEXT_LOOKED_AT = 4_000
_MOST_PARTS = 20_000

_PROGRAM = "“{}” is a program or a script, which is never kept here: attach what it shows as a picture or a PDF."
_MACROS = "“{}” holds macros, which are programs: save it without them, or as PDF, and attach that."
_UNKNOWN = (
    "“{}” is not among the kinds that can be attached: pictures, PDF, text, Word, Excel, PowerPoint and OpenDocument "
    "files, e-mails, recordings. Save it as PDF and attach that."
)
_LOCKED = "“{}” is locked with a password: save it without one and attach that."
_OLD_OFFICE = "“{}” is an Office file of before 2007, which may hold macros: save it as PDF, or as docx, xlsx or pptx."
_ARCHIVE = "“{}” is an archive: unpack it and attach the files in it, one by one."
_WEB_PAGE = "“{}” is a web page or a drawing that can hold scripts: print it as PDF and attach that."
_EMPTY = "“{}” is empty: there is nothing in it to keep."


def identify(data: bytes, name: str) -> FileKind:
    """The kind of a file. Refused, each in one sentence: empty, a program or script by content or name, macros, an
    archive, anything that is not among `KINDS`."""
    said, ending = shown(name), PurePath(name.replace("\\", "/")).suffix.casefold()
    if not data:
        raise Refused(_EMPTY.format(said))
    if ending in _RUN_BY_NAME or data.startswith(_RUN_BY_START):
        raise Refused(_PROGRAM.format(said))
    if ending in _MACROS_BY_NAME:
        raise Refused(_MACROS.format(said))
    for sign, find in _SIGNS:
        if data.startswith(sign) and (media_type := find(data, said)):
            return KINDS[media_type]
    if b"%PDF-" in data[:1024]:
        return KINDS["application/pdf"]
    return KINDS[_text(data, said, ending)]


def _is(media_type: str) -> Callable[[bytes, str], str]:
    return lambda data, said: media_type


def _riff(data: bytes, said: str) -> str:
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12], "")


def _bmp(data: bytes, said: str) -> str:
    """Two letters are a weak sign: the length of the second header must be one there is."""
    return "image/bmp" if data[6:10] == bytes(4) and data[14:18] in _BMP_HEADERS else ""


_BMP_HEADERS = {bytes([length, 0, 0, 0]) for length in (12, 40, 52, 56, 64, 108, 124)}


def _old_compound(data: bytes, said: str) -> str:
    if _utf_16("__properties_version1.0") in data:
        return "application/vnd.ms-outlook"
    raise Refused((_LOCKED if _utf_16("EncryptedPackage") in data else _OLD_OFFICE).format(said))


def _utf_16(words: str) -> bytes:
    return words.encode("utf-16-le")


def _zipped(data: bytes, said: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()[:_MOST_PARTS]
            kind = _open_document(archive) if "mimetype" in parts else _office(archive, parts)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, zlib.error):
        raise Refused(f"“{said}” is damaged: open it in its own program, save it again and attach that.") from None
    lower = [part.casefold() for part in parts]
    if any("vbaproject" in part or "macrosheets/" in part or part.startswith(("basic/", "scripts/")) for part in lower):
        raise Refused(_MACROS.format(said))
    if any(part.endswith(".class") or part == "meta-inf/manifest.mf" for part in lower):
        raise Refused(_PROGRAM.format(said))
    if kind not in KINDS:
        raise Refused((_MACROS if "macroenabled" in kind.casefold() else _ARCHIVE).format(said))
    return kind


def _open_document(archive: zipfile.ZipFile) -> str:
    return _part(archive, "mimetype", 100).decode("ascii", "replace").strip()


def _office(archive: zipfile.ZipFile, parts: list[str]) -> str:
    """By its main part; `macroEnabled` where it says that it may hold macros."""
    if "[Content_Types].xml" in parts and b"macroEnabled" in _part(archive, "[Content_Types].xml", 1_000_000):
        return "macroEnabled"
    return next((_OFFICE + kind for part, kind in _MAIN_PARTS.items() if part in parts), "")


_MAIN_PARTS = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as stream:
        return stream.read(most)


def _boxed(data: bytes, said: str) -> str:
    """What an ISO media file is by its brands, the first of them the one that counts."""
    if data[4:8] in (b"moov", b"mdat", b"wide", b"pnot"):
        return "video/quicktime"
    if data[4:8] != b"ftyp":
        return ""
    brand = data[8:12]
    if brand == b"qt  ":
        return "video/quicktime"
    if brand in (b"M4A ", b"M4B "):
        return "audio/mp4"
    if brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx") or (brand == b"mif1" and b"heic" in data[:64]):
        return "image/heic"
    known = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
    return "video/mp4" if brand in known or brand.startswith(b"3gp") else ""


def _sound(data: bytes, said: str) -> str:
    """A frame of MPEG layer III, followed by another."""
    rates = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
    low_rates = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
    if len(data) < 4 or data[1] & 0xE6 != 0xE2:
        return ""
    first = data[1] & 0x18 == 0x18
    step = (44_100, 48_000, 32_000, 0)[data[2] >> 2 & 3] // (1 if first else 2 if data[1] & 0x10 else 4)
    rate = (rates if first else low_rates)[data[2] >> 4] * 1000
    if not step or not rate:
        return ""
    length = (144 if first else 72) * rate // step + (data[2] >> 1 & 1)
    return "audio/mpeg" if data[length : length + 1] == b"\xff" and len(data) > length + 1 else ""


_SIGNS: tuple[tuple[bytes | tuple[bytes, ...], Callable[[bytes, str], str]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _is("image/png")),
    (b"\xff\xd8\xff", _is("image/jpeg")),
    ((b"GIF87a", b"GIF89a"), _is("image/gif")),
    ((b"II*\0", b"MM\0*", b"II+\0\x08\0", b"MM\0+\0\x08"), _is("image/tiff")),
    (b"RIFF", _riff),
    (b"BM", _bmp),
    (b"%PDF-", _is("application/pdf")),
    (b"{\\rtf", _is("application/rtf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _old_compound),
    ((b"PK\x03\x04", b"PK\x05\x06"), _zipped),
    (b"ID3", _is("audio/mpeg")),
    (b"\xff", _sound),
    (b"", _boxed),
)


def _text(data: bytes, said: str, ending: str) -> str:
    words = decoded(data)
    if words is None:
        raise Refused(_UNKNOWN.format(said))
    begin = words[:_TEXT_LOOKED_AT].lstrip("\ufeff \t\r\n")
    lines = [line.strip() for line in begin.splitlines() if line.strip()]
    if begin.startswith("#!") or any(_SCRIPT_LINE.match(line) for line in lines[:_SCRIPT_LINES]):
        raise Refused(_PROGRAM.format(said))
    if _MARKUP.match(begin):
        raise Refused(_WEB_PAGE.format(said))
    if ending in (".csv", ".tsv"):
        return "text/csv"
    mail = {found[1].casefold() for line in lines[:60] if (found := _MAIL_LINE.match(line))}
    technical = mail & {"received", "return-path", "message-id", "mime-version", "delivered-to"}
    if len(mail) >= _FEW_MAIL_LINES and (technical or ending == ".eml"):
        return "message/rfc822"
    return "text/plain"


def decoded(data: bytes) -> str | None:
    """The text in a file: UTF-8, UTF-16 with its mark, or what Windows here wrote; None where it is no text."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for code in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            words = data.decode(code)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(words) else words
    return None


_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
