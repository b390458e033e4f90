"""Settings that every test shares."""

from __future__ import annotations

from hypothesis import settings

# A property is true or false, never late: a busy machine must not fail it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
