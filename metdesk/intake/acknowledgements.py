"""Lists of answers: who signed which edition and when, from another register or a spreadsheet kept so far.

A row adds an answer or finds it there already. It never changes one: a wrong entry is corrected by itself, with the
reason.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from db import acknowledgements as tables
from metdesk import answering, policy, rounds
from metdesk.acknowledgement_record import Acknowledgement, Answer
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed
from metdesk.intake.plan import Action, Plan, Planned, Register
from metdesk.intake.rows import Values, plan_list
from metdesk.intake.spreadsheet import Table
from metdesk.intake.whom import NEEDED, WhomLines
from metdesk.jobs import Progress, quietly

ANSWER_LIST = Register(
    record=Acknowledgement,
    table=tables.Acknowledgement,
    columns=asdict,
    command="acknowledgements.import",
    called="list of answers",
    entry="answer",
    needed=NEEDED,
)
_WORDS: tuple[tuple[Answer, tuple[str, ...]], ...] = (
    (Answer.UNABLE, ("unable", "cannot", "can’t", "absent")),
    (Answer.REFUSED, ("refus", "declin", "no", "not signed")),
    (Answer.SIGNED, ("sign", "yes", "y", "read", "acknowledg", "agreed", "accept")),
)
_GONE = {"no", "false", "0"}


def plan(
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing this list of answers would do, nothing being written; as `plan_list` says.

    A row means the person with its staff code, else its e-mail, else its name in its school (that of the row, or
    `school_id`). Rows without an edition are about the one in force. Refused: no edition yet, a list without people.
    """
    return plan_list(_Rows, desk, table, mapping, school_id=school_id, progress=progress)


class _Rows(WhomLines):
    """The answers there are, by person and edition, and the people as a list names them."""

    register = ANSWER_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        if rounds.holding(desk) is None:
            raise Refused(rounds.NO_EDITION)
        super().__init__(desk, listed, edition_id=self._edition, answer=_answer)
        self._today = desk.today()
        self._editions = {one.id: one for one in policy.editions(desk)}
        self._current = next(iter(self._editions))
        self._known = {
            (row["person_id"], row["edition_id"]): Acknowledgement(
                **{name: row[name] for name in Acknowledgement.__dataclass_fields__}
            )
            for row in tables.standing_rows(list(self.people))
        }
        self._row_of: dict[tuple[int, int], int] = {}

    def values(self, found: Mapping[str, str]) -> Values:
        return super().values({name: text for name, text in found.items() if name != "answer" or _stands(found)})

    def planned(self, line: int, found: Mapping[str, str], values: Values, person_id: int, title: str) -> Planned:
        told = {name: values[name] for name in ("answer", "signed_on", "received_on", "reason") if name in values}
        one = Acknowledgement(person_id=person_id, edition_id=values.get("edition_id", self._current), **told)
        if not _stands(found):
            return Planned(line, Action.UNCHANGED, title, "was corrected since, and does not stand")
        return self._compared(line, title, one)

    def _compared(self, line: int, title: str, one: Acknowledgement) -> Planned:
        key = (one.person_id or 0, one.edition_id or 0)
        if key in self._row_of:
            raise Refused(f"Row {self._row_of[key]:,} is about the same person and edition: leave one of them out.")
        there = self._known.get(key)
        if there is not None:
            if (there.answer, there.signed_on) == (one.answer, one.signed_on or there.signed_on):
                self._row_of[key] = line
                return Planned(line, Action.UNCHANGED, title)
            words = f"{there.answer}, {show_date(there.signed_on)}"
            raise Refused(f"Another answer is in the register ({words}): correct it there, with the reason.")
        one = replace(one, received_on=one.received_on or _received(one.signed_on, self._today))
        if problems := answering.amiss(one, self._editions[key[1]], self._today):
            raise Refused(problems)
        self._row_of[key] = line
        return Planned(line, Action.ADDED, title, self._remark(one), one)

    def _remark(self, one: Acknowledgement) -> str:
        edition = self._editions[one.edition_id or 0]
        said = [f"{one.answer} on {show_date(one.signed_on)}"]
        if edition.id != self._current:
            said.append(f"edition {edition.name}")
        return ", ".join(said)

    def _edition(self, text: str) -> int:
        plain = text.strip().casefold()
        for number, one in self._editions.items():
            if plain in (one.version.casefold(), one.name.casefold(), str(number) if one.version == "" else ""):
                return number
        raise Refused(f"There is no edition “{text[:40]}” in the register: write its version, such as 1.0.")


def _stands(found: Mapping[str, str]) -> bool:
    return found.get("stands", "").casefold() not in _GONE


def _received(signed_on: date | None, today: date) -> date:
    return min(signed_on or today, today)


def _answer(text: str) -> str:
    plain = text.casefold().strip()
    for answer, words in _WORDS:
        if any(plain == word or (len(word) > 3 and word in plain) for word in words):
            return answer.value
    raise Refused(f"“{text[:40]}” is no answer: write signed, refused or unable to sign.")
