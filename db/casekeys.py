"""The keys of cases: who can open which, and how what is written in one is sealed.

A case has a random key of 32 bytes for each generation. It is sealed (see `db.sealing`) to everybody named on the case
and to the recovery key, for the purpose `metdesk case key 1|REGISTER|CASE|GENERATION`, where CASE is the case's uuid
of 32 hex digits. Content is AES-256-GCM: a random nonce of 12 bytes, then the ciphertext with its tag; the associated
data is `metdesk case 1|REGISTER|CASE|GENERATION|KIND|UUID` in UTF-8, with the kind and uuid of the entry or file, so
that nothing can be moved to another place. A further generation begins when somebody is no longer named: what is
written from then on they cannot read; what was written before they could.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import breaches, keyholders
from db.breaches import Breach, BreachKey
from db.change import Change
from db.errors import Damaged
from db.sealing import Unseal, seal
from db.slots import RECOVERY
from db.store import Store
from db.unlocked import Unlocked

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
CHANGED = "Something in this case was changed outside the program, and cannot be read: restore a backup."


@dataclass(frozen=True)
class Keys:
    """The keys of one case that somebody holds, by generation."""

    register: str
    case: str
    by_generation: Mapping[int, bytes]

    @property
    def latest(self) -> int:
        """The last generation they hold."""
        return max(self.by_generation)

    def lock(self, kind: str, uuid: str, plain: bytes) -> tuple[int, bytes]:
        """`plain` sealed with the last generation's key; returns the generation and what is to be kept."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce, generation = os.urandom(NONCE_BYTES), self.latest
        sealed = AESGCM(self.by_generation[generation]).encrypt(nonce, plain, self._about(generation, kind, uuid))
        return generation, nonce + sealed

    def unlock(self, generation: int, kind: str, uuid: str, kept: bytes) -> bytes:
        """What was sealed. Damaged: it was changed, or is not what stood in this place."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key, about = self.by_generation.get(generation), self._about(generation, kind, uuid)
        try:
            if key is None or len(kept) < NONCE_BYTES + TAG_BYTES:
                raise InvalidTag
            return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], about)
        except InvalidTag:
            raise Damaged(CHANGED) from None

    def _about(self, generation: int, kind: str, uuid: str) -> bytes:
        return f"metdesk case 1|{self.register}|{self.case}|{generation}|{kind}|{uuid}".encode()


def held(unlocked: Unlocked, breach: Breach) -> Keys | None:
    """The keys of a case that the keyholder holds; None where they are not named on it, or lack one of its keys."""
    found: dict[int, bytes] = {}
    rows = breaches.keys(breach.id, unlocked.keyholder.id)
    for row in rows:
        key = unlocked.unseal(purpose(unlocked.register_id, breach.uuid, row.generation), bytes(row.sealed))
        if key is not None:
            found[row.generation] = key
    whole = found.keys() == {row.generation for row in rows}
    return Keys(unlocked.register_id, breach.uuid, found) if found and whole else None


def purpose(register: str, case: str, generation: int) -> str:
    """What a key of a case is sealed for."""
    return f"metdesk case key 1|{register}|{case}|{generation}"


def begin(register: str, case: str) -> Keys:
    """The keys of a new case, with its first."""
    return Keys(register, case, {1: os.urandom(KEY_BYTES)})


def further(keys: Keys) -> Keys:
    """These keys and one of a further generation."""
    return Keys(keys.register, keys.case, {**keys.by_generation, keys.latest + 1: os.urandom(KEY_BYTES)})


def publics(keyholder_ids: Iterable[str]) -> dict[str, bytes]:
    """The public keys to seal to, of those of `keyholder_ids` who can open the register, and of the recovery key."""
    wanted = set(keyholder_ids)
    return {
        row.keyholder: bytes(row.seal_public)
        for row in keyholders.live()
        if row.keyholder in wanted or row.role == RECOVERY
    }


def give(change: Change, breach_id: int, keys: Keys, to: Mapping[str, bytes], generations: Iterable[int]) -> None:
    """Seals keys of a case to these keyholders, by their public keys, in a change that is open."""
    change.insert_many(
        BreachKey,
        [
            {
                "breach_id": breach_id,
                "generation": generation,
                "keyholder": keyholder,
                "sealed_to": fingerprint(public),
                "sealed": seal(public, purpose(keys.register, keys.case, generation), keys.by_generation[generation]),
            }
            for generation in generations
            for keyholder, public in to.items()
        ],
    )


def take(change: Change, breach_id: int, keyholder: str) -> None:
    """Takes a case's keys from a keyholder, in a change that is open."""
    change.bin_many(BreachKey, [row.id for row in breaches.keys(breach_id, keyholder)])


def go_on_without(change: Change, breach_id: int, keys: Keys, gone: Iterable[str]) -> Keys:
    """Takes a case's keys from these keyholders, in a change that is open, and gives a further one to those who are
    still named; returns the keys to write on with."""
    for one in gone:
        take(change, breach_id, one)
    later = further(keys)
    give(change, breach_id, later, publics(named(breach_id)), [later.latest])
    return later


def fingerprint(public: bytes) -> str:
    """By which a public key is told: 32 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:32]


def named(breach_id: int) -> set[str]:
    """The ids of the keyholders named on a case, without the recovery key."""
    return {row.keyholder for row in breaches.keys(breach_id)} - {RECOVERY}


def readers(breach_id: int) -> set[str]:
    """Those named on a case who can open the register, and each key of the case."""
    every, theirs = breaches.keys(breach_id), dict[str, set[int]]()
    marks = {row.keyholder: fingerprint(bytes(row.seal_public)) for row in keyholders.live()}
    for row in every:
        if row.keyholder != RECOVERY and row.sealed_to == marks.get(row.keyholder):
            theirs.setdefault(row.keyholder, set()).add(row.generation)
    whole = {row.generation for row in every}
    return {one for one, generations in theirs.items() if generations == whole}


def ended(breach_id: int) -> set[str]:
    """Those named on a case who cannot read it any more: they have no key to the register, or got another one that no
    recovery sheet brought the keys of the case to."""
    return named(breach_id) - readers(breach_id)


def missing_recovery(unlocked: Unlocked) -> list[tuple[Breach, Keys, bytes, list[int]]]:
    """The cases that the keyholder is named on and the recovery key there is now does not reach: with their keys, its
    public key, and the generations."""
    recovery = next((row for row in reversed(keyholders.live()) if row.role == RECOVERY), None)
    if recovery is None:
        return []
    mark, found = fingerprint(bytes(recovery.seal_public)), []
    reached = {(row.breach_id, row.generation) for row in breaches.keys(None, RECOVERY) if row.sealed_to == mark}
    for breach_id in sorted(breaches.named(unlocked.keyholder.id)):
        breach = breaches.breach(breach_id)
        keys = held(unlocked, breach) if breach else None
        if breach and keys:
            lacking = [one for one in keys.by_generation if (breach_id, one) not in reached]
            if lacking:
                found.append((breach, keys, bytes(recovery.seal_public), lacking))
    return found


def catch_up(store: Store) -> None:
    """Seals the keys of the cases that `store`'s keyholder is named on to the recovery key there is, where a newer one
    was made since; somewhere where nothing can be written it is left for another time."""
    lacking = [] if store.read_only else missing_recovery(store.unlocked)
    if not lacking:
        return
    with store.change("breaches.recovery", "Keys of cases sealed to the recovery key") as change:
        for breach, keys, public, generations in lacking:
            give(change, breach.id, keys, {RECOVERY: public}, generations)


def pass_on(change: Change, register: str, unseal: Unseal, holder: str, public: bytes, spare: bytes) -> None:
    """After a recovery: what the old recovery key opens is sealed to the fresh key of `holder`, where they are named,
    and to the recovery key that takes its place; all rows there were stay, as keys.json is written after this."""
    theirs = breaches.named(holder)
    for row in breaches.keys(None, RECOVERY):
        breach = breaches.breach(row.breach_id)
        key = unseal(purpose(register, breach.uuid, row.generation), bytes(row.sealed)) if breach else None
        if breach is None or key is None:
            continue
        to = {RECOVERY: spare} | ({holder: public} if breach.id in theirs else {})
        give(change, breach.id, Keys(register, breach.uuid, {row.generation: key}), to, [row.generation])
