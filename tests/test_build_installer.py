"""Building installers: everything but the freezing itself, on a small payload."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import build_installer

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the shell scripts and dpkg-deb are for Linux")


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """A folder shaped like the frozen program."""
    folder = tmp_path / "frozen" / "metdesk"
    (folder / "_internal" / "Qt files").mkdir(parents=True)
    (folder / "metdesk").write_text("#!/bin/sh\necho started\n")
    (folder / "metdesk").chmod(0o755)
    (folder / "metdesk.exe").write_text("a program")
    (folder / "_internal" / "base.zip").write_text("modules")
    (folder / "_internal" / "Qt files" / "ŵ.qm").write_text("words")
    return folder


@pytest.fixture
def unpacked(payload: Path, tmp_path: Path) -> Path:
    """The portable archive made from the payload, unpacked."""
    archive = build_installer.pack_tar(payload, tmp_path)
    with tarfile.open(archive) as tar:
        assert {member.uname for member in tar} == {"root"}
    (tmp_path / "unpacked").mkdir()
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(tmp_path / "unpacked")], check=True)
    return next((tmp_path / "unpacked").iterdir())


def shell(script: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts for a person whose home is `home`."""
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run([str(script)], env=env, capture_output=True, text=True, check=False)


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_the_clean_environment_holds_no_test_tools() -> None:
    names = build_installer.with_dependencies(build_installer.wanted_requirements())
    assert {"pyside6-essentials", "shiboken6", "reportlab", "pillow", "pyinstaller"} <= names
    assert not {"pytest", "hypothesis", "ruff", "mypy"} & names


def test_a_part_of_the_lock_keeps_versions_markers_and_hashes() -> None:
    lock = (
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\n"
        "Peewee==4.5.3 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "pytest==9.2.0 \\\n    --hash=sha256:dd\n"
    )
    part = build_installer.part_of_lock(lock, {"peewee", "colorama"})
    assert part == lock[: lock.index("pytest")]


@on_linux
def test_installing_for_one_person_needs_nothing_outside_the_home(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "a home"
    home.mkdir()
    result = shell(unpacked / "install.sh", home)
    assert result.returncode == 0, result.stderr
    started = subprocess.run([str(home / ".local/bin/metdesk")], capture_output=True, text=True, check=True)
    assert started.stdout == "started\n"
    entry = (home / ".local/share/applications/metdesk.desktop").read_text("utf-8")
    assert f'Exec="{home}/.local/share/metdesk-program/metdesk"\n' in entry


@on_linux
def test_uninstalling_leaves_everything_that_was_not_installed(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    others = {
        ".local/share/metdesk-program/Ours.metdesk/register.db",
        ".local/share/metdesk/settings.ini",
        ".local/bin/other",
    }
    for name in others:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("kept")
    assert shell(unpacked / "install.sh", home).returncode == 0
    result = shell(home / ".local/share/metdesk-program/uninstall.sh", home)
    assert result.returncode == 0, result.stderr
    assert files_below(home) == others
    assert "were left" in result.stdout


@on_linux
def test_a_newer_version_leaves_no_file_of_the_older_one(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shell(unpacked / "install.sh", home)
    (unpacked / "metdesk/_internal/base.zip").unlink()
    assert shell(unpacked / "install.sh", home).returncode == 0
    program = home / ".local/share/metdesk-program"
    assert "_internal/base.zip" not in files_below(program)
    assert "_internal/Qt files/ŵ.qm" in files_below(program)


@on_linux
def test_another_program_of_that_name_is_not_overwritten(unpacked: Path, tmp_path: Path) -> None:
    other = tmp_path / "home/.local/bin/metdesk"
    other.parent.mkdir(parents=True)
    other.write_text("another")
    result = shell(unpacked / "install.sh", tmp_path / "home")
    assert result.returncode == 1
    assert "Nothing was installed" in result.stderr
    assert files_below(tmp_path / "home") == {".local/bin/metdesk"}


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not here")
def test_the_deb_holds_program_menu_entry_and_licence(
    payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_installer, "BUILD", tmp_path)
    deb = build_installer.pack_deb(payload, tmp_path)
    listing = subprocess.check_output(["dpkg-deb", "--contents", str(deb)], text=True)
    assert "./usr/bin/metdesk -> ../lib/metdesk/metdesk" in listing
    for name in ("usr/lib/metdesk/metdesk", "applications/metdesk.desktop", "doc/metdesk/copyright"):
        assert name in listing
    version = subprocess.check_output(["dpkg-deb", "--field", str(deb), "Version"], text=True)
    assert version.strip() == build_installer.program_version()


def test_the_windows_uninstaller_removes_what_was_installed_and_nothing_else(payload: Path) -> None:
    install, remove = build_installer.nsis_lists(payload)
    assert install.count("\nFile ") == remove.count("Delete ") == len(files_below(payload))
    assert 'SetOutPath "$INSTDIR\\_internal\\Qt files"' in install
    assert remove.index('RMDir "$INSTDIR\\_internal\\Qt files"') < remove.index('RMDir "$INSTDIR\\_internal"\n')
    assert "/r" not in remove
    assert "*" not in remove


@pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not here")
def test_the_windows_set_up_script_compiles(payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_installer, "BUILD", tmp_path)
    icon = build_installer.draw_icon(".ico")
    setup = build_installer.pack_nsis(payload, tmp_path, icon)
    assert setup.read_bytes()[:2] == b"MZ"
    assert not list(tmp_path.glob("*.nsh"))
