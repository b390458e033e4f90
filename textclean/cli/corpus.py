"""`textclean corpus`: repair Parquet, JSON lines and folders of text, in shards.

The work is that of `textclean.corpus`; here it is asked for, and its progress is shown. The
configuration is that of the working folder.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textclean.cli.exit_code import ExitCode
from textclean.cli.session import Session, counted
from textclean.errors import ConfigurationError, TextcleanError, installing
from textclean.render.safe import one_line

if TYPE_CHECKING:
    from textclean.corpus.run import Corpus, Done


def run(options: Namespace) -> ExitCode:
    """Repair the corpus; documents that are left as they were are told and no failure.

    Raises `ConfigurationError`.
    """
    session = Session.of(options)
    pipeline = session.settings.pipeline()
    try:
        from textclean.corpus.documents import Columns
        from textclean.corpus.engines import Engine
        from textclean.corpus.run import Corpus
        from textclean.corpus.run import run as repair
    except ModuleNotFoundError as error:
        raise ConfigurationError(f"corpus needs {error.name}; {installing('arrow')}") from None
    corpus = Corpus(
        tuple(options.paths),
        Path(options.output),
        pipeline,
        Columns(options.column, options.id_column or "", options.by or ""),
        options.edits,
        options.shard_rows,
        options.survey,
        session.settings.max_file_size,
        session.settings.timeout,
    )
    engine = Engine(options.engine, _workers(session), options.address or options.master or "")
    try:
        with _progress(session) as tell:
            done = repair(corpus, engine, overwrites=options.overwrite, tell=tell)
    except ConfigurationError:
        raise
    except TextcleanError as error:
        session.console.error("corpus", str(error))
    except OSError as error:
        name, reason = error.filename or corpus.output, error.strerror or error
        session.console.error(str(name), f"{reason}; run again to go on")
    else:
        for message in done.errors:
            session.console.error("corpus", message)
        session.console.summary(_told(corpus, done))
    return session.exit_code()


def _workers(session: Session) -> int:
    """Return how many processes work: one a processor, unless another number is stated."""
    is_stated = session.options.jobs is not None or "jobs" in dict(session.settings.stated)
    return (session.settings.jobs if is_stated else 0) or os.cpu_count() or 1


@contextmanager
def _progress(session: Session) -> Iterator[Callable[[str], None]]:
    """Give what shows the progress: on a terminal a line that is written over, else nothing."""
    if session.options.quiet or not sys.stderr.isatty():
        yield lambda line: session.console.detail("corpus", line)
        return
    try:
        yield lambda line: print(f"\r\033[K{one_line(line)}", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _told(corpus: Corpus, done: Done) -> str:
    """Return the last line of the run."""
    from textclean.corpus import layout
    from textclean.corpus.progress import clock

    counts, progress = done.summary.counts, done.progress
    documents = counted(counts.documents, "document")
    told = [f"{counted(counts.edits, 'repair')} in {counts.repaired} of {documents}"]
    if counts.rejected:
        told.append(f"{counts.rejected} left as they were")
    told.append(f"{clock(progress.seconds)}, {progress.rate:,.0f} documents a second")
    if done.errors:
        told.append("run again for what is missing")
    else:
        told.append(f"see {layout.summary(corpus.output, '.html')}")
    return f"{'; '.join(told)}."
