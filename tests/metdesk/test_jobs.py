"""The guarded process: what it returns, what it may not do, and what is believed of its answer."""

import os
import pickle
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metdesk import jobs, limits, worker
from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Cancelled, run_guarded

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's own figures")


def _double(number: int) -> int:
    return number * 2


def _refuse() -> None:
    raise Refused({"file": "This is empty: choose another."})


def _fail() -> None:
    raise ValueError("something inside")


def _fall() -> None:
    _fall()


def _hang() -> None:
    time.sleep(60)


def _eat() -> int:
    return len(bytearray(3_000_000_000))


def _die() -> None:
    os._exit(9)


def _be_killed() -> None:
    import signal

    os.kill(os.getpid(), signal.SIGSEGV)


def _chatter() -> int:
    sys.stdout.write("words of a library\n")
    sys.stdout.flush()
    os.write(2, b"more of them\n")
    return 7


def _open() -> dict[int, str]:
    """What the process has open by descriptor, as Linux says it."""
    kept = {}
    for one in Path("/proc/self/fd").iterdir():
        try:
            kept[int(one.name)] = str(one.readlink())
        except OSError:  # the listing's own
            continue
    return kept


def _variables() -> set[str]:
    return set(os.environ)


def _write(path: str) -> int:
    return Path(path).write_bytes(b"changed by a foreign file")


def _swell() -> bytes:
    return bytes(jobs.MOST_ANSWER_BYTES + 1)


def _unpicklable() -> object:
    return lambda: None


def _begin_another() -> None:
    subprocess.Popen(["sleep", "98.7654"])
    _hang()


def _others() -> list[str]:
    """What `_begin_another` began and is still running."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [one.parent.name] if b"98.7654" in one.read_bytes() else []
        except OSError:
            continue
    return found


def _table() -> Table:
    return Table("staff.csv", ("Name",), [("ŵ",)], [2], ["Look."])


class Smuggled:
    """What a taken-over process might answer."""

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("smuggled"),)


def _smuggle() -> Smuggled:
    return Smuggled()


def _endless() -> None:
    """Promises an answer, and never ends it."""
    pipe = next(number for number, name in _open().items() if name.startswith("pipe:"))
    os.write(pipe, (1000).to_bytes(8, "big") + b"and so on")
    time.sleep(60)


def test_guarded_work_returns_its_result() -> None:
    assert run_guarded(_double, 21) == 42


def test_records_of_ours_come_back_as_they_were() -> None:
    assert run_guarded(_table) == _table()


def test_a_refusal_in_there_is_the_same_refusal_out_here() -> None:
    with pytest.raises(Refused) as refusal:
        run_guarded(_refuse)
    assert refusal.value.problems == {"file": "This is empty: choose another."}


@pytest.mark.parametrize("work", [_fail, _fall, _die, _be_killed, _unpicklable])
def test_whatever_fails_in_there_is_one_sentence_out_here(work: object) -> None:
    with pytest.raises(Refused, match=r"damaged|memory") as refused:
        run_guarded(work)  # type: ignore[arg-type]
    assert "Error" not in str(refused.value)


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Refused, match="was not read within"):
        run_guarded(_hang, time_limit_s=0.5)


def test_work_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(Refused, match="memory"):
        run_guarded(_eat)


def test_memory_is_watched_from_outside_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.memory_of(os.getpid()) > 1_000_000
    monkeypatch.setattr(limits, "memory_of", lambda pid, handle: 2_000_000_000)
    with pytest.raises(Refused, match="memory"):
        run_guarded(_hang)


def test_windows_limits_are_laid_out_as_windows_reads_them() -> None:
    import ctypes

    assert ctypes.sizeof(limits.JobLimits) == 144
    assert limits.JobLimits.flags.offset == 16
    assert limits.JobLimits.process_memory.offset == 112


def test_work_is_cancelled_by_its_progress() -> None:
    def enough(fraction: float, words: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_guarded(_hang, progress=enough)


def test_what_a_library_says_is_no_part_of_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(_chatter) == 7
    assert capfd.readouterr() == ("", "")


@ON_LINUX
def test_it_inherits_no_file_that_is_open_here(tmp_path: Path) -> None:
    with (tmp_path / "register.db").open("wb") as stream:
        os.set_inheritable(stream.fileno(), True)
        kept = run_guarded(_open)
    assert not [one for one in kept.values() if not one.startswith(("pipe:", "/dev/null"))]


def test_it_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("METDESK_PASSPHRASE", "METDESK_REGISTER", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "four words that hold")
    told = run_guarded(_variables)
    assert not told & {"METDESK_PASSPHRASE", "METDESK_REGISTER", "AWS_SECRET_ACCESS_KEY", "HOME"}


@ON_LINUX
def test_it_writes_to_no_file(tmp_path: Path) -> None:
    register = tmp_path / "register.db"
    register.touch()
    with pytest.raises(Refused):
        run_guarded(_write, str(register))
    assert register.read_bytes() == b""


def test_an_answer_that_is_too_large_is_not_taken_in() -> None:
    with pytest.raises(Refused, match="memory"):
        run_guarded(_swell)


def test_an_answer_makes_nothing_but_records_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="damaged"):
        run_guarded(_smuggle)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("found", [os.system, eval, count_of, worker.main, pickle.Unpickler, Smuggled])
def test_no_function_and_no_class_of_others_is_found_for_an_answer(found: object) -> None:
    answer = bytearray(pickle.dumps((found, {})))
    with pytest.raises(Refused):
        jobs._understood(answer)


@pytest.mark.parametrize("answer", [b"\x80\x04.", b"x", b"\x80\x05N.", b"\x80\x05]\x94h\xff.", b"r\xff\xff\xff\x7f."])
def test_an_answer_of_any_bytes_is_one_sentence(answer: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        jobs._understood(bytearray(answer))


@ON_LINUX
def test_an_answer_that_never_ends_is_not_waited_for() -> None:
    with pytest.raises(Refused, match="within"):
        run_guarded(_endless, time_limit_s=1)


@ON_LINUX
def test_what_it_begins_ends_with_it() -> None:
    with pytest.raises(Refused):
        run_guarded(_begin_another, time_limit_s=0.7)
    assert any(not _others() for _ in range(200))  # the system takes a moment to end it


def test_the_frozen_program_reads_through_its_own_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert jobs._command() == [sys.executable, worker.DOOR]
    begin = f"import sys; sys.path = {sys.path!r}; from metdesk.__main__ import main; sys.exit(main())"
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, "-c", begin, worker.DOOR])
    assert run_guarded(_double, 21) == 42


@ON_LINUX
def test_it_ends_with_the_program_that_began_it() -> None:
    words = (
        f"import sys; sys.path = {sys.path!r}\n"
        "from metdesk.jobs import run_guarded; from tests.metdesk import test_jobs\n"
        "run_guarded(test_jobs._hang, progress=lambda *words: print('waits', flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"waits\n"
        children = Path(f"/proc/{program.pid}/task").glob("*/children")
        (number,) = " ".join(one.read_text() for one in children).split()
        watch = select.poll()
        watch.register(os.pidfd_open(int(number)))
        program.kill()
        assert watch.poll(20_000)
