"""Builds what people install, for the system this runs on, into dist/.

A clean environment is made from requirements.lock, PyInstaller freezes the program in it, the frozen
program does a small job with an empty environment, and only then is it packed: .tar.gz and .deb on Linux,
.dmg on macOS, a set-up program (NSIS) on Windows.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath, PureWindowsPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent
SHIPPED = ROOT / "resources" / "installer"
BUILD = ROOT / "build" / "installer"
DIST = ROOT / "dist"

# Debian's names for what the frozen program takes from the system; both names where Debian 13 has another.
DEBIAN_DEPENDS = (
    "libc6 (>= 2.36), libstdc++6, libgl1, libegl1, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3,"
    " libfontconfig1, libfreetype6, libx11-6, libx11-xcb1, libxcb1, xkb-data"
)
DEBIAN_RECOMMENDS = "libcups2 | libcups2t64, xdg-desktop-portal"


def project() -> dict[str, object]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def program_version() -> str:
    """The version in pyproject.toml, such as `0.1.0`."""
    match project():
        case {"project": {"version": str(version)}}:
            return version
    raise SystemExit("pyproject.toml names no version.")


def wanted_requirements() -> list[str]:
    """What the frozen program needs and what freezes it, as pyproject.toml words it; no test tools."""
    match project():
        case {"project": {"dependencies": list(runtime)}, "dependency-groups": {"build": list(build)}}:
            return [*runtime, *build]
    raise SystemExit("pyproject.toml names no dependencies.")


def with_dependencies(wanted: Iterable[str]) -> set[str]:
    """The normalised names of `wanted` and all they need here, read from the packages installed beside us."""
    found: set[str] = set()
    queue = [Requirement(text) for text in wanted]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            further = distribution(name).requires or []
        except PackageNotFoundError:
            raise SystemExit(f"{requirement.name} is not installed here. Run make install first.") from None
        found.add(name)
        queue += [Requirement(text) for text in further]
    return found


def part_of_lock(lock: str, names: set[str]) -> str:
    """The entries of a hashed requirements file whose packages are in `names`, word for word."""
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return "".join(entry for entry in entries if canonicalize_name(re.split(r"==", entry)[0].strip()) in names)


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program in the repository's root; stop the build with its exit status when it fails."""
    print("·", *command, flush=True)
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if result.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed with status {result.returncode}; nothing was packed.")


def clean_environment() -> Path:
    """Make build/installer/env from the lock, without test tools; returns its Python."""
    requirements = BUILD / "requirements.txt"
    names = with_dependencies(wanted_requirements())
    requirements.write_text(part_of_lock((ROOT / "requirements.lock").read_text("utf-8"), names), "utf-8")
    environment = BUILD / "env"
    venv.create(environment, clear=True, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python),
        *("install", "-q", "--require-hashes", "-r", requirements),
    )
    return python


def draw_icon(suffix: str) -> Path:
    """The program's icon as a picture of 256 pixels square in the form of `suffix`, drawn from the SVG."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources/icons/metdesk.svg")).render(painter)
    painter.end()
    path = BUILD / f"metdesk{suffix}"
    if not image.save(str(path)):
        raise SystemExit(f"Qt could not write {path.name}.")
    return path


def freeze(python: Path, icon: Path) -> Path:
    """Run PyInstaller in the clean environment; returns the folder of the frozen program."""
    settings = {
        "METDESK_ICON": "" if sys.platform == "linux" else str(icon),
        "METDESK_VERSION": program_version(),
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "cache"),
    }
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", BUILD / "frozen", "--workpath", BUILD / "work", SHIPPED / "metdesk.spec"),
        env=os.environ | settings,
    )
    return BUILD / "frozen" / "metdesk"


def self_test(folder: Path) -> None:
    """Let the frozen program do a small job with an empty environment: make the sample trust, read a
    policy (in its guarded process), print, take pictures of the window, verify."""
    program = folder / ("metdesk-console.exe" if os.name == "nt" else "metdesk")
    policy = ROOT / "resources" / "policy" / "starter.md"
    with tempfile.TemporaryDirectory(prefix="metdesk-") as scratch:
        here = Path(scratch)
        env = {
            "HOME": scratch,
            "METDESK_REGISTER": str(here / "Sample.metdesk"),
            "METDESK_PASSPHRASE": "explore the sample trust",  # as metdesk.sample publishes it
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }
        env |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        run(program, "sample", here / "Sample.metdesk", env=env)
        run(program, "policy", "read", policy, env=env)
        run(program, "print", "accounts", "--out", here / "accounts.pdf", env=env)
        run(program, "screens", "--out", here / "screens", env=env)
        run(program, "verify", env=env)


def pack_tar(folder: Path, into: Path) -> Path:
    """A portable .tar.gz: the program with install.sh and uninstall.sh for one user."""
    top = f"metdesk-{program_version()}-{platform.machine()}"
    target = into / f"{top}-linux.tar.gz"
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        archive.add(folder, f"{top}/metdesk", filter=owned_by_root)
        for name in ("install.sh", "uninstall.sh", "metdesk.desktop"):
            archive.add(SHIPPED / name, f"{top}/{name}", filter=owned_by_root)
        archive.add(ROOT / "resources/icons/metdesk.svg", f"{top}/metdesk.svg", filter=owned_by_root)
        archive.add(ROOT / "LICENSE", f"{top}/LICENSE", filter=owned_by_root)
    return target


def owned_by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The member without the name and number of whoever built it."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def debian_control(architecture: str, kibibytes: int) -> str:
    """The control file of the .deb. Installed-Size is in KiB (Debian policy 5.6.20)."""
    return (
        f"Package: metdesk\nVersion: {program_version()}\nArchitecture: {architecture}\n"
        "Maintainer: Metdesk contributors <contributors@metdesk.invalid>\nSection: education\nPriority: optional\n"
        f"Installed-Size: {kibibytes}\nDepends: {DEBIAN_DEPENDS}\nRecommends: {DEBIAN_RECOMMENDS}\n"
        "Description: desk for a school trust's Social Media Policy\n"
        " Keeps the policy, the accounts, the people and the forms of a multi-academy\n"
        " trust in one encrypted register on one office PC, without the internet.\n"
    )


def pack_deb(folder: Path, into: Path) -> Path:
    """A .deb for every user of a Debian PC; dpkg knows and removes each file of it."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "usr/lib/metdesk", symlinks=True)
    places = {
        SHIPPED / "metdesk.desktop": "usr/share/applications/metdesk.desktop",
        ROOT / "resources/icons/metdesk.svg": "usr/share/icons/hicolor/scalable/apps/metdesk.svg",
        ROOT / "LICENSE": "usr/share/doc/metdesk/copyright",
    }
    for source, place in places.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tree / place)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/metdesk").symlink_to("../lib/metdesk/metdesk")
    size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(debian_control(architecture, size), "utf-8")
    target = into / f"metdesk_{program_version()}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zzstd", "--build", tree, target)
    return target


def pack_dmg(folder: Path, into: Path) -> Path:
    """A .dmg with Metdesk.app, to be dragged into a person's own Applications folder. Not signed."""
    target = into / f"Metdesk-{program_version()}-{platform.machine()}.dmg"
    app = folder.parent / "Metdesk.app"
    run("hdiutil", "create", "-volname", "Metdesk", "-srcfolder", app, "-ov", "-format", "UDZO", target)
    return target


def nsis_lists(folder: Path) -> tuple[str, str]:
    """The NSIS lines that install every file of `folder`, and those that remove exactly these files and
    then, deepest first, the folders that are empty."""
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    install, remove = [], []
    for file in files:
        parent, inside = nsis_path(file.parent), nsis_path(file)
        install += [f'SetOutPath "$INSTDIR{parent}"', f'File "{folder / file}"']
        remove.append(f'Delete "$INSTDIR{inside}"')
    folders = {parent for file in files for parent in file.parents if parent != Path()}
    deepest_first = sorted(folders, key=lambda place: (-len(place.parts), place))
    remove += [f'RMDir "$INSTDIR{nsis_path(place)}"' for place in deepest_first]
    return "\n".join(install) + "\n", "\n".join(remove) + "\n"


def nsis_path(inside: Path) -> str:
    """A path below the installation folder as NSIS writes it: `` or `\\_internal\\x`."""
    parts = PureWindowsPath(*PurePosixPath(inside.as_posix()).parts)
    return f"\\{parts}" if inside.parts else ""


def pack_nsis(folder: Path, into: Path, icon: Path) -> Path:
    """The set-up program for one Windows user; makensis makes it on Linux as well, which the tests use."""
    target = into / f"Metdesk-{program_version()}-setup.exe"
    lists = {"INSTALL_LIST": into / "install.nsh", "REMOVE_LIST": into / "remove.nsh"}
    for path, text in zip(lists.values(), nsis_lists(folder), strict=True):
        path.write_text(text, "utf-8-sig")
    defines = {"VERSION": program_version(), "ICON": icon, "OUTFILE": target, **lists}
    run(
        "makensis",
        "-V2",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{k}={v}" for k, v in defines.items()),
        SHIPPED / "metdesk.nsi",
    )
    for path in lists.values():
        path.unlink()
    return target


def main() -> None:
    """Build, try and pack; prints what was made."""
    BUILD.mkdir(parents=True, exist_ok=True)
    DIST.mkdir(exist_ok=True)
    icon = draw_icon({"win32": ".ico", "darwin": ".icns"}.get(sys.platform, ".png"))
    folder = freeze(clean_environment(), icon)
    self_test(folder)
    if sys.platform == "win32":
        made = [pack_nsis(folder, DIST, icon)]
    elif sys.platform == "darwin":
        made = [pack_dmg(folder, DIST)]
    else:
        made = [pack_tar(folder, DIST), pack_deb(folder, DIST)]
    for path in made:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1_000_000:.0f} MB")


if __name__ == "__main__":
    main()
