"""Declaring: what is entered of a declaration, and what becomes of it beside the head’s decision (6.1.4, 6.5.4).

Nothing is overwritten: a correction is a further declaration, everything else a further step.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from db import attachments
from db import declarations as tables
from db import people as people_tables
from db.change import Change
from metdesk.calendar import count_of, show_date
from metdesk.confidential import require_sight
from metdesk.declaration_record import OPEN, Declaration, State, Step, unfit_days, unfit_words
from metdesk.declarations import RUNNING, Seen, of_person, seen
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import unfit_adult
from metdesk.record import check, stripped

NOT_OPEN = "It does not stand any more: enter a new declaration."


def add(desk: Desk, declaration: Declaration) -> int:
    """Enters what somebody declared and returns its id; it waits for the head, unless there is nothing to declare.

    Refused as `unfit` says.
    """
    declaration = stripped(replace(declaration, corrects_id=None, correction=""))
    unfit(desk, declaration)
    with desk.change("declarations.add", "Declaration entered") as change:
        number = insert(change, declaration)
        change.words = f"Declaration {number} entered"
    return number


def insert(change: Change, declaration: Declaration) -> int:
    """Writes a declaration that was found fit, in a change that is open, and returns its id."""
    return insert_many(change, [declaration])[0]


def insert_many(change: Change, found_fit: Sequence[Declaration]) -> list[int]:
    """Writes declarations that were found fit, in a change that is open, and returns their ids."""
    people = people_tables.people([one.person_id for one in found_fit if one.person_id is not None])
    schools = {number: person.school_id for number, person in people.items()}
    rows = [
        {
            **asdict(one),
            "state": str(State.NOTHING if one.nothing else State.WAITING),
            "head_of_id": schools.get(one.person_id or 0),
        }
        for one in found_fit
    ]
    return change.insert_many(tables.Declaration, rows)


def correct(desk: Desk, declaration_id: int, declaration: Declaration) -> int:
    """Enters a declaration in another's place, which stays readable, and returns its id; the head decides anew. What is
    attached goes with it.

    Refused as `unfit` says; without saying why; nothing changed; one that another stands in the place of already.
    """
    one = seen(desk, declaration_id)
    declaration = stripped(replace(declaration, corrects_id=declaration_id))
    problems: dict[str, str] = {}
    if tables.corrected_by(declaration_id) is not None:
        problems[""] = "Another declaration stands in the place of this one already: correct that one."
    elif not declaration.correction:
        problems["correction"] = "Say why it is corrected: both declarations stay readable."
    elif replace(declaration, corrects_id=None, correction="") == replace(
        one.declaration, corrects_id=None, correction=""
    ):
        problems[""] = "Nothing was changed: change what is wrong, or close the form."
    if problems:
        raise Refused(problems)
    unfit(desk, declaration, declaration_id)
    with desk.change("declarations.correct", f"{one.title} corrected") as change:
        number = insert(change, declaration)
        attachments.hand_on(change, "declaration", declaration_id, number)
        change.words = f"{one.title} corrected by declaration {number}"
    return number


def put_in_bin(desk: Desk, declaration_id: int) -> None:
    """Moves a declaration that was entered by mistake to the bin. Refused: something was done about it already, or
    another stands in its place."""
    one = seen(desk, declaration_id)
    if tables.steps([declaration_id]) or tables.corrected_by(declaration_id) is not None:
        raise Refused(f"{one.title} has a history, which is kept: record that it was withdrawn instead.")
    with desk.change("declarations.bin", f"{one.title} moved to the bin") as change:
        change.bin(tables.Declaration, declaration_id)


def answer(desk: Desk, declaration_id: int, words: str, on: date) -> None:
    """Records what the person answered to what the head asked: it waits for the head again.

    Refused: nothing said, nothing asked, a day still to come or before it was asked.
    """
    one = require_standing(
        desk, declaration_id, (State.MORE,), "Nothing was asked about it: there is nothing to answer."
    )
    _refuse({"reason": "" if words.strip() else "Write what they answered."} | {"taken_on": _unfit_day(desk, one, on)})
    with desk.change("declarations.step", f"{one.title}: what was asked is answered") as change:
        take(change, declaration_id, Step.ANSWERED, on, state=State.WAITING, reason=words.strip())


def confirm(desk: Desk, declaration_ids: Sequence[int], on: date) -> None:
    """Records that these are as they were (6.5.4, every year), in one change.

    Refused: one that does not go on, a day still to come or before it was declared.
    """
    found = [require_standing(desk, one, OPEN, NOT_OPEN) for one in declaration_ids]
    for one in found:
        _refuse({"taken_on": _unfit_day(desk, one, on)})
    what = found[0].title if len(found) == 1 else count_of(len(found), "declaration")
    with desk.change("declarations.step", f"{what}: no change") as change:
        take_many(change, [one.id for one in found], Step.CONFIRMED, on, confirmed_on=on)


def withdraw(desk: Desk, declaration_id: int, why: str, on: date) -> None:
    """Records that the person takes the declaration back. Refused: no reason, one that does not stand, a wrong day."""
    _finish(
        desk, declaration_id, Step.WITHDRAWN, State.WITHDRAWN, why, on, "Say why they take it back: it stays readable."
    )


def end(desk: Desk, declaration_id: int, why: str, on: date) -> None:
    """Records that what was declared is over after `on`. Refused: no reason, one that does not stand, a wrong day."""
    _finish(desk, declaration_id, Step.ENDED, State.ENDED, why, on, "Say why it is over: it stands in the history.")


def _finish(desk: Desk, declaration_id: int, step: Step, state: State, why: str, on: date, missing: str) -> None:
    one = require_standing(desk, declaration_id, RUNNING, NOT_OPEN)
    _refuse({"reason": "" if why.strip() else missing} | {"taken_on": _unfit_day(desk, one, on)})
    with desk.change("declarations.step", f"{one.title} {step}") as change:
        take(change, declaration_id, step, on, state=state, reason=why.strip(), ended_on=on, look_again=None)


_OF_DECLARATION = {"state", "look_again", "confirmed_on", "ended_on", "head_of_id"}
_OF_STEP = {"decided_by_id", "reason", "conditions", "solely", "look_again", "signed", "form_id"}


def take(change: Change, declaration_id: int, step: Step, on: date, **given: Any) -> None:
    """Writes a step and what follows from it for the declaration, in a change that is open."""
    take_many(change, [declaration_id], step, on, **given)


def take_many(change: Change, declaration_ids: Sequence[int], step: Step, on: date, **given: Any) -> None:
    """Writes the same step for many declarations, in a change that is open."""
    of_step = {name: value for name, value in given.items() if name in _OF_STEP}
    of_declaration = {name: value for name, value in given.items() if name in _OF_DECLARATION}
    taken = {"step": str(step), "taken_on": on, **of_step}
    change.insert_many(tables.DeclarationStep, [{"declaration_id": one, **taken} for one in declaration_ids])
    change.update_many(tables.Declaration, dict.fromkeys(declaration_ids, of_declaration))


def require_standing(desk: Desk, declaration_id: int, states: Sequence[State], otherwise: str) -> Seen:
    """The declaration, where it stands in one of `states` today. Refused: as `seen`, or `otherwise`."""
    one = seen(desk, declaration_id)
    if tables.corrected_by(declaration_id) is not None:
        raise Refused("Another declaration stands in its place: open that one.")
    if one.state not in states:
        raise Refused(f"{one.title} is {one.state}. {otherwise}")
    return one


def _unfit_day(desk: Desk, one: Seen, on: date) -> str:
    if on > desk.today():
        return "It cannot have been on a day still to come: write the day it was."
    if one.declaration.declared_on and on < one.declaration.declared_on:
        return f"It was declared on {show_date(one.declaration.declared_on)}: this cannot have been before."
    return ""


def _refuse(problems: dict[str, str]) -> None:
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Refused(found)


def unfit(
    desk: Desk, declaration: Declaration, corrects_id: int | None = None, others: Sequence[Seen] | None = None
) -> None:
    """Refuses what is missing; a pupil or a leaver; days still to come or in a wrong order; a relationship without its
    particulars, or nothing to declare with some; nothing to declare beside a relationship that goes on; a
    second declaration of one relationship. `others` is what stands of the person, where that is known already."""
    check(declaration)
    require_sight(desk, declaration.person_id)
    pupil, after = "declarations are asked of adults (6.5.4).", "they cannot have declared it after."
    problems = unfit_adult(declaration.person_id, declaration.declared_on, pupil=pupil, after=after)
    problems |= unfit_days(declaration, desk.today()) | unfit_words(declaration)
    if not problems:
        known = of_person(desk, declaration.person_id or 0) if others is None else others
        problems = _unfit_beside(declaration, [one for one in known if one.id != corrects_id])
    if problems:
        raise Refused(problems)


def _unfit_beside(declaration: Declaration, others: Sequence[Seen]) -> dict[str, str]:
    going_on = [one for one in others if one.state in OPEN]
    if declaration.nothing and going_on:
        number = count_of(len(going_on), "declared relationship")
        return {"nothing": f"They have {number} that goes on: end it first, or record “no change”."}
    whom = declaration.with_whom.casefold()
    same = next((one for one in going_on if whom and one.declaration.with_whom.casefold() == whom), None)
    if same is not None:
        return {"with_whom": f"{same.title} is about them already: correct that one, or record “no change”."}
    return {}
