"""What an import will do, row by row, before anything is written; and carrying it out as one change.

How a row becomes a record is said in `rows`, and by each register's module (people, schools, accounts).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from db.base import Table
from db.change import Change
from metdesk import backups
from metdesk.calendar import count_of
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.jobs import Progress, quietly

TOLD_EVERY = 1_000
"""Rows between two reports of progress."""


class Action(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row.

    `row` is its number as a spreadsheet program counts; `why` says in words what is remarkable or why it is
    refused. `record` is what will be written, with `more` for what else belongs to it; `record_id` the entry
    that the row means; `differences` label → (before, after), in words.
    """

    row: int
    action: Action
    title: str
    why: str = ""
    record: Any = None
    record_id: int | None = None
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    more: Any = None


@dataclass(frozen=True)
class Plan:
    """An import before it is carried out.

    `missing` are the people (id, name) of the same schools who have a staff code that the list does not name;
    nothing happens to them. `seal` is the state of the register that was planned on.
    """

    register: "Register"
    file: str
    rows: list[Planned]
    ignored_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: tuple[tuple[int, str], ...]
    seal: str
    again: Callable[[], "Plan"] = field(compare=False, repr=False)

    def of(self, *actions: Action) -> list[Planned]:
        """The rows of which this becomes."""
        return [one for one in self.rows if one.action in actions]

    def summary(self) -> dict[str, Any]:
        """`{added, changed, unchanged, refused: [{row, why}], ignored_columns}`, the numbers as numbers."""
        counts = Counter(one.action for one in self.rows)
        refused = [{"row": one.row, "why": one.why} for one in self.of(Action.REFUSED)]
        told = {str(action): counts[action] for action in Action if action is not Action.REFUSED}
        return {**told, "refused": refused, "ignored_columns": list(self.ignored_columns)}


def _nothing_more(_change: Change, _written: list[tuple[int, Planned]]) -> None:
    """A row is all there is to write of it."""


@dataclass(frozen=True)
class Register:
    """How one register takes a list: its record, its table and the record's columns there, its command, what a list
    and an entry of it are called, and which fields a list needs (one of these sets).

    `write_more` writes what else belongs to rows that were written, each with its id.
    """

    record: type
    table: type[Table]
    columns: Callable[[Any], dict[str, Any]]
    command: str
    called: str
    entry: str
    needed: tuple[tuple[str, ...], ...]
    write_more: Callable[[Change, list[tuple[int, Planned]]], None] = _nothing_more


def refusal(row: int, title: str, refused: Refused | str) -> Planned:
    """The row as it is refused."""
    return Planned(row, Action.REFUSED, title, str(refused))


def carry_out(desk: Desk, plan: Plan, progress: Progress = quietly) -> dict[str, Any]:
    """Writes a plan as one change, which one undo takes back; returns its summary.

    A thousand rows or more are preceded by a backup. Refused: the register has changed since in a way that makes
    another plan of it. Unavailable: no room for the backup. `progress` may cancel; then nothing is written.
    """
    if desk.seal_words() != plan.seal and plan.again().rows != plan.rows:
        raise Refused("The register was changed since this import was planned: look at the preview again.")
    summary = plan.summary()
    if summary["added"] or summary["changed"]:
        backups.before_import(desk, summary["added"] + summary["changed"], progress)
        words = f"Imported {plan.register.called} {plan.file}: {_counted(summary)}"
        with desk.change(plan.register.command, words) as change:
            _write(change, plan, progress)
    return summary


def _counted(summary: Mapping[str, Any]) -> str:
    counts = {**summary, "refused": len(summary["refused"])}
    return ", ".join(f"{counts[action]:,} {action}" for action in Action if counts[action])


def _write(change: Change, plan: Plan, progress: Progress) -> None:
    register, added, changed = plan.register, plan.of(Action.ADDED), plan.of(Action.CHANGED)
    written = [(one.record_id, one) for one in changed if one.record_id]
    total = len(added) + len(changed)
    for batch in _in_batches(added, 0, total, progress):
        ids = change.insert_many(register.table, [register.columns(one.record) for one in batch])
        written += zip(ids, batch, strict=True)
    for batch in _in_batches(changed, len(added), total, progress):
        values = {one.record_id: register.columns(one.record) for one in batch if one.record_id}
        change.update_many(register.table, values)
    register.write_more(change, written)


def _in_batches(rows: Sequence[Planned], done: int, total: int, progress: Progress) -> Iterator[Sequence[Planned]]:
    """The rows in handfuls, with progress told before each; `done` of `total` are written already."""
    for start in range(0, len(rows), 5 * TOLD_EVERY):
        progress((done + start) / max(total, 1), f"Writing {count_of(total, 'entry', 'entries')}…")
        yield rows[start : start + 5 * TOLD_EVERY]
