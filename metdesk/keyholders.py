"""Keyholders: who can open the register, in which role, for which schools; and its recovery key.

Who they are is read from the database, which is authoritative; keys.json holds what their passphrases open.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import resources
from db import admission, audit, casekeys, handing_over, keys, removal, schools, sitting, standing
from db import keyholders as tables
from db.errors import Unavailable, WrongPassphrase
from db.slots import RECOVERY
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, field
from metdesk.roles import Role, require

_SHEET = "recovery_sheet"
"""The setting that says which recovery key's sheet somebody has shown to have."""


@dataclass(frozen=True)
class Entry:
    """What is written of a keyholder, beside their schools and their passphrase."""

    name: str = field("Name", help="As it shall stand beside everything they enter.", required=True)
    role: str = field("Role", Kind.CHOICE, choices=Role, required=True)


@dataclass(frozen=True)
class Holder:
    """A keyholder; no schools means all of them. `changed` is when their role, schools or keys last were, `person_id`
    the person of the register they are, where somebody said so."""

    name: str
    role: str
    school_ids: tuple[int, ...]
    here: bool
    since: datetime
    added_by: str
    changed: datetime | None
    changed_by: str
    person_id: int | None


@dataclass(frozen=True)
class Sheet:
    """The recovery key: when and by whom it was made, and whether somebody has shown that its sheet is kept."""

    since: datetime
    made_by: str
    kept: bool


def everyone(desk: Desk) -> list[Holder]:
    """Who can open this register, by name; `here` marks whoever sits at this desk."""
    first: dict[str, int] = {}
    for row in tables.rows():
        first.setdefault(row.keyholder, row.id)
    people = [row for row in tables.live() if row.role != RECOVERY]
    people.sort(key=lambda row: keys.folded(row.name))
    return [_holder(desk, row, first[row.keyholder]) for row in people]


def _holder(desk: Desk, row: tables.KeyholderRow, first: int) -> Holder:
    one = tables.keyholder(row)
    since, added_by = _entered(first)
    changed, changed_by = _entered(row.id) if row.id != first else (None, "")
    return Holder(
        one.name, one.role, one.schools, one.id == desk.keyholder.id, since, added_by, changed, changed_by,
        sitting.person_of(one.id),
    )  # fmt: skip


def _entered(row_id: int) -> tuple[datetime, str]:
    """When a keyholder's row was entered, and by whom."""
    entry = audit.history("keyholder", row_id)[0]
    return entry.at, "the recovery key" if entry.who == RECOVERY else entry.who


def sheet(desk: Desk) -> Sheet:
    """The recovery key that there is now."""
    row = _recovery()
    return Sheet(*_entered(row.id), kept=schools.setting(_SHEET, 0) == row.id)


def sheet_kept(desk: Desk) -> None:
    """Records that somebody has shown to have the sheet of the recovery key there is."""
    value, row = json.dumps(_recovery().id), schools.setting_row(_SHEET)
    with desk.change("keyholders.sheet_kept", "Confirmed that the recovery sheet is kept") as change:
        if row is None:
            change.insert(schools.Setting, name=_SHEET, value=value)
        else:
            change.update(schools.Setting, row, value=value)


def _recovery() -> tables.KeyholderRow:
    return next(row for row in reversed(tables.live()) if row.role == RECOVERY)


def suggestion() -> str:
    """A passphrase of four words drawn at random from the shipped list."""
    return keys.suggest_passphrase(resources.read("words.txt").decode().split())


def weakness(passphrase: str) -> str:
    """What makes a passphrase too weak to take, in a sentence; nothing where it will do."""
    try:
        keys.check_passphrase(passphrase)
    except Refused as refused:
        return str(refused)
    return ""


def add(
    desk: Desk, name: str, role: str, school_ids: Sequence[int], passphrase: str, *, cost: keys.Cost | None = None
) -> None:
    """Lets somebody else open the register. Refused: a name that is taken, no such role or school, a weak
    passphrase. `cost` is what the passphrase takes to try, for the sample and for tests."""
    require(desk.keyholder, "keyholders.add")
    _check(role, school_ids)
    keys.add(desk.folder, desk.store.unlocked, name, role, sorted(set(school_ids)), passphrase, cost=cost)
    desk.store.sync_keyholders()
    desk.keyholders_changed()


def change(desk: Desk, name: str, role: str, school_ids: Sequence[int]) -> None:
    """Gives a keyholder another role and other schools, from their next change on; none means all schools.

    Refused: oneself, nobody of that name, no such role or school, nothing that would change.
    """
    require(desk.keyholder, "keyholders.change")
    _check(role, school_ids)
    standing.change(desk.store, name, role, sorted(set(school_ids)))
    desk.tell({"keyholder"})


def _check(role: str, school_ids: Sequence[int]) -> None:
    problems = {}
    if role not in tuple(Role):
        problems["role"] = f"There is no role “{role[:40]}”: choose {', '.join(Role)}."
    known = {row.id for row in schools.schools(list(school_ids))}
    if not known.issuperset(school_ids):
        problems["school_ids"] = "One of these schools is no longer in the register: choose again."
    if problems:
        raise Refused(problems)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Gives whoever sits at this desk another passphrase. Refused: a wrong old one, a weak new one."""
    require(desk.keyholder, "keyholders.passphrase")
    try:
        keys.change_passphrase(desk.folder, desk.store.unlocked, old, new)
    except WrongPassphrase:
        raise Refused({"old": "This is not the passphrase you have had so far: type it again."}) from None
    desk.store.sync_keyholders()


def remove(desk: Desk, name: str) -> None:
    """Takes somebody's key away and gives the register another one, so that theirs opens nothing new.

    Refused: whoever sits at this desk, nobody of that name, the only one who reads a case.
    """
    require(desk.keyholder, "keyholders.remove")
    holder = tables.named(name)
    if lost := admission.alone(holder.keyholder):
        words = f"{holder.name} alone reads {count_of(lost, 'case')} under Breaches: ask them to name somebody first."
        raise Refused({"name": words})
    removal.remove(desk.store, name)
    desk.tell({"keyholder"})


def new_recovery_key(desk: Desk) -> str:
    """Makes another recovery key, and returns it to be printed; the one there was no longer opens. It reaches the cases
    of whoever makes it at once, those of others when they next open the register."""
    require(desk.keyholder, "keyholders.recovery_key")
    key = keys.new_recovery_key(desk.folder, desk.store.unlocked)
    desk.store.sync_keyholders()
    with suppress(Unavailable):  # the key is made: it is told, and its cases follow at the next opening
        casekeys.catch_up(desk.store)
    desk.tell({"keyholder"})
    return key


def hand_over(desk: Desk, name: str, passphrase: str, *, cost: keys.Cost | None = None) -> tuple[Desk, str]:
    """Hands the register over to `name`, who has typed a passphrase of their own.

    Returns the successor's desk, which takes the place of this one, and the new recovery key for its sheet. The
    keyholder of `desk` has no key any more, and the recovery key there was no longer opens. For a keyholder who
    keeps their key a while, `add` the successor. Refused as `db.handing_over.hand_over`, and where they
    alone read a case; then `desk` stays.
    """
    require(desk.keyholder, "keyholders.hand_over")
    if lost := admission.alone(desk.keyholder.id):
        words = f"You alone read {count_of(lost, 'case')} under Breaches, which nobody could open then"
        raise Refused(f"{words}: add your successor as a keyholder, and name them on all of these cases, first.")
    key = handing_over.hand_over(desk.store, name, passphrase, cost=cost)
    with suppress(Unavailable):
        casekeys.catch_up(desk.store)
        admission.catch_up(desk.store)
    return desk.hand_on(), key
