"""What the tests of acknowledgements share: editions, people and their answers, made in a line."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from metdesk import answering, people, policy, rounds
from metdesk.acknowledgement_record import Acknowledgement, Round
from metdesk.desk import Desk
from tests.metdesk.test_policy import Document

DAY = timedelta(days=1)


def adopt(desk: Desk, version: str = "1.0", *, minor: bool = False, revised: str = "March 2022") -> int:
    """Makes a small policy the next edition; returns its id."""
    text = replace(Document(), version=version, last_revision=revised)
    return policy.adopt(desk, text, source_name="policy.docx", minor=minor)


def person(desk: Desk, school: int, surname: str = "Bell", **more: Any) -> int:
    """Enters a person; returns their id."""
    return people.add(desk, people.Person(surname=surname, forename="Jo", school_id=school, **more))


def answer(desk: Desk, person_id: int, words: str = "signed", on: date | None = None, **more: Any) -> int:
    """Enters an answer of today; returns its id."""
    reason = "" if words == "signed" else "On leave."
    given = {"answer": words, "signed_on": on or desk.today(), "reason": reason, **more}
    return answering.enter(desk, Acknowledgement(person_id=person_id, **given))


def ask(desk: Desk, days: int = 14, **more: Any) -> int:
    """Asks in a round that is due in so many days, or was; returns its id."""
    due = desk.today() + timedelta(days)
    asked = min(due, desk.today()) - (0 if days >= 0 else 10) * DAY
    return rounds.ask(desk, Round(due_on=due, asked_on=more.pop("asked_on", asked), **more))
