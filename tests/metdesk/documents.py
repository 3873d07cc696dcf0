"""Makes documents of a policy in all five formats, as Word, Writer and a text editor would leave them."""

import io
import textwrap
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from metdesk.intake.policy import Clause, Reading, as_json, read

RUNNING_HEADS = {"Our Trust", "Our Trust: a policy"}
COLUMNS = ("Version", "Date", "Page", "Change", "Approver")


@dataclass(frozen=True)
class Part:
    """One paragraph of a policy as it is to be written: `kind` is "clause", "text" or "item"."""

    kind: str
    words: str
    number: str = ""
    level: int = 0
    heading: bool = False


def details(reading: Reading) -> list[tuple[str, str]]:
    """The rows of the metadata table."""
    rows = [
        ("Last revision date", reading.last_revision),
        ("Next revision date", reading.next_revision),
        ("Owner", reading.owner),
        ("Authors", reading.authors),
        ("Version", reading.version),
        ("Status", reading.status),
    ]
    return [(label, value) for label, value in rows if value]


def parts(reading: Reading) -> Iterator[Part]:
    """The policy's paragraphs in order: items follow the paragraph that introduces them, or come last."""
    for clause in reading.clauses:
        paragraphs = clause.text.split("\n\n") if clause.text else []
        words = clause.heading or (paragraphs.pop(0) if paragraphs else "")
        yield Part("clause", words, clause.number, clause.level, bool(clause.heading))
        items = [Part("item", item) for item in clause.items]
        if words.endswith(":") and not clause.heading:
            yield from items
            items = []
        for paragraph in paragraphs:
            yield Part("text", paragraph)
            if paragraph.endswith(":"):
                yield from items
                items = []
        yield from items


def change_rows(reading: Reading) -> list[tuple[str, ...]]:
    """The change log with its head."""
    rows = [(row.version, row.date, row.page, row.change, row.approver) for row in reading.changes]
    return [COLUMNS, *rows] if rows else []


def headings(reading: Reading) -> list[Clause]:
    """What a contents page lists."""
    return [clause for clause in reading.clauses if clause.heading]


def as_markdown(reading: Reading) -> bytes:
    """Headings with #, tables with pipes, bullets with a dash, numbers typed."""
    lines = [f"# {reading.title}", ""]
    lines += [f"Note: {reading.note}", ""] if reading.note else []
    lines += [*_pipes([("", ""), *details(reading)]), ""] if details(reading) else []
    for part in parts(reading):
        number = f"{part.number}. " if part.kind == "clause" else "- " if part.kind == "item" else ""
        marks = "#" * (part.level + 1) + " " if part.heading else ""
        lines += [f"{marks}{number}{part.words}", ""]
    return "\n".join([*lines, *_pipes(change_rows(reading))]).encode()


def _pipes(rows: Sequence[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]] if rows else []


def as_text(
    reading: Reading, *, wrap: int = 0, bullet: str = "-", contents: bool = False, pages: bool = False
) -> bytes:
    """Plain text: an empty line between paragraphs; `wrap` breaks lines by hand, `pages` puts a footer in between."""
    blocks = [reading.title]
    blocks += [f"Note: {reading.note}"] if reading.note else []
    blocks += ["\n".join(f"{label}\t{value}" for label, value in details(reading))] if details(reading) else []
    if contents:
        blocks += ["Contents", "\n".join(f"{at.number}. {at.heading}\t3" for at in headings(reading))]
    for part in parts(reading):
        mark = f"{part.number}. " if part.kind == "clause" else f"{bullet} " if part.kind == "item" else ""
        words = f"{mark}{part.words}"
        blocks.append(textwrap.fill(words, wrap, break_long_words=False) if wrap else words)
    blocks += ["\n".join("\t".join(row) for row in change_rows(reading))] if reading.changes else []
    text = "\n\n".join(blocks)
    return (_paged(text) if pages else text).encode()


def _paged(text: str) -> str:
    """Every 30 lines a footer and a form feed, in the middle of a paragraph or not."""
    lines = text.split("\n")
    sheets = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    return "\f".join(
        "\n".join(["Our Trust", "", *sheet, "", f"Page {number} of {len(sheets)}", ""])
        for number, sheet in enumerate(sheets, start=1)
    )


def zipped(files: dict[str, str]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# Word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _w_paragraph(words: str, style: str = "", list_level: int | None = None, list_id: int = 1) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{list_level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _w_table(rows: Sequence[tuple[str, ...]]) -> str:
    cells = [[f"<w:tc>{_w_paragraph(cell)}</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>" if rows else ""


def word_files(body: str, numbering: str = "") -> dict[str, str]:
    """The parts of a .docx around `body`; list 1 counts 1. / 1.1. / 1.1.1., list 2 has bullets, list 3 is (a)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"".join(f"%{n}." for n in range(1, at + 2))}"/></w:lvl>'
        for at in range(9)
    )
    bullets = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    letters = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>'
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{kind}</w:abstractNum>'
        for at, kind in enumerate([levels, bullets, letters], start=1)
    ) + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "heading 1", "heading 2", "toc 1")
    )
    return {
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_W}>{numbering or lists}</w:numbering>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/header1.xml": f"<w:hdr {_W}>{_w_paragraph('Our Trust: a policy')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{_w_paragraph('Page 1 of 9')}</w:ftr>",
    }


def as_word(reading: Reading, *, automatic: bool) -> bytes:
    """A .docx with headings, a contents page, tables, header and footer; numbers typed or made by its list."""
    body = _w_paragraph(reading.title, "Title")
    body += _w_paragraph(f"Note: {reading.note}") if reading.note else ""
    body += _w_table(details(reading)) + _w_paragraph("Contents")
    body += "".join(_w_paragraph(f"{at.number}.\t{at.heading}\t3", "toc1") for at in headings(reading))
    for part in parts(reading):
        if part.kind == "item":
            body += _w_paragraph(part.words, list_level=0, list_id=2)
            continue
        style = f"heading{min(part.level, 2)}" if part.heading else ""
        numbered = part.kind == "clause"
        typed = f"{part.number}. {part.words}" if numbered and not automatic else part.words
        body += _w_paragraph(typed, style, part.level - 1 if numbered and automatic else None)
    return zipped(word_files(body + _w_table(change_rows(reading))))


# Writer

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in [("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")]
)
_ODT = "application/vnd.oasis.opendocument.text"


def writer_files(body: str) -> dict[str, str]:
    """The parts of an .odt around `body`; the list style "Clauses" counts 1. / 1.1. / 1.1.1., "Bullets" has bullets."""
    levels = "".join(
        f'<text:list-level-style-number text:level="{at}" text:display-levels="{at}" style:num-format="1" '
        f'style:num-suffix="."/>'
        for at in range(1, 11)
    )
    lists = (
        f'<text:list-style style:name="Clauses">{levels}</text:list-style><text:list-style style:name="Bullets">'
        '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    )
    running = (
        "<style:master-page><style:header><text:p>Our Trust: a policy</text:p></style:header>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number> of 9</text:p></style:footer>"
        "</style:master-page>"
    )
    return {
        "mimetype": _ODT,
        "content.xml": f"<office:document-content {_NAMESPACES}><office:automatic-styles>{lists}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_NAMESPACES}><office:master-styles>{running}</office:master-styles>"
        "</office:document-styles>",
    }


def _o_table(rows: Sequence[tuple[str, ...]]) -> str:
    cells = [[f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row] for row in rows]
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    return f"<table:table>{lines}</table:table>" if rows else ""


def _o_listed(words: str, level: int, style: str) -> str:
    """A paragraph at a level of a list that goes on from the one before, as Writer saves it."""
    inner = f"<text:p>{escape(words)}</text:p>"
    for _ in range(level - 1):
        inner = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
    return (
        f'<text:list text:style-name="{style}" text:continue-numbering="true"><text:list-item>{inner}'
        "</text:list-item></text:list>"
    )


def as_writer(reading: Reading, *, automatic: bool) -> bytes:
    """An .odt with headings, an index, tables, header and footer; numbers typed or made by its list."""
    body = f'<text:p text:style-name="Title">{escape(reading.title)}</text:p>'
    body += f"<text:p>Note: {escape(reading.note)}</text:p>" if reading.note else ""
    body += _o_table(details(reading))
    entries = "".join(f"<text:p>{at.number}. {escape(at.heading)}<text:tab/>3</text:p>" for at in headings(reading))
    body += f"<text:table-of-content><text:index-body>{entries}</text:index-body></text:table-of-content>"
    for part in parts(reading):
        if part.kind == "item":
            body += _o_listed(part.words, 1, "Bullets")
        elif part.kind == "clause" and automatic:
            body += _o_listed(part.words, part.level, "Clauses")
        else:
            number = f"{part.number}. " if part.kind == "clause" else ""
            tag = "h" if part.heading else "p"
            body += f"<text:{tag}>{number}{escape(part.words)}</text:{tag}>"
    return zipped(writer_files(body + _o_table(change_rows(reading))))


# PDF


def as_pdf(reading: Reading, *, ruled: bool = True, password: str = "", spaced: bool = True) -> bytes:
    """An A4 PDF with a running head and page numbers; tables with or without rules, paragraphs with or without gaps."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    gap = 7 if spaced else 0
    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=gap)
    item = ParagraphStyle("item", parent=plain, leftIndent=24, bulletIndent=10)
    big = ParagraphStyle("big", parent=plain, fontName="Helvetica-Bold", fontSize=20, leading=26)

    def table(rows: Sequence[tuple[str, ...]], widths: list[float]) -> list[Flowable]:
        cells = [[Paragraph(escape(cell), plain) for cell in row] for row in rows]
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
        if ruled:
            style.add("GRID", (0, 0), (-1, -1), 0.5, "black")
        return [Table(cells, colWidths=widths, style=style)] if rows else []

    story: list[Flowable] = [Paragraph(escape(reading.title), big)]
    story += [Paragraph(escape(f"Note: {reading.note}"), plain)] if reading.note else []
    story += [*table(details(reading), [150, 300]), Paragraph("Contents", plain)]
    story += [Paragraph(escape(f"{at.number}. {at.heading} {'.' * 20} 3"), plain) for at in headings(reading)]
    story.append(PageBreak())
    for part in parts(reading):
        number = f"{part.number}. " if part.kind == "clause" else ""
        if part.kind == "item":
            story.append(Paragraph(escape(part.words), item, bulletText="•"))
        else:
            story.append(Paragraph(escape(number + part.words), plain))
    story += table(change_rows(reading), [60, 60, 80, 180, 80])

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, A4[1] - 40, "Our Trust: a policy")
        canvas.drawString(72, 30, f"Page {document.page} of 9")

    buffer = io.BytesIO()
    locked = StandardEncryption(password) if password else None
    document = SimpleDocTemplate(buffer, pagesize=A4, title=reading.title, encrypt=locked)
    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return buffer.getvalue()


def turned_pdf(rotation: int) -> bytes:
    """A policy on one page that is turned to be read upright, with a watermark across and "31st" in it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    wide, high = A4
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4 if rotation in {0, 180} else (high, wide))
    page.setPageRotation(rotation)
    page.translate(*{0: (0, 0), 90: (high, 0), 180: (wide, high), 270: (0, wide)}[rotation])
    page.rotate({0: 0, 90: 90, 180: 180, 270: -90}[rotation])
    page.saveState()
    page.rotate(45)
    page.setFont("Helvetica", 60)
    page.drawString(300, 100, "DRAFT COPY")
    page.restoreState()
    for height, words in [(760, "Our Policy"), (740, "1. Scope"), (720, "1.1 The 31")]:
        page.drawString(72, height, words)
    at = 72 + page.stringWidth("1.1 The 31", "Helvetica", 12)
    page.setFont("Helvetica", 7)
    page.drawString(at, 725, "st")
    page.setFont("Helvetica", 12)
    page.drawString(at + 10, 720, "day counts.")
    page.save()
    return buffer.getvalue()


# Reading what was made


def tree(reading: Reading) -> dict[str, object]:
    """All of a reading but what was said about the document."""
    return {key: value for key, value in as_json(reading).items() if key != "warnings"}


def text_of(words: str) -> Reading:
    """The policy in a text file of these words."""
    return read(words.encode(), "policy.txt")


def numbers(reading: Reading) -> list[str]:
    """The clause numbers in order."""
    return [clause.number for clause in reading.clauses]


def clause(reading: Reading, number: str) -> Clause:
    """The first clause of that number."""
    return next(found for found in reading.clauses if found.number == number)


def word(body: str) -> Reading:
    """The policy in a .docx of this body."""
    return read(zipped(word_files(body)), "policy.docx")


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph for a .docx."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def listed(words: str, level: int, list_id: int = 1) -> str:
    """A paragraph for a .docx that a list numbers."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


FORMATS: dict[str, Callable[[Reading], bytes]] = {
    "markdown.md": as_markdown,
    "text.txt": as_text,
    "wrapped.txt": lambda policy: as_text(policy, wrap=78),
    "paged.txt": lambda policy: as_text(policy, wrap=70, pages=True, contents=True, bullet="•"),
    "typed.docx": lambda policy: as_word(policy, automatic=False),
    "automatic.docx": lambda policy: as_word(policy, automatic=True),
    "typed.odt": lambda policy: as_writer(policy, automatic=False),
    "automatic.odt": lambda policy: as_writer(policy, automatic=True),
    "ruled.pdf": as_pdf,
    "open.pdf": lambda policy: as_pdf(policy, ruled=False),
    "tight.pdf": lambda policy: as_pdf(policy, ruled=False, spaced=False),
}
