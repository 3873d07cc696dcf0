"""Who may know that there is a case (5.2.3): everybody who can open the register but those whom it is about.

Whom a case is about is sealed in it, so that only somebody named on it can say who may know of it. They say so of each
keyholder there is, with the person the keyholder is: `breach.admits`, a JSON object of [person, whether they may]. A
keyholder of whom nobody has said it yet, or who is another person since, does not know of the case: it is looked at
again as soon as somebody named on it opens the register.
"""

import json
from collections.abc import Mapping
from contextlib import suppress

from db import breaches, casekeys, keyholders, sitting
from db.breaches import Breach
from db.change import Change
from db.errors import Damaged
from db.slots import RECOVERY
from db.store import Store
from db.unlocked import Unlocked

ABOUT = ("subject_id", "also_about_id")
"""What of a report names whom it is about."""

Admits = Mapping[str, list[int | bool | None]]


def knows(admits: str, keyholder: str, person: int | None) -> bool:
    """Whether the keyholder, as the `person` they are now, may know of the case that `admits` is of."""
    return bool(json.loads(admits).get(keyholder) == [person, True])


def told(about: set[int], named: set[str], before: str = "{}") -> str:
    """What `admits` is of a case about these people, on which these keyholders are named: whoever it is about may not
    know of it, unless there is nobody else who reads it. Nor may those who were shut out `before`, whoever they are
    said to be since, but who is named."""
    persons = _persons()
    kept_out = {one for one, (_, may) in json.loads(before).items() if not may} - named
    theirs = {one for one, person in persons.items() if person in about or one in kept_out}
    shut_out = theirs - named if named <= theirs else theirs
    return json.dumps({one: [person, one not in shut_out] for one, person in persons.items()}, sort_keys=True)


def keyholders_of(person_ids: set[int]) -> set[str]:
    """The ids of the keyholders who are these people and have a key."""
    return {one for one, person in _persons().items() if person in person_ids}


def catch_up(store: Store) -> bool:
    """Says who may know of the cases that `store`'s keyholder is named on, where keyholders came or are other people
    since, and takes their keys from those whom a case turns out to be about; returns whether there was anything to
    say. Somewhere where nothing can be written it is left for another time."""
    stale = [] if store.read_only else _stale(store.unlocked)
    if not stale:
        return False
    with store.change("breaches.admit", "Who may know of cases, said anew") as change:
        for breach, keys in stale:
            with suppress(Damaged):  # of a case that cannot be read nobody further may know
                settle(change, breach.id, keys, subjects(breach.id, keys))
    return True


def settle(
    change: Change, breach_id: int, keys: casekeys.Keys, about: set[int], *, anew: bool = False
) -> casekeys.Keys:
    """Says who may know of a case about these people, in a change that is open, and takes the keys of those who may
    not; returns the keys to write on with. `anew` where it is no longer about somebody it was about: then those who
    were shut out may know of it."""
    named, breach = casekeys.readers(breach_id), breaches.breach(breach_id)
    admits = told(about, named, breach.admits if breach and not anew else "{}")
    change.update(Breach, breach_id, admits=admits)
    gone = {one for one in named if json.loads(admits).get(one, [None, True])[1] is False}
    return casekeys.go_on_without(change, breach_id, keys, gone | casekeys.ended(breach_id)) if gone else keys


def subjects(breach_id: int, keys: casekeys.Keys) -> set[int]:
    """The ids of the people a case is about, by its report as it stands. Damaged: it was changed, or taken out."""
    written = breaches.entries([breach_id], ["report"])
    if not written:
        raise Damaged(casekeys.CHANGED)
    last = written[-1]
    report = json.loads(keys.unlock(last.generation, last.kind, last.uuid, bytes(last.content)))["record"]
    return {report[one] for one in ABOUT if report.get(one) is not None}


def readers(breach_id: int) -> set[str]:
    """Those named on a case who can read it and may know of it, as the people they are now."""
    breach = breaches.breach(breach_id)
    admits = breach.admits if breach else "{}"
    return {one for one in casekeys.readers(breach_id) if knows(admits, one, sitting.person_of(one))}


def alone(keyholder: str) -> int:
    """How many cases nobody but this keyholder reads, concluded ones too: with their key these would be lost."""
    theirs = [one for one in breaches.named(keyholder) if keyholder in casekeys.readers(one)]
    return sum(not readers(one) - {keyholder} for one in theirs)


def _persons() -> dict[str, int | None]:
    """Who can open the register, by id, with the person they are."""
    return {row.keyholder: sitting.person_of(row.keyholder) for row in keyholders.live() if row.role != RECOVERY}


def _stale(unlocked: Unlocked) -> list[tuple[Breach, casekeys.Keys]]:
    persons, found = _persons(), []
    for breach_id in sorted(breaches.named(unlocked.keyholder.id)):
        breach = breaches.breach(breach_id)
        said: Admits = json.loads(breach.admits) if breach else {}
        if breach is None or all(one in said and said[one][0] == person for one, person in persons.items()):
            continue
        keys = casekeys.held(unlocked, breach)
        if keys is not None:
            found.append((breach, keys))
    return found
