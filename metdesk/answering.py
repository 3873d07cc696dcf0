"""What somebody answers to the policy, entered and corrected (5.1.2, 5.2.1, 5.3.1).

Nothing entered is ever changed: a correction is a further row with its reason.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from db import acknowledgements as tables
from db import people as people_tables
from metdesk import forms, people, policy, rounds
from metdesk.acknowledgement_record import Acknowledgement, Answer, first_day, unfit_days
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import check, problems, stripped
from metdesk.rounds import holding

GONE = "This answer is no longer in the register: look at the person again."


def get(desk: Desk, acknowledgement_id: int) -> Acknowledgement:
    """The answer as it was entered. Refused where there is none."""
    row = tables.acknowledgement(acknowledgement_id)
    if row is None:
        raise Refused(GONE)
    return from_row(row)


def from_row(row: tables.Acknowledgement) -> Acknowledgement:
    """The record of a stored row."""
    return Acknowledgement(**{name: row.__data__[name] for name in Acknowledgement.__dataclass_fields__})


def enter(desk: Desk, answer: Acknowledgement) -> int:
    """Records what a person answered and returns the entry's id.

    Where no edition is named it is the form's, or else the one in force; where no form is named it is the one that was
    printed for them, if there is just one; `received_on` is today where not given. Refused, by field, as `unfit` says.
    """
    one = tidy(desk, answer)
    unfit(desk, one)
    with desk.change("acknowledgements.add", _words(desk, one)) as changing:
        return changing.insert(tables.Acknowledgement, **asdict(one))


def tidy(desk: Desk, answer: Acknowledgement) -> Acknowledgement:
    """The answer as `enter` records it: with edition, form and the day it came back, where they were left out."""
    one = stripped(answer)
    if one.edition_id is None:
        held, form = holding(desk), forms.get(one.form_id) if one.form_id else None
        number = form.edition_id if form else held.current.id if held else None
        one = replace(one, edition_id=number)
    if one.received_on is None and one.answer != Answer.MISTAKE:
        one = replace(one, received_on=desk.today())
    if one.form_id is None and one.person_id and one.edition_id:
        one = replace(one, form_id=forms.only_one(one.person_id, one.edition_id, one.signed_on))
    return one


def unfit(desk: Desk, one: Acknowledgement) -> None:
    """Refuses what is missing; a person in the bin; a day before the edition or still to come; a refusal without a
    reason; a form of somebody else; a second answer to one edition, naming when the first was entered."""
    if one.edition_id is None and holding(desk) is None:
        raise Refused({"edition_id": rounds.NO_EDITION})
    check(one)
    edition = next((edition for edition in policy.editions(desk) if edition.id == one.edition_id), None)
    if edition is None:
        raise Refused({"edition_id": "This edition is not in the register: choose one that is."})
    found = _unfit_person(one) | amiss(one, edition, desk.today())
    if one.form_id is not None:
        found |= _unfit_form(one)
    if one.corrects_id is None:
        found |= _unfit_alone(desk, one)
    if found:
        raise Refused(found)


def amiss(one: Acknowledgement, edition: policy.EditionFacts, today: date) -> dict[str, str]:
    """What is wrong with an answer in itself: what is missing, its days, a refusal without a reason."""
    found = problems(one) | unfit_days(one, edition.name, first_day(edition.last_revision), today)
    if one.answer in (Answer.REFUSED, Answer.UNABLE) and not one.reason:
        found["reason"] = "Give the reason in a few words: the head will want to talk it over."
    return found


def _unfit_person(one: Acknowledgement) -> dict[str, str]:
    row = people_tables.person_state(one.person_id or 0)
    if row is None:
        return {"person_id": "This person is not in the register: add them under People first."}
    if row.binned_at is not None:
        name = " ".join(word for word in (row.forename, row.surname) if word)
        return {"person_id": f"{name} is in the bin: take them out of it before you enter their answer."}
    return {}


def _unfit_form(one: Acknowledgement) -> dict[str, str]:
    form = forms.get(one.form_id or 0)
    if form is None or form.kind != forms.FormKind.ACKNOWLEDGEMENT:
        return {"form_id": "This is no printed acknowledgement form of the register: look at its reference again."}
    if form.person_id not in (None, one.person_id) or form.edition_id not in (None, one.edition_id):
        return {"form_id": "This form was printed for another person or edition: look at its reference again."}
    if one.signed_on and one.signed_on < form.printed_on:
        day = show_date(form.printed_on)
        return {"signed_on": f"This form was printed on {day}: it cannot have been signed before."}
    return {}


def _unfit_alone(desk: Desk, one: Acknowledgement) -> dict[str, str]:
    if one.answer == Answer.MISTAKE:
        return {"answer": "A mistake corrects an entry: choose the entry first."}
    words = answered_words(desk, one.person_id or 0, one.edition_id or 0)
    return {"person_id": words} if words else {}


def answered_words(desk: Desk, person_id: int, edition_id: int) -> str:
    """What was entered for a person and an edition, in a sentence; nothing where nothing stands."""
    last = tables.last_of(person_id, edition_id)
    if last is None or last.answer == Answer.MISTAKE:
        return ""
    when = tables.entered_at(last.id)
    entered = f" on {show_date(when.astimezone().date())}" if when else ""
    dated = f", dated {show_date(last.signed_on)}" if last.signed_on else ""
    return f"Entered already{entered} ({last.answer}{dated}): correct that entry if it is wrong."


def correct(desk: Desk, acknowledgement_id: int, answer: Acknowledgement) -> int:
    """Puts a further entry in the place of one that was wrong; returns its id. The wrong one stays on record.

    Person and edition are the wrong entry's. `Answer.MISTAKE` says that there was no answer at all. Refused, by field:
    no word on why (`correction`), an entry that was corrected already, one that says the same, and as `enter`.
    """
    wrong = get(desk, acknowledgement_id)
    last = tables.last_of(wrong.person_id or 0, wrong.edition_id or 0)
    if last is None or last.id != acknowledgement_id:
        raise Refused("This entry was corrected already: correct the one that stands.")
    one = replace(
        stripped(answer), person_id=wrong.person_id, edition_id=wrong.edition_id, corrects_id=acknowledgement_id
    )
    one = _of_mistake(one) if one.answer == Answer.MISTAKE else tidy(desk, one)
    unfit(desk, one)
    if not one.correction:
        raise Refused({"correction": "Say why the entry is corrected: both stay on record."})
    if _says(one) == _says(wrong):
        raise Refused("The correction says what the entry says already: change what was wrong.")
    with desk.change("acknowledgements.correct", _words(desk, one)) as changing:
        return changing.insert(tables.Acknowledgement, **asdict(one))


def _of_mistake(one: Acknowledgement) -> Acknowledgement:
    return replace(one, signed_on=None, received_on=None, form_id=None, reason="")


def _says(one: Acknowledgement) -> tuple[object, ...]:
    return one.answer, one.signed_on, one.received_on, one.reason, one.form_id


_DONE = {
    Answer.SIGNED: "signed edition {}",
    Answer.REFUSED: "refuses to sign edition {}",
    Answer.UNABLE: "is unable to sign edition {}",
    Answer.MISTAKE: "had not answered edition {}",
}


def _words(desk: Desk, one: Acknowledgement) -> str:
    person = people.get(desk, one.person_id or 0)
    edition = next((edition.name for edition in policy.editions(desk) if edition.id == one.edition_id), "")
    done = f"{person.name} {_DONE[Answer(one.answer)].format(edition)}"
    if one.signed_on and one.answer == Answer.SIGNED:
        done += f" on {show_date(one.signed_on)}"
    return f"Corrected: {done} ({one.correction})" if one.corrects_id else done


def enter_many(desk: Desk, answers: Sequence[Acknowledgement]) -> list[int]:
    """Records many answers in one change, as an import does; refuses the first unfit one and enters none."""
    tidied = [tidy(desk, one) for one in answers]
    for one in tidied:
        unfit(desk, one)
    words = f"Imported {count_of(len(tidied), 'answer')} to the policy"
    with desk.change("acknowledgements.import", words) as changing:
        return changing.insert_many(tables.Acknowledgement, [asdict(one) for one in tidied])
