"""Sound files under the names of others, cut short, with bits flipped; and noise."""

import random
from collections.abc import Callable

from tests.hostile import good
from tests.hostile.kept import keep

SOUND: dict[str, Callable[[], bytes]] = {
    "docx": good.docx,
    "odt": good.odt,
    "pdf": good.pdf,
    "xlsx": good.xlsx,
    "xls": good.xls,
    "ods": good.ods,
    "csv": good.csv,
    "md": lambda: b"# A policy\n\n1. Scope\n\n1.1. Everybody.\n",
    "png": lambda: good.picture("PNG"),
    "jpg": lambda: good.picture("JPEG"),
    "json": lambda: b'{"surname": "Smith", "forename": "Ann"}',
}
OTHERS: dict[str, bytes] = {
    "program": b"MZ\x90\x00" + bytes(500),
    "elf": b"\x7fELF" + bytes(500),
    "gzip": b"\x1f\x8b\x08" + bytes(500),
    "database": b"SQLite format 3\0" + bytes(500),
    "page": b"<!DOCTYPE html><html><body><table><tr><td>Surname</td></tr></table></body></html>",
    "rich-text": rb"{\rtf1 1. Scope\par}",
    "message": b"From: a@b.example\r\nSubject: 1. Scope\r\n\r\nbody\r\n",
    "shortcut": b"[InternetShortcut]\r\nURL=file:///etc/passwd\r\n",
}
FLIPS = 12
_NOISE = (0, 1, 15, 100, 5_000)


def flipped(data: bytes, seed: int) -> bytes:
    """The file with some bits flipped; which, the seed says."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _enter() -> None:
    for name, make in SOUND.items():
        for other in SOUND:
            if other != name:
                keep(f"{name}-named.{other}", f"A sound .{name} under the name of a .{other}.", make)
        for share in (1, 10, 50, 90, 99):
            keep(
                f"{name}-cut-at-{share}.{name}",
                f"The first {share} per cent of a sound file.",
                lambda make=make, share=share: make()[: len(make()) * share // 100],  # type: ignore[misc]
            )
        for seed in range(FLIPS):
            keep(
                f"flipped-{seed}.{name}",
                "A sound file, some of whose bits are flipped.",
                lambda make=make, seed=seed: flipped(make(), seed),  # type: ignore[misc]
            )
        for size in _NOISE:
            keep(
                f"noise-{size}.{name}",
                f"{size} bytes at random.",
                lambda size=size, name=name: random.Random(f"{size} {name}").randbytes(size),  # type: ignore[misc]
            )
    for name, data in OTHERS.items():
        for other in SOUND:
            keep(f"{name}-named.{other}", "Another kind of file, under this name.", lambda data=data: data)  # type: ignore[misc]


_enter()
