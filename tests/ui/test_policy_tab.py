"""The Policy tab in the real window on a real register, by keyboard where a person would use it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import resources
from metdesk import policy, schools
from metdesk.desk import Desk
from metdesk.intake.policy import read
from metdesk.policy_text import Clause, Definition
from tests.metdesk.test_policy import Document
from tests.ui.accessibility import clipped, rings, walk
from ui.form import FormDialog
from ui.parts import Words
from ui.policy import PolicyTab
from ui.policy_contents import About
from ui.policy_words import Reader, Sort, fits, wanted
from ui.preview import Preview
from ui.room import Room

HOSTILE = '<img src="file:///etc/passwd"> <b>5.1.1</b> & <script>alert(1)</script>'


@pytest.fixture
def starter(desk: Desk) -> int:
    """The starter edition, in the register of `desk`."""
    text = read(resources.read("policy/starter.md"), "starter.md")
    return policy.adopt(desk, text, source_name="starter.md")


def policy_tab(room: Room) -> PolicyTab:
    """The Policy tab, in sight."""
    place = next(place for place, spec in enumerate(room.specs) if spec.name == "policy")
    room.tabs.setCurrentIndex(place)
    tab = room.current()
    assert isinstance(tab, PolicyTab)
    return tab


def said(tab: PolicyTab) -> str:
    """What the panel says."""
    return "\n".join(one.toPlainText() for one in tab.panel.findChildren(Words) if one.isVisibleTo(tab.panel))


def press(tab: PolicyTab, words: str) -> None:
    """Presses the button of the panel that is called `words`."""
    found = [one for one in tab.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(tab)]
    assert found, words
    found[0].click()


def clause_id(tab: PolicyTab, number: str) -> int:
    """The id of a clause of the edition that is shown."""
    assert tab.edition is not None
    found = tab.edition.find(number)
    assert found is not None
    return found.id


# -- reading ---------------------------------------------------------------------------------------


def test_an_empty_register_offers_the_starter_and_takes_it_in(desk: Desk, room: Room) -> None:
    tab = policy_tab(room)
    press(tab, "Use the starter edition")
    assert tab.edition is not None
    assert "MET Social Media Policy" in tab.page.toPlainText()
    assert "not the approved document" in said(tab)


def test_every_word_of_the_edition_stands_on_the_page(room: Room, starter: int) -> None:
    tab = policy_tab(room)
    page = " ".join(tab.page.toPlainText().split())
    assert tab.edition is not None
    for one in tab.edition.clauses:
        for words in (one.clause.number, one.clause.heading, *one.clause.text.split("\n\n"), *one.clause.items):
            assert " ".join(words.split()) in page


def test_mark_up_in_a_document_is_shown_and_never_run(desk: Desk, room: Room) -> None:
    clauses = (Clause("1", 1, HOSTILE, HOSTILE, (HOSTILE,)), Clause("5.1.1", 3, "", "Text"))
    document = Document(
        title=HOSTILE, note=HOSTILE, clauses=clauses, definitions=(Definition("script", f"{HOSTILE} so"),)
    )
    policy.adopt(desk, document, source_name=HOSTILE)
    tab = policy_tab(room)
    assert tab.page.toPlainText().count("<script>") == 5
    assert "\ufffc" not in tab.page.toPlainText()
    tab.go_clause("1")
    assert "<script>" in said(tab)
    shown = tab.page.document().toHtml()
    assert "file:///etc/passwd&quot;&gt;" in shown
    tips = [
        part.charFormat().toolTip()
        for block in _blocks(tab)
        for part in (fragment.fragment() for fragment in block)
        if part.charFormat().toolTip()
    ]
    assert tips
    assert not any("<img" in tip or "<script" in tip for tip in tips)


def _blocks(tab: PolicyTab):  # type: ignore[no-untyped-def]  # Qt's own iterators
    block = tab.page.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def test_a_clause_chosen_in_the_contents_is_marked_in_the_text_and_told_beside_it(
    room: Room, starter: int, qtbot: QtBot
) -> None:
    tab = policy_tab(room)
    tab.contents.setFocus()
    qtbot.keyClick(tab.contents, Qt.Key.Key_Down)
    assert "Section 1" in said(tab)
    tab.go_clause("5.2.4")
    assert "Clause 5.2.4" in said(tab)
    assert "Headteachers" in said(tab)
    assert tab.page.textCursor().block().text().startswith("5.2.4\t")
    assert tab.contents.currentItem().text(0).startswith("5.2.4")


def test_beside_a_clause_stand_its_figure_and_its_records_which_open(
    desk: Desk, room: Room, starter: int, school: int
) -> None:
    tab = policy_tab(room)
    tab.go_clause("6.5.7")
    assert "Every school’s rule on personal devices is recorded" in said(tab)
    assert "No rule recorded" in said(tab)
    press(tab, "Ash Hill Primary")
    assert room.specs[room.tabs.currentIndex()].name == "people"


def test_the_figures_follow_the_register(desk: Desk, room: Room, starter: int, school: int) -> None:
    tab = policy_tab(room)
    tab.go_clause("6.5.7")
    before = tab.page.verticalScrollBar().value()
    schools.change(desk, school, schools.School("Ash Hill Primary", urn="123456", devices="allowed"))
    assert "No rule recorded" not in said(tab)
    assert tab.page.verticalScrollBar().value() == before


def test_terms_are_explained_where_they_stand_and_to_the_keyboard_beside_the_clause(room: Room, starter: int) -> None:
    tab = policy_tab(room)
    tab.go_clause("5.2.4")
    assert "every technology, facility" in said(tab)
    tips = {fragment.fragment().charFormat().toolTip() for block in _blocks(tab) for fragment in block}
    assert any("every technology, facility" in tip for tip in tips)


def test_a_number_in_the_text_leads_to_its_clause(desk: Desk, room: Room) -> None:
    clauses = (
        Clause("1", 1, "", "As 6.2.1 and section 6 say, not 9.9."),
        Clause("6", 1, "", "x"),
        Clause("6.2.1", 3, "", "y"),
    )
    policy.adopt(desk, Document(clauses=clauses), source_name="policy.docx")
    tab = policy_tab(room)
    links = {fragment.fragment().charFormat().anchorHref() for block in _blocks(tab) for fragment in block} - {""}
    assert links == {"clause:6.2.1", "clause:6"}
    tab.page.wanted.emit("6.2.1")
    assert "Clause 6.2.1" in said(tab)


# -- finding ---------------------------------------------------------------------------------------


def test_search_finds_clauses_by_the_beginnings_of_their_words(room: Room, starter: int, qtbot: QtBot) -> None:
    tab = policy_tab(room)
    room.activateWindow()
    tab.contents.setFocus()
    qtbot.keyClick(tab.contents, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.search.hasFocus)
    qtbot.keyClicks(tab.search, "two auth")
    assert tab.finder.line.text() == "1 clause"
    assert tab.page.extraSelections()
    qtbot.keyClick(tab.search, Qt.Key.Key_Return)
    assert "Clause 5.2.4" in said(tab)
    assert tab.finder.line.text() == "1 of 1 clause"


def test_next_and_previous_go_round(room: Room, starter: int) -> None:
    tab = policy_tab(room)
    tab.search.setText("students")
    tab.finder.next.click()
    first = tab._target
    tab.finder.previous.click()
    assert tab._target != first
    tab.finder.next.click()
    assert tab._target == first


def test_nothing_found_says_so_and_escape_clears(room: Room, starter: int, qtbot: QtBot) -> None:
    tab = policy_tab(room)
    tab.search.setText("zebra")
    assert "Nothing fits" in tab.finder.line.text()
    tab.search.setFocus()
    qtbot.keyClick(tab.search, Qt.Key.Key_Escape)
    assert tab.search.text() == ""
    assert not tab.contents.topLevelItem(1).isHidden()


def test_words_that_look_like_patterns_are_looked_for_as_they_are() -> None:
    assert fits(Clause("1", 1, "", "What (if) anything"), wanted("(if)"))
    assert not fits(Clause("1", 1, "", "What if"), wanted("("))
    assert fits(Clause("1", 1, "", "The school’s rule"), wanted("school's"))


def test_the_pieces_of_a_text_are_the_whole_text() -> None:
    reader = Reader((Definition("Users", "Everybody."), Definition("Personal use", "Own use.")), {"6.2.1", "3"})
    text = "A user’s personal  use (6.2.1, 6.2.10) under section 3 and users."
    pieces = reader.pieces(text)
    assert "".join(one.words for one in pieces) == text
    assert [(one.words, one.target) for one in pieces if one.sort is not Sort.PLAIN] == [
        ("user", "Everybody."),
        ("personal  use", "Own use."),
        ("6.2.1", "6.2.1"),
        ("section 3", "3"),
        ("users", "Everybody."),
    ]


# -- what other tabs ask ---------------------------------------------------------------------------


def test_other_tabs_lead_to_clauses_references_and_editions(room: Room, starter: int) -> None:
    tab = policy_tab(room)
    room.tabs.setCurrentIndex(0)
    room.go("policy_clause", clause_id(tab, "6.3.1"))
    assert "Clause 6.3.1" in said(tab)
    assert tab.edition is not None
    room.go("policy_reference", tab.edition.related()[2].id)
    assert said(tab).startswith("Related policies")
    room.go("edition", starter)
    assert "Review overdue" in said(tab)
    assert "Edition 1.0, March 2022 taken in from starter.md" in said(tab)
    room.begin("policy", "only 3: Not checked for a year")
    assert said(tab).startswith("Legislation")


def test_a_clause_that_is_not_there_is_said(room: Room, starter: int) -> None:
    tab = policy_tab(room)
    tab.go_clause("99.1")
    assert "There is no clause 99.1" in room.toast.words()


# -- references and editions -----------------------------------------------------------------------


def test_a_check_of_a_law_is_recorded_and_a_day_to_come_refused_beside_its_field(
    desk: Desk, room: Room, starter: int
) -> None:
    tab = policy_tab(room)
    tab.choose(About.LEGISLATION)
    press(tab, "Record a check…")
    (form,) = room.findChildren(FormDialog)
    form.editor("checked_on").set_value(desk.today() + timedelta(days=1))
    form.try_to_save()
    assert form.isVisible()
    assert "still to come" in form._rows["checked_on"]._problem.text()
    assert all(one.checked_on is None for one in policy.current(desk).legislation())  # type: ignore[union-attr]
    form.editor("checked_on").set_value(desk.today())
    form.editor("place").set_value("legislation.gov.uk")
    form.try_to_save()
    first = policy.current(desk).legislation()[0]  # type: ignore[union-attr]
    assert (first.checked_on, first.place) == (desk.today(), "legislation.gov.uk")
    assert "1 of 10 checked within a year" in said(tab)
    press(tab, "History")
    assert "Where it is kept: nothing → legislation.gov.uk" in said(tab)


def test_an_earlier_edition_is_read_and_clearly_marked(desk: Desk, room: Room, starter: int, qtbot: QtBot) -> None:
    in_force = "Read the edition in force"
    policy.adopt(desk, Document(version="2.0", last_revision="May 2026"), source_name="policy.docx", minor=True)
    tab = policy_tab(room)
    assert "Version 2.0" in tab.page.toPlainText()
    tab.choose(About.EDITIONS)
    assert "minor: earlier signatures stay valid" in said(tab)
    press(tab, "Read it")
    assert "Version 1.0" in tab.page.toPlainText()
    assert tab.earlier.count() == 1
    tab.follow("5.2.4")
    assert "stands beside the edition in force" in said(tab)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(QPushButton) if one.text() == in_force))
    press(tab, in_force)
    assert tab.earlier.count() == 0
    assert "Version 2.0" in tab.page.toPlainText()


def test_undo_of_an_import_shows_the_edition_before(desk: Desk, room: Room, starter: int) -> None:
    tab = policy_tab(room)
    policy.adopt(desk, Document(version="2.0"), source_name="policy.docx")
    assert "Version 2.0" in tab.page.toPlainText()
    desk.undo()
    assert "Version 1.0" in tab.page.toPlainText()


def test_the_edition_prints(room: Room, starter: int, qtbot: QtBot) -> None:
    tab = policy_tab(room)
    tab.print_edition()
    qtbot.waitUntil(lambda: bool(room.findChildren(Preview)), timeout=20_000)


# -- for everyone ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 740), (1093, 590), (1920, 1040)])
def test_it_fits_and_everything_is_named_and_reached(room: Room, starter: int, size: tuple[int, int]) -> None:
    tab = policy_tab(room)
    room.resize(*size)
    tab.go_clause("5.2.4")
    assert room.width() == size[0]
    assert walk(tab) == []
    assert clipped(tab) == []
    assert not tab.page.horizontalScrollBar().isVisible()


def test_every_control_shows_the_focus(room: Room, starter: int, qtbot: QtBot) -> None:
    tab = policy_tab(room)
    room.activateWindow()
    qtbot.waitActive(room)
    tab.search.setText("school")
    assert rings(tab) == []
