"""Approaches by students and ex-students (6.5.5): what was said, the reply that is kept, and that the head was told.

Nothing entered is overwritten. What comes later, the reply and the report, fills what was empty, once; anything else is
a correction, a further row with its reason.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from db import approaches as tables
from db import attachments
from metdesk import forms, term_dates
from metdesk.approach_record import Approach, Reply, Tone, student_key, unfit_days, unfit_reply, unfit_test
from metdesk.confidential import keeps, note_opening, require_sight, sight
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.forms import Form, FormKind
from metdesk.people import spoken_name, unfit_adult
from metdesk.record import Page, problems, stripped


class Kept(StrEnum):
    """Whether the reply is kept (6.5.5)."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    NO_REPLY = "no reply"


@dataclass(frozen=True)
class ApproachFilter:
    """Which approaches a list shows; empty values leave the question open. `is_late`: the head was not told within the
    days that the setting gives."""

    school_id: int | None = None
    find: str = ""
    person_id: int | None = None
    only: tuple[int, ...] | None = None
    not_reported: bool = False
    is_late: bool = False
    not_kept: bool = False
    not_professional: bool = False


@dataclass(frozen=True)
class Seen:
    """An approach in a list: who was approached, whether the reply is kept, and how many `others` at the school name
    the same student."""

    id: int
    approach: Approach
    person_id: int
    person: str
    job: str
    school_id: int
    school: str
    kept: Kept
    late: bool
    others: int

    @property
    def title(self) -> str:
        """What it is called where no name may stand: `Approach 4`."""
        return f"Approach {self.id}"


@dataclass(frozen=True)
class File:
    """An approach in full: what it corrects, the latest first, and the others by the same student, the latest first."""

    seen: Seen
    earlier: tuple[Seen, ...]
    corrected_by: int | None
    same_student: tuple[Seen, ...]


@dataclass(frozen=True)
class Figures:
    """How many approaches there are, and of how many something is missing."""

    approaches: int = 0
    not_reported: int = 0
    late: int = 0
    not_kept: int = 0
    not_professional: int = 0


# --- reading


def page(
    desk: Desk,
    wanted: ApproachFilter = ApproachFilter(),
    sort: str = "happened_on",
    descending: bool = True,
    offset: int = 0,
    limit: int = 200,
) -> Page[Seen]:
    """Approaches `offset` to `offset + limit` that the keyholder may read; `sort` is person, school, student,
    platform, happened_on, replied_on or reported_on."""
    may, due = sight(desk), late_before(desk)
    ids = tables.wanted(late_before=due, school_ids=may.school_ids, person_ids=may.person_ids, **asdict(wanted))
    rows, total = tables.page(ids, sort, descending, offset, limit)
    return Page(_seen(desk, rows), total)


def everything(desk: Desk, wanted: ApproachFilter = ApproachFilter()) -> list[Seen]:
    """Everything that stands and the keyholder may read, by school and person."""
    return page(desk, wanted, "school", descending=False, limit=1_000_000).rows


def get(desk: Desk, approach_id: int) -> Approach:
    """The approach. Refused: there is none, or the keyholder may not read it."""
    return seen(desk, approach_id).approach


def seen(desk: Desk, approach_id: int) -> Seen:
    """An approach as a list shows it, be it corrected. Refused: there is none, or the keyholder may not read it."""
    rows = tables.rows_of([approach_id])
    if not rows:
        raise Refused("This approach is no longer in the register: look at the list again.")
    require_sight(desk, rows[0]["person_id"])
    return _seen(desk, rows)[0]


def is_kept(desk: Desk, approach_id: int) -> bool:
    """Whether the keyholder keeps this approach, so that reading it is not noted. Refused as `seen`."""
    return keeps(desk, seen(desk, approach_id).person_id)


def read(desk: Desk, approach_id: int) -> File:
    """Opens an approach in full; by somebody else than its keeper, that is noted in the audit. Refused as `seen`."""
    one = seen(desk, approach_id)
    if not keeps(desk, one.person_id):
        note_opening(desk, "approach", [approach_id], f"{one.title} was opened")
    return again(desk, approach_id)


def again(desk: Desk, approach_id: int) -> File:
    """An approach in full that is kept here or was opened already, read again: nothing is noted. Of what it corrects,
    as far as the keyholder may read it. Refused as `seen`."""
    one = seen(desk, approach_id)
    earlier: list[Seen] = []
    before = one.approach.corrects_id
    while before is not None:
        try:
            earlier.append(seen(desk, before))
        except Refused:  # of somebody at another school, to whom it was entered by mistake
            break
        before = earlier[-1].approach.corrects_id
    return File(one, tuple(earlier), tables.corrected_by(approach_id), tuple(same_student(desk, one)))


def standing(desk: Desk, approach_id: int) -> int:
    """The id of the approach that stands in the place of this one; its own where none does."""
    while (later := tables.corrected_by(approach_id)) is not None:
        approach_id = later
    return approach_id


def same_student(desk: Desk, one: Seen) -> list[Seen]:
    """The other approaches at the school that name the same student and the keyholder may read, the latest first."""
    key = (one.school_id, student_key(one.approach.student))
    found = [number for number in tables.alike([key])[key] if number not in (one.id, one.approach.corrects_id)]
    may = sight(desk)
    return [row for row in _seen(desk, tables.rows_of(found)) if may.reaches(row.person_id, row.school_id)]


def of_person(desk: Desk, person_id: int) -> list[Seen]:
    """Every approach to somebody that stands, the latest first. Refused: no sight of it."""
    require_sight(desk, person_id)
    return page(desk, ApproachFilter(person_id=person_id), limit=1_000).rows


def figures(desk: Desk, school_id: int | None = None) -> Figures:
    """How many approaches there are at one school, or at all, and of how many something is missing. For everybody."""
    rows = desk.keep("approaches counted", lambda: tables.counts(late_before(desk)))
    found = [numbers for school, *numbers in rows if school_id in (None, school)]
    return Figures(*(sum(column) for column in zip(*found, strict=True)))


def late_before(desk: Desk) -> date:
    """The day before which an approach is late: in school days of the trust, as one list holds every school."""
    return term_dates.school_days(desk, None).still_in_time(desk.today(), desk.setting("report_days"))


def _seen(desk: Desk, rows: Sequence[dict[str, Any]]) -> list[Seen]:
    due = late_before(desk)
    alike = tables.alike((row["school_id"], row["student_key"]) for row in rows)
    return [
        Seen(
            id=row["id"],
            approach=Approach(**{name: row[name] for name in Approach.__dataclass_fields__}),
            person_id=row["person_id"],
            person=spoken_name(row["title"], row["forename"], row["surname"]),
            job=row["job"] or row["category"],
            school_id=row["school_id"],
            school=row["school"] or "",
            kept=Kept.NO_REPLY if row["tone"] == Tone.NOT_REPLIED else Kept.KEPT if row["kept"] else Kept.NOT_KEPT,
            late=row["reported_on"] is None and row["happened_on"] < due,
            others=len([one for one in alike[row["school_id"], row["student_key"]] if one != row["id"]]),
        )
        for row in rows
    ]


# --- entering


def add(desk: Desk, approach: Approach) -> int:
    """Enters an approach and returns its id. Refused as `unfit` says."""
    approach = stripped(replace(approach, corrects_id=None, correction=""))
    unfit(desk, approach)
    with desk.change("approaches.add", "Approach entered") as change:
        number = change.insert(tables.Approach, **_row(approach))
        change.words = f"Approach {number} entered"
    return number


def correct(desk: Desk, approach_id: int, approach: Approach) -> int:
    """Enters an approach in another's place, which stays readable, and returns its id; what is attached goes with it.

    Refused as `unfit` says; without saying why; nothing changed; one that another stands in the place of already.
    """
    one = _standing(desk, approach_id)
    approach = stripped(replace(approach, corrects_id=approach_id))
    if not approach.correction:
        raise Refused({"correction": "Say why it is corrected: both stay readable."})
    if _plain(approach) == _plain(one.approach):
        raise Refused("Nothing was changed: change what is wrong, or close the form.")
    unfit(desk, approach)
    with desk.change("approaches.correct", f"{one.title} corrected") as change:
        number = change.insert(tables.Approach, **_row(approach))
        attachments.hand_on(change, "approach", approach_id, number)
        change.words = f"{one.title} corrected by approach {number}"
    return number


def reply(desk: Desk, approach_id: int, given: Reply) -> None:
    """Records the reply to an approach that was entered without it, or what its tone was: what stands is kept.

    Refused: as `unfit` says, nothing given, something else than what stands there already.
    """
    one = _standing(desk, approach_id)
    wanted = {name: value for name, value in asdict(stripped(given)).items() if value}
    if not wanted:
        raise Refused({"reply": "Enter the reply, or choose “not replied” as its tone."})
    _fill(desk, one, wanted, "the reply recorded")


def report(desk: Desk, approach_id: int, on: date) -> None:
    """Records the day on which the head was told. Refused: a day before it happened or still to come, another day than
    the one that stands there already."""
    _fill(desk, _standing(desk, approach_id), {"reported_on": on}, "reported to the head")


def _fill(desk: Desk, one: Seen, wanted: dict[str, Any], done: str) -> None:
    filled = {name: getattr(one.approach, name) for name in wanted}
    other = [name for name, before in filled.items() if before and before != wanted[name]]
    if other:
        raise Refused(dict.fromkeys(other, "This is entered already, and is kept: record a correction instead."))
    if filled == wanted:
        raise Refused("This is entered already: there is nothing to add.")
    unfit(desk, replace(one.approach, **wanted))
    with desk.change("approaches.step", f"{one.title}: {done}") as change:
        change.update(tables.Approach, one.id, **wanted)


def sheet(desk: Desk, written: str, person_id: int | None) -> int | None:
    """The id of the printed form whose reference is `written`; None where nothing is written.

    Refused, under `reference`: no such form, another kind of form, one about an approach to somebody else.
    """

    def whose(form: Form) -> list[int]:
        ids = [form.approach_id] if form.approach_id is not None else []
        return [row["person_id"] for row in tables.rows_of(ids)]

    return forms.sheet(desk, written, FormKind.APPROACH, person_id, whose)


def put_in_bin(desk: Desk, approach_id: int) -> None:
    """Moves an approach that was entered by mistake to the bin. Refused: one that corrects another or is corrected, or
    to which something is attached."""
    one = _standing(desk, approach_id)
    if one.approach.corrects_id is not None:
        raise Refused(f"{one.title} stands in the place of another, and both are kept: record a correction instead.")
    if attachments.of("approach", approach_id):
        raise Refused(f"{one.title} has attachments: take these away first, if they were attached by mistake.")
    with desk.change("approaches.bin", f"{one.title} moved to the bin") as change:
        change.bin(tables.Approach, approach_id)


def _standing(desk: Desk, approach_id: int) -> Seen:
    one = seen(desk, approach_id)
    if (other := tables.corrected_by(approach_id)) is not None:
        raise Refused(f"{one.title} was corrected: approach {other} stands in its place, open that one.")
    return one


def _plain(approach: Approach) -> Approach:
    return replace(approach, corrects_id=None, correction="")


def _row(approach: Approach) -> dict[str, Any]:
    return {**asdict(approach), "student_key": student_key(approach.student)}


def unfit(desk: Desk, approach: Approach) -> None:
    """Refuses what is missing, nothing said above all; a pupil as the person approached, or somebody who had left; days
    still to come or in a wrong order; a reply without its day, a tone without a reply; the test of 6.5.3 without a
    reason."""
    found = problems(approach)
    if "said" in found and not approach.said:
        found["said"] = "Write what was said, or what it was: a friend request. Pictures are attached afterwards."
    if found:
        raise Refused(found)
    require_sight(desk, approach.person_id)
    pupil, after = "name the member of staff who was approached (6.5.5).", "it cannot have happened after."
    found = unfit_adult(approach.person_id, approach.happened_on, pupil=pupil, after=after)
    found |= unfit_days(approach, desk.today())
    found |= unfit_reply(approach) | unfit_test(approach)
    if not student_key(approach.student):
        found["student"] = "Name the student with letters or figures: initials or a pupil reference will do."
    if found:
        raise Refused(found)
