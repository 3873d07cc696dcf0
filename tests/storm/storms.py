"""The storms themselves, with how often as a number: `make storm` does them whole, the suite a few of each."""

import errno
import json
import os
import random
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from db import audit, backups, breaches, casekeys, cipher, keyfile, keys, manifest, migrations, restore, verify
from db.errors import Damaged, NewerRegister, Refused, Unavailable
from db.people import Person
from db.store import FILE, Store
from db.transaction import UNSURE
from tests.storm.harness import CUT, KILL, TEAR, Outcome, Template, Zygote, holds_all, points, sound, words_of_cases
from tests.storm.jobs import CASE, KEYHOLDER, NEW_PASSPHRASE, PASSPHRASE, SECOND, SECOND_PASSPHRASE, Next

SAID = ("Refused", "Unavailable", "Damaged", "InUse")  # whose sentence says that it was not done
FAULTS = {"the disk fails": errno.EIO, "the disk is full": errno.ENOSPC, "writes are cut short": CUT}


# -- killed at work ----------------------------------------------------------------------------------


def killed_at_work(zygote: Zygote, folder: Path, kind: str, times: int) -> int:
    """Kills somebody at work `times` times at any moment; after each every acknowledged save is there and none is
    torn, and what was written in cases is read. Returns how many saves were acknowledged."""
    chance, acknowledged = random.Random(f"{kind} {times}"), 0
    written = {CASE}
    for number in range(times):
        outcome = zygote.do("office", folder, kind=kind, seed=number + 1, after_s=chance.uniform(0.0, 0.25))
        assert outcome.killed, outcome.error
        acknowledged += len(outcome.seals())
        written |= outcome.words()
        with sound(folder) as store:
            assert written <= words_of_cases(store.unlocked)
            assert holds_all(outcome.seals())
            assert audit.seal().n <= (outcome.seals() or [audit.seal()])[-1].n + 2  # a deed is two saves at most
    return acknowledged


# -- killed at each step of what changes the whole file ----------------------------------------------


def killed_at_each_step(zygote: Zygote, template: Template, place: Path, job: str, times: int) -> Counter[str]:
    """Kills `job` before one after the other of its steps on the disk, `times` times, half of them with the step
    half done; returns how often what is left was found in which state."""
    told = {"recovery": template.recovery, "backup": str(template.backup)}
    count = zygote.do(job, template.copied(place), **told).seen
    found: Counter[str] = Counter()
    for number, at in enumerate(_in_turn(count, times)):
        folder = template.copied(place)
        outcome = zygote.do(job, folder, at=at, how=TEAR if (number + number // count) % 2 else KILL, **told)
        assert outcome.killed, outcome.error
        _after_a_while(folder)
        found[STEPS[job](template, folder)] += 1
    return found


def failed_at_each_step(zygote: Zygote, template: Template, place: Path, job: str, times: int) -> Counter[str]:
    """As `killed_at_each_step`, but the disk fails or is full, half of the time for good from there on: what was said
    to be done is done, and anything else is the old or the new, whole."""
    told = {"recovery": template.recovery, "backup": str(template.backup)}
    count = zygote.do(job, template.copied(place), **told).seen
    found: Counter[str] = Counter()
    for number, at in enumerate(_in_turn(count, times)):
        folder = template.copied(place)
        how = (errno.ENOSPC, errno.EIO, CUT)[number % 3]
        outcome = zygote.do(job, folder, at=at, how=how, ever_after=number // 3 % 2, **told)
        assert outcome.fired, "the fault was not met"
        assert not outcome.error or outcome.error.startswith(SAID), f"step {at}, {how}: {outcome.error}"
        _after_a_while(folder)
        state = STEPS[job](template, folder)
        assert outcome.error or state in ("new", "1 backups"), f"step {at}, {how}: said to be done, but {state}"
        found[state] += 1
    return found


def _in_turn(count: int, times: int) -> list[int]:
    """The steps 1 to `count`, as many as `times`: spread out over them, or again from the first."""
    return list(islice(cycle(points(count, times)), times))


def _after_a_while(folder: Path) -> None:
    """As after 90 seconds: for so long a half-written session.lock may be another computer's."""
    if (folder / "session.lock").exists():
        os.utime(folder / "session.lock", (0, 0))


def after_passphrase(template: Template, folder: Path) -> str:
    """The old passphrase opens, or the new one; never neither or both."""
    return _one_of(folder, {"old": PASSPHRASE, "new": NEW_PASSPHRASE})


def after_recovery(template: Template, folder: Path) -> str:
    """The old passphrase and the old recovery key open, or the new passphrase."""
    state = _one_of(folder, {"old": PASSPHRASE, "new": NEW_PASSPHRASE})
    assert _recovery_opens(folder, template.recovery) == (state == "old")
    return state


def after_rotation(template: Template, folder: Path) -> str:
    """Who stays opens it and reads the case, with the passphrase and with the recovery key; who goes as before, or
    not at all."""
    with sound(folder) as store:
        assert CASE in words_of_cases(store.unlocked)
    state = "old" if SECOND in keys.names(folder) else "new"
    assert _opens(folder, SECOND, SECOND_PASSPHRASE) == (state == "old")
    assert _recovery_opens(folder, template.recovery)
    return state


def after_hand_over(template: Template, folder: Path) -> str:
    """The successor opens it and reads the case; who hands over as before, or not at all. The recovery key that there
    is now reaches the case, as soon as somebody named on it has opened the register."""
    with sound(folder, SECOND, SECOND_PASSPHRASE) as store:
        assert CASE in words_of_cases(store.unlocked)
        casekeys.catch_up(store)
        assert casekeys.missing_recovery(store.unlocked) == []
    state = "old" if KEYHOLDER in keys.names(folder) else "new"
    assert _opens(folder, KEYHOLDER, PASSPHRASE) == (state == "old")
    assert _recovery_opens(folder, template.recovery) or state == "new"
    return state


def after_take_off(template: Template, folder: Path) -> str:
    """Who stays named reads the case, as does the recovery key; who is taken off as before, or none of it."""
    with sound(folder) as store:
        assert CASE in words_of_cases(store.unlocked)
        (case,) = breaches.named(store.unlocked.keyholder.id)
        named = len(casekeys.named(case)) == 2
    with sound(folder, SECOND, SECOND_PASSPHRASE) as store:
        assert (CASE in words_of_cases(store.unlocked)) == named
    assert _recovery_opens(folder, template.recovery)
    return "old" if named else "new"


def after_restore(template: Template, folder: Path) -> str:
    """The state before the restore, or that of the backup with the entry that says so."""
    with sound(folder) as store:
        people, last = Person.select().count(), store.database.execute_sql(
            "SELECT what FROM audit ORDER BY n DESC LIMIT 1"
        ).fetchone()[0]  # fmt: skip
    if last == "register.restore":
        assert people == 1
        return "new"
    assert people == 61
    return "old"


def after_migration(template: Template, folder: Path) -> str:
    """Every person is there; the later program opens it, and the present one unless the migration was done."""
    copied = Path(shutil.copytree(folder, folder.with_name("Copy.metdesk"), dirs_exist_ok=True))
    try:
        with sound(copied):
            state = "old"
    except NewerRegister:
        state = "new"
    shutil.rmtree(copied)
    with _later_program(), sound(folder) as store:
        assert Person.select().count() == 61
        names = {row[1] for row in store.database.execute_sql("PRAGMA table_info(person)")}
        assert "pronouns" in names
    return state


def after_backup(template: Template, folder: Path) -> str:
    """The register is as it was, and what is in its folder of backups opens or is no backup."""
    with sound(folder):
        pass
    whole = [one for one in (folder / "backups").glob("*.metdesk") if not one.name.startswith(".")]
    for one in whole:
        assert cipher.opens(one / FILE, keys.unlock(folder, KEYHOLDER, PASSPHRASE).database_key)
    return f"{len(whole)} backups"


STEPS: dict[str, Callable[[Template, Path], str]] = {
    "passphrase": after_passphrase,
    "come_back": after_recovery,
    "rotate": after_rotation,
    "hand_over": after_hand_over,
    "take_off": after_take_off,
    "put_back": after_restore,
    "migrate": after_migration,
    "backup": after_backup,
}


def _one_of(folder: Path, passphrases: dict[str, str]) -> str:
    opening = [name for name, one in passphrases.items() if _opens(folder, KEYHOLDER, one)]
    assert len(opening) == 1, opening
    for name, one in ((SECOND, SECOND_PASSPHRASE), (KEYHOLDER, passphrases[opening[0]])):
        with sound(folder, name, one) as store:
            assert CASE in words_of_cases(store.unlocked)
            assert casekeys.missing_recovery(store.unlocked) == []
    return opening[0]


def _opens(folder: Path, name: str, passphrase: str) -> bool:
    try:
        keys.unlock(folder, name, passphrase)
    except Refused:
        return False
    return True


def _recovery_opens(folder: Path, recovery: str) -> bool:
    """Whether this recovery key opens the register; it then reads the case."""
    try:
        unlocked = keys.unlock_with_recovery(folder, recovery)
    except Refused:
        return False
    with Store.open(folder, unlocked) as store:
        assert CASE in words_of_cases(store.unlocked)
    return True


@contextmanager
def _later_program() -> Iterator[None]:
    before = migrations.MIGRATIONS
    migrations.MIGRATIONS = (*before, Next)  # type: ignore[assignment]
    try:
        yield
    finally:
        migrations.MIGRATIONS = before


# -- a disk that fails -------------------------------------------------------------------------------


def failed_writes(
    zygote: Zygote, template: Template, place: Path, kind: str, how: str, times: int, saves: int = 4
) -> Counter[str]:
    """Lets one write after the other fail while people are entered, `times` times, half of them for good from there
    on. What was said to be saved is there once, what was said not to be is not there; returns how often
    which was said."""
    folder = template.copied(place)
    first = zygote.do("join", folder, kind=kind, seed=0, most=0).seen
    count = zygote.do("join", folder, kind=kind, seed=0, most=saves).seen
    said: Counter[str] = Counter()
    for number, at in enumerate(_in_turn(max(1, count - first), times)):
        folder = template.copied(place)
        told = {"kind": kind, "seed": number, "most": saves, "at": first + at, "how": FAULTS[how]}
        outcome = zygote.do("join", folder, ever_after=number % 2, **told)
        assert outcome.fired, "the fault was not met"
        assert outcome.error == "" or outcome.error.startswith(SAID), outcome.error
        said += _kept_its_word(folder, outcome)
    return said


def _kept_its_word(folder: Path, outcome: Outcome) -> Counter[str]:
    said: Counter[str] = Counter()
    _after_a_while(folder)
    with sound(folder):
        there = Counter(row.surname for row in Person.select(Person.surname))
    for one in (one for one in outcome.said if "name" in one):
        count = there[one["name"]]
        if not one["words"]:
            said["saved"] += 1
            assert count == 1, one
        elif one["words"] == UNSURE:
            said["not sure"] += 1
            assert count <= 1, one
        else:
            said["not saved"] += 1
            assert count == 0, one
    return said


# -- bits that turn over -----------------------------------------------------------------------------


UNUSED = "by verifying, in a page that holds nothing"


def flipped(template: Template, place: Path, times: int) -> Counter[str]:
    """Turns one bit over after another, all over register.db; each is noticed. Returns by what."""
    chance = random.Random(times)
    size, unlocked = (template.folder / FILE).stat().st_size, keys.unlock(template.folder, KEYHOLDER, PASSPHRASE)
    found: Counter[str] = Counter()
    folder = template.copied(place)
    good = (folder / FILE).read_bytes()
    for number in range(times):
        bad = bytearray(good)
        bad[size * number // times + chance.randrange(max(1, size // times))] ^= 1 << chance.randrange(8)
        (folder / FILE).write_bytes(bad)
        how = _noticed_after_a_bad_end(folder, unlocked) if number % 2 else _noticed(folder, unlocked)
        found[how] += 1
        assert how == UNUSED or (folder / FILE).read_bytes() == bad, "a damaged file was written to"
        for left in folder.glob(f"{FILE}-*"):
            left.unlink()
    return found


def _noticed_after_a_bad_end(folder: Path, unlocked: keys.Unlocked) -> str:
    _locked(folder, _lock_of(socket.gethostname()))
    try:
        Store.open(folder, unlocked).close()
    except Damaged:
        (folder / "session.lock").unlink()
        return "at opening after a bad end"
    return _noticed(folder, unlocked)


def _noticed(folder: Path, unlocked: keys.Unlocked) -> str:
    try:
        store = Store.open(folder, unlocked, read_only=True)
    except Unavailable:
        return "at opening"
    with store:
        try:
            unused = cipher.check(store.database.raw)
        except Unavailable:
            return "by verifying"
        if unused:
            assert not verify.verify(), "what holds nothing changed something"
            return UNUSED
        assert verify.verify(), "a bit was turned over and nobody noticed"
        return "by the seal"


def flipped_in_cases(template: Template, place: Path, times: int) -> Counter[str]:
    """Turns one bit of a value over after another in the tables of cases, as somebody might who has the key to the
    file; each is noticed. Returns by what."""
    chance, found = random.Random(times), Counter[str]()
    with Store.open(template.copied(place), keys.unlock(template.folder, KEYHOLDER, PASSPHRASE)) as store:
        raw = store.database.raw
        raw.execute("PRAGMA foreign_keys = 0")
        for table, column, rows in islice(cycle(list(_filled_columns(raw))), times):
            row, value = chance.choice(rows)
            raw.execute("SAVEPOINT flip")
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (_turned(value, chance), row))  # noqa: S608
            found[_noticed_in_cases(store, f"{table}.{column} of row {row}")] += 1
            raw.execute("ROLLBACK TO flip")
            raw.execute("RELEASE flip")
        assert verify.verify() == []
    return found


def _filled_columns(raw: Any) -> Iterator[tuple[str, str, list[tuple[int, Any]]]]:
    """Each column of the tables of cases that holds anything, with the ids of its rows and what they hold."""
    for table in ("breach", *breaches.WITHIN):
        for column in [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]:
            query = f"SELECT id, {column} FROM {table} WHERE {column} NOT IN ('', x'')"  # noqa: S608 - our own names
            if rows := raw.execute(query).fetchall():
                yield table, column, rows


def _turned(value: bytes | str | int, chance: random.Random) -> bytes | str | int:
    """The value with one of its bits turned over; a letter stays one that can be read."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(8, 16)  # a high one: no other row has that number
    place = chance.randrange(len(value))
    if isinstance(value, str):
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]


def _noticed_in_cases(store: Store, where: str) -> str:
    assert verify.verify(), f"a bit of {where} was turned over and nobody noticed"
    try:
        words_of_cases(store.unlocked)
    except (Damaged, AssertionError):
        return "by verifying, and on reading"
    return "by verifying"


def flipped_keys(template: Template, place: Path, times: int) -> int:
    """Turns bits over all over keys.json; each is said to be damage, and the second copy offered."""
    folder = template.copied(place)
    good = (folder / keyfile.FILE).read_bytes()
    for number in range(times):
        bad = bytearray(good)
        bad[len(good) * number // times] ^= 1 << number % 8
        (folder / keyfile.FILE).write_bytes(bad)
        with pytest.raises(Damaged) as damaged:
            keys.unlock(folder, KEYHOLDER, PASSPHRASE)
        assert damaged.value.backup_is_sound
    return times


def flipped_backup(template: Template, place: Path, times: int) -> int:
    """Turns bits over in each file of a backup; each is noticed, and none of them is restored."""
    shutil.rmtree(place, ignore_errors=True)
    folder = Path(shutil.copytree(template.backup, place))
    for number in range(times):
        path = folder / (*manifest.PARTS, manifest.MANIFEST)[number % 3]
        good = path.read_bytes()
        bad = bytearray(good)
        bad[len(good) * number // times] ^= 1 << number % 8
        path.write_bytes(bad)
        assert backups.faults(folder), f"{path.name}, bit {number}"
        path.write_bytes(good)
    assert not backups.faults(folder)
    return times


# -- backups, other windows, and what is left behind --------------------------------------------------


def backed_up_while_writing(zygote: Zygote, template: Template, place: Path, kind: str, times: int) -> int:
    """Makes backups while somebody works: all of them are whole, and open. Returns how much was done meanwhile."""
    folder, to = template.copied(place), place.with_name("Copies")
    outcome = zygote.do("back_up_while_writing", folder, kind=kind, seed=times, times=times, to=str(to))
    assert not outcome.error, outcome.error
    (said,) = outcome.said
    assert len(said["backups"]) == times
    for one in map(Path, said["backups"]):
        assert backups.faults(one) == []
        opening = one.with_name(f"Restored {one.name}")
        restore.restore(one, opening, restore.unlock(one, KEYHOLDER, PASSPHRASE, opening))
        with sound(opening):
            pass
        shutil.rmtree(opening)
    with sound(folder):
        pass
    return int(said["saves"])


def opened_by_many(zygotes: Sequence[Zygote], template: Template, place: Path) -> tuple[int, float]:
    """Opens one register from many processes at once: one has it, and all others are told by whom, or, where too many
    type a passphrase in the same moment, to wait.

    Returns how many were refused and the longest time that took, in seconds."""
    folder, over = template.copied(place), place.with_name("over")
    with ThreadPoolExecutor(len(zygotes)) as threads:
        jobs = [threads.submit(one.do, "hold", folder, until=str(over)) for one in zygotes]
        list(islice(as_completed(jobs), len(jobs) - 1))
        over.touch()
        outcomes = [job.result() for job in jobs]
    assert not any(one.error for one in outcomes), [one.error for one in outcomes]
    said = [one.said[0] for one in outcomes]
    refused = [one for one in said if not one["has"]]
    assert len(refused) == len(zygotes) - 1
    told = (f"{KEYHOLDER} has had it open on", "before you try again")
    assert all(any(words in one["words"] for words in told) for one in refused), refused
    return len(refused), max(one["seconds"] for one in refused)


LEFTOVERS: dict[str, Callable[[Path], object]] = {
    "half a key file": lambda folder: (folder / "keys.json.new").write_bytes(b"{"),
    "half a new database": lambda folder: (folder / "register.db.new").write_bytes(b"x" * 5000),
    "half a prepared restore": lambda folder: _filled(folder / "restoring.tmp" / "register.db"),
    "half a backup": lambda folder: _filled(folder / "backups" / f".{'0' * 32}" / "register.db"),
    "a lock of this computer": lambda folder: _locked(folder, _lock_of(socket.gethostname())),
    "a lock of another computer": lambda folder: _locked(folder, _lock_of("another")),
    "a log of another file": lambda folder: (folder / "register.db-journal").write_bytes(b"x" * 600),
    "words that are no lock": lambda folder: _locked(folder, b"\xff\x00{"),
    "tries that are none": lambda folder: (folder / "attempts.json").write_bytes(b"[1e999, NaN, 1" + b"0" * 400 + b"]"),
}


def with_leftovers(template: Template, place: Path) -> int:
    """Opens a register beside each thing that a bad end may leave: it is there, whole. Returns how many things."""
    for leave in LEFTOVERS.values():
        folder = template.copied(place)
        leave(folder)
        with sound(folder) as store:
            assert Person.select().count() == 61
            store.backup()
        assert not list((folder / "backups").glob(".*"))
    return len(LEFTOVERS)


def _filled(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 5000)


def _lock_of(computer: str) -> bytes:
    return json.dumps({"keyholder": "Ann", "computer": computer, "since": "2026-01-01T10:00:00+00:00"}).encode()


def _locked(folder: Path, told: bytes) -> None:
    (folder / "session.lock").write_bytes(told)
    os.utime(folder / "session.lock", (0, 0))
