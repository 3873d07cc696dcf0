"""What was being typed into a form when the desk was left: kept sealed for whoever typed it, never in the register.

On disk it is JSON, `{"format": 1, …}` with the fields of `Draft`, sealed as `db/drafts.py` says.
"""

import json
import uuid
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from db import drafts, keys
from metdesk.desk import Desk
from metdesk.errors import Refused

_FORMAT = 1


@dataclass(frozen=True)
class Draft:
    """A half-typed form. `tab` and `step` open the same form again (`Tab.begin`); `typed` is what stood in its fields,
    as typed, by field name; `words` the same to be read; `lost` names what has to be chosen again; `focus` is the
    field that was being typed in. `id` tells one draft from another.
    """

    tab: str
    step: str
    title: str
    typed: dict[str, Any]
    words: str
    lost: list[str] = field(default_factory=list)
    focus: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


def keep(desk: Desk, draft: Draft) -> None:
    """Keeps `draft` for whoever sits at this desk, in place of the one before.

    Refused: the register is open to read only, the draft is too large. Unavailable: it could not be written.
    """
    if desk.store.read_only:
        raise Refused("What you typed is not kept: this register is open for reading only.")
    written = json.dumps({"format": _FORMAT} | asdict(draft), ensure_ascii=False)
    drafts.keep(desk.folder, desk.store.unlocked, written.encode("utf-8", "replace"))


def kept(desk: Desk) -> Draft | None:
    """The draft of whoever sits at this desk; one that is damaged, foreign or of a newer version is taken away."""
    data = drafts.kept(desk.folder, desk.store.unlocked)
    draft = _read(data) if data is not None else None
    if draft is None:
        drop(desk)
    return draft


def drop(desk: Desk) -> None:
    """Takes the draft of whoever sits at this desk away, and those of people who are keyholders no longer."""
    if not desk.store.read_only:
        drafts.drop(desk.folder, desk.store.unlocked)
        drafts.tidy(desk.folder, (one.id for one in keys.keyholders(desk.folder, desk.store.unlocked)))


def _read(data: bytes) -> Draft | None:
    try:
        given = json.loads(data)
        if given["format"] != _FORMAT:
            return None
        draft = Draft(**{one.name: given[one.name] for one in fields(Draft)})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = (draft.tab, draft.step, draft.title, draft.words, draft.focus, draft.id, *_listed(draft.lost))
    sound = isinstance(draft.typed, dict) and all(isinstance(one, str) for one in texts)
    return draft if sound else None


def _listed(lost: object) -> list[Any]:
    return lost if isinstance(lost, list) else [lost, None]
