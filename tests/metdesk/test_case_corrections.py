"""A report corrected: where it goes, who reads it and which clocks run follow from what it says now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from metdesk import case_course, cases, casework, keyholders, people, reporting
from metdesk.case_record import Category, Conclusion, EntryKind, Harm, Note, Route
from metdesk.roles import Role
from tests.metdesk.test_cases import DAY, Trust, every_value, trust, why

__all__ = ["trust"]


def corrected(trust: Trust, case: int, **now: Any) -> reporting.Sent:
    found = cases.read(trust.desk, case)
    return reporting.correct(
        trust.desk, case, found.reported.uuid, replace(found.report, **now), "It was said otherwise."
    )


def test_a_report_that_turns_out_to_be_about_the_head_leaves_the_heads_hands(trust: Trust) -> None:
    case = trust.report(subject_id=None)
    trust.as_head()
    casework.write(trust.desk, case, EntryKind.NOTE, Note(DAY, "A parent rang."))
    sent = corrected(trust, case, subject_id=trust.head)
    assert (sent.route, sent.names) == (Route.OFFICER, (f"trust officer {trust.officer} ()",))
    assert why(cases.row, trust.desk, case) == {"": cases.GONE}
    assert cases.counted(trust.desk) == []
    trust.as_officer()
    found = cases.read(trust.desk, case)
    assert [one.kind for one in found.entries] == [EntryKind.REPORT, EntryKind.NOTE, EntryKind.REPORT]
    assert found.report.subject_id == trust.head
    assert found.named == (f"trust officer {trust.officer} ()",)


def test_nobody_corrects_a_case_out_of_everybodys_sight(trust: Trust) -> None:
    case = trust.report(subject_id=None)
    trust.as_head()
    before = every_value(trust.desk)
    trust.as_manager()
    for name in (f"trust officer {trust.officer} ()", f"investigator {trust.chair} ()"):
        keyholders.remove(trust.desk, name)
    trust.as_head()
    before = every_value(trust.desk)
    entry = cases.read(trust.desk, case).standing[0]
    right = trust.told(subject_id=trust.head)
    assert "first" in why(reporting.correct, trust.desk, case, entry.uuid, right, "Why.")["subject_id"]
    assert every_value(trust.desk) == before


def test_what_may_be_counted_and_the_clocks_follow(trust: Trust) -> None:
    case = trust.report(data_breach=True)
    trust.as_head()
    before = cases.row(trust.desk, case)
    assert before.refer_by is None
    corrected(trust, case, harm=str(Harm.THRESHOLD), category=str(Category.STUDENT))
    now = cases.row(trust.desk, case)
    assert (now.category, now.refer_by is not None, now.notify_by) == (Category.STUDENT, True, before.notify_by)
    assert (now.start_by, now.conclude_by) == (before.start_by, before.conclude_by)
    later = DAY + timedelta(days=30)
    corrected(trust, case, harm=str(Harm.NONE), data_breach=False, reported_on=later)
    now = cases.row(trust.desk, case)
    assert (now.refer_by, now.notify_by, now.reported_on) == (None, None, later)
    assert (now.conclude_by or DAY) > (before.conclude_by or later)
    assert cases.read(trust.desk, case).named == (f"headteacher {trust.head} ()",)


def test_the_days_of_a_case_that_was_reopened_run_on_from_then(trust: Trust) -> None:
    case, desk = trust.report(), trust.desk
    trust.as_head()
    case_course.conclude(desk, case, Conclusion("advice", desk.today(), "Ms Patel", "A single lapse."))
    case_course.reopen(desk, case, "More came up.")
    before = cases.row(desk, case)
    corrected(trust, case, reported_on=DAY + timedelta(days=1))
    now = cases.row(desk, case)
    assert (now.start_by, now.conclude_by, now.late) == (before.start_by, before.conclude_by, [])


def test_a_report_stays_about_somebody_who_is_no_longer_in_the_register(trust: Trust) -> None:
    case = trust.report()
    people.put_in_bin(trust.desk, [trust.teacher])
    trust.as_head()
    corrected(trust, case, what="Said better.")
    found = cases.read(trust.desk, case)
    assert found.report.subjects == {trust.teacher}
    for name in ("also_about_id", "account_id"):
        again = replace(found.report, **{name: 999})
        refused = why(reporting.correct, trust.desk, case, found.reported.uuid, again, "Why.")
        assert "not in the register" in " ".join(refused.values())


def test_a_correction_is_refused_as_the_report_was(trust: Trust) -> None:
    case = trust.report()
    trust.as_head()
    found = cases.read(trust.desk, case)
    entry, right = found.standing[0], found.report
    ask = (reporting.correct, trust.desk, case, entry.uuid)
    assert "clauses" in why(*ask, replace(right, clauses="bad"), "Why.")
    assert "why" in why(*ask, right, " ")
    tomorrow = trust.desk.today() + timedelta(days=1)
    assert "still to come" in why(*ask, replace(right, reported_on=tomorrow), "Why.")["reported_on"]
    corrected(trust, case, what="Said better.")
    assert "corrected already" in why(*ask, right, "Again.")[""]


def test_harm_that_is_seen_later_is_to_be_referred_from_then_on(trust: Trust) -> None:
    case, today = trust.report(), trust.desk.today()
    trust.as_head()
    corrected(trust, case, harm=str(Harm.THRESHOLD))
    row = cases.row(trust.desk, case)
    assert (row.refer_by or DAY) > today
    assert "not referred" not in row.late


def test_whoever_has_a_readers_key_alone_is_as_without_one(trust: Trust) -> None:
    keyholders.change(trust.desk, f"headteacher {trust.head} ()", Role.READER, ())
    sent = reporting.report(trust.desk, trust.told())
    assert (sent.route, sent.kept_here, sent.names) == (Route.HEAD, True, (trust.desk.keyholder.name,))
    assert reporting.belongs_to(trust.desk, cases.read(trust.desk, sent.case_id)) == ()
