"""The states of backups and of restoring that are photographed."""

import shutil
from pathlib import Path

from metdesk import backups
from metdesk.sample import PASSPHRASE
from ui.care_backups import BackupsSection
from ui.restore import RestorePage
from ui.stage import Reach, Stage
from ui.unlock import Unlock


def section(stage: Stage) -> BackupsSection:
    """The backups on the care page, brought to sight."""
    stage.room.care("backups")
    stage.settle()
    return next(one for one in stage.window.findChildren(BackupsSection) if one.isVisible())


def _none(stage: Stage) -> None:
    shutil.rmtree(stage.room.desk.folder / "backups", ignore_errors=True)
    section(stage)


def _some(stage: Stage) -> None:
    desk = stage.room.desk
    for reason in ("migration", "import", "time", "close"):
        backups.back_up(desk, reason)
    desk.choose("lock_minutes", 7)
    desk.choose("lock_minutes", 10)
    section(stage)


def _checked(stage: Stage) -> None:
    shown = section(stage)
    damaged = shown.standing.kept[1].folder / "register.db"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    shown.check_all()


def _place(stage: Stage) -> None:
    stick = stage.folder / "My stick"
    stick.mkdir(exist_ok=True)
    section(stage).use(stick)


def _place_away(stage: Stage) -> None:
    (stage.folder / "My stick").rename(stage.folder / "In a drawer")
    section(stage).table.go_to(0)


def _ask(stage: Stage) -> None:
    shown = section(stage)
    shown.table.go_to(len([one for one in shown.standing.kept if one.whole]) - 1)
    shown.restore()


def _restore(stage: Stage) -> None:
    one = section(stage).standing.kept[0]
    stage.room.restore(one)


def _restore_wrong(stage: Stage) -> None:
    page = stage.screen(RestorePage)
    page.editor.set_value("not the passphrase")
    page.go()


def _copy(stage: Stage) -> Path:
    """A register to be damaged, with its backups."""
    made = stage.folder / "Harlow.metdesk"
    if not made.exists():
        shutil.copytree(stage.folder / "Sample trust.metdesk", made)
    return made


def _from_stick(stage: Stage) -> None:
    stage.window.show_doors()
    stage.window.restoring.chosen(stage.folder / "In a drawer")


def _from_stick_lost(stage: Stage) -> None:
    folder = _copy(stage)
    stage.window.restoring.of_register(folder)
    stage.settle()
    page = stage.screen(RestorePage)
    page.editor.set_value(PASSPHRASE)
    page.go()


def _nothing_there(stage: Stage) -> None:
    stage.window.show_doors()
    (stage.folder / "Holiday pictures").mkdir(exist_ok=True)
    stage.window.restoring.chosen(stage.folder / "Holiday pictures")


def _backup_chosen(stage: Stage) -> None:
    stage.window.show_register(next((_copy(stage) / "backups").glob("*.metdesk")))


def _damaged(stage: Stage) -> None:
    folder = _copy(stage)
    file = folder / "register.db"
    file.write_bytes(file.read_bytes()[:20_000])
    stage.window.show_register(folder)
    page = stage.screen(Unlock)
    page.editor.set_value(PASSPHRASE)
    page.unlock()


def _damaged_keys(stage: Stage) -> None:
    (_copy(stage) / "keys.json").write_bytes(b"{}")
    stage.window.show_register(_copy(stage))


BACKUPS: list[tuple[str, Reach]] = [
    ("care-backups-empty", _none),
    ("care-backups", _some),
    ("care-backups-damaged", _checked),
    ("care-backups-second-place", _place),
    ("care-backups-place-away", _place_away),
    ("care-backups-restore", _ask),
]

RESTORE: list[tuple[str, Reach]] = [
    ("restore-this-one", _restore),
    ("restore-wrong-passphrase", _restore_wrong),
    ("restore-from-stick", _from_stick),
    ("restore-what-is-lost", _from_stick_lost),
    ("restore-nothing-there", _nothing_there),
    ("backup-chosen-as-register", _backup_chosen),
    ("damaged-register", _damaged),
    ("damaged-keys", _damaged_keys),
]
"""These end the sitting at the sample trust: they come last."""
