"""The six cases of the sample trust: one of each kind, kept by their rules, and read by those alone who are named."""

from datetime import date
from pathlib import Path

import pytest

from db import keys
from metdesk import cases, casework, finding, history, keyholders, reporting, sample, schools, sitting
from metdesk.attachments import looked_at
from metdesk.case_record import Category, EntryKind, Harm, Outcome, Report, Route, State
from metdesk.case_seen import Case
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.roles import Role


def read(desk: Desk) -> list[Case]:
    """The cases that whoever sits here is named on, the latest first."""
    return [cases.read(desk, row.id) for row in cases.page(desk, CaseFilter(named_only=True)).rows]


def told(desk: Desk) -> dict[Category, Report]:
    return {Category(one.report.category): one.report for one in read(desk)}


# --- what they are


def test_there_are_six_of_different_kinds_in_every_state(sample_desk: Desk) -> None:
    every, reports = read(sample_desk), told(sample_desk)
    assert len(every) == 6
    assert {one.row.state for one in every} == set(State)
    assert {one.row.outcome for one in every} == {"", Outcome.ADVICE, Outcome.TRAINING, Outcome.NO_ACTION}
    assert {one.report.harm for one in every} == set(Harm)
    assert reports.keys() == {
        Category.UNOFFICIAL,
        Category.STUDENT,
        Category.CONFIDENTIALITY,
        Category.MISUSED,
        Category.TIMING,
        Category.CONCERNS,
    }
    assert reports[Category.CONCERNS].disclosure == "yes"
    assert reports[Category.CONFIDENTIALITY].data_breach
    assert reports[Category.MISUSED].account_id
    about = [one.report.subject_id for one in every]
    assert len(set(about)) == 5, "two are about the same person"


def test_they_hold_every_kind_of_entry_and_keep_their_rules(sample_desk: Desk) -> None:
    every, today = read(sample_desk), date.today()
    entries = [one for case in every for one in case.entries]
    assert {one.kind for one in entries} == set(EntryKind) - {EntryKind.REOPENED, EntryKind.COPIED}
    assert sum(bool(one.corrects) for one in entries) == 1
    for one in every:
        reporting.unfit(sample_desk, one.report)
        assert "{" not in repr([entry.record for entry in one.entries])
    for one in entries:
        assert last_day_in(one.record) <= one.at.astimezone().date()
    assert [one.row.state for one in every if one.open_actions] == [State.REPORTED, *[State.INVESTIGATED] * 2]
    due = [action.record.due_on for one in every for action in one.open_actions]
    assert sorted(day < today for day in due) == [False, True, True]


def last_day_in(record: object) -> date:
    """The last day that an entry tells of as over."""
    names = ("happened_on", "taken_on", "done_on", "handled_on", "referred_on", "reported_on", "decided_on")
    return max((day for name in names if (day := getattr(record, name, None))), default=date.min)


def test_its_clocks_ran_out_or_were_kept(sample_desk: Desk) -> None:
    by = {
        one.report.harm if one.report.harm != Harm.NONE else one.report.category: one.row for one in read(sample_desk)
    }
    grave, got_out = by[Harm.THRESHOLD], by[Category.CONFIDENTIALITY]
    assert grave.referred_on
    assert grave.refer_by
    assert grave.referred_on <= grave.refer_by
    assert got_out.notified_on
    assert got_out.notify_by
    assert got_out.notified_on <= got_out.notify_by.astimezone().date()
    assert (grave.late, by[Category.CONCERNS].late[0], by[Category.MISUSED].late) == (
        [],
        "not started",
        ["not concluded"],
    )
    lapse = [by[one].lapses_on for one in (Harm.LOW, Category.CONFIDENTIALITY)]
    assert all(lapse)
    assert [day > date.today() for day in lapse if day] == [True, False]


def test_its_evidence_is_a_picture_that_went_through_two_hands(sample_desk: Desk) -> None:
    case = next(one for one in read(sample_desk) if one.evidence)
    piece, words = case.evidence
    assert b"deleted nothing" in casework.evidence_bytes(sample_desk, case.row.id, words)
    seen = looked_at(casework.evidence_bytes(sample_desk, case.row.id, piece), "screen.png")
    assert seen.media_type == "image/png"
    (hand,) = [one for one in case.standing if one.kind is EntryKind.HANDLED]
    assert hand.more["evidence"] == piece.uuid
    assert hand.record.handled_by != piece.record.handled_by


# --- who reads them, where a head, the trust officer and a reader have keys


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with more keyholders, closed; never written to."""
    folder = tmp_path_factory.mktemp("shared") / "Sample.metdesk"
    sample.build(folder, cost=keys.CHEAPEST, more_keyholders=True).close()
    return folder


def test_a_head_an_officer_and_a_reader_can_open_it_where_they_are_asked_for(shared: Path) -> None:
    with Desk.open(shared, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
        found = {one.role: one for one in keyholders.everyone(desk)}
        assert set(found) == {Role.BUSINESS_MANAGER, Role.HEADTEACHER, Role.TRUST_OFFICER, Role.READER}
        assert found[Role.BUSINESS_MANAGER].here
        assert found[Role.BUSINESS_MANAGER].name == sample.KEYHOLDER
        assert len(found[Role.HEADTEACHER].school_ids) == 1
        assert keyholders.sheet(desk).kept
    with Desk.open(shared, found[Role.HEADTEACHER].name, sample.PASSPHRASE) as his:
        assert schools.get(his, his.keyholder.schools[0]).head_id == sitting.person_here(his)


@pytest.mark.parametrize(
    ("role", "reads", "counts"),
    [
        (
            Role.BUSINESS_MANAGER,
            [Category.STUDENT, Category.CONCERNS, Category.TIMING, Category.CONFIDENTIALITY],
            6,
        ),
        (Role.HEADTEACHER, [Category.STUDENT, Category.UNOFFICIAL], 2),
        (Role.TRUST_OFFICER, [Category.MISUSED], 6),
        (Role.READER, [], 6),
    ],
)
def test_each_of_them_reads_their_own(shared: Path, role: Role, reads: list[Category], counts: int) -> None:
    with _as(shared, role) as desk:
        assert sorted(one.report.category for one in read(desk)) == sorted(reads)
        assert sum(cases.counts(desk).values()) == counts


def test_the_head_whom_one_is_about_neither_sees_nor_finds_it(shared: Path) -> None:
    with _as(shared, Role.TRUST_OFFICER) as desk:
        (about,) = read(desk)
        assert about.row.route is Route.OFFICER
        title, number = about.row.title, about.row.id
    with _as(shared, Role.HEADTEACHER) as his:
        assert about.report.subject_id == sitting.person_here(his)
        assert title not in {row.title for row in (*cases.page(his).rows, *cases.counted(his))}
        for look in (lambda: cases.row(his, number), lambda: cases.read(his, number), lambda: cases.called(his, title)):
            with pytest.raises(Refused, match="no such case"):
                look()
        assert title not in repr(finding.find(his, title, 100))
        assert title not in repr(history.page(his, limit=10_000).rows)


def _as(folder: Path, role: Role) -> Desk:
    """The desk, with whoever has this role at it, to read."""
    with Desk.open(folder, sample.KEYHOLDER, sample.PASSPHRASE, read_only=True) as desk:
        name = next(one.name for one in keyholders.everyone(desk) if one.role == role)
    return Desk.open(folder, name, sample.PASSPHRASE, read_only=True)
