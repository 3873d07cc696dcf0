"""What documents do to a policy: typed and automatic numbers, contents pages, furniture, tables, lists, notes."""

import pytest

from metdesk.intake.policy import ChangeEntry, Clause, read
from tests.metdesk import documents
from tests.metdesk.documents import clause, listed, numbers, paragraph, text_of, word

# Typed numbers, headings, items


def test_a_missing_dot_and_a_bullet_before_a_number_change_nothing() -> None:
    reading = text_of("Our Policy\n\n1. Duties\n\n1.1. Heads\n\n- 1.1.1. Must look.\n- 1.1.2 Should act.\n")
    assert numbers(reading) == ["1", "1.1", "1.1.1", "1.1.2"]
    assert clause(reading, "1.1.2") == Clause("1.1.2", 3, "", "Should act.")


def test_unmarked_lines_after_an_introduction_are_items() -> None:
    reading = text_of(
        "Our Policy\n\n1. Duties\n\n1.1. Do not use, including but not limited to:\n\n"
        "Account name\n\nOur logo\n\n1.2. End.\n"
    )
    assert clause(reading, "1.1").items == ("Account name", "Our logo")


def test_paragraphs_after_bullets_are_text_again() -> None:
    reading = text_of("Our Policy\n\n1. Aims\n\nIt aims to:\n\n• guide\n• help\n\nIt covers all.\n")
    assert clause(reading, "1").text == "It aims to:\n\nIt covers all."
    assert clause(reading, "1").items == ("guide", "help")


def test_lettered_and_numbered_lists_under_a_clause_keep_their_labels() -> None:
    reading = text_of(
        "Our Policy\n\n1. Duties\n\n1.1. Staff must:\n(a) look;\n(b) act.\n\n"
        "1.2. In this order:\n1. look\n2. act\n\n2. End\n"
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
    words = "Staff may look at their own devices during breaks and at any non-\ndirected time, and at lunch "
    words += "if the school\nallows it, and pre-\nand post-school too."
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
        "Our Policy\n\n1. Scope ........ 2\n2. Duties ....... 3\n3. Review ....... 4\n\n"
        "1. Scope\n\nAll.\n\n2. Duties\n\nOurs.\n\n3. Review\n\nYearly.\n"
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
    log = "Version   Date     Page        Change          Approver\n"
    log += "V1.0      Mar-22   All pages   Draft for       Board\n"
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
        + '<w:p><w:r><w:t xml:space="preserve">1.1. Staff </w:t></w:r>'
        "<w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:ins><w:r><w:t>must</w:t></w:r></w:ins>"
        "<w:smartTag><w:r><w:t xml:space='preserve'> sign</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>-off</w:t>"
        "</w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>sheets</w:t><w:br/><w:t>daily.</w:t></w:r>"
        f"<w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert clause(reading, "1.1").text == "Staff must sign-off-sheets daily.\n\nIn a box."
    assert len(reading.warnings) == 3  # deletions, the box, particulars that are missing


def test_a_field_that_makes_the_contents_is_known_whatever_its_style() -> None:
    mark = '<w:p><w:r><w:fldChar w:fldCharType="{}"/></w:r>{}</w:p>'
    instruction = (
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    begin = mark.format("begin", f"{instruction}<w:r><w:t>1. Scope 2</w:t></w:r>")
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


# What a PDF does


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_a_watermark_and_raised_letters_in_a_pdf(rotation: int) -> None:
    reading = read(documents.turned_pdf(rotation), "policy.pdf")
    assert clause(reading, "1.1").text == "The 31st day counts."
    assert "Slanted words, “DRAFT COPY”, were taken for a watermark." in reading.warnings
    assert not reading.not_understood
