"""The form that asks people to sign by a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from metdesk import rounds, term_dates
from metdesk.acknowledgement_record import Round
from metdesk.calendar import count_of, show_date
from metdesk.desk import Desk
from metdesk.errors import Refused
from ui.actions import Action
from ui.form import FormDialog
from ui.parts import text
from ui.shell import Shell

_DAYS = 14


def first_the_policy(shell: Shell, look: str = "primary") -> Action:
    """The step where there is no edition to sign yet."""
    return Action("Go to Policy", lambda: shell.begin("policy", ""), "policy", look)


def say_no_edition(shell: Shell) -> None:
    """Says that there is nothing to sign yet, and leads on to the policy."""
    step = first_the_policy(shell)
    shell.confirm("First the policy", rounds.NO_EDITION, step.words, step.do)


def ask_form(
    desk: Desk,
    shell: Shell,
    school_id: int | None = None,
    category: str = "",
    then: Callable[[int], object] = lambda number: None,
) -> FormDialog | None:
    """The form for a new round, opened; `then` gets its id. Leads to the policy where there is no edition."""
    held = rounds.holding(desk)
    if held is None:
        say_no_edition(shell)
        return None

    def save(values: dict[str, Any]) -> None:
        number = rounds.ask(desk, Round(**values))
        many = rounds.how_many(desk, rounds.get(desk, number))[0]
        shell.said(f"Asked: {count_of(many, 'person', 'people')}, by {show_date(values['due_on'])}.")
        then(number)

    form = FormDialog(
        shell.window(),
        "Ask people to sign",
        Round,
        shell.lookups,
        save,
        save_words="Ask them",
        intro=f"For edition {held.current.name}. Whoever joins later is asked as they arrive; leavers drop out.",
        draft=shell.drafts.of("acknowledgements", "ask"),
    )
    asks = text("", "strong")

    def count() -> None:
        try:
            many, answered = rounds.how_many(desk, Round(**form.values()))
        except Refused:
            asks.setText("")
            return
        already = f", {answered:,} of whom have answered" if answered else ""
        asks.setText(f"{count_of(many, 'person', 'people')}{already}" if many else "Nobody there today")

    for name in ("due_on", "school_id", "category", "note"):
        form.row(name).changed.connect(count)
    form.widget("This asks", asks)
    due = term_dates.school_days(desk, school_id).school_day_from(desk.today() + timedelta(days=_DAYS))
    form.fill(Round(due_on=due, school_id=school_id, category=category))
    form.open()
    count()
    return form
