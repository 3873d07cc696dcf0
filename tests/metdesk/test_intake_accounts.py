import pytest

from metdesk import accounts, schools
from metdesk.account_record import Account
from metdesk.accounts import AccountFilter
from metdesk.desk import Desk
from metdesk.intake import accounts as intake
from metdesk.intake.plan import Action, Plan, carry_out
from metdesk.intake.spreadsheet import parse
from tests.metdesk.files import csv_file

HEADER = ("School", "Platform", "Handle", "URL", "Reaches students", "Status", "Date opened", "Date closed")
ASH = ("Ash Hill Primary", "Facebook", "@ashhill", "https://www.facebook.com/ashhill/", "Yes", "Active", "5/3/2024", "")


def planned(desk: Desk, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Plan:
    return intake.plan(desk, parse(csv_file(header, *rows), "accounts.csv"))


def every(desk: Desk) -> list[Account]:
    return [row.account for row in accounts.page(desk, AccountFilter(states=())).rows]


def test_accounts_go_in_as_one_change_and_again_change_nothing(desk: Desk, school: int) -> None:
    twitter = ("123456", "twitter", "ash_hill", "", "n", "", "", "")
    assert carry_out(desk, planned(desk, ASH, twitter))["added"] == 2
    assert [(one.platform, one.handle, one.reaches_students) for one in every(desk)] == [
        ("Facebook", "@ashhill", True), ("X", "ash_hill", False)
    ]  # fmt: skip
    assert all(one.next_check for one in every(desk))
    assert {row.action for row in planned(desk, ASH, twitter).rows} == {Action.UNCHANGED}
    assert desk.undo() == "Imported account list accounts.csv: 2 added"
    assert every(desk) == []


def test_the_first_check_of_an_account_from_a_list_falls_on_a_working_day(desk: Desk, school: int) -> None:
    desk.choose("new_account_check_days", 13 - desk.today().weekday())  # a Sunday
    carry_out(desk, planned(desk, ASH))
    (one,) = every(desk)
    assert one.next_check == accounts.first_check(desk)
    assert one.next_check is not None
    assert one.next_check.weekday() < 5


def test_an_account_is_met_by_its_address_however_it_is_written(desk: Desk, school: int) -> None:
    carry_out(desk, planned(desk, ASH))
    (row,) = planned(desk, (*ASH[:2], "Ash Hill", "m.facebook.com/AshHill", *ASH[4:])).rows
    assert row.action is Action.CHANGED
    assert set(row.differences) == {"Account name", "Address"}


def test_an_account_is_met_by_platform_and_name_where_an_address_is_not_known(desk: Desk, school: int) -> None:
    accounts.add(desk, Account(school_id=school, platform="Facebook", handle="ashhill"))
    (row,) = planned(desk, ASH).rows
    assert row.record_id == 1
    carry_out(desk, planned(desk, ASH))
    (row,) = planned(desk, (*ASH[:3], "", *ASH[4:])).rows
    assert row.action is Action.UNCHANGED
    (row,) = planned(desk, (*ASH[:3], "https://facebook.com/other", *ASH[4:])).rows
    assert row.action is Action.ADDED


def test_an_account_that_moves_or_closes_says_so(desk: Desk, school: int) -> None:
    carry_out(desk, planned(desk, ASH))
    schools.add(desk, schools.School(name="Birch Wood"))
    (row,) = planned(desk, ("Birch Wood", *ASH[1:5], "closed", "", "6/3/2025")).rows
    assert row.why == "moves from Ash Hill Primary; closed on 6 March 2025"


def test_a_new_account_with_a_closing_date_is_closed(desk: Desk, school: int) -> None:
    (row,) = planned(desk, (*ASH[:5], "", "5/3/2024", "6/3/2025")).rows
    assert (row.record.state, row.record.next_check) == ("closed", None)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("Nowhere", *ASH[1:]), "There is no school"),
        ((*ASH[:2], "", "", *ASH[4:]), "Account name is needed"),
        ((*ASH[:4], "perhaps", *ASH[5:]), "neither yes nor no"),
        ((*ASH[:5], "asleep", *ASH[6:]), "not among the choices"),
        ((*ASH[:5], "closed", "5/3/2024", "4/3/2024"), "closed before it was opened"),
        ((*ASH[:5], "active", "5/3/2024", "6/3/2024"), "choose the state Closed"),
        ((*ASH[:3], "http://[", *ASH[4:]), ""),
    ],
)
def test_a_bad_row_is_refused_and_the_others_go_on(desk: Desk, school: int, row: tuple[str, ...], words: str) -> None:
    other = (*ASH[:2], "@other", "", *ASH[4:])
    summary = carry_out(desk, planned(desk, row, other, other))
    assert summary["added"] == (1 if words else 2)
    assert words in summary["refused"][0]["why"]
    assert summary["refused"][-1] == {
        "row": 4, "why": "Row 3 is about the same account already: leave one of them out."
    }  # fmt: skip
