"""The first schema. Frozen at its first release: later changes are later migrations."""

NAME = "The first schema"


def _list_index(name: str, table: str, columns: str) -> str:
    """An index a list is read from without its table; it covers the query only if it holds binned_at as well."""
    return f"CREATE INDEX {name} ON {table} ({columns}, binned_at) WHERE binned_at IS NULL"


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
        binned_at DATETIME,
        keyholder TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        schools TEXT NOT NULL,
        sign_public BLOB NOT NULL,
        seal_public BLOB NOT NULL,
        issued_by TEXT NOT NULL,
        issue BLOB NOT NULL
    )""",
)

REGISTERS: tuple[str, ...] = (
    """CREATE TABLE trust (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        name TEXT NOT NULL,
        logo BLOB,
        officer_id INTEGER REFERENCES person (id),
        code_key BLOB NOT NULL,
        sample INTEGER NOT NULL
    )""",
    """CREATE TABLE setting (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        name TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL
    )""",
    """CREATE TABLE school (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        name TEXT NOT NULL COLLATE NOCASE,
        urn TEXT NOT NULL,
        kind TEXT NOT NULL,
        head_title TEXT NOT NULL,
        head_id INTEGER REFERENCES person (id),
        town TEXT NOT NULL COLLATE NOCASE,
        email TEXT NOT NULL,
        devices TEXT NOT NULL
    )""",
    _list_index("school_name", "school", "name, id"),
    _list_index("school_urn", "school", "urn, id"),
    """CREATE TABLE person (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        surname TEXT NOT NULL,
        forename TEXT NOT NULL,
        title TEXT NOT NULL,
        staff_code TEXT NOT NULL,
        email TEXT NOT NULL,
        category TEXT NOT NULL,
        job TEXT NOT NULL COLLATE NOCASE,
        team TEXT NOT NULL COLLATE NOCASE,
        school_id INTEGER NOT NULL REFERENCES school (id),
        starts DATE,
        ends DATE,
        sorted_as TEXT NOT NULL
    )""",
    _list_index("person_name", "person", "sorted_as, id, starts, ends, school_id, category"),
    _list_index("person_school", "person", "school_id, sorted_as, id, starts, ends, category"),
    _list_index("person_category", "person", "category, sorted_as, id, starts, ends, school_id"),
    _list_index("person_job", "person", "job, sorted_as, id, starts, ends, school_id, category"),
    _list_index("person_code", "person", "staff_code, id, starts, ends, school_id, category"),
    _list_index("person_starts", "person", "starts, id, ends, school_id, category"),
    _list_index("person_ends", "person", "ends, id, starts, school_id, category"),
    "CREATE INDEX person_email ON person (LOWER(email)) WHERE binned_at IS NULL",
    """CREATE TABLE account (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        school_id INTEGER NOT NULL REFERENCES school (id),
        platform TEXT NOT NULL COLLATE NOCASE,
        handle TEXT NOT NULL COLLATE NOCASE,
        address TEXT NOT NULL,
        identity TEXT NOT NULL,
        purpose TEXT NOT NULL,
        reaches_students INTEGER NOT NULL,
        held_with TEXT NOT NULL,
        personal INTEGER NOT NULL,
        state TEXT NOT NULL,
        opened DATE,
        closed DATE,
        next_check DATE,
        notes TEXT NOT NULL
    )""",
    _list_index("account_platform", "account", "platform, handle, id, state, school_id"),
    _list_index("account_school", "account", "school_id, platform, handle, id, state"),
    "CREATE UNIQUE INDEX account_identity ON account (identity) WHERE binned_at IS NULL",
    """CREATE TABLE authorisation (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        account_id INTEGER NOT NULL REFERENCES account (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        granted_by_id INTEGER NOT NULL REFERENCES person (id),
        granted_on DATE NOT NULL,
        starts DATE NOT NULL,
        ends DATE,
        with_students INTEGER NOT NULL,
        signed_on DATE,
        ended_why TEXT NOT NULL
    )""",
    "CREATE INDEX authorisation_account ON authorisation (account_id)",
    "CREATE INDEX authorisation_person ON authorisation (person_id)",
    """CREATE TABLE account_check (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        account_id INTEGER NOT NULL REFERENCES account (id),
        checked_on DATE NOT NULL,
        finding TEXT NOT NULL,
        checked_by TEXT NOT NULL
    )""",
    "CREATE INDEX account_check_account ON account_check (account_id, checked_on)",
    """CREATE TABLE edition (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        last_revision TEXT NOT NULL,
        next_revision TEXT NOT NULL,
        owner TEXT NOT NULL,
        authors TEXT NOT NULL,
        status TEXT NOT NULL,
        note TEXT NOT NULL,
        source_name TEXT NOT NULL,
        minor INTEGER NOT NULL,
        entered_on DATE NOT NULL,
        review_due DATE
    )""",
    """CREATE TABLE policy_clause (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        position INTEGER NOT NULL,
        number TEXT NOT NULL,
        level INTEGER NOT NULL,
        heading TEXT NOT NULL,
        text TEXT NOT NULL,
        items TEXT NOT NULL,
        audience TEXT NOT NULL
    )""",
    "CREATE INDEX policy_clause_edition ON policy_clause (edition_id, position)",
    """CREATE TABLE policy_term (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        position INTEGER NOT NULL,
        term TEXT NOT NULL,
        meaning TEXT NOT NULL
    )""",
    "CREATE INDEX policy_term_edition ON policy_term (edition_id, position)",
    """CREATE TABLE policy_reference (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        place TEXT NOT NULL,
        checked_on DATE,
        review_on DATE,
        note TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX policy_reference_title ON policy_reference (kind, title)",
    """CREATE TABLE edition_reference (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        reference_id INTEGER NOT NULL REFERENCES policy_reference (id),
        position INTEGER NOT NULL
    )""",
    "CREATE INDEX edition_reference_edition ON edition_reference (edition_id, position)",
    """CREATE TABLE policy_change (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        position INTEGER NOT NULL,
        version TEXT NOT NULL,
        date TEXT NOT NULL,
        page TEXT NOT NULL,
        change TEXT NOT NULL,
        approver TEXT NOT NULL
    )""",
    "CREATE INDEX policy_change_edition ON policy_change (edition_id, position)",
    """CREATE TABLE form (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        number TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        person_id INTEGER REFERENCES person (id),
        account_id INTEGER REFERENCES account (id),
        edition_id INTEGER REFERENCES edition (id),
        printed_at TEXT NOT NULL,
        printed_by TEXT NOT NULL
    )""",
    "CREATE INDEX form_person ON form (person_id)",
)

STATEMENTS: tuple[str, ...] = (*AUDIT, *SEARCH, *KEYHOLDERS, *REGISTERS)
