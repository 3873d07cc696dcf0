"""Who may do what, in which schools: the one table, read by every command, by the window and by docs/roles.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.unlocked import Keyholder
from metdesk.errors import Refused


class Role(StrEnum):
    """What a keyholder is in the trust."""

    BUSINESS_MANAGER = "business manager"
    HEADTEACHER = "headteacher"
    TRUST_OFFICER = "trust officer"
    INVESTIGATOR = "investigator"
    READER = "reader"


class Scope(StrEnum):
    """Whose records a command changes."""

    TRUST = "the whole trust"
    SCHOOL = "a school"
    ANY = "nobody’s"


@dataclass(frozen=True)
class Command:
    """What a command does, in words; the roles that may give it; whose records it changes."""

    words: str
    roles: frozenset[Role]
    scope: Scope


_OFFICE = frozenset({Role.BUSINESS_MANAGER, Role.TRUST_OFFICER})
_OFFICE_AND_HEAD = _OFFICE | {Role.HEADTEACHER}
_REVIEWERS = frozenset({Role.HEADTEACHER, Role.TRUST_OFFICER, Role.INVESTIGATOR})
"""Who may be the person that decides; a chair's key is an investigator's."""
_EVERYONE = frozenset(Role)
_NOT_READERS = _EVERYONE - {Role.READER}

COMMANDS: dict[str, Command] = {
    "trust.change": Command("Change the trust’s name, logo and officer", _OFFICE, Scope.TRUST),
    "settings.change": Command("Change the register’s settings", _OFFICE, Scope.TRUST),
    "schools.add": Command("Add a school", _OFFICE, Scope.TRUST),
    "schools.change": Command("Change a school’s entry, appoint its head", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "schools.bin": Command("Move a school to the bin", _OFFICE, Scope.TRUST),
    "schools.import": Command("Import a list of schools", _OFFICE, Scope.TRUST),
    "calendar.change": Command("Enter term dates and closures", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "people.add": Command("Add a person", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "people.change": Command("Change a person’s entry, record a leaver", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "people.bin": Command("Move people to the bin", _OFFICE, Scope.SCHOOL),
    "people.import": Command("Import a staff list", _OFFICE, Scope.SCHOOL),
    "accounts.add": Command("Add an account", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "accounts.change": Command("Change or close an account", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "accounts.bin": Command("Move accounts to the bin", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "accounts.check": Command("Record a check of an account", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "accounts.import": Command("Import a list of accounts", _OFFICE, Scope.SCHOOL),
    "accounts.grant": Command("Record a permission for an account", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "accounts.end": Command("End a permission", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "attachments.add": Command("Attach files to a record", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "attachments.bin": Command("Move an attachment to the bin", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "policy.import": Command("Take in an edition of the policy", _OFFICE, Scope.TRUST),
    "policy.reference": Command("Record that a law or policy was looked up", _OFFICE, Scope.TRUST),
    "rounds.ask": Command("Ask people to sign the policy", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "rounds.close": Command("Close a round", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "acknowledgements.add": Command("Enter what a person answered", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "acknowledgements.correct": Command("Correct an answer", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "acknowledgements.import": Command("Import a list of answers", _OFFICE, Scope.SCHOOL),
    "declarations.add": Command("Enter a declaration", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "declarations.correct": Command("Correct a declaration", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "declarations.bin": Command("Move a declaration to the bin", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "declarations.step": Command("Record an answer, no change, a withdrawal or an end", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "declarations.decide": Command("Decide on a declaration as its reviewer, on screen", _REVIEWERS, Scope.SCHOOL),
    "declarations.file": Command("Enter a decision that was signed on paper", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "declarations.import": Command("Import a list of declarations", _OFFICE, Scope.SCHOOL),
    "declarations.open": Command("Open a confidential record that they may see", _EVERYONE, Scope.ANY),
    "approaches.add": Command("Enter an approach by a student", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "approaches.correct": Command("Correct an approach", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "approaches.step": Command(
        "Record the reply to an approach, or the report to the head", _OFFICE_AND_HEAD, Scope.SCHOOL
    ),
    "approaches.import": Command("Import a list of approaches", _OFFICE, Scope.SCHOOL),
    "approaches.bin": Command("Move an approach to the bin", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "breaches.report": Command("Report a breach", _NOT_READERS, Scope.ANY),
    "breaches.write": Command("Write in a case that they are named on", _NOT_READERS, Scope.ANY),
    "breaches.name": Command("Name somebody on a case that they are named on", _NOT_READERS, Scope.ANY),
    "breaches.conclude": Command("Conclude or reopen a case that they are named on", _NOT_READERS, Scope.ANY),
    "figures.keep": Command("Keep the day’s figures", _OFFICE_AND_HEAD, Scope.ANY),
    "forms.print": Command("Print forms to be signed", _OFFICE_AND_HEAD, Scope.SCHOOL),
    "keyholders.add": Command("Add a keyholder", _OFFICE, Scope.TRUST),
    "keyholders.change": Command("Change a keyholder’s role and schools", _OFFICE, Scope.TRUST),
    "keyholders.person": Command("Say which person a keyholder is", _OFFICE, Scope.TRUST),
    "keyholders.remove": Command("Take a key away", _OFFICE, Scope.TRUST),
    "keyholders.hand_over": Command("Hand over to a successor", _OFFICE, Scope.TRUST),
    "keyholders.recovery_key": Command("Make a new recovery sheet", _OFFICE, Scope.TRUST),
    "keyholders.sheet_kept": Command("Confirm that the recovery sheet is kept", _EVERYONE, Scope.ANY),
    "keyholders.passphrase": Command("Change one’s own passphrase", _EVERYONE, Scope.ANY),
    "register.restore": Command("Put a backup in the register’s place", _OFFICE, Scope.TRUST),
    "undo": Command("Take one’s last change back", _OFFICE_AND_HEAD, Scope.SCHOOL),
}
"""Command → what it is and who may give it. A school's business manager starts and keeps a register alone in a
small trust, so what the trust officer may do, she may too, until the trust names an officer."""

WHOLE_TRUST = (
    "This is for the whole trust, and your key is for some schools: ask a business manager or trust officer "
    "whose key is for all schools."
)


def require(holder: Keyholder, command: str) -> None:
    """Refuses a `command` that the keyholder's role may not give, or that is for the whole trust where their key
    is for some schools."""
    allowed = COMMANDS[command]
    if holder.role not in allowed.roles:
        names = " or ".join(sorted(str(one) for one in allowed.roles))
        raise Refused(f"As {holder.role} you can look but not do this: ask a {names}.")
    if holder.schools and allowed.scope is Scope.TRUST:
        raise Refused(WHOLE_TRUST)


def may(holder: Keyholder, command: str) -> bool:
    """Whether the keyholder may give the command at all; in which schools is seen as it is given."""
    try:
        require(holder, command)
    except Refused:
        return False
    return True


def told(role: str, *, limited: bool = False) -> tuple[list[str], list[str]]:
    """What somebody in this role may do, and what they leave to others, in the words of the table; `limited` where
    their key is for some schools."""
    may_do = [one for one in COMMANDS.values() if role in one.roles and not (limited and one.scope is Scope.TRUST)]
    return [one.words for one in may_do], [one.words for one in COMMANDS.values() if one not in may_do]


def document() -> str:
    """docs/roles.md: the table for people to read."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Made from the table in `metdesk/roles.py`, which every command asks; a test holds the two together and gives"
    yield "each command in each role, with a key for all schools, for the school in question and for another one."
    yield ""
    yield "Everybody who can open the register can look at all of it, and print and export what they see, but for what"
    yield "is declared and approaches: who sees these is in [security.md](security.md). A key can be limited to some"
    yield "schools: its keyholder then changes records of these schools alone, neither taking a record from another"
    yield "school nor giving one to it, and what is for the whole trust is refused."
    yield ""
    yield f"| to do | {' | '.join(Role)} | changes records of |"
    yield f"|---|{'---|' * len(Role)}---|"
    for command in COMMANDS.values():
        marks = " | ".join("yes" if role in command.roles else "–" for role in Role)
        yield f"| {command.words} | {marks} | {command.scope} |"
