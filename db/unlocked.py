"""What a passphrase opened, and whose it is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from db.errors import Refused
from db.keyfile import KeyFile
from db.sealing import Unseal

MANAGERS = frozenset({"business manager", "trust officer"})
"""The roles that may add, change and remove keyholders, where their key is for all schools."""


@dataclass(frozen=True)
class Keyholder:
    """Someone who can open the register. `schools` are the ids of those they work for; empty means all."""

    id: str
    name: str
    role: str
    schools: tuple[int, ...]
    sign_public: bytes = field(repr=False)
    seal_public: bytes = field(repr=False)


@dataclass(frozen=True)
class Unlocked:
    """What a passphrase opened. Nothing secret shows in its repr.

    `database_key` is 32 bytes; `sign` makes Ed25519 signatures in the keyholder's name, `unseal` opens what was
    sealed to them. `keys` is the key file as it was read; `next_key` is the database key that is taking the place
    of this one, while it does.
    """

    keyholder: Keyholder
    register_id: str
    database_key: bytes = field(repr=False)
    sign: Callable[[bytes], bytes] = field(repr=False)
    unseal: Unseal = field(repr=False)
    keys: KeyFile = field(repr=False)
    next_key: bytes | None = field(repr=False, default=None)

    def without_keys(self) -> "Unlocked":
        """Whose it was, and nothing that opens or signs anything."""
        return replace(self, database_key=b"", sign=_gone, unseal=_gone, next_key=None)


def _gone(*_: object) -> bytes:
    raise RuntimeError("the register was closed")


def may_manage(holder: Keyholder) -> bool:
    """Whether a keyholder may add, change and remove others."""
    return holder.role in MANAGERS and not holder.schools


def require_manager(by: Unlocked) -> None:
    """Refuses a keyholder who may not add, change or remove others."""
    if not may_manage(by.keyholder):
        raise Refused(f"Only a {' or a '.join(sorted(MANAGERS))} for all schools can add or remove keyholders.")
