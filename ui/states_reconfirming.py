"""The states of the list “This year” that are photographed: empty, and on the sample trust."""

from metdesk.reconfirming import Standing
from ui.declarations import DeclarationsTab
from ui.reconfirming import ThisYearTab
from ui.stage import Reach, Stage


def tab(stage: Stage) -> ThisYearTab:
    """The list, brought to sight."""
    shown = stage.tab("declarations")
    if not isinstance(shown, DeclarationsTab):
        raise TypeError("the declarations are no tab of declarations")
    shown.show_list(shown.year)
    return shown.year


def _outstanding(stage: Stage) -> ThisYearTab:
    shown = tab(stage)
    shown.show_only()
    shown.table.go_to(0)
    return shown


def _standing(stage: Stage, standing: Standing) -> ThisYearTab:
    shown = _outstanding(stage)
    shown.finder.set_filter("standing", str(standing))
    shown.table.go_to(0)
    return shown


def _confirm(stage: Stage) -> None:
    shown = _standing(stage, Standing.TO_CONFIRM)
    shown.confirm([one.id for one in shown.table.chosen_rows()])


def _nothing(stage: Stage) -> None:
    shown = _standing(stage, Standing.EARLIER)
    shown.table.selectAll()
    shown.nothing([one.id for one in shown.table.chosen_rows()])


YEAR: list[tuple[str, Reach]] = [
    ("year", _outstanding),
    ("year-several", lambda stage: _outstanding(stage).table.selectAll()),
    ("year-to-confirm", lambda stage: _standing(stage, Standing.TO_CONFIRM)),
    ("year-said", lambda stage: _standing(stage, Standing.ANSWERED)),
    ("year-no-change", _confirm),
    ("year-nothing-to-declare", _nothing),
]
"""On the sample trust, whatever it holds."""

EMPTY: list[tuple[str, Reach]] = [("empty-year", tab)]
