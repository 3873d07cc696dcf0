"""How the records of each table are told of: what one is called, and what its columns are called.

A register that is added needs one line here: its table's name and its record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from metdesk.account_record import Account
from metdesk.acknowledgement_record import Acknowledgement, Round
from metdesk.approach_record import Approach
from metdesk.attachments import Attachment
from metdesk.authorisations import Authorisation
from metdesk.declaration_record import Decision, Declaration
from metdesk.people import Person
from metdesk.record import Field, Kind, fields
from metdesk.schools import School
from metdesk.settings import Settings
from metdesk.term_dates import TermDate


@dataclass(frozen=True)
class Told:
    """Of one table: what a record is (`account`), its fields, and what it is `called` by these columns of its own.

    `deeds` say what was done to it where the usual words do not fit; columns that are `hidden` are told by its name.
    """

    noun: str
    fields: Mapping[str, Field]
    name_columns: tuple[str, ...] = ()
    called: Callable[..., str] = lambda *words: " ".join(str(word) for word in words if word)
    deeds: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def column(self, column: str) -> Field:
        """The column's field; one made of its name where none is defined."""
        return self.fields.get(column) or _plain(column, column.removesuffix("_id").replace("_", " ").capitalize())


def _plain(name: str, label: str, kind: Kind = Kind.LINE) -> Field:
    return Field(name, label, kind, "", (), False, "", None)


def _of(record: type, **more: str) -> dict[str, Field]:
    return {one.name: one for one in fields(record)} | _lines(**more)


def _lines(**labels: str) -> dict[str, Field]:
    return {name: _plain(name, label) for name, label in labels.items()}


def _days(**labels: str) -> dict[str, Field]:
    return {name: _plain(name, label, Kind.DATE) for name, label in labels.items()}


def _reference(title: str) -> str:
    return f"“{title}”"


def _setting(name: str) -> str:
    known = {one.name: one.label for one in fields(Settings)}
    return f"“{known.get(name) or name.replace('_', ' ')}”"


def _edition(version: str, last_revision: str) -> str:
    return ", ".join(word for word in (version, last_revision) if word)


_OF_A_CASE = frozenset({"uuid", "kind", "generation", "content", "keyholder", "sealed_to", "sealed"})

TOLD: Mapping[str, Told] = {
    "trust": Told("trust", _lines(name="Name", logo="Logo", officer_id="Trust officer"), ("name",)),
    "setting": Told("setting", {}, ("name",), _setting, hidden=frozenset({"name"})),
    "school": Told("school", _of(School), ("name",)),
    "term_date": Told("term date", _of(TermDate), ("name",)),
    "person": Told("person", _of(Person), ("title", "forename", "surname")),
    "account": Told("account", _of(Account), ("handle", "platform"), "{} ({})".format),
    "authorisation": Told("permission", _of(Authorisation, ended_why="Why it ended")),
    "account_check": Told("check", _days(checked_on="Checked on")),
    "edition": Told(
        "edition",
        _days(entered_on="Entered on", review_due="Due for review by")
        | {"minor": _plain("minor", "Minor edition", Kind.YES_NO)}
        | _lines(source_name="Taken from"),
        ("version", "last_revision"),
        _edition,
    ),
    "policy_clause": Told("clause", _lines(audience="Binds"), ("number",)),
    "policy_term": Told("term", {}, ("term",), _reference),
    "policy_reference": Told(
        "law or related policy",
        _days(checked_on="Checked on", review_on="Its own review") | _lines(place="Where it is kept"),
        ("title",),
        _reference,
    ),
    "edition_reference": Told("citation", _lines(reference_id="Law or related policy")),
    "policy_change": Told("line of the change log", {}, ("version", "date")),
    "form": Told(
        "printed form",
        _days(printed_at="Printed") | _lines(printed_by="Printed by"),
        ("number",),
    ),
    "ack_round": Told("round", _of(Round)),
    "acknowledgement": Told("answer", _of(Acknowledgement)),
    "declaration": Told(
        "declaration",
        _of(Declaration, state="State", head_of_id="Reviewed for")
        | _days(look_again="Look again on", confirmed_on="Confirmed on", ended_on="Ended on"),
        ("id",),
        "{}".format,
    ),
    "declaration_step": Told("step", _of(Decision, step="What was done", signed="Signed") | _days(taken_on="Day")),
    "approach": Told("approach", _of(Approach), ("id",), "{}".format),
    "attachment": Told(
        "attachment",
        _of(Attachment, content="Content"),
        ("id",),
        "{}".format,
        hidden=frozenset({"kind", "record_id", "media_type", "size", "thumbnail", "content"}),
    ),
    "opening": Told(
        "opening of",
        {},
        ("kind", "record_id"),
        lambda kind, record: f"{kind} {record}",
        deeds={"insert": "noted"},
        hidden=frozenset({"kind", "record_id"}),
    ),
    "keyholder_person": Told("keyholder", _lines(person_id="Is")),
    "breach": Told(
        "case",
        _lines(category="Category", route="Goes to", state="State", outcome="Outcome")
        | _days(
            reported_on="Reported on",
            start_by="To be started by",
            started_on="Started on",
            conclude_by="To be concluded by",
            concluded_on="Concluded on",
            refer_by="To be referred by",
            referred_on="Referred on",
            notify_by="To be notified by",
            notified_on="Notified on",
            lapses_on="Lapses on",
        ),
        ("uuid",),
        lambda uuid: uuid[:5].upper(),
        hidden=frozenset({"uuid", "admits"}),
    ),
    "breach_key": Told("key of a case", {}, hidden=_OF_A_CASE),
    "breach_entry": Told("entry of a case", {}, hidden=_OF_A_CASE),
    "breach_file": Told("evidence of a case", {}, hidden=_OF_A_CASE),
    "day_figure": Told("figure of a day", _days(day="Day") | _lines(amiss="Check", met="Met", of="Of")),
    "keyholder": Told("keyholder", {}, ("name",), deeds={"bin": "no longer as they were"}),
    "restore": Told(
        "backup", _lines(backup="Backup") | _days(at="Made on"), deeds={"restore": "put in place of this register"}
    ),
}

REFERENCES: Mapping[str, str] = {
    "school_id": "school",
    "person_id": "person",
    "head_id": "person",
    "chair_id": "person",
    "decided_by_id": "person",
    "officer_id": "person",
    "granted_by_id": "person",
    "account_id": "account",
    "head_of_id": "school",
    "declaration_id": "declaration",
    "breach_id": "breach",
    "approach_id": "approach",
    "edition_id": "edition",
    "form_id": "form",
    "reference_id": "policy_reference",
}
"""Columns that hold the id of a record of another table."""

LISTS: Mapping[str, str] = {"schools": "school", "items": ""}
"""Columns that hold a JSON list: of ids of that table, or of texts."""

WRITTEN_AS_JSON = frozenset({"value"})
"""Columns that hold a number or a text as JSON."""

UNTOLD = frozenset(
    {
        "id", "binned_at", "sorted_as", "identity", "position", "level", "sample", "code_key",
        "student_key", "admits", "keyholder", "sign_public", "seal", "seal_public", "issued_by", "issue",
    }
)  # fmt: skip
"""Columns that follow from others or that only the program reads."""

BELONGING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "account": (("authorisation", "account_id"), ("account_check", "account_id")),
    "declaration": (("declaration_step", "declaration_id"),),
    "person": (("acknowledgement", "person_id"),),
}
"""What is told of with a record: tables, and their column that holds its id."""


def told(kind: str) -> Told:
    """How records of the table `kind` are told of; by the table's own name where nothing is said of it."""
    return TOLD.get(kind) or Told(kind.replace("_", " "), {})


def of_value(value: Any) -> bool:
    """Whether a value that was first entered is worth telling: not what is empty anyway."""
    return value not in (None, "", 0, False, "[]", [])
