"""What a Python user would otherwise install, as subjects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from typing import Any

import attrs

from benches.material import clean_passages
from benches.subject import ALL, LEAST, LITTLE, SOME, Subject

SPLIT = "str.split"
NLTK_TOKENS = "nltk NLTKWordTokenizer"
PUNKT = "nltk Punkt"

_ONE_LINE = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def _spans_of_matches(text: str) -> object:
    return [match.span() for match in _ONE_LINE.finditer(text)]


STANDARD_LIBRARY = (
    Subject("token strings", SPLIT, str.split, ALL),
    Subject("token strings", "re findall", _ONE_LINE.findall, ALL),
    Subject("token spans", "re finditer", _spans_of_matches, SOME),
    Subject("sentence strings", "str.splitlines", str.splitlines, ALL),
)


@attrs.frozen
class Rivals:
    """The rivals that are here to be measured, and the names of those that are not installed."""

    subjects: tuple[Subject, ...]
    missing: tuple[str, ...]


@cache
def rivals() -> Rivals:
    """Return the standard library's means, and the rivals that can be imported."""
    subjects, missing = list(STANDARD_LIBRARY), []
    for package, make in _PACKAGES.items():
        try:
            subjects.extend(make())
        except ImportError:
            missing.append(package)
    return Rivals(tuple(subjects), tuple(missing))


def _nltk() -> Iterable[Subject]:
    words = import_module("nltk.tokenize.destructive").NLTKWordTokenizer()
    # The parameters that NLTK ships have to be downloaded; these cost as much to run.
    punkt = import_module("nltk.tokenize.punkt").PunktSentenceTokenizer(" ".join(clean_passages()))
    return [
        Subject("token strings", NLTK_TOKENS, words.tokenize, SOME),
        Subject("token spans", NLTK_TOKENS, _listed(words.span_tokenize), SOME),
        Subject("sentence strings", PUNKT, punkt.tokenize, SOME),
        Subject("sentence spans", PUNKT, _listed(punkt.span_tokenize), SOME),
    ]


def _spacy() -> Iterable[Subject]:
    spacy = import_module("spacy")
    tokenizer, sentencizer = spacy.blank("en"), spacy.blank("en")
    sentencizer.add_pipe("sentencizer")

    def token_spans(text: str) -> object:
        return [(token.idx, token.idx + len(token)) for token in tokenizer(text)]

    def token_strings(text: str) -> object:
        return [token.text for token in tokenizer(text)]

    def sentence_spans(text: str) -> object:
        return [(sentence.start_char, sentence.end_char) for sentence in sentencizer(text).sents]

    def sentence_strings(text: str) -> object:
        return [sentence.text for sentence in sentencizer(text).sents]

    return [
        Subject("token spans", "spacy blank('en')", token_spans, LITTLE),
        Subject("token strings", "spacy blank('en')", token_strings, LITTLE),
        Subject("sentence spans", "spacy sentencizer", sentence_spans, LITTLE),
        Subject("sentence strings", "spacy sentencizer", sentence_strings, LITTLE),
    ]


def _blingfire() -> Iterable[Subject]:
    blingfire = import_module("blingfire")

    def token_strings(text: str) -> object:
        return blingfire.text_to_words(text).split(" ")

    def sentence_strings(text: str) -> object:
        return blingfire.text_to_sentences(text).split("\n")

    # With offsets its time grows with the square of the text, so it gets little.
    return [
        Subject("token strings", "blingfire", token_strings, ALL),
        Subject("token spans", "blingfire", blingfire.text_to_words_with_offsets, LITTLE),
        Subject("sentence strings", "blingfire", sentence_strings, ALL),
        Subject("sentence spans", "blingfire", blingfire.text_to_sentences_and_offsets, LITTLE),
    ]


def _icu4py() -> Iterable[Subject]:
    breakers = import_module("icu4py.breakers")

    def strings(breaker: Callable[[str, str], Iterable[str]], text: str) -> object:
        return list(breaker(text, "en"))

    def spans(breaker: Callable[[str, str], Any], text: str) -> object:
        return list(breaker(text, "en").segments())

    words, sentences = breakers.WordBreaker, breakers.SentenceBreaker
    return [
        Subject("token strings", "icu4py WordBreaker", partial(strings, words), ALL),
        Subject("token spans", "icu4py WordBreaker", partial(spans, words), SOME),
        Subject("sentence strings", "icu4py SentenceBreaker", partial(strings, sentences), ALL),
        Subject("sentence spans", "icu4py SentenceBreaker", partial(spans, sentences), ALL),
    ]


def _sentencex() -> Iterable[Subject]:
    sentencex = import_module("sentencex")
    strings = partial(sentencex.segment, "en")
    spans = partial(sentencex.get_sentence_boundaries, "en")
    return [
        Subject("sentence strings", "sentencex", strings, ALL),
        Subject("sentence spans", "sentencex", spans, ALL),
    ]


def _syntok() -> Iterable[Subject]:
    tokenizer = import_module("syntok.tokenizer").Tokenizer()
    analyze = import_module("syntok.segmenter").analyze

    def token_strings(text: str) -> object:
        return [token.value for token in tokenizer.tokenize(text)]

    def token_spans(text: str) -> object:
        found = tokenizer.tokenize(text)
        return [(token.offset, token.offset + len(token.value)) for token in found]

    def sentences(text: str) -> Iterator[list[Any]]:
        for paragraph in analyze(text):
            yield from filter(None, paragraph)

    def sentence_spans(text: str) -> object:
        found = sentences(text)
        return [(part[0].offset, part[-1].offset + len(part[-1].value)) for part in found]

    def sentence_strings(text: str) -> object:
        found = sentences(text)
        return ["".join(f"{token.spacing}{token.value}" for token in part) for part in found]

    return [
        Subject("token spans", "syntok", token_spans, LITTLE),
        Subject("token strings", "syntok", token_strings, LITTLE),
        Subject("sentence spans", "syntok", sentence_spans, LITTLE),
        Subject("sentence strings", "syntok", sentence_strings, LITTLE),
    ]


def _pysbd() -> Iterable[Subject]:
    segmenter = import_module("pysbd").Segmenter
    strings = segmenter(language="en", clean=False).segment
    spans = segmenter(language="en", clean=False, char_span=True).segment
    return [
        Subject("sentence strings", "pysbd", strings, LEAST),
        Subject("sentence spans", "pysbd", spans, LEAST),
    ]


def _sacremoses() -> Iterable[Subject]:
    tokenize = partial(import_module("sacremoses").MosesTokenizer("en").tokenize, escape=False)
    return [Subject("token strings", "sacremoses", tokenize, LITTLE)]


def _ftfy() -> Iterable[Subject]:
    return [Subject("repaired text", "ftfy fix_text", import_module("ftfy").fix_text, LITTLE)]


def _plsfix() -> Iterable[Subject]:
    return [Subject("repaired text", "plsfix", import_module("plsfix").fix_text, LITTLE)]


def _cleantext() -> Iterable[Subject]:
    clean = partial(import_module("cleantext").clean, lower=False, to_ascii=False)
    return [Subject("repaired text", "clean-text", clean, LITTLE)]


def _listed(spans: Callable[[str], Iterable[object]]) -> Callable[[str], object]:
    """Return a function that goes through all that `spans` yields."""
    return lambda text: list(spans(text))


_PACKAGES: Mapping[str, Callable[[], Iterable[Subject]]] = {
    "nltk": _nltk,
    "spacy": _spacy,
    "blingfire": _blingfire,
    "icu4py": _icu4py,
    "sentencex": _sentencex,
    "syntok": _syntok,
    "pysbd": _pysbd,
    "sacremoses": _sacremoses,
    "ftfy": _ftfy,
    "plsfix": _plsfix,
    "clean-text": _cleantext,
}
