"""The states of the Declarations tab that are photographed: empty, on the sample trust, and to whom it shows less."""

from collections.abc import Callable

from metdesk import declarations, keyholders
from metdesk.declaration_record import Relationship, State
from metdesk.declarations import DeclarationFilter, Seen
from metdesk.roles import Role
from ui.declaration_list import TO_REVIEW
from ui.declarations import DeclarationsTab
from ui.declared import DeclaredTab
from ui.fold import Fold
from ui.form import FormDialog
from ui.stage import Reach, Stage
from ui.states_breaches import AS_READER

_HOSTILE = "O’Neill-Ştefănescu <b>"

EMPTY: list[tuple[str, Reach]] = [("empty-declarations", lambda stage: stage.tab("declarations"))]


def tab(stage: Stage) -> DeclarationsTab:
    """The Declarations tab, brought to sight."""
    shown = stage.tab("declarations")
    if not isinstance(shown, DeclarationsTab):
        raise TypeError("the declarations are no tab of declarations")
    return shown


def declared(stage: Stage) -> DeclaredTab:
    """Its list of declarations, brought to sight."""
    shown = tab(stage)
    shown.show_list(shown.declared)
    return shown.declared


def form(stage: Stage) -> FormDialog:
    """The form that was opened last."""
    return stage.window.findChildren(FormDialog)[-1]


def _first(stage: Stage, fits: Callable[[Seen], bool]) -> Seen | None:
    rows = declarations.page(stage.room.desk, DeclarationFilter(), limit=1_000).rows
    return next((row for row in rows if fits(row)), None)


def _show(fits: Callable[[Seen], bool]) -> Reach:
    """Shows the first declaration that fits, where there is one."""

    def reach(stage: Stage) -> None:
        shown, found = declared(stage), _first(stage, fits)
        shown.finder.open_all()
        if found:
            shown.go("declaration", found.id)

    return reach


def _with(fits: Callable[[Seen], bool], do: Callable[[DeclaredTab, int], object]) -> Reach:
    """Does something with the first declaration that fits, where there is one."""

    def reach(stage: Stage) -> None:
        found = _first(stage, fits)
        if found:
            do(declared(stage), found.id)

    return reach


def _in(state: State) -> Callable[[Seen], bool]:
    return lambda seen: seen.state is state


def _list(stage: Stage) -> None:
    shown = declared(stage)
    shown.finder.open_all()
    shown.table.go_to(0)
    shown.table.setFocus()


def _several(stage: Stage) -> None:
    _list(stage)
    declared(stage).table.selectAll()


def _nothing_found(stage: Stage) -> None:
    declared(stage).finder.search.setText("nobody is called this")


def _steps(stage: Stage) -> None:
    _show(_in(State.CONDITIONS))(stage)
    stage.settle()
    declared(stage).panel.verticalScrollBar().setValue(320)


def _corrected(stage: Stage) -> None:
    _show(lambda seen: seen.declaration.corrects_id is not None)(stage)
    stage.settle()
    panel = declared(stage).panel
    fold = next((one for one in panel.findChildren(Fold) if "earlier entr" in one.line.text()), None)
    if fold:
        fold.turn()
        stage.settle()
        panel.ensureWidgetVisible(fold)


def _refused(stage: Stage) -> None:
    declared(stage).add()
    form(stage).editor("with_whom").set_value(_HOSTILE * 20)
    form(stage).try_to_save()


def _unsure(stage: Stage) -> None:
    declared(stage).add()
    shown = form(stage)
    found = _first(stage, lambda seen: True)
    shown.editor("person_id").set_value(found.person_id if found else None)
    shown.editor("with_kind").set_value("student")
    shown.editor("relationship").set_value(str(Relationship.UNSURE))


def _ticked(stage: Stage) -> None:
    _unsure(stage)
    form(stage).editor("nothing").set_value(True)


def _decision_refused(stage: Stage) -> None:
    found = _first(stage, _in(State.WAITING))
    if found:
        declared(stage).decide(found.id)
        form(stage).editor("outcome").set_value("approved")
        form(stage).editor("decided_on").set_value(found.declaration.declared_on)
        form(stage).editor("decided_by_id").set_value(found.person_id)
        form(stage).editor("reason").set_value("Known to the school.")
        form(stage).try_to_save()


def _seat(role: Role) -> Reach:
    """Has somebody in this role sit down, and shows the tab to them."""

    def reach(stage: Stage) -> None:
        stage.sit(next(one.name for one in keyholders.everyone(stage.room.desk) if one.role == role))
        tab(stage)

    return reach


def _help(stage: Stage) -> None:
    declared(stage)
    stage.room.help()


def _summary(stage: Stage) -> None:
    _seat(Role.TRUST_OFFICER)(stage)
    _show(_in(State.MORE))(stage)


def _opened(stage: Stage) -> None:
    found = _first(stage, _in(State.MORE))
    if found:
        declared(stage).open_in_full(found.id)


DECLARATIONS: list[tuple[str, Reach]] = [
    ("declarations", _list),
    ("declarations-several", _several),
    ("declarations-nothing-found", _nothing_found),
    ("declarations-to-review", lambda stage: declared(stage).show_only(state=TO_REVIEW)),
    ("declaration-waiting", _show(_in(State.WAITING))),
    ("declaration-moved", _show(lambda seen: seen.moved and seen.state is State.WAITING)),
    ("declaration-unsure", _show(lambda seen: seen.declaration.relationship == Relationship.UNSURE)),
    ("declaration-more-asked", _show(_in(State.MORE))),
    ("declaration-approved", _show(_in(State.APPROVED))),
    ("declaration-look-again", _show(lambda seen: seen.due)),
    ("declaration-conditions", _show(_in(State.CONDITIONS))),
    ("declaration-steps", _steps),
    ("declaration-not-approved", _show(_in(State.NOT_APPROVED))),
    ("declaration-withdrawn", _show(_in(State.WITHDRAWN))),
    ("declaration-ended", _show(_in(State.ENDED))),
    ("declaration-nothing", _show(_in(State.NOTHING))),
    ("declaration-corrected", _corrected),
    ("declaration-new", lambda stage: declared(stage).add()),
    ("declaration-refused", _refused),
    ("declaration-new-unsure", _unsure),
    ("declaration-new-ticked", _ticked),
    ("declaration-new-nothing", lambda stage: declared(stage).add(nothing=True)),
    ("declaration-correct", _with(_in(State.WAITING), DeclaredTab.correct)),
    ("declaration-decide", _with(_in(State.WAITING), DeclaredTab.decide)),
    ("declaration-decide-refused", _decision_refused),
    ("declaration-answer", _with(_in(State.MORE), DeclaredTab.answer)),
    ("declaration-no-change", _with(_in(State.APPROVED), lambda shown, number: shown.confirm([number]))),
    ("declaration-withdraw", _with(_in(State.APPROVED), DeclaredTab.withdraw)),
    ("declaration-end", _with(_in(State.APPROVED), DeclaredTab.end)),
    ("declaration-not-its-keeper", _summary),
    ("declaration-opened", _opened),
    ("declarations-help", _help),
    ("declarations-counted", _seat(Role.READER)),
    *AS_READER,
    ("declarations-its-keeper-again", _seat(Role.BUSINESS_MANAGER)),
]
