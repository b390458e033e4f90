"""Labels and prompts that broke into a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from textclean.english import lexicon
from textclean.english.words import DETERMINERS, FUNCTION_WORDS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.furniture import vocabulary
from textclean.furniture.gap import Gap
from textclean.furniture.lines import certainty
from textclean.furniture.place import Place, between_sentences, names_label, starts_sentence
from textclean.tokens.lines import line_index
from textclean.tokens.pattern import pattern
from textclean.tokens.scan import Span

# After these a noun is due, so that a label may be one.
_LEADS_TO_NOUN = DETERMINERS | {"each", "every", "no", "of", "for", "and", "or"}
# "A related Browse link": an adjective may stand between.
_ARTICLE = pattern(r"\b[Aa]n? \w+\Z")
# "Read more about the study" asks the reader to; the label of a page has no object.
_IMPERATIVES = frozenset(["read more", "continue reading"])
_OBJECTS = frozenset(["about", "on", "at", "in", "from", "of", "than", "here", "the", "our"])

_LONGEST_PROMPT = 160  # characters
_SENTENCE_END = pattern(r"(?<=\w)[.!](?=\s|\Z)")
# Most words of a prompt that pages do not use: with more, it is a label before a sentence.
_MOST_FOREIGN = 3
_EXCLAMATION = pattern(r"(?<!\S)[A-Z][\w'’]+(?: [a-z'’]+){0,3}! \Z")
_LONGEST_CALL = 40  # characters
# Nothing, or the mark of a list item: "Get Member Methods" may be a heading that ran in.
_LIST_MARK = pattern(r"(?:[-*+•–]|\(?\w{1,3}[.)])?")
# Least weight of a whole sentence, which may be the story's and so needs more than a label.
_SURE_SENTENCE = 4.5

# What an edit says that it takes out.
WHAT = "a label or prompt of the page"

# Trigger words: a label opens with one of them.
TRIGGER_WORDS = vocabulary.LABEL_OPENERS
_ADVERTISEMENT = pattern(r"A(?:dvertisement|DVERTISEMENT)(?![\w:’'”\"-])")
_OPENS_QUOTE = ("“", "‘", '"', "'", "(", "[", "-", "’")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "")


def places(source: str, lines: Sequence[Span], triggers: Iterable[int]) -> Iterator[Place]:
    """Yield the places of labels and prompts in the paragraphs of a text, of which these are the
    lines; `triggers` are the offsets of the trigger words.
    """
    for at in triggers:
        if not source[at].isupper() or source[at - 1 : at] in _OPENS_QUOTE:
            continue
        passage = _passage(source, at, lines[line_index(lines, at)].end)
        if label := _ADVERTISEMENT.match(source, at):
            yield Place(*label.span(), _label, WHAT)
        length = vocabulary.run(passage)
        if length or (source[at - 2 : at - 1] in _SENTENCE_ENDS and vocabulary.has_offer(passage)):
            yield Place(at, at + length, _page_speech, WHAT)


def _passage(source: str, start: int, end: int) -> str:
    """Return what may be a prompt of a line, which ends where the line does or with a word."""
    passage = source[start : min(end, start + _LONGEST_PROMPT)]
    return passage if start + len(passage) == end else passage.rpartition(" ")[0]


def _label(gap: Gap) -> Gap:
    return gap.with_confidence(_label_confidence(gap, is_phrase=False))


def _page_speech(gap: Gap) -> Gap:
    """Judge words such as pages speak with, or a whole sentence that begins where they would."""
    source, at = gap.source, gap.first
    if (sentence := _prompt(source[at : gap.end])) and not _ends_before_sentence(gap):
        gap = _with_exclamation(attrs.evolve(gap, last=at + sentence))
        if gap.follows_sentence or gap.first < at:
            return gap.with_confidence(LIKELY)
        gap = attrs.evolve(gap, last=at + vocabulary.run(source[at : gap.last]))
    if gap.last == at or not _is_label(gap):
        return gap
    if source[gap.last : gap.last + 1] in (".", "!", "?"):
        gap = attrs.evolve(gap, last=gap.last + 1)
        weight = vocabulary.weight(source[at : gap.last])
        return gap.with_confidence(
            LIKELY if gap.follows_sentence and weight >= _SURE_SENTENCE else 0.0
        )
    return gap.with_confidence(_run_confidence(gap))


def _ends_before_sentence(gap: Gap) -> bool:
    """Whether a label stands in the gap after which a sentence of the story begins."""
    return gap.last > gap.first and between_sentences(gap, may_lack_stop=True) > 0


def _with_exclamation(gap: Gap) -> Gap:
    """Widen the gap of a prompt over what calls for attention before it: "Don't miss out!"."""
    call = _EXCLAMATION.search(gap.source, max(gap.start, gap.first - _LONGEST_CALL), gap.first)
    return attrs.evolve(gap, first=call.start()) if call else gap


def _prompt(passage: str) -> int:
    """Return where the sentence ends that a passage begins with, if a page asks something of its
    visitor in it; else 0.
    """
    stop = _SENTENCE_END.search(passage, 0, _LONGEST_PROMPT)
    if not stop:
        return 0
    sentence = passage[: stop.end()]
    offers = vocabulary.has_offer(sentence)
    speaks = not {"our", "your"}.isdisjoint(sentence.lower().split())
    is_whole = vocabulary.foreign(sentence) <= _MOST_FOREIGN
    is_prompt = offers and speaks and is_whole and certainty(sentence) >= SURE
    return stop.end() if is_prompt else 0


def _is_label(gap: Gap) -> bool:
    """Whether there are two words in the gap, or one between two sentences."""
    is_alone = len(gap.source[gap.first : gap.last].split()) < 2
    return not is_alone or (gap.follows_sentence and gap.words_after[0].istitle())


def _run_confidence(gap: Gap) -> float:
    """Return how sure it is that words of a page are none of the paragraph's own. In mid-sentence
    they stand right behind a word, and not one with a capital, as in "the Federal Register".
    """
    label = gap.source[gap.first : gap.last]
    is_apart = gap.follows_sentence or gap.word_before[:1].islower()
    if not (is_apart or label.lower().startswith("advertisement")):
        return 0.0
    is_phrase = vocabulary.has_sign(label) or "continues" in label.lower()
    if not is_phrase and (_LIST_MARK.fullmatch(gap.before) or _is_name(gap)):
        return 0.0
    if not gap.follows_sentence and between_sentences(gap, may_lack_stop=True):
        return LIKELY
    if is_phrase or gap.follows_sentence:
        return _label_confidence(gap, is_phrase=is_phrase)
    names_more = label.split()[1] in FUNCTION_WORDS
    return 0.0 if names_more else _label_confidence(gap, is_phrase=False)


def _is_name(gap: Gap) -> bool:
    """Whether a label and the capital after it are a name: in mid-sentence if the label has a
    capital on each word, as in "ask the Email Alert API", and anywhere if both come back.
    """
    label, following = gap.source[gap.first : gap.last], gap.words_after[0]
    if not following[:1].isupper() or following.lower() in FUNCTION_WORDS:
        return False
    is_title = all(word[0].isupper() for word in label.split())
    return (is_title and not gap.follows_sentence) or gap.source.count(f"{label} {following}") > 1


def _label_confidence(gap: Gap, *, is_phrase: bool) -> float:
    """Return how sure it is that a label is none of the paragraph's own words."""
    following, second = gap.words_after
    label = gap.source[gap.first : gap.last]
    if label.isupper() and not (gap.word_before.isupper() or following.isupper()):
        is_phrase = True  # capitals in a sentence that has none
    if not gap.after:
        return SURE
    if gap.after[0] in ",.;:!?":
        return LIKELY if _doubles_mark(gap) else 0.0
    if names_label(gap.word_before):
        return 0.0
    if not following or gap.before[-1:] in ("(", "[") or gap.after[0] in ("(", "["):
        return 0.0
    if label.lower() in _IMPERATIVES and following in _OBJECTS:
        return 0.0
    leads_to_noun = gap.word_before.lower() in _LEADS_TO_NOUN or _ARTICLE.search(gap.before)
    is_odd_place = is_phrase or not leads_to_noun or following in DETERMINERS
    if following[0].islower() or following[0].isdigit():
        if gap.follows_sentence:
            return LIKELY if "ontinues" in label.lower() else 0.0
        return SURE if is_odd_place else DOUBTFUL
    if gap.follows_sentence:
        if starts_sentence(following, second):
            return SURE
        return SURE if is_phrase else DOUBTFUL
    is_name = lexicon.is_name(following) and following.lower() not in FUNCTION_WORDS
    return LIKELY if is_odd_place and (is_phrase or is_name) else DOUBTFUL


def _doubles_mark(gap: Gap) -> bool:
    """Whether the mark after a label comes on top of the one before it: "the roof, Read more, and".

    Between two capitals the label is one of a list: "Related, Advertisement, Share".
    """
    words = (gap.before.split() or [""])[-1], *gap.words_after
    if gap.after[0] == ",":
        return gap.before.endswith(",") and not any(word[:1].isupper() for word in words)
    return gap.after[0] == "." and len(gap.before) > 1 and gap.follows_sentence
