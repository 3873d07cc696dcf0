"""A case as a sealed bundle: one ZIP with its file, its evidence, its entries, and how to tell that none was changed.

Made in memory: no word of a case lies on the disk but in the file that somebody saves.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from db.casekeys import Keys
from db.change import Change
from metdesk import case_links, cases, casework
from metdesk.attachment_kinds import KINDS
from metdesk.calendar import show_date
from metdesk.case_record import Copied, EntryKind
from metdesk.case_seen import Case
from metdesk.desk import Desk
from metdesk.jobs import Progress, quietly
from metdesk.printing_breaches import case_file
from metdesk.record import to_json

MANIFEST = "MANIFEST.txt"
HOW_TO = "HOW-TO-VERIFY.txt"
_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def bundle(desk: Desk, case_id: int, progress: Progress = quietly) -> bytes:
    """The case as a ZIP: its file as PDF, each piece of evidence byte for byte under a name of our own, its entries as
    JSON, the SHA-256 of all of them, and how to verify these. The same case gives the same bytes on the same day.

    Refused: the keyholder is not named on it. Damaged: a piece of evidence is not what was taken in; the
    case file can be printed all the same, and says so.
    """
    case = cases.read(desk, case_id)
    evidence = _evidence(desk, case)
    printed = case_file(desk, case_id, day_only=True).run(progress)
    names = {uuid: name for uuid, (name, _) in evidence.items()}
    parts = {"case-file.pdf": printed.pdf, "entries.json": _entries(desk, case, names), **dict(evidence.values())}
    parts[HOW_TO] = _how_to(case).encode()
    parts[MANIFEST] = _manifest(desk, case, parts).encode()
    return _zipped(parts)


def take_out(desk: Desk, case_id: int, progress: Progress = quietly) -> tuple[bytes, str]:
    """The bundle of a case, and its SHA-256, which stands in the case from then on. Refused and Damaged as `bundle`;
    whoever may not write in a case, a register that is open to read only."""
    case, data = cases.read(desk, case_id), bundle(desk, case_id, progress)
    sha256 = hashlib.sha256(data).hexdigest()

    def put(change: Change, keys: Keys) -> int:
        return casework.insert_entry(change, case_id, keys, EntryKind.COPIED, Copied(sha256))

    casework.change_case(desk, case, f"{case.row.title}: a copy was taken out", put)
    return data, sha256


def file_name(desk: Desk, case_id: int) -> str:
    """A good name to save the bundle under; no word of the case. Refused: as `bundle`."""
    title = cases.read(desk, case_id).row.title
    return f"{title.lower().replace(' ', '-')}-bundle-{desk.today():%Y-%m-%d}.zip"


def _evidence(desk: Desk, case: Case) -> dict[str, tuple[str, bytes]]:
    """Each piece of evidence by the uuid of its entry: its name in the bundle, and its bytes."""
    found = {}
    for place, one in enumerate(case.evidence, 1):
        kind = KINDS.get(one.more["media_type"])
        name = f"evidence/{place:02}{kind.endings[0] if kind else '.bin'}"
        found[one.uuid] = name, casework.evidence_bytes(desk, case.row.id, one, f"No. {place} of the evidence")
    return found


def _entries(desk: Desk, case: Case, names: Mapping[str, str]) -> bytes:
    """The entries in the order in which they were entered; of evidence the name that it has in the bundle, of a link
    what the record is called."""
    standing = {one.uuid for one in case.standing}
    row = case.row
    told: dict[str, Any] = {
        "case": row.title,
        "uuid": row.uuid,
        "school": row.school,
        "category": row.category,
        "state": str(row.state),
        "reported_on": row.reported_on.isoformat(),
        "outcome": row.outcome,
        "concluded_on": _day(row.concluded_on),
        "named": list(case.named),
        "entries": [
            {
                "uuid": one.uuid,
                "kind": str(one.kind),
                "entered_at": one.at.isoformat(),
                "entered_by": one.who,
                "stands": one.uuid in standing,
                "corrects": one.corrects,
                "why": one.why,
                "record": to_json(one.record),
                "more": dict(one.more),
                **({"file": names[one.uuid]} if one.uuid in names else {}),
                **({"linked": case_links.named(desk, one.record).title} if one.kind is EntryKind.LINK else {}),
            }
            for one in case.entries
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _manifest(desk: Desk, case: Case, parts: Mapping[str, bytes]) -> str:
    """What was bundled when and by whom, and a line for each part as `sha256sum` writes and reads it."""
    who = " ".join(desk.keyholder.name.split())
    head = [
        f"# {case.row.title}",
        f"# Made on {show_date(desk.today())} by {who}, with Metdesk",
        f"# The register's seal: {desk.seal_words()}",
        f"# {len(parts)} files besides this list. Under each SHA-256 a file is known again: see {HOW_TO}.",
    ]
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in sorted(parts.items())]
    return "\n".join([*head, *lines, ""])


def _how_to(case: Case) -> str:
    return f"""HOW TO VERIFY THIS BUNDLE

It holds {case.row.title}: CONFIDENTIAL. Whoever has this file can read all of it. Pass it on by hand or by a safe
way that your trust provides, and delete what you unpacked when you are done.

What is in it
  case-file.pdf   the case as it stood on that day, to be read and printed
  entries.json    every entry word for word, with when and by whom it was entered
  evidence/       the evidence, byte for byte; the case file says what each number is and where it came from
  {MANIFEST}    the SHA-256 of each of these files, the register's seal, when and by whom it was made

Has anything been changed? Unpack the ZIP into an empty folder, open a terminal there, and:

On Linux (on a Mac: shasum -a 256 -c {MANIFEST})
  1. sha256sum -c {MANIFEST}
  2. Each file must be told as OK.

On Windows
  1. certutil -hashfile case-file.pdf SHA256
  2. Compare the 64 letters and digits with those before "case-file.pdf" in {MANIFEST}.
  3. Do the same for every other file that the list names (write evidence\\01.png for evidence/01.png).

Has the list itself been changed? The SHA-256 of the whole ZIP stands in the case, in the register. Ask whoever made
this bundle for it by telephone, and compare it with what sha256sum, or certutil -hashfile with SHA256, tells of the ZIP
that you were given.

Was it so in the register? The seal in {MANIFEST} is that of the register's audit at that moment. Whoever keeps the
register can show that its audit is whole and passed through that seal.
"""


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(parts.items()):
            part = zipfile.ZipInfo(name, _DAY)
            part.create_system, part.external_attr = 3, _READABLE
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, data)
    return out.getvalue()
