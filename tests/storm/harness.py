"""Registers to be tormented, the process that does it, and what must hold afterwards. Shared with the suite."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from db import audit, breaches, casekeys, cipher, keys, verify
from db.audit import Seal
from db.keys import Unlocked
from db.store import Store
from metdesk import case_course, people, schools
from metdesk.desk import start
from tests.storm.jobs import CASE, KEYHOLDER, PASSPHRASE, SECOND, SECOND_PASSPHRASE, report_case, take_evidence

ROOT = Path(__file__).parents[2]
KILL, TEAR, CUT = -1, -2, -3


@dataclass(frozen=True)
class Template:
    """A closed register with a school, people, two keyholders and a case on which both are named; its recovery key; a
    backup of an earlier state, without the case."""

    folder: Path
    recovery: str
    backup: Path

    def copied(self, place: Path) -> Path:
        """A copy at `place`, in the place of what is there."""
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self.folder, place))


def template_in(place: Path) -> Template:
    """Makes the register that each storm copies."""
    folder = place / "Template.metdesk"
    desk, recovery = start(folder, "Mowbray Education Trust", None, KEYHOLDER, "business manager", PASSPHRASE,
                           cost=keys.CHEAPEST)  # fmt: skip
    with desk:
        school = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456"))
        head = people.add(desk, people.Person("Patel", "Asha", school_id=school))
        schools.appoint(desk, school, head)
        keys.add(folder, desk.store.unlocked, SECOND, "trust officer", (), SECOND_PASSPHRASE, cost=keys.CHEAPEST)
        desk.store.sync_keyholders()
        backup = desk.store.backup(place / "Backup.metdesk")
        for number in range(60):
            people.add(desk, people.Person(f"Person {number}", "Ana", school_id=school, job="x" * 200))
        case = report_case(desk, school, CASE)
        case_course.name(desk, case, SECOND)
        take_evidence(desk, case, f"{CASE}: a picture")
    return Template(folder, recovery, backup)


@dataclass(frozen=True)
class Outcome:
    """What became of a job: what it said, whether it was killed, its last error, how often it touched its files."""

    said: list[dict[str, Any]]
    killed: bool
    error: str
    seen: int
    fired: int

    def words(self) -> set[str]:
        """What it acknowledged to have written in cases."""
        return {one["word"] for one in self.said if one.get("word")}

    def seals(self) -> list[Seal]:
        """The heads of the audit that it acknowledged, in order."""
        found = [one["saved"] for one in self.said if one.get("saved")]
        return [Seal(one["n"], bytes.fromhex(one["hash"])) for one in found]


class Zygote:
    """The process that does the jobs; `fails` when it was given `faults`, the compiled tests/storm/faults.c."""

    def __init__(self, faults: Path | None = None) -> None:
        self.fails = faults is not None
        given = {"LD_PRELOAD": str(faults), "STORM_FAULTS": str(faults)} if faults else {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storm.zygote"],
            cwd=ROOT, env={**os.environ, **given}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()

    def do(self, job: str, folder: Path, **told: Any) -> Outcome:
        """Does a job in a child and waits for its end."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the process has no pipes")
        self._process.stdin.write(json.dumps({"job": job, "folder": str(folder), **told}) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))


def compiled(place: Path) -> Path | None:
    """tests/storm/faults.c as a library; None where there is no C compiler, or this is not Linux."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    made = place / "faults.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(Path(__file__).with_name("faults.c")), "-ldl"],
        check=True,
    )
    return made


@contextmanager
def sound(folder: Path, name: str = KEYHOLDER, passphrase: str = PASSPHRASE) -> Iterator[Store]:
    """The register, opened by its keyholder after whatever befell it: every page is whole, every record is as its
    signed entries say, and every case that they are named on can be read."""
    with Store.open(folder, keys.unlock(folder, name, passphrase)) as store:
        cipher.check(store.database.raw)
        assert verify.verify() == []
        words_of_cases(store.unlocked)
        yield store


def words_of_cases(unlocked: Unlocked) -> set[str]:
    """Everything that somebody, or the recovery key, reads of the cases there are keys for. Damaged where something
    of these cannot be read; evidence is what was taken in."""
    found: set[str] = set()
    for number in breaches.named(unlocked.keyholder.id):
        case = breaches.breach(number)
        held = casekeys.held(unlocked, case) if case else None
        assert held, "somebody is named on a case and cannot open it"
        for row in breaches.entries([number]):
            kept = json.loads(held.unlock(row.generation, row.kind, row.uuid, bytes(row.content)))
            found |= {one for one in kept["record"].values() if isinstance(one, str)}
            if "sha256" in kept["more"]:
                file = breaches.file(kept["more"]["file"])
                assert file, "a piece of evidence is lost"
                content = held.unlock(file.generation, "file", file.uuid, bytes(file.content))
                assert hashlib.sha256(content).hexdigest() == kept["more"]["sha256"]
    return found


def points(count: int, most: int) -> list[int]:
    """At most `most` of the places 1 to `count`, spread evenly, the first and the last among them."""
    if count <= most:
        return list(range(1, count + 1))
    if most == 1:
        return [1]
    return sorted({1 + round(step * (count - 1) / (most - 1)) for step in range(most)})


def holds_all(seals: list[Seal]) -> bool:
    """Whether the last seal that was acknowledged is part of the open register's chain, and with it all before."""
    return not seals or audit.holds(seals[-1])
