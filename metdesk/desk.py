"""The desk: an opened register with a keyholder sitting at it. Every command and every read starts here."""

import json
import secrets
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from db import admission, audit, backups, casekeys, handing_over, keys, search, standing
from db import schools as tables
from db.change import Change
from db.store import Store, moment
from metdesk import copies, settings
from metdesk.errors import Refused
from metdesk.roles import Role, may, require
from metdesk.scope import guard

__all__ = ["Desk", "Role", "Trust", "recover", "start"]

Listener = Callable[[frozenset[str]], None]
Read = TypeVar("Read")

LASTING = frozenset(
    {"forms.print", "figures.keep", "keyholders.sheet_kept", "declarations.open"}
    | {"breaches.report", "breaches.write", "breaches.name", "breaches.conclude"}
)
"""Commands that undo passes over: what is printed exists, a day was as it was, and
in a case nothing is taken back, only corrected."""


@dataclass(frozen=True)
class Trust:
    """The trust whose register this is. `officer_id` is the person who acts where a school has no head."""

    name: str
    logo: bytes | None
    officer_id: int | None
    sample: bool


class Desk:
    """An opened register. Use as a context manager or call `close`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._listeners: list[Listener] = []
        self._held: set[str] | None = None
        self._undoable: list[tuple[str, str]] = []
        self._undone: set[str] = set()
        self._trust: Trust | None = None
        self._kept: dict[Hashable, Any] = {}
        self._kept_as_of: tuple[int, date] | None = None
        self._kept_until: datetime | None = None
        self._turns = 0
        self._opened: dict[Hashable, Any] = {}
        self._opened_with: keys.Unlocked | None = None

    @classmethod
    def open(cls, folder: Path, keyholder: str | None, passphrase: str, *, read_only: bool = False) -> Self:
        """Opens the register in `folder`; `keyholder` may be None where there is only one.

        Refused: a wrong keyholder or passphrase (one answer for both), a folder that is no register, a backup, a
        newer register. Unavailable: open elsewhere, damaged.
        """
        backups.refuse_backup(folder)  # in which unlocking would write the tries
        unlocked = keys.unlock(folder, keyholder, passphrase)
        store = Store.open(folder, unlocked, read_only=read_only)
        try:
            standing.catch_up(store, passphrase)
            casekeys.catch_up(store)
            admission.catch_up(store)
        except BaseException:
            store.close(in_order=False)
            raise
        return cls(store)

    @staticmethod
    def use_second_copy(folder: Path) -> None:
        """Puts the second copy of a damaged key file in its place; the damaged one is kept beside it."""
        keys.use_backup(folder)

    @staticmethod
    def names(folder: Path) -> list[str]:
        """The keyholders' names, readable without a passphrase. BackupChosen: the folder is a backup."""
        backups.refuse_backup(folder)
        return keys.names(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the register and lets go of its keys; nothing of it, no copy of an attachment either, can be read
        afterwards."""
        copies.remove()
        self._listeners.clear()
        self._forget()
        self.store.close()
        self.store.forget()

    def hand_on(self) -> "Desk":
        """The desk that takes the place of this one, at which somebody else sits; nothing read here is kept."""
        self._forget()
        return Desk(self.store)

    def _forget(self) -> None:
        self._kept, self._opened, self._opened_with = {}, {}, None

    @property
    def folder(self) -> Path:
        """The register's folder."""
        return self.store.folder

    @property
    def read_only(self) -> bool:
        """Whether this desk can only look, because of the medium or the role."""
        return self.store.read_only or self.keyholder.role == Role.READER

    def may(self, command: str) -> bool:
        """Whether the command may be given at this desk at all; in which schools is seen as it is given."""
        return not self.read_only and may(self.keyholder, command)

    @property
    def closed(self) -> bool:
        """Whether its register was closed, by `close` or because it could not be written on."""
        return bool(self.store.database.is_closed())

    @property
    def lent(self) -> bool:
        """Whether work in another thread has the desk, so that nothing else may read or write meanwhile."""
        return self._held is not None

    @property
    def keyholder(self) -> keys.Keyholder:
        """Who sits at this desk."""
        return self.store.unlocked.keyholder

    def today(self) -> date:
        """The day it is on this PC, by the register's clock."""
        return self.store.now().astimezone().date()

    # --- changing

    @contextmanager
    def change(self, command: str, words: str) -> Iterator[Change]:
        """One transaction with its audit entries. `command` is a name of `roles.COMMANDS`.

        Refused where the keyholder's role may not, a record is of a school that their key is not for, or the register
        is open to read only.
        """
        require(self.keyholder, command)
        with self.store.change(command, words, guard(self.keyholder, command)) as change:
            yield change
        if change.touched:
            if command not in LASTING:
                self._undoable.append((change.uuid, words))
            self.tell(change.touched)

    def undo(self) -> str:
        """Takes the last change of this sitting back, as a further entry; returns what it was, in words.

        Refused where there is none, or a record of it was changed again since.
        """
        require(self.keyholder, "undo")
        if not self._undoable:
            raise Refused("There is nothing to undo since this register was opened.")
        uuid, words = self._undoable[-1]
        undoing = self.store.undo(uuid, f"Undone: {words}", self._undone, guard(self.keyholder, "undo"))
        self._undoable.pop()
        self._undone |= {uuid, undoing.uuid}
        self.tell(undoing.touched)
        return words

    def listen(self, heard: Listener) -> Callable[[], None]:
        """Calls `heard` with the names of the registers touched after each change; returns how to stop."""
        self._listeners.append(heard)

        def stop() -> None:
            if heard in self._listeners:
                self._listeners.remove(heard)

        return stop

    def hold(self) -> Callable[[], None]:
        """Tells listeners nothing of changes from now on; returns what tells them all of it at once.

        For a change made in another thread than that of the views that listen.
        """
        self._held = set()

        def let_go() -> None:
            touched, self._held = self._held, None
            if touched:
                self.tell(touched)

        return let_go

    def tell(self, touched: set[str]) -> None:
        """Tells listeners which registers were touched, by a change that went past `change`."""
        self._trust, self._kept = None, {}
        if self._held is not None:
            self._held |= touched
            return
        for heard in list(self._listeners):
            heard(frozenset(touched))

    def keyholders_changed(self) -> None:
        """Says anew who may know of the cases that whoever sits here is named on: keyholders came, or are other people
        (see `db.admission`)."""
        touched = {"keyholder"}
        if admission.catch_up(self.store):
            touched |= {"breach", "breach_key"}
        self.tell(touched)

    # --- reading

    @property
    def trust(self) -> Trust:
        """The trust whose register this is."""
        if self._trust is None:
            row = tables.trust()
            self._trust = Trust(row.name, row.logo, row.officer_id, row.sample)
        return self._trust

    def keep(self, name: Hashable, read: Callable[[], Read]) -> Read:
        """What `read()` gives, read once until something is written, the day is over, a moment given to `keep_until`
        comes or somebody else sits here; nobody may change it."""
        if self.store.database.raw.in_transaction:
            return read()
        self._let_go()
        if name not in self._kept:
            self._kept[name] = read()
        found: Read = self._kept[name]
        return found

    def keep_until(self, moment: datetime) -> None:
        """From `moment` on, what is kept now is read again: something in it is then no longer so."""
        self._kept_until = min(moment, self._kept_until or moment)

    @property
    def turns(self) -> int:
        """How often time alone has put an end to what was kept: a day was over, or a moment of `keep_until` came."""
        self._let_go()
        return self._turns

    def once(self, name: Hashable, read: Callable[[], Read]) -> Read:
        """What `read()` opens of what is never changed once it is written: opened once while the same keys are held,
        and let go with them as somebody else sits down, at a lock, and when the register is closed. None is asked
        again."""
        if self.store.database.raw.in_transaction:
            return read()
        self._let_go()
        if self._opened.get(name) is None:
            self._opened[name] = read()
        found: Read = self._opened[name]
        return found

    def _let_go(self) -> None:
        """Drops what is kept, where it may no longer be so; and what was opened with other keys."""
        if self._opened_with is not self.store.unlocked:
            self._opened, self._opened_with, self._kept = {}, self.store.unlocked, {}
        moment, before = self.store.now(), self._kept_as_of
        now = (self.store.database.raw.total_changes, moment.astimezone().date())
        turned = before is not None and before[1] != now[1]
        turned = turned or (self._kept_until is not None and moment >= self._kept_until)
        if turned or now != before:
            self._kept, self._kept_as_of, self._kept_until = {}, now, None
            self._turns += turned

    def setting(self, name: str) -> Any:
        """The trust's choice for `name`, one of `settings.Settings`; the default where there is none that will do."""
        one = settings.setting(name)
        chosen = tables.setting(name, one.default)
        return one.default if settings.unfit(one, chosen) else chosen

    def choose(self, name: str, value: Any) -> None:
        """Records the trust's choice for `name`. Refused, by name: no such setting, a value out of its bounds."""
        one = settings.setting(name)
        if sentence := settings.unfit(one, value):
            raise Refused({name: sentence})
        row, words = tables.setting_row(name), settings.changed_words(one, self.setting(name), value)
        with self.change("settings.change", words) as change:
            if row is None:
                change.insert(tables.Setting, name=name, value=json.dumps(value))
            else:
                change.restore(tables.Setting, row)
                change.update(tables.Setting, row, value=json.dumps(value))

    def seal_words(self) -> str:
        """The head of the audit chain in short, as printed at the foot of each page."""
        return audit.seal().words

    def matches(self, text: str, kinds: tuple[str, ...], limit: int) -> list[tuple[str, int]]:
        """Records whose words begin with those of `text`: (register, id), best first."""
        return search.find(text, kinds, limit)


def start(
    folder: Path,
    trust: str,
    logo: bytes | None,
    keyholder: str,
    role: str,
    passphrase: str,
    *,
    sample: bool = False,
    cost: keys.Cost | None = None,
    now: Callable[[], datetime] = moment,
) -> tuple[Desk, str]:
    """Starts a register in `folder`; returns its desk and the recovery key, which is shown only once.

    Refused, by field: no name for the trust, a folder that is in use, a passphrase too weak.
    """
    if not trust.strip():
        raise Refused({"trust": "The trust’s name is needed: it stands on every printed page."})
    if not keyholder.strip():
        raise Refused({"keyholder": "Your name is needed: it stands beside everything you enter."})
    unlocked, recovery_key = keys.create_keys(folder, keyholder.strip(), role, passphrase, cost=cost)
    store = Store.create(folder, unlocked, now=now)
    with store.change("register.start", f"Register started for {trust.strip()}") as change:
        change.insert(tables.Trust, name=trust.strip(), logo=logo, code_key=secrets.token_bytes(32), sample=sample)
    return Desk(store), recovery_key


def recover(folder: Path, recovery_key: str, keyholder: str, passphrase: str) -> tuple[Desk, str]:
    """Opens the register with the recovery key from its sheet and gives `keyholder` a new passphrase.

    Returns the desk and a new recovery key: the old one no longer opens. Refused: a slip in the key, with
    the group it is in; an unknown keyholder; a weak passphrase.
    """
    store, new_key = handing_over.recover(folder, recovery_key, keyholder, passphrase)
    return Desk(store), new_key
