"""Who can open the register, in which role, for which schools; and its recovery sheet."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from metdesk import keyholders, schools
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.desk import Desk
from metdesk.errors import Refused, Unavailable
from metdesk.keyholders import Holder
from metdesk.record import Kind, Page, sentence_case
from metdesk.roles import Role, require, told
from ui import keyholder_forms as forms
from ui.actions import Action, action_button, menu_of
from ui.chips import Chip
from ui.dialogs import tell
from ui.paged import Column, PagedModel
from ui.panel import Panel, notice_box
from ui.parts import button, clear, column, row, text
from ui.roles_table import RolesDialog
from ui.shell import Shell
from ui.tab import Tab
from ui.table import TableView
from ui.tokens import Tone

_INTRO = "Each of them opens the register with a passphrase of their own, and stands beside everything they enter."
_NEW_SHEET = (
    "The new sheet is shown once, to be printed. The old one then opens nothing any more: shred it. Do this when the "
    "sheet was used, seen by somebody it was not meant for, or cannot be found."
)
_BROKEN = (
    "{error} The register’s keys were being changed: nothing is lost, and whoever unlocks it next finishes what was "
    "begun."
)
_NOBODY = "Nobody has said which person {name} is: until then they cannot decide on a declaration on screen (6.5.4)."
_DECIDE = (Role.HEADTEACHER, Role.TRUST_OFFICER)


class KeyholdersSection(Tab):
    """The section of the care page."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._holders: list[Holder] = []
        self._names: dict[int, str] = {}
        self.table: TableView[Holder] = TableView("Keyholders")
        self.model: PagedModel[Holder] = PagedModel(self._read, self._columns(), self._place, self)
        self.panel = Panel("The chosen keyholder")
        self._said = QVBoxLayout()
        self._sheet = QVBoxLayout()
        self._lay_out()
        self.table.show_model(self.model)
        self.table.row_changed.connect(lambda _: self._show_chosen())
        self.table.menu_wanted.connect(self._show_menu)
        self.setFocusProxy(self.table)
        self.refresh()
        unlisten = desk.listen(self._touched)
        self.destroyed.connect(lambda: unlisten())

    def _lay_out(self) -> None:
        roles = button("What each role may do", self.show_roles, icon_name="help")
        head = row(column(text("Keyholders", "h1"), text(_INTRO, "muted"), gap=2), roles, gap=8)
        head.setStretch(0, 1)
        if not self.why_not():
            head.addWidget(button("Hand over to somebody…", self.hand_over))
            head.addWidget(button("Add a keyholder…", self.add, look="primary", icon_name="add"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        self.table.setMinimumWidth(360)
        self.panel.setMinimumWidth(320)
        split.setSizes([760, 440])
        whole = column(head, self._said, split, self._sheet, gap=12)
        whole.setStretch(2, 1)
        whole.setContentsMargins(18, 14, 18, 14)
        self.setLayout(whole)

    def why_not(self) -> str:
        """Why whoever sits at the desk cannot change keyholders; nothing where they can."""
        try:
            require(self._desk.keyholder, "keyholders.change")
        except Refused as refused:
            return str(refused)
        return "This register is open for reading only." if self._desk.store.read_only else ""

    # -- the table -------------------------------------------------------------------------------

    def _columns(self) -> list[Column[Holder]]:
        return [
            Column("name", "Name", 170, lambda one: one.name, sortable=False),
            Column("role", "Role", 130, lambda one: sentence_case(one.role), sortable=False),
            Column("schools", "Schools", 190, self._where, sortable=False),
            Column("since", "Since", 100, lambda one: show_short_date(one.since.astimezone().date()), sortable=False),
        ]

    def _where(self, one: Holder) -> str:
        if not one.school_ids:
            return "All schools"
        names = [self._names.get(number, "a school in the bin") for number in one.school_ids]
        return names[0] if len(names) == 1 else count_of(len(names), "school")

    def _read(self, _sort: str, _descending: bool, offset: int, limit: int) -> Page[Holder]:
        return Page(self._holders[offset : offset + limit], len(self._holders))

    def _place(self, one: Holder) -> int:
        return next(place for place, other in enumerate(self._holders) if other.name == one.name)

    def refresh(self) -> None:
        """Reads who there is; whoever was chosen stays chosen."""
        before = self.table.current_row()
        self._holders, self._names = keyholders.everyone(self._desk), schools.names(self._desk)
        self.model.reload()
        chosen = [place for place, one in enumerate(self._holders) if before is not None and one.name == before.name]
        own = [place for place, one in enumerate(self._holders) if one.here]
        self.table.go_to((chosen or own or [0])[0])
        self._show_chosen()
        self._say()

    def _touched(self, registers: frozenset[str]) -> None:
        if registers & {"keyholder", "keyholder_person", "setting", "school", "person"}:
            self.refresh()

    # -- the chosen one --------------------------------------------------------------------------

    def _show_chosen(self) -> None:
        one, panel = self.table.current_row(), self.panel
        panel.start()
        if one is not None:
            panel.title(one.name, Chip("You", Tone.ACCENT, "person") if one.here else None, sentence_case(one.role))
            panel.steps(self.steps(one))
            if one.person_id is None and one.role in _DECIDE and not self.why_not():
                panel.notice(Tone.NEUTRAL, _NOBODY.format(name=one.name))
            names = [self._names.get(number, "a school in the bin") for number in one.school_ids]
            panel.facts(
                [
                    ("Is this person", self._who(one)),
                    ("Schools", "\n".join(names) or "All schools, and the trust’s own affairs"),
                    ("Since", f"{show_date(one.since.astimezone().date())}, by {one.added_by}"),
                    ("Changed", _changed(one)),
                ]
            )
            self._show_role(one)
            if not one.here and not self.why_not():
                panel.heading("If the key is taken away")
                panel.note("\n".join(words.format(name=one.name) for words in forms.TAKING_AWAY))
        panel.finish()

    def _who(self, one: Holder) -> str:
        if one.person_id is None:
            return "Nobody has said"
        return self._shell.lookups[Kind.PERSON].name(one.person_id)

    def _show_role(self, one: Holder) -> None:
        may_do, left = told(one.role, limited=bool(one.school_ids))
        article = "an" if one.role[0] in "aeiou" else "a"
        self.panel.heading(f"What {article} {one.role} may do")
        if one.school_ids:
            self.panel.note("In these schools alone:")
        self.panel.note(_listed(may_do) if left else "Everything.")
        if left:
            self.panel.heading("What is for others")
            self.panel.note(_listed(left))

    def steps(self, one: Holder) -> list[Action]:
        """What can be done with a keyholder."""
        if one.here:
            own = [Action("Change your passphrase…", self.change_passphrase, "key")]
            return [] if self._desk.store.read_only else own if self.why_not() else [*own, self._say_who(one)]
        if self.why_not():
            return []
        return [
            Action("Change role and schools…", lambda: forms.change(self._desk, self._shell, one), "edit"),
            self._say_who(one),
            Action("Take the key away…", lambda: self.remove(one), look="danger"),
        ]

    def _say_who(self, one: Holder) -> Action:
        return Action("Say which person this is…", lambda: forms.say_who(self._desk, self._shell, one), "person")

    def _show_menu(self, place: QPoint) -> None:
        one = self.table.current_row()
        if one is not None and self.steps(one):
            menu_of(self.steps(one), self.table).popup(place)

    # -- what is said around it ------------------------------------------------------------------

    def _say(self) -> None:
        clear(self._said)
        clear(self._sheet)
        why = self.why_not()
        if why:
            self._said.addWidget(notice_box(Tone.NEUTRAL, why))
        found = keyholders.sheet(self._desk)
        day = show_date(found.since.astimezone().date())
        act = [] if why else [Action("New recovery sheet…", self.new_sheet, "print")]
        if not found.kept and not why:
            words = (
                f"The recovery key of {day} was shown, but nobody confirmed that its sheet is in the safe. If it "
                "cannot be found, make a new one."
            )
            confirm = Action("It is in the safe", self.confirm_sheet)
            self._said.addWidget(notice_box(Tone.WARN, words, [*act, confirm], "Is the recovery sheet kept?"))
            return
        words = f"Opens the register when no passphrase does. Made on {day} by {found.made_by}; it belongs in the safe."
        line = row(column(text("Recovery sheet", "strong"), text(words, "muted"), gap=2), gap=12)
        line.setStretch(0, 1)
        for one in act:
            line.addWidget(action_button(one))
        self._sheet.addLayout(line)

    # -- doing -----------------------------------------------------------------------------------

    def begin(self, step: str) -> None:
        """Begins a step: `add`, `hand over` or `sheet`."""
        steps = {"add": self.add, "hand over": self.hand_over, "sheet": self.new_sheet}
        if step in steps and not self.why_not():
            steps[step]()

    def show_roles(self) -> None:
        """Opens the table of roles."""
        RolesDialog(self._shell.window()).open()

    def add(self) -> None:
        """Opens the form for a further keyholder."""
        forms.add(self._desk, self._shell)

    def remove(self, one: Holder) -> None:
        """Asks before somebody's key is taken away."""
        forms.remove(self._desk, self._shell, one, self._broken)

    def hand_over(self) -> None:
        """Opens the form for a successor."""
        forms.hand_over(self._desk, self._shell, self._broken)

    def change_passphrase(self) -> None:
        """Opens the form for one's own passphrase."""
        forms.PassphraseForm(self._desk, self._shell).open()

    def new_sheet(self) -> None:
        """Asks, then makes another recovery key and shows it."""
        self._shell.confirm("Make a new recovery sheet?", _NEW_SHEET, "Make a new one", self._make_sheet)

    def _make_sheet(self) -> None:
        try:
            key = keyholders.new_recovery_key(self._desk)
        except (Refused, Unavailable) as error:
            tell(self._shell.window(), "There is no new sheet", str(error))
            return
        self._shell.show_key(key)

    def confirm_sheet(self) -> None:
        """Records that the sheet is in the safe."""
        self._shell.do(lambda: keyholders.sheet_kept(self._desk), "The recovery sheet is in the safe.", undo=False)

    def _broken(self, error: Exception) -> None:
        self._shell.leave_broken(_BROKEN.format(error=error))


def _changed(one: Holder) -> str:
    return f"{show_date(one.changed.astimezone().date())}, by {one.changed_by}" if one.changed else ""


def _listed(words: list[str]) -> str:
    return "\n".join(f"· {one}" for one in words)
