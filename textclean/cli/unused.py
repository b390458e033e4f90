"""What is told to leave text alone, and finds nothing to leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from textclean.cli import decisions
from textclean.cli.config import Settings
from textclean.cli.files import absolute
from textclean.cli.inputs import Input
from textclean.cli.per_file import matching
from textclean.cli.repairs import Outcome
from textclean.cli.session import Session, counted
from textclean.protection import pattern_of

# Where the command line says which repairs are made, others that were decided on are not found.
_CHOOSING = frozenset(["preset", "select", "extend_select", "ignore", "min_confidence"])


@attrs.define
class Unused:
    """Notes what is used in a run, and warns of what is not.

    Of a configuration only a run over all of its folder can tell that something in it is unused.
    """

    session: Session
    _used: set[tuple[Path, str, str]] = attrs.field(factory=set)
    _settings: dict[Path, Settings] = attrs.field(factory=dict)
    _folders: dict[Path, None] = attrs.field(factory=dict)
    _unread: set[Path] = attrs.field(factory=set)

    def note(self, task: Input, outcome: Outcome) -> None:
        """Note what one file uses, and warn of what stands for it alone."""
        settings, path = task.settings, absolute(task.path)
        self._folders[path.parent] = None
        if origin := settings.origin:
            self._settings[origin] = settings
            by_pattern = settings.per_file_ignores
            for at in matching(path, settings):
                self._used.add((origin, "per-file-ignores", by_pattern[at][1]))
            if outcome.report is None:
                self._unread.add(origin)
        if outcome.report is None or not decides(self.session):
            return
        if origin:
            self._used |= {(origin, "", pattern) for pattern in outcome.report.protected}
        for comment in outcome.idle:
            self._warn(task.name, f"{comment} keeps nothing from being repaired; take it out")
        if lost := sorted(task.decisions.keys() - outcome.held):
            self._warn(
                task.name,
                f"{counted(len(lost), 'decision')} on what is found no more: {', '.join(lost)}; "
                f"take out of {decisions.FILE}, or run textclean accept again",
            )

    def close(self) -> None:
        """Warn of what no file of the run has used."""
        if not decides(self.session):
            return
        for origin, settings in self._settings.items():
            if self._is_covered(origin.parent) and origin not in self._unread:
                for key, stated in self._idle(origin, settings):
                    self._warn(str(origin), f'"{key}": "{stated}" matches nothing; take it out')
        for folder in self._folders:
            for name in decisions.load(folder):
                if not (folder / name).exists():
                    says = (
                        f"is about {name}, which is not there; run textclean accept on the folder"
                    )
                    self._warn(str(folder / decisions.FILE), says)

    def _idle(self, origin: Path, settings: Settings) -> Iterator[tuple[str, str]]:
        """Yield the keys of a configuration and what it states there that nothing used.

        What it extends may be used elsewhere.
        """
        stated = dict(settings.stated)
        own = [key for key in ("protect", "terms", "per-file-ignores") if stated.get(key) == origin]
        yield from ((key, text) for key, text in self._all_idle(origin, settings) if key in own)

    def _all_idle(self, origin: Path, settings: Settings) -> Iterator[tuple[str, str]]:
        """Yield what holds under a configuration and nothing used."""
        for pattern in settings.protect:
            if (origin, "", pattern) not in self._used:
                yield "protect", pattern
        for term in settings.terms:
            if (origin, "", pattern_of(term)) not in self._used:
                yield "terms", term
        for _, pattern, _ in settings.per_file_ignores:
            if (origin, "per-file-ignores", pattern) not in self._used:
                yield "per-file-ignores", pattern

    def _is_covered(self, folder: Path) -> bool:
        """Whether a path of the command line is a folder, or above it."""
        named = [absolute(path) for path in self.session.options.paths]
        return any(path == folder or path in folder.parents for path in named)

    def _warn(self, name: str, says: str) -> None:
        self.session.console.warning(name, says)


def decides(session: Session) -> bool:
    """Whether a run makes the repairs that the configuration describes, no more and no fewer."""
    return _CHOOSING.isdisjoint(session.configuration.overrides)
