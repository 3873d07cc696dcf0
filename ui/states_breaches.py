"""The states of the Breaches tab that are photographed: empty, and on the sample trust with a few cases more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from metdesk import accounts, case_links, cases, casework, keyholders, people, reporting, schools
from metdesk.accounts import AccountFilter
from metdesk.attachments import looked_at
from metdesk.case_record import CaseAction, EntryKind, Evidence, Link, Note, Referral, Report, Statement
from metdesk.cases import CaseFilter
from metdesk.desk import Desk
from metdesk.people import PeopleFilter
from ui.breaches import BreachesTab
from ui.case_forms import conclude_form, evidence_form
from ui.cases import CasesTab
from ui.form import FormDialog
from ui.stage import Reach, Stage
from ui.states_people import tab as people_tab


def tab(stage: Stage) -> CasesTab:
    """The list of cases, brought to sight."""
    shown = stage.tab("breaches")
    if not isinstance(shown, BreachesTab):
        raise TypeError("the breaches are no tab of breaches")
    return shown.cases


def _listed(stage: Stage) -> CasesTab:
    shown = tab(stage)
    shown.finder.open_all()
    shown.table.go_to(0)
    shown.table.setFocus()
    return shown


def _reported(stage: Stage) -> None:
    """Two cases: one that whoever sits here keeps, as nobody whom it could go to has a key; one that went on."""
    desk = stage.room.desk
    today, keyed = desk.today(), {one.person_id for one in keyholders.everyone(desk)}
    there = list(schools.names(desk))
    school = next((one for one in there if schools.get(desk, one).head_id not in keyed), there[0])
    head = schools.get(desk, school).head_id
    there_too = accounts.page(desk, AccountFilter(school_id=school)).rows
    held = [one.person_id for seen in there_too for one in seen.permissions if one.in_force(today)]
    staff = held or [
        one.id for one in people.page(desk, PeopleFilter(school_id=school), limit=20).rows if one.id != head
    ]
    first = Report(
        what="A parent sent a picture of a group chat in which pupils of 7C are named and made fun of.",
        category="identification of a user",
        clauses="6.4.3, 6.1.5",
        school_id=school,
        happened_on=today - timedelta(days=12),
        reported_on=today - timedelta(days=9),
        reported_by="A parent, Ms K.",
        subject_id=staff[0],
        account_id=there_too[0].id if there_too else None,
        others="Two pupils of 7C",
        harm="harm, or a risk of it",
        data_breach=True,
    )
    reporting.report(desk, replace(first, what="The same chat, a week earlier.", harm="no sign of harm"))
    reporting.report(desk, first)
    second = Report(
        what="Said in the staff room that the school is badly led, and wrote it on X the same evening.",
        category="raising concerns about a school",
        clauses="6.1.5",
        school_id=there[0],
        happened_on=today - timedelta(days=2),
        reported_on=today - timedelta(days=1),
        reported_by="Anonymous",
        disclosure="not sure",
    )
    reporting.report(desk, second)
    _listed(stage)


def _first_read(stage: Stage) -> int | None:
    found = cases.page(stage.room.desk, CaseFilter(named_only=True)).rows
    return found[0].id if found else None


def _worked_on(stage: Stage) -> None:
    """The case that can be read, with everything that a record can show."""
    desk, number = stage.room.desk, _first_read(stage)
    if number is None:
        return
    today = desk.today()
    back = timedelta(days=3)
    wrong = casework.write(desk, number, EntryKind.NOTE, Note(today - back, "Spoke with the parent on Monday."))
    entry = next(one for one in cases.read(desk, number).entries if one.id == wrong)
    right = Note(today - back, "Spoke with the parent on Tuesday; she keeps the picture.")
    casework.write(desk, number, EntryKind.NOTE, right, corrects=entry.uuid, why="The wrong day.")
    told = Statement("Ms K., a parent", today - back, "My daughter showed me the chat. Her name stood there.")
    casework.write(desk, number, EntryKind.STATEMENT, told)
    asked = CaseAction("Ask the platform to keep the chat", "Jo Marsh", today - timedelta(days=1))
    casework.write(desk, number, EntryKind.ACTION, asked)
    evidence = Evidence("What the parent wrote", "A parent, by e-mail", "Jo Marsh", today - back)
    casework.add_evidence(desk, number, evidence, b"It stood in the chat of Friday.\n", "text/plain")
    _link(desk, number)
    casework.write(
        desk, number, EntryKind.REFERRAL, Referral("LADO", today - back, "L-7/26", "Wait for the meeting on Thursday.")
    )
    _listed(stage).go("breach", number)


def _link(desk: Desk, number: int) -> None:
    """Links an account and the other case about the same person."""
    of_school = AccountFilter(school_id=cases.row(desk, number).school_id)
    account = accounts.page(desk, of_school).rows[-1].id
    case_links.link(desk, number, Link(account_id=account, words="The picture was shown here as well."))
    other = next(one for one in cases.page(desk, CaseFilter(named_only=True)).rows if one.id != number)
    case_links.link(desk, number, Link(case=other.uuid, words="The same chat, reported by another parent."))


def _about_the_same(stage: Stage) -> None:
    """The record of the person whom the cases are about."""
    number = _first_read(stage)
    told = cases.row(stage.room.desk, number).report if number is not None else None
    if told is not None and told.subject_id is not None:
        stage.room.go("person", told.subject_id)
        stage.settle()
        bar = people_tab(stage).people.panel.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)


def _close_account(shown: CasesTab, number: int) -> None:
    told = cases.read(shown.desk, number).report
    if told.account_id is not None:
        shown.close_account(number, told.account_id)


def _further_down(share: float) -> Reach:
    def reach(stage: Stage) -> None:
        bar = tab(stage).panel.verticalScrollBar()
        bar.setValue(int(bar.maximum() * share))

    return reach


def _unread(stage: Stage) -> None:
    shown = _listed(stage)
    for one in cases.page(stage.room.desk).rows:
        if one.report is None:
            shown.go("breach", one.id)
            return


def _form(stage: Stage) -> FormDialog:
    return stage.window.findChildren(FormDialog)[-1]


def _report(stage: Stage) -> None:
    _listed(stage).add()
    form = _form(stage)
    form.editor("category").set_value("raising concerns about a school")
    form.editor("harm").set_value("harm, or a risk of it")
    form.editor("school_id").set_value(next(iter(schools.names(stage.room.desk))))


def _report_refused(stage: Stage) -> None:
    _listed(stage).add()
    _form(stage).try_to_save()


def _of_read(open_form: Callable[[CasesTab, int], object]) -> Reach:
    def reach(stage: Stage) -> None:
        number = _first_read(stage)
        if number is not None:
            open_form(_listed(stage), number)

    return reach


def _evidence(shown: CasesTab, number: int) -> None:
    evidence_form(shown.desk, shown.shell, number, looked_at(b"It stood in the chat of Friday.\n", "chat.txt"))


BREACHES: list[tuple[str, Reach]] = [
    ("breaches", _reported),
    ("breaches-read", _worked_on),
    ("breaches-read-middle", _further_down(0.4)),
    ("breaches-read-below", _further_down(1.0)),
    ("breaches-of-person", _about_the_same),
    ("breaches-unread", _unread),
    ("breach-report", _report),
    ("breach-report-refused", _report_refused),
    ("breach-note", _of_read(lambda shown, number: shown.write(number, "note"))),
    ("breach-action", _of_read(lambda shown, number: shown.write(number, "action"))),
    ("breach-referral", _of_read(lambda shown, number: shown.write(number, "referral"))),
    ("breach-evidence", _of_read(_evidence)),
    ("breach-link", _of_read(CasesTab.link)),
    ("breach-close-account", _of_read(_close_account)),
    ("breach-investigator", _of_read(CasesTab.name_investigator)),
    ("breach-conclude", _of_read(lambda shown, number: conclude_form(shown.desk, shown.shell, number))),
]
"""On the sample trust, whatever it holds."""

EMPTY: list[tuple[str, Reach]] = [("empty-breaches", tab)]
