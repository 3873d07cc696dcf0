"""How a hostile file is kept: as a function that makes it, the same bytes every time, with what it attacks."""

from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """A file by its name. `heavy`: it ends a process that is not held by limits, or takes seconds."""

    name: str
    attacks: str
    make: Make
    heavy: bool = False


CORPUS: dict[str, Hostile] = {}


def keep(name: str, attacks: str, make: Make, *, heavy: bool = False) -> None:
    """Enters a file; no name twice."""
    assert name not in CORPUS, name
    CORPUS[name] = Hostile(name, attacks, make, heavy)


def hostile(*names: str, heavy: bool = False) -> Callable[[Make], Make]:
    """Enters what a function makes under these names; its docstring says what it attacks."""

    def enter(make: Make) -> Make:
        for name in names:
            keep(name, (make.__doc__ or "").strip(), make, heavy=heavy)
        return make

    return enter
