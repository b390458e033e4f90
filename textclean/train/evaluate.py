"""Measures how well the pipeline mends documents that it was not trained on.

python -m textclean.train.evaluate CORPORA/train            (the share kept out of training)
python -m textclean.train.evaluate CORPORA/heldout --all    (for the final figures alone)
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from textclean.edit import Edit, apply, invert
from textclean.normalizer import load
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline
from textclean.text import Text
from textclean.train.corpus import sources
from textclean.train.examples import drawn_phrase, is_dev, pieces, plain
from textclean.train.garble import Rates, garble

# The share of marks lost, from clean copy to copy that lost all.
LEVELS = (0.0, 0.2, 0.5, 0.8, 1.0)
KINDS = ("sentence mark", "comma", "hyphen", "stray", "heading")
_KIND = {
    **dict.fromkeys((".", "?", ":", ";", "!"), "sentence mark"),
    **dict.fromkeys(("stop", "question", "colon", "semicolon"), "sentence mark"),
    ",": "comma",
    "-": "hyphen",
}

Place = tuple[str, int]  # the kind of damage, and the word before which or after which it stands


def main() -> None:
    """Print precision, recall and F1 for each source and level of loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of corpora")
    parser.add_argument("--all", action="store_true", help="every document, not the kept-out share")
    parser.add_argument("--documents", type=int, default=40, help="for each source and level")
    parser.add_argument("--rules", default="stray_phrase,headings,compounds,punctuation")
    parser.add_argument("--min-confidence", type=float, default=DEFAULT_MIN_CONFIDENCE)
    arguments = parser.parse_args()
    rules = tuple(load(name) for name in arguments.rules.split(","))
    pipeline = Pipeline(rules, arguments.min_confidence)
    everywhere: dict[float, Counter[tuple[str, str]]] = defaultdict(Counter)
    judged: list[tuple[float, bool]] = []
    for path in sources(arguments.folder):
        documents = [piece for piece in pieces(path) if arguments.all or is_dev(piece)]
        random.Random(0).shuffle(documents)
        for level in LEVELS:
            counts: Counter[tuple[str, str]] = Counter()
            for number, document in enumerate(documents[: arguments.documents]):
                rng = random.Random(f"{path.name} {level} {number}")
                counts += measured(document, level, pipeline, rng, judged)
            everywhere[level] += counts
            print(path.name.removesuffix(".txt.xz"), level, *shown(counts), sep="  ")
    for level, counts in everywhere.items():
        print("all", level, *shown(counts), sep="  ")
    print(*reliability(judged), sep="\n")


def measured(
    document: str,
    level: float,
    pipeline: Pipeline,
    rng: random.Random,
    judged: list[tuple[float, bool]],
) -> Counter[tuple[str, str]]:
    """Damage a document, repair it, and count what was right, wrong and missed of each kind."""
    clean, headings = plain(document, rng)
    phrases = [drawn_phrase(clean, rng)] if level and rng.random() < 0.4 else []
    rates = Rates(level, level, level, level / 2, 0.9 if phrases else 0.0, phrases)
    damage = garble(Text(clean), rates, rng, headings)
    garbled = apply(clean, damage)
    report = pipeline(garbled)
    ends = np.array([end for _, end in Text(garbled).words])
    wanted = set(_places(invert(clean, damage), ends))
    counts = Counter({("words", ""): len(ends)})
    proposed = report.edits + report.suggestions
    made = {place: edit for edit in proposed for place in _places([edit], ends)}
    judged += [(edit.confidence, place in wanted) for place, edit in made.items()]
    done = {place for place, edit in made.items() if edit.confidence >= pipeline.min_confidence}
    for place in done | wanted:
        outcome = "missed" if place not in done else "right" if place in wanted else "wrong"
        counts[place[0], outcome] += 1
    return counts


def _places(
    edits: Sequence[Edit], ends: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Iterator[Place]:
    """Yield what each edit does, in terms of words, so that repairs can be compared."""
    for edit in edits:
        after = int(np.searchsorted(ends, edit.start, side="right"))
        if edit.why == "stray" or "stray_phrase" in edit.rule:
            for word in range(after, int(np.searchsorted(ends, edit.end, side="right"))):
                yield "stray", word
        kind = _KIND.get(edit.new.strip(), "") if edit.new.strip() else ""
        if edit.why in ("heading", "line end", "a heading ran into its text"):
            kind = "heading"
        if kind:
            yield kind, after


def shown(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """Yield precision, recall and F1 of each kind, and false repairs for each 1000 words."""
    for kind in KINDS:
        right, wrong, missed = (counts[kind, what] for what in ("right", "wrong", "missed"))
        precision = right / max(1, right + wrong)
        recall = right / max(1, right + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        false = 1000 * wrong / max(1, counts["words", ""])
        yield f"{kind}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} false {false:.2f}/1000"


def reliability(judged: list[tuple[float, bool]]) -> Iterator[str]:
    """Yield, for each tenth of confidence, how many edits were right, and the calibration error."""
    error = 0.0
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    for index in sorted(bins):
        stated, true = np.mean(bins[index], axis=0)
        error += abs(stated - true) * len(bins[index]) / len(judged)
        yield f"confidence {stated:.2f}: right {true:.2f} of {len(bins[index])}"
    yield f"expected calibration error {error:.3f}"


if __name__ == "__main__":
    main()
