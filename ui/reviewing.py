"""The head’s review: what was declared, one after the other, with the policy’s words and the decision beside it."""

from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from metdesk import declarations, printing_declarations, reviewing
from metdesk.calendar import count_of
from metdesk.declaration_record import Decision, Outcome
from metdesk.declarations import Seen
from metdesk.desk import Desk
from metdesk.drafts import Draft
from metdesk.errors import Refused, Unavailable
from metdesk.jobs import Progress
from metdesk.reviewing import Proof
from ui.actions import Action
from ui.decision_forms import decision_form
from ui.decision_part import DecisionPart
from ui.drafting import ComesBack, Keeping
from ui.empty import Empty, EmptyNote
from ui.over_page import OverPage
from ui.panel import notice_box
from ui.parts import box, button, clear, column, row, text
from ui.review_parts import ClausesPart, Letter
from ui.shell import Shell
from ui.tokens import Tone
from ui.working import Worker

STEP = "review"
"""The step of the Declarations tab that opens the review, also with the id of a declaration."""
_PAUSE_MS = 2000
_CLAUSE_ABOVE, _CLAUSE_ALONE = [190, 480], [300, 370]


def show_review(desk: Desk, shell: Shell, first: int | None = None) -> "ReviewPage":
    """Shows what waits to be read over the tabs, from the declaration `first`, or from the oldest."""
    page = ReviewPage(desk, shell, first)
    shell.show_over(page)
    return page


class ReviewPage(ComesBack, OverPage):
    """What waits for whoever sits here, or for others where nothing waits for them, the oldest first. A half-written
    decision stays with its declaration while the page is open, and comes back after a lock."""

    def __init__(self, desk: Desk, shell: Shell, first: int | None = None) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._typed: dict[int, dict[str, Any]] = {}
        self._opened: set[int] = set()
        self._done: set[int] = set()
        self._signing = False
        self._draft: Keeping | None = None
        waiting = reviewing.queue(desk)
        own = [one for one in waiting if reviewing.decides_here(desk, one)]
        self.others = len(waiting) - len(own) if own else 0
        self.queue = [one.id for one in own or waiting]
        if first is not None and first not in self.queue:
            self.queue.insert(0, first)
        self.place = self.queue.index(first) if first is not None else 0
        self._worker = Worker(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep_quietly)
        self._lay_out()
        self._connect()
        self.show_place(self.place)
        self._unlisten = desk.listen(self._touched)

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.panel, self.clauses = Letter(), ClausesPart()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setHandleWidth(10)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.panel)
        parts.addWidget(self._beside_it())
        parts.setSizes([620, 700])
        self.note = EmptyNote()
        self.note.say(
            Empty(
                "Nothing waits to be read",
                "Every declaration that you see is decided. A new one stands here, or one whose day to look again "
                "came.",
                (Action("Back to the declarations", self.closed.emit),),
                "ok",
            )
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(parts)
        self._pages.addWidget(self.note)
        body = column(self._pages)
        body.setContentsMargins(18, 12, 18, 12)
        whole = column(box(self._head(), "header"), gap=0)
        whole.addLayout(body, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.panel)

    def _head(self) -> QHBoxLayout:
        self.progress = text("", "muted", wrap=False)
        self.previous_button = button("Previous", lambda: self.go(-1), icon_name="previous")
        self.next_button = button("Next", lambda: self.go(1), icon_name="next")
        self.previous_button.setToolTip("Alt+Left")
        self.next_button.setToolTip("Alt+Right")
        back, title = button("Back", self.leave, icon_name="previous"), text("To be reviewed", "h2", wrap=False)
        head = row(back, title, self.progress, 1, self.previous_button, self.next_button, gap=12)
        head.setContentsMargins(18, 10, 18, 10)
        return head

    def _beside_it(self) -> QSplitter:
        """The policy’s words, and the decision below them."""
        self.decision = DecisionPart(self._shell.lookups)
        self.why, self.said = column(), column()
        self.decide_button = button("Decide and show the next", self.decide, look="primary")
        self.print_button = button("Print the sheet to sign…", self.print_it, icon_name="print")
        self.enter_button = button("Enter the signed sheet…", self.enter, icon_name="form")
        foot = row(self.print_button, self.enter_button, 1, self.decide_button)
        self._room = QWidget()
        below = column(self.why, self.decision, self._room, self.said, foot, gap=8)
        below.setStretch(1, 1)
        below.setStretch(2, 1)
        self._form = QWidget()
        self._form.setLayout(below)
        self._beside = QSplitter(Qt.Orientation.Vertical)
        self._beside.setChildrenCollapsible(False)
        for place, (part, share) in enumerate(((self.clauses, 2), (self._form, 5))):
            self._beside.addWidget(part)
            self._beside.setStretchFactor(place, share)
        self._beside.setSizes(_CLAUSE_ABOVE)
        return self._beside

    def _connect(self) -> None:
        self.decision.changed.connect(self._was_typed)
        self.decision.entered.connect(self.decide)
        keys = (
            ("Esc", self.leave),
            ("Alt+Left", lambda: self.go(-1)),
            ("Alt+Right", lambda: self.go(1)),
            ("Ctrl+P", self.print_it),
            ("Ctrl+Return", self.decide),
        )
        for written, do in keys:
            shortcut = QShortcut(QKeySequence(written), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    # -- one after the other ---------------------------------------------------------------------

    @property
    def current(self) -> int | None:
        """The id of the declaration in sight."""
        return self.queue[self.place] if self.place < len(self.queue) else None

    def go(self, steps: int) -> None:
        """Goes on to the next, or back; what is half-written stays with its declaration."""
        if self._worker.busy:
            return
        wanted = self.place + steps
        if 0 <= wanted < len(self.queue):
            self._set_aside()
            self.show_place(wanted)
            self.panel.setFocus()

    def _set_aside(self) -> None:
        if self.current is not None:
            if self.decision.empty():
                self._typed.pop(self.current, None)
            else:
                self._typed[self.current] = self.decision.typed()

    def show_place(self, place: int) -> None:
        """Shows the declaration at this place of the queue."""
        self.place = place
        number = self.current
        self._pages.setCurrentIndex(0 if number is not None else 1)
        others = f" · {count_of(self.others, 'other')} for somebody else" if self.others else ""
        self.progress.setText(f"{place + 1:,} of {len(self.queue):,}{others}" if self.queue else "")
        self.previous_button.setEnabled(place > 0)
        self.next_button.setEnabled(place + 1 < len(self.queue))
        if number is None:
            return
        try:
            one = declarations.seen(self._desk, number)
        except Refused as refused:
            self.panel.show_refused(str(refused))
            self._form.hide()
            return
        self._show(one)

    def _show(self, one: Seen) -> None:
        step = f"{STEP} {one.id}"
        if self._draft is None or self._draft.step != step:
            self._draft = self._shell.drafts.of("declarations", step)
        opened = one.id in self._opened or declarations.is_kept(self._desk, one.id)
        if opened:
            self.panel.show_opened(self._desk, self._shell, one)
        else:
            self.panel.show_closed(one, self.open_it)
        self.clauses.show_for(self._desk, one)
        self.decision.blockSignals(True)
        self.decision.ask_about(one)
        self.decision.retype(self._typed.get(one.id, {}))
        self.decision.blockSignals(False)
        self._show_form(one, opened=opened)

    def _show_form(self, one: Seen, *, opened: bool) -> None:
        clear(self.why)
        clear(self.said)
        why = reviewing.why_not(self._desk, one)
        decidable = one.state in reviewing.DECIDABLE and opened
        if one.id in self._done:
            why = "You have decided on this one. Undo takes it back while it is the last thing you did."
        if why:
            self.why.addWidget(notice_box(Tone.NEUTRAL, why))
        mine = decidable and not why
        if mine == self.decision.isHidden():  # the policy's words take the room of a decision that is not asked for
            self._beside.setSizes(_CLAUSE_ABOVE if mine else _CLAUSE_ALONE)
        self.decision.setVisible(mine)
        self._room.setVisible(not mine)
        self.decide_button.setVisible(mine)
        may_file = self._desk.may("declarations.file")
        self.enter_button.setVisible(decidable and may_file and one.id not in self._done)
        printable = self._desk.may("forms.print")
        self.print_button.setVisible(decidable and printable and one.id not in self._done)
        self._form.show()
        self._tell_button()

    def _tell_button(self) -> None:
        asked = self.decision.outcome == Outcome.MORE
        self.decide_button.setText("Ask for more and show the next" if asked else "Decide and show the next")

    def open_it(self) -> None:
        """Opens the declaration in sight in full, which is noted in the history."""
        number = self.current
        if number is not None and self._shell.do(lambda: declarations.read(self._desk, number), "Opened.", undo=False):
            self._opened.add(number)
            self.show_place(self.place)
            self.panel.setFocus()

    def _touched(self, registers: frozenset[str]) -> None:
        if not registers & {"declaration", "declaration_step", "attachment", "setting", "keyholder_person"}:
            return
        if self._worker.busy or self._signing:
            return
        self._set_aside()
        self._done -= {one.id for one in reviewing.queue(self._desk)}  # what was undone
        self.show_place(self.place)

    # -- deciding --------------------------------------------------------------------------------

    def _was_typed(self) -> None:
        self._tell_button()
        self._pause.start()

    def decide(self) -> None:
        """Signs what is written with the passphrase, beside the window; then shows the next."""
        number = self.current
        if number is None or self._worker.busy or self.decision.isHidden():
            return
        clear(self.said)
        problems: dict[str, str] = {}
        decision = Decision()
        try:
            decision = self.decision.decision()
            reviewing.check(self._desk, number, decision)
        except Refused as refused:
            problems = dict(refused.problems)
        typed = self.decision.passphrase.value()
        if not typed:
            problems.setdefault("passphrase", "Type your passphrase: it signs the decision.")
        if problems:
            self._say(self.decision.show_problems(problems))
            return
        self.decision.show_problems({})
        prove = reviewing.proving(self._desk)
        self._form.setEnabled(False)

        def work(progress: Progress) -> Proof:
            return prove(typed)

        self._worker.start("Signing…", work, lambda proof: self._sign(number, decision, proof), self._failed)

    def _failed(self, error: Exception) -> None:
        self._form.setEnabled(True)
        if isinstance(error, Refused):
            self._say(self.decision.show_problems(error.problems))
            self.decision.passphrase.select()
        else:
            self._say(f"{error} What you wrote is still here: try again in a moment.")

    def _sign(self, number: int, decision: Decision, proof: Proof) -> None:
        self._form.setEnabled(True)
        self.decision.forget_passphrase()
        self._signing = True
        try:
            reviewing.sign(self._desk, number, decision, proof)
        except (Refused, Unavailable) as error:
            self._failed(error)
            return
        finally:
            self._signing = False
        self._done.add(number)
        self._pause.stop()
        self.forget_draft()
        self._typed.pop(number, None)
        self.decision.retype(dict.fromkeys(self.decision.typed(), ""))
        self._shell.said(f"Declaration {number}: {decision.outcome}.", undo=self._desk.may("undo"))
        self._show_next()

    def _show_next(self) -> None:
        after = [*range(self.place + 1, len(self.queue)), *range(self.place)]
        left = next((place for place in after if self.queue[place] not in self._done), len(self.queue))
        self._typed.pop(self.current or 0, None)
        self.show_place(left)
        (self.panel if self.current is not None else self.note).setFocus()

    def _say(self, words: str) -> None:
        clear(self.said)
        if words:
            self.said.addWidget(notice_box(Tone.BAD, words))

    def enter(self) -> None:
        """Opens the form for the sheet that was signed on paper."""
        if self.current is not None:
            decision_form(self._desk, self._shell, self.current)

    def print_it(self) -> None:
        """Shows the sheet with the decision box as a page to be printed."""
        number = self.current
        if number is not None and not self.print_button.isHidden():
            self._shell.preview(lambda: printing_declarations.declaration(self._desk, number))

    # -- leaving, and what comes back ------------------------------------------------------------

    def leave(self) -> None:
        """Goes back; asks first where something is half-written."""
        self._set_aside()
        if not self._typed:
            self.closed.emit()
            return
        clear(self.said)
        again = Action("Keep writing", lambda: clear(self.said))
        away = Action("Throw it away", self._throw_away, look="danger")
        self.said.addWidget(notice_box(Tone.WARN, "What you wrote is not signed yet.", [again, away]))

    def _throw_away(self) -> None:
        self._typed.clear()
        self.decision.retype(dict.fromkeys(self.decision.typed(), ""))
        self.forget_draft()
        self.closed.emit()

    def stop(self) -> None:
        self._pause.stop()
        self._worker.stop()
        self._unlisten()
        self._keep_quietly()
        self._draft = None

    def keep(self) -> None:
        self._pause.stop()
        if self._draft is None or self.current is None:
            return
        if self.decision.empty():
            self._draft.drop()
            return
        typed = self.decision.typed()
        words = "\n".join(f"{self.decision.rows[name].field.label}: {value}" for name, value in typed.items() if value)
        self._draft.keep(f"Declaration {self.current}", typed, words, [], "")

    def _keep_quietly(self) -> None:
        with suppress(Refused, Unavailable):  # said when it matters, as the register is left
            self.keep()

    def say_unkept(self, problem: str) -> None:
        self._say(f"{problem} Sign it or throw it away, then close.")

    def bring_back(self, draft: Draft) -> None:
        if self._draft is not None:
            self._draft.take_up(draft)
        self.decision.retype(draft.typed)
        clear(self.said)
        self.said.addWidget(notice_box(Tone.OK, "What you were writing is back; type your passphrase to sign it."))
