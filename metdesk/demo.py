"""The main job on the sample trust, off screen: `python -m metdesk.demo --out build/demo`.

Makes the sample register in a temporary folder, prints what a business manager prints, and takes pictures of every
tab; says what it made and where.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from metdesk import accounts, cases, people, printing, printing_breaches
from metdesk.calendar import count_of
from metdesk.case_record import State
from metdesk.desk import Desk
from metdesk.sample import build

_PICTURES = "pictures"


def main() -> int:
    """Runs the demo; returns 0."""
    parser = argparse.ArgumentParser(prog="metdesk.demo", description="The main job on the sample trust, off screen.")
    parser.add_argument("--out", type=Path, default=Path("build/demo"), help="the folder for PDFs and pictures")
    out: Path = parser.parse_args().out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # it tells of every window that it has no screen
    for line in run(out):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


def run(out: Path) -> Iterator[str]:
    """Does the main job, leaving what it makes in `out`; yields a sentence after each step."""
    began = time.perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "Sample.metdesk") as desk:
        there = people.page(desk, limit=1).total
        held = accounts.page(desk, accounts.AccountFilter(states=()), limit=1).total
        yield f"Made the sample trust: {there:,} people there now, {held:,} accounts. Nothing in it is real."
        for job in _jobs(desk):
            printed = job.run()
            (out / printed.file_name).write_bytes(printed.pdf)
            yield f"Printed {printed.title}: {count_of(printed.pages, 'page')} in {out / printed.file_name}"
    yield from _take_pictures(out / _PICTURES)
    yield f"Done in {time.perf_counter() - began:.0f} seconds. Everything is in {out}."


def _jobs(desk: Desk) -> Iterator[printing.Job]:
    """An acknowledgement form for everybody there now, pupils too; the account register; the form of a permission
    that waits for the head's signature; the policy; the file of the latest case that goes on."""
    yield printing.acknowledgements(desk, printing.people_for_forms(desk, pupils=True))
    yield printing.accounts(desk)
    unsigned = next(one for account in accounts.everything(desk) for one in account.unsigned)
    yield printing.authorisation(desk, unsigned.id)
    yield printing.policy_edition(desk)
    goes_on = next(one for one in cases.page(desk).rows if one.state is State.INVESTIGATED)
    yield printing_breaches.case_file(desk, goes_on.id)


def _take_pictures(out: Path) -> Iterator[str]:
    from ui import screens

    taken = screens.take_tabs(out)
    yield f"Took a picture of each of the {len(taken)} tabs, in {out}"


if __name__ == "__main__":
    sys.exit(main())
