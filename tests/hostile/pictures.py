"""Pictures that claim, swell, break off, or are something else."""

import io
import struct
import zlib

from tests.hostile import good
from tests.hostile.kept import hostile
from tests.hostile.zips import squeezed, zipped

_SIGN = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG's chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, *, depth: int = 8, colour: int = 2, more: bytes = b"") -> bytes:
    """A PNG that says it is so large, with this squeezed data."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return _SIGN + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def nought(count: int) -> bytes:
    """So many bytes of nought, squeezed."""
    return squeezed(b"\0", count)


@hostile("claims.png")
def claims() -> bytes:
    """Says it is 60,000 by 60,000 points."""
    return png(60_000, 60_000, nought(1_000))


@hostile("claims-more.png")
def claims_more() -> bytes:
    """Says it is two billion by two billion points, of 16 bits."""
    return png(2**31 - 1, 2**31 - 1, nought(1_000), depth=16, colour=6)


@hostile("just-allowed.png", heavy=True)
def just_allowed() -> bytes:
    """49 megapixels of 16 bits and four colours, in some kilobytes: all that is allowed."""
    return png(7_000, 7_000, nought(7_000 * (7_000 * 8 + 1)), depth=16, colour=6)


@hostile("claims.jpg")
def claims_jpeg() -> bytes:
    """Says it is 60,000 by 60,000 points."""
    data = bytearray(good.picture("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


@hostile("bomb.png", heavy=True)
def bomb() -> bytes:
    """A picture of one point whose data inflates to 1 GB."""
    return png(1, 1, nought(1_000_000_000))


@hostile("text-bomb.png", heavy=True)
def text_bomb() -> bytes:
    """A note in the picture inflates to 500 MB, twenty times."""
    note = chunk(b"zTXt", b"Comment\0\0" + nought(500_000_000))
    return png(1, 1, zlib.compress(bytes(4)), more=note * 20)


@hostile("profile-bomb.png")
def profile_bomb() -> bytes:
    """A colour profile inflates to 500 MB."""
    return png(1, 1, zlib.compress(bytes(4)), more=chunk(b"iCCP", b"x\0\0" + nought(500_000_000)))


@hostile("chunks-long.png")
def chunks_long() -> bytes:
    """A chunk that says it is 2 to the power of 31 bytes long."""
    return (
        _SIGN
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0))
        + struct.pack(">I", 2**31)
        + b"IDAT"
        + bytes(99)
    )


@hostile("chunks-many.png", heavy=True)
def chunks_many() -> bytes:
    """500,000 chunks without a byte in them."""
    return png(1, 1, zlib.compress(bytes(4)), more=chunk(b"tEXt", b"") * 500_000)


@hostile("frames.png")
def frames() -> bytes:
    """Says it is four billion pictures that follow one another."""
    more = chunk(b"acTL", struct.pack(">II", 2**32 - 1, 0))
    return png(1, 1, zlib.compress(bytes(4)), more=more)


@hostile("colours.png")
def colours() -> bytes:
    """A palette of no colours, with a depth that there is not."""
    return png(9, 9, zlib.compress(bytes(99)), depth=3, colour=3, more=chunk(b"PLTE", b""))


@hostile("checksum.png")
def checksum() -> bytes:
    """A wrong checksum."""
    data = bytearray(good.picture("PNG"))
    data[29] ^= 1
    return bytes(data)


@hostile("polyglot.png", "polyglot.docx")
def polyglot() -> bytes:
    """A picture for one reader, an archive for the other."""
    return good.picture("PNG") + zipped({"word/document.xml": "<a/>", "xl/workbook.xml": "<a/>"})


@hostile("polyglot-page.png")
def polyglot_page() -> bytes:
    """A picture with a web page as its note."""
    note = chunk(b"tEXt", b"Comment\0<script>alert(1)</script><?php system($_GET[0]); ?>")
    return png(1, 1, zlib.compress(bytes(4)), more=note)


@hostile("vector.svg", "vector.png")
def vector() -> bytes:
    """A drawing that reads a file and an address, and swells."""
    return (
        b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" '
        b'xmlns:x="http://www.w3.org/1999/xlink"><image x:href="http://127.0.0.1:9/"/><text>&e;</text></svg>'
    )


for _kind in ("GIF", "TIFF", "WEBP", "ICO", "BMP"):

    @hostile(f"{_kind.lower()}-named.png")
    def _named(kind: str = _kind) -> bytes:
        """A picture of another kind, for whose reader nobody asked."""
        return good.picture(kind)


@hostile("postscript.png", "postscript.jpg")
def postscript() -> bytes:
    """A program for a printer that deletes a file, which some readers of pictures would start."""
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) deletefile\nshowpage\n"


@hostile("exif.jpg")
def exif() -> bytes:
    """Notes on the camera that point at themselves."""
    turned = struct.pack(">HHIHH", 0x0112, 3, 1, 99, 0)
    more = struct.pack(">HHII", 0x8769, 4, 1, 8)
    data = b"Exif\0\0MM\x00*" + struct.pack(">IH", 8, 2) + turned + more + struct.pack(">I", 8)
    sound = good.picture("JPEG")
    return sound[:2] + b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data + sound[2:]


@hostile("segments.jpg")
def segments() -> bytes:
    """200,000 segments without content."""
    sound = good.picture("JPEG")
    return sound[:2] + b"\xff\xfe\x00\x02" * 200_000 + sound[2:]


@hostile("scans.jpg", heavy=True)
def scans() -> bytes:
    """A progressive picture of 16 megapixels whose scans are repeated: each is worked out anew."""
    from PIL import Image

    data = io.BytesIO()
    Image.new("L", (4_000, 4_000)).save(data, "JPEG", progressive=True)
    made = data.getvalue()
    at = made.rindex(b"\xff\xda")
    return made[:-2] + made[at:-2] * 300 + made[-2:]


@hostile("cut.png", "cut.jpg")
def cut() -> bytes:
    """The first half of a picture."""
    made = good.picture("PNG")
    return made[: len(made) // 2]


@hostile("cut-jpeg.jpg")
def cut_jpeg() -> bytes:
    """The first two thirds of a photograph."""
    made = good.picture("JPEG")
    return made[: len(made) * 2 // 3]
