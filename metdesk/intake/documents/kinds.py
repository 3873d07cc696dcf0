"""Which kind of document some bytes are: by what is in them first, by the file's ending second."""

from pathlib import PurePath

from metdesk import files
from metdesk.errors import Refused
from metdesk.intake.documents.archive import Archive

WANTED = "a Word (.docx), ODT, PDF, text or Markdown document"
_ENDINGS = {
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
_NAMES = {
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "pdf": "a PDF",
    "text": "plain text",
    "markdown": "Markdown",
}
_SIGNS: list[tuple[bytes, str]] = [
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
    (b"ID3", "a sound recording"),
]
_ZIPPED = [
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("Index/Document.iwa", "a Pages document"),
    ("META-INF/container.xml", "an e-book"),
]
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
    b"application/vnd.oasis.opendocument.graphics": "an OpenDocument drawing",
    b"application/epub+zip": "an e-book",
}


def kind_of(data: bytes, name: str) -> str:
    """ "docx", "odt", "pdf", "text" or "markdown".

    Refuses, each in one sentence: nothing in it, more than 20 MB, a kind that is no policy document (and says
    which it seems to be), and a document whose ending says that it is another.
    """
    shown = files.shown(name)
    if not data.strip():
        raise Refused(f"{shown} is empty: choose the policy document itself.")
    if len(data) > files.MOST_BYTES:
        raise Refused(f"{shown} is larger than 20 MB, more than a policy should be: save it without its pictures.")
    seems = _seems(data, shown)
    said = _ENDINGS.get(PurePath(name).suffix.lower())
    if seems not in _NAMES:
        raise Refused(f"{shown} seems to be {seems}, not {WANTED}.")
    if seems == "text" and said in {"text", "markdown", None}:
        return said or "text"
    if said and said != seems:
        raise Refused(
            f"{shown} has the ending of {_NAMES[said]} but seems to be {_NAMES[seems]}: "
            "give it its right ending, or choose the other document."
        )
    return seems


def _seems(data: bytes, shown: str) -> str:
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _zipped(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(data, shown)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:5] == b"{\\rtf":
        raise Refused(
            f"{shown} is a rich text file (.rtf): open it in Word or Writer, save it as .docx and choose that."
        )
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if head.startswith(b"<?xml"):
        return "an XML file"
    return "text"


def _zipped(data: bytes) -> str:
    archive = Archive(data)
    if "word/document.xml" in archive.names or _says_word(archive):
        return "docx"
    kind = archive.read("mimetype").strip() if "mimetype" in archive.names else b""
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[kind]
    for start, seems in _ZIPPED:
        if any(name.startswith(start) for name in archive.names):
            return seems
    return "odt" if not kind and "content.xml" in archive.names else "a compressed archive"


def _says_word(archive: Archive) -> bool:
    return b"wordprocessingml.document.main" in archive.read("[Content_Types].xml")


def _compound(data: bytes, shown: str) -> str:
    """Microsoft's older container: a locked .docx lies in one, and so do .doc, .xls and .msg."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Refused(f"{shown} is locked with a password: save a copy without one in Word and choose that.")
    if holds("WordDocument"):
        raise Refused(f"{shown} is an old Word document (.doc): open it in Word, save it as .docx and choose that.")
    if holds("Workbook"):
        return "an old Excel workbook"
    return "an old Office file"
