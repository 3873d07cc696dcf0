"""The states of the list of approaches that are photographed: empty, and on the sample trust."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from metdesk import approaches, people
from metdesk.approach_record import Approach
from metdesk.approaches import ApproachFilter
from ui.approaches import ApproachesTab
from ui.declarations import DeclarationsTab
from ui.form import FormDialog
from ui.stage import Reach, Stage


def tab(stage: Stage) -> ApproachesTab:
    """The list of approaches, brought to sight, with something in it."""
    shown = stage.tab("declarations")
    if not isinstance(shown, DeclarationsTab):
        raise TypeError("the declarations are no tab of declarations")
    shown.show_list(shown.approaches)
    return shown.approaches


def _listed(stage: Stage) -> ApproachesTab:
    shown = tab(stage)
    shown.finder.open_all()
    shown.table.go_to(0)
    shown.table.setFocus()
    return shown


def _show(wanted: ApproachFilter) -> Reach:
    """Chooses the first approach of which this is so."""

    def reach(stage: Stage) -> None:
        found = approaches.page(stage.room.desk, wanted, limit=1).rows
        if found:
            _listed(stage).go("approach", found[0].id)

    return reach


def _repeated(stage: Stage) -> None:
    """A further approach by the same student, which stands corrected: everything a record can show."""
    desk = stage.room.desk
    today, (one, *_) = desk.today(), people.page(desk).rows
    told = Approach(
        one.id,
        student="K. O.",
        platform="Instagram",
        happened_on=today - timedelta(days=9),
        said="hi miss its kofi can i add u",
        reply="I do not add students here. Please talk to me at school.",
        replied_on=today - timedelta(days=9),
        tone="professional",
        reported_on=today,
    )
    approaches.add(desk, told)
    second = replace(told, student="KO", happened_on=today, reply="", replied_on=None, tone="")
    right = replace(second, platform="Snapchat", correction="The picture says so.")
    _listed(stage).go("approach", approaches.correct(desk, approaches.add(desk, second), right))


def _further_down(stage: Stage) -> None:
    bar = tab(stage).panel.verticalScrollBar()
    bar.setValue(bar.maximum())


def _form(stage: Stage) -> FormDialog:
    return stage.window.findChildren(FormDialog)[-1]


def _new_refused(stage: Stage) -> None:
    _listed(stage).add()
    _form(stage).try_to_save()


def _of_chosen(open_form: Callable[[ApproachesTab, int], object]) -> Reach:
    def reach(stage: Stage) -> None:
        shown = tab(stage)
        for row in shown.table.chosen_rows()[:1]:
            open_form(shown, row.id)

    return reach


APPROACHES: list[tuple[str, Reach]] = [
    ("approaches", _listed),
    ("approaches-not-kept", _show(ApproachFilter(not_kept=True))),
    ("approaches-not-professional", _show(ApproachFilter(not_professional=True))),
    ("approaches-repeated", _repeated),
    ("approaches-repeated-below", _further_down),
    ("approach-reply", _of_chosen(ApproachesTab.reply)),
    ("approach-correct", _of_chosen(ApproachesTab.correct)),
    ("approach-report", _of_chosen(ApproachesTab.report)),
    ("approach-new", lambda stage: _listed(stage).add()),
    ("approach-new-refused", _new_refused),
]
"""On the sample trust, whatever it holds."""

EMPTY: list[tuple[str, Reach]] = [("empty-approaches", tab)]
