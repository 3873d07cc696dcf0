"""Reading policy documents: five formats, one tree; nothing dropped; every bad file one sentence."""

import io
import pickle
import re
import zipfile
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metdesk.errors import Refused
from metdesk.intake.policy import ChangeEntry, Clause, Reading, as_json, put_right, read
from tests.metdesk import documents

STARTER = files("resources").joinpath("policy/starter.md").read_bytes()
WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


@pytest.fixture(scope="module")
def starter() -> Reading:
    return read(STARTER, "starter.md")


def tree(reading: Reading) -> dict[str, object]:
    """All of a reading but what was said about the document."""
    return {key: value for key, value in as_json(reading).items() if key != "warnings"}


def text_of(words: str, name: str = "policy.txt") -> Reading:
    return read(words.encode(), name)


def numbers(reading: Reading) -> list[str]:
    return [clause.number for clause in reading.clauses]


def clause(reading: Reading, number: str) -> Clause:
    return next(found for found in reading.clauses if found.number == number)


def word(body: str) -> Reading:
    return read(documents.zipped(documents.word_files(body)), "policy.docx")


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def listed(words: str, level: int, list_id: int = 1) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


# The starter edition


def test_the_starter_is_read_without_a_doubt(starter: Reading) -> None:
    assert not starter.warnings
    assert not starter.not_understood
    assert starter.note
    assert (starter.title, starter.version) == ("MET Social Media Policy", "1.0")
    assert (starter.last_revision, starter.next_revision) == ("March 2022", "March 2024")
    assert len(starter.clauses) == 47
    assert len(clause(starter, "6.1.5").items) == 6
    assert [found.term for found in starter.definitions][0] == "Social media"
    assert (len(starter.definitions), len(starter.legislation), len(starter.related)) == (5, 10, 7)
    assert starter.changes == (ChangeEntry("V1.0", "Mar-22", "All pages", "Draft for Approval", "Board"),)


FORMATS = {
    "markdown.md": documents.as_markdown,
    "text.txt": documents.as_text,
    "wrapped.txt": lambda policy: documents.as_text(policy, wrap=78),
    "paged.txt": lambda policy: documents.as_text(policy, wrap=70, pages=True, contents=True, bullet="•"),
    "typed.docx": lambda policy: documents.as_word(policy, automatic=False),
    "automatic.docx": lambda policy: documents.as_word(policy, automatic=True),
    "typed.odt": lambda policy: documents.as_writer(policy, automatic=False),
    "automatic.odt": lambda policy: documents.as_writer(policy, automatic=True),
    "ruled.pdf": documents.as_pdf,
    "open.pdf": lambda policy: documents.as_pdf(policy, ruled=False),
    "tight.pdf": lambda policy: documents.as_pdf(policy, ruled=False, spaced=False),
}


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
    assert (
        list(as_json(starter))
        == (
            "title version last_revision next_revision owner authors status clauses definitions legislation related "
            "changes warnings"
        ).split()
    )
    assert list(as_json(starter)["clauses"][0]) == ["number", "level", "heading", "text", "items"]


# Typed numbers, headings, items


def test_a_missing_dot_and_a_bullet_before_a_number_change_nothing() -> None:
    reading = text_of("Our Policy\n\n1. Duties\n\n1.1. Heads\n\n- 1.1.1. Must look.\n- 1.1.2 Should act.\n")
    assert numbers(reading) == ["1", "1.1", "1.1.1", "1.1.2"]
    assert clause(reading, "1.1.2") == Clause("1.1.2", 3, "", "Should act.")


def test_unmarked_lines_after_an_introduction_are_items() -> None:
    reading = text_of(
        "Our Policy\n\n1. Duties\n\n1.1. Do not use, including but not limited to:\n\nAccount name\n\nOur logo\n\n1.2. End.\n"
    )
    assert clause(reading, "1.1").items == ("Account name", "Our logo")


def test_paragraphs_after_bullets_are_text_again() -> None:
    reading = text_of("Our Policy\n\n1. Aims\n\nIt aims to:\n\n• guide\n• help\n\nIt covers all.\n")
    assert clause(reading, "1").text == "It aims to:\n\nIt covers all."
    assert clause(reading, "1").items == ("guide", "help")


def test_lettered_and_numbered_lists_under_a_clause_keep_their_labels() -> None:
    reading = text_of(
        "Our Policy\n\n1. Duties\n\n1.1. Staff must:\n(a) look;\n(b) act.\n\n1.2. In this order:\n1. look\n2. act\n\n2. End\n"
    )
    assert clause(reading, "1.1").items == ("(a) look;", "(b) act.")
    assert clause(reading, "1.2").items == ("1. look", "2. act")
    assert clause(reading, "2").heading == "End"


def test_a_list_of_steps_is_not_taken_for_sections() -> None:
    reading = text_of("Our Policy\n\n1. Steps\n\nThe steps:\n1. One\n2. Two\n3. Three\n\n2. Scope\n\nAll staff.\n")
    assert numbers(reading) == ["1", "2"]
    assert clause(reading, "1").items == ("1. One", "2. Two", "3. Three")


def test_numbering_that_jumps_or_repeats_is_kept_and_said() -> None:
    reading = text_of("Our Policy\n\n1. Scope\n\n1.1. Ours.\n\n1.3. Theirs.\n\n1.3. All.\n")
    assert numbers(reading) == ["1", "1.1", "1.3", "1.3"]
    assert "The numbering jumps from 1.1 to 1.3; nothing was renumbered." in reading.warnings
    assert "The number 1.3 stands more than once; both clauses were kept." in reading.warnings


def test_a_heading_without_a_number_over_its_clauses_heads_their_section() -> None:
    reading = text_of("Our Policy\n\nScope\n\n1.1. Ours.\n\nDuties\n\n2.1. Look.\n")
    assert [(found.number, found.heading) for found in reading.clauses if found.heading] == [
        ("1", "Scope"),
        ("2", "Duties"),
    ]


def test_noughts_close_a_section_number_without_a_level() -> None:
    reading = text_of("Our Policy\n\n1.0 Scope\n\n1.1 Ours.\n\n2.0 Duties\n\n2.1 Look.\n")
    assert [(found.number, found.level) for found in reading.clauses][:2] == [("1.0", 1), ("1.1", 2)]


def test_an_appendix_is_a_clause_of_its_own() -> None:
    reading = text_of("Our Policy\n\n1. Scope\n\nAll.\n\nAppendix A: Consent\n\nI agree.\n")
    assert clause(reading, "Appendix A") == Clause("Appendix A", 1, "Consent", "I agree.")


def test_a_sentence_broken_before_a_clause_number_stays_whole() -> None:
    reading = text_of("Our Policy\n\n1. Scope\n\n1.1. As set out in clause\n3.2 below, look.\n")
    assert clause(reading, "1.1").text == "As set out in clause 3.2 below, look."


def test_full_width_digits_and_hard_spaces_count_as_plain_ones() -> None:
    reading = read(
        "Our Policy\r\n\r\n１．\u3000Scope\r\n\r\n１．１．\u00a0All\u00a0staff.\r\n".encode("utf-16"), "p.txt"
    )
    assert clause(reading, "1.1").text == "All staff."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_usual_encoding(encoding: str) -> None:
    reading = read("Our Policy – 2\r\n\r\n1. Scope\r\n\r\n1.1. The head’s “yes”.\r\n".encode(encoding), "p.txt")
    assert clause(reading, "1.1").text == "The head’s “yes”."


def test_hyphens_at_the_end_of_a_line_stay() -> None:
    words = "Staff may look at their own devices during breaks and at any non-\ndirected time, and at lunch if the school\nallows it, and pre-\nand post-school too."
    reading = text_of(f"Our Policy\n\n1. Scope\n\n1.1. {words}\n")
    assert "non-directed time" in clause(reading, "1.1").text
    assert "pre- and post-school" in clause(reading, "1.1").text


# Contents pages, furniture, particulars


def test_a_contents_page_with_slips_of_scanning_is_no_clause() -> None:
    reading = text_of(
        "Our Policy\n\nContents\n\n1.\tInis\tScope of it\t\t\n2.\tRes oonsible people\t4\n\t2.1.\tHeads\t4\n\n"
        "1. Scope of it\n\nAll.\n\n2. Responsible people\n\n2.1. Heads\n\n2.1.1. Look.\n"
    )
    assert numbers(reading) == ["1", "2", "2.1", "2.1.1"]
    assert clause(reading, "2").heading == "Responsible people"
    assert sum("The contents page calls" in said for said in reading.warnings) == 2


def test_contents_without_a_title_are_known_by_their_page_numbers() -> None:
    reading = text_of(
        "Our Policy\n\n1. Scope ........ 2\n2. Duties ....... 3\n3. Review ....... 4\n\n1. Scope\n\nAll.\n\n2. Duties\n\nOurs.\n\n3. Review\n\nYearly.\n"
    )
    assert numbers(reading) == ["1", "2", "3"]


def test_a_clause_broken_over_pages_is_joined_and_page_furniture_left_out() -> None:
    page = "Our Trust\n\n{}\n\nPage {} of 3\n"
    reading = text_of(
        "\f".join(
            page.format(words, number)
            for number, words in enumerate(
                [
                    "Our Policy\n\n1. Scope\n\n1.1. All staff must look at",
                    "what is sent to them\n\n1.2. Act.",
                    "1.3. End.",
                ],
                start=1,
            )
        )
    )
    assert [found.text for found in reading.clauses if found.level == 2] == [
        "All staff must look at what is sent to them",
        "Act.",
        "End.",
    ]
    assert sum(line.became == "page" for line in reading.source) == 6


@pytest.mark.parametrize(
    "particulars",
    [
        "Version: 2.0\nOwner: Jo Bloggs\nReview date: May 2027",
        "Version\t2.0\nOwner\tJo Bloggs\nReview date\tMay 2027",
        "Version      2.0\nOwner        Jo\n             Bloggs\nReview date  May 2027",
        "Version 2.0\nOwner Jo Bloggs\nReview date May 2027",
        "Version\nOwner\nReview date".replace("\n", "\n{}\n").format("2.0", "Jo Bloggs") + "\nMay 2027",
    ],
)
def test_particulars_as_lines_tabs_columns_or_copied_cells(particulars: str) -> None:
    reading = text_of(f"Our Policy\n\n{particulars}\n\n1. Scope\n\nAll.\n")
    assert (reading.version, reading.owner, reading.next_revision) == ("2.0", "Jo Bloggs", "May 2027")
    assert not reading.not_understood


def test_the_change_log_keeps_its_cells_apart_even_when_they_run_over_lines() -> None:
    log = "Version   Date     Page        Change          Approver\nV1.0      Mar-22   All pages   Draft for       Board\n"
    log += "                               Approval\nV1.1      May-23   3           Dates           Head\n"
    reading = text_of(f"Our Policy\n\n1. Log\n\n{log}")
    assert reading.changes == (
        ChangeEntry("V1.0", "Mar-22", "All pages", "Draft for Approval", "Board"),
        ChangeEntry("V1.1", "May-23", "3", "Dates", "Head"),
    )


def test_a_change_log_that_lost_its_borders_is_read_and_said() -> None:
    reading = text_of("Our Policy\n\n1. Log\n\nVersion Date Page Change Approver\nV1.0 Mar-22 All pages Draft Board\n")
    assert reading.changes == (ChangeEntry("V1.0", "Mar-22", "All pages", "Draft", "Board"),)
    assert any("ran together" in said for said in reading.warnings)


def test_stray_tags_go_and_are_named() -> None:
    reading = text_of("Our Policy\n\n1. Scope\n\n1.1. See <u>the Act</u> 2011.\n")
    assert clause(reading, "1.1").text == "See the Act 2011."
    assert any("<u>, </u>" in said for said in reading.warnings)


def test_definitions_in_any_quotes_with_colon_or_dash() -> None:
    reading = text_of(
        'Our Policy\n\n1. Definitions\n\n"Users": all.\n\n“Head” – the boss.\n\n• ‘Staff’: paid people.\n'
    )
    assert [(found.term, found.meaning) for found in reading.definitions] == [
        ("Users", "all."),
        ("Head", "the boss."),
        ("Staff", "paid people."),
    ]


def test_markdown_does_not_renumber() -> None:
    reading = read(b"# Our Policy\n\n3. Scope\n\n   All.\n\n7. Duties\n\n   * look\n   * act\n", "policy.md")
    assert numbers(reading) == ["3", "7"]
    assert clause(reading, "7").items == ("look", "act")


# What Word and Writer do


def test_words_own_lists_restart_skip_and_letter() -> None:
    reading = word(
        paragraph("Our Policy", '<w:pStyle w:val="Title"/>')
        + listed("Scope", 0)
        + listed("All staff.", 1)
        + listed("look", 0, 3)
        + listed("act", 0, 3)
        + listed("Visitors.", 1)
        + listed("Duties", 0)
        + listed("Heads.", 1)
    )
    assert numbers(reading) == ["1", "1.1", "1.2", "2", "2.1"]
    assert clause(reading, "1.1").items == ("(a) look", "(b) act")


def test_tracked_changes_boxes_notes_and_controls_in_word() -> None:
    reading = word(
        paragraph("Our Policy")
        + f"<w:sdt><w:sdtContent>{paragraph('1. Scope')}</w:sdtContent></w:sdt>"
        + '<w:p><w:r><w:t xml:space="preserve">1.1. Staff </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>must</w:t></w:r></w:ins><w:smartTag><w:r><w:t xml:space='preserve'> sign</w:t></w:r></w:smartTag>"
        "<w:hyperlink><w:r><w:t>-off</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>sheets</w:t><w:br/><w:t>daily.</w:t>"
        f"</w:r><w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert clause(reading, "1.1").text == "Staff must sign-off-sheets daily.\n\nIn a box."
    assert len(reading.warnings) == 3  # deletions, the box, particulars that are missing


def test_a_field_that_makes_the_contents_is_known_whatever_its_style() -> None:
    mark = '<w:p><w:r><w:fldChar w:fldCharType="{}"/></w:r>{}</w:p>'
    begin = mark.format(
        "begin",
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1. Scope 2</w:t></w:r>',
    )
    reading = word(paragraph("Our Policy") + begin + mark.format("end", "") + paragraph("1. Scope") + paragraph("All."))
    assert numbers(reading) == ["1"]


def test_clauses_laid_out_in_a_table() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(number)}</w:tc><w:tc>{paragraph(words)}</w:tc></w:tr>"
        for number, words in [("1.", "Scope"), ("1.1", "All staff."), ("1.2", "Visitors.")]
    )
    reading = word(paragraph("Our Policy") + f"<w:tbl>{rows}</w:tbl>")
    assert [(found.number, found.heading or found.text) for found in reading.clauses] == [
        ("1", "Scope"),
        ("1.1", "All staff."),
        ("1.2", "Visitors."),
    ]


def test_chapter_numbers_and_further_paragraphs_in_writer() -> None:
    files_of = documents.writer_files(
        "<text:p>Our Policy</text:p><text:h text:outline-level='1'>Scope</text:h>"
        "<text:h text:outline-level='2'>All staff.</text:h><text:list text:style-name='Bullets'><text:list-item>"
        "<text:p>look</text:p><text:p>closely</text:p></text:list-item></text:list>"
        "<text:h text:outline-level='1'>Duties</text:h>"
    )
    chapters = "".join(
        f"<text:outline-level-style text:level='{at}' style:num-format='1' text:display-levels='{at}'/>"
        for at in (1, 2)
    )
    files_of["styles.xml"] = files_of["styles.xml"].replace(
        "<office:master-styles>",
        f"<office:styles><text:outline-style>{chapters}</text:outline-style></office:styles><office:master-styles>",
    )
    reading = read(documents.zipped(files_of), "policy.odt")
    assert numbers(reading) == ["1", "1.1", "2"]
    assert clause(reading, "1.1").items == ("look\n\nclosely",)


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


def test_a_line_can_be_put_right() -> None:
    reading = text_of("Our Policy\n\nFor every school of ours.\n\n1. Scope\n\nAll.\n")
    at = next(at for at, line in enumerate(reading.source) if line.became == "unknown")
    mended = put_right(reading, at, "item", "1")
    assert clause(mended, "1").items == ("For every school of ours.",)
    assert not mended.not_understood
    moved = put_right(mended, at, "text", "1")
    assert clause(moved, "1") == Clause("1", 1, "Scope", "All.\n\nFor every school of ours.")
    assert put_right(reading, at, "page").clauses == reading.clauses
    with pytest.raises(Refused, match="no clause 9"):
        put_right(reading, at, "text", "9")


# Bad files, one sentence each


def word_with(files_of: dict[str, str]) -> bytes:
    return documents.zipped(files_of)


def bomb() -> bytes:
    return documents.zipped({"word/document.xml": "<a>" + " " * 101_000_000})


def many_entries() -> bytes:
    return documents.zipped({"word/document.xml": "<a/>"} | {f"x{at}": "" for at in range(2_001)})


def picture_pdf() -> bytes:
    from reportlab.pdfgen import canvas

    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawInlineImage(_picture(), 0, 0, 400, 400)
    page.save()
    return buffer.getvalue()


def _picture() -> "object":
    from PIL import Image

    return Image.new("L", (8, 8), 200)


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500


DOCTYPE = f'<!DOCTYPE w [<!ENTITY a "b">]><w:document {WORD}><w:body><w:p/></w:body></w:document>'
BAD = {
    ("empty.docx", "empty"): lambda: b"",
    ("blank.txt", "empty"): lambda: b" \r\n\r\n ",
    ("large.txt", "20 MB"): lambda: b"1. a " * 5_000_000,
    ("policy.docx", "picture"): lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    ("policy.docx", "seems to be plain text"): lambda: b"1. Scope",
    ("policy.docx", "seems to be a PDF"): lambda: b"%PDF-1.7",
    ("policy.pdf", "Word document"): lambda: documents.zipped(documents.word_files("")),
    ("policy.docx", "Excel"): lambda: documents.zipped({"xl/workbook.xml": "<a/>"}),
    ("policy.odt", "spreadsheet"): lambda: documents.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    ),
    ("policy.zip", "archive"): lambda: documents.zipped({"a.txt": "1. Scope"}),
    ("policy.md", "web page"): lambda: b"<!DOCTYPE html><html><p>1. Scope</p>",
    ("policy.pdf", "only a picture"): picture_pdf,
    ("locked.docx", "locked with a password"): lambda: ole("EncryptedPackage"),
    ("old.doc", "old Word document"): lambda: ole("WordDocument"),
    ("old.rtf", "rich text"): lambda: rb"{\rtf1 1. Scope}",
    ("bomb.docx", "swells"): bomb,
    ("crowd.docx", "swells"): many_entries,
    ("policy.docx", "DOCTYPE"): lambda: word_with({"word/document.xml": DOCTYPE}),
    ("policy.docx", "damaged"): lambda: documents.zipped(documents.word_files("<w:p/>"))[:-200],
    ("broken.docx", "damaged"): lambda: word_with({"word/document.xml": "<w:document"}),
    ("policy.pdf", "damaged"): lambda: b"%PDF-1.7 and then nothing of the kind",
    ("binary.txt", "not text"): lambda: bytes(range(32)) * 20,
    ("letter.txt", "not one numbered clause"): lambda: b"Dear all,\n\nthis is no policy.\n",
}


@pytest.mark.parametrize(("name", "says"), BAD)
def test_a_bad_file_gets_one_sentence(name: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read(BAD[(name, says)](), name)
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_locked_pdf_and_a_locked_odt_are_refused(starter: Reading) -> None:
    with pytest.raises(Refused, match="locked with a password"):
        read(documents.as_pdf(starter, password="secret"), "policy.pdf")
    locked = documents.writer_files("") | {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    with pytest.raises(Refused, match="locked with a password"):
        read(documents.zipped(locked), "policy.odt")


def test_what_inflates_beyond_its_word_is_stopped() -> None:
    data = documents.zipped({"word/document.xml": "<a>" + " " * 101_000_000})
    at = data.rindex(b"PK\x01\x02")
    lying = data[: at + 24] + (1_000).to_bytes(4, "little") + data[at + 28 :]
    with pytest.raises(Refused):
        read(lying, "policy.docx")


# Any tree, any bytes

WORDS = st.lists(
    st.sampled_from("users keep records of every account they share with pupils".split()), min_size=4, max_size=30
)
SENTENCE = WORDS.map(lambda found: " ".join(found).capitalize() + ".")
HEADING = st.lists(st.sampled_from(["Scope", "Duties", "Heads", "Log", "Review"]), min_size=1, max_size=4).map(" ".join)


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
    return replace(read(STARTER, "s.md"), note="", clauses=tuple(clauses))


@settings(max_examples=25, deadline=None)
@given(policies(), st.sampled_from(sorted(FORMATS)))
def test_any_tree_comes_back_from_any_format(policy: Reading, name: str) -> None:
    again = read(FORMATS[name](policy), name)
    assert again.clauses == policy.clauses
    assert not again.not_understood


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=2_000), st.text(max_size=500).map(str.encode)),
    st.sampled_from(["a.docx", "a.odt", "a.pdf", "a.txt", "a.md", "a", ""]),
)
def test_no_bytes_raise_anything_but_refused(data: bytes, name: str) -> None:
    only_refused(data, name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["automatic.docx", "automatic.odt", "ruled.pdf", "markdown.md"]), st.data())
def test_no_damage_raises_anything_but_refused(name: str, data: st.DataObject) -> None:
    sound = bytearray(SOUND.setdefault(name, FORMATS[name](read(STARTER, "s.md"))))
    for _ in range(data.draw(st.integers(1, 20))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    only_refused(bytes(sound), name)


SOUND: dict[str, bytes] = {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("<w:p> </w:p> <w:tbl> </w:tbl> <w:tr> <w:tc> <w:r> <w:t>1.</w:t> <w:numPr/> <w:pPr/>".split())
    )
)
def test_no_word_markup_raises_anything_but_refused(pieces: list[str]) -> None:
    only_refused(documents.zipped(documents.word_files("".join(pieces))), "a.docx")


def only_refused(data: bytes, name: str) -> None:
    try:
        reading = read(data, name)
    except Refused as refused:
        assert str(refused)
    else:
        assert reading.clauses
