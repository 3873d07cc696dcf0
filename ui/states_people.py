"""The states of the People & schools tab that are photographed, on the sample trust."""

from metdesk import authorisations, people, schools
from metdesk.authorisations import PEOPLE_ASKED
from metdesk.people import PeopleFilter, PersonRow
from ui.form import FormDialog
from ui.people_and_schools import PeopleAndSchoolsTab
from ui.stage import Reach, Stage

_HOSTILE = "O’Neill-Ştefănescu <b>"


def tab(stage: Stage) -> PeopleAndSchoolsTab:
    """The People & schools tab, brought to sight."""
    shown = stage.tab("people")
    if not isinstance(shown, PeopleAndSchoolsTab):
        raise TypeError("the people are no tab of people and schools")
    return shown


def form(stage: Stage) -> FormDialog:
    """The form that was opened last."""
    return stage.window.findChildren(FormDialog)[-1]


def _leaver(stage: Stage) -> int:
    """Somebody who is still there, and whose going leaves an account with fewer people than are asked for."""

    def drops(row: PersonRow) -> bool:
        if row.ends is None:
            return False
        effects = authorisations.if_leaves(stage.room.desk, row.id, row.ends)
        return any(one.after < PEOPLE_ASKED for one in effects)

    rows = people.page(stage.room.desk, PeopleFilter(), sort="ends", descending=True, limit=200).rows
    return next(row.id for row in rows if drops(row))


def _headless(stage: Stage) -> int:
    return next(number for number, one in schools.everyone(stage.room.desk).items() if one.head_id is None)


def _go(stage: Stage, kind: str, record_id: int) -> None:
    stage.room.go(kind, record_id)


def _several(stage: Stage) -> None:
    shown = tab(stage)
    shown.people.clear()
    shown.people.table.setFocus()
    shown.people.table.selectAll()


def _person(stage: Stage) -> None:
    tab(stage).people.edit(_leaver(stage))


def _person_problems(stage: Stage) -> None:
    tab(stage).people.add()
    made = form(stage)
    made.editor("surname").set_value(_HOSTILE)
    made.editor("email").set_value("sam at ashhill")
    made.editor("starts").set_value(stage.room.desk.today())
    made.editor("ends").control.setText("31 June")  # type: ignore[attr-defined]  # a date is typed in a line
    made.try_to_save()


def _school_problems(stage: Stage) -> None:
    tab(stage).schools.add()
    form(stage).editor("name").set_value(_HOSTILE)
    form(stage).editor("urn").set_value("12AB")
    form(stage).try_to_save()


def _school(stage: Stage) -> None:
    _go(stage, "school", next(iter(schools.names(stage.room.desk))))


PEOPLE: list[tuple[str, Reach]] = [
    ("people", lambda stage: tab(stage).show_list("person")),
    ("people-several", _several),
    ("people-leaver", lambda stage: _go(stage, "person", _leaver(stage))),
    ("person-form", _person),
    ("person-form-problems", _person_problems),
    ("record-leaving", lambda stage: tab(stage).people.record_leaving(_leaver(stage))),
    ("what-if", lambda stage: tab(stage).people.what_if(_leaver(stage))),
    ("print-forms", lambda stage: tab(stage).begin("print")),
    ("schools", _school),
    ("school-without-head", lambda stage: _go(stage, "school", _headless(stage))),
    ("school-form", lambda stage: tab(stage).schools.edit(_headless(stage))),
    ("school-form-problems", _school_problems),
    ("appoint-head", lambda stage: tab(stage).schools.appoint(_headless(stage))),
    ("the-trust", lambda stage: tab(stage).schools.edit_trust()),
]
