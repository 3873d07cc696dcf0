"""What the program remembers of a keyholder's habits: window, tab, columns, filters. Never a record."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

_RECENT = "recent"
_RECENT_KEPT = 6


class Memory:
    """Choices kept in an INI file of the user's settings folder; nothing in it is secret."""

    def __init__(self, folder: Path, keyholder: str = "") -> None:
        self.folder = folder
        self._settings = QSettings(str(folder / "metdesk.ini"), QSettings.Format.IniFormat)
        self._prefix = f"keyholders/{_plain(keyholder)}/" if keyholder else "anyone/"

    def of(self, keyholder: str) -> "Memory":
        """What is remembered for one keyholder."""
        return Memory(self.folder, keyholder)

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept under `name`, or `default` where there is none or it cannot be read."""
        written = self._settings.value(self._prefix + name)
        if not isinstance(written, str):
            return default
        try:
            return json.loads(written)
        except ValueError:
            return default

    def set(self, name: str, value: Any) -> None:
        """Keeps a value that JSON can hold."""
        self._settings.setValue(self._prefix + name, json.dumps(value))

    def take(self, name: str, default: Any = None) -> Any:
        """The value kept under `name`, which is then forgotten; `default` where there is none of its kind."""
        value = self.get(name, default)
        self._settings.remove(self._prefix + name)
        return value if isinstance(value, type(default)) else default

    def sync(self) -> None:
        """Writes to the disk now what Qt would write in a moment."""
        self._settings.sync()

    def recent(self) -> list[Path]:
        """Registers opened on this PC, the latest first; those that are gone are left out."""
        return [Path(one) for one in self.get(_RECENT, []) if Path(one).is_dir()]

    def opened(self, folder: Path) -> None:
        """Puts a register at the head of the recent ones."""
        others = [str(one) for one in self.recent() if one != folder]
        self.set(_RECENT, [str(folder), *others][:_RECENT_KEPT])


def _plain(name: str) -> str:
    """A name as a settings key: letters and digits as they are, the rest as code points."""
    return "".join(letter if letter.isalnum() else f"_{ord(letter):x}" for letter in name.casefold())
