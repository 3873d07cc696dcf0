"""keys.json in the hands of somebody who wants in, or wants more: each forgery opens nothing, and says so plainly."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from db import handing_over, keyfile, keys, removal, standing, throttle
from db.errors import Damaged, NotARegister, Refused, Unavailable, WrongPassphrase
from db.keys import CHEAPEST, Unlocked
from db.store import Store
from tests.db.conftest import NAME, PASSPHRASE, Template

OTHER = "another passphrase of mine"
PLAINLY = (Damaged, Refused, NotARegister, Unavailable)


@pytest.fixture
def two(folder: Path, unlocked: Unlocked) -> Path:
    """A closed register with a second keyholder, Ann, a reader."""
    with Store.open(folder, unlocked) as store:
        keys.add(folder, store.unlocked, "Ann", "reader", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
    return folder


@contextmanager
def edited(folder: Path) -> Iterator[dict[str, Any]]:
    """What keys.json says, to be changed by hand; written back with a checksum that fits, as anybody can."""
    path = folder / keyfile.FILE
    body = json.loads(path.read_bytes())
    yield body
    del body["checksum"]
    body["checksum"] = hashlib.sha256(text(body)).hexdigest()
    path.write_bytes(text(body))


def text(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")


def slot_of(body: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in body["slots"] if one["name"] == name)
    return found


def test_a_flipped_byte_anywhere_is_damage_and_opens_nothing(folder: Path) -> None:
    path = folder / keyfile.FILE
    sound, chance = path.read_bytes(), random.Random(2026)
    for place in [0, len(sound) - 1, *(chance.randrange(len(sound)) for _ in range(60))]:
        flipped = bytearray(sound)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(Damaged, match="is damaged") as damaged:
            keys.unlock(folder, NAME, PASSPHRASE)
        assert damaged.value.backup_is_sound
    keys.use_backup(folder)
    assert path.read_bytes() == sound


def test_a_role_raised_by_hand_opens_nothing(two: Path) -> None:
    with edited(two) as body:
        slot_of(body, "Ann")["role"] = "trust officer"
    with pytest.raises(WrongPassphrase):
        keys.unlock(two, "Ann", OTHER)
    with pytest.raises(Damaged, match="without a key"):
        keys.unlock(two, NAME, PASSPHRASE)


def test_schools_and_names_changed_by_hand_open_nothing(two: Path) -> None:
    for field, value in (("schools", [1]), ("name", "Anne"), ("id", "f" * 32)):
        before = (two / keyfile.FILE).read_bytes()
        with edited(two) as body:
            slot_of(body, "Ann")[field] = value
        with pytest.raises(WrongPassphrase):
            keys.unlock(two, "Anne" if field == "name" else "Ann", OTHER)
        (two / keyfile.FILE).write_bytes(before)
        throttle.clear(two)


def test_the_slot_of_an_old_passphrase_put_back_opens_nothing(two: Path) -> None:
    old = json.loads((two / keyfile.FILE).read_bytes())
    keys.change_passphrase(two, keys.unlock(two, "Ann", OTHER), OTHER, "quite new words here", cost=CHEAPEST)
    with edited(two) as body:
        body["slots"] = old["slots"]
    for name, passphrase in (("Ann", OTHER), (NAME, PASSPHRASE)):
        with pytest.raises(Damaged, match="without a key"):
            keys.unlock(two, name, passphrase)


def test_the_slot_of_a_removed_keyholder_put_back_opens_nothing(two: Path) -> None:
    whole = (two / keyfile.FILE).read_bytes()
    with Store.open(two, keys.unlock(two, NAME, PASSPHRASE)) as store:
        removal.remove(store, "Ann")
    with edited(two) as body:
        body["slots"].append(slot_of(json.loads(whole), "Ann"))
    for name, passphrase in (("Ann", OTHER), (NAME, PASSPHRASE)):
        with pytest.raises(Damaged, match="without a key"):
            keys.unlock(two, name, passphrase)
    (two / keyfile.FILE).write_bytes(whole)  # the whole file as it was then: its keys open nothing written since
    with pytest.raises(Damaged):
        Store.open(two, keys.unlock(two, "Ann", OTHER))


def test_the_whole_file_from_before_a_role_was_changed_does_not_bring_it_back(two: Path) -> None:
    with Store.open(two, keys.unlock(two, NAME, PASSPHRASE)) as store:
        keys.add(two, store.unlocked, "Bo", "trust officer", [], OTHER, cost=CHEAPEST)
        store.sync_keyholders()
        whole = (two / keyfile.FILE).read_bytes()
        standing.change(store, "Bo", "reader", [])
    (two / keyfile.FILE).write_bytes(whole)
    with Store.open(two, keys.unlock(two, "Bo", OTHER)) as store:
        assert store.unlocked.keyholder.role == "reader"


@pytest.mark.parametrize("field", ["memory_kib", "passes", "lanes"])
@pytest.mark.parametrize("value", [2**31, 2**64, 0, -1, 1.5, 65536.0, True, "4", None, [], 1e308])
def test_parameters_out_of_bounds_are_never_used(
    field: str, value: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("Argon2 was given parameters from the file")

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", never)
    with edited(folder) as body:
        body["slots"][0]["cost"][field] = value
    with pytest.raises(Damaged, match="is damaged"):
        keys.unlock(folder, NAME, PASSPHRASE)


def test_whatever_stands_in_the_file_is_one_plain_sentence(folder: Path, template: Template) -> None:
    """Every value in it replaced by something of another kind, one after the other."""
    sound = json.loads((folder / keyfile.FILE).read_bytes())
    junk: list[object] = [None, True, -1, 10**400, 1.5, "", "zz", "\ud800", "ab", [], [[]], [None], {}, {"a": 1}]
    chance = random.Random(3)
    for where in list(paths(sound)):
        for value in chance.sample(junk, 4):
            body = json.loads((template.folder / keyfile.FILE).read_bytes())
            put(body, where, value)
            with edited(folder) as file:
                file.clear()
                file.update(body | {"checksum": ""})
            if keyfile.decoded((folder / keyfile.FILE).read_bytes()) is not None:
                continue  # still a file of the right form: what it opens is tried above
            with pytest.raises(PLAINLY):
                keys.unlock(folder, NAME, PASSPHRASE)


def paths(value: Any, *so_far: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value but the checksum, which is made to fit."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        if key != "checksum":
            yield (*so_far, key)
            yield from paths(one, *so_far, key)


def put(body: Any, where: tuple[Any, ...], value: object) -> None:
    for key in where[:-1]:
        body = body[key]
    body[where[-1]] = value


@pytest.mark.parametrize("written", range(4))
def test_a_change_of_passphrase_cut_short_leaves_one_that_opens(
    written: int, folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(BaseException):
        """The power went."""

    calls: list[str] = []

    def stepped(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            if len(calls) == written:
                raise Cut
            calls.append(name)
            return real(*given, **named)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(keyfile, "write_whole", stepped("write", keyfile.write_whole))
        patch.setattr("db.whole.sync_folder", stepped("sync", lambda _: None))
        with suppress(Cut):
            keys.change_passphrase(folder, unlocked, PASSPHRASE, OTHER, cost=CHEAPEST)
    opens = [one for one in (PASSPHRASE, OTHER) if _opens(folder, one)]
    assert opens == ([PASSPHRASE] if written == 0 else [OTHER])
    assert keyfile.read(folder) == keyfile.decoded((folder / keyfile.BACKUP).read_bytes()), "opening mends the copy"


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        keys.unlock(folder, NAME, passphrase)
    except WrongPassphrase:
        throttle.clear(folder)
        return False
    return True


def test_one_slip_in_the_recovery_key_is_named_by_its_group_and_lower_case_is_fine(
    folder: Path, template: Template
) -> None:
    groups = template.recovery.split("-")
    for place, group in enumerate(groups):
        wrong = ("Z" if group[1] != "Z" else "Y").join((group[:1], group[2:]))
        slip = "-".join([*groups[:place], wrong, *groups[place + 1 :]]).lower()
        with pytest.raises(Refused, match=f"slip in group {place + 1}:"):
            handing_over.recover(folder, slip, NAME, OTHER, cost=CHEAPEST)
    store, _ = handing_over.recover(folder, " ".join(groups).lower(), NAME, OTHER, cost=CHEAPEST)
    store.close()


def test_a_slot_that_costs_no_passphrase_is_tried_as_any_other(folder: Path) -> None:
    with edited(folder) as body:
        body["slots"][0]["cost"] = None
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, NAME, PASSPHRASE)
