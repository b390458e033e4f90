"""Intrusions: what was pasted into a text and is not part of it."""
