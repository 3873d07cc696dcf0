"""The states of the Accounts and Overview tabs that are photographed, on the sample trust."""

import dataclasses

from PySide6.QtWidgets import QPushButton, QScrollArea

from metdesk import authorisations
from metdesk.authorisations import Permission
from metdesk.oversight import Overview
from ui.accounts import AccountsTab
from ui.filters import concern_filter
from ui.fold import Fold
from ui.form import FormDialog
from ui.overview import OverviewTab
from ui.stage import Reach, Stage
from ui.what_if import WhatIfDialog


def tab(stage: Stage) -> AccountsTab:
    """The Accounts tab, brought to sight."""
    shown = stage.tab("accounts")
    if not isinstance(shown, AccountsTab):
        raise TypeError("the accounts are no tab of accounts")
    return shown


def form(stage: Stage) -> FormDialog:
    """The form that was opened last."""
    return stage.window.findChildren(FormDialog)[-1]


def _rows(stage: Stage) -> list[Overview]:
    model = tab(stage).model
    rows = [model.row(place) for place in range(model.rowCount())]
    return [row for row in rows if row is not None]


def _worst(stage: Stage) -> Overview:
    return max(_rows(stage), key=lambda row: (len(row.concerns()), len(row.permissions)))


def _held(stage: Stage) -> Permission:
    """A permission whose end would leave an account with one person."""
    found = [row for row in _rows(stage) if row.counted and row.hands == 2]
    return next(one for one in found[0].permissions if one.in_force(found[0].today))


def _concerns(stage: Stage) -> None:
    tab(stage).clear()
    tab(stage).show_id(_worst(stage).id)


def _past(stage: Stage) -> None:
    last = [row for row in _rows(stage) if any(one.ends and one.ends < row.today for one in row.permissions)]
    tab(stage).show_id(last[0].id)
    stage.settle()
    fold = tab(stage).panel.findChildren(Fold)[0]
    fold.turn()
    stage.settle()
    tab(stage).panel.ensureWidgetVisible(fold)


def _history(stage: Stage) -> None:
    bar = tab(stage).panel.verticalScrollBar()
    bar.setValue(bar.maximum())


def _more(stage: Stage) -> None:
    tab(stage).panel.verticalScrollBar().setValue(0)
    stage.settle()
    found = [one for one in tab(stage).panel.findChildren(QPushButton) if one.text() == "More"]
    found[-1].showMenu()


def _refused_account(stage: Stage) -> None:
    tab(stage).add()
    form(stage).fill(dataclasses.replace(_rows(stage)[0].account, handle="another page"))
    form(stage).save_button.click()


def _grant(stage: Stage) -> None:
    tab(stage).grant(_worst(stage).id)


def _grant_refused(stage: Stage) -> None:
    held = _held(stage)
    tab(stage).grant(held.account_id)
    form(stage).editor("granted_by_id").set_value(held.person_id)
    form(stage).editor("person_id").set_value(held.person_id)
    form(stage).save_button.click()


def _check_of_many(stage: Stage) -> None:
    tab(stage).check([row.id for row in _rows(stage)[:9]])


def _scrolled_overview(stage: Stage) -> None:
    shown = stage.tab("overview")
    if isinstance(shown, OverviewTab):
        for area in shown.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _leaver_without_accounts(stage: Stage) -> None:
    desk = stage.room.desk
    held = {one.person_id for granted in authorisations.permissions().values() for one in granted}
    nobody = next(number for number in range(1, 10_000) if number not in held)
    WhatIfDialog(desk, stage.room, nobody)


ACCOUNTS: list[tuple[str, Reach]] = [
    ("overview-scrolled", _scrolled_overview),
    ("accounts-concerns", _concerns),
    ("accounts-more", _more),
    ("accounts-past-permissions", _past),
    ("accounts-history", _history),
    (
        "accounts-behind-a-check",
        lambda stage: tab(stage).begin("only " + concern_filter("6.2.1", "Permission not signed")),
    ),
    ("accounts-all", lambda stage: tab(stage).clear()),
    ("account-new", lambda stage: tab(stage).add()),
    ("account-edit", lambda stage: tab(stage).edit(_worst(stage).id)),
    ("account-refused", _refused_account),
    ("account-check", lambda stage: tab(stage).check([_worst(stage).id])),
    ("account-check-of-many", _check_of_many),
    ("account-close", lambda stage: tab(stage).close_account(_held(stage).account_id)),
    ("permission-grant", _grant),
    ("permission-grant-refused", _grant_refused),
    ("permission-change", lambda stage: tab(stage).change_permission(_held(stage).id)),
    ("permission-end", lambda stage: tab(stage).end_permission(_held(stage).id)),
    ("permission-form", lambda stage: tab(stage).print_permission(_held(stage).id)),
    ("account-what-if", lambda stage: tab(stage).what_if(_held(stage).person_id)),
    ("account-what-if-nothing-changes", _leaver_without_accounts),
    ("account-what-if-who", lambda stage: tab(stage).what_if()),
    ("register-print", lambda stage: tab(stage).prints()[0].do()),
]
