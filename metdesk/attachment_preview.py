"""A look at a file that may be attached: how many pages or points it has, and a picture of it drawn anew.

Called in the guarded process. Whatever cannot be drawn has no picture, which is an answer: it is kept all the same.
"""

import io
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import resources
from metdesk.attachment_kinds import KINDS, Family, decoded, identify

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 1_200
"""Points across or down of a picture that is looked at."""
SMALL = 160
"""The same of a thumbnail."""
MOST_PIXELS = 110_000_000
MOST_PAGES_COUNTED = 2_000

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_LINES, _LETTERS, _WIDTH = 44, 92, 1_000
_FONT, _FONT_SIZE, _LINE_HEIGHT, _MARGIN = "fonts/NotoSans-Regular.ttf", 20, 26, 28
_PAPER, _INK = (255, 255, 255), (29, 39, 51)


@dataclass(frozen=True)
class Look:
    """What was seen: the media type; the measure in words, such as `3 pages`; a PNG, or nothing."""

    media_type: str
    measure: str = ""
    picture: bytes | None = None


def look(data: bytes, name: str, largest: int = SMALL) -> Look:
    """Identifies a file and draws it within `largest` points. Refused as `identify`."""
    kind = identify(data, name)
    return seen(data, kind.media_type, largest)


def seen(data: bytes, media_type: str, largest: int = LARGEST) -> Look:
    """Draws a file of this kind; without a picture where there is none, or it is damaged."""
    draws = {Family.PICTURE: _picture, Family.PAGES: _first_page, Family.TEXT: _first_lines}
    draw = draws.get(KINDS[media_type].family)
    if draw is None:
        return Look(media_type)
    try:
        measure, picture = draw(data, largest)
    except Exception:  # whatever a library makes of a foreign file: then there is no picture of it
        return Look(media_type)
    return Look(media_type, measure, _as_png(picture, largest) if picture else None)


def _picture(data: bytes, largest: int) -> "tuple[str, Image | None]":
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # looked at below, before anything is decoded
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        width, height = picture.size
        turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        measure = f"{height:,} × {width:,}" if turned else f"{width:,} × {height:,}"
        if width * height > MOST_PIXELS:
            return measure, None
        picture.draft("RGB", (largest, largest))  # of a JPEG, no more is decoded than is needed
        plain = _plain(picture)
        plain.thumbnail((largest, largest))
        return measure, ImageOps.exif_transpose(plain)


def _plain(picture: "Image") -> "Image":
    """In plain colours; 16 bits of grey lose their lower half, not their upper."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    made = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    made.info = {"exif": picture.info["exif"]} if "exif" in picture.info else {}
    return made


def _first_page(data: bytes, largest: int) -> "tuple[str, Image | None]":
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
        measure = "1 page" if pages == 1 else f"{pages:,} pages"
        page: Any = document[0]
        width, height = page.get_size()
        scale = largest / max(width, height, 1)
        image: Image = page.render(scale=scale).to_pil().convert("RGB")
        return measure, image


def _first_lines(data: bytes, largest: int) -> "tuple[str, Image | None]":
    from PIL import Image, ImageDraw, ImageFont

    text = decoded(data) or ""
    lines = text.splitlines()
    measure = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
    small = largest < _WIDTH // 2  # where whole lines could not be told from dust
    width, letters, most = (_WIDTH // 3, _LETTERS // 3, _LINES // 4) if small else (_WIDTH, _LETTERS, _LINES)
    shown = _wrapped(lines[:most], letters)[:most]
    height = max(len(shown), most // 4) * _LINE_HEIGHT + 2 * _MARGIN
    page = Image.new("RGB", (width, width if small else height), _PAPER)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(io.BytesIO(resources.read(_FONT)), _FONT_SIZE, layout_engine=ImageFont.Layout.BASIC)
    for place, line in enumerate(shown):
        pen.text((_MARGIN, _MARGIN + place * _LINE_HEIGHT), line, _INK, font)
    return measure, page


def _wrapped(lines: list[str], letters: int) -> list[str]:
    found: list[str] = []
    for line in lines:
        plain = "".join(map(_letter, line[: _LINES * _LETTERS]))
        found += textwrap.wrap(plain, letters, break_on_hyphens=False) or [""]
    return found


def _letter(letter: str) -> str:
    if letter == "\t":
        return "    "
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") else letter


def _as_png(picture: "Image", largest: int) -> bytes:
    picture.thumbnail((largest, largest))
    picture.info = {}
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
