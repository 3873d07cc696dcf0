"""The two kinds of error that are not bugs. Everything else reaches the crash dialog."""

from collections.abc import Mapping


class Refused(Exception):
    """Something a person can put right.

    `problems` maps a field's name to one sentence that says what to do; the empty name stands for the
    whole. Nothing was changed when this is raised.
    """

    def __init__(self, problems: str | Mapping[str, str]) -> None:
        self.problems: dict[str, str] = {"": problems} if isinstance(problems, str) else dict(problems)
        super().__init__(" ".join(self.problems.values()))


class Unavailable(Exception):
    """The machine failed: disk full, file locked, register damaged. The sentence says what was kept."""


class NotARegister(Refused):
    """What was chosen is not a register folder: a plain file, or a folder without its two files."""


class BackupChosen(Refused):
    """What was chosen as a register is a backup: it is restored first, never worked in."""


class NewerRegister(Refused):
    """The register was written by a newer version of this program."""


class WrongPassphrase(Refused):
    """The name and passphrase given do not open the register; it does not say which is wrong."""


class TooSoon(Refused):
    """A passphrase was tried too soon after several wrong ones; `seconds` is how long to wait."""

    def __init__(self, problems: str | Mapping[str, str], seconds: int) -> None:
        self.seconds = seconds
        super().__init__(problems)


class GivenUp(Unavailable):
    """A backup was given up because the register was closed while it was made."""


class InUse(Unavailable):
    """Someone has the register open; the sentence says who, on which computer and since when."""


class Damaged(Unavailable):
    """The register, or its key file, is damaged. Nothing was overwritten.

    `backup_is_sound` says that keys.json.bak holds and can be put in its place.
    """

    def __init__(self, sentence: str, *, backup_is_sound: bool = False) -> None:
        self.backup_is_sound = backup_is_sound
        super().__init__(sentence)
