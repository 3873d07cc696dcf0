"""What comes in from outside: documents and lists, read with care and never trusted."""
