"""The register of declarations and approaches in full, in print."""

from collections.abc import Sequence
from dataclasses import replace

from metdesk.approaches import Seen
from metdesk.declaration_record import State, Step
from metdesk.declarations import File
from metdesk.paper.declaration_register import TITLE, print_register
from metdesk.paper.furniture import Marking
from tests.metdesk.paper import HOSTILE, outline, printed, sheet, texts
from tests.metdesk.test_paper_approaches import seen as approach
from tests.metdesk.test_paper_declarations import ODD, TODAY, file, step

SHEET = sheet(title=TITLE, marking=Marking.CONFIDENTIAL)
SCHOOLS = ("Ash Hill", "Elm Grove")


def register(files: Sequence[File] = (), approaches: Sequence[Seen] = (), schools: Sequence[str] = SCHOOLS) -> bytes:
    return printed(lambda out: print_register(SHEET, files, approaches, schools, out))


def words(*files: File, approaches: Sequence[Seen] = ()) -> str:
    return " ".join(texts(register(files, approaches)))


def test_an_empty_register_says_nil_for_each_school():
    (shown,) = texts(register())
    assert shown.count("nil return: nobody has declared") == 2
    assert shown.count("nil return: no approach is recorded") == 2


def test_a_register_without_schools_says_so():
    (shown,) = texts(register(schools=()))
    assert "There is no school in the register yet." in shown
    assert outline(register(schools=())) == []


def test_a_row_tells_what_was_declared_and_what_was_decided():
    decided = step(Step.CONDITIONS, conditions="Never in school hours.")
    shown = words(file(decided, state=State.CONDITIONS, look_again=TODAY, leaves=None))
    for part in ("Ash Hill · 1 relationship; 0 people with nothing", "Jo Marsh", "K. O.", "Our mothers are friends."):
        assert part in shown
    for part in ("declared 5 Mar 2026", "look again on 5 Mar 2026", "Conditions: Never in school hours.", "Ms Patel"):
        assert part in shown
    assert "Does not rest on the school alone (6.5.3, 6.5.6)" in shown


def test_a_nil_return_is_a_count_and_a_leavers_is_none():
    nil = {"nothing": True, "with_kind": "", "with_whom": "", "words": "Not a row."}
    shown = words(file(declared=nil, state=State.NOTHING), file(id=13, person_id=2, declared=nil, state=State.ENDED))
    assert "Ash Hill · 0 relationships; 1 person with nothing to declare" in shown
    assert "Not a row." not in shown


def test_an_approach_says_whether_the_head_was_told():
    told = replace(approach(5, reported_on=TODAY), others=2)
    shown = words(approaches=[approach(), told])
    for part in ("Ash Hill · 2 approaches", "add me?", "Please write to the office.", "Not yet", "2 other approaches"):
        assert part in shown


def test_a_school_that_is_listed_no_longer_is_not_left_out():
    gone = replace(file(), seen=replace(file().seen, school="Oak Lodge"))
    assert "Oak Lodge · 1 relationship" in words(gone)


def test_the_outline_lists_both_parts_with_their_schools():
    listed = [(level, name) for level, name, _ in outline(register([file()], [approach()]))]
    parts = [[(0, part), *[(1, school) for school in SCHOOLS]] for part in ("Declarations", "Approaches (6.5.5)")]
    assert listed == [*parts[0], *parts[1]]


def test_long_and_hostile_words_flow_on():
    long = file(step(Step.APPROVED, reason="z" * 10_000), declared={"words": f"{ODD} {'Long words. ' * 800}"})
    shown = words(long, approaches=[approach(said="q" * 10_000, reply=ODD)])
    assert shown.count("z") >= 10_000
    assert shown.count("q") >= 10_000
    assert shown.count("Long") == 800
    assert HOSTILE in shown
    assert "\u202e" not in shown


def test_the_same_register_is_the_same_bytes():
    assert register([file(step(Step.APPROVED))], [approach()]) == register([file(step(Step.APPROVED))], [approach()])
