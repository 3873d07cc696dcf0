"""The authoritative list of keyholders, inside the database: every key pair that ever signed, with its issue.

A keyholder's row in the bin is one who was removed, or whose keys were replaced after a recovery. Each row
carries the signature of whoever issued it (a manager or the recovery key); the first row vouches for itself.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from peewee import BlobField, TextField

from db.base import Table
from db.change import Change
from db.errors import Damaged, Refused
from db.keys import MANAGERS, Keyholder, Unlocked
from db.slots import RECOVERY, Slot, statement

ENDED = "You are no longer a keyholder of this register."
UNKNOWN = "The key file names “{name}” as a keyholder, whom nobody who may has added: take keys.json from a backup."


class KeyholderRow(Table):
    """A keyholder's public keys. `schools` is JSON; `issue` signs what `slots.statement` says."""

    keyholder = TextField()
    name = TextField()
    role = TextField()
    schools = TextField()
    sign_public = BlobField()
    seal_public = BlobField()
    issued_by = TextField()
    issue = BlobField()

    class Meta:
        table_name = "keyholder"


def rows() -> list[KeyholderRow]:
    """Every key pair there ever was, oldest first."""
    return list(KeyholderRow.select().order_by(KeyholderRow.id))


def sync(unlocked: Unlocked, begin: Callable[[str, str], AbstractContextManager[Change]]) -> None:
    """Takes into the database those of keys.json whom someone who may has signed. Damaged: anyone else.

    `begin` begins a change, as `Store.change` does.
    """
    known = rows()
    known_keys = {bytes(row.sign_public) for row in known}
    fresh = [slot for slot in unlocked.keys.everyone() if slot.sign_public not in known_keys]
    if not fresh:
        return
    accepted = _accepted(unlocked.register_id, known, fresh)
    names = ", ".join(slot.name for slot in accepted if slot.role != RECOVERY) or "the recovery key"
    with begin("keyholders.add", f"New keys for {names}") as change:
        for slot in accepted:
            _take(change, known, slot)


def current(unlocked: Unlocked) -> Keyholder:
    """The keyholder as the database has them, whose role and schools count. Refused when they were removed."""
    for row in rows():
        if bytes(row.sign_public) == unlocked.keyholder.sign_public:
            if row.binned_at is not None:
                raise Refused(ENDED)
            return _keyholder(row)
    raise Damaged(UNKNOWN.format(name=unlocked.keyholder.name))


def removed(unlocked: Unlocked) -> list[Slot]:
    """The slots that keys.json still has of people who were removed: a removal that was cut short."""
    ended = {bytes(row.sign_public) for row in rows() if row.binned_at is not None}
    return [slot for slot in unlocked.keys.slots if slot.sign_public in ended]


def end(change: Change, slot: Slot) -> None:
    """Moves the keyholder of `slot` to the bin."""
    for row in rows():
        if bytes(row.sign_public) == slot.sign_public:
            change.bin(KeyholderRow, row.id)


def issue_holds(register: str, row: KeyholderRow, issuers: Iterable[KeyholderRow]) -> bool:
    """Whether one of `issuers` who may (or the row itself, where it is the first) signed this row."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    said = statement(
        register, row.keyholder, row.name, row.role, tuple(json.loads(row.schools)), bytes(row.sign_public),
        bytes(row.seal_public),
    )  # fmt: skip
    for issuer in issuers:
        if issuer.keyholder != row.issued_by or issuer.role not in {*MANAGERS, RECOVERY}:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(bytes(issuer.sign_public)).verify(bytes(row.issue), said)
        except InvalidSignature:
            continue
        return True
    return False


def _accepted(register: str, known: list[KeyholderRow], fresh: list[Slot]) -> list[Slot]:
    issuers = [row for row in known if row.binned_at is None] if known else [_row(fresh[0])]
    accepted: list[Slot] = []
    waiting = list(fresh)
    while waiting:
        slot = next((one for one in waiting if issue_holds(register, _row(one), issuers)), None)
        if slot is None:
            raise Damaged(UNKNOWN.format(name=waiting[0].name))
        waiting.remove(slot)
        accepted.append(slot)
        issuers.append(_row(slot))
    return accepted


def _take(change: Change, known: list[KeyholderRow], slot: Slot) -> None:
    for row in known:
        if row.keyholder == slot.id and row.binned_at is None:
            change.bin(KeyholderRow, row.id)
    change.insert(KeyholderRow, **_columns(slot))


def _columns(slot: Slot) -> dict[str, object]:
    return {
        "keyholder": slot.id,
        "name": slot.name,
        "role": slot.role,
        "schools": json.dumps(slot.schools),
        "sign_public": slot.sign_public,
        "seal_public": slot.seal_public,
        "issued_by": slot.issued_by,
        "issue": slot.issue,
    }


def _row(slot: Slot) -> KeyholderRow:
    return KeyholderRow(**_columns(slot))


def _keyholder(row: KeyholderRow) -> Keyholder:
    schools = tuple(json.loads(row.schools))
    return Keyholder(row.keyholder, row.name, row.role, schools, bytes(row.sign_public), bytes(row.seal_public))
