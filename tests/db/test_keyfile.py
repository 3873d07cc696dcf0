"""keys.json: every changed byte is noticed, and its second copy helps."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from db import keyfile, keys
from db.errors import Damaged, Unavailable
from db.keys import Unlocked
from tests.db.conftest import PASSPHRASE, Template


def test_every_flipped_byte_is_noticed(template: Template) -> None:
    data = keyfile.encoded(template.unlocked.keys)
    assert keyfile.decoded(data) == template.unlocked.keys
    chance = random.Random(2022)
    for place in [*range(0, len(data), 7), *(chance.randrange(len(data)) for _ in range(200))]:
        for bit in (1 << chance.randrange(8), 0x20):
            changed = bytearray(data)
            changed[place] ^= bit
            assert keyfile.decoded(bytes(changed)) is None


@pytest.mark.parametrize("junk", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"slots": 3}', b"[" * 100_000])
def test_junk_is_no_key_file(junk: bytes) -> None:
    assert keyfile.decoded(junk) is None


def test_a_cut_or_lengthened_file_is_noticed(template: Template) -> None:
    data = keyfile.encoded(template.unlocked.keys)
    for changed in (data[:-1], data[: len(data) // 2], data + b"\n", b" " + data, data.replace(b"\n", b"\r\n")):
        assert keyfile.decoded(changed) is None


def test_parameters_that_would_eat_the_memory_are_refused_before_use(template: Template) -> None:
    file = template.unlocked.keys
    body = json.loads(keyfile.encoded(file))
    body["slots"][0]["cost"]["memory_kib"] = 2**31
    assert keyfile.decoded(json.dumps(body, indent=1, sort_keys=True).encode() + b"\n") is None


def test_a_damaged_file_with_a_sound_copy_is_offered_and_mended(folder: Path, unlocked: Unlocked) -> None:
    (folder / keyfile.FILE).write_bytes(b"gone")
    with pytest.raises(Damaged, match="is sound: put it in its place") as damaged:
        keys.unlock(folder, None, PASSPHRASE)
    assert damaged.value.backup_is_sound
    keys.use_backup(folder)
    assert keys.unlock(folder, None, PASSPHRASE).database_key == unlocked.database_key
    assert (folder / "keys.json.damaged").read_bytes() == b"gone"
    keys.use_backup(folder)  # a second time does nothing


def test_a_missing_file_with_a_sound_copy_is_mended_too(folder: Path) -> None:
    (folder / keyfile.FILE).unlink()
    with pytest.raises(Damaged) as damaged:
        keys.names(folder)
    assert damaged.value.backup_is_sound
    keys.use_backup(folder)
    assert keys.names(folder)


def test_both_damaged_is_said_in_one_sentence(folder: Path) -> None:
    for name in (keyfile.FILE, keyfile.BACKUP):
        (folder / name).write_bytes(b"gone")
    with pytest.raises(Damaged, match="damaged too") as damaged:
        keys.names(folder)
    assert not damaged.value.backup_is_sound
    with pytest.raises(Damaged):
        keys.use_backup(folder)


def test_a_damaged_copy_is_written_anew_on_opening(folder: Path) -> None:
    sound = (folder / keyfile.BACKUP).read_bytes()
    (folder / keyfile.BACKUP).write_bytes(b"gone")
    keys.unlock(folder, None, PASSPHRASE)
    assert (folder / keyfile.BACKUP).read_bytes() == sound


def test_tampering_with_a_sound_checksum_is_seen_by_the_mac(folder: Path, unlocked: Unlocked) -> None:
    forged = replace(unlocked.keys, recovery=replace(unlocked.keys.recovery, schools=(1,)))
    keyfile.write(folder, forged)
    with pytest.raises(Damaged, match="without a key"):
        keys.unlock(folder, None, PASSPHRASE)


def test_a_full_disk_keeps_the_file_there_was(
    folder: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = (folder / keyfile.FILE).read_bytes()
    monkeypatch.setattr("db.keyfile.os.fsync", full)
    with pytest.raises(Unavailable, match="is kept"):
        keyfile.write(folder, unlocked.keys)
    assert (folder / keyfile.FILE).read_bytes() == before
