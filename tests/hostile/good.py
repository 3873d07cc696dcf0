"""Sound files of every kind, from which hostile ones are made by cutting, swapping and flipping."""

import functools
import io
from collections.abc import Mapping, Sequence
from importlib.resources import files

from metdesk.intake.policy import Reading, read
from tests.hostile.cfb import old_workbook
from tests.hostile.zips import zipped
from tests.metdesk import documents

HEADS = ("Surname", "Forename", "Staff code", "Work email")
ROWS = [HEADS, *[(f"Name{n}", "Ann", f"S{n}", f"a{n}@school.example") for n in range(20)]]


@functools.cache
def starter() -> Reading:
    """The policy that is shipped."""
    return read(files("resources").joinpath("policy/starter.md").read_bytes(), "starter.md")


def docx() -> bytes:
    """A Word document of the policy."""
    return _again(documents.as_word(starter(), automatic=True))


def odt() -> bytes:
    """An OpenDocument text of it."""
    return _again(documents.as_writer(starter(), automatic=True))


def pdf() -> bytes:
    """A PDF of it."""
    return pdf_of(*(f"{at}. Clause {at} of this policy says so, and in so many words." for at in range(1, 30)))


def pdf_of(*lines: str) -> bytes:
    """A PDF of these lines, the same bytes every time."""
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    page = Canvas(data, invariant=1, pageCompression=0)
    for at, words in enumerate(lines):
        page.drawString(72, 780 - 14 * (at % 50), words)
        if at % 50 == 49:
            page.showPage()
    page.save()
    return data.getvalue()


def csv() -> bytes:
    """A staff list as CSV."""
    return "\r\n".join(",".join(row) for row in ROWS).encode()


SHEET_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def inline_row(cells: Sequence[str]) -> str:
    """A row of a worksheet whose cells hold their texts themselves."""
    inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row>{inside}</row>"


def xlsx_parts(rows: str = "", strings: str = "", before: str = "") -> dict[str, str]:
    """The parts of a workbook around its rows; `before` stands before them (a dimension)."""
    inline = "".join(inline_row(row) for row in ROWS)
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f"{SHEET_HEAD}{before}<sheetData>{rows or inline}</sheetData></worksheet>",
    }


def xlsx() -> bytes:
    """A staff list as an Excel workbook."""
    return zipped(xlsx_parts())


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods_cell(words: str, more: str = "") -> str:
    """A cell of an OpenDocument sheet; `more` attributes say how often it is repeated."""
    return f'<table:table-cell {more} office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def ods_parts(rows: str = "") -> dict[str, str]:
    """The parts of an OpenDocument spreadsheet around its rows."""
    spaces = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
    made = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Staff">{rows or made}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0"/>',
    }


def ods() -> bytes:
    """A staff list as an OpenDocument spreadsheet."""
    return zipped(ods_parts())


def xls() -> bytes:
    """A staff list as an Excel workbook of before 2007."""
    return old_workbook(ROWS)


def picture(kind: str) -> bytes:
    """A small picture as PNG, JPEG, GIF, TIFF, WebP, ICO or BMP."""
    from PIL import Image

    data = io.BytesIO()
    Image.linear_gradient("L").resize((64, 32)).convert("RGB").save(data, kind)
    return data.getvalue()


def _again(data: bytes) -> bytes:
    """A zipped document without the time at which it was made."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts: Mapping[str, bytes] = {name: made.read(name) for name in made.namelist()}
    return zipped(parts)
