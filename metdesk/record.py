"""How a field of a record is defined: once, with its label, help, kind, choices and clause.

Records are frozen dataclasses. Forms, tables, CSV and XLSX, JSON, PDF and the import preview read the
definitions with `fields`; `check`, `from_text` and `to_text` are the one way between a value and its words.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import StrEnum, auto
from functools import cache
from typing import Any, Generic, TypeVar

from metdesk.calendar import parse_date, show_date
from metdesk.errors import Refused

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
_YES = {"yes", "y", "true", "1", "x", "✓"}
_NO = {"no", "n", "false", "0", ""}

R = TypeVar("R")
Row = TypeVar("Row")


class Kind(StrEnum):
    """What a field holds, which decides its editor, its column and its wording."""

    LINE = auto()  # one line of text
    TEXT = auto()  # several lines of text
    EMAIL = auto()
    ADDRESS = auto()  # a web address
    DATE = auto()
    YES_NO = auto()
    CHOICE = auto()  # one of `choices`
    SUGGESTED = auto()  # a line for which `choices` are offered
    NUMBER = auto()
    PERSON = auto()  # the id of a person
    SCHOOL = auto()  # the id of a school
    ACCOUNT = auto()  # the id of an account


_CHECKED_FURTHER = {Kind.CHOICE, Kind.EMAIL}
_REFERENCES = {Kind.PERSON, Kind.SCHOOL, Kind.ACCOUNT, Kind.NUMBER}


@dataclasses.dataclass(frozen=True)
class Field:
    """One field's definition. `choices` are the words themselves, in the order they are offered; `bounds` the least
    and the most of a number; a `deadline` is a day by which something is to be done, better not in the holidays."""

    name: str
    label: str
    kind: Kind
    help: str
    choices: tuple[str, ...]
    required: bool
    clause: str
    default: Any
    bounds: tuple[int, int] | None = None
    deadline: bool = False


def field(
    label: str,
    kind: Kind = Kind.LINE,
    *,
    help: str = "",  # noqa: A002 - the word every form uses for it
    choices: type[StrEnum] | tuple[str, ...] = (),
    required: bool = False,
    clause: str = "",
    default: Any = None,
    bounds: tuple[int, int] | None = None,
    deadline: bool = False,
) -> Any:
    """A dataclass field with its definition; `default` is the empty value of `kind` unless told."""
    if default is None:
        default = "" if kind in _TEXTS else False if kind is Kind.YES_NO else None
    words = tuple(str(choice) for choice in choices)
    about = {
        "label": label,
        "kind": kind,
        "help": help,
        "choices": words,
        "required": required,
        "clause": clause,
        "bounds": bounds,
        "deadline": deadline,
    }
    return dataclasses.field(default=default, metadata=about)


_TEXTS = {Kind.LINE, Kind.TEXT, Kind.EMAIL, Kind.ADDRESS, Kind.SUGGESTED, Kind.CHOICE}


def fields(record: type) -> tuple[Field, ...]:
    """The definitions of a record's fields, in their order; fields without a label are left out."""
    return _fields(record)


@cache
def _fields(record: type) -> tuple[Field, ...]:
    return tuple(
        Field(name=one.name, default=one.default, **one.metadata)
        for one in dataclasses.fields(record)
        if "label" in one.metadata
    )


def field_of(record: type, name: str) -> Field:
    """The definition of the field called `name`."""
    return next(one for one in fields(record) if one.name == name)


def check(record: object) -> None:
    """Refuses a record with what is missing, too long or not among the choices, a sentence a field."""
    found = problems(record)
    if found:
        raise Refused(found)


def problems(record: object) -> dict[str, str]:
    """What is missing, too long or not among the choices: field → sentence."""
    found: dict[str, str] = {}
    for one in fields(type(record)):
        value = getattr(record, one.name)
        if (value or one.required) and (sentence := problem(one, value)):
            found[one.name] = sentence
    return found


def problem(one: Field, value: object) -> str:
    """What is missing or unfit about `value`, in a sentence; nothing where it will do."""
    if isinstance(value, str) and value.strip():
        return _unfit(one, value) if len(value) > LONGEST_LINE or one.kind in _CHECKED_FURTHER else ""
    if one.bounds and isinstance(value, int) and not one.bounds[0] <= value <= one.bounds[1]:
        return f"{one.label} takes a whole number from {one.bounds[0]:,} to {one.bounds[1]:,}."
    missing = value is None or isinstance(value, str)
    return f"{one.label} {_is(one.label)} needed." if missing and one.required else ""


def _is(label: str) -> str:
    return "are" if label.endswith("s") and not label.endswith("ss") else "is"


def _unfit(one: Field, value: str) -> str:
    longest = LONGEST_TEXT if one.kind is Kind.TEXT else LONGEST_LINE
    if len(value) > longest:
        return f"{one.label} is {len(value):,} characters long: {longest:,} is the most."
    if one.kind is Kind.CHOICE and value not in one.choices:
        return f"“{value[:40]}” is not among the choices for {one.label.lower()}: {_listed(one.choices)}."
    if one.kind is Kind.EMAIL and (value.count("@") != 1 or " " in value or "." not in value.split("@")[1]):
        return f"“{value[:60]}” is not an e-mail address: write it as name@school.example."
    return ""


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else "".join(words)


def to_text(one: Field, value: object) -> str:
    """The value in words, as screen, paper and spreadsheet show it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return show_date(value)
    if one.kind is Kind.CHOICE:
        return sentence_case(str(value))
    return str(value)


def from_text(one: Field, text: str) -> Any:
    """The value written in `text`. Refused, under the field's name, where it cannot be one."""
    written = text.strip()
    try:
        return _from_text(one, written)
    except Refused as refused:
        raise Refused({one.name: str(refused)}) from None


def _from_text(one: Field, written: str) -> Any:
    if one.kind is Kind.DATE:
        return parse_date(written) if written else None
    if one.kind is Kind.YES_NO:
        return _yes_or_no(one, written)
    if one.kind in _REFERENCES:
        return _whole_number(one, written)
    if one.kind is Kind.CHOICE:
        same = [choice for choice in one.choices if choice.casefold() == written.casefold()]
        return same[0] if same else written
    return written


def _yes_or_no(one: Field, written: str) -> bool:
    if written.casefold() in _YES:
        return True
    if written.casefold() in _NO:
        return False
    raise Refused(f"“{written[:40]}” is neither yes nor no: write Yes or No for {one.label.lower()}.")


def _whole_number(one: Field, written: str) -> int | None:
    if not written:
        return None
    try:
        return int(written)
    except ValueError:
        raise Refused(f"“{written[:40]}” is not a number: {one.label} takes a whole number.") from None


def stripped(record: R) -> R:
    """The record without stray spaces at the ends of its texts."""
    values: dict[str, Any] = {one.name: getattr(record, one.name) for one in fields(type(record))}
    clean = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    return dataclasses.replace(record, **clean)  # type: ignore[type-var]  # R is always a dataclass


def sentence_case(words: str) -> str:
    """The words with a capital at the start and the rest as it is: `Governance volunteer`."""
    return words[:1].upper() + words[1:]


def from_json(record: type[R], values: Mapping[str, Any], base: R | None = None) -> R:
    """A record from JSON values (dates as `2026-03-05` or as written), on top of `base` where given.

    Refused: a name the record does not have, a value of another kind.
    """
    known = {one.name: one for one in fields(record)}
    problems: dict[str, str] = {
        name: f"There is no field “{name}”: the fields are {', '.join(known)}." for name in values if name not in known
    }
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in known:
            try:
                found[name] = _from_json(known[name], value)
            except Refused as refused:
                problems |= refused.problems
    if problems:
        raise Refused(problems)
    return dataclasses.replace(base, **found) if base is not None else record(**found)  # type: ignore[type-var]


def _from_json(one: Field, value: object) -> Any:
    if one.kind is Kind.YES_NO and isinstance(value, bool):
        return value
    if one.kind in _REFERENCES and (value is None or (isinstance(value, int) and not isinstance(value, bool))):
        return value
    if value is None:
        return one.default
    if isinstance(value, str):
        return from_text(one, value)
    raise Refused({one.name: f"{one.label} takes {_wanted(one)}, not {type(value).__name__}."})


def _wanted(one: Field) -> str:
    return {Kind.YES_NO: "true or false", Kind.DATE: "a date"}.get(
        one.kind, "a whole number" if one.kind in _REFERENCES else "text"
    )


def to_json(record: object) -> dict[str, Any]:
    """The record's fields as JSON values; dates as `2026-03-05`."""
    values = {one.name: getattr(record, one.name) for one in fields(type(record))}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@dataclasses.dataclass(frozen=True)
class Page(Generic[Row]):
    """Part of a list: `rows` of all `total`."""

    rows: list[Row]
    total: int
