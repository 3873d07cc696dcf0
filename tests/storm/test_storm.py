"""The storms, whole. `make storm` runs them; docs/reliability.md holds what a run found."""

from pathlib import Path

import pytest

from tests.storm import storms
from tests.storm.conftest import Tell, times
from tests.storm.harness import Template, Zygote


@pytest.mark.parametrize("kind", ["local", "share"])
def test_killed_at_work(kind: str, zygote: Zygote, template: Template, place: Path, tell: Tell) -> None:
    count = times(200)
    saves = storms.killed_at_work(zygote, template.copied(place), kind, count)
    tell(f"killed at work ({kind})", count, f"{saves:,} acknowledged saves, none lost, none torn")


@pytest.mark.parametrize("job", storms.STEPS)
def test_killed_at_each_step(job: str, failing: Zygote, template: Template, place: Path, tell: Tell) -> None:
    found = storms.killed_at_each_step(failing, template, place, job, times(100))
    told = ", ".join(f"{state}: {count}" for state, count in sorted(found.items()))
    tell(f"killed at its steps: {job}", found.total(), told)


@pytest.mark.parametrize("job", storms.STEPS)
def test_a_disk_that_fails_at_each_step(job: str, failing: Zygote, template: Template, place: Path, tell: Tell) -> None:
    found = storms.failed_at_each_step(failing, template, place, job, times(30))
    told = ", ".join(f"{state}: {count}" for state, count in sorted(found.items()))
    tell(f"the disk fails at its steps: {job}", found.total(), told)


@pytest.mark.parametrize("kind", ["local", "share"])
@pytest.mark.parametrize("how", storms.FAULTS)
def test_writes_that_fail(how: str, kind: str, failing: Zygote, template: Template, place: Path, tell: Tell) -> None:
    found = storms.failed_writes(failing, template, place, kind, how, times(60))
    told = ", ".join(f"{said}: {count}" for said, count in sorted(found.items()))
    tell(f"{how} ({kind})", times(60), f"{told}; no loss, no duplicate")


def test_bits_turned_over(template: Template, place: Path, tell: Tell) -> None:
    found = storms.flipped(template, place, times(400))
    assert found.total() == times(400)
    tell("a bit of register.db turned over", times(400), ", ".join(f"{n} {how}" for how, n in sorted(found.items())))


def test_bits_of_cases_turned_over(template: Template, place: Path, tell: Tell) -> None:
    found = storms.flipped_in_cases(template, place, times(400))
    told = ", ".join(f"{count} {how}" for how, count in sorted(found.items()))
    tell("a bit of what is kept of a case turned over", found.total(), told)


def test_bits_of_the_key_file_turned_over(template: Template, place: Path, tell: Tell) -> None:
    tell("a bit of keys.json turned over", storms.flipped_keys(template, place, times(400)), "all noticed")


def test_bits_of_a_backup_turned_over(template: Template, place: Path, tell: Tell) -> None:
    tell("a bit of a backup turned over", storms.flipped_backup(template, place, times(400)), "all noticed")


@pytest.mark.parametrize("kind", ["local", "share"])
def test_backups_while_somebody_works(kind: str, zygote: Zygote, template: Template, place: Path, tell: Tell) -> None:
    count = times(30)
    saves = storms.backed_up_while_writing(zygote, template, place, kind, count)
    tell(f"backed up during work ({kind})", count, f"all whole and restored, {saves:,} saves meanwhile")


def test_many_windows_on_one_register(template: Template, place: Path, tell: Tell) -> None:
    zygotes = [Zygote() for _ in range(max(2, times(20)))]
    try:
        refused, longest = storms.opened_by_many(zygotes, template, place)
    finally:
        for one in zygotes:
            one.close()
    tell(
        "opened from many processes at once",
        len(zygotes),
        f"{refused} told who has it or to wait, the last after {longest:.1f} s",
    )


def test_what_a_bad_end_leaves(template: Template, place: Path, tell: Tell) -> None:
    tell("opened beside what a bad end leaves", storms.with_leftovers(template, place), "all whole")
