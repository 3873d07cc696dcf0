"""What resources/sample says about the sample trust, and the copies of it that a larger sample is made of."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import resources

CENTRAL = "central"
_COPIES_OF_A_PLACE = 500


@functools.cache
def trust() -> dict[str, Any]:
    """The sample trust as resources/sample/trust.toml has it."""
    return tomllib.loads(resources.read("sample/trust.toml").decode())


@functools.cache
def declared() -> dict[str, Any]:
    """What was declared in the sample trust, as resources/sample/declarations.toml has it."""
    return tomllib.loads(resources.read("sample/declarations.toml").decode())


@functools.cache
def reported() -> list[dict[str, Any]]:
    """The cases of the sample trust, as resources/sample/breaches.toml has them."""
    found: list[dict[str, Any]] = tomllib.loads(resources.read("sample/breaches.toml").decode())["cases"]
    return found


@functools.cache
def names(kind: str) -> tuple[str, ...]:
    """The names of one `kind`: women, men, surnames, joined, places or ways."""
    return tuple(tomllib.loads(resources.read("sample/names.toml").decode())[kind].split())


@dataclass(frozen=True)
class SchoolPlan:
    """One setting of the sample, in the original trust (`copy` 0) or in a copy of it."""

    copy: int
    place: str
    about: Mapping[str, Any]

    @property
    def key(self) -> str:
        """By which people and accounts name it: ash, brook, copse, dean, central."""
        return str(self.about["key"])

    @property
    def name(self) -> str:
        """The school's name; each copy has one of its own."""
        if self.copy and self.key == CENTRAL:
            return f"{self.place} hub"
        return str(self.about["name"]).format(place=self.place)

    @property
    def slug(self) -> str:
        """The place in small letters without spaces, as addresses have it."""
        return self.place.replace(" ", "").lower()

    @property
    def domain(self) -> str:
        """Where its mail goes; .example belongs to nobody (RFC 2606)."""
        return f"{self.slug}.example"

    @property
    def urn(self) -> str:
        """A number above those in use."""
        return str(int(self.about["urn"]) + 10 * self.copy) if self.about["urn"] else ""

    @property
    def code(self) -> str:
        """What its staff codes begin with."""
        return f"{self.about['code']}{self.copy}-" if self.copy else str(self.about["code"])

    @property
    def named(self) -> Mapping[str, Sequence[str]]:
        """Those who have a name of their own: `Class teacher 3` → title, forename, surname."""
        return {} if self.copy else trust()["people"].get(self.key, {})

    @property
    def accounts(self) -> Sequence[Mapping[str, Any]]:
        """Its accounts, as the file has them."""
        found: Sequence[Mapping[str, Any]] = trust()["accounts"][self.key]
        return found

    def worded(self, text: str) -> str:
        """`text` with this school's place and slug in it."""
        return text.format(place=self.place, slug=self.slug)


def schools(copy: int = 0) -> list[SchoolPlan]:
    """The five settings of the trust, or of a copy of it."""
    every = trust()["schools"]
    return [
        SchoolPlan(copy, _place((copy - 1) * len(every) + number) if copy else about["place"], about)
        for number, about in enumerate(every)
    ]


def _place(number: int) -> str:
    places, ways = names("places"), names("ways")
    place = f"{places[number % len(places)]} {ways[number // len(places) % len(ways)]}"
    again = number // _COPIES_OF_A_PLACE
    return f"{place} {again + 1}" if again else place
