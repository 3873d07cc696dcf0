"""Plain text: UTF-8, UTF-16 or Windows-1252; paragraphs of one line each or wrapped by hand."""

import re
from dataclasses import replace

from metdesk.errors import Refused
from metdesk.intake.documents.block import Document
from metdesk.intake.documents.lines import blocks_of
from metdesk.intake.documents.numbers import is_bullet, marker
from metdesk.intake.documents.printed import PrintedLine

MAX_CHARACTERS = 1_000_000
MAX_LINES = 40_000
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x85\u2028\u2029]")
_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]


def decode(data: bytes) -> str:
    """The text of `data` with every line end made a newline.

    By its byte order mark, else UTF-8, else UTF-16 where every other byte is nought, else Windows-1252.
    Refuses what is no text, and text far longer than a policy.
    """
    text = _decoded(data)
    odd = sum(1 for letter in text if ord(letter) < 32 and letter not in "\t\n\r\x0b\x0c")
    if "\x00" in text or odd > len(text) / 100:
        raise Refused("The file is not text: choose the policy as a Word, ODT, PDF, text or Markdown document.")
    if len(text) <= MAX_CHARACTERS:
        text = _LINE_END.sub("\n", text)
        if sum(map(bool, map(str.strip, text.split("\n")))) <= MAX_LINES:
            return text
    raise Refused("The text is far longer than any policy: choose the policy document itself.")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:2000]
    if len(head) > 3 and (head[1::2].count(0) > len(head) / 3 or head[::2].count(0) > len(head) / 3):
        encoding = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(data: bytes) -> Document:
    """The paragraphs of a text file."""
    return Document(blocks_of(printed(decode(data))))


def printed(text: str) -> list[PrintedLine]:
    """The lines of `text` that are not blank, each with its place; a form feed begins a page."""
    lines: list[PrintedLine] = []
    blank = False
    for number, page in enumerate(text.split("\f"), start=1):
        for line in page.split("\n"):
            if line.strip():
                lines.append(_printed(line, number, blank))
            blank = not line.strip()
    return _with_lone_bullets(lines)


def _with_lone_bullets(lines: list[PrintedLine]) -> list[PrintedLine]:
    """`lines` with a bullet that stands alone on its line put before the line it belongs to."""
    together: list[PrintedLine] = []
    for line in lines:
        above = together[-1] if together else None
        if above and is_bullet(above.text.strip()) and not marker(line.text):
            text = f"{above.text.strip()} {line.text.strip()}"
            line = replace(line, text=text, cells=(text,), starts=above.starts, blank=above.blank)
            together.pop()
        together.append(line)
    return together


def _printed(line: str, page: int, blank: bool) -> PrintedLine:
    words = line.strip()
    left = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    cells, starts = _columns(line)
    return PrintedLine(
        text=line.rstrip(),
        page=page,
        left=left,
        right=len(line.rstrip()),
        first_word=len(words.split(maxsplit=1)[0]),
        blank=blank,
        cells=cells,
        starts=starts,
    )


def _columns(line: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The columns of a line: parted by tabs, else by two spaces or more. A number at its head is no column."""
    words = line.strip(" ")
    if "\t" in words.strip():
        return tuple(cell.strip() for cell in words.rstrip().split("\t")), ()
    cells: list[str] = []
    starts: list[float] = []
    for found in re.finditer(r"\S+(?: \S+)*", line):
        if len(cells) == 1 and (head := marker(f"{cells[0]} x")) and head.rest == "x":
            cells[0] = f"{cells[0]} {found.group()}"
            continue
        cells.append(found.group())
        starts.append(float(found.start()))
    return tuple(cells), tuple(starts)
