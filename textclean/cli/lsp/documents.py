"""The documents that are open in an editor, each examined whenever it has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import attrs

from textclean.cli.lsp.findings import Findings

# A document is examined when nothing has been typed for so long.
PAUSE = 0.3  # seconds

# So long may a version that is out of date keep its process, which then serves the next: a new
# process has to load the weights again.
PATIENCE = 2.0  # seconds


@attrs.define(eq=False)
class _Open:
    """An open document: what was found in its newest version, once that was examined.

    `changed` is set from a change until an examination begins, `urgent` if somebody waits, and
    `settled` when the newest version was examined.
    """

    findings: Findings | None = None
    changed: asyncio.Event = attrs.field(factory=asyncio.Event)
    urgent: asyncio.Event = attrs.field(factory=asyncio.Event)
    settled: asyncio.Event = attrs.field(factory=asyncio.Event)
    keeper: asyncio.Task[None] | None = None


@attrs.define
class Documents:
    """Has documents examined: `examine` is told which, and returns what was found in it, if it is
    one to be examined; `publish` is told that something new is known of it.
    """

    examine: Callable[[str], Awaitable[Findings | None]]
    publish: Callable[[str, Findings | None], None]
    _open: dict[str, _Open] = attrs.field(factory=dict, init=False)

    def open(self, uri: str) -> None:
        """Take a document, and examine it at once."""
        self.close(uri)
        one = self._open[uri] = _Open()
        one.keeper = asyncio.create_task(self._keep(uri, one))
        self.change(uri, at_once=True)

    def change(self, uri: str, *, at_once: bool = False) -> None:
        """Take note that a document, or what is configured for it, has changed."""
        if one := self._open.get(uri):
            one.findings = None
            one.settled.clear()
            one.changed.set()
            if at_once:
                one.urgent.set()

    def change_all(self) -> None:
        """Take note that what is configured may have changed."""
        for uri in self._open:
            self.change(uri, at_once=True)

    def close(self, uri: str) -> None:
        """Let a document go."""
        if (one := self._open.pop(uri, None)) and one.keeper:
            one.settled.set()
            one.keeper.cancel()

    def known(self, uri: str) -> Findings | None:
        """Return what was found in the newest version of a document, if that is known already."""
        one = self._open.get(uri)
        return one.findings if one else None

    async def newest(self, uri: str) -> Findings | None:
        """Return what is found in the newest version of a document, as soon as it is known."""
        one = self._open.get(uri)
        if one is None:
            return None
        if not one.settled.is_set():
            one.urgent.set()
            await one.settled.wait()
        return one.findings

    async def _keep(self, uri: str, one: _Open) -> None:
        """Examine a document whenever it has changed; what is out of date is never published."""
        while True:
            await one.changed.wait()
            await _pause(one)
            findings = await self._examined(uri, one)
            if not one.changed.is_set():
                one.findings = findings
                one.settled.set()
                self.publish(uri, findings)

    async def _examined(self, uri: str, one: _Open) -> Findings | None:
        """Examine a document as it is now; broken off where it changes meanwhile and this takes
        too long.
        """
        examination = asyncio.ensure_future(self.examine(uri))
        change = asyncio.ensure_future(one.changed.wait())
        try:
            await asyncio.wait({examination, change}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({examination}, timeout=PATIENCE)
            return examination.result() if examination.done() else None
        finally:
            examination.cancel()
            change.cancel()


async def _pause(one: _Open) -> None:
    """Wait until nothing is typed any more, or somebody waits for the findings."""
    while one.changed.is_set():
        one.changed.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(one.urgent.wait(), PAUSE)
            one.changed.clear()
    one.urgent.clear()
