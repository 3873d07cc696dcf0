"""What a keyholder was writing when the register was locked: one sealed file each, beside the database.

`drafts/<keyholder's id>` holds an Ed25519 signature by the keyholder (64 bytes) and then the draft itself, sealed to
the keyholder's own X25519 key (`db/sealing.py`) for the purpose `metdesk draft 1 <register> <keyholder's id>`. What is
signed is the purpose in UTF-8, a zero byte, the draft. So nobody else who can open the register reads it, nobody else
can put one there, and one that was taken from another register or another keyholder does not open.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from db.errors import Refused, Unavailable
from db.unlocked import Unlocked
from db.whole import write_whole

FOLDER = "drafts"
LARGEST = 1_000_000  # bytes; a form with every field full has a tenth of it
SIGNATURE = 64


def keep(folder: Path, unlocked: Unlocked, draft: bytes) -> None:
    """Keeps `draft` for the keyholder, in place of the one before. Refused: too large. Unavailable: no room."""
    from db import sealing

    if len(draft) > LARGEST:
        raise Refused("What you typed is too long to be kept.")
    purpose = _purpose(unlocked)
    signed = unlocked.sign(_signed(purpose, draft)) + draft
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
        write_whole(
            folder / FOLDER, unlocked.keyholder.id, sealing.seal(unlocked.keyholder.seal_public, purpose, signed)
        )
    except OSError as error:
        raise Unavailable("What you typed could not be kept: there is no room, or its disk is gone.") from error


def kept(folder: Path, unlocked: Unlocked) -> bytes | None:
    """The keyholder's draft; None where there is none, or none that this keyholder wrote."""
    from db import sealing

    try:
        with (folder / FOLDER / unlocked.keyholder.id).open("rb") as stream:
            sealed = stream.read(LARGEST + SIGNATURE + sealing.OVERHEAD + 1)
    except OSError:
        return None
    if len(sealed) > LARGEST + SIGNATURE + sealing.OVERHEAD:
        return None
    purpose = _purpose(unlocked)
    signed = unlocked.unseal(purpose, sealed)
    if signed is None or not _is_own(unlocked, signed[:SIGNATURE], _signed(purpose, signed[SIGNATURE:])):
        return None
    return signed[SIGNATURE:]


def drop(folder: Path, unlocked: Unlocked) -> None:
    """Takes the keyholder's draft away, where there is one."""
    with suppress(OSError):  # a medium that cannot be written to
        (folder / FOLDER / unlocked.keyholder.id).unlink(missing_ok=True)


def tidy(folder: Path, keyholders: Iterable[str]) -> None:
    """Takes away what belongs to none of these keyholders' ids: of one who was removed, or half-written."""
    known = set(keyholders)
    with suppress(OSError):
        for one in (folder / FOLDER).iterdir():
            if one.name not in known:
                one.unlink()


def _purpose(unlocked: Unlocked) -> str:
    return f"metdesk draft 1 {unlocked.register_id} {unlocked.keyholder.id}"


def _signed(purpose: str, draft: bytes) -> bytes:
    return purpose.encode() + b"\0" + draft


def _is_own(unlocked: Unlocked, signature: bytes, signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(unlocked.keyholder.sign_public).verify(signature, signed)
    except InvalidSignature:
        return False
    return True
