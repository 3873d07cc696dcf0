"""From the rows of a list to a plan: which entry each row means, and what becomes of it.

Every row is planned on the register as it would be after the rows before it. What the cells say, whom they mean and
what is refused differs from register to register: its module says so in a class of its own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.intake.listed import Listed, Reader, mapped
from metdesk.intake.merging import Differences, in_words, merged
from metdesk.intake.plan import Action, Plan, Planned, Register, refusal
from metdesk.intake.spreadsheet import Table
from metdesk.jobs import Progress, quietly

Record = TypeVar("Record")
Values = dict[str, Any]


def plan_list(
    kind: "type[Lines]",
    desk: Desk,
    table: Table,
    mapping: Mapping[int, str] | None = None,
    *,
    school_id: int | None = None,
    progress: Progress = quietly,
) -> Plan:
    """What importing a list into the register of `kind` would do, nothing being written.

    `mapping` says which column (from 0) is which field of `columns.choices`, else the names of the columns do.
    `school_id` is the school of rows that name none. An empty cell leaves what is known. Refused: a list without
    the columns that are needed.
    """
    listed = Listed(table, mapped(kind.register, table, mapping), school_id)
    seal = desk.seal_words()
    rows = kind(desk, listed)
    planned = [rows.plan(line, found) for line, found in listed.rows(progress)]
    again = partial(plan_list, kind, desk, table, mapping, school_id=school_id)
    missing = rows.missing(planned)
    return Plan(kind.register, table.name, planned, listed.ignored, listed.warnings, missing, seal, again)


class Lines(ABC):
    """What becomes of the rows of a list, one after the other."""

    register: ClassVar[Register]

    @abstractmethod
    def __init__(self, desk: Desk, listed: Listed) -> None: ...

    @abstractmethod
    def plan(self, line: int, found: Mapping[str, str]) -> Planned:
        """What becomes of the row `line`, of its filled cells by field."""

    def missing(self, planned: list[Planned]) -> tuple[tuple[int, str], ...]:
        """The entries (id, title) of which it is worth saying that the list does not have them."""
        return ()


class Rows(Lines, Generic[Record]):
    """The entries of a register as they would be after the rows planned so far.

    `now` has them by id (a new entry's id is its row, negative), `row_of` the row that each was in. `names` says in
    words what fields that hold an id say.
    """

    def __init__(self, desk: Desk, listed: Listed, **ways: Callable[[str], Any]) -> None:
        """`ways` are those of fields that `Reader` does not read as usual. Register the entries with `take`."""
        self.listed, self.today = listed, desk.today()
        self.now: dict[int, Record] = {}
        self.row_of: dict[int, int] = {}
        self.names: Mapping[str, Callable[[Any], str]] = {}
        self._reader = Reader(self.register.record, **ways)

    def values(self, found: Mapping[str, str]) -> Values:
        """What the filled cells of a row say, by field; more than the record's fields, where a list has more.

        Refused: what cannot be such a value.
        """
        return self._reader.read(found)

    @abstractmethod
    def title(self, found: Mapping[str, Any]) -> str:
        """What an entry is called by its fields, or a row by its cells."""

    @abstractmethod
    def meant(self, values: Values) -> int | None:
        """The entry that a row means, or none yet. Refused: it cannot be told."""

    def settled(self, values: Values, number: int | None) -> Values:
        """What a row says, now that it is known which entry it means."""
        return values

    @abstractmethod
    def new(self, values: Values) -> Record:
        """The entry of a row that means none yet."""

    @abstractmethod
    def amiss(self, record: Record, number: int | None) -> Mapping[str, str]:
        """What keeps the entry, known by `number` or new, out of the register: field → sentence."""

    @abstractmethod
    def remarks(self, before: Record | None, record: Record, values: Values) -> str:
        """What is remarkable about a row."""

    def out_of_reach(self, before: Record | None, record: Record) -> Mapping[str, str]:
        """What keeps this keyholder from writing the entry, as it was and will be: field → sentence."""
        return {}

    def more(self, values: Values) -> Any:
        """What else is written for a row, beside its record; None for nothing."""
        return None

    def differences(self, before: Record, differs: Differences, more: Any) -> dict[str, tuple[str, str]]:
        """What a row changes, by label and in words."""
        return in_words(self.register.record, differs, self.names)

    @abstractmethod
    def remember(self, number: int, record: Record) -> None:
        """Enters an entry where `meant` and `amiss` look for it."""

    @abstractmethod
    def forget(self, number: int, record: Record) -> None:
        """Takes an entry out from where `remember` entered it."""

    def take(self, number: int, record: Record) -> None:
        """Records how an entry is from here on."""
        before = self.now.get(number)
        if before is not None:
            self.forget(number, before)
        self.now[number] = record
        self.remember(number, record)

    def plan(self, line: int, found: Mapping[str, str]) -> Planned:
        """What becomes of the row `line`, of its filled cells by field."""
        try:
            values = self.values(found)
            number = self.meant(values)
            if number in self.row_of:
                about = f"Row {self.row_of[number]:,} is about the same {self.register.entry} already"
                raise Refused(f"{about}: leave one of them out.")
        except Refused as refused:
            return refusal(line, self.title(found), refused)
        return self._planned(line, number, self.settled(values, number))

    def _planned(self, line: int, number: int | None, values: Values) -> Planned:
        before, more = None if number is None else self.now[number], self.more(values)
        differs: Differences = {}
        if before is None:
            record = self.new(values)
        else:
            record, differs = merged(before, values)
        title, place = self.title(vars(record)), -line if number is None else number
        unchanged = before is not None and not differs and more is None
        if not unchanged:
            problems = self.out_of_reach(before, record) or self.amiss(record, number)
            if problems:
                return refusal(line, title, Refused(problems))
            self.take(place, record)
        self.row_of[place] = line
        why = self.remarks(before, record, values)
        if before is None:
            return Planned(line, Action.ADDED, title, why, record, more=more)
        if unchanged:
            return Planned(line, Action.UNCHANGED, title, why, record, number)
        shown = self.differences(before, differs, more)
        return Planned(line, Action.CHANGED, title, why, record, number, shown, more)
