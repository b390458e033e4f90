"""`textclean lsp`: a language server, which shows editors the findings as one writes."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from importlib.util import find_spec
from typing import BinaryIO

from textclean.cli.exit_code import ExitCode
from textclean.cli.session import configuration_of
from textclean.errors import ConfigurationError, installing


def run(options: Namespace) -> ExitCode:
    """Serve the editor at the other end of the standard streams until it is done.

    Raises `ConfigurationError` where the library that speaks the protocol is not installed.
    """
    if find_spec("pygls") is None:
        raise ConfigurationError(f"the language server needs pygls; {installing('lsp')}")
    from textclean.cli.lsp.server import Server

    _die_of_signals()
    server = Server(lambda: configuration_of(options))
    with _output_of_its_own() as output:
        server.serve(sys.stdin.buffer, output)
    # As the protocol has it: an editor that goes without a word is an error.
    return ExitCode.CLEAN if server.was_shut_down else ExitCode.FINDINGS


def _die_of_signals() -> None:
    """Let signals end this process at once: the thread that waits for input heeds nothing else.

    Nothing is lost, since decisions are written in one step, and workers end with us.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_DFL)


def _output_of_its_own() -> BinaryIO:
    """Return standard output for the protocol alone: what a rule prints goes to standard error."""
    sys.stdout.flush()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
