"""Printed forms that ask for a signature: each is a record, found again by the code printed on it.

The code is 32 capital letters and digits, which a QR code of version 2 holds: `M1`, two letters for the kind,
the number of seven, its check letter, and twenty of a MAC under the trust's own key. So a misread or foreign
code is told from one of ours. The readable reference is the first half: `AF-7K2M9QXF`.
"""

import base64
import hmac
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from db import forms as tables
from db import schools
from metdesk.desk import Desk
from metdesk.errors import Refused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O or U, which are misread by hand."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_VERSION = "M1"
_NUMBER_LETTERS = 7
_MAC_LETTERS = 20


class FormKind(StrEnum):
    """The kinds of form, by the two letters that open a reference."""

    ACKNOWLEDGEMENT = "AF"
    AUTHORISATION = "AU"
    DECLARATION = "DE"
    APPROACH = "AP"


@dataclass(frozen=True)
class Form:
    """One printed page: what it is, for whom, and how it is found again."""

    id: int
    kind: str
    reference: str
    code: str
    person_id: int | None
    account_id: int | None
    edition_id: int | None
    printed_at: datetime
    declaration_id: int | None = None
    approach_id: int | None = None

    @property
    def what(self) -> str:
        """What it asks to be signed: `Acknowledgement`."""
        return FormKind(self.kind).name.capitalize()

    @property
    def printed_on(self) -> date:
        """The day it was printed, on this PC's clock."""
        return self.printed_at.astimezone().date()


def issue(
    desk: Desk,
    kind: FormKind,
    person_ids: Sequence[int | None],
    *,
    edition_id: int | None = None,
    account_id: int | None = None,
    declaration_id: int | None = None,
    approach_id: int | None = None,
) -> list[Form]:
    """Records one form for each person, in their order, in one change; returns them with their codes.

    None stands for a blank form, or for one that says whom it is about through the declaration or approach it is
    printed for: whoever may not see those learns nothing from the list of forms. Refused: nobody to print for.
    """
    if not person_ids:
        raise Refused("There is nobody to print for: choose other people, or another school.")
    numbers = _new_numbers(len(person_ids))
    now = datetime.now(UTC).replace(microsecond=0)
    about = {
        "edition_id": edition_id,
        "account_id": account_id,
        "declaration_id": declaration_id,
        "approach_id": approach_id,
    }
    rows = [
        {
            "number": number,
            "kind": kind,
            "person_id": person,
            "printed_at": now.isoformat(),
            "printed_by": desk.keyholder.name,
            **about,
        }
        for number, person in zip(numbers, person_ids, strict=True)
    ]
    words = f"Printed {len(rows):,} {kind.name.lower()} form{'' if len(rows) == 1 else 's'}"
    with desk.change("forms.print", words) as changing:
        ids = changing.insert_many(tables.Form, rows)
    key = schools.trust().code_key
    return [
        Form(
            id=number_id,
            kind=kind,
            reference=reference(kind, number),
            code=code(key, kind, number),
            person_id=person,
            printed_at=now,
            **about,
        )
        for number_id, number, person in zip(ids, numbers, person_ids, strict=True)
    ]


def _new_numbers(count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        drawn = {"".join(secrets.choice(LETTERS) for _ in range(_NUMBER_LETTERS)) for _ in range(count - len(found))}
        found |= dict.fromkeys(drawn - tables.numbers(drawn))
    return list(found)


def reference(kind: str, number: str) -> str:
    """The reference a person reads aloud or types: `AF-7K2M-9QXF`, its last letter a check on the others."""
    whole = number + check_letter(kind, number)
    return f"{kind}-{whole[:4]}-{whole[4:]}"


def code(key: bytes, kind: str, number: str) -> str:
    """The 32 letters of the QR code; `key` is the trust's code key of 32 bytes."""
    body = f"{_VERSION}{kind}{number}{check_letter(kind, number)}"
    digest = hmac.digest(key, body.encode(), sha256)
    return body + base64.b32encode(digest).decode()[:_MAC_LETTERS]


def check_letter(kind: str, number: str) -> str:
    """The check letter of a number: the Luhn scheme modulo 32, begun with the kind.

    It finds every single wrong letter and most exchanged neighbours.
    """
    total = int(kind, 36)
    for place, letter in enumerate(reversed(number)):
        value = LETTERS.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return LETTERS[-total % 32]


def find(desk: Desk, written: str) -> Form:
    """The form with this reference, typed in any case, with or without dashes.

    Refused: a slip in it, which its check letter shows; a reference of no form of this register.
    """
    plain = "".join(letter for letter in written.upper() if letter.isalnum())
    kind, rest = plain[:2], plain[2:].translate(_MISREAD)
    if kind not in tuple(FormKind) or len(rest) != _NUMBER_LETTERS + 1:
        raise Refused(f"“{written[:40]}” is not a reference: it reads like AF-7K2M-9QXF.")
    number = rest[:-1]
    if any(letter not in LETTERS for letter in number) or check_letter(kind, number) != rest[-1]:
        raise Refused(f"There is a slip in “{written[:40]}”: compare it with the form, letter by letter.")
    row = tables.form(number)
    if row is None or row.kind != kind:
        raise Refused(f"No form of this register has the reference {reference(kind, number)}.")
    return _form(row)


def sheet(
    desk: Desk, written: str, kind: FormKind, person_id: int | None, whose: Callable[[Form], Collection[int]]
) -> int | None:
    """The id of the form of a kind whose reference is `written` beside a record of this person; None where nothing is
    written. `whose` tells the people of the record that it was printed about.

    Refused, under `reference`: no such form, another kind of form, one that was printed for somebody else.
    """
    if not written.strip():
        return None
    try:
        form = find(desk, written)
    except Refused as refused:
        raise Refused({"reference": str(refused)}) from None
    if form.kind != kind:
        called = kind.name.lower()
        begins = f"{'an' if called[0] in 'aeiou' else 'a'} {called}’s begins with {kind}"
        raise Refused({"reference": f"{form.reference} is another kind of form: {begins}."})
    if {form.person_id, *whose(form)} - {None, person_id}:
        raise Refused({"reference": f"{form.reference} was printed for somebody else: look at it and at the person."})
    return form.id


def get(form_id: int) -> Form | None:
    """The form of this id."""
    row = tables.by_id(form_id)
    return _form(row) if row else None


def only_one(person_id: int, edition_id: int, signed_on: date | None) -> int | None:
    """The acknowledgement form printed for a person and an edition, if it is the only one and no later than the day
    it was signed; then an answer that was keyed without its reference is still told to belong to it."""
    found = tables.of_answer(FormKind.ACKNOWLEDGEMENT, edition_id, person_id)
    forms = [form for form in map(_form, found) if signed_on is None or form.printed_on <= signed_on]
    return forms[0].id if len(forms) == 1 == len(found) else None


def printed(desk: Desk, kind: FormKind) -> bool:
    """Whether a form of this kind was ever printed."""
    return tables.any_of(kind)


def of_person(desk: Desk, person_id: int) -> list[Form]:
    """The forms printed for a person, the latest first."""
    return [_form(row) for row in tables.of_person(person_id)]


def _form(row: tables.Form) -> Form:
    key = schools.trust().code_key
    return Form(
        id=row.id,
        kind=row.kind,
        reference=reference(row.kind, row.number),
        code=code(key, row.kind, row.number),
        person_id=row.person_id,
        account_id=row.account_id,
        edition_id=row.edition_id,
        printed_at=datetime.fromisoformat(row.printed_at),
        declaration_id=row.declaration_id,
        approach_id=row.approach_id,
    )
