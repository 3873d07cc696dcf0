"""Cases from the command line: reported, read by whoever is named, and not there for anybody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metdesk import accounts, cases, keyholders, schools, sitting
from metdesk.account_record import Account
from metdesk.desk import Desk
from metdesk.roles import Role
from tests.conftest import PASSPHRASE
from tests.metdesk.calls import Answer, Metdesk

Write = Callable[[Any], Path]
Call = Callable[..., Answer]
REPORT = {
    "what": "Wrote of pupils in a group chat.",
    "category": "breach of confidentiality",
    "clauses": "6.1.5",
    "happened_on": "2026-03-02",
    "reported_on": "2026-03-02",
    "reported_by": "Ms Quillfeather",
    "harm": "no sign of harm",
}


@pytest.fixture
def call(desk: Desk, school: int, metdesk: Metdesk, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the program on a register with a head, as whoever is named first."""
    head = schools.get(desk, school).head_id
    sitting.add_keyholder(desk, "Head", Role.HEADTEACHER, [], PASSPHRASE, head)
    keyholders.add(desk, "Eye", Role.INVESTIGATOR, [], PASSPHRASE)
    accounts.add(desk, Account(school, "Facebook", "@ashhill"))
    folder, manager = desk.folder, desk.keyholder.name
    desk.close()
    monkeypatch.setenv("METDESK_PASSPHRASE", PASSPHRASE)
    names = {"manager": manager, "head": "Head", "eye": "Eye"}
    return lambda who, *words: metdesk("breaches", *words, "--register", folder, "--as", names[who])


def test_a_case_is_reported_worked_and_concluded(call: Call, school: int, record: Write) -> None:
    sent = call("manager", "report", record({**REPORT, "school_id": school, "account_id": 1}), "--json").document
    assert (sent["route"], sent["named"]) == ("head", ["Head"])
    reference = sent["reference"].removeprefix("Case ")
    (row,) = call("manager", "list", "--json").document["rows"]
    assert (row["reference"], row["named"], "id" in row) == (sent["reference"], False, False)
    note = record({"happened_on": "2026-03-03", "words": "Spoke with her."})
    assert call("head", "write", reference, "note", note).status == 0
    told = record({"happened_on": "2026-03-04", "words": "The ICO was told."})
    assert call("head", "write", reference, "notified", told).status == 0
    entry = call("head", "show", reference, "--json").document["entries"][-1]["uuid"]
    right = record({"happened_on": "2026-03-05", "words": "The ICO was told."})
    why = ("--corrects", entry, "--why", "The day after.")
    assert call("head", "write", reference, "notified", right, *why).status == 0
    assert call("head", "show", reference, "--json").document["entries"][-1]["corrects"] == entry
    better = record({**REPORT, "school_id": school, "account_id": 1, "clauses": "6.1.5, 6.4.3"})
    assert "Say why" in call("head", "write", reference, "report", better).err
    assert call("head", "write", reference, "report", better, "--why", "A second clause.").status == 0
    assert "6.4.3" in call("head", "show", reference).out
    action = record({"what": "Ask for the chat", "owner": "Ms Patel", "due_on": "2026-03-09"})
    assert call("head", "write", reference, "action", action).status == 0
    end = {"outcome": "advice", "decided_on": "2026-03-10", "decided_by": "Ms Patel", "reasons": "A lapse."}
    assert "Ask for the chat" in call("head", "conclude", reference, record(end)).err
    told = call("head", "show", reference, "--json").document
    open_action = next(one["uuid"] for one in told["entries"] if one["kind"] == "action")
    done = record({"done_on": "2026-03-09", "words": "Given."})
    assert call("head", "write", reference, "done", done, "--action", open_action).status == 0
    assert call("head", "conclude", reference.lower(), record(end)).status == 0
    assert "concluded" in call("head", "list").out
    assert told["accounts"] == [{"id": 1, "title": "@ashhill (Facebook)"}]
    follows = ("close-account", reference, "1", "--on", "2026-03-10", "--why", "Not needed.")
    assert call("manager", *follows).err.strip() == cases.GONE
    assert call("head", *follows).status == 0
    assert "Closed @ashhill (Facebook): Not needed." in call("head", "show", reference).out
    assert "Spoke with her." in call("head", "show", f"Case {reference}").out
    assert call("head", "reopen", reference, "--why", "More came up.").status == 0
    other = call("manager", "report", record({**REPORT, "school": "Ash Hill"}), "--json").document["reference"]
    link = record({"case": other, "words": "The same chat."})
    assert call("head", "write", reference, "link", link).status == 0
    assert call("head", "show", reference, "--json").document["entries"][-1]["linked"] == other
    shown = call("head", "show", reference).out
    for line in (f"Linked to: {other}", "Why: The same chat.", "School: Ash Hill Primary", "Happened on: 2 March 2026"):
        assert f"    {line}\n" in shown
    assert "linked to this case already" in call("head", "write", reference, "link", link).err
    assert "What" not in call("head", "write", reference, "poem", note).out
    hand = record({"handled_by": "Sgt Lowe", "handled_on": "2026-03-09", "words": "Copied."})
    assert "no piece of evidence" in call("head", "write", reference, "handled", hand, "--evidence", open_action).err


def test_one_who_is_not_named_is_told_the_same_as_of_none(call: Call, school: int, record: Write) -> None:
    sent = call("manager", "report", record({**REPORT, "school_id": school}), "--json").document
    reference = sent["reference"].removeprefix("Case ")
    for who in ("manager", "eye"):
        mine, none = (call(who, "show", one) for one in (reference, "00000"))
        assert (mine.status, mine.err.strip()) == (1, cases.GONE)
        assert (mine.err, mine.out) == (none.err, none.out)
    assert call("eye", "list", "--json").document == {"rows": [], "total": 0}
    assert call("head", "name", reference, "Eye").out.strip() == "Named: Eye, Head."
    assert "group chat" in call("eye", "show", reference).out
    assert call("head", "take-off", reference, "Eye").status == 0
    assert call("eye", "show", reference).err.strip() == cases.GONE


def test_whoever_passes_a_case_about_themselves_on_is_told_that_it_is_done(
    call: Call, school: int, record: Write
) -> None:
    sent = call("head", "report", record({**REPORT, "school_id": school, "subject_id": 1}), "--json").document
    assert (sent["route"], sent["named"]) == ("LADO", ["Head"])
    passed = call("head", "name", sent["reference"], "Eye")
    assert (passed.status, passed.out.strip()) == (0, f"Eye reads {sent['reference']}, and you no longer.")
    assert call("eye", "show", sent["reference"], "--json").document["named"] == ["Eye"]
