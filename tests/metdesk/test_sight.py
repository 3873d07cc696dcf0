"""What is declared, walked up to by everybody who may not read it, through every read there is: none of it shows."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import keys
from metdesk import (
    approaches,
    attachments,
    care,
    checks,
    confidential,
    declarations,
    declaring,
    export,
    figures,
    finding,
    history,
    people,
    printing_audit,
    printing_declarations,
    registers,
    reviewing,
    schools,
    sitting,
)
from metdesk.approach_record import Approach
from metdesk.attachments import ReadIn
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.printing import Job
from metdesk.printing_audit import Period
from metdesk.roles import Role
from metdesk.seal import Notes
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk.paper import texts
from tests.metdesk.test_declaring import LONG_AGO, decided, told, why

PLANTED = "zebra"
"""Every text of the confidential records begins with this word."""
NOT_SHOWN = "Not shown: what it says is seen by the school’s head and office"
CASES = ("reader", "investigator", "manager with counts only", "head of another school", "chair for the head alone")


def planted(what: str) -> str:
    return f"{PLANTED}-{what}"


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname="Okoro", forename="Kofi", school_id=school))


@pytest.fixture
def declared(desk: Desk, school: int, person: int) -> int:
    """A declaration, corrected, answered and decided, with an approach and a file to each."""
    words = {name: planted(name) for name in ("with_whom", "platforms", "since", "words")}
    first = declaring.add(desk, told(person, **words, relationship="unsure"))
    number = declaring.correct(desk, first, told(person, **words, correction=planted("correction")))
    decided(desk, school, number, "more asked")
    declaring.answer(desk, number, planted("answer"), LONG_AGO)
    decided(desk, school, number, "approved with conditions", conditions=planted("conditions"))
    declaring.end(desk, number, planted("why"), desk.today())
    approach = approaches.add(
        desk,
        Approach(
            person, planted("student"), "student", "Instagram", LONG_AGO, planted("said"), planted("reply"), LONG_AGO,
            "professional", "no", planted("solely"),
        ),
    )  # fmt: skip
    file = ReadIn(f"{planted('file')}.png", "image/png", "", None, b"bytes of a picture")
    attachments.add(desk, "declaration", number, file, planted("source"))
    attachments.add(desk, "approach", approach, file, planted("source"))
    return number


@pytest.fixture
def sit(desk: Desk, school: int) -> Callable[[str], None]:
    """Somebody sits down who may not read what is declared."""
    manager = desk.store.unlocked

    def take_the_seat(case: str) -> None:
        desk.store.seat(manager)
        if case == "manager with counts only":
            desk.choose("manager_sees_declarations", "counts only")
            return
        role, where, person = Role.READER, [], None
        if case == "investigator":
            role = Role.INVESTIGATOR
        elif case == "head of another school":
            role, where = Role.HEADTEACHER, [schools.add(desk, schools.School(name="Elm Grove", urn="654321"))]
        elif case == "chair for the head alone":
            role = Role.INVESTIGATOR
            person = people.add(desk, Person(surname="Reed", forename="Sam", school_id=school))
            schools.change(desk, school, replace(schools.get(desk, school), chair_id=person, route="chair"))
        sitting.add_keyholder(desk, case, role, where, PASSPHRASE, person, cost=keys.CHEAPEST)
        desk.store.seat(keys.unlock(desk.folder, case, PASSPHRASE))
        desk.tell({"keyholder"})

    return take_the_seat


def every_part(desk: Desk) -> Iterator[Any]:
    """Every entry of the history and what it did to each record."""
    for entry in history.page(desk, limit=10_000).rows:
        yield entry
        yield from history.parts(desk, entry.n, limit=10_000)[0]


def reads(desk: Desk, notes: Notes, person: int, declared: int) -> Iterator[tuple[str, Any]]:
    """Everything that anybody can read, by what it is called."""
    for kind in registers.LISTED:
        for find in ("", PLANTED, "okoro"):
            yield f"list {kind} {find}", _or_why(registers.rows, desk, kind, find=find)
    for words in (PLANTED, planted("with"), "okoro"):
        yield "find", finding.find(desk, words, 100)
    yield "history", list(every_part(desk))
    for kind, record in (("declaration", declared), ("person", person), ("approach", 1)):
        yield f"history of a {kind}", history.of(desk, kind, record)
    for kind in export.KINDS:
        yield f"CSV {kind}", _or_why(export.csv, desk, kind)
    yield "workbook", _or_why(lambda: _unpacked(export.xlsx(desk)))
    yield "JSON", export.everything(desk)
    yield "checks", checks.run(desk)
    yield "figures", [figures.trend(desk, one.clause, one.amiss) for one in checks.run(desk)]
    yield "page", declarations.page(desk)
    yield "everything", (declarations.everything(desk), declarations.files(desk), approaches.everything(desk))
    yield "queue", reviewing.queue(desk)
    yield "counts", (declarations.counts(desk), approaches.figures(desk))
    yield "audit extract", _extract(desk, notes)
    yield from _papers(desk, person, declared)


def _papers(desk: Desk, person: int, declared: int) -> Iterator[tuple[str, Any]]:
    """The words of everything that is printed of what is declared."""
    paper = printing_declarations
    asked: list[tuple[Callable[..., Job], tuple[Any, ...]]] = [
        (paper.blank_declaration, (person,)),
        (paper.blank_approach, (person,)),
        (paper.declaration, (declared,)),
        (paper.own_copy, (declared,)),
        (paper.own_copies, (person,)),
        (paper.reconfirmation, ([person],)),
        (paper.outstanding_sheets, ()),
        (paper.approach, (1,)),
        (paper.register, ()),
        (paper.register, (1,)),
        (paper.redacted, ()),
        (paper.redacted, (1,)),
    ]
    for job, given in asked:
        yield f"paper {job.__name__} {given}", _or_why(lambda job=job, given=given: texts(job(desk, *given).run().pdf))


def _extract(desk: Desk, notes: Notes) -> list[str]:
    checked = care.examine(desk, notes).checked
    return texts(printing_audit.extract(desk, Period(), checked).run().pdf)


def _or_why(read: Callable[..., Any], *given: Any, **named: Any) -> Any:
    try:
        return read(*given, **named)
    except Refused as refused:
        return refused.problems


def _unpacked(workbook: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as inside:
        return [inside.read(name) for name in inside.namelist()]


@pytest.mark.parametrize("case", CASES)
def test_nobody_reads_what_is_not_theirs_to_read(
    desk: Desk, notes: Notes, person: int, declared: int, sit: Callable[[str], None], case: str
) -> None:
    assert any(PLANTED in repr(found) for _, found in reads(desk, notes, person, declared))  # the office reads it
    sit(case)
    leaks = [name for name, found in reads(desk, notes, person, declared) if PLANTED in repr(found)]
    assert leaks == []
    for refused in (declarations.get, declarations.seen, declarations.read, declarations.again, declarations.steps):
        assert why(refused, desk, declared)
    assert why(approaches.read, desk, 1)
    assert why(attachments.of, desk, "declaration", declared)
    assert why(attachments.read, desk, 1)
    assert why(declarations.of_person, desk, person)


def test_the_office_prints_what_is_declared_and_nothing_of_it_on_forms_to_fill_in(
    desk: Desk, person: int, declared: int
) -> None:
    shown = {name.split()[1] for name, found in _papers(desk, person, declared) if PLANTED in repr(found)}
    assert shown == {"declaration", "own_copy", "own_copies", "approach", "register"}


@pytest.mark.parametrize("case", CASES)
def test_the_history_says_that_it_was_done_and_who_sees_what_it_says(
    desk: Desk, declared: int, sit: Callable[[str], None], case: str
) -> None:
    sit(case)
    latest, *_, first = history.of(desk, "declaration", declared)
    assert "Attached a file to declaration" in latest.words
    assert first.words == f"Declaration 1 corrected by declaration {declared}"
    (part,) = [one for one in first.parts if one.kind == "declaration"]
    assert (part.words, [line.words for line in part.lines]) == (f"Declaration {declared} added", [NOT_SHOWN])
    rows = json.loads(export.everything(desk))["tables"]
    assert rows["declaration"] == [{"id": 1}, {"id": declared}]
    assert {one["id"] for one in rows["attachment"]} == {1, 2}
    touched = [one for one in rows["audit_detail"] if one["kind"] in confidential.KINDS]
    assert {(one["before"], one["after"]) for one in touched} == {(None, None)}


def test_what_is_attached_to_what_everybody_sees_is_told_to_everybody(
    desk: Desk, school: int, person: int, declared: int, sit: Callable[[str], None]
) -> None:
    file = ReadIn("letter.png", "image/png", "", None, b"bytes of another picture")
    attachments.add(desk, "school", school, file, "Scanned from paper")
    sit("reader")
    told_of = repr(history.of(desk, "school", school))
    assert "letter.png" in told_of
    assert "letter.png" in export.everything(desk).decode()


def test_a_head_reads_the_history_of_her_own_school_and_no_other(desk: Desk, school: int, declared: int) -> None:
    elm = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    there = people.add(desk, Person(surname="Ito", forename="Ken", school_id=elm))
    other = declaring.add(desk, told(there, with_whom=planted("elm")))
    sitting.add_keyholder(desk, "Head", Role.HEADTEACHER, [elm], PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Head", PASSPHRASE))
    desk.tell({"keyholder"})
    assert planted("elm") in repr(history.of(desk, "declaration", other))
    assert PLANTED not in repr(history.of(desk, "declaration", declared))
    found = export.everything(desk).decode()
    assert planted("elm") in found
    assert planted("words") not in found


def test_an_opening_stands_in_the_history_of_what_was_opened(desk: Desk, declared: int) -> None:
    sitting.add_keyholder(desk, "Una Osei", Role.TRUST_OFFICER, [], PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Una Osei", PASSPHRASE))
    desk.tell({"keyholder"})
    declarations.read(desk, declared)
    latest = history.of(desk, "declaration", declared)[0]
    assert (latest.words, latest.who) == (f"Declaration {declared} was opened", "Una Osei")
    (part,) = latest.parts
    assert (part.words, part.lines) == (f"Opening of declaration {declared} noted", ())


def test_the_whole_file_taken_out_by_somebody_else_stands_as_an_opening(desk: Desk, declared: int) -> None:
    before = history.page(desk).total
    assert PLANTED in export.everything(desk).decode()  # the office keeps them
    assert history.page(desk).total == before
    sitting.add_keyholder(desk, "Una Osei", Role.TRUST_OFFICER, [], PASSPHRASE, cost=keys.CHEAPEST)
    desk.store.seat(keys.unlock(desk.folder, "Una Osei", PASSPHRASE))
    desk.tell({"keyholder"})
    assert PLANTED in export.everything(desk).decode()
    latest = history.of(desk, "declaration", declared)[0]
    assert latest.words == "Exported the whole file: 2 declarations and 1 approach opened"


def test_the_whole_file_is_taken_out_of_a_register_open_to_read_where_nothing_is_to_be_kept(
    desk: Desk, folder: Path, declared: int
) -> None:
    sitting.add_keyholder(desk, "Una Osei", Role.TRUST_OFFICER, [], PASSPHRASE, cost=keys.CHEAPEST)
    desk.close()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE, read_only=True) as office:
        assert PLANTED in export.everything(office).decode()
    with Desk.open(folder, "Una Osei", PASSPHRASE, read_only=True) as officer:
        assert "open to read only" in why(export.everything, officer)[""]
