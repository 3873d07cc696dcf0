"""What the register lies on, and what that means for whoever works in it."""

from metdesk.desk import Desk

MEDIA = {"local": "this computer’s disk", "removable": "a stick or removable disk", "share": "a network share"}
_ADVICE = {
    "removable": (
        "This register lies on a stick or removable disk. Saving takes a little longer there. Close Metdesk before you "
        "pull it out, and give the backups a second place on another disk: a stick is soon lost."
    ),
    "share": (
        "This register lies on a network share. Saving takes a little longer there, and only one person at a time can "
        "have it open. Give the backups a second place elsewhere, for when the share is away."
    ),
}
READ_ONLY = (
    "This register is open to read only, because its place cannot be written to. You can look, find and print; "
    "to enter something, open it where it can be written to."
)
CHECKED = (
    "Metdesk was not closed in order last time, so every page of the register was checked now. "
    "Nothing is damaged, and everything that was saved is there."
)


def place_words(desk: Desk) -> str:
    """What the register lies on, in a sentence."""
    return f"The register lies on {MEDIA[desk.store.kind]}."


def advice(desk: Desk) -> str:
    """What to mind where the register lies on a stick or a share; nothing on a local disk."""
    return _ADVICE.get(desk.store.kind, "")
