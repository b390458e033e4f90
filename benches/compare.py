"""Whether two installs of textclean make the same edits.

    python -m benches.compare FOLDER... --with PYTHON [--per-kind N] [--show N]

Each document is repaired by this interpreter's textclean and by that of PYTHON, which may be of any
version: an environment of the commit before, mostly. A FOLDER holds corpora (`*.txt.xz`), whose
documents are damaged in every way of the quality bench and also taken as they are, or whole clean
documents (`*.jsonl.xz`, an object with `text` a line). What differs is printed by rule and, with
`--show`, with what stands around it. The run ends in 1 if an edit differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benches.quality.cases import cases
from benches.quality.layout import layout_cases
from benches.quality.pasting import furniture_cases, phrase_cases

# Runs in either environment, so that it knows nothing but what every version has.
_WORKER = """
import json, sys
import textclean
for line in sys.stdin:
    edits = textclean.repair(json.loads(line)).edits
    print(json.dumps([[e.start, e.end, e.new, e.rule, e.confidence] for e in edits]))
"""
# Confidences that differ by no more are the same.
_TOLERANCE = 0.01
_AROUND = 50  # characters shown on either side of an edit


class Made(NamedTuple):
    """An edit that an install made: its place, its text, its rule, how sure it is."""

    start: int
    end: int
    new: str
    rule: str
    confidence: float

    @property
    def change(self) -> tuple[int, int, str]:
        """What the edit does to the text, whoever made it and however sure."""
        return self.start, self.end, self.new


class Difference(NamedTuple):
    """An edit that one install made otherwise than the other, or alone."""

    document: str
    kind: str
    edit: Made
    other: Made | None


def documents(folder: Path, per_kind: int) -> Iterator[str]:
    """Yield the documents of a folder, up to `per_kind` of each source, level and kind of damage;
    all of them if 0.
    """
    most = per_kind or sys.maxsize
    for path in sorted(folder.glob("*.txt.xz")):
        for case in cases(path, most):
            yield case.garbled
        for make in (phrase_cases, furniture_cases, layout_cases):
            for case in make(path, most):
                yield case.garbled
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        texts.sort(key=lambda text: hashlib.sha256(text.encode()).digest())
        yield from islice(texts, most)


def repaired(python: str, texts: Sequence[str]) -> list[list[Made]]:
    """Return the edits that the textclean of an interpreter makes of each text.

    Raises `subprocess.CalledProcessError` where it fails.
    """
    # `-P`: a checkout in the working folder is not what is installed.
    command = [python, "-P", "-c", _WORKER]
    sent = "".join(json.dumps(text) + "\n" for text in texts)
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = os.environ if python == sys.executable else own
    run = subprocess.run(
        command, input=sent, stdout=subprocess.PIPE, check=True, text=True, env=environment
    )
    return [[Made(*edit) for edit in json.loads(line)] for line in run.stdout.splitlines()]


def differences(text: str, new: Iterable[Made], old: Iterable[Made]) -> Iterator[Difference]:
    """Yield what the two installs make otherwise of one document."""
    by_change = {edit.change: edit for edit in old}
    for edit in new:
        other = by_change.pop(edit.change, None)
        if other is None:
            yield Difference(text, "only new", edit, None)
        elif edit.rule != other.rule:
            yield Difference(text, "other rule", edit, other)
        elif abs(edit.confidence - other.confidence) > _TOLERANCE:
            yield Difference(text, "other confidence", edit, other)
    for edit in by_change.values():
        yield Difference(text, "only old", edit, None)


def shown(found: Difference) -> str:
    """Return a difference as a line, with what stands around it."""
    edit = found.edit
    before, old, after = (
        found.document[slice(*span)].replace("\n", "⏎")
        for span in (
            (max(0, edit.start - _AROUND), edit.start),
            (edit.start, edit.end),
            (edit.end, edit.end + _AROUND),
        )
    )
    sure = f"{edit.confidence:.3f}"
    if found.other:
        sure = f"{found.other.rule} {found.other.confidence:.3f} -> {edit.rule} {sure}"
    new = edit.new.replace("\n", "⏎")
    return f"{found.kind}: {edit.rule} {sure}\n    {before}[-{old}-]{{+{new}+}}{after}"


def main() -> int:
    """Compare, print what differs, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benches.compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--with", dest="python", required=True, help="the other interpreter")
    parser.add_argument("--per-kind", type=int, default=4, help="documents of each kind; 0: all")
    parser.add_argument("--show", type=int, default=20, help="differences to show of each kind")
    arguments = parser.parse_args()
    texts = [text for folder in arguments.folders for text in documents(folder, arguments.per_kind)]
    with ThreadPoolExecutor(2) as pool:
        pythons = (sys.executable, arguments.python)
        new, old = pool.map(repaired, pythons, (texts, texts))
    found = [
        difference
        for text, *both in zip(texts, new, old, strict=True)
        for difference in differences(text, *both)
    ]
    print(f"{len(texts)} documents, {sum(map(len, old))} edits before, {sum(map(len, new))} now")
    by_kind = Counter((difference.kind, difference.edit.rule) for difference in found)
    for (kind, rule), count in sorted(by_kind.items()):
        print(f"{count:6}  {kind}: {rule}")
    seen: Counter[str] = Counter()
    for difference in found:
        seen[difference.kind] += 1
        if seen[difference.kind] <= arguments.show:
            print(shown(difference))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
