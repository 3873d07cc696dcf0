"""Who reviews whose declarations: the head of the person's school, and somebody else for the head's own (6.5.4).

The policy has no route for what concerns the head; each school names one (`School.route`).
"""

from collections.abc import Iterator

from db import people as people_tables
from db import schools as tables
from metdesk.desk import Desk
from metdesk.schools import Route, School


def reviewer(desk: Desk, person_id: int) -> int | None:
    """The id of the person who decides on what this person declares; None where there is nobody.

    The head of their school; for the head's own, or where there is no head, whom the school's route names, and the
    other one where that is the person themselves or nobody.
    """
    person = people_tables.person(person_id)
    school = tables.school(person.school_id) if person else None
    if school is None:
        return None
    return next((one for one in _in_turn(desk, school) if one != person_id), None)


def _in_turn(desk: Desk, school: tables.School) -> Iterator[int]:
    officer, chair = desk.trust.officer_id, school.chair_id
    beside_the_head = (chair, officer) if school.route == Route.CHAIR else (officer, chair)
    for one in (school.head_id, *beside_the_head):
        if one is not None:
            yield one


def reviewed_by(desk: Desk, person_id: int) -> tuple[set[int], set[int]]:
    """What a person reviews beside a head's usual work: schools that have no head, and heads of other schools."""
    schools: set[int] = set()
    heads: set[int] = set()
    for school in tables.schools():
        if school.head_id is None and next(_in_turn(desk, school), None) == person_id:
            schools.add(school.id)
        elif school.head_id is not None and reviewer(desk, school.head_id) == person_id:
            heads.add(school.head_id)
    return schools, heads


def candidates(desk: Desk, school: School) -> set[int]:
    """The ids of everybody who may review at this school, each but their own."""
    return {one for one in (school.head_id, school.chair_id, desk.trust.officer_id) if one is not None}


def missing(desk: Desk, person_id: int) -> str:
    """Why nobody reviews what this person declares, in a sentence that says what to do."""
    person = people_tables.person(person_id)
    school = tables.school(person.school_id) if person else None
    if school is None:
        return "This person is of no school that is in the register: change their entry first."
    if school.head_id is None:
        return f"{school.name} has no head, and nobody stands in: enter its head under Schools."
    return f"This is the head’s own, and {school.name} names nobody for it: enter its chair, or the trust officer."
