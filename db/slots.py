"""One person's slot in keys.json: their private keys under a passphrase, the database key sealed to them.

passphrase → Argon2id → AES-256-GCM over the person's own X25519 and Ed25519 private keys, with everything
that is told about the person as associated data; the database key is sealed to the X25519 key
(`db/sealing.py`). The recovery key has a slot too, with HKDF for Argon2id: its 160 bits cannot be guessed.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from db import passphrases, sealing
from db.errors import Unavailable

RECOVERY = "recovery"
"""The role, id and name of the recovery key's slot."""
LEAST_KIB, MOST_KIB = 64 * 1024, 1024 * 1024
WRAPPED_BYTES = SEALED_BYTES = 80  # two keys and a tag; a key, its envelope and a tag
MOST_PASSES, MOST_LANES = 16, 16
SALT_BYTES, NONCE_BYTES = 16, 12


@dataclass(frozen=True)
class Cost:
    """What a guess costs: memory in KiB, passes, lanes. Refused (ValueError) outside sane bounds."""

    memory_kib: int = 128 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        whole = all(type(one) is int for one in (self.memory_kib, self.passes, self.lanes))  # a bool or 4.0 is not
        sane = whole and (
            LEAST_KIB <= self.memory_kib <= MOST_KIB
            and 1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
        )
        if not sane:
            raise ValueError("the cost of a passphrase is out of bounds")


CHEAPEST = Cost(LEAST_KIB, 1, 4)
"""The least that is accepted; for tests and for the sample, never for a real register."""


@dataclass(frozen=True)
class Slot:
    """A keyholder in keys.json. `cost` is None for the recovery key.

    `sealed` holds the database key sealed to the keyholder; two of them while the key is being changed.
    """

    id: str
    name: str
    role: str
    schools: tuple[int, ...]
    sign_public: bytes
    seal_public: bytes
    issued_by: str
    issue: bytes
    cost: Cost | None
    salt: bytes
    nonce: bytes
    wrapped: bytes
    sealed: tuple[bytes, ...]

    def is_whole(self) -> bool:
        """Whether every part has the length it must have before it is given to a cipher."""
        parts = (self.sign_public, self.seal_public, self.issue, self.salt, self.nonce, self.wrapped, *self.sealed)
        lengths = [32, 32, 64, SALT_BYTES, NONCE_BYTES, WRAPPED_BYTES, *[SEALED_BYTES] * len(self.sealed)]
        return bool(self.sealed) and [len(part) for part in parts] == lengths


@dataclass(frozen=True)
class Private:
    """A keyholder's own private keys, as raw bytes."""

    seal: bytes
    sign: bytes

    def __repr__(self) -> str:
        return "Private()"

    def signer(self) -> Callable[[bytes], bytes]:
        """Signs with the Ed25519 key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.sign).sign

    def unsealer(self) -> sealing.Unseal:
        """Opens what was sealed to the X25519 key."""
        return sealing.unsealer(self.seal)


def new_private() -> Private:
    """A fresh pair of private keys."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return Private(X25519PrivateKey.generate().private_bytes_raw(), Ed25519PrivateKey.generate().private_bytes_raw())


def new_slot(
    register: str,
    private: Private,
    holder: tuple[str, str, str, tuple[int, ...]],
    issuer: tuple[str, Callable[[bytes], bytes]],
    database_key: bytes,
) -> Slot:
    """A slot for `holder` (id, name, role, schools), vouched for by `issuer`; its private keys are not wrapped yet."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    sign_public = Ed25519PrivateKey.from_private_bytes(private.sign).public_key().public_bytes_raw()
    seal_public = X25519PrivateKey.from_private_bytes(private.seal).public_key().public_bytes_raw()
    identity, name, role, schools = holder
    issue = issuer[1](statement(register, identity, name, role, schools, sign_public, seal_public))
    slot = Slot(identity, name, role, schools, sign_public, seal_public, issuer[0], issue, None, b"", b"", b"", ())
    return replace(slot, sealed=(seal(register, slot, database_key),))


def statement(
    register: str, identity: str, name: str, role: str, schools: tuple[int, ...], sign: bytes, seal: bytes
) -> bytes:
    """What the issuer of a keyholder signs: who it is, in which role, with which public keys."""
    parts = ["metdesk keyholder 1", register, identity, name, role, list(schools), sign.hex(), seal.hex()]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def wrap(register: str, slot: Slot, private: Private, secret: bytes, cost: Cost | None) -> Slot:
    """The slot with `private` wrapped under `secret`: a passphrase's bytes, or the recovery secret without `cost`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = replace(slot, cost=cost, salt=secrets.token_bytes(SALT_BYTES), nonce=secrets.token_bytes(NONCE_BYTES))
    cipher = AESGCM(_wrapping_key(register, slot, secret))
    wrapped = cipher.encrypt(slot.nonce, private.seal + private.sign, _associated(register, slot))
    return replace(slot, wrapped=wrapped)


def unwrap(register: str, slot: Slot, secret: bytes) -> Private | None:
    """The private keys in the slot; None when `secret` does not open it or anything in it was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_wrapping_key(register, slot, secret))
    try:
        both = cipher.decrypt(slot.nonce, slot.wrapped, _associated(register, slot))
    except InvalidTag:
        return None
    return Private(both[:32], both[32:])


def decoy(cost: Cost) -> Slot:
    """A slot that nothing opens, so that an unknown name takes as long as a wrong passphrase."""
    return Slot(
        "", "", "", (), b"", b"", "", b"", cost, bytes(SALT_BYTES), bytes(NONCE_BYTES), bytes(WRAPPED_BYTES), ()
    )


def seal(register: str, slot: Slot, database_key: bytes) -> bytes:
    """The database key sealed to the slot's public key."""
    return sealing.seal(slot.seal_public, _purpose(register, slot), database_key)


def unseal(register: str, slot: Slot, private: Private) -> tuple[bytes, ...] | None:
    """The database keys sealed to the slot (two while they are being changed); None when they were changed."""
    opened = private.unsealer()
    keys = [opened(_purpose(register, slot), one) for one in slot.sealed]
    return tuple(key for key in keys if key is not None) if all(keys) else None


def passphrase_secret(passphrase: str) -> bytes:
    """The bytes a passphrase is derived from."""
    return passphrases.normal(passphrase)


def _purpose(register: str, slot: Slot) -> str:
    return f"metdesk database key 1 {register} {slot.id}"


def _wrapping_key(register: str, slot: Slot, secret: bytes) -> bytes:
    if slot.cost is None:
        return derived(secret, f"metdesk recovery 1 {register}", slot.salt)
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost = slot.cost
    try:
        return hash_secret_raw(secret, slot.salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
    except HashingError as error:
        raise Unavailable("There is too little memory to check the passphrase: close other programs.") from error


def derived(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """32 bytes for one purpose from a secret that cannot be guessed (HKDF-SHA256)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, purpose.encode()).derive(secret)


def _associated(register: str, slot: Slot) -> bytes:
    cost = slot.cost and [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    about = statement(register, slot.id, slot.name, slot.role, slot.schools, slot.sign_public, slot.seal_public)
    return json.dumps(["metdesk slot 1", about.decode(), cost, slot.salt.hex()], ensure_ascii=False).encode()
