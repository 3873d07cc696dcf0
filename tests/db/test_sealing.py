"""What is sealed to one key opens with that key, for that purpose, unchanged; or not at all."""

from db import sealing, slots
from db.slots import Private


def public(private: Private) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private.seal).public_key().public_bytes_raw()


def test_only_its_own_key_opens_it_for_its_own_purpose() -> None:
    own, other = slots.new_private(), slots.new_private()
    sealed = sealing.seal(public(own), "a case", b"words")
    assert own.unsealer()("a case", sealed) == b"words"
    assert own.unsealer()("a draft", sealed) is None
    assert other.unsealer()("a case", sealed) is None
    assert len(sealed) == len(b"words") + sealing.OVERHEAD
    assert sealed != sealing.seal(public(own), "a case", b"words")


def test_whatever_byte_is_changed_it_does_not_open() -> None:
    own = slots.new_private()
    sealed = sealing.seal(public(own), "a case", b"words")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert own.unsealer()("a case", changed) is None
    for short in (b"", sealed[:31], sealed[:32], sealed[:-1], sealed + b"x"):
        assert own.unsealer()("a case", short) is None
