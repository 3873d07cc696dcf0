"""Each check of who has signed, broken in a real register and mended: what the check, its list, the badge and the
Overview's line say, and where the line's button leads."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from metdesk import account_record, accounts, answering, authorisations, checks, people, rounds
from metdesk.acknowledgement_record import Acknowledgement, Round
from metdesk.checks import Result, Status
from metdesk.desk import Desk
from tests.metdesk.answers import DAY, adopt, answer, ask
from tests.metdesk.answers import person as enter_person
from tests.ui.registers import words_of
from tests.ui.test_policy_tab import starter
from ui.acknowledgements import AcknowledgementsTab
from ui.form import FormDialog
from ui.overview import OverviewTab
from ui.policy import PolicyTab
from ui.preview import Preview
from ui.room import Room
from ui.todo import TodoLine

__all__ = ["starter"]

Mend = Callable[[], object]


@dataclass(frozen=True)
class Broken:
    """A check that fails: the words of its statement, and what mends it. Its line leads to `leads`."""

    statement: str
    status: Status
    mend: Mend
    leads: type
    of_people: bool = True


def _head(desk: Desk) -> int:
    return people.page(desk).rows[0].id


def unsigned(desk: Desk, school: int) -> Broken:
    head = _head(desk)
    return Broken("Everyone has signed", Status.ATTENTION, lambda: answer(desk, head), FormDialog, of_people=False)


def governor(desk: Desk, school: int) -> Broken:
    found = enter_person(desk, school, category="governance volunteer")
    mend = lambda: answer(desk, found)  # noqa: E731
    return Broken("Trustees and governors", Status.ATTENTION, mend, FormDialog, of_people=False)


def not_asked(desk: Desk, school: int) -> Broken:
    return Broken("Everyone has been asked", Status.ATTENTION, lambda: ask(desk), FormDialog, of_people=False)


def overdue(desk: Desk, school: int) -> Broken:
    head = _head(desk)
    ask(desk, days=-1)
    return Broken("past the day by which", Status.BREACH, lambda: answer(desk, head), Preview)


def joiner(desk: Desk, school: int) -> Broken:
    late = desk.today() - 20 * DAY
    joined = enter_person(desk, school, starts=late)
    rounds.ask(desk, Round(asked_on=late - 9 * DAY, due_on=late - DAY))
    answer(desk, next(row.id for row in people.page(desk).rows if row.id != joined))
    return Broken("Joiners sign", Status.BREACH, lambda: answer(desk, joined), Preview)


def refusal(desk: Desk, school: int) -> Broken:
    number = answer(desk, _head(desk), "refused")
    signed = Acknowledgement(signed_on=desk.today(), correction="Signed after a talk.")
    mend = lambda: answering.correct(desk, number, signed)  # noqa: E731
    return Broken("Nobody refuses", Status.ATTENTION, mend, FormDialog)


def authorised(desk: Desk, school: int) -> Broken:
    head, today = _head(desk), desk.today()
    account = accounts.add(desk, account_record.Account(school_id=school, platform="X", handle="@a"))
    authorisations.grant(desk, authorisations.Authorisation(account, head, False, head, today, today))
    return Broken("Whoever is authorised on", Status.BREACH, lambda: answer(desk, head), Preview)


def result(desk: Desk, statement: str) -> Result:
    return next(one for one in checks.run(desk) if statement in one.statement)


def overview(room: Room) -> OverviewTab:
    room.tabs.setCurrentIndex(0)
    QApplication.processEvents()
    tab = room.current()
    assert isinstance(tab, OverviewTab)
    return tab


def lines(room: Room, one: Result) -> list[QPushButton]:
    """The buttons of the Overview's lines about a check."""
    tab = overview(room)
    found = [line.step for line in tab.todo.findChildren(TodoLine) if line.isVisibleTo(tab)]
    return [step for step in found if any(step.accessibleName().endswith(_ends(one, f)) for f in one.failing)]


def _ends(one: Result, failing: checks.Failing) -> str:
    return f"{failing.title}, {failing.words} · {one.clause}"


def listed(room: Room, one: Result, of_people: bool) -> list[int]:
    """The ids of those whom the tab lists for a check."""
    room.begin("acknowledgements", f"only {one.clause}: {one.amiss}")
    tab = room.current()
    assert isinstance(tab, AcknowledgementsTab)
    shown = tab.people if of_people else tab.schools
    assert shown.isVisible()
    rows = [shown.model.row(place) for place in range(shown.model.rowCount())]
    return [shown.row_id(row) for row in rows if row is not None]  # type: ignore[arg-type]  # of its own rows


def badge(room: Room) -> str:
    """What the Acknowledgements tab says of itself."""
    QApplication.processEvents()
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "acknowledgements")
    return room.tabs.accessibleTabName(place)


@pytest.mark.parametrize("breach", [unsigned, governor, not_asked, overdue, joiner, refusal, authorised])
def test_a_broken_rule_shows_everywhere_leads_on_and_goes_once_it_is_mended(
    desk: Desk, room: Room, school: int, qtbot: QtBot, breach: Callable[[Desk, int], Broken]
) -> None:
    adopt(desk)
    case = breach(desk, school)
    before = result(desk, case.statement)
    of_badge = case.status is Status.BREACH
    ids = [one.id for one in before.failing]
    assert (before.status, bool(ids)) == (case.status, True)

    def shows() -> None:
        assert set(ids) <= set(listed(room, before, case.of_people))
        qtbot.waitUntil(lambda: ("1 person needs attention" in badge(room)) is of_badge)
        assert len(lines(room, before)) == len(ids)

    shows()
    case.mend()
    assert result(desk, case.statement).status is Status.OK
    qtbot.waitUntil(lambda: badge(room) == "Acknowledgements")
    assert lines(room, before) == []
    if case.of_people:
        assert listed(room, before, True) == []
    desk.undo()
    assert result(desk, case.statement) == before
    shows()
    lines(room, before)[0].click()
    assert isinstance(room.current(), AcknowledgementsTab)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in room.findChildren(case.leads)), timeout=30_000)


def test_the_share_of_each_school_stands_beside_its_name(desk: Desk, room: Room, school: int) -> None:
    adopt(desk)
    tab = overview(room)
    place = [one.name for one in tab.model.columns].index("signed")

    def share() -> str:
        QApplication.processEvents()
        return str(tab.model.index(0, place).data())

    enter_person(desk, school)
    before = share()
    answer(desk, _head(desk))
    assert (before, share()) == ("0 of 2 · 0 %", "1 of 2 · 50 %")
    desk.undo()
    assert share() == before


@pytest.mark.parametrize(
    ("clause", "statement", "beside"),
    [
        ("5.1.2", "Trustees and governors have signed the edition in force", "0 of 1 signed (0 %)"),
        ("5.2.1", "Everyone has signed the edition in force", "0 of 2 signed (0 %)"),
        ("5.3.1", "Nobody is past the day by which they were asked to sign", "Asked by"),
    ],
)
def test_beside_its_clause_in_the_policy_a_figure_stands_and_follows(
    desk: Desk, room: Room, school: int, starter: int, clause: str, statement: str, beside: str
) -> None:
    governor_id = enter_person(desk, school, category="governance volunteer")
    ask(desk, days=-1)
    room.go_clause(clause)
    tab = room.current()
    assert isinstance(tab, PolicyTab)
    assert statement in words_of(tab.panel)
    assert beside in words_of(tab.panel)
    answer(desk, governor_id)
    answer(desk, next(row.id for row in people.page(desk).rows if row.id != governor_id))
    assert statement in words_of(tab.panel)
    assert beside not in words_of(tab.panel)
