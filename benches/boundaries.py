"""How well sentence splitters find the boundaries of sentences, ours beside its rivals.

python -m benches.boundaries CORPORA                 (on CORPORA/heldout: the final figures)
python -m benches.boundaries CORPORA --part train    (to choose and tune on)

Nobody has marked the boundaries in the corpora, so they are pooled, as TREC pools relevant
documents: a place that all splitters call a boundary is one, a place that none does is none, and
where they differ a person has judged from the text alone, not knowing who said what. The verdicts
are in `boundaries.tsv`: source, hash of the line, offset in the line of the character that begins
the sentence, 1 or 0. A place without a verdict ends the run and is printed; add its row.

Each line of the documents is split by itself; and then lines that follow one another and end in a
stop are joined by spaces, where each line end is a boundary known without a verdict. A boundary is
the place of the first visible character of a sentence, the beginning of the text aside.

Splitting is measured by `pip install --editable . --group bench`, which brings the rivals. NLTK's
Punkt learns from the training corpora: what NLTK itself ships for it has to be downloaded.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import attrs

from textclean.tokens.sentences import sentence_spans
from textclean.train.corpus import documents, sources

Splitter = Callable[[str], Iterable[int]]
Place = tuple[str, str, int]  # source, hash of the line, offset in it

VERDICTS = Path(__file__).with_suffix(".tsv")
DOCUMENTS = 25
LONGEST_DOCUMENT = 40  # lines
PUNKT_LEARNS_FROM = 600_000  # characters of each source
CONTEXT = 40  # characters

_ENDS_IN_STOP = re.compile(r"[.?!…][\"'”’)\]]*$")
_VISIBLE = re.compile(r"\S")


def main() -> None:
    """Print precision, recall and F1 of each splitter, for each source and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder that has train/ and heldout/")
    parser.add_argument("--part", choices=["heldout", "train"], default="heldout")
    arguments = parser.parse_args()
    found = splitters(arguments.corpora / "train")
    verdicts = _verdicts()
    for setting, texts_of in (("line by line", _lines), ("lines joined", _joined)):
        print(f"{setting}: precision, recall, F1")
        total: dict[str, Score] = defaultdict(Score)
        for path in sources(arguments.corpora / arguments.part):
            source = f"{arguments.part}/{path.name.removesuffix('.txt.xz')}"
            of_source = scores(source, list(texts_of(sample(path))), found, verdicts)
            _print(source, of_source)
            for name, score in of_source.items():
                total[name] += score
        _print("all", total)


def _print(title: str, by_name: Mapping[str, Score]) -> None:
    """Print the scores of the splitters on the same boundaries."""
    print(f"  {title}, {next(iter(by_name.values())).true} boundaries")
    for name, score in by_name.items():
        print(f"    {name:<12}{score}")


@attrs.frozen
class Text:
    """A text to split: lines of a document, joined by spaces."""

    lines: Sequence[str]

    @property
    def source(self) -> str:
        """The text as the splitters see it."""
        return " ".join(self.lines)

    def places(self, source: str) -> dict[int, Place]:
        """Return for each offset of the text its place in its line."""
        places: dict[int, Place] = {}
        start = 0
        for line in self.lines:
            key = sha256(line.encode()).hexdigest()[:12]
            places |= {start + offset: (source, key, offset) for offset in range(len(line))}
            start += len(line) + 1
        return places


@attrs.frozen
class Score:
    """How many boundaries there are, how many a splitter found, and how many of these are true."""

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.true + other.true, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.true + self.found)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.true)
        return f"{precision:8.2%}{recall:9.2%}{self.f1:9.2%}"


def sample(path: Path) -> list[list[str]]:
    """Return the lines of some documents, always the same ones, long ones cut."""
    every = [document.splitlines() for document in documents(path)]
    rng = random.Random(path.name)
    drawn = rng.sample(every, min(DOCUMENTS, len(every)))
    cut = []
    for lines in drawn:
        start = rng.randrange(max(1, len(lines) - LONGEST_DOCUMENT))
        cut.append(lines[start : start + LONGEST_DOCUMENT])
    return cut


def _lines(sampled: Iterable[Sequence[str]]) -> Iterator[Text]:
    """Yield each line, headings too, as a text."""
    for lines in sampled:
        yield from (Text([line.removeprefix("# ")]) for line in lines)


def _joined(sampled: Iterable[Sequence[str]]) -> Iterator[Text]:
    """Yield lines that end in a stop, and the line after them, as a text.

    Whether a colon or a heading that is joined to the next line ends a sentence nobody can say.
    """
    for lines in sampled:
        run: list[str] = []
        for line in lines:
            is_heading = line.startswith("# ")
            if not is_heading:
                run.append(line)
            if run and (is_heading or not _ENDS_IN_STOP.search(line)):
                yield Text(run)
                run = []
        if run:
            yield Text(run)


def scores(
    source: str,
    texts: Sequence[Text],
    found: Mapping[str, Splitter],
    verdicts: Mapping[Place, bool],
) -> dict[str, Score]:
    """Return the score of each splitter on some texts of a source.

    Raises `SystemExit`, and prints their rows and contexts, where places need a verdict.
    """
    totals = dict.fromkeys(found, Score())
    unknown: dict[Place, str] = {}
    for text in texts:
        whole = text.source
        said = {name: set(splitter(whole)) - {0} for name, splitter in found.items()}
        votes = Counter(at for boundaries in said.values() for at in boundaries)
        true = set()
        for at, place in text.places(source).items():
            is_line_end, is_agreed = not place[-1], votes[at] in (0, len(found))
            if is_line_end or is_agreed or place in verdicts:
                is_boundary = is_line_end or (votes[at] > 0 if is_agreed else verdicts[place])
                true |= {at} if at and is_boundary else set()
            else:
                unknown[place] = f"{whole[max(0, at - CONTEXT) : at]}|{whole[at : at + CONTEXT]}"
        for name, boundaries in said.items():
            totals[name] += Score(len(true), len(boundaries), len(boundaries & true))
    if unknown:
        for place, context in unknown.items():
            print(*place, context, sep="\t")
        raise SystemExit(f"{len(unknown)} places of {source} have no verdict in {VERDICTS.name}")
    return totals


def _verdicts() -> dict[Place, bool]:
    """Return the verdicts on the places where splitters differ."""
    rows = (line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines())
    return {(source, line, int(offset)): verdict == "1" for source, line, offset, verdict in rows}


def splitters(train: Path) -> dict[str, Splitter]:
    """Return the splitters by name; NLTK's Punkt learns from the corpora in `train`."""
    sentencex = import_module("sentencex")
    pysbd = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    syntok = import_module("syntok.segmenter")
    icu = import_module("icu4py.breakers")
    blingfire = import_module("blingfire")

    def of_syntok(text: str) -> Iterator[int]:
        for paragraph in syntok.process(text):
            yield from (sentence[0].offset for sentence in paragraph if sentence)

    return {
        "textclean": lambda text: sentence_spans(text)[0].tolist(),
        "Punkt": _punkt(train),
        "sentencex": lambda text: _visible(
            text, (s["start_index"] for s in sentencex.get_sentence_boundaries("en", text))
        ),
        "pysbd": lambda text: _visible(text, (span.start for span in pysbd.segment(text))),
        "syntok": of_syntok,
        "ICU": lambda text: _visible(
            text, (start for start, _ in icu.SentenceBreaker(text, "en").segments())
        ),
        "blingfire": lambda text: _visible(
            text, (start for start, _ in blingfire.text_to_sentences_and_offsets(text)[1])
        ),
    }


def _visible(text: str, starts: Iterable[int]) -> Iterator[int]:
    """Yield for each start the first visible character from there on."""
    for start in starts:
        if match := _VISIBLE.search(text, start):
            yield match.start()


def _punkt(train: Path) -> Splitter:
    """Return NLTK's splitter with the parameters that its trainer finds in the corpora."""
    punkt = import_module("nltk.tokenize.punkt")
    trainer = punkt.PunktTrainer()
    for path in sources(train):
        text = ""
        for document in documents(path):
            text += document
            if len(text) > PUNKT_LEARNS_FROM:
                break
        trainer.train(text, finalize=False)
    tokenizer = punkt.PunktSentenceTokenizer(trainer.get_params())
    return lambda text: (start for start, _ in tokenizer.span_tokenize(text))


if __name__ == "__main__":
    main()
