"""The policy and lists, read and taken in on the command line."""

from pathlib import Path

from tests.metdesk.calls import Metdesk

POLICY = """# A Policy

Version: 2.0

1. Who it is for
2. Duties
2.1. Everybody reads this.
2.2. Nobody forgets it.
"""


def test_a_policy_is_read_without_a_register(metdesk: Metdesk, tmp_path: Path) -> None:
    document = tmp_path / "policy.md"
    document.write_text(POLICY, "utf-8")
    told = metdesk("policy", "read", document, "--json")
    assert told.status == 0
    assert set(told.document) == {
        "title", "version", "last_revision", "next_revision", "owner", "authors", "status", "clauses",
        "definitions", "legislation", "related", "changes", "warnings",
    }  # fmt: skip
    assert [one["number"] for one in told.document["clauses"]] == ["1", "2", "2.1", "2.2"]
    assert set(told.document["clauses"][0]) == {"number", "level", "heading", "text", "items"}


def test_a_policy_becomes_the_next_edition(at_sample: Metdesk, tmp_path: Path) -> None:
    document = tmp_path / "policy.md"
    document.write_text(POLICY, "utf-8")
    assert at_sample("policy", "import", document, "--json").document["edition"] == 3
    again = at_sample("policy", "import", document)
    assert again.status == 1
    assert "word for word" in again.err


STAFF = """Staff Code,Surname,Forename,Email,Job Title,Password
AH0005,Evans,Carlos,carlos.evans@ashhill.example,Phase leader,secret
N1,Ţepeş,Ana,ana@ashhill.example,Class teacher,secret
,,,,,
N2,,,,,
"""


def test_a_staff_list_is_shown_and_then_taken_in(at_sample: Metdesk, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF, "utf-8")
    shown = at_sample("people", "import", file, "--school", "Ash", "--dry-run", "--json").document
    assert set(shown) == {"added", "changed", "unchanged", "refused", "ignored_columns"}
    assert at_sample("list", "people", "--find", "Ţepeş", "--json").document["total"] == 0
    done = at_sample("people", "import", file, "--school", "Ash", "--json").document
    assert done == shown
    assert done["added"] == 1
    assert "Password" in done["ignored_columns"]
    assert {"row", "why"} == set(done["refused"][0])
    assert at_sample("list", "people", "--find", "Ţepeş", "--json").document["total"] == 1


def test_a_list_without_usable_columns_is_refused(at_sample: Metdesk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("colour,shape\nred,round\n", "utf-8")
    told = at_sample("people", "import", file)
    assert told.status == 1
    assert "list.csv" in told.err
