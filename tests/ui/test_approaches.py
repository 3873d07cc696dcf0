"""The list of approaches in the real window on a real register: the record, its forms, and who sees what of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from metdesk import approaches, people
from metdesk.approach_record import Reply
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.roles import Role
from tests.metdesk.test_approaches import BARE, DAY, approach, openings, sit
from tests.ui.registers import HOSTILE, column, form_of, offered, press, words_of
from tests.ui.test_declarations import tab_of
from ui.approach_list import LATE, NOT_KEPT, NOT_PROFESSIONAL, NOT_REPORTED
from ui.approaches import ApproachesTab
from ui.room import Room


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=HOSTILE, forename="Jo", school_id=school, job="Class teacher"))


def listed(room: Room) -> ApproachesTab:
    """The list of approaches, in sight."""
    tab = tab_of(room)
    tab.show_list(tab.approaches)
    return tab.approaches


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(room: Room, school: int) -> None:
    tab = listed(room)
    assert "6.5.5" in tab.empty().words
    (first,) = tab.empty().actions
    first.do()
    assert form_of(room).windowTitle() == "New approach"


def test_an_approach_is_entered_and_shown(desk: Desk, room: Room, person: int) -> None:
    tab = listed(room)
    tab.begin(f"new {person}")
    form = form_of(room)
    form.try_to_save()
    assert "What was said is needed." in words_of(form)
    for name, value in (("student", "K. O."), ("platform", "Instagram"), ("said", "hi miss <b>"), ("happened_on", DAY)):
        form.editor(name).set_value(value)
    form.try_to_save()
    assert column(tab, "student") == ["Student, K. O."]
    said = words_of(tab.panel)
    for words in (f"Jo {HOSTILE}", "“hi miss <b>”", "The head was not told", "The reply is not kept", "2 March 2026"):
        assert words in said


def test_what_was_said_and_the_reply_are_quoted(desk: Desk, room: Room, person: int) -> None:
    approaches.add(desk, approach(person))
    said = words_of(listed(room).panel)
    assert "“hi miss can i add u”" in said
    assert "“I cannot accept this. Please speak to me at school.”" in said
    assert "The test of 6.5.3" in said
    assert "He is in her class." in said


def test_reply_and_report_are_recorded_from_the_notices(desk: Desk, room: Room, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    tab = listed(room)
    press(tab.panel, "Record the reply…")
    form = form_of(room)
    form.try_to_save()
    assert "Enter the reply" in words_of(form)
    form.editor("tone").set_value("not replied")
    form.try_to_save()
    assert "nothing to keep" in words_of(tab.panel)
    press(tab.panel, "Record that the head was told…")
    form_of(room).editor("on").set_value(DAY)
    form_of(room).try_to_save()
    assert approaches.get(desk, number).reported_on == DAY
    assert not {"Record the reply…", "Record that the head was told…"} & offered(tab.panel)


def test_only_the_tone_is_asked_where_the_reply_stands(desk: Desk, room: Room, person: int) -> None:
    number = approaches.add(desk, approach(person, tone=""))
    tab = listed(room)
    press(tab.panel, "Record the tone of the reply…")
    form_of(room).editor("tone").set_value("not professional")
    form_of(room).try_to_save()
    assert "The reply was not professional" in words_of(tab.panel)
    assert approaches.get(desk, number).reply


def test_a_correction_shows_both(desk: Desk, room: Room, person: int) -> None:
    first = approaches.add(desk, approach(person))
    tab = listed(room)
    press(tab.panel, "Correct…")
    form = form_of(room)
    form.editor("platform").set_value("Snapchat")
    form.try_to_save()
    assert "Say why it is corrected" in words_of(form)
    form.editor("correction").set_value("It was Snapchat.")
    form.try_to_save()
    assert column(tab, "platform") == ["Snapchat"]
    assert f"stands in the place of approach {first}: It was Snapchat." in words_of(tab.panel)
    tab.go("approach", first)
    assert tab.table.chosen_rows()[0].id == first + 1


def test_others_by_the_same_student_are_shown_together(desk: Desk, school: int, room: Room, person: int) -> None:
    other = people.add(desk, Person(surname="Khan", forename="Amir", school_id=school))
    first = approaches.add(desk, approach(other, student="ko", happened_on=DAY - timedelta(days=9)))
    approaches.add(desk, approach(person))
    tab = listed(room)
    assert "Other approaches by the same student" in words_of(tab.panel)
    assert "Amir Khan" in words_of(tab.panel)
    press(tab.panel, "Show it")
    assert tab.table.chosen_rows()[0].id == first


@pytest.mark.parametrize(
    ("amiss", "found"),
    [
        (NOT_REPORTED, ["X", "YouTube"]),
        (LATE, ["YouTube"]),
        (NOT_KEPT, ["X", "YouTube"]),
        (NOT_PROFESSIONAL, ["TikTok"]),
    ],
)
def test_a_list_is_narrowed_by_what_is_amiss(desk: Desk, room: Room, person: int, amiss: str, found: list[str]) -> None:
    approaches.add(desk, approach(person))
    approaches.add(desk, approach(person, platform="YouTube", **BARE))
    approaches.add(desk, approach(person, platform="X", **BARE | {"happened_on": desk.today()}))
    approaches.add(desk, approach(person, platform="TikTok", tone="not professional"))
    tab = listed(room)
    tab.finder.set_filter("amiss", amiss)
    assert sorted(column(tab, "platform")) == found


def test_what_was_typed_comes_back(desk: Desk, room: Room, person: int) -> None:
    number = approaches.add(desk, approach(person))
    tab = tab_of(room)
    for step, title in (
        ("approach new", "New approach"),
        (f"approach correct {number}", "Correct the approach"),
        (f"approach reply {number}", "Record the reply"),
        (f"approach report {number}", "Record that the head was told"),
    ):
        tab.begin(step)
        form = form_of(room)
        assert form.windowTitle() == title
        form._throw_away()


def test_a_check_leads_to_its_step(desk: Desk, room: Room, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    tab_of(room).begin(f"put right approach {number} Record that the head was told…")
    assert form_of(room).windowTitle() == "Record that the head was told"


def test_somebody_else_than_the_keeper_opens_it_and_that_is_noted(desk: Desk, room: Room, person: int) -> None:
    approaches.add(desk, approach(person))
    sit(desk, Role.TRUST_OFFICER, [])
    tab = listed(room)
    tab.refresh()
    assert "“hi miss" not in words_of(tab.panel)
    assert openings(desk) == []
    press(tab.panel, "Open the record")
    assert "“hi miss" in words_of(tab.panel)
    assert len(openings(desk)) == 1
    tab.refresh()
    assert len(openings(desk)) == 1


def test_a_reader_is_offered_nothing_to_change(desk: Desk, room: Room, person: int) -> None:
    approaches.add(desk, approach(person, **BARE))
    sit(desk, Role.READER, [])
    tab = listed(room)
    tab.refresh()
    assert tab.model.rowCount() == 0
    assert tab_of(room).approaches.empty().actions == ()


def test_an_approach_goes_to_the_bin_and_comes_back(desk: Desk, room: Room, person: int) -> None:
    approaches.add(desk, approach(person))
    tab = listed(room)
    tab.bin_rows(tab.table.chosen_rows())
    assert tab.model.rowCount() == 0
    desk.undo()
    assert tab.model.rowCount() == 1
    tab.bin_rows([])


def test_the_list_follows_a_change_elsewhere(desk: Desk, room: Room, person: int) -> None:
    number = approaches.add(desk, approach(person, **BARE))
    tab = listed(room)
    approaches.reply(desk, number, Reply("No.", DAY, "professional"))
    people.change(desk, person, replace(people.get(desk, person), surname="Lee"))
    assert column(tab, "person") == ["Jo Lee"]
    assert "“No.”" in words_of(tab.panel)


def test_enter_opens_the_record(desk: Desk, room: Room, person: int) -> None:
    approaches.add(desk, approach(person))
    tab: Any = listed(room)
    tab.open_row(tab.table.chosen_rows()[0])
    assert tab.panel.hasFocus()
