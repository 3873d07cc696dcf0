"""Pictures of every tab, dialog, empty state and error, to be looked at as a printer looks at proofs."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.stage import Stage
from ui.states import STATES
from ui.tabs import tabs
from ui.theme import Scheme, Wish

_SMALL = (1366, 768)


def take(out: Path, dark: bool = False, size: tuple[int, int] = _SMALL, text_percent: int = 100) -> list[Path]:
    """Takes every picture of `states.STATES` into `out`; returns the files, named by number, state and size.

    `text_percent` is the text size: 125 shows what a screen at 125 % does.
    """
    wish = Wish(Scheme.DARK if dark else Scheme.LIGHT, text_percent)
    ending = f"{size[0]}x{size[1]}" + (f"-{text_percent}" if text_percent != 100 else "") + ("-dark" if dark else "")
    taken = []
    with _stage(wish, size) as stage:
        for number, (name, reach) in enumerate(STATES, 1):
            stage.reset()
            reach(stage)
            taken.append(_kept(stage, out / f"{number:02}-{name}-{ending}.png"))
    return taken


def take_tabs(out: Path) -> list[Path]:
    """Takes a picture of every tab of the sample trust into `out`; returns the files, named by number and tab."""
    with _stage(Wish(Scheme.LIGHT, 100), _SMALL) as stage:
        dict(STATES)["overview"](stage)
        taken = []
        for number, spec in enumerate(stage.room.specs, 1):
            stage.tab(spec.name)
            taken.append(_kept(stage, out / f"{number}-{spec.name}.png"))
    return taken


@contextmanager
def _stage(wish: Wish, size: tuple[int, int]) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), tabs(), wish, size)
        try:
            yield stage
        finally:
            stage.close()


def _kept(stage: Stage, file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    stage.picture().save(str(file))
    return file
