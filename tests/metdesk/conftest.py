"""The command line called from a test, as a person would call it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metdesk import cli, sample
from tests.metdesk.calls import Answer, Metdesk


@pytest.fixture
def metdesk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Metdesk:
    """Calls the program with these words; no register, keyholder or passphrase comes from the environment."""
    for name in ("REGISTER", "KEYHOLDER", "PASSPHRASE", "NEW_PASSPHRASE", "RECOVERY_KEY"):
        monkeypatch.delenv(f"METDESK_{name}", raising=False)

    def call(*words: str | Path) -> Answer:
        capsys.readouterr()
        status = cli.run([str(word) for word in words], _no_window)
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return Answer(status, written.out, written.err)

    return call


def _no_window(register: Path | None) -> int:
    raise AssertionError(f"the window was opened on {register}")


@pytest.fixture
def at_sample(metdesk: Metdesk, sample_register: Path, monkeypatch: pytest.MonkeyPatch) -> Metdesk:
    """Calls the program on a sample trust of this test's own."""
    monkeypatch.setenv("METDESK_REGISTER", str(sample_register))
    monkeypatch.setenv("METDESK_PASSPHRASE", sample.PASSPHRASE)
    return metdesk


@pytest.fixture
def record(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a value as a JSON file."""

    def write(values: Any) -> Path:
        path = tmp_path / "record.json"
        path.write_text(json.dumps(values), "utf-8")
        return path

    return write
