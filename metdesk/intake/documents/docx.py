"""Word documents (.docx): paragraphs with the numbers Word makes, tables, headers, footers, notes and text boxes."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from xml.etree.ElementTree import Element

from metdesk.errors import Refused
from metdesk.intake.documents.archive import DAMAGED, Archive
from metdesk.intake.documents.block import MAX_BLOCKS, Block, Document, clean
from metdesk.intake.documents.docx_lists import Lists, Styles, W, left_indent, value
from metdesk.intake.documents.docx_words import Fields, Words, gather
from metdesk.intake.documents.rows import Cell, table_blocks
from metdesk.intake.documents.soft import split_at_breaks

_SAID = {
    "deleted": "Words deleted under tracked changes were left out; words inserted were kept.",
    "hidden": "Words formatted as hidden were left out.",
    "box": "A text box was read after the paragraph it hangs on.",
    "note": "Footnotes were kept as paragraphs after the clause that calls them.",
    "comment": "Comments in the margin were left out.",
}
_THROUGH = {"customXml", "smartTag", "ins", "moveTo", "sdtContent"}


def read(data: bytes) -> Document:
    """The paragraphs of a .docx in reading order. Refuses a damaged one and one that carries a <!DOCTYPE."""
    return _Reader(Archive(data)).read()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = _main_part(archive)
        folder = posixpath.dirname(self._main)
        self._folder = f"{folder}/" if folder else ""
        self._styles = Styles(archive.xml(f"{self._folder}styles.xml"))
        self._lists = Lists(archive.xml(f"{self._folder}numbering.xml"), self._styles)
        self._fields = Fields()
        self._tables = 0
        self._in_cell = 0
        self._said: set[str] = set()
        self._notes: dict[tuple[str, str], Element] = {}

    def read(self) -> Document:
        root = self._archive.xml(self._main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise Refused(DAMAGED)
        self._read_notes()
        blocks = [*self._furniture("header"), *islice(self._blocks(body), MAX_BLOCKS + 1), *self._furniture("footer")]
        if f"{self._folder}comments.xml" in self._archive.names:
            self._said.add("comment")
        return Document(blocks, [sentence for key, sentence in _SAID.items() if key in self._said], self._title())

    def _blocks(self, parent: Element, *, contents: bool = False) -> Iterator[Block]:
        for child in parent:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "p":
                yield from self._paragraph(child, contents=contents)
            elif name == "tbl":
                yield from self._table(child, contents=contents)
            elif name == "sdt":
                gallery = value(child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
                inner = child.find(W + "sdtContent")
                if inner is not None:
                    yield from self._blocks(inner, contents=contents or gallery == "Table of Contents")
            elif name in {"del", "moveFrom"}:
                self._said.add("deleted")
            elif name in _THROUGH:
                yield from self._blocks(child, contents=contents)

    def _paragraph(self, paragraph: Element, *, contents: bool) -> Iterator[Block]:
        properties = paragraph.find(W + "pPr")
        style = value(None if properties is None else properties.find(W + "pStyle"))
        names = self._styles.names(style)
        contents = contents or self._fields.in_contents or names.startswith(("toc ", "toc|"))
        words = gather(paragraph, self._fields)
        contents = contents or self._fields.in_contents
        self._said |= words.left_out
        label, series = self._lists.label(properties, style)
        block = Block(
            words.text,
            label=label,
            kind="contents" if contents else _kind(names, self._outline(properties, style)),
            series=series,
            indent=self._indent(properties, style),
        )
        if words.text.strip() or (label and self._in_cell):  # a number alone in its cell is for the cell beside it
            yield from split_at_breaks(block)
        yield from self._hung_on(words)

    def _hung_on(self, words: Words) -> Iterator[Block]:
        for box in words.boxes:
            self._said.add("box")
            yield from self._blocks(box)
        for key in words.notes:
            note = self._notes.get(key)
            if note is not None:
                self._said.add("note")
                yield from (replace(block, kind="footnote", label="") for block in self._blocks(note))

    def _table(self, table: Element, *, contents: bool) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        rows = [list(self._cells(row, contents=contents)) for row in _rows(table)]
        if contents:
            yield from (block for row in rows for cell in row for block in cell)
        else:
            yield from table_blocks(rows, number)

    def _cells(self, row: Element, *, contents: bool) -> Iterator[Cell]:
        for cell in _through(row, "tc"):
            self._in_cell += 1
            yield [block for block in self._blocks(cell, contents=contents) if block.shown]
            self._in_cell -= 1

    def _furniture(self, part: str) -> Iterator[Block]:
        """The headers or footers, each line once, as page furniture."""
        seen: set[str] = set()
        for name in sorted(self._archive.names):
            if name.startswith(f"{self._folder}{part}") and name.endswith(".xml"):
                root = self._archive.xml(name)
                for paragraph in [] if root is None else root.iter(W + "p"):
                    text = clean(gather(paragraph, Fields()).text)
                    if text and text not in seen:
                        seen.add(text)
                        yield Block(text, kind="page")

    def _read_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            root = self._archive.xml(f"{self._folder}{kind}s.xml")
            for note in [] if root is None else root.iter(W + kind):
                if value(note, "type") in {"", "normal"}:
                    self._notes[(kind, value(note, "id"))] = note

    def _indent(self, properties: Element | None, style: str) -> float:
        own = left_indent(properties)
        inherited = (found.indent for found in self._styles.chain(style) if found.indent is not None)
        return float(own if own is not None else next(inherited, 0))

    def _outline(self, properties: Element | None, style: str) -> int | None:
        own = None if properties is None else properties.find(W + "outlineLvl")
        if own is not None:
            return int(value(own)) if value(own).isdigit() else None
        return next((found.outline for found in self._styles.chain(style) if found.outline is not None), None)

    def _title(self) -> str:
        root = self._archive.xml("docProps/core.xml")
        title = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}title")
        return "" if title is None else title.text or ""


def _main_part(archive: Archive) -> str:
    """Where the document itself lies: as its relationships say, usually word/document.xml."""
    root = archive.xml("_rels/.rels")
    for relation in [] if root is None else root:
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            if target in archive.names:
                return target
    return "word/document.xml"


def _kind(names: str, outline: int | None) -> str:
    first = names.split("|", 1)[0]
    if first in {"title", "subtitle"}:
        return "title" if first == "title" else ""
    if "heading" in names or (outline is not None and outline < 9):
        return "" if first == "toc heading" else "heading"
    return ""


def _rows(table: Element) -> Iterator[Element]:
    yield from _through(table, "tr")


def _through(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows or cells of a table, content controls and tracked insertions looked through."""
    for child in parent:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == wanted:
            yield child
        elif name in {"sdt", *_THROUGH}:
            yield from _through(child, wanted)
