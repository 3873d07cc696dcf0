"""A small workbook of before 2007: cells in BIFF8 records, in Microsoft's compound file, by hand."""

from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff"


def _u16(number: int) -> bytes:
    return number.to_bytes(2, "little")


def _u32(number: int) -> bytes:
    return number.to_bytes(4, "little")


def record(kind: int, data: bytes) -> bytes:
    """A BIFF record."""
    return _u16(kind) + _u16(len(data)) + data


def stream(rows: Sequence[Sequence[str]]) -> bytes:
    """The Workbook stream of one sheet."""
    begin, end = _u16(0x0600), record(0x0A, b"")
    globals_ = record(0x0809, begin + _u16(5) + bytes(12)) + record(0x42, _u16(1200))
    place = len(globals_) + 4 + 8 + 5 + len(end)
    globals_ += record(0x85, _u32(place) + bytes(2) + bytes([5, 0]) + b"Staff") + end
    cells = [
        record(0x0204, _u16(at) + _u16(column) + _u16(0) + _u16(len(cell)) + b"\0" + cell.encode("latin-1"))
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    dimensions = record(0x0200, _u32(0) + _u32(len(rows)) + _u16(0) + _u16(len(rows[0])) + _u16(0))
    return globals_ + record(0x0809, begin + _u16(0x10) + bytes(12)) + dimensions + b"".join(cells) + end


def compound(name: str, content: bytes) -> bytes:
    """A compound file with one stream, which is made so long that it has sectors of its own."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // _SECTOR)
    chain = [_u32(at + 1) for at in range(sectors - 1)] + [_END]
    fat = b"".join([_FAT, _END, *[_u32(int.from_bytes(one, "little") + 2) if one != _END else one for one in chain]])
    assert len(fat) <= _SECTOR
    header = b"".join(
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), _u16(0x3E), _u16(3), _u16(0xFFFE), _u16(9), _u16(6),
            bytes(6), bytes(4), _u32(1), _u32(1), bytes(4), _u32(4096), _END, bytes(4), _END, bytes(4), _u32(0),
        ]
    )  # fmt: skip
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, _u32(2), len(content))
    parts = [header.ljust(_SECTOR, b"\xff"), fat.ljust(_SECTOR, b"\xff"), directory.ljust(_SECTOR, b"\0")]
    return b"".join([*parts, content.ljust(sectors * _SECTOR, b"\0")])


def _entry(name: str, kind: int, start: bytes, size: int, child: int | None = None) -> bytes:
    encoded = name.encode("utf-16-le")
    below = _FREE if child is None else _u32(child)
    head = encoded.ljust(64, b"\0") + _u16(len(encoded) + 2) + bytes([kind, 1]) + _FREE + _FREE + below
    return head + bytes(16 + 4 + 16) + start + _u32(size) + bytes(4)


def old_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as an .xls file."""
    return compound("Workbook", stream(rows))
