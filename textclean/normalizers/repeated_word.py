"""Words that were set twice: `the the`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.edit import Edit
from textclean.english.words import FUNCTION_WORDS, MONTHS, WEEKDAYS
from textclean.evidence.confidence import DOUBTFUL, LIKELY, SURE
from textclean.evidence.peers import SYSTEMATIC
from textclean.layout import blocks
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens.pattern import pattern
from textclean.tokens.word_set import WordSet

# Twice or more often: what a pass halves, ten passes do not settle.
_GAP = r"(?:[ \N{NO-BREAK SPACE}]+|[ ]?(?:\r\n|\r|\n))"
_TWICE = pattern(
    rf"(?<![\w’'&/-])(?P<first>[^\W\d_]+)(?P<gap>{_GAP})(?P<second>(?i:(?P=first)))"
    rf"(?:{_GAP}(?i:(?P=first)))*(?![\w’'&/-]|\.\w)"
)
# "of the of the": a preposition and its article twice over.
_PAIR_TWICE = pattern(
    r"(?<![\w’'&/-])(?P<first>(?:of|in|to|for|on|at|by|with|from|and|that) (?:the|a|an))"
    r"(?P<gap> )(?P<second>(?P=first))(?: (?P=first))*(?![\w’'&/-])"
)

# No sentence has one of these twice in a row.
_NEVER_TWICE = frozenset(
    """
    the a an and or of from into than their our its your every been because which whose when while
    although whether between among against toward towards upon during
    """.split()  # noqa: SIM905
)
# Twice in a row they are a slip of the tongue or of the keys.
_SELDOM_TWICE = frozenset(
    ["be", "could", "would", "should", "they", "we", "she", "not", "these", "those", "his", "my"]
)
# One may end a clause and the other begin the next, where the words before have a verb: "all of us
# keep to to be fair", "questions to start with with respect to". Not so in "in the reply to to us".
_STRANDED = frozenset(["to", "for", "with", "at", "about"])
_OPENS_NOUN_PHRASE = frozenset(
    """
    a an the this these those my your his her its our their some any no each every all both of in
    on at by from into between among and or as
    """.split()  # noqa: SIM905
)
# In another construction, or after a particle: "moved on on that basis", "what it is is a mistake".
_SOMETIMES_TWICE = frozenset(
    """
    in on by over up out off is was are do did has have will can
    """.split()  # noqa: SIM905
)
# Twice for emphasis: "had had" and "that that" are no accident either.
_OFTEN_TWICE = frozenset(
    """
    that had very really many much more far long so too no yes now never ever again only just quite
    big little old bye hear hush well please there then oh her him it you this
    """.split()  # noqa: SIM905
)
# Verbs that take "in" or "on" as their particle.
_TAKE_PARTICLES = frozenset(
    """
    came come comes coming go goes went gone going move moves moved moving set sets get gets got
    give gives gave take takes took taken turn turns turned check checks checked bring brings
    brought kick kicks kicked settle settles settled log logs logged sign signs signed break breaks
    broke close closes closed closing call calls called hand hands handed let lets fill fills filled
    join joins joined step steps stepped tune tunes tuned sink pull pulls pulled pulling weigh
    weighed rush rushed hold held live lived living carry carried keep kept flew fly flies fought
    fight drag dragged catch caught hang hung put puts stay stayed send sent drop dropped pour
    poured looked look head headed be is are was were been being rolled roll switched switch
    """.split()  # noqa: SIM905
)
_DATES = frozenset((*MONTHS, *WEEKDAYS))
# “‘The the’ is the commonest misprint”: a writer who quotes the two words alone means them.
_QUOTED_BEFORE = pattern(r"[“‘\"'«„(\[*_`]\Z")
_QUOTED_AFTER = pattern(r"[,.]?[”’\"'»“)\]*_`]")
_LONGEST_NOUN_PHRASE = 4  # words
# What speakers say while they look for a word.
_HESITATIONS = WordSet.of(["uh", "um", "er", "erm", "hmm", "mm", "mhm"])
_FEWEST_HESITATIONS = 2
_SET_OUT = frozenset([blocks.VERSE, blocks.TABLE, blocks.ADDRESS, blocks.CODE, blocks.FOREIGN])


@normalizer("words", "spaces", english=True, judges=True)
def repeated_word(text: Text) -> Iterator[Edit]:
    """Take out the second of two equal words that were set by accident: `the the`, `of of`.

    What it mends
        One word too many, on the same line or at the start of the next; also a preposition and its
        article twice over (`of the of the`).

    What it asks for
        A word that no sentence has twice in a row: an article, a possessive, most conjunctions and
        prepositions. `to`, `for`, `with` and `at` may end one clause and begin the next, so no
        clause that could end in them may stand before. Where another double is certain, `in` and
        `on` go before the name of a place too. Content words go only where the document has at
        least three such accidents.

    What it leaves
        What people said twice, in a transcript of their hesitations.
        Emphasis (`very very`, `no no`). Other constructions (`had had`, `that that`, `what it is
        is`). Names (`Walla Walla`, `The The`, `Su Su Nway`) and titles (`watched the The
        Hollowmen`). A doubled word that is quoted as such (`“the the”`). Words parted by a comma or
        a sentence end. Verse, tables, headings in capitals and other languages.

    Example
        >>> from textclean.edit import apply
        >>> source = "A report on the the talks said that that had had an effect in Walla Walla."
        >>> apply(source, repeated_word(Text(source)))
        'A report on the talks said that that had had an effect in Walla Walla.'
    """
    found = [
        match
        for match in _repeated(text, 1, _TWICE)
        if _confidence(match, SYSTEMATIC.fewest) and _is_running_text(text, match)
    ]
    certain = sum(_confidence(match) >= SURE for match in found)
    most = DOUBTFUL if _is_spoken(text) else SURE
    for match in found:
        if confidence := _confidence(match, certain):
            yield _without_second(match, min(most, confidence))
    for match in _repeated(text, 2, _PAIR_TWICE):
        yield _without_second(match, most)


@view
def _is_spoken(text: Text) -> bool:
    """Whether the document has written down how people hesitate, and so each word they said twice.

    A speaker who is quoted once may have been cleared of his hesitation.
    """
    return len(_HESITATIONS.places(text.scanned)) >= _FEWEST_HESITATIONS


def _repeated(text: Text, distance: int, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a word comes again at that distance in words, in that form, none overlapping."""
    ids = text.scanned.id
    end = 0
    for start in text.scanned.start[:-distance][ids[distance:] == ids[:-distance]].tolist():
        match = form.match(text.source, start) if start >= end else None
        if match:
            yield match
            end = match.end()


def _is_running_text(text: Text, match: re.Match[str]) -> bool:
    """Whether both words stand in one block of running text."""
    block = text.block_at(match.start())
    is_running = block.kind not in _SET_OUT and match.end() <= block.end
    return is_running and not _is_quoted(match)


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether the two words alone stand between quotation marks or brackets."""
    opens = _QUOTED_BEFORE.search(match.string[: match.start()][-1:])
    return bool(opens and _QUOTED_AFTER.match(match.string, match.end()))


def _confidence(match: re.Match[str], certain: int = 0) -> float:
    """Return how sure it is that the second word is an accident, beside so many certain ones."""
    first, second = match["first"], match["second"]
    word = second.lower()
    if not second.islower() and not (first.isupper() and second.isupper() and len(word) > 1):
        return 0.0
    if len(word) == 1 and first != second:
        return 0.0
    if word in _NEVER_TWICE:
        return 0.0 if match.string.startswith(" course", match.end()) else SURE
    if word in _OFTEN_TWICE or second.isupper():
        return 0.0
    if word in _SOMETIMES_TWICE:
        if certain and word in ("in", "on") and _stands_before_place(match):
            return LIKELY
        is_systematic = SYSTEMATIC.support(certain) > 0
        if not (is_systematic and _ends_noun_phrase(match)):
            return 0.0
    elif word in _SELDOM_TWICE:
        return LIKELY
    elif word in _STRANDED:
        return LIKELY if _ends_noun_phrase(match) else DOUBTFUL
    return SYSTEMATIC.supported(DOUBTFUL, certain)


def _stands_before_place(match: re.Match[str]) -> bool:
    """Whether a name follows that is no date, and no verb before takes the word as its particle:
    "played in in Pago Pago", not "came in in March" or "moved in in Harwick".
    """
    verb = re.search(r"([a-z]+) \Z", match.string[max(0, match.start() - 30) : match.start()])
    name = re.match(r" ([A-Z][a-z]{2,})", match.string[match.end() : match.end() + 30])
    if verb is None or name is None or name[1].lower() in _DATES:
        return False
    return verb[1] not in _TAKE_PARTICLES


def _ends_noun_phrase(match: re.Match[str]) -> bool:
    """Whether the words before are a noun phrase, which leaves no preposition without its noun."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    words = re.split(r"[.,;:!?()“”\"]", before)[-1].lower().split()
    small = [at for at, word in enumerate(words) if word in FUNCTION_WORDS]
    if not small or not small[-1] < len(words) - 1:
        return False
    return words[small[-1]] in _OPENS_NOUN_PHRASE and len(words) - small[-1] <= _LONGEST_NOUN_PHRASE


def _without_second(match: re.Match[str], confidence: float) -> Edit:
    """Delete the second word and what repeats it, with the space before it or, at the start of a
    line, after it.
    """
    start, end = match.start("gap"), match.end()
    if match["gap"][-1] in "\r\n":
        start = match.start("second")
        end += match.string.startswith(" ", end)
    return Edit.delete(start, end, confidence=confidence, why="the word stands here twice")
