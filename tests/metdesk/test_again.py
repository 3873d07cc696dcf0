"""Starting over: in the way this process was started, or not at all."""

import os
import sys
from pathlib import Path

import pytest

from metdesk import again, traces

REGISTER = Path("Mowbray.metdesk")


@pytest.fixture(autouse=True)
def no_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "begin", lambda: None)
    monkeypatch.setattr(traces, "end", lambda: None)


@pytest.mark.parametrize(
    ("whole", "own", "expected"),
    [
        (["python", "-X", "dev", "-m", "metdesk"], ["/src/metdesk/__main__.py"], ["-X", "dev", "-m", "metdesk"]),
        (["python", "-m", "metdesk", "A.metdesk"], ["/src/metdesk/__main__.py", "A.metdesk"], ["-m", "metdesk"]),
        (["python", "/bin/metdesk", "A.metdesk"], ["/bin/metdesk", "A.metdesk"], ["/bin/metdesk"]),
        (["python", "/bin/metdesk"], ["/bin/metdesk"], ["/bin/metdesk"]),
    ],
)
def test_it_starts_as_it_was_started(
    monkeypatch: pytest.MonkeyPatch, whole: list[str], own: list[str], expected: list[str]
) -> None:
    monkeypatch.setattr(sys, "orig_argv", whole)
    monkeypatch.setattr(sys, "argv", own)
    assert again.words(REGISTER) == [sys.executable, *expected, str(REGISTER.absolute())]


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/metdesk/metdesk")
    assert again.words(REGISTER) == ["/opt/metdesk/metdesk", str(REGISTER.absolute())]


def test_where_it_cannot_be_started_this_process_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError("Exec format error")

    monkeypatch.setattr(os, "execve", gone)
    monkeypatch.setattr("subprocess.Popen", gone)
    assert again.start_over(REGISTER) is False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another process is started")
def test_on_linux_the_process_is_replaced_and_keeps_its_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda *words: seen.append(words))
    monkeypatch.setattr("subprocess.Popen", lambda *words, **how: None)
    monkeypatch.setenv("MOWBRAY", "kept")
    monkeypatch.setenv("METDESK_PASSPHRASE", "of the command line")
    again.start_over(REGISTER)
    (program, words, surroundings) = seen[0]
    assert program == words[0] == sys.executable
    assert surroundings["MOWBRAY"] == "kept"
    assert "of the command line" not in surroundings.values()
