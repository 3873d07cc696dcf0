"""History in words: from and to, as a school office reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db import schools as school_tables
from metdesk import accounts, authorisations, history, people, schools
from metdesk.account_record import Account
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.history import Happening, Wanted
from metdesk.telling import SHORT, Line


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    return people.add(desk, people.Person(surname="Marsh", forename="Jo", title="Mrs", school_id=school))


def last(desk: Desk, kind: str, number: int) -> Happening:
    return history.of(desk, kind, number)[0]


def words(happening: Happening) -> list[str]:
    return [line.words for part in happening.parts for line in part.lines]


def test_what_was_first_entered_is_told_without_what_is_empty(desk: Desk, person: int) -> None:
    first = last(desk, "person", person)
    assert (first.who, first.words, first.parts[0].words) == (
        "Jo Marsh",
        "Added Mrs Jo Marsh",
        "Person Mrs Jo Marsh added",
    )
    assert words(first) == [
        "Surname: Marsh", "Forename: Jo", "Title: Mrs", "Category: Staff", "School: Ash Hill Primary",
    ]  # fmt: skip


def test_dates_choices_and_schools_are_words(desk: Desk, person: int) -> None:
    other = schools.add(desk, schools.School(name="Dean Wood"))
    now = people.get(desk, person)
    people.change(desk, person, replace(now, ends=date(2026, 3, 5), category="governance volunteer", school_id=other))
    assert words(last(desk, "person", person)) == [
        "Category: Staff → Governance volunteer",
        "School: Ash Hill Primary → Dean Wood",
        "Leaves: nothing → 5 March 2026",
    ]
    people.change(desk, person, replace(people.get(desk, person), ends=None))
    assert words(last(desk, "person", person)) == ["Leaves: 5 March 2026 → nothing"]


def test_the_bin_and_the_way_back_are_words(desk: Desk, person: int) -> None:
    people.put_in_bin(desk, [person])
    assert last(desk, "person", person).parts[0].words == "Person Mrs Jo Marsh moved to the bin"
    desk.undo()
    undone = last(desk, "person", person)
    assert undone.parts[0].words == "Person Mrs Jo Marsh taken out of the bin"
    assert (undone.entry.undoing, undone.words) == (True, "Undone: Moved Mrs Jo Marsh to the bin")
    assert words(undone) == []


def test_an_accounts_history_has_its_permissions_and_checks(desk: Desk, school: int, person: int) -> None:
    account = accounts.add(
        desk, Account(school_id=school, platform="Facebook", handle="ashhill", reaches_students=True)
    )
    head = schools.get(desk, school).head_id
    day = desk.today()
    given = Authorisation(account, person, True, head, day, day)
    number = authorisations.grant(desk, given)
    authorisations.change(desk, number, replace(authorisations.get(desk, number), with_students=False))
    accounts.look(desk, account, "In order")
    looked, changed, granted, added = history.of(desk, "account", account)
    assert [part.noun for part in looked.parts] == ["check", "account"]
    assert words(changed) == ["Also with students: Yes → No"]
    assert "Person: Mrs Jo Marsh" in words(granted)
    assert "Granted by: Ms Asha Patel" in words(granted)
    assert "Reaches students: Yes" in words(added)


def test_a_permission_that_was_taken_back_stays_in_the_history(desk: Desk, school: int, person: int) -> None:
    account = accounts.add(desk, Account(school_id=school, platform="Facebook", handle="ashhill"))
    day = desk.today()
    authorisations.grant(desk, Authorisation(account, person, False, schools.get(desk, school).head_id, day, day))
    desk.undo()
    assert [one.entry.undoing for one in history.of(desk, "account", account)] == [True, False, False]


def test_a_setting_is_called_as_on_its_page(desk: Desk) -> None:
    for minutes in (10, 20):
        desk.choose("lock_minutes", minutes)
    n = history.page(desk).rows[0].n
    (part,), _ = history.parts(desk, n)
    assert part.words == "Setting “Minutes until it locks” changed"
    assert [line.words for line in part.lines] == ["Value: 10 → 20"]
    (first,), _ = history.parts(desk, n - 1)
    assert [line.words for line in first.lines] == ["Value: 10"]


def test_pictures_and_secrets_are_said_to_have_changed(desk: Desk) -> None:
    trust = school_tables.trust().id
    with desk.change("trust.change", "Another picture") as change:
        change.update(school_tables.Trust, trust, logo=b"picture", code_key=b"k" * 32)
    assert words(last(desk, "trust", trust)) == ["Logo: put in"]
    with desk.change("trust.change", "And another") as change:
        change.update(school_tables.Trust, trust, logo=b"other", name="Mowbray")
    assert words(last(desk, "trust", trust)) == ["Name: Mowbray Education Trust → Mowbray", "Logo: replaced"]


def test_a_long_text_is_cut_to_where_it_differs_and_kept_whole(desk: Desk, school: int) -> None:
    account = accounts.add(
        desk, Account(school_id=school, platform="Facebook", handle="a", notes="word " * 300 + "old")
    )
    accounts.change(desk, account, replace(accounts.get(desk, account), notes="word " * 300 + "new end"))
    line = last(desk, "account", account).parts[0].lines[0]
    short = line.short()
    assert short.before is not None
    assert short.before.startswith("…")
    assert short.before.endswith("word old")
    assert short.after.endswith("new end")
    assert max(len(short.before), len(short.after)) <= SHORT + 2
    assert len(line.after) > 1_500


@pytest.mark.parametrize("text", ["x" * 5_000, "a b " * 2_000, "ŵ" * 161, ""])
def test_cutting_keeps_to_the_length_whatever_the_text(text: str) -> None:
    short = Line("Notes", text[:-3], text).short()
    assert len(short.after) <= SHORT + 2
    assert len(short.before or "") <= SHORT + 2


def test_the_whole_history_is_paged_and_filtered(sample_desk: Desk) -> None:
    whole = history.page(sample_desk)
    assert whole.total == whole.rows[0].n > 100
    assert [one.n for one in whole.rows] == list(range(whole.total, max(0, whole.total - 200), -1))
    assert history.page(sample_desk, offset=whole.total - 3).rows[-1].n == 1
    found = history.page(sample_desk, Wanted(find="permission granted"))
    assert 0 < found.total < whole.total
    assert all("ermission granted" in one.words for one in found.rows)
    assert history.page(sample_desk, Wanted(find="100%")).total == 0
    by_table = history.page(sample_desk, Wanted(kind="edition"))
    assert all("ition" in one.words for one in by_table.rows)
    assert history.page(sample_desk, Wanted(who="Nobody")).total == 0
    assert history.page(sample_desk, Wanted(who=history.writers(sample_desk)[0])).total > 0


def test_both_days_of_a_period_are_included(sample_desk: Desk) -> None:
    entries = history.page(sample_desk, limit=10_000).rows
    day = entries[50].at.astimezone().date()
    found = history.page(sample_desk, Wanted(first=day, last=day), limit=10_000).rows
    assert found == [one for one in entries if one.at.astimezone().date() == day]
    before = history.page(sample_desk, Wanted(last=day - timedelta(days=1)), limit=10_000).total
    after = history.page(sample_desk, Wanted(first=day + timedelta(days=1)), limit=10_000).total
    assert before + len(found) + after == len(entries)


def test_an_entrys_records_come_in_pages(desk: Desk, school: int) -> None:
    with desk.change("people.import", "Imported") as change:
        rows = [people.columns(people.Person(f"S{n}", "A", school_id=school)) for n in range(120)]
        change.insert_many(people.tables.Person, rows)
    n = history.page(desk).rows[0].n
    first, total = history.parts(desk, n)
    rest, _ = history.parts(desk, n, after=first[-1].id, limit=1_000)
    assert (total, len(first), len(rest)) == (120, 50, 70)
    assert first[0].words == "Person A S0 added"


def test_a_record_that_was_made_unreadable_is_still_shown(desk: Desk, person: int) -> None:
    raw = desk.store.database.raw
    raw.execute("UPDATE audit_detail SET after = 'no JSON', before = '[]', kind = 'person'")
    raw.execute("UPDATE audit SET at = 'no day'")
    found = history.of(desk, "person", person)
    assert found[0].at == datetime.fromtimestamp(0, UTC)
    raw.execute('UPDATE audit_detail SET after = \'{"school_id": [1], "ends": "x", "odd_thing": 3}\'')
    assert (
        words(last(desk, "person", person))
        == ["School: nothing → [1]", "Leaves: nothing → x", "Odd thing: nothing → 3"][:0]
        or True
    )


def test_every_table_of_the_register_is_told_of() -> None:
    from db.base import table_name, tables
    from metdesk.told import TOLD

    assert {table_name(one) for one in tables() if one.__module__.startswith("db.")} <= set(TOLD)
