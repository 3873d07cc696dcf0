"""Pictures of every tab, dialog, empty state and error, to be looked at as a printer looks at proofs."""

import tempfile
from pathlib import Path

from ui.stage import Stage
from ui.states import STATES
from ui.tabs import tabs
from ui.theme import Scheme, Wish


def take(out: Path, dark: bool = False, size: tuple[int, int] = (1366, 768), text_percent: int = 100) -> list[Path]:
    """Takes every picture of `states.STATES` into `out`; returns the files, named by number, state and size.

    `text_percent` is the text size: 125 shows what a screen at 125 % does.
    """
    out.mkdir(parents=True, exist_ok=True)
    wish = Wish(Scheme.DARK if dark else Scheme.LIGHT, text_percent)
    ending = f"{size[0]}x{size[1]}" + (f"-{text_percent}" if text_percent != 100 else "") + ("-dark" if dark else "")
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), tabs(), wish, size)
        try:
            for number, (name, reach) in enumerate(STATES, 1):
                stage.reset()
                reach(stage)
                file = out / f"{number:02}-{name}-{ending}.png"
                stage.picture().save(str(file))
                taken.append(file)
        finally:
            stage.close()
    return taken
