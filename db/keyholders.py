"""The authoritative list of keyholders, inside the database: every key pair that ever signed, with its issue.

A keyholder's row in the bin is one who was removed, whose keys were replaced after a recovery, or whose role or
schools were changed: a change bins the row and inserts another with the same keys. Each row carries the signature of
whoever issued it (a manager for all schools, or the recovery key); the first row vouches for itself.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from peewee import BlobField, TextField

from db.base import Table
from db.change import Change
from db.errors import Damaged, Refused
from db.keys import Keyholder, Unlocked, folded, may_manage
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
    with begin(*_told(known, accepted)) as change:
        for slot in accepted:
            _take(change, known, slot)


def current(unlocked: Unlocked) -> Keyholder:
    """The keyholder as the database has them, whose role and schools count. Refused when they were removed."""
    known = [row for row in rows() if bytes(row.sign_public) == unlocked.keyholder.sign_public]
    if not known:
        raise Damaged(UNKNOWN.format(name=unlocked.keyholder.name))
    if known[-1].binned_at is not None:
        raise Refused(ENDED)
    return keyholder(known[-1])


def live() -> list[KeyholderRow]:
    """The rows of those who can open the register, the recovery key's among them, oldest first."""
    return [row for row in rows() if row.binned_at is None]


def named(name: str) -> KeyholderRow:
    """The row of the keyholder of that name. Refused: there is none."""
    row = called(name)
    if row is None:
        raise Refused({"name": f"“{name[:60]}” is not a keyholder: choose one from the list."})
    return row


def called(name: str) -> KeyholderRow | None:
    """The row of the keyholder of that name, however it is written; None where there is none."""
    people = (row for row in live() if row.role != RECOVERY)
    return next((row for row in people if folded(row.name) == folded(name)), None)


def refuse_oneself(row: KeyholderRow, by: Unlocked) -> None:
    """Refuses to take from `by` the key or the role by which there is somebody who manages keyholders."""
    if row.keyholder != by.keyholder.id:
        return
    if any(may_manage(keyholder(one)) for one in live() if one.keyholder != row.keyholder):
        raise Refused({"name": "This cannot be done to yourself: ask another who manages keyholders."})
    raise Refused({"name": "Nobody else may manage keyholders: add another who may, or hand over to somebody."})


def removed(unlocked: Unlocked) -> list[Slot]:
    """The slots that keys.json still has of people who were removed: a removal that was cut short."""
    standing = {bytes(row.sign_public) for row in live()}
    ended = {bytes(row.sign_public) for row in rows()} - standing
    return [slot for slot in unlocked.keys.slots if slot.sign_public in ended]


def issue_holds(register: str, row: KeyholderRow, issuers: Iterable[KeyholderRow]) -> bool:
    """Whether one of `issuers` who may (or the row itself, where it is the first) signed this row."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    said = statement(
        register, row.keyholder, row.name, row.role, tuple(json.loads(row.schools)), bytes(row.sign_public),
        bytes(row.seal_public),
    )  # fmt: skip
    for issuer in issuers:
        if issuer.keyholder != row.issued_by or not _may_issue(issuer):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(bytes(issuer.sign_public)).verify(bytes(row.issue), said)
        except InvalidSignature:
            continue
        return True
    return False


def _may_issue(row: KeyholderRow) -> bool:
    return row.role == RECOVERY or may_manage(keyholder(row))


def _told(known: list[KeyholderRow], accepted: list[Slot]) -> tuple[str, str]:
    """The command and the words of an entry that takes these slots in."""
    people = [slot for slot in accepted if slot.role != RECOVERY]
    names = ", ".join(slot.name for slot in people)
    if not people:
        return "keyholders.recovery_key", "Made a new recovery key; the one before no longer opens"
    if {slot.id for slot in people} & {row.keyholder for row in known}:
        return "keyholders.recover", f"New keys for {names}, by the recovery key"
    return "keyholders.add", f"Added the keyholder {names}"


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


def keyholder(row: KeyholderRow) -> Keyholder:
    """The keyholder of a row."""
    schools = tuple(json.loads(row.schools))
    return Keyholder(row.keyholder, row.name, row.role, schools, bytes(row.sign_public), bytes(row.seal_public))
