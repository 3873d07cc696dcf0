"""Forms name what is wrong beside the field, lose nothing that was typed, and ask before it is thrown away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from metdesk.errors import Refused, Unavailable
from metdesk.record import Kind, field
from tests.ui.accessibility import walk
from ui.form import FormDialog
from ui.parts import Words
from ui.pickers import Lookup
from ui.theme import Theme

PEOPLE = {7: "Marsh, Jo · Office", 8: "Martin, Al · Year 6", 9: "Okafor, Ben · Year 5"}


@dataclass(frozen=True)
class Visit:
    """A record with a field of each kind that forms know."""

    title: str = field("Title", required=True)
    on: date | None = field("Day", Kind.DATE, required=True)
    mail: str = field("E-mail", Kind.EMAIL)
    kind: str = field("Kind", Kind.CHOICE, choices=("first", "second"), required=True, default="first")
    place: str = field("Place", Kind.SUGGESTED, choices=("Hall", "Library"))
    notes: str = field("Notes", Kind.TEXT)
    kept: bool = field("Kept", Kind.YES_NO)
    people: int | None = field("Number of people", Kind.NUMBER)
    person_id: int | None = field("Person", Kind.PERSON)


def suggest(text: str, limit: int) -> list[tuple[int, str]]:
    fitting = [(number, words) for number, words in PEOPLE.items() if words.casefold().startswith(text.casefold())]
    return fitting[:limit]


class Saving:
    """Takes what is saved, or raises what it is told to."""

    def __init__(self) -> None:
        self.saved: list[dict[str, Any]] = []
        self.error: Exception | None = None

    def __call__(self, values: dict[str, Any]) -> None:
        if self.error:
            raise self.error
        self.saved.append(values)


@pytest.fixture
def saving() -> Saving:
    return Saving()


@pytest.fixture
def parent(theme: Theme, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def form(saving: Saving, parent: QWidget) -> FormDialog:
    lookups = {Kind.PERSON: Lookup(suggest, PEOPLE.__getitem__)}
    made = FormDialog(parent, "A visit", Visit, lookups, saving)
    for name in ("title", "on", "mail", "kind", "place", "notes", "kept", "people", "person_id"):
        made.row(name)
    made.open()
    return made


def write(form: FormDialog, name: str, words: str, qtbot: QtBot) -> None:
    """Types into a field and goes on to the next one, as a person does."""
    control = form.editor(name).control
    control.setFocus()
    for letter in words:
        qtbot.keyClicks(QApplication.activePopupWidget() or control, letter)
    qtbot.keyClick(QApplication.activePopupWidget() or control, Qt.Key.Key_Tab)


def told(form: FormDialog) -> str:
    return " ".join(one.toPlainText() for one in form.findChildren(Words) if not one.isHidden())


def problem_beside(form: FormDialog, name: str) -> str:
    return form.editor(name).control.accessibleDescription()


def press(form: FormDialog, words: str) -> None:
    next(one for one in form.findChildren(QPushButton) if one.text() == words and not one.isHidden()).click()


def test_what_is_typed_is_saved_as_values(form: FormDialog, saving: Saving, qtbot: QtBot) -> None:
    write(form, "title", "Governors' visit", qtbot)
    write(form, "on", "5/3/26", qtbot)
    write(form, "people", "12", qtbot)
    form.editor("kept").set_value(True)
    form.save_button.click()
    assert saving.saved == [
        {
            "title": "Governors' visit", "on": date(2026, 3, 5), "mail": "", "kind": "first", "place": "",
            "notes": "", "kept": True, "people": 12, "person_id": None,
        }
    ]  # fmt: skip
    assert not form.isVisible()


def test_save_says_what_is_missing_and_goes_there(form: FormDialog, saving: Saving) -> None:
    assert form.save_button.isEnabled()
    form.editor("mail").control.setFocus()
    form.save_button.click()
    assert saving.saved == []
    assert problem_beside(form, "title") == "Title is needed."
    assert problem_beside(form, "on") == "Day is needed."
    assert form.editor("title").control.hasFocus()


def test_a_wrong_field_is_named_as_it_is_left(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "on", "31/2/26", qtbot)
    assert "is not a date" in problem_beside(form, "on")
    write(form, "mail", "office", qtbot)
    assert "is not an e-mail address" in problem_beside(form, "mail")


def test_the_sentence_goes_once_the_field_is_right(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "mail", "office", qtbot)
    qtbot.keyClicks(form.editor("mail").control, "@ashhill.example")
    assert problem_beside(form, "mail") == ""


def test_a_date_is_shown_in_words_as_it_is_left(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "on", "5.3.26", qtbot)
    assert form.editor("on").control.property("text") == "5 March 2026"


def test_refusals_stand_beside_their_fields_and_the_rest_on_top(form: FormDialog, saving: Saving) -> None:
    form.fill(Visit(title="Visit", on=date(2026, 3, 5)))
    saving.error = Refused({"title": "There is one of this name.", "": "The day is closed."})
    form.save_button.click()
    assert problem_beside(form, "title") == "There is one of this name."
    assert "The day is closed." in told(form)
    assert form.isVisible()


def test_nothing_typed_is_lost_when_the_machine_fails(form: FormDialog, saving: Saving) -> None:
    form.fill(Visit(title="Visit", on=date(2026, 3, 5), notes="Long notes"))
    saving.error = Unavailable("The disk is full.")
    form.save_button.click()
    assert "The disk is full." in told(form)
    assert form.values()["notes"] == "Long notes"
    saving.error = None
    form.save_button.click()
    assert saving.saved[0]["notes"] == "Long notes"


def test_esc_asks_before_typing_is_thrown_away(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "title", "Visit", qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert "not saved" in told(form)
    press(form, "Keep writing")
    assert form.editor("title").value() == "Visit"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    press(form, "Throw it away")
    assert not form.isVisible()


def test_a_short_form_grows_by_what_is_said_at_its_top(parent: QWidget, saving: Saving, qtbot: QtBot) -> None:
    form = FormDialog(parent, "A visit", Visit, {}, saving)
    form.row("title")
    form.open()
    before = form.height()
    write(form, "title", "Visit", qtbot)
    for _ in range(2):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
        assert before + 60 < form.height() < before + 160
    form.done(0)


def test_esc_closes_a_form_in_which_nothing_was_typed(form: FormDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_the_only_person_who_fits_is_taken(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "person_id", "oka", qtbot)
    assert form.editor("person_id").value() == 9


def test_a_name_that_several_have_asks_for_a_choice(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "person_id", "mar", qtbot)
    assert "fits more than one person" in problem_beside(form, "person_id")


def test_a_name_nobody_has_is_named(form: FormDialog, qtbot: QtBot) -> None:
    write(form, "person_id", "zz", qtbot)
    assert "No person in the register fits “zz”" in problem_beside(form, "person_id")


def test_emptying_a_picker_empties_its_value(form: FormDialog) -> None:
    form.editor("person_id").set_value(7)
    assert form.editor("person_id").value() == 7
    form.editor("person_id").set_value(None)
    assert form.editor("person_id").value() is None


def test_every_control_has_a_name_and_is_reached(form: FormDialog) -> None:
    assert walk(form) == []
