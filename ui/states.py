"""The states of the window that are photographed, in the order in which one leads to the next.

A tab's author adds the states of the tab: a name, and a function that brings the stage there. Between two
states dialogs, toast and preview are closed; tabs and what is chosen in them stay.
"""

from metdesk import printing
from metdesk.errors import Refused, Unavailable
from ui.dialogs import CrashDialog, confirm
from ui.doors import Doors
from ui.form import FormDialog
from ui.recovery import KeyPage, Recover
from ui.register_tab import RegisterTab
from ui.stage import PASSPHRASE, Reach, Stage
from ui.start import Start
from ui.states_accounts import ACCOUNTS
from ui.states_acknowledgements import ACKNOWLEDGEMENTS, EMPTY
from ui.states_approaches import APPROACHES
from ui.states_approaches import EMPTY as NO_APPROACHES
from ui.states_attachments import ATTACHMENTS
from ui.states_backups import BACKUPS, RESTORE
from ui.states_breaches import BREACHES
from ui.states_breaches import EMPTY as NO_CASES
from ui.states_calendar import CALENDAR, EMPTY_CALENDAR
from ui.states_declarations import DECLARATIONS
from ui.states_declarations import EMPTY as NOTHING_DECLARED
from ui.states_evidence import EVIDENCE
from ui.states_files import FILES, START_FILES
from ui.states_keyholders import KEYHOLDERS
from ui.states_lock import LOCK
from ui.states_people import PEOPLE
from ui.states_people import tab as people_tab
from ui.states_policy import IMPORTS, POLICY
from ui.states_reconfirming import EMPTY as NO_YEAR
from ui.states_reconfirming import YEAR
from ui.states_reviewing import REVIEWING
from ui.states_seal import SEAL
from ui.unlock import Unlock

_WRONG_TRIES = 6
_REPORT = "Metdesk 0.1.0\nPython 3.11.7, Qt 6.11.3, Linux\nbuiltins.KeyError\n  ui/accounts.py:120 in show_record\n"


# -- before a register is open ---------------------------------------------------------------------


def _start(stage: Stage) -> None:
    stage.screen(Doors).start.click()


def _start_nothing_typed(stage: Stage) -> None:
    stage.screen(Start).next_button.click()


def _start_you(stage: Stage) -> None:
    page = stage.screen(Start)
    page.rows["trust"].editor.set_value("Mowbray Education Trust")
    page.next_button.click()


def _start_weak(stage: Stage) -> None:
    page = stage.screen(Start)
    page.rows["keyholder"].editor.set_value("Jo Marsh")
    page.passphrase.first.editor.set_value("password")
    page.next_button.click()


def _start_place(stage: Stage) -> None:
    page = stage.screen(Start)
    page.passphrase.first.editor.set_value(PASSPHRASE)
    page.passphrase.again.editor.set_value(PASSPHRASE)
    page.rows["place"].editor.set_value("Documents")
    page.next_button.click()


def _key(stage: Stage) -> None:
    page = stage.screen(Start)
    page.rows["place"].editor.set_value(str(stage.folder))
    page.rows["name"].editor.set_value(stage.empty.stem)
    page.next_button.click()


def _key_wrong(stage: Stage) -> None:
    page = stage.screen(KeyPage)
    page.group.editor.set_value("XXXX")
    page.check()


def _empty_room(stage: Stage) -> None:
    page = stage.screen(KeyPage)
    page.group.editor.set_value(page.groups[page.asked])
    page.check()


def _unlock_wrong(stage: Stage) -> None:
    page = stage.screen(Unlock)
    page.editor.set_value("not the passphrase")
    page.unlock()


def _unlock_wait(stage: Stage) -> None:
    for _ in range(_WRONG_TRIES):
        _unlock_wrong(stage)
        stage.settle()


def _recover_slip(stage: Stage) -> None:
    page = stage.screen(Recover)
    page.key.editor.set_value("7K2M-9QXA-7K2M-9QXA-7K2M-9QXA-7K2M-9QXA-7K2M")
    page.passphrase.first.editor.set_value(PASSPHRASE)
    page.passphrase.again.editor.set_value(PASSPHRASE)
    page.recover()


def _not_a_register(stage: Stage) -> None:
    folder = stage.folder / "Holiday pictures"
    folder.mkdir(exist_ok=True)
    stage.window.show_register(folder)


def _sample(stage: Stage) -> None:
    stage.window.show_doors()
    stage.screen(Doors).sample.click()
    stage.settle()
    stage.tab("overview")


FRONT: list[tuple[str, Reach]] = [
    ("doors", lambda stage: stage.window.show_doors()),
    ("start-trust", _start),
    ("start-nothing-typed", _start_nothing_typed),
    *START_FILES,
    ("start-you", _start_you),
    ("start-weak-passphrase", _start_weak),
    ("start-place", _start_place),
    ("recovery-key", _key),
    ("recovery-key-wrong-group", _key_wrong),
    ("empty-register", _empty_room),
    ("empty-policy", lambda stage: stage.tab("policy")),
    ("empty-accounts", lambda stage: stage.tab("accounts")),
    *NOTHING_DECLARED,
    *NO_APPROACHES,
    *NO_YEAR,
    *NO_CASES,
    *EMPTY,
    ("empty-people", lambda stage: stage.tab("people")),
    ("empty-schools", lambda stage: people_tab(stage).show_list("school")),
    *EMPTY_CALENDAR,
    ("unlock", lambda stage: stage.window.lock()),
    ("unlock-wrong", _unlock_wrong),
    ("unlock-wait", _unlock_wait),
    ("recover", lambda stage: stage.screen(Unlock).recover_button.click()),
    ("recover-slip", _recover_slip),
    ("doors-with-recent", lambda stage: stage.window.show_doors()),
    ("not-a-register", _not_a_register),
]


# -- the sample trust ------------------------------------------------------------------------------


def _register(stage: Stage) -> "RegisterTab[object]":
    tab = stage.tab("accounts")
    if not isinstance(tab, RegisterTab):
        raise TypeError("the accounts are no register tab")
    return tab


def _nothing_found(stage: Stage) -> None:
    _register(stage).finder.search.setText("nothing is called this")


def _several(stage: Stage) -> None:
    tab = _register(stage)
    tab.clear()
    tab.table.setFocus()
    tab.table.selectAll()


def _one(stage: Stage) -> None:
    tab = _register(stage)
    tab.table.go_to(3)
    tab.table.setFocus()


def _find(stage: Stage) -> None:
    stage.room.find_box.setFocus()
    stage.room.find_box.setText("ash")


def _form(stage: Stage) -> FormDialog:
    tab = _register(stage)
    if tab.primary_button:
        tab.primary_button.click()
    return stage.window.findChildren(FormDialog)[-1]


def _form_problems(stage: Stage) -> None:
    form = _form(stage)
    form.try_to_save()
    form.show_problems({**_missing(form), "": "Nothing was saved: put right what is marked."})


def _missing(form: FormDialog) -> dict[str, str]:
    try:
        form.values()
    except Refused as refused:
        return refused.problems
    return {}


def _form_unsaved(stage: Stage) -> None:
    form = _form(stage)
    form.editor("handle").set_value("@ashhill")
    form.reject()


def _preview(stage: Stage) -> None:
    stage.room.preview(lambda: printing.accounts(stage.room.desk))


def _confirm(stage: Stage) -> None:
    words = "They can be taken back with Undo."
    confirm(stage.room, "Move 3 accounts to the bin?", words, "Move to the bin", lambda: None)


def _full_disk(stage: Stage) -> None:
    stage.room.fail(Unavailable("The disk is full. What you saved before is kept: make room and try again."))


SAMPLE: list[tuple[str, Reach]] = [
    ("overview", _sample),
    *POLICY,
    ("accounts", _one),
    ("accounts-several", _several),
    ("accounts-nothing-found", _nothing_found),
    ("accounts-again", lambda stage: _register(stage).clear()),
    *ACCOUNTS,
    *ATTACHMENTS,
    *DECLARATIONS,
    *APPROACHES,
    *YEAR,
    *BREACHES,
    *EVIDENCE,
    *ACKNOWLEDGEMENTS,
    *REVIEWING,
    *PEOPLE,
    *CALENDAR,
    *IMPORTS,
    *KEYHOLDERS,
    *LOCK,
    *BACKUPS,
    *SEAL,
    *FILES,
    ("tabs-by-keyboard", lambda stage: stage.room.tabs.setFocus()),
    ("find", _find),
    ("form", _form),
    ("form-problems", _form_problems),
    ("form-unsaved", _form_unsaved),
    ("settings", lambda stage: stage.room.header.keyholder.showMenu()),
    ("toast", lambda stage: stage.room.said("Added @ashhill (Facebook).")),
    ("undo-nothing", lambda stage: stage.room.undo()),
    ("preview", _preview),
    ("help", lambda stage: stage.room.help()),
    ("confirm", _confirm),
    ("refused", lambda stage: stage.room.fail(Refused("As reader you can look but not do this."))),
    ("unavailable", _full_disk),
    ("mistake", lambda stage: CrashDialog(stage.room, _REPORT).open()),
]

STATES: list[tuple[str, Reach]] = [*FRONT, *SAMPLE, *RESTORE]
