import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metdesk.errors import Refused
from metdesk.files import MOST_BYTES
from metdesk.intake.spreadsheet import Table, parse, read_table
from tests.metdesk.files import csv_file, ods_file, xlsx_file, zip_file

HEADER = ("Staff code", "Surname", "Forename")
MARSH = ("S1", "Marsh", "Jo")
LEE = ("S3", "Lee", "Sam")
HOSTILE = ("S2", "O’Neill-Ştefănescu <b>", "=cmd|' /C calc'!A1\u200f")


def rewritten(workbook: bytes, name: str, before: str, after: str) -> bytes:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    part = parts[name]
    assert isinstance(part, bytes)
    assert before.encode() in part
    return zip_file({**parts, name: part.replace(before.encode(), after.encode())})


def refused(data: bytes, name: str = "staff.csv") -> str:
    with pytest.raises(Refused) as caught:
        parse(data, name)
    assert list(caught.value.problems) == [""]
    return str(caught.value)


class TestText:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_delimiter_and_encoding_are_found_out(self, delimiter: str, encoding: str) -> None:
        table = parse(csv_file(HEADER, MARSH, HOSTILE, delimiter=delimiter, encoding=encoding), "staff.csv")
        assert table == Table("staff.csv", HEADER, [MARSH, HOSTILE], [2, 3])

    def test_windows_1252_is_read_and_said(self) -> None:
        table = parse(csv_file(HEADER, ("S1", "O’Neill", "Zoë"), encoding="cp1252"), "staff.csv")
        assert table.rows == [("S1", "O’Neill", "Zoë")]
        assert "Windows-1252" in table.warnings[0]

    def test_a_comma_inside_a_name_does_not_mislead(self) -> None:
        table = parse(b"Name;Role\nMarsh, Jo;Teacher\nLee, Sam;Cook\n", "staff.csv")
        assert table.rows == [("Marsh, Jo", "Teacher"), ("Lee, Sam", "Cook")]

    def test_excels_own_line_for_the_delimiter_is_obeyed(self) -> None:
        table = parse(b"sep=|\nSurname|Forename\nMarsh|Jo, Ann\n", "staff.csv")
        assert table.rows == [("Marsh", "Jo, Ann")]
        assert table.lines == [3]

    def test_line_ends_inside_quotation_marks_belong_to_the_cell(self) -> None:
        table = parse(b'Surname,Role\r\nMarsh,"Teacher\nof maths"\r\nLee,Cook\r\n', "staff.csv")
        assert table.rows == [("Marsh", "Teacher\nof maths"), ("Lee", "Cook")]
        assert table.lines == [2, 3]

    def test_old_line_ends_are_read(self) -> None:
        assert parse(b"Surname,Role\rMarsh,Cook\r", "staff.csv").rows == [("Marsh", "Cook")]

    def test_a_quotation_mark_never_closed_is_refused_with_its_row(self) -> None:
        assert "row 3" in refused(b'Surname,Role\nMarsh,Cook\nLee,"Cook\nReed,Cook\n')

    def test_a_quotation_mark_inside_a_cell_is_a_letter(self) -> None:
        assert parse(b'Surname,Role\nO"Neill,Cook\n', "staff.csv").rows == [('O"Neill', "Cook")]

    def test_short_rows_are_padded_and_long_ones_kept_and_told(self) -> None:
        table = parse(b"Surname,Role\nMarsh\nLee,Cook,Kitchen\nReed,Cook,,\n", "staff.csv")
        assert table.header == ("Surname", "Role", "Column 3")
        assert table.rows == [("Marsh", "", ""), ("Lee", "Cook", "Kitchen"), ("Reed", "Cook", "")]
        assert len(table.warnings) == 1
        assert "Row 3 has more cells" in table.warnings[0]

    def test_a_cell_of_200_000_characters_and_control_characters_are_read(self) -> None:
        table = parse(csv_file(HEADER, ("S1", "x" * 200_000, "J\x00o\x1b")), "staff.csv")
        assert table.rows == [("S1", "x" * 200_000, "Jo")]

    def test_the_guard_of_an_export_is_taken_off(self) -> None:
        assert parse(b"Surname,Handle\nMarsh,'@ashhill\n", "a.csv").rows == [("Marsh", "@ashhill")]

    @settings(deadline=None)
    @given(
        st.lists(
            st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8), min_size=3, max_size=3),
            min_size=1,
            max_size=5,
        )
    )
    def test_whatever_a_list_holds_comes_through(self, rows: list[list[str]]) -> None:
        marked = [[f"c{cell}c" for cell in row] for row in rows]
        table = parse(csv_file(HEADER, *marked), "staff.csv")
        assert [list(row) for row in table.rows] == marked

    @settings(deadline=None)
    @given(st.binary(min_size=1, max_size=300))
    def test_no_bytes_do_anything_but_be_read_or_refused(self, data: bytes) -> None:
        try:
            table = parse(data, "staff.csv")
        except Refused:
            return
        assert all(len(row) == len(table.header) for row in table.rows)


class TestHeadings:
    def test_they_are_found_below_title_lines_and_blank_rows_are_skipped(self) -> None:
        rows = (["Ash Hill Primary"], [], ["Staff on 1 May"], HEADER, [], MARSH, ["", "", ""], HOSTILE)
        table = parse(csv_file(*rows), "staff.csv")
        assert table.header == HEADER
        assert table.lines == [6, 8]

    def test_without_known_names_the_first_full_row_is_taken(self) -> None:
        table = parse(csv_file(["A list"], ["Aaa", "Bbb", "Ccc"], ["1", "2", "3"]), "staff.csv")
        assert table.header == ("Aaa", "Bbb", "Ccc")

    def test_columns_without_name_and_cells_are_left_out(self) -> None:
        table = parse(csv_file(["Surname", "", "Forename", ""], ["Marsh", "x", "Jo", ""]), "staff.csv")
        assert table.header == ("Surname", "Column 2", "Forename")

    @pytest.mark.parametrize(
        "heading",
        ["Password", "SIMS passwd", "Initial Pass Word", "pwd", "Staff PIN", "userPassword", "Secret", "P/word"],
    )
    def test_a_password_column_never_leaves_the_reading_process(self, heading: str) -> None:
        rows = (["Staff"], ["", heading], ["Surname", heading, "Forename"], ["Marsh", "hunter2", "Jo"])
        table = read_table(csv_file(*rows), "staff.csv")
        assert "hunter2" not in repr(table)
        assert table.header == ("Surname", "Forename")
        assert table.dropped == (" ".join(heading.split()),)

    def test_a_title_that_speaks_of_passwords_costs_no_column(self) -> None:
        table = parse(csv_file(["Password letters, autumn"], HEADER, MARSH), "staff.csv")
        assert table.header == HEADER


class TestWorkbooks:
    def test_numbers_dates_and_truths_become_text(self) -> None:
        rows = [
            ("Staff code", "Surname", "Start date", "Changed", "Share", "Governor"),
            (101234.0, "Marsh", date(2026, 3, 5), datetime(2026, 3, 5, 9, 30), 0.5, True),
        ]
        table = read_table(xlsx_file(rows), "staff.xlsx")
        assert table.rows == [("101234", "Marsh", "2026-03-05", "2026-03-05 09:30:00", "0.5", "Yes")]

    def test_a_formula_gives_what_it_last_came_to(self) -> None:
        book = xlsx_file([HEADER, ("S1", "Marsh", '=CONCATENATE("J","o")'), ("S2", "Lee", "=1+1")])
        book = rewritten(book, "xl/worksheets/sheet1.xml", "<f>1+1</f><v />", "<f>1+1</f><v>7</v>")
        assert parse(book, "staff.xlsx").rows == [("S1", "Marsh", ""), ("S2", "Lee", "7")]

    def test_rows_are_numbered_as_excel_does(self) -> None:
        table = parse(xlsx_file([[], ["", "Our staff"], [], ["", *HEADER], ["", *MARSH]]), "staff.xlsx")
        assert table.header == HEADER
        assert table.lines == [5]

    def test_the_sheet_with_column_names_is_read_and_the_others_are_told(self) -> None:
        book = xlsx_file([["Read me"], ["Please"]], [HEADER, MARSH], titles=("Notes", "Staff"))
        table = parse(book, "staff.xlsx")
        assert table.rows == [MARSH]
        assert "“Staff”" in table.warnings[0]

    def test_the_sheet_asked_for_is_preferred(self) -> None:
        book = xlsx_file([HEADER, MARSH], [HEADER, LEE], titles=("Schools", "People"))
        assert parse(book, "all.xlsx", "people").rows == [LEE]

    def test_an_opendocument_spreadsheet_is_read(self) -> None:
        assert read_table(ods_file(HEADER, MARSH), "staff.ods").rows == [MARSH]

    def test_text_under_the_ending_of_a_workbook_is_read_and_told(self) -> None:
        table = parse(csv_file(HEADER, MARSH, delimiter="\t"), "staff.xls")
        assert table.rows == [MARSH]
        assert "ending" in table.warnings[0]


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"%PDF-1.7 ...", "a PDF"),
            (b"\x89PNG\r\n\x1a\n....", "a picture"),
            (b"<html><table><tr><td>Surname", "web page"),
            (zip_file({"word/document.xml": "<w/>"}), "a Word document"),
            (zip_file({"photo.jpg": "x"}), "compressed archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Office file"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 100, "damaged"),
            (bytes(range(32)) * 20, "no list"),
            ("Surname,Forename\nMarsh,Jo".encode("utf-16-le"), "no list"),
            (b"Surname,Forename\n", "no rows"),
            (b"\n\n\n", "empty"),
            (csv_file([f"c{n}" for n in range(201)], ["x"] * 201), "201 columns"),
            (b"Surname\n" + b"Marsh\n" * 200_001, "200,001 rows"),
        ],
    )
    @pytest.mark.parametrize("name", ["staff.csv", "staff.xlsx"])
    def test_another_kind_of_file_is_refused_in_a_sentence(self, data: bytes, words: str, name: str) -> None:
        sentence = refused(data, name)
        assert words in sentence
        assert sentence.count("\n") == 0

    def test_an_empty_file_and_a_large_one_are_refused_unread(self) -> None:
        with pytest.raises(Refused, match="empty"):
            read_table(b" \n", "staff.csv")
        with pytest.raises(Refused, match="20 MB"):
            read_table(b"x" * (MOST_BYTES + 1), "staff.csv")

    def test_a_workbook_that_swells_is_refused(self) -> None:
        bomb = zip_file({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 100_000_001})
        assert "swells" in refused(bomb, "staff.xlsx")
        many = zip_file({"xl/workbook.xml": "<workbook/>", **{f"xl/{n}": "x" for n in range(2_000)}})
        assert "swells" in refused(many, "staff.xlsx")

    def test_a_damaged_workbook_is_refused(self) -> None:
        whole = xlsx_file([HEADER, MARSH])
        assert "damaged" in refused(whole[: len(whole) // 2], "staff.xlsx")
        assert "damaged" in refused(zip_file({"xl/workbook.xml": "<workbook"}), "staff.xlsx")

    def test_a_cell_in_the_furthest_corner_is_refused_and_kills_nothing(self) -> None:
        book = rewritten(xlsx_file([HEADER, MARSH]), "xl/worksheets/sheet1.xml", 'r="C2"', 'r="XFD1048576"')
        with pytest.raises(Refused):
            read_table(book, "staff.xlsx")

    def test_a_workbook_without_a_list_is_refused(self) -> None:
        assert "no list" in refused(xlsx_file([]), "staff.xlsx")
