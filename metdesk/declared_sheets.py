"""Declarations and approaches as tables: what the keyholder may read, and kept that it was taken out."""

from collections.abc import Sequence

from db import openings
from metdesk import approaches, declarations, people, schools
from metdesk.approach_record import Approach
from metdesk.calendar import count_of
from metdesk.confidential import counts_words, keeps, note_openings, sees, sight
from metdesk.declaration_record import DECIDED, Decision, Declaration
from metdesk.declarations import File
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import Person
from metdesk.record import fields, sentence_case
from metdesk.sheet import Cell, Sheet

Found = declarations.Seen | approaches.Seen
_WHOM = ("school_id", "surname", "forename", "staff_code", "email")
_DECLARED = (
    "nothing", "with_kind", "with_whom", "relationship", "platforms", "since", "words", "declared_on", "received_on",
)  # fmt: skip
_DECIDED = ("decided_on", "decided_by_id", "reason", "conditions", "solely", "look_again")
_APPROACH = (
    "student", "student_kind", "platform", "happened_on", "said", "reply", "replied_on", "tone", "solely",
    "solely_reason", "reported_on",
)  # fmt: skip

_READ_ONLY = "This register is open to read only, so it cannot be kept that they were opened: open it to write."


def left_out(desk: Desk) -> str:
    """Why declarations and approaches cannot be taken out by this keyholder; nothing where they can."""
    if sight(desk).nothing:
        return counts_words(desk)
    found: list[Found] = [*declarations.everything(desk), *approaches.everything(desk)]
    if desk.read_only and not _kept(desk, found):
        return _READ_ONLY
    return ""


def _kept(desk: Desk, found: Sequence[Found]) -> bool:
    of_schools = {one.school_id: one.person_id for one in found}
    return all(keeps(desk, person) for person in of_schools.values())


def kept_by_others(desk: Desk) -> dict[str, list[int]]:
    """By table, every declaration and approach, corrected and in the bin as well, that the keyholder may read and
    somebody else keeps: who takes the whole file out opens these."""
    whose = openings.whose()
    others = {person for rows in whose.values() for person in rows.values()}
    others = {person for person in others if sees(desk, person) and not keeps(desk, person)}
    return {kind: [number for number, person in rows.items() if person in others] for kind, rows in whose.items()}


def require_writing(desk: Desk, opened: dict[str, list[int]]) -> None:
    """Refuses what opens something in a register where that cannot be kept."""
    if desk.read_only and any(opened.values()):
        raise Refused(_READ_ONLY)


def note_whole(desk: Desk, opened: dict[str, list[int]]) -> None:
    """Keeps in one entry that these went out with the whole file."""
    counts = [count_of(len(numbers), kind, _MANY[kind]) for kind, numbers in opened.items() if numbers]
    note_openings(desk, opened, f"Exported the whole file: {' and '.join(counts)} opened")


def declared(desk: Desk) -> Sheet:
    """The declarations that stand and the keyholder may read. Refused: `left_out` says why."""
    _refuse(desk)
    found, who, places = declarations.files(desk), people.everyone(desk), schools.labels(schools.everyone(desk))
    _note(desk, "declaration", [one.seen for one in found])
    rows = [_declaration(one, who[one.seen.person_id], places) for one in found]
    labels = (*_labels(Person, _WHOM), *_labels(Declaration, _DECLARED), "State", *_labels(Decision, _DECIDED))
    return Sheet("Declarations", (*labels, "No change said on", "Ended on", "Number"), rows)


def _declaration(one: File, person: Person, places: dict[int, str]) -> list[Cell]:
    told, seen = one.seen.declaration, one.seen
    decided = next((step for step in one.steps[::-1] if step.step in set(DECIDED)), None)
    said: list[Cell] = ["", "", "", "", "", None]
    if decided is not None:
        said = [
            decided.taken_on, decided.decided_by, decided.reason, decided.conditions, sentence_case(decided.solely),
            seen.look_again,
        ]  # fmt: skip
    return [
        *_whose(person, places), "Yes" if told.nothing else "No", sentence_case(told.with_kind), told.with_whom,
        sentence_case(told.relationship), told.platforms, told.since, told.words, told.declared_on, told.received_on,
        sentence_case(seen.state), *said, seen.confirmed_on, seen.ended_on, str(seen.id),
    ]  # fmt: skip


def approached(desk: Desk) -> Sheet:
    """The approaches that stand and the keyholder may read. Refused: `left_out` says why."""
    _refuse(desk)
    found, who, places = approaches.everything(desk), people.everyone(desk), schools.labels(schools.everyone(desk))
    _note(desk, "approach", found)
    rows = [[*_whose(who[one.person_id], places), *_approach(one.approach), str(one.id)] for one in found]
    return Sheet("Approaches", (*_labels(Person, _WHOM), *_labels(Approach, _APPROACH), "Number"), rows)


def _approach(one: Approach) -> list[Cell]:
    return [
        one.student, sentence_case(one.student_kind), one.platform, one.happened_on, one.said, one.reply,
        one.replied_on, sentence_case(one.tone), sentence_case(one.solely), one.solely_reason, one.reported_on,
    ]  # fmt: skip


def _whose(person: Person, places: dict[int, str]) -> list[Cell]:
    return [places.get(person.school_id or 0, ""), person.surname, person.forename, person.staff_code, person.email]


def _labels(record: type, names: Sequence[str]) -> tuple[str, ...]:
    known = {one.name: one.label for one in fields(record)}
    return tuple(known[name] for name in names)


def _refuse(desk: Desk) -> None:
    if why := left_out(desk):
        raise Refused(why)


def _note(desk: Desk, kind: str, found: Sequence[Found]) -> None:
    """Keeps in one entry what was taken out that the keyholder does not keep."""
    kept = {one.school_id: keeps(desk, one.person_id) for one in found}
    opened = [one.id for one in found if not kept[one.school_id]]
    note_openings(desk, {kind: opened}, f"Exported: {count_of(len(opened), kind, _MANY[kind])} opened")


_MANY = {"declaration": "declarations", "approach": "approaches"}
