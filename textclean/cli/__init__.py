"""The command `textclean`: `main` turns arguments into an exit code.

Nothing heavy is imported before the command at hand needs it: `--version` and `--help` are asked
for by editors and shells that do not like to wait.
"""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from textclean.cli.arguments import UsageError, parse
from textclean.cli.exit_code import ExitCode
from textclean.errors import ConfigurationError
from textclean.render.safe import one_line

# Whose setting says how many threads numpy takes for a product of matrices, library by library.
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)

SIGNALLED = 128  # what shells add to the number of the signal that ended a command


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with `argv`, without its name, and return its exit code.

    No exception leaves this function: each error is one line on standard error.
    """
    _open_streams()
    _take_one_thread()
    try:
        with _signals_raised():
            code = _run(sys.argv[1:] if argv is None else argv)
            sys.stdout.flush()
            return code
    except SystemExit as end:  # a signal leaves this way, with its number
        return int(end.code or 0)
    except KeyboardInterrupt:
        return SIGNALLED + signal.SIGINT
    except BrokenPipeError:
        _forget_standard_output()
        return SIGNALLED + getattr(signal, "SIGPIPE", 13)
    except OSError as error:
        # Errors of files are reported where they happen; what is left is a full disk under our
        # output.
        _forget_standard_output()
        _complain(f"standard output cannot be written ({error.strerror}); send it elsewhere")
        return ExitCode.UNREADABLE


def _run(argv: Sequence[str]) -> int:
    """Parse the arguments and run the module of the command that they name."""
    try:
        options = parse(argv)
    except SystemExit as end:  # argparse leaves this way after --help
        return int(end.code or 0)
    except UsageError as error:
        _complain(str(error))
        return ExitCode.USAGE
    try:
        # `config` is what all commands know the configuration by.
        module = "settings_shown" if options.command == "config" else options.command
        command = importlib.import_module(f"textclean.cli.{module}")
        return int(command.run(options))
    except ConfigurationError as error:
        _complain(str(error))
        return ExitCode.USAGE


def _complain(message: str) -> None:
    """Print an error as one line."""
    with suppress(OSError):
        print(f"textclean: error: {one_line(message)}", file=sys.stderr)


def _take_one_thread() -> None:
    """Have numpy multiply with one thread, here and in the workers, unless the caller has said how
    many.

    Our matrices are small: a second thread mostly waits for the first, and where another process
    has its processor, the first waits for it.
    """
    if "numpy" not in sys.modules and not any(name in os.environ for name in _THREADS):
        os.environ.update(dict.fromkeys(_THREADS, "1"))


def _open_streams() -> None:
    """Open the standard streams that the caller has closed, and make the output UTF-8.

    An input or output that was closed takes their descriptor, which no file then gets, and fails
    where it is used; what standard error says goes nowhere. What UTF-8 cannot hold, as in odd
    paths, is escaped.
    """
    closed = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_RDWR))
    for name, mode, access in closed:
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, access)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Let the signals that end a process unwind it instead, so that no temporary file is left."""

    def unwind(number: int, frame: FrameType | None) -> None:
        raise SystemExit(SIGNALLED + number)

    previous = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under `nohup` the hang-up is ignored, and outside the main thread signals are not ours.
        if number and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):
                previous[number] = signal.signal(number, unwind)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _forget_standard_output() -> None:
    """Send what is still in the buffer nowhere, so that the interpreter does not try again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
