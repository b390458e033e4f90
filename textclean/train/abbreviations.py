"""Learns from the training corpora what `textclean.tokens.stops` knows of abbreviations.

python -m textclean.train.abbreviations CORPORA/train

`abbreviations.tsv` has a row for each form, as written without its final point: whether it takes
the point `any`where or only before a `number`, and how likely the point also ends the sentence
where a capital or a number follows. `openers.tsv` has a row for each word of which it is known how
much rather it stands capitalised at the start of a sentence than within, as a natural logarithm.
`other_stops.tsv` has the log odds that other stops end a sentence: marks, initials, and initialisms
that have no row.

After Kiss & Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006), an abbreviation
is a short form that hardly stands without its point, or whose point is followed by lower case or
a comma, and what follows the point tells how often it ends a sentence. The corpora know the
abbreviations of US senators, textbooks and Australia; `STANDARD` adds those of news style books.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from textclean.evidence.confidence import log_odds
from textclean.tokens import scan
from textclean.tokens.stops.known import ABBREVIATIONS, OPENERS, OTHER_STOPS
from textclean.train.corpus import body, documents, sources

# In style books, yet too rare in the corpora to be learned from them alone, or ambiguous there.
STANDARD = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof Rev Revd Fr Sr Jr St Ste Sts Sen Sens Rep Reps Gov Govs Pres Hon Supt Amb
    Atty Messrs Mme Mlle Msgr Drs Profs Esq Insp Det Ald Treas Asst Assoc Smt Cllr
    Gen Lt Col Maj Capt Cmdr Cdr Adm Sgt Cpl Pvt Pfc Spc Brig Ens
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev
    Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Sask Alta
    Apt Assn Ave Bldg Blvd Bros Co Corp Cos Dept Dist Ft Hwy Inc Intl Ltd Mfg Mt Natl Pkwy Rd Rs Rt
    Rte Univ
    al approx ca cf dept est etc ext ft hr hrs ibid lb lbs oz pct seq sq tbsp tsp v viz vs yds
    """.split()  # noqa: SIM905
)
BEFORE_NUMBERS = frozenset(
    """
    Art Ch Eq Eqs Ex Fig Figs No Nos Pt Sat Sect Sun Tel
    art ch eq eqs fig figs no nos p par para pp pt sec tel vol vols
    """.split()  # noqa: SIM905
)

LONGEST = 6
RAREST = 8
RAREST_INITIALISM = 20
RAREST_OPENER = 30

# Least log odds, above or below those of unknown words, of a word that is kept in the table.
TELLS = 1.0

# A form is an abbreviation where at least this share of its occurrences has a point...
WITH_POINT = 0.5
# ... or where, of those that have one, this share goes on in mid-sentence, were it a word else.
CONTINUES = 0.4
WITH_POINT_BUT_A_WORD = 0.15

# A prior of each form, as a share of points that end sentences and its weight in pseudocounts:
# three occurrences are no certainty.
_PRIOR_ENDS = 0.1
_PRIOR_WEIGHT = 5

_NUMBER = "0"
# An opening mark, if any, and a capitalised word or the first digit of a number.
_OPENING = r"([\[(\"“‘'—–-]?) ?((?:[A-Z]\.)+|[A-Z]\w*(?:['’-]\w+)*|\d)"
_POINT = re.compile(
    r"(?<![\w.&'’\-]) (?P<form> (?:[^\W\d_]{1,2}\.)+ [^\W\d_]{1,2} | [^\W\d_]+ ) \. (?!\.)"
    r"(?= (?P<next> [,;:\w] | \ [\"“(]?[$£€]?(?:[^\W\d_]+|\d) | \Z )? )",
    re.VERBOSE,
)
_MARK = re.compile(rf"\w(?P<mark>[?!]|\.{{3}}|…)(?P<closing>[\"”’)]?) {_OPENING}")
_WORD = re.compile(r"(?<![\w.&'’\-])[^\W\d_]+\b")
_IN_SENTENCE = re.compile(rf"\b[^\W\d_]{{2,}},? (?={_OPENING})")
_AT_START = re.compile(rf"(?:\b[a-z]{{5,}}[.?!][\"”]? |^){_OPENING}")


@attrs.define
class Points:
    """What followed the points of one form."""

    lower: int = 0
    comma: int = 0
    number: int = 0
    capital: int = 0
    line_end: int = 0
    glued: int = 0
    other: int = 0
    words: Counter[str] = attrs.field(factory=Counter)

    @property
    def total(self) -> int:
        """How often the form had a point, as an abbreviation or at the end of a sentence."""
        return self.lower + self.comma + self.number + self.capital + self.line_end + self.other


@attrs.define
class Counts:
    """What is counted in the corpora."""

    points: defaultdict[str, Points] = attrs.field(factory=lambda: defaultdict(Points))
    marks: defaultdict[str, Counter[str]] = attrs.field(factory=lambda: defaultdict(Counter))
    words: Counter[str] = attrs.field(factory=Counter)
    at_start: Counter[str] = attrs.field(factory=Counter)
    in_sentence: Counter[str] = attrs.field(factory=Counter)

    def add(self, paragraph: str) -> None:
        """Count a paragraph."""
        for match in _POINT.finditer(paragraph):
            _count_point(self.points[match["form"]], match["next"])
        for mark, closing, _, word in _MARK.findall(paragraph):
            name = "ellipsis" if mark in "...…" else "in quotes" if closing else mark
            self.marks[name][_row(word)] += 1
        self.words.update(_WORD.findall(paragraph))
        for opening in _AT_START.findall(paragraph):
            self.at_start.update(_rows(*opening))
        for opening in _IN_SENTENCE.findall(paragraph):
            self.in_sentence.update(_rows(*opening))


def main(folder: Path) -> None:
    """Count the corpora of `folder` and write the three tables of the sentence splitter."""
    counts = Counts()
    for paragraph in _paragraphs(folder):
        counts.add(paragraph)
    openers = opener_odds(counts)
    told = {
        word: odds for word, odds in openers.items() if abs(odds - openers[""]) >= TELLS or not word
    }
    found = abbreviations(counts, openers)
    words_after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form in found:
        words_after[form.lower()].update(counts.points[form].words)
    _write(OPENERS, ((word, f"{odds:.1f}") for word, odds in sorted(told.items())))
    _write(
        ABBREVIATIONS,
        (
            (form, where, f"{ends_sentence(words_after[form.lower()], openers):.3f}")
            for form, where in sorted(found.items())
        ),
    )
    _write(
        OTHER_STOPS,
        (
            (name, f"{log_odds(ends_sentence(words, openers)):.1f}")
            for name, words in sorted(stops_without_row(counts, found).items())
        ),
    )


def opener_odds(counts: Counts) -> dict[str, float]:
    """Return the logarithm of P(word | start of a sentence) / P(word | within, capitalised).

    Rare words share the row "" and all numbers the row "0".
    """
    total = Counter[str]()
    for table in (counts.at_start, counts.in_sentence):
        total.update(table)
    common = {word for word, count in total.items() if count >= RAREST_OPENER and _is_token(word)}

    def pooled(table: Counter[str]) -> Counter[str]:
        pool = Counter[str]()
        for word, count in table.items():
            pool[word if word in common else ""] += count
        return pool

    at_start, in_sentence = pooled(counts.at_start), pooled(counts.in_sentence)
    starts, others = at_start.total(), in_sentence.total()
    return {
        word: math.log((at_start[word] + 0.5) / starts)
        - math.log((in_sentence[word] + 0.5) / others)
        for word in [*common, ""]
    }


def abbreviations(counts: Counts, openers: dict[str, float]) -> dict[str, str]:
    """Return the forms that are abbreviations, with `any` or `number`: see the module."""
    found = dict.fromkeys(STANDARD, "any") | dict.fromkeys(BEFORE_NUMBERS, "number")
    for form, points in counts.points.items():
        if "." in form:
            if points.total >= RAREST_INITIALISM and _is_token(f"{form}."):
                found[form] = "any"
        elif form in found or points.total < RAREST or len(form) > LONGEST:
            continue
        elif _is_abbreviation(form, points, counts.words[form], openers):
            found[form] = "any"
        elif points.number > points.total / 2:
            found[form] = "number"
    # Headlines in capitals: SEN. NG AT ST. LOUIS. As words, MASS and MISS are more frequent.
    for form in [form for form, where in found.items() if where == "any" and form.isalpha()]:
        lower, upper = counts.words[form.lower()], counts.words[form.upper()]
        if (
            form.istitle()
            and lower + upper <= counts.points[form].total + counts.points[form.upper()].total
        ):
            found[form.upper()] = "any"
    return found


def stops_without_row(counts: Counts, found: Iterable[str]) -> dict[str, Counter[str]]:
    """Return the words after marks, after initials and after initialisms that were not `found`."""
    stops = dict(counts.marks)
    known = set(found)
    for form, points in counts.points.items():
        if form == "I":
            name = "pronoun or numeral"
        elif len(form) == 1 and form.isupper():
            name = "initial"
        elif "." in form and form not in known:
            name = "initialism"
        else:
            continue
        stops.setdefault(name, Counter()).update(points.words)
    return stops


def _is_abbreviation(form: str, points: Points, count: int, openers: dict[str, float]) -> bool:
    """Whether the counts of a form make it an abbreviation."""
    if len(form) == 1 or points.glued > points.total:
        return False
    share = points.total / max(count, 1)
    continues = (points.lower + points.comma) / points.total
    if share < WITH_POINT:
        return share >= WITH_POINT_BUT_A_WORD and continues >= CONTINUES
    ends = points.line_end + ends_sentence(points.words, openers) * points.words.total()
    return ends < points.total / 2


def ends_sentence(words_after: Counter[str], openers: dict[str, float]) -> float:
    """Return the probability that a form's point, before a capital or number, ends the sentence.

    It is the share of sentence starts in the mixture of starts and others that the words after the
    form are, found by expectation maximisation.
    """
    odds = {word: math.exp(openers.get(word, openers[""])) for word in words_after}
    share = _PRIOR_ENDS
    for _ in range(50):
        starts = sum(
            count * share * odds[word] / (share * odds[word] + 1 - share)
            for word, count in words_after.items()
        )
        share = (starts + _PRIOR_ENDS * _PRIOR_WEIGHT) / (words_after.total() + _PRIOR_WEIGHT)
    return share


def _count_point(points: Points, following: str | None) -> None:
    """Count a point by what follows it."""
    if following is None:
        points.other += 1
    elif not following:
        points.line_end += 1
    elif following[0] in ",;:":
        points.comma += 1
    elif following[0] != " ":
        points.glued += 1
    elif following[-1].isdigit():
        points.number += 1
        points.words[_NUMBER] += 1
    elif (word := following.lstrip(' "“($£€')).islower():
        points.lower += 1
    else:
        points.capital += 1
        points.words[_row(word)] += 1


def _is_token(text: str) -> bool:
    """Whether the scanner leaves a text whole."""
    return len(scan.tokens(text).start) == 1


def _rows(mark: str, word: str) -> list[str]:
    """Return the rows of an opening mark, if any, and of the word behind it."""
    return [mark, _row(word)] if mark else [_row(word)]


def _row(word: str) -> str:
    """Return the row of a capitalised word or a digit: IT is not `it`, and CAPITALS share ""."""
    if word.isdigit():
        return _NUMBER
    is_plain = "." in word or not word.isupper() or len(word) == 1
    return word.lower().replace("’", "'") if is_plain else ""


def _paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of the corpora, without the headings, whose capitals are no evidence."""
    for path in sources(folder):
        for document in documents(path):
            yield from body(document)


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows as tab-separated text."""
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
