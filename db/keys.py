"""Keyholders and what their passphrases open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MANAGERS = frozenset({"business manager", "trust officer"})
"""The roles that may add and remove keyholders."""


@dataclass(frozen=True)
class Keyholder:
    """Someone who can open the register. `schools` are the ids of those they work for; empty means all."""

    id: str
    name: str
    role: str
    schools: tuple[int, ...]
    sign_public: bytes
    seal_public: bytes


@dataclass(frozen=True)
class Unlocked:
    """What a passphrase opened. Nothing secret shows in its repr.

    `database_key` is 32 bytes; `sign` makes Ed25519 signatures in the keyholder's name.
    """

    keyholder: Keyholder
    register_id: str
    database_key: bytes = field(repr=False)
    sign: Callable[[bytes], bytes] = field(repr=False)
    document: Any = field(repr=False)
