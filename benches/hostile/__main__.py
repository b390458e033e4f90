"""`python -m benches.hostile`: measures growth, or searches for what harms."""

from __future__ import annotations

import os

# Threads of the library of matrices spin, and what is measured is the time of the processor.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from itertools import product

import benches.hostile
from benches.hostile.families import FAMILIES
from benches.hostile.growth import Growth, growth
from benches.hostile.subjects import SUBJECTS
from benches.parser import parser


def main() -> int:
    """Measure or search, print what was found, and return 1 if anything was."""
    options = parser("hostile", benches.hostile.__doc__)
    options.add_argument("--subject", action="append", choices=SUBJECTS, default=[], metavar="NAME")
    options.add_argument("--family", action="append", choices=FAMILIES, default=[], metavar="NAME")
    options.add_argument("--minutes", type=float, default=0, help="search for so long instead")
    options.add_argument("--seed", type=int, default=0, help="the first seed of the search")
    arguments = options.parse_args()
    if arguments.minutes:
        from benches.hostile.search import search

        return search(arguments.minutes, arguments.seed)
    found = 0
    for subject, family in product(arguments.subject or SUBJECTS, arguments.family or FAMILIES):
        measured = growth(SUBJECTS[subject], FAMILIES[family])
        if measured.is_superlinear or arguments.family:
            print(f"{subject:<20}{family:<28}{_told(measured)}", flush=True)
        found += measured.is_superlinear
    print(f"{found} grow faster than the text")
    return int(found > 0)


def _told(measured: Growth) -> str:
    times = " ".join(f"{spent:.3f}" for spent in list(measured.seconds.values())[-5:])
    return f"n^{measured.power:.2f}   … {times} s at {max(measured.seconds):,}"


if __name__ == "__main__":
    raise SystemExit(main())
