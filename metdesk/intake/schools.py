"""Lists of schools, as from Get Information about Schools: which school a row means, and who heads it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from db import schools as tables
from metdesk import people, schools
from metdesk.calendar import parse_date, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.heads import Heads, NewHead, add_heads
from metdesk.intake.listed import Listed
from metdesk.intake.merging import Differences, merged
from metdesk.intake.plan import Plan, Register
from metdesk.intake.rows import Rows, Values, plan_list
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly
from metdesk.schools import School, SchoolKind, plain_name

_KINDS: tuple[tuple[SchoolKind, tuple[str, ...]], ...] = (
    (SchoolKind.SPECIAL, ("special",)),
    (SchoolKind.ALTERNATIVE, ("alternative provision", "pupil referral")),
    (SchoolKind.CENTRE, ("centre",)),
)
"""Words in the type of establishment."""
_PHASES: tuple[tuple[SchoolKind, tuple[str, ...]], ...] = (
    (SchoolKind.ALL_THROUGH, ("all-through", "all through")),
    (SchoolKind.PRIMARY, ("primary",)),
    (SchoolKind.SECONDARY, ("secondary",)),
)

SCHOOL_LIST = Register(
    record=School,
    table=tables.School,
    columns=vars,
    command="schools.import",
    called="list of schools",
    entry="school",
    needed=(("name",), ("urn",)),
    write_more=add_heads,
)


def plan(desk: Desk, table: Table, mapping: Mapping[int, str] | None = None, *, progress: Progress = quietly) -> Plan:
    """What importing this list of schools would do; see `plan_list`.

    A row means the school of its URN, else the one of its name. A head whom the register does not know is added as
    a person of that school. A closed school is refused. Refused as a whole: a list without names and URNs.
    """
    return plan_list(_Rows, desk, table, mapping, progress=progress)


class _Rows(Rows[School]):
    register = SCHOOL_LIST

    def __init__(self, desk: Desk, listed: Listed) -> None:
        super().__init__(desk, listed, closed_on=parse_date, head_id=str, chair_id=str)
        every = schools.everyone(desk)
        self._heads = Heads(people.everyone(desk), every, self.today)
        self.names = {"head_id": self._heads.name, "chair_id": self._heads.name}
        self._by_urn: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, school in every.items():
            self.take(number, school)

    def title(self, found: Mapping[str, Any]) -> str:
        return str(found.get("name") or found.get("urn", ""))

    def values(self, found: Mapping[str, str]) -> Values:
        values = super().values(found)
        _refuse_closed(self.title(found), values, self.today)
        return values

    def meant(self, values: Values) -> int | None:
        urn, name = values.get("urn", ""), values.get("name", "")
        number = self._by_urn.get(urn)
        if number is None:
            called = [n for n in self._by_name.get(plain_name(name), ()) if not (urn and self.now[n].urn)]
            if len(called) > 1:
                raise Refused(f"{len(called)} schools are called “{name[:60]}”: give the URN to say which.")
            number = called[0] if called else None
        return number

    def settled(self, values: Values, number: int | None) -> Values:
        """The values with `head` and `chair`: whom the row makes these, unless it is who they are already."""
        now = School() if number is None else self.now[number]
        head = self._heads.named(number, now.head_id, values)
        chair = self._heads.chair(number, now.chair_id, now.head_id if head is None else head, values)
        told_of = {name: value for name, value in values.items() if name not in ("head_id", "chair_id")}
        found = {f"{name}_id": one for name, one in (("head", head), ("chair", chair)) if isinstance(one, int)}
        return {**told_of, "head": head, "chair": chair, **found}

    def new(self, values: Values) -> School:
        return merged(School(kind=_kind(values)), values)[0]

    def amiss(self, record: School, number: int | None) -> Mapping[str, str]:
        return schools.amiss(record, lambda name, value: self._holder(name, value, number))

    def _holder(self, name: str, value: str, number: int | None) -> str:
        if name == "urn":
            others = [self._by_urn[value]] if value in self._by_urn else []
        else:
            others = self._by_name.get(plain_name(value), [])
        return next((self.now[other].name for other in others if other != number), "")

    def more(self, values: Values) -> NewHead | None:
        return values["head"] if isinstance(values["head"], NewHead) else None

    def remarks(self, before: School | None, record: School, values: Values) -> str:
        head, chair = values["head"], values["chair"]
        added = f"{head.name} is added as {record.head_title}" if isinstance(head, NewHead) else head
        return "; ".join(one for one in (added, chair) if isinstance(one, str))

    def differences(self, before: School, differs: Differences, more: Any) -> dict[str, tuple[str, str]]:
        shown = super().differences(before, differs, more)
        return shown | {"Head": (self._heads.name(before.head_id), more.name)} if more else shown

    def remember(self, number: int, record: School) -> None:
        if record.urn:
            self._by_urn[record.urn] = number
        self._by_name[plain_name(record.name)].append(number)

    def forget(self, number: int, record: School) -> None:
        self._by_urn.pop(record.urn, None)
        self._by_name[plain_name(record.name)].remove(number)


def _refuse_closed(title: str, values: Mapping[str, Any], today: date) -> None:
    closed = values.get("closed_on")
    if not values.get("status", "").casefold().startswith("closed") and (closed is None or closed > today):
        return
    when = f"closed on {show_date(closed)}" if closed else "is closed"
    successor = values.get("successor", "")
    where = f"; it lives on as URN {successor}" if successor and successor != values.get("urn") else ""
    raise Refused(f"{title} {when}{where}.")


def _kind(values: Mapping[str, Any]) -> str:
    """The kind of a new school by its type, phase and name; a phase of its own (16 plus, nursery) is other."""
    of_type, phase, name = (values.get(one, "").casefold() for one in ("type", "phase", "name"))
    found = next((kind for kind, words in _KINDS if any(word in of_type for word in words)), None)
    if found is None and not phase:
        return SchoolKind.PRIMARY.value
    found = found or next((kind for kind, words in _PHASES if any(word in phase for word in words)), SchoolKind.OTHER)
    if found is SchoolKind.PRIMARY and ("infant" in name) is not ("junior" in name):
        found = SchoolKind.INFANT if "infant" in name else SchoolKind.JUNIOR
    return found.value
