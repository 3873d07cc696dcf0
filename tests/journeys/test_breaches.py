"""Cases from allegation to outcome in the real window: a low-level concern, a referral to the LADO, one about the head.

Those with a key sit down in turn: the window locks, and opens for the next with a passphrase of their own.
"""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from db import keys
from metdesk import cases, checks, finding, people, printing_breaches, schools, sitting
from metdesk.case_record import EntryKind, State
from metdesk.case_seen import CaseRow
from metdesk.checks import Status
from metdesk.desk import Desk
from metdesk.people import Person
from metdesk.roles import Role
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.journeys.conftest import Office
from tests.journeys.test_keys import unlock
from tests.metdesk.paper import texts
from tests.ui.registers import press, words_of
from ui.breaches import BreachesTab
from ui.cases import CasesTab
from ui.dialogs import Message
from ui.room import Room
from ui.unlock import Unlock

HEAD, OFFICER = "Asha Patel", "Ali Lund"
HERS, THEIRS = "lantern gravel autumn piano", "copper meadow thirteen violin"
WORDS = "Zinnia of 7C"
"""Stands in every report: by it one sees where a word of it is."""


@pytest.fixture
def at_desk(office: Office, empty_folder: Path, tmp_path: Path) -> Office:
    """The business manager at her desk; the head and the trust officer have keys, and two teachers have none."""
    folder = Path(shutil.copytree(empty_folder, tmp_path / "Mowbray.metdesk"))
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456"))
        head, officer, *_ = (
            people.add(desk, Person(surname, forename, school_id=school))
            for surname, forename in (("Patel", "Asha"), ("Lund", "Ali"), ("Okoro", "Chidi"), ("Marlow", "Jo"))
        )
        schools.appoint(desk, school, head)
        schools.change_trust(desk, "Mowbray", None, officer)
        sitting.add_keyholder(desk, HEAD, Role.HEADTEACHER, [school], HERS, head, cost=keys.CHEAPEST)
        sitting.add_keyholder(desk, OFFICER, Role.TRUST_OFFICER, [], THEIRS, officer, cost=keys.CHEAPEST)
    office.window.show_register(folder)
    sit(office, KEYHOLDER, PASSPHRASE)
    return office


def sit(office: Office, name: str, passphrase: str) -> CasesTab:
    """Seats somebody before the window, at the Breaches tab."""
    if office.window.room is not None:
        office.window.lock()
    office.screen(Unlock).who.editor.set_value(name)
    unlock(office, passphrase)
    assert office.room().desk.keyholder.name == name
    return tab(office)


def tab(office: Office) -> CasesTab:
    room = office.room()
    room.begin("breaches", "only")
    QApplication.processEvents()
    return cast(BreachesTab, room.current()).cases


def fill(office: Office, **values: Any) -> None:
    """Fills the open form and saves it."""
    form = office.form()
    for name, value in values.items():
        form.editor(name).set_value(value)
    form.try_to_save()
    assert not form.isVisible(), words_of(form)


def person(room: Room, surname: str) -> int:
    return next(one.id for one in people.page(room.desk, people.PeopleFilter(find=surname)).rows)


def report(office: Office, about: str, **more: Any) -> str:
    """Reports what happened through the form, and returns what the window says of where it went."""
    room = office.room()
    tab(office).begin("new")
    day = room.desk.today()
    usual = {
        "what": f"Wrote to {WORDS}.",
        "reported_by": "A parent",
        "harm": "no sign of harm",
        "subject_id": person(room, about),
    }
    fill(office, **{**usual, "happened_on": day, "reported_on": day, **more})
    (message,) = (one for one in office.window.findChildren(Message) if one.isVisible())
    message.reject()
    return message.words.toPlainText()


def the_case(office: Office) -> CaseRow:
    (row,) = cases.page(office.room().desk).rows
    return row


def check(desk: Desk, clause: str, words: str) -> tuple[Status, int]:
    one = next(one for one in checks.run(desk) if one.clause == clause and words in one.statement)
    return one.status, one.of


def step(office: Office, form: str, /, **values: Any) -> None:
    """Takes a step that the panel offers, and fills its form."""
    shown = tab(office)
    number = the_case(office).id
    shown.show_id(number)
    shown.begin(f"{form} {number}")
    fill(office, **values)


def printed(office: Office) -> str:
    return " ".join(texts(printing_breaches.case_file(office.room().desk, the_case(office).id).run().pdf))


def test_a_low_level_concern_ends_with_advice(at_desk: Office) -> None:
    office = at_desk
    said = report(office, "Okoro", category="contact with a student", harm="a low-level concern")
    assert f"Who can read it now: {HEAD}, and nobody else." in said
    assert WORDS not in words_of(tab(office))

    sit(office, HEAD, HERS)
    day = office.room().desk.today()
    shown = tab(office)
    shown.show_id(the_case(office).id)
    assert "A low-level concern" in words_of(shown.panel)
    assert WORDS in words_of(shown.panel)
    step(office, "investigator", name=HEAD)
    step(office, "statement", of="Chidi Okoro", taken_on=day, words="I answered before I thought.")
    step(office, "action", what="Read 6.5.3 together", owner=HEAD, due_on=day)
    press(tab(office).panel, "Done…")
    fill(office, done_on=day, words="Read and talked through.")
    end = {"outcome": "advice", "decided_by": HEAD, "reasons": "A single answer, at once owned up to."}
    step(office, "conclude", **end, decided_on=day, lapses_on=day + timedelta(days=365))
    assert the_case(office).state is State.CONCLUDED
    shown = tab(office)
    shown.show_id(the_case(office).id)
    assert end["reasons"] in words_of(shown.panel)
    told_on_paper = printed(office)
    for words in (WORDS, "I answered before I thought.", "Read and talked through.", end["reasons"]):
        assert words in told_on_paper

    sit(office, KEYHOLDER, PASSPHRASE)
    assert (the_case(office).outcome, the_case(office).report) == ("advice", None)
    assert end["reasons"] not in words_of(tab(office))


def test_harm_is_referred_to_the_lado_in_time(at_desk: Office) -> None:
    office = at_desk
    report(office, "Okoro", category="contact with a student", harm="harm, or a risk of it")

    sit(office, HEAD, HERS)
    desk = office.room().desk
    day, shown = desk.today(), tab(office)
    shown.show_id(the_case(office).id)
    seen = words_of(shown.panel)
    assert "Harm, or a risk of it: do this now" in seen
    assert desk.setting("prompt_harm")[:60] in " ".join(seen.split())
    due = the_case(office).refer_by
    assert due
    assert due > day
    shown.begin(f"conclude {the_case(office).id}")
    form = office.form()
    for name, value in (("outcome", "referral"), ("decided_on", day), ("decided_by", HEAD), ("reasons", "Told.")):
        form.editor(name).set_value(value)
    form.try_to_save()
    assert "The LADO is to be told" in words_of(form)
    form.reject()
    step(office, "referral", to="LADO", referred_on=day, reference="L-7", words="Wait for the meeting.")
    assert (the_case(office).referred_on, the_case(office).late) == (day, [])
    assert check(desk, "6.1.2", "referred to the LADO")[0] is Status.OK
    step(office, "investigator", name=OFFICER)

    sit(office, OFFICER, THEIRS)
    step(office, "note", happened_on=day, words="Met with the LADO.")
    assert the_case(office).state is State.INVESTIGATED
    case = cases.read(office.room().desk, the_case(office).id)
    assert case.named == (OFFICER, HEAD)
    assert [one.who for one in case.entries if one.kind is EntryKind.NOTE] == [OFFICER]


def test_what_concerns_the_head_goes_round_the_head(at_desk: Office) -> None:
    office = at_desk
    said = report(office, "Patel", category="harassment, bullying or intimidation")
    assert "It went to the trust officer" in said
    title = the_case(office).title

    shown = sit(office, HEAD, HERS)
    desk = office.room().desk
    assert shown.model.rowCount() == 0
    assert cases.counted(desk) == []
    assert [finding.find(desk, words, 10) for words in (title, WORDS, "breach")] == [[], [], []]
    for place in range(len(office.room().specs)):
        office.room().tabs.setCurrentIndex(place)
        seen = words_of(office.window)
        assert title not in seen
        assert WORDS not in seen

    sit(office, OFFICER, THEIRS)
    day = office.room().desk.today()
    step(office, "note", happened_on=day, words="Spoke with the chair.")
    end = {"outcome": "unfounded", "decided_on": day, "decided_by": OFFICER, "reasons": "It was somebody else."}
    step(office, "conclude", **end)
    assert the_case(office).outcome == "unfounded"

    sit(office, HEAD, HERS)
    assert cases.counted(office.room().desk) == []
