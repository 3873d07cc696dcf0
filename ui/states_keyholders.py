"""The states of keyholders and the recovery sheet that are photographed, on the sample trust."""

from metdesk import keyholders
from metdesk.roles import Role
from ui import keyholder_forms as forms
from ui.care_keyholders import KeyholdersSection
from ui.passphrase import NewPassphrase
from ui.school_ticks import SchoolTicks
from ui.stage import Reach, Stage


def section(stage: Stage) -> KeyholdersSection:
    """The keyholders on the care page, brought to sight."""
    stage.room.care("keyholders")
    return next(one for one in stage.window.findChildren(KeyholdersSection) if one.isVisible())


def _head(stage: Stage) -> keyholders.Holder:
    return next(one for one in keyholders.everyone(stage.room.desk) if one.role == Role.HEADTEACHER)


def _chosen(stage: Stage) -> None:
    shown = section(stage)
    place = [one.name for one in keyholders.everyone(stage.room.desk)].index(_head(stage).name)
    shown.table.go_to(place)


def _problems(stage: Stage) -> None:
    section(stage)
    form = forms.add(stage.room.desk, stage.room)
    form.editor("name").set_value("O’Neill-Ştefănescu <b>")
    form.findChildren(SchoolTicks)[0].some.setChecked(True)
    form.try_to_save()


def _change(stage: Stage) -> None:
    section(stage)
    forms.change(stage.room.desk, stage.room, _head(stage))


def _passphrase(stage: Stage) -> None:
    section(stage)
    form = forms.PassphraseForm(stage.room.desk, stage.room)
    form.open()
    form.old.set_value("not the one so far")
    for one in form.findChildren(NewPassphrase):
        for line in (one.first, one.again):
            line.editor.set_value("amber kettle walnut drift")
    form.try_to_save()


KEYHOLDERS: list[tuple[str, Reach]] = [
    ("care-keyholders", section),
    ("care-keyholders-head", _chosen),
    ("care-keyholders-roles", lambda stage: section(stage).show_roles()),
    ("care-keyholders-add", lambda stage: section(stage).add()),
    ("care-keyholders-problems", _problems),
    ("care-keyholders-change", _change),
    ("care-keyholders-remove", lambda stage: section(stage).remove(_head(stage))),
    ("care-keyholders-hand-over", lambda stage: section(stage).hand_over()),
    ("care-keyholders-passphrase", _passphrase),
    ("care-keyholders-new-sheet", lambda stage: section(stage).new_sheet()),
]
