"""What the window imports before it is needed: nothing heavy, so that it opens at once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import KEYHOLDER, PASSPHRASE

HEAVY = {
    "PySide6.QtDBus",
    "PIL", "argon2", "cryptography", "defusedxml", "docx", "holidays", "hypothesis", "lxml", "markdown_it",
    "multiprocessing", "openpyxl", "pypdfium2", "python_calamine", "reportlab", "rich", "typer", "zxingcpp",
}  # fmt: skip
TO_UNLOCK = {"argon2", "cryptography", "holidays"}
"""`holidays` is imported beside the opening of the register: Overview counts deadlines in school days."""
OF_OTHER_TABS = {"metdesk.intake", "metdesk.paper", "metdesk.export", "metdesk.sample", "ui.policy", "ui.accounts"}

WINDOW = """
import json, sys
from pathlib import Path

from ui import application
from ui.memory import Memory
from ui.tabs import tabs
from ui.theme import Theme
from ui.window import MainWindow, wish
from metdesk import app

program = application.application()
memory = Memory(Path(sys.argv[1]))
theme = Theme(program)
theme.wear(wish(memory))
window = MainWindow(tabs(), app.open_sample, memory, theme, program)
window.show_doors()
window.show()
program.processEvents()
seen = {"doors": list(sys.modules)}

from metdesk.desk import Desk

window.show_room(Desk.open(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
program.processEvents()
seen["overview"] = list(sys.modules)
for place in range(len(window.room.specs)):
    window.room.tabs.setCurrentIndex(place)
    program.processEvents()
seen["every tab"] = list(sys.modules)
window.close()
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def imported(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What a fresh program has imported at the doors, at the Overview of a register, and after every tab."""
    place = tmp_path_factory.mktemp("start")
    folder = shutil.copytree(empty_folder, place / "Register.metdesk")
    words = [sys.executable, "-c", WINDOW, str(place), str(folder), KEYHOLDER, PASSPHRASE]
    home = Path(__file__).parents[2]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(words, capture_output=True, text=True, check=True, cwd=home, env=environment)
    return {screen: set(names) for screen, names in json.loads(ran.stdout).items()}


def test_the_doors_import_nothing_heavy(imported: dict[str, set[str]]) -> None:
    assert imported["doors"] & HEAVY == set()
    assert imported["doors"] & {"metdesk.desk", "peewee", "sqlcipher3", "ui.room", "ui.unlock"} == set()
    assert imported["doors"] & OF_OTHER_TABS == set()


def test_overview_imports_no_more_than_unlocking_takes(imported: dict[str, set[str]]) -> None:
    assert imported["overview"] & HEAVY <= TO_UNLOCK
    assert imported["overview"] & OF_OTHER_TABS == set()


def test_no_tab_imports_what_only_its_commands_need(imported: dict[str, set[str]]) -> None:
    assert imported["every tab"] >= {"ui.policy", "ui.accounts"}
    assert imported["every tab"] & HEAVY <= TO_UNLOCK
