"""A part of the corpus, in the suite: whatever a file holds, a result or one plain sentence. All of it: `make storm`.

The files that no limit need hold are read one after the other in one guarded process; the heavy ones each in its own.
"""

import random

import pytest

from metdesk import worker
from metdesk.errors import Refused
from metdesk.jobs import run_guarded
from tests.hostile.corpus import CORPUS, READERS, is_plain, own_readers

QUICK_TO_FALL = (
    "far-corner.xlsx",
    "beyond-the-corner.xlsx",
    "shared-strings.xlsx",
    "many-shared-strings.xlsx",
    "xls-records-lie.xls",
    "xls-sectors-loop.xls",
    "repeated-some.ods",
    "wide-row-late.csv",
)
"""Heavy files that end their process, or are refused in it, within a second or so."""

Told = list[tuple[str, str]]


def read_each(reader: str, names: list[str]) -> Told:
    """What `reader` refuses of each of these files; an empty sentence where it read something."""
    told = []
    for name in names:
        _, problems = worker.attempt(READERS[reader], (CORPUS[name].make(), name))
        told.append((name, " ".join(problems.values())))
    return told


def some(reader: str) -> list[str]:
    """A part of the corpus for one reader: mostly files that it is meant for, not the heavy ones."""
    quiet = [name for name, one in CORPUS.items() if not one.heavy]
    own = [name for name in quiet if reader in own_readers(name)]
    others = [name for name in quiet if reader not in own_readers(name)]
    chance = random.Random(reader)
    return sorted({*chance.sample(own, 40), *chance.sample(others, 20)})


@pytest.mark.parametrize("reader", READERS)
def test_whatever_a_file_holds_is_a_result_or_one_plain_sentence(reader: str) -> None:
    told = run_guarded(read_each, reader, some(reader), time_limit_s=120)
    assert len(told) == 60
    assert [(name, sentence) for name, sentence in told if sentence and not is_plain(sentence)] == []
    assert any(sentence for _, sentence in told)


@pytest.mark.parametrize("name", QUICK_TO_FALL)
def test_what_ends_a_process_is_one_plain_sentence(name: str) -> None:
    one = CORPUS[name]
    reader, *_ = own_readers(name)
    with pytest.raises(Refused) as refused:
        run_guarded(READERS[reader], one.make(), name, time_limit_s=10)
    assert one.heavy
    assert is_plain(str(refused.value))


def test_what_stops_a_process_is_stopped() -> None:
    with pytest.raises(Refused, match="was not read within 1 seconds"):
        run_guarded(READERS["policy"], CORPUS["letters.pdf"].make(), "letters.pdf", time_limit_s=1)


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "ods"])
@pytest.mark.parametrize("attack", ["laughs", "outside", "remote", "long-entity"])
def test_instructions_in_xml_are_never_followed(kind: str, attack: str) -> None:
    for name in CORPUS:
        if name.startswith(attack) and name.endswith(kind):
            reader = READERS["policy" if kind in ("docx", "odt") else "list"]
            _, problems = worker.attempt(reader, (CORPUS[name].make(), name))
            assert "<!DOCTYPE" in problems[""] or "manifest" in name or "utf-16" in name


def test_a_file_is_made_the_same_every_time_and_says_what_it_attacks() -> None:
    chance = random.Random(1)
    for name in chance.sample([name for name, one in CORPUS.items() if not one.heavy], 40):
        assert CORPUS[name].make() == CORPUS[name].make(), name
    assert all(one.attacks.endswith(".") for one in CORPUS.values())
    assert len(CORPUS) > 650


def test_an_old_workbook_with_a_password_is_said_to_be_locked() -> None:
    _, problems = worker.attempt(READERS["list"], (CORPUS["locked.xls"].make(), "locked.xls"))
    assert "locked with a password" in problems[""]
