"""The colours of Metdesk, light and dark, by what they are for. Nothing else names a colour."""

import dataclasses
from enum import StrEnum, auto


class Tone(StrEnum):
    """What a status says. Words and an icon say it as well: colour is never the only sign."""

    NEUTRAL = auto()
    OK = auto()
    WARN = auto()
    BAD = auto()
    ACCENT = auto()


@dataclasses.dataclass(frozen=True)
class Tokens:
    """One set of colours as `#rrggbb`. A `_soft` colour lies behind text of the colour it is named for."""

    window: str
    base: str
    raised: str
    line: str
    field_line: str
    hover: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_strong: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    neutral: str
    neutral_soft: str
    selection: str

    def of(self, tone: Tone) -> tuple[str, str]:
        """The text colour of a tone and the soft colour behind it."""
        return getattr(self, tone.value), getattr(self, f"{tone.value}_soft")


LIGHT = Tokens(
    window="#f6f7f9",
    base="#ffffff",
    raised="#ffffff",
    line="#d9dee5",
    field_line="#7a8592",
    hover="#eceff3",
    text="#1d2733",
    muted="#5b6875",
    accent="#0b6e75",
    accent_soft="#e3f1f1",
    accent_strong="#095a60",
    on_accent="#ffffff",
    ok="#27724a",
    ok_soft="#e4f3ea",
    warn="#965700",
    warn_soft="#fcefdc",
    bad="#b3261e",
    bad_soft="#fbe6e4",
    neutral="#4a5663",
    neutral_soft="#e9edf2",
    selection="#dceff0",
)

DARK = Tokens(
    window="#1b2027",
    base="#20262e",
    raised="#252c35",
    line="#39424d",
    field_line="#7d8a99",
    hover="#303945",
    text="#e6eaef",
    muted="#a3afbb",
    accent="#4db6bd",
    accent_soft="#1f3a3d",
    accent_strong="#6cc8ce",
    on_accent="#10252a",
    ok="#7fcf9c",
    ok_soft="#20382b",
    warn="#f0b35e",
    warn_soft="#3d301b",
    bad="#f2968f",
    bad_soft="#43262a",
    neutral="#c3ccd6",
    neutral_soft="#36404c",
    selection="#23444a",
)
