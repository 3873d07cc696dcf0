"""Cases: what everybody may count in clear, everything else sealed with keys of their own."""

NAME = "Breaches"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE breach (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        uuid TEXT NOT NULL UNIQUE,
        school_id INTEGER NOT NULL REFERENCES school (id),
        category TEXT NOT NULL,
        reported_on DATE NOT NULL,
        route TEXT NOT NULL,
        state TEXT NOT NULL,
        start_by DATE,
        started_on DATE,
        conclude_by DATE,
        concluded_on DATE,
        refer_by DATE,
        referred_on DATE,
        notify_by TEXT,
        notified_on DATE,
        outcome TEXT NOT NULL,
        lapses_on DATE,
        not_for TEXT NOT NULL
    )""",
    "CREATE INDEX breach_school ON breach (school_id, state, reported_on)",
    """CREATE TABLE breach_key (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        breach_id INTEGER NOT NULL REFERENCES breach (id),
        generation INTEGER NOT NULL,
        keyholder TEXT NOT NULL,
        sealed_to TEXT NOT NULL,
        sealed BLOB NOT NULL
    )""",
    "CREATE INDEX breach_key_of ON breach_key (keyholder, breach_id, generation)",
    "CREATE INDEX breach_key_case ON breach_key (breach_id, generation)",
    """CREATE TABLE breach_entry (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        breach_id INTEGER NOT NULL REFERENCES breach (id),
        uuid TEXT NOT NULL UNIQUE,
        generation INTEGER NOT NULL,
        kind TEXT NOT NULL,
        content BLOB NOT NULL
    )""",
    "CREATE INDEX breach_entry_of ON breach_entry (breach_id, id)",
    """CREATE TABLE breach_file (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        breach_id INTEGER NOT NULL REFERENCES breach (id),
        uuid TEXT NOT NULL UNIQUE,
        generation INTEGER NOT NULL,
        content BLOB NOT NULL
    )""",
    "CREATE INDEX breach_file_of ON breach_file (breach_id, id)",
)
