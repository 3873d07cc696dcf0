"""The demo leaves what it says it makes."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2

from ui.tabs import tabs


def test_the_demo_prints_a_page_for_each_of_the_520_people(tmp_path: Path) -> None:
    """In a process of its own, as `make run` starts it where there is no display."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "metdesk.demo", "--out", str(tmp_path)],
        capture_output=True, text=True, env=environment, check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    papers = {path.name.rpartition("-2")[0].split("-")[0]: path for path in tmp_path.glob("*.pdf")}
    assert set(papers) == {"acknowledgements", "account", "permission", "policy", "case"}
    with pypdfium2.PdfDocument(papers["acknowledgements"]) as forms:
        assert len(forms) == 520
    assert len(list((tmp_path / "pictures").glob("*.png"))) == len(tabs())
    assert "520 people" in done.stdout
