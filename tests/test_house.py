"""The rules of the house, run as tests: style, types, layers, the lock, and no address of one machine."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
NOT_OURS = {".git", ".venv", ".hypothesis", "build", "dist", "__pycache__"}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")

# Paths and hosts that exist on one machine or in one network only.
ADDRESSES = re.compile(
    r"""(?x)
    (?<![\w.~$}{-])/(?:root|work|home/\w+|tmp|opt/pypi|opt/wheels|Users/\w+)(?:/|\b(?!\w))
    | pypi\.org | pythonhosted\.org | [\w-]+\.pkg\.dev | arti[f]actory | codearti[f]act | (?:extra-)?index-url\s*=
    """
)


def our_files() -> Iterator[Path]:
    """Every file of the repository, but for what was built or downloaded."""
    pending = [ROOT]
    while pending:
        for path in pending.pop().iterdir():
            if path.name in NOT_OURS or path.name.endswith("_cache"):
                continue
            if path.is_dir():
                pending.append(path)
            else:
                yield path


def locked_versions() -> dict[str, str]:
    """Normalised name → version of every entry of the lock."""
    return {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", LOCK)}


def wanted_requirements() -> list[str]:
    """All ranges in pyproject.toml, those of the groups included."""
    groups = PROJECT["dependency-groups"].values()
    return [*PROJECT["project"]["dependencies"], *(line for group in groups for line in group)]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=" ".join,
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    """Ruff, mypy strict and import-linter, with the settings of pyproject.toml."""
    program = Path(sys.executable).with_name(command[0])
    result = subprocess.run([str(program), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_module_has_its_place_in_the_layers() -> None:
    """A module the contract does not name could import whatever it likes."""
    contract = next(each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    placed = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    found = {
        f"metdesk.{path.stem}"
        for path in (ROOT / "metdesk").iterdir()
        if path.name != "__init__.py" and (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    assert found <= placed, f"not in the layers of pyproject.toml: {sorted(found - placed)}"


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in our_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in ADDRESSES.finditer(text)]
    assert not found


@pytest.mark.parametrize("line", wanted_requirements())
def test_the_lock_keeps_to_the_ranges(line: str) -> None:
    requirement = Requirement(line)
    version = locked_versions().get(canonicalize_name(requirement.name))
    assert version, f"{requirement.name} is not in requirements.lock: make lock"
    assert requirement.specifier.contains(version), f"locked is {version}: make lock"


def test_every_entry_of_the_lock_has_hashes() -> None:
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK)[1:]
    assert len(entries) == len(locked_versions())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_version_is_the_same_everywhere() -> None:
    from metdesk import __version__

    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
