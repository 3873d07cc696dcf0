"""Temporary files go where they are removed: as the run ends, and by the next run where this one was killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from metdesk import traces
from metdesk.traces import Scratch


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, os.environ.get(name, tempfile.gettempdir()))
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)


def test_what_is_written_in_a_run_goes_with_it(tmp_path: Path) -> None:
    before = dict(os.environ)
    scratch = Scratch(tmp_path)
    scratch.begin()
    with tempfile.NamedTemporaryFile(delete=False) as stream:
        stream.write(b"a name")
    assert Path(stream.name).parent.parent == tmp_path
    if sys.platform != "win32":
        assert Path(stream.name).parent.stat().st_mode & 0o077 == 0
    scratch.end()
    scratch.end()
    assert list(tmp_path.iterdir()) == []
    assert dict(os.environ) == before


def test_only_what_runs_that_are_over_have_left_is_swept(tmp_path: Path) -> None:
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    running = os.getppid()
    for name in (
        f"metdesk.{over.pid}.abc",
        f"metdesk.{os.getpid()}.abc",
        f"metdesk.{running}.abc",
        "metdesk-x",
        "else",
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("a name")
    (tmp_path / f"metdesk.{over.pid}.link").symlink_to(tmp_path / "else")
    traces.sweep(tmp_path)
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {f"metdesk.{running}.abc", "metdesk-x", "else", f"metdesk.{over.pid}.link"}
    assert (tmp_path / "else" / "file").exists()


def test_where_nothing_can_be_written_the_program_starts_all_the_same(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "not there")
    scratch.begin()
    assert scratch.folder is None
    scratch.end()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_writes_no_memory_to_the_disk() -> None:
    code = (
        "from metdesk import traces; traces.begin(); import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    ran = subprocess.run([sys.executable, "-c", code + "; traces.end()"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "(0, 0)"
