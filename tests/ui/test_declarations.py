"""The Declarations tab in the real window on a real register: the list, the record, and who sees what of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import keys
from metdesk import approaches, declarations, declaring, finding, keyholders, people, schools
from metdesk.approach_record import Approach
from metdesk.calendar import show_date
from metdesk.declaration_record import Outcome, State
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.test_declaring import LONG_AGO, decided, head, nothing, told
from tests.ui.accessibility import clipped, walk
from tests.ui.registers import HOSTILE, column, form_of, offered, people_and_schools, press, save, words_of
from tests.ui.registers import told as said
from ui.chips import ChipLabel
from ui.declaration_list import ALL_OPEN, DUE, TO_REVIEW
from ui.declarations import DeclarationsTab
from ui.filters import concern_filter
from ui.preview import Preview
from ui.room import Room


def tab_of(room: Room) -> DeclarationsTab:
    """The tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "declarations")
    room.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    return cast(DeclarationsTab, room.current())


@pytest.fixture
def person(desk: Desk, school: int) -> int:
    """Somebody who works at the school."""
    return people.add(desk, Person(surname=HOSTILE, forename="Jo", school_id=school, job="Class teacher"))


@pytest.fixture
def sitting_as(desk: Desk) -> Callable[..., None]:
    """Somebody of a role sits down at the desk, with a key for all schools or some."""

    def sit(role: str, where: tuple[int, ...] = ()) -> None:
        keyholders.add(desk, "Sam Reed", role, where, PASSPHRASE, cost=keys.CHEAPEST)
        desk.store.seat(keys.unlock(desk.folder, "Sam Reed", PASSPHRASE))

    return sit


def openings(desk: Desk) -> int:
    """How many openings the audit keeps."""
    query = "SELECT COUNT(*) FROM audit WHERE what = 'declarations.open'"
    return int(desk.store.database.raw.execute(query).fetchone()[0])


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(room: Room, school: int) -> None:
    tab = tab_of(room).declared
    assert [one.words for one in tab.empty().actions] == ["New declaration…", "Nothing to declare…"]
    tab.empty().actions[0].do()
    assert form_of(room).windowTitle() == "New declaration"


def test_what_is_open_is_listed_first(desk: Desk, room: Room, school: int, person: int) -> None:
    waits = declaring.add(desk, told(person))
    over = declaring.add(desk, told(person, with_whom="A. B."))
    declaring.end(desk, over, "They left the club.", desk.today())
    declaring.add(desk, nothing(people.add(desk, Person(surname="Ito", forename="Ken", school_id=school))))
    tab = tab_of(room).declared
    assert (column(tab, "person"), column(tab, "with_kind")) == ([f"Jo {HOSTILE}"], ["Student, K. O."])
    tab.finder.set_filter("state", str(State.NOTHING))
    assert (column(tab, "with_kind"), column(tab, "state")) == (["–"], ["Nothing to declare"])
    tab.finder.set_filter("state", TO_REVIEW)
    assert [tab.row_id(row) for row in tab.table.chosen_rows()] == [waits]
    tab.finder.set_filter("state", ALL_OPEN)
    assert tab.model.rowCount() == 1
    tab.finder.open_all()
    assert tab.model.rowCount() == 3


def test_by_state_what_waits_comes_first(desk: Desk, room: Room, school: int, person: int) -> None:
    approved, over = (declaring.add(desk, told(person, with_whom=whom)) for whom in ("K. O.", "A. B."))
    decided(desk, school, approved)
    declaring.end(desk, over, "They left the club.", desk.today())
    gone = people.add(desk, Person(surname="Ito", forename="Ken", school_id=school))
    declaring.add(desk, told(gone))
    people.leave(desk, gone, desk.today() - timedelta(days=1))
    declaring.add(desk, told(person, with_whom="C. D."))
    tab = tab_of(room).declared
    tab.finder.open_all()
    tab.table.sortByColumn([one.name for one in tab.model.columns].index("state"), Qt.SortOrder.AscendingOrder)
    assert column(tab, "state") == ["Waiting", "Approved", "Ended", "Ended"]


def test_what_is_due_to_be_looked_at_again_can_be_listed(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    declaring.add(desk, told(person, with_whom="A. B."))
    decided(desk, school, number, look_again=LONG_AGO + timedelta(days=30))
    tab = tab_of(room).declared
    tab.finder.set_filter("state", DUE)
    assert column(tab, "look_again") == ["1 Apr 2026"]
    assert "To be looked at again since 1 April 2026" in words_of(tab.panel)


def test_search_finds_by_who_declared_and_with_whom(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person, with_whom="Pupil 4711"))
    tab = tab_of(room).declared
    for words, found in (("stefanescu", 1), ("4711", 1), ("lund", 0)):
        tab.finder.search.setText(words)
        assert tab.model.rowCount() == found


def test_the_window_finds_declarations_and_goes_there(desk: Desk, room: Room, person: int) -> None:
    number = declaring.add(desk, told(person, with_whom="Pupil 4711"))
    (found,) = finding.find(desk, "4711")
    assert (found.kind, found.id, found.title) == ("declaration", number, f"Jo {HOSTILE}")
    assert found.subtitle == "Pupil 4711 · waiting · 2 Mar 2026"
    declaring.end(desk, number, "They left the club.", desk.today())
    room.go("declaration", number)
    row = tab_of(room).declared.table.current_row()
    assert row is not None
    assert row.id == number


def test_who_goes_to_a_corrected_declaration_finds_what_stands_in_its_place(
    desk: Desk, room: Room, person: int
) -> None:
    wrong = declaring.add(desk, told(person))
    right = declaring.correct(desk, wrong, told(person, with_whom="K. P.", correction="The initials were misread."))
    room.go("declaration", wrong)
    tab = tab_of(room).declared
    row = tab.table.current_row()
    assert row is not None
    assert row.id == right
    assert "The initials were misread." in words_of(tab.panel)
    press(tab.panel, "1 earlier entry")
    assert "Named as: K. O." in words_of(tab.panel)


# -- the record ------------------------------------------------------------------------------------


def test_the_record_says_for_whom_it_waits_and_since_when(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person, declared_on=desk.today()))
    panel = tab_of(room).declared.panel
    day = show_date(desk.today())
    assert f"Waits for Ms Asha Patel since {day} (6.5.4)." in words_of(panel)
    assert "Review overdue" not in words_of(panel)
    press(panel, "Record the head’s decision…")
    assert form_of(room).windowTitle() == "Record the head’s decision"


def test_a_review_that_is_overdue_is_called_so(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person))
    assert "A head has 10 school days to review." in words_of(tab_of(room).declared.panel)


def test_who_is_unsure_is_told_of_with_the_clause(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person, relationship="unsure"))
    assert "the head says what holds (6.1.4)" in words_of(tab_of(room).declared.panel)


def test_where_nobody_reviews_the_record_leads_to_the_school(desk: Desk, room: Room, school: int) -> None:
    declaring.add(desk, told(head(desk, school)))
    panel = tab_of(room).declared.panel
    assert "Nobody reviews it" in words_of(panel)
    assert "enter its chair, or the trust officer" in words_of(panel)
    assert "Record the head’s decision…" not in offered(panel)
    press(panel, "Open the school")
    assert room.specs[room.tabs.currentIndex()].name == "people"


def test_what_was_asked_stands_there_until_it_is_answered(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number, Outcome.MORE)
    panel = tab_of(room).declared.panel
    assert "Ms Asha Patel asked on 2 March 2026, and has no answer yet" in words_of(panel)
    press(panel, "Record their answer…")
    form = form_of(room)
    assert "Known to the school." in words_of(form)
    form.editor("reason").set_value("Since nursery.")
    form.try_to_save()
    assert declarations.seen(desk, number).state is State.WAITING
    assert f"Waits for Ms Asha Patel since {show_date(desk.today())}" in words_of(panel)
    assert "Since nursery." in words_of(panel)


def test_a_decision_is_read_with_reason_conditions_test_and_signature(
    desk: Desk, room: Room, school: int, person: int
) -> None:
    number = declaring.add(desk, told(person, received_on=LONG_AGO + timedelta(days=1), words="We are cousins."))
    decided(desk, school, number, Outcome.CONDITIONS, conditions="Family groups only.")
    words = words_of(tab_of(room).declared.panel)
    for line in (
        "Approved, as long as they keep to this",
        "Conditions: Family groups only.",
        "Known to the school.",
        "Only through the school (6.5.3, 6.5.6): no",
        "We are cousins.",
        "2 March 2026",
        "3 March 2026",
        "by Jo Marsh",
    ):
        assert line in words
    assert "Signed on paper" in {one.accessibleName() for one in tab_of(room).declared.panel.findChildren(ChipLabel)}


def test_who_came_from_another_school_waits_for_the_new_head(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number)
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    lund = people.add(desk, Person(surname="Lund", forename="Mia", school_id=other))
    schools.appoint(desk, other, lund)
    people.change(desk, person, replace(people.get(desk, person), school_id=other))
    words = words_of(tab_of(room).declared.panel)
    assert "before they came to Elm Grove: Mia Lund decides anew" in words


def test_a_leavers_declaration_says_when_it_ended(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    people.leave(desk, person, desk.today() - timedelta(days=1))
    room.go("declaration", number)
    assert "what was declared ended with that day" in words_of(tab_of(room).declared.panel)


def test_a_person_shows_what_they_declared_and_leads_to_a_new_declaration(desk: Desk, room: Room, person: int) -> None:
    number = declaring.add(desk, told(person))
    room.go("person", person)
    panel = people_and_schools(room).people.panel
    press(panel, "Open the declaration")
    row = tab_of(room).declared.table.current_row()
    assert row is not None
    assert row.id == number
    room.go("person", person)
    press(people_and_schools(room).people.panel, "New declaration…")
    assert form_of(room).editor("person_id").value() == person


# -- what is amiss ---------------------------------------------------------------------------------


def test_the_tab_counts_what_breaks_the_policy_and_lists_it(desk: Desk, room: Room, person: int) -> None:
    late = declaring.add(desk, told(person))
    declaring.add(desk, told(person, with_whom="A. B.", declared_on=desk.today()))
    spec = next(one for one in room.specs if one.name == "declarations")
    assert spec.badge is not None
    assert spec.badge(desk) == (1, "1 declaration or approach needs attention")
    room.begin("declarations", "only " + concern_filter("6.5.4", "Head’s review overdue"))
    tab = tab_of(room).declared
    assert [tab.row_id(row) for row in tab.table.chosen_rows()] == [late]
    assert tab.model.rowCount() == 1


def test_a_step_of_the_overview_leads_to_the_record(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    room.begin("declarations", f"put right declaration {number} Review…")
    row = tab_of(room).declared.table.current_row()
    assert row is not None
    assert row.id == number
    room.begin("declarations", f"put right declaration {number} No change…")
    assert form_of(room).windowTitle() == "No change"
    form_of(room).reject()
    room.begin("declarations", f"put right school {school} Open the school")
    room.begin("declarations", f"of school {school}")
    assert tab_of(room).declared.model.rowCount() == 1


def test_paper_is_shown_from_the_record_and_from_the_menu(desk: Desk, room: Room, person: int, qtbot: QtBot) -> None:
    number = declaring.add(desk, told(person))
    tab = tab_of(room).declared
    tab.show_id(number)
    papers: list[Callable[[], object]] = [
        lambda: tab.print_form(number),
        lambda: tab.print_copy(number),
        tab.print_for_chosen,
        tab.print_register,
        lambda: tab.print_yearly([person]),
        tab_of(room).counts.print_redacted,
    ]
    for show in papers:
        show()
        qtbot.waitUntil(lambda: bool(room.findChildren(Preview)))
        room.leave_over()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# -- many ------------------------------------------------------------------------------------------


def test_no_change_is_recorded_for_several_at_once(desk: Desk, room: Room, person: int, qtbot: QtBot) -> None:
    ids = [declaring.add(desk, told(person, with_whom=whom)) for whom in ("K. O.", "A. B.", "C. D.")]
    declaring.withdraw(desk, ids[0], "It was somebody else.", LONG_AGO)
    tab = tab_of(room).declared
    tab.finder.open_all()
    tab.table.selectAll()
    press(tab.panel, "No change in 2 declarations…")
    save(qtbot, form_of(room))
    assert [declarations.seen(desk, one).confirmed_on for one in ids] == [None, desk.today(), desk.today()]
    assert room.toast.words() == "2 declarations: no change."


def test_what_has_a_history_is_not_binned(desk: Desk, room: Room, school: int, person: int) -> None:
    number = declaring.add(desk, told(person))
    decided(desk, school, number)
    tab = tab_of(room).declared
    tab.bin_rows(tab.table.chosen_rows())
    assert "record that it was withdrawn instead" in said(room)
    fresh = declaring.add(desk, told(person, with_whom="A. B."))
    tab.show_id(fresh)
    tab.bin_rows(tab.table.chosen_rows())
    assert room.toast.words() == f"Declaration {fresh} is in the bin."


# -- who sees what ---------------------------------------------------------------------------------


def test_somebody_else_than_the_keeper_sees_it_in_short_and_opens_it_in_full(
    desk: Desk, room: Room, person: int, sitting_as: Callable[[str], None]
) -> None:
    declaring.add(desk, told(person, words="We are cousins."))
    sitting_as(Role.TRUST_OFFICER)
    tab = tab_of(room).declared
    tab.refresh()
    assert "We are cousins." not in words_of(tab.panel)
    assert "Family friend" in words_of(tab.panel)
    assert "The office and the head of Ash Hill Primary keep it." in words_of(tab.panel)
    assert offered(tab.panel) == {"Open the record", "Open the person"}
    assert openings(desk) == 0
    press(tab.panel, "Open the record")
    assert "We are cousins." in words_of(tab.panel)
    assert openings(desk) == 1
    press(tab.panel, "No change…")
    form_of(room).try_to_save()
    assert "We are cousins." in words_of(tab.panel)
    assert openings(desk) == 1


def test_another_record_closes_what_was_opened(
    desk: Desk, room: Room, person: int, sitting_as: Callable[[str], None]
) -> None:
    first = declaring.add(desk, told(person, words="We are cousins."))
    second = declaring.add(desk, told(person, with_whom="A. B.", words="We are in one choir."))
    sitting_as(Role.TRUST_OFFICER)
    tab = tab_of(room).declared
    tab.go("declaration", first)
    tab.open_row(declarations.seen(desk, first))
    tab.go("declaration", second)
    tab.go("declaration", first)
    assert "We are cousins." not in words_of(tab.panel)
    tab.correct(first)
    assert form_of(room).windowTitle() == "Correct the declaration"
    assert openings(desk) == 2


def test_a_reader_sees_how_many_there_are_and_nothing_else(
    desk: Desk, room: Room, school: int, person: int, sitting_as: Callable[[str], None]
) -> None:
    number = declaring.add(desk, told(person, words="We are cousins."))
    sitting_as(Role.READER)
    tab = tab_of(room)
    desk.tell({"setting"})
    assert tab.counted
    assert "not what they say: ask the headteacher" in words_of(tab)
    model = tab.counts.declared.paged()
    shown = [str(model.index(row, place).data()) for row in range(model.rowCount()) for place in range(3)]
    assert shown == ["Ash Hill Primary", "1", "–"]
    assert HOSTILE not in words_of(tab)
    assert offered(tab.counts) == {"Print"}
    assert finding.find(desk, "stefanescu")[0].kind == "person"
    assert [one.kind for one in finding.find(desk, "K. O.")] == []
    room.go("declaration", number)
    room.begin("declarations", "new")
    assert tab.counted
    room.go("person", person)
    assert "Declarations" not in words_of(people_and_schools(room).people.panel)


def test_the_counts_of_several_schools_have_their_sum_on_top(desk: Desk, room: Room, school: int, person: int) -> None:
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    declaring.add(desk, told(person))
    declaring.add(desk, told(people.add(desk, Person(surname="Lund", forename="Mia", school_id=other))))
    desk.choose("manager_sees_declarations", "counts only")
    model = tab_of(room).counts.declared.paged()
    shown = [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]
    assert shown == [("All schools", "2"), ("Ash Hill Primary", "1"), ("Elm Grove", "1")]


def test_approaches_are_found_and_stand_beside_the_person(desk: Desk, room: Room, person: int) -> None:
    approach = Approach(person_id=person, student="Pupil 4711", student_kind="student", platform="Instagram")
    number = approaches.add(desk, replace(approach, happened_on=LONG_AGO, said="Hello"))
    assert [(one.kind, one.id) for one in finding.find(desk, "4711")] == [("approach", number)]
    room.go("person", person)
    press(people_and_schools(room).people.panel, "Open the approach")
    row = tab_of(room).approaches.table.current_row()
    assert row is not None
    assert row.id == number


def test_a_manager_who_is_shown_counts_gets_the_lists_back(desk: Desk, room: Room, school: int, person: int) -> None:
    declaring.add(desk, told(person))
    tab = tab_of(room)
    desk.choose("manager_sees_declarations", "counts only")
    assert tab.counted
    desk.choose("manager_sees_declarations", "full")
    assert not tab.counted
    assert column(tab.declared, "person") == [f"Jo {HOSTILE}"]


def test_a_read_only_register_offers_nothing_that_changes(
    room: Room, desk: Desk, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaring.add(desk, told(person))
    monkeypatch.setattr(type(desk), "read_only", property(lambda self: True))
    tab = tab_of(room)
    tab.declared.refresh()
    assert {"No change…", "Correct…", "Record the head’s decision…", "Move to the bin"} & offered(tab) == set()
    assert [one.words for one in tab.declared.empty().actions] == []


def test_a_key_for_one_school_lists_that_school(
    desk: Desk, room: Room, school: int, person: int, sitting_as: Callable[..., None]
) -> None:
    other = schools.add(desk, schools.School(name="Elm Grove", urn="654321"))
    theirs = people.add(desk, Person(surname="Lund", forename="Mia", school_id=other))
    declaring.add(desk, told(person))
    hidden = declaring.add(desk, told(theirs))
    sitting_as(Role.HEADTEACHER, (school,))
    tab = tab_of(room).declared
    tab.refresh()
    tab.finder.open_all()
    assert column(tab, "person") == [f"Jo {HOSTILE}"]
    room.go("declaration", hidden)
    assert "your key is not for" in room.toast.words()


# -- everybody -------------------------------------------------------------------------------------


def test_the_lists_and_the_counts_can_be_used_by_everybody(desk: Desk, room: Room, person: int) -> None:
    declaring.add(desk, told(person))
    tab = tab_of(room)
    assert walk(tab) + clipped(tab) == []
    desk.choose("manager_sees_declarations", "counts only")
    QApplication.processEvents()
    assert walk(tab) + clipped(tab) == []
