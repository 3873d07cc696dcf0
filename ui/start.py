"""Starting a register: the trust, whoever keeps it, and where it is kept. Three short steps."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from metdesk import keyholders
from metdesk.desk import Desk, Role, start
from metdesk.errors import Refused
from metdesk.jobs import Progress
from metdesk.record import Kind, field, fields
from ui.editors import editor_for
from ui.files import ask_folder, documents
from ui.form_row import FormRow
from ui.front import FrontPage, opened_for
from ui.logo import LogoBox
from ui.parts import button, column, row, text
from ui.passphrase import NewPassphrase
from ui.tokens import Tone
from ui.working import Worker

_ENDING = ".metdesk"
_STARTERS = (Role.BUSINESS_MANAGER.value, Role.TRUST_OFFICER.value)
_STEPS = ("Your trust", "You", "Where it is kept")


@dataclass(frozen=True)
class Beginning:
    """What a register begins with, besides the logo and the passphrase."""

    trust: str = field("The trust’s name", required=True, help="As it should stand on every printed page.")
    keyholder: str = field("Your name", required=True, help="It stands beside everything you enter.")
    role: str = field("Your role", Kind.CHOICE, choices=_STARTERS, required=True, default=_STARTERS[0])
    place: str = field("Folder", required=True, help="On this computer, or on a share that is backed up.")
    name: str = field("Name of the register", required=True)


class Start(FrontPage):
    """The three steps; then the register is made beside the window."""

    def __init__(self, worker: Worker, place: Path | None = None) -> None:
        super().__init__("Start a register", "", worker)
        self.rows = {one.name: FormRow(one, editor_for(one, {}), one.help) for one in fields(Beginning)}
        self.logo = LogoBox()
        self.passphrase = NewPassphrase(keyholders.weakness, keyholders.suggestion)
        self.rows["place"].editor.set_value(str(place or documents()))
        choose = button("Choose a folder…", self._choose_place)
        self._pages = QStackedWidget()
        steps: tuple[tuple[QWidget | QLayout, ...], ...] = (
            (*self._parts("trust"), text("Logo"), self.logo),
            (*self._parts("keyholder"), *self._parts("role"), self.passphrase),
            (*self._parts("name"), *self._parts("place"), row(choose, 1)),
        )
        for parts in steps:
            self._pages.addWidget(_page(parts))
        self.add(self._pages)
        self.back_button = button("Back", self._step_back, icon_name="previous")
        self.next_button = button("Next", self._step_on, look="primary")
        self.next_button.setDefault(True)
        self.add(row(self.back_button, 1, self.next_button))
        for one in self.rows.values():
            one.editor.entered.connect(self._step_on)
        self._show_step(0)
        self.setFocusProxy(self.rows["trust"].editor.control)

    def _parts(self, name: str) -> tuple[QWidget, QLayout]:
        made = self.rows[name]
        return made.label(above=True), made.body

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        for place in range(self._pages.count()):
            page = self._pages.widget(place)
            if page:
                page.setVisible(place == step)
        self.words.setText(f"Step {step + 1} of {len(_STEPS)}: {_STEPS[step].lower()}")
        self.next_button.setText("Make the register" if step == len(_STEPS) - 1 else "Next")
        first = ("trust", "keyholder", "name")[step]
        self.rows[first].editor.control.setFocus()

    def _step_back(self) -> None:
        step = self._pages.currentIndex()
        if step:
            self._show_step(step - 1)
        else:
            self.back.emit()

    def _step_on(self) -> None:
        step = self._pages.currentIndex()
        self.say(Tone.NEUTRAL, "")
        if not self._step_is_right(step):
            return
        if step == len(_STEPS) - 1:
            self._make()
            return
        if step == 0 and not self._value("name"):
            self.rows["name"].editor.set_value(self._value("trust"))
        self._show_step(step + 1)

    def _step_is_right(self, step: int) -> bool:
        names = (("trust",), ("keyholder", "role"), ("name", "place"))[step]
        wrong = [name for name in names if self._shows_problem(name)]
        if wrong:
            self.rows[wrong[0]].editor.control.setFocus()
            return False
        try:
            if step == 0:
                self.logo.settled()
            elif step == 1:
                self.passphrase.value()
        except Refused as refused:
            self.say(Tone.NEUTRAL, refused.problems.get("logo", ""))  # what concerns a field is said beside it
            return False
        return True

    def _shows_problem(self, name: str) -> bool:
        sentence = self.rows[name].editor.problem()
        self.rows[name].show_problem(sentence)
        return bool(sentence)

    def _value(self, name: str) -> str:
        return str(self.rows[name].editor.value()).strip()

    def _choose_place(self) -> None:
        ask_folder(self, "Where the register is kept", lambda path: self.rows["place"].editor.set_value(str(path)))

    def folder(self) -> Path:
        """The register's folder, as the third step says."""
        name = "".join(letter for letter in self._value("name") if letter not in '\\/:*?"<>|')
        return Path(self._value("place")) / (name.removesuffix(_ENDING) + _ENDING)

    def _make(self) -> None:
        if self.worker.busy:
            return
        folder, trust, logo = self.folder(), self._value("trust"), self.logo.settled()
        keyholder, role, passphrase = self._value("keyholder"), self._value("role"), self.passphrase.value()

        def make(progress: Progress) -> tuple[Desk, str]:
            desk, key = start(folder, trust, logo, keyholder, role, passphrase)
            return opened_for(progress, desk), key

        self.worker.start("Making the register…", make, lambda made: self.opened.emit(*made), self._refused)

    def _refused(self, error: Exception) -> None:
        problems = dict(error.problems) if isinstance(error, Refused) else {"": str(error)}
        if "folder" in problems:
            problems["name"] = problems.pop("folder")
        step = next((s for s, names in enumerate((("trust",), ("keyholder", "role", "passphrase")))
                     if set(names) & set(problems)), 2)  # fmt: skip
        self._show_step(step)
        for name in self.rows:
            self.rows[name].show_problem(problems.pop(name, ""))
        self.passphrase.show_problems(problems)
        rest = " ".join(words for name, words in problems.items() if name != "passphrase")
        if rest:
            self.say(Tone.BAD, rest)


def _page(parts: tuple[QWidget | QLayout, ...]) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*parts, 1, gap=6))
    return holder
