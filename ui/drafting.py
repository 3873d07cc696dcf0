"""Half-typed forms: kept as they are typed and as the register is left, and brought back to whoever typed them.

A form that writes a record is given a `Keeping`, which names the tab and the step that open the same form again.
Nothing is kept of forms that ask what to print, of lists that are being imported (the file is still where it was), of
the line typed while a pile of forms is keyed in (the form still lies on top of it), and of whatever takes a passphrase.
"""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from metdesk import drafts
from metdesk.desk import Desk
from metdesk.drafts import Draft
from ui.dialogs import Message
from ui.memory import Memory
from ui.parts import button
from ui.theme import px
from ui.tokens import Tone

_DONE = "drafts done"
_DONE_KEPT = 50


class Drafts:
    """The drafts of whoever sits at `desk`. `memory` keeps which of them are done with, so that a copy of an old
    draft that is put back does not come up again on this PC."""

    def __init__(self, desk: Desk, memory: Memory) -> None:
        self._desk, self._memory = desk, memory

    def of(self, tab: str, step: str) -> "Keeping":
        """The draft of the form that `step` in the tab called `tab` opens."""
        return Keeping(self, tab, step)

    def left(self) -> Draft | None:
        """The form that was left half-typed, where there is one."""
        draft = drafts.kept(self._desk)
        if draft is not None and draft.id in self._memory.get(_DONE, []):
            drafts.drop(self._desk)
            return None
        return draft

    def keep(self, draft: Draft) -> None:
        """Keeps it, while the register is open. Refused, Unavailable: it could not be kept."""
        if not self._desk.closed:  # a pause in typing may end later
            drafts.keep(self._desk, draft)

    def done(self, draft_id: str) -> None:
        """Takes the draft away: it was saved, or thrown away."""
        self._memory.set(_DONE, [*self._memory.get(_DONE, []), draft_id][-_DONE_KEPT:])
        drafts.drop(self._desk)


class Keeping:
    """The draft of one form."""

    def __init__(self, drafts: Drafts, tab: str, step: str) -> None:
        self.tab, self.step = tab, step
        self._drafts = drafts
        self._id = uuid.uuid4().hex
        self._is_kept = False

    def keep(self, title: str, typed: dict[str, Any], words: str, lost: list[str], focus: str) -> None:
        """Keeps what is typed. Refused, Unavailable: it could not be kept."""
        self._drafts.keep(Draft(self.tab, self.step, title, typed, words, lost, focus, self._id))
        self._is_kept = True

    def take_up(self, draft: Draft) -> None:
        """Goes on with a draft that was brought back."""
        self._id = draft.id
        self._is_kept = True

    def drop(self) -> None:
        """Takes what was kept away."""
        if self._is_kept:
            self._drafts.done(self._id)
            self._is_kept = False


class ComesBack:
    """A widget of which what was done in it comes back: it has a `Keeping`, until it is closed."""

    _draft: Keeping | None = None

    def keeps(self, tab: str, step: str) -> bool:
        """Whether this is what `step` in the tab called `tab` opens, and of which drafts are kept."""
        return self._draft is not None and (self._draft.tab, self._draft.step) == (tab, step)

    def keep(self) -> None:
        """Keeps what was done, where there is anything. Refused, Unavailable: it could not be kept."""
        raise NotImplementedError

    def bring_back(self, draft: Draft) -> None:
        """Takes up what was kept, and says so."""
        raise NotImplementedError

    def say_unkept(self, problem: str) -> None:
        """Says why the register cannot be left yet."""
        raise NotImplementedError

    def forget_draft(self) -> None:
        """Takes away what was kept: it was saved, or thrown away."""
        if self._draft is not None:
            self._draft.drop()


def coming_back(window: QWidget, *, shown: bool = False) -> list[ComesBack]:
    """Everything in a window of which what was done in it comes back; what is `shown` at the moment alone."""
    every = [one for one in window.findChildren(QWidget) if one.isVisible() or not shown]
    return [one for one in every if isinstance(one, ComesBack)]


class Returning(ComesBack, QDialog):
    """A dialog of which what was done in it comes back."""

    def done(self, result: int) -> None:
        """Closes the dialog; what is kept of it is left as it is."""
        self._draft = None
        super().done(result)


class LostDraft(Message):
    """Shows what was typed into a form that cannot be opened any more, to be copied; then it is thrown away."""

    def __init__(self, parent: QWidget, draft: Draft, forget: Callable[[], object]) -> None:
        super().__init__(
            parent,
            Tone.WARN,
            "What you were typing has lost its form",
            f"“{draft.title}” cannot be opened again: its record is gone, in the bin, or no longer yours to change. "
            "Here is what you had typed. Copy it now: it is thrown away when you close this.",
        )
        self._forget = forget
        shown = QPlainTextEdit(draft.words)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName("What you had typed")
        shown.setMinimumHeight(px(150))
        self._body.addWidget(shown)
        self.copy_button = button("Copy", lambda: QGuiApplication.clipboard().setText(draft.words))
        self._foot.insertWidget(0, self.copy_button)

    def reject(self) -> None:
        self._forget()
        super().reject()
