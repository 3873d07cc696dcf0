"""Paper about breaches on a real register: what the file of a case tells, and to whom there is no such case."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from metdesk import case_course, case_seen, cases, casework, people, policy, printing_breaches, schools
from metdesk.case_record import (
    CaseAction,
    Conclusion,
    Done,
    EntryKind,
    Evidence,
    Handled,
    Note,
    Referral,
    Statement,
)
from metdesk.errors import Refused
from metdesk.printing import Job
from tests.conftest import KEYHOLDER, PASSPHRASE
from tests.metdesk import test_cases
from tests.metdesk.calls import Metdesk
from tests.metdesk.paper import HOSTILE, MARKUP, texts
from tests.metdesk.test_cases import DAY, SECRET, Trust, why
from tests.metdesk.test_policy import Document

trust = test_cases.trust
PNG = bytes(range(256)) * 9


def words(job: Job) -> str:
    """All the words of a paper, its pages run together."""
    printed = job.run()
    assert printed.pages == len(texts(printed.pdf))
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", printed.file_name)
    return " ".join(texts(printed.pdf))


def entry_of(trust: Trust, number: int, entry_id: int) -> case_seen.Entry:
    return next(one for one in cases.read(trust.desk, number).entries if one.id == entry_id)


def full(trust: Trust) -> int:
    """A case in which something of each kind was written; the head sits at the desk."""
    number = trust.report(harm="harm, or a risk of it", data_breach=True, others=HOSTILE)
    desk = trust.desk
    trust.as_head()
    first = casework.write(desk, number, EntryKind.NOTE, Note(DAY, f"Spoke with her on Monday. {HOSTILE} {MARKUP}"))
    entry = entry_of(trust, number, first)
    right = Note(DAY + timedelta(days=1), "Spoke with her on Tuesday.")
    casework.write(desk, number, EntryKind.NOTE, right, corrects=entry.uuid, why="The wrong day.")
    casework.write(desk, number, EntryKind.STATEMENT, Statement(HOSTILE, DAY, "She said that it was a joke.\n" * 40))
    casework.write(desk, number, EntryKind.ACTION, CaseAction("Ask for the chat", "Ms Patel", DAY + timedelta(days=3)))
    (action,) = cases.read(desk, number).open_actions
    casework.act_done(desk, number, action.uuid, Done(DAY, "Given."))
    casework.write(desk, number, EntryKind.ACTION, CaseAction("Speak with HR", "Ms Patel", DAY + timedelta(days=3)))
    taken = casework.add_evidence(
        desk, number, Evidence(f"{HOSTILE}.png", "A parent", "Ms Patel", DAY), PNG, "image/png"
    )
    piece = entry_of(trust, number, taken)
    handed = Handled("Mr Lund", DAY, "To read it.")
    casework.write(desk, number, EntryKind.HANDLED, handed, evidence=piece.uuid)
    casework.write(desk, number, EntryKind.REFERRAL, Referral("LADO", DAY, "L-7", "Do not investigate yet."))
    case_course.name(desk, number, f"investigator {trust.chair} ()")
    return number


def conclude(trust: Trust, number: int) -> None:
    today = trust.desk.today()
    for action in cases.read(trust.desk, number).open_actions:
        casework.act_done(trust.desk, number, action.uuid, Done(today, "Done."))
    end = Conclusion("advice", today, "Ms Patel", "A single lapse.", lapses_on=today + timedelta(days=365))
    case_course.conclude(trust.desk, number, end)


def test_a_case_file_tells_all_that_was_written_with_when_it_happened_and_when_it_was_entered(trust: Trust) -> None:
    number = full(trust)
    row = cases.row(trust.desk, number)
    printed = printing_breaches.case_file(trust.desk, number).run()
    assert printed.file_name.startswith(f"{row.title.lower().replace(' ', '-')}-")
    told = " ".join(texts(printed.pdf))
    for part in (
        row.title, "CONFIDENTIAL", SECRET, HOSTILE, MARKUP, "Spoke with her on Monday.", "Spoke with her on Tuesday.",
        "Corrected since", "The wrong day.", "She said that it was a joke.", "Ask for the chat", "Not yet", "L-7",
        "Mr Lund", "To read it.", "not concluded yet", "Okoro", f"investigator {trust.chair} ()", "LADO told",
    ):  # fmt: skip
        assert part in told
    (sha256,) = [one.more["sha256"] for one in cases.read(trust.desk, number).entries if one.kind is EntryKind.EVIDENCE]
    assert sha256 in told.replace(" ", "")


def test_the_outcome_stands_in_the_file_until_the_case_is_taken_up_again(trust: Trust) -> None:
    number = full(trust)
    casework.notified(trust.desk, number, Note(DAY, "The Commissioner was told."))
    conclude(trust, number)
    told = words(printing_breaches.case_file(trust.desk, number))
    assert "Decided" in told
    assert "Warning lapses on" in told
    case_course.reopen(trust.desk, number, "Something else came up.")
    told = words(printing_breaches.case_file(trust.desk, number))
    assert "taken up again, not concluded yet" in told
    assert "A single lapse." in told


def test_a_case_file_has_the_words_of_its_clauses_in_the_edition_in_force(trust: Trust) -> None:
    policy.adopt(trust.desk, Document(), source_name="policy.docx")
    number = trust.report(clauses="5.2.4, 99.9")
    trust.as_head()
    told = words(printing_breaches.case_file(trust.desk, number))
    assert "The edition in force has no clause of this number." in told
    (clause,) = (one for one in Document().clauses if one.number == "5.2.4")
    assert " ".join(f"{clause.heading} {clause.text}".split()) in told


def test_no_file_of_a_case_is_there_for_who_is_not_named_and_none_that_is_not_there(trust: Trust) -> None:
    number = trust.report()
    absent = why(printing_breaches.case_file, trust.desk, 9_999)
    assert why(printing_breaches.case_file, trust.desk, number) == absent
    reference = cases.row(trust.desk, number).title
    nowhere = why(cases.called, trust.desk, "Case 00000")
    assert why(cases.called, trust.desk, reference) == nowhere
    trust.as_head()
    for written in (reference, reference.lower(), reference.removeprefix("Case ")):
        assert cases.called(trust.desk, written).id == number
    assert why(cases.called, trust.desk, "") == nowhere


def test_the_form_to_report_on_is_empty_but_for_the_school(trust: Trust) -> None:
    told = words(printing_breaches.allegation(trust.desk, trust.school))
    for part in ("CONFIDENTIAL", "Ash Hill Primary", "Breach of confidentiality", "6.1.5"):
        assert part in told
    assert "Page 1 of 1" in told
    with pytest.raises(Refused):
        printing_breaches.allegation(trust.desk, 9_999)


def test_long_and_hostile_words_make_a_file_that_can_be_printed(trust: Trust) -> None:
    long = f"{HOSTILE} {MARKUP} \u202e\ufeff\x07 " * 300
    who = people.get(trust.desk, trust.teacher)
    people.change(trust.desk, trust.teacher, replace(who, surname=HOSTILE))
    schools.change(trust.desk, trust.school, replace(schools.get(trust.desk, trust.school), name=HOSTILE))
    number = trust.report(what=long)
    trust.as_head()
    casework.write(trust.desk, number, EntryKind.NOTE, Note(DAY, long + "x" * 2_000))
    assert HOSTILE in words(printing_breaches.case_file(trust.desk, number))


def test_a_case_is_printed_by_its_reference_and_is_not_there_for_who_is_not_named(
    trust: Trust, metdesk: Metdesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = cases.row(trust.desk, trust.report()).title
    trust.desk.close()
    monkeypatch.setenv("METDESK_REGISTER", str(folder))
    monkeypatch.setenv("METDESK_PASSPHRASE", PASSPHRASE)
    out, head = tmp_path / "case.pdf", f"headteacher {trust.head} ()"
    theirs = metdesk("print", "case", "--id", reference, "--out", out, "--as", KEYHOLDER)
    nowhere = metdesk("print", "case", "--id", "00000", "--out", out, "--as", KEYHOLDER)
    assert (theirs.status, theirs.err, theirs.out) == (1, nowhere.err, nowhere.out)
    assert not out.exists()
    assert metdesk("print", "case", "--id", reference, "--out", out, "--as", head).status == 0
    assert SECRET in " ".join(texts(out.read_bytes()))
    assert metdesk("print", "allegation", "--out", out, "--as", KEYHOLDER).status == 0
    odd = metdesk("print", "declaration", "--id", "3F9A2", "--out", out, "--as", KEYHOLDER)
    assert (odd.status, "is not an id" in odd.err) == (1, True)
