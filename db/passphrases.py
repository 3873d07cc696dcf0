"""What a passphrase must be. No rules about kinds of characters and no expiry: length is what counts."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from db.errors import Refused

LEAST = 12
MOST = 500
WORDS = 4
COMMON = (
    "abc", "abcdefghijklm", "admin", "administrator", "changeme", "default", "headteacher", "iloveyou", "letmein",
    "letmeinplease", "metdesk", "monday", "mowbray", "mypassword", "office", "passphrase", "password", "passwort",
    "pupil", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "register", "school", "schooloffice", "secret", "summer",
    "sunshine", "superman", "teacher", "trust", "welcome", "winter", "spring", "autumn", "my", "the", "is", "me",
)  # fmt: skip
"""Words that, alone or one after the other, with whatever digits and signs, make no passphrase."""

_ONLY_COMMON = re.compile(f"(?:{'|'.join(sorted(COMMON, key=len, reverse=True))})*")
_LOOKALIKES = str.maketrans("@4310$57", "aaeiosst")


def normal(text: str) -> bytes:
    """The passphrase as it is derived from: NFKC, so that every keyboard types the same bytes."""
    return unicodedata.normalize("NFKC", text).encode()


def check_passphrase(text: str) -> None:
    """Refused: fewer than 12 characters, more than 500, or one of those that are guessed first."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain.strip()) < LEAST:
        raise Refused({"passphrase": "Use at least 12 characters: four words that do not belong together do well."})
    if len(plain) > MOST:
        raise Refused({"passphrase": f"Use at most {MOST} characters."})
    if _easily_guessed(plain.casefold()):
        raise Refused({"passphrase": "This is among the first that would be guessed: choose other words."})


def suggest_passphrase(words: Sequence[str]) -> str:
    """Four words drawn at random from `words` (1,296 of them or more), with spaces between."""
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def _easily_guessed(text: str) -> bool:
    if len(set(text)) < LEAST // 2 - 1 or _a_run(text):
        return True
    forms = (text, text.translate(_LOOKALIKES))
    return any(_ONLY_COMMON.fullmatch("".join(filter(str.isalpha, form))) and _has_word(form) for form in forms)


def _has_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _a_run(text: str) -> bool:
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(text)}
    digits = text.isascii() and text.isdigit()
    return len({step % 10 for step in steps} if digits else steps) == 1
