"""The forms about keyholders: adding one, another role, taking a key away, handing over, a passphrase."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from metdesk import keyholders, schools, sitting
from metdesk.desk import Desk
from metdesk.keyholders import Entry, Holder
from metdesk.record import Kind, field
from metdesk.roles import Role
from ui.form import FormDialog
from ui.key_form import Job, KeyForm
from ui.passphrase import NewPassphrase, PassphraseEditor, passphrase_field
from ui.school_ticks import SchoolTicks
from ui.shell import Shell

TAKING_AWAY = (
    "The register gets another key: {name} opens nothing that is written from now on.",
    "Copies made before, backups among them, still open with the passphrase {name} knows. Keep them out of reach.",
    "Everything {name} entered stays, under that name.",
)
"""What taking a key away does and does not do."""


@dataclass(frozen=True)
class _Standing:
    role: str = field("Role", Kind.CHOICE, choices=Role, required=True)


@dataclass(frozen=True)
class _Entry(Entry):
    person_id: int | None = field(
        "Is this person",
        Kind.PERSON,
        help="Who they are under People. A head needs it to decide on declarations on screen; it can be said later.",
    )


@dataclass(frozen=True)
class _Who:
    person_id: int | None = field(
        "Is this person", Kind.PERSON, help="Their entry under People; empty where they have none."
    )


@dataclass(frozen=True)
class _Nothing:
    """A form that only asks."""


@dataclass(frozen=True)
class _Successor:
    name: str = field(
        "Successor",
        help="Who looks after the register from now on, in your role, for all schools. Somebody who has a key already "
        "types the passphrase they have.",
        required=True,
    )
    keep: bool = field(
        "I keep my own key for now", Kind.YES_NO, help="Your successor takes it away later, on this page."
    )


def add(desk: Desk, shell: Shell) -> FormDialog:
    """Opens the form for a further keyholder."""
    ticks = SchoolTicks(schools.names(desk))
    passphrase = NewPassphrase(keyholders.weakness, keyholders.suggestion)

    def prepare(values: dict[str, Any], ids: list[int], typed: str) -> Job:
        return lambda: sitting.add_keyholder(desk, values["name"], values["role"], ids, typed, values["person_id"])

    form = KeyForm(
        desk,
        shell,
        "Add a keyholder",
        _Entry,
        prepare,
        lambda _: shell.said(f"{form_name()} can open the register now.", undo=False),
        checks=(ticks.checked_value, passphrase.value),
        words="Making the keys…",
        save_words="Add the keyholder",
        intro="A keyholder opens the register with a passphrase of their own. Let them type it here, where you do not "
        "look; they can change it later.",
    )

    def form_name() -> str:
        return " ".join(str(form.editor("name").value()).split())

    form.row("name")
    form.row("role", help="What each role may do is listed on the page behind this form.")
    form.widget("Schools *", ticks, ticks.value)
    form.row("person_id")
    form.widget("", passphrase, passphrase.typed)
    form.open()
    return form


def say_who(desk: Desk, shell: Shell, holder: Holder) -> FormDialog:
    """Opens the form that says which person of the register a keyholder is."""

    def save(values: dict[str, Any]) -> None:
        sitting.say_who(desk, holder.name, values["person_id"])
        shell.said(f"Recorded who {holder.name} is.")

    form = FormDialog(
        shell.window(),
        f"Which person is {holder.name}?",
        _Who,
        shell.lookups,
        save,
        intro="Whoever decides on a declaration on screen decides as this person and no other (6.5.4).",
    )
    form.row("person_id")
    form.fill(_Who(holder.person_id))
    form.open()
    return form


def change(desk: Desk, shell: Shell, holder: Holder) -> FormDialog:
    """Opens the form for another role and other schools of a keyholder."""
    ticks = SchoolTicks(schools.names(desk), holder.school_ids)

    def save(values: dict[str, Any]) -> None:
        keyholders.change(desk, holder.name, values["role"], ticks.checked_value())
        shell.said(f"{holder.name} is {values['role']} now.", undo=False)

    form = FormDialog(
        shell.window(),
        f"Role and schools of {holder.name}",
        _Standing,
        {},
        save,
        save_words="Change it",
        intro="It holds from the next time the register is opened with that key. What was entered before stays.",
    )
    form.row("role", help="What each role may do is listed on the page behind this form.")
    form.widget("Schools *", ticks, ticks.value)
    form.fill(holder)
    form.open()
    return form


def remove(desk: Desk, shell: Shell, holder: Holder, broken: Callable[[Exception], object]) -> FormDialog:
    """Asks before somebody's key is taken away, and does it."""
    form = KeyForm(
        desk,
        shell,
        f"Take the key of {holder.name} away",
        _Nothing,
        lambda _: lambda: keyholders.remove(desk, holder.name),
        lambda _: shell.said(f"{holder.name} can no longer open the register.", undo=False),
        words="Giving the register another key…",
        save_words="Take the key away",
        broken=broken,
    )
    for words in TAKING_AWAY:
        form.note(words.format(name=holder.name))
    form.save_button.setProperty("look", "danger")
    form.save_button.setDefault(False)
    form.cancel_button.setDefault(True)
    form.open()
    form.cancel_button.setFocus()
    return form


def hand_over(desk: Desk, shell: Shell, broken: Callable[[Exception], object]) -> FormDialog:
    """Opens the form with which whoever sits at the desk hands the register over."""
    passphrase = NewPassphrase(keyholders.weakness, keyholders.suggestion, "Their passphrase")
    outgoing = desk.keyholder

    def prepare(values: dict[str, Any], typed: str) -> Job:
        if values["keep"]:
            return lambda: keyholders.add(desk, values["name"], outgoing.role, (), typed)
        return lambda: keyholders.hand_over(desk, values["name"], typed)

    def after(made: tuple[Desk, str] | None) -> None:
        if made is None:
            shell.said("Your successor can open the register now; so can you.", undo=False)
        else:
            shell.seat(*made)

    form = KeyForm(
        desk,
        shell,
        "Hand over to somebody",
        _Successor,
        prepare,
        after,
        checks=(passphrase.value,),
        words="Handing over…",
        save_words="Hand over",
        intro=f"Your successor types a passphrase of their own, where you do not look. Then the register opens for "
        f"them, {outgoing.name}’s key is taken away, and a new recovery sheet takes the place of the old one.",
        broken=broken,
    )
    form.row("name")
    form.widget("", passphrase, passphrase.typed)
    form.row("keep")
    form.open()
    return form


class PassphraseForm(KeyForm):
    """Changes the passphrase of whoever sits at `desk`."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            desk,
            shell,
            "Change your passphrase",
            _Nothing,
            self._prepare_change,
            lambda _: shell.said("Your passphrase is changed.", undo=False),
            checks=(lambda: self.new.value(),),
            words="Making the key anew…",
            save_words="Change it",
        )
        self.old = PassphraseEditor(passphrase_field("old", "The passphrase so far"))
        self.new = NewPassphrase(keyholders.weakness, keyholders.suggestion, "The new passphrase")
        self.widget("So far *", self.old, self.old.value)
        self.widget("", self.new, self.new.typed)

    def open(self) -> None:
        """Shows the form, to be begun with the passphrase so far."""
        super().open()
        self.old.control.setFocus()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        super().show_problems(problems)
        self.old.show_problem(problems.get("old", ""))
        if "old" in problems:
            self.old.select()

    def _prepare_change(self, _: dict[str, Any], typed: str) -> Job:
        before, desk = self.old.value(), self._desk
        return lambda: keyholders.change_passphrase(desk, before, typed)
