"""Pages as pictures, for the preview in the window. Only for PDFs of our own making: a foreign one goes
through `metdesk.jobs.run_guarded`."""

from dataclasses import dataclass

MOST_PIXELS = 25_000_000


@dataclass(frozen=True)
class Picture:
    """`height` rows of `width` pixels, three bytes each (red, green, blue), without padding."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """How many pages `pdf` has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, index: int, width_px: int) -> Picture:
    """Page `index`, counted from 0, as it looks `width_px` pixels wide, or as wide as `MOST_PIXELS` allow."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[index]
        wide, high = page.get_size()
        scale = min(width_px / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        line, data = bitmap.width * 3, bytes(bitmap.buffer)
        if bitmap.stride != line:
            data = b"".join(data[row * bitmap.stride :][:line] for row in range(bitmap.height))
        return Picture(bitmap.width, bitmap.height, data)
