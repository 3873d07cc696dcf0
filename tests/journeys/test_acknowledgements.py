"""From the round to the receipt, by keyboard: asked, printed, keyed in from the pile, chased, read again."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from metdesk import acknowledgements, forms, rounds, schools
from metdesk.acknowledgement_record import Standing
from metdesk.desk import Desk
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.journeys.conftest import Office
from tests.metdesk.answers import adopt, person
from ui.acknowledgements import AcknowledgementsTab
from ui.keying import KeyingDialog
from ui.preview import Preview
from ui.receipt import ReceiptPage
from ui.unlock import Unlock


@pytest.fixture
def at_desk(office: Office, empty_folder: Path, tmp_path: Path) -> Office:
    """Somebody who has just unlocked a register with an edition, a school and two people."""
    folder = Path(shutil.copytree(empty_folder, tmp_path / "Mowbray.metdesk"))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456"))
        adopt(desk)
        for surname in ("Bell", "Carter"):
            person(desk, school, surname, team="Office")
    office.window.show_register(folder)
    office.screen(Unlock).editor.control.setFocus()
    office.type(PASSPHRASE)
    office.press("Return")
    office.room()
    return office


def leave(office: Office, preview: Preview) -> None:
    """Back from the preview."""
    preview.closed.emit()
    office.until(lambda: not office.room().findChildren(Preview))


def preview(office: Office) -> Preview:
    """The preview, once it is shown."""
    office.until(lambda: office.room().findChildren(Preview))
    return office.room().findChildren(Preview)[0]


def test_from_the_round_to_the_receipt(at_desk: Office) -> None:
    office, room = at_desk, at_desk.room()
    desk = room.desk
    room.tabs.setCurrentIndex(next(place for place, spec in enumerate(room.specs) if spec.name == "acknowledgements"))
    tab = cast(AcknowledgementsTab, room.current())

    tab.people.ask()
    office.save(office.form())
    assert [(one.asked, one.answered) for one in rounds.listed(desk)] == [(2, 0)]

    room.begin("acknowledgements", "print")
    office.save(office.form())
    assert preview(office).document.pages >= 2
    leave(office, preview(office))
    bell, carter = acknowledgements.handed_out(desk)
    reference = forms.of_person(desk, carter.id)[0].reference

    tab.people.table.setFocus()
    office.press("Ctrl+N")
    office.until(lambda: isinstance(QApplication.activeModalWidget(), KeyingDialog))
    pile = cast(KeyingDialog, QApplication.activeModalWidget())
    office.until(pile.isActiveWindow)
    office.type("bel", pile.who)
    office.qtbot.keyClick(pile.who, Qt.Key.Key_Return)
    office.type(reference, pile.who)
    office.qtbot.keyClick(pile.who, Qt.Key.Key_Return)
    assert pile.keyed.count() == 2
    pile.accept()
    assert [row.standing for row in acknowledgements.rows_of(desk, [bell.id, carter.id])] == [Standing.SIGNED] * 2
    assert [(one.asked, one.answered) for one in rounds.listed(desk)] == [(2, 2)]

    office.window.activateWindow()
    office.until(office.window.isActiveWindow)
    room.go("acknowledgement", carter.id)
    office.press("Return")
    office.until(lambda: room.findChildren(ReceiptPage))
    page = room.findChildren(ReceiptPage)[0]
    assert page.receipt.answered.reference == reference
    assert "Version 1.0" in page.words.toPlainText()
    page.print_it()
    assert preview(office).document.pages >= 1
