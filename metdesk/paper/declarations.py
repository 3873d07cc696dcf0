"""The declaration of a relationship as a form with the head's decision, and the copy the person keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from metdesk.attachments import Attachment
from metdesk.calendar import show_date, show_short_date
from metdesk.declaration_record import Declaration, Outcome, Relationship, Solely, State, Step, Taken, With
from metdesk.declarations import File, Seen
from metdesk.jobs import Progress, quietly
from metdesk.paper import asking, blocks, fields, tables
from metdesk.paper.attached import attached
from metdesk.paper.furniture import FormCode, Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Cell, Column, Lead, Piece, Strong
from metdesk.paper.theme import MM
from metdesk.record import field_of, sentence_case
from metdesk.reviewing import DECIDABLE

FORM_TITLE = "Relationship declaration"
COPY_TITLE = "What you declared: your own copy"

_POLICY = (
    (
        "6.5.4",
        "Contact with a student or ex-student needs another, appropriate relationship reported to the headteacher.",
    ),
    ("6.1.4", "If you are unsure whether to declare something, declare it."),
    (
        "6.5.3, 6.5.6",
        "Use no personal social media with a child you know, or knew, or a parent you know, through your work alone.",
    ),
)
_OUTCOMES = tuple(sentence_case(one) for one in Outcome)
_SOLELY = (str(Solely.NO).capitalize(), "Yes, so it is not approved")


@dataclass(frozen=True)
class Reviewer:
    """Who decides: their name, empty where it is to be written, and what they are called."""

    name: str = ""
    role: str = "Headteacher"


NOBODY = Reviewer()
"""A headteacher who is not named, for a form that anybody may take."""


@dataclass(frozen=True)
class DeclarationForm:
    """What a declaration form shows: whose it is, empty to be written; what was declared, where it was entered."""

    form: FormCode
    reviewer: Reviewer = NOBODY
    person: str = ""
    job: str = ""
    school: str = ""
    file: File | None = None
    attachments: Sequence[Attachment] = ()


def print_form(sheet: Sheet, form: DeclarationForm, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the form, blank or with what was declared, for the person and the head to sign; returns its pages.

    What is over, or is nothing, has no box to decide in.
    """
    to_decide = form.file is None or form.file.seen.state in DECIDABLE
    policy = [one for one in _POLICY if form.file is None or not to_decide or one[0] != "6.1.4"]
    story: list[Flowable] = [
        *asking.opening(policy, form.person, form.job, form.school),
        *(_to_fill_in() if form.file is None else _declared(form.file, form.attachments)),
    ]
    if to_decide:
        story += [blocks.gap(2 if form.file else 5), _decision(form)]
    return build(sheet, story, out, form=form.form, progress=progress)


def _to_fill_in() -> list[Flowable]:
    return [
        blocks.gap(2),
        asking.statement(asking.NOTHING),
        *_choices(Declaration()),
        fields.WriteLines(
            [
                ("Named as: initials or a pupil reference will do", "", 1.2),
                ("Since when", "", 1),
                ("Platforms", "", 1.2),
            ]
        ),
        fields.WriteRoom("In my words", 3),
        blocks.gap(4),
        fields.Signature("Signature of the person"),
    ]


def _choices(declaration: Declaration) -> list[Flowable]:
    shown = ((With, "with_kind"), (Relationship, "relationship"))
    return [
        fields.TickRow(
            field_of(Declaration, name).label,
            [sentence_case(one) for one in kind],
            [sentence_case(getattr(declaration, name))],
        )
        for kind, name in shown
    ]


def _declared(file: File, attachments: Sequence[Attachment]) -> list[Flowable]:
    """What was declared, as it stands in the register, and what was done about it."""
    one = file.seen.declaration
    if one.nothing:
        return [
            asking.statement(asking.NOTHING, ticked=True),
            tables.facts([_when(file.seen)]),
            *_in_words(one),
            blocks.gap(8),
            fields.Signature("Signature of the person"),
        ]
    found = [blocks.gap(2), *_choices(one), tables.facts([*_particulars(one), _when(file.seen)]), *_in_words(one)]
    if file.steps:
        found += [blocks.gap(2), _steps(file.steps, "What was done about it until now")]
    if attachments:
        found += [blocks.gap(4), attached(attachments)]
    if file.seen.state is State.MORE:
        answer = [fields.WriteRoom("What I answer", 4), blocks.gap(4), fields.Signature("Signature of the person")]
        found.append(KeepTogether(answer))
    return found


def _particulars(one: Declaration) -> list[tuple[str, str]]:
    return [(field_of(Declaration, name).label, getattr(one, name)) for name in ("with_whom", "platforms", "since")]


def _when(one: Seen) -> tuple[str, str]:
    declared, received = one.declaration.declared_on, one.declaration.received_on
    return tables.when(
        (
            ("Declared on", declared),
            ("Received on", received),
            ("Confirmed on", one.confirmed_on),
            ("Over since", one.ended_on),
        )
    )


def _in_words(one: Declaration) -> list[Flowable]:
    return [blocks.heading("In my words", 3, room=30), blocks.para(one.words)] if one.words else []


def _decision(form: DeclarationForm) -> Flowable:
    """The box in which the head decides, with what 6.5.3 asks for."""
    reviewer = form.reviewer
    about = f"6.5.4 · {form.file.seen.title}, {form.person}" if form.file else "6.5.4"
    wide = fields.framed_width()
    parts: list[Flowable] = [
        fields.TickRow("", _OUTCOMES, width=wide, label_width=0),
        fields.TickRow("Is it, or was it, only through the school (6.5.3, 6.5.6)?", _SOLELY, (), wide, 96 * MM),
        fields.WriteRoom("Reasons (always); or what more is asked", 2, wide),
        fields.WriteRoom("Conditions, where there are any", 1, wide),
        fields.DateAndLine("Look again on", "Name in capitals", reviewer.name, wide),
        fields.Signature(f"Signature of the {reviewer.role}", wide),
    ]
    return fields.framed(f"Decision of the {reviewer.role}", about, parts)


_STEP_COLUMNS = (Column("Day", 1.35), Column("What", 1.8), Column("By", 1.75), Column("Reasons and conditions", 4.7))


def _steps(steps: Sequence[Taken], title: str) -> Flowable:
    return tables.table(_STEP_COLUMNS, [_step(one) for one in steps], title=(title, ""))


def _step(one: Taken) -> list[Cell]:
    told: list[Piece] = [one.reason] if one.reason else []
    if one.conditions:
        told.append(Lead("Conditions:", one.conditions))
    if one.look_again:
        told.append(Lead("Look again on", show_date(one.look_again)))
    by = one.decided_by or ("The person" if one.step == Step.ANSWERED else "–")
    return [show_short_date(one.taken_on), Strong(sentence_case(one.step)), by, tuple(told) or "–"]


def print_own_copy(
    sheet: Sheet, person: str, school: str, files: Sequence[File], out: BinaryIO, progress: Progress = quietly
) -> int:
    """Writes what a person declared and what was decided on it, for them to keep; returns its pages.

    It leaves out why an entry was corrected, and by what 6.5.3 was tested: those are the school's own notes.
    """
    story: list[Flowable] = [blocks.para(" · ".join(filter(None, (person, school))), "lead")]
    if not files:
        story.append(tables.note("You have not declared anything yet, nor said that there is nothing to declare."))
    for file in files:
        story += _copied(file)
    story.append(
        tables.note(
            "If anything here is wrong or changes, say so at once: your declaration is then corrected, and the head "
            "decides anew (6.5.4). Every year you are asked whether it is still so."
        )
    )
    return build(sheet, story, out, progress=progress)


def _copied(file: File) -> list[Flowable]:
    seen, one = file.seen, file.seen.declaration
    told = [("It stands as", sentence_case(seen.state))]
    if not one.nothing:
        told += [("With", sentence_case(one.with_kind)), ("Relationship", sentence_case(one.relationship))]
        told += _particulars(one)
    told.append(_when(seen))
    story: list[Flowable] = [blocks.heading(seen.title), tables.facts(told)]
    if one.words:
        story += [blocks.heading("In your words", 3, room=30), blocks.para(one.words)]
    if file.steps:
        story += [blocks.gap(6), _steps(file.steps, "What came of it")]
    elif seen.state is State.WAITING:
        story.append(tables.note("The head has not decided yet."))
    return story
