"""The error kinds of the store, under the name by which the layers above know them."""

from db.errors import Damaged, Refused, TooSoon, Unavailable

__all__ = ["Damaged", "Refused", "TooSoon", "Unavailable"]
