"""The yearly reconfirmation: a sheet for each person, with what stands for them, to be ticked and signed (6.5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from metdesk.calendar import show_date
from metdesk.declaration_record import DECIDED
from metdesk.declarations import File
from metdesk.jobs import Progress, quietly
from metdesk.paper import asking, blocks, fields, tables
from metdesk.paper.furniture import FormCode, Sheet
from metdesk.paper.page import Part, build_forms
from metdesk.record import sentence_case

TITLE = "Yearly reconfirmation of relationships"

_ASKED = (
    ("6.5.4", "Once a year everybody says whether what they declared is still so. To say “nothing” is an answer too."),
    ("6.1.4", "If you are unsure whether to declare something, declare it."),
)
_ANSWERS = ("No change", "Changed, as written below", "Over, since the day written below")
_SOMETHING = "I have something to declare, and ask for a form."
_CHANGED = "What has changed or is over, in which of them, and since when"
_MORE = "I have something else to declare, and ask for a form."


@dataclass(frozen=True)
class PersonSheet:
    """What one person's sheet shows: who they are, and the relationships that stand for them."""

    form: FormCode
    person: str
    listed: str
    job: str
    school: str
    files: Sequence[File] = ()


def print_sheets(sheet: Sheet, people: Sequence[PersonSheet], out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes a sheet for each of `people`, in their order; returns the pages. The outline lists schools and names."""
    parts: list[Part] = []
    for school, there in groupby(people, key=lambda one: one.school):
        for number, one in enumerate(there):
            entries = [(school or "No school", 0)] if number == 0 else []
            parts.append(Part(_story(one), one.form, [*entries, (one.listed, 1)]))
    return build_forms(sheet, parts, out, progress)


def _story(one: PersonSheet) -> list[Flowable]:
    story = asking.opening(_ASKED, one.person, one.job, one.school)
    if one.files:
        story.append(blocks.para("What stands for you: tick one box for each", "h1"))
        for file in one.files:
            story += [KeepTogether(_standing(file)), blocks.gap(6)]
        last = [asking.statement(_MORE), blocks.gap(4), fields.WriteRoom(_CHANGED, 4)]
    else:
        story.append(blocks.para("Nothing stands for you: tick one box", "h1"))
        last = [asking.statement(asking.NOTHING), asking.statement(_SOMETHING)]
    return [*story, KeepTogether([*last, blocks.gap(10), fields.Signature("Signature of the person")])]


def _standing(file: File) -> list[Flowable]:
    """A relationship as it stands, and the boxes to tick."""
    seen, one = file.seen, file.seen.declaration
    told = [
        ("With", f"{sentence_case(one.with_kind)}: {one.with_whom}"),
        ("Relationship", sentence_case(one.relationship)),
        ("Platforms", one.platforms),
        ("It stands as", f"{sentence_case(seen.state)}; declared on {show_date(one.declared_on)}"),
    ]
    if conditions := standing_conditions(file):
        told.append(("Conditions", conditions))
    return [
        tables.bar(seen.title, "", level=None),
        blocks.gap(-12),
        tables.facts(told, label_share=0.18),
        fields.TickRow("", _ANSWERS, label_width=0),
    ]


def standing_conditions(file: File) -> str:
    """The conditions that the latest decision set."""
    decided = [one for one in file.steps if one.step in DECIDED]
    return decided[-1].conditions if decided else ""
