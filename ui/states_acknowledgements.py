"""The states of the Acknowledgements tab that are photographed: empty, and on the sample trust."""

from typing import Any

from metdesk import acknowledgements
from metdesk.acknowledgement_record import Answer, Standing
from metdesk.acknowledgements import AckFilter, AckRow
from ui.acknowledgements import AcknowledgementsTab
from ui.answer_list import OVERDUE
from ui.form import FormDialog
from ui.keying import KeyingDialog
from ui.overview import OverviewTab
from ui.register_tab import RegisterTab
from ui.stage import Reach, Stage
from ui.trend import TrendFigures


def tab(stage: Stage) -> AcknowledgementsTab:
    """The Acknowledgements tab, brought to sight."""
    shown = stage.tab("acknowledgements")
    if not isinstance(shown, AcknowledgementsTab):
        raise TypeError("the acknowledgements are no tab of acknowledgements")
    return shown


def _list(stage: Stage, which: str) -> RegisterTab[Any]:
    shown = tab(stage)
    found: RegisterTab[Any] = getattr(shown, which)
    shown.show_list(found)
    found.clear()
    found.table.go_to(0)
    found.table.setFocus()
    return found


def _people(stage: Stage) -> AcknowledgementsTab:
    _list(stage, "people")
    return tab(stage)


def _one(stage: Stage, *standings: Standing, overdue: bool = False) -> AckRow:
    wanted = AckFilter(standings=standings, overdue=overdue)
    return acknowledgements.page(stage.room.desk, wanted, limit=1).rows[0]


def _show(stage: Stage, *standings: Standing, overdue: bool = False) -> None:
    found = acknowledgements.page(stage.room.desk, AckFilter(standings=standings, overdue=overdue), limit=1).rows
    if found:
        _people(stage).go("acknowledgement", found[0].id)


def _overdue(stage: Stage) -> None:
    _people(stage).people.show_only(standing=OVERDUE)


def _several(stage: Stage) -> None:
    _people(stage).people.table.selectAll()


def _nothing_found(stage: Stage) -> None:
    _people(stage).people.finder.search.setText("nobody is called this")


def _prints(stage: Stage) -> None:
    made = _people(stage).people.print_button
    if made:
        made.showMenu()


def _form(stage: Stage) -> FormDialog:
    return stage.window.findChildren(FormDialog)[-1]


def _enter_refused(stage: Stage) -> None:
    _people(stage).people.enter(_one(stage, Standing.ASKED, Standing.EARLIER).id, Answer.REFUSED)
    _form(stage).editor("signed_on").set_value(None)
    _form(stage).try_to_save()


def _correct(stage: Stage) -> None:
    _people(stage).people.correct(_one(stage, Standing.SIGNED).acknowledgement_id or 0)


def _correct_refused(stage: Stage) -> None:
    _correct(stage)
    _form(stage).try_to_save()


def _receipt(stage: Stage) -> None:
    _people(stage).people.receipt(_one(stage, Standing.SIGNED).acknowledgement_id or 0)


def _keying(stage: Stage) -> KeyingDialog:
    _people(stage).people.key_in()
    return stage.window.findChildren(KeyingDialog)[-1]


def _keying_offers(stage: Stage) -> None:
    _keying(stage).who.setText("mar")


def _keyed(stage: Stage) -> None:
    dialog = _keying(stage)
    for standing in (Standing.ASKED, Standing.EARLIER):
        for row in acknowledgements.page(stage.room.desk, AckFilter(standings=(standing,)), limit=2).rows:
            dialog.who.setText(row.name.replace(",", ""))
            dialog.enter()
    dialog.who.setText(_one(stage, Standing.SIGNED).name.replace(",", ""))
    dialog.enter()


def _keying_slip(stage: Stage) -> None:
    dialog = _keying(stage)
    dialog.who.setText("AF-7K2M-9QXA")
    dialog.enter()


def _keying_date(stage: Stage) -> None:
    dialog = _keying(stage)
    dialog.answers[Answer.REFUSED].click()
    dialog.day.retype("5/3/99")
    dialog.who.setText(_one(stage, Standing.ASKED, Standing.EARLIER).name.replace(",", ""))
    dialog.enter()


def _chase_text(stage: Stage) -> None:
    _people(stage).people.chase_text()


def _ask(stage: Stage) -> None:
    _people(stage).people.ask()


def _ask_refused(stage: Stage) -> None:
    _ask(stage)
    _form(stage).editor("due_on").set_value(None)
    _form(stage).try_to_save()


def _close(stage: Stage) -> None:
    shown = tab(stage).rounds
    row = shown.model.row(0)
    if row:
        shown.close_round(row)


def _trend(stage: Stage) -> None:
    shown = stage.tab("overview")
    if isinstance(shown, OverviewTab):
        TrendFigures(shown, shown.trend(), "Share signed")


def _help(stage: Stage) -> None:
    tab(stage)
    stage.room.help()


def _empty(stage: Stage, which: str) -> None:
    shown = tab(stage)
    shown.show_list(getattr(shown, which))


EMPTY: list[tuple[str, Reach]] = [
    ("empty-acknowledgements", lambda stage: _empty(stage, "people")),
    ("empty-acknowledgements-schools", lambda stage: _empty(stage, "schools")),
    ("empty-acknowledgements-rounds", lambda stage: _empty(stage, "rounds")),
    ("empty-acknowledgements-editions", lambda stage: _empty(stage, "editions")),
    ("empty-acknowledgements-ask", lambda stage: tab(stage).people.ask()),
]

ACKNOWLEDGEMENTS: list[tuple[str, Reach]] = [
    ("acknowledgements", _people),
    ("acknowledgements-overdue", _overdue),
    ("acknowledgements-signed", lambda stage: _show(stage, Standing.SIGNED)),
    ("acknowledgements-refused", lambda stage: _show(stage, Standing.REFUSED)),
    ("acknowledgements-unable", lambda stage: _show(stage, Standing.UNABLE)),
    ("acknowledgements-left", lambda stage: _show(stage, Standing.LEFT)),
    ("acknowledgements-several", _several),
    ("acknowledgements-nothing-found", _nothing_found),
    ("acknowledgements-print", _prints),
    ("acknowledgements-enter-refused", _enter_refused),
    ("acknowledgements-correct", _correct),
    ("acknowledgements-correct-refused", _correct_refused),
    ("acknowledgements-receipt", _receipt),
    ("acknowledgements-keying", _keying),
    ("acknowledgements-keying-offers", _keying_offers),
    ("acknowledgements-keyed", _keyed),
    ("acknowledgements-keying-slip", _keying_slip),
    ("acknowledgements-keying-date", _keying_date),
    ("acknowledgements-hand-out", lambda stage: _people(stage).begin("print")),
    ("acknowledgements-chase-text", _chase_text),
    ("acknowledgements-ask", _ask),
    ("acknowledgements-ask-refused", _ask_refused),
    ("acknowledgements-schools", lambda stage: _list(stage, "schools")),
    ("acknowledgements-rounds", lambda stage: _list(stage, "rounds")),
    ("acknowledgements-round-close", _close),
    ("acknowledgements-editions", lambda stage: _list(stage, "editions")),
    ("acknowledgements-trend", _trend),
    ("acknowledgements-help", _help),
]
