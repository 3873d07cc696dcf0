"""The page around every report: its furniture, numbering, outline and properties."""

import io
import re
import subprocess
import sys
from datetime import datetime

import pypdfium2
import pytest
from reportlab.platypus import Flowable, PageBreak

from metdesk.errors import Refused
from metdesk.jobs import Cancelled
from metdesk.paper import blocks, fields, pictures, tables
from metdesk.paper.furniture import FormCode, Marking
from metdesk.paper.page import Part, build, build_forms
from metdesk.paper.tables import Column, Lead, Muted, Strong
from tests.metdesk.paper import CODE, HOSTILE, MARKUP, codes_on, outline, printed, sheet, texts

COLUMNS = [Column("Name", 2), Column("Words", 3), Column("Number", 1, "right")]


def story() -> list[Flowable]:
    return [
        blocks.heading("First part"),
        blocks.para("Some words. " * 900),
        blocks.heading("Below it", 2),
        *blocks.bullets(["one", "two"]),
        blocks.heading("Second part"),
        tables.facts([("Owner", HOSTILE), ("Empty", "")]),
        tables.note("Mind this."),
        tables.table(COLUMNS, [(Strong(HOSTILE), ("below", Muted(MARKUP)), str(at)) for at in range(200)]),
    ]


def test_every_page_says_whose_it_is_and_which_of_how_many():
    pages = texts(printed(lambda out: build(sheet(), story(), out)))
    assert len(pages) > 5
    for number, words in enumerate(pages, 1):
        for part in ("Sample Education Trust", "Ash Hill Primary", "Try-out", "OFFICIAL", "Seal 7F3A 91C2"):
            assert part in words
        assert "Printed 5 March 2026 at 14:02 by Jo Marsh" in words
        assert f"Page {number} of {len(pages)}" in words


def test_the_words_of_a_person_are_shown_as_typed():
    words = " ".join(texts(printed(lambda out: build(sheet(title=MARKUP), story(), out))))
    assert words.count(HOSTILE) == 201
    assert MARKUP in words


def test_a_table_repeats_its_head_on_every_page():
    rows = [(str(at), "words", str(at)) for at in range(300)]
    made = printed(lambda out: build(sheet(), [tables.table(COLUMNS, rows, title=("Ash Hill", "300 rows"))], out))
    for words in texts(made):
        assert "Ash Hill · 300 rows" in words
        assert "Name Words Number" in words
    assert outline(made) == [(0, "Ash Hill", 0)]


def test_the_outline_leads_to_the_headings():
    made = printed(lambda out: build(sheet(), story(), out))
    pages = texts(made)
    found = outline(made)
    assert [(level, words) for level, words, _ in found] == [
        (0, "First part"),
        (1, "Below it"),
        (0, "Second part"),
    ]
    assert all(words in pages[page] for _, words, page in found)


def test_a_heading_never_ends_a_page():
    parts = [part for at in range(60) for part in (blocks.heading(f"Part {at}"), blocks.para("Words. " * 90))]
    for words in texts(printed(lambda out: build(sheet(), parts, out))):
        assert re.search(r"Part \d+ Words", words[words.rindex("Part ") :])


def test_a_level_may_be_skipped():
    made = printed(lambda out: build(sheet(), [blocks.heading("Deep", 3), blocks.heading("Top")], out))
    assert [(level, words) for level, words, _ in outline(made)] == [(0, "Deep"), (0, "Top")]


def test_the_file_carries_title_author_language_and_its_fonts():
    made = printed(lambda out: build(sheet(printed_at=datetime(2026, 3, 5, 14, 2)), story(), out))
    with pypdfium2.PdfDocument(made) as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == "Try-out"
    assert facts["Author"] == "Sample Education Trust"
    assert facts["CreationDate"] == "D:20260305140200"
    assert b"/Lang (en-GB)" in made
    assert made.count(b"/FontFile2") >= 2
    assert b"/Type1" not in made  # a font that is not embedded


def test_the_same_data_gives_the_same_bytes_in_another_process():
    script = (
        "import io, hashlib\n"
        "from tests.metdesk.test_paper_page import *\n"
        "out = io.BytesIO(); build(sheet(), story(), out); print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("landscape", [False, True])
def test_pages_are_a4(landscape: bool):
    made = printed(lambda out: build(sheet(), story(), out, landscape=landscape))
    with pypdfium2.PdfDocument(made) as document:
        size = tuple(round(length) for length in document[0].get_size())
    assert size == ((842, 595) if landscape else (595, 842))


def test_cancelling_writes_nothing():
    def stop(fraction: float, words: str = "") -> None:
        if fraction > 0.3:
            raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        build(sheet(), [blocks.para("Words") for _ in range(200)], out, progress=stop)
    assert out.getvalue() == b""


def test_progress_ends_with_all():
    told: list[float] = []
    build(sheet(), story(), io.BytesIO(), progress=lambda fraction, words="": told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_cell_longer_than_a_page_goes_on():
    words = " ".join(f"word{at}" for at in range(3000))
    rows = [("name", words, "1"), ("name", "x" * 10_000, "2"), ("name", "\n".join("lines" * 200), "3")]
    made = " ".join(texts(printed(lambda out: build(sheet(), [tables.table(COLUMNS, rows)], out, landscape=True))))
    assert all(f"word{at}" in made for at in (0, 1500, 2999))
    assert made.count("x") >= 10_000


def test_a_cell_of_many_pieces_goes_on():
    people = tuple(Lead(f"5.2.{at}", f"person {at}") for at in range(300))
    made = " ".join(texts(printed(lambda out: build(sheet(), [tables.table(COLUMNS, [(people, "", "")])], out))))
    assert all(f"5.2.{at} person {at}" in made for at in range(300))


def test_a_word_of_two_hundred_thousand_letters_prints_whole():
    long = "x" * 200_000
    pages = texts(printed(lambda out: build(sheet(), [blocks.para(long)], out)))
    assert sum(page.count("x") for page in pages) == 200_000


def test_long_text_prints_whole_wherever_it_stands():
    long = "x" * 20_000
    parts = [
        tables.note(long),
        tables.facts([("Long", long)]),
        blocks.heading(long),
        blocks.bullet(long, strong="x" * 10),
        blocks.numbered("1", long),
    ]
    pages = texts(printed(lambda out: build(sheet(), parts, out)))
    assert sum(page.count("x") for page in pages) == 100_000


def test_long_names_stay_within_the_furniture():
    long = "Sample " * 300
    made = printed(lambda out: build(sheet(trust=long, school=long, title="T", printed_by=long, seal=long), [], out))
    assert "Page 1 of 1" in texts(made)[0]


def test_an_empty_story_is_one_page():
    assert len(texts(printed(lambda out: build(sheet(logo=None, school="", seal=""), [], out)))) == 1


@pytest.mark.parametrize("dpi", [150, 200])
def test_a_form_carries_its_code_twice_on_every_page(dpi: int):
    form = FormCode(CODE, "AF-7K2M-9QXF")
    parts = [fields.SignatureBox("Signature"), PageBreak(), fields.tick_box("Yes", "or no", ticked=True)]
    made = printed(lambda out: build(sheet(), parts, out, form=form))
    for index, words in enumerate(texts(made)):
        assert codes_on(made, index, dpi) == [CODE, CODE]
        assert words.count("AF-7K2M-9QXF") == 2


@pytest.mark.parametrize("logo", [b"", b"\x89PNG\r\n\x1a\n broken", b"<svg/>", b"GIF89a"])
def test_a_logo_that_cannot_be_read_is_refused(logo: bytes):
    with pytest.raises(Refused):
        build(sheet(logo=logo), [], io.BytesIO())


def test_a_confidential_page_says_so_twice():
    made = printed(lambda out: build(sheet(marking=Marking.CONFIDENTIAL), [], out))
    assert texts(made)[0].count("CONFIDENTIAL") == 2


def test_pages_become_pictures():
    made = printed(lambda out: build(sheet(), story(), out))
    assert pictures.page_count(made) == len(texts(made))
    picture = pictures.page_picture(made, 0, 601)
    assert picture.width == 601
    assert len(picture.rgb) == picture.width * picture.height * 3
    assert picture.rgb[:3] == b"\xff\xff\xff"


def test_no_picture_of_a_page_is_larger_than_25_megapixels():
    made = printed(lambda out: build(sheet(), [], out))
    picture = pictures.page_picture(made, 0, 1_000_000)
    assert 24_900_000 < picture.width * picture.height < 25_100_000


def test_forms_in_bulk_are_numbered_each_on_its_own_and_bear_their_own_codes():
    other = CODE[:-1] + "0"
    long = [blocks.para("Some words. " * 900)]
    parts = [
        Part(long, FormCode(CODE, "DE-7K2M-9QXF"), [("Ash Hill", 0), ("Jo Marsh", 1)]),
        Part([blocks.para("Short.")], FormCode(other, "DE-0000-0000"), [("Sam Hills", 1)]),
    ]
    made = printed(lambda out: build_forms(sheet(), parts, out))
    pages = texts(made)
    assert [re.findall(r"Page \d of \d", words) for words in pages] == [
        *([f"Page {page} of {len(pages) - 1}"] for page in range(1, len(pages))),
        ["Page 1 of 1"],
    ]  # fmt: skip
    assert outline(made) == [(0, "Ash Hill", 0), (1, "Jo Marsh", 0), (1, "Sam Hills", len(pages) - 1)]
    assert [codes_on(made, page, 150) for page in (0, len(pages) - 1)] == [[CODE, CODE], [other, other]]
