"""What is said, unasked, of a register that is not as it was left."""

from PySide6.QtWidgets import QWidget

from metdesk.calendar import count_of
from metdesk.seal import Since
from ui.dialogs import Message
from ui.seal_watch import SealWatch
from ui.shell import Shell
from ui.tokens import Tone

_SHOWN = 3


class SealNotice(Message):
    """The problems that were found, and a way to the whole list."""


def tell(shell: Shell, watch: SealWatch) -> None:
    """Says what is wrong with the register, or that it was put back to a backup; nothing where all is well."""
    if watch.comparison.since is Since.RESTORED and watch.checked and watch.checked.sound:
        shell.said(watch.comparison.words, undo=False)
        return
    problems = _problems(watch)
    if not problems or not isinstance(shell, QWidget) or shell.findChild(SealNotice):
        return
    rest = len(problems) - _SHOWN
    more = f"\n\n… and {count_of(rest, 'more problem')}." if rest > 0 else ""
    said = "\n\n".join(problems[:_SHOWN]) + more
    notice = SealNotice(shell, Tone.BAD, "This register is not as its keyholders left it", f"{said}\n\n{_ADVICE}")
    notice.offer("Show what was found", lambda: shell.care("seal"))
    notice.open()


def _problems(watch: SealWatch) -> tuple[str, ...]:
    if watch.checked and not watch.running:
        return watch.checked.all_problems
    return () if watch.comparison.calm else (watch.comparison.words,)


_ADVICE = (
    "You can go on reading. Before you enter anything, find out who did this and when: a backup from before shows "
    "what was there."
)
