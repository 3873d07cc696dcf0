"""Zip archives made by hand: as a sound writer would, and as none would."""

import functools
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WHEN = (2026, 3, 5, 12, 0, 0)


def zipped(parts: Mapping[str, str | bytes], *, stored: Sequence[str] = ("mimetype",)) -> bytes:
    """A sound archive of these parts, the same bytes every time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, how)
    return data.getvalue()


@functools.cache
def squeezed(byte: bytes, count: int, window: int = 15) -> bytes:
    """Deflated data that inflates to so many times `byte`, made without ever holding them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, window)
    pieces = [squeeze.compress(byte * 1_000_000) for _ in range(count // 1_000_000)]
    return b"".join([*pieces, squeeze.compress(byte * (count % 1_000_000)), squeeze.flush()])


def blanks(count: int) -> bytes:
    """So many blanks, deflated as in an archive."""
    return squeezed(b" ", count, -15)


def entry(name: str, content: bytes, size: int, crc: int) -> tuple[bytes, bytes]:
    """A deflated entry's local part, and its line of the directory but for its place."""
    encoded = name.encode()
    facts = b"".join(
        [
            (20).to_bytes(2, "little"), bytes(2), (8).to_bytes(2, "little"), bytes(4), crc.to_bytes(4, "little"),
            len(content).to_bytes(4, "little"), size.to_bytes(4, "little"), len(encoded).to_bytes(2, "little"),
        ]
    )  # fmt: skip
    local = b"PK\x03\x04" + facts + bytes(2) + encoded + content
    return local, b"PK\x01\x02" + (20).to_bytes(2, "little") + facts + bytes(12) + b"%s" + encoded


def archive(parts: Sequence[tuple[str, int, int]]) -> bytes:
    """An archive of parts of blanks: (name, how many, how many it says there are)."""
    body, lines = b"", b""
    for name, count, said in parts:
        local, line = entry(name, blanks(count), said, _checksum(count))
        lines += line.replace(b"%s", len(body).to_bytes(4, "little"), 1)
        body += local
    return body + lines + _end(len(parts), len(lines), len(body))


def overlapping(name: str, count: int, times: int) -> bytes:
    """An archive in which `times` lines of the directory point at one and the same part of `count` blanks."""
    local, line = entry(name, blanks(count), count, _checksum(count))
    lines = line.replace(b"%s", bytes(4), 1) * times
    return local + lines + _end(times, len(lines), len(local))


@functools.cache
def _checksum(count: int) -> int:
    so_far = 0
    for _ in range(count // 1_000_000):
        so_far = zlib.crc32(b" " * 1_000_000, so_far)
    return zlib.crc32(b" " * (count % 1_000_000), so_far)


def _end(count: int, length: int, place: int) -> bytes:
    counts = count.to_bytes(2, "little") * 2
    return b"PK\x05\x06" + bytes(4) + counts + length.to_bytes(4, "little") + place.to_bytes(4, "little") + bytes(2)
