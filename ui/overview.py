"""The Overview tab: what needs doing today, how the policy stands, and the schools side by side."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from metdesk import checks, printing_answers, schools
from metdesk.acknowledgement_checks import target
from metdesk.authorisations import PEOPLE_ASKED
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.figures import Trend
from metdesk.record import Page, sentence_case
from metdesk.schools import School, SchoolRow
from ui.chips import Chip
from ui.empty import Empty
from ui.first_steps import FirstSteps, first_steps
from ui.notices import Notices
from ui.paged import Column, PagedModel
from ui.parts import box, button, clear, column, row, text
from ui.share import share_chip
from ui.shell import Shell
from ui.standing import PolicyToday
from ui.tab import Tab
from ui.table import TableView
from ui.theme import ROW_HEIGHT, px
from ui.todo import TodoList
from ui.tokens import Tone
from ui.trend import trend_part

_SMALL = ("Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_NOTHING = "–"


def greeting(hour: int, things: int, *, beginning: bool = False) -> str:
    """`Good morning. Five things need doing.`; `hour` is the hour of the day, 0 to 23.

    `beginning` tells that the first steps are still to be taken.
    """
    time_of_day = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    if beginning and not things:
        return f"Good {time_of_day}. Begin with the first steps."
    number = _SMALL[things] if things < len(_SMALL) else f"{things:,}"
    what = "thing needs" if things == 1 else "needs" if things == 0 else "things need"
    return f"Good {time_of_day}. {number} {what} doing."


def amiss_words(results: Sequence[checks.Result]) -> str:
    """`9 break the policy, 3 want attention`; nothing where nothing is amiss."""
    number = Counter(one.status for one in results for _ in one.failing)
    broken, wanting = number[checks.Status.BREACH], number[checks.Status.ATTENTION]
    parts = [
        f"{broken:,} {'breaks' if broken == 1 else 'break'} the policy" if broken else "",
        f"{wanting:,} {'wants' if wanting == 1 else 'want'} attention" if wanting else "",
    ]
    return ", ".join(one for one in parts if one)


class OverviewTab(Tab):
    """Says what needs doing, most pressing first, and where the policy stands."""

    name = "overview"
    registers = checks.COUNTED | {"day_figure"}

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk = desk
        self.shell = shell
        self._stale = False
        self._trend: Trend | None = None
        self._facts = checks.facts(desk)
        self._two: Counter[int] = Counter()
        self._active: Counter[int] = Counter()
        self.heading = text("", "h1", wrap=False)
        self.amiss = text("", "muted", wrap=False)
        self.met = text("", "muted", wrap=False)
        self.day = text("", "muted", wrap=False)
        self.notices = Notices(desk, shell)
        self.steps = FirstSteps()
        self.todo = TodoList(desk, shell)
        self.today = PolicyToday(shell.go_clause)
        self.table: TableView[SchoolRow] = TableView("Schools side by side")
        self.model: PagedModel[SchoolRow] = PagedModel(self._read, self._columns(), lambda line: line.id, self)
        self._lay_out()
        self.table.show_model(self.model)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda line: shell.go("school", line.id))
        self.table.say_when_empty(Empty("No schools yet", "Each school stands here with its figures."))
        self.refresh()
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        hide = button("Hide these steps", self._hide_steps, look="link")
        self._steps_part = QWidget()
        self._steps_part.setLayout(column(row(text("First steps", "h2"), 1, hide), self.steps, gap=10))
        self._todo_part = QWidget()
        self._todo_part.setLayout(column(row(text("To do", "h2"), 1, self.amiss), self.todo, 1, gap=6))
        left = _card(column(self._steps_part, self._todo_part, 1, gap=16), "What needs doing")
        today = row(text("The policy today", "h2"), 1, self.met)
        right = _card(column(today, self.today, 1, gap=6), "The policy today")
        head = row(self.heading, 1, self.day)
        beside = row(left, right, gap=12)
        beside.setStretch(0, 11)
        beside.setStretch(1, 10)
        self._trend_lines = column(gap=4)
        self._trend_lines.setContentsMargins(14, 10, 14, 8)
        self._trend_part = box(self._trend_lines, "card")
        self._trend_part.setFixedWidth(px(300))
        self._below = QWidget()
        self._below.setLayout(row(self.table, self._trend_part, gap=12))
        whole = column(head, self.notices, beside, self._below, gap=12)
        whole.setStretch(2, 3)
        whole.setStretch(3, 2)
        whole.setContentsMargins(18, 14, 18, 12)
        self.setLayout(whole)
        self.table.setMinimumHeight(self._table_height(2))
        left.setMinimumHeight(px(90))

    def _columns(self) -> list[Column[SchoolRow]]:
        return [
            Column("name", "School", 200, lambda line: line.name),
            Column("head", "Head", 220, lambda line: f"{line.head}, {line.head_title}", _no_head, sortable=False),
            Column("two", "Accounts with two", 172, lambda line: _NOTHING, self._two_chip, sortable=False),
            Column("signed", "Signed", 150, lambda line: _NOTHING, self._signed_chip, sortable=False),
            Column("accounts", "All accounts", 110, lambda line: f"{line.accounts:,}", sortable=False, spare=1),
            Column("people", "People", 90, lambda line: f"{line.people:,}", sortable=False, spare=2),
            Column("devices", "Personal devices", 190, self._rule, self._no_rule, sortable=False),
        ]

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads everything again."""
        self._stale = False
        self.notices.refresh()
        self._facts, results = checks.facts(self.desk), checks.run(self.desk)
        counted = [one for one in self._facts.accounts if one.counted]
        self._active = Counter(one.account.school_id or 0 for one in counted)
        self._two = Counter(one.account.school_id or 0 for one in counted if one.hands >= PEOPLE_ASKED)
        beginning = self._show_steps()
        self._greet(sum(len(one.failing) for one in results), beginning)
        self.amiss.setText(amiss_words(results))
        self.met.setText(f"{sum(not one.failing for one in results)} of {count_of(len(results), 'check')} met")
        self.todo.show_results(results)
        self.today.show_results(results)
        self._show_trend()
        self.table.refresh()
        self._below.setMaximumHeight(self._below_height())

    def trend(self) -> Trend:
        """The share that signed the edition in force, over time."""
        return printing_answers.signed_trend(self.desk)

    def _show_trend(self) -> None:
        trend = self.trend() if self._facts.edition is not None else None
        drawn = bool(trend and trend.figures)
        self._trend_part.setVisible(drawn)
        if trend == self._trend:
            return
        self._trend = trend
        clear(self._trend_lines)
        if trend and drawn:
            self._trend_lines.addWidget(text("Signed over time", "h2"))
            self._trend_lines.addWidget(trend_part(trend, target(self.desk), "Share signed in the trust", told=False))
            self._trend_lines.addStretch(1)

    def _table_height(self, rows: int) -> int:
        return self.table.horizontalHeader().sizeHint().height() + rows * px(ROW_HEIGHT) + 4

    def _below_height(self) -> int:
        """What schools and trend need: the rest of a tall window is for what needs doing."""
        drawn = self._trend_part.sizeHint().height() if self._trend_part.isVisibleTo(self) else 0
        return max(drawn, self._table_height(max(3, self.model.rowCount())))

    def _greet(self, things: int, beginning: bool) -> None:
        self.heading.setText(greeting(datetime.now().hour, things, beginning=beginning))
        day = self.desk.today()
        self.day.setText(f"{day:%A} {show_date(day)}")

    def _show_steps(self) -> bool:
        """Shows the first steps while they are not done; returns whether it does."""
        steps = first_steps(self.desk, self.shell)
        wanted = not self.desk.read_only and not self.shell.memory.get("overview/steps hidden", False)
        wanted = wanted and not all(step.done for step in steps[:-1])
        self._steps_part.setVisible(wanted)
        self._todo_part.setVisible(not wanted or bool(self._facts.schools) or self._facts.edition is not None)
        if wanted:
            self.steps.show_steps(steps)
        return wanted

    def _hide_steps(self) -> None:
        self.shell.memory.set("overview/steps hidden", True)
        self.refresh()

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[SchoolRow]:
        return schools.page(self.desk, sort="name", descending=descending, offset=offset, limit=limit)

    def _two_chip(self, line: SchoolRow) -> Chip | None:
        of, met = self._active[line.id], self._two[line.id]
        if not of:
            return None
        return Chip(f"{met:,} of {of:,}", Tone.OK if met == of else Tone.BAD)

    def _signed_chip(self, line: SchoolRow) -> Chip | None:
        return share_chip(self._facts.answers(school_id=line.id), target(self.desk)) if self._facts.edition else None

    def _school(self, line: SchoolRow) -> School | None:
        return self._facts.schools.get(line.id)

    def _rule(self, line: SchoolRow) -> str:
        school = self._school(line)
        return sentence_case(school.devices) if school else ""

    def _no_rule(self, line: SchoolRow) -> Chip | None:
        return None if self._rule(line) else Chip("No rule recorded", Tone.WARN)

    # -- refreshing ------------------------------------------------------------------------------

    def _touched(self, registers: frozenset[str]) -> None:
        if "setting" in registers:
            self.notices.refresh()
        if registers & self.registers:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self.desk.today() != self._facts.today:
            self.refresh()


def _no_head(line: SchoolRow) -> Chip | None:
    return None if line.head else Chip(f"No {line.head_title}", Tone.BAD)


def _card(inside: QBoxLayout, name: str) -> QFrame:
    """A card whose content scrolls when there is no room for all of it."""
    page = QWidget()
    page.setProperty("look", "page")
    page.setLayout(inside)
    inside.setContentsMargins(0, 0, 8, 0)
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    around = column(area)
    around.setContentsMargins(16, 12, 8, 12)
    return box(around, "card")
