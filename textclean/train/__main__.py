"""Trains all that ships, each part after those that it needs.

    python -m textclean.train CORPORA CLEAN FURNITURE [--from STEP]

Each step is a module of this package and runs in a process of its own, since a process reads
weights once, and what a step writes is for the next. Where one fails, the command says which, and
how to go on. All seeds are fixed; `fit` alone takes hours, and writes the model card.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from time import monotonic

# The steps, and which of the folders each reads.
STEPS = {
    "count": ("corpora",),
    "long_compounds": ("corpora",),
    "abbreviations": ("corpora",),
    "fit": ("corpora", "clean"),
    "page_speech": ("corpora",),
    "page_words": ("corpora",),
    "page_matter": ("corpora", "clean", "furniture"),
    "detection": ("clean",),
    "phrases": ("corpora", "clean"),
    "losses": ("corpora", "clean"),
    "run_in": ("corpora", "clean"),
    "interruptions": ("corpora",),
    "headings": ("corpora",),
}


def main() -> None:
    """Run the steps. Exit with the status of the first that fails, and 2 where a path is wrong."""
    parser = argparse.ArgumentParser(prog="python -m textclean.train", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder of training corpora")
    parser.add_argument("clean", type=Path, help="the folder of clean documents of other kinds")
    parser.add_argument("furniture", type=Path, help="a list that page_speech has not learned from")
    parser.add_argument(
        "--from",
        dest="first",
        metavar="STEP",
        choices=STEPS,
        default=next(iter(STEPS)),
        help=", ".join(STEPS),
    )
    arguments = parser.parse_args()
    for name in ("corpora", "clean", "furniture"):
        path: Path = getattr(arguments, name)
        if not path.exists():
            parser.error(f"{name.upper()}: there is no {path}")
    steps = list(STEPS)
    for step in steps[steps.index(arguments.first) :]:
        started = monotonic()
        paths = [str(getattr(arguments, name)) for name in STEPS[step]]
        print(f"{step} …", flush=True)
        status = subprocess.run([sys.executable, "-m", f"{__package__}.{step}", *paths]).returncode
        if status:
            print(f"{step} failed; once it is mended, go on with --from {step}", file=sys.stderr)
            sys.exit(status)
        print(f"{step}: {(monotonic() - started) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
