"""Nothing readable is left behind: in files, in what is printed, and in the memory of the program that shows the lock.

The real program runs in a process of its own. What must not be found is planted: a person's name, the passphrase, the
database key, the recovery key, the keyholder's private keys; each in every form it might be written in.
"""

import base64
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import keyfile, keys, slots
from metdesk import people, schools
from metdesk.desk import start

ROOT = Path(__file__).parents[2]
NAME = "O’Neill-Ştefănescu"
PASSPHRASE = "walnut copper evening staircase"
KEYHOLDER = "Jo Marsh"
PATIENCE_S = 60

Needles = dict[str, bytes]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot wait for a pipe")


def in_letters(what: str, words: str) -> Needles:
    """Words as a program might write them."""
    return {
        f"{what} in UTF-8": words.encode(),
        f"{what} in UTF-16": words.encode("utf-16-le"),
        f"{what} in JSON": json.dumps(words).strip('"').encode(),
        f"{what} in an INI file": words.encode("ascii", "backslashreplace").replace(b"\\u", b"\\x"),
    }


def in_bytes(what: str, secret: bytes) -> Needles:
    """A secret as a program might write it."""
    return {
        f"{what} as it is": secret,
        f"{what} in hexadecimal": secret.hex().encode(),
        f"{what} in capital hexadecimal": secret.hex().upper().encode(),
        f"{what} in base64": base64.b64encode(secret).rstrip(b"="),
    }


class Program:
    """The real program, and the places on this computer that it may write to."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder = folder
        self.home, self.temporary = place / "home", place / "temporary"
        self.written = place / "written.txt"
        for one in (self.home, self.temporary):
            one.mkdir()
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Starts it at the lock of the register."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("METDESK_")}
        surroundings |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(self.home)}
        surroundings |= {"TMPDIR": str(self.temporary), "PYTHONDONTWRITEBYTECODE": "1"}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            surroundings[name] = str(self.home / name)
        with self.written.open("ab") as stream:
            self.process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("driven.py")), str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
                cwd=self.home,
                env=surroundings,
            )

    def tell(self, words: str) -> str:
        """Has it do something; returns its answer."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        answer = self.process.stdout.readline().rstrip("\n") if ready else ""
        assert answer, self.written.read_text("utf-8", "replace")
        return answer

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def found(self, needles: Needles) -> list[str]:
        """Which of the needles are in any file it may have written, in the names of files, or in what it printed."""
        found = []
        for place in (self.folder, self.home, self.temporary, self.written):
            for file in [place, *place.rglob("*")]:
                data = str(file).encode() + (file.read_bytes() if file.is_file() else b"")
                found += [f"{what}: {file.name}" for what, needle in needles.items() if needle in data]
        return found

    def in_memory(self, needles: Needles) -> list[str]:
        """Which of the needles are in the memory of the process."""
        assert self.process is not None
        found: set[str] = set()
        with Path(f"/proc/{self.process.pid}/mem").open("rb", buffering=0) as memory:
            for line in Path(f"/proc/{self.process.pid}/maps").read_text().splitlines():
                span, rights, *_, name = [*line.split(), ""][:6] if len(line.split()) < 6 else line.split()[:6]
                if not rights.startswith("rw") or name.startswith("[v"):
                    continue
                first, last = (int(part, 16) for part in span.split("-"))
                try:
                    memory.seek(first)
                    data = memory.read(last - first)
                except OSError:
                    continue
                found |= {what for what, needle in needles.items() if needle in data}
        return sorted(found)


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Needles]:
    """A register with a person of that name in it, closed; and what must not be found of it."""
    folder = tmp_path / "Register.metdesk"
    desk, recovery = start(
        folder, "Mowbray Education Trust", None, KEYHOLDER, "business manager", PASSPHRASE, cost=keys.CHEAPEST
    )
    with desk:
        number = schools.add(desk, schools.School(name="Ash Hill Primary", urn="123456", town="Melton"))
        people.add(desk, people.Person(surname=NAME, forename="Sam", category="staff", school_id=number))
        key = desk.store.unlocked.database_key
    file = keyfile.read(folder)
    private = slots.unwrap(file.register, file.slots[0], slots.passphrase_secret(PASSPHRASE))
    assert private is not None
    needles = in_letters("the name", NAME) | in_letters("the passphrase", PASSPHRASE)
    needles |= in_letters("the recovery key", recovery) | in_bytes("the database key", key)
    needles |= in_bytes("the sealing key", private.seal) | in_bytes("the signing key", private.sign)
    return folder, needles


@pytest.fixture
def program(planted: tuple[Path, Needles], tmp_path: Path) -> Iterator[Program]:
    made = Program(planted[0], tmp_path)
    yield made
    made.kill()


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, Path]:
    """Files that hold the passphrase and the name: neither is ever a word of a command line."""
    passphrase, name = tmp_path / "passphrase.txt", tmp_path / "name.txt"
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    name.write_text(NAME, encoding="utf-8")
    return passphrase, name


def test_in_no_state_is_anything_readable_in_a_file_or_printed(
    program: Program, planted: tuple[Path, Needles], told: tuple[Path, Path], tmp_path: Path
) -> None:
    needles = planted[1]
    passphrase, name = told
    staff = tmp_path / "staff.csv"
    staff.write_text(f"Surname,Forename,School\n{NAME},Ann,Ash Hill Primary\n", encoding="utf-8")
    program.start()
    program.tell(f"unlock {passphrase}")
    steps = ["look", "take_out", "back_up", f"fail {name}", f"bring_in {staff}", f"write {name}", "keep", "lock"]
    for step in steps:
        program.tell(step)
        assert (step, program.found(needles)) == (step, [])
    assert "Unlock" in program.tell("screen")
    program.tell(f"unlock {passphrase}")
    assert program.tell("typed") == ascii(NAME)
    copy = Path(program.tell(f"attach {name}"))
    assert copy.read_text("utf-8") == NAME, "there as long as another program may look at it"
    program.tell("lock")
    assert not copy.exists()
    assert program.found(needles) == []
    program.tell(f"unlock {passphrase}")
    spilt = Path(program.tell(f"spill {name}"))
    program.kill()
    assert spilt.exists(), "a killed program removes nothing"
    program.start()
    assert "Unlock" in program.tell("screen")
    assert program.found(needles) == []
    program.tell(f"unlock {passphrase}")
    assert program.tell("typed") == ascii(NAME), "what was typed outlasts a kill"
    program.tell("throw_away")
    program.tell("end")
    assert program.process is not None
    assert program.process.wait(PATIENCE_S) == 0
    assert program.found(needles) == []
    assert list(program.temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read where Linux shows it")
def test_the_program_that_shows_the_lock_has_no_name_and_no_key_in_its_memory(
    program: Program, planted: tuple[Path, Needles], told: tuple[Path, Path]
) -> None:
    needles = planted[1]
    passphrase, name = told
    program.start()
    before = program.tell("screen").split()[0]
    program.tell(f"unlock {passphrase}")
    program.tell("look")
    program.tell(f"write {name}")
    try:
        seen = program.in_memory(needles)
    except PermissionError:
        pytest.skip("this system lets nobody read the memory of a process")
    assert "the database key as it is" in seen
    assert "the name in UTF-8" in seen
    assert program.tell("lock") == "locked"
    after, screen, *_ = program.tell("screen").split()
    assert (after, screen) == (before, "Unlock"), "the same process, replaced"
    assert program.in_memory(needles) == []
