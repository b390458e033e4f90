"""Makes training examples: clean documents, damaged at rates drawn for each."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import attrs
import numpy as np

from textclean.edit import Edit, apply, invert
from textclean.english.lexicon import count
from textclean.tagger.features import CLOSES, OPENS, features
from textclean.tagger.network import LABELS, QUOTES
from textclean.text import Text
from textclean.tokens.scan import Span, Tokens, unbroken_words
from textclean.train.clean import in_english
from textclean.train.corpus import documents, headings
from textclean.train.furniture import drawn_furniture
from textclean.train.garble import Rates, garble
from textclean.train.garble.stripped import Stripping

# How much of the training text each source gives: news and what is near it first, dry or spoken
# text less.
SHARES = {
    "senate_press": 0.22,
    "wikipedia_articles": 0.09,
    "wikipedia_events": 0.08,
    "au_pm_media_releases": 0.07,
    "beige_book": 0.06,
    "wikipedia_featured_bios": 0.06,
    "onestop_news": 0.05,
    "opensource_com": 0.05,
    "standardebooks": 0.05,
    "wikinews_2020": 0.05,
    "openstax": 0.03,
    "openstax_more": 0.03,
    "au_pm_speeches": 0.02,
    "gsa_18f": 0.02,
    "gsa_digitalgov": 0.02,
    "state_history": 0.02,
    "tech_docs": 0.02,
    "un_debates": 0.02,
    "govuk_guidance": 0.01,
    "nlm_genetics": 0.01,
    "ropensci_blog": 0.01,
}
OTHER_KINDS = 0.1  # of the training text: tables, recipes, law, chat … as people have them in files
SHORT = 0.25  # of the stories are cut to a few paragraphs
SHORT_LINES = 3  # at most in one of these
SHUFFLED = 0.3  # of the stories
FURNISHED = 0.12
DEV_SHARE = 0.02
LONGEST = 8_000  # characters: a longer document is cut at a line end, to the length of a story
IGNORED = -100
QUOTE = re.compile('["“”]')
LOWEST_RATE = 0.02
STRIPPED = 0.08  # of the documents lose all marks, or all but some
LOOSE = 0.06  # of the others have blanks to spare
# What an export that strips marks may keep.
KEPT_MARKS = ("", "", "", ".", ".,", ",", "'’", "-", '"“”', "()", ".,-'")


@attrs.frozen(eq=False)
class Example:
    """A damaged document and what is wrong with it; one row a word."""

    inputs: np.ndarray[Any, np.dtype[np.int32]]  # words x 6: see `Features.inputs`
    label: np.ndarray[Any, np.dtype[np.int64]]  # the mark lost after the word, or IGNORED
    quote: np.ndarray[Any, np.dtype[np.int64]]  # the quotation mark lost after it, or IGNORED
    stray: np.ndarray[Any, np.dtype[np.float32]]  # 1 where the word was pasted in
    offset: np.ndarray[Any, np.dtype[np.float32]]  # words x labels: log of the rate of loss
    quote_offset: np.ndarray[Any, np.dtype[np.float32]]  # words x `QUOTES`: the same


def plain(document: str, rng: random.Random) -> tuple[str, list[Span]]:
    """Return a document as a story, and the places of its headings.

    Lines are parted as one publisher or another does, some paragraphs become lists, whose items go
    without a final stop, and some stories get a refrain: what comes back need not be stray. In some
    the sentences of each paragraph change places, so that any may follow any.
    """
    is_shuffled = rng.random() < SHUFFLED
    newline = rng.choice(("\n", "\n\n"))
    list_share = rng.choice((0, 0, 0, 0.2))
    refrain = drawn_refrain(document, rng) if rng.random() < 0.1 else ""
    parts: list[str] = []
    headings = []
    at = 0
    for line in document.splitlines():
        part = line.removeprefix("# ")
        if part != line:
            headings.append(Span(at, at + len(part)))
        elif rng.random() < list_share:
            part = listed(part, rng)
        elif is_shuffled:
            part = shuffled(part, rng)
        elif refrain and rng.random() < 0.5:
            part = f"{part} {refrain}"
        parts.append(part)
        at += len(part) + len(newline)
    return newline.join(parts) + "\n", headings


def drawn_refrain(document: str, rng: random.Random) -> str:
    """Return a sentence of the document."""
    line = rng.choice(document.splitlines()).removeprefix("# ")
    start, end = rng.choice(Text(line).sentences)
    return line[start:end]


def shuffled(paragraph: str, rng: random.Random) -> str:
    """Return a paragraph with its sentences in another order."""
    items = [paragraph[start:end] for start, end in Text(paragraph).sentences]
    rng.shuffle(items)
    return " ".join(items)


def listed(paragraph: str, rng: random.Random) -> str:
    """Return a paragraph of three or more short sentences as a list, any other as it is."""
    items = [paragraph[start:end] for start, end in Text(paragraph).sentences]
    if len(items) < 3 or max(map(len, items)) > 120:
        return paragraph
    bullet = rng.choice(("- ", "• ", "* ", "", "1. "))
    return "\n".join(bullet + item.removesuffix(".") for item in items)


def pieces(path: Path) -> Iterator[str]:
    """Yield the documents of a file, long ones cut at line ends to the length of a story."""
    for document in documents(path):
        piece: list[str] = []
        for line in document.splitlines(keepends=True):
            if piece and sum(map(len, piece)) + len(line) > LONGEST:
                yield "".join(piece)
                piece = []
            piece.append(line)
        yield "".join(piece)


def is_dev(document: str) -> bool:
    """Whether the document is kept out of training; decided by its text alone."""
    digest = hashlib.sha256(document.encode()).digest()
    return int.from_bytes(digest[:4]) < DEV_SHARE * 2**32


def kept_out(path: Path) -> list[str]:
    """Return the documents of a file that are kept out of training."""
    return [piece for piece in pieces(path) if is_dev(piece)]


def drawn_rates(rng: random.Random, phrases: list[str], pieces: list[str]) -> Rates:
    """Draw the damage of one document: from nearly none to nearly all of each kind."""
    level = rng.uniform(LOWEST_RATE, 1.0)

    def near() -> float:
        return min(1.0, max(LOWEST_RATE, rng.gauss(level, 0.25)))

    def near_at_times(often: float) -> float:
        return near() if rng.random() < often else 0.0

    if rng.random() < STRIPPED:
        return stripping_rates(rng)
    return Rates(
        near(),
        near(),
        near(),
        near(),
        stray=rng.choice((0.4, 0.7, 1.0)) if phrases else 0.0,
        phrases=phrases,
        apostrophe=near_at_times(0.4),
        parted=near_at_times(0.1),
        initialism=near_at_times(0.2),
        mojibake=near_at_times(0.03),
        tight=near_at_times(0.3),
        glued=0.3 * near_at_times(0.1),
        furniture=rng.choice((0.1, 0.2, 0.4)),
        pieces=pieces,
        loose=rng.choice((0.01, 0.03, 0.1, 0.3)) if rng.random() < LOOSE else 0.0,
    )


def stripping_rates(rng: random.Random) -> Rates:
    """Draw the damage of a document whose marks all go, or all but some."""
    kept, blanks = rng.choice(KEPT_MARKS), rng.choice((0, 1, 1, 1))

    def rate(mark: str) -> float:
        return LOWEST_RATE if mark in kept else 1.0

    return Rates(
        rate("."),
        rate(","),
        rate("-"),
        apostrophe=0.0 if blanks else rate("'"),
        quote=rate('"'),
        stripping=Stripping(kept, blanks, by_bytes=rng.random() < 0.5),
    )


def drawn_phrase(document: str, rng: random.Random) -> str:
    """Cut a phrase of one to seven words out of a document, oftener one that means nothing."""
    words = unbroken_words(document)
    length = rng.choices((1, 2, 3, 4, 5, 6, 7), (3, 20, 34, 20, 12, 7, 4))[0]
    for _ in range(40):
        start = rng.randrange(max(1, len(words) - length))
        phrase = words[start : start + length]
        if rng.random() < 0.15 or (phrase[0].islower() and count(phrase[0]) > 40_000):
            break
    comma = "," if rng.random() < 0.08 else ""
    return " ".join(phrase) + comma


def example(source: str, headings: list[Span], rates: Rates, rng: random.Random) -> Example:
    """Damage a clean text and say, for each word, what a repair has to find."""
    damage = garble(Text(source), rates, rng, headings)
    found = features(Text(apply(source, damage)))
    ends = found.words.end
    is_open = found.mark == 0
    label = np.where(is_open, 0, IGNORED)
    repairs = invert(source, damage)
    stray = pasted_words(found.words, repairs).astype(np.float32)
    for repair in repairs:
        if repair.why in LABELS:
            # An apostrophe is lost within its word, all else in the gap behind one.
            side: Literal["left", "right"] = "left" if repair.why == "apostrophe" else "right"
            index = int(np.searchsorted(ends, repair.start, side=side)) - (side == "right")
            if 0 <= index < len(ends) and is_open[index]:
                label[index] = LABELS.index(repair.why)
    quote = np.where(found.gap & (CLOSES | OPENS), IGNORED, 0)
    for repair in repairs:
        if QUOTE.search(repair.new) and repair.why in (*LABELS, "stripped"):
            index = int(np.searchsorted(ends, repair.start, side="right")) - 1
            if 0 <= index < len(ends) and quote[index] != IGNORED:
                is_closing = ends[index] == repair.start
                quote[index] = QUOTES.index("closes" if is_closing else "opens")
    rates_of = [1.0] + [max(LOWEST_RATE, rates.of(name)) for name in LABELS[1:]]
    offset = np.broadcast_to(np.log(rates_of).astype(np.float32), (len(ends), len(LABELS)))
    quote_offset = np.log([1.0] + 2 * [max(LOWEST_RATE, rates.quote)]).astype(np.float32)
    return Example(
        found.inputs,
        label.astype(np.int64),
        quote.astype(np.int64),
        stray,
        offset,
        np.broadcast_to(quote_offset, (len(ends), len(QUOTES))),
    )


def pasted_words(words: Tokens, repairs: Iterable[Edit]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether each word of a damaged text was pasted in; `repairs` are over that text."""
    is_pasted = np.zeros(len(words), np.bool_)
    for repair in repairs:
        if repair.why == "stray":
            is_pasted |= (words.end > repair.start) & (words.end <= repair.end)
    return is_pasted


def excerpt(document: str, rng: random.Random) -> str:
    """Return a few lines of a document that stand together."""
    lines = document.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    return "".join(lines[start : start + rng.randint(1, SHORT_LINES)])


def damaged(story: str, rng: random.Random, others: list[str]) -> Example:
    """Damage one story at rates of its own, one in three with phrases from another story, one in
    eight with furniture of a page that lists other stories."""
    number = rng.choices((0, 1, 2), (64, 30, 6))[0]
    phrases = [drawn_phrase(rng.choice(others), rng) for _ in range(number)]
    pieces = []
    if rng.random() < FURNISHED:
        titles = headings(rng.choice(others))
        pieces = [drawn_furniture(titles, rng) for _ in range(3)]
    return example(*plain(story, rng), drawn_rates(rng, phrases, pieces), rng)


def stream(folder: Path, clean: Path, rng: random.Random) -> Iterator[Example]:
    """Yield damaged documents without end, of each source of the corpora as much as is due.

    `clean` is a folder of documents of other kinds, see `textclean.train.clean`.
    """
    stories = {
        name: [piece for piece in pieces(folder / f"{name}.txt.xz") if not is_dev(piece)]
        for name in SHARES
    }
    kinds = _by_kind(clean)
    while True:
        (name,) = rng.choices(list(SHARES), list(SHARES.values()))
        if rng.random() < OTHER_KINDS:
            story = rng.choice(kinds[rng.choice(list(kinds))])
            yield example(story, [], drawn_rates(rng, [], []), rng)
            continue
        story = rng.choice(stories[name])
        if rng.random() < SHORT:
            story = excerpt(story, rng)
        yield damaged(story, rng, stories[name])


def _by_kind(folder: Path) -> dict[str, list[str]]:
    """Return the English documents of other kinds that are no development text."""
    kinds: dict[str, list[str]] = {}
    for kind, text in in_english(folder):
        if not is_dev(text):
            kinds.setdefault(kind, []).append(text[:LONGEST])
    return kinds
