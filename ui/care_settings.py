"""The trust’s choices for this register."""

from metdesk.desk import Desk
from ui.shell import Shell
from ui.tab import Tab


class SettingsSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
