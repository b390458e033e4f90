"""Worker processes for a server that must not wait: a search that does not end can be ended."""

from __future__ import annotations

import asyncio

import attrs

from textclean.cli.inputs import Input
from textclean.cli.pool import examined, unfinished
from textclean.cli.repairs import Outcome
from textclean.processes import Given, Lost, Worker


@attrs.define
class Workers:
    """So many processes at most, started when needed; one is kept for the next document."""

    number: int
    _free: asyncio.Semaphore = attrs.field(init=False)
    _idle: Worker[Input, Outcome] | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """Allow for so many processes."""
        self._free = asyncio.Semaphore(self.number)

    async def examine(self, task: Input) -> Outcome:
        """Run the rules over a document; whoever cancels this ends the process that is at it."""
        async with self._free:
            worker, self._idle = self._idle or Worker.start(examined), None
            answer = asyncio.ensure_future(asyncio.to_thread(_answer, worker, task))
            try:
                limit = task.settings.timeout or None
                outcome = await asyncio.wait_for(asyncio.shield(answer), limit)
            except TimeoutError:
                worker.process.kill()
                await answer
                return unfinished(task, Lost.LATE)
            except asyncio.CancelledError:
                worker.process.kill()
                raise
            if isinstance(outcome, Lost):
                return unfinished(task, outcome)
            self.close()
            self._idle = worker
            return outcome

    def close(self) -> None:
        """End the process that is kept."""
        if self._idle:
            self._idle.end()


def _answer(worker: Worker[Input, Outcome], task: Input) -> Outcome | Lost:
    """Have a worker examine a document, and wait for it."""
    given: Given[Input, Outcome] = Given(task)
    worker.give(given)
    try:
        while given.result is None:
            worker.answer()  # a new one says first that it is up
        return given.result
    except EOFError:
        worker.end()
        return Lost.KILLED
