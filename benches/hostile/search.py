"""Makes up hostile input for some minutes and prints what harms, each with the least that does."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import monotonic

from benches.hostile import files
from benches.hostile.guarded import Guarded
from benches.hostile.inputs import made
from benches.hostile.subjects import WHOLE

# One input in so many is measured so, and one in so many is a run of the command on files.
_CHECKS = ("result", "result", "result", "growth", "growth", "memory")
_FILES_EVERY = 25

# A finding is made smaller for no longer than this, in seconds.
_SHRINKING = 60.0
_SHOWN = 400  # characters of the input of a finding

# Code points of a text whose memory is measured: in a short one, what any text takes is the most.
_LONG = 32_000


def search(minutes: float, first: int) -> int:
    """Search for so long, print findings, and return 1 if there are any."""
    end = monotonic() + 60 * minutes
    guarded, seed, found = Guarded(), first, 0
    while monotonic() < end:
        if seed % _FILES_EVERY == _FILES_EVERY - 1:
            for finding in files.findings(seed):
                found += 1
                print(f"seed {seed}, files: {finding}", flush=True)
        else:
            found += _tried(guarded, seed)
        seed += 1
    guarded.end()
    print(f"{seed - first} inputs, seeds {first} to {seed - 1}: {found} findings")
    return int(found > 0)


def _tried(guarded: Guarded, seed: int) -> bool:
    """Try the input of a seed, and print what is wrong with it."""
    rng = random.Random(seed)
    check, subject, text = rng.choice(_CHECKS), rng.choice(list(WHOLE)), made(seed)
    if check == "memory":
        text *= -(-_LONG // len(text))
    finding = guarded.finding(check, subject, text)
    if not finding:
        return False
    kind = finding[:12]
    small = shrunk(text, lambda part: guarded.finding(check, subject, part).startswith(kind))
    print(f"seed {seed}, {check} of {subject}: {finding}\n    {len(small)} characters: ", end="")
    print(ascii(small[:_SHOWN]), flush=True)
    return True


def shrunk(text: str, shows: Callable[[str], bool], seconds: float = _SHRINKING) -> str:
    """Return a text with as much taken out as it may lack and still show what it showed."""
    end = monotonic() + seconds
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text) and monotonic() < end:
            less = text[:at] + text[at + size :]
            if less and shows(less):
                text = less
            else:
                at += size
        size //= 2
    return text
