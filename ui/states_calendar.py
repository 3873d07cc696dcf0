"""The states of the Term dates list that are photographed: empty, and on the sample trust."""

from datetime import timedelta

from metdesk import schools, term_dates
from metdesk.school_days import school_year
from metdesk.term_dates import TermFilter, TermKind
from ui.round_forms import ask_form
from ui.stage import Reach, Stage
from ui.states_people import form, tab
from ui.term_dates import TermDatesTab

_HOSTILE = "O’Neill-Ştefănescu <b>"


def _list(stage: Stage) -> TermDatesTab:
    shown = tab(stage)
    shown.show_list("term_date")
    shown.term_dates.finder.open_all()
    shown.term_dates.finder.set_filter("year", school_year(stage.room.desk.today()))
    shown.term_dates.table.go_to(0)
    shown.term_dates.table.setFocus()
    return shown.term_dates


def _closure(stage: Stage) -> None:
    wanted = TermFilter(year=school_year(stage.room.desk.today()), kind=TermKind.CLOSURE)
    _list(stage).show_id(term_dates.listed(stage.room.desk, wanted)[1].id)


def _school(stage: Stage) -> None:
    tab(stage).begin(f"terms of school {list(schools.names(stage.room.desk))[1]}")


def _several(stage: Stage) -> None:
    _list(stage).table.selectAll()


def _term_problems(stage: Stage) -> None:
    _list(stage).add_term()
    made, today = form(stage), stage.room.desk.today()
    made.editor("name").set_value(_HOSTILE)
    made.editor("starts").set_value(today)
    made.editor("ends").set_value(today - timedelta(days=1))
    made.try_to_save()


def _closure_form(stage: Stage) -> None:
    _list(stage).add_closure()
    made, today = form(stage), stage.room.desk.today()
    made.editor("name").set_value("Snow")
    made.editor("starts").set_value(today + timedelta(days=7 - today.weekday()))


def _edit(stage: Stage) -> None:
    shown = _list(stage)
    shown.edit(term_dates.listed(stage.room.desk)[0].id)


def _deadline(stage: Stage) -> None:
    """A day by which forms are to be back that is no school day."""
    today = stage.room.desk.today()
    made = ask_form(stage.room.desk, stage.room)
    if made:
        made.editor("due_on").set_value(today + timedelta(days=12 - today.weekday()))


EMPTY_CALENDAR: list[tuple[str, Reach]] = [
    ("empty-term-dates", lambda stage: tab(stage).show_list("term_date")),
]
CALENDAR: list[tuple[str, Reach]] = [
    ("term-dates", _list),
    ("term-dates-closure", _closure),
    ("term-dates-of-a-school", _school),
    ("term-dates-several", _several),
    ("term-form-problems", _term_problems),
    ("closure-form", _closure_form),
    ("term-edit", _edit),
    ("term-dates-copy", lambda stage: _list(stage).copy_year()),
    ("deadline-on-a-saturday", _deadline),
]
