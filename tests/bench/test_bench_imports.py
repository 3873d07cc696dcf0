"""A staff list of 20,000 rows, from the file to the register, beside calamine reading the file alone."""

import io

from python_calamine import load_workbook

from metdesk import schools
from metdesk.desk import Desk
from metdesk.intake import people
from metdesk.intake.plan import carry_out
from metdesk.intake.spreadsheet import read_table
from tests.bench.conftest import Show
from tests.bench.crowd import persons
from tests.bench.measure import medians, ms, times
from tests.metdesk.files import xlsx_file

ROWS = 20_000
HEADINGS = ("Surname", "Forename", "Staff code", "Work email", "Job title", "Department", "School", "Start date")


def staff_list() -> bytes:
    """A workbook as school systems export it."""
    rows = [
        (one.surname, one.forename, one.staff_code, one.email, one.job, one.team, "Ash Hill Primary", one.starts)
        for one in persons(ROWS, [1])
    ]
    return xlsx_file([HEADINGS, *rows])


def test_a_staff_list_beside_calamine_alone(desk: Desk, school: int, show: Show) -> None:
    file = staff_list()
    assert schools.get(desk, school).name == "Ash Hill Primary"

    def calamine() -> None:
        book = load_workbook(io.BytesIO(file))
        rows = book.get_sheet_by_index(0).to_python()
        assert len(rows) == ROWS + 1

    table = read_table(file, "staff.xlsx")
    plan = people.plan(desk, table)
    assert len(plan.rows) == ROWS

    parts = {
        "calamine alone": calamine,
        "read in a process of its own": lambda: read_table(file, "staff.xlsx"),
        "planned": lambda: people.plan(desk, table),
    }
    found = medians(parts, 3) | medians({"written, with audit and search": lambda: carry_out(desk, plan)}, 1)
    found["metdesk, end to end"] = sum(found.values()) - found["calamine alone"]
    rows = [[name, ms(one), times(one, found["calamine alone"])] for name, one in found.items()]
    show(f"A staff list of {ROWS:,} rows (.xlsx), by the clock", ["", "", "× calamine"], rows)
