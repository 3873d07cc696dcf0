"""Who may know of a case: looked at anew for each keyholder and the person they are, instead of once and for all."""

NAME = "Who may know of a case"

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE breach ADD COLUMN admits TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE breach DROP COLUMN not_for",
)
