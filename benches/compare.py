"""Whether two installs of textclean make the same edits.

    python -m benches.compare FOLDER... --with PYTHON [--per-kind N] [--show N]
                                      [--expected FILE [--update]]

Each document is repaired by this interpreter's textclean and by that of PYTHON, which may be of any
version: an environment of the commit before, mostly. A FOLDER holds corpora (`*.txt.xz`), whose
documents are damaged in every way of the quality bench and also taken as they are, or whole clean
documents (`*.jsonl.xz`, an object with `text` a line). What differs is printed by rule and, with
`--show`, with what stands around it. The run ends in 1 if an edit differs.

Differences that are meant are left out: FILE of `--expected` has one a line, in hashes, without any
text; `--update` writes there what differs now. A reason may stand behind each line, after a tab.
"""

from __future__ import annotations

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

from benches.harm.measure import digest
from benches.parser import parser
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
_COLUMNS = 6  # of a list of expected differences, before the reason
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

    @property
    def row(self) -> tuple[str, ...]:
        """What the difference is known by in a list of those that are expected."""
        start, end, new = self.edit.change
        return digest(self.document), self.kind, str(start), str(end), digest(new), self.edit.rule


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


def read(path: Path) -> set[tuple[str, ...]]:
    """Return the differences that a file lists; none where there is no file yet."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {tuple(line.split("\t")[:_COLUMNS]) for line in lines}


def write(path: Path, found: Iterable[Difference]) -> None:
    """Write differences into a file, in order."""
    path.write_text("".join(sorted("\t".join(one.row) + "\n" for one in found)), encoding="utf-8")


def main() -> int:
    """Compare, print what differs, and return the exit status."""
    options = parser("compare", __doc__)
    options.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    options.add_argument("--with", dest="python", required=True, help="the other interpreter")
    options.add_argument("--per-kind", type=int, default=4, help="documents of each kind; 0: all")
    options.add_argument("--show", type=int, default=20, help="differences to show of each kind")
    options.add_argument("--expected", type=Path, metavar="FILE", help="differences to leave out")
    options.add_argument("--update", action="store_true", help="write FILE anew")
    arguments = options.parse_args()
    if arguments.update and not arguments.expected:
        options.error("--update writes the FILE of --expected; name it")
    texts = [text for folder in arguments.folders for text in documents(folder, arguments.per_kind)]
    with ThreadPoolExecutor(2) as pool:
        pythons = (sys.executable, arguments.python)
        new, old = pool.map(repaired, pythons, (texts, texts))
    found = [
        difference
        for text, *both in zip(texts, new, old, strict=True)
        for difference in differences(text, *both)
    ]
    if arguments.update:
        write(arguments.expected, found)
    if arguments.expected:
        expected = read(arguments.expected)
        found = [difference for difference in found if difference.row not in expected]
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
