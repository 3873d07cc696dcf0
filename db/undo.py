"""A change taken back, as a further change."""

import json
from collections import defaultdict
from collections.abc import Iterable

from db import values
from db.audit import Detail
from db.base import Table, table_named
from db.change import Change
from db.errors import Refused

REVERSE = {"insert": "bin", "restore": "bin", "bin": "restore", "update": "update"}
NOT_KEPT = "This change cannot be taken back: it replaced a picture or a key, and the old one is not in the history."


def reverse(change: Change, details: Iterable[Detail]) -> None:
    """Does the opposite of `details`, last first: what was added goes to the bin, what was changed goes back.

    Refused where a value is not in the history (a picture, a secret).
    """
    backwards = sorted(enumerate(details), reverse=True)
    for _, group in _runs(detail for _, detail in backwards):
        _reverse_run(change, group)


def _runs(details: Iterable[Detail]) -> Iterable[tuple[tuple[str, str], list[Detail]]]:
    run: list[Detail] = []
    seen: set[int] = set()
    for detail in details:
        if run and ((detail.kind, detail.action) != (run[0].kind, run[0].action) or detail.record in seen):
            yield (run[0].kind, run[0].action), run
            run, seen = [], set()
        run.append(detail)
        seen.add(detail.record)
    if run:
        yield (run[0].kind, run[0].action), run


def _reverse_run(change: Change, run: list[Detail]) -> None:
    table = table_named(run[0].kind)
    opposite = REVERSE[run[0].action]
    if opposite == "bin":
        change.bin_many(table, [detail.record for detail in run])
    elif opposite == "restore":
        for detail in run:
            change.restore(table, detail.record)
    else:
        _put_back(change, table, run)


def _put_back(change: Change, table: type[Table], run: list[Detail]) -> None:
    secret = values.secret(table)
    wanted: dict[int, dict[str, object]] = defaultdict(dict)
    for detail in run:
        before = json.loads(detail.before or "{}")
        if secret & set(before) or any(isinstance(value, dict) for value in before.values()):
            raise Refused(NOT_KEPT)
        wanted[detail.record] = before
    change.update_many(table, wanted)
