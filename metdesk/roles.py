"""Who may do what: the one table, read by every command."""

from enum import StrEnum

from metdesk.errors import Refused


class Role(StrEnum):
    """What a keyholder is in the trust."""

    BUSINESS_MANAGER = "business manager"
    HEADTEACHER = "headteacher"
    TRUST_OFFICER = "trust officer"
    INVESTIGATOR = "investigator"
    READER = "reader"


_OFFICE = frozenset({Role.BUSINESS_MANAGER, Role.TRUST_OFFICER})
_OFFICE_AND_HEAD = _OFFICE | {Role.HEADTEACHER}

ALLOWED: dict[str, frozenset[Role]] = {
    "trust.change": _OFFICE,
    "settings.change": _OFFICE,
    "schools.add": _OFFICE,
    "schools.change": _OFFICE_AND_HEAD,
    "schools.bin": _OFFICE,
    "schools.import": _OFFICE,
    "people.add": _OFFICE_AND_HEAD,
    "people.change": _OFFICE_AND_HEAD,
    "people.bin": _OFFICE,
    "people.import": _OFFICE,
    "accounts.add": _OFFICE_AND_HEAD,
    "accounts.change": _OFFICE_AND_HEAD,
    "accounts.bin": _OFFICE_AND_HEAD,
    "accounts.check": _OFFICE_AND_HEAD,
    "accounts.import": _OFFICE,
    "accounts.grant": _OFFICE_AND_HEAD,
    "accounts.end": _OFFICE_AND_HEAD,
    "policy.import": _OFFICE,
    "policy.reference": _OFFICE,
    "forms.print": _OFFICE_AND_HEAD,
    "keyholders.add": _OFFICE,
    "keyholders.remove": _OFFICE,
    "undo": _OFFICE_AND_HEAD,
}
"""Command → the roles that may give it. A school's business manager starts and keeps a register alone in a
small trust, so what the trust officer may do, she may too, until the trust names an officer."""


def require(role: str, command: str) -> None:
    """Refuses a `command` that the `role` may not give."""
    allowed = ALLOWED[command]
    if role not in allowed:
        names = " or ".join(sorted(str(one) for one in allowed))
        raise Refused(f"As {role} you can look but not do this: ask a {names}.")
