"""The states of the Breaches tab that are photographed: empty, and with the cases of the sample trust."""

from collections.abc import Callable

from metdesk import case_links, cases, schools
from metdesk.attachments import looked_at
from metdesk.case_record import Category
from metdesk.case_seen import Case
from metdesk.cases import CaseFilter
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


def _first(stage: Stage, wanted: Callable[[Case], bool]) -> int:
    """The latest case of those that whoever sits here reads that is as `wanted`."""
    desk = stage.room.desk
    read = (cases.read(desk, one.id) for one in cases.page(desk, CaseFilter(named_only=True)).rows)
    return next(one.row.id for one in read if wanted(one))


def worked_on(stage: Stage) -> int:
    """The case in which there is the most to see."""
    return _first(stage, lambda case: bool(case.evidence))


def _show(wanted: Callable[[Case], bool]) -> Reach:
    return lambda stage: _listed(stage).go("breach", _first(stage, wanted))


def _concerns(case: Case) -> bool:
    return case.report.category == Category.CONCERNS


def _further_down(share: float) -> Reach:
    def reach(stage: Stage) -> None:
        bar = tab(stage).panel.verticalScrollBar()
        bar.setValue(int(bar.maximum() * share))

    return reach


def _about_the_same(stage: Stage) -> None:
    """The record of a person whom two cases are about."""
    told = cases.read(stage.room.desk, worked_on(stage)).report
    stage.room.go("person", told.subject_id or 0)
    stage.settle()
    bar = people_tab(stage).people.panel.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)


def _close_account(shown: CasesTab, number: int) -> None:
    (account, *_) = case_links.account_ids(cases.read(shown.desk, number))
    shown.begin(f"close {number} {account}")


def _unread(stage: Stage) -> None:
    shown = _listed(stage)
    shown.go("breach", next(one.id for one in cases.page(stage.room.desk).rows if one.report is None))


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
        shown, number = _listed(stage), worked_on(stage)
        shown.show_id(number)
        open_form(shown, number)

    return reach


def _evidence(shown: CasesTab, number: int) -> None:
    evidence_form(shown.desk, shown.shell, number, looked_at(b"It stood in the chat of Friday.\n", "chat.txt"))


def _several(stage: Stage) -> None:
    _listed(stage).table.selectAll()


def _pass_on(stage: Stage) -> None:
    shown = _listed(stage)
    shown.table.selectAll()
    shown.row_actions(shown.table.chosen_rows())[0].do()


BREACHES: list[tuple[str, Reach]] = [
    ("breaches", _listed),
    ("breaches-read", lambda stage: _listed(stage).go("breach", worked_on(stage))),
    ("breaches-read-middle", _further_down(0.4)),
    ("breaches-read-below", _further_down(1.0)),
    ("breaches-concerns", _show(_concerns)),
    ("breaches-concerns-below", _further_down(0.6)),
    ("breaches-concluded", _show(lambda case: case.report.data_breach)),
    ("breaches-unread", _unread),
    ("breach-report", _report),
    ("breach-report-refused", _report_refused),
    ("breach-note", _of_read(lambda shown, number: shown.begin(f"note {number}"))),
    ("breach-action", _of_read(lambda shown, number: shown.begin(f"action {number}"))),
    ("breach-referral", _of_read(lambda shown, number: shown.begin(f"referral {number}"))),
    ("breach-evidence", _of_read(_evidence)),
    ("breach-link", _of_read(lambda shown, number: shown.begin(f"link {number}"))),
    ("breach-close-account", _of_read(_close_account)),
    ("breach-investigator", _of_read(lambda shown, number: shown.begin(f"investigator {number}"))),
    ("breaches-several", _several),
    ("breach-pass-on", _pass_on),
    ("breach-conclude", _of_read(lambda shown, number: conclude_form(shown.desk, shown.shell, number))),
]
"""On the sample trust, for its business manager."""

AS_READER: list[tuple[str, Reach]] = [("breaches-counted", lambda stage: stage.tab("breaches"))]
AS_HEAD: list[tuple[str, Reach]] = [
    ("breaches-of-a-head", _listed),
    ("breaches-of-person", _about_the_same),
]
"""For others of its keyholders, once they sit there."""

EMPTY: list[tuple[str, Reach]] = [("empty-breaches", tab)]
