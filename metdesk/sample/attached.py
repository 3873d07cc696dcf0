"""What is attached in the sample: a picture and a text, made here, of an account that nobody in the school runs."""

from metdesk import attachments
from metdesk.attachment_preview import look
from metdesk.attachments import ReadIn
from metdesk.calendar import show_date
from metdesk.desk import Desk
from metdesk.sample import pictures

_TALK = (
    "Call with the parent who runs the page, {day}.\n\n"
    "She began it for her own class in 2022 and took the badge from the school’s website.\n"
    "She will take the badge down by the end of the week and call the page “Parents of Ash Hill”.\n"
    "She asked for the school’s own page to be named in it. To be asked of the head.\n"
)


def attach(desk: Desk, account_id: int) -> None:
    """Attaches both to an account."""
    picture = _read("page with the badge.png", pictures.page())
    talk = _read("call with the parent.txt", _TALK.format(day=show_date(desk.today())).encode())
    attachments.add(desk, "account", account_id, picture, "Screenshot taken by the office")
    attachments.add(desk, "account", account_id, talk, "Note made after the call")


def _read(name: str, data: bytes) -> ReadIn:
    """Read in without a process of its own: no foreign file."""
    seen = look(data, name)
    return ReadIn(name, seen.media_type, seen.measure, seen.picture, data)
