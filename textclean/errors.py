"""The errors textclean raises on purpose; whatever else escapes it is a bug."""

from __future__ import annotations


class TextcleanError(Exception):
    """The parent of every error raised on purpose; its text is one clear line."""


class OverlapError(TextcleanError, ValueError):
    """Two edits of one set claim the same characters, or an edit lies outside its source."""


class BrokenPromiseError(TextcleanError):
    """A normalizer made an edit that touches what it promised to leave alone."""


class UnstableRepairError(TextcleanError):
    """A repair is still changing its own output after the last pass allowed."""


class UnknownNameError(TextcleanError, LookupError):
    """No rule, preset or option has the name that was asked for."""


class ConfigurationError(TextcleanError):
    """A configuration file or an option holds something that cannot be used."""


class UnreadableInputError(TextcleanError):
    """An input file cannot be read as text."""
