"""Worker processes for a server that must not wait: a search that does not end can be ended."""

from __future__ import annotations

import asyncio

import attrs

from textclean.cli.inputs import Input
from textclean.cli.pool import KILLED, Worker, unfinished
from textclean.cli.repairs import Outcome


@attrs.define
class Workers:
    """A few processes, started when they are needed and kept for the next document."""

    number: int
    _free: asyncio.Semaphore = attrs.field(init=False)
    _idle: list[Worker] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        """Allow for so many processes."""
        self._free = asyncio.Semaphore(self.number)

    async def examine(self, task: Input) -> Outcome:
        """Run the rules over a document; whoever cancels this ends the process that is at it."""
        async with self._free:
            worker = self._idle.pop() if self._idle else Worker.start()
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
            self._idle.append(worker)
            return outcome

    def close(self) -> None:
        """End the processes that wait."""
        while self._idle:
            self._idle.pop().end()


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
