"""Cases on a real register: where they go, who reads them, what nobody else can, and what may be written."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import breaches as tables
from db import casekeys, keys
from db.errors import Damaged
from db.keys import Unlocked
from metdesk import (
    case_course,
    case_seen,
    case_sheet,
    cases,
    casework,
    export,
    finding,
    keyholders,
    people,
    reporting,
    schools,
    sitting,
)
from metdesk.case_record import (
    CaseAction,
    Conclusion,
    Done,
    EntryKind,
    Evidence,
    Note,
    Outcome,
    Referral,
    Report,
    Route,
    State,
)
from metdesk.cases import CaseFilter
from metdesk.desk import Desk, recover
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE, TOMORROW, dated
from tests.metdesk.seats import Seat, seats

DAY = date(2026, 3, 2)
SECRET = "Pemberton’s group chat of 7C"
PERSON = "Quillfeather"


@dataclass
class Trust:
    """A school with a head and a chair, a trust officer, each with a key; a teacher; the manager at the desk."""

    desk: Desk
    seat: Seat
    school: int
    head: int
    chair: int
    officer: int
    teacher: int

    def as_head(self) -> None:
        self.seat(Role.HEADTEACHER, self.head)

    def as_officer(self) -> None:
        self.seat(Role.TRUST_OFFICER, self.officer)

    def as_chair(self) -> None:
        self.seat(Role.INVESTIGATOR, self.chair)

    def as_manager(self) -> None:
        self.seat()

    def report(self, **more: Any) -> int:
        """A case about the teacher, logged by the manager."""
        self.as_manager()
        return reporting.report(self.desk, self.told(**more)).case_id

    def told(self, **more: Any) -> Report:
        usual: dict[str, Any] = {
            "what": f"Wrote of pupils in {SECRET}.",
            "category": "breach of confidentiality",
            "clauses": "6.1.5",
            "school_id": self.school,
            "happened_on": DAY,
            "reported_on": DAY,
            "reported_by": f"Ms {PERSON}",
            "subject_id": self.teacher,
            "harm": "no sign of harm",
        }
        return Report(**{**usual, **more})


@dataclass(frozen=True)
class TrustMade:
    """The register of a trust, closed, to be copied: its school, head, chair, trust officer and teacher, and what opens
    it for whom, by their names."""

    folder: Path
    people: tuple[int, int, int, int, int]
    opened: dict[str, Unlocked]


def made_trust(desk: Desk) -> TrustMade:
    """Enters a trust, with everybody's keys, in the register of `desk`, which is empty."""
    school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456", town="Melton"))
    head = people.add(desk, Person(surname="Patel", forename="Asha", title="Ms", school_id=school))
    schools.appoint(desk, school, head)

    def person(surname: str, **more: Any) -> int:
        return people.add(desk, Person(surname=surname, forename="Ali", school_id=school, **more))

    chair, officer, teacher = person("Reed", category="governance volunteer"), person("Lund"), person("Okoro")
    schools.change(desk, school, replace(schools.get(desk, school), chair_id=chair))
    schools.change_trust(desk, "Mowbray", None, officer)
    everybody, opened = (school, head, chair, officer, teacher), dict[str, Unlocked]()
    made = Trust(desk, seats(desk, opened), *everybody)
    for sit in (made.as_head, made.as_officer, made.as_chair, made.as_manager):
        sit()
    return TrustMade(desk.folder, everybody, opened)


@pytest.fixture
def trust(desk: Desk, trust_made: TrustMade) -> Trust:
    """The trust, with everybody's keys; made once, as each key takes the time of two passphrases."""
    return Trust(desk, seats(desk, dict(trust_made.opened)), *trust_made.people)


def why(call: Any, *given: Any, **more: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        call(*given, **more)
    return dict(refused.value.problems)


def every_value(desk: Desk) -> str:
    """All that whoever can open the register can read of it, by SQL."""
    raw, found = desk.store.database.raw, []
    for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        for row in raw.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - our own names
            found += [one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in row]
    return "\n".join(found)


# --- where it goes, and who reads it


def test_a_report_goes_to_the_head_and_whoever_logged_it_reads_it_no_more(trust: Trust) -> None:
    sent = reporting.report(trust.desk, trust.told())
    assert (sent.route, sent.kept_here) == (Route.HEAD, False)
    assert sent.names == (f"headteacher {trust.head} ()",)
    row = cases.row(trust.desk, sent.case_id)
    assert (row.state, row.report, row.title) == (State.REPORTED, None, case_seen.title_of(row.uuid))
    assert why(cases.read, trust.desk, sent.case_id) == {"": cases.GONE}
    trust.as_head()
    assert cases.read(trust.desk, sent.case_id).report.what == f"Wrote of pupils in {SECRET}."


def test_the_words_of_a_case_are_nowhere_in_the_file_for_whoever_opens_it_with_sql(trust: Trust) -> None:
    number = trust.report()
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, f"Spoke with {PERSON}."))
    evidence = Evidence("chat.png", PERSON, "Ms Patel", DAY)
    casework.add_evidence(trust.desk, number, evidence, f"picture of {SECRET}".encode(), "text/plain")
    trust.as_manager()
    told = every_value(trust.desk)
    assert f"{cases.row(trust.desk, number).title} was reported" in told
    for word in (SECRET, "Pemberton", PERSON, "chat.png", "6.1.5, "):
        assert word not in told
    database, changed = trust.desk.folder / "register.db", trust.desk.folder / "register.db-wal"
    assert SECRET.encode() not in database.read_bytes() + changed.read_bytes()


def test_a_case_about_the_head_goes_round_her_and_she_finds_nothing_of_it(trust: Trust) -> None:
    number = trust.report(subject_id=trust.head)
    assert cases.row(trust.desk, number).route is Route.OFFICER
    trust.as_officer()
    assert cases.read(trust.desk, number).report.subject_id == trust.head
    trust.as_head()
    assert cases.page(trust.desk).total == 0
    assert sum(cases.counts(trust.desk).values()) == 0
    assert why(cases.row, trust.desk, number) == why(cases.row, trust.desk, 9_999)


def test_the_school_says_whether_the_chair_comes_first_and_about_all_of_them_it_is_the_lado(trust: Trust) -> None:
    school = schools.get(trust.desk, trust.school)
    schools.change(trust.desk, trust.school, replace(school, route="chair"))
    about = {trust.head}
    assert reporting.route_of(trust.desk, trust.school, about) == (Route.CHAIR, trust.chair)
    assert reporting.route_of(trust.desk, trust.school, about | {trust.chair}) == (Route.OFFICER, trust.officer)
    everybody = about | {trust.chair, trust.officer}
    assert reporting.route_of(trust.desk, trust.school, everybody) == (Route.LADO, None)


def test_a_manager_it_is_about_does_not_see_that_it_is_there(trust: Trust) -> None:
    from metdesk import sitting

    sitting.say_who(trust.desk, KEYHOLDER, trust.teacher)
    trust.as_officer()
    number = reporting.report(trust.desk, trust.told()).case_id
    assert cases.row(trust.desk, number).report is None
    trust.as_manager()
    assert cases.page(trust.desk).total == 0
    assert sum(cases.counts(trust.desk).values()) == 0


def test_where_nobody_of_the_route_has_a_key_whoever_logged_it_keeps_it(desk: Desk, school: int) -> None:
    usual = {"category": "other", "clauses": "6.1.1", "school_id": school, "happened_on": DAY, "reported_on": DAY}
    usual["harm"] = "no sign of harm"
    sent = reporting.report(desk, Report(what="Seen.", reported_by="Anonymous", **usual))  # type: ignore[arg-type]
    assert (sent.kept_here, sent.names) == (True, (KEYHOLDER,))
    assert cases.read(desk, sent.case_id).report.what == "Seen."


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"clauses": ""}, "clauses"),
        ({"clauses": "none that I know"}, "clauses"),
        ({"what": " "}, "what"),
        ({"category": "gossip"}, "category"),
        ({"reported_by": ""}, "reported_by"),
        ({"school_id": 9_999}, "school_id"),
        ({"subject_id": 9_999}, "subject_id"),
        ({"happened_on": TOMORROW}, "happened_on"),
        ({"reported_on": TOMORROW}, "reported_on"),
        ({"reported_on": DAY - timedelta(days=1)}, "reported_on"),
        ({"others": "x" * 400}, "others"),
    ],
)
def test_a_report_that_lacks_something_is_refused(trust: Trust, more: dict[str, Any], field: str) -> None:
    assert field in why(reporting.report, trust.desk, trust.told(**dated(more)))
    assert cases.page(trust.desk).total == 0


def test_clocks_run_from_the_report_in_school_and_working_days(trust: Trust) -> None:
    friday = date(2026, 3, 6)
    number = trust.report(harm="harm, or a risk of it", data_breach=True, reported_on=friday)
    row = cases.row(trust.desk, number)
    assert (row.refer_by, row.start_by, row.conclude_by) == (date(2026, 3, 9), date(2026, 3, 13), date(2026, 4, 7))
    assert row.notify_by is not None
    assert row.late == ["not referred", "not started", "not concluded"]


# --- what is written in it


def test_what_is_written_is_corrected_by_a_further_entry(trust: Trust) -> None:
    number, person = trust.report(), Person(surname="Hale", forename="Ali", school_id=trust.school)
    newcomer = people.add(trust.desk, person)
    trust.as_head()
    first = casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, "Spoke with her on Monday."))
    entry = next(one for one in cases.read(trust.desk, number).entries if one.id == first)
    right = Note(DAY, "Spoke with her on Tuesday.")
    assert "why" in why(casework.write, trust.desk, number, EntryKind.NOTE, right, corrects=entry.uuid)
    casework.write(trust.desk, number, EntryKind.NOTE, right, corrects=entry.uuid, why="The wrong day.")
    case = cases.read(trust.desk, number)
    (stands,) = (one for one in case.standing if one.kind is EntryKind.NOTE)
    assert (stands.record, [one.record.words for one in case.earlier(stands)]) == (right, ["Spoke with her on Monday."])
    assert (stands.who, len(case.entries)) == (f"headteacher {trust.head} ()", 3)
    again = why(casework.write, trust.desk, number, EntryKind.NOTE, right, corrects=entry.uuid, why="Again.")
    assert "corrected already" in again[""]
    trust.as_manager()
    trust.desk.undo()  # what was done before: in a case nothing is taken back
    assert newcomer not in people.get_many(trust.desk, [newcomer])
    trust.as_head()
    assert len(cases.read(trust.desk, number).entries) == 3


def test_an_entry_in_the_future_and_one_by_somebody_not_named_are_refused(trust: Trust) -> None:
    number = trust.report()
    note = Note(date.today() + timedelta(days=1), "Tomorrow.")
    assert why(casework.write, trust.desk, number, EntryKind.NOTE, replace(note, happened_on=DAY)) == {"": cases.GONE}
    trust.as_head()
    assert "happened_on" in why(casework.write, trust.desk, number, EntryKind.NOTE, note)
    assert len(cases.read(trust.desk, number).entries) == 1


def test_a_case_is_not_concluded_while_something_is_to_be_done(trust: Trust) -> None:
    number, today = trust.report(), trust.desk.today()
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.ACTION, CaseAction("Ask for the chat", "Ms Patel", today))
    end = Conclusion("advice", today, "Ms Patel", "A single lapse.", lapses_on=today + timedelta(days=365))
    assert "Ask for the chat" in why(case_course.conclude, trust.desk, number, end)[""]
    (action,) = cases.read(trust.desk, number).open_actions
    casework.act_done(trust.desk, number, action.uuid, Done(today, "Given."))
    assert "done already" in why(casework.act_done, trust.desk, number, action.uuid, Done(today, "Again."))[""]
    done = next(one for one in cases.read(trust.desk, number).standing if one.kind is EntryKind.DONE)
    better = Done(today, "Given, on paper.")
    casework.write(trust.desk, number, EntryKind.DONE, better, corrects=done.uuid, why="How it was given.")
    assert cases.read(trust.desk, number).open_actions == [], "what was done stays done as its words are corrected"
    better_action = CaseAction("Ask for the whole chat", "Ms Patel", today)
    casework.write(trust.desk, number, EntryKind.ACTION, better_action, corrects=action.uuid, why="More of it.")
    assert cases.read(trust.desk, number).open_actions == [], "and as the action’s are"
    for more, field in (
        ({"decided_on": DAY - timedelta(days=1)}, "decided_on"),
        ({"decided_on": today + timedelta(days=1)}, "decided_on"),
        ({"lapses_on": today}, "lapses_on"),
        ({"reasons": ""}, "reasons"),
    ):
        assert field in why(case_course.conclude, trust.desk, number, replace(end, **more))  # type: ignore[arg-type]
    case_course.conclude(trust.desk, number, end)
    row = cases.row(trust.desk, number)
    assert (row.state, row.outcome) == (State.CONCLUDED, Outcome.ADVICE)
    assert "reopen it" in why(casework.write, trust.desk, number, EntryKind.NOTE, Note(DAY, "More."))[""]
    case_course.reopen(trust.desk, number, "Something else came up.")
    assert [one.kind for one in cases.read(trust.desk, number).entries][-2:] == [EntryKind.OUTCOME, EntryKind.REOPENED]
    row = cases.row(trust.desk, number)
    assert (row.state, row.late, row.start_by and row.start_by > trust.desk.today()) == (State.REPORTED, [], True)


def test_a_referral_to_the_lado_stops_the_clock(trust: Trust) -> None:
    number = trust.report(harm="harm, or a risk of it")
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.REFERRAL, Referral("Police", DAY, "", "They look into it."))
    assert "not referred" in cases.row(trust.desk, number).late
    casework.write(trust.desk, number, EntryKind.REFERRAL, Referral("LADO", DAY, "L-7", "Do not investigate yet."))
    assert "not referred" not in cases.row(trust.desk, number).late
    referral = cases.read(trust.desk, number).standing[-1]
    later = replace(referral.record, referred_on=DAY + timedelta(days=1))
    casework.write(trust.desk, number, EntryKind.REFERRAL, later, corrects=referral.uuid, why="It was the day after.")
    assert cases.row(trust.desk, number).referred_on == DAY + timedelta(days=1)
    assert referral not in cases.read(trust.desk, number).standing
    again = cases.read(trust.desk, number).standing[-1]
    police = replace(later, to="Police")
    casework.write(trust.desk, number, EntryKind.REFERRAL, police, corrects=again.uuid, why="It went to the police.")
    assert cases.row(trust.desk, number).referred_on is None


def test_the_local_authority_of_the_school_says_within_how_long_its_lado_is_told(trust: Trust) -> None:
    before = cases.row(trust.desk, trust.report(harm="harm, or a risk of it")).refer_by
    now = schools.get(trust.desk, trust.school)
    schools.change(trust.desk, trust.school, replace(now, authority="Merribrook", lado_time="3 working days"))
    after = cases.row(trust.desk, trust.report(harm="harm, or a risk of it")).refer_by
    assert (before, after) == (DAY + timedelta(days=1), DAY + timedelta(days=3))


def test_the_note_of_a_notification_is_corrected_with_its_day(trust: Trust) -> None:
    number = trust.report(data_breach=True)
    trust.as_head()
    casework.notified(trust.desk, number, Note(DAY, "The ICO was told."))
    note = cases.read(trust.desk, number).standing[-1]
    right = Note(DAY + timedelta(days=1), "The ICO was told by telephone.")
    casework.write(trust.desk, number, EntryKind.NOTE, right, corrects=note.uuid, why="Wrong day.")
    assert cases.row(trust.desk, number).notified_on == DAY + timedelta(days=1)
    assert [one.record for one in cases.read(trust.desk, number).standing if one.kind is EntryKind.NOTE] == [right]


def test_evidence_is_kept_byte_for_byte_and_a_change_behind_the_program_is_noticed(trust: Trust) -> None:
    number = trust.report()
    trust.as_head()
    content = bytes(range(256)) * 40
    evidence = Evidence("chat.png", "A parent", "Ms Patel", DAY)
    assert "empty" in why(casework.add_evidence, trust.desk, number, evidence, b"", "image/png")[""]
    added = casework.add_evidence(trust.desk, number, evidence, content, "image/png")
    entry = next(one for one in cases.read(trust.desk, number).entries if one.id == added)
    assert casework.evidence_bytes(trust.desk, number, entry) == content
    right = replace(evidence, came_from="A parent of 7B")
    casework.write(trust.desk, number, EntryKind.EVIDENCE, right, corrects=entry.uuid, why="Which parent.")
    (entry,) = cases.read(trust.desk, number).evidence
    assert (entry.record, casework.evidence_bytes(trust.desk, number, entry)) == (right, content)
    raw = trust.desk.store.database.raw
    (kept,) = raw.execute("SELECT content FROM breach_file").fetchone()
    for changed in (kept[:-1] + bytes([kept[-1] ^ 1]), kept[:-1], kept[:5], b""):
        raw.execute("UPDATE breach_file SET content = ?", (changed,))
        with pytest.raises(Damaged, match="changed outside the program"):
            casework.evidence_bytes(trust.desk, number, entry)
    raw.execute("DELETE FROM breach_file")
    assert list(casework.evidence_changed(trust.desk, cases.read(trust.desk, number))) == [entry.uuid]


def test_a_report_is_unsealed_once_while_the_same_keyholder_sits_there(trust: Trust) -> None:
    number = trust.report()
    trust.as_head()
    told = cases.row(trust.desk, number).report
    assert told is not None
    trust.desk.store.database.raw.execute("UPDATE breach_entry SET content = x'00'")
    assert cases.row(trust.desk, number).report is told
    trust.as_head()
    with pytest.raises(Damaged):
        cases.row(trust.desk, number)


def test_entries_cannot_change_places(trust: Trust) -> None:
    number = trust.report()
    trust.as_head()
    for words in ("First.", "Second."):
        casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, words))
    raw = trust.desk.store.database.raw
    (first, one), (second, other) = raw.execute("SELECT id, content FROM breach_entry WHERE kind = 'note'").fetchall()
    raw.execute("UPDATE breach_entry SET content = ? WHERE id = ?", (other, first))
    raw.execute("UPDATE breach_entry SET content = ? WHERE id = ?", (one, second))
    with pytest.raises(Damaged):
        cases.read(trust.desk, number)


def test_a_report_taken_out_of_the_file_keeps_nobody_from_the_register(trust: Trust, folder: Path) -> None:
    head = f"headteacher {trust.head} ()"
    trust.report()
    trust.desk.store.database.raw.execute("DELETE FROM breach_entry")
    sitting.say_who(trust.desk, f"investigator {trust.chair} ()", None)
    trust.desk.close()
    with Desk.open(folder, head, PASSPHRASE) as desk, pytest.raises(Damaged, match="changed outside the program"):
        cases.page(desk)


# --- who is named


def test_an_investigator_reads_this_case_and_no_other(trust: Trust) -> None:
    number, other = trust.report(), trust.report()
    trust.as_chair()
    assert cases.page(trust.desk).total == 0
    trust.as_head()
    case_course.name(trust.desk, number, f"investigator {trust.chair} ()")
    assert cases.row(trust.desk, number).state is State.INVESTIGATED
    trust.as_chair()
    assert [row.id for row in cases.page(trust.desk).rows] == [number]
    assert cases.read(trust.desk, number).report.what.startswith("Wrote")
    assert why(cases.read, trust.desk, other) == {"": cases.GONE}


def test_whoever_it_is_about_is_not_named_on_it(trust: Trust) -> None:
    number = trust.report(subject_id=trust.chair)
    trust.as_head()
    sentence = why(case_course.name, trust.desk, number, f"investigator {trust.chair} ()")["name"]
    assert "choose somebody whom it does not concern" in sentence


def test_somebody_taken_off_a_case_reads_nothing_that_is_written_later(trust: Trust) -> None:
    number, investigator = trust.report(), f"investigator {trust.chair} ()"
    trust.as_head()
    assert (
        "name somebody first" in why(case_course.take_off, trust.desk, number, f"headteacher {trust.head} ()")["name"]
    )
    case_course.name(trust.desk, number, investigator)
    trust.as_chair()
    theirs = cases.keys_of(trust.desk, number)
    trust.as_head()
    case_course.take_off(trust.desk, number, investigator)
    casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, "Without them."))
    assert len(cases.read(trust.desk, number).named) == 1
    last = tables.entries([number])[-1]
    assert last.generation == 2
    with pytest.raises(Damaged):
        theirs.unlock(2, last.kind, last.uuid, bytes(last.content))
    trust.as_chair()
    assert cases.page(trust.desk).total == 0


def test_a_keyholder_who_was_removed_cannot_read_what_is_written_later(trust: Trust) -> None:
    number, investigator = trust.report(), f"investigator {trust.chair} ()"
    trust.as_head()
    case_course.name(trust.desk, number, investigator)
    trust.as_manager()
    keyholders.remove(trust.desk, investigator)
    trust.desk.store.seat(
        replace(
            keys.unlock(trust.desk.folder, f"headteacher {trust.head} ()", PASSPHRASE),
            database_key=trust.desk.store.unlocked.database_key,
        )
    )
    casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, "Without them."))
    assert {row.generation for row in tables.keys(number)} == {1, 2}
    assert tables.entries([number])[-1].generation == 2
    assert casekeys.ended(number) == set()


# --- recovery


def test_the_recovery_sheet_brings_the_head_back_to_her_cases(folder: Any, desk: Desk, school: int) -> None:
    trust_head = schools.get(desk, school).head_id
    sit = seats(desk)
    sit(Role.HEADTEACHER, trust_head)
    name = f"headteacher {trust_head} ()"
    usual = {"category": "other", "clauses": "6.1.1", "school_id": school, "happened_on": DAY, "reported_on": DAY}
    usual["harm"] = "no sign of harm"
    number = reporting.report(desk, Report(what=SECRET, reported_by="B", **usual)).case_id  # type: ignore[arg-type]
    sit()
    sheet = keyholders.new_recovery_key(desk)
    assert [breach.id for breach, *_ in casekeys.missing_recovery(keys.unlock(folder, name, PASSPHRASE))] == [number]
    desk.close()
    Desk.open(folder, name, PASSPHRASE).close()  # whoever is named and opens it next lets the new sheet reach it
    again, key = recover(folder, sheet, name, "other words that hold too")
    assert cases.read(again, number).report.what == SECRET
    again.close()
    once_more, _ = recover(folder, key, name, "and yet other words that hold")
    with once_more:
        assert cases.read(once_more, number).report.what == SECRET


def test_whoever_came_back_by_a_sheet_that_does_not_reach_a_case_is_named_on_it_again(
    trust: Trust, folder: Path
) -> None:
    case, head, officer = trust.report(), f"headteacher {trust.head} ()", f"trust officer {trust.officer} ()"
    trust.as_head()
    case_course.name(trust.desk, case, officer, "to see it")
    trust.as_manager()
    sheet, words = keyholders.new_recovery_key(trust.desk), "other words that hold too"
    trust.desk.close()
    again, _ = recover(folder, sheet, head, words)
    assert why(cases.read, again, case) == {"": cases.GONE}
    again.close()
    with Desk.open(folder, officer, PASSPHRASE) as desk:
        assert cases.read(desk, case).named == (officer,)
        assert "name somebody first" in why(case_course.take_off, desk, case, officer)["name"]
        assert reporting.belongs_to(desk, cases.read(desk, case)) == (head,)
        case_course.name(desk, case, head, "to see it")
        desk.store.seat(keys.unlock(folder, head, words))
        assert [one.kind for one in cases.read(desk, case).entries] == ["report", "named", "named"]
        assert cases.page(desk).total == 1


def test_a_new_sheet_reaches_at_once_the_cases_of_whoever_made_it_or_took_over_with_it(
    trust: Trust, folder: Path
) -> None:
    case, officer = trust.report(subject_id=trust.head), f"trust officer {trust.officer} ()"
    trust.as_officer()
    keyholders.new_recovery_key(trust.desk)
    assert casekeys.missing_recovery(trust.desk.store.unlocked) == []
    trust.as_manager()
    trust.desk, sheet = keyholders.hand_over(trust.desk, officer, PASSPHRASE)
    trust.desk.close()
    again, _ = recover(folder, sheet, officer, "other words that hold too")
    with again:
        assert SECRET in cases.read(again, case).report.what


def test_a_list_looks_for_words_in_what_the_keyholder_can_read(trust: Trust) -> None:
    number = trust.report()
    assert cases.page(trust.desk, CaseFilter(find="pemberton")).total == 0
    assert cases.page(trust.desk, CaseFilter(find="confidentiality")).total == 1
    assert [one.kind for one in finding.find(trust.desk, "pemberton")] == []
    trust.as_head()
    assert [row.id for row in cases.page(trust.desk, CaseFilter(find="pemberton")).rows] == [number]
    title = cases.row(trust.desk, number).title
    for words in ("PEMB", "pémberton’s", title, title.removeprefix("Case ").lower()):
        assert [(one.kind, one.id) for one in finding.find(trust.desk, words)] == [("breach", number)]


def test_cases_go_out_as_a_table_without_their_words(trust: Trust) -> None:
    number = trust.report(harm="harm, or a risk of it")
    title = cases.row(trust.desk, number).title
    for sit in (trust.as_manager, trust.as_head):
        sit()
        (row,) = export.sheet_of(trust.desk, "breaches").rows
        told = dict(zip(case_sheet.LABELS, row, strict=True))
        assert (told["Case"], told["Category"], told["Reported on"]) == (title, "Breach of confidentiality", DAY)
        assert told["Late"] == "Not referred, not started, not concluded"
        assert SECRET not in repr(row)
    trust.seat(Role.READER)
    assert "print the breach register" in why(export.csv, trust.desk, "breaches")[""]
    assert "breaches" not in export.kinds_for(trust.desk)
