"""What an import will do, row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QVBoxLayout, QWidget

from metdesk.calendar import count_of
from metdesk.intake.plan import Action, Plan, Planned
from metdesk.record import Page, sentence_case
from ui.chips import Chip
from ui.empty import Empty
from ui.flow import Flow
from ui.fold import Fold
from ui.importing_kinds import ListKind
from ui.paged import Column, PagedModel
from ui.panel import stack
from ui.parts import Words, button, clear, column
from ui.table import TableView
from ui.theme import px
from ui.tokens import Tone

ALL, MISSING = "all", "missing"
_CHIPS = {
    Action.ADDED: Chip("Added", Tone.OK, "add"),
    Action.CHANGED: Chip("Changed", Tone.ACCENT, "edit"),
    Action.UNCHANGED: Chip("Unchanged", Tone.NEUTRAL, "ok"),
    Action.REFUSED: Chip("Refused", Tone.BAD),
}
_NOT_IN_THE_LIST = Chip("Not in the list", Tone.WARN)
_NOTHING_HAPPENS = "In the register, but not in this list: nothing happens to this entry"
_TOLD = 40


@dataclass(frozen=True)
class Sorted:
    """A plan with its rows sorted by what becomes of them; `MISSING` are entries that the list does not name."""

    plan: Plan
    rows: Mapping[str, list[Planned]]


def sort_out(plan: Plan) -> Sorted:
    """Sorts the rows of a plan; done beside the window, for there may be many."""
    rows: dict[str, list[Planned]] = {ALL: plan.rows, **{str(one): [] for one in Action}}
    for one in plan.rows:
        rows[one.action].append(one)
    rows[MISSING] = [
        Planned(-number, Action.UNCHANGED, name, _NOTHING_HAPPENS, record_id=number) for number, name in plan.missing
    ]
    return Sorted(plan, rows)


class PlanPage(QWidget):
    """Shows a plan: counts that filter, a row each, and what changes in the one chosen."""

    def __init__(self, kind: ListKind) -> None:
        super().__init__()
        self._kind = kind
        self._sorted: Sorted | None = None
        self._rows: list[Planned] = []
        self.filters: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        holder = QWidget()
        self._flow = Flow(holder)
        self.table: TableView[Planned] = TableView("Rows of the file")
        self._model: PagedModel[Planned] = PagedModel(self._read, _columns(kind), lambda one: one.row, self)
        self.detail = QVBoxLayout()
        self._told = QVBoxLayout()
        whole = column(holder, self.table, self.detail, self._told, gap=10)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.table.show_model(self._model)
        self.table.row_changed.connect(self._show_row)

    def _read(self, sort: str, descending: bool, offset: int, limit: int) -> Page[Planned]:
        return Page(self._rows[offset : offset + limit], len(self._rows))

    def show_plan(self, sorted_plan: Sorted) -> None:
        """Shows a plan from its start: what is refused first, if anything is."""
        self._sorted = sorted_plan
        for one in self.filters.values():
            self._group.removeButton(one)
        clear(self._flow)
        self.filters = {}
        for name, rows in sorted_plan.rows.items():
            if rows or name in (ALL, str(Action.ADDED)):
                self._add_filter(name, len(rows))
        self.show_only(str(Action.REFUSED) if sorted_plan.rows[Action.REFUSED] else ALL)
        self._tell(sorted_plan.plan)

    def _add_filter(self, name: str, count: int) -> None:
        words = {ALL: "All rows", MISSING: "Not in the list"}.get(name) or sentence_case(name)
        made = button(f"{words} ({count:,})", lambda: self.show_only(name))
        made.setCheckable(True)
        self._group.addButton(made)
        self._flow.addWidget(made)
        self.filters[name] = made

    def show_only(self, name: str) -> None:
        """Shows the rows of which this becomes."""
        if self._sorted is None:
            return
        self.filters[name].setChecked(True)
        self._rows = self._sorted.rows[name]
        self._model.reload()
        self.table.say_when_empty(Empty("None", "No row of this kind.", icon="ok"))
        self.table.go_to(0)
        self._show_row(self._rows[0] if self._rows else None)

    def _show_row(self, one: Planned | None) -> None:
        clear(self.detail)
        if one is None:
            return
        lines = [Words(one.title or "(without a name)", "strong")]
        if one.why:
            lines.append(Words(sentence_case(one.why), "problem" if one.action is Action.REFUSED else "body"))
        lines += [Words(words, "body") for words in _changes(one)]
        self.detail.addWidget(stack(*lines, gap=2))

    def _tell(self, plan: Plan) -> None:
        """Columns that were not used, and what was said of the list as a whole."""
        clear(self._told)
        told = list(plan.warnings[:_TOLD])
        unused = list(plan.ignored_columns)
        if unused:
            more = f" and {len(unused) - _TOLD:,} more" if len(unused) > _TOLD else ""
            told.append(f"Columns not used: {', '.join(unused[:_TOLD])}{more}.")
        if plan.missing:
            many = count_of(len(plan.missing), *self._kind.noun)
            told.append(f"{many} of these schools not in the list: whoever left needs a last day.")
        if not told:
            return
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Things to know")
        page = stack(*(Words(one, "muted") for one in told), gap=4)
        page.setProperty("look", "page")
        area.setWidget(page)
        area.setMaximumHeight(px(96))
        self._told.addWidget(Fold(count_of(len(told), "thing to know", "things to know"), area))


def _columns(kind: ListKind) -> list[Column[Planned]]:
    return [
        Column("row", "Row", 54, lambda one: f"{one.row:,}" if one.row > 0 else "–", sortable=False),
        Column("action", "What happens", 118, lambda one: "", _chip, sortable=False),
        Column("title", sentence_case(kind.noun[0]), 190, lambda one: one.title or "–", sortable=False),
        Column("why", "Why, and what changes", 380, _in_short, sortable=False),
    ]


def _chip(one: Planned) -> Chip:
    return _CHIPS[one.action] if one.row > 0 else _NOT_IN_THE_LIST


def _in_short(one: Planned) -> str:
    return "; ".join(part for part in (sentence_case(one.why), *_changes(one)) if part) or "–"


def _changes(one: Planned) -> list[str]:
    said = one.differences.items()
    return [f"{label}: {before or 'nothing'} → {after or 'nothing'}" for label, (before, after) in said]
