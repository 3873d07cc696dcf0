"""XML, JSON and Markdown that swell, reach outside, or nest without end."""

from collections.abc import Callable

from tests.hostile import good
from tests.hostile.kept import hostile, keep
from tests.hostile.zips import zipped
from tests.metdesk.documents import word_files, writer_files

LAUGHS = (
    "<!DOCTYPE d ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 11))
    + "]>"
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">'
LONG_ENTITY = f'<!DOCTYPE d [<!ENTITY a "{"x" * 100_000}">]>'

_PARTS: dict[str, tuple[Callable[[], dict[str, str]], tuple[str, ...]]] = {
    "docx": (lambda: word_files("<w:p/>"), ("word/document.xml", "word/numbering.xml", "word/styles.xml")),
    "odt": (lambda: writer_files(""), ("content.xml", "styles.xml", "META-INF/manifest.xml")),
    "xlsx": (good.xlsx_parts, tuple(good.xlsx_parts())),
    "ods": (good.ods_parts, ("content.xml", "META-INF/manifest.xml")),
}


def _with_doctype(kind: str, part: str, doctype: str, use: str) -> bytes:
    """A sound file whose `part` begins with a DOCTYPE, its entity used in the first element."""
    parts = dict(_PARTS[kind][0]())
    text = parts.get(part, "<a></a>")
    head, _, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    opened, _, inside = rest.partition(">")
    parts[part] = (f"{head}?>" if head else "") + doctype + opened + ">" + use + inside
    return zipped(parts)


def _enter() -> None:
    for kind, (_, parts) in _PARTS.items():
        for part in parts:
            short = part.replace("/", "-").strip("[]_")
            keep(
                f"laughs-in-{short}.{kind}",
                f"A billion laughs: ten layers of entities, in {part}.",
                lambda kind=kind, part=part: _with_doctype(kind, part, LAUGHS, "&a10;"),  # type: ignore[misc]
            )
        main = parts[0] if kind != "xlsx" else "xl/worksheets/sheet1.xml"
        for name, doctype, use, attacks in (
            ("outside", OUTSIDE, "&e;", "An entity that reads a file of this computer."),
            ("remote", REMOTE, "", "A DOCTYPE that is fetched from an address."),
            ("long-entity", LONG_ENTITY, "&a;" * 20_000, "An entity of 100,000 characters, used 20,000 times."),
        ):
            keep(
                f"{name}.{kind}",
                attacks,
                lambda kind=kind, main=main, doctype=doctype, use=use: _with_doctype(kind, main, doctype, use),  # type: ignore[misc]
            )


_enter()


@hostile("laughs-in-utf-16.docx")
def laughs_in_utf_16() -> bytes:
    """A DOCTYPE that a search for its letters does not find: it is in UTF-16."""
    parts: dict[str, str | bytes] = {**word_files("<w:p/>")}
    parts["word/document.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<d>&a10;</d>'.encode("utf-16")
    return zipped(parts)


@hostile("laughs-in-utf-16.xlsx")
def laughs_in_utf_16_sheet() -> bytes:
    """The same in a workbook's sheet."""
    parts: dict[str, str | bytes] = {**good.xlsx_parts()}
    parts["xl/worksheets/sheet1.xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<d>&a10;</d>'.encode("utf-16")
    return zipped(parts)


@hostile("deep.docx")
def deep_docx() -> bytes:
    """100,000 elements, one within the other."""
    return zipped(word_files("<w:tbl><w:tr><w:tc>" * 33_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 33_000))


@hostile("deep.odt")
def deep_odt() -> bytes:
    """100,000 sections, one within the other."""
    return zipped(writer_files("<text:section>" * 100_000 + "</text:section>" * 100_000))


@hostile("deep.ods")
def deep_ods() -> bytes:
    """100,000 rows, one within the other."""
    return zipped(good.ods_parts("<table:table-row>" * 100_000 + "</table:table-row>" * 100_000))


@hostile("deep.xlsx")
def deep_xlsx() -> bytes:
    """100,000 elements within a cell."""
    return zipped(good.xlsx_parts('<row><c t="inlineStr">' + "<is>" * 100_000 + "</is>" * 100_000 + "</c></row>"))


@hostile("attributes.docx", heavy=True)
def attributes() -> bytes:
    """An element with 100,000 attributes."""
    many = " ".join(f'w:a{at}="x"' for at in range(100_000))
    return zipped(word_files(f"<w:p {many}/>"))


@hostile("paragraphs.docx", heavy=True)
def paragraphs() -> bytes:
    """400,000 paragraphs of one letter each."""
    return zipped(word_files("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000))


@hostile("cells-wide.docx", heavy=True)
def cells_wide() -> bytes:
    """A table of one row with 100,000 cells."""
    return zipped(word_files("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 100_000 + "</w:tr></w:tbl>"))


@hostile("repeated.odt")
def repeated() -> bytes:
    """A cell and a row of a text table that say they are repeated a billion times; a billion blanks."""
    return zipped(
        writer_files(
            '<table:table><table:table-row table:number-rows-repeated="1000000000">'
            '<table:table-cell table:number-columns-repeated="1000000000"><text:p>1.<text:s text:c="1000000000"/>a'
            "</text:p></table:table-cell></table:table-row></table:table>"
        )
    )


@hostile("list-numbers.docx")
def list_numbers() -> bytes:
    """A list that starts at 2 to the power of 31 in Roman figures, on level 2 to the power of 31."""
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    )
    return zipped(word_files(item.format(0) * 50 + item.format(2_147_483_647), numbering))


@hostile("deep-quotes.md", "deep-quotes.txt")
def deep_quotes() -> bytes:
    """A quotation within a quotation, 50,000 times."""
    return b"1. a\n\n" + b">" * 50_000 + b" b\n"


@hostile("deep-lists.md")
def deep_lists() -> bytes:
    """A list within a list, 900 times."""
    return b"\n".join(b" " * (2 * at) + b"- 1. a" for at in range(900))


@hostile("brackets.md", heavy=True)
def brackets() -> bytes:
    """100,000 brackets that open a link and never close it."""
    return b"1. a\n\n" + b"[" * 100_000 + b"](" * 20_000


@hostile("emphasis.md", heavy=True)
def emphasis() -> bytes:
    """100,000 stars and underlines, none of which matches."""
    return b"1. a\n\n" + b"*a_ " * 100_000 + b"\n\n" + b"**_" * 50_000


@hostile("backticks.md", heavy=True)
def backticks() -> bytes:
    """Runs of backticks, each of another length."""
    return b"1. a\n\n" + b" ".join(b"`" * at for at in range(1, 1_300))


@hostile("table-wide.md", heavy=True)
def table_wide() -> bytes:
    """A table of 20,000 columns and as many empty rows."""
    return b"1. a\n\n" + b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n" + b"|b|\n" * 20_000


@hostile("references.md")
def references() -> bytes:
    """Addresses noted for later that swell where they are used."""
    return b"1. a\n\n[a]: <" + b"x" * 50_000 + b">\n\n" + b"[a] " * 20_000


@hostile("html.md", heavy=True)
def html() -> bytes:
    """Tags that never end, comments that never close, and a page that would be run."""
    return (
        b"1. a\n\n<script>alert(1)</script>\n\n<img src=file:///etc/passwd>\n\n" + b"<a " * 50_000 + b"<!-- " * 20_000
    )


@hostile("deep.json")
def deep_json() -> bytes:
    """100,000 brackets, one within the other."""
    return b"[" * 100_000 + b"]" * 100_000


@hostile("deep-objects.json")
def deep_objects() -> bytes:
    """50,000 objects, one within the other."""
    return b'{"a":' * 50_000 + b"1" + b"}" * 50_000


@hostile("digits.json")
def digits() -> bytes:
    """A number of 900,000 digits, which takes long to be made one."""
    return b'{"school_id": ' + b"9" * 900_000 + b"}"


@hostile("numbers.json")
def numbers() -> bytes:
    """Numbers that are none, or too large for the store."""
    return b'{"surname": NaN, "forename": Infinity, "school_id": 1e400, "head_id": 9223372036854775808}'


@hostile("same-keys.json")
def same_keys() -> bytes:
    """The same field 50,000 times."""
    return b"{" + b",".join(b'"surname": "a%d"' % at for at in range(50_000)) + b"}"


@hostile("half-characters.json")
def half_characters() -> bytes:
    """Halves of characters, NULs and controls as escapes."""
    return b'{"surname": "a\\ud800\\u0000\\u001b[31m", "forename": "\\udfff"}'


@hostile("long-text.json")
def long_text() -> bytes:
    """A surname of 900,000 characters."""
    return b'{"surname": "' + b"x" * 900_000 + b'", "forename": "y"}'
