"""`textclean completion`: print the script that completes commands in a shell.

The scripts are files, so that no shell waits for Python; `nox -s reference` writes them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib.resources import files

from textclean.cli.exit_code import ExitCode


def run(options: Namespace) -> ExitCode:
    """Print the script for the shell."""
    script = files("textclean.cli.completion") / f"textclean.{options.shell}"
    sys.stdout.write(script.read_text(encoding="utf-8"))
    return ExitCode.CLEAN
