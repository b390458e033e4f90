"""Apostrophes that left a space behind, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textclean.assessment import assess
from textclean.edit import Edit
from textclean.english import lexicon
from textclean.english.words import FUNCTION_WORDS, SECOND_HALVES
from textclean.evidence.confidence import DOUBTFUL, LEAST_TOLD, SURE
from textclean.evidence.peers import SYSTEMATIC
from textclean.layout.blocks import VERSE
from textclean.normalizer import normalizer
from textclean.text import Text, view
from textclean.tokens.pattern import pattern
from textclean.tokens.word_set import WordSet

_GAP = r"[ \N{NO-BREAK SPACE}]"
_LONE_HALF = pattern(rf"{_GAP}({'|'.join(SECOND_HALVES)})(?![\w'’/-]|\.\w)")
_WORD_BEFORE = pattern(r"(?<![\w'’.@#/&-])[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")

# One of these is in whatever `_LONE_HALF`, `_PARTED_AFTER_MARK`, `_CLOSED_UP` and
# `_CLOSED_UP_AFTER_SUBJECT` find.
_SUSPECTS = WordSet.of(
    (
        *SECOND_HALVES,
        *"""
        dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt
        mustnt neednt youre theyre youve theyve weve youll theyll thats theres heres cant wont
        """.split(),  # noqa: SIM905
    )
)

# The first halves of contractions, by the second, which is no word of its own.
_FIRST_HALVES = {
    half: frozenset(words.split())
    for half, words in {
        "t": "don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn can"
        " mustn needn mightn shan ain",
        "ve": "i you we they who would could should might must",
        "ll": "i you he she it we they that there who what this",
        "d": "i you he she it we they that there who",
        "re": "you we they who there",
        "m": "i",
        "s": "it he she that there here what who where how let everyone someone everybody nobody",
    }.items()
}
_WORD_AFTER = pattern(rf"{_GAP}[“‘\"(]?([$£€]?[\w][\w'’-]*)")
_ENDS_CLAUSE = pattern(r"[.,;?!](?!\w)")

# What a letter is the name of: "size s", "plan s", "the letters p and s".
_LETTERED = frozenset(
    """
    letter letters size sizes plan vitamin grade class type group figure variable option section
    point line node step case model set parameter
    """.split()  # noqa: SIM905
)
_LONE_LETTER = pattern(r"(?<![\w'’.-])[b-ce-ln-rt-z](?![\w'’.-])")
_MOST_LONE_LETTERS = 2  # in a document whose letters stand for nothing
_LONGEST_HEADING = 10  # spaces
_COMMON = 1000  # possessives in clean prose
_ENGLISH = pattern(r"\b(?:the|of|and|to|that|with|for)\b", re.IGNORECASE)

# Contractions that are no other word without their apostrophe; "wont", "cant", "well", "were",
# "its", "id", "ill", "shell", "hell" and "wed" are.
_CLOSED_UP = pattern(
    r"""(?<![\w'’.@\#/-])(?:
      (?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ould|[Cc]ould
        |[Ss]hould|[Mm]ust|need) n(?P<not>)t
    | (?:[Yy]ou|[Tt]hey)(?P<are>)re | (?:[Yy]ou|[Tt]hey|we)(?P<have>)ve
    | (?:[Yy]ou|[Tt]hey)(?P<will>)ll | (?:[Tt]hat|[Tt]here|[Hh]ere)(?P<is>)s
    )(?![\w'’”"@/-]|\.\w)""",
    re.VERBOSE,
)

# After a subject "cant" and "wont" are verbs; elsewhere they are jargon and habit.
_CLOSED_UP_AFTER_SUBJECT = pattern(
    r"(?<![\w'’])(?:I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey) (?:ca|wo)n(?P<not>)t(?= [a-z])"
)

# Mentioned, not used: "the spellings (dont, wont, cant)", "“dont” with no apostrophe".
_MENTIONED_BEFORE = pattern(r"[(“‘\"'\[/,] ?\Z")
_MENTIONED_AFTER = pattern(r"[,”’\"')\]/]")

# A text that marks some misspellings as quoted may quote others unmarked.
_SIC = pattern(r"[\[(]sic[\])]")

_CAPITAL_AFTER = pattern(rf"{_GAP}[A-Z]")

_ZERO_AND_S = pattern(rf"0{_GAP}s", re.IGNORECASE)  # is in each `_DECADE`
_DECADE = pattern(
    rf"\b(?:the|early|late|mid)(?:{_GAP}|-)(?:1[5-9]|20)\d0(?P<gap>{_GAP})s(?={_GAP}[a-z]|[,.;:?!)])",
    re.IGNORECASE,
)
_IRISH = pattern(rf"O(?<![\w'’.&-]O)(?P<gap>{_GAP})(?P<name>[A-Z][a-z]+)")


# "the region' s growth": the mark is there, and a space too many.
_PARTED_AFTER_MARK = pattern(
    rf"(?<=[^\W\d_])['’](?P<gap>{_GAP})(?:s|ve|ll|(?<=n['’].)t)(?={_GAP}\w)"
)
_WHY = "an apostrophe is lost"


@normalizer("marks", "spaces", stage="gaps", english=True)
def apostrophes(text: Text) -> Iterator[Edit]:
    """Put back apostrophes that left a space behind (`Ukraine s army`) or nothing (`didnt`).

    What it mends
        Contractions in two halves (`don t`, `they re`, `I m`) or run together (`doesnt`).
        Possessives (`Ukraine s army`, `Kyivs move`). Decades parted from their s (`the 1990 s`).
        Irish names (`O Brien`). The new apostrophe is curly or straight as the others of the
        document are, or else as its quotation marks are.

    What it asks for
        A contraction that makes no other word; `cant` and `wont` must follow a subject. For a
        possessive, a name or a noun that clean prose has with 's, before the lone s, a word after
        it, and an English line. For `O Brien`, that the document or clean prose has `O’Brien`.
        Where three losses are certain, doubtful ones are taken for losses too. Where an apostrophe
        left no space behind, the tagger says how likely an editor would have one, and the document,
        by the apostrophes that it still has, how far to believe the tagger. Clean prose decides
        where it stood: "workers' rights", "worker's".

    What it leaves
        A letter that is a name (`size s`, `the letters p and s`). Lone letters of mathematics or
        code. Other languages. `its`, `well` and `were`, which are words. Plurals cut in two (`the
        gain s were`). Spelling that is spoken of (`(dont, wont, cant)`), or that stands in a text
        with [sic] in it. `O Canada`. `they re open`, where `re-` may be a prefix.

    Example
        >>> from textclean.edit import apply
        >>> source = "Ukraine s army didnt retreat. “We don t know the size,” he said."
        >>> apply(source, apostrophes(Text(source)))
        'Ukraine’s army didn’t retreat. “We don’t know the size,” he said.'
    """
    mark = _apostrophe(text.source)
    found = {edit.start: edit for edit in _vanished(text, mark)}
    found |= {edit.start: edit for edit in _by_form(text, mark)}  # where both see it, form is surer
    yield from found.values()


def _by_form(text: Text, mark: str) -> Iterator[Edit]:
    """Yield the edits that the form of the words alone calls for."""
    suspects = _SUSPECTS.places(text.scanned)
    starts = text.scanned.start[suspects].tolist()
    yield from _parted(text, starts, mark)
    for match in _closed_up(text, suspects):
        if match.group().istitle() and _CAPITAL_AFTER.match(text.source, match.end()):
            continue  # a name or a title: "Dont Walk"
        if _is_mentioned(match):
            continue
        at = match.start(match.lastgroup or 0)
        certainty = DOUBTFUL if _marks_spelling(text) else SURE
        yield Edit.insert(at, mark, confidence=certainty, why=_WHY)
    for decade in _DECADE.finditer(text.source) if _ZERO_AND_S.search(text.source) else ():
        yield Edit.delete(*decade.span("gap"), confidence=SURE, why="the s belongs to the decade")
    for parted in _matches(_PARTED_AFTER_MARK, text.source, starts, before=2):
        yield Edit.delete(*parted.span("gap"), confidence=SURE, why="a space after an apostrophe")
    for name in _IRISH.finditer(text.source):
        if _is_irish(text.source, name["name"]):
            yield Edit.replace(*name.span("gap"), mark, confidence=SURE, why=_WHY)


def _vanished(text: Text, mark: str) -> Iterator[Edit]:
    """Yield the edits for words that, by the tagger, lost an apostrophe without a trace."""
    if not len(text.scanned) or not assess(text).may_tell_of_losses:
        return
    lost = assess(text).lost("apostrophe")
    for word in (lost >= LEAST_TOLD).nonzero()[0].tolist():
        start, end = text.words[word]
        place = _place_of_apostrophe(text.source[start:end], text.source)
        # The tagger has learned from prose alone; old verse has "spirit to wing / Its way".
        if place and text.block_at(start).kind != VERSE:
            yield Edit.insert(start + place, mark, confidence=round(float(lost[word]), 3), why=_WHY)


def _place_of_apostrophe(word: str, source: str) -> int:
    """Return where in the word an apostrophe is missing, by the form that clean prose has oftenest;
    0 where there is none.

    Of a name that clean prose has in neither form, the prose or the document must have the name
    without its s: "Norcros" has one of its own.

    >>> _place_of_apostrophe("Kyivs", ""), _place_of_apostrophe("workers", "")
    (4, 7)
    >>> _place_of_apostrophe("Norbros", "Norbro"), _place_of_apostrophe("Norbros", "Norbros men")
    (6, 0)
    """
    places = [len(word) - len(half) for half in SECOND_HALVES if word.lower().endswith(half)]
    if word.endswith("s"):
        places.append(len(word))
    counts = {
        place: sum(lexicon.count(f"{word[:place]}{mark}{word[place:]}") for mark in "'’")
        for place in places
        if place
    }
    if any(counts.values()):
        return max(counts, key=counts.__getitem__)
    if not (word.endswith("s") and word[:1].isupper()):
        return 0
    is_known = lexicon.count(word) < lexicon.count(word[:-1]) or _has_word(source, word[:-1])
    return len(word) - 1 if is_known and lexicon.is_name(word[:-1]) else 0


def _has_word(source: str, word: str) -> bool:
    """Whether a source has a word, as a whole."""
    return word in source and re.search(rf"\b{re.escape(word)}\b", source) is not None


def _closed_up(text: Text, suspects: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the contractions that run together, some with the subject before them."""
    starts = text.scanned.start
    for place in suspects:
        match = _CLOSED_UP.match(text.source, int(starts[place]))
        if match is None and place:
            match = _CLOSED_UP_AFTER_SUBJECT.match(text.source, int(starts[place - 1]))
        if match:
            yield match


def _is_mentioned(form: re.Match[str]) -> bool:
    """Whether the form stands alone between quotation marks, brackets or the commas of a list."""
    before = _MENTIONED_BEFORE.search(form.string[: form.start()][-2:])
    return bool(before and _MENTIONED_AFTER.match(form.string, form.end()))


def _is_irish(source: str, name: str) -> bool:
    """Whether the document or clean prose has the name with its O and apostrophe."""
    if _has_word(source, f"O'{name}") or _has_word(source, f"O’{name}"):
        return True
    return lexicon.count(f"O'{name}") + lexicon.count(f"O’{name}") > 0


def _apostrophe(source: str) -> str:
    """Return the apostrophe of the document: its commoner one, or that of its quotation marks."""
    curly, straight = source.count("’"), source.count("'")
    if curly == straight:
        return "’" if "“" in source else "'"
    return "’" if curly > straight else "'"


def _matches(
    form: re.Pattern[str], source: str, starts: Sequence[int], *, before: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a form that begin `before` characters ahead of the start of a word."""
    for start in starts:
        if start >= before and (match := form.match(source, start - before)):
            yield match


def _parted(text: Text, starts: Sequence[int], mark: str) -> Iterator[Edit]:
    """Yield the edits for halves of words that stand alone, among the words with these starts.

    Where several are beyond doubt, the document has lost its apostrophes, and those in doubt are
    taken for lost too.
    """
    found = [
        (half, _confidence(text, half))
        for half in _matches(_LONE_HALF, text.source, starts, before=1)
    ]
    certain = sum(confidence >= SURE for _, confidence in found)
    for half, confidence in found:
        if confidence == DOUBTFUL and half[1] == "s":  # "re" may be a prefix, whatever was lost
            confidence = SYSTEMATIC.supported(confidence, certain)
        if confidence:
            at = half.start()
            yield Edit.replace(at, at + 1, mark, confidence=confidence, why=_WHY)


def _confidence(text: Text, half: re.Match[str]) -> float:
    """Return how sure it is that a lone half of a word belongs to the word before it."""
    word = _WORD_BEFORE.search(text.source[max(0, half.start() - 40) : half.start()])
    after = _WORD_AFTER.match(text.source, half.end())
    if word is None or not (after or _ENDS_CLAUSE.match(text.source, half.end())):
        return 0.0
    owner = word.group()
    if owner.lower() in _FIRST_HALVES[half[1]] and not _is_definition(owner, after):
        takes_prefix = half[1] == "re" and after and any(lexicon.hyphenated("re", after[1]))
        return DOUBTFUL if takes_prefix else SURE
    if half[1] == "s" and after and _can_own(owner, after[1]) and _is_prose(text, half.start()):
        return _possessive_confidence(owner, after[1])
    return 0.0


def _is_definition(owner: str, after: re.Match[str] | None) -> bool:
    """Whether the half is a quantity that is being defined: "let s be the side"."""
    return owner.lower() == "let" and after is not None and after[1] in ("be", "denote", "equal")


def _can_own(owner: str, after: str) -> bool:
    """Whether the s stands between a noun or name and the start of a noun phrase."""
    is_noun = len(owner) > 1 and owner.lower() not in FUNCTION_WORDS
    return is_noun and after.lower() not in FUNCTION_WORDS


def _is_prose(text: Text, offset: int) -> bool:
    """Whether the line is English and the document has no other letters that stand for things."""
    return text.line_at(offset).start in _english(text) and not _has_many_lone_letters(text)


@view
def _english(text: Text) -> frozenset[int]:
    """Where the lines start that are English; a heading is so if any of the document is."""
    source = text.source
    of_document = _ENGLISH.search(source) is not None
    return frozenset(
        line.start
        for line in text.lines
        if of_document
        and (source.count(" ", *line) < _LONGEST_HEADING or _ENGLISH.search(source, *line))
    )


@view
def _has_many_lone_letters(text: Text) -> bool:
    """Whether letters stand for things in the document."""
    return len(_LONE_LETTER.findall(text.source)) > _MOST_LONE_LETTERS


@view
def _marks_spelling(text: Text) -> bool:
    """Whether the document marks spelling with [sic]."""
    return _SIC.search(text.source) is not None


def _possessive_confidence(owner: str, after: str) -> float:
    """Return how sure it is that "owner s after" is a possessive and not a plural cut in two."""
    plurals = lexicon.count(f"{owner}s")
    possessives = lexicon.count(f"{owner}'s") + lexicon.count(f"{owner}’s")
    is_common = possessives > _COMMON or possessives > plurals / 5
    if owner.lower() in _LETTERED or owner.endswith("s"):
        return DOUBTFUL
    if after[0].isupper() and plurals and not is_common:
        return DOUBTFUL
    if owner[0].isupper() and lexicon.is_name(owner):
        return SURE
    return SURE if possessives > plurals / 100 else DOUBTFUL
