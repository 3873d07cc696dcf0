"""Who has signed, school by school, and edition by edition."""

from collections.abc import Callable

from metdesk import answer_figures, printing_answers
from metdesk.acknowledgement_checks import target
from metdesk.acknowledgements import AckFilter
from metdesk.answer_figures import EditionFigures, SchoolFigures
from metdesk.calendar import count_of
from metdesk.errors import Refused
from metdesk.record import Page
from ui.actions import Action
from ui.answers import REGISTERS
from ui.chasing import ChaseText
from ui.chips import Chip
from ui.handing_out import forms_dialog
from ui.register_tab import Column, Empty, Panel, Query, RegisterTab
from ui.round_forms import ask_form, first_the_policy
from ui.share import share_chip
from ui.tokens import Tone
from ui.trend import trend_part


class AnswersBySchool(RegisterTab[SchoolFigures]):
    """Every school with its share signed; Enter shows its people."""

    name = "acknowledgements by school"
    title = "Schools"
    noun = ("school", "schools")
    registers = REGISTERS | {"setting", "day_figure"}
    search_hint = "Search schools…"
    sorted_by = ("school", False)

    def columns(self) -> list[Column[SchoolFigures]]:
        return [
            Column("school", "School", 190, lambda one: one.school),
            Column("share", "Signed", 150, lambda one: "–", self._share),
            Column("outstanding", "Outstanding", 112, lambda one: f"{one.figures.outstanding:,}"),
            Column("overdue", "Overdue", 86, _number("overdue"), _overdue_chip),
            Column("refused", "Refused", 74, _number("refused"), spare=1),
            Column("unable", "Unable", 74, _number("unable"), spare=2),
            Column("people", "People", 74, _number("people"), spare=3),
        ]

    def _share(self, one: SchoolFigures) -> Chip | None:
        return share_chip(one.figures, target(self.desk))

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[SchoolFigures]:
        found = [one for one in answer_figures.by_school(self.desk) if query.text.casefold() in one.school.casefold()]
        if sort != "school":
            found.sort(key=lambda one: getattr(one.figures, sort))
        if descending:
            found.reverse()
        return Page(found[offset : offset + limit], len(found))

    def count_all(self) -> int:
        return len(answer_figures.by_school(self.desk))

    def row_id(self, row: SchoolFigures) -> int:
        return row.school_id

    def row_of(self, record_id: int) -> tuple[SchoolFigures, str] | None:
        found = answer_figures.by_school(self.desk)
        return next(((one, one.school) for one in found if one.school_id == record_id), None)

    def empty(self) -> Empty:
        words = "Each school stands here with how many of its people signed (5.2.1)."
        return Empty("No schools yet", words, icon="school")

    def show_record(self, panel: Panel, row: SchoolFigures) -> None:
        one = row.figures
        panel.title(row.school, share_chip(one, target(self.desk)), count_of(one.people, "person", "people"))
        panel.steps(self.row_actions([row])[:2], self.row_actions([row])[2:])
        panel.heading("How they stand")
        panel.facts(
            [
                ("Signed", f"{one.signed:,} of {one.people:,} ({one.share} %)"),
                ("Earlier edition", f"{one.earlier:,}" if one.earlier else ""),
                ("Outstanding", f"{one.outstanding:,}"),
                ("Overdue", f"{one.overdue:,}" if one.overdue else ""),
                ("Refused", f"{one.refused:,}" if one.refused else ""),
                ("Unable to sign", f"{one.unable:,}" if one.unable else ""),
            ]
        )
        panel.heading("Over time")
        trend = printing_answers.signed_trend(self.desk, row.school_id)
        panel.add(trend_part(trend, target(self.desk), f"Share signed at {row.school}"))

    def row_actions(self, rows: list[SchoolFigures]) -> list[Action]:
        if len(rows) != 1:
            return []
        (one,) = rows
        asked = AckFilter(school_id=one.school_id, outstanding=True)
        chase = lambda: printing_answers.chase(self.desk, asked)  # noqa: E731
        status = lambda: printing_answers.status(self.desk, one.school_id)  # noqa: E731
        changing = [
            Action(
                "Print its forms…",
                lambda: forms_dialog(self.desk, self.shell, asked),
                "print",
            ),
            Action("Ask its people…", lambda: ask_form(self.desk, self.shell, one.school_id), "add"),
        ]
        return [
            Action("Show its people", lambda: self._show_people(one.school_id), "person"),
            *([] if self.desk.read_only else changing),
            Action("Chase list", lambda: self.shell.preview(chase), "print"),
            Action("Text for an e-mail…", lambda: self._text(asked), "edit"),
            Action("Status report", lambda: self.shell.preview(status), "print"),
        ]

    def _text(self, asked: AckFilter) -> None:
        try:
            ChaseText(self.desk, self.shell, asked)
        except Refused as refused:
            self.shell.said(str(refused), undo=False)

    def prints(self) -> list[Action]:
        def status() -> None:
            self.shell.preview(lambda: printing_answers.status(self.desk))

        def chase() -> None:
            self.shell.preview(lambda: printing_answers.chase(self.desk))

        return [Action("Status report", status, "print"), Action("Chase list", chase, "print")]

    def open_row(self, row: SchoolFigures) -> None:
        self._show_people(row.school_id)

    def _show_people(self, school_id: int) -> None:
        self.shell.begin("acknowledgements", f"of school {school_id}")


class AnswersByEdition(RegisterTab[EditionFigures]):
    """Every edition with the answers it was given, by leavers as well."""

    name = "acknowledgements by edition"
    title = "Editions"
    noun = ("edition", "editions")
    registers = REGISTERS
    search_hint = "Search editions…"

    def columns(self) -> list[Column[EditionFigures]]:
        return [
            Column("edition", "Edition", 220, lambda one: one.edition, sortable=False),
            Column("in_force", "In force", 110, lambda one: "–", _in_force, sortable=False),
            Column("signed", "Signed", 90, lambda one: f"{one.signed:,}", sortable=False),
            Column("refused", "Refused", 90, lambda one: f"{one.refused:,}", sortable=False),
            Column("unable", "Unable to sign", 110, lambda one: f"{one.unable:,}", sortable=False),
        ]

    def read(self, query: Query, sort: str, descending: bool, offset: int, limit: int) -> Page[EditionFigures]:
        found = answer_figures.by_edition(self.desk)
        found = [one for one in found if query.text.casefold() in one.edition.casefold()]
        return Page(found[offset : offset + limit], len(found))

    def count_all(self) -> int:
        return len(answer_figures.by_edition(self.desk))

    def row_id(self, row: EditionFigures) -> int:
        return row.edition_id

    def row_of(self, record_id: int) -> tuple[EditionFigures, str] | None:
        found = answer_figures.by_edition(self.desk)
        return next(((one, one.edition) for one in found if one.edition_id == record_id), None)

    def empty(self) -> Empty:
        read = first_the_policy(self.shell)
        words = "Each edition of the policy stands here with who signed it. First the policy itself."
        return Empty("No edition yet", words, () if self.desk.read_only else (read,), "policy")

    def show_record(self, panel: Panel, row: EditionFigures) -> None:
        panel.title(f"Edition {row.edition}", _in_force(row))
        panel.steps([Action("Read it in Policy", lambda: self.shell.go("edition", row.edition_id), "policy")])
        panel.heading("Answers")
        told = [("Signed", row.signed), ("Refused", row.refused), ("Unable to sign", row.unable)]
        panel.facts([(name, f"{number:,}") for name, number in told])
        panel.note("Answers of people who left since are counted too: nothing that was signed is lost.")

    def open_row(self, row: EditionFigures) -> None:
        self.shell.go("edition", row.edition_id)


def _number(name: str) -> Callable[[SchoolFigures], str]:
    return lambda one: f"{getattr(one.figures, name):,}"


def _overdue_chip(one: SchoolFigures) -> Chip | None:
    return Chip(f"{one.figures.overdue:,}", Tone.BAD) if one.figures.overdue else None


def _in_force(one: EditionFigures) -> Chip | None:
    return Chip("In force", Tone.OK) if one.in_force else None
