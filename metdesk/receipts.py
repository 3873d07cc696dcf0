"""What a person answered over the years, each answer beside the exact edition it was given to, in its own words."""

from dataclasses import dataclass
from datetime import datetime

from db import acknowledgements as tables
from db import history as audited
from metdesk import forms, people, policy, schools
from metdesk.acknowledgement_record import Acknowledgement, Answer
from metdesk.answering import from_row, get
from metdesk.desk import Desk


@dataclass(frozen=True)
class Answered:
    """An entry with when and by whom it was made; `stands` tells whether it holds, `corrected_by` which stands instead.

    Where a mistake stands, nothing does.
    """

    id: int
    answer: Acknowledgement
    edition: str
    reference: str
    entered_at: datetime | None
    entered_by: str
    stands: bool
    corrected_by: int | None


@dataclass(frozen=True)
class Receipt:
    """An answer beside the edition it was given to, whole; `entries` are all there are of this person and edition,
    the first entered first."""

    answered: Answered
    person: people.Person
    school: str
    edition: policy.Edition
    entries: tuple[Answered, ...]


def of_person(desk: Desk, person_id: int) -> list[Answered]:
    """Every entry about a person, to every edition, the latest first; corrected ones and mistakes with them."""
    rows = tables.of_person(person_id)
    names = {one.id: one.name for one in policy.editions(desk)}
    entries = {
        told.record: (told.at, told.who)
        for told in audited.of(("acknowledgement", row.id) for row in rows)
        if told.action == "insert"
    }
    last: dict[int, int] = {}
    for row in rows:
        last[row.edition_id] = max(row.id, last.get(row.edition_id, 0))
    corrected = {row.corrects_id: row.id for row in rows if row.corrects_id}
    return [
        _answered(row, names.get(row.edition_id, ""), entries.get(row.id), last[row.edition_id], corrected.get(row.id))
        for row in rows
    ]


def _answered(
    row: tables.Acknowledgement, edition: str, entered: tuple[str, str] | None, last: int, corrected_by: int | None
) -> Answered:
    form = forms.get(row.form_id) if row.form_id else None
    return Answered(
        id=row.id,
        answer=from_row(row),
        edition=edition,
        reference=form.reference if form else "",
        entered_at=datetime.fromisoformat(entered[0]) if entered else None,
        entered_by=entered[1] if entered else "",
        stands=row.id == last and row.answer != Answer.MISTAKE,
        corrected_by=corrected_by,
    )


def receipt(desk: Desk, acknowledgement_id: int) -> Receipt:
    """An answer with the edition's own words. Refused where there is none."""
    answer = get(desk, acknowledgement_id)
    person = people.get(desk, answer.person_id or 0)
    same = [one for one in of_person(desk, answer.person_id or 0) if one.answer.edition_id == answer.edition_id]
    return Receipt(
        answered=next(one for one in same if one.id == acknowledgement_id),
        person=person,
        school=schools.names(desk).get(person.school_id or 0, ""),
        edition=policy.get(desk, answer.edition_id or 0),
        entries=tuple(reversed(same)),
    )
