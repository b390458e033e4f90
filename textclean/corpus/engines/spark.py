"""Jobs of Spark, one a task, as many at once as the cluster has cores for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException

from textclean.corpus.engines import Engine, Run
from textclean.errors import TextcleanError
from textclean.processes import Lost

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def started(engine: Engine) -> Iterator[Run]:
    """Start a context, and stop it at the end. Raises `TextcleanError` where there is no Spark."""
    context = _started(engine)
    try:
        yield partial(_run, context)
    finally:
        context.stop()


def _run(
    context: SparkContext, function: Callable[[T], R], tasks: Sequence[T]
) -> Iterator[tuple[T, R | Lost]]:
    """Yield each task with what the function makes of it, as the results come.

    A job for all tasks would give its results at the end, and none if one of them fails.
    """
    with ThreadPoolExecutor(context.defaultParallelism) as threads:
        running: dict[Future[R | Lost], T] = {
            threads.submit(_result, context, function, task): task for task in tasks
        }
        try:
            while running:
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            context.cancelAllJobs()


def _result(context: SparkContext, function: Callable[[T], R], task: T) -> R | Lost:
    """Return what the function makes of a task on an executor."""
    try:
        result: R = context.parallelize([task], 1).map(function).collect()[0]
    except (PySparkException, Py4JError):
        return Lost.KILLED
    return result


def _started(engine: Engine) -> SparkContext:
    """Start a context. Raises `TextcleanError`."""
    # In local mode Spark does a failed task again only where it is told how often.
    master = engine.address or f"local[{engine.workers},3]"
    settings = SparkConf().setMaster(master).setAppName("textclean corpus")
    settings.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    try:
        context = SparkContext(conf=settings)
    except (PySparkException, Py4JError, OSError, RuntimeError) as error:
        reason = str(error).partition("\n")[0]
        raise TextcleanError(
            f"Spark cannot be started ({reason}); it needs Java, and --master says where it runs"
        ) from None
    context.setLogLevel("ERROR")
    return context
