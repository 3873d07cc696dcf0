"""Who sees declarations, approaches and what is attached to them, and that openings are kept.

The program enforces this, not the cryptography: see docs/security.md. What only its keyholders can read is a case.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from db import history, openings, schools
from db.people import person_state
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.reviewers import reviewed_by
from metdesk.roles import Role
from metdesk.settings import COUNTS_ONLY
from metdesk.sitting import person_here

KINDS = frozenset({"declaration", "declaration_step", "approach"})
"""The tables that not everybody who can open the register may read."""

_WHOSE = {
    "declaration": ("person_id",),
    "approach": ("person_id",),
    "declaration_step": ("declaration_id",),
    "attachment": ("kind", "record_id"),
}
"""What says whom a record is about: a person, or the record that it belongs to."""

_ROLES = frozenset({Role.HEADTEACHER, Role.BUSINESS_MANAGER, Role.TRUST_OFFICER})


@dataclass(frozen=True)
class Sight:
    """What somebody may read: of everybody (`school_ids` is None), or of these schools, and of these people."""

    school_ids: Collection[int] | None
    person_ids: Collection[int] = ()

    @property
    def nothing(self) -> bool:
        """Whether they see counts alone."""
        return self.school_ids is not None and not self.school_ids and not self.person_ids

    def reaches(self, person_id: int, school_id: int | None) -> bool:
        """Whether they may read what concerns a person of this school."""
        return self.school_ids is None or school_id in self.school_ids or person_id in self.person_ids


def sight(desk: Desk) -> Sight:
    """What whoever sits at this desk may read: as head, business manager (a setting) or trust officer what their key
    is for; and what they are named to review in a head's place."""
    return desk.keep(("sight", desk.keyholder), lambda: _sight(desk))


def _sight(desk: Desk) -> Sight:
    holder, here = desk.keyholder, person_here(desk)
    named: tuple[set[int], set[int]] = reviewed_by(desk, here) if here is not None else (set(), set())
    counts = holder.role == Role.BUSINESS_MANAGER and desk.setting("manager_sees_declarations") == COUNTS_ONLY
    if holder.role not in _ROLES or counts:
        return Sight(*named)
    return Sight({*holder.schools, *named[0]}, named[1]) if holder.schools else Sight(None)


def sees(desk: Desk, person_id: int) -> bool:
    """Whether the keyholder may read what concerns this person, be they in the bin."""
    person = person_state(person_id)
    return sight(desk).reaches(person_id, person.school_id if person else None)


def unseen(desk: Desk, kind: str, record_ids: Collection[int]) -> frozenset[int]:
    """Which of these records of a table, binned ones too, the keyholder may not read. Of what everybody may read,
    none; what is attached goes with the record it belongs to."""
    if kind not in _WHOSE or sight(desk).school_ids is None:
        return frozenset()
    rows = history.columns(kind, record_ids, _WHOSE[kind])
    gone = frozenset(record_ids) - rows.keys()
    if _WHOSE[kind] == ("person_id",):
        hidden = {one for (one,) in set(rows.values()) if not sees(desk, one)}
        return gone | {number for number, (one,) in rows.items() if one in hidden}
    belongs = {number: row if kind == "attachment" else ("declaration", *row) for number, row in rows.items()}
    return gone.union(*(_unseen_of(desk, owner, belongs) for owner in KINDS))


def _unseen_of(desk: Desk, owner: str, belongs: Mapping[int, tuple[str, int]]) -> set[int]:
    """Those of the records that belong to one of table `owner` which the keyholder may not read."""
    owners = {number: record for number, (kind, record) in belongs.items() if kind == owner}
    hidden = unseen(desk, owner, set(owners.values())) if owners else frozenset()
    return {number for number, record in owners.items() if record in hidden}


def require_sight(desk: Desk, person_id: int | None = None) -> None:
    """Refuses a keyholder who may not read what concerns this person, or anybody where none is named."""
    seen = sight(desk)
    if seen.nothing:
        raise Refused(counts_words(desk))
    if person_id is not None and not sees(desk, person_id):
        raise Refused("This belongs to a school that your key is not for: ask somebody whose key is.")


def counts_words(desk: Desk) -> str:
    """Why somebody sees counts alone, and whom to ask."""
    return f"As {desk.keyholder.role} you see how many there are, not what they say: ask the headteacher."


def keeps(desk: Desk, person_id: int) -> bool:
    """Whether the keyholder keeps what concerns this person: the business manager or the head of their school.

    A headteacher's key for some schools is a head's of these; one for all schools is where the keyholder is the
    person who heads the school, or the register has no other.
    """
    holder, person = desk.keyholder, person_state(person_id)
    school = schools.school(person.school_id) if person else None
    if school is None or (holder.schools and school.id not in holder.schools):
        return False
    if holder.role == Role.HEADTEACHER:
        heads = school.head_id is not None and school.head_id == person_here(desk)
        return heads or bool(holder.schools) or len(schools.schools()) == 1
    return holder.role == Role.BUSINESS_MANAGER


def note_opening(desk: Desk, kind: str, record_ids: Sequence[int], words: str) -> None:
    """Keeps that records were opened: one entry that says `words`. Refused where nothing can be written."""
    note_openings(desk, {kind: record_ids}, words)


def note_openings(desk: Desk, opened: Mapping[str, Sequence[int]], words: str) -> None:
    """As `note_opening`, of records of several kinds in one entry; none where nothing was opened."""
    rows = [{"kind": kind, "record_id": one} for kind, record_ids in opened.items() for one in record_ids]
    if rows:
        with desk.change("declarations.open", words) as change:
            change.insert_many(openings.Opening, rows)
