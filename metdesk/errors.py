"""The error kinds of the store, under the name by which the layers above know them."""

from db.errors import BackupChosen, Damaged, Refused, TooSoon, Unavailable, WrongPassphrase

__all__ = ["BackupChosen", "Damaged", "Refused", "TooSoon", "Unavailable", "WrongPassphrase"]
