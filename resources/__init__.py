"""Files shipped with the program: the starter policy, fonts, icons, word lists."""

from importlib.resources import files


def read(name: str) -> bytes:
    """The bytes of the shipped file `name`, a path inside resources such as `policy/starter.md`."""
    return files(__name__).joinpath(name).read_bytes()
