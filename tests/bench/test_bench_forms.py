"""Acknowledgement forms in bulk beside the same page made in other ways, in one run, as ratios.

Machines are noisy: processor time is counted, and the ratio is
what holds from one machine to the next.
"""

import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

import pytest

import resources
from metdesk.paper import blocks, codes, fields, fonts, furniture, page
from metdesk.paper.acknowledgements import STATEMENTS, TITLE, FormEdition, PersonForm, print_forms
from metdesk.paper.furniture import FormCode, Marking, Sheet
from metdesk.paper.theme import A4, MARGIN, MM

Maker = Callable[[Sequence[PersonForm]], bytes]

SHEET = Sheet(
    TITLE, "Sample Education Trust", "", resources.read("icons/sample-logo.png"),
    datetime(2026, 3, 5, 14, 2), "Jo Marsh", Marking.OFFICIAL, "7F3A 91C2 08BE 44D1",
)  # fmt: skip
EDITION = FormEdition("Social Media Policy", "1.0", "March 2022", "Approved in April 2022")
LINES = [
    f"{TITLE}, the words that every page shares, about as many on a line as there are: {number}" for number in range(26)
]


def people(count: int) -> list[PersonForm]:
    """Made-up people, the same every time."""
    random = Random(7)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return [
        PersonForm(
            "".join(random.choices(alphabet, k=codes.LENGTH)),
            f"AF-{number:04}-9QX4", f"Ştefănescu{number}", "Jo", "Ash Hill Primary", "Staff", "Teacher", f"A{number}",
        )
        for number in range(count)
    ]  # fmt: skip


def ours(forms: Sequence[PersonForm]) -> bytes:
    """The program's own forms."""
    out = io.BytesIO()
    print_forms(SHEET, EDITION, forms, out)
    return out.getvalue()


def plain_canvas(forms: Sequence[PersonForm]) -> bytes:
    """Everything drawn anew on every page of ReportLab's canvas, the code by zxing-cpp."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    fonts.register()
    out = io.BytesIO()
    canvas, logo = Canvas(out, pagesize=A4, pageCompression=1, invariant=1), ImageReader(io.BytesIO(SHEET.logo or b""))
    for form in forms:
        canvas.drawImage(logo, MARGIN, 250 * MM, 13 * MM, 13 * MM, mask="auto")
        for number, words in enumerate([*LINES, form.forename, form.surname, form.school, form.job, form.reference]):
            canvas.setFont(fonts.BODY, 10.5)
            canvas.drawString(MARGIN, (240 - 7 * number) * MM, words)
        for number in range(24):
            canvas.rect(MARGIN + 20 * number, 40 * MM, 15, 18)
        path, side = codes.text_path(form.code)
        for left, bottom in ((172 * MM, 266 * MM), (18 * MM, 17 * MM)):
            scale = furniture.CODE_SIZE / side
            canvas.addLiteral(f"q {scale} 0 0 {scale} {left} {bottom} cm {path} f Q")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def platypus(forms: Sequence[PersonForm]) -> bytes:
    """The page as a story, laid out anew for every person."""
    out = io.BytesIO()
    for form in forms:
        story = [
            blocks.heading(f"{form.forename} {form.surname}"),
            blocks.para(f"{form.school} · {form.category} · {form.job}"),
            *[blocks.para(f"{one.clauses} {one.words}", "form") for one in STATEMENTS],
            *[fields.tick_box("I have read the policy", "and I sign below") for _ in range(3)],
            fields.SignatureBox("Signature"),
        ]
        page.build(SHEET, story, out, form=FormCode(form.code, form.reference))
    return out.getvalue()


def processor_seconds(make: Maker, forms: Sequence[PersonForm]) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        make(forms)
        best = min(best, time.process_time() - started)
    return best


def peak_megabytes(make: Maker, forms: Sequence[PersonForm]) -> float:
    """The most memory that Python held while making them."""
    tracemalloc.start()
    make(forms)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def compared(count: int) -> dict[str, float]:
    """Pages per processor-second, by way of making them; platypus makes a tenth of `count`."""
    forms = people(count)
    ours(forms[:1])
    return {
        "metdesk": count / processor_seconds(ours, forms),
        "plain canvas, zxing-cpp": count / processor_seconds(plain_canvas, forms),
        "platypus, page by page": count // 10 / processor_seconds(platypus, forms[: count // 10]),
    }


def test_forms_in_bulk_beside_the_bare_libraries(capsys: pytest.CaptureFixture[str]):
    rates = compared(1000)
    first, peak = processor_seconds(ours, people(1)), peak_megabytes(ours, people(5000))
    lines = [f"  {name:26}{rate:9,.0f}   metdesk {rates['metdesk'] / rate:5.1f} ×" for name, rate in rates.items()]
    with capsys.disabled():
        sys.stdout.write("\nAcknowledgement forms, pages a processor-second\n" + "\n".join(lines))
        sys.stdout.write(f"\n  first page {first:.3f} s; 5,000 pages hold {peak:.0f} MB\n")
    assert rates["metdesk"] > 1.5 * rates["plain canvas, zxing-cpp"]
    assert rates["metdesk"] > 10 * rates["platypus, page by page"]
    assert peak < 60
