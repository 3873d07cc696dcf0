"""The live checks of cases: each broken in a real register, seen by whoever may count the case, and mended."""

from datetime import timedelta

import pytest

from db.figures import DayFigure
from metdesk import case_course, cases, casework, checks, figures
from metdesk.calendar import show_when
from metdesk.case_record import Conclusion, EntryKind, Note, Referral
from metdesk.checks import Result, Status
from tests.metdesk.test_cases import DAY, Trust, trust, why

__all__ = ["trust"]

REFER, NOTIFY, START, CONCLUDE, LAPSED = (
    "referred to the LADO",
    "72 hours",
    "is started",
    "A case is concluded",
    "that lapsed",
)
WAITS = "waits to be referred"
UNOFFICIAL = "about an unofficial account"


def result(trust: Trust, statement: str) -> Result:
    return next(one for one in checks.run(trust.desk) if one.kind == "breach" and statement in one.statement)


def found(trust: Trust, statement: str) -> tuple[Status, int, int]:
    one = result(trust, statement)
    return one.status, one.met, one.of


def test_no_case_is_nothing_to_check(trust: Trust) -> None:
    assert {one.status for one in checks.run(trust.desk) if one.kind == "breach"} == {Status.NOTHING}


def test_a_case_past_its_days_is_told_by_its_reference_until_it_is_referred_and_concluded(trust: Trust) -> None:
    number = trust.report(harm="harm, or a risk of it")
    assert [found(trust, one)[0] for one in (REFER, START, CONCLUDE)] == [
        Status.BREACH,
        Status.ATTENTION,
        Status.ATTENTION,
    ]
    (failing,) = result(trust, REFER).failing
    assert failing.title.startswith("Case ")
    assert "To be referred by 3 March 2026" in failing.words
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.REFERRAL, Referral("LADO", DAY, "L-7", "Advised."))
    assert found(trust, REFER) == (Status.OK, 1, 1)
    case_course.conclude(trust.desk, number, Conclusion("advice", trust.desk.today(), "Ms Patel", "Settled."))
    assert found(trust, START)[0] is found(trust, CONCLUDE)[0] is Status.NOTHING


def test_what_is_to_be_referred_is_told_before_it_is_late(trust: Trust) -> None:
    today = trust.desk.today()
    number = trust.report(harm="harm, or a risk of it", happened_on=today, reported_on=today)
    assert (found(trust, REFER), found(trust, WAITS)) == ((Status.OK, 1, 1), (Status.ATTENTION, 0, 1))
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.REFERRAL, Referral("LADO", today, "L-7", "Advised."))
    assert found(trust, WAITS) == (Status.OK, 1, 1)


def test_the_72_hours_run_from_the_report_to_the_minute_and_stop_when_it_is_settled(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = trust.report(data_breach=True)
    trust.as_head()
    limit = cases.row(trust.desk, number).notify_by
    assert limit is not None

    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    for left, hours, status in (
        (18 * hour + minute, 18, Status.OK),
        (18 * hour, 17, Status.OK),
        (hour + minute, 1, Status.OK),
        (minute, 0, Status.OK),
        (timedelta(), -1, Status.BREACH),
        (-minute, -1, Status.BREACH),
    ):
        monkeypatch.setattr(trust.desk.store, "now", lambda left=left: limit - left)
        row = cases.row(trust.desk, number)
        assert (row.hours_left, "not notified" in row.late) == (hours, hours < 0)
        assert found(trust, NOTIFY)[0] is status
    assert show_when(limit) in result(trust, NOTIFY).failing[0].words
    casework.notified(trust.desk, number, Note(DAY, "The Commissioner was told."))
    assert found(trust, NOTIFY) == (Status.OK, 1, 1)
    assert (cases.row(trust.desk, number).hours_left, cases.row(trust.desk, number).turns_at) == (None, None)


def test_a_warning_that_lapsed_is_asked_for_until_it_is_off_the_file(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, today = trust.report(), trust.desk.today()
    trust.as_head()
    end = Conclusion("advice", today, "Ms Patel", "Warned.", lapses_on=today + timedelta(days=1))
    case_course.conclude(trust.desk, number, end)
    assert found(trust, LAPSED) == (Status.OK, 1, 1)
    now = trust.desk.store.now()
    monkeypatch.setattr(trust.desk.store, "now", lambda: now + timedelta(days=3))
    assert found(trust, LAPSED) == (Status.ATTENTION, 0, 1)
    monkeypatch.setattr(trust.desk.store, "now", lambda: now + timedelta(days=60))
    assert found(trust, LAPSED) == (Status.ATTENTION, 0, 1)
    later = trust.desk.today() + timedelta(days=1)
    assert "still to come" in why(case_course.lifted, trust.desk, number, Note(later, "Shredded."))["happened_on"]
    case_course.lifted(trust.desk, number, Note(trust.desk.today(), "Taken out and shredded."))
    assert found(trust, LAPSED)[0] is Status.NOTHING
    assert cases.read(trust.desk, number).standing[-1].record.words == "Taken out and shredded."
    assert "nothing to take off" in why(case_course.lifted, trust.desk, number, Note(today, "Again."))[""]


def test_a_case_about_an_unofficial_account_is_still_open_until_it_is_concluded(trust: Trust) -> None:
    number = trust.report(category="unofficial account", clauses="6.4.2")
    assert found(trust, UNOFFICIAL) == (Status.ATTENTION, 0, 1)
    (failing,) = result(trust, UNOFFICIAL).failing
    assert (failing.title[:5], failing.words) == ("Case ", "Reported on 2 March 2026 · Ash Hill Primary")
    trust.as_officer()
    assert found(trust, UNOFFICIAL) == (Status.ATTENTION, 0, 1)
    trust.as_chair()
    assert found(trust, UNOFFICIAL)[0] is Status.NOTHING, "whoever neither counts cases nor is named on it"
    trust.as_head()
    case_course.conclude(trust.desk, number, Conclusion("advice", trust.desk.today(), "Ms Patel", "Renamed."))
    assert found(trust, UNOFFICIAL) == (Status.OK, 1, 1)
    figures.keep(trust.desk)
    assert not DayFigure.select().where(DayFigure.amiss == "Still open").count()


def test_whoever_a_case_is_about_is_counted_nothing_and_no_figure_is_kept(trust: Trust) -> None:
    trust.report(subject_id=trust.head, harm="harm, or a risk of it")
    assert found(trust, REFER)[0] is Status.BREACH
    figures.keep(trust.desk)
    assert not DayFigure.select().where(DayFigure.clause == "6.1.2").count()
    trust.as_head()
    assert {one.status for one in checks.run(trust.desk) if one.kind == "breach"} == {Status.NOTHING}
