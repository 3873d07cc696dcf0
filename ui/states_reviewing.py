"""The states of the head’s review that are photographed, on the sample trust: as its office, then as a head."""

from metdesk import sample
from metdesk.declaration_record import Outcome
from ui.reviewing import ReviewPage, show_review
from ui.stage import Reach, Stage
from ui.states_breaches import AS_HEAD

_HEAD = "Chidi Okonkwo-Bright"


def _page(stage: Stage) -> ReviewPage:
    """The review, over the tabs."""
    return show_review(stage.room.desk, stage.room)


def _as_head(stage: Stage) -> ReviewPage:
    stage.sit(_HEAD)
    return _page(stage)


def _written(stage: Stage) -> ReviewPage:
    page = _as_head(stage)
    page.decision.rows["outcome"].editor.set_value(Outcome.CONDITIONS)
    page.decision.rows["solely"].editor.set_value("no")
    page.decision.rows["reason"].editor.set_value("The families have known each other for years.")
    page.decision.retype(page.decision.typed())
    return page


def _missing(stage: Stage) -> None:
    page = _as_head(stage)
    page.decide()


def _nothing(stage: Stage) -> None:
    page = _as_head(stage)
    page.queue = []
    page.show_place(0)


def _office_again(stage: Stage) -> None:
    stage.sit(sample.KEYHOLDER)
    stage.tab("declarations")


REVIEWING: list[tuple[str, Reach]] = [
    ("review-for-others", _page),
    ("review", _as_head),
    ("review-written", _written),
    ("review-not-signed", lambda stage: _written(stage).leave()),
    ("review-missing", _missing),
    ("review-nothing", _nothing),
    *AS_HEAD,
    ("review-office-again", _office_again),
]
