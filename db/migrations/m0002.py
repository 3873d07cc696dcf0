"""Rounds, acknowledgements and the figures of past days."""

NAME = "Acknowledgements and figures of past days"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE ack_round (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        asked_on DATE NOT NULL,
        due_on DATE NOT NULL,
        school_id INTEGER REFERENCES school (id),
        category TEXT NOT NULL,
        note TEXT NOT NULL,
        closed_on DATE
    )""",
    """CREATE TABLE acknowledgement (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        person_id INTEGER NOT NULL REFERENCES person (id),
        edition_id INTEGER NOT NULL REFERENCES edition (id),
        answer TEXT NOT NULL,
        signed_on DATE,
        received_on DATE,
        form_id INTEGER REFERENCES form (id),
        reason TEXT NOT NULL,
        corrects_id INTEGER REFERENCES acknowledgement (id),
        correction TEXT NOT NULL
    )""",
    "CREATE INDEX acknowledgement_person ON acknowledgement (person_id, edition_id, id, answer, binned_at) "
    "WHERE binned_at IS NULL",
    "CREATE INDEX acknowledgement_edition ON acknowledgement (edition_id, person_id, id, answer, binned_at) "
    "WHERE binned_at IS NULL",
    "CREATE INDEX acknowledgement_form ON acknowledgement (form_id) WHERE form_id IS NOT NULL",
    """CREATE TABLE day_figure (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        day DATE NOT NULL,
        school_id INTEGER REFERENCES school (id),
        clause TEXT NOT NULL,
        amiss TEXT NOT NULL,
        met INTEGER NOT NULL,
        "of" INTEGER NOT NULL
    )""",
    'CREATE INDEX day_figure_day ON day_figure (clause, amiss, school_id, day, met, "of")',
    "CREATE INDEX day_figure_latest ON day_figure (day)",
    "CREATE INDEX form_answers ON form (kind, edition_id, person_id)",
)
