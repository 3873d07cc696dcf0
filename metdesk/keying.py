"""Answers keyed by hand: a pile of forms, three letters or the reference, Enter, next."""

from dataclasses import dataclass, replace
from datetime import date

from db import people as people_tables
from metdesk import acknowledgements, answer_figures, answering, forms, people, policy, rounds, schools
from metdesk.acknowledgement_record import Acknowledgement, Answer
from metdesk.acknowledgements import AckFilter, AckRow
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import Form, FormKind

LEAST_LETTERS = 3
"""Letters from which people are looked for."""


@dataclass(frozen=True)
class Keyed:
    """Whose form lies on top of the pile: the person, the edition it is about, and the form if known.

    `words` tell the person apart: name, role and school. `answered` says in a sentence what was entered for them
    already; then they are shown, and entering is refused.
    """

    person_id: int
    name: str
    words: str
    edition_id: int
    edition: str
    form_id: int | None
    reference: str
    answered: str

    def answer(self, answer: Answer, signed_on: date | None, reason: str = "") -> Acknowledgement:
        """What is entered for them."""
        return Acknowledgement(
            person_id=self.person_id,
            edition_id=self.edition_id,
            answer=str(answer),
            signed_on=signed_on,
            form_id=self.form_id,
            reason=reason,
        )


def looks_like_reference(text: str) -> bool:
    """Whether `text` is a reference or the beginning of one, rather than a name: `AF-7K2M`, `af7k2m9qxf`."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    if plain[:2] not in tuple(FormKind):
        return False
    return text.strip()[2:3] == "-" or any(letter.isdigit() for letter in plain[2:])


def suggest(desk: Desk, text: str, school_id: int | None = None, limit: int = 8) -> list[Keyed]:
    """Whoever the letters could mean, those who have yet to answer first; none for fewer than `LEAST_LETTERS`.

    Leavers are left out. A whole reference finds its form's person; a mistyped one nobody, see `by_reference`.
    """
    if len(text.strip()) < LEAST_LETTERS:
        return []
    try:
        return [by_reference(desk, text)]
    except Refused:
        pass
    held = rounds.holding(desk)
    if held is None:
        return []
    found = acknowledgements.page(desk, AckFilter(school_id=school_id, find=text), limit=limit * 4).rows
    found.sort(key=lambda row: answer_figures.answers(row.standing))
    return [_of_row(desk, row, held.current) for row in found[:limit]]


def _of_row(desk: Desk, row: AckRow, edition: policy.EditionFacts) -> Keyed:
    return Keyed(
        person_id=row.id,
        name=row.name,
        words=" · ".join(word for word in (row.name, row.job or row.category, row.team, row.school) if word),
        edition_id=edition.id,
        edition=edition.name,
        form_id=None,
        reference="",
        answered=answering.answered_words(desk, row.id, edition.id),
    )


def of_person(desk: Desk, person_id: int) -> Keyed:
    """A person chosen elsewhere, for the edition in force. Refused: no edition yet, no such person."""
    held = rounds.holding(desk)
    if held is None:
        raise Refused({"edition_id": rounds.NO_EDITION})
    return _of_row(desk, acknowledgements.standing_of(desk, person_id), held.current)


def by_reference(desk: Desk, text: str) -> Keyed:
    """Whose form bears this reference, and for which edition; typed in any case, with or without dashes.

    Refused: what is no reference, a slip in one, one of another register, a permission form, a blank form, one of
    a person who is in the bin or gone.
    """
    form = forms.find(desk, text)
    if form.kind != FormKind.ACKNOWLEDGEMENT:
        raise Refused(f"{form.reference} is a permission form: enter it with the account, under Accounts.")
    if form.person_id is None or form.edition_id is None:
        raise Refused(f"{form.reference} was printed without a name: look the person up by name.")
    return _of_form(desk, form, form.person_id, form.edition_id)


def _of_form(desk: Desk, form: Form, person_id: int, edition_id: int) -> Keyed:
    row = people_tables.person_state(person_id)
    if row is None or row.binned_at is not None:
        name = f"{row.forename} {row.surname}" if row else "somebody"
        raise Refused(f"{form.reference} was printed for {name}, who is in the bin: take them out of it first.")
    edition = next((one for one in policy.editions(desk) if one.id == edition_id), None)
    if edition is None:
        raise Refused(f"{form.reference} is about an edition that is no longer in the register.")
    person = people.from_row(row)
    school = schools.names(desk).get(row.school_id, "")
    name = people.listed_name(person.surname, person.forename)
    return Keyed(
        person_id=person_id,
        name=name,
        words=" · ".join(word for word in (name, person.job or person.category, person.team, school) if word),
        edition_id=edition_id,
        edition=edition.name,
        form_id=form.id,
        reference=form.reference,
        answered=answering.answered_words(desk, person_id, edition_id),
    )


def enter(
    desk: Desk, keyed: Keyed, answer: Answer, signed_on: date | None, reason: str = "", received_on: date | None = None
) -> int:
    """Enters what lies on top of the pile; returns the entry's id. Refused as `answering.enter`."""
    return answering.enter(desk, replace(keyed.answer(answer, signed_on, reason), received_on=received_on))
