"""The words of a Word paragraph: insertions kept, deletions left out, fields shown as they were last worked out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from metdesk.intake.documents.docx_lists import W, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIXED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SKIPPED = {"instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "fldData", "rt", "annotationRef"}


@dataclass
class Words:
    """What was gathered from one paragraph: its text, text boxes hung on it, footnotes it calls, fields begun."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


class Fields:
    """Complex fields that are open: they may run over many paragraphs, as a contents page does."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self._shows: list[bool] = []

    @property
    def in_contents(self) -> bool:
        """Whether an open field is a table of contents."""
        return any("".join(words).strip().upper().startswith("TOC") for words in self._open)

    @property
    def hides(self) -> bool:
        """Whether an open field is still at its instruction."""
        return not all(self._shows)

    def turn(self, kind: str) -> None:
        """A w:fldChar of kind begin, separate or end."""
        if kind == "begin":
            self._open.append([])
            self._shows.append(False)
        elif kind == "separate" and self._shows:
            self._shows[-1] = True
        elif kind == "end" and self._open:
            self._open.pop()
            self._shows.pop()

    def instruct(self, words: str) -> None:
        """More of the innermost open field's instruction."""
        if self._open:
            self._open[-1].append(words)


def gather(paragraph: Element, fields: Fields) -> Words:
    """The words of a w:p; `fields` is carried from paragraph to paragraph."""
    words = Words()
    pieces = list(_pieces(paragraph, fields, words))
    words.text = "".join(pieces)
    return words


def _pieces(element: Element, fields: Fields, words: Words) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            fields.turn(value(child, "fldCharType"))
        elif name == "instrText":
            fields.instruct(child.text or "")
        elif name in {"del", "moveFrom"}:
            words.left_out.add("deleted")
        elif name == "r" and _hidden(child):
            words.left_out.add("hidden")
        elif name in {"footnoteReference", "endnoteReference"}:
            words.notes.append((name.removesuffix("Reference"), value(child, "id")))
        elif name == "txbxContent":
            words.boxes.append(child)
        elif child.tag == _MC + "AlternateContent":
            yield from _pieces(_best(child), fields, words)
        elif name not in _SKIPPED and not (fields.hides and name in {"t", *_FIXED}):
            yield from _shown(child, name, fields, words)


def _shown(child: Element, name: str, fields: Fields, words: Words) -> Iterator[str]:
    if name == "t":
        yield child.text or ""
    elif name in _FIXED:
        yield _FIXED[name]
    elif name == "br":
        yield "\n" if value(child, "type") in {"", "textWrapping"} else " "
    elif name == "sym":
        code = value(child, "char")
        yield chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""
    else:
        yield from _pieces(child, fields, words)


def _best(alternatives: Element) -> Element:
    """One of several renderings of the same thing: the first that holds words."""
    for choice in alternatives:
        if next(choice.iter(W + "t"), None) is not None:
            return choice
    return alternatives[0] if len(alternatives) else alternatives


def _hidden(run: Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and value(mark) not in {"0", "false"} and next(run.iter(W + "t"), None) is not None
