"""SQLCipher under Peewee: an encrypted file opened with 32 raw bytes, and its errors in plain words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2

from db.errors import Damaged, InUse, Unavailable

KEY_BYTES = 32
LEAST_SQLITE = (3, 51, 3)  # earlier ones can corrupt a file when the WAL is reset
BUSY_SECONDS = 1.0

DAMAGED = "The register file is damaged. Nothing was overwritten: restore a backup."
SENTENCES: dict[str, tuple[type[Unavailable], str]] = {
    "SQLITE_FULL": (
        Unavailable,
        "The disk is full: make room and save again. Nothing saved before was lost.",
    ),
    "SQLITE_BUSY": (InUse, "The register is open elsewhere. Close it there and try again."),
    "SQLITE_LOCKED": (InUse, "The register is open elsewhere. Close it there and try again."),
    "SQLITE_READONLY": (Unavailable, "The register cannot be written to. Nothing saved before was lost."),
    "SQLITE_CANTOPEN": (
        Unavailable,
        "The register file could not be opened. Check that its disk is connected.",
    ),
    "SQLITE_IOERR": (
        Unavailable,
        "The disk reported an error. Check that it is connected. Nothing saved before was lost.",
    ),
    "SQLITE_CORRUPT": (Damaged, DAMAGED),
    "SQLITE_NOTADB": (Damaged, DAMAGED),
}


def connect(path: Path, key: bytes, *, mode: str = "rw", immutable: bool = False) -> Any:
    """A connection to the encrypted file at `path`, in autocommit.

    `key` is 32 raw bytes (SQLCipher would take 31 for a passphrase and none for no encryption: both are
    ValueErrors here). `mode` is SQLite's: ro, rw or rwc. Peewee never sees the key, so it cannot log it.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a database key is {KEY_BYTES} bytes, not {len(key)}")
    if dbapi2.sqlite_version_info < LEAST_SQLITE:
        raise Unavailable(f"This program needs SQLite 3.51.3 or newer and found {dbapi2.sqlite_version}.")
    address = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    with plain_errors():
        # A register is opened in a worker's thread and then handed to the window's; never used by both at once.
        connection = dbapi2.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.set_key(raw_key(key))
            if not connection.execute("PRAGMA cipher_version").fetchone():
                raise Unavailable("This program was built without SQLCipher and cannot encrypt.")
        except BaseException:
            connection.close()
            raise
    return connection


def raw_key(key: bytes) -> bytes:
    """The form in which SQLCipher takes 32 bytes as the key itself and derives nothing from them."""
    return b"x'" + key.hex().encode() + b"'"


def opens(path: Path, key: bytes) -> bool:
    """Whether `key` is the one the closed file at `path` is encrypted with."""
    connection = connect(path, key, mode="ro", immutable=True)
    try:
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def has_log(path: Path) -> bool:
    """Whether a log lies beside the closed file at `path`, without which it is not read as it was left."""
    logs = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))
    return any(log.exists() and log.stat().st_size for log in logs)


def check(connection: Any) -> int:
    """Reads and authenticates every page. Damaged when one that holds something is not as it was written.

    Returns how many of the pages that hold nothing are not: a write that was cut short and then taken back leaves a
    free page so. Nothing reads it, and it is written whole when it is next used.
    """
    with plain_errors():
        _take_in_log(connection)
        forged = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
        if forged:
            connection.execute("PRAGMA shrink_memory")  # each page is read from the disk, and authenticated, below
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    if found != ("ok",) or forged > free:
        raise Damaged(DAMAGED)
    return forged


def _take_in_log(connection: Any) -> None:
    """Brings the log into the file, whose pages SQLCipher checks without it: one that was half written when the
    program or the disk stopped is whole in the log."""
    connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # takes back what a journal holds
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except dbapi2.OperationalError as error:
        if primary_code(error) not in {"SQLITE_READONLY", "SQLITE_LOCKED"}:
            raise


@contextmanager
def plain_errors() -> Iterator[None]:
    """SQLite's errors of the machine as `Unavailable` and its kin; any other error passes as it is."""
    try:
        yield
    except (dbapi2.DatabaseError, peewee.DatabaseError) as error:
        _raise_plain(error)
        raise


def _raise_plain(error: BaseException) -> None:
    kind, sentence = SENTENCES.get(primary_code(error), (None, ""))
    if kind is not None:
        raise kind(sentence) from error


def primary_code(error: BaseException) -> str:
    """SQLite's primary result code by name, such as SQLITE_FULL; empty when the error carries none."""
    name = str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))  # Peewee keeps it as orig
    return "_".join(name.split("_")[:2])


class PlainCursor(dbapi2.Cursor):  # type: ignore[misc]  # sqlcipher3 has no types
    """A cursor that says in plain words what the disk did while rows were read."""

    def fetchone(self) -> Any:
        """As SQLite's."""
        try:
            return super().fetchone()
        except dbapi2.DatabaseError as error:
            _raise_plain(error)
            raise

    def fetchmany(self, size: int | None = None) -> Any:
        """As SQLite's."""
        try:
            return super().fetchmany(self.arraysize if size is None else size)
        except dbapi2.DatabaseError as error:
            _raise_plain(error)
            raise

    def fetchall(self) -> Any:
        """As SQLite's."""
        try:
            return super().fetchall()
        except dbapi2.DatabaseError as error:
            _raise_plain(error)
            raise


class Database(peewee.SqliteDatabase):
    """Peewee's database over one encrypted connection, used by one thread.

    `pragmas` are set on connecting in their order and read back: one that does not hold is `Unavailable`.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        pragmas: Sequence[tuple[str, str]],
        *,
        mode: str,
        immutable: bool = False,
    ) -> None:
        self._path, self._key, self._wanted = path, key, tuple(pragmas)
        self._mode, self._immutable = mode, immutable
        super().__init__(str(path), thread_safe=False, autoconnect=False)

    def _connect(self) -> Any:
        connection = connect(self._path, self._key, mode=self._mode, immutable=self._immutable)
        try:
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]  # missing from Peewee's stubs
            for name, value in self._wanted:
                connection.execute(f"PRAGMA {name} = {value}")
            self._read_back(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def forget(self) -> None:
        """Lets go of the key; it cannot be connected again."""
        self._key = b""

    def _read_back(self, connection: Any) -> None:
        for name, value in self._wanted:
            found = str(connection.execute(f"PRAGMA {name}").fetchone()[0]).lower()
            if found != value:
                raise Unavailable(f"The register cannot be kept safely on this disk ({name} is {found}).")

    @property
    def raw(self) -> Any:
        """The open sqlcipher3 connection, for what is quicker or plainer without Peewee."""
        return self.connection()  # type: ignore[no-untyped-call]  # Peewee's stub has none

    def cursor(self, named_cursor: None = None) -> Any:
        """A cursor on the open connection."""
        return self.raw.cursor(PlainCursor)

    def connect(self, reuse_if_open: bool = False) -> bool:
        """As Peewee's, with the errors of the machine in plain words."""
        with plain_errors():
            return bool(super().connect(reuse_if_open))

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """As Peewee's, with the errors of the machine in plain words."""
        with plain_errors():
            return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]  # Peewee's stub has none
