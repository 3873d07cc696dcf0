"""Who is outstanding, by school and team, and the text that asks them: to print or to paste into an e-mail."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from metdesk import acknowledgements, rounds
from metdesk.acknowledgements import EVERYBODY, AckFilter, AckRow
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused

NO_TEAM = "No team"


@dataclass(frozen=True)
class Team:
    """The people of one team of one school who have not answered, by surname."""

    school_id: int
    school: str
    team: str
    rows: tuple[AckRow, ...]

    @property
    def overdue(self) -> int:
        """How many of them are past their day."""
        return sum(row.overdue for row in self.rows)


@dataclass(frozen=True)
class Message:
    """An e-mail to paste: whom it is to, what it is about, and its words."""

    to: tuple[str, ...]
    subject: str
    words: str


def outstanding(desk: Desk, wanted: AckFilter = EVERYBODY) -> list[Team]:
    """Who has yet to answer, as the office hands forms out; of `wanted` what narrows it down counts, and `overdue`."""
    rows = acknowledgements.handed_out(desk, replace(wanted, outstanding=True, standings=()))
    by_team = groupby(rows, key=lambda row: (row.school_id, row.school, row.team.casefold()))
    return [
        Team(school_id, school, found[0].team, tuple(found))
        for (school_id, school, _), group in by_team
        if (found := list(group))
    ]


def message(desk: Desk, wanted: AckFilter = EVERYBODY) -> Message:
    """The e-mail to those who are outstanding, to paste. `to` are the addresses that are known.

    Refused: nobody is outstanding, no edition yet.
    """
    held, teams = rounds.holding(desk), outstanding(desk, wanted)
    if held is None:
        raise Refused(rounds.NO_EDITION)
    if not teams:
        raise Refused("Nobody is outstanding: there is no one to write to.")
    rows = [row for team in teams for row in team.rows]
    days = [row.due_on for row in rows if row.due_on]
    subject = f"{held.current.title or 'Social Media Policy'}: your signature"
    words = _words(held.current.name, set(days))
    lists = "\n".join(_lists(teams))
    signed = f"{desk.keyholder.name}\n{desk.trust.name}"
    whole = f"Hello,\n\n{words}\n\n{lists}\n\nThank you.\n\n{signed}\n"
    return Message(tuple(dict.fromkeys(row.email for row in rows if row.email)), subject, whole)


def _words(edition: str, days: Collection[date]) -> str:
    by = f"by {show_date(next(iter(days)))}" if len(days) == 1 else "by the days below"
    return (
        f"We asked everyone below to read and sign edition {edition} of the social media policy {by}, and have no "
        "form back from them yet. Please sign the form and return it to the school office. Whoever cannot find the "
        "form can have another; whoever does not wish to sign, or is unable to, can say so on it."
    )


def _lists(teams: list[Team]) -> Iterator[str]:
    for (_, school), of_school in groupby(teams, key=lambda team: (team.school_id, team.school)):
        there = list(of_school)
        yield f"{school}: {count_of(sum(len(team.rows) for team in there), 'form')} outstanding"
        for team in there:
            names = "; ".join(f"{row.name} (due {show_date(row.due_on)})" for row in team.rows)
            yield f"- {team.team or NO_TEAM}: {names}"
