"""A trust's logo from a foreign picture: decoded in a process of its own, and drawn anew as a small PNG.

So what is stored, shown and printed are bytes of our own making, without whatever else the file carried (where the
photograph was taken, a preview, an archive behind the picture).
"""

import io
from typing import TYPE_CHECKING

from metdesk.errors import Refused
from metdesk.files import shown
from metdesk.jobs import Progress, quietly, run_guarded

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
LARGEST = (1_000, 400)
"""Pixels, across and down: 600 an inch on a page, whose head holds 42 by 13 mm of it."""

_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_logo(data: bytes, name: str, progress: Progress = quietly) -> bytes:
    """The picture in a PNG or JPEG file as a PNG of at most `LARGEST`; `name` is the file's.

    Refused, each in one sentence: empty, another kind of file, more than 50 megapixels, damaged.
    """
    return run_guarded(redrawn, data, shown(name), progress=progress)


def redrawn(data: bytes, name: str) -> bytes:
    """What `read_logo` does, in the process that calls it."""
    from PIL import Image

    if not data.startswith(_SIGNS):
        raise Refused(f"“{name}” is not a PNG or JPEG picture: choose another file, or save it as PNG.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:  # said in its head: nothing is decoded yet
                raise Refused(f"“{name}” is larger than 50 megapixels: save a smaller copy and choose that.")
            return _as_png(_small(picture))
    except (OSError, ValueError, SyntaxError, ArithmeticError, Image.DecompressionBombError):
        raise Refused(f"“{name}” is damaged: open it in its own program, save it again and choose that.") from None


def _small(picture: "Image") -> "Image":
    """The picture the right way up, within `LARGEST`, in plain colours."""
    from PIL import ImageOps

    picture.draft("RGB", LARGEST)  # of a JPEG, no more is decoded than is needed
    if picture.mode.startswith("I"):  # 16 bits of grey, of which the plain conversion would cut off the upper half
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    transparent = picture.has_transparency_data
    picture = picture.convert("RGBA" if transparent else "RGB")
    picture.thumbnail(LARGEST)
    ImageOps.exif_transpose(picture, in_place=True)
    picture.thumbnail(LARGEST)
    return picture


def _as_png(picture: "Image") -> bytes:
    picture.info = {}
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()
