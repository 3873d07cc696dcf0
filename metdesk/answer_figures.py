"""How many have signed the policy: of a school, of all, of each edition (5.1.2, 5.2.1, 5.3.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import acknowledgements as tables
from metdesk import people, policy, schools
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.acknowledgements import asking
from metdesk.desk import Desk


@dataclass(frozen=True)
class Figures:
    """How many of the people there today stand where; `asked` is everyone an open round asks or who answered."""

    people: int = 0
    signed: int = 0
    earlier: int = 0
    refused: int = 0
    unable: int = 0
    outstanding: int = 0
    overdue: int = 0

    @property
    def answered(self) -> int:
        """How many answered, whatever they answered."""
        return self.signed + self.refused + self.unable

    @property
    def asked(self) -> int:
        """How many were asked: those who answered and those who have yet to."""
        return self.answered + self.outstanding

    @property
    def share(self) -> int:
        """The share of everybody that signed, in whole per cent rounded down; 0 of nobody."""
        return share(self.signed, self.people)


def share(part: int, whole: int) -> int:
    """The share of a whole in per cent, rounded down so that 100 means all; 0 of nothing."""
    return part * 100 // whole if whole else 0


@dataclass(frozen=True)
class SchoolFigures:
    """A school's figures; its name."""

    school_id: int
    school: str
    figures: Figures


@dataclass(frozen=True)
class EditionFigures:
    """What was answered to an edition, by leavers as well."""

    edition_id: int
    edition: str
    in_force: bool
    signed: int
    refused: int
    unable: int


def figures(desk: Desk, school_id: int | None = None, category: str = "") -> Figures:
    """How the people there today stand, of one school or of all; without pupils unless `category` names them."""
    found = desk.keep("acknowledgement figures", lambda: _by_school(tables.figures(asking(desk))))
    rows = found.get(school_id, []) if school_id is not None else [row for one in found.values() for row in one]
    return _figures([row for row in rows if _counts(row, category)])


Counted = tuple[int, str, str, bool, bool, int]


def _by_school(rows: Iterable[Counted]) -> dict[int, list[Counted]]:
    found: dict[int, list[Counted]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _counts(row: Counted, category: str) -> bool:
    """Whether people of this row are counted: those of the category, or all but pupils whom nobody asks."""
    if category:
        return row[1] == category
    return row[1] != people.Category.PUPIL or row[3] or answers(row[2])


def answers(stands: str) -> bool:
    """Whether a standing is an answer to the edition in force, whatever the answer."""
    return stands in (Standing.SIGNED, Standing.REFUSED, Standing.UNABLE)


def _figures(rows: Sequence[Counted]) -> Figures:

    def of(*standings: Standing) -> int:
        return sum(row[5] for row in rows if row[2] in standings)

    return Figures(
        people=sum(row[5] for row in rows),
        signed=of(Standing.SIGNED),
        earlier=of(Standing.EARLIER),
        refused=of(Standing.REFUSED),
        unable=of(Standing.UNABLE),
        outstanding=sum(row[5] for row in rows if row[3]),
        overdue=sum(row[5] for row in rows if row[4]),
    )


def by_school(desk: Desk) -> list[SchoolFigures]:
    """Every school's figures, by the name of the school."""
    return [SchoolFigures(number, name, figures(desk, number)) for number, name in schools.names(desk).items()]


def by_edition(desk: Desk) -> list[EditionFigures]:
    """What was answered to each edition, the newest first."""
    found = {(edition, answer): number for edition, answer, number in tables.by_edition()}
    editions = policy.editions(desk)
    return [
        EditionFigures(
            one.id,
            one.name,
            place == 0,
            *(found.get((one.id, answer), 0) for answer in (Answer.SIGNED, Answer.REFUSED, Answer.UNABLE)),
        )
        for place, one in enumerate(editions)
    ]
