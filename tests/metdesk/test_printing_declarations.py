"""Paper about declarations and approaches: what it takes, who may print it, what it leaves in the audit."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db import keys
from metdesk import (
    approaches,
    declarations,
    declaring,
    forms,
    keyholders,
    people,
    printing_declarations,
    reviewers,
    schools,
)
from metdesk.approach_record import Approach
from metdesk.declaration_record import Outcome, State
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.printing import Job
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.calls import Metdesk
from tests.metdesk.paper import outline, texts
from tests.metdesk.test_declaring import LONG_AGO, decided, head, nothing, told

NAME = "O’Neill-Ştefănescu <b>"
Seat = Callable[..., None]


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=NAME, forename="Jo", job="Teacher", school_id=school))


@pytest.fixture
def seat(desk: Desk) -> Seat:
    """Somebody of a role sits down at the desk."""

    def sit(role: str, where: tuple[int, ...] = ()) -> None:
        keyholders.add(desk, role, role, where, PASSPHRASE, cost=keys.CHEAPEST)
        desk.store.seat(keys.unlock(desk.folder, role, PASSPHRASE))

    return sit


def words(job: Job) -> str:
    """All the words of a paper, its pages run together."""
    printed = job.run()
    assert printed.pages == len(texts(printed.pdf))
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", printed.file_name)
    return " ".join(texts(printed.pdf))


def approached(desk: Desk, person: int, **more: object) -> int:
    usual = {"student": "K. Ö.", "platform": "Instagram", "happened_on": LONG_AGO, "said": "add me?"}
    return approaches.add(desk, Approach(person_id=person, **{**usual, **more}))  # type: ignore[arg-type]


def openings(desk: Desk) -> list[str]:
    query = "SELECT words FROM audit WHERE what = 'declarations.open'"
    return [row[0] for row in desk.store.database.raw.execute(query)]


def test_a_form_for_somebody_names_them_their_school_and_who_reviews(desk: Desk, person: int) -> None:
    shown = words(printing_declarations.blank_declaration(desk, person))
    for part in (NAME, "Teacher", "Ash Hill Primary", "Ms Asha Patel", "Decision of the Headteacher"):
        assert part in shown
    (form,) = forms.of_person(desk, person)
    assert form.reference in shown


def test_a_heads_own_form_names_whoever_reviews_in_her_place(desk: Desk, school: int) -> None:
    office = schools.add(desk, schools.School(name="The trust’s office", kind="central team"))
    schools.change_trust(desk, "Mowbray", None, people.add(desk, Person("Lund", "Mia", school_id=office)))
    assert reviewers.reviewer(desk, head(desk, school)) is not None
    shown = words(printing_declarations.blank_declaration(desk, head(desk, school)))
    assert "Decision of the Trust officer" in shown
    assert "Mia Lund" in shown


def test_a_form_for_nobody_who_is_there_is_refused_and_leaves_no_form(desk: Desk) -> None:
    for blank in (printing_declarations.blank_declaration, printing_declarations.blank_approach):
        with pytest.raises(Refused, match="no longer in the register"):
            blank(desk, 9_999)
    assert not forms.printed(desk, forms.FormKind.DECLARATION)


def test_a_stored_declaration_is_found_again_by_its_form(desk: Desk, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, Outcome.MORE)
    shown = words(printing_declarations.declaration(desk, number))
    assert "Known to the school." in shown
    reference = re.search(r"DE-\w{4}-\w{4}", shown)
    assert reference
    form = forms.find(desk, reference[0])
    assert form.declaration_id == number
    assert forms.of_person(desk, person) == []


def test_the_copies_of_a_person_hold_all_that_stands(desk: Desk, school: int, person: int) -> None:
    first = declaring.add(desk, told(person))
    decided(desk, school, first)
    declaring.add(desk, told(person, with_whom="Somebody else"))
    shown = words(printing_declarations.own_copies(desk, person))
    assert "Known to the school." in shown
    assert "Somebody else" in shown
    assert "Somebody else" not in words(printing_declarations.own_copy(desk, first))


def test_everybodys_sheet_shows_what_stands_for_them(desk: Desk, school: int, person: int) -> None:
    declaring.add(desk, told(person))
    over = declaring.add(desk, told(person, with_whom="Long gone"))
    declaring.end(desk, over, "They moved away.", LONG_AGO)
    job = printing_declarations.reconfirmation(desk, [person, head(desk, school)])
    pages = texts(job.run().pdf)
    assert len(pages) == 2
    assert "K. O." in pages[0]
    assert "No change" in pages[0]
    assert "Long gone" not in pages[0]
    assert "Nothing stands for you" in pages[1]
    assert [line for _, line, _ in outline(job.run().pdf)] == ["Ash Hill Primary", f"{NAME}, Jo", "Patel, Asha"]
    assert len({form.reference for one in (person, head(desk, school)) for form in forms.of_person(desk, one)}) == 2


def test_sheets_for_those_outstanding_leave_out_who_has_said_so(desk: Desk, school: int, person: int) -> None:
    declaring.add(desk, nothing(person, declared_on=desk.today()))
    pages = texts(printing_declarations.outstanding_sheets(desk, school).run().pdf)
    assert len(pages) == 1
    assert "Ms Asha Patel" in pages[0]


def test_the_record_of_an_approach_counts_the_others_by_the_same_student(desk: Desk, person: int) -> None:
    number = approached(desk, person, reply="Please write to the office.", replied_on=LONG_AGO, tone="professional")
    approached(desk, person, student="k ö", platform="Snapchat")
    shown = words(printing_declarations.approach(desk, number))
    for part in ("add me?", "Please write to the office.", "1 other approach", "Snapchat", "Attached · nothing", NAME):
        assert part in shown
    reference = re.search(r"AP-\w{4}-\w{4}", shown)
    assert reference
    assert forms.find(desk, reference[0]).approach_id == number
    assert "Signature of the Headteacher, who was told" in words(printing_declarations.blank_approach(desk))


def test_the_register_shows_both_and_nil_returns_as_counts(desk: Desk, school: int, person: int) -> None:
    decided(desk, school, declaring.add(desk, told(person)))
    declaring.add(desk, nothing(head(desk, school)))
    schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    approached(desk, person)
    shown = words(printing_declarations.register(desk))
    for part in (
        NAME,
        "K. O.",
        "Does not rest on the school alone",
        "add me?",
        "1 relationship; 1 person with nothing",
    ):
        assert part in shown
    assert "Elm Grove · nil return: nobody has declared" in shown
    assert "Elm Grove" not in words(printing_declarations.register(desk, school))


def test_a_leavers_nil_return_is_in_no_register(desk: Desk, school: int, person: int) -> None:
    declaring.add(desk, nothing(person))
    people.change(desk, person, replace(people.get(desk, person), ends=LONG_AGO))
    assert declarations.everything(desk)[0].state is State.ENDED
    assert "Ash Hill Primary · nil return: nobody has declared" in words(printing_declarations.register(desk))
    assert declarations.nameless(desk) == []
    assert "nil return: no relationship is declared" in words(printing_declarations.redacted(desk))


def test_the_redacted_register_names_nobody(desk: Desk, school: int, person: int) -> None:
    for letter in "ABCDEF":
        declaring.add(desk, told(person, with_whom=f"{letter}. Secretname", words="Whispered"))
    approached(desk, person)
    shown = words(printing_declarations.redacted(desk))
    for part in (NAME, "Teacher", "Secretname", "Whispered", "add me?", "Patel", "Instagram"):
        assert part not in shown
    assert "Declaration 1 March 2026 Waiting" in shown
    assert "OFFICIAL" in shown


@pytest.mark.parametrize("role", [Role.READER, Role.INVESTIGATOR])
def test_whoever_sees_counts_alone_prints_the_redacted_register_alone(
    desk: Desk, school: int, person: int, seat: Seat, role: str
) -> None:
    number, approach = declaring.add(desk, told(person)), approached(desk, person)
    seat(role)
    for print_it in (
        lambda: printing_declarations.register(desk),
        lambda: printing_declarations.declaration(desk, number),
        lambda: printing_declarations.own_copy(desk, number),
        lambda: printing_declarations.own_copies(desk, person),
        lambda: printing_declarations.approach(desk, approach),
        lambda: printing_declarations.reconfirmation(desk, [person]),
        lambda: printing_declarations.outstanding_sheets(desk),
    ):
        with pytest.raises(Refused, match="you see how many there are"):
            print_it()
    assert "under 5" in words(printing_declarations.redacted(desk))


def test_a_key_for_another_school_prints_nothing_of_this_one(desk: Desk, school: int, person: int, seat: Seat) -> None:
    declaring.add(desk, told(person))
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    seat(Role.HEADTEACHER, (other,))
    assert "K. O." not in words(printing_declarations.register(desk))
    with pytest.raises(Refused, match="print the redacted register instead"):
        printing_declarations.register(desk, school)
    with pytest.raises(Refused, match="your key is not for"):
        printing_declarations.reconfirmation(desk, [person])


def test_a_register_printed_by_somebody_else_than_its_keeper_is_one_opening(
    desk: Desk, person: int, seat: Seat
) -> None:
    for letter in "AB":
        declaring.add(desk, told(person, with_whom=letter))
    approached(desk, person)
    printing_declarations.register(desk)
    assert openings(desk) == []
    seat(Role.TRUST_OFFICER)
    printing_declarations.redacted(desk)
    assert openings(desk) == []
    printing_declarations.register(desk)
    assert openings(desk) == ["The declarations register was printed: 2 declarations and 1 approach opened"]
    printing_declarations.own_copies(desk, person)
    printing_declarations.reconfirmation(desk, [person])
    assert len(openings(desk)) == 3
    assert not any(NAME in one for one in openings(desk))


def test_a_nil_return_given_every_year_is_one_person(desk: Desk, person: int) -> None:
    declaring.add(desk, nothing(person, declared_on=LONG_AGO))
    declaring.add(desk, nothing(person, declared_on=desk.today()))
    assert len(declarations.nameless(desk)) == 1


@pytest.mark.parametrize(
    "what",
    [
        ["declaration"],
        ["declaration", "--person", "9"],
        ["approach", "--person", "9"],
        ["own-copy", "--person", "9"],
        ["declarations"],
        ["declarations", "--school", "Copse", "--redacted"],
        ["reconfirmation", "--person", "9"],
    ],
)
def test_the_command_line_prints_them(at_sample: Metdesk, tmp_path: Path, what: list[str]) -> None:
    out = tmp_path / "paper.pdf"
    assert at_sample("print", *what, "--out", out, "--json").document["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (["own-copy"], "Name the declaration by its id"),
        (["declaration", "--id", "99999"], "no longer in the register"),
        (["approach", "--id", "99999"], "no longer in the register"),
        (["declaration", "--person", "99999"], "no longer in the register"),
        (["reconfirmation", "--person", "99999"], "no longer in the register"),
    ],
)
def test_the_command_line_refuses_in_a_sentence(at_sample: Metdesk, tmp_path: Path, what: list[str], why: str) -> None:
    told = at_sample("print", *what, "--out", tmp_path / "a.pdf")
    assert told.status == 1
    assert why in told.err
    assert not (tmp_path / "a.pdf").exists()
