"""What a survey finds in documents of one source, how fast it is, and how its memory grows.

python -m benches.survey CORPORA                (about ten minutes)
python -m benches.survey CORPORA --only found   (or `memory`)

Into a share of the documents of a source that were kept out of training, a phrase cut out of
another source is pasted: into about two paragraphs of five, or once. What is found in them, and in
the same documents undamaged, is told for each source; a phrase is found if the survey has it word
for word, and whatever else it has is wrong.

For memory and speed, many documents of 3 to 10 KB are put together from paragraphs of the corpora,
a phrase in one of twenty, and read in a process of its own. Its memory is what is resident at the
peak, the interpreter and the paragraphs included; its speed is told with the look at the sample.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

from benches.material import ROOT
from benches.parser import parser
from textclean.edit import Edit, apply
from textclean.survey import Findings, Survey
from textclean.text import Text
from textclean.train.corpus import sources
from textclean.train.examples import drawn_phrase, kept_out, pieces, plain
from textclean.train.garble import Rates, garble

SHARES = (0.05, 0.2, 0.5)
OFTEN = 0.4  # of the paragraphs
PHRASES = 4  # for each source, each by itself
SIZES = (10_000, 100_000)
_POOL = 20_000  # paragraphs
_KILOBYTE = 1024  # what Linux counts resident memory in


def main() -> None:
    """Print the tables that were asked for."""
    options = parser("survey", __doc__)
    options.add_argument("folder", type=Path, help="a folder of corpora")
    options.add_argument("--only", choices=["found", "memory"], help="measure only this")
    options.add_argument("--documents", type=int, default=60, help="of each source, to look in")
    options.add_argument("--read", type=int, help=argparse.SUPPRESS)
    arguments = options.parse_args()
    if arguments.read:
        print(*_spent(arguments.folder, arguments.read))
        return
    if arguments.only != "memory":
        print(*_table_of_found(arguments.folder, arguments.documents), sep="\n", flush=True)
    if arguments.only != "found":
        print(*_table_of_memory(arguments.folder), sep="\n")


def _table_of_found(folder: Path, number: int) -> Iterator[str]:
    """Yield the lines of a table of what is found in damaged and undamaged documents."""
    heads = "".join(f"{f'{share:.0%} {how}':>12}" for how in ("often", "once") for share in SHARES)
    yield f"{'phrases found, and wrong ones':<32}{'undamaged':>12}{heads}"
    for path in sources(folder):
        documents = _stories(path, number)
        others = [
            story for other in sources(folder) if other != path for story in _stories(other, 9)
        ]
        clean = _findings(documents)
        cells = f"{len(clean.phrases) + len(clean.lines):>12}"
        for often in (True, False):
            for share in SHARES:
                found, wrong = _found(documents, others, share, often=often)
                cells += f"{f'{found}/{PHRASES}, {wrong}':>12}"
        yield f"    {path.name.removesuffix('.txt.xz'):<28}{cells}"
    yield ""


def _stories(path: Path, number: int) -> list[str]:
    """Return so many of the stories of a source that were kept out of training."""
    stories = (plain(piece, random.Random(piece))[0] for piece in kept_out(path))
    return list(islice(stories, number))


def _found(
    documents: Sequence[str], others: Sequence[str], share: float, *, often: bool
) -> tuple[int, int]:
    """Return how many phrases are found, and how many wrong ones."""
    right = wrong = 0
    for seed in range(PHRASES):
        rng = random.Random(seed)
        phrase = drawn_phrase(rng.choice(others), rng).removesuffix(",")
        hit = set(rng.sample(range(len(documents)), round(share * len(documents))))
        findings = _findings(
            [
                _damaged(document, phrase, rng, often=often) if at in hit else document
                for at, document in enumerate(documents)
            ]
        )
        texts = [finding.text for finding in (*findings.phrases, *findings.lines)]
        right += phrase.lower() in texts
        wrong += len(texts) - (phrase.lower() in texts)
    return right, wrong


def _damaged(document: str, phrase: str, rng: random.Random, *, often: bool) -> str:
    """Return a document with a phrase pasted in."""
    text = Text(document)
    if often:
        return apply(document, garble(text, Rates(stray=OFTEN, phrases=[phrase]), rng))
    gaps = [b.start for a, b in pairwise(text.words) if document[a.end : b.start] == " "]
    return apply(document, [Edit.insert(rng.choice(gaps), f"{phrase} ")]) if gaps else document


def _findings(documents: Sequence[str]) -> Findings:
    """Return what is found in some documents."""
    survey = Survey()
    for number, document in enumerate(documents):
        survey.add(str(number), document)
    return survey.findings()


def _table_of_memory(folder: Path) -> Iterator[str]:
    """Yield the lines of a table of speed and memory, by the number of documents."""
    yield f"{'survey of so many documents':<32}{'documents a second':>20}{'peak in MB':>12}"
    peaks = []
    for size in SIZES:
        command = [sys.executable, "-m", "benches.survey", str(folder), "--read", str(size)]
        child = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        seconds, peak = map(float, child.stdout.split())
        peaks.append(peak)
        yield f"    {size:<28,}{size / seconds:>20.0f}{peak / 1e6:>12.0f}"
    yield f"    {'ten times as many take':<48}{peaks[-1] / peaks[0]:>8.2f} times the memory"


def _spent(folder: Path, number: int) -> tuple[float, int]:
    """Return the seconds of processor time that a survey takes, and the bytes at the peak."""
    documents = _made(folder, number)
    survey = Survey()
    seconds = 0.0
    for at, document in enumerate(documents):
        start = process_time()
        survey.add(f"{at}.txt", document)
        seconds += process_time() - start
    start = process_time()
    survey.findings()
    seconds += process_time() - start
    return seconds, getrusage(RUSAGE_SELF).ru_maxrss * _KILOBYTE


def _made(folder: Path, number: int) -> Iterator[str]:
    """Yield documents of 3 to 10 KB, no two alike, a phrase in one of five."""
    rng = random.Random(0)
    lines = (
        line
        for path in sources(folder)
        for piece in islice(pieces(path), _POOL // 100)
        for line in piece.splitlines()
        if not line.startswith("# ")
    )
    pool = list(islice(lines, _POOL))
    for _ in range(number):
        size, document = rng.uniform(3_000, 10_000), ""
        while len(document) < size:
            line = rng.choice(pool)
            if rng.random() < 0.05:
                words = line.split(" ")
                words.insert(rng.randrange(len(words)), "as was noted")
                line = " ".join(words)
            document += f"{line}\n"
        yield document


if __name__ == "__main__":
    main()
