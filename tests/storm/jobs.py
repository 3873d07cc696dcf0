"""What a process does while it is being killed or its disk fails: the program's own commands, on a real register.

Each job gets its folder and what it is told, and says through `say` what it was promised: a save that returned is
acknowledged with the head of the audit as it then was.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db import audit, handing_over, keys, media, migrations, removal, restore
from db.errors import TooSoon
from db.migrations import m0001
from db.store import Store
from metdesk import accounts, case_course, cases, casework, forms, keyholders, people, reporting, schools
from metdesk.account_record import Account
from metdesk.case_record import Category, Conclusion, EntryKind, Evidence, Harm, Note, Outcome, Report, State
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.forms import FormKind
from metdesk.intake import people as staff_list
from metdesk.intake.plan import carry_out
from metdesk.intake.spreadsheet import Table
from metdesk.people import PeopleFilter, Person

KEYHOLDER, PASSPHRASE = "Jo Marsh", "four words that hold"
SECOND, SECOND_PASSPHRASE = "Ana Reyes", "another four words here"
NEW_PASSPHRASE = "quite different words now"
CASE = "What is kept sealed to those named on it"

Say = Callable[[dict[str, Any]], None]
Told = dict[str, Any]


def seal() -> dict[str, Any]:
    """The head of the open register's audit."""
    head = audit.seal()
    return {"n": head.n, "hash": head.hash.hex()}


@contextmanager
def opened(told: Told, name: str = KEYHOLDER, passphrase: str = PASSPHRASE) -> Iterator[Desk]:
    """The desk of the job's register; `kind` says what its folder is to be taken for."""
    kind = told.get("kind", "local")
    media.kind_of = lambda _: kind  # type: ignore[assignment]
    with Desk.open(Path(told["folder"]), name, passphrase) as desk:
        yield desk


def report_case(desk: Desk, school: int, what: str) -> int:
    """Reports a breach at a school whose head has no key: whoever is at the desk reads it."""
    day = date.today()
    told = {"happened_on": day, "reported_on": day, "reported_by": "Ms Marlow", "harm": Harm.NONE}
    given = Report(what, Category.CONTENT, "6.1.5", school, **told)
    return reporting.report(desk, given).case_id


def take_evidence(desk: Desk, case: int, name: str) -> None:
    """Takes a piece of evidence in, of some pages of the file."""
    given = Evidence(name, "Ms Marlow", "Jo Marsh", date.today())
    casework.add_evidence(desk, case, given, name.encode() * 2_000, "text/plain")


# -- a day at the office -----------------------------------------------------------------------------


class Office:
    """Somebody who keeps a register, doing one thing after another as `chance` has it."""

    def __init__(self, desk: Desk, chance: random.Random, start: int) -> None:
        self.desk = desk
        self.chance = chance
        self.number = start
        self.school = next(iter(schools.names(desk)))
        self.word = ""

    def one(self) -> str:
        """Does one thing; returns the name that it left in the register, or nothing. `word` is what it left in a
        case, or nothing."""
        self.number += 1
        self.word = ""
        return self.chance.choice((self.join, self.join, self.move, self.leave, self.account, self.bin, self.list,
                                   self.print, self.undo, self.case, self.case, self.case))()  # fmt: skip

    def _name(self) -> str:
        return f"O’Neill-Ştefănescu {self.number} <b>"

    def _somebody(self) -> int:
        rows = people.page(self.desk, PeopleFilter(standing=""), limit=50).rows
        return self.chance.choice(rows).id

    def join(self) -> str:
        """Somebody starts at the school."""
        people.add(self.desk, Person(self._name(), "Aoife", school_id=self.school, job="Teacher"))
        return self._name()

    def move(self) -> str:
        """Somebody gets another job."""
        number = self._somebody()
        person = people.get(self.desk, number)
        people.change(self.desk, number, replace(person, job=f"Job {self.number}", team="Year 6"))
        return ""

    def leave(self) -> str:
        """Somebody leaves."""
        people.leave(self.desk, self._somebody(), date.today() + timedelta(days=self.chance.randrange(1, 300)))
        return ""

    def account(self) -> str:
        """An account is opened."""
        accounts.add(self.desk, Account(self.school, "Facebook", f"@storm{self.number}"))
        return ""

    def bin(self) -> str:
        """Somebody was entered by mistake."""
        people.put_in_bin(self.desk, [people.add(self.desk, Person("Mistake", "A", school_id=self.school))])
        return ""

    def list(self) -> str:
        """A staff list is taken in."""
        rows = [(f"{self._name()} {n}", "Ana", f"S{self.number}-{n}") for n in range(40)]
        table = Table("staff.csv", ("Surname", "Forename", "Staff code"), rows, [2 + n for n in range(40)])
        carry_out(self.desk, staff_list.plan(self.desk, table, school_id=self.school))
        return ""

    def print(self) -> str:
        """Forms are handed out."""
        forms.issue(self.desk, FormKind.ACKNOWLEDGEMENT, [self._somebody() for _ in range(5)])
        return ""

    def case(self) -> str:
        """A case is reported, written in or concluded, or somebody is named on one or no longer."""
        self.word = f"Word {self.number}"
        goes_on = CaseFilter(states=(State.REPORTED, State.INVESTIGATED), named_only=True)
        rows = cases.page(self.desk, goes_on).rows
        do = self.chance.choice((self._write, self._take_evidence, self._name_or_not, self._conclude)) if rows else None
        if do is None or self.chance.random() < 0.2:
            report_case(self.desk, self.school, self.word)
        else:
            do(self.chance.choice(rows).id)
        return ""

    def _write(self, case: int) -> None:
        casework.write(self.desk, case, EntryKind.NOTE, Note(date.today(), self.word))

    def _take_evidence(self, case: int) -> None:
        take_evidence(self.desk, case, self.word)

    def _name_or_not(self, case: int) -> None:
        self.word = ""
        named = SECOND in cases.read(self.desk, case).named
        (case_course.take_off if named else case_course.name)(self.desk, case, SECOND)

    def _conclude(self, case: int) -> None:
        case_course.conclude(self.desk, case, Conclusion(Outcome.ADVICE, date.today(), "Jo Marsh", self.word))

    def undo(self) -> str:
        """The last thing is taken back."""
        self.desk.undo()
        return ""


def office(told: Told, say: Say) -> None:
    """Works on until it is killed, or `most` things were done; acknowledges each."""
    with opened(told) as desk:
        work = Office(desk, random.Random(told["seed"]), told["seed"] * 10_000)
        say({"saved": seal()})
        for _ in range(told.get("most", 1_000_000)):
            name, words = "", ""
            try:
                name = work.one()
            except Refused:
                continue
            except Unavailable as failed:
                words = str(failed)
            word = "" if words else work.word
            say({"saved": None if words else seal(), "name": name, "number": work.number, "words": words, "word": word})
            if words and told.get("stop_at_failure"):
                return


def join(told: Told, say: Say) -> None:
    """Adds one person after the other, each by a name of its own, whatever the disk does."""
    with opened(told) as desk:
        school = next(iter(schools.names(desk)))
        say({"open": True})
        for number in range(told["most"]):
            name, words = f"Fault {told['seed']} {number}", ""
            try:
                people.add(desk, Person(name, "Aoife", school_id=school))
            except Unavailable as failed:
                words = str(failed)
            say({"name": name, "words": words})


# -- what changes the whole file ---------------------------------------------------------------------


def backup(told: Told, say: Say) -> None:
    """Makes a backup."""
    with opened(told) as desk:
        say({"backup": str(desk.store.backup())})


def back_up_while_writing(told: Told, say: Say) -> None:
    """Makes one backup after another in a thread of its own while somebody works."""
    with opened(told) as desk:
        made: list[str] = []

        def back_up() -> None:
            for number in range(told["times"]):
                to = Path(told["to"]) / f"{number}.metdesk"
                made.append(str(desk.store.backup(to, progress=lambda _: None)))

        copying = threading.Thread(target=back_up)
        copying.start()
        work, saves = Office(desk, random.Random(told["seed"]), 0), 0
        while copying.is_alive():
            with suppress(Refused):
                work.one()
                saves += 1
        copying.join()
        say({"backups": made, "saves": saves})


def passphrase(told: Told, say: Say) -> None:
    """Changes a passphrase."""
    folder = Path(told["folder"])
    unlocked = keys.unlock(folder, KEYHOLDER, PASSPHRASE)
    keys.change_passphrase(folder, unlocked, PASSPHRASE, NEW_PASSPHRASE, cost=keys.CHEAPEST)
    say({"done": True})


def rotate(told: Told, say: Say) -> None:
    """Removes a keyholder, which changes the database key."""
    with opened(told) as desk:
        removal.remove(desk.store, SECOND)
        say({"done": True})


def hand_over(told: Told, say: Say) -> None:
    """Hands the register over to the other keyholder, who is named on the case as well."""
    with opened(told) as desk:
        _, key = keyholders.hand_over(desk, SECOND, SECOND_PASSPHRASE)
        say({"recovery": key})


def take_off(told: Told, say: Say) -> None:
    """Takes somebody off a case, which is written in with a further key from then on."""
    with opened(told) as desk:
        (case,) = cases.page(desk).rows
        case_course.take_off(desk, case.id, SECOND)
        say({"done": True})


def come_back(told: Told, say: Say) -> None:
    """Uses the recovery key."""
    folder = Path(told["folder"])
    store, key = handing_over.recover(folder, told["recovery"], KEYHOLDER, NEW_PASSPHRASE, cost=keys.CHEAPEST)
    say({"recovery": key})
    store.close()


def put_back(told: Told, say: Say) -> None:
    """Restores a backup."""
    where, to = Path(told["backup"]), Path(told["folder"])
    unlocked = restore.unlock(where, KEYHOLDER, PASSPHRASE, to)
    restore.restore(where, to, unlocked)
    say({"done": True})


def migrate(told: Told, say: Say) -> None:
    """Opens the register with a program that has one migration more: a table rebuilt, a column and an index added."""
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, Next)  # type: ignore[assignment]
    folder = Path(told["folder"])
    Store.open(folder, keys.unlock(folder, KEYHOLDER, PASSPHRASE)).close()
    say({"done": True})


class Next:
    """The migration of a later version."""

    NAME = "What a later version might do"
    PERSON = next(one for one in m0001.REGISTERS if one.startswith("CREATE TABLE person "))
    STATEMENTS = (
        PERSON.replace("CREATE TABLE person ", "CREATE TABLE person_new ", 1),
        "INSERT INTO person_new SELECT * FROM person",
        "DROP TABLE person",
        "ALTER TABLE person_new RENAME TO person",
        "ALTER TABLE person ADD COLUMN pronouns TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX person_pronouns ON person (pronouns)",
    )


def hold(told: Told, say: Say) -> None:
    """Tries to open the register, says how that went, and keeps it until the others have tried."""
    began = time.monotonic()
    try:
        with opened(told):
            say({"has": True, "seconds": time.monotonic() - began})
            while not Path(told["until"]).exists():
                time.sleep(0.05)
    except (TooSoon, Unavailable) as refused:
        say({"has": False, "words": str(refused), "seconds": time.monotonic() - began})


JOBS: dict[str, Callable[[Told, Say], None]] = {
    job.__name__: job
    for job in (
        office, join, backup, back_up_while_writing, passphrase, rotate, hand_over, take_off, come_back, put_back,
        migrate, hold,
    )
}  # fmt: skip
