"""The sample trust: made up, the same on every machine but for dates, which count back from today."""

import shutil
from datetime import date
from pathlib import Path

import resources
from db.keys import Cost
from db.store import moment
from metdesk import keyholders
from metdesk.desk import Desk, start
from metdesk.errors import Refused
from metdesk.jobs import Progress, quietly
from metdesk.roles import Role
from metdesk.sample import plan
from metdesk.sample.calendar import Clock, Days
from metdesk.sample.cast import Cast
from metdesk.sample.crowd import Crowd
from metdesk.sample.history import History
from metdesk.sample.keyring import Keyring

__all__ = ["KEYHOLDER", "LARGEST_SCALE", "PASSPHRASE", "build"]

KEYHOLDER = "Jo Marsh"
PASSPHRASE = "explore the sample trust"  # noqa: S105 - published on purpose
"""Public: the sample holds nothing to protect, and the window opens it without asking."""
LARGEST_SCALE = 200


def build(
    folder: Path,
    *,
    scale: int = 1,
    progress: Progress = quietly,
    cost: Cost | None = None,
    more_keyholders: bool = False,
) -> Desk:
    """Makes the sample register in `folder` and returns its desk: five settings, 520 people there now, six
    cases of breaches.

    `scale` multiplies schools, people, accounts and a part of what was declared; `cost` is what the passphrase takes
    to try, for tests. With `more_keyholders` a head, the trust officer and a reader can open it too, from the first
    day: what was reported went to them, and not to the business manager alone; whoever opens it says who they are.
    A making that is given up leaves nothing behind.
    Refused: a folder that is in use, a scale below 1 or above `LARGEST_SCALE`.
    """
    if not 1 <= scale <= LARGEST_SCALE:
        raise Refused({"scale": f"The scale is a whole number from 1 to {LARGEST_SCALE}."})
    days = Days(date.today())
    clock = Clock(days.begin)
    name, logo = plan.trust()["name"], resources.read("icons/sample-logo.png")
    desk, _ = start(folder, name, logo, KEYHOLDER, Role.BUSINESS_MANAGER, PASSPHRASE, sample=True, cost=cost, now=clock)
    try:
        cast = Cast(days)
        share = 1 / scale
        keyring = Keyring(desk, PASSPHRASE, more=more_keyholders)
        History(desk, clock, days, cast, keyring).run(lambda done, words="": progress(done * share, words))
        desk.store.now = moment
        if scale > 1:
            Crowd(desk, days, cast, scale - 1).run(lambda done, words="": progress(share + done * (1 - share), words))
        keyholders.sheet_kept(desk)
    except BaseException:
        desk.close()
        shutil.rmtree(folder)
        raise
    progress(1.0)
    return Desk(desk.store)  # a fresh one: its history is not what somebody at the desk did, and cannot be undone
