"""The table of roles, as people read it."""

from pathlib import Path

from metdesk import roles

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == roles.document(), "write docs/roles.md anew from metdesk.roles.document()"
