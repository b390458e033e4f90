"""The errors textclean raises on purpose; whatever else escapes it is a bug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from textclean.public import Public


class TextcleanError(Exception, metaclass=Public):
    """The parent of every error raised on purpose; its text is one clear line."""


class SourceError(TextcleanError, TypeError):
    """What was given as a source is no string."""


class EditError(TextcleanError, ValueError):
    """An edit ends before it starts, or its confidence is no probability."""


class OverlapError(TextcleanError, ValueError):
    """Two edits of one set claim the same characters, or an edit lies outside its source."""


class BrokenPromiseError(TextcleanError):
    """A normalizer made an edit that touches what it promised to leave alone."""


class UnstableRepairError(TextcleanError):
    """A repair is still changing its own output after the last pass allowed."""


class UnknownNameError(TextcleanError, LookupError):
    """No rule, preset, option or format has the name that was asked for."""


class ConfigurationError(TextcleanError, ValueError):
    """What was asked for cannot be had: an option has a value of another type, no rule is left …"""


class PluginError(ConfigurationError):
    """Another package registers a rule that cannot be used."""


class EvidenceError(TextcleanError, ValueError):
    """A scorecard weighs a feature of which nothing is said, or does not weigh one that is."""


class UnreadableInputError(TextcleanError):
    """An input file cannot be read as text."""


def unknown(
    kind: str,
    name: str,
    known: Iterable[str],
    *,
    of: str = "textclean",
    also: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Say that `of` has no `kind` called `name`, and which name comes nearest; `also` has other
    names by which some are known elsewhere.

    >>> unknown("rule", "spaceing", ["spacing", "dates"])
    'textclean has no rule "spaceing"; did you mean "spacing"?'
    >>> unknown("format", "md", ["text", "markdown"], also={"md": "markdown"})
    'textclean has no format "md"; did you mean "markdown"?'
    """
    from difflib import get_close_matches

    known = sorted(known)
    nearest = [also[name]] if name in also else get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'did you mean "{nearest[0]}"?' if nearest else f"it has {', '.join(known) or 'none'}"
    return f'{of} has no {kind} "{name}"; {hint}'


def installing(extra: str) -> str:
    """Say how an extra is installed.

    >>> installing("lsp")
    'pip install ".[lsp]" in a clone, or "textclean-wire[lsp]" once that is released'
    """
    return (
        f'pip install ".[{extra}]" in a clone, or "textclean-wire[{extra}]" once that is released'
    )
