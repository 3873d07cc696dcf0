"""The one page: A4, its furniture, numbering, outline and properties. A report hands in a story."""

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from metdesk.jobs import Progress, quietly
from metdesk.paper import fonts, furniture, text
from metdesk.paper.furniture import LANGUAGE, FormCode, Marking, Sheet
from metdesk.paper.theme import A4, BOTTOM, MARGIN, TOP, style

__all__ = ["FormCode", "Marking", "PageCanvas", "Part", "Sheet", "build", "build_forms", "new_canvas"]


rl_config.useA85 = 0  # text armour for mail gateways of old: a fifth more bytes and half of the time


_PACKING = 3  # zlib's level: half the time of its usual 6, for a sixth more bytes


_REACH = 842  # points; from any place on a page no other is further along either axis


class PageCanvas(Canvas):
    """A canvas on which something can be drawn once the whole document is known, without a second pass."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        fonts.register()
        super().__init__(*arguments, **{**options, "initialFontName": fonts.BODY})
        self._later: list[tuple[str, Callable[[Canvas], None]]] = []
        self._entries = 0
        self._depth = -1
        self.page_of: dict[str, int] = {}

    def enter(self, words: str, level: int, key: str, above: float) -> None:
        """Lists `words` in the outline, `above` points over the present origin, under `key` or one of its own."""
        self._entries += 1
        key = key or f"entry-{self._entries}"
        self._depth = min(level, self._depth + 1)  # the outline refuses a level that skips one
        self.page_of[key] = self.getPageNumber()
        self.bookmarkHorizontal(key, 0, above)
        self.addOutlineEntry(words, key, self._depth, closed=False)

    def draw_later(self, draw: Callable[[Canvas], None]) -> None:
        """Leaves a place here and now, in the present coordinates, that `draw` fills when saving."""
        name = f"later-{len(self._later)}"
        self.doForm(name)
        self._later.append((name, draw))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Ends the page and packs it at once: thousands of pages wait in memory until the file is written."""
        super().showPage()
        page = cast(Any, self)._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1"), _PACKING)
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)
        page.stream = None

    def save(self) -> None:
        """Fills the places left and writes the file."""
        if cast(Any, self)._code:
            self.showPage()
        for name, draw in self._later:
            self.beginForm(name, -_REACH, -_REACH, _REACH, _REACH)
            draw(self)
            self.endForm()
        super().save()


def new_canvas(out: BinaryIO, sheet: Sheet, page_size: tuple[float, float] = A4) -> PageCanvas:
    """An empty document with the sheet's properties; the same drawing gives the same bytes."""
    canvas = PageCanvas(out, pagesize=page_size, pageCompression=1, invariant=1, lang=LANGUAGE)
    _set_properties(canvas, sheet)
    return canvas


@dataclass(frozen=True)
class Part:
    """Pages that are numbered on their own: a story, on a form its code, and the lines (words, level) that the
    PDF's outline has for it."""

    story: Sequence[Flowable]
    form: FormCode | None = None
    entries: Sequence[tuple[str, int]] = ()


def build(
    sheet: Sheet,
    story: Sequence[Flowable],
    out: BinaryIO,
    *,
    landscape: bool = False,
    form: FormCode | None = None,
    progress: Progress = quietly,
) -> int:
    """Lays `story` out under the sheet's title, writes the PDF to `out` and returns its pages.

    With `form` every page carries that code twice and a box for the office, and comes back to file itself.
    Nothing is written when `progress` cancels.
    """
    opening: list[Flowable] = [] if form else [Paragraph(text.markup(sheet.title), style("title"))]
    return _build(sheet, [Part([*opening, *story], form)], out, (A4[1], A4[0]) if landscape else A4, progress)


def build_forms(sheet: Sheet, parts: Sequence[Part], out: BinaryIO, progress: Progress = quietly) -> int:
    """As `build`, a form after another: each begins a page, and every page says which of its own form's it is."""
    return _build(sheet, parts, out, A4, progress)


def _build(
    sheet: Sheet, parts: Sequence[Part], out: BinaryIO, page_size: tuple[float, float], progress: Progress
) -> int:
    finished = io.BytesIO()
    document = BaseDocTemplate(
        finished,
        pagesize=page_size,
        pageTemplates=[_template(sheet, part, f"part-{at}", page_size) for at, part in enumerate(parts)],
        invariant=1,
        lang=LANGUAGE,
        pageCompression=1,
        title=text.line(sheet.title),
    )
    document.setProgressCallBack(_told(progress))
    story: list[Flowable] = []
    for at, part in enumerate(parts):
        story += [*([NextPageTemplate(f"part-{at}"), PageBreak()] if at else []), *part.story]
    document.build(story, canvasmaker=PageCanvas)
    out.write(finished.getvalue())
    progress(1.0)
    return int(document.page)


def _template(sheet: Sheet, part: Part, name: str, page_size: tuple[float, float]) -> PageTemplate:
    width, height = page_size
    top, bottom = (furniture.FORM_TOP, furniture.FORM_BOTTOM) if part.form else (TOP, BOTTOM)
    frame = Frame(
        MARGIN, bottom, width - 2 * MARGIN, height - top - bottom,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    pages: list[int] = []

    def furnish(canvas: Canvas, document: BaseDocTemplate) -> None:
        if document.page == 1:
            _set_properties(canvas, sheet)
        if not pages:
            for words, level in part.entries:
                cast(PageCanvas, canvas).enter(text.line(words), level, "", height)
        pages.append(document.page)
        canvas.saveState()
        _furnish(cast(PageCanvas, canvas), sheet, page_size, part.form, pages)
        canvas.restoreState()

    return PageTemplate(name, [frame], onPage=furnish)


def _furnish(
    canvas: PageCanvas, sheet: Sheet, page_size: tuple[float, float], form: FormCode | None, pages: list[int]
) -> None:
    """Draws what stands around the story, on the latest of the part's `pages`; how many they are is known later."""
    page = len(pages)
    if form:
        furniture.draw_form_head(canvas, sheet, page_size)
        furniture.draw_reference(canvas, form.reference, page_size)
        furniture.draw_office_box(canvas, page_size)
        canvas.addLiteral(furniture.form_marks(page_size, form.code))
    else:
        furniture.draw_head(canvas, sheet, page_size, sheet.title if page > 1 else "")
    furniture.draw_foot(canvas, sheet, page_size)
    canvas.draw_later(lambda last: furniture.draw_page_number(last, page_size, page, len(pages)))


def _set_properties(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setTitle(text.line(sheet.title))
    canvas.setAuthor(text.line(sheet.trust))
    canvas.setSubject(text.line(sheet.school or sheet.trust))
    canvas.setCreator("Metdesk")
    canvas.setKeywords(str(sheet.marking))
    canvas.setDateFormatter(lambda *_: _pdf_date(sheet.printed_at))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _pdf_date(moment: datetime) -> str:
    """`D:20260305083100+00'00'` (ISO 32000-1, 7.9.4)."""
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")


def _told(progress: Progress) -> Callable[[str, int], None]:
    """ReportLab's progress, which counts flowables, as a fraction."""
    total, furthest = 1, 0.0

    def tell(what: str, number: int) -> None:
        nonlocal total, furthest
        if what == "SIZE_EST":
            total = max(number, 1)
        elif what == "PROGRESS":
            furthest = min(max(number / total, furthest), 0.99)  # what is split is counted anew
            progress(furthest, "Laying out the pages…")

    return tell
