"""What failed that should not have, in one line for the report that one may send."""

from __future__ import annotations

import traceback
from pathlib import Path

from textclean.normalizer import Normalizer, registered
from textclean.plugins import package


def told(error: Exception) -> str:
    """Say in one line what failed, where, and whose it is."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    says = " ".join(str(error).split())
    whose, remedy = "textclean", ""
    if rule := _failed_rule(error):
        entry = registered().get(rule)
        whose = f"the package {package(entry)}" if entry else whose
        remedy = f"; --ignore {rule} for now"
    return (
        f"{type(error).__name__} at {where}: {says}; "
        f"this is a defect of {whose}, please report it{remedy}"
    )


def _failed_rule(error: Exception) -> str:
    """Return the name of the rule that ran when an error was raised, if one did."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code is Normalizer.__call__.__code__:
            return str(frame.f_locals["self"].name)
    return ""
