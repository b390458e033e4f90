"""Worker processes for a server that must not wait: a search that does not end can be ended."""

from __future__ import annotations

import asyncio

import attrs

from textclean.cli.inputs import Input
from textclean.cli.pool import KILLED, Worker, unfinished
from textclean.cli.repairs import Outcome


@attrs.define
class Workers:
    """So many processes at most, started when needed; one is kept for the next document."""

    number: int
    _free: asyncio.Semaphore = attrs.field(init=False)
    _idle: Worker | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """Allow for so many processes."""
        self._free = asyncio.Semaphore(self.number)

    async def examine(self, task: Input) -> Outcome:
        """Run the rules over a document; whoever cancels this ends the process that is at it."""
        async with self._free:
            worker, self._idle = self._idle or Worker.start(), None
            answer = asyncio.ensure_future(asyncio.to_thread(_answer, worker, task))
            try:
                limit = task.settings.timeout or None
                outcome = await asyncio.wait_for(asyncio.shield(answer), limit)
            except TimeoutError:
                worker.process.kill()
                await answer
                return unfinished(task)
            except asyncio.CancelledError:
                worker.process.kill()
                raise
            if outcome is None:
                return Outcome(error=KILLED)
            self.close()
            self._idle = worker
            return outcome

    def close(self) -> None:
        """End the process that is kept."""
        if self._idle:
            self._idle.end()


def _answer(worker: Worker, task: Input) -> Outcome | None:
    """Have a worker examine a document, and wait for it; return nothing where it has died."""
    worker.give(0, task)
    try:
        while True:
            if outcome := worker.answer():  # a new one says first that it is up
                return outcome
    except EOFError:
        worker.end()
        return None
