"""The trust’s choices for this register, each with what it means; who may not change them reads them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.record import Field, fields, to_text
from metdesk.roles import require
from metdesk.settings import SOURCES, Settings
from ui.care_prompts import PromptBlock
from ui.editors import editor_for
from ui.form_row import FormRow, named
from ui.panel import notice_box
from ui.parts import box, button, column, row, text
from ui.shell import Shell
from ui.tab import Tab
from ui.theme import px
from ui.tokens import Tone

_WIDTH = 620
_LINE = 120
_INTRO = (
    "They hold for everybody who opens this register, on every PC. "
    "Colours and text size are each PC’s own: they are in the menu under your name."
)
_GROUPS = (
    ("When nobody is there", "", ("lock_minutes",)),
    ("Looking after accounts", "", ("check_accounts_every_days", "new_account_check_days")),
    ("Acknowledgements", "", ("joiner_days", "target_signed")),
    ("Deadlines", "", ("nation",)),
    (
        "Declarations and approaches",
        "",
        ("manager_sees_declarations", "review_days", "reconfirm_month", "report_days"),
    ),
    (
        "Cases of breaches",
        "They hold for cases that are reported from then on.",
        ("case_start_days", "case_conclude_days", "lado_days"),
    ),
    ("Files kept with records", "", ("attachment_mb",)),
    (
        "What to do at once",
        "Metdesk says this where a breach is reported. Each prompt quotes its source, and none is legal advice.",
        tuple(SOURCES),
    ),
)


class SettingsSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._fields = {one.name: one for one in fields(Settings)}
        self.rows: dict[str, FormRow] = {}
        self.prompts: dict[str, PromptBlock] = {}
        self._held: dict[str, Any] = {}
        self.save_button = button("Save", self.save, look="primary")
        why = _why_not(desk)
        lines = column(text("Settings", "h2"), text(_INTRO, "muted"), gap=8)
        if why:
            lines.addWidget(notice_box(Tone.NEUTRAL, why))
        for heading, note, names in _GROUPS:
            if names[0] in SOURCES and not why:  # which are saved one by one
                lines.addLayout(row(1, self.save_button))
            lines.addSpacing(14)
            lines.addWidget(text(heading, "strong"))
            if note:
                lines.addWidget(text(note, "muted"))
            for name in names:
                lines.addWidget(self._part(name, may_change=not why))
        self._lay_out(lines)
        if self.rows:
            self.setFocusProxy(next(iter(self.rows.values())).editor)
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def _lay_out(self, lines: Any) -> None:
        lines.setContentsMargins(24, 20, 24, 20)
        card = box(lines, "card")
        card.setFixedWidth(px(_WIDTH))
        page = QWidget()
        page.setProperty("look", "page")
        page.setLayout(row(1, column(card, 1), 1, margin=18))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.setLayout(column(area))

    def _part(self, name: str, *, may_change: bool) -> QWidget:
        if name in SOURCES:
            made = self.prompts[name] = PromptBlock(self._desk, self._shell, self._fields[name], may_change=may_change)
            return made
        return self._writing(name) if may_change else self._reading(name)

    def begin(self, step: str) -> None:
        """Knows the names of the prompts, of which it opens the form."""
        if step in self.prompts and self.rows:
            self.prompts[step].reword()

    def _writing(self, name: str) -> QWidget:
        one = self._fields[name]
        made = self.rows[name] = FormRow(one, editor_for(one, {}), one.help)
        self._held[name] = self._desk.setting(name)
        made.editor.set_value(self._held[name])
        made.editor.setFixedWidth(px(_LINE))
        made.body.setAlignment(made.editor, Qt.AlignmentFlag.AlignLeft)
        made.editor.entered.connect(self.save)
        holder = QWidget()
        holder.setLayout(column(made.label(named(one), above=True), made.body, gap=2))
        return holder

    def _reading(self, name: str) -> QWidget:
        one = self._fields[name]
        told = f"{named(one)}: {to_text(one, self._desk.setting(name)) or '–'}"
        holder = QWidget()
        holder.setLayout(column(text(told), text(one.help, "small"), gap=2))
        return holder

    def save(self) -> None:
        """Saves what was changed, or says beside each field why not."""
        problems = {name: made.editor.problem() for name, made in self.rows.items()}
        for name, made in self.rows.items():
            made.show_problem(problems[name])
        wrong = [made for name, made in self.rows.items() if problems[name]]
        if wrong:
            wrong[0].editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        typed = {name: made.editor.value() for name, made in self.rows.items()}
        changed = [name for name, value in typed.items() if value != self._desk.setting(name)]
        try:
            for name in changed:
                self._desk.choose(name, typed[name])
        except (Refused, Unavailable) as error:
            self._shell.confirm("This was not saved", str(error), "Try again", self.save)
            return
        if changed:
            self._shell.said(_said([self._fields[name] for name in changed], typed), undo=len(changed) == 1)

    def _touched(self, registers: frozenset[str]) -> None:
        """Shows what was chosen since; what is being typed beside it stays."""
        if "setting" not in registers:
            return
        for name, made in self.rows.items():
            if self._held[name] != (chosen := self._desk.setting(name)):
                self._held[name] = chosen
                made.editor.set_value(chosen)
        for prompt in self.prompts.values():
            prompt.refresh()


def _said(changed: list[Field], typed: dict[str, Any]) -> str:
    told = [f"{one.label}: {to_text(one, typed[one.name])}" for one in changed]
    return f"Saved. {', '.join(told)}."


def _why_not(desk: Desk) -> str:
    """Why whoever sits at `desk` cannot change the settings; nothing where they can."""
    try:
        require(desk.keyholder, "settings.change")
    except Refused as refused:
        return str(refused)
    return "This register is open for reading only, so its settings can be read here." if desk.read_only else ""
