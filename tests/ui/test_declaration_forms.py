"""The forms of the Declarations tab, by keyboard where a person would use it; what they refuse, and keep."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from metdesk import declarations, declaring, forms, people, schools
from metdesk.declaration_record import Outcome, State
from metdesk.declarations import DeclarationFilter
from metdesk.desk import Desk
from metdesk.forms import FormKind
from metdesk.people import Person
from tests.conftest import TOMORROW, dated
from tests.metdesk.test_declaring import LONG_AGO, decided, head, nothing, told
from tests.ui.accessibility import rings, walk
from tests.ui.registers import HOSTILE, beside, choose, form_of, save, words_of
from tests.ui.test_declarations import tab_of
from ui.declared import DeclaredTab
from ui.form import FormDialog
from ui.room import Room


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=HOSTILE, forename="Jo", school_id=school, job="Class teacher"))


@pytest.fixture
def tab(room: Room) -> DeclaredTab:
    """The list of declarations, in sight."""
    return tab_of(room).declared


def every(desk: Desk) -> list[declarations.Seen]:
    """Everything that stands."""
    return declarations.page(desk, DeclarationFilter()).rows


def fill(form: FormDialog, **values: Any) -> None:
    """Types these values."""
    for name, value in values.items():
        form.editor(name).set_value(value)


# -- declaring -------------------------------------------------------------------------------------


def test_a_declaration_is_entered_by_keyboard(
    desk: Desk, room: Room, tab: DeclaredTab, school: int, person: int, qtbot: QtBot
) -> None:
    declaring.add(desk, nothing(head(desk, school)))
    qtbot.keyClick(tab, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(room)
    choose(qtbot, form, "person_id", "stef")
    fill(form, with_kind="student", relationship="family member")
    qtbot.keyClicks(form.editor("with_whom").control, "K. O.")
    form.editor("declared_on").control.setFocus()
    qtbot.keyClick(form.editor("declared_on").control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(form.editor("declared_on").control, "2/3/26")
    save(qtbot, form)
    (one,) = [row for row in every(desk) if row.person_id == person]
    assert (one.declaration.with_whom, one.declaration.declared_on) == ("K. O.", LONG_AGO)
    assert one.declaration.received_on == desk.today()
    assert room.toast.words() == f"Declaration {one.id} entered."
    assert HOSTILE not in room.toast.words()
    assert tab.table.current_row() == one


def test_what_is_missing_is_said_beside_its_field(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    tab.add()
    form = form_of(room)
    form.try_to_save()
    assert beside(form, "person_id") == "Person is needed."
    fill(form, person_id=person)
    form.try_to_save()
    assert "a student, an ex-student, a parent" in beside(form, "with_kind")
    assert "initials or a pupil reference" in beside(form, "with_whom")
    assert "“unsure” is an answer" in beside(form, "relationship")
    assert every(desk) == []


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"with_whom": "N" * 400}, "with_whom", "400 characters long: 200 is the most"),
        ({"declared_on": TOMORROW}, "declared_on", "a day still to come"),
        (
            {"declared_on": LONG_AGO, "received_on": LONG_AGO - timedelta(days=1)},
            "received_on",
            "before it was declared",
        ),
        ({"reference": "DE-7K2M"}, "reference", "is not a reference"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    desk: Desk, room: Room, tab: DeclaredTab, person: int, typed: dict[str, Any], name: str, sentence: str
) -> None:
    tab.add(person)
    form = form_of(room)
    fill(form, with_kind="student", with_whom="K. O.", relationship="unsure")
    fill(form, **dated(typed))
    form.try_to_save()
    assert sentence in beside(form, name)
    assert form.isVisible()
    assert every(desk) == []


def test_the_tick_sets_the_particulars_aside_and_brings_them_back(room: Room, tab: DeclaredTab, person: int) -> None:
    tab.add(person)
    form = form_of(room)
    fill(form, with_kind="parent", with_whom="Mrs L.", relationship="unsure")
    assert "the head says what holds (6.1.4)" in words_of(form)
    assert "6.5.6: no contact" in words_of(form)
    fill(form, nothing=True)
    names = ("with_kind", "with_whom", "relationship")
    assert [(form.editor(one).value(), form.editor(one).isEnabled()) for one in names] == [("", False)] * 3
    assert "6.5.6: no contact" not in words_of(form)
    fill(form, nothing=False)
    assert [form.editor(one).value() for one in names] == ["parent", "Mrs L.", "unsure"]


def test_nothing_to_declare_is_entered_in_a_form_of_its_own(
    desk: Desk, room: Room, tab: DeclaredTab, person: int, qtbot: QtBot
) -> None:
    tab.add(nothing=True)
    form = form_of(room)
    choose(qtbot, form, "person_id", "stef")
    save(qtbot, form)
    (one,) = every(desk)
    assert (one.state, one.declaration.declared_on) == (State.NOTHING, desk.today())


def test_nothing_to_declare_beside_what_goes_on_is_refused(
    desk: Desk, room: Room, tab: DeclaredTab, person: int
) -> None:
    declaring.add(desk, told(person))
    tab.add(person, nothing=True)
    form_of(room).try_to_save()
    assert "They have 1 declared relationship that goes on" in words_of(form_of(room))


def test_the_form_says_who_decides_as_the_person_is_chosen(
    desk: Desk, room: Room, tab: DeclaredTab, person: int
) -> None:
    tab.add()
    form = form_of(room)
    assert "decides on it" not in words_of(form)
    fill(form, person_id=person)
    form.editor("person_id").changed.emit()
    assert "Ms Asha Patel decides on it (6.5.4)." in words_of(form)


def test_what_was_typed_comes_back_after_the_lock(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    tab.add(person)
    form = form_of(room)
    fill(form, with_kind="student", with_whom="K. O.", nothing=True)
    form.keep()
    form.done(0)
    room.bring_back()
    again = form_of(room)
    assert again.editor("person_id").value() == person
    assert again.editor("nothing").value() is True
    again.save_button.click()
    assert every(desk)[0].state is State.NOTHING


# -- correcting ------------------------------------------------------------------------------------


def test_a_correction_asks_why_and_leaves_both_readable(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    wrong = declaring.add(desk, told(person))
    tab.correct(wrong)
    form = form_of(room)
    fill(form, with_whom="K. P.")
    form.try_to_save()
    assert "Say why it is corrected" in beside(form, "correction")
    fill(form, correction="The initials were misread.")
    form.try_to_save()
    (one,) = every(desk)
    assert (one.declaration.corrects_id, one.declaration.with_whom) == (wrong, "K. P.")
    assert room.toast.words() == f"Declaration {wrong} corrected by declaration {one.id}."


def test_nothing_changed_is_no_correction(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    number = declaring.add(desk, told(person))
    tab.correct(number)
    fill(form_of(room), correction="Just so.")
    form_of(room).try_to_save()
    assert "Nothing was changed" in words_of(form_of(room))


# -- deciding on paper -----------------------------------------------------------------------------


def signed(form: FormDialog, **more: Any) -> None:
    """Keys a signed sheet."""
    usual = {"outcome": "approved", "solely": "no", "reason": "Cousins.", "decided_on": LONG_AGO}
    fill(form, **{**usual, **more})


def test_a_signed_sheet_is_keyed_with_its_reference(
    desk: Desk, room: Room, tab: DeclaredTab, school: int, person: int
) -> None:
    number = declaring.add(desk, told(person))
    (form,) = forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=number)
    tab.decide(number)
    dialog = form_of(room)
    assert dialog.editor("decided_by_id").value() == head(desk, school)
    signed(dialog, reference=form.reference.lower())
    dialog.try_to_save()
    (step,) = declarations.steps(desk, number)
    assert (step.step, step.form_id, step.signed) == ("approved", form.id, "on paper")
    tab.show_id(number)
    assert f"Sheet {form.reference}" in words_of(tab.panel)
    assert room.toast.words() == f"Declaration {number}: approved, signed on paper."


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"reason": ""}, "reason", "Reason is needed."),
        ({"reason": "  "}, "reason", "Reason is needed."),
        ({"decided_on": LONG_AGO - timedelta(days=1)}, "decided_on", "it cannot have been decided before"),
        ({"solely": "yes"}, "solely", "choose “not approved”"),
        ({"outcome": "approved with conditions"}, "conditions", "Write the conditions"),
        ({"look_again": LONG_AGO}, "look_again", "write a later one"),
    ],
)
def test_a_sheet_that_lacks_something_is_refused(
    desk: Desk, room: Room, tab: DeclaredTab, person: int, typed: dict[str, Any], name: str, sentence: str
) -> None:
    number = declaring.add(desk, told(person))
    tab.decide(number)
    signed(form_of(room), **typed)
    form_of(room).try_to_save()
    assert sentence in beside(form_of(room), name)
    assert declarations.steps(desk, number) == ()


def test_a_head_does_not_decide_her_own(desk: Desk, room: Room, tab: DeclaredTab, school: int) -> None:
    patel = head(desk, school)
    chair = people.add(desk, Person("Reed", "Sam", school_id=school, category="governance volunteer"))
    schools.change(desk, school, replace(schools.get(desk, school), chair_id=chair, route="chair"))
    number = declaring.add(desk, told(patel))
    tab.decide(number)
    form = form_of(room)
    assert form.editor("decided_by_id").value() == chair
    signed(form, decided_by_id=patel)
    form.try_to_save()
    assert beside(form, "decided_by_id") == "Nobody decides on their own declaration: this one goes to Sam Reed."


def test_a_sheet_of_somebody_else_or_of_another_kind_is_refused(
    desk: Desk, room: Room, tab: DeclaredTab, school: int, person: int
) -> None:
    number = declaring.add(desk, told(person))
    theirs = declaring.add(desk, told(head(desk, school)))
    (other,) = forms.issue(desk, FormKind.DECLARATION, [None], declaration_id=theirs)
    (named,) = forms.issue(desk, FormKind.DECLARATION, [head(desk, school)])
    (strange,) = forms.issue(desk, FormKind.AUTHORISATION, [person])
    tab.decide(number)
    dialog = form_of(room)
    for form, sentence in ((other, "somebody else"), (named, "somebody else"), (strange, "begins with DE")):
        signed(dialog, reference=form.reference)
        dialog.try_to_save()
        assert sentence in beside(dialog, "reference")
    assert declarations.steps(desk, number) == ()


def test_what_was_withdrawn_is_not_decided(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    number = declaring.add(desk, told(person))
    tab.decide(number)
    declaring.withdraw(desk, number, "It was somebody else.", LONG_AGO)
    signed(form_of(room))
    form_of(room).try_to_save()
    assert f"Declaration {number} is withdrawn. There is nothing left to decide." in words_of(form_of(room))


# -- what becomes of it ----------------------------------------------------------------------------


def test_it_is_withdrawn_and_ended_with_a_reason(
    desk: Desk, room: Room, tab: DeclaredTab, school: int, person: int
) -> None:
    first, second = (declaring.add(desk, told(person, with_whom=whom)) for whom in ("K. O.", "A. B."))
    for number, do, state in ((first, tab.withdraw, State.WITHDRAWN), (second, tab.end, State.ENDED)):
        do(number)
        form = form_of(room)
        form.try_to_save()
        assert beside(form, "reason") == "Why is needed."
        fill(form, reason="They left the club.", taken_on=LONG_AGO - timedelta(days=1))
        form.try_to_save()
        assert "this cannot have been before" in beside(form, "taken_on")
        fill(form, taken_on=desk.today())
        form.try_to_save()
        assert declarations.seen(desk, number).state is state


def test_no_change_is_not_said_before_it_was_declared(desk: Desk, room: Room, tab: DeclaredTab, person: int) -> None:
    number = declaring.add(desk, told(person))
    tab.confirm([number])
    fill(form_of(room), taken_on=LONG_AGO - timedelta(days=1))
    form_of(room).try_to_save()
    assert "this cannot have been before" in beside(form_of(room), "taken_on")


@pytest.mark.parametrize("step", ["new", "nothing", "correct", "decide", "answer", "confirm", "withdraw", "end"])
def test_every_form_opens_by_its_step_and_can_be_used_by_everybody(
    desk: Desk, room: Room, school: int, person: int, step: str
) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, Outcome.MORE)
    room.begin("declarations", step if step in ("new", "nothing") else f"{step} {number}")
    form = form_of(room)
    QApplication.processEvents()
    assert walk(form) == []
    assert rings(form) == []
