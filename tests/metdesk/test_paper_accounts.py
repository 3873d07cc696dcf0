"""The account register and the authorisation form in print."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from metdesk.account_record import Account
from metdesk.authorisations import Permission
from metdesk.oversight import Overview
from metdesk.paper.accounts import FORM_TITLE, REGISTER_TITLE, AuthorisationForm, print_authorisation, print_register
from tests.metdesk.paper import CODE, HOSTILE, MARKUP, codes_on, outline, printed, sheet, texts

TODAY = date(2026, 3, 5)
SHEET = sheet(title=REGISTER_TITLE, school="All schools")


def permission(person: str, **changes: Any) -> Permission:
    made = Permission(
        id=1, account_id=1, person_id=len(person), person=person, job="Teacher", with_students=False,
        granted_by="Ms Patel", granted_on=TODAY, starts=date(2025, 9, 1), ends=None, signed_on=TODAY, leaves=False,
    )  # fmt: skip
    return replace(made, **changes)


def account(handle: str, school: str, *people: Permission, **changes: Any) -> Overview:
    made = Account(
        school_id=1, platform="Facebook", handle=handle, address=f"https://facebook.example/{handle}",
        purpose="News for families", held_with="office@ashhill.example",
    )  # fmt: skip
    return Overview(1, replace(made, **changes), school, people, None, TODAY)


def register(accounts: list[Overview], schools: list[str]) -> list[str]:
    return texts(printed(lambda out: print_register(SHEET, accounts, schools, out)))


def test_the_register_shows_each_account_with_its_people_and_what_is_missing():
    pair = (permission("Jo Marsh", with_students=True), permission("Sam Hills", ends=TODAY + timedelta(days=400)))
    words = register([account("@ash", "Ash Hill", *pair), account("@one", "Ash Hill", pair[0])], ["Ash Hill"])[0]
    assert "1 of 2" in words
    assert "@ash Facebook https://facebook. example/@ash" in words
    assert "Jo Marsh from 1 Sep 2025, with students" in words
    assert "Sam Hills from 1 Sep 2025 until 9 Apr 2027" in words
    assert "5.2.4 One person is authorised" in words
    assert "As it stood on 5 March 2026" in words


def test_a_permission_that_has_ended_is_left_out():
    words = register([account("@ash", "Ash Hill", permission("Sam Hill", ends=TODAY - timedelta(days=1)))], [])[0]
    assert "Sam Hill" not in words
    assert "Nobody" in words


def test_a_school_without_accounts_returns_nil():
    words = register([account("@ash", "Ash Hill")], ["Ash Hill", "Copse Centre"])[0]
    assert "Copse Centre · nil return: no account is registered" in words
    assert "1 Schools with a nil return" in words


def test_a_trust_without_schools_and_accounts_returns_nil():
    assert "this is a nil return" in register([], [])[0]


def test_a_long_register_repeats_school_and_heads_on_every_page():
    accounts = [account(f"@ash{number}", "Ash Hill") for number in range(60)]
    pages = register(accounts, ["Ash Hill"])
    assert len(pages) > 3
    for words in pages:
        assert "Ash Hill · 60 accounts" in words
        assert "What needs attention" in words


def test_the_outline_leads_to_each_school():
    accounts = [account("@ash", "Ash Hill"), account("@brook", "Brook Lane")]
    made = printed(lambda out: print_register(SHEET, accounts, ["Ash Hill", "Brook Lane"], out))
    assert [words for _, words, _ in outline(made)] == ["Ash Hill", "Brook Lane"]


def test_an_account_of_an_unlisted_school_is_not_lost():
    assert "@ash" in register([account("@ash", "Elsewhere")], ["Ash Hill"])[0]


def test_hostile_words_are_printed_as_typed():
    odd = account(MARKUP, "Ash Hill", permission(HOSTILE), purpose="x" * 10_000)
    words = " ".join(register([odd], ["Ash Hill"]))
    assert HOSTILE in words
    assert "file:///etc/passwd" in words.replace(" ", "")
    assert words.count("x") >= 10_000


def test_a_blank_permission_is_one_page_with_both_permissions_apart():
    form = AuthorisationForm(CODE, "AU-7K2M-9QXF")
    made = printed(lambda out: print_authorisation(sheet(title=FORM_TITLE), form, out))
    (words,) = texts(made)
    for clause in ("6.2.1", "6.3.1", "6.2.2", "6.2.3", "6.2.4"):
        assert clause in words
    assert "Signature of the Headteacher" in words
    assert codes_on(made, 0, 150) == [CODE, CODE]


def test_a_filled_permission_shows_person_account_and_the_heads_own_title():
    form = AuthorisationForm(
        CODE, "AU-7K2M-9QXF", HOSTILE, "Class teacher", "Facebook", "@ash", "https://facebook.example/ash",
        "News " * 200, date(2026, 3, 9), date(2027, 3, 9), True, True, "Centre Manager", "Ms Patel",
    )  # fmt: skip
    (words,) = texts(printed(lambda out: print_authorisation(sheet(title=FORM_TITLE), form, out)))
    for part in (HOSTILE, "@ash", "9 March 2026", "9 March 2027", "Signature of the Centre Manager", "Ms Patel"):
        assert part in words
