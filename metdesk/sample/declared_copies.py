"""What is declared in the copies of the sample trust's schools: as in the original, without its history."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from db import approaches as approach_tables
from db import declarations as tables
from metdesk.approach_record import Approach, student_key
from metdesk.calendar import count_of
from metdesk.declaration_record import DECIDED, Declaration, Signed, State
from metdesk.desk import Desk
from metdesk.sample import plan
from metdesk.sample.calendar import Days, workday
from metdesk.sample.declared import APPROACH_DAYS, TOLD, TOLD_OF_APPROACH
from metdesk.sample.plan import SchoolPlan

Known = Mapping[tuple[str, str], int]
"""The ids of people by their school's slug and their key."""
_LEFT = "earlier head"


def add_declared(desk: Desk, days: Days, schools: list[SchoolPlan], homes: Mapping[str, int], known: Known) -> None:
    """Writes what people of these schools declared, what its heads decided in one step, and who approached them."""
    found = [(school, about) for school in schools for about in _of(plan.declared()["declarations"], school, known)]
    rows = [_declaration(days, about, known[school.slug, _key(about)], homes[school.slug]) for school, about in found]
    approached = [
        _approach(days, about, known[school.slug, _key(about)])
        for school in schools
        for about in _of(plan.declared()["approaches"], school, known)
    ]
    words = f"Taken in: {count_of(len(rows), 'declaration')}, {count_of(len(approached), 'approach', 'approaches')}"
    with desk.change("declarations.import", words) as changing:
        ids = changing.insert_many(tables.Declaration, rows)
        steps = [
            _step(days, about["steps"][0], number, known[school.slug, school.about["head"]])
            for (school, about), number in zip(found, ids, strict=True)
            if about.get("steps")
        ]
        changing.insert_many(tables.DeclarationStep, steps)
        changing.insert_many(approach_tables.Approach, approached)


def _of(plans: list[dict[str, Any]], school: SchoolPlan, known: Known) -> Iterator[dict[str, Any]]:
    """What concerns somebody there now but the head, and waits or was decided on by its head in one step."""
    head = school.about["head"]
    for about in plans:
        steps = about.get("steps", ())
        decided = len(steps) == 1 and steps[0]["do"] in set(DECIDED) and (school.slug, head) in known
        ours = about["who"].startswith(f"{school.key} ") and (school.slug, _key(about)) in known
        if ours and _key(about) not in (head, _LEFT) and (decided or not steps):
            yield about


def _key(about: Mapping[str, Any]) -> str:
    return str(about["who"]).partition(" ")[2]


def _declaration(days: Days, about: Mapping[str, Any], person: int, school: int) -> dict[str, Any]:
    day = workday(days.today - timedelta(about["ago"]))
    told = {name: about[name] for name in TOLD}
    step: Mapping[str, Any] = about["steps"][0] if about.get("steps") else {"do": str(State.WAITING)}
    look = step.get("look")
    return {
        **asdict(Declaration(person_id=person, declared_on=day, received_on=day, **told)),
        "state": step["do"],
        "head_of_id": school,
        "look_again": days.ahead(look) if look is not None else None,
    }


def _step(days: Days, step: Mapping[str, Any], declaration: int, head: int) -> dict[str, Any]:
    look = step.get("look")
    return {
        "declaration_id": declaration,
        "step": step["do"],
        "taken_on": workday(days.today - timedelta(step["ago"])),
        "decided_by_id": head,
        "reason": step["reason"],
        "conditions": step.get("conditions", ""),
        "solely": step.get("solely", ""),
        "look_again": days.ahead(look) if look is not None else None,
        "signed": str(Signed.ON_PAPER),
    }


def _approach(days: Days, about: Mapping[str, Any], person: int) -> dict[str, Any]:
    told: dict[str, Any] = {name: words for name, words in about.items() if name in TOLD_OF_APPROACH}
    told |= {
        column: workday(days.today - timedelta(about[name])) for name, column in APPROACH_DAYS.items() if name in about
    }
    return {**asdict(Approach(person_id=person, **told)), "student_key": student_key(about["student"])}
