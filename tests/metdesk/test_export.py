import csv as csv_format
import io
import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from db import accounts as tables
from metdesk import accounts, authorisations, export, people, schools
from metdesk.account_record import Account
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake import accounts as accounts_intake
from metdesk.intake import people as people_intake
from metdesk.intake import schools as schools_intake
from metdesk.intake.plan import Action, Plan
from metdesk.intake.spreadsheet import parse
from metdesk.jobs import Cancelled
from metdesk.people import Person

HOSTILE = ("O’Neill-Ştefănescu <b>", "=1+1", "+44", "-x", "@school", "'=x", "\u200fمدرسة", "_x0041_", "#N/A", "007")


@pytest.fixture
def filled(desk: Desk, school: int) -> Desk:
    schools.add(desk, schools.School(name="Ash Hill Primary", urn="222222", kind="special", head_title="Principal"))
    for at, name in enumerate(HOSTILE):
        people.add(
            desk,
            Person(
                surname=name, forename="Jo", job=name, team=name, school_id=1 + at % 2,
                staff_code=f"S{at}" if at % 3 else "", starts=date(2020, 9, 1), category="governance volunteer",
            ),
        )  # fmt: skip
        accounts.add(
            desk,
            Account(school_id=school, platform="Facebook", handle=name, purpose=f"{name}\nline", notes="x" * 9_000),
        )
    return desk


def plans(desk: Desk, kind: str, data: bytes, name: str) -> Plan:
    table = parse(data, name, kind)
    intake = {"people": people_intake, "schools": schools_intake, "accounts": accounts_intake}[kind]
    return intake.plan(desk, table)  # type: ignore[attr-defined, no-any-return]  # the three have the same plan


@pytest.mark.parametrize("kind", ["schools", "people", "accounts"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_back_unchanged(filled: Desk, kind: str, form: str) -> None:
    data = export.csv(filled, kind) if form == "csv" else export.xlsx(filled)
    plan = plans(filled, kind, data, f"all.{form}")
    assert [(row.title, row.action, row.why, dict(row.differences)) for row in plan.rows] == [
        (row.title, Action.UNCHANGED, "", {}) for row in plan.rows
    ]
    assert len(plan.rows) == len(export.sheet_of(filled, kind).rows)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20))
def test_any_name_comes_back_unchanged(desk: Desk, name: str) -> None:
    known = schools.names(desk)
    school = next(iter(known)) if known else schools.add(desk, schools.School(name="Ash Hill"))
    if not name.strip() or name.strip() in HOSTILE:
        return
    people.add(desk, Person(surname=name, forename="x", job=name, school_id=school))
    for form, data in (("csv", export.csv(desk, "people")), ("xlsx", export.xlsx(desk, ["people"]))):
        plan = plans(desk, "people", data, f"people.{form}")
        assert {row.action for row in plan.rows} == {Action.UNCHANGED}, name
    desk.undo()


def test_csv_is_what_excel_here_opens_right(filled: Desk) -> None:
    data = export.csv(filled, "people")
    assert data.startswith(b"\xef\xbb\xbfSurname,Forename,Title,Staff code,")
    rows = list(csv_format.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert "01/09/2020" in data.decode()
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert data.count(b"\r\n") == len(rows)


def test_a_workbook_holds_text_and_dates_and_no_formula(filled: Desk) -> None:
    book = load_workbook(io.BytesIO(export.xlsx(filled)))
    registers = ["Schools", "People", "Accounts", "Authorisations", "Acknowledgements", "Declarations", "Approaches"]
    registers += ["Breaches", "Term dates"]
    assert book.sheetnames == registers
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "d"}
    people_sheet = book["People"]
    found = {cell.value for cell in people_sheet["A"]}
    assert {"=1+1", "+44", "@school", "007", "#N/A"} <= found
    starts = [cell.value for cell in people_sheet[1]].index("Starts")
    assert people_sheet.cell(3, starts + 1).is_date


def test_schools_of_one_name_are_told_apart(filled: Desk) -> None:
    sheet = export.sheet_of(filled, "people")
    named = {row[sheet.labels.index("School")] for row in sheet.rows}
    assert named == {"Ash Hill Primary (URN 123456)", "Ash Hill Primary (URN 222222)"}


def test_ids_become_names_and_accounts_tell_who_is_authorised(desk: Desk, school: int) -> None:
    account = accounts.add(desk, Account(school_id=school, platform="X", handle="@ash"))
    head = schools.get(desk, school).head_id
    who = people.add(desk, Person(surname="Marsh", forename="Jo", school_id=school))
    day = desk.today() - timedelta(days=5)
    authorisations.grant(
        desk,
        Authorisation(
            account_id=account, person_id=who, granted_by_id=head, granted_on=day, starts=day, with_students=True
        ),
    )
    sheet = export.sheet_of(desk, "accounts")
    assert dict(zip(sheet.labels, sheet.rows[0], strict=True)) | {"Next check": None} == {
        "School": "Ash Hill Primary", "Platform": "X", "Account name": "@ash", "Address": "", "Purpose": "",
        "Reaches students": "No", "Held with": "", "Held with a personal account": "No", "State": "Active",
        "Opened": "", "Closed": "", "Next check": None, "Notes": "", "Last checked": None,
        "Authorised people": "Jo Marsh (also with students)",
    }  # fmt: skip
    granted = export.sheet_of(desk, "authorisations")
    assert granted.rows == [["Ash Hill Primary", "X", "@ash", "Jo Marsh", "Yes", "Ms Asha Patel", day, day, None, None]]
    assert granted.labels[3:6] == ("Person", "Also with students", "Granted by")
    (head_cell,) = [row[schools_label] for row in export.sheet_of(desk, "schools").rows for schools_label in (6,)]
    assert head_cell == "Ms Asha Patel"


def test_a_text_beyond_a_cell_is_refused_by_name_and_goes_out_as_csv(desk: Desk, school: int) -> None:
    number = accounts.add(desk, Account(school_id=school, platform="X", handle="@ash"))
    with desk.change("accounts.change", "Wrote a long note") as change:
        change.update(tables.Account, number, notes="x" * 40_000)
    with pytest.raises(Refused, match=r"Ash Hill Primary, X has a text of 40,000 characters.*choose CSV"):
        export.xlsx(desk)
    assert b"x" * 40_000 in export.csv(desk, "accounts")


def test_control_characters_do_not_spoil_a_file(desk: Desk, school: int) -> None:
    people.add(desk, Person(surname="Ma\x00rsh\x0b", forename="Jo", school_id=school))
    for form, data in (("csv", export.csv(desk, "people")), ("xlsx", export.xlsx(desk, ["people"]))):
        assert "Marsh" in {cell for row in parse(data, f"people.{form}").rows for cell in row}


def test_a_workbook_can_be_cancelled(filled: Desk) -> None:
    def cancel(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export.xlsx(filled, progress=cancel)


def test_everything_is_in_the_json_but_for_keys(filled: Desk) -> None:
    people.put_in_bin(filled, [2])
    whole = json.loads(export.everything(filled))
    assert whole["trust"] == "Mowbray Education Trust"
    assert [row["surname"] for row in whole["tables"]["person"] if row["binned_at"]] == [HOSTILE[0]]
    assert {"school", "person", "account", "edition", "setting", "audit", "audit_detail"} <= set(whole["tables"])
    assert not any(name.startswith(("search", "sqlite")) for name in whole["tables"])
    (trust,) = whole["tables"]["trust"]
    assert "code_key" not in trust
    assert trust["name"] == "Mowbray Education Trust"
    assert len(whole["tables"]["audit"]) == int(whole["seal"].split(" · ")[0].replace("\u202f", ""))
