"""A little of each storm, in every run of the suite; `make storm` does them whole (tests/storm)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storm import storms
from tests.storm.harness import Template, Zygote, compiled, template_in

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the storms fork")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return template_in(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with Zygote(compiled(tmp_path_factory.mktemp("faults"))) as made:
        yield made


@pytest.fixture
def failing(zygote: Zygote) -> Zygote:
    if not zygote.fails:
        pytest.skip("there is no C compiler here to build tests/storm/faults.c with")
    return zygote


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "O’Neill-Ştefănescu <b>.metdesk"


@pytest.mark.parametrize("kind", ["local", "share"])
def test_killed_at_work_nothing_acknowledged_is_lost_or_torn(
    kind: str, zygote: Zygote, template: Template, place: Path
) -> None:
    assert storms.killed_at_work(zygote, template.copied(place), kind, 3)


@pytest.mark.parametrize("job", storms.STEPS)
def test_killed_at_a_step_the_old_is_whole_or_the_new(
    job: str, failing: Zygote, template: Template, place: Path
) -> None:
    assert storms.killed_at_each_step(failing, template, place, job, 3)


@pytest.mark.parametrize("job", storms.STEPS)
def test_where_the_disk_fails_at_a_step_the_old_is_whole_or_the_new(
    job: str, failing: Zygote, template: Template, place: Path
) -> None:
    assert storms.failed_at_each_step(failing, template, place, job, 3)


@pytest.mark.parametrize("kind", ["local", "share"])
@pytest.mark.parametrize("how", ["the disk fails", "the disk is full"])
def test_on_a_failing_disk_the_program_keeps_its_word(
    how: str, kind: str, failing: Zygote, template: Template, place: Path
) -> None:
    said = storms.failed_writes(failing, template, place, kind, how, 3)
    assert said["saved"]
    assert said["not saved"] or said["not sure"]


def test_every_bit_turned_over_is_noticed(template: Template, place: Path) -> None:
    assert storms.flipped(template, place, 12).total() == 12
    assert storms.flipped_in_cases(template, place, 40)["by verifying, and on reading"]
    assert storms.flipped_keys(template, place, 40)
    assert storms.flipped_backup(template, place, 9)


def test_backups_made_while_somebody_works_are_whole(zygote: Zygote, template: Template, place: Path) -> None:
    assert storms.backed_up_while_writing(zygote, template, place, "local", 2)


def test_one_of_many_has_it_and_the_others_are_told_by_whom(zygote: Zygote, template: Template, place: Path) -> None:
    with Zygote() as second, Zygote() as third:
        refused, _ = storms.opened_by_many([zygote, second, third], template, place)
    assert refused == 2


def test_a_register_opens_beside_whatever_a_bad_end_leaves(template: Template, place: Path) -> None:
    assert storms.with_leftovers(template, place)
