"""The states of the settings that are photographed, on the sample trust."""

from ui.care_settings import SettingsSection
from ui.stage import Reach, Stage


def settings(stage: Stage) -> SettingsSection:
    """The settings on the care page, brought to sight."""
    stage.room.care("settings")
    return next(one for one in stage.window.findChildren(SettingsSection) if one.isVisible())


def _settings_problem(stage: Stage) -> None:
    shown = settings(stage)
    shown.rows["lock_minutes"].editor.set_value(0)
    shown.save()


LOCK: list[tuple[str, Reach]] = [
    ("care-settings", settings),
    ("care-settings-problem", _settings_problem),
]
