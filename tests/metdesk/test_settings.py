"""The trust's choices: within their bounds, in words in the audit, and the default where what is stored will not do."""

import json

import pytest

from db import audit
from db import schools as tables
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, fields
from metdesk.settings import PROMPT_HARM, SOURCES, Settings, setting, unfit
from tests.metdesk.calls import Metdesk


def test_every_default_is_within_its_bounds_and_explained() -> None:
    for one in fields(Settings):
        assert unfit(one, one.default) == ""
        assert one.help


def test_a_choice_holds_and_the_audit_says_it_in_words(desk: Desk) -> None:
    assert desk.setting("lock_minutes") == 5
    desk.choose("lock_minutes", 7)
    desk.choose("lock_minutes", 60)
    assert desk.setting("lock_minutes") == 60
    row = tables.setting_row("lock_minutes")
    assert row is not None
    assert [one.words for one in audit.history("setting", row)] == [
        "Setting changed: minutes until it locks, from 5 to 7",
        "Setting changed: minutes until it locks, from 7 to 60",
    ]
    assert desk.undo().endswith("from 7 to 60")
    assert desk.setting("lock_minutes") == 7


def test_a_first_choice_is_taken_back_and_made_again(desk: Desk) -> None:
    desk.choose("lock_minutes", 7)
    desk.undo()
    assert desk.setting("lock_minutes") == 5
    desk.choose("lock_minutes", 8)
    assert desk.setting("lock_minutes") == 8
    desk.choose("lock_minutes", 8)
    assert desk.undo().endswith("from 5 to 8")


@pytest.mark.parametrize("value", [0, -1, 61, 2**70, True, "5", None, 5.0])
def test_what_is_no_number_or_out_of_bounds_is_refused_by_name(desk: Desk, value: object) -> None:
    with pytest.raises(Refused) as refused:
        desk.choose("lock_minutes", value)
    assert list(refused.value.problems) == ["lock_minutes"]
    assert desk.setting("lock_minutes") == 5


def test_a_setting_that_does_not_exist_is_refused_with_those_that_do(desk: Desk) -> None:
    with pytest.raises(Refused, match="lock_minutes"):
        desk.choose("lock_hours", 1)
    with pytest.raises(Refused, match="There is no setting"):
        setting("lock_hours")


@pytest.mark.parametrize("stored", [0, 10_000, "never", None, [5]])
def test_a_stored_value_that_will_not_do_gives_way_to_the_default(desk: Desk, stored: object) -> None:
    with desk.change("settings.change", "by another hand") as change:
        change.insert(tables.Setting, name="lock_minutes", value=json.dumps(stored))
    assert desk.setting("lock_minutes") == 5
    desk.choose("lock_minutes", 9)
    assert desk.setting("lock_minutes") == 9


def test_every_prompt_has_a_source_and_its_rewording_is_told_without_its_words(desk: Desk) -> None:
    assert {name: one.kind for one in fields(Settings) if (name := one.name) in SOURCES} == dict.fromkeys(
        (one.name for one in fields(Settings) if one.name.startswith("prompt_")), Kind.TEXT
    )
    desk.choose("prompt_harm", "Ring the LADO on 01609 000000.")
    desk.choose("prompt_harm", PROMPT_HARM)
    row = tables.setting_row("prompt_harm")
    assert row is not None
    assert [one.words.partition(", ")[2] for one in audit.history("setting", row)] == [
        "reworded",
        "back to the words Metdesk came with",
    ]
    for words in ("", "x" * 20_001):
        with pytest.raises(Refused):
            desk.choose("prompt_harm", words)
    assert desk.setting("prompt_harm") == PROMPT_HARM


def test_the_command_line_lists_and_sets(at_sample: Metdesk) -> None:
    listed = at_sample("settings", "list", "--json").document
    assert {one["name"] for one in listed["rows"]} == {one.name for one in fields(Settings)}
    told = at_sample("settings", "set", "lock_minutes", "12")
    assert (told.status, told.out.strip()) == (0, "Minutes until it locks: 12 from now on.")
    assert "lock_minutes = 12" in at_sample("settings", "list").out
    told = at_sample("settings", "reset", "lock_minutes")
    assert (told.status, told.out.strip()) == (0, "Minutes until it locks: 5 from now on.")


@pytest.mark.parametrize("words", [("lock_minutes", "0"), ("lock_minutes", ""), ("lock_minutes", "soon"), ("x", "1")])
def test_the_command_line_refuses_in_one_sentence(at_sample: Metdesk, words: tuple[str, str]) -> None:
    told = at_sample("settings", "set", *words)
    assert told.status == 1
    assert len(told.err.strip().splitlines()) == 1
