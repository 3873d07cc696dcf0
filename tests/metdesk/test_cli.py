"""The command line itself: what it understands, how it opens registers and starts new ones, and its exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from metdesk import __version__, cli, sample
from metdesk.desk import Desk
from metdesk.intake.logo import redrawn
from tests.metdesk.calls import Answer, Metdesk


def test_its_version_is_the_packages(metdesk: Metdesk) -> None:
    assert metdesk("--version") == Answer(0, f"metdesk {__version__}\n", "")


def test_help_names_every_command(metdesk: Metdesk) -> None:
    told = metdesk("--help")
    assert told.status == 0
    for name in ("new", "sample", "policy", "people", "list", "add", "change", "check", "print", "export", "verify"):
        assert f"\n  {name} " in told.out


@pytest.mark.parametrize(
    "words", [["schoolz"], ["list"], ["change", "people", "x", "f.json"], ["list", "people", "--x"]]
)
def test_what_it_does_not_understand_ends_with_2(metdesk: Metdesk, words: list[str]) -> None:
    told = metdesk(*words)
    assert (told.status, told.out) == (2, "")
    assert "Error: " in told.err


def test_without_a_register_it_says_how_to_name_one(metdesk: Metdesk) -> None:
    told = metdesk("list", "people")
    assert told.status == 2
    assert "--register PATH" in told.err


@pytest.mark.parametrize("word", ["Some.metdesk", "folder/Some"])
def test_a_register_in_place_of_a_command_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[Path | None] = []
    status = cli.run([word], lambda register: opened.append(register) or 7)
    assert (status, opened) == (7, [Path(word)])


def test_the_register_option_alone_opens_the_window_on_it() -> None:
    opened: list[Path | None] = []
    assert cli.run(["--register", "Some.metdesk"], lambda register: opened.append(register) or 0) == 0
    assert opened == [Path("Some.metdesk")]


def test_the_installed_program_answers(sample_register: Path) -> None:
    """The one test with a process of its own: options before and after the command, and the real exit status."""
    program = [sys.executable, "-m", "metdesk", "--register", str(sample_register)]
    environment = {**os.environ, "METDESK_PASSPHRASE": sample.PASSPHRASE, "METDESK_REGISTER": "Nowhere.metdesk"}
    done = subprocess.run(
        [*program, "list", "schools", "--json"], capture_output=True, env=environment, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["total"] == 5
    wrong = subprocess.run(
        [*program, "list", "schools", "--as", "Nobody"], capture_output=True, env=environment, check=False, timeout=120
    )
    assert (wrong.returncode, wrong.stdout) == (1, b"")


# --- opening a register


def test_a_wrong_passphrase_is_refused(at_sample: Metdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METDESK_PASSPHRASE", "not the passphrase")
    told = at_sample("list", "people", "--json")
    assert told.status == 1
    assert "do not open this register" in told.document["refused"]["passphrase"]
    assert told.err.endswith(".\n")


def test_without_a_passphrase_or_a_person_it_is_asked_for_in_words(metdesk: Metdesk, sample_register: Path) -> None:
    told = metdesk("list", "people", "--register", sample_register)
    assert told.status == 1
    assert "METDESK_PASSPHRASE" in told.err


def test_the_passphrase_can_be_in_a_file(metdesk: Metdesk, sample_register: Path, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text(f"{sample.PASSPHRASE}\n", "utf-8")
    told = metdesk("list", "schools", "--register", sample_register, "--passphrase-file", file, "--as", "jo marsh")
    assert told.status == 0


@pytest.mark.parametrize("place", ["nothing.metdesk", "file", "folder"])
def test_what_is_no_register_is_refused(
    metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("not a register")
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("METDESK_PASSPHRASE", sample.PASSPHRASE)
    told = metdesk("list", "people", "--register", tmp_path / place)
    assert told.status == 1
    assert "not a register" in told.err


def test_a_register_open_elsewhere_ends_with_3(at_sample: Metdesk, sample_register: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from metdesk import sample; from metdesk.desk import Desk;"
        "desk = Desk.open(Path(sys.argv[1]), None, sample.PASSPHRASE); print('open', flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", script, str(sample_register)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        told = at_sample("list", "people", "--json")
        other.communicate()
    assert told.status == 3
    assert "Jo Marsh" in told.document["failed"]


# --- new registers


def test_a_new_register_shows_its_recovery_key_once(
    metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("METDESK_PASSPHRASE", "four words that hold")
    folder = tmp_path / "New.metdesk"
    told = metdesk("new", folder, "--trust", "A Trust", "--keyholder", "Ana Reyes", "--json")
    assert told.status == 0
    assert len(told.document["recovery_key"].split("-")) == 9
    monkeypatch.setenv("METDESK_REGISTER", str(folder))
    (row,) = metdesk("keyholders", "list", "--json").document["rows"]
    assert (row["name"], row["role"], row["schools"], row["added_by"]) == (
        "Ana Reyes",
        "business manager",
        [],
        "Ana Reyes",
    )
    again = metdesk("new", folder, "--trust", "A Trust", "--keyholder", "Ana Reyes")
    assert again.status == 1
    assert "already" in again.err


def test_a_weak_passphrase_is_refused_by_its_field(
    metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("METDESK_PASSPHRASE", "short")
    told = metdesk("new", tmp_path / "New.metdesk", "--trust", "A Trust", "--keyholder", "Ana Reyes", "--json")
    assert (told.status, list(told.document["refused"])) == (1, ["passphrase"])
    assert not (tmp_path / "New.metdesk").exists()


def test_a_new_register_takes_a_logo(metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("METDESK_PASSPHRASE", "four words that hold")
    folder, logo = tmp_path / "New.metdesk", tmp_path / "logo.png"
    words = ("new", folder, "--trust", "A Trust", "--keyholder", "Ana Reyes", "--logo", logo)
    logo.write_bytes(b"<svg/>")
    assert metdesk(*words) == Answer(
        1, "", "“logo.png” is not a PNG or JPEG picture: choose another file, or save it as PNG.\n"
    )
    assert not folder.exists()
    logo.write_bytes(resources.read("icons/sample-logo.png"))
    assert metdesk(*words).status == 0
    with Desk.open(folder, None, "four words that hold") as desk:
        assert desk.trust.logo == redrawn(logo.read_bytes(), "logo.png")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_passphrase_may_come_through_a_pipe(metdesk: Metdesk, sample_register: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, sample.PASSPHRASE.encode() + b"\n")
    os.close(writing)
    told = metdesk(
        "list", "schools", "--register", sample_register, "--passphrase-file", f"/dev/fd/{reading}", "--as", "jo marsh"
    )
    os.close(reading)
    assert told.status == 0
