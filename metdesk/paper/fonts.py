"""The shipped type family, the same files that the window uses, registered with ReportLab."""

import functools
import io
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

BODY = "NotoSans"
STRONG = "NotoSans-SemiBold"
ITALIC = "NotoSans-Italic"

_FILES = {
    BODY: "fonts/NotoSans-Regular.ttf",
    STRONG: "fonts/NotoSans-SemiBold.ttf",
    ITALIC: "fonts/NotoSans-Italic.ttf",
}


def register() -> None:
    """Makes the family known to ReportLab; `<b>` and `<i>` in markup pick its weights."""
    _family()


def face(name: str) -> "TTFont":
    """One of the family's fonts as ReportLab has it."""
    return _family()[name]


@functools.cache
def coverage() -> frozenset[int]:
    """The code points that every weight of the family can print."""
    return frozenset(set.intersection(*(set(font.face.charToGlyph) for font in _family().values())))


@functools.cache
def _family() -> dict[str, "TTFont"]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    family = {name: TTFont(name, io.BytesIO(resources.read(file))) for name, file in _FILES.items()}
    for font in family.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=STRONG, italic=ITALIC, boldItalic=STRONG)
    return family
