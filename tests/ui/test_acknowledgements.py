"""The Acknowledgements tab in the real window on a real register: by person, school, round and edition."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from metdesk import (
    accounts,
    acknowledgements,
    answer_figures,
    answering,
    authorisations,
    checks,
    people,
    receipts,
    rounds,
)
from metdesk.account_record import Account
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.authorisations import Authorisation
from metdesk.desk import Desk
from tests.metdesk.answers import adopt, answer, ask, person
from tests.ui.accessibility import clipped, rings, walk
from tests.ui.registers import beside, column, form_of, offered, open_one, press, save, told, words_of
from ui.acknowledgements import AcknowledgementsTab
from ui.answer_list import OVERDUE
from ui.chasing import ChaseText
from ui.dialogs import Message
from ui.overview import OverviewTab
from ui.preview import Preview
from ui.receipt import ReceiptPage
from ui.room import Room
from ui.trend import TrendFigures, trend_words


def tab_of(room: Room) -> AcknowledgementsTab:
    """The tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "acknowledgements")
    room.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    return cast(AcknowledgementsTab, room.current())


@pytest.fixture
def bell(desk: Desk, school: int) -> int:
    """Somebody beside the head, where there is an edition to sign."""
    adopt(desk)
    return person(desk, school, team="Office", email="bell@ashhill.example")


def previewed(qtbot: QtBot, room: Room) -> Preview:
    """The preview, once its pages are made."""
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)))
    return room.findChildren(Preview)[0]


# -- empty -----------------------------------------------------------------------------------------


def test_an_empty_register_says_what_comes_first_in_each_list(room: Room) -> None:
    tab = tab_of(room)
    firsts = [[one.words for one in each.empty().actions] for each in (tab.people, tab.rounds, tab.editions)]
    assert firsts == [["Import staff list…"], ["Go to Policy"], ["Go to Policy"]]


@pytest.mark.parametrize("step", ["ask", "key", "sign 1", "refuse 1"])
def test_every_way_in_leads_to_the_policy_where_there_is_none(room: Room, school: int, step: str) -> None:
    room.begin("acknowledgements", step)
    assert "no edition of the policy yet" in told(room)
    press(open_one(room, Message), "Go to Policy")
    assert room.specs[room.tabs.currentIndex()].name == "policy"


def test_the_panel_leads_to_the_policy_where_there_is_none(room: Room, school: int) -> None:
    press(tab_of(room).people.panel, "Go to Policy")
    assert room.specs[room.tabs.currentIndex()].name == "policy"


def test_whoever_is_not_asked_can_be_asked_from_where_it_is_said(room: Room, school: int, bell: int) -> None:
    tab = tab_of(room)
    tab.go("acknowledgement", bell)
    assert "No round asks them to sign the edition in force." in words_of(tab.people.panel)
    press(tab.people.panel, "Ask people to sign…")
    assert form_of(room).editor("school_id").value() == school


# -- people ----------------------------------------------------------------------------------------


def test_people_are_found_by_where_they_stand(desk: Desk, room: Room, bell: int, school: int) -> None:
    answer(desk, bell)
    people_list = tab_of(room).people
    people_list.show_only(standing=str(Standing.SIGNED))
    assert column(people_list, "name") == ["Bell, Jo"]
    ask(desk, days=-1)
    people_list.show_only(standing=OVERDUE)
    assert column(people_list, "name") == ["Patel, Asha"]
    assert "Was to sign by" in words_of(people_list.panel)


def test_category_team_and_search_narrow_the_list(desk: Desk, room: Room, bell: int, school: int) -> None:
    person(desk, school, "Lamb", category="governance volunteer")
    people_list = tab_of(room).people
    for name, wanted, found in (("category", "governance volunteer", "Lamb, Jo"), ("team", "Office", "Bell, Jo")):
        people_list.clear()
        people_list.finder.set_filter(name, wanted)
        assert column(people_list, "name") == [found]
    people_list.clear()
    people_list.finder.search.setText("lam")
    assert column(people_list, "name") == ["Lamb, Jo"]


def test_what_was_entered_can_be_taken_back(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    tab = tab_of(room)
    tab.go("acknowledgement", bell)
    desk.undo()
    assert "No answer is entered yet." in words_of(tab.people.panel)


def test_the_panel_tells_the_three_dates(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    room.go("acknowledgement", bell)
    said = words_of(tab_of(room).people.panel)
    assert all(f"{word} " in said for word in ("Signed", "Received", "Entered"))
    assert offered(tab_of(room).people.panel) >= {"Open what was signed", "Correct…"}


def test_a_leaver_is_still_shown(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    people.leave(desk, bell, desk.today() - timedelta(1))
    room.go("acknowledgement", bell)
    people_list = tab_of(room).people
    assert [row.id for row in people_list.table.chosen_rows()] == [bell]
    assert "stays on record" in words_of(people_list.panel)


def test_a_refusal_needs_its_reason(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> None:
    tab_of(room).people.enter(bell, Answer.REFUSED)
    form = form_of(room)
    save(qtbot, form)
    assert "needed" in beside(form, "reason")
    form.editor("reason").set_value("Asks the union first.")
    save(qtbot, form)
    assert acknowledgements.standing_of(desk, bell).standing is Standing.REFUSED


@pytest.mark.parametrize(("days", "words"), [(1, "still to come"), (-9000, "cannot have been signed")])
def test_a_day_that_cannot_be_is_named_beside_it(
    desk: Desk, room: Room, bell: int, qtbot: QtBot, days: int, words: str
) -> None:
    tab_of(room).people.enter(bell, Answer.SIGNED)
    form = form_of(room)
    form.editor("signed_on").set_value(desk.today() + timedelta(days))
    save(qtbot, form)
    assert words in beside(form, "signed_on")
    assert acknowledgements.standing_of(desk, bell).standing is Standing.NOT_ASKED


def test_a_correction_says_why_and_both_stay(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> None:
    number = answer(desk, bell)
    tab_of(room).people.correct(number)
    form = form_of(room)
    form.editor("answer").set_value(str(Answer.MISTAKE))
    save(qtbot, form)
    assert "Say why" in beside(form, "correction")
    form.editor("correction").set_value("It was another Bell.")
    save(qtbot, form)
    assert acknowledgements.standing_of(desk, bell).standing is Standing.NOT_ASKED
    assert len(receipts.of_person(desk, bell)) == 2
    QApplication.processEvents()
    assert "It was another Bell." in words_of(tab_of(room).people.panel)


def test_enter_opens_what_was_signed_beside_its_edition(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> None:
    answer(desk, bell)
    adopt(desk, "2.0", revised="May 2023")
    room.go("acknowledgement", bell)
    number = receipts.of_person(desk, bell)[0].id
    tab_of(room).people.receipt(number)
    page = open_one(room, ReceiptPage)
    assert "Version 1.0" in page.words.toPlainText()
    qtbot.keyClick(page.words, Qt.Key.Key_Escape)
    assert not room.findChildren(ReceiptPage) or not room.findChildren(ReceiptPage)[0].isVisible()


def test_forms_of_those_chosen_are_printed_in_the_order_of_handing_out(
    desk: Desk, room: Room, bell: int, qtbot: QtBot
) -> None:
    people_list = tab_of(room).people
    people_list.table.selectAll()
    assert "Print forms for 2 people" in [one.words for one in people_list.row_actions(people_list.table.chosen_rows())]
    people_list.print_people([row.id for row in people_list.table.chosen_rows()])
    assert previewed(qtbot, room).document.pages >= 2


def test_the_hand_out_counts_whom_it_prints_for(desk: Desk, room: Room, bell: int) -> None:
    ask(desk)
    answer(desk, bell)
    room.begin("acknowledgements", "print")
    form = form_of(room)
    assert "1 form" in words_of(form)
    form.editor("outstanding").set_value(False)
    form.editor("outstanding").changed.emit()
    assert "2 forms" in words_of(form)


def test_the_text_for_an_e_mail_is_copied(desk: Desk, room: Room, bell: int) -> None:
    people_list = tab_of(room).people
    people_list.chase_text()
    assert not [one for one in room.findChildren(ChaseText) if one.isVisible()]
    assert "Nobody is outstanding" in room.toast.accessibleName()
    ask(desk)
    people_list.chase_text()
    dialog = open_one(room, ChaseText)
    press(dialog, "Copy the words")
    assert "Bell, Jo" in QGuiApplication.clipboard().text()
    assert walk(dialog) + clipped(dialog) == []


@pytest.mark.parametrize("which", ["Forms of the outstanding", "Chase list", "Status report"])
def test_each_paper_is_shown_before_it_is_printed(desk: Desk, room: Room, bell: int, which: str, qtbot: QtBot) -> None:
    ask(desk)
    next(one for one in tab_of(room).people.prints() if one.words == which).do()
    assert previewed(qtbot, room)


def test_files_of_no_use_are_left_alone(room: Room, bell: int, tmp_path: Path) -> None:
    tab = tab_of(room)
    assert not tab.dropped([tmp_path / "scan.pdf"])
    tab.show_list(tab.rounds)
    assert not tab.dropped([tmp_path / "answers.csv"])


# -- rounds, schools, editions ---------------------------------------------------------------------


def test_a_round_is_asked_followed_and_closed(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> None:
    room.begin("acknowledgements", "ask")
    form = form_of(room)
    assert "2 people" in words_of(form)
    save(qtbot, form)
    assert len(rounds.listed(desk)) == 1
    answer(desk, bell)
    tab = tab_of(room)
    tab.show_list(tab.rounds)
    QApplication.processEvents()
    row = tab.rounds.model.row(0)
    assert row is not None
    assert (row.answered, row.asked) == (1, 2)
    tab.rounds.close_round(row)
    press(open_one(room, Message), "Close the round")
    assert not rounds.listed(desk)[0].open


def test_a_round_with_nobody_in_it_is_refused_in_the_form(desk: Desk, room: Room, bell: int, qtbot: QtBot) -> None:
    tab_of(room).people.ask()
    form = form_of(room)
    form.editor("category").set_value("visitor")
    save(qtbot, form)
    assert "Nobody there today is of this school and category" in words_of(form)
    assert rounds.listed(desk) == []


def test_schools_and_editions_tell_their_shares(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    tab = tab_of(room)
    tab.show_list(tab.schools)
    assert "1 of 2 (50 %)" in words_of(tab.schools.panel)
    tab.schools.open_row(answer_figures.by_school(desk)[0])
    assert tab.people.isVisible()
    tab.show_list(tab.editions)
    assert column(tab.editions, "signed") == ["1"]


def test_an_edition_keeps_what_was_signed_when_the_next_one_comes(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    adopt(desk, "2.0")
    tab = tab_of(room)
    tab.show_list(tab.editions)
    assert column(tab.editions, "signed") == ["0", "1"]


def test_who_may_only_read_is_offered_nothing_that_changes(
    desk: Desk, room: Room, bell: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(desk, bell)
    monkeypatch.setattr(type(desk), "read_only", property(lambda self: True))
    tab = tab_of(room)
    tab.go("acknowledgement", bell)
    writing = {"Ask people…", "Ask people to sign…", "Key in forms", "Print the form…", "Correct…"}
    assert writing & offered(tab.people) == set()
    assert {"Open what was signed", "Chase list", "Export as CSV…"} <= offered(tab.people)
    tab.show_list(tab.rounds)
    assert "Ask people" not in offered(tab.rounds)


@pytest.mark.parametrize("which", ["people", "schools", "rounds", "editions"])
def test_every_list_can_be_used_by_everybody(desk: Desk, room: Room, bell: int, which: str) -> None:
    ask(desk)
    answer(desk, bell)
    tab = tab_of(room)
    tab.show_list(getattr(tab, which))
    assert walk(tab) + clipped(tab) + rings(getattr(tab, which).top_bar) == []


def test_the_trend_is_the_same_as_a_table(desk: Desk, room: Room, bell: int) -> None:
    answer(desk, bell)
    room.tabs.setCurrentIndex(0)
    overview = cast(OverviewTab, room.current())
    trend = overview.trend()
    assert trend_words(trend).startswith("Today 50 per cent: 1 of 2.")
    dialog = TrendFigures(overview, trend, "Share signed")
    shown = [str(dialog.table.model().index(0, place).data()) for place in range(1, 4)]
    assert shown == ["1", "2", "50 %"]


# -- every check: broken in a real register, seen everywhere, and put right ------------------------


def _badge(room: Room) -> int:
    spec = next(spec for spec in room.specs if spec.name == "acknowledgements")
    assert spec.badge is not None
    return spec.badge(room.desk)[0]


def _overview_lines(room: Room) -> str:
    room.tabs.setCurrentIndex(0)
    QApplication.processEvents()
    overview = cast(OverviewTab, room.current())
    return "\n".join(
        one.accessibleName() for one in overview.todo.findChildren(QPushButton) if one.isVisibleTo(overview)
    )


def _fails(desk: Desk, amiss: str) -> bool:
    return any(one.amiss == amiss and one.failing for one in checks.run(desk))


def test_somebody_overdue_shows_everywhere_until_they_answer(desk: Desk, room: Room, bell: int, school: int) -> None:
    head = next(row.id for row in acknowledgements.handed_out(desk) if row.id != bell)
    answer(desk, head)
    assert (_fails(desk, "Overdue"), _badge(room)) == (False, 0)
    ask(desk, days=-1)
    assert (_fails(desk, "Overdue"), _badge(room)) == (True, 1)
    assert "Print the chase list…: Bell, Jo" in _overview_lines(room)
    room.begin("acknowledgements", "only 5.3.1: Overdue")
    assert column(tab_of(room).people, "name") == ["Bell, Jo"]
    answer(desk, bell)
    assert (_fails(desk, "Overdue"), _badge(room)) == (False, 0)
    assert "Bell, Jo" not in _overview_lines(room)
    assert column(tab_of(room).people, "name") == []


def test_a_joiner_overdue_shows_everywhere_until_they_answer(desk: Desk, room: Room, bell: int, school: int) -> None:
    today = desk.today()
    ask(desk, days=-30, asked_on=today - timedelta(60))
    joiner = person(desk, school, "Newman", starts=today - timedelta(40))
    assert _fails(desk, "Joiners overdue")
    assert "Print their form…: Newman, Jo" in _overview_lines(room)
    room.begin("acknowledgements", "only 5.3.1: Joiners overdue")
    assert column(tab_of(room).people, "name") == ["Newman, Jo"]
    answer(desk, joiner)
    assert not _fails(desk, "Joiners overdue")
    assert "Newman, Jo" not in _overview_lines(room)
    assert column(tab_of(room).people, "name") == []


def test_a_refusal_is_put_right_from_the_overview(desk: Desk, room: Room, bell: int) -> None:
    number = answer(desk, bell, "refused")
    assert _fails(desk, "Refused, to be talked over")
    assert "Enter what came of it…: Bell, Jo" in _overview_lines(room)
    room.begin("acknowledgements", f"put right acknowledgement {bell} Enter what came of it…")
    assert "Bell" in words_of(form_of(room))
    form_of(room).reject()
    wrong = answering.get(desk, number)
    put = replace(wrong, answer="signed", reason="", correction="Signed after a talk.")
    answering.correct(desk, number, put)
    assert not _fails(desk, "Refused, to be talked over")
    assert "Enter what came of it…" not in _overview_lines(room)


def test_people_nobody_asked_and_shares_below_the_target_lead_to_their_school(
    desk: Desk, room: Room, bell: int, school: int
) -> None:
    assert _fails(desk, "Not asked")
    assert _fails(desk, "Below the target")
    assert "Ask them to sign…: Ash Hill Primary" in _overview_lines(room)
    room.begin("acknowledgements", f"put right school {school} Ask them to sign…")
    assert form_of(room).editor("school_id").value() == school
    form_of(room).reject()
    ask(desk)
    for row in acknowledgements.handed_out(desk):
        answer(desk, row.id)
    assert not _fails(desk, "Not asked")
    assert not _fails(desk, "Below the target")
    lines = _overview_lines(room)
    assert "Ask them to sign…" not in lines
    assert "Print the forms…" not in lines


def test_governors_below_the_target_show_until_they_sign(desk: Desk, room: Room, bell: int, school: int) -> None:
    assert not _fails(desk, "Governors below the target")
    governor = person(desk, school, "Gray", category="governance volunteer")
    assert _fails(desk, "Governors below the target")
    room.begin("acknowledgements", "only 5.1.2: Governors below the target")
    assert tab_of(room).schools.isVisible()
    answer(desk, governor)
    assert not _fails(desk, "Governors below the target")


def test_somebody_authorised_but_unsigned_shows_everywhere_until_they_sign(
    desk: Desk, room: Room, bell: int, school: int
) -> None:
    head, today = authorisations.who_grants(desk, school), desk.today()
    account = accounts.add(desk, Account(school, "Facebook", "ashhill", "https://facebook.com/ashhill"))
    authorisations.grant(desk, Authorisation(account, bell, False, head, today, today, None, today))
    assert (_fails(desk, "Authorised but unsigned"), _badge(room)) == (True, 1)
    assert "Print their form…: Bell, Jo" in _overview_lines(room)
    room.begin("acknowledgements", "only 6.2.2: Authorised but unsigned")
    assert column(tab_of(room).people, "name") == ["Bell, Jo"]
    answer(desk, bell)
    assert (_fails(desk, "Authorised but unsigned"), _badge(room)) == (False, 0)
    assert "Print their form…" not in _overview_lines(room)
    assert column(tab_of(room).people, "name") == []
