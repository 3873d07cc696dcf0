"""The rounds in which people are asked to sign, with their progress."""

from metdesk import history, printing_answers, rounds
from metdesk.acknowledgement_checks import target
from metdesk.acknowledgements import AckFilter
from metdesk.calendar import count_of, show_date, show_short_date
from metdesk.figures import Trend
from metdesk.record import Page
from metdesk.rounds import RoundRow
from ui.actions import Action
from ui.answers import REGISTERS
from ui.chips import Chip
from ui.handing_out import forms_dialog
from ui.history import HistoryLines
from ui.register_tab import Column, Empty, Filter, Panel, Query, RegisterTab
from ui.round_forms import ask_form, first_the_policy
from ui.tokens import Tone
from ui.trend import trend_part

_OPEN, _NOTHING = "open", "–"


class RoundsTab(RegisterTab[RoundRow]):
    """Who was asked, by when, and how many answered."""

    name = "rounds"
    title = "Rounds"
    noun = ("round", "rounds")
    registers = REGISTERS | {"setting", "day_figure"}
    search_hint = "Search rounds…"

    def columns(self) -> list[Column[RoundRow]]:
        return [
            Column("whom", "Who is asked", 220, lambda one: one.whom, sortable=False),
            Column("edition", "Edition", 120, lambda one: one.edition, sortable=False, spare=1),
            Column("asked_on", "Asked", 90, lambda one: show_short_date(one.round.asked_on), sortable=False, spare=2),
            Column("due_on", "By", 90, lambda one: show_short_date(one.round.due_on), sortable=False),
            Column("answered", "Answered", 130, lambda one: _NOTHING, progress_chip, sortable=False),
            Column("state", "State", 120, lambda one: "", self._state, sortable=False),
        ]

    def _state(self, one: RoundRow) -> Chip:
        if not one.open:
            return Chip("Closed", Tone.NEUTRAL, "close")
        past = one.round.due_on is not None and one.round.due_on < self.desk.today()
        return Chip("Past its day", Tone.WARN) if past and one.outstanding else Chip("Open", Tone.OK)

    def filters(self) -> list[Filter]:
        return [Filter("state", "State", lambda: [("", "All rounds"), (_OPEN, "Open rounds")])]

    def _found(self, query: Query) -> list[RoundRow]:
        words = query.text.casefold()
        found = rounds.listed(self.desk, closed=query.filters["state"] != _OPEN)
        return [one for one in found if words in f"{one.whom} {one.edition} {one.round.note}".casefold()]

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[RoundRow]:
        found = self._found(query)
        return Page(found[offset : offset + limit], len(found))

    def count_all(self) -> int:
        return len(rounds.listed(self.desk))

    def row_id(self, row: RoundRow) -> int:
        return row.id

    def row_of(self, record_id: int) -> tuple[RoundRow, str] | None:
        found = rounds.listed(self.desk)
        return next(((one, one.whom) for one in found if one.id == record_id), None)

    def empty(self) -> Empty:
        words = "A round asks a school, a category or everyone to sign the edition in force by a day (5.2.1, 5.3.1)."
        ask = Action("Ask people to sign…", self.ask, "add", "primary")
        if rounds.holding(self.desk) is None:
            ask, words = first_the_policy(self.shell), f"{words} First the policy itself."
        return Empty("Nobody was asked yet", words, () if self.desk.read_only else (ask,), "calendar")

    def show_record(self, panel: Panel, row: RoundRow) -> None:
        one = row.round
        panel.title(row.whom, self._state(row), f"Edition {row.edition}")
        panel.steps(self.row_actions([row])[:2], self.row_actions([row])[2:])
        panel.heading("The round")
        panel.facts(
            [
                ("Asked on", show_date(one.asked_on)),
                ("By", show_date(one.due_on)),
                ("Closed on", show_date(one.closed_on)),
                ("Why now", one.note),
            ]
        )
        if row.open:
            panel.heading("Progress")
            panel.facts(
                [
                    ("Answered", f"{row.answered:,} of {row.asked:,}"),
                    ("Signed", f"{row.signed:,}"),
                    ("Outstanding", f"{row.outstanding:,}"),
                ]
            )
            since = self._trend(row)
            whose = row.school or "the trust"
            panel.add(trend_part(since, target(self.desk), f"Share signed at {whose} since the round began"))
        panel.heading("History")
        panel.add(HistoryLines(history.of(self.desk, "ack_round", row.id), "ack_round"))

    def _trend(self, row: RoundRow) -> Trend:
        whole = printing_answers.signed_trend(self.desk, row.round.school_id)
        began = row.round.asked_on or self.desk.today()
        figures = tuple(one for one in whole.figures if one.day >= began)
        return Trend(whole.clause, whole.statement, whole.amiss, figures)

    def primary(self) -> Action | None:
        return None if self.desk.read_only else Action("Ask people", self.ask, "add")

    def row_actions(self, rows: list[RoundRow]) -> list[Action]:
        if len(rows) != 1 or not rows[0].open:
            return []
        (one,) = rows
        asked = AckFilter(one.round.school_id, one.round.category, outstanding=True)

        def chase() -> None:
            self.shell.preview(lambda: printing_answers.chase(self.desk, asked))

        found = [Action("Chase list", chase, "print")]
        if self.desk.read_only:
            return found
        return [
            Action(
                "Print its forms…",
                lambda: forms_dialog(self.desk, self.shell, asked),
                "print",
            ),
            *found,
            Action("Close the round…", lambda: self.close_round(one), "close"),
        ]

    def ask(self) -> None:
        """Opens the form for a new round."""
        ask_form(self.desk, self.shell, then=self.show_id)

    def close_round(self, one: RoundRow) -> None:
        """Asks, then ends the round today."""
        left = count_of(one.outstanding, "person has", "people have")
        self.shell.confirm(
            "Close the round?",
            f"{one.whom}: {left} not answered. From today the round asks nobody; what was answered stays.",
            "Close the round",
            lambda: self.shell.do(lambda: rounds.close(self.desk, one.id), f"The round is closed: {one.whom}."),
        )


def progress_chip(one: RoundRow) -> Chip | None:
    """How many of those asked answered, as a chip; None of a round that is over."""
    if not one.open:
        return None
    return Chip(f"{one.answered:,} of {one.asked:,}", Tone.OK if not one.outstanding else Tone.ACCENT, "form")
