"""The live checks of the acknowledgements (5.1.2, 5.2.1, 5.3.1, 6.2.2)."""

from collections.abc import Callable

from metdesk.acknowledgement_record import Standing
from metdesk.acknowledgements import AckRow
from metdesk.answer_figures import Figures, share
from metdesk.calendar import count_of, show_date
from metdesk.checking import Check, Facts, Failing, Finding
from metdesk.desk import Desk
from metdesk.oversight import Overview
from metdesk.people import Category


def target(desk: Desk) -> int:
    """The share in per cent that is to have signed."""
    found: int = desk.keep("target signed", lambda: desk.setting("target_signed"))
    return found


def _share(category: str) -> Callable[[Facts], Finding]:
    def find(facts: Facts) -> Finding:
        if facts.edition is None:
            return Finding(0, [])
        wanted, total = target(facts.desk), facts.answers(category)
        below = _below(facts, category, lambda one: one.signed * 100 < wanted * one.people)
        below.sort(key=lambda pair: (pair[1].signed / pair[1].people, pair[0].title))
        return Finding(total.people, [failing for failing, _ in below], total.signed)

    return find


def _below(facts: Facts, category: str, amiss: Callable[[Figures], bool]) -> list[tuple[Failing, Figures]]:
    found = []
    for number, school in facts.schools.items():
        one = facts.answers(category, number)
        if one.people and amiss(one):
            words = f"{one.signed:,} of {one.people:,} signed ({share(one.signed, one.people)} %)"
            found.append((Failing("school", number, school.name, words, number), one))
    return found


def _all_asked(facts: Facts) -> Finding:
    if facts.edition is None:
        return Finding(0, [])
    total = facts.answers()
    failing = []
    for number, school in facts.schools.items():
        one = facts.answers(school_id=number)
        if one.people > one.asked:
            words = f"{count_of(one.people - one.asked, 'person is', 'people are')} not asked yet"
            failing.append(Failing("school", number, school.name, words, number))
    return Finding(total.people, failing, total.asked)


def _person(row: AckRow, words: str) -> Failing:
    return Failing("acknowledgement", row.id, row.name, f"{words} · {row.school}", row.school_id)


def _overdue(facts: Facts) -> Finding:
    joiners = {row.id for row in facts.joiners}
    failing = [_person(row, f"Asked by {show_date(row.due_on)}") for row in facts.overdue if row.id not in joiners]
    return Finding(facts.answers().asked - len(joiners), failing)


def _joiners(facts: Facts) -> Finding:
    failing = [
        _person(row, f"Started on {show_date(row.starts)}, asked by {show_date(row.due_on)}")
        for row in facts.joiners
        if row.overdue
    ]
    return Finding(len(facts.joiners), failing)


def _authorised(facts: Facts) -> Finding:
    if facts.edition is None:
        return Finding(0, [])
    failing = [
        _person(row, f"{_stands(row)}, authorised on {_titles(held)}")
        for row, held in facts.authorised
        if row.standing is not Standing.SIGNED
    ]
    return Finding(len(facts.authorised), failing)


def _titles(held: list[Overview]) -> str:
    return ", ".join(one.account.title for one in held)


def _stands(row: AckRow) -> str:
    if row.standing is Standing.EARLIER:
        return "Signed an earlier edition"
    return {Standing.REFUSED: "Refused to sign", Standing.UNABLE: "Unable to sign"}.get(row.standing, "Not signed")


def _refusals(facts: Facts) -> Finding:
    failing = [_person(row, f"Refused on {show_date(row.signed_on)}: {row.reason}") for row in facts.refusals]
    return Finding(facts.answers().answered, failing)


NONE_OVERDUE = Check(
    "5.3.1",
    "Nobody is past the day by which they were asked to sign",
    "Overdue",
    "Print the chase list…",
    True,
    _overdue,
    kind="acknowledgement",
)
JOINERS_SIGNED = Check(
    "5.3.1",
    "Joiners sign within the days they have",
    "Joiners overdue",
    "Print their form…",
    True,
    _joiners,
    kind="acknowledgement",
)
AUTHORISED_SIGNED = Check(
    "6.2.2",
    "Whoever is authorised on an account has signed the edition in force",
    "Authorised but unsigned",
    "Print their form…",
    True,
    _authorised,
    kind="acknowledgement",
)
SIGNED = Check(
    "5.2.1",
    "Everyone has signed the edition in force",
    "Below the target",
    "Print the forms…",
    False,
    _share(""),
    kind="acknowledgement",
    target=target,
)
GOVERNANCE_SIGNED = Check(
    "5.1.2",
    "Trustees and governors have signed the edition in force",
    "Governors below the target",
    "Print the forms…",
    False,
    _share(Category.GOVERNANCE),
    kind="acknowledgement",
    target=target,
)
ALL_ASKED = Check(
    "5.2.1",
    "Everyone has been asked to sign the edition in force",
    "Not asked",
    "Ask them to sign…",
    False,
    _all_asked,
    kind="acknowledgement",
)
REFUSALS = Check(
    "5.3.1",
    "Nobody refuses to sign",
    "Refused, to be talked over",
    "Enter what came of it…",
    False,
    _refusals,
    kind="acknowledgement",
)
