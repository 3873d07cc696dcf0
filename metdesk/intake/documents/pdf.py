"""PDF: lines rebuilt from where the letters stand, then paragraphs from the lines."""

from typing import Any

from metdesk.errors import Refused
from metdesk.intake.documents.archive import DAMAGED
from metdesk.intake.documents.block import Block, Document, clean, quoted
from metdesk.intake.documents.lines import blocks_of
from metdesk.intake.documents.pdf_glyphs import glyphs, rules
from metdesk.intake.documents.pdf_lines import page_lines
from metdesk.intake.documents.printed import PrintedLine

MAX_PAGES = 400
MAX_LETTERS = 2_000_000
_FEWEST_LETTERS = 20


def read(data: bytes) -> Document:
    """The paragraphs of a PDF in reading order.

    Refuses a locked or damaged one, one of more than 400 pages, and one that only holds pictures of text.
    """
    import pypdfium2

    document: Any = None
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            raise Refused("The PDF has more than 400 pages, far more than a policy: choose the policy itself.")
        return _read(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise Refused("The PDF is locked with a password: save a copy without one and choose that.") from None
        raise Refused(DAMAGED) from None
    finally:
        if document is not None:
            document.close()


def _read(document: Any) -> Document:
    read = Document(title=document.get_metadata_value("Title") or "")
    lines: list[PrintedLine] = []
    asides: list[Block] = []
    pictures: list[int] = []
    left = MAX_LETTERS
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        found, slanted = glyphs(page, left)
        left -= len(found)
        if slanted.strip():
            asides.append(Block(clean(slanted), kind="page", page=number))
            read.warnings.append(f"Slanted words, {quoted(slanted)}, were taken for a watermark.")
        if not any(glyph.text.strip() for glyph in found) and _has_picture(page):
            pictures.append(number)
        lines += page_lines(found, *rules(page), number, page.get_width())
    if left <= 0:
        raise Refused("The PDF holds far more words than a policy: choose the policy itself.")
    if sum(len(clean(line.text)) for line in lines) < _FEWEST_LETTERS:
        raise Refused(_wordless(bool(pictures)))
    if pictures:
        shown = ", ".join(str(number) for number in pictures)
        read.warnings.append(f"Page {shown} is only a picture: its words could not be read.")
    read.blocks = [*blocks_of(lines), *asides]
    return read


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _wordless(pictures: bool) -> str:
    if pictures:
        return (
            "The PDF is only a picture of the policy, without words that can be read: "
            "choose the document it was printed from."
        )
    return "The PDF holds no words: choose the policy document itself."
