"""Acknowledgements: who has signed which edition of the policy (5.1.2, 5.2.1, 5.3.1).

Nothing entered is ever changed. A correction is a further row with its reason; the last row of a person and an edition
is what stands. A signature of an edition holds for those after it as long as they are minor ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from db import acknowledgements as tables
from db import people as people_tables
from metdesk import forms, people, policy, rounds, schools
from metdesk.acknowledgement_record import Acknowledgement, Answer, Standing, first_day, unfit_days
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.people import listed_name
from metdesk.record import Page, check, problems, stripped
from metdesk.rounds import Holding, holding

GONE = "This answer is no longer in the register: look at the person again."


@dataclass(frozen=True)
class AckRow:
    """A line of the list: a person and where they stand with the edition in force.

    `acknowledgement_id` is the answer that stands: for the edition in force, or the newest before; its edition and
    dates are told with it. `due_on` is the day by which an open round asks for it, `overdue` that it has passed
    without an answer, `outstanding` that an open round asks and there is no answer yet.
    """

    id: int
    name: str
    staff_code: str
    email: str
    category: str
    job: str
    team: str
    school_id: int
    school: str
    starts: date | None
    ends: date | None
    standing: Standing
    due_on: date | None
    outstanding: bool
    overdue: bool
    acknowledgement_id: int | None = None
    edition: str = ""
    signed_on: date | None = None
    received_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class AckFilter:
    """Which people a list shows; empty values leave the question open.

    No standing means everybody there today; `Standing.LEFT` means the leavers. Pupils whom nobody asked are left out
    unless `category` names them.
    """

    school_id: int | None = None
    category: str = ""
    team: str = ""
    standings: tuple[str, ...] = ()
    outstanding: bool = False
    overdue: bool = False
    find: str = ""


EVERYBODY = AckFilter()


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


# --- where people stand


def decide(
    today: date,
    held: Holding | None,
    starts: date | None,
    ends: date | None,
    due_on: date | None,
    given: Mapping[int, str],
) -> Standing:
    """Where somebody who starts and leaves on these days stands on `today`.

    `given` is what stands for them by edition, mistakes left out; `due_on` the day by which an open round asks them.
    """
    if ends is not None and ends < today:
        return Standing.LEFT
    if held is not None:
        valid = [edition for edition in given if held.oldest <= edition <= held.current.id]
        if valid:
            return Standing(given[max(valid)])
        if any(edition < held.oldest and answer == Answer.SIGNED for edition, answer in given.items()):
            return Standing.EARLIER
    arrived = starts is None or starts <= today
    return Standing.ASKED if due_on is not None and arrived else Standing.NOT_ASKED


def page(
    desk: Desk,
    wanted: AckFilter = EVERYBODY,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> Page[AckRow]:
    """People `offset` to `offset + limit` of those wanted; `sort` is name, school, category, job or staff_code."""
    condition = _condition(desk, wanted)
    if not (wanted.standings or wanted.outstanding or wanted.overdue):
        rows, total = tables.page(condition, sort, descending, offset, limit)
        return Page(_rows(desk, rows), total)
    ids = desk.keep(("acknowledgement list", wanted, sort, descending), lambda: tables.ids(condition, sort, descending))
    return Page(_rows(desk, tables.rows_of(ids[offset : offset + limit])), len(ids))


def handed_out(desk: Desk, wanted: AckFilter = EVERYBODY) -> list[AckRow]:
    """Everybody wanted as the office hands forms out: by school, team and surname."""
    return _rows(desk, tables.handed_out(_condition(desk, wanted)))


def rows_of(desk: Desk, person_ids: Sequence[int]) -> list[AckRow]:
    """Where these people stand, in their order; those in the bin are left out."""
    return _rows(desk, tables.rows_of(person_ids))


def joined_later(desk: Desk, school_id: int | None = None) -> list[AckRow]:
    """Everybody there today whom a round asks and who started after it began."""
    asking = rounds.asking(desk)
    if asking is None or not asking.rounds:
        return []
    return _rows(desk, tables.handed_out(tables.joined_later(asking, school_id)))


def standing_of(desk: Desk, person_id: int) -> AckRow:
    """Where one person stands, leavers too. Refused where there is nobody of that id, or they are in the bin."""
    person = people.get(desk, person_id)
    school = schools.names(desk).get(person.school_id or 0, "")
    return _rows(desk, [{"id": person_id, "school": school, **asdict(person)}])[0]


def _condition(desk: Desk, wanted: AckFilter) -> Any:
    return tables.wanted(
        _asking(desk),
        school_id=wanted.school_id,
        category=wanted.category,
        team=wanted.team,
        find=wanted.find,
        among_standings=[str(one) for one in wanted.standings],
        only_outstanding=wanted.outstanding,
        only_overdue=wanted.overdue,
    )


def _asking(desk: Desk) -> tables.Asking:
    return rounds.asking(desk) or tables.Asking(0, -1, (), desk.today(), 0)


def _rows(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> list[AckRow]:
    held, today = holding(desk), desk.today()
    names = {one.id: one.name for one in policy.editions(desk)}
    answers: dict[int, dict[int, Mapping[str, Any]]] = {}
    for one in tables.standing_rows([row["id"] for row in rows]):
        answers.setdefault(one["person_id"], {})[one["edition_id"]] = one
    return [_row(desk, row, answers.get(row["id"], {}), held, names, today) for row in rows]


def _row(
    desk: Desk,
    row: Mapping[str, Any],
    given: Mapping[int, Mapping[str, Any]],
    held: Holding | None,
    names: Mapping[int, str],
    today: date,
) -> AckRow:
    due_on = rounds.due(desk, row["school_id"], row["category"], row["starts"])
    answers = {edition: one["answer"] for edition, one in given.items()}
    stands = decide(today, held, row["starts"], row["ends"], due_on, answers)
    told = _told(given, held, stands)
    waiting = due_on is not None and stands in (Standing.ASKED, Standing.EARLIER)
    return AckRow(
        id=row["id"],
        name=listed_name(row["surname"], row["forename"]),
        **{name: row[name] for name in ("staff_code", "email", "category", "job", "team", "school_id")},
        school=row["school"] or "",
        starts=row["starts"],
        ends=row["ends"],
        standing=stands,
        due_on=due_on if stands is not Standing.LEFT else None,
        outstanding=waiting,
        overdue=waiting and due_on is not None and due_on < today,
        acknowledgement_id=told["id"] if told else None,
        edition=names.get(told["edition_id"], "") if told else "",
        signed_on=told["signed_on"] if told else None,
        received_on=told["received_on"] if told else None,
        reason=told["reason"] if told else "",
    )


def _told(given: Mapping[int, Mapping[str, Any]], held: Holding | None, stands: Standing) -> Mapping[str, Any] | None:
    """The answer by which somebody stands where they do; a leaver's newest."""
    if stands is Standing.EARLIER and held is not None:
        signed = [edition for edition, one in given.items() if one["answer"] == Answer.SIGNED]
        return given[max(edition for edition in signed if edition < held.oldest)]
    if stands in (Standing.ASKED, Standing.NOT_ASKED):
        return None
    return given[max(given)] if given else None


# --- counts


def figures(desk: Desk, school_id: int | None = None, category: str = "") -> Figures:
    """How the people there today stand, of one school or of all; without pupils unless `category` names them."""
    found = desk.keep("acknowledgement figures", lambda: _by_school(tables.figures(_asking(desk))))
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


def teams(desk: Desk, school_id: int | None = None) -> list[str]:
    """The teams people are in, by name, of one school or of all."""
    return tables.teams(school_id)


@dataclass(frozen=True)
class Entry:
    """An entry as it was made, and whether it stands: neither corrected since nor a mistake."""

    id: int
    answer: Acknowledgement
    stands: bool


def everything(desk: Desk) -> list[Entry]:
    """Every entry about everybody, in the order in which they were made."""
    rows = tables.everything()
    last = {(row["person_id"], row["edition_id"]): row["id"] for row in rows}
    return [
        Entry(
            row["id"],
            Acknowledgement(**{name: row[name] for name in Acknowledgement.__dataclass_fields__}),
            row["answer"] != Answer.MISTAKE and last[row["person_id"], row["edition_id"]] == row["id"],
        )
        for row in rows
    ]


# --- entering and correcting


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
