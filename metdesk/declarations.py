"""The declarations as they are read (6.1.4, 6.5.4): what was declared, how it stands today, what was done about it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from db import declarations as tables
from metdesk import forms
from metdesk.confidential import keeps, note_opening, require_sight, sight
from metdesk.declaration_record import APPROVED, DECIDED, OPEN, Declaration, State, Taken
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import Form, FormKind
from metdesk.people import spoken_name
from metdesk.record import Page

RUNNING = (*OPEN, State.NOT_APPROVED, State.NOTHING)
"""The states of what ends when the person leaves."""


@dataclass(frozen=True)
class DeclarationFilter:
    """Which declarations a list shows; empty values leave the question open."""

    school_id: int | None = None
    states: tuple[str, ...] = ()
    with_kind: str = ""
    find: str = ""
    person_id: int | None = None
    only: tuple[int, ...] | None = None
    to_review: bool = False


@dataclass(frozen=True)
class Seen:
    """A declaration in a list: who declared what, and the `state` that counts today. `moved` says that the head of
    another school decided before the person came to this one."""

    id: int
    declaration: Declaration
    person_id: int
    person: str
    job: str
    school_id: int
    school: str
    state: State
    moved: bool
    leaves: date | None
    look_again: date | None
    confirmed_on: date | None
    ended_on: date | None
    today: date

    @property
    def title(self) -> str:
        """What it is called where no name may stand: `Declaration 12`."""
        return f"Declaration {self.id}"

    @property
    def due(self) -> bool:
        """Whether the day has come to look at it again."""
        return self.state in APPROVED and self.look_again is not None and self.look_again <= self.today

    @property
    def last_heard(self) -> date:
        """The day the person last said that it is so."""
        declared = self.declaration.declared_on or date.min
        return max(declared, self.confirmed_on or declared)


@dataclass(frozen=True)
class File:
    """A declaration in full: its steps in their order, and what it corrects, the latest first."""

    seen: Seen
    steps: tuple[Taken, ...]
    earlier: tuple[tuple[Seen, tuple[Taken, ...]], ...]
    corrected_by: int | None


def page(
    desk: Desk,
    wanted: DeclarationFilter = DeclarationFilter(),
    sort: str = "declared_on",
    descending: bool = True,
    offset: int = 0,
    limit: int = 200,
) -> Page[Seen]:
    """Declarations `offset` to `offset + limit` that the keyholder may read; `sort` is person, school, with_kind,
    relationship, state, declared_on or look_again."""
    seen = sight(desk)
    ids = tables.wanted(today=desk.today(), school_ids=seen.school_ids, person_ids=seen.person_ids, **asdict(wanted))
    rows, total = tables.page(ids, sort, descending, offset, limit, desk.today())
    return Page([_seen(row, desk.today()) for row in rows], total)


def everything(desk: Desk, wanted: DeclarationFilter = DeclarationFilter()) -> list[Seen]:
    """Everything that stands and the keyholder may read, by school and person."""
    return page(desk, wanted, "school", descending=False, limit=1_000_000).rows


def get(desk: Desk, declaration_id: int) -> Declaration:
    """What was declared. Refused: there is none, or the keyholder may not read it."""
    return seen(desk, declaration_id).declaration


def seen(desk: Desk, declaration_id: int) -> Seen:
    """A declaration as a list shows it, be it corrected. Refused: there is none, or the keyholder may not read it."""
    rows = tables.rows_of([declaration_id])
    if not rows:
        raise Refused("This declaration is no longer in the register: look at the list again.")
    require_sight(desk, rows[0]["person_id"])
    return _seen(rows[0], desk.today())


def steps(desk: Desk, declaration_id: int) -> tuple[Taken, ...]:
    """What was done about a declaration, in its order. Refused as `seen`."""
    seen(desk, declaration_id)
    return _steps([declaration_id]).get(declaration_id, ())


def is_kept(desk: Desk, declaration_id: int) -> bool:
    """Whether the keyholder keeps this declaration, so that reading it is not noted. Refused as `seen`."""
    return keeps(desk, seen(desk, declaration_id).person_id)


def read(desk: Desk, declaration_id: int) -> File:
    """Opens a declaration in full; by somebody else than its keeper, that is noted in the audit. Refused as `seen`."""
    one = seen(desk, declaration_id)
    if not keeps(desk, one.person_id):
        note_opening(desk, "declaration", [declaration_id], f"{one.title} was opened")
    return again(desk, declaration_id)


def again(desk: Desk, declaration_id: int) -> File:
    """A declaration that lies open already, read once more after a change: one opening is noted once. Of what it
    corrects, as far as the keyholder may read it. Refused as `seen`."""
    one = seen(desk, declaration_id)
    found: list[tuple[Seen, tuple[Taken, ...]]] = []
    before = one.declaration.corrects_id
    while before is not None:
        try:
            earlier = seen(desk, before)
        except Refused:  # of somebody at another school, to whom it was entered by mistake
            break
        found.append((earlier, _steps([before]).get(before, ())))
        before = earlier.declaration.corrects_id
    taken = _steps([declaration_id]).get(declaration_id, ())
    return File(one, taken, tuple(found), tables.corrected_by(declaration_id))


def files(desk: Desk, wanted: DeclarationFilter = DeclarationFilter()) -> list[File]:
    """Everything that stands and the keyholder may read, in full, by school and person, without what it corrects.

    Whoever shows it notes that: `confidential.note_openings`.
    """
    found = everything(desk, wanted)
    taken = _steps([one.id for one in found])
    return [File(one, taken.get(one.id, ()), (), None) for one in found]


def standing(desk: Desk, declaration_id: int) -> int:
    """The id of what stands in this declaration's place today; its own where nothing does."""
    later = tables.corrected_by(declaration_id)
    return declaration_id if later is None else standing(desk, later)


def sheet(desk: Desk, written: str, person_id: int | None) -> int | None:
    """The id of the printed form whose reference is `written`, on which this person declared or a head decided on what
    they did; None where nothing is written.

    Refused, under `reference`: no such form, another kind of form, one that was printed for somebody else.
    """

    def whose(form: Form) -> list[int]:
        ids = [form.declaration_id] if form.declaration_id is not None else []
        return [row["person_id"] for row in tables.rows_of(ids)]

    return forms.sheet(desk, written, FormKind.DECLARATION, person_id, whose)


def of_person(desk: Desk, person_id: int) -> list[Seen]:
    """Everything that stands of what somebody declared, the latest first. Refused: no sight of it."""
    require_sight(desk, person_id)
    return page(desk, DeclarationFilter(person_id=person_id), limit=1_000).rows


def counts(desk: Desk, school_id: int | None = None) -> dict[State, int]:
    """How many declarations stand in each state today: of one school, or all. For everybody."""
    found = dict.fromkeys(State, 0)
    for school, state, number in desk.keep("declarations counted", lambda: tables.counts(desk.today())):
        if school_id in (None, school):
            found[State(state)] += number
    return found


@dataclass(frozen=True)
class Nameless:
    """A declaration as everybody may read of it: not whose it is, nor with whom."""

    id: int
    school_id: int
    with_kind: str
    relationship: str
    state: State
    declared_on: date
    look_again: date | None


def nameless(desk: Desk, school_id: int | None = None) -> list[Nameless]:
    """What stands, of one school or all, the first declared first, without what tells of whom it speaks; of each person
    only the latest nil return, and none of a leaver. For everybody."""
    ids = tables.wanted(today=desk.today(), school_id=school_id)
    rows, _ = tables.page(ids, "declared_on", True, 0, 1_000_000, desk.today())
    found: list[Nameless] = []
    nil: set[int] = set()
    for one in (_seen(row, desk.today()) for row in rows):
        told = one.declaration
        if told.nothing and (one.state is not State.NOTHING or one.person_id in nil):
            continue
        nil |= {one.person_id} if told.nothing else set()
        found.append(
            Nameless(
                one.id, one.school_id, told.with_kind, told.relationship, one.state, told.declared_on or date.min,
                one.look_again,
            )
        )  # fmt: skip
    return found[::-1]


def any_yet(desk: Desk) -> bool:
    """Whether anything was ever declared."""
    return tables.first_day() is not None


def _seen(row: dict[str, Any], today: date) -> Seen:
    moved = row["head_of_id"] != row["school_id"]
    return Seen(
        id=row["id"],
        declaration=Declaration(**{name: row[name] for name in Declaration.__dataclass_fields__}),
        person_id=row["person_id"],
        person=spoken_name(row["title"], row["forename"], row["surname"]),
        job=row["job"] or row["category"],
        school_id=row["school_id"],
        school=row["school"] or "",
        state=state_of(State(row["state"]), moved, row["person_ends"], today),
        moved=moved and row["state"] in (*DECIDED, State.MORE),
        leaves=row["person_ends"],
        look_again=row["look_again"],
        confirmed_on=row["confirmed_on"],
        ended_on=row["ended_on"],
        today=today,
    )


def state_of(state: State, moved: bool, leaves: date | None, today: date) -> State:
    """The state that counts today: a leaver's declaration has ended, and what one head said is still to be said by
    the head of the school that the person `moved` to. As `db.declarations.state_on` has it."""
    if leaves is not None and leaves < today and state in RUNNING:
        return State.ENDED
    if moved and state in (State.MORE, *DECIDED):
        return State.WAITING
    return state


def _steps(declaration_ids: Sequence[int]) -> dict[int, tuple[Taken, ...]]:
    found: dict[int, tuple[Taken, ...]] = {}
    for row in tables.steps(declaration_ids):
        who = spoken_name(row["title"], row["forename"], row["surname"])
        kept = {name: row[name] for name in Taken.__dataclass_fields__ if name != "decided_by"}
        number = row["declaration_id"]
        found[number] = (*found.get(number, ()), Taken(decided_by=who, **kept))
    return found
