"""A social media account as a record: its states, its rules, and what makes two entries the same account."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from metdesk.record import Kind, field, problems

PLATFORMS = (
    "Facebook", "Instagram", "X", "YouTube", "TikTok", "LinkedIn", "WhatsApp", "Threads", "Bluesky",
    "Snapchat", "Pinterest", "Twitch", "Flickr", "Vimeo", "Blog", "Filesharing", "Other",
)  # fmt: skip
_SAME_PLATFORM = {
    "twitter": "X",
    "x (twitter)": "X",
    "twitter/x": "X",
    "fb": "Facebook",
    "insta": "Instagram",
}
_SAME_HOST = {"twitter.com": "x.com", "fb.com": "facebook.com", "youtu.be": "youtube.com"}
_HOST_PREFIX = re.compile(r"^(www|m|mobile|en-gb|web)\.")
_PRIVATE_MAIL = {
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk",
    "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "msn.com",
    "protonmail.com", "proton.me", "virginmedia.com", "talktalk.net",
}  # fmt: skip


class State(StrEnum):
    """Where an account is in its life. Unofficial: uses the school's name, branding or logo (6.4.2)."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"
    UNOFFICIAL = "unofficial"


IN_USE = (State.ACTIVE, State.DORMANT, State.PROPOSED, State.UNOFFICIAL)


@dataclass(frozen=True)
class Account:
    """An account as the register keeps it. No password is ever kept."""

    school_id: int | None = field("School", Kind.SCHOOL, required=True, clause="1")
    platform: str = field("Platform", Kind.SUGGESTED, choices=PLATFORMS, required=True, clause="4")
    handle: str = field("Account name", required=True, help="As it is shown: @ashhillprimary, Ash Hill PTA, …")
    address: str = field("Address", Kind.ADDRESS, help="The link to the account, copied from the browser.")
    purpose: str = field("Purpose", Kind.TEXT)
    reaches_students: bool = field("Reaches students", Kind.YES_NO, clause="6.3.1")
    held_with: str = field("Held with", help="The school address the account was opened with.", clause="6.2.3")
    personal: bool = field("Held with a personal account", Kind.YES_NO, clause="6.2.3")
    state: str = field("State", Kind.CHOICE, choices=State, required=True, default="active")
    opened: date | None = field("Opened", Kind.DATE)
    closed: date | None = field("Closed", Kind.DATE)
    next_check: date | None = field("Next check", Kind.DATE, deadline=True)
    notes: str = field("Notes", Kind.TEXT)

    @property
    def title(self) -> str:
        """As spoken of: `@ashhill (Facebook)`."""
        return f"{self.handle} ({self.platform})"


def private_mail(address: str) -> bool:
    """Whether an address belongs to a mail service for private people."""
    return address.rpartition("@")[2].strip().casefold() in _PRIVATE_MAIL


def identity(platform: str, handle: str, address: str) -> str:
    """What makes two entries the same account: the address without its trimmings, else platform and name."""
    if not address.strip():
        return f"{platform.strip().casefold()}:{handle.strip().casefold().lstrip('@')}"
    try:
        parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
    except ValueError:  # brackets that are no address of a computer
        return address.strip().casefold()
    host = _HOST_PREFIX.sub("", (parts.hostname or "").casefold())
    kept_query = f"?{parts.query}" if re.search(r"(^|&)(id|v|list)=", parts.query) else ""
    return f"{_SAME_HOST.get(host, host)}{parts.path.rstrip('/').casefold().replace('/@', '/')}{kept_query}"


def known_platform(written: str) -> str:
    """The platform's usual name: `twitter` is X."""
    plain = written.strip().casefold()
    return _SAME_PLATFORM.get(plain) or next((p for p in PLATFORMS if p.casefold() == plain), written.strip())


def with_check(account: Account, first_check: date) -> Account:
    """The account with its first check planned on that day, where it is active and none is planned."""
    planned = account.next_check or (first_check if account.state == State.ACTIVE else None)
    return replace(account, next_check=planned)


def amiss(account: Account, has_school: Callable[[int], bool], registered: Callable[[str], str]) -> dict[str, str]:
    """What is missing or of the wrong kind, an unknown school, a closing before the opening, and an address (or,
    without one, a platform and name) that is in the register already: field → sentence.

    `registered` says whose another account of this identity is (`@ashhill of Ash Hill Primary`), or nothing.
    """
    found = problems(account)
    if found:
        return found
    if account.school_id and not has_school(account.school_id):
        found["school_id"] = "This school is not in the register: add it first, or choose another."
    if account.opened and account.closed and account.closed < account.opened:
        found["closed"] = "The account was closed before it was opened: check both dates."
    if account.closed and account.state != State.CLOSED:
        found["state"] = "There is a closing date: choose the state Closed, or clear the date."
    other = registered(identity(account.platform, account.handle, account.address))
    if other:
        found["address" if account.address else "handle"] = (
            f"This account is registered already, as {other}: change that entry instead."
        )
    return found
