"""A pile of signed forms keyed in by hand: three letters or the reference, Enter, next."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QLineEdit, QListWidget, QRadioButton, QWidget

from metdesk import keying
from metdesk.acknowledgement_record import GIVEN, Answer
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.keying import LEAST_LETTERS, Keyed
from metdesk.record import field_of, sentence_case
from ui.answer_forms import Signing
from ui.editors import editor_for
from ui.form import FormRow
from ui.parts import button, column, row, rule, text
from ui.shell import Shell
from ui.theme import px

_KEYS = {Answer.SIGNED: "Alt+S", Answer.REFUSED: "Alt+R", Answer.UNABLE: "Alt+U"}
_INTRO = (
    "Type three letters of a name, or the form’s reference, and press Enter. The date stays for the next form. "
    "Alt+D goes to the date, Alt+S, Alt+R and Alt+U choose the answer."
)


class KeyingDialog(QDialog):
    """The desk for the pile. Opened when made; everything that was entered stays when it is closed."""

    def __init__(self, desk: Desk, shell: Shell, school_id: int | None = None) -> None:
        super().__init__(shell.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Key in forms")
        self._desk, self._school_id = desk, school_id
        self._offered: list[Keyed] = []
        day = field_of(Signing, "signed_on")
        self.day = editor_for(day, {**shell.lookups})
        self._day_row = FormRow(day, self.day, "")
        self.answers = {one: QRadioButton(sentence_case(one)) for one in GIVEN}
        self._group = QButtonGroup(self)
        self.reason = QLineEdit()
        self.who = QLineEdit()
        self.offers = QListWidget()
        self.said = text("", "strong")
        self.keyed = QListWidget()
        self.count_line = text("Nothing keyed in yet.", "muted", wrap=False)
        self.undo_button = button("Undo the last", self.undo, icon_name="undo")
        self._lay_out()
        self._connect()
        self.day.set_value(desk.today())
        self._choose(Answer.SIGNED)
        self._offer()
        self.open()
        self.who.setFocus()

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.who.setPlaceholderText("Three letters, or AF-…")
        self.who.setAccessibleName("Name or reference")
        self.who.setAccessibleDescription("Enter enters the form of the person who is marked below")
        self.offers.setAccessibleName("People who fit")
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keyed.setAccessibleName("Keyed in now, the last on top")
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why, in a few words")
        self.undo_button.setEnabled(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._reason_label = self._label("Reason", self.reason)
        lines: list[tuple[QWidget, QWidget]] = [
            (self._label("Signed on", self.day.control), self._day_body()),
            (self._label("Answer", self.answers[Answer.SIGNED]), self._answer_body()),
            (self._reason_label, self.reason),
            (self._label("Name or reference", self.who), self.who),
        ]
        for place, (label, body) in enumerate(lines):
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, place, 1)
        foot = row(self.count_line, 1, self.undo_button, button("Close", self.accept))
        whole = column(
            column(text("Key in forms", "h1"), text(_INTRO, "muted"), gap=4),
            grid,
            self.offers,
            self.said,
            text("Keyed in now", "h2"),
            self.keyed,
            rule(),
            foot,
            gap=10,
        )
        whole.setStretchFactor(self.offers, 3)
        whole.setStretchFactor(self.keyed, 2)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        self.offers.setMinimumHeight(px(120))
        self.keyed.setMinimumHeight(px(80))
        room = self.screen().availableGeometry().size()
        self.resize(min(px(660), room.width() - 40), min(px(640), room.height() - 40))

    def _label(self, words: str, buddy: QWidget) -> QWidget:
        label = text(words, wrap=False)
        label.setBuddy(buddy)
        label.setContentsMargins(0, 7, 0, 0)
        return label

    def _day_body(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(self._day_row.body)
        return holder

    def _answer_body(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(row(*self.answers.values(), 1, gap=16))
        for place, (one, radio) in enumerate(self.answers.items()):
            radio.setToolTip(_KEYS[one])
            self._group.addButton(radio, place)
        return holder

    def _connect(self) -> None:
        self.who.textChanged.connect(self._offer)
        self.who.returnPressed.connect(self.enter)
        self.reason.returnPressed.connect(self.enter)
        self.who.installEventFilter(self)
        self.day.control.installEventFilter(self)
        self._group.idClicked.connect(lambda place: self._choose(GIVEN[place]))
        self.offers.itemDoubleClicked.connect(lambda _item: self.enter())
        keys = [("Alt+D", self._to_day), ("Ctrl+Z", self.undo)]
        for written, do in keys:
            QShortcut(QKeySequence(written), self).activated.connect(do)
        for one, written in _KEYS.items():
            QShortcut(QKeySequence(written), self).activated.connect(lambda one=one: self._choose(one, go=True))

    def _to_day(self) -> None:
        self.day.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self.day.control, QLineEdit):
            self.day.control.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.who and event.matches(QKeySequence.StandardKey.Undo) and not self.who.text():
                self.undo()  # a line takes Ctrl+Z for its own words; where there are none, the form is meant
                return True
            if watched is self.who and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.offers.setCurrentRow(max(0, min(self.offers.count() - 1, self.offers.currentRow() + step)))
                return True
            if watched is self.day.control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.who.setFocus()
                return True
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """Esc clears what is typed first, then closes."""
        if self.who.text():
            self.who.clear()
            self.who.setFocus()
        else:
            super().reject()

    # -- choosing --------------------------------------------------------------------------------

    @property
    def answer(self) -> Answer:
        """The answer that is chosen."""
        return GIVEN[self._group.checkedId()]

    def _choose(self, answer: Answer, *, go: bool = False) -> None:
        self.answers[answer].setChecked(True)
        asked = answer is not Answer.SIGNED
        self.reason.setVisible(asked)
        self._reason_label.setVisible(asked)
        if go:
            (self.reason if asked else self.who).setFocus()

    def _offer(self) -> None:
        written = self.who.text().strip()
        self._offered = keying.suggest(self._desk, written, self._school_id)
        self.offers.clear()
        for one in self._offered:
            told = " · answered" if one.answered else f" · {one.reference}" if one.reference else ""
            self.offers.addItem(f"{one.words}{told}")
        if self._offered:
            self.offers.setCurrentRow(0)
            self._say("")

    def _say(self, words: str, *, bad: bool = True) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.setProperty("look", "problem" if bad else "strong")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _meant(self) -> Keyed:
        """Whose form is meant. Refused: nobody, with what to do."""
        written = self.who.text().strip()
        if keying.looks_like_reference(written):
            return keying.by_reference(self._desk, written)
        if len(written) < LEAST_LETTERS:
            raise Refused("Type at least three letters of the name, or the reference on the form.")
        place = self.offers.currentRow()
        if not 0 <= place < len(self._offered):
            raise Refused(f"Nobody who is there fits “{written[:40]}”: try other letters, or the reference.")
        return self._offered[place]

    # -- entering --------------------------------------------------------------------------------

    def enter(self) -> None:
        """Enters the form of whoever is meant and is ready for the next; says in place what stands in the way."""
        self._day_row.show_problem("")
        try:
            one, day = self._meant(), self._day()
            if one.answered:
                raise Refused(f"{one.name}: {one.answered[0].lower()}{one.answered[1:]}")
            keying.enter(self._desk, one, self.answer, day, self.reason.text())
        except Refused as refused:
            self._tell(refused)
        except Unavailable as unavailable:
            self._say(f"{unavailable} Nothing was entered: try again in a moment.")
        else:
            self._entered(one, day)

    def _day(self) -> date | None:
        wrong = self.day.problem()
        if wrong:
            raise Refused({"signed_on": wrong})
        found: date | None = self.day.value()
        return found

    def _tell(self, refused: Refused) -> None:
        problems = dict(refused.problems)
        day = problems.pop("signed_on", "")
        self._day_row.show_problem(day)
        self._say(" ".join(problems.values()))
        if day:
            self._to_day()
        elif "reason" in problems:
            self.reason.setFocus()
        else:
            self.who.setFocus()
            self.who.selectAll()

    def _entered(self, one: Keyed, day: date | None) -> None:
        dated = f" {show_date(day)}" if day else ""
        words = f"{one.name} · {sentence_case(self.answer)}{dated} · edition {one.edition}"
        self.keyed.insertItem(0, words)
        self._say(f"Entered: {words}", bad=False)
        self.reason.clear()
        self._choose(Answer.SIGNED)
        self.who.clear()
        self.who.setFocus()
        self._count()

    def undo(self) -> None:
        """Takes back what was keyed in last here."""
        if not self.keyed.count():
            self._say("Nothing keyed in here is left to undo.")
            return
        try:
            self._desk.undo()
        except (Refused, Unavailable) as error:
            self._say(str(error))
            return
        self._say(f"Taken back: {self.keyed.takeItem(0).text()}", bad=False)
        self.who.setFocus()
        self._count()

    def _count(self) -> None:
        number = self.keyed.count()
        self.count_line.setText(f"{count_of(number, 'form')} keyed in." if number else "Nothing keyed in yet.")
        self.undo_button.setEnabled(number > 0)
