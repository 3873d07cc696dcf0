"""Restoring when no register is open: which backups there are, what would be lost, and carrying it out."""

import shutil
from pathlib import Path

import pytest

from db import keys
from db.errors import BackupChosen
from metdesk import backups, restoring, schools
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from tests.conftest import KEYHOLDER, PASSPHRASE

ODD = "O’Neill-Ştefănescu <b>"


@pytest.fixture
def backed_up(folder: Path, tmp_path: Path) -> Path:
    """A register with a school, a backup of that with it and on a stick, and a school more since."""
    stick = tmp_path / "My stick"
    stick.mkdir()
    with Desk.open(folder, KEYHOLDER, PASSPHRASE) as desk:
        backups.choose_place(desk, stick)
        schools.add(desk, schools.School(name=ODD, urn=""))
        backups.back_up(desk)
        schools.add(desk, schools.School(name="Later", urn=""))
    return folder


@pytest.fixture
def stick(backed_up: Path) -> Path:
    return backed_up.parent / "My stick"


def school_names(folder: Path, passphrase: str = PASSPHRASE) -> list[str]:
    with Desk.open(folder, KEYHOLDER, passphrase) as desk:
        return [row.name for row in schools.page(desk).rows]


def test_the_stick_alone_makes_a_register_on_an_empty_pc(backed_up: Path, stick: Path, tmp_path: Path) -> None:
    shutil.rmtree(backed_up)
    (one,) = restoring.found_in(stick)
    assert restoring.names(one) == [KEYHOLDER]
    to = restoring.place_for(one, tmp_path / "Documents")
    assert to == tmp_path / "Documents" / "Register.metdesk"
    prepared = restoring.prepare(one, to, KEYHOLDER, PASSPHRASE)
    assert (prepared.there, prepared.lost) == (False, None)
    done = prepared.carry_out()
    assert (done.folder, done.aside) == (to, None)
    assert school_names(to) == [ODD]


def test_the_register_itself_loses_what_was_entered_since_and_keeps_it_aside(backed_up: Path) -> None:
    one = restoring.newest_sound(restoring.of_register(backed_up))
    assert one is not None
    prepared = restoring.prepare(one, backed_up, None, PASSPHRASE)
    assert prepared.lost is not None
    assert prepared.lost.count == 1
    assert "Later" in prepared.lost.entries[0].words
    done = prepared.carry_out()
    assert school_names(backed_up) == [ODD]
    assert done.aside is not None
    assert sorted(school_names(done.aside)) == sorted([ODD, "Later"])


@pytest.mark.parametrize("where", ["stick", "its folder", "itself", "register", "backups"])
def test_a_backup_is_found_from_wherever_somebody_points(backed_up: Path, stick: Path, where: str) -> None:
    (its,) = stick.iterdir()
    (itself,) = its.iterdir()
    chosen = {
        "stick": stick, "its folder": its, "itself": itself, "register": backed_up, "backups": backed_up / "backups",
    }  # fmt: skip
    assert len(restoring.found_in(chosen[where])) == 1


def test_a_folder_without_a_backup_says_where_to_look(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "away"):
        with pytest.raises(Refused, match="There is no backup in"):
            restoring.found_in(folder)


def test_unsound_ones_are_passed_over_and_the_second_place_counts(backed_up: Path, stick: Path) -> None:
    (own,) = (path for path in (backed_up / "backups").iterdir() if path.is_dir())
    (own / "register.db").write_bytes(b"damaged")
    found = restoring.of_register(backed_up)
    assert len(found) == 2
    newest = restoring.newest_sound(found)
    assert newest is not None
    assert newest.where == "Second place"


def test_a_damaged_register_is_put_right_and_nothing_else_is_touched(backed_up: Path) -> None:
    (backed_up / "register.db").write_bytes(b"x" * 10_000)
    with pytest.raises(Unavailable):
        Desk.open(backed_up, KEYHOLDER, PASSPHRASE)
    one = restoring.newest_sound(restoring.of_register(backed_up))
    assert one is not None
    prepared = restoring.prepare(one, backed_up, None, PASSPHRASE)
    assert (prepared.there, prepared.lost) == (True, None)
    done = prepared.carry_out()
    assert done.aside is not None
    assert (done.aside / "register.db").read_bytes() == b"x" * 10_000
    assert school_names(backed_up) == [ODD]


def test_with_a_damaged_page_what_would_be_lost_is_still_told_where_it_can_be(backed_up: Path) -> None:
    file = backed_up / "register.db"
    data = bytearray(file.read_bytes())
    data[-2000] ^= 1
    file.write_bytes(data)
    one = restoring.newest_sound(restoring.of_register(backed_up))
    assert one is not None
    prepared = restoring.prepare(one, backed_up, None, PASSPHRASE)
    assert prepared.lost is None or prepared.lost.count == 1
    prepared.carry_out()
    assert school_names(backed_up) == [ODD]


def test_the_passphrase_is_that_of_the_day_of_the_backup(backed_up: Path) -> None:
    new = "a wholly different phrase"
    with Desk.open(backed_up, KEYHOLDER, PASSPHRASE) as desk:
        keys.change_passphrase(desk.folder, desk.store.unlocked, PASSPHRASE, new, cost=keys.CHEAPEST)
    one = restoring.of_register(backed_up)[0]
    with pytest.raises(Refused):
        restoring.prepare(one, backed_up, None, new)
    restoring.prepare(one, backed_up, None, PASSPHRASE).carry_out()
    assert school_names(backed_up) == [ODD]


def test_a_changed_backup_is_refused_before_a_passphrase_is_asked_of_it(backed_up: Path) -> None:
    one = restoring.of_register(backed_up)[0]
    (one.folder / "keys.json").write_bytes(b"{}")
    with pytest.raises(Refused, match="not restored"):
        restoring.names(one)
    with pytest.raises(Refused, match="not restored"):
        restoring.prepare(one, backed_up, None, PASSPHRASE)


def test_a_backup_chosen_as_a_register_is_known_for_one(backed_up: Path) -> None:
    one = restoring.of_register(backed_up)[0]
    with pytest.raises(BackupChosen):
        Desk.names(one.folder)
    with pytest.raises(BackupChosen):
        Desk.open(one.folder, KEYHOLDER, PASSPHRASE)


@pytest.mark.parametrize("name", ["../../up", "a/b", "con\x00", "", "  .. "])
def test_a_name_from_elsewhere_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    place = restoring.place_for(backups.Kept(tmp_path, "", 0, name=name), tmp_path)
    assert place.parent == tmp_path
    assert place.name.endswith(".metdesk")
    assert len(place.name) > len(".metdesk")
