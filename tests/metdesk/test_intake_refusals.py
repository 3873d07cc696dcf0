"""Bad policy files: each gets one sentence, and no bytes at all raise anything else."""

import io
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metdesk.errors import Refused
from metdesk.intake.policy import read
from tests.metdesk import documents
from tests.metdesk.documents import FORMATS

STARTER = files("resources").joinpath("policy/starter.md").read_bytes()
WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"

SOUND: dict[str, bytes] = {}
TAGS = [
    "<w:p>",
    "</w:p>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:r>",
    "<w:t>1.</w:t>",
    "<w:numPr/>",
    "<w:pPr/>",
]


# One sentence each


def bomb() -> bytes:
    return documents.zipped({"word/document.xml": "<a>" + " " * 101_000_000})


def many_entries() -> bytes:
    return documents.zipped({"word/document.xml": "<a/>"} | {f"x{at}": "" for at in range(2_001)})


def picture_pdf() -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawImage(ImageReader(_picture()), 0, 0, 400, 400)
    page.save()
    return buffer.getvalue()


def _picture() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 200)


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500


DOCTYPE = f'<!DOCTYPE w [<!ENTITY a "b">]><w:document {WORD}><w:body><w:p/></w:body></w:document>'
BAD: dict[tuple[str, str], Callable[[], bytes]] = {
    ("empty.docx", "empty"): lambda: b"",
    ("blank.txt", "empty"): lambda: b" \r\n\r\n ",
    ("large.txt", "20 MB"): lambda: b"1. a " * 5_000_000,
    ("policy.docx", "picture"): lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    ("policy.docx", "seems to be plain text"): lambda: b"1. Scope",
    ("policy.docx", "seems to be a PDF"): lambda: b"%PDF-1.7",
    ("policy.pdf", "Word document"): lambda: documents.zipped(documents.word_files("")),
    ("policy.docx", "Excel"): lambda: documents.zipped({"xl/workbook.xml": "<a/>"}),
    ("policy.odt", "spreadsheet"): lambda: documents.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    ),
    ("policy.zip", "archive"): lambda: documents.zipped({"a.txt": "1. Scope"}),
    ("policy.md", "web page"): lambda: b"<!DOCTYPE html><html><p>1. Scope</p>",
    ("policy.pdf", "only a picture"): picture_pdf,
    ("locked.docx", "locked with a password"): lambda: ole("EncryptedPackage"),
    ("old.doc", "old Word document"): lambda: ole("WordDocument"),
    ("old.rtf", "rich text"): lambda: rb"{\rtf1 1. Scope}",
    ("bomb.docx", "swells"): bomb,
    ("crowd.docx", "swells"): many_entries,
    ("policy.docx", "DOCTYPE"): lambda: documents.zipped({"word/document.xml": DOCTYPE}),
    ("policy.docx", "damaged"): lambda: documents.zipped(documents.word_files("<w:p/>"))[:-200],
    ("broken.docx", "damaged"): lambda: documents.zipped({"word/document.xml": "<w:document"}),
    ("policy.pdf", "damaged"): lambda: b"%PDF-1.7 and then nothing of the kind",
    ("lines.md", "far longer than any policy"): lambda: b"1. a\n" * 40_001,
    ("binary.txt", "not text"): lambda: bytes(range(32)) * 20,
    ("letter.txt", "not one numbered clause"): lambda: b"Dear all,\n\nthis is no policy.\n",
}


@pytest.mark.parametrize(("name", "says"), BAD)
def test_a_bad_file_gets_one_sentence(name: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read(BAD[(name, says)](), name)
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_locked_pdf_and_a_locked_odt_are_refused() -> None:
    with pytest.raises(Refused, match="locked with a password"):
        read(documents.as_pdf(read(STARTER, "starter.md"), password="secret"), "policy.pdf")
    locked = documents.writer_files("") | {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    with pytest.raises(Refused, match="locked with a password"):
        read(documents.zipped(locked), "policy.odt")


def test_what_inflates_beyond_its_word_is_stopped() -> None:
    data = documents.zipped({"word/document.xml": "<a>" + " " * 101_000_000})
    at = data.rindex(b"PK\x01\x02")
    lying = data[: at + 24] + (1_000).to_bytes(4, "little") + data[at + 28 :]
    with pytest.raises(Refused):
        read(lying, "policy.docx")


# Any bytes


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=2_000), st.text(max_size=500).map(str.encode)),
    st.sampled_from(["a.docx", "a.odt", "a.pdf", "a.txt", "a.md", "a", ""]),
)
def test_no_bytes_raise_anything_but_refused(data: bytes, name: str) -> None:
    only_refused(data, name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["automatic.docx", "automatic.odt", "ruled.pdf", "markdown.md"]), st.data())
def test_no_damage_raises_anything_but_refused(name: str, data: st.DataObject) -> None:
    sound = bytearray(SOUND.setdefault(name, FORMATS[name](read(STARTER, "s.md"))))
    for _ in range(data.draw(st.integers(1, 20))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    only_refused(bytes(sound), name)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<w:p>",
                "</w:p>",
                "<w:tbl>",
                "</w:tbl>",
                "<w:tr>",
                "<w:tc>",
                "<w:r>",
                "<w:t>1.</w:t>",
                "<w:numPr/>",
                "<w:pPr/>",
            ]
        )
    )
)
def test_no_word_markup_raises_anything_but_refused(pieces: list[str]) -> None:
    only_refused(documents.zipped(documents.word_files("".join(pieces))), "a.docx")


def only_refused(data: bytes, name: str) -> None:
    try:
        reading = read(data, name)
    except Refused:
        return
    assert reading.clauses


def test_comments_that_never_end_are_words_and_those_that_do_are_none() -> None:
    text = "1. Scope\n\n<div>All <!-- not this --> count</div>\n\n<div>and <!-- so on</div>\n"
    words = [line.text for line in read(text.encode(), "policy.md").source]
    assert words == ["1. Scope", "All count", "and <!-- so on"]
