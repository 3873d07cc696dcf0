"""What is attached in the sample: a picture and a text, made here, of an account that nobody in the school runs."""

import io

import resources
from metdesk import attachments
from metdesk.attachment_preview import look
from metdesk.attachments import ReadIn
from metdesk.calendar import show_date
from metdesk.desk import Desk

_FONT = "fonts/NotoSans-Regular.ttf"
_POSTS = ("Anyone know what time the fair starts?", "Ten o’clock, at the top gate.", "Is this the school’s own page?")
_TALK = (
    "Call with the parent who runs the page, {day}.\n\n"
    "She began it for her own class in 2022 and took the badge from the school’s website.\n"
    "She will take the badge down by the end of the week and call the page “Parents of Ash Hill”.\n"
    "She asked for the school’s own page to be named in it. To be asked of the head.\n"
)


def attach(desk: Desk, account_id: int) -> None:
    """Attaches both to an account."""
    picture = _read("page with the badge.png", _page())
    talk = _read("call with the parent.txt", _TALK.format(day=show_date(desk.today())).encode())
    attachments.add(desk, "account", account_id, picture, "Screenshot taken by the office")
    attachments.add(desk, "account", account_id, talk, "Note made after the call")


def _read(name: str, data: bytes) -> ReadIn:
    """Read in without a process of its own: no foreign file."""
    seen = look(data, name)
    return ReadIn(name, seen.media_type, seen.measure, seen.picture, data)


def _page() -> bytes:
    """A page such as a telephone shows, with three posts on it."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(io.BytesIO(resources.read(_FONT)), 22, layout_engine=ImageFont.Layout.BASIC)
    page = Image.new("RGB", (540, 720), "#eef1f5")
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 540, 120), fill="#2f5d8a")
    pen.ellipse((24, 24, 96, 96), fill="#f0c25e", outline="white", width=4)
    pen.text((116, 44), "Ash Hill Primary parents’ chat", "white", font)
    for place, words in enumerate(_POSTS):
        top = 150 + 180 * place
        pen.rounded_rectangle((24, top, 516, top + 150), 12, fill="white")
        pen.ellipse((44, top + 20, 84, top + 60), fill="#c9d3de")
        pen.rectangle((100, top + 34, 220, top + 44), fill="#c9d3de")
        pen.text((44, top + 84), words, "#1d2733", font)
    data = io.BytesIO()
    page.save(data, "PNG")
    return data.getvalue()
