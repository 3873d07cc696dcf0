"""Where this PC keeps what the program remembers: never a record of a register."""

from pathlib import Path

import platformdirs

NAME = "Metdesk"


def settings_folder() -> Path:
    """The user's folder for settings."""
    return Path(platformdirs.user_config_path(NAME, appauthor=False))


def data_folder() -> Path:
    """The user's folder for data, where the sample trust is kept."""
    return Path(platformdirs.user_data_path(NAME, appauthor=False))
