"""The register’s seal and its whole history."""

from metdesk.desk import Desk
from ui.shell import Shell
from ui.tab import Tab


class SealSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
