"""What stands on every page around its story: head, foot, and on a form its code and the office's box."""

import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from metdesk.calendar import show_date, show_when
from metdesk.errors import Refused
from metdesk.paper import codes, fonts, text
from metdesk.paper.theme import ACCENT, FIELD, HAIRLINE, INK, MARGIN, MM, MUTED, colour

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

CODE_SIZE = 20 * MM
CODE_BOTTOM = 17 * MM
CODE_TOP = 11 * MM
FORM_TOP = 44 * MM
FORM_BOTTOM = 43 * MM
LANGUAGE = "en-GB"

_LOGO_HEIGHT = 13 * MM
_LOGO_WIDTH = 42 * MM
_HEAD_TOP = 11 * MM
_ALIGNED = {"left": 0.0, "centre": 0.5, "right": 1.0}


class Marking(StrEnum):
    """How the page may be passed on."""

    OFFICIAL = "OFFICIAL"
    CONFIDENTIAL = "CONFIDENTIAL"


@dataclass(frozen=True)
class Sheet:
    """What every page says. `school` is empty for the whole trust; `seal` is the register's at that moment. With
    `day_only` the pages tell the day alone, so that they are the same all day."""

    title: str
    trust: str
    school: str
    logo: bytes | None
    printed_at: datetime
    printed_by: str
    marking: Marking
    seal: str
    day_only: bool = False


@dataclass(frozen=True)
class FormCode:
    """By which a form's scan files itself: 32 capital letters and digits, and what a person reads."""

    code: str
    reference: str


def _logo_reader(logo: bytes) -> Any:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(logo), formats=("PNG", "JPEG", "GIF")) as picture:
            if picture.width * picture.height > 50_000_000:
                raise Refused("The logo is larger than 50 megapixels: save a smaller copy and choose that.")
            picture.load()
        return ImageReader(io.BytesIO(logo))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused("The logo cannot be read: choose a PNG or JPEG picture.") from None


def draw_head(canvas: "Canvas", sheet: Sheet, page_size: tuple[float, float], title: str) -> None:
    """Logo, trust and school at the left; marking, and `title` on pages after the first, at the right."""
    width, height = page_size
    right = width - MARGIN
    left = _draw_logo(canvas, sheet, height)
    marking = Words(str(sheet.marking), fonts.STRONG, 8, INK)
    from reportlab.pdfbase.pdfmetrics import stringWidth

    box = stringWidth(marking.words, marking.font, marking.size) + 12
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.7)
    canvas.roundRect(right - box, height - _HEAD_TOP - 14, box, 14, 2.5)
    marking.draw(canvas, right - 6, height - _HEAD_TOP - 10, align="right")
    room = right - left - box - 12
    _draw_names(canvas, sheet, left, height, room)
    Words(title, fonts.BODY, 8.5, MUTED, room / 2).draw(canvas, right, height - _HEAD_TOP - 28, align="right")
    _rule(canvas, MARGIN, right, height - _HEAD_TOP - _LOGO_HEIGHT - 2.5 * MM, ACCENT, 1.0)


def draw_form_head(canvas: "Canvas", sheet: Sheet, page_size: tuple[float, float]) -> None:
    """The head of a form, whose right corner belongs to the code: logo and trust, the title below them."""
    width, height = page_size
    room_right = width - MARGIN - CODE_SIZE - 8 * MM
    left = _draw_logo(canvas, sheet, height)
    _draw_names(canvas, sheet, left, height, room_right - left)
    Words(sheet.title, fonts.STRONG, 18, INK, room_right - MARGIN, 13).draw(canvas, MARGIN, height - 35.5 * MM)
    _rule(canvas, MARGIN, width - MARGIN, height - 40 * MM, ACCENT, 1.0)


def draw_foot(canvas: "Canvas", sheet: Sheet, page_size: tuple[float, float]) -> None:
    """When and by whom it was printed, the seal and the marking. The page's number is drawn apart."""
    width, _ = page_size
    right = width - MARGIN
    _rule(canvas, MARGIN, right, 14 * MM, HAIRLINE, 0.6)
    when = show_date(sheet.printed_at.date()) if sheet.day_only else show_when(sheet.printed_at)
    printed = f"Printed {when} by {sheet.printed_by}"
    Words(printed, fonts.BODY, 7.5, MUTED, width * 0.34).draw(canvas, MARGIN, 10.3 * MM)
    if sheet.seal:
        Words(f"Seal {sheet.seal}", fonts.BODY, 7.5, MUTED, width * 0.6).draw(canvas, MARGIN, 7 * MM)
    Words(str(sheet.marking), fonts.STRONG, 7.5, INK).draw(canvas, width / 2, 10.3 * MM, align="centre")


def draw_page_number(canvas: "Canvas", page_size: tuple[float, float], page: int, pages: int) -> None:
    """`Page 2 of 5`, in the foot at the right."""
    Words(f"Page {page} of {pages}", fonts.BODY, 7.5, INK).draw(canvas, page_size[0] - MARGIN, 10.3 * MM, align="right")


def form_marks(page_size: tuple[float, float], code: str) -> str:
    """The code at the top right and the bottom left, as PDF operators in black."""
    width, height = page_size
    path, scale = codes.code_path(code), CODE_SIZE / codes.MODULES
    places = ((width - MARGIN - CODE_SIZE, height - CODE_TOP - CODE_SIZE), (MARGIN, CODE_BOTTOM))
    return "0 g " + " ".join(
        f"q {scale:.4f} 0 0 {scale:.4f} {left:.2f} {bottom:.2f} cm {path} f Q" for left, bottom in places
    )


def draw_reference(canvas: "Canvas", reference: str, page_size: tuple[float, float]) -> None:
    """The readable reference, beside each of the two codes."""
    width, height = page_size
    words = Words(reference, fonts.STRONG, 8.5, INK)
    words.draw(canvas, width - MARGIN, height - CODE_TOP - CODE_SIZE - 4.2 * MM, align="right")
    words.draw(canvas, MARGIN + CODE_SIZE + 4 * MM, CODE_BOTTOM + CODE_SIZE - 3 * MM)


def draw_office_box(canvas: "Canvas", page_size: tuple[float, float]) -> None:
    """Where the office notes when the form came back and who entered it, at the foot of a form."""
    left, right = MARGIN + CODE_SIZE + 34 * MM, page_size[0] - MARGIN
    canvas.setStrokeColor(colour(FIELD))
    canvas.setLineWidth(0.6)
    canvas.roundRect(left, CODE_BOTTOM, right - left, CODE_SIZE, 3)
    for line, words in enumerate(("Please return", "this form to the", "school office.")):
        Words(words, fonts.BODY, 8, MUTED).draw(canvas, MARGIN + CODE_SIZE + 4 * MM, CODE_BOTTOM + (8 - 4 * line) * MM)
    Words("For the office", fonts.STRONG, 8.5, INK).draw(canvas, left + 3 * MM, CODE_BOTTOM + CODE_SIZE - 4.6 * MM)
    Words("Received on", fonts.BODY, 9, INK).draw(canvas, left + 3 * MM, CODE_BOTTOM + 6 * MM)
    draw_date_boxes(canvas, left + 23 * MM, CODE_BOTTOM + 4 * MM, 5.2 * MM)
    Words("Entered by", fonts.BODY, 9, INK).draw(canvas, left + 71 * MM, CODE_BOTTOM + 6 * MM)


def draw_date_boxes(canvas: "Canvas", left: float, bottom: float, side: float) -> float:
    """Eight boxes to write a date in, `D D  M M  Y Y Y Y` in small letters inside; returns their right edge."""
    canvas.setStrokeColor(colour(FIELD))
    canvas.setLineWidth(0.6)
    for letters in ("DD", "MM", "YYYY"):
        for letter in letters:
            canvas.rect(left, bottom, side, side * 1.25)
            Words(letter, fonts.BODY, 6, MUTED).draw(canvas, left + side / 2, bottom + 2, align="centre")
            left += side
        left += side * 0.4
    return left - side * 0.4


@dataclass(frozen=True)
class Words:
    """One line of a person's or the program's words, made to fit `room` points where it is given."""

    words: str
    font: str
    size: float
    colour: str
    room: float | None = None
    smallest: float = 6.5

    def draw(self, canvas: "Canvas", x: float, y: float, align: str = "left") -> None:
        """On the base line `y`, at, up to or about `x`."""
        words, size, width = text.fit(self.words, self.font, self.size, self.room, self.smallest)
        canvas.addLiteral(_shown(canvas, words, self.font, size, x - width * _ALIGNED[align], y, self.colour))


def _shown(canvas: "Canvas", words: str, font: str, size: float, x: float, y: float, token: str) -> str:
    """The operators that show `words`, as ReportLab's text object writes them, without its repeated state."""
    face, ink, inside = fonts.face(font), colour(token), cast(Any, canvas)
    shown = " ".join(
        f"{face.getSubsetInternalName(subset, inside._doc)} {size:.2f} Tf ({inside._escape(part)}) Tj"
        for subset, part in face.splitString(words, inside._doc)
    )
    return f"BT {ink.red:.3f} {ink.green:.3f} {ink.blue:.3f} rg 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"


def _draw_names(canvas: "Canvas", sheet: Sheet, left: float, height: float, room: float) -> None:
    """The trust and, below it, the school, in the middle of the logo's height."""
    up = 6 if sheet.school else 0
    base = height - _HEAD_TOP - _LOGO_HEIGHT / 2 - 4
    Words(sheet.trust, fonts.STRONG, 10.5, INK, room).draw(canvas, left, base + up)
    Words(sheet.school, fonts.BODY, 8.5, MUTED, room).draw(canvas, left, base - 7)


def _draw_logo(canvas: "Canvas", sheet: Sheet, height: float) -> float:
    """Draws the logo within its room and returns where the words beside it start."""
    if sheet.logo is None:
        return MARGIN
    picture = _logo_reader(sheet.logo)
    wide, high = picture.getSize()
    scale = min(_LOGO_WIDTH / wide, _LOGO_HEIGHT / high)
    bottom = height - _HEAD_TOP - (_LOGO_HEIGHT + high * scale) / 2
    canvas.drawImage(picture, MARGIN, bottom, wide * scale, high * scale, mask="auto")
    return float(MARGIN + wide * scale + 4 * MM)


def _rule(canvas: "Canvas", left: float, right: float, y: float, token: str, thickness: float) -> None:
    canvas.setStrokeColor(colour(token))
    canvas.setLineWidth(thickness)
    canvas.line(left, y, right, y)
