"""Declarations and approaches by the command line: the same steps and sentences as in the window."""

from datetime import date

from tests.metdesk.calls import Metdesk


def test_what_waits_is_listed_and_steps_are_taken_with_the_windows_sentences(at_sample: Metdesk) -> None:
    rows = at_sample("declarations", "queue", "--json").document["rows"]
    assert len(rows) > 5
    number = str(rows[0]["id"])
    early = at_sample("declarations", "no-change", number, "--on", "1/1/2001")
    assert (early.status, "cannot have been before" in early.err) == (1, True)
    today = f"{date.today():%d/%m/%Y}"
    assert at_sample("declarations", "no-change", number, "--on", today).status == 0
    end = ("end", number, "--on", today, "--reason", "They moved away.")
    assert at_sample("declarations", *end).status == 0
    assert "is ended" in at_sample("declarations", *end).err
    wrong = ("decide", number, "approved", "--decided-by", "999999", "--on", "1/1/2001", "--reason", "Cousins.")
    assert at_sample("declarations", *wrong).status == 1
    assert at_sample("approaches", "report", "999", "--on", "1/1/2026").status == 1
