"""The states of the lock, of drafts that come back and of the settings that are photographed, on the sample trust."""

from PySide6.QtWidgets import QScrollArea

from metdesk.drafts import Draft
from ui.care_settings import SettingsSection
from ui.drafting import LostDraft
from ui.form import FormDialog
from ui.locking import Cover, say_unkept
from ui.over_page import OverPage
from ui.parts import column
from ui.stage import Reach, Stage

_HOSTILE = "O’Neill-Ştefănescu <b>"


def settings(stage: Stage) -> SettingsSection:
    """The settings on the care page, brought to sight."""
    stage.room.care("settings")
    return next(one for one in stage.window.findChildren(SettingsSection) if one.isVisible())


def _settings_problem(stage: Stage) -> None:
    shown = settings(stage)
    shown.rows["lock_minutes"].editor.set_value(0)
    shown.save_button.click()


def _prompts(stage: Stage) -> None:
    """The days of cases and the prompts, one of them reworded."""
    stage.room.desk.choose("prompt_low_level", "Record it, however small, and ask the trust’s safeguarding lead.")
    shown = settings(stage)
    stage.settle()
    area = shown.findChild(QScrollArea)
    if area is not None:
        area.ensureWidgetVisible(shown.prompts["prompt_low_level"], 0, 60)


def _reword(stage: Stage) -> None:
    settings(stage).prompts["prompt_harm"].reword()


def _reword_refused(stage: Stage) -> None:
    form = settings(stage).prompts["prompt_harm"].reword()
    form.editor("prompt_harm").set_value("")
    form.try_to_save()


def _draft_back(stage: Stage) -> None:
    stage.room.begin("people", "new person")
    form = stage.window.findChildren(FormDialog)[-1]
    typed = {"surname": _HOSTILE, "forename": "Sam", "starts": "31 Ju"}
    form.bring_back(Draft("people", "new person", "New person", typed, "", [], "starts"))


def _draft_unkept(stage: Stage) -> None:
    stage.room.begin("people", "new person")
    form = stage.window.findChildren(FormDialog)[-1]
    form.bring_back(Draft("people", "new person", "New person", {"surname": _HOSTILE}, "", [], "surname"))
    say_unkept(stage.window, "What you typed could not be kept: there is no room, or its disk is gone.")


def _draft_lost(stage: Stage) -> None:
    words = f"Surname: {_HOSTILE}\nForename: Sam\nRole: Teaching assistant\nStarts: 31 Ju"
    LostDraft(stage.room, Draft("people", "edit person 1", "Edit the person", {}, words), lambda: None).open()


def _locking(stage: Stage) -> None:
    page = OverPage()
    page.setLayout(column(Cover()))
    stage.room.show_over(page)


LOCK: list[tuple[str, Reach]] = [
    ("care-settings", settings),
    ("care-settings-problem", _settings_problem),
    ("care-settings-prompts", _prompts),
    ("care-settings-reword", _reword),
    ("care-settings-reword-refused", _reword_refused),
    ("draft-back", _draft_back),
    ("draft-unkept", _draft_unkept),
    ("draft-lost", _draft_lost),
    ("locking", _locking),
]
