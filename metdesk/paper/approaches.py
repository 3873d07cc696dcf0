"""The record of an approach by a student that was rejected (6.5.5), blank or as the register has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from metdesk.approach_record import Approach, StudentKind, Tone
from metdesk.approaches import File, Seen
from metdesk.attachments import Attachment
from metdesk.calendar import count_of, show_short_date
from metdesk.declaration_record import Solely
from metdesk.jobs import Progress, quietly
from metdesk.paper import asking, blocks, fields, tables
from metdesk.paper.attached import attached
from metdesk.paper.declarations import NOBODY, Reviewer
from metdesk.paper.furniture import FormCode, Sheet
from metdesk.paper.page import build
from metdesk.paper.tables import Column
from metdesk.paper.theme import MM
from metdesk.record import field_of, sentence_case

TITLE = "Record of an approach"

_POLICY = (
    (
        "6.5.5",
        "Reject the approach, keep what you wrote, be professional in tone, and report it to the headteacher.",
    ),
    ("6.5.3", "Use no personal social media with a child whom you know, or knew, through your work alone."),
)
_CHOICE_WIDTH = 42 * MM
_NOT_WRITTEN = "Not entered."


@dataclass(frozen=True)
class ApproachForm:
    """What the record shows: whose it is, empty to be written; what is known of the approach, where it was entered."""

    form: FormCode
    reviewer: Reviewer = NOBODY
    person: str = ""
    job: str = ""
    school: str = ""
    file: File | None = None
    attachments: Sequence[Attachment] = ()


def print_record(sheet: Sheet, form: ApproachForm, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the record, to be filled in or to be signed as it stands; returns its pages."""
    story: list[Flowable] = [
        *asking.opening(_POLICY, form.person, form.job, form.school),
        *(_to_fill_in() if form.file is None else _entered(form.file, form.attachments)),
        KeepTogether(_signatures(form)),
    ]
    return build(sheet, story, out, form=form.form, progress=progress)


def _signatures(form: ApproachForm) -> list[Flowable]:
    head, about = form.reviewer, f"{form.file.seen.title}: what" if form.file else "What"
    told = ", ".join(filter(None, (f"Signature of the {head.role}", head.name, "who was told")))
    return [
        blocks.gap(0 if form.file else 4),
        blocks.para(f"{about} stands here is how it was, and what was written is kept unchanged."),
        fields.Signature("Signature of the person who was approached"),
        blocks.gap(2),
        fields.Signature(told) if head.name else fields.SignatureBox(told),
    ]


def _label(name: str) -> str:
    return field_of(Approach, name).label


def _ticks(name: str, choices: Sequence[str], chosen: str = "") -> Flowable:
    shown = [sentence_case(one) for one in choices]
    return fields.TickRow(_label(name), shown, [sentence_case(chosen)], label_width=_CHOICE_WIDTH)


def _to_fill_in() -> list[Flowable]:
    named = f"{_label('student')}: initials or a pupil reference"
    return [
        blocks.gap(2),
        _ticks("student_kind", tuple(StudentKind)),
        fields.WriteLines([(named, "", 1.2), (_label("platform"), "", 1), (_label("happened_on"), "", 1)]),
        blocks.gap(3),
        fields.WriteRoom(f"{_label('said')}, in its own words (screenshots: please hand them in)", 3),
        blocks.gap(3),
        fields.WriteRoom(f"{_label('reply')}, in its own words", 3),
        blocks.gap(4),
        _ticks("tone", tuple(Tone)),
        _ticks("solely", tuple(Solely)),
        fields.WriteLines([(_label("solely_reason"), "", 1)]),
        fields.DateAndLine(_label("replied_on"), "Reported to the head on"),
    ]


def _entered(file: File, attachments: Sequence[Attachment]) -> list[Flowable]:
    one = file.seen.approach
    told = [(_label(name), getattr(one, name)) for name in ("student", "platform")]
    days = [(_label(name), getattr(one, name)) for name in ("happened_on", "replied_on", "reported_on")]
    story: list[Flowable] = [
        blocks.gap(2),
        _ticks("student_kind", tuple(StudentKind), one.student_kind),
        tables.facts([*told, tables.when(days)]),
        *_quoted(_label("said"), one.said),
        *_quoted(_label("reply"), one.reply),
        _ticks("tone", tuple(Tone), one.tone),
        _ticks("solely", tuple(Solely), one.solely),
    ]
    if one.solely_reason:
        story.append(tables.facts([(_label("solely_reason"), one.solely_reason)]))
    story += [blocks.gap(2), attached(attachments)]
    if file.same_student:
        story.append(_others(file.same_student))
    return story


def _quoted(title: str, words: str) -> list[Flowable]:
    return [blocks.heading(title, 3, room=40), tables.note(words or _NOT_WRITTEN)]


def _others(others: Sequence[Seen]) -> Flowable:
    """Other approaches by the same student: how many, and when, without whom else they concern."""
    columns = (Column("Entry", 1.2), Column("Happened on", 1.4), Column("Platform", 2), Column("Reply", 1.2))
    rows = [
        [one.title, show_short_date(one.approach.happened_on), one.approach.platform, sentence_case(one.kept)]
        for one in others
    ]
    told = count_of(len(others), "other approach", "other approaches")
    return tables.table(columns, rows, title=("By the same student", told))
