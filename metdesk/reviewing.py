"""The head’s review: a queue of what waits, and the decision on it (6.5.4, with the test of 6.5.3 and 6.5.6)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date

from db import keys
from db import people as people_tables
from metdesk import reviewers
from metdesk.calendar import show_date
from metdesk.declaration_record import (
    APPROVED,
    DECIDED,
    THROUGH_SCHOOL,
    Decision,
    Outcome,
    Signed,
    Solely,
    State,
    Step,
)
from metdesk.declarations import DeclarationFilter, Seen, page
from metdesk.declaring import require_standing, take
from metdesk.desk import Desk
from metdesk.errors import Refused, TooSoon, WrongPassphrase
from metdesk.people import spoken_name
from metdesk.record import problems, stripped
from metdesk.roles import may, require
from metdesk.sitting import person_here

DECIDABLE = (State.WAITING, State.MORE, *DECIDED)
"""What can be decided: what waits, what more was asked about, and what is looked at again."""


def queue(desk: Desk, school_id: int | None = None) -> list[Seen]:
    """What waits for a head, or is due to be looked at again, that the keyholder may read: the oldest first."""
    wanted = DeclarationFilter(to_review=True, school_id=school_id)
    return page(desk, wanted, "declared_on", descending=False, limit=100_000).rows


def decides_here(desk: Desk, one: Seen) -> bool:
    """Whether the person at this desk is the one who decides on this declaration."""
    here = person_here(desk)
    return here is not None and here == reviewers.reviewer(desk, one.person_id)


def why_not(desk: Desk, one: Seen) -> str:
    """Why whoever sits at this desk does not decide on this declaration on screen, and whose it is; nothing where
    they do."""
    here, entitled = person_here(desk), reviewers.reviewer(desk, one.person_id)
    if entitled is None:
        return reviewers.missing(desk, one.person_id)
    if entitled != here:
        if here == one.person_id:
            return f"This is your own declaration. Nobody decides on their own: it goes to {_name(entitled)} (6.5.4)."
        whose = f"{_name(entitled)} decides on this declaration (6.5.4)."
        unknown = here is None and may(desk.keyholder, "declarations.decide")
        return (
            f"{whose} If that is you: nobody has said so yet. A manager does, under Keyholders." if unknown else whose
        )
    if desk.read_only:
        return "It is yours to decide, but this register is open for reading only."
    if not may(desk.keyholder, "declarations.decide"):
        return f"It is yours to decide, but not with the key of a {desk.keyholder.role}: sign it on paper."
    return ""


@dataclass(frozen=True)
class Proof:
    """That the keyholder of this id typed their passphrase just now; `proving` makes it."""

    keyholder: str


def proving(desk: Desk) -> Callable[[str], Proof]:
    """What proves a passphrase beside the window: it takes a second, and uses nothing of the desk.

    Refused, under `passphrase`: a wrong one, which counts as a try to unlock, or one typed too soon after several.
    """
    folder, unlocked = desk.folder, desk.store.unlocked

    def prove(passphrase: str) -> Proof:
        try:
            keys.confirm(folder, unlocked, passphrase)
        except TooSoon as too_soon:
            raise Refused({"passphrase": str(too_soon)}) from None
        except WrongPassphrase:
            raise Refused({"passphrase": "This is not your passphrase: type it again."}) from None
        return Proof(unlocked.keyholder.id)

    return prove


def check(desk: Desk, declaration_id: int, decision: Decision) -> tuple[Seen, Decision]:
    """The declaration, and the decision as it will stand: today’s, by the person at this desk. Refused as `decide`."""
    require(desk.keyholder, "declarations.decide")
    decision = stripped(replace(decision, decided_on=desk.today(), decided_by_id=person_here(desk), form_id=None))
    one = _decidable(desk, declaration_id)
    if decision.decided_by_id is None:
        raise Refused("Nobody has said which person you are: a manager does so under Keyholders.")
    unfit(desk, one, decision)
    return one, decision


def sign(desk: Desk, declaration_id: int, decision: Decision, proof: Proof) -> None:
    """Records a decision with the `proof` that the keyholder typed their passphrase. Refused as `check`."""
    one, decision = check(desk, declaration_id, decision)
    if proof.keyholder != desk.keyholder.id:
        raise Refused({"passphrase": "Somebody else typed their passphrase: type yours."})
    _record(desk, "declarations.decide", one, decision, Signed.ON_SCREEN)


def decide(desk: Desk, declaration_id: int, decision: Decision, passphrase: str) -> None:
    """Records what the person at this desk decides today, signed with their passphrase once more.

    Refused as `unfit` says, and anybody but whoever reviews it: their own, another school's, a keyholder of
    whom nobody said which person they are. A wrong passphrase counts as a try to unlock.
    """
    check(desk, declaration_id, decision)
    sign(desk, declaration_id, decision, proving(desk)(passphrase))


def file_decision(desk: Desk, declaration_id: int, decision: Decision) -> None:
    """Records a decision that was signed on paper. Refused as `unfit` says, and a sheet printed for somebody else."""
    require(desk.keyholder, "declarations.file")
    decision = stripped(decision)
    one = _decidable(desk, declaration_id)
    unfit(desk, one, decision)
    _record(desk, "declarations.file", one, decision, Signed.ON_PAPER)


def _decidable(desk: Desk, declaration_id: int) -> Seen:
    return require_standing(desk, declaration_id, DECIDABLE, "There is nothing left to decide.")


def _record(desk: Desk, command: str, one: Seen, decision: Decision, signed: Signed) -> None:
    told = {name: value for name, value in asdict(decision).items() if name not in ("outcome", "decided_on")}
    outcome, on = decision.outcome, decision.decided_on or desk.today()
    with desk.change(command, f"{one.title}: {outcome}, signed {signed}") as change:
        take(change, one.id, Step(outcome), on, signed=str(signed), state=outcome, head_of_id=one.school_id, **told)


def unfit(desk: Desk, one: Seen, decision: Decision) -> None:
    """Refuses a decision without a reason, on a day before the declaration or still to come, by anybody but the
    reviewer; conditions that are missing or stand beside another decision; the test of 6.5.3 not made,
    or its answer passed over; a day to look again that is not ahead."""
    found = problems(decision)
    if "reason" in found:
        found["reason"] = (
            "Give the reasons: they stand with the decision."
            if decision.outcome != Outcome.MORE
            else ("Write what is asked, so that they can answer.")
        )
    found |= _unfit_day(one, decision, desk.today()) | _unfit_terms(one, decision)
    if "decided_by_id" not in found:
        found |= _unfit_decider(desk, one, decision)
    if found:
        raise Refused(found)


def _unfit_day(one: Seen, decision: Decision, today: date) -> dict[str, str]:
    day, declared = decision.decided_on, one.declaration.declared_on
    if day and day > today:
        return {"decided_on": "It cannot have been decided on a day still to come: write the date on the sheet."}
    if day and declared and day < declared:
        return {"decided_on": f"It was declared on {show_date(declared)}: it cannot have been decided before."}
    return {}


def _unfit_terms(one: Seen, decision: Decision) -> dict[str, str]:
    found: dict[str, str] = {}
    outcome = decision.outcome
    if outcome == Outcome.CONDITIONS and not decision.conditions:
        found["conditions"] = "Write the conditions: they are what is approved."
    elif outcome != Outcome.CONDITIONS and decision.conditions:
        found["conditions"] = "Conditions belong to “approved with conditions”: choose that, or clear them."
    through_school = one.declaration.with_kind in THROUGH_SCHOOL
    if outcome in DECIDED and through_school and not decision.solely:
        found["solely"] = "Say whether it rests on the school alone (6.5.3, 6.5.6): the reasons say why."
    if outcome in APPROVED and decision.solely == Solely.YES:
        clause = "6.5.6" if one.declaration.with_kind == "parent" else "6.5.3"
        found["solely"] = f"What rests on the school alone cannot be approved ({clause}): choose “not approved”."
    if decision.look_again and outcome not in APPROVED:
        found["look_again"] = "Only what is approved is looked at again: clear the day."
    elif decision.look_again and decision.decided_on and decision.look_again <= decision.decided_on:
        found["look_again"] = "The day to look again comes after the decision: write a later one."
    return found


def _unfit_decider(desk: Desk, one: Seen, decision: Decision) -> dict[str, str]:
    entitled = reviewers.reviewer(desk, one.person_id)
    if entitled is None:
        return {"decided_by_id": reviewers.missing(desk, one.person_id)}
    if decision.decided_by_id == entitled:
        return {}
    if decision.decided_by_id == one.person_id:
        return {"decided_by_id": f"Nobody decides on their own declaration: this one goes to {_name(entitled)}."}
    return {"decided_by_id": f"Only {_name(entitled)} decides on this declaration (6.5.4)."}


def _name(person_id: int) -> str:
    row = people_tables.person(person_id)
    return spoken_name(row.title, row.forename, row.surname) if row else "somebody else"
