"""Settings that every test shares."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import settings

# The tests share the processors out among processes; threads of each process for the small matrices
# of short texts would spend their time waiting for one another. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# No test finds what another has remembered, nor what the user has.
_CACHE = tempfile.TemporaryDirectory()
os.environ["XDG_CACHE_HOME"] = _CACHE.name

# The commands that tests start read the modules of the package compiled, as a user's do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A property is true or false, never late: a busy machine must not fail it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what builds environments first and so in one process, while others do the rest."""
    items.sort(key=lambda item: "slow" not in item.keywords)
