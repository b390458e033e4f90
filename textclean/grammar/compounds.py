"""The grammar of compounds before a noun: which two words need a hyphen, whatever the tagger says
of the gap between them."""

from __future__ import annotations

from textclean.english import lexicon
from textclean.english.words import DETERMINERS, FINITE, FUNCTION_WORDS, PREPOSITIONS
from textclean.layout.blocks import NOT_PROSE
from textclean.text import Text
from textclean.tokens.pattern import pattern

_DIGIT = pattern(r"\d")
# Small words of surnames: "R de Marigny", "D dal Maso".
_PARTICLES = frozenset("da dal de del della den der di du la le ten ter van von".split())  # noqa: SIM905
_PARTICIPLES = frozenset(["led", "made", "built", "held", "owned", "run", "born"])
PLIGHTS = frozenset(["hit", "struck", "torn", "ravaged", "stricken", "prone"])
_NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    sixty seventy eighty ninety hundred
    """.split()  # noqa: SIM905
)
_BETWEEN_EQUALS = frozenset(["to", "by", "for", "on", "after"])
_LONGEST_CLAUSE = 12  # words
_A_YEAR = r"(?:1[5-9]|20)[0-9]{2}\b"
_YEAR = pattern(_A_YEAR)
_GOES_ON_AS_LIST = pattern(rf",? (?:(?:and|or) )?{_A_YEAR}(?! {_A_YEAR})")
# Behind these a year stands alone: "In 1999 2000 people died".
_OF_TIME = frozenset("after at before by during in since until".split())  # noqa: SIM905
_LONGEST_SPAN = 30  # years

# A word is a unit if clean prose joins it to a number by a hyphen at least this often, and in at
# least this share of the places where it follows one.
_FEWEST_UNITS = 25  # occurrences
_LEAST_SHARE_OF_UNITS = 0.6


def is_number_and_unit(text: Text, gap: int) -> bool:
    """Whether a number and a unit in the singular stand before a noun: "a 15 year guarantee".

    A number of more than one takes the plural ("15 years") unless it stands before a noun.
    """
    number, unit, noun = (word_at(text, gap + offset) for offset in range(3))
    is_word = number.lower() in _NUMBER_WORDS
    digits = number.replace(",", "").replace(".", "", 1)
    is_count = digits.isdigit() and not (len(number) == 4 and number < "2100")
    if not ((is_count or is_word) and is_noun(noun) and is_run(text, gap, gap + 2)):
        return False
    joined, apart = lexicon.hyphenated("0" if is_word else number, unit)
    return joined >= _FEWEST_UNITS and joined >= _LEAST_SHARE_OF_UNITS * (joined + apart)


def is_span_of_years(text: Text, gap: int) -> bool:
    """Whether two years, the earlier first, stand side by side as a span, not as a list or as the
    time and a count: "the 2010 2011 school year". Where clean prose has two such with a mark, it is
    a dash thirty times for one comma.
    """
    first, last = (word_at(text, gap + offset) for offset in range(2))
    before = word_at(text, gap - 1) if gap else ""
    return (
        all(map(_YEAR.fullmatch, (first, last)))
        and 0 < int(last) - int(first) <= _LONGEST_SPAN
        and is_run(text, gap, gap + 1)
        and not (_YEAR.fullmatch(before) or before.lower() in _OF_TIME)
        and not _GOES_ON_AS_LIST.match(text.source, text.words[gap + 1].end)
    )


def is_name_and_participle(text: Text, gap: int) -> bool:
    """Whether a name and a participle stand before a noun: "that the UN brokered truce in the north
    may not hold".

    "The Senate passed bills" has the same form. What tells them apart is the second finite verb of
    the clause, for which no other subject is in sight.
    """
    name, participle, noun = (word_at(text, gap + offset) for offset in range(3))
    has_form = (
        gap >= 1
        and name[:1].isupper()
        and (participle.endswith("ed") or participle in _PARTICIPLES)
        and word_at(text, gap - 1).lower() in DETERMINERS
        and (gap == 1 or not is_noun(word_at(text, gap - 2)) or not is_run(text, gap - 2, gap - 1))
        and noun.islower()
        and is_noun(noun)
        and is_run(text, gap - 1, gap + 2)
    )
    return has_form and _goes_on_to_finite_verb(text, gap + 2)


def is_noun_and_plight(text: Text, gap: int) -> bool:
    """Whether a noun and what befell it stand before a noun: "of the flood hit valley". Behind a
    preposition no clause begins, which "the flood hit valleys" may be.
    """
    if gap < 2 or word_at(text, gap + 1) not in PLIGHTS:
        return False
    noun, following = word_at(text, gap), word_at(text, gap + 2)
    return (
        noun.islower()
        and is_noun(noun)
        and is_noun(following)
        and word_at(text, gap - 1).lower() in DETERMINERS
        and word_at(text, gap - 2).lower() in PREPOSITIONS - {"since", "until"}
        and is_run(text, gap - 2, gap + 2)
    )


def is_noun_to_noun(text: Text, gap: int) -> bool:
    """Whether one noun stands twice before another, as a measure of it: "a day to day fight"."""
    first, between, second, noun = (word_at(text, gap + offset) for offset in range(4))
    return (
        gap >= 1
        and between in _BETWEEN_EQUALS
        and first == second
        and is_noun(first)
        and is_noun(noun)
        and word_at(text, gap - 1).lower() in DETERMINERS
        and is_run(text, gap - 1, gap + 3)
    )


def _goes_on_to_finite_verb(text: Text, noun: int) -> bool:
    """Whether a finite verb follows the noun, with only its own phrases in between."""
    before = ""
    for at in range(noun + 1, min(noun + _LONGEST_CLAUSE, len(text.words))):
        word = word_at(text, at)
        if not is_run(text, at - 1, at):
            return False
        if word.lower() in FINITE:
            return True
        follows_preposition = before.lower() in PREPOSITIONS
        is_own = word.islower() and (word not in FUNCTION_WORDS or word in (*PREPOSITIONS, "being"))
        is_name = word[0].isupper() and (follows_preposition or before[:1].isupper())
        if not (is_own or is_name or (follows_preposition and word in DETERMINERS)):
            return False
        before = word
    return False


def may_be_compound(text: Text, gap: int) -> bool:
    """Whether the words beside the gap stand in prose and can be one: no initials ("W E B Du
    Bois", "R de Marigny"), no two names ("Fabien Pelous", "Williams Plc") and no two figures
    ("94°C 30 seconds") but a span of years, unless clean prose joins them ("X-ray", "R-Maine").
    """
    first, second = word_at(text, gap), word_at(text, gap + 1)
    if not second or text.block_at(text.words[gap].start).kind in NOT_PROSE:
        return False
    if first.lower() == "re" and word_at(text, gap - 1).lower() == "in" and gap:
        return False  # "In re A.C., 2016"
    are_names = first[0].isupper() and second[0].isupper()
    # A number of one digit is none before its unit: "a 9 month grace period".
    has_initial = (len(first) == 1 and first.isalpha()) or len(second) == 1
    has_figure = first.isdigit() or second.isdigit()
    if has_initial and (second in _PARTICLES or (are_names and not _is_of_party(text, gap))):
        return False
    if has_initial and has_figure and not first[0].isupper():
        return False  # "Have 2 go 2 pray e 9 wang", "4 d"
    are_figures = second[0].isdigit() and _DIGIT.search(first) is not None
    if are_figures and is_span_of_years(text, gap):
        return True
    is_odd = are_names or are_figures or has_initial
    return not is_odd or lexicon.hyphenated(*pair_at(text, gap))[0] > 0


def _is_of_party(text: Text, gap: int) -> bool:
    """Whether an initial and a name behind two more are what clean prose joins: the party and the
    state of a senator, "Olympia Snowe R Maine", but not "Vitamin D Texas" nor "Samuel D Day".
    """
    joined, apart = lexicon.hyphenated(*pair_at(text, gap))
    if gap < 2 or joined <= apart:
        return False
    first, last = word_at(text, gap - 2), word_at(text, gap - 1)
    return first[:1].isupper() and last[:1].isupper() and lexicon.is_name(last)


def is_noun(word: str) -> bool:
    """Whether the word has a meaning of its own and is no adverb in -ly."""
    if word.isupper() and len(word) > 1:
        return True  # "US" is no pronoun
    return word[:1].isalpha() and word.lower() not in FUNCTION_WORDS and not word.endswith("ly")


def is_run(text: Text, first: int, last: int) -> bool:
    """Whether the words from `first` to `last` exist and have only spaces between them."""
    if last >= len(text.words):
        return False
    pairs = zip(text.words[first:last], text.words[first + 1 : last + 1], strict=True)
    return all(text.source[left.end : right.start] == " " for left, right in pairs)


def pair_at(text: Text, gap: int) -> tuple[str, str]:
    """Return the words beside the gap in lower case."""
    return word_at(text, gap).lower(), word_at(text, gap + 1).lower()


def word_at(text: Text, index: int) -> str:
    """Return the word with this index, or nothing past the last."""
    return text.source[slice(*text.words[index])] if index < len(text.words) else ""
