"""The sample trust is the same everywhere, keeps the register's rules, and has something to find in it."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from db import audit, keys, verify
from db import people as people_tables
from metdesk import (
    accounts,
    approaches,
    attachments,
    authorisations,
    cases,
    checks,
    declarations,
    declaring,
    people,
    policy,
    record,
    sample,
    schools,
)
from metdesk.account_record import State
from metdesk.accounts import AccountFilter
from metdesk.authorisations import Permission
from metdesk.declaration_record import APPROVED, unfit_days, unfit_words
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Cancelled
from metdesk.people import Category, PeopleFilter, Standing
from metdesk.sample.calendar import Clock, Days, workday
from metdesk.schools import SchoolKind

EVERYBODY = 10_000


def every_permission() -> list[Permission]:
    return [one for held in authorisations.permissions().values() for one in held]


def test_its_size_is_what_the_first_screen_says(sample_desk: Desk) -> None:
    assert schools.page(sample_desk).total == 5
    assert people.page(sample_desk).total == 520
    assert accounts.page(sample_desk, AccountFilter(states=())).total == 43
    assert sample_desk.trust.sample


def test_it_has_every_kind_of_setting_head_and_person(sample_desk: Desk) -> None:
    every = schools.everyone(sample_desk).values()
    assert len({one.kind for one in every}) == 5
    assert {one.head_title for one in every} >= {"Headteacher", "Head of School", "Centre Manager"}
    rows = people.page(sample_desk, PeopleFilter(standing=""), limit=EVERYBODY).rows
    assert {row.category for row in rows} == set(Category)
    assert {row.standing for row in rows} == set(Standing)
    assert SchoolKind.CENTRAL_TEAM in {one.kind for one in every}


def test_its_accounts_are_in_every_state_and_on_many_platforms(sample_desk: Desk) -> None:
    every = accounts.everything(sample_desk)
    assert {one.account.state for one in every} == set(State)
    assert len({one.account.platform for one in every}) >= 12


@pytest.mark.parametrize("name", ["O’Neill-Ştefănescu", "Ŵyn", "O", "van der Merwe", "Featherstonehaugh-Cholmondeley"])
def test_names_from_many_roots_are_in_it(sample_desk: Desk, name: str) -> None:
    assert name in {row.surname for row in people_tables.everyone()}


def test_two_builds_hold_the_same_records_and_nothing_of_their_making_can_be_undone(
    sample_folder: Path, tmp_path: Path
) -> None:
    def records(folder: Path) -> dict[str, str]:
        with Desk.open(folder, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
            connection = desk.store.database.raw
            told = (
                "SELECT kind, record, action, before, after, words FROM audit_detail JOIN audit USING (n) ORDER BY id"
            )
            found: dict[str, list[str]] = {}
            for kind, *rest in connection.execute(told):
                found.setdefault(kind, []).append(repr(rest))
            return {kind: hashlib.sha256("".join(rows).encode()).hexdigest() for kind, rows in found.items()}

    with sample.build(tmp_path / "Again.metdesk", cost=keys.CHEAPEST) as desk, pytest.raises(Refused):
        desk.undo()

    def words(folder: Path) -> list[object]:
        with Desk.open(folder, sample.KEYHOLDER, sample.PASSPHRASE) as desk:
            entries = [one for row in cases.page(desk).rows for one in cases.read(desk, row.id).entries]
            return [(one.at, one.kind, one.why, {**vars(one.record), "case": ""}) for one in entries]

    first, again = records(sample_folder), records(tmp_path / "Again.metdesk")
    assert set(first) == set(again)
    assert {kind for kind in first if first[kind] != again[kind]} == {
        "keyholder",
        "keyholder_person",
        "breach",
        "breach_key",
        "breach_entry",
        "breach_file",
    }  # keys and ids of keyholders and of cases are drawn at random
    assert words(sample_folder) == words(tmp_path / "Again.metdesk")


def test_the_history_runs_over_two_years_without_going_back(sample_desk: Desk) -> None:
    moments = [row[0] for row in sample_desk.store.database.raw.execute("SELECT at FROM audit ORDER BY n")]
    assert moments == sorted(moments)
    first = date.fromisoformat(moments[0][:10])
    assert timedelta(days=725) < date.today() - first < timedelta(days=735)
    of_cases = sample_desk.store.database.raw.execute("SELECT count(*) FROM audit WHERE what LIKE 'breaches.%'")
    assert len(moments) - of_cases.fetchone()[0] < 260
    assert len({moment[:7] for moment in moments}) >= 20


def test_it_is_sealed_and_sound(sample_desk: Desk) -> None:
    assert verify.verify() == []
    assert audit.seal().n > 0


def test_every_record_keeps_its_rules(sample_desk: Desk) -> None:
    codes: Counter[str] = Counter()
    mails: Counter[str] = Counter()
    for row in people_tables.everyone():
        person = people.from_row(row)
        record.check(person)
        assert not (person.starts and person.ends) or person.starts <= person.ends
        codes.update([person.staff_code] if person.staff_code else [])
        mails.update([person.email] if person.email else [])
    assert max(codes.values()) == max(mails.values()) == 1
    for one in accounts.everything(sample_desk):
        accounts.unfit(sample_desk, one.account, one.id)
    for number, school in schools.everyone(sample_desk).items():
        schools.unfit(sample_desk, school, number)


def test_every_permission_was_given_to_somebody_there_by_a_head_of_that_time(sample_desk: Desk) -> None:
    everybody = people.get_many(sample_desk, [row.id for row in people_tables.everyone()])
    heads = {number for number, person in everybody.items() if person.team in ("Leadership", "Executive", "IT")}
    for one in every_permission():
        permission, person = authorisations.get(sample_desk, one.id), everybody[one.person_id]
        assert person.category != Category.PUPIL
        assert person.starts is None or person.starts <= one.starts <= date.today()
        assert permission.granted_by_id in heads


def test_heads_past_and_present_gave_permissions(sample_desk: Desk) -> None:
    granters = {one.granted_by for one in every_permission()}
    assert {"Mrs Hilary Pemberton", "Ms Asha Patel"} <= granters
    assert {"Mr Gethin Rhŷs-Ŵyn", "Mr Daniel Achterberg"} <= granters, "the trust officer, where there is no head"


def test_some_permissions_have_ended_and_some_lack_their_form(sample_desk: Desk) -> None:
    every = every_permission()
    assert any(one.ends and one.ends < date.today() for one in every)
    assert any(one.signed_on is None for one in every)
    assert any(one.with_students for one in every)


def test_every_check_finds_something_amiss_and_something_in_order(sample_desk: Desk) -> None:
    for result in checks.run(sample_desk):
        if result.amiss == "Nobody may review it":
            assert not result.failing, "the sample’s schools all name somebody"
            continue
        if result.kind == "breach" and result.clause != "5.2.3":
            assert (result.of, result.met) == (1, 1), (
                "the sample tells the LADO, settles what got out, and closes a group"
            )
            continue
        assert result.failing, result.statement
        if result.clause not in ("5.1.1", "6.4.2", "8") and result.kind != "reconfirmation":
            assert result.met > result.of / 3, result.statement


def test_its_declarations_are_in_every_state_and_keep_their_rules(sample_desk: Desk) -> None:
    assert all(declarations.counts(sample_desk).values())
    every = declarations.everything(sample_desk)
    assert any(one.moved for one in every)
    assert any(one.due for one in every)
    everybody = people.everyone(sample_desk)
    for one in every:
        declared, person = one.declaration, everybody[one.person_id]
        assert not unfit_words(declared) | unfit_days(declared, date.today())
        assert (person.starts or date.min) <= (declared.declared_on or date.max) <= (person.ends or date.max)


def test_its_approaches_keep_their_rules_and_one_student_is_met_again(sample_desk: Desk) -> None:
    every = approaches.everything(sample_desk)
    for one in every:
        approaches.unfit(sample_desk, one.approach)
    assert {one.others for one in every} == {0, 1}
    assert {one.kept for one in every} == {approaches.Kept.KEPT, approaches.Kept.NOT_KEPT}


def test_its_declarations_were_decided_by_those_who_may_and_never_by_oneself(sample_desk: Desk) -> None:
    heads = {"Mrs Hilary Pemberton", "Ms Asha Patel", "Dr Chidi Okonkwo-Bright", "Mrs Margaret van der Merwe"}
    officer_and_chairs = {"Mr Daniel Achterberg", "Ms Claire Rees", "Ms Sadia Hassan"}
    others = {"Mr Gethin Rhŷs-Ŵyn", "Ms Eleanor Whitcombe"}
    deciders = {
        (one.person, step.decided_by)
        for one in declarations.everything(sample_desk)
        for step in declarations.steps(sample_desk, one.id)
        if step.decided_by
    }
    found = {decider for _, decider in deciders}
    assert officer_and_chairs <= found <= heads | officer_and_chairs | others
    assert len(found & heads) >= 3
    assert not any(person == decider for person, decider in deciders)


def test_somebody_leaving_will_leave_one_pair_of_hands(sample_desk: Desk) -> None:
    soon = next(one for one in checks.run(sample_desk) if "over the next" in one.statement)
    assert [failing.title for failing in soon.failing] == ["@brooklane.art (Instagram)"]


def test_laws_were_looked_up_on_days_of_the_two_years(sample_desk: Desk) -> None:
    edition = policy.current(sample_desk)
    assert edition is not None
    days = [one.checked_on for one in edition.references]
    assert None in days
    assert all(day is None or day <= date.today() for day in days)


def test_a_larger_one_has_as_many_times_the_people(tmp_path: Path) -> None:
    with sample.build(tmp_path / "Large.metdesk", scale=3, cost=keys.CHEAPEST) as desk:
        assert schools.page(desk).total == 15
        assert people.page(desk).total == 3 * 520
        assert accounts.page(desk, AccountFilter(states=())).total == 3 * 43
        assert len({one.urn for one in schools.everyone(desk).values() if one.urn}) == 12
        for one in accounts.everything(desk):
            accounts.unfit(desk, one.account, one.id)
        original = {number for number, one in schools.everyone(desk).items()} - set(range(6, 16))
        copied = [one for one in declarations.everything(desk) if one.school_id not in original]
        assert {"waiting", *APPROVED} <= {one.state for one in copied}
        for told in copied:
            declaring.unfit(desk, told.declaration, told.id)
            for step in declarations.steps(desk, told.id):
                assert step.decided_by
        approached = [one.approach for one in approaches.everything(desk) if one.school_id not in original]
        assert approached
        for approach in approached:
            approaches.unfit(desk, approach)


@pytest.mark.parametrize("scale", [0, -1, sample.LARGEST_SCALE + 1])
def test_a_scale_out_of_reach_is_refused(tmp_path: Path, scale: int) -> None:
    with pytest.raises(Refused):
        sample.build(tmp_path / "Sample.metdesk", scale=scale)
    assert not (tmp_path / "Sample.metdesk").exists()


def test_a_making_given_up_leaves_nothing(tmp_path: Path) -> None:
    def cancel(fraction: float, words: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.build(tmp_path / "Sample.metdesk", progress=cancel, cost=keys.CHEAPEST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2026, 8, 31), date(2028, 2, 29), date(2027, 1, 2)])
def test_its_days_come_in_order_whatever_the_day(today: date) -> None:
    days = Days(today)
    assert days.begin < days.earlier_autumn <= days.autumn < today
    assert workday(days.back(3)) == days.back(3) < today


def test_its_clock_never_goes_back_or_into_the_future() -> None:
    clock = Clock(date.today() - timedelta(days=3))
    first = clock()
    clock.go(date.today() - timedelta(days=9))
    second = clock()
    clock.go(date.today() + timedelta(days=9))
    assert first < second < clock()
    assert clock().date() <= date.today()


def test_an_account_that_nobody_runs_has_a_picture_and_a_note_attached(sample_desk: Desk) -> None:
    (number,) = attachments.counts(sample_desk, "account", range(1, 100))
    kept = attachments.of(sample_desk, "account", number)
    assert [one.about.split(" · ")[0] for one in kept] == ["PNG picture", "Text"]
    assert all(one.thumbnail and attachments.read(sample_desk, one.id) for one in kept)
