"""Fixtures that every test may use; few on purpose (see builders.py for values)."""
