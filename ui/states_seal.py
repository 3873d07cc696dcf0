"""The states of seal and history that are photographed, on the sample trust."""

from dataclasses import replace

from PySide6.QtCore import QEventLoop

from metdesk.seal import Comparison, Since
from ui.care_seal import SealSection
from ui.fold import Fold
from ui.seal_cards import ProblemsDialog
from ui.stage import Reach, Stage
from ui.states_accounts import tab as accounts_tab

_PROBLEMS = (
    "Of entry 5 of 25 November 2024 by Jo Marsh (“Staff list taken in: 479 people”) the text was changed after it was "
    "written.",
    "The account @ashhillprimary (X) was changed without an entry: Account name, State.",
    "The person Mrs Hilary Pemberton was taken out of the file without an entry.",
    "Entries 61 to 64 are missing.",
)
_OLDER = (
    "This register is older than the one this PC saw on 5 March 2026 at 08:31: at least 12 entries made by then are "
    "missing (seal 116 · 7f3a 91c2, now 104 · 320c e336). Ask who put a copy in its place; to have the entries back, "
    "restore the newest backup."
)


def section(stage: Stage) -> SealSection:
    """Seal and history on the care page, brought to sight with the register verified."""
    while stage.room.seal.running:
        stage.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    stage.room.care("seal")
    return next(one for one in stage.window.findChildren(SealSection) if one.isVisible())


def _checked(stage: Stage, problems: tuple[str, ...], comparison: Comparison) -> None:
    watch = stage.room.seal
    if watch.checked:
        watch.take(replace(watch.checked, problems=problems, comparison=comparison))


def _found(stage: Stage) -> None:
    shown = section(stage)
    entry = shown.history.model.row(40)
    if entry:
        shown.history.show_entry(entry.n)
        shown.find_card.field.setText(_seal_of(stage, entry.n))
        shown.find_card.look()


def _seal_of(stage: Stage, n: int) -> str:
    from metdesk import seal

    return seal.at_entry(stage.room.desk, n)


def _not_found(stage: Stage) -> None:
    shown = section(stage)
    shown.find_card.field.setText("12 · 7f3a 91c2")
    shown.find_card.look()


def _large_entry(stage: Stage) -> None:
    section(stage).history.show_entry(5)


def _nothing_matches(stage: Stage) -> None:
    section(stage).history.finder.open_all("no such deed")


def _problems_noticed(stage: Stage) -> None:
    section(stage).history.finder.open_all()
    stage.room.leave_over()
    _checked(stage, _PROBLEMS, Comparison(Since.FOLLOWS))


def _older_noticed(stage: Stage) -> None:
    stage.room.leave_over()
    _checked(stage, (), Comparison(Since.OLDER, _OLDER))


def _problems_read(stage: Stage) -> None:
    _checked(stage, _PROBLEMS, Comparison(Since.OLDER, _OLDER))
    stage.reset()
    watch, shown = stage.room.seal, section(stage)
    if watch.checked:
        ProblemsDialog(shown.window(), watch.checked).open()


def _restored(stage: Stage) -> None:
    stage.room.leave_over()
    words = "Put back to an earlier state by Jo Marsh on 25 November 2026 at 10:02: Restored the backup of yesterday."
    _checked(stage, (), Comparison(Since.RESTORED, words))


def _sound_again(stage: Stage) -> None:
    section(stage)
    _checked(stage, (), Comparison(Since.FOLLOWS))


def _record_history(stage: Stage) -> None:
    shown = accounts_tab(stage)
    folds = shown.panel.findChildren(Fold)
    folds[-1].turn()
    stage.settle()
    shown.panel.verticalScrollBar().setValue(shown.panel.verticalScrollBar().maximum())


SEAL: list[tuple[str, Reach]] = [
    ("care-seal", section),
    ("care-seal-found", _found),
    ("care-seal-not-found", _not_found),
    ("care-seal-large-entry", _large_entry),
    ("care-seal-nothing-matches", _nothing_matches),
    ("care-seal-print", lambda stage: section(stage).print_extract()),
    ("seal-problems-noticed", _problems_noticed),
    ("care-seal-problems", section),
    ("seal-older-noticed", _older_noticed),
    ("care-seal-older", section),
    ("care-seal-problems-read", _problems_read),
    ("seal-restored", _restored),
    ("care-seal-restored", section),
    ("care-seal-sound", _sound_again),
    ("account-first-entered", _record_history),
]
