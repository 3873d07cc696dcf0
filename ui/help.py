"""F1: what a tab is for, in plain words, and the keys that work in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from ui.parts import Words, button, column, row, text
from ui.theme import px

_PAGES: dict[str, tuple[str, str]] = {
    "overview": (
        "Overview",
        "What needs doing today, in the order it matters. Each line names the clause it comes from; its button "
        "takes you to the record. Below, how each school stands. Nothing here is typed: it is counted from the "
        "registers each time.",
    ),
    "policy": (
        "Policy",
        "The edition of the policy that is in force, clause by clause. Choose a clause on the left, or type words "
        "to find it. Beside a clause stand its live figure and the records behind it. “Import the approved "
        "document…” makes a Word, PDF, ODT, text or Markdown file the next edition; you see what was understood "
        "before anything is kept.",
    ),
    "accounts": (
        "Accounts",
        "Every social media account of every school: who may use it, since when, and when it was last checked. "
        "Clause 5.2.4 asks for two authorised people on each account; an account with fewer is marked. "
        "“Grant permission…” records the head’s permission (6.2.1) and, separately, for work with students "
        "(6.3.1). No password is ever kept here. Under Attachments, here and with people and declarations, stand files "
        "kept inside the register: drop them on the record, or choose “Add files…”. What is opened is a copy, which "
        "goes when Metdesk locks.",
    ),
    "people": (
        "People & schools",
        "Everyone the policy speaks of, and the schools they belong to. Bring them in from your MIS as CSV or "
        "Excel: you see what would be added and changed, and one Undo takes it all back. A last day, once "
        "written, shows at once which accounts would be left with one pair of hands. Term dates say when each school "
        "teaches: enter the terms, then half-terms and INSET days as closures; deadlines then count school days. Bank "
        "holidays are known already. A year is copied to the next with its weekdays and corrected there.",
    ),
    "acknowledgements": (
        "Acknowledgements",
        "Who has signed which edition (5.2.1, 5.3.1). “Ask people…” begins a round: a school, a category or everyone, "
        "by a day. Print the forms, have them signed, and key the pile in with “Key in forms”: three letters or the "
        "reference, Enter, next. A wrong entry is corrected by a further one with its reason; both stay. Under Schools "
        "stands how many have signed, under Print the chase list and the text for an e-mail.",
    ),
    "declarations": (
        "Declarations",
        "What people declare to the head: contact on social media with students, ex-students and parents that rests on "
        "another relationship (6.5.4), and whatever they are unsure of (6.1.4). “New declaration…” enters a form as it "
        "came; nothing to declare is an answer too. Nothing is overwritten: a correction is a further declaration with "
        "its reason. The school’s head, its office and the trust officer read them; everybody else sees counts. That "
        "somebody opened what others keep stands in the history.",
    ),
    "breaches": (
        "Breaches",
        "An allegation, from the report to how it ended (5.2.3). “Report a breach…” takes two minutes; it goes to the "
        "head, and where it is about the head to the chair or the trust officer. Its words are sealed to those named "
        "on it: nobody else reads them, whatever they can open. Whoever it is about does not find it in any list, "
        "search, history or export. What is written stays: a correction is a further entry with its reason. The days "
        "to start, to conclude and to refer, and the words of what to do at once, are settings (in the menu under "
        "your name); what is late stands in Overview by its reference alone.",
    ),
}
_MORE: dict[str, tuple[tuple[str, str], ...]] = {
    "breaches": (
        (
            "Links and accounts",
            "“Link to a record…” says what a case has to do with: an account, a declaration of whoever it is about, "
            "another case. A link to another case is read by those alone who are named on both. The panel lists the "
            "other cases about the same person, of those that you read; so does that person’s record. From a case, "
            "concluded or not, an account is closed and a permission ended: the case and the account’s history then "
            "say so, and everybody reads the reason.",
        ),
        (
            "Clocks",
            "Days are school days and working days of the school; the 72 hours for a personal data breach run by the "
            "hour, and the case says how many are left. What runs out while Metdesk is open is told without a touch.",
        ),
        (
            "Evidence",
            "“Take in evidence…” takes a file in, and so does dropping it on the window while the case is shown. "
            "Pictures, first pages and first lines are seen in the case; a click or Enter shows them large. Each "
            "piece is held against its SHA-256 whenever it is read: one that was changed on disk says so, and is not "
            "shown.",
        ),
    ),
    "declarations": (
        (
            "The head’s review",
            "“Review what waits…” shows one after the other, the oldest first, the clause beside each. The head says "
            "whether it rests on the school alone (6.5.3, 6.5.6): what does cannot be approved. They sign with their "
            "passphrase, or on a printed sheet that the office files. Nobody decides on their own: a head’s "
            "goes to the trust officer or the chair, as the school says. Under Keyholders a manager says which person "
            "each keyholder is.",
        ),
        (
            "Approaches",
            "A student or ex-student wrote, and was turned away: the words of both are kept, and the day the head was "
            "told (6.5.5). What comes later is added to the record; pictures are attached. Where the same student "
            "approached somebody else too, the record says so.",
        ),
        (
            "This year",
            "Once a year everybody says that what they declared still holds, or that there is nothing to declare "
            "(6.5.4). The list shows who has yet to; the month in which it begins is a setting. Print the sheets, then "
            "choose people and record “No change” or “Nothing to declare” for many at once.",
        ),
        (
            "Attachments",
            "At the foot of each record: drop scans, pictures or e-mails on it. They lie in the encrypted register; "
            "whoever may read the record may read them.",
        ),
    ),
}
_GENERAL = (
    "Metdesk",
    "One register for the duties in the trust’s Social Media Policy. Everything stays on this computer, locked "
    "with your passphrase.",
)
_KEYS = (
    ("Ctrl+K", "Find anything"),
    ("Ctrl+1 … Ctrl+8", "Go to a tab"),
    ("Ctrl+F", "Search in this tab"),
    ("Ctrl+N", "The main button: a new record"),
    ("Enter", "Open or edit the chosen record"),
    ("Ctrl+P", "Print"),
    ("Delete", "Move to the bin"),
    ("Ctrl+Z", "Undo the last change"),
    ("Esc", "Clear the search, close a form or the preview"),
    ("Shift+F10", "What can be done with the chosen record"),
    ("Ctrl+L", "Lock the desk"),
    ("F1", "This page"),
)


def _more(name: str) -> list[QWidget]:
    """What else there is to a tab, under headings."""
    return [part for heading, words in _MORE.get(name, ()) for part in (text(heading, "h2"), Words(words))]


class HelpDialog(QDialog):
    """The help page of the tab called `name`."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading, words = _PAGES.get(name, _GENERAL)
        self.setWindowTitle(f"Help: {heading}")
        keys = QGridLayout()
        keys.setHorizontalSpacing(20)
        keys.setColumnStretch(1, 1)
        for place, (key, meaning) in enumerate(_KEYS):
            keys.addWidget(text(key, "strong", wrap=False), place, 0)
            keys.addWidget(text(meaning), place, 1)
        page = QWidget()
        page.setProperty("look", "page")
        page.setLayout(column(text(heading, "h1"), Words(words), *_more(name), text("Keys", "h2"), keys, 1, gap=12))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setAccessibleName("Help")
        close = button("Close", self.accept, look="primary")
        close.setDefault(True)
        whole = column(area, row(1, close), gap=12)
        whole.setContentsMargins(24, 20, 24, 16)
        self.setLayout(whole)
        self.resize(px(560), px(560))
        close.setFocus()
