"""Declarations of relationships, approaches, attachments of any record, and who sits where."""

NAME = "Declarations, approaches and attachments"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE declaration (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        person_id INTEGER NOT NULL REFERENCES person (id),
        head_of_id INTEGER NOT NULL REFERENCES school (id),
        "nothing" INTEGER NOT NULL,
        with_kind TEXT NOT NULL,
        with_whom TEXT NOT NULL,
        relationship TEXT NOT NULL,
        platforms TEXT NOT NULL,
        since TEXT NOT NULL,
        words TEXT NOT NULL,
        declared_on DATE NOT NULL,
        received_on DATE,
        form_id INTEGER REFERENCES form (id),
        corrects_id INTEGER REFERENCES declaration (id),
        correction TEXT NOT NULL,
        state TEXT NOT NULL,
        look_again DATE,
        confirmed_on DATE,
        ended_on DATE
    )""",
    "CREATE INDEX declaration_person ON declaration "
    "(person_id, declared_on, id, state, head_of_id, confirmed_on, ended_on) WHERE binned_at IS NULL",
    "CREATE INDEX declaration_state ON declaration (state, declared_on, id, person_id, head_of_id) "
    "WHERE binned_at IS NULL",
    "CREATE INDEX declaration_corrects ON declaration (corrects_id) WHERE corrects_id IS NOT NULL",
    """CREATE TABLE declaration_step (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        declaration_id INTEGER NOT NULL REFERENCES declaration (id),
        step TEXT NOT NULL,
        taken_on DATE NOT NULL,
        decided_by_id INTEGER REFERENCES person (id),
        reason TEXT NOT NULL,
        conditions TEXT NOT NULL,
        solely TEXT NOT NULL,
        look_again DATE,
        signed TEXT NOT NULL,
        form_id INTEGER REFERENCES form (id)
    )""",
    "CREATE INDEX declaration_step_of ON declaration_step (declaration_id, id)",
    """CREATE TABLE approach (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        person_id INTEGER NOT NULL REFERENCES person (id),
        student TEXT NOT NULL,
        student_key TEXT NOT NULL,
        student_kind TEXT NOT NULL,
        platform TEXT NOT NULL,
        happened_on DATE NOT NULL,
        said TEXT NOT NULL,
        reply TEXT NOT NULL,
        replied_on DATE,
        tone TEXT NOT NULL,
        solely TEXT NOT NULL,
        solely_reason TEXT NOT NULL,
        reported_on DATE,
        form_id INTEGER REFERENCES form (id),
        corrects_id INTEGER REFERENCES approach (id),
        correction TEXT NOT NULL
    )""",
    "CREATE INDEX approach_person ON approach (person_id, happened_on)",
    "CREATE INDEX approach_student ON approach (student_key, happened_on)",
    "CREATE INDEX approach_corrects ON approach (corrects_id) WHERE corrects_id IS NOT NULL",
    """CREATE TABLE attachment (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        kind TEXT NOT NULL,
        record_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        measure TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        added_on DATE NOT NULL,
        thumbnail BLOB,
        content BLOB NOT NULL
    )""",
    "CREATE INDEX attachment_of ON attachment (kind, record_id, id) WHERE binned_at IS NULL",
    """CREATE TABLE opening (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        kind TEXT NOT NULL,
        record_id INTEGER NOT NULL
    )""",
    "CREATE INDEX opening_of ON opening (kind, record_id)",
    """CREATE TABLE keyholder_person (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        keyholder TEXT NOT NULL UNIQUE,
        person_id INTEGER REFERENCES person (id)
    )""",
    "ALTER TABLE school ADD COLUMN chair_id INTEGER REFERENCES person (id)",
    "ALTER TABLE school ADD COLUMN route TEXT NOT NULL DEFAULT 'trust officer'",
    "ALTER TABLE form ADD COLUMN declaration_id INTEGER REFERENCES declaration (id)",
    "ALTER TABLE form ADD COLUMN approach_id INTEGER REFERENCES approach (id)",
)
