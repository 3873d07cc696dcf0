"""Breaches: a case reported, read, written in, concluded and taken up again; by its reference, `3F9A2`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from metdesk import (
    accounts,
    bundles,
    case_accounts,
    case_course,
    case_links,
    cases,
    casework,
    people,
    registers,
    reporting,
    schools,
)
from metdesk.calendar import count_of, parse_date, show_when
from metdesk.case_record import RECORDS, Conclusion, EntryKind, Report
from metdesk.case_seen import Case, CaseRow, Entry
from metdesk.cases import CaseFilter
from metdesk.cli.call import Call, check_place, command, progress_bar, write_file
from metdesk.cli.records import Record, SchoolOption, object_in, school_id
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Field, Kind, fields, from_json, to_json, to_text

Reference = Annotated[str, typer.Argument(metavar="REFERENCE", help="A case’s reference, such as 3F9A2.")]
WRITTEN = ("note", "statement", "action", "done", "handled", "referral", "notified", "lifted", "link", "report")
"""What `write` enters; a report in the place of the one that stands."""
_NOTES = {"notified": casework.notified, "lifted": case_course.lifted}
"""Notes that do more than being read, by what they are called here."""
_ALL = 100_000


def add_to(app: typer.Typer) -> None:
    """Adds breaches report, list, show, write, name, pass-on, take-off, conclude, reopen, close-account, end-permission
    and bundle."""
    group = typer.Typer(help="Cases of breaches, each read by those named on it alone.", rich_markup_mode=None)
    command(group, "report")(report)
    command(group, "list")(show_list)
    command(group, "show")(show)
    command(group, "write")(write)
    command(group, "name")(name)
    command(group, "pass-on")(pass_on)
    command(group, "take-off")(take_off)
    command(group, "conclude")(conclude)
    command(group, "reopen")(reopen)
    command(group, "close-account")(
        _step(case_accounts.close, "Closes an account that a case has to do with; the case says so.")
    )
    command(group, "end-permission")(
        _step(case_accounts.end, "Ends a permission of somebody whom a case is about; the case says so.")
    )
    command(group, "bundle")(bundle)
    app.add_typer(group, name="breaches", no_args_is_help=True)


def report(call: Call, record: Record) -> None:
    """Reports a breach: it is sealed at once to whom it goes to."""
    values = object_in(record)
    with call.desk() as desk:
        sent = reporting.report(desk, from_json(Report, registers.understood(desk, values)))
    words = f"{sent.title} was reported. It goes to: {sent.route}. Who can read it now: {', '.join(sent.names)}."
    call.answer({"reference": sent.title, "route": str(sent.route), "named": list(sent.names)}, words)


def show_list(
    call: Call,
    school: SchoolOption = "",
    find: Annotated[str, typer.Option("--find", help="Words to look for, in what you may read.")] = "",
) -> None:
    """Lists the cases that you may know of, the latest first."""
    with call.desk(to_read=True) as desk:
        wanted = CaseFilter(school_id=school_id(desk, school), find=find)
        found = cases.page(desk, wanted, limit=_ALL).rows
    call.answer({"rows": [_counted(one) for one in found], "total": len(found)}, "\n".join(map(_in_words, found)))


def _counted(one: CaseRow) -> dict[str, Any]:
    """A case as a list tells of it: by its reference, without its id."""
    days = {name: getattr(one, name) for name in ("reported_on", "start_by", "conclude_by", "refer_by", "lapses_on")}
    days["notify_by"] = one.notify_by.isoformat() if one.notify_by else None
    told = {"reference": one.title, "school": one.school, "category": one.category, "state": str(one.state)}
    return told | days | {"route": str(one.route), "outcome": one.outcome, "late": one.late, "named": bool(one.report)}


def _in_words(one: CaseRow) -> str:
    told = (one.title, one.school, one.category, str(one.state), one.outcome, *one.late)
    return " · ".join(word for word in told if word)


def show(call: Call, reference: Reference) -> None:
    """Shows a case that you are named on: its report and everything written in it since."""
    with call.desk(to_read=True) as desk:
        case = cases.read(desk, cases.called(desk, reference).id)
        entries = [_entry(desk, one) for one in case.entries]
        lines = [_in_words(case.row), f"Named: {', '.join(case.named)}"]
        lines += [line for one in case.entries for line in _lines(desk, one)]
        follows = _accounts(desk, case)
    document = _counted(case.row) | {"named": list(case.named), "entries": entries} | follows
    call.answer(document, "\n".join(lines))


def _entry(desk: Desk, one: Entry) -> dict[str, Any]:
    told = {"uuid": one.uuid, "kind": str(one.kind), "entered_at": one.at.isoformat(), "entered_by": one.who}
    corrected = {"corrects": one.corrects, "why": one.why} if one.corrects else {}
    return told | corrected | to_json(one.record) | dict(one.more) | _linked(desk, one)


def _accounts(desk: Desk, case: Case) -> dict[str, list[dict[str, Any]]]:
    """The accounts that can be closed from a case, and the permissions that can be ended, by their ids."""
    held = case_accounts.permissions(desk, case)
    titles = accounts.titles(desk, [*case_links.account_ids(case), *(one.account_id for one in held)])
    there = [{"id": one, "title": titles[one]} for one in case_links.account_ids(case) if one in titles]
    permissions = [{"id": one.id, "person": one.person, "account": titles[one.account_id]} for one in held]
    return {"accounts": there, "permissions": permissions}


def _linked(desk: Desk, one: Entry) -> dict[str, str]:
    return {"linked": case_links.named(desk, one.record).title} if one.kind is EntryKind.LINK else {}


def _lines(desk: Desk, one: Entry) -> list[str]:
    """An entry for a reader: when and by whom it was entered, then what it says, a line a field."""
    told = {field.label: _value(desk, field, getattr(one.record, field.name)) for field in fields(type(one.record))}
    if linked := _linked(desk, one):
        told = {"Linked to": linked["linked"], "Why": told["Why"]}
    if one.corrects:
        told["Corrects another entry"] = one.why
    return [
        f"{show_when(one.at)}  {one.kind}, {one.who}",
        *(f"    {label}: {text}" for label, text in told.items() if text),
    ]


def _value(desk: Desk, field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.kind is Kind.SCHOOL:
        return schools.names(desk).get(value, "")
    if field.kind is Kind.PERSON:
        found = people.get_many(desk, [value])
        return found[value].name if value in found else "Somebody no longer in the register"
    if field.kind is Kind.ACCOUNT:
        return accounts.titles(desk, [value]).get(value, "An account no longer in the register")
    return to_text(field, value)


def write(
    call: Call,
    reference: Reference,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(WRITTEN)}.")],
    record: Record,
    corrects: Annotated[str, typer.Option("--corrects", help="The uuid of the entry in whose place it stands.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why that entry is corrected.")] = "",
    action: Annotated[str, typer.Option("--action", help="Of what was done: the uuid of the action.")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="Of who had it in hand: the uuid of the evidence.")] = "",
) -> None:
    """Writes in a case that you are named on; nothing in it is ever changed or taken out.

    A link names one of account_id, declaration_id and case (its reference), and says why in words."""
    if kind not in WRITTEN:
        raise Refused({"kind": f"There is no entry “{kind[:40]}”: choose {', '.join(WRITTEN)}."})
    values = object_in(record)
    with call.desk() as desk:
        title = _write(desk, cases.called(desk, reference).id, kind, values, corrects, why, action or evidence)
    call.answer({"reference": title, "kind": kind}, f"Written in {title}.")


def _write(desk: Desk, number: int, kind: str, values: dict[str, Any], corrects: str, why: str, of: str) -> str:
    entry, title = EntryKind.NOTE if kind in _NOTES else EntryKind(kind), cases.row(desk, number).title
    given: Any = from_json(RECORDS[entry], registers.understood(desk, values))
    if entry is EntryKind.REPORT:
        reporting.correct(desk, number, corrects or cases.read(desk, number).reported.uuid, given, why)
    elif kind in _NOTES and not corrects:
        _NOTES[kind](desk, number, given)
    elif entry is EntryKind.DONE and not corrects:
        casework.act_done(desk, number, of, given)
    elif entry is EntryKind.HANDLED and not corrects:
        casework.handled(desk, number, of, given)
    elif entry is EntryKind.LINK:
        case_links.link(desk, number, given, corrects=corrects, why=why)
    else:
        casework.write(desk, number, entry, given, corrects=corrects, why=why)
    return title


def name(
    call: Call,
    reference: Reference,
    who: Annotated[str, typer.Argument(metavar="KEYHOLDER", help="Who is to read the case.")],
    see: Annotated[bool, typer.Option("--to-see", help="To see it, not to investigate it.")] = False,
) -> None:
    """Names a keyholder on a case, as its investigator: they read all of it."""
    with call.desk() as desk:
        row = cases.called(desk, reference)
        case_course.name(desk, row.id, who, "to see it" if see else "investigator")
        named = cases.read(desk, row.id).named if cases.is_named(desk, row.id) else (who,)
    words = f"Named: {', '.join(named)}." if len(named) > 1 else f"{who} reads {row.title}, and you no longer."
    call.answer({"reference": row.title, "named": list(named)}, words)


def pass_on(
    call: Call,
    who: Annotated[str, typer.Argument(metavar="KEYHOLDER", help="Who is to read your cases, before you go.")],
) -> None:
    """Names a keyholder to see every case that you read, concluded ones too, but those about them."""
    with call.desk() as desk:
        mine = [one.id for one in cases.page(desk, CaseFilter(named_only=True), limit=_ALL).rows]
        named, left = case_course.pass_on(desk, mine, who)
    also = f" Not on {', '.join(left)}: about them." if left else ""
    call.answer({"named": named, "left": left}, f"Named on {count_of(named, 'case')}.{also}")


def take_off(
    call: Call,
    reference: Reference,
    who: Annotated[str, typer.Argument(metavar="KEYHOLDER", help="Who is to read nothing more in it.")],
) -> None:
    """Takes somebody off a case: what is written from now on they cannot read."""
    with call.desk() as desk:
        number = cases.called(desk, reference).id
        title = cases.row(desk, number).title
        case_course.take_off(desk, number, who)
    call.answer({"reference": title}, f"No longer named on {title}.")


def conclude(call: Call, reference: Reference, record: Record) -> None:
    """Records how a case ended: outcome, decided_on, decided_by, reasons."""
    given = from_json(Conclusion, object_in(record))
    with call.desk() as desk:
        number = cases.called(desk, reference).id
        case_course.conclude(desk, number, given)
        title = cases.row(desk, number).title
    call.answer({"reference": title, "outcome": str(given.outcome)}, f"{title} was concluded.")


def reopen(
    call: Call, reference: Reference, why: Annotated[str, typer.Option("--why", help="Why it goes on.")]
) -> None:
    """Takes a concluded case up again; all that was written stays."""
    with call.desk() as desk:
        number = cases.called(desk, reference).id
        case_course.reopen(desk, number, why)
        title = cases.row(desk, number).title
    call.answer({"reference": title}, f"{title} goes on.")


def _step(step: Callable[[Desk, int, int, date, str], None], about: str) -> Callable[..., None]:
    def taken(
        call: Call,
        reference: Reference,
        number: Annotated[int, typer.Argument(metavar="ID", help="As `show --json` tells it.")],
        on: Annotated[str, typer.Option("--on", help="The day: the last one of a permission.")],
        why: Annotated[str, typer.Option("--why", help="Everybody reads it: no word of the case.")],
    ) -> None:
        with call.desk() as desk:
            row = cases.called(desk, reference)
            step(desk, row.id, number, parse_date(on), why)
        call.answer({"reference": row.title, "id": number}, f"Done, and written in {row.title}.")

    taken.__doc__ = about
    return taken


def bundle(
    call: Call,
    reference: Reference,
    out: Annotated[Path, typer.Option("--out", help="The ZIP to write.")],
) -> None:
    """Writes a case with its evidence and the SHA-256 of each file into one ZIP, to be passed on by hand."""
    check_place(out)
    with progress_bar() as progress, call.desk() as desk:
        row = cases.called(desk, reference)
        data, sha256 = bundles.take_out(desk, row.id, progress)
    write_file(out, data)
    document = {"case": row.title, "path": str(out), "bytes": len(data), "sha256": sha256}
    call.answer(document, f"{row.title} is in {out}. Its SHA-256, which stands in the case too:\n{sha256}")
