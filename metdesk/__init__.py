"""What the registers mean and what may be done to them."""

__version__ = "0.1.0"
