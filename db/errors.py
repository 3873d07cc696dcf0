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
