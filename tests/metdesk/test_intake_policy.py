"""Policy documents: five formats, one tree, nothing dropped; any tree comes back."""

import io
import pickle
import re
import zipfile
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from metdesk.intake.policy import ChangeEntry, Clause, Reading, as_json, read
from metdesk.jobs import run_guarded
from tests.metdesk import documents
from tests.metdesk.documents import FORMATS, clause, text_of, tree

STARTER = files("resources").joinpath("policy/starter.md").read_bytes()
KEYS = [
    "title",
    "version",
    "last_revision",
    "next_revision",
    "owner",
    "authors",
    "status",
    "clauses",
    "definitions",
    "legislation",
    "related",
    "changes",
    "warnings",
]


@pytest.fixture(scope="module")
def starter() -> Reading:
    return read(STARTER, "starter.md")


# The starter edition


def test_the_starter_is_read_without_a_doubt(starter: Reading) -> None:
    assert not starter.warnings
    assert not starter.not_understood
    assert starter.note
    assert (starter.title, starter.version) == ("MET Social Media Policy", "1.0")
    assert (starter.last_revision, starter.next_revision) == ("March 2022", "March 2024")
    assert len(starter.clauses) == 47
    assert len(clause(starter, "6.1.5").items) == 6
    assert starter.definitions[0].term == "Social media"
    assert (len(starter.definitions), len(starter.legislation), len(starter.related)) == (5, 10, 7)
    assert starter.changes == (ChangeEntry("V1.0", "Mar-22", "All pages", "Draft for Approval", "Board"),)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_tree(name: str, starter: Reading) -> None:
    again = read(FORMATS[name](starter), name)
    assert tree(again) == tree(starter)
    assert again.note == starter.note
    assert not again.not_understood
    assert not again.warnings


def test_numbers_made_by_word_stand_nowhere_in_its_text(starter: Reading) -> None:
    with zipfile.ZipFile(io.BytesIO(documents.as_word(starter, automatic=True))) as archive:
        body = archive.read("word/document.xml").decode().split("Contents", 1)[1]
    assert "6.1.5" not in body


def test_a_reading_pickles(starter: Reading) -> None:
    assert pickle.loads(pickle.dumps(starter)) == starter  # noqa: S301  (our own bytes)


def test_the_json_has_the_documented_keys(starter: Reading) -> None:
    assert list(as_json(starter)) == [
        "title",
        "version",
        "last_revision",
        "next_revision",
        "owner",
        "authors",
        "status",
        "clauses",
        "definitions",
        "legislation",
        "related",
        "changes",
        "warnings",
    ]
    assert list(as_json(starter)["clauses"][0]) == ["number", "level", "heading", "text", "items"]


def test_a_document_is_read_in_a_process_of_its_own(starter: Reading) -> None:
    assert run_guarded(read, STARTER, "starter.md") == starter


# Nothing dropped


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_is_in_a_line_of_the_preview(name: str, starter: Reading) -> None:
    spoken = set(words(documents.as_text(starter).decode()))
    shown = set(words(" ".join(line.text for line in read(FORMATS[name](starter), name).source)))
    assert spoken <= shown


def test_what_precedes_the_first_clause_and_means_nothing_known_is_listed() -> None:
    reading = text_of("Our Policy\n\nA word from the chair, which is long and ends in a stop.\n\n1. Scope\n\nAll.\n")
    assert [line.text for line in reading.not_understood] == [
        "A word from the chair, which is long and ends in a stop."
    ]


def test_the_end_of_a_sentence_at_the_top_of_every_page_is_no_running_head() -> None:
    begun = ("Accounts are looked after", "Passwords are kept", "Pictures are chosen", "Nothing more")
    pages = [
        f"Our Trust: a policy\n\nby all users.\n\n{number}. Part\n\n{words}\n\nPage {number} of 4"
        for number, words in enumerate(begun, 1)
    ]
    reading = text_of("\f".join(pages).replace("by all users.\n\n", "", 1))
    assert [one.text for one in reading.clauses[:3]] == [f"{words} by all users." for words in begun[:3]]


# Any tree

USUAL = ["users", "keep", "records", "5.2.4", "(a)", "–", "e-safety", "2018", "must", "not", "“quoted”", "A", "Head"]
WORDS = st.lists(
    st.sampled_from(["users", "keep", "records", "of", "every", "account", "they", "share", "with", "pupils"]),
    min_size=4,
    max_size=30,
)
SENTENCE = WORDS.map(lambda found: f"The {' '.join(found)}.")
HEADING = st.lists(st.sampled_from(["Scope", "Duties", "Heads", "Log", "Review"]), min_size=1, max_size=4).map(" ".join)
LONG = "This policy is looked at every year by those who wrote it, " * 6 + "and changed when it has to be."


@st.composite
def policies(draw: st.DrawFn) -> Reading:
    """A policy of sections, headed groups and leaves, as deep as three levels."""
    clauses: list[Clause] = []
    for section in range(1, draw(st.integers(1, 4)) + 1):
        paragraphs = "\n\n".join(draw(st.lists(SENTENCE, max_size=2)))
        clauses.append(Clause(str(section), 1, draw(HEADING), paragraphs, tuple(draw(st.lists(SENTENCE, max_size=2)))))
        for group in range(1, draw(st.integers(0, 3)) + 1):
            clauses.append(Clause(f"{section}.{group}", 2, draw(HEADING)))
            for leaf in range(1, draw(st.integers(1, 3)) + 1):
                items = tuple(draw(st.lists(SENTENCE, max_size=3)))
                clauses.append(Clause(f"{section}.{group}.{leaf}", 3, "", draw(SENTENCE), items))
    clauses.append(Clause(str(section + 1), 1, "Close", LONG))
    return replace(read(STARTER, "s.md"), note="", clauses=tuple(clauses))


_FRAME = 439  # points across the text of the PDFs that `documents.as_pdf` makes


def cannot_be_told(policy: Reading) -> bool:
    """Whether a paragraph ends so near the margin that the next one’s first word had no room there: where nothing parts
    paragraphs but that, no reader can tell that it is another one."""
    paragraphs = [one.text.split("\n\n") for one in policy.clauses]
    wrapped = {words: simpleSplit(words, "Helvetica", 11, _FRAME) for found in paragraphs for words in found}
    widest = max(stringWidth(line, "Helvetica", 11) for lines in wrapped.values() for line in lines)
    return any(
        stringWidth(f"{wrapped[one][-1]} {after.split()[0]}", "Helvetica", 11) > widest
        for found in paragraphs
        for one, after in pairwise(found)
    )


@settings(max_examples=25, deadline=None)
@given(policies(), st.sampled_from(sorted(FORMATS)))
def test_any_tree_comes_back_from_any_format(policy: Reading, name: str) -> None:
    assume(name != "tight.pdf" or not cannot_be_told(policy))
    again = read(FORMATS[name](policy), name)
    assert again.clauses == policy.clauses
    assert again.title == policy.title
    assert {line.text for line in again.not_understood} <= documents.RUNNING_HEADS  # unknown on a single page
