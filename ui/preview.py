"""The print preview: the real pages in the window, to be printed or saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QWidget

from metdesk.jobs import Progress
from metdesk.printing import Printed
from ui.dialogs import tell
from ui.files import ask_where
from ui.over_page import OverPage
from ui.page_view import PageView
from ui.parts import box, button, column, icon_button, row, text
from ui.working import Worker, WorkStrip

_PRINT_DPI = 300
_A4_WIDTH_INCH = 8.27
_LARGER = 1.2


class Picture(Protocol):
    """A page as `metdesk.paper.pictures` makes it."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgb(self) -> bytes: ...


def draw_page(pdf: bytes, index: int, width_px: int) -> QImage:
    """A page of a PDF as a picture of that width."""
    from metdesk.paper.pictures import page_picture

    drawn = page_picture(pdf, index, width_px)
    return to_image(drawn)


def to_image(drawn: Picture) -> QImage:
    """Qt's picture of rows of red, green and blue bytes."""
    view = QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888)
    return view.copy()


class Preview(OverPage):
    """Shows a document."""

    def __init__(self, document: Printed) -> None:
        super().__init__()
        self.document = document
        self.worker = Worker(self)
        self.view = PageView()
        self.place = text("", "muted", wrap=False)
        self.percent = text("", "muted", wrap=False)
        self.percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("300 %") + 6)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.view.wanted.connect(self._draw)
        self.view.turned.connect(self._tell_place)
        for keys, do in (
            ("Esc", self.closed.emit),
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+S", self.ask_where),
            ("Ctrl++", lambda: self._zoom(_LARGER)),
            ("Ctrl+=", lambda: self._zoom(_LARGER)),
            ("Ctrl+-", lambda: self._zoom(1 / _LARGER)),
            ("Ctrl+0", self._fit),
            ("Ctrl+Home", lambda: self.view.go_to(0)),
            ("Ctrl+End", lambda: self.view.go_to(document.pages - 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self.view.show_pages(document.pages)
        self._tell_place(0)

    def _lay_out(self) -> None:
        title: QLabel = text(self.document.title, "h2", wrap=False)
        line = row(
            button("Back", self.closed.emit, icon_name="previous"),
            title,
            1,
            icon_button("previous", "Page before", lambda: self.view.go_to(self.view.page - 1)),
            self.place,
            icon_button("next", "Next page", lambda: self.view.go_to(self.view.page + 1)),
            icon_button("smaller", "Smaller (Ctrl+-)", lambda: self._zoom(1 / _LARGER)),
            self.percent,
            icon_button("add", "Larger (Ctrl++)", lambda: self._zoom(_LARGER)),
            button("Whole page", self._fit),
            button("Save as PDF…", self.ask_where, icon_name="save"),
            button("Print…", self.ask_printer, look="primary", icon_name="print"),
        )
        line.setContentsMargins(18, 10, 18, 10)
        self.setLayout(column(box(line, "header"), self.view, WorkStrip(self.worker), gap=0))
        self.setFocusProxy(self.view)

    # -- looking ---------------------------------------------------------------------------------

    def _draw(self, index: int, width_px: int) -> None:
        pdf, sight = self.document.pdf, self.view.sight
        self.worker.start(
            "",
            lambda progress: draw_page(pdf, index, width_px) if index in sight[0] else QImage(),
            lambda picture: self.view.show_picture(index, picture),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        tell(self, "This page cannot be shown", str(error))

    def _tell_place(self, page: int) -> None:
        self.place.setText(f"Page {page + 1:,} of {self.document.pages:,}")
        self.percent.setText(f"{self.view.percent} %")

    def _zoom(self, factor: float) -> None:
        self.view.zoom(factor)
        self._tell_place(self.view.page)

    def _fit(self) -> None:
        self.view.fit()
        self._tell_place(self.view.page)

    # -- saving and printing ---------------------------------------------------------------------

    def ask_where(self) -> None:
        """Asks for a place and saves the PDF there."""
        ask_where(self, "Save as PDF", self.document.file_name, self.save)

    def save(self, path: Path) -> None:
        """Writes the PDF; says so where the machine will not."""
        try:
            path.write_bytes(self.document.pdf)
        except OSError as error:
            tell(self, "The PDF was not saved", f"{error.strerror}: choose another folder. The pages are still here.")

    def ask_printer(self) -> None:
        """Asks for a printer and pages, then prints."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_PRINT_DPI)
        printer.setDocName(self.document.title)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self.document.pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.exec()  # the systems' own dialogs know no other way

    def print_to(self, printer: QPrinter) -> None:
        """Prints the chosen pages, one after the other, as the worker draws them."""
        first, last = printer.fromPage() or 1, printer.toPage() or self.document.pages
        pages = list(range(first - 1, min(last, self.document.pages)))
        Printing(self, printer, self.document.pdf, pages, self.worker).begin()

    def stop(self) -> None:
        """Lets go of the worker; call before the preview is taken away."""
        self.worker.stop()


class Printing(QObject):
    """One run of printing: the worker draws a page, the window hands it to the printer, and so on."""

    def __init__(self, parent: QWidget, printer: QPrinter, pdf: bytes, pages: list[int], worker: Worker) -> None:
        super().__init__(parent)
        self._window = parent
        self._printer = printer
        self._pdf = pdf
        self._pages = pages
        self._worker = worker
        self._painter = QPainter()
        self._done = 0

    def begin(self) -> None:
        """Starts; says so where the printer does not answer."""
        if self._pages and self._painter.begin(self._printer):
            self._next()
        else:
            tell(self._window, "Nothing was printed", "The printer does not answer: look at it, or save as PDF.")

    def _next(self) -> None:
        index, pdf, width = self._pages[self._done], self._pdf, round(_PRINT_DPI * _A4_WIDTH_INCH)
        words = f"Printing page {self._done + 1:,} of {len(self._pages):,}"
        self._worker.start(words, _drawing(pdf, index, width), self._put, self._failed, self._end)

    def _put(self, picture: QImage) -> None:
        if self._done:
            self._printer.newPage()
        room = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        height = round(room.width() * picture.height() / picture.width())
        self._painter.drawImage(QRect(0, 0, room.width(), height), picture)
        self._done += 1
        if self._done < len(self._pages):
            self._next()
        else:
            self._end()

    def _failed(self, error: Exception) -> None:
        self._end()
        tell(self._window, "Printing stopped", f"{error} {self._done} pages went to the printer.")

    def _end(self) -> None:
        self._painter.end()
        self.deleteLater()


def _drawing(pdf: bytes, index: int, width_px: int) -> Callable[[Progress], Any]:
    def draw(progress: Progress) -> QImage:
        progress(0.0)
        return draw_page(pdf, index, width_px)

    return draw
