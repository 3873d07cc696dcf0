"""One account, read from top to bottom: what is amiss, who is authorised, its particulars, checks and history."""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from metdesk import accounts, history, oversight
from metdesk.account_record import Account, State
from metdesk.accounts import Look
from metdesk.authorisations import Permission
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.desk import Desk
from metdesk.oversight import Concern, Overview
from metdesk.record import fields, to_text
from ui import attachments, cases_read
from ui.actions import Action
from ui.chips import Chip, ChipLabel
from ui.flow import Flow
from ui.fold import Fold
from ui.history import HistoryLines
from ui.panel import Panel, buttons
from ui.parts import Words, column
from ui.shell import Shell
from ui.tokens import Tone

_CHECKS_SHOWN = 3
_TONES = {
    State.ACTIVE: Tone.OK,
    State.PROPOSED: Tone.ACCENT,
    State.DORMANT: Tone.NEUTRAL,
    State.CLOSED: Tone.NEUTRAL,
    State.UNOFFICIAL: Tone.WARN,
}
_ICONS = {State.CLOSED: "close", State.PROPOSED: "add"}


@dataclasses.dataclass(frozen=True)
class Steps:
    """What the panel offers: with the account, with a concern about it, with a permission on it."""

    account: Callable[[Overview], Sequence[Action]]
    more: Callable[[Overview], Sequence[Action]]
    concern: Callable[[Overview, Concern], Sequence[Action]]
    permission: Callable[[Permission], Sequence[Action]]
    grant: Callable[[Overview], Sequence[Action]]


def state_chip(state: str) -> Chip:
    """The account's state as a chip."""
    known = State(state)
    return Chip(state.capitalize(), _TONES[known], _ICONS.get(known, ""))


def hands_chip(seen: Overview) -> Chip | None:
    """How many people are authorised, as a chip; None where clause 5.2.4 does not count the account."""
    if not seen.counted:
        return None
    short = seen.falls_short
    tone = Tone.OK if short is None else Tone.BAD if short <= seen.today else Tone.WARN
    return Chip(oversight.people_words(seen.hands), tone)


def fill(panel: Panel, desk: Desk, shell: Shell, seen: Overview, steps: Steps) -> None:
    """Puts the account into the panel, between its `start` and `finish`."""
    account = seen.account
    opened = f"opened {show_date(account.opened)}" if account.opened else ""
    about = " · ".join(word for word in (account.platform, seen.school, opened) if word)
    panel.title(account.handle, state_chip(account.state), about)
    for concern in seen.concerns():
        panel.notice(Tone.BAD if concern.grave else Tone.WARN, concern.words, steps.concern(seen, concern))
    panel.steps(steps.account(seen), steps.more(seen))
    _people(panel, seen, steps)
    cases_read.show_at(panel, desk, shell, seen.id)
    panel.heading("Details")
    panel.facts(_facts(account))
    _checks(panel, seen, accounts.looks(desk, seen.id))
    attachments.show(panel, desk, shell, "account", seen.id)
    panel.heading("History")
    panel.add(HistoryLines(history.of(desk, "account", seen.id), "account"))


def _people(panel: Panel, seen: Overview, steps: Steps) -> None:
    today = seen.today
    past = [one for one in seen.permissions if one.ends is not None and one.ends < today]
    rest = [one for one in seen.permissions if one not in past]
    panel.heading("Authorised personnel")
    if not rest:
        panel.note("Nobody is authorised on this account.")
    for one in rest:
        panel.add(_person(one, seen, steps.permission(one)))
    panel.steps(steps.grant(seen))
    if past:
        inside = QWidget()
        inside.setLayout(column(*(_person(one, seen, ()) for one in reversed(past)), gap=8))
        panel.add(Fold(count_of(len(past), "past permission"), inside))


def _person(one: Permission, seen: Overview, actions: Sequence[Action]) -> QWidget:
    holder = QWidget()
    block = QVBoxLayout(holder)
    block.setContentsMargins(0, 0, 0, 0)
    block.setSpacing(2)
    block.addWidget(Words(one.person, "strong"))
    block.addWidget(Words(_when(one), "muted"))
    chips = _chips(one, seen)
    if chips:
        line = QWidget()
        flow = Flow(line, gap=6)
        for chip in chips:
            flow.addWidget(ChipLabel(chip))
        block.addSpacing(2)
        block.addWidget(line)
    if actions:
        block.addWidget(buttons(actions, look="link"))
    return holder


def _when(one: Permission) -> str:
    span = f"from {show_date(one.starts)}"
    if one.ends:
        span += f" until {show_date(one.ends)}" + (", when they leave" if one.leaves else "")
    return f"{one.job} · {span} · granted by {one.granted_by}"


def _chips(one: Permission, seen: Overview) -> list[Chip]:
    held = one.in_force(seen.today)
    found: list[Chip] = []
    if one.starts > seen.today:
        found.append(Chip(f"From {show_short_date(one.starts)}", Tone.ACCENT, "calendar"))
    if one.with_students:
        found.append(Chip("With students", Tone.ACCENT, "person"))
    elif held and seen.account.reaches_students:
        found.append(Chip("Not with students", Tone.WARN))
    if held and one.signed_on is None:
        found.append(Chip("Not signed", Tone.WARN))
    return found


def _facts(account: Account) -> list[tuple[str, str]]:
    left_out = {"school_id", "platform", "handle", "state", "opened"}
    return [
        (one.label, to_text(one, getattr(account, one.name)))
        for one in fields(Account)
        if one.name not in left_out and getattr(account, one.name) is not False
    ]


def _checks(panel: Panel, seen: Overview, looks: Sequence[Look]) -> None:
    panel.heading("Checks")
    if not looks:
        panel.note("Never checked.")
    for look in looks[:_CHECKS_SHOWN]:
        panel.add(_check(look))
    if looks[_CHECKS_SHOWN:]:
        inside = QWidget()
        inside.setLayout(column(*(_check(look) for look in looks[_CHECKS_SHOWN:]), gap=8))
        panel.add(Fold(count_of(len(looks) - _CHECKS_SHOWN, "earlier check"), inside))


def _check(look: Look) -> QWidget:
    holder = QWidget()
    about = f"{show_date(look.checked_on)} · {look.checked_by}"
    holder.setLayout(column(Words(look.finding), Words(about, "small"), gap=0))
    return holder
