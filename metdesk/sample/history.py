"""The two years of the sample trust, day by day, told to the register by the commands an office would have used."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import partial

import resources
from db import accounts as account_tables
from db import people as people_tables
from db import schools as school_tables
from metdesk import accounts, authorisations, people, policy, schools, sitting
from metdesk.account_record import State
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.intake.policy import Reading
from metdesk.jobs import Progress
from metdesk.policy_text import ChangeEntry
from metdesk.sample import attached, entries, plan, terms
from metdesk.sample.answers import Answers
from metdesk.sample.calendar import Clock, Days
from metdesk.sample.cast import Cast, Member
from metdesk.sample.declared import Declared
from metdesk.sample.entries import AccountEntry
from metdesk.sample.keyring import Keyring
from metdesk.sample.plan import SchoolPlan
from metdesk.sample.reported import Reported
from metdesk.schools import Route, SchoolKind

Event = tuple[date, Callable[[], object]]
_FINDINGS = (
    "In order.",
    "In order; the people authorised looked through with the head.",
    "In order; old pictures of students taken down.",
    "Two comments hidden, otherwise in order.",
)
_STARTER = "policy/starter.md"
_MANAGER = ("ash", "Business manager 1")


class History:
    """Writes the history of the original trust; `run` does it, oldest first."""

    def __init__(self, desk: Desk, clock: Clock, days: Days, cast: Cast, keyring: Keyring) -> None:
        self._desk, self._clock, self._days = desk, clock, days
        self._schools = plan.schools()
        self._members = [member for school in self._schools for member in cast.of(school)]
        self._entries = [AccountEntry(school, about) for school in self._schools for about in school.accounts]
        self._school_ids: dict[str, int] = {}
        self._people: dict[tuple[str, str], int] = {}
        self._accounts: dict[int, int] = {}
        self._references: tuple[policy.Reference, ...] = ()
        self._answers = Answers(desk, days, self._members, self._people)
        self._declared = Declared(desk, days, self._members, self._people)
        self._keyring = keyring
        self._reported = Reported(desk, days, keyring, self._people, self._account_called)

    def run(self, progress: Progress) -> None:
        """Tells everything that happened until today."""
        events = sorted(self._events(), key=lambda event: event[0])
        for number, (day, happen) in enumerate(events):
            progress(number / len(events), "Writing two years of history…")
            self._clock.go(day)
            happen()

    def _events(self) -> Iterator[Event]:
        days = self._days
        yield days.begin, self._found
        yield days.begin, lambda: self._keyring.give(self._people, self._school_ids)
        yield days.begin, self._import_accounts
        for day, year in terms.years(days):
            yield day, partial(terms.enter, self._desk, year, self._school_ids)
        yield from self._staff_events()
        for number, entry in enumerate(self._entries):
            yield from self._account_events(number, entry)
        for school in self._schools:
            for number, months in enumerate(school.about["checked"]):
                yield days.back(months), partial(self._look_through, school.key, number)
        yield from self._reference_events()
        yield from self._answers.events(self._school_ids)
        yield from self._declared.events(self._school_ids)
        yield from self._reported.events(self._school_ids)
        yield days.today, self._look_at_the_newest

    # --- schools and people

    def _found(self) -> None:
        """The first day: the policy and the edition before it, schools, people, heads, trust officer."""
        from metdesk.intake import policy as reader

        text = reader.read(resources.read(_STARTER), "starter.md")
        earlier = policy.adopt(self._desk, _as_it_was(text), source_name="Social Media Policy 2019.docx")
        self._references = policy.get(self._desk, policy.adopt(self._desk, text, source_name="starter.md")).references
        with self._desk.change("schools.import", "Schools taken in from a list") as changing:
            rows = [asdict(entries.school(school)) for school in self._schools]
            ids = changing.insert_many(school_tables.School, rows)
        self._school_ids.update({school.key: number for school, number in zip(self._schools, ids, strict=True)})
        self._enter([one for one in self._members if one.entered == self._days.begin], "Staff list taken in")
        for school in self._schools:
            key = "earlier head" if "earlier_head" in school.about else school.about["head"]
            self._appoint(school, self._people[school.key, key])
        where, who = plan.trust()["officer"]
        trust = self._desk.trust
        schools.change_trust(self._desk, trust.name, trust.logo, self._people[where, who])
        sitting.say_who(self._desk, self._desk.keyholder.name, self._people[_MANAGER])
        self._answers.file(earlier)

    def _appoint(self, school: SchoolPlan, head: int) -> None:
        """Enters who heads a school and who chairs its governors; what is the chief executive's goes to the chair."""
        number = self._school_ids[school.key]
        chairs = (self._people.get((school.key, f"Chair of {whom} 1")) for whom in ("governors", "trustees"))
        chair = next((one for one in chairs if one is not None), None)
        entry = schools.get(self._desk, number)
        route = Route.CHAIR if school.about["kind"] == SchoolKind.CENTRAL_TEAM else Route.OFFICER
        schools.change(self._desk, number, replace(entry, head_id=head, chair_id=chair, route=str(route)))

    def _enter(self, members: Sequence[Member], words: str) -> None:
        rows = [
            entries.person_columns(one, self._school_ids[one.came_from or one.school.key], as_entered=True)
            for one in members
        ]
        with self._desk.change("people.import", f"{words}: {_people(len(rows))}") as changing:
            ids = changing.insert_many(people_tables.Person, rows)
        self._people.update({(one.school.key, one.key): number for one, number in zip(members, ids, strict=True)})

    def _staff_events(self) -> Iterator[Event]:
        begin = self._days.begin
        for day in sorted({one.entered for one in self._members if one.entered > begin}):
            here = [one for one in self._members if one.entered == day]
            yield day, partial(self._enter, here, "New people taken in")
        for day in sorted({one.gone_entered for one in self._members if one.gone_entered}):
            gone = [one for one in self._members if one.gone_entered == day]
            yield day, partial(self._take_leave, gone)
        for one in self._members:
            if one.moved_on:
                yield one.moved_on, partial(self._move, one)

    def _take_leave(self, members: Sequence[Member]) -> None:
        """Records last days; a head who goes makes room for the next, where there is one."""
        ends = {self._people[one.school.key, one.key]: {"ends": one.person.ends} for one in members}
        with self._desk.change("people.import", f"Leavers taken in: {_people(len(ends))}") as changing:
            changing.update_many(people_tables.Person, ends)
        for one in members:
            if one.key == "earlier head":
                following = self._people.get((one.school.key, one.school.about["head"]))
                schools.appoint(self._desk, self._school_ids[one.school.key], following)

    def _move(self, member: Member) -> None:
        number = self._people[member.school.key, member.key]
        person = people.get(self._desk, number)
        people.change(self._desk, number, replace(person, school_id=self._school_ids[member.school.key]))

    # --- accounts

    def _is_old(self, entry: AccountEntry) -> bool:
        return entry.day(self._days) <= self._days.begin

    def _import_accounts(self) -> None:
        """The accounts there were when the register began, with the permissions on them."""
        old = [(number, entry) for number, entry in enumerate(self._entries) if self._is_old(entry)]
        planned = self._days.begin + timedelta(days=self._desk.setting("new_account_check_days"))
        with self._desk.change("accounts.import", f"Accounts taken in: {len(old)} accounts") as changing:
            records = [
                entry.record(self._days, self._school_ids[entry.school.key], entry.first_state) for _, entry in old
            ]
            rows = [entries.account_columns(record, planned) for record in records]
            ids = changing.insert_many(account_tables.Account, rows)
            self._accounts |= {number: id_ for (number, _), id_ in zip(old, ids, strict=True)}
            permissions = [
                entries.permission_columns(permission, id_)
                for (_, entry), id_ in zip(old, ids, strict=True)
                for permission in self._old_permissions(entry)
            ]
            changing.insert_many(account_tables.Authorisation, permissions)

    def _old_permissions(self, entry: AccountEntry) -> Iterator[authorisations.Authorisation]:
        granter = self._granter(entry)
        started = {(one.school.key, one.key): one.person.starts for one in self._members}
        for key in entry.people(late=False):
            opened = entry.day(self._days)
            day = max(opened, started[entry.school.key, key] or opened)
            yield entry.permission(key, self._people[entry.school.key, key], granter, day)

    def _granter(self, entry: AccountEntry) -> int:
        granter = authorisations.who_grants(self._desk, self._school_ids[entry.school.key])
        if granter is None:
            raise LookupError(f"nobody could grant permission at {entry.school.name}")
        return granter

    def _account_events(self, number: int, entry: AccountEntry) -> Iterator[Event]:
        about, days = entry.about, self._days
        if not self._is_old(entry):
            yield entry.day(days), partial(self._open, number, entry)
        if entry.first_state == State.UNOFFICIAL and entry.school.key == "ash":
            yield entry.day(days) + timedelta(days=3), partial(self._attach, number)
        for key, months in about.get("late", {}).items():
            yield days.back(months), partial(self._grant, number, entry, key)
        for key, months in about.get("ended", {}).items():
            yield days.back(months), partial(self._end, number, entry, key)
        if entry.last_state == State.DORMANT:
            yield days.back(8), partial(self._let_rest, number)
        if "closed" in about:
            yield days.back(about["closed"]), partial(self._close, number, about["why"])

    def _open(self, number: int, entry: AccountEntry) -> None:
        record = entry.record(self._days, self._school_ids[entry.school.key], entry.first_state)
        self._accounts[number] = accounts.add(self._desk, record)
        for key in entry.people(late=False):
            self._grant(number, entry, key)

    def _attach(self, number: int) -> None:
        attached.attach(self._desk, self._accounts[number])

    def _grant(self, number: int, entry: AccountEntry, key: str) -> None:
        person = self._people[entry.school.key, key]
        permission = entry.permission(key, person, self._granter(entry), self._desk.today())
        authorisations.grant(self._desk, replace(permission, account_id=self._accounts[number]))

    def _end(self, number: int, entry: AccountEntry, key: str) -> None:
        account, person = self._accounts[number], self._people[entry.school.key, key]
        held = authorisations.permissions([account])[account]
        permission = next(one for one in held if one.person_id == person)
        authorisations.end(self._desk, permission.id, self._desk.today(), "Has other duties now.")

    def _let_rest(self, number: int) -> None:
        account = accounts.get(self._desk, self._accounts[number])
        resting = replace(account, state=str(State.DORMANT), next_check=None)
        accounts.change(self._desk, self._accounts[number], resting)

    def _close(self, number: int, why: str) -> None:
        accounts.close(self._desk, self._accounts[number], self._desk.today(), why)

    def _look_through(self, key: str, number: int) -> None:
        """The yearly check of a school's accounts."""
        of_school = accounts.everything(self._desk, self._school_ids[key])
        active = [one.id for one in of_school if one.account.state == State.ACTIVE]
        finding = _FINDINGS[(number + len(active)) % len(_FINDINGS)]
        accounts.look_at_all(self._desk, active, finding)

    def _look_at_the_newest(self) -> None:
        accounts.look(self._desk, self._accounts[0], "In order; holiday notice put up.")

    def _account_called(self, school: str, handle: str) -> int:
        """The id of the first account of a school that has this handle."""
        entries = ((one.school.key, one.school.worded(one.about["handle"])) for one in self._entries)
        return self._accounts[list(entries).index((school, handle))]

    # --- the policy

    def _reference_events(self) -> Iterator[Event]:
        """Every third law was looked up lately, every third long ago, the others never; so the related policies,
        of which one is past its own review date."""
        for place in range(40):
            months = {0: 4 + place / 10, 1: 15 + place / 10}.get(place % 3)
            if months is not None:
                yield self._days.back(months), partial(self._look_up, place)

    def _look_up(self, place: int) -> None:
        if place >= len(self._references):
            return
        one = self._references[place]
        related = one.kind == policy.ReferenceKind.RELATED
        kept = "Staff drive, folder Policies" if related else "legislation.gov.uk"
        review = (self._days.back(3) if place % 2 else self._days.ahead(200)) if related else None
        policy.record_check(self._desk, one.id, self._desk.today(), place=kept, review_on=review)


def _as_it_was(text: Reading) -> Reading:
    """The edition before: without what came in 2022, by its own dates."""
    clauses = tuple(one for one in text.clauses if not one.number.startswith("6.5.5"))
    return replace(
        text,
        version="0.9",
        last_revision="September 2019",
        next_revision="September 2021",
        status="Approved by the Board – September 2019",
        clauses=clauses,
        changes=(ChangeEntry("V0.9", "Sep-19", "All pages", "First edition", "Board"),),
        note="",
    )


def _people(number: int) -> str:
    return count_of(number, "person", "people")
