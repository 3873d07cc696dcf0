"""From round to receipt, by keyboard in the real window: asked, printed, keyed in, chased, read again."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

import resources
from metdesk import acknowledgements, checks, forms, people, policy, rounds, schools
from metdesk.acknowledgement_record import Standing
from metdesk.calendar import show_date
from metdesk.checks import Status
from metdesk.desk import Desk
from metdesk.intake.policy import read
from metdesk.paper.pictures import page_count
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.journeys.conftest import Office
from tests.metdesk.answers import DAY
from ui.acknowledgements import AcknowledgementsTab
from ui.chasing import ChaseText
from ui.keying import KeyingDialog
from ui.preview import Preview
from ui.receipt import ReceiptPage
from ui.unlock import Unlock

CLAUSE_524 = "5.2.4"


@pytest.fixture
def at_desk(office: Office, empty_folder: Path, tmp_path: Path) -> Office:
    """Somebody who has just unlocked the register of one school, its policy and three people."""
    folder = Path(shutil.copytree(empty_folder, tmp_path / "Mowbray.metdesk"))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456"))
        for surname, forename in (("Patel", "Asha"), ("Marlow", "Jo"), ("Okafor", "Ben")):
            people.add(desk, people.Person(surname, forename, school_id=school))
        policy.adopt(desk, read(resources.read("policy/starter.md"), "starter.md"), source_name="starter.md")
    office.window.show_register(folder)
    office.screen(Unlock).editor.control.setFocus()
    office.type(PASSPHRASE)
    office.press("Return")
    office.room()
    return office


def answers_tab(office: Office) -> AcknowledgementsTab:
    """The Acknowledgements tab, by its key."""
    room = office.room()
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "acknowledgements")
    office.press(f"Ctrl+{place + 1}")
    tab = room.current()
    assert isinstance(tab, AcknowledgementsTab)
    return tab


def standings(desk: Desk) -> dict[str, Standing]:
    """Where everybody stands, by name."""
    return {row.name: row.standing for row in acknowledgements.page(desk).rows}


def share(desk: Desk) -> tuple[int, int, Status]:
    """What the check of who has signed says."""
    one = next(one for one in checks.run(desk) if one.statement.startswith("Everyone has signed"))
    return one.met, one.of, one.status


def choose_to_print(office: Office, words: str) -> None:
    """Opens what can be printed with Ctrl+P and takes an entry by its words, with the arrow keys."""
    office.press("Ctrl+P")
    office.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(one for one in menu.actions() if one.text() == words)
    while menu.activeAction() is not entry:
        office.qtbot.keyClick(menu, Qt.Key.Key_Down)
    office.qtbot.keyClick(menu, Qt.Key.Key_Return)


def preview_of(office: Office) -> Preview:
    """The paper that is shown over the tabs."""
    office.until(lambda: office.room().findChild(Preview))
    found = office.room().findChild(Preview)
    assert isinstance(found, Preview)
    return found


def back(office: Office) -> None:
    """To the window after a dialog closed over it: off screen no window system gives it the focus."""
    office.window.activateWindow()
    office.until(office.window.isActiveWindow)


def leave_preview(office: Office) -> None:
    """Back to the tab with Esc."""
    shown = preview_of(office)
    office.until(shown.isVisible)
    back(office)
    office.press("Esc")
    office.until(lambda: not office.room().findChild(Preview))


def test_from_round_to_receipt(at_desk: Office, folder: Path) -> None:
    office, desk = at_desk, at_desk.room().desk
    tab = answers_tab(office)
    assert set(standings(desk).values()) == {Standing.NOT_ASKED}
    assert share(desk) == (0, 3, Status.ATTENTION)

    next(one for one in tab.people.findChildren(QPushButton) if one.text() == "Ask people…").setFocus()
    office.press("Space")
    form = office.form()
    due = desk.today() + 10 * DAY
    office.fill(form, due_on=f"{due:%d/%m/%y}", note="The new edition")
    office.save(form)
    assert set(standings(desk).values()) == {Standing.ASKED}
    assert [(one.asked, one.answered) for one in rounds.listed(desk)] == [(3, 0)]

    choose_to_print(office, "Forms of the outstanding")
    saved = folder / "forms.pdf"
    preview_of(office).save(saved)
    assert page_count(saved.read_bytes()) >= 3
    leave_preview(office)
    printed = {row.name: forms.of_person(desk, row.id)[0] for row in acknowledgements.page(desk).rows}
    assert len(printed) == 3

    office.press("Ctrl+N")
    office.until(lambda: isinstance(QApplication.activeModalWidget(), KeyingDialog))
    pile = QApplication.activeModalWidget()
    assert isinstance(pile, KeyingDialog)
    office.until(pile.who.hasFocus)
    for typed in (printed["Patel, Asha"].reference, "mar"):
        office.type(typed)
        office.press("Return")
    office.type("mar")  # the same form, keyed twice
    office.press("Return")
    assert f"entered already on {show_date(desk.today())}" in pile.said.text()
    office.press("Esc")
    office.press("Esc")
    office.until(lambda: QApplication.activeModalWidget() is None)
    back(office)
    assert standings(desk) == {
        "Marlow, Jo": Standing.SIGNED,
        "Okafor, Ben": Standing.ASKED,
        "Patel, Asha": Standing.SIGNED,
    }
    assert share(desk) == (2, 3, Status.ATTENTION)
    assert [(one.asked, one.answered) for one in rounds.listed(desk)] == [(3, 2)]

    choose_to_print(office, "Text for an e-mail…")
    office.until(lambda: isinstance(QApplication.activeModalWidget(), ChaseText))
    text = QApplication.activeModalWidget()
    assert isinstance(text, ChaseText)
    said = text.words.toPlainText()
    assert "Ben Okafor" in said or "Okafor, Ben" in said
    assert "Patel" not in said
    office.press("Esc")
    back(office)

    tab.people.show_id(next(row.id for row in acknowledgements.page(desk).rows if row.name == "Patel, Asha"))
    tab.people.table.setFocus()
    office.press("Return")
    office.until(lambda: office.room().findChild(ReceiptPage))
    receipt = office.room().findChild(ReceiptPage)
    assert isinstance(receipt, ReceiptPage)
    assert receipt.receipt.answered.reference == printed["Patel, Asha"].reference
    edition = policy.current(desk)
    assert edition is not None
    clause = edition.find(CLAUSE_524)
    assert clause is not None
    assert clause.clause.text.split("\n")[0] in receipt.words.toPlainText()
    office.press("Ctrl+P")
    preview_of(office).save(saved)
    assert page_count(saved.read_bytes()) >= 1
