"""What stands of cases outside their own tab: in the history, in exports, in what verifying says.

The sentences of the audit say no word of a case, but they say that there is one: who may not know of it is not told.
"""

from typing import Any

from db import breaches as tables
from metdesk import case_seen, cases
from metdesk.desk import Desk

Tables = dict[str, list[dict[str, Any]]]

_EVERY = 1_000_000
_NOT_COUNTED = frozenset({"id", "uuid", "admits", "binned_at"})
"""The columns of a case that are not told: ids without a gap would tell how many are hidden."""


def untold(desk: Desk) -> frozenset[int]:
    """The numbers of the audit's entries about cases that the keyholder may not know of."""
    return desk.keep(("untold", desk.keyholder), lambda: _untold(desk))


def _untold(desk: Desk) -> frozenset[int]:
    every = {one["id"] for one in tables.everything()}
    hidden = every - {one.id for one in cases.counted(desk)} if every else set()
    return tables.audited(hidden) if hidden else frozenset()


def sift(desk: Desk, found: Tables) -> Tables:
    """All tables of the file, with of cases what the keyholder may list, and nothing else: no ids, no keys, no words,
    not who is named. An entry of the audit about another case is there by its number alone."""
    hidden = untold(desk)
    known = {one.uuid for one in cases.page(desk, limit=_EVERY).rows}
    told = dict(found)
    told["breach"] = [_counted(row) for row in found.get("breach", ()) if row["uuid"] in known]
    told["audit"] = [{"n": row["n"]} if row["n"] in hidden else row for row in found["audit"]]
    told["audit_detail"] = [row for row in found["audit_detail"] if row["kind"] not in ("breach", *tables.WITHIN)]
    return told


def _counted(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in _NOT_COUNTED}
    return {"title": case_seen.title_of(row["uuid"])} | plain
