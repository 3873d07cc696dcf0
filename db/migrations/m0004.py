"""Term dates and closures."""

NAME = "Term dates"

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE term_date (
        id INTEGER NOT NULL PRIMARY KEY,
        binned_at DATETIME,
        school_id INTEGER REFERENCES school (id),
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        starts DATE NOT NULL,
        ends DATE NOT NULL
    )""",
)
