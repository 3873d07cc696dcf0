"""The dialog in which a record is written: rows laid out by hand, problems named beside their field.

Save is never greyed out: it says what is missing. What is typed stays when saving fails.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from metdesk.drafts import Draft
from metdesk.errors import Refused, Unavailable
from metdesk.record import Kind, fields
from ui.actions import Action
from ui.drafting import Keeping, Returning
from ui.editors import Editor, Lookup, TextEditor, editor_for
from ui.form_row import FormRow
from ui.panel import notice_box
from ui.parts import button, clear, column, row, rule, text
from ui.theme import px
from ui.tokens import Tone

__all__ = ["FormDialog", "FormRow"]

_WIDTH = 640
_PAUSE_MS = 2000

Save = Callable[[dict[str, Any]], object]


class FormDialog(Returning):
    """A form for `record`'s fields. `save` gets the values by field name; its refusals are shown in place.

    Build with `heading`, `row`, `pair`, `note`, `fill`; then call `open()`. It closes once `save` returned. With a
    `draft`, what is typed is kept when typing pauses and as the register is left, and comes back (`bring_back`).
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        record: type,
        lookups: Mapping[Kind, Lookup],
        save: Save,
        *,
        save_words: str = "Save",
        intro: str = "",
        draft: Keeping | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fields = {one.name: one for one in fields(record)}
        self._lookups = lookups
        self._save = save
        self._draft = draft
        self._fitted = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep_quietly)
        self._rows: dict[str, FormRow] = {}
        self._before: dict[str, Any] = {}
        self._beside: dict[str, Callable[[], object]] = {}
        self._top = QVBoxLayout()
        self._grid = QGridLayout()
        self._lay_out(title, intro, save_words)

    def _lay_out(self, title: str, intro: str, save_words: str) -> None:
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        head = column(text(title, "h1"), gap=4)
        if intro:
            head.addWidget(text(intro, "muted"))
        self._page = QWidget()
        self._page.setProperty("look", "page")
        self._inside = column(self._grid, 1)
        self._inside.setContentsMargins(2, 2, 10, 2)
        self._page.setLayout(self._inside)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._page)
        self.save_button = button(save_words, self.try_to_save, look="primary")
        self.save_button.setDefault(True)
        self.cancel_button = button("Cancel", self.reject)
        self._needed = text("* needed", "small")
        foot = row(self._needed, 1, self.cancel_button, self.save_button)
        whole = column(head, self._top, self._area, rule(), foot, gap=12)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)

    # -- laying out ------------------------------------------------------------------------------

    def heading(self, words: str) -> None:
        """A heading above the rows that follow."""
        label = text(words, "h2")
        label.setContentsMargins(0, 6 if self._grid.count() else 0, 0, 0)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def note(self, words: str) -> None:
        """A muted sentence between rows."""
        self._grid.addWidget(text(words, "muted"), self._grid.rowCount(), 1)

    def row(self, name: str, *, label: str = "", help: str | None = None) -> Editor:  # noqa: A002
        """A row for the field `name`; its label and help are the field's own unless told."""
        made = self._make(name, help)
        line = self._grid.rowCount()
        if made.field.kind is not Kind.YES_NO:
            self._grid.addWidget(made.label(label), line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(made.body, line, 1)
        return made.editor

    def across(self, name: str, lines: int, help: str) -> Editor:  # noqa: A002
        """A row for a long text, below its label and as wide as the form, that shows so many lines of it."""
        made = self._make(name, help)
        if isinstance(made.editor, TextEditor):
            made.editor.show_lines(lines)
        line = self._grid.rowCount()
        self._grid.addWidget(made.label(above=True), line, 0, 1, 2)
        self._grid.addLayout(made.body, line + 1, 0, 1, 2)
        return made.editor

    def pair(self, *names: str) -> None:
        """Two or three fields in one row, beside each other, each under its own small label."""
        line = self._grid.rowCount()
        made = [self._make(name, None) for name in names]
        self._grid.addWidget(made[0].label(""), line, 0, Qt.AlignmentFlag.AlignTop)
        beside = row(gap=12)
        for one in made:
            if one is not made[0] and one.field.kind is not Kind.YES_NO:
                label = one.label("")
                label.setWordWrap(False)
                label.setMinimumWidth(0)
                beside.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            one.body.addStretch(1)
            beside.addLayout(one.body, 1)
        self._grid.addLayout(beside, line, 1)

    def widget(self, label: str, made: QWidget, value: Callable[[], object] = lambda: None) -> None:
        """A row with any other widget, which looks after its own `value`: where that differs, there is something
        to be saved."""
        self._beside[label] = value
        line = self._grid.rowCount()
        named = text(label)
        named.setBuddy(made)
        self._grid.addWidget(named, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(made, line, 1)

    def _make(self, name: str, help: str | None) -> FormRow:  # noqa: A002
        field = self._fields[name]
        made = FormRow(field, editor_for(field, self._lookups), field.help if help is None else help)
        made.editor.set_value(field.default)
        made.editor.changed.connect(self._pause.start)
        self._rows[name] = made
        return made

    # -- values ----------------------------------------------------------------------------------

    def editor(self, name: str) -> Editor:
        """The editor of the field `name`."""
        return self._rows[name].editor

    def fill(self, record: object) -> None:
        """Shows the record's values to be edited."""
        for name, made in self._rows.items():
            made.editor.set_value(getattr(record, name))

    def values(self) -> dict[str, Any]:
        """What is typed, by field name. Refused, field by field, where something cannot be a value."""
        problems: dict[str, str] = {}
        found: dict[str, Any] = {}
        for name, made in self._rows.items():
            sentence = made.editor.problem()
            if sentence:
                problems[name] = sentence
            else:
                found[name] = made.editor.value()
        if problems:
            raise Refused(problems)
        return found

    # -- saving and leaving ----------------------------------------------------------------------

    def open(self) -> None:
        """Shows the form; fields not filled show their defaults."""
        self._before = self._typed()
        self._needed.setVisible(any(made.field.required for made in self._rows.values()))
        self._fit()
        self._fitted = self.height()
        super().open()
        if self._rows:
            next(iter(self._rows.values())).editor.control.setFocus()

    def _fit(self) -> None:
        wanted = self._inside.totalHeightForWidth(px(_WIDTH) - 70) + px(200)
        room = self.screen().availableGeometry().height() - 60
        self.resize(px(_WIDTH), min(wanted, room))

    def try_to_save(self) -> None:
        """Saves and closes, or says what is missing and goes there."""
        clear(self._top)
        try:
            self._save(self.values())
        except Refused as refused:
            self.show_problems(refused.problems)
        except Unavailable as unavailable:
            self.say(Tone.BAD, f"{unavailable} What you typed is still here: try again in a moment.")
        else:
            self.accept()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Names each problem beside its field, the others at the top, and goes to the first."""
        clear(self._top)
        for name, made in self._rows.items():
            made.show_problem(problems.get(name, ""))
        others = [sentence for name, sentence in problems.items() if name not in self._rows]
        if others:
            self.say(Tone.BAD, " ".join(others))
        first = next((made for name, made in self._rows.items() if name in problems), None)
        if first:
            first.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(first.editor.control, 0, 40)

    def say(self, tone: Tone, words: str, *actions: Action) -> None:
        """Says something at the top of the form; what was said before goes."""
        clear(self._top)
        said = notice_box(tone, words, actions)
        self._top.addWidget(said)
        said.show()
        if self.isVisible():
            self._make_room()

    def _make_room(self) -> None:
        """Grows by what is said at the top, as far as the screen goes."""
        said = self._top.totalHeightForWidth(self.width() - px(48)) + px(12)
        room = self.screen().availableGeometry().bottom() - self.y() - 30
        self.resize(self.width(), max(self.height(), min(self._fitted + said, room)))

    def _typed(self) -> dict[str, Any]:
        typed = {name: made.editor.typed() for name, made in self._rows.items()}
        return typed | {label: value() for label, value in self._beside.items()}

    def unsaved(self) -> bool:
        """Whether something was typed since the form was opened."""
        return self._typed() != self._before

    def accept(self) -> None:
        self.forget_draft()
        super().accept()

    def done(self, result: int) -> None:
        self._pause.stop()
        super().done(result)

    def _throw_away(self) -> None:
        self.forget_draft()
        super().reject()

    def reject(self) -> None:
        if self.unsaved():
            self.say(
                Tone.WARN,
                "What you typed is not saved.",
                Action("Keep writing", lambda: clear(self._top)),
                Action("Throw it away", self._throw_away, look="danger"),
            )
        else:
            self._throw_away()

    # -- drafts ----------------------------------------------------------------------------------

    def keep(self) -> None:
        self._pause.stop()
        if self._draft is None:
            return
        if not self.unsaved():
            self._draft.drop()
            return
        typed = {name: made.editor.typed() for name, made in self._rows.items()}
        words = "\n".join(f"{made.field.label}: {_told(typed[name])}" for name, made in self._rows.items())
        lost = [label for label, value in self._beside.items() if value() != self._before[label]]
        focus = next((name for name, made in self._rows.items() if made.editor.control is self.focusWidget()), "")
        self._draft.keep(self.windowTitle(), typed, words, lost, focus)

    def _keep_quietly(self) -> None:
        with suppress(Refused, Unavailable):  # said when it matters, as the register is left
            self.keep()

    def say_unkept(self, problem: str) -> None:
        self.say(Tone.BAD, f"{problem} Save it or throw it away, then close.")

    def bring_back(self, draft: Draft) -> None:
        if self._draft is not None:
            self._draft.take_up(draft)
        for name, typed in draft.typed.items():
            if name in self._rows:
                with suppress(TypeError, ValueError):  # of a version that asked otherwise
                    self._rows[name].editor.retype(typed)
        again = f" Choose again: {', '.join(draft.lost).lower()}." if draft.lost else ""
        self.say(Tone.OK, f"What you were typing is back.{again}")
        if draft.focus in self._rows:
            self._rows[draft.focus].editor.control.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_S:
            self.try_to_save()
        else:
            super().keyPressEvent(event)


def _told(typed: object) -> str:
    """What an editor's `typed()` told, to be read."""
    if isinstance(typed, bool):
        return "Yes" if typed else "No"
    return str(typed[1] if isinstance(typed, list) else typed)
