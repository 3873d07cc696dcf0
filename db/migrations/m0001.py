"""The first schema. Frozen at its first release: later changes are later migrations."""

NAME = "The first schema"

AUDIT: tuple[str, ...] = (
    """CREATE TABLE register (
        id TEXT NOT NULL PRIMARY KEY
    )""",
    """CREATE TABLE audit (
        n INTEGER NOT NULL PRIMARY KEY,
        change TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        keyholder TEXT NOT NULL,
        keyholder_name TEXT NOT NULL,
        what TEXT NOT NULL,
        words TEXT NOT NULL,
        previous BLOB NOT NULL,
        details BLOB NOT NULL,
        hash BLOB NOT NULL,
        signature BLOB NOT NULL
    )""",
    """CREATE TABLE audit_detail (
        id INTEGER NOT NULL PRIMARY KEY,
        n INTEGER NOT NULL REFERENCES audit (n),
        kind TEXT NOT NULL,
        record INTEGER NOT NULL,
        action TEXT NOT NULL,
        before TEXT,
        after TEXT
    )""",
    "CREATE INDEX audit_detail_record ON audit_detail (kind, record)",
    "CREATE INDEX audit_detail_n ON audit_detail (n)",
)

SEARCH: tuple[str, ...] = (
    "CREATE TABLE search_kind (number INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE search USING fts5 (
        text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
    )""",
)

KEYHOLDERS: tuple[str, ...] = (
    """CREATE TABLE keyholder (
        id INTEGER NOT NULL PRIMARY KEY,
        keyholder TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        schools TEXT NOT NULL,
        sign_public BLOB NOT NULL UNIQUE,
        seal_public BLOB NOT NULL,
        issued_by TEXT NOT NULL,
        issue BLOB NOT NULL,
        since TEXT NOT NULL,
        until TEXT
    )""",
    "CREATE INDEX keyholder_keyholder ON keyholder (keyholder)",
)

REGISTERS: tuple[str, ...] = ()

STATEMENTS: tuple[str, ...] = (*AUDIT, *SEARCH, *KEYHOLDERS, *REGISTERS)
