"""Names of people as lists write them, taken apart: `SMITH, Jo`, `Mrs Jo Smith`, `Dr Ann van der Berg`."""

import re

_TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "reverend", "sir", "dame", "lady", "lord", "prof",
    "professor", "fr", "father", "sister", "canon", "master",
}  # fmt: skip
_BEFORE_SURNAME = {
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "bin", "ibn",
    "al", "el", "st", "st.",
}  # fmt: skip
_SPACES = re.compile(r"\s+")


def split_name(text: str) -> dict[str, str]:
    """The `title`, `forename` and `surname` in a full name, as far as they are there, in the name's own letters."""
    before, comma, after = _SPACES.sub(" ", text).strip().partition(",")
    if comma:
        title, forename = _without_title(after.split())
        other_title, surname = _without_title(before.split())
        found = {"title": title or other_title, "forename": " ".join(forename), "surname": " ".join(surname)}
    else:
        title, words = _without_title(before.split())
        at = _surname_at(words)
        found = {"title": title, "forename": " ".join(words[:at]), "surname": " ".join(words[at:])}
    return {name: value for name, value in found.items() if value}


def _without_title(words: list[str]) -> tuple[str, list[str]]:
    if len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES:
        return words[0].rstrip("."), words[1:]
    return "", words


def _surname_at(words: list[str]) -> int:
    """Where the surname begins: at the last word, or at a small word such as `van` before it."""
    small = (at for at, word in enumerate(words[1:-1], 1) if word in _BEFORE_SURNAME)
    return next(small, max(len(words) - 1, 0))
