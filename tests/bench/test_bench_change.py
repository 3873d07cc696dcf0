"""A change as whoever sits at the window feels it: the command, every view that listens, and the painting."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from db import keys
from metdesk import accounts, checks, people, sample, schools
from metdesk.desk import Desk
from tests.bench.conftest import Show
from tests.bench.measure import best, ms, times
from ui.memory import Memory
from ui.room import Room
from ui.tabs import tabs
from ui.theme import Scheme, Theme, Wish

SCALES = (1, 20)


@contextmanager
def desk_at(place: Path, scale: int) -> Iterator[Desk]:
    """A desk on a sample trust of `scale` × 5 schools."""
    with sample.build(place / f"{scale}.metdesk", scale=scale, cost=keys.CHEAPEST) as desk:
        yield desk


def measured(desk: Desk, place: Path, program: QApplication) -> dict[str, float]:
    """Processor seconds, by what is done."""
    number, school = next(iter(schools.everyone(desk).items()))
    names = iter(f"Town {count}" for count in range(10_000))

    def save() -> None:
        schools.change(desk, number, replace(school, town=next(names)))

    def asked(again: bool = False) -> None:
        save()
        checks.run(desk)
        if again:
            checks.run(desk)

    saving = best(save)
    found = {"the change itself": saving, "the policy's checks after it": best(asked) - saving}
    found["asked a second time"] = max(0.0, best(lambda: asked(True)) - best(asked))
    room = Room(desk, tabs(), Memory(place), QMenu())
    room.resize(1366, 768)
    room.show()
    for at, spec in enumerate(room.specs):
        room.tabs.setCurrentIndex(at)
        program.processEvents()

        def change() -> None:
            save()
            program.processEvents()
            program.processEvents()

        found[f"seen in {spec.title}"] = best(change)
    room.leave()
    room.close()
    return found


def test_a_change_as_it_is_felt(qapp: QApplication, tmp_path: Path, show: Show) -> None:
    Theme(qapp).wear(Wish(Scheme.LIGHT, 100))
    columns, sizes = [], []
    for scale in SCALES:
        with desk_at(tmp_path, scale) as desk:
            there = (schools.page(desk).total, accounts.page(desk).total, people.page(desk).total)
            sizes.append("{:,} schools, {:,} accounts, {:,} people".format(*there))
            columns.append(measured(desk, tmp_path, qapp))
    few, many = columns
    rows = [[name, ms(few[name]), ms(one), times(one, few[name]) if few[name] else ""] for name, one in many.items()]
    show(f"A change, processor time: at {' and at '.join(sizes)}", ["", "sample", "× 20", ""], rows)
