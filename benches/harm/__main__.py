"""`python -m benches.harm`: measures, prints the table, and what is new since the snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import benches.harm
from benches.harm.measure import (
    ACCEPTED,
    SNAPSHOT,
    Measured,
    by_rule,
    documents,
    measured,
    read,
    write,
)
from benches.parser import parser

_AROUND = 60  # characters shown on either side of an edit
_PER = 100_000  # words, that words lost are counted in
_HEAD = f"{'kind':22}{'documents':>10}{'words':>10}{'touched':>9}{'edits':>7}{'lost':>7}"
_HEAD += f"{'lost/100k':>11}{'marks/1k':>10}{'breaks/1k':>11}"


def main() -> int:
    """Measure, print, and return 1 if harm is new since the snapshot."""
    options = parser("harm", benches.harm.__doc__)
    options.add_argument("folder", type=Path, help="clean documents, a file a kind")
    options.add_argument("--per-kind", type=int, default=0, help="documents of each kind; 0: all")
    options.add_argument("--jobs", type=int, default=1, help="worker processes")
    options.add_argument("--show", action="store_true", help="print each harmful edit")
    options.add_argument("--update", action="store_true", help="write the snapshot anew")
    arguments = options.parse_args()
    measure = partial(measured, accepted=frozenset(read(ACCEPTED)))
    work = list(documents(arguments.folder, arguments.per_kind))
    with ProcessPoolExecutor(arguments.jobs, get_context("spawn")) as pool:
        found = list(pool.map(measure, work, chunksize=8))
    _print_table(found)
    if arguments.show:
        _print_edits(found)
    if arguments.update:
        write(SNAPSHOT, found)
        return 0
    return _print_changes(found)


def _print_table(found: Sequence[Measured]) -> None:
    """Print what became of the documents of each kind and of all, and the edits of each rule."""
    kinds: defaultdict[str, list[Measured]] = defaultdict(list)
    for one in found:
        kinds[one.document.kind].append(one)
    print(_HEAD)
    for kind, own in [*sorted(kinds.items()), ("all", list(found))]:
        words = max(1, sum(one.words for one in own))
        lost = sum(one.lost for one in own)
        print(
            f"{kind:22}{len(own):10}{words:10}{sum(bool(one.edits) for one in own):9}"
            f"{sum(len(one.edits) for one in own):7}{lost:7}{_PER * lost / words:11.1f}"
            f"{1000 * sum(one.marks for one in own) / words:10.3f}"
            f"{1000 * sum(one.breaks for one in own) / words:11.3f}"
        )
    for rule, number in by_rule(found).most_common():
        print(f"{number:8}  {rule}")


def _print_edits(found: Sequence[Measured]) -> None:
    """Print each harmful edit with what stands around it."""
    for one in found:
        text = one.document.text
        for edit in one.edits:
            before, old, after = (
                text[max(0, start) : end].replace("\n", "⏎")
                for start, end in (
                    (edit.start - _AROUND, edit.start),
                    (edit.start, edit.end),
                    (edit.end, edit.end + _AROUND),
                )
            )
            new = edit.new.replace("\n", "⏎")
            print(f"{one.document.kind} {edit.rule} {edit.confidence:.2f} {edit.why}")
            print(f"    {before}[-{old}-]{{+{new}+}}{after}")


def _print_changes(found: Sequence[Measured]) -> int:
    """Print what is new since the snapshot and what is gone, of the kinds that were measured."""
    now = {harm for one in found for harm in one.harm}
    kinds = {one.document.kind for one in found}
    before = {harm for harm in read(SNAPSHOT) if harm.kind in kinds}
    new, gone = now - before, before - now
    print(f"since the snapshot: {len(new)} new, {len(gone)} gone")
    for harm in sorted(new):
        print("new ", *harm)
    return 1 if new else 0


if __name__ == "__main__":
    raise SystemExit(main())
