"""What a case is linked to: the part of its panel that names the records, and the form that links one."""

import dataclasses
from functools import partial
from typing import Any

from metdesk import case_links, cases, confidential, declarations
from metdesk.calendar import show_date
from metdesk.case_record import Link
from metdesk.case_seen import Case, Entry
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.record import Kind, field, field_of, sentence_case
from ui.actions import Action
from ui.case_entries import Steps
from ui.corrected import earlier_entry, fold_earlier
from ui.declaration_list import whom
from ui.form import FormDialog
from ui.history import when_and_who
from ui.panel import Panel, buttons, stack
from ui.parts import Words
from ui.shell import Shell

_OPEN = {"account": "Open the account", "declaration": "Open the declaration", "breach": "Show the case"}
_INTRO = (
    "Choose one record that it has to do with. A link to another case is read by those alone who are named on both."
)
_EVERY = 10_000


def show(panel: Panel, desk: Desk, shell: Shell, case: Case, steps: Steps) -> None:
    """Puts what a case is linked to into the panel, each record with what opens it, or why nothing does."""
    found = case_links.links(case)
    if found:
        panel.heading("Links")
    for one in found:
        linked = case_links.named(desk, one.record)
        opens = [Action(_OPEN[linked.opens[0]], partial(shell.go, *linked.opens))] if linked.opens else []
        panel.person(linked.title, linked.about)
        entered = f"Entered {when_and_who(one.at, one.who)}"
        panel.add(stack(Words(one.record.words), Words(entered, "small"), gap=1))
        closes = steps.close(one.record.account_id) if one.record.account_id is not None else []
        if actions := [*opens, *closes, *steps.link(one)]:
            panel.add(buttons(actions, look="link"))
        _show_earlier(panel, desk, case, one)


def _show_earlier(panel: Panel, desk: Desk, case: Case, entry: Entry) -> None:
    """The links in whose place one stands, folded away, each with why it was corrected."""
    before = case.earlier(entry)
    reasons = [entry.why, *(one.why for one in before)]
    blocks = [
        earlier_entry(
            f"Entered {when_and_who(one.at, one.who)}",
            [
                ("Record", case_links.named(desk, one.record).title),
                ("Why", one.record.words),
                ("Why it was corrected", why),
            ],
        )
        for one, why in zip(before, reasons, strict=False)
    ]
    if blocks:
        fold_earlier(panel, blocks)


def link_form(desk: Desk, shell: Shell, case_id: int, corrects: str = "") -> FormDialog:
    """The form that links a record to a case, opened; with `corrects`, what stands in the place of the link of this
    uuid. Refused: not named on the case; that link was corrected already."""
    case = cases.read(desk, case_id)
    before = next((one for one in case_links.links(case) if one.uuid == corrects), None)
    if corrects and before is None:
        raise Refused("This entry was corrected already: correct the one that stands in its place.")
    given: Link = before.record if before else Link()
    declared, others = _declared(desk, case, given), _others(desk, case)

    def save(values: dict[str, Any]) -> None:
        link = Link(
            values["account_id"],
            declared.get(values.get("declaration_id", "")),
            others.get(values.get("case", ""), ""),
            values["words"],
        )
        case_links.link(desk, case_id, link, corrects=corrects, why=values.get("why", ""))
        shell.said(f"{case.row.title}: {'an entry corrected' if corrects else 'linked'}.", undo=False)

    form = FormDialog(
        shell.window(),
        "Correct the link" if corrects else "Link to a record",
        _asked(declared, others),
        shell.lookups,
        save,
        save_words="Enter the correction" if corrects else "Link",
        intro=f"{case.row.title}. {_INTRO}",
        draft=shell.drafts.of("breaches", f"link {case_id} {corrects}".strip()),
    )
    for name, there in (("account_id", True), ("declaration_id", declared), ("case", others), ("words", True)):
        if there:
            form.row(name)
    if corrects:
        form.row("why")
    _fill(form, given, declared, others)
    form.open()
    return form


def _asked(declared: dict[str, int], others: dict[str, str]) -> type:
    """What the form asks: as `Link`, with the declarations and cases that there are to choose from, by their names."""
    why = field("Why corrected", Kind.TEXT, required=True, help="Both entries stay readable, this beside them.")
    account = field("Account", Kind.ACCOUNT, help="Any in the register, of whatever school.")
    declaration = field("Declaration", Kind.CHOICE, choices=tuple(declared), help="Of those whom the case is about.")
    case = field("Other case", Kind.CHOICE, choices=tuple(others), help="Of those that you are named on.")
    words = field("Why", required=True, help=field_of(Link, "words").help)
    return dataclasses.make_dataclass(
        "Asked",
        [
            ("account_id", int, account),
            ("declaration_id", str, declaration),
            ("case", str, case),
            ("words", str, words),
            ("why", str, why),
        ],
        frozen=True,
    )


def _fill(form: FormDialog, given: Link, declared: dict[str, int], others: dict[str, str]) -> None:
    form.editor("account_id").set_value(given.account_id)
    form.editor("words").set_value(given.words)
    for name, offered, value in (("declaration_id", declared, given.declaration_id), ("case", others, given.case)):
        chosen = next((title for title, one in offered.items() if one == value), None)
        if chosen:
            form.editor(name).set_value(chosen)


def _declared(desk: Desk, case: Case, given: Link) -> dict[str, int]:
    """The declarations of those whom a case is about, as far as the keyholder may see them, by what they are called."""
    seen = [one for one in sorted(case.report.subjects) if confidential.sees(desk, one)]
    found = [one for person in seen for one in declarations.of_person(desk, person)]
    offered = {" · ".join(filter(None, (one.title, one.person, whom(one)))): one.id for one in found}
    if given.declaration_id is not None and given.declaration_id not in offered.values():
        offered[case_links.named(desk, given).title] = given.declaration_id
    return offered


def _others(desk: Desk, case: Case) -> dict[str, str]:
    """The uuids of the other cases that the keyholder is named on, by what they are called."""
    found = [one for one in cases.page(desk, CaseFilter(named_only=True), limit=_EVERY).rows if one.id != case.row.id]
    return {f"{one.title} · {sentence_case(one.category)} · {show_date(one.reported_on)}": one.uuid for one in found}
