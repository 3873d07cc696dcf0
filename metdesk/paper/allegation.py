"""The form on which somebody who is not at a desk reports an allegation, by hand (5.2.3, 5.3.3)."""

from typing import BinaryIO

from reportlab.platypus import Flowable

from metdesk.case_record import Category, Harm
from metdesk.jobs import Progress, quietly
from metdesk.paper import blocks, fields, tables
from metdesk.paper.furniture import Sheet
from metdesk.paper.page import build
from metdesk.paper.theme import MM
from metdesk.record import sentence_case

TITLE = "Report of a breach"
_LABEL = 42 * MM
_FIRST = (
    "Hand it to the headteacher in a closed envelope, the same day. If it is about the headteacher, hand it to "
    "whom the school names for that, and not to the office. Speak with nobody else of it."
)
_HARM = "Where a child is, or may be, at risk"


def print_allegation(sheet: Sheet, prompt_harm: str, out: BinaryIO, progress: Progress = quietly) -> int:
    """Writes the form, empty; `prompt_harm` is what the trust says is to be done at a risk of harm. Returns its
    pages."""
    story: list[Flowable] = [
        blocks.para(_FIRST),
        tables.note(f"{_HARM}: {prompt_harm}"),
        fields.WriteLines([("School", sheet.school, 1.2), ("Reported by (or “anonymous”)", "", 1.2)]),
        fields.WriteLines([("Whose conduct it is about", "", 1.2), ("Others concerned: initials will do", "", 1.2)]),
        fields.DateAndLine("Happened on", "Where: platform, account, address"),
        fields.DateAndLine("Reported on", "To whom"),
        fields.WriteRoom("What happened, in your words (screenshots: please hand them in)", 4),
        blocks.gap(6),
        fields.TickRow("What it is about", [sentence_case(one) for one in Category], label_width=_LABEL),
        blocks.gap(2),
        fields.WriteLines([("Clauses of the policy, at least one, such as 6.1.5 (5.3.3)", "", 1)]),
        fields.TickRow("Risk of harm (6.1.1)", [sentence_case(one) for one in Harm], label_width=_LABEL),
        fields.TickRow("Raised as a concern?", ["No", "Yes: a protected disclosure", "Not sure"], label_width=_LABEL),
        fields.TickRow("Personal data got out", ["No", "Yes", "Not sure"], label_width=_LABEL),
        blocks.gap(2),
        fields.Signature("Signature of whoever reports it, where they wish"),
    ]
    return build(sheet, story, out, progress=progress)
