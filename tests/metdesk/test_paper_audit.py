"""The audit extract in print."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from metdesk import people, printing_audit
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.history import Entry
from metdesk.paper.audit import TITLE, Extract, Told, print_extract
from metdesk.printing_audit import Period
from metdesk.seal import Check, Notes
from metdesk.telling import Line, Part
from tests.metdesk.calls import Metdesk
from tests.metdesk.paper import HOSTILE, MARKUP, outline, printed, sheet, texts

SHEET = sheet(title=TITLE, school="")
EXTRACT = Extract("All", "Everything", "None", "2 · 7f3a 91c2", 2, "Everything is as its keyholders left it.", ())


def told(n: int = 1, words: str = "Changed Jo", *lines: Line, done: str = "changed", **changes: Any) -> Told:
    at = datetime(2026, 3, 5, 8, 31, tzinfo=UTC) + timedelta(days=n)
    part = Part(1, "person", 1, "person", "Jo", done, lines)
    return replace(Told(Entry(n, at, "Jo Marsh", "people.change", words), (part,), 1), **changes)


def pages(*entries: Told, **changes: Any) -> list[str]:
    return texts(printed(lambda out: print_extract(SHEET, replace(EXTRACT, **changes), entries, out)))


def test_it_says_who_changed_what_when_from_and_to() -> None:
    words = pages(told(7, "Changed Jo", Line("Role", "Clerk", "Bursar"), Line("Team", "", "Office")))[0]
    assert "7 12 March 2026 at 08:31 Jo Marsh Changed Jo" in words
    assert "Person Jo changed: Role: from “Clerk” to “Bursar” · Team: from nothing to “Office”" in words
    assert "Seal at the last 2 · 7f3a 91c2" in words
    assert "1 of the register’s 2" in words


def test_months_have_tables_of_their_own_with_heads_on_every_page() -> None:
    entries = [told(n, "Changed Jo", Line("Role", "Clerk", "Bursar")) for n in range(1, 150)]
    shown = pages(*entries)
    assert len(shown) > 5
    assert all("From and to" in page for page in shown)
    pdf = printed(lambda out: print_extract(SHEET, EXTRACT, entries, out))
    assert [words for _, words, _ in outline(pdf)][:2] == ["March 2026", "April 2026"]


def test_a_large_entry_says_how_much_more_there_is_and_bears_its_number_on_every_row() -> None:
    part = told().parts[0]
    words = pages(told(parts=(part,) * 10, records=100_000))[0]
    assert "and 99,990 more records of this entry" in words
    assert words.count("continued") == 2


def test_what_was_changed_stands_whole_however_long() -> None:
    long = " ".join(f"word{number}" for number in range(3_000))
    shown = " ".join(pages(told(1, "Changed", Line("Notes", "", long))))
    assert "word0 " in shown
    assert "word2999" in shown
    first = " ".join(pages(told(1, "Added", Line("Notes", None, long), done="added")))
    assert "word2999" not in first


@pytest.mark.parametrize("words", [HOSTILE, MARKUP, "x" * 3_000, "ŵ ş 😀 \u202eabc", "&nbsp;<b>"])
def test_hostile_words_are_only_words(words: str) -> None:
    entry = told(1, words, Line(words, words, words + "."))
    assert len(pages(replace(entry, entry=replace(entry.entry, who=words)), problems=(words,))) >= 1


def test_problems_stand_on_the_first_page() -> None:
    first = pages(
        told(), verified="2 things are not as the keyholders left it.", problems=("Entry 4 is missing.",) * 50
    )
    assert "What is not as the keyholders left it" in first[0]
    assert "… and 10 more problems." in " ".join(first)


def test_the_same_extract_gives_the_same_bytes() -> None:
    one, other = (printed(lambda out: print_extract(SHEET, EXTRACT, [told()], out)) for _ in range(2))
    assert one == other


def test_the_extract_of_a_register(sample_desk: Desk, notes: Notes) -> None:
    checked = Check(sample_desk, notes).whole(lambda _: None)
    shown = texts(printing_audit.extract(sample_desk, Period(), checked).run().pdf)
    whole = " ".join(shown)
    assert all("CONFIDENTIAL" in page for page in shown)
    assert f"{checked.seal.n} of the register’s {checked.seal.n}" in shown[0]
    assert "None: it begins with the first entry" in shown[0]
    assert f"Seal at the last {sample_desk.seal_words()}" in shown[0]
    assert "Everything is as its keyholders left it" in shown[0]
    assert "Permission granted to" in whole
    assert "rightwards arrow" not in whole


def test_an_extract_of_some_days_names_the_seal_before(sample_desk: Desk, notes: Notes) -> None:
    checked = Check(sample_desk, notes).whole(lambda _: None)
    day = sample_desk.today()
    job = printing_audit.extract(sample_desk, Period(date(2026, 1, 1), day, "permissions"), checked)
    first = texts(job.run().pdf)[0]
    assert f"1 January 2026 to {day.day} " in first
    assert "About Permissions" in first
    assert "Seal before the first None" not in first


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(date(2026, 3, 5), date(2026, 3, 4)), "last"),
        (Period(date(2099, 1, 1)), "first"),
        (Period(about="nonsense"), "about"),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Desk, period: Period, field: str) -> None:
    with pytest.raises(Refused) as refused:
        printing_audit.check_period(desk, period)
    assert set(refused.value.problems) == {field}


def test_too_many_entries_are_refused(desk: Desk, school: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing_audit, "_MOST_ENTRIES", 2)
    people.add(desk, people.Person("Marsh", "Jo", school_id=school))
    with pytest.raises(Refused, match="choose fewer days"):
        printing_audit.check_period(desk, Period())


def test_the_command_line_prints_it(at_sample: Metdesk, tmp_path: Any) -> None:
    told = at_sample("print", "audit", "--from", "1/1/2026", "--out", tmp_path / "A.pdf", "--json")
    assert (told.status, set(told.document)) == (0, {"pages", "seconds"})
    wrong = at_sample("print", "audit", "--from", "yesterday", "--out", tmp_path / "B.pdf")
    assert wrong.status == 1
    assert "is not a date" in wrong.err
