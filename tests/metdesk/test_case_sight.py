"""Cases, walked up to by everybody from every door: whoever it is about finds nothing, nobody not named a word."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from db import breaches as tables
from metdesk import (
    accounts,
    bundles,
    case_course,
    case_links,
    case_seen,
    cases,
    casework,
    checks,
    declarations,
    export,
    figures,
    finding,
    history,
    keyholders,
    printing_breaches,
    registers,
    seal,
)
from metdesk.account_record import Account
from metdesk.case_record import CaseAction, Conclusion, EntryKind, Evidence, Link, Note, Statement
from metdesk.desk import Desk
from metdesk.roles import Role
from metdesk.seal import Notes
from tests.metdesk.paper import texts
from tests.metdesk.test_cases import DAY, Trust, every_value, trust, why
from tests.metdesk.test_sight import _extract, _or_why, _unpacked

__all__ = ["trust"]

PLANTED = "zebra"
"""Every text that is written in a case begins with this word."""


def planted(what: str) -> str:
    return f"{PLANTED}-{what}"


def work(trust: Trust, case: int) -> None:
    """Writes an entry of each kind in a case, as somebody named on it, and concludes it."""
    desk, today = trust.desk, trust.desk.today()
    casework.write(desk, case, EntryKind.NOTE, Note(DAY, planted("note")))
    casework.write(desk, case, EntryKind.STATEMENT, Statement(planted("of"), DAY, planted("said")))
    evidence = Evidence(planted("file"), planted("source"), planted("by"), DAY)
    casework.add_evidence(desk, case, evidence, planted("bytes").encode(), "text/plain")
    account = accounts.add(desk, Account(trust.school, "Facebook", "@ashhill"))
    case_links.link(desk, case, Link(account_id=account, words=planted("link")))
    case_course.conclude(desk, case, Conclusion("advice", today, planted("decided"), planted("reasons")))
    case_course.reopen(desk, case, planted("again"))


def reported(trust: Trust, **more: Any) -> int:
    return trust.report(what=planted("what"), reported_by=planted("who"), others=planted("others"), **more)


def doors(desk: Desk, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Everything that anybody can read beside the files themselves, by what it is called."""
    for kind in registers.LISTED:
        yield f"list {kind}", _or_why(registers.rows, desk, kind)
        yield f"list {kind}, searched", _or_why(registers.rows, desk, kind, find=PLANTED)
    for words in (PLANTED, "case", "breach"):
        yield f"find {words}", finding.find(desk, words, 100)
        yield f"history with {words}", history.page(desk, history.Wanted(find=words), limit=10_000)
    entries = history.page(desk, limit=10_000)
    yield "history", entries
    yield "history of an entry", [history.parts(desk, one.n, limit=1_000)[0] for one in entries.rows]
    yield "every entry by its number", [history.parts(desk, n)[0] for n in range(1, seal.now(desk).n + 1)]
    for kind in ("breach", *tables.WITHIN):
        yield f"history about {kind}", history.page(desk, history.Wanted(kind=kind)).rows
        yield f"history of {kind}", [history.of(desk, kind, number) for number in range(1, 9)]
    for kind in export.KINDS:
        yield f"CSV {kind}", _or_why(export.csv, desk, kind)
    yield "workbook", _or_why(lambda: _unpacked(export.xlsx(desk)))
    yield "JSON", json.loads(export.everything(desk))
    yield "checks", [(one.met, one.failing) for one in checks.run(desk) if one.kind == "breach"]
    yield "figures", [figures.trend(desk, one.clause, one.amiss).figures for one in checks.run(desk)]
    yield "declarations", declarations.everything(desk)
    yield "cases", (cases.page(desk), cases.counted(desk), cases.counts(desk))
    yield "cases about somebody", [case_links.about_person(desk, number) for number in range(1, 9)]
    yield "cases at an account", case_links.at_account(desk, 1)
    yield "audit extract", _extract(desk, notes)
    for number in (1, 2):
        yield (
            f"case file {number}",
            _or_why(_case_file, desk, number),
        )
        yield f"bundle {number}", _or_why(bundles.bundle, desk, number)
        yield f"evidence {number}", _or_why(_evidence, desk, number)
    for name, paper in (("register", printing_breaches.register), ("summary", printing_breaches.summary)):
        yield f"paper {name}", _or_why(lambda job: texts(job(desk).run().pdf), paper)
    yield "kept in memory", [*desk._kept.values(), *desk._opened.values()]


def _evidence(desk: Desk, case: int) -> list[bytes]:
    return [casework.evidence_bytes(desk, case, one) for one in cases.read(desk, case).evidence]


def _case_file(desk: Desk, case: int) -> list[str]:
    return texts(printing_breaches.case_file(desk, case).run().pdf)


def finds(desk: Desk, notes: Notes, marks: tuple[str, ...]) -> list[str]:
    """The doors behind which one of these marks stands."""
    return [name for name, found in doors(desk, notes) if any(mark in repr(found) for mark in marks)]


SEATS: dict[str, Callable[[Trust], None]] = {
    "manager": lambda trust: trust.seat(),
    "officer": lambda trust: trust.as_officer(),
    "chair": lambda trust: trust.as_chair(),
    "reader": lambda trust: trust.seat(Role.READER),
    "head of nowhere": lambda trust: trust.seat(Role.HEADTEACHER, trust.teacher),
}


@pytest.mark.parametrize("seat", SEATS)
def test_nobody_who_is_not_named_reads_a_word(trust: Trust, notes: Notes, seat: str) -> None:
    case = reported(trust)
    trust.as_head()
    work(trust, case)
    assert PLANTED in repr(cases.read(trust.desk, case))
    SEATS[seat](trust)
    assert finds(trust.desk, notes, (PLANTED,)) == []
    assert PLANTED not in every_value(trust.desk)
    assert why(cases.read, trust.desk, case) == {"": cases.GONE}


def test_the_head_whom_it_is_about_finds_nothing_behind_any_door(trust: Trust, notes: Notes) -> None:
    case = reported(trust, subject_id=trust.head)
    trust.as_officer()
    work(trust, case)
    title = cases.row(trust.desk, case).title
    marks = (PLANTED, title, "breaches.report", "breaches.write", "evidence of a case", "key of a case")
    assert "history" in finds(trust.desk, notes, marks)
    trust.as_head()
    assert finds(trust.desk, notes, marks) == []
    whole = json.loads(export.everything(trust.desk))["tables"]
    assert (whole["breach"], [row for row in whole["audit_detail"] if "breach" in row["kind"]]) == ([], [])
    assert [row["n"] for row in whole["audit"]] == list(range(1, seal.now(trust.desk).n + 1))
    assert set(cases.counts(trust.desk).values()) == {0}
    assert why(cases.row, trust.desk, case) == why(cases.row, trust.desk, 999_999) == {"": cases.GONE}


def test_the_head_reads_no_link_to_a_case_about_him_in_a_case_that_he_is_named_on(trust: Trust, notes: Notes) -> None:
    desk, head, officer = trust.desk, f"headteacher {trust.head} ()", f"trust officer {trust.officer} ()"
    about, other = trust.report(subject_id=trust.head), trust.report(what=planted("what"))
    trust.as_head()
    case_course.name(desk, other, officer)
    trust.as_officer()
    title = cases.row(desk, about).title
    case_course.take_off(desk, other, head)
    case_links.link(desk, other, Link(case=title, words="aardvark"))
    case_course.name(desk, other, head, "to see it")
    (entry,) = case_links.links(cases.read(desk, other))
    account = accounts.add(desk, Account(trust.school, "Facebook", "@ashhill"))
    right = Link(account_id=account, words=planted("link"))
    case_links.link(desk, other, right, corrects=entry.uuid, why=f"{title} has nothing to do with it.")
    marks = (title, cases.row(desk, about).uuid, "aardvark", entry.uuid)
    assert {"case file 2", "bundle 2"} & set(finds(desk, notes, marks))
    trust.as_head()
    assert "case file 2" in finds(desk, notes, (PLANTED,))
    assert finds(desk, notes, marks) == []


def test_a_manager_whom_it_is_about_does_not_find_it_and_another_case_she_counts(trust: Trust, notes: Notes) -> None:
    manager = trust.teacher
    trust.seat(Role.BUSINESS_MANAGER, manager)
    about, other = reported(trust, subject_id=manager), reported(trust, subject_id=None)
    title, counted = (case_seen.title_of(tables.breach(one).uuid) for one in (about, other))  # type: ignore[union-attr]
    trust.seat(Role.BUSINESS_MANAGER, manager)
    assert finds(trust.desk, notes, (title, PLANTED)) == []
    assert "history" in finds(trust.desk, notes, (counted,))
    (row,) = json.loads(export.everything(trust.desk))["tables"]["breach"]
    assert (row["title"], row["category"]) == (counted, "breach of confidentiality")
    assert not {"id", "uuid", "admits"} & set(row)


def test_a_reader_counts_cases_and_takes_none_of_them_out(trust: Trust) -> None:
    trust.seat(Role.READER)
    case = reported(trust)
    trust.seat(Role.READER)
    assert [one.id for one in cases.counted(trust.desk)] == [case]
    assert "not which" in why(export.csv, trust.desk, "breaches")[""]
    assert json.loads(export.everything(trust.desk))["tables"]["breach"] == []


def test_who_alone_reads_a_case_keeps_the_key_until_it_is_passed_on(trust: Trust) -> None:
    case, head, officer = trust.report(), f"headteacher {trust.head} ()", f"trust officer {trust.officer} ()"
    second, about = trust.report(), trust.report(subject_id=trust.officer)
    assert f"{head} alone reads 3 cases" in why(keyholders.remove, trust.desk, head)["name"]
    trust.as_head()
    casework.write(trust.desk, case, EntryKind.ACTION, CaseAction("Ask", "Ms Patel", trust.desk.today()))
    case_course.conclude(trust.desk, second, Conclusion("advice", trust.desk.today(), "Ms Patel", "Settled."))
    left = [cases.row(trust.desk, about).title]
    assert case_course.pass_on(trust.desk, [case, second, about], officer) == (2, left)
    assert case_course.pass_on(trust.desk, [case, second, about], officer) == (0, left)
    trust.as_manager()
    assert f"{head} alone reads 1 case" in why(keyholders.remove, trust.desk, head)["name"]
    trust.as_officer()
    assert cases.read(trust.desk, second).row.outcome == "advice"
    trust.as_head()
    case_course.name(trust.desk, about, f"investigator {trust.chair} ()", "to see it")
    trust.as_manager()
    keyholders.remove(trust.desk, head)
    assert head not in {one.name for one in keyholders.everyone(trust.desk)}


def test_who_alone_reads_an_open_case_does_not_hand_over(trust: Trust) -> None:
    trust.as_officer()
    case = trust.report(subject_id=trust.head)
    trust.as_officer()
    refused = why(keyholders.hand_over, trust.desk, "A successor", "words of a passphrase that hold")
    assert "You alone read 1 case under Breaches" in refused[""]
    assert cases.is_named(trust.desk, case)
