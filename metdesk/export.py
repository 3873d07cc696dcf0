"""The registers as CSV, as a workbook, and the whole file as JSON.

In CSV, dates read `05/03/2026` as a spreadsheet program here shows them, and a text that would be run as a formula
has an apostrophe in front (see `metdesk.cells`); both are read back as they were. In a workbook dates are dates
and all else is text, which nothing runs.
"""

import functools
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from db import dump
from metdesk import (
    __version__,
    accounts,
    acknowledgements,
    case_sheet,
    case_sight,
    declared_sheets,
    people,
    policy,
    schools,
    term_dates,
)
from metdesk.account_record import Account
from metdesk.acknowledgement_record import Acknowledgement
from metdesk.authorisations import Authorisation
from metdesk.cells import LONGEST_CELL, guarded, printable, shielded
from metdesk.confidential import unseen
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Progress, quietly
from metdesk.oversight import Overview
from metdesk.people import Person
from metdesk.record import Kind, fields, sentence_case, to_text
from metdesk.schools import School
from metdesk.sheet import Cell, Sheet
from metdesk.term_dates import TermDate

Names = Mapping[Kind, Mapping[int, str]]

_LETTER_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""How a workbook writes a letter by its number; a text that looks so has its `_` written by number."""
_TOLD_EVERY = 1_000
_WIDEST, _DATE_WIDTH = 50, 12


def csv(desk: Desk, kind: str) -> bytes:
    """A register as CSV: UTF-8 with a mark that Excel knows, lines ended by CR LF. `kind` is one of `KINDS`."""
    import csv as csv_format

    sheet = sheet_of(desk, kind)
    text = io.StringIO(newline="")
    writer = csv_format.writer(text)
    writer.writerow(sheet.labels)
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx(desk: Desk, kinds: Sequence[str] | None = None, progress: Progress = quietly) -> bytes:
    """The registers `kinds`, or all that are not `left_out`, as a workbook: a sheet each, headings bold and in sight.

    Refused: a text longer than a cell holds (32,767 characters), by the name of its record.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        for kind in kinds_for(desk) if kinds is None else kinds:
            _write_sheet(book, sheet_of(desk, kind), progress)
    except BaseException:
        for page in book.worksheets:
            page.close()  # ends the half-written files of a write-only workbook
        raise
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def everything(desk: Desk) -> bytes:
    """The whole file as JSON: every record of every register, those in the bin, the editions, the settings and
    the history; no keys. `tables` holds the rows by the names of tables and columns; of what the keyholder may not
    read, the ids alone; of cases what they may count (see `case_sight`). Of what others keep, it is
    kept in the audit that it was opened.

    Refused: a register open to read only where that would have to be kept.
    """
    opened = declared_sheets.kept_by_others(desk)
    declared_sheets.require_writing(desk, opened)
    rows = dump.everything(functools.partial(unseen, desk))
    rows = case_sight.sift(desk, rows)
    whole = {"metdesk": __version__, "trust": desk.trust.name, "seal": desk.seal_words(), "tables": rows}
    declared_sheets.note_whole(desk, opened)
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def sheet_of(desk: Desk, kind: str) -> Sheet:
    """A register laid out as a table, every record that is not in the bin. `kind` is one of `KINDS`.

    Refused: one that is `left_out`.
    """
    return _SHEETS[kind](desk)


def _schools(desk: Desk) -> Sheet:
    every = schools.everyone(desk)
    heads = {number: person.name for number, person in people.everyone(desk).items()}
    return Sheet("Schools", _labels(School), [_cells(one, {Kind.PERSON: heads}) for one in every.values()])


def _people(desk: Desk) -> Sheet:
    names = {Kind.SCHOOL: schools.labels(schools.everyone(desk))}
    rows = [_cells(person, names) for person in people.everyone(desk).values()]
    by_school = _labels(Person).index("School")
    rows.sort(key=lambda row: (str(row[by_school]).casefold(), str(row[0]).casefold(), str(row[1]).casefold()))
    return Sheet("People", _labels(Person), rows)


def _accounts(desk: Desk) -> Sheet:
    names = {Kind.SCHOOL: schools.labels(schools.everyone(desk))}
    rows = [
        [*_cells(one.account, names), one.last_checked, "; ".join(_authorised(one))]
        for one in accounts.everything(desk)
    ]
    return Sheet("Accounts", (*_labels(Account), "Last checked", "Authorised people"), rows)


def _authorised(one: Overview) -> Iterator[str]:
    for permission in one.permissions:
        if permission.in_force(one.today):
            yield f"{permission.person} (also with students)" if permission.with_students else permission.person


def _authorisations(desk: Desk) -> Sheet:
    labels = {one.name: one.label for one in fields(Authorisation)}
    whose = {one.name: one.label for one in fields(Account)}
    places = schools.labels(schools.everyone(desk))
    of_account = ("school_id", "platform", "handle")
    of_permission = ("person_id", "with_students", "granted_by_id", "granted_on", "starts", "ends", "signed_on")
    rows: list[list[Cell]] = [
        [
            places.get(one.account.school_id or 0, ""), one.account.platform, one.account.handle,
            held.person, "Yes" if held.with_students else "No", held.granted_by,
            held.granted_on, held.starts, held.ends, held.signed_on,
        ]
        for one in accounts.everything(desk)
        for held in one.permissions
    ]  # fmt: skip
    titles = (*(whose[name] for name in of_account), *(labels[name] for name in of_permission))
    return Sheet("Authorisations", titles, rows)


def _acknowledgements(desk: Desk) -> Sheet:
    labels = {one.name: one.label for one in fields(Acknowledgement)}
    whose = {one.name: one.label for one in fields(Person)}
    places, who = schools.labels(schools.everyone(desk)), people.everyone(desk)
    editions = {one.id: one.version or one.name for one in policy.editions(desk)}
    rows: list[list[Cell]] = []
    for one in acknowledgements.everything(desk):
        person = who.get(one.answer.person_id or 0)
        if person is not None:
            rows.append(
                [
                    places.get(person.school_id or 0, ""), person.surname, person.forename, person.staff_code,
                    person.email, editions.get(one.answer.edition_id or 0, ""), sentence_case(one.answer.answer),
                    one.answer.signed_on, one.answer.received_on, one.answer.reason,
                    "Yes" if one.stands else "No", one.answer.correction,
                ]
            )  # fmt: skip
    of_person = tuple(whose[name] for name in ("school_id", "surname", "forename", "staff_code", "email"))
    of_answer = tuple(labels[name] for name in ("edition_id", "answer", "signed_on", "received_on", "reason"))
    return Sheet("Acknowledgements", (*of_person, *of_answer, "Stands", labels["correction"]), rows)


def _term_dates(desk: Desk) -> Sheet:
    names = {Kind.SCHOOL: schools.labels(schools.everyone(desk))}
    return Sheet("Term dates", _labels(TermDate), [_cells(entry, names) for _, entry in term_dates.every(desk)])


_SHEETS: Mapping[str, Callable[[Desk], Sheet]] = {
    "schools": _schools,
    "people": _people,
    "accounts": _accounts,
    "authorisations": _authorisations,
    "acknowledgements": _acknowledgements,
    "declarations": declared_sheets.declared,
    "approaches": declared_sheets.approached,
    "breaches": case_sheet.listed,
    "term-dates": _term_dates,
}
KINDS = tuple(_SHEETS)
"""The registers that can be exported as a table."""
_CONFIDENTIAL = ("declarations", "approaches")


def left_out(desk: Desk) -> dict[str, str]:
    """The registers that this keyholder cannot take out, each with the reason."""
    why = dict.fromkeys(_CONFIDENTIAL, declared_sheets.left_out(desk)) | {"breaches": case_sheet.left_out(desk)}
    return {kind: words for kind, words in why.items() if words}


def opens(desk: Desk) -> bool:
    """Whether an export opens what others keep, so that the register has to be open to write."""
    return any(declared_sheets.kept_by_others(desk).values())


def kinds_for(desk: Desk) -> list[str]:
    """The registers that this keyholder can take out."""
    hidden = left_out(desk)
    return [kind for kind in KINDS if kind not in hidden]


def _labels(record: type) -> tuple[str, ...]:
    return tuple(one.label for one in fields(record))


def _cells(record: object, names: Names) -> list[Cell]:
    """The record's values: dates as dates, ids as names, all else in words."""
    found: list[Cell] = []
    for one in fields(type(record)):
        value: Any = getattr(record, one.name)
        if one.kind in names:
            found.append(names[one.kind].get(value, ""))
        elif isinstance(value, date):
            found.append(value)
        else:
            found.append(to_text(one, value))
    return found


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year:04}"
    return guarded(printable(cell or ""))


def _write_sheet(book: Any, sheet: Sheet, progress: Progress) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for place, width in enumerate(_widths(sheet), 1):
        page.column_dimensions[get_column_letter(place)].width = width
    heads = [WriteOnlyCell(page, label) for label in sheet.labels]
    for head in heads:
        head.font = Font(bold=True)
    page.append(heads)

    def written(cell: Cell, row: Sequence[Cell]) -> Any:
        if cell is None or cell == "":
            return None
        value: Any = cell if isinstance(cell, date) else _text(cell, row, sheet)
        made = WriteOnlyCell(page, value)
        if isinstance(cell, date):
            made.number_format = "dd/mm/yyyy"
        else:
            made.data_type = "s"  # else a text that begins with = is taken for a formula
        return made

    for at, row in enumerate(sheet.rows):
        if at % _TOLD_EVERY == 0:
            progress(at / len(sheet.rows), f"Writing {sheet.title.lower()}…")
        page.append([written(cell, row) for cell in row])


def _text(cell: str, row: Sequence[Cell], sheet: Sheet) -> str:
    text = _LETTER_NUMBER.sub("_x005F_", shielded(printable(cell)))
    if len(text) > LONGEST_CELL:
        whose = ", ".join(str(one)[:40] for one in row[:2] if one)
        raise Refused(
            f"{sheet.title}: {whose} has a text of {len(cell):,} characters, and a cell of a workbook holds "
            f"{LONGEST_CELL:,}: choose CSV, which holds all of it."
        )
    return text


def _widths(sheet: Sheet) -> Iterable[int]:
    """The width of each column in characters, by its heading and the first rows."""
    for place, label in enumerate(sheet.labels):
        seen = (row[place] for row in sheet.rows[:200])
        widest = max((_DATE_WIDTH if isinstance(one, date) else len(one or "") for one in seen), default=0)
        yield min(max(len(label), widest) + 2, _WIDEST)
