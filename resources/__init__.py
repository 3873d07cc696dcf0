"""Files shipped with the program: the starter policy, fonts, icons, word lists."""

from pathlib import Path

_HERE = Path(__file__).parent  # importlib.resources would cost a start as much as peewee does


def read(name: str) -> bytes:
    """The bytes of the shipped file `name`, a path inside resources such as `policy/starter.md`."""
    return (_HERE / name).read_bytes()
