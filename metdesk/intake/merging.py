"""What a list says of an entry that the register has: what of it is new, and in words."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from metdesk.record import fields, to_text

R = TypeVar("R")
Differences = dict[str, tuple[Any, Any]]
"""Name of the field → (before, after)."""


def merged(base: R, found: Mapping[str, Any]) -> tuple[R, Differences]:
    """The record with what was found of its fields, and what differs."""
    known = vars(base)
    differs: Differences = {}
    for name, value in found.items():
        if name not in known:
            continue
        before = known[name]
        if before != value and not _same(before, value):
            differs[name] = (before, value)
    if not differs:
        return base, differs
    values = {name: after for name, (_, after) in differs.items()}
    return replace(base, **values), differs  # type: ignore[type-var]  # R is always a dataclass


def _same(before: Any, after: Any) -> bool:
    """Whether a list says nothing new: spaces do not count, nor capitals throughout (`SMITH` for `Smith`)."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    plain, new = _plain(before), _plain(after)
    return plain == new or (new.isupper() and len(new) > 1 and plain.upper() == new and not plain.islower())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def in_words(
    record: type, differs: Differences, names: Mapping[str, Callable[[Any], str]]
) -> dict[str, tuple[str, str]]:
    """The differences by label and in words; `names` says those of fields that hold an id."""
    shown: dict[str, tuple[str, str]] = {}
    for one in fields(record):
        if one.name in differs:
            before, after = differs[one.name]
            name = names.get(one.name)
            shown[one.label] = (name(before), name(after)) if name else (to_text(one, before), to_text(one, after))
    return shown
