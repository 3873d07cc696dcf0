"""Status, chase list, receipt and the forms of the outstanding, as they are asked for."""

import re

import pypdfium2
import pytest

from metdesk import acknowledgements, answer_figures, forms, printing, printing_answers
from metdesk.acknowledgements import AckFilter
from metdesk.desk import Desk
from metdesk.errors import Refused
from metdesk.printing import Printed
from tests.metdesk.answers import adopt, answer, ask, person


def words(printed: Printed, page: int = 0) -> str:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        return re.sub(r"\s+", " ", document[page].get_textpage().get_text_bounded())


def test_the_status_tells_every_school_and_round(sample_desk: Desk) -> None:
    printed = printing_answers.status(sample_desk).run()
    assert printed.file_name.startswith("acknowledgement-status-")
    text = words(printed)
    figures = answer_figures.figures(sample_desk)
    assert f"Signed: {figures.signed:,} of {figures.people:,}" in text
    for told in ("Copse Centre", "the target is 100 %", "4 open rounds", "below"):
        assert told in text
    assert "Copse Centre" not in words(printing_answers.status(sample_desk, 1).run())


def test_the_chase_list_has_a_line_for_each_of_the_outstanding(sample_desk: Desk) -> None:
    printed = printing_answers.chase(sample_desk, AckFilter(school_id=3)).run()
    assert printed.file_name.startswith("chase-list-copse-centre-")
    text = words(printed)
    for row in acknowledgements.handed_out(sample_desk, AckFilter(school_id=3, outstanding=True)):
        assert row.name in text


def test_a_chase_list_of_nobody_says_so(desk: Desk, school: int) -> None:
    with pytest.raises(Refused, match="no edition of the policy yet"):
        printing_answers.chase(desk)
    adopt(desk)
    assert "Nobody is outstanding" in words(printing_answers.chase(desk).run())
    assert "nobody is being asked at present" in words(printing_answers.status(desk).run())


def test_the_outstanding_get_their_forms_again_with_a_list_and_a_sheet_a_team(desk: Desk, school: int) -> None:
    adopt(desk)
    bell = person(desk, school, team="Year 6", job="Teacher")
    answer(desk, person(desk, school, "Done", team="Year 6"))
    ask(desk)
    printed = printing_answers.outstanding_forms(desk).run()
    assert printed.pages == 5, "the list; no team: sheet and form; Year 6: sheet and form"
    assert "2 forms for 2 teams" in words(printed)
    sheet, form = words(printed, 3), words(printed, 4)
    (issued,) = forms.of_person(desk, bell)
    assert "Year 6" in sheet
    assert "Bell, Jo" in sheet
    assert issued.reference in sheet
    assert issued.reference in form
    assert printing.acknowledgements(desk, [bell]).run().pages == 1, "one again, without lists"


def test_a_receipt_holds_the_words_that_were_signed(desk: Desk, school: int) -> None:
    adopt(desk)
    number = answer(desk, person(desk, school))
    adopt(desk, "2.0")
    printed = printing_answers.receipt(desk, number).run()
    text = " ".join(words(printed, page) for page in range(printed.pages))
    for told in ("Jo Bell, Ash Hill Primary", "1.0, March 2022", "See that two people look after every account"):
        assert told in text


def test_a_trend_is_drawn_as_svg_with_its_last_figure(sample_desk: Desk) -> None:
    trend = printing_answers.signed_trend(sample_desk)
    drawn = printing_answers.picture(trend, 560, 130, goal=95).decode()
    assert drawn.startswith("<?xml")
    assert f"{trend.figures[-1].share} %" in drawn
    assert "95 %" in drawn
    assert (
        "<svg"
        in printing_answers.picture(printing_answers.signed_trend(sample_desk, 3, governance=True), 100, 50).decode()
    )
