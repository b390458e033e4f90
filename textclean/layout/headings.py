"""How likely each short line of a document is one of its headings.

The evidence is the form of the line, its position before running text, and its peers: the headings
of one document are judged together, since a document keeps to one style.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from textclean.english.words import FINITE, PRONOUNS
from textclean.evidence.peers import Peers
from textclean.evidence.scorecard import read
from textclean.layout.forms import has_dateline, heading_marks
from textclean.layout.lines import CLOSING, Line
from textclean.tokens.pattern import pattern

_NUMBERED = pattern(r"(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.|[A-Z]\.|Chapter|Part|Section|Step)\s", re.I)
# A bulletin says when it was sent: "942 PM CST Sat Feb 10 2024"; a log when something was: "11:05".
_TIMED = pattern(r"\d{1,2}[:.]?\d\d ?[ap]\.?m\b|\d{1,2}:\d\d\b", re.I)
_YEAR = pattern(r"(?:1[89]|20)\d\d\Z")
_ALL_QUOTED = pattern(r"[\"“‘'].*[\"”’']\Z")
# Who speaks, before the words: "Ada Marsh: Really", "**Ada Marsh:** Really".
_SPEAKER = pattern(r"\W{0,2}([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\W{0,2}:\W{0,2} ")
_ARTICLES = frozenset(["the", "a", "an"])
_DEMONSTRATIVES = frozenset("this that these those there here".split())  # noqa: SIM905
_CONNECTIVES = frozenset("and but so or yet however also then finally now today".split())  # noqa: SIM905
_FIRST_PERSON = frozenset("i we me us my our i'm i've we're we've i’m i’ve we’re we’ve".split())  # noqa: SIM905
_SECOND_PERSON = frozenset("you your yours you're you've you’re you’ve".split())  # noqa: SIM905
# "Well, it is a long story." is what somebody says.
_REPLIES = frozenset("well yes no yeah ah oh thanks thank absolutely none".split())  # noqa: SIM905
# A word that a citation or a title follows ("See").
_SIGNALS = frozenset("accord compare contra see".split())  # noqa: SIM905
_VERBS = FINITE | {"be", "been", "do", "said", "says"}

# Other headings of the same style.
_PEERS = Peers(each=0.5, most=3)

# The longest heading where capitals or marks leave no doubt, and the longest of all others.
LONGEST_HEADING = 30  # words
_LONGEST_PLAIN_HEADING = 20  # words

_QUESTION = "question"
MARKED = "marked"
_SENTENCE = "sentence case"
# Styles that sentences have, too.
PLAIN = frozenset([_QUESTION, _SENTENCE])
_LONGEST_QUESTION = 14  # words
# Fewest questions that make an explainer, if the writer answers them; log odds of each as a
# heading.
_FEWEST_QUESTIONS = 3
_EXPLAINED = 2.2
# Log odds against a question among as many headings that ask nothing, and against those that
# outnumber them, as in an interview; against one that stands alone; against one of two short lines
# side by side, as where a name stands over an office.
_ASKED_AMONG_HEADINGS = 1.0
_ASKED = 5.0
_ASKED_ONCE = 2.0
_BESIDE_ANOTHER = 4.0

# Fewest turns of somebody in an interview.
_FEWEST_TURNS = 3

# The weights of the features, fitted by `textclean.train.headings`.
CARDS = Path(__file__).with_suffix(".json")
HEADING = read(CARDS)["heading"]


def heading_odds(lines: Sequence[Line], is_body: Sequence[bool]) -> list[float]:
    """Return for each line the log odds that it is a heading; `-inf` where it cannot be one.

    `is_body` says which lines are running text or list items, which headings stand before.
    """
    alone = [
        -math.inf if features is None else HEADING.log_odds(features)
        for features in evidence(lines, is_body)
    ]
    for at in _turns(lines, alone):
        alone[at] = -math.inf
    styles = [
        style(line) if odds > -math.inf else None for line, odds in zip(lines, alone, strict=True)
    ]
    strong = Counter(own for own, odds in zip(styles, alone, strict=True) if odds > 0.5)
    asked = strong[_QUESTION]
    stated = strong.total() - asked
    questions = [at for at, own in enumerate(styles) if own == _QUESTION and at > 0]
    explained = _explained(lines, questions, stated)
    total = []
    for at, (line, own, odds) in enumerate(zip(lines, styles, alone, strict=True)):
        if odds == -math.inf:
            total.append(odds)
        elif at in explained:
            total.append(max(odds, _EXPLAINED))
        elif own == _QUESTION and at > 0:
            total.append(odds - (_ASKED_AMONG_HEADINGS if 2 <= stated >= asked else _ASKED))
        else:
            peers = strong[own] - (odds > 0.5)
            if line.is_question and not peers:
                odds -= _ASKED_ONCE
            if peers < _PEERS.most and _stands_by_another(lines, alone, at):
                odds -= _BESIDE_ANOTHER
            total.append(odds + _PEERS.support(peers))
    return total


def _turns(lines: Sequence[Line], odds: Sequence[float]) -> list[int]:
    """Return the lines that are turns of an interview, where some of them could be headings: what
    stands before the colon does so on others, not all of which could be ("Film: The Last Lamp"), or
    somebody speaks so and most lines have a speaker.
    """
    could_be = [own > -math.inf for own in odds]
    if not any(_SPEAKER.match(line.text) for line, may in zip(lines, could_be, strict=True) if may):
        return []
    found = [_SPEAKER.match(line.text) for line in lines]
    turns = {at: match[1] for at, match in enumerate(found) if match}
    times = Counter(turns.values())
    speaks = {
        name for at, name in turns.items() if not could_be[at] and times[name] >= _FEWEST_TURNS
    }
    if speaks and 2 * len(turns) >= len(lines):
        return [*turns]
    return [at for at, name in turns.items() if name in speaks]


def _explained(lines: Sequence[Line], questions: Sequence[int], stated: int) -> frozenset[int]:
    """Return those of the questions that are the headings of an explainer, none where most are
    asked by somebody in the story; `stated` counts the headings that ask nothing.
    """
    own = frozenset(at for at in questions if _is_for_reader(lines[at], lines[at + 1]))
    fewest = _FEWEST_QUESTIONS - (stated >= 2)
    return own if len(own) >= max(fewest, 0.75 * len(questions)) else frozenset()


def _is_for_reader(question: Line, answer: Line) -> bool:
    """Whether a question may be one that the writer asks and answers ("What happens now?").

    Those of an interview speak to somebody or are answered by somebody, those of a dialogue stand
    in quotation marks; those of an orator follow one another or go on from the sentence before.
    """
    asked = [word.lower() for word in question.words]
    reply = answer.words[0].lower() if answer.words else ""
    is_said = reply in _FIRST_PERSON and _FIRST_PERSON.isdisjoint(asked)
    return (
        "?" in question.text
        and not _ALL_QUOTED.match(question.text)
        and len(asked) <= _LONGEST_QUESTION
        and asked[0] not in _CONNECTIVES
        and _SECOND_PERSON.isdisjoint(asked)
        and not (is_said or reply in _REPLIES or answer.is_question)
    )


def evidence(lines: Sequence[Line], is_body: Sequence[bool]) -> list[dict[str, float] | None]:
    """Return for each line the features of its form and position, by name; nothing for a line that
    cannot be a heading.
    """
    long = [line for line, body in zip(lines, is_body, strict=True) if body and line.is_long]
    lost = sum(line.lacks_stop for line in long)
    loss = lost / len(long) if long else 0.0
    is_whole = len(long) >= 3 and not loss
    found: list[dict[str, float] | None] = []
    for at, line in enumerate(lines):
        body = _body_after(lines, is_body, at) if _can_be_heading(line) else None
        found.append(_form(line) | _position(lines, at, body, loss, is_whole) if body else None)
    return found


def _form(line: Line) -> dict[str, float]:
    """Return the features of the line itself."""
    words = line.words
    lowered = [word.lower() for word in words]
    small = [word for word in words[1:] if word.islower()]
    count = len(words)
    return {
        "bias": 1.0,
        "capitals": line.is_capitals,
        "title case": line.is_title_case and not line.is_capitals,
        "title share": line.title_share,
        "1 to 3 words": count <= 3,
        "4 to 6 words": 4 <= count <= 6,
        "10 to 12 words": 10 <= count <= 12,
        "13 words and more": count >= 13,
        "words past 13": max(0, count - 13),
        "numbered": bool(_NUMBERED.match(line.text)),
        "starts with pronoun": lowered[0] in PRONOUNS,
        "starts with demonstrative": lowered[0] in _DEMONSTRATIVES,
        "starts with connective": lowered[0] in _CONNECTIVES,
        "starts with article": lowered[0] in _ARTICLES,
        "starts with wh": lowered[0] in ("how", "what", "why", "who", "where", "when"),
        "starts with ing": lowered[0].endswith("ing"),
        "pronouns": sum(map(PRONOUNS.__contains__, small)),
        "auxiliaries": sum(map(_VERBS.__contains__, small)),
        "articles": sum(map(_ARTICLES.__contains__, small)),
        "small ed": sum(word.endswith("ed") for word in small),
        "small ly": sum(word.endswith("ly") or word in ("not", "also", "no") for word in small),
        "question": line.is_question,
        "colon within": ": " in line.text,
        "commas": line.text.count(","),
        "all quoted": bool(_ALL_QUOTED.match(line.text)),
        "one word and colon": line.is_labelled,
        "numbers": sum(word[0].isdigit() and not _YEAR.match(word) for word in words) > 1,
    }


def _position(
    lines: Sequence[Line], at: int, body: Line, loss: float, is_whole: bool
) -> dict[str, float]:
    """Return the features of the line's position in the document.

    `loss` is the share of paragraphs without a final stop. A document `is_whole` if it has several
    paragraphs, all with a final stop.
    """
    line = lines[at]
    is_plain = not (line.is_title_case or line.is_capitals)
    return {
        "first": at == 0,
        "first and headlinese": at == 0 and line.is_headlinese,
        "first and whole": at == 0 and is_whole,
        "over dateline": at == 0 and has_dateline(body),
        "short before long": line.is_short_beside(body),
        "after a stop": at > 0 and lines[at - 1].is_stopped,
        "loss": loss,
        "whole": is_whole and not line.is_question,
        "loss and plain": loss * is_plain,
        "any loss and plain": (loss > 0) * is_plain,
    }


def _stands_by_another(lines: Sequence[Line], odds: Sequence[float], at: int) -> bool:
    """Whether the next line or the one before could be a heading too, with no blank between, as
    where a name stands over an office or a title over a date.
    """
    above = at > 0 and not lines[at].follows_blank and odds[at - 1] > 0
    below = at + 1 < len(lines) and not lines[at + 1].follows_blank and odds[at + 1] > 0
    return above or below


def _can_be_heading(line: Line) -> bool:
    """Whether the form allows a heading at all."""
    if len(line.words) > LONGEST_HEADING or (line.is_stopped and not line.is_question):
        return False
    longest = LONGEST_HEADING if line.is_capitals else _LONGEST_PLAIN_HEADING
    if line.starts_lower or line.is_joint or len(line.words) > longest or len(line.letters) < 3:
        return False
    if line.has_inner_stop and not (line.is_capitals or _NUMBERED.match(line.text)):
        return False
    if (line.text[0] == "(" and line.text[-1] == ")") or _TIMED.match(line.text):
        return False
    if len(line.text.split()) == 1 and (line.text[0] in "#@" or line.text.lower() in _SIGNALS):
        return False
    return not (line.is_open or line.text.rstrip(CLOSING).endswith((":", ",", "-", "–", "—")))


def _body_after(lines: Sequence[Line], is_body: Sequence[bool], at: int) -> Line | None:
    """Return the running text that the line stands before, at most one heading between; nothing
    where that goes on with a sentence of the line.
    """
    is_headline = at == 0 and lines[at].is_capitals
    for after in range(at + 1, min(at + 3, len(lines))):
        if is_body[after]:
            return None if lines[after].starts_lower else lines[after]
        if not is_headline and not _can_be_heading(lines[after]):
            return None
    return None


def may_have_headings(lines: Iterable[Line]) -> bool:
    """Whether a line has marks of a heading, or ends in no stop, or in one that may be an
    initialism's, as a heading does.

    It is a quick look: to know whether such a line is a heading takes all other lines.
    """
    return any(line.text.startswith("#") or _may_lack_stop(line) for line in lines)


def _may_lack_stop(line: Line) -> bool:
    end = line.text.rstrip(" \t" + CLOSING)[-2:]
    return bool(end) and (end[-1] not in ".!…" or end[:-1].isupper())


def style(line: Line) -> str:
    """Return what the headings of one document have in common."""
    if heading_marks(line):
        return MARKED
    if _NUMBERED.match(line.text):
        return "numbered"
    if line.is_capitals:
        return "capitals"
    if line.is_title_case:
        return "title case"
    return _QUESTION if line.is_question else _SENTENCE
