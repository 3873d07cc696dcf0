"""What was signed: an answer beside the exact edition it was given to, in its own words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter

from metdesk import printing_answers, receipts
from metdesk.acknowledgement_record import Answer
from metdesk.calendar import show_date, show_when
from metdesk.desk import Desk
from metdesk.receipts import Receipt
from metdesk.record import sentence_case
from ui.over_page import OverPage
from ui.panel import Panel
from ui.parts import box, button, column, row, text
from ui.policy_page import PolicyPage
from ui.shell import Shell
from ui.tokens import Tone


class ReceiptPage(OverPage):
    """The answer on the left, the edition's clauses on the right. Refused: there is no such answer."""

    def __init__(self, desk: Desk, shell: Shell, acknowledgement_id: int) -> None:
        super().__init__()
        self._desk, self._shell, self._id = desk, shell, acknowledgement_id
        self.receipt = receipts.receipt(desk, acknowledgement_id)
        self.panel = Panel("The answer")
        self.words = PolicyPage()
        self.words.setAccessibleName(f"Edition {self.receipt.answered.edition}, in its own words")
        self._lay_out()
        self._fill(self.receipt)
        self.words.show_edition(self.receipt.edition)
        for keys, do in (("Esc", self.closed.emit), ("Ctrl+P", self.print_it)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self.setFocusProxy(self.words)

    def _lay_out(self) -> None:
        line = row(
            button("Back", self.closed.emit, icon_name="previous"),
            text(f"{self.receipt.person.name}: edition {self.receipt.answered.edition}", "h2", wrap=False),
            1,
            button("Print the receipt…", self.print_it, look="primary", icon_name="print"),
        )
        line.setContentsMargins(18, 10, 18, 10)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setHandleWidth(10)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.panel)
        parts.addWidget(self.words)
        parts.setStretchFactor(1, 1)
        parts.setSizes([400, 800])
        body = column(parts)
        body.setContentsMargins(18, 12, 18, 12)
        whole = column(box(line, "header"), gap=0)
        whole.addLayout(body, 1)
        self.setLayout(whole)

    def _fill(self, found: Receipt) -> None:
        one, panel = found.answered, self.panel
        panel.start()
        panel.title(found.person.name, None, " · ".join(word for word in (found.person.job, found.school) if word))
        if not one.stands:
            panel.notice(Tone.WARN, "This entry was corrected since: a later one stands in its place.")
        panel.heading("Answer")
        panel.facts(
            [
                ("Answer", sentence_case(one.answer.answer)),
                ("Edition", one.edition),
                ("Signed on" if one.answer.answer == Answer.SIGNED else "Said on", show_date(one.answer.signed_on)),
                ("Received on", show_date(one.answer.received_on)),
                ("Entered", f"{show_when(one.entered_at)} by {one.entered_by}" if one.entered_at else ""),
                ("Form", one.reference),
                ("Reason", one.answer.reason),
            ]
        )
        if len(found.entries) > 1:
            panel.heading("Every entry, the first first")
            for entry in found.entries:
                said = sentence_case(entry.answer.answer)
                why = f"Corrected: {entry.answer.correction}" if entry.answer.correction else ""
                panel.person(f"{said} {show_date(entry.answer.signed_on)}".strip(), why)
        panel.finish()

    def print_it(self) -> None:
        """Shows the receipt as a page to be printed."""
        self._shell.preview(lambda: printing_answers.receipt(self._desk, self._id))
