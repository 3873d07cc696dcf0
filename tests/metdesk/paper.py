"""What the tests of printed pages share: a sheet, hostile words, and reading a PDF back."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO

import pypdfium2
import zxingcpp

import resources
from metdesk.paper.furniture import Marking, Sheet
from metdesk.paper.pictures import page_picture

HOSTILE = "O’Neill-Ştefănescu <b>"
MARKUP = '<img src="file:///etc/passwd"/>'
CODE = "M1AF7K2M9QXFABCDEFGHJKLMNPQRSTUV"


def sheet(**changes: Any) -> Sheet:
    """A sheet of a made-up trust."""
    return Sheet(
        **{
            "title": "Try-out",
            "trust": "Sample Education Trust",
            "school": "Ash Hill Primary",
            "logo": resources.read("icons/sample-logo.png"),
            "printed_at": datetime(2026, 3, 5, 14, 2),
            "printed_by": "Jo Marsh",
            "marking": Marking.OFFICIAL,
            "seal": "7F3A 91C2",
            **changes,
        }
    )


def printed(make: Callable[[BinaryIO], int]) -> bytes:
    """The bytes that `make` writes; its count of pages must be the file's own."""
    out = io.BytesIO()
    pages = make(out)
    assert pages == len(texts(out.getvalue()))
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    """The text of each page, white space made single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: level, words, page counted from 0."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(one.level, one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]


def codes_on(pdf: bytes, index: int, dpi: int) -> list[str]:
    """The QR codes that a scan of the page at `dpi` shows."""
    picture = page_picture(pdf, index, round(8.27 * dpi))
    grey = memoryview(picture.rgb[::3]).cast("B", (picture.height, picture.width))
    return [found.text for found in zxingcpp.read_barcodes(grey)]
