"""The Breaches tab in the real window on a real register: who finds what of a case, its forms, what is refused."""

import dataclasses
import hashlib
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

import resources
from db.keys import CHEAPEST
from metdesk import case_course, case_seen, cases, casework, policy, reporting, schools, sitting
from metdesk.case_record import CaseAction, EntryKind, Evidence, Harm, Note, Referral, State
from metdesk.desk import Desk
from metdesk.intake.policy import read
from metdesk.roles import Role
from tests.hostile import good
from tests.metdesk import test_cases
from tests.metdesk.test_cases import DAY, PERSON, SECRET, Trust
from tests.ui.accessibility import walk
from tests.ui.registers import beside, column, form_of, offered, open_one, press, words_of
from tests.ui.registers import told as said
from ui import case_forms
from ui.attachment_page import AttachmentPage
from ui.breaches import BreachesTab
from ui.case_evidence import EvidenceBlock
from ui.case_list import LATE, MINE, due_chip
from ui.case_report import ReportDialog
from ui.cases import CasesTab
from ui.dialogs import Message
from ui.form import FormDialog
from ui.kept_file import Thumbnail
from ui.preview import Preview
from ui.room import Room
from ui.tabs import tabs
from ui.todo import TodoLine


def tab_of(room: Room) -> BreachesTab:
    """The tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "breaches")
    room.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    return cast(BreachesTab, room.current())


trust = test_cases.trust


@pytest.fixture
def number(trust: Trust) -> int:
    """A case that went to the head, who sits at the desk."""
    made = trust.report()
    trust.as_head()
    return made


def entries(desk: Desk, case_id: int, kind: EntryKind) -> list[case_seen.Entry]:
    """What stands of a kind."""
    return [one for one in cases.read(desk, case_id).standing if one.kind is kind]


# --- who finds what


def test_where_there_is_no_school_yet_that_is_the_first_step(room: Room) -> None:
    tab = tab_of(room).cases
    assert [one.words for one in tab.empty().actions] == ["New school…"]


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(room: Room, school: int) -> None:
    tab = tab_of(room).cases
    assert "5.2.3" in tab.empty().words
    (first,) = tab.empty().actions
    first.do()
    assert form_of(room).windowTitle() == "Report a breach"


def test_who_is_not_named_finds_that_a_case_is_there_and_none_of_its_words(trust: Trust, room: Room) -> None:
    number = trust.report()
    tab = tab_of(room).cases
    title = cases.row(trust.desk, number).title
    assert (column(tab, "case"), column(tab, "report"), column(tab, "route")) == ([title], ["–"], ["Headteacher"])
    shown = words_of(tab.panel)
    assert "Not for you to read" in shown
    assert "It is for the headteacher." in shown
    assert "Breach of confidentiality" in shown
    for word in (SECRET, PERSON):
        assert word not in shown
    assert not {"Add to the chronology…", "Conclude…"} & offered(tab.panel)
    tab.finder.set_filter("named", MINE)
    assert tab.model.rowCount() == 0


def test_who_is_named_reads_it(trust: Trust, number: int, room: Room) -> None:
    shown = words_of(tab_of(room).cases.panel)
    for word in (SECRET, PERSON, "2 March 2026", "Who reads this case", "Chronology", "Clocks"):
        assert word in shown
    assert {"Add to the chronology…", "Name an investigator…", "Read 6.1.5"} <= offered(tab_of(room).cases.panel)


def test_a_head_finds_nothing_of_a_case_about_her(trust: Trust, room: Room) -> None:
    number = trust.report(subject_id=trust.head)
    trust.as_head()
    tab = tab_of(room).cases
    assert tab.model.rowCount() == 0
    assert tab.empty().heading == "No cases here"
    assert tab.count_line.text() == ""
    (spec,) = (one for one in tabs() if one.name == "breaches")
    assert spec.badge is not None
    assert spec.badge(trust.desk)[0] == 0
    for case_id in (number, 9_999):
        room.go("breach", case_id)
        assert room.toast.words() == "This case is no longer in the register."
        tab.begin(f"note {case_id}")
        assert room.toast.words() == cases.GONE


def test_a_reader_sees_counts_and_no_list(trust: Trust, room: Room) -> None:
    trust.seat(Role.READER)
    trust.report()
    trust.seat(Role.READER)
    tab = tab_of(room)
    assert tab.counted
    assert "How many there are, not what they say" in words_of(tab.counts)
    assert [str(tab.counts.table.model().index(0, place).data()) for place in range(1, 5)] == ["1", "–", "–", "1"]
    tab.begin("new")
    room.go("breach", 1)
    assert tab.counted
    assert walk(tab.counts) == []


def test_late_cases_are_counted_on_the_tab_and_can_be_listed(trust: Trust, number: int, room: Room) -> None:
    today = trust.desk.today()
    reporting.report(trust.desk, trust.told(happened_on=today, reported_on=today))
    (spec,) = (one for one in tabs() if one.name == "breaches")
    assert spec.badge is not None
    assert spec.badge(trust.desk) == (2, "1 case is late, 1 case was reported to you")
    tab = tab_of(room).cases
    assert tab.model.rowCount() == 2
    tab.begin("late")
    assert column(tab, "due") == ["Not started"]
    assert tab.finder.query().filters["state"] == LATE


def test_the_window_notices_by_itself_that_the_72_hours_pass(
    trust: Trust, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = trust.desk.today()
    number = trust.report(data_breach=True, happened_on=today, reported_on=today)
    trust.as_head()
    limit = cases.row(trust.desk, number).notify_by
    assert limit is not None
    tab = tab_of(room).cases
    badge = next(one.badge for one in tabs() if one.name == "breaches")
    assert badge is not None
    for left, shown, late in (
        (timedelta(hours=18, minutes=1), "18 hours left", 0),
        (timedelta(hours=1, minutes=1), "1 hour left", 0),
        (timedelta(minutes=1), "Less than an hour left", 0),
        (timedelta(), "Not notified", 1),
    ):
        monkeypatch.setattr(trust.desk.store, "now", lambda left=left: limit - left)
        room.turns.look()
        assert column(tab, "due") == [shown]
        assert badge(trust.desk) == (1, "1 case is late" if late else "1 case was reported to you")
        assert (f"got out: {shown.lower()}" if not late else "the 72 hours are over") in words_of(tab.panel)


def test_what_is_due_first_is_shown_before_the_hours_of_a_clock(trust: Trust) -> None:
    today = trust.desk.today()
    number = trust.report(data_breach=True, harm=Harm.THRESHOLD, happened_on=today, reported_on=today)
    trust.as_head()
    row = cases.row(trust.desk, number)
    assert row.refer_by is not None
    assert row.notify_by is not None
    assert (due_chip(row) is None) == (row.refer_by < row.notify_by.astimezone().date())
    casework.write(trust.desk, number, EntryKind.REFERRAL, Referral("LADO", today, "", "None yet."))
    chip = due_chip(cases.row(trust.desk, number))
    assert chip is not None
    assert chip.text.endswith("hours left")


def test_the_overview_leads_those_named_to_the_form_and_others_to_what_they_may_know(
    trust: Trust, number: int, room: Room
) -> None:
    def step(words: str) -> QPushButton:
        room.tabs.setCurrentIndex(0)
        QApplication.processEvents()
        lines = [one for one in room.current().findChildren(TodoLine) if one.isVisibleTo(room)]
        return next(one.step for one in lines if one.step.text() == words)

    step("Name an investigator…").click()
    assert form_of(room).windowTitle() == "Name an investigator"
    form_of(room).accept()
    trust.as_manager()
    trust.desk.tell({"breach", "keyholder"})
    step("Open the breaches").click()
    assert "Not for you to read" in words_of(tab_of(room).cases.panel)
    assert cases.row(trust.desk, number).title in words_of(tab_of(room).cases.panel)


# --- reporting


def test_the_category_proposes_its_clause_and_what_to_do_is_said_at_once(trust: Trust, room: Room) -> None:
    policy.adopt(trust.desk, read(resources.read("policy/starter.md"), "starter.md"), source_name="starter.md")
    tab_of(room).begin("new")
    form = form_of(room)
    assert isinstance(form, ReportDialog)
    form.editor("category").set_value("identification of a user")
    assert form.editor("clauses").value() == "6.4.3"
    form.editor("category").set_value("raising concerns about a school")
    assert form.editor("clauses").value() == "6.1.5"
    assert "Ask first whether this is a protected disclosure" in words_of(form)
    form.editor("category").set_value("contact with a student")
    assert form.editor("harm").value() == ""
    form.editor("harm").set_value("no sign of harm")
    assert "is there really no sign of harm" in words_of(form)
    form.editor("category").set_value("raising concerns about a school")
    form.editor("harm").set_value("harm, or a risk of it")
    assert "Do not investigate" in words_of(form)
    form.editor("harm").set_value("a low-level concern")
    assert "look for a pattern" in words_of(form)
    form.editor("data_breach").set_value(True)
    assert "72 hours" in words_of(form)
    form.editor("clauses").set_value("6.4.2")
    (part,) = (one for one in form.findChildren(QMenu) if one.title().startswith("6.1 "))
    next(one for one in part.actions() if one.text().startswith("6.1.3 ")).trigger()
    assert form.editor("clauses").value() == "6.4.2, 6.1.3"
    assert "6.1.3: " in words_of(form)
    form.editor("clauses").set_value("6.4.2")
    form.editor("category").set_value("other")
    assert form.editor("clauses").value() == "6.4.2"
    form.editor("school_id").set_value(trust.school)
    form.editor("subject_id").set_value(trust.head)
    form.editor("subject_id").changed.emit()
    assert "trust officer" in words_of(form)


def fill(form: ReportDialog, trust: Trust) -> None:
    for name, value in (
        ("what", SECRET),
        ("category", "breach of confidentiality"),
        ("happened_on", DAY),
        ("reported_by", PERSON),
        ("school_id", trust.school),
        ("harm", "no sign of harm"),
    ):
        form.editor(name).set_value(value)


def test_a_report_says_where_it_went_and_who_reads_it(trust: Trust, room: Room) -> None:
    tab = tab_of(room)
    tab.begin("new")
    form = cast(ReportDialog, form_of(room))
    form.try_to_save()
    assert "What happened is needed." in words_of(form)
    fill(form, trust)
    form.editor("clauses").set_value("none")
    form.try_to_save()
    assert "Name at least one clause" in beside(form, "clauses")
    form.editor("clauses").set_value("6.1.5")
    form.try_to_save()
    assert f"Who can read it now: headteacher {trust.head} ()" in said(room)
    assert column(tab.cases, "report") == ["–"]


def test_where_nobody_of_the_route_has_a_key_it_is_kept_here_and_says_so(desk: Desk, school: int, room: Room) -> None:
    tab = tab_of(room)
    tab.begin("new")
    form = cast(ReportDialog, form_of(room))
    for name, value in (("what", SECRET), ("category", "other"), ("clauses", "6.1.1"), ("happened_on", DAY)):
        form.editor(name).set_value(value)
    form.editor("reported_by").set_value(PERSON)
    form.editor("harm").set_value("no sign of harm")
    form.editor("school_id").set_value(school)
    form.editor("school_id").changed.emit()
    assert "who has no key to this register: it is kept with you" in words_of(form)
    form.try_to_save()
    assert "it is kept with you" in said(room)
    assert column(tab.cases, "report") == [SECRET]
    assert "Pass it on" not in words_of(tab.cases.panel)
    assert "who has no key to this register: tell them yourself" in words_of(tab.cases.panel)
    head = schools.get(desk, school).head_id
    sitting.add_keyholder(desk, "Asha Patel", Role.HEADTEACHER, [school], "lantern gravel autumn", head, cost=CHEAPEST)
    open_one(room, Message).reject()
    assert "It is for Asha Patel, who has a key" in words_of(tab.cases.panel)
    press(tab.cases.panel, "Name Asha Patel")
    assert "Pass it on" not in words_of(tab.cases.panel)
    (row,) = cases.page(desk).rows
    assert cases.read(desk, row.id).named == ("Asha Patel", desk.keyholder.name)


# --- work on a case


def test_the_chronology_is_in_the_order_in_which_it_happened(trust: Trust, number: int, room: Room) -> None:
    desk, tab = trust.desk, tab_of(room).cases
    tab.begin(f"note {number}")
    form = form_of(room)
    form.editor("happened_on").set_value(desk.today() + timedelta(days=1))
    form.editor("words").set_value("Later.")
    form.try_to_save()
    assert "still to come" in beside(form, "happened_on")
    form.editor("happened_on").set_value(desk.today())
    form.try_to_save()
    casework.write(desk, number, EntryKind.NOTE, Note(DAY - timedelta(days=3), "Earlier."))
    shown = words_of(tab.panel)
    assert shown.index("Earlier.") < shown.index("Later.")
    assert room.toast.words() == f"{cases.row(desk, number).title}: entered in the chronology."


def test_an_entry_is_corrected_with_why_and_what_stood_stays_readable(trust: Trust, number: int, room: Room) -> None:
    desk, tab = trust.desk, tab_of(room).cases
    casework.write(desk, number, EntryKind.NOTE, Note(DAY, "On Monday."))
    (note,) = entries(desk, number, EntryKind.NOTE)
    tab.begin(f"correct {number} {note.uuid}")
    form = form_of(room)
    form.editor("words").set_value("On Tuesday.")
    form.try_to_save()
    assert beside(form, "why").startswith("Why is needed") or "Say why" in beside(form, "why")
    form.editor("why").set_value("The wrong day.")
    form.try_to_save()
    (right,) = entries(desk, number, EntryKind.NOTE)
    assert (right.record.words, right.why) == ("On Tuesday.", "The wrong day.")
    assert "1 earlier entry" in offered(tab.panel)
    tab.begin(f"correct {number} {note.uuid}")
    assert "corrected already" in room.toast.words()


def test_a_report_that_is_corrected_goes_where_it_belongs(trust: Trust, number: int, room: Room) -> None:
    desk, tab = trust.desk, tab_of(room).cases
    tab.show_id(number)
    (report,) = entries(desk, number, EntryKind.REPORT)
    form = case_forms.correct_form(desk, room, number, report.uuid)
    form.editor("clauses").set_value("none")
    form.editor("why").set_value("It was another clause, and about somebody else.")
    form.try_to_save()
    assert "at least one clause" in beside(form, "clauses")
    form.editor("clauses").set_value("6.4.3")
    form.editor("category").set_value("other")
    form.editor("subject_id").set_value(trust.head)
    form.try_to_save()
    assert f"Who can read it now: trust officer {trust.officer} ()" in room.toast.words()
    assert "Pemberton" not in words_of(tab)
    assert tab.row_of(number) is None
    trust.as_officer()
    told = cases.read(desk, number)
    assert (told.report.clauses, told.row.category, told.report.subject_id) == ("6.4.3", "other", trust.head)


def test_a_case_is_not_concluded_with_open_actions(trust: Trust, number: int, room: Room) -> None:
    desk, tab, today = trust.desk, tab_of(room).cases, trust.desk.today()
    casework.write(desk, number, EntryKind.ACTION, CaseAction("Ask for the chat", "Ms Patel", today))
    tab.begin(f"conclude {number}")
    form = form_of(room)
    form.try_to_save()
    assert "Ask for the chat" in words_of(form)  # also beside what is missing
    assert beside(form, "reasons") == "Reasons are needed."
    for name, value in (("outcome", "advice"), ("decided_by", "Ms Patel"), ("reasons", "A single lapse.")):
        form.editor(name).set_value(value)
    form.try_to_save()
    assert "Record that it was done first" in words_of(form)
    form.accept()
    press(tab.panel, "Done…")
    form = form_of(room)
    form.editor("words").set_value("Given.")
    form.try_to_save()
    tab.begin(f"conclude {number}")
    form = form_of(room)
    for name, value in (("outcome", "advice"), ("decided_by", "Ms Patel"), ("reasons", "A single lapse.")):
        form.editor(name).set_value(value)
    form.try_to_save()
    assert cases.row(desk, number).state is State.CONCLUDED
    tab.show_id(number)
    assert "A single lapse." in words_of(tab.panel)
    assert [one.words for one in tab.row_actions(tab.table.chosen_rows())] == [
        "Reopen…",
        "Print the case file…",
        "Save a sealed bundle…",
        "Name somebody to see it…",
    ]
    press(tab.panel, "Reopen…")
    form = form_of(room)
    form.editor("words").set_value("Something else came up.")
    form.try_to_save()
    assert "Reopened: Something else came up." in words_of(tab.panel)


def test_an_investigator_is_chosen_among_those_whom_it_does_not_concern(trust: Trust, number: int, room: Room) -> None:
    desk, tab, chair = trust.desk, tab_of(room).cases, f"investigator {trust.chair} ()"
    tab.begin(f"investigator {number}")
    form = form_of(room)
    form.editor("name").set_value("Somebody Else")
    form.try_to_save()
    assert "Choose somebody from the list" in beside(form, "name")
    form.editor("name").set_value(chair)
    form.try_to_save()
    assert chair in cases.read(desk, number).named
    assert cases.row(desk, number).state is State.INVESTIGATED
    assert "Investigator" in words_of(tab.panel)
    tab.begin(f"off {number} {chair}")
    press(room.window(), "Take off")
    assert chair not in cases.read(desk, number).named
    assert "Nobody else can read this case" not in words_of(tab.panel)
    tab.begin(f"name {number} {chair}")
    assert chair in cases.read(desk, number).named
    assert "Investigator" not in words_of(tab.panel)


def test_evidence_is_dropped_taken_in_and_seen(
    trust: Trust, number: int, room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, tab = trust.desk, tab_of(room).cases
    (tmp_path / "chat.txt").write_bytes(b"They wrote this.\n")
    assert not tab_of(room).dropped([tmp_path / "chat.txt", tmp_path])
    assert tab_of(room).dropped([tmp_path / "chat.txt"])
    qtbot.waitUntil(lambda: bool(room.findChildren(FormDialog)))
    form = form_of(room)
    form.try_to_save()
    assert beside(form, "came_from") == "Where it came from is needed."
    form.editor("came_from").set_value("A parent")
    form.try_to_save()
    (one,) = entries(desk, number, EntryKind.EVIDENCE)
    assert casework.evidence_bytes(desk, number, one) == b"They wrote this.\n"
    shown = words_of(tab.panel)
    assert one.more["sha256"] in shown
    assert "chat.txt" in shown
    tab.begin(f"handled {number} {one.uuid}")
    form = form_of(room)
    form.editor("handled_by").set_value("Sgt Lowe")
    form.editor("words").set_value("Copied for the police.")
    form.try_to_save()
    assert "Sgt Lowe on" in words_of(tab.panel)
    right = dataclasses.replace(one.record, came_from="A pupil")
    casework.write(desk, number, EntryKind.EVIDENCE, right, corrects=one.uuid, why="Who gave it.")
    tab.begin(f"handled {number} {one.uuid}")
    form = form_of(room)
    form.editor("handled_by").set_value("Mr Lund")
    form.editor("words").set_value("To read it.")
    form.try_to_save()
    assert "Mr Lund on" in words_of(tab.panel)


def blocks(tab: CasesTab) -> list[EvidenceBlock]:
    """The pieces of evidence in the panel, the first brought to sight."""
    QApplication.processEvents()
    found = [one for one in tab.panel.findChildren(EvidenceBlock) if one.isVisibleTo(tab.panel)]
    tab.panel.ensureWidgetVisible(found[0], 0, 40)
    return found


def test_evidence_is_seen_inline_and_large_and_forgotten_with_its_case(
    trust: Trust,
    number: int,
    room: Room,
    qtbot: QtBot,
) -> None:
    for name, data, media_type in (
        ("chat.png", good.picture("PNG"), "image/png"),
        ("letter.pdf", good.pdf(), "application/pdf"),
        ("talk.mp3", b"Seen.", "audio/mpeg"),
    ):
        casework.add_evidence(trust.desk, number, Evidence(name, "A parent", "Ms Patel", DAY), data, media_type)
    tab = tab_of(room).cases
    entries_of = cases.read(trust.desk, number).evidence
    first = blocks(tab)[0].findChild(Thumbnail)
    assert first is not None
    assert first.accessibleName() == "Small picture of chat.png"
    qtbot.waitUntil(lambda: tab.pictures.of(entries_of[0]) is not None, timeout=20_000)
    tab.panel.verticalScrollBar().setValue(tab.panel.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: None not in map(tab.pictures.of, entries_of), timeout=20_000)
    drawn = [tab.pictures.of(one) for one in entries_of]
    assert [bool(one and one.look.picture) for one in drawn] == [True, True, False]
    assert "PDF · 1 page" in words_of(tab.panel)
    assert walk(tab.panel) == []
    tab.refresh()
    assert [tab.pictures.of(one) for one in entries_of] == drawn
    shown = blocks(tab)[0].findChildren(Thumbnail)[-1]
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(room.findChildren(AttachmentPage)))
    assert not room.findChildren(AttachmentPage)[0].picture.image.isNull()
    room.leave_over()
    reporting.report(trust.desk, trust.told())
    tab.table.selectAll()
    assert [tab.pictures.of(one) for one in entries_of] == [None, None, None]


def test_evidence_that_was_changed_on_disk_says_so_in_its_place(
    trust: Trust, number: int, room: Room, qtbot: QtBot
) -> None:
    for name in ("chat.png", "kept.png"):
        evidence = Evidence(name, "A parent", "Ms Patel", DAY)
        casework.add_evidence(trust.desk, number, evidence, good.picture("PNG"), "image/png")
    raw = trust.desk.store.database.raw
    (kept,) = raw.execute("SELECT content FROM breach_file WHERE id = 1").fetchone()
    raw.execute("UPDATE breach_file SET content = ? WHERE id = 1", (kept[:-1] + bytes([kept[-1] ^ 1]),))
    tab = tab_of(room).cases
    block = blocks(tab)[0]
    qtbot.waitUntil(lambda: "no longer what was taken in on 2 March 2026" in words_of(block), timeout=20_000)
    assert offered(block) == {"Who else had it…", "Correct…"}
    assert {"View", "Open"} <= offered(blocks(tab)[1])


def test_a_referral_to_the_lado_and_a_notification_stop_their_clocks(trust: Trust, room: Room) -> None:
    number = trust.report(harm="harm, or a risk of it", data_breach=True)
    trust.as_head()
    tab = tab_of(room).cases
    assert "Do not investigate" in words_of(tab.panel)
    press(tab.panel, "Record a referral…")
    form = form_of(room)
    form.editor("to").set_value("LADO")
    form.editor("words").set_value("Wait for the meeting.")
    form.try_to_save()
    press(tab.panel, "Record the notification…")
    form = form_of(room)
    form.editor("words").set_value("Notified by telephone.")
    form.try_to_save()
    row = cases.row(trust.desk, number)
    assert None not in (row.referred_on, row.notified_on)


def test_other_cases_about_the_same_person_are_shown_to_those_who_may_read_them(
    trust: Trust, number: int, room: Room
) -> None:
    other = reporting.report(trust.desk, trust.told()).case_id
    tab = tab_of(room).cases
    tab.show_id(number)
    assert cases.row(trust.desk, other).title in words_of(tab.panel)


def test_a_concluded_case_can_be_found_again(trust: Trust, number: int, room: Room) -> None:
    from metdesk.case_record import Conclusion

    case_course.conclude(trust.desk, number, Conclusion("advice", trust.desk.today(), "Ms Patel", "A lapse."))
    tab = tab_of(room).cases
    assert tab.model.rowCount() == 0
    room.go("breach", number)
    assert tab.model.rowCount() == 1
    assert walk(tab) == []


def test_paper_is_shown_of_a_case_and_of_all_that_may_be_counted(
    trust: Trust, number: int, room: Room, qtbot: QtBot
) -> None:
    tab = tab_of(room).cases
    assert [one.words for one in tab.prints()] == [
        "Blank report form",
        "Breach register",
        "Summary of the term",
        "File of the chosen case",
    ]
    tab.table.clearSelection()
    tab.print_chosen()
    assert "Choose one case that you are named on" in room.toast.words()
    tab.show_id(number)
    for show in (*(one.do for one in tab.prints()), lambda: tab.begin(f"print {number}")):
        show()
        qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=20_000)
        for one in room.findChildren(Preview):
            one.close()
            one.setParent(None)


def test_a_case_is_saved_as_a_bundle_where_one_says(
    trust: Trust, number: int, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "case.zip"
    monkeypatch.setattr("ui.room.files.ask_where", lambda parent, title, name, write: write(saved))
    trust.as_head()
    tab = tab_of(room).cases
    actions = {one.words: one.do for one in tab.row_actions([cases.row(trust.desk, number)])}
    actions["Save a sealed bundle…"]()
    with zipfile.ZipFile(saved) as archive:
        assert "MANIFEST.txt" in archive.namelist()
    (message,) = room.findChildren(Message)
    assert hashlib.sha256(saved.read_bytes()).hexdigest() in words_of(tab.panel)
    assert hashlib.sha256(saved.read_bytes()).hexdigest() in message.words.toPlainText()


def test_several_cases_are_passed_on_at_once(trust: Trust, number: int, room: Room) -> None:
    reporting.report(trust.desk, trust.told())
    tab = tab_of(room).cases
    tab.table.selectAll()
    (passes,) = tab.row_actions(tab.table.chosen_rows())
    passes.do()
    form = form_of(room)
    form.editor("name").set_value(f"trust officer {trust.officer} ()")
    form.try_to_save()
    assert "reads 2 cases more now." in room.toast.words()
    trust.as_officer()
    assert all(one.report for one in cases.page(trust.desk).rows)
