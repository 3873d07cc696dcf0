"""The register file: made, opened, kept from others, and never shown as something it is not."""

import os
import shutil
from pathlib import Path

import pytest

from db import audit, cipher, keys, media
from db.errors import Damaged, InUse, NotARegister, Refused, Unavailable
from db.keys import Unlocked
from db.store import FILE, Store
from tests.db.animals import Animal
from tests.db.child import kill, line, start
from tests.db.conftest import NAME, PASSPHRASE

HOLD = """
with Store.open(folder, unlocked):
    print("open", flush=True)
    sys.stdin.read()
"""
SAVE = """
store = Store.open(folder, unlocked)
for n in range(100000):
    with store.change("animals.add", f"Added {n}") as change:
        change.insert_many(Animal, [{"name": f"Animal {n}"}] * 3)
    print(n, flush=True)
"""


def add(store: Store, name: str) -> int:
    with store.change("animals.add", "Added") as change:
        return change.insert(Animal, name=name)


def test_a_new_register_has_its_files_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "New.metdesk"
    unlocked, _ = keys.create_keys(folder, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    assert list(tmp_path.iterdir()) == []
    with Store.create(folder, unlocked) as store:
        assert audit.seal().n == 1
        assert not store.read_only
    assert {path.name for path in folder.iterdir()} == {"register.db", "keys.json", "keys.json.bak", "session.lock"}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_something_in_it_is_not_taken(folder: Path, unlocked: Unlocked) -> None:
    before = (folder / FILE).read_bytes()
    with pytest.raises(Refused, match="something at"):
        Store.create(folder, unlocked)
    with pytest.raises(Refused, match="something at"):
        keys.create_keys(folder, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    assert (folder / FILE).read_bytes() == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "Empty.metdesk"
    folder.mkdir()
    unlocked, _ = keys.create_keys(folder, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    with Store.create(folder, unlocked):
        assert (folder / FILE).exists()


def test_nothing_half_stays_when_making_one_fails(
    tmp_path: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.store.migrate", full)
    with pytest.raises(Unavailable, match="make room"):
        Store.create(tmp_path / "New.metdesk", unlocked)
    assert list(tmp_path.iterdir()) == []


MAKE = """
import os
from db import store
def die(*_): os._exit(9)
Path.rename = die
fresh = folder.with_name("New.metdesk")
unlocked, _ = keys.create_keys(fresh, "Jo Marsh", "trust officer", passphrase, cost=keys.CHEAPEST)
print("making", flush=True)
Store.create(fresh, unlocked)
"""


def test_killed_while_making_one_leaves_no_half_register(folder: Path) -> None:
    other = start(MAKE, folder, PASSPHRASE)
    assert line(other) == "making"
    other.communicate()
    assert other.returncode == 9
    fresh = folder.with_name("New.metdesk")
    assert not fresh.exists()
    unlocked, _ = keys.create_keys(fresh, NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    Store.create(fresh, unlocked).close()


def test_what_was_saved_is_there_again(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        number = add(store, "Rex")
    with Store.open(folder, unlocked):
        assert Animal.get_by_id(number).name == "Rex"


def test_nothing_in_the_folder_can_be_read_without_a_key(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        add(store, "Confidentialius")
        for path in folder.iterdir():
            assert b"onfidentialius" not in path.read_bytes()
    assert not (folder / FILE).read_bytes().startswith(b"SQLite format 3")


def test_closing_leaves_no_log_behind_and_twice_does_nothing(folder: Path, unlocked: Unlocked) -> None:
    store = Store.open(folder, unlocked)
    add(store, "Rex")
    store.close()
    store.close()
    assert not (folder / "register.db-wal").exists()
    assert (folder / "session.lock").read_text() == ""


@pytest.mark.parametrize(("kind", "journal"), [("local", "wal"), ("removable", "truncate"), ("share", "truncate")])
def test_the_safe_pragmas_hold_on_every_kind_of_disk(
    kind: str, journal: str, folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "kind_of", lambda _: kind)
    with Store.open(folder, unlocked) as store:
        add(store, "Rex")
        found = [
            store.database.pragma(name) for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys")
        ]
        assert found == [journal, 3, "exclusive", 1]
        assert store.kind == kind
    with Store.open(folder, unlocked):
        assert Animal.select().count() == 1


def test_a_second_process_is_told_at_once_who_has_it(folder: Path, unlocked: Unlocked) -> None:
    other = start(HOLD, folder, PASSPHRASE)
    assert line(other) == "open"
    for read_only in (False, True):
        with pytest.raises(InUse, match=f"{NAME} has had it open on .* since"):
            Store.open(folder, unlocked, read_only=read_only)
    other.communicate("")
    with Store.open(folder, unlocked):
        assert True


def test_a_second_opening_in_the_same_process_is_refused_too(store: Store, folder: Path, unlocked: Unlocked) -> None:
    with pytest.raises(InUse):
        Store.open(folder, unlocked)
    add(store, "Rex")


@pytest.mark.parametrize("kind", ["local", "share"])
def test_a_killed_process_loses_no_acknowledged_save_and_tears_none(
    kind: str, folder: Path, unlocked: Unlocked
) -> None:
    code = SAVE if kind == "local" else f"from db import media\nmedia.kind_of = lambda _: 'share'\n{SAVE}"
    for _ in range(2):
        other = start(code, folder, PASSPHRASE)
        acknowledged = -1
        while acknowledged < 20:
            acknowledged = int(line(other))
        kill(other)
        with Store.open(folder, unlocked) as store:
            saved = {row.name for row in Animal.select()}
            assert {f"Animal {n}" for n in range(acknowledged + 1)} <= saved
            assert Animal.select().count() % 3 == 0
            assert audit.seal().n > acknowledged
            cipher.check(store.database.raw)


def test_after_a_bad_end_every_page_is_checked(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store, store.change("animals.import", "Many") as change:
        change.insert_many(Animal, [{"name": f"Animal {n}", "notes": "x" * 300} for n in range(300)])
    flip(folder / FILE, 3 * 4096 + 100)
    Store.open(folder, unlocked).close()  # in order before, so nothing was suspected
    (folder / "session.lock").write_text(
        '{"keyholder": "Jo", "computer": "gone", "since": "2026-01-01T10:00:00+00:00"}'
    )
    os.utime(folder / "session.lock", (0, 0))
    for _ in range(2):
        with pytest.raises(Damaged, match="damaged"):
            Store.open(folder, unlocked)


def test_a_damaged_page_met_while_reading_is_said_in_plain_words(folder: Path, unlocked: Unlocked) -> None:
    before = (folder / FILE).stat().st_size // 4096
    with Store.open(folder, unlocked) as store, store.change("animals.import", "Many") as change:
        change.insert_many(Animal, [{"name": f"Animal {n}", "notes": "x" * 300} for n in range(600)])
    for page in range(before + 5, before + 15):  # the animals' own: they were written first
        flip(folder / FILE, page * 4096 + 50)
    with Store.open(folder, unlocked), pytest.raises(Damaged):
        list(Animal.select())


@pytest.mark.parametrize("size", [0, 1, 15, 4095])
def test_a_file_cut_to_nothing_is_not_a_new_register(size: int, folder: Path, unlocked: Unlocked) -> None:
    data = (folder / FILE).read_bytes()[:size]
    (folder / FILE).write_bytes(data)
    for read_only in (False, True):
        with pytest.raises(Damaged, match="cut off or empty"):
            Store.open(folder, unlocked, read_only=read_only)
    assert (folder / FILE).read_bytes() == data


def test_an_empty_database_under_the_right_key_is_not_a_new_register(folder: Path, unlocked: Unlocked) -> None:
    (folder / FILE).unlink()
    empty = cipher.connect(folder / FILE, unlocked.database_key, mode="rwc")
    empty.execute("CREATE TABLE gone (x)")
    empty.execute("DROP TABLE gone")
    empty.close()
    with pytest.raises(Damaged):
        Store.open(folder, unlocked)


def test_half_a_file_is_damaged(folder: Path, unlocked: Unlocked) -> None:
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data[: len(data) // 2])
    with pytest.raises(Damaged):
        Store.open(folder, unlocked)
    assert (folder / FILE).stat().st_size == len(data) // 2


def test_a_missing_file_is_damaged_and_a_folder_without_both_is_no_register(folder: Path, unlocked: Unlocked) -> None:
    (folder / FILE).unlink()
    with pytest.raises(Damaged, match="missing"):
        Store.open(folder, unlocked)
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(NotARegister):
        Store.open(folder, unlocked)
    folder.rmdir()
    folder.write_text("a plain file")
    with pytest.raises(NotARegister):
        Store.open(folder, unlocked)


def test_another_registers_keys_do_not_open_it(folder: Path, tmp_path: Path, unlocked: Unlocked) -> None:
    other, _ = keys.create_keys(tmp_path / "Other.metdesk", NAME, "trust officer", PASSPHRASE, cost=keys.CHEAPEST)
    with pytest.raises(Damaged):
        Store.open(folder, other)
    Store.open(folder, unlocked).close()


def test_read_only_reads_and_changes_nothing(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        add(store, "Rex")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with Store.open(folder, unlocked, read_only=True) as store:
        assert store.read_only
        assert Animal.get().name == "Rex"
        with pytest.raises(Refused, match="reading only"), store.change("a", "b"):
            pass
        with pytest.raises(Unavailable):
            store.database.execute_sql("DELETE FROM animal")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_cannot_be_written_to_opens_to_read(
    folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "is_writable", lambda _: False)
    with Store.open(folder, unlocked) as store:
        assert store.read_only


def test_a_full_disk_is_said_and_what_was_saved_stays(store: Store) -> None:
    add(store, "Rex")
    pages = store.database.pragma("page_count")
    store.database.pragma("max_page_count", pages + 3)
    with pytest.raises(Unavailable, match="The disk is full"), store.change("animals.import", "Many") as change:
        change.insert_many(Animal, [{"name": "x" * 3000} for _ in range(100)])
    assert [row.name for row in Animal.select()] == ["Rex"]
    store.database.pragma("max_page_count", pages + 1000)
    add(store, "Bo")


def test_secrets_are_in_no_log_and_no_repr(
    folder: Path, unlocked: Unlocked, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    with Store.open(folder, unlocked) as store:
        add(store, "Rex")
        seen = caplog.text + repr(store.unlocked) + repr(store.unlocked.keyholder) + "".join(capfd.readouterr())
    assert unlocked.database_key.hex() not in seen
    assert repr(unlocked.database_key) not in seen


def flip(path: Path, place: int) -> None:
    """Turns one bit of a file over."""
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1]))


def test_a_page_half_written_into_the_file_and_whole_in_its_log_is_no_damage(folder: Path, unlocked: Unlocked) -> None:
    with Store.open(folder, unlocked) as store:
        number = add(store, "Rex")
        shutil.copytree(folder, torn := folder.with_name("Torn.metdesk"))
    log = (torn / "register.db-wal").read_bytes()
    page = int.from_bytes(log[32:36], "big")
    flip(torn / FILE, (page - 1) * 4096 + 100)
    with Store.open(torn, unlocked):
        assert Animal.get_by_id(number).name == "Rex"
