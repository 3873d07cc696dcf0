"""When backups are due, where they lie, and what a restore would lose."""

from datetime import timedelta
from pathlib import Path

import pytest

from db import keys, second_place
from db.manifest import MANIFEST
from metdesk import backups, schools
from metdesk.backups import Kept
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.intake import people as intake
from metdesk.intake.plan import carry_out
from metdesk.intake.spreadsheet import parse
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk.files import csv_file

ODD = "O’Neill-Ştefănescu <b>"


def add(desk: Desk, name: str = ODD) -> int:
    return schools.add(desk, schools.School(name=name, urn=""))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "My stick"
    place.mkdir()
    return place


def test_one_is_due_once_something_was_written(desk: Desk) -> None:
    backups.leave(desk)
    assert not backups.is_due(desk)
    add(desk)
    assert backups.is_due(desk)
    backups.leave(desk)
    backups.leave(desk)
    assert [one.reason for one in backups.kept(desk)] == ["when the register was closed"] * 2


def test_a_passphrase_that_was_changed_makes_one_due(desk: Desk) -> None:
    backups.back_up(desk)
    keys.change_passphrase(
        desk.folder, desk.store.unlocked, PASSPHRASE, "a wholly different phrase", cost=keys.CHEAPEST
    )
    assert backups.is_due(desk)


def test_leaving_never_fails_for_want_of_a_backup(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Path:
        raise Unavailable("No room.")

    monkeypatch.setattr(desk.store, "backup", full)
    add(desk)
    backups.leave(desk)
    assert backups.is_due(desk)  # said and made at the next opening


def test_the_clock_makes_one_while_the_register_is_in_use(desk: Desk, stick: Path) -> None:
    add(desk)
    backups.choose_place(desk, stick)
    work = backups.round_of(desk)
    assert work is not None
    made = work.run()
    assert made is not None
    places = [(one.where, one.reason) for one in backups.kept(desk)]
    assert places == [("With the register", "while it was open"), ("Second place", "while it was open")]
    assert backups.round_of(desk) is None


def test_the_clock_waits_while_the_desk_is_lent(desk: Desk) -> None:
    add(desk)
    tell = desk.hold()
    assert backups.round_of(desk) is None
    tell()
    assert backups.round_of(desk) is not None


def test_a_second_place_that_comes_back_gets_the_newest(desk: Desk, stick: Path) -> None:
    backups.choose_place(desk, stick)
    stick.rename(stick.with_name("In a drawer"))
    backups.back_up(desk)
    second = backups.place(desk)
    assert second is not None
    assert (second.away, second.reached) == (True, None)
    stick.with_name("In a drawer").rename(stick)
    work = backups.round_of(desk)
    assert work is not None
    assert not work.due
    assert work.run() is None
    assert len(list(second.folder.iterdir())) == 1


def test_a_place_that_cannot_be_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder"):
        backups.choose_place(desk, tmp_path / "away")
    with pytest.raises(Refused, match="inside the register"):
        backups.choose_place(desk, desk.folder)
    assert backups.place(desk) is None


def test_a_place_on_the_same_disk_is_warned_of(desk: Desk, stick: Path) -> None:
    backups.choose_place(desk, stick)
    second = backups.place(desk)
    assert second is not None
    assert "same disk" in second.warning
    backups.choose_place(desk, None)
    assert backups.place(desk) is None
    assert second_place.read(desk.folder) is None


def test_after_a_week_unseen_it_is_reminded_of(desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backups.choose_place(desk, stick)
    backups.back_up(desk)
    assert backups.reminder(desk) == ""
    now = desk.store.now()
    monkeypatch.setattr(desk.store, "now", lambda: now + timedelta(days=9))
    assert "was not reached for 9 days" in backups.reminder(desk)


def test_an_import_of_a_thousand_rows_is_preceded_by_a_backup(desk: Desk, school: int) -> None:
    for many, made in ((999, 0), (1000, 1)):
        rows = [("Long", f"Ann {many} {number}", "Ash Hill Primary") for number in range(many)]
        table = parse(csv_file(("Surname", "Forename", "School"), *rows), "staff.csv")
        carry_out(desk, intake.plan(desk, table))
        assert [one.reason for one in backups.kept(desk)] == ["before a large import"] * made


# -- sound or not


def changed(one: Kept, name: str) -> None:
    data = bytearray((one.folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (one.folder / name).write_bytes(data)


def test_a_check_reads_every_byte(desk: Desk) -> None:
    backups.back_up(desk)
    (one,) = backups.kept(desk)
    key = desk.store.unlocked.database_key
    assert backups.check(one, key) == []
    changed(one, "register.db")
    assert len(backups.check(one)) == 1
    changed(one, MANIFEST)
    (broken,) = backups.kept(desk)
    assert not broken.whole
    assert backups.check(broken, key) == [f"The backup {one.folder.name} is not whole."]


def test_what_would_be_lost_is_told(desk: Desk) -> None:
    backups.back_up(desk)
    add(desk)
    (one,) = backups.kept(desk)
    found = backups.lost_by(desk, one)
    assert found is not None
    assert found.count == 1
    assert ODD in found.entries[0].words


def test_sizes_are_said_in_words() -> None:
    assert Kept(Path("x"), "", 4_230_000).how_large == "4.2 MB"
    assert Kept(Path("x"), "", 80_100).how_large == "81 kB"


def test_a_register_open_to_read_only_is_backed_up_elsewhere_alone(folder: Path, tmp_path: Path) -> None:
    with Desk.open(folder, KEYHOLDER, PASSPHRASE, read_only=True) as desk:
        with pytest.raises(Refused, match="say where"):
            backups.back_up(desk)
        assert backups.round_of(desk) is None
        made = backups.back_up(desk, to=tmp_path / "Copy")
        with pytest.raises(Refused, match="inside the register"):
            backups.back_up(desk, to=folder / "Copy")
    assert (made / MANIFEST).exists()
    assert not (folder / "backups").exists()
