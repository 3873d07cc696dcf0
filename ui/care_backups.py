"""The register’s backups: when, how large, sound, and the way back to one."""

from metdesk.desk import Desk
from ui.shell import Shell
from ui.tab import Tab


class BackupsSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
