"""The states of backups and of restoring that are photographed."""

import json
import shutil
import socket
from pathlib import Path

from metdesk import backups
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.sample import KEYHOLDER, PASSPHRASE
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
    return _made(stage, "Harlow")


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
    _unlock(stage, folder)


def _damaged_keys(stage: Stage) -> None:
    (_copy(stage) / "keys.json").write_bytes(b"{}")
    stage.window.show_register(_copy(stage))


def _in_use(stage: Stage) -> None:
    folder = _whole(stage)
    with Desk.open(folder, KEYHOLDER, PASSPHRASE):
        _unlock(stage, folder)
        stage.settle()


def _newer(stage: Stage) -> None:
    newer = "This register was written by a newer version of Metdesk: install that to open it."
    stage.window.show_register(_whole(stage))
    stage.screen(Unlock).fail(Refused(newer))


def _read_only(stage: Stage) -> None:
    stage.window.show_room(Desk.open(_another(stage), KEYHOLDER, PASSPHRASE, read_only=True))
    stage.tab("overview")


def _unclean(stage: Stage) -> None:
    folder = _another(stage)
    stage.window.close_register()
    left = {"keyholder": KEYHOLDER, "computer": socket.gethostname(), "since": "2026-11-25T08:30:00+00:00"}
    (folder / "session.lock").write_text(json.dumps(left), "utf-8")
    stage.window.show_room(Desk.open(folder, KEYHOLDER, PASSPHRASE))
    stage.tab("overview")


def _on_a_stick(stage: Stage) -> None:
    stage.room.desk.store.was_unclean = False
    stage.room.desk.store.kind = "removable"
    backups.choose_place(stage.room.desk, stage.folder / "In a drawer")
    note = stage.room.desk.folder / "backups" / "second-place.json"
    said = json.loads(note.read_text("utf-8")) | {"reached": "2026-01-05T08:30:00+00:00"}
    note.write_text(json.dumps(said), "utf-8")
    stage.tab("overview")
    stage.room.desk.choose("lock_minutes", 8)


def _unlock(stage: Stage, folder: Path) -> None:
    stage.window.show_register(folder)
    page = stage.screen(Unlock)
    page.editor.set_value(PASSPHRASE)
    page.unlock()


def _whole(stage: Stage) -> Path:
    return _made(stage, "Dean")


def _another(stage: Stage) -> Path:
    return _made(stage, "Ash Hill")


def _made(stage: Stage, name: str) -> Path:
    """A further copy of the sample trust."""
    made = stage.folder / f"{name}.metdesk"
    if not made.exists():
        shutil.copytree(stage.folder / "Sample trust.metdesk", made)
    return made


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
    ("in-use", _in_use),
    ("newer-register", _newer),
    ("read-only", _read_only),
    ("after-unclean-end", _unclean),
    ("on-a-stick", _on_a_stick),
]
"""These end the sitting at the sample trust: they come last."""
