"""Who may know of a case: looked at anew for each keyholder and the person they are, instead of once and for all; and
to which local authority a school belongs, whose designated officer is told of harm."""

NAME = "Who may know of a case, and local authorities"

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE breach ADD COLUMN admits TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE breach DROP COLUMN not_for",
    "ALTER TABLE school ADD COLUMN authority TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE school ADD COLUMN lado_time TEXT NOT NULL DEFAULT 'as the trust sets'",
)
