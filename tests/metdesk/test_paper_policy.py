"""The policy edition in print."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2

from metdesk.paper.policy import print_policy
from metdesk.policy import Edition, EditionClause, EditionFacts, Reference
from metdesk.policy_text import ChangeEntry, Clause, Definition
from tests.metdesk.paper import HOSTILE, MARKUP, outline, printed, sheet, texts

FACTS = EditionFacts(
    id=1, version="1.0", title="Social Media Policy", last_revision="March 2022", next_revision="March 2024",
    owner="IT Manager", authors="IT Manager", status="Approved", note="A restatement in plain words.",
    source_name="", minor=False, entered_on=date(2026, 3, 1), review_due=date(2024, 3, 31),
)  # fmt: skip
CLAUSES = (
    Clause("1", 1, "Aims", "First paragraph.\n\nSecond paragraph.", ("an item",)),
    Clause("4", 1, "Definitions", "", ("“Users”: everybody here",)),
    Clause("5", 1, "Duties"),
    Clause("5.1", 2, "The board"),
    *[Clause(f"5.1.{number}", 3, "", f"Duty {number}. " * 30) for number in range(1, 40)],
    Clause("6", 1, "Log of changes"),
)
EDITION = Edition(
    facts=FACTS,
    clauses=tuple(EditionClause(number, clause, "") for number, clause in enumerate(CLAUSES)),
    definitions=(Definition("Users", "everybody here"),),
    references=(
        Reference(1, "legislation", "An Act 2018", "", date(2025, 9, 1), None, "a newer one is in force"),
        Reference(2, "related policy", "Behaviour", "Shared drive", None, date(2027, 1, 1), ""),
    ),
    changes=(ChangeEntry("V1.0", "Mar-22", "All", "Draft", "Board"),),
)
SHEET = sheet(title="Social Media Policy", school="")


def made(edition: Edition = EDITION) -> bytes:
    return printed(lambda out: print_policy(SHEET, edition, out))


def test_every_clause_item_definition_reference_and_change_is_there():
    words = " ".join(texts(made()))
    for clause in CLAUSES:
        assert f"{clause.number} {clause.heading or clause.text[:40]}" in words
    for part in (
        "First paragraph. Second paragraph. • an item", "“Users”: everybody here", "V1.0 Mar-22 All Draft Board",
        "An Act 2018 a newer one is in force 1 Sep 2025", "Behaviour Shared drive Not checked 1 Jan 2027",
        "A restatement in plain words.", "Version 1.0, March 2022", "March 2024",
    ):  # fmt: skip
        assert part in words


def test_contents_name_the_page_each_heading_stands_on():
    pages = texts(made())
    contents = pages[0][pages[0].index("Contents") :]
    listed = re.findall(r"(\d(?:\.\d)?) (Aims|Definitions|Duties|The board|Log of changes) ?(\d+)", contents)
    assert len(listed) == 5
    for number, heading, page in listed:
        assert f"{number} {heading}" in pages[int(page) - 1]
    assert int(listed[-1][2]) > 3


def test_contents_and_outline_lead_to_the_clauses():
    pdf = made()
    assert [words for _, words, _ in outline(pdf)] == [
        "Contents", "1 Aims", "4 Definitions", "5 Duties", "5.1 The board", "6 Log of changes",
        "Legislation and guidance: as the register has it", "Related policies: as the register has it",
    ]  # fmt: skip
    assert pdf.count(b"/Subtype /Link") == 5
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) > 3


def test_a_log_without_a_heading_of_its_own_gets_one():
    words = " ".join(texts(made(replace(EDITION, clauses=EDITION.clauses[:-1]))))
    assert "Change log Version Date Page" in words


def test_hostile_words_are_printed_as_typed():
    odd = (
        Clause(MARKUP, 1, HOSTILE, "x" * 100_000),
        Clause("2", 1, "H" * 2_000, "", ("y" * 20_000,)),
        Clause("", 1, "", "No number."),
    )
    edition = replace(EDITION, clauses=tuple(EditionClause(at, one, "") for at, one in enumerate(odd)))
    words = " ".join(texts(made(edition)))
    assert HOSTILE in words
    assert "No number." in words
    assert words.count("x") >= 100_000
    assert words.count("y") >= 20_000
    assert words.count("H") >= 2_000


def test_an_edition_with_nothing_in_it_still_prints():
    bare = replace(FACTS, version="", last_revision="", note="", owner="")
    edition = Edition(bare, (), (), (), ())
    assert "Contents" not in texts(made(edition))[0]
