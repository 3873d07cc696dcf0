"""OpenDocument texts (.odt): paragraphs with the numbers Writer makes, tables, headers, footers, notes, frames."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from xml.etree.ElementTree import Element

from metdesk.errors import Refused
from metdesk.intake.documents.archive import DAMAGED, Archive
from metdesk.intake.documents.block import MAX_BLOCKS, Block, Document, clean
from metdesk.intake.documents.counting import Count
from metdesk.intake.documents.odt_lists import STYLE, TEXT, XML_ID, ListStyles, Running, whole
from metdesk.intake.documents.rows import Cell, table_blocks
from metdesk.intake.documents.soft import split_at_breaks

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SAID = {
    "deleted": "Words deleted under tracked changes were left out; words inserted were kept.",
    "hidden": "Words formatted as hidden were left out.",
    "box": "A text box was read after the paragraph it hangs on.",
    "note": "Footnotes were kept as paragraphs after the clause that calls them.",
    "comment": "Comments in the margin were left out.",
}
_INDEXES = {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index"}
_QUIET = {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "index-title-template"}
_HEADER_PARTS = ("header", "header-first", "header-left")
_FOOTER_PARTS = ("footer", "footer-first", "footer-left")


@dataclass
class _Place:
    """Where the walk stands: in which list, how deep (0: in none), and whether in an index."""

    running: Running | None = None
    depth: int = 0
    contents: bool = False


def read(data: bytes) -> Document:
    """The paragraphs of an .odt in reading order. Refuses a locked or damaged one, or one with a <!DOCTYPE."""
    archive = Archive(data)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("The document is locked with a password: save a copy without one and choose that.")
    return _Reader(archive).read()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        content, styles = archive.xml("content.xml"), archive.xml("styles.xml")
        body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
        if content is None or body is None:
            raise Refused(DAMAGED)
        self._body = body
        self._page_styles = styles
        self._meta = archive.xml("meta.xml")
        self._styles = ListStyles([root for root in (styles, content) if root is not None])
        self._chapters = Count()
        self._by_id: dict[str, Running] = {}
        self._latest: dict[str, Running] = {}
        self._tables = 0
        self._in_cell = 0
        self._said: set[str] = set()

    def read(self) -> Document:
        blocks = [
            *self._furniture(_HEADER_PARTS),
            *islice(self._walk(self._body, _Place()), MAX_BLOCKS + 1),
            *self._furniture(_FOOTER_PARTS),
        ]
        if next(self._body.iter(TEXT + "deletion"), None) is not None:
            self._said.add("deleted")
        title = None if self._meta is None else next(self._meta.iter(_TITLE), None)
        said = [sentence for key, sentence in _SAID.items() if key in self._said]
        return Document(blocks, said, "" if title is None else title.text or "")

    def _walk(self, parent: Iterable[Element], place: _Place) -> Iterator[Block]:
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.removeprefix(TEXT)
            if name in {"p", "h"}:
                yield from self._paragraph(child, place)
            elif name == "list":
                yield from self._list(child, place)
            elif tag == _TABLE + "table":
                yield from self._table(child, place)
            elif name in _INDEXES:
                yield from self._walk(child, replace(place, contents=True))
            elif tag.startswith(_DRAW):
                yield from self._boxes(child, place)
            elif name not in _QUIET:
                yield from self._walk(child, place)

    # Lists

    def _list(self, element: Element, place: _Place) -> Iterator[Block]:
        inner = place
        if place.depth == 0 or (element.get(TEXT + "style-name") and not place.running):
            inner = replace(place, running=self._running(element))
        inner = replace(inner, depth=place.depth + 1)
        for item in element:
            if item.tag in {TEXT + "list-item", TEXT + "list-header"}:
                yield from self._item(item, inner)

    def _running(self, element: Element) -> Running:
        """The list that an outermost text:list begins, or goes on with."""
        style = element.get(TEXT + "style-name", "") or self._style_within(element)
        earlier = self._by_id.get(element.get(TEXT + "continue-list", "none"))
        if element.get(TEXT + "continue-numbering") == "true":
            earlier = earlier or self._latest.get(style)
        running = Running(style, earlier.count) if earlier else Running(style)
        if own_id := element.get(XML_ID):
            self._by_id[own_id] = running
        self._latest[style] = running
        return running

    def _style_within(self, element: Element) -> str:
        paragraph = next((at for at in element.iter() if at.tag in {TEXT + "p", TEXT + "h"}), None)
        return (paragraph is not None and self._styles.list_style_of(paragraph.get(TEXT + "style-name", ""))) or ""

    def _item(self, item: Element, place: _Place) -> Iterator[Block]:
        """A list item: its first paragraph takes the label, further ones go on."""
        start = whole(item.get(TEXT + "start-value"), -1)
        numbered = item.tag == TEXT + "list-item"
        continues = not numbered
        for child in item:
            if child.tag not in {TEXT + "p", TEXT + "h"}:
                yield from self._walk([child], place)
                continues = False  # what follows a list within an item is no item
                continue
            label = self._label(child, place, start) if numbered else ""
            yield from self._paragraph(child, place, label=label, continues=continues)
            numbered, continues = False, True

    def _label(self, paragraph: Element, place: _Place, start: int) -> str:
        if place.running is None:
            return ""
        own = self._styles.list_style_of(paragraph.get(TEXT + "style-name", ""))
        levels = self._styles.levels(place.running.style) or self._styles.levels(own or "")
        if paragraph.tag == TEXT + "h" and not levels:
            return self._chapter(paragraph)
        return place.running.count.step(levels, place.depth - 1, start if start >= 0 else None)

    def _chapter(self, heading: Element) -> str:
        """The number that the chapter numbering gives a heading."""
        if heading.get(TEXT + "is-list-header") == "true":
            return ""
        level = whole(heading.get(TEXT + "outline-level"), 1) - 1
        restarts = heading.get(TEXT + "restart-numbering") == "true"
        start = whole(heading.get(TEXT + "start-value"), 1) if restarts else None
        return self._chapters.step(self._styles.chapters, level, start)

    # Paragraphs

    def _paragraph(
        self, paragraph: Element, place: _Place, *, label: str = "", continues: bool = False
    ) -> Iterator[Block]:
        style = paragraph.get(TEXT + "style-name", "")
        heading = paragraph.tag == TEXT + "h"
        if heading and not place.depth and not place.contents and self._styles.list_style_of(style) != "":
            label = self._chapter(paragraph)
        hung: list[Element] = []
        text = "".join(self._pieces(paragraph, hung))
        block = Block(
            text,
            label=label,
            kind="contents" if place.contents else self._kind(style, heading=heading),
            continues=continues,
            series="" if not label else "chapters" if heading else place.running.style if place.running else "",
            indent=self._styles.indent(style),
        )
        if text.strip() or (label and self._in_cell):  # a number alone in its cell is for the cell beside it
            yield from split_at_breaks(block)
        for element in hung:
            yield from self._hung(element, place)

    def _kind(self, style: str, *, heading: bool) -> str:
        if "Title" in self._styles.chain(style):
            return "title"
        return "heading" if heading else ""

    def _pieces(self, element: Element, hung: list[Element]) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.removeprefix(TEXT)
            if name == "s":
                yield " " * min(whole(child.get(TEXT + "c"), 1), 100)
            elif name in {"tab", "line-break"}:
                yield "\t" if name == "tab" else "\n"
            elif name == "note" or tag.startswith(_DRAW):
                hung.append(child)
            elif name in {"hidden-text", "hidden-paragraph"}:
                self._said.add("hidden")
            elif tag in {_OFFICE + "annotation", _OFFICE + "annotation-end"}:
                self._said.add("comment")
            else:
                yield from self._pieces(child, hung)
            yield child.tail or ""

    def _hung(self, element: Element, place: _Place) -> Iterator[Block]:
        if element.tag == TEXT + "note":
            self._said.add("note")
            body = element.find(TEXT + "note-body")
            for block in [] if body is None else self._walk(body, _Place()):
                yield replace(block, kind="footnote", label="")
        else:
            yield from self._boxes(element, place)

    def _boxes(self, drawing: Element, place: _Place) -> Iterator[Block]:
        """The paragraphs in a frame, text box or shape."""
        for block in self._walk(drawing, _Place(contents=place.contents)):
            self._said.add("box")
            yield block

    # Tables, headers and footers

    def _table(self, table: Element, place: _Place) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        rows = [[self._cell(cell, place) for cell in row if cell.tag == _TABLE + "table-cell"] for row in _rows(table)]
        if place.contents:
            yield from (block for row in rows for cell in row for block in cell)
        else:
            yield from table_blocks(rows, number)

    def _cell(self, cell: Element, place: _Place) -> Cell:
        self._in_cell += 1
        blocks = [block for block in self._walk(cell, _Place(contents=place.contents)) if block.shown]
        self._in_cell -= 1
        return blocks

    def _furniture(self, parts: tuple[str, ...]) -> Iterator[Block]:
        seen: set[str] = set()
        for part in parts:
            for element in [] if self._page_styles is None else self._page_styles.iter(STYLE + part):
                for paragraph in element.iter(TEXT + "p"):
                    text = clean("".join(self._pieces(paragraph, [])))
                    if text and text not in seen:
                        seen.add(text)
                        yield Block(text, kind="page")


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those in row groups and repeated heads included."""
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in {_TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}:
            yield from _rows(child)
