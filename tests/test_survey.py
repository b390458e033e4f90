"""A survey finds what a source pastes into its documents, and nothing else; surveys add up."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import cache

import pytest
from surveyed import PHRASE, clean_documents, pasted

from textclean import survey as surveys
from textclean.survey import Findings, NotASurveyError, Survey

NUMBER = 24


def survey_of(documents: Sequence[str]) -> Survey:
    """Return the survey of documents whose names are their numbers."""
    survey = Survey()
    for number, document in enumerate(documents):
        survey.add(f"{number:03}.txt", document)
    return survey


@cache
def with_phrase(phrase: str = PHRASE, times: int = 3, share: float = 0.5) -> tuple[str, ...]:
    """Return documents, a share of which have the phrase so many times."""
    rng = random.Random(1)
    return tuple(
        pasted(document, phrase, times, rng) if number < share * NUMBER else document
        for number, document in enumerate(clean_documents(NUMBER))
    )


@cache
def found_with_phrase() -> Findings:
    """Return what is found in the documents with the phrase."""
    return survey_of(with_phrase()).findings()


def test_nothing_is_found_in_clean_documents() -> None:
    """Whatever clean documents have in common is their own."""
    found = survey_of(clean_documents(NUMBER)).findings()
    assert (found.phrases, found.lines) == ((), ())
    assert (found.read, found.sampled) == (NUMBER, NUMBER)


def test_a_pasted_phrase_is_found_and_counted() -> None:
    """The phrase is told as it was pasted, with the number of its places and documents."""
    (finding,) = found_with_phrase().phrases
    assert finding.text == PHRASE
    assert finding.documents == NUMBER // 2
    assert finding.occurrences == 3 * NUMBER // 2


def test_examples_stand_where_they_say() -> None:
    """Line and column of an example lead to the phrase, and its text holds it."""
    (finding,) = found_with_phrase().phrases
    for example in finding.examples:
        line = with_phrase()[int(example.name.removesuffix(".txt"))].splitlines()[example.line - 1]
        assert line[example.column - 1 :].startswith(PHRASE)
        assert PHRASE in example.text
        assert example.text in line


def test_what_sentences_want_is_no_stray_phrase() -> None:
    """A clause that comes back in every document at the end of sentences is theirs."""
    documents = [
        document.replace(".\n", ", the prime minister said.\n").replace(". ", ", he said. ", 2)
        for document in clean_documents(NUMBER)
    ]
    assert survey_of(documents).findings().phrases == ()


def test_a_paragraph_that_comes_back_whole_is_no_finding() -> None:
    """What a house says of itself under each story is repeated, and in its place."""
    about = (
        "Fielding Holdings, which is the largest maker of pumps in the county, was founded in "
        "1911 and employs 340 people at its works near the river."
    )
    documents = [f"{document}ABOUT THE COMPANY\n\n{about}\n" for document in clean_documents(12)]
    found = survey_of(documents).findings()
    assert (found.phrases, found.lines) == ((), ())


def lines_found(documents: Sequence[str]) -> dict[str, int]:
    """Return the lines found in documents, each with the number of documents."""
    return {finding.text: finding.documents for finding in survey_of(documents).findings().lines}


def between_paragraphs(document: str, line: str) -> str:
    """Return a document with a line of its own after its first paragraph."""
    return document.replace("\n\n", f"\n\n{line}\n\n", 1)


def within_a_sentence(document: str, line: str) -> str:
    """Return a document with a line in the middle of its longest paragraph."""
    longest = max(document.split("\n\n"), key=len)
    small = [at for at, word in enumerate(longest.split(" ")) if word.isalpha() and word.islower()]
    words = longest.split(" ")
    at = next(at for at in small if at > 20)
    broken = " ".join(words[:at]) + f"\n\n{line}\n\n" + " ".join(words[at:])
    return document.replace(longest, broken)


def test_a_line_that_has_the_form_of_furniture_is_found() -> None:
    """A label of the web that comes back is furniture; digits in it may differ."""
    documents = [
        between_paragraphs(document, f"{3 + number} min read")
        for number, document in enumerate(clean_documents(8))
    ]
    assert lines_found(documents) == {"10 min read": 8}


def test_a_line_over_which_sentences_go_on_is_found() -> None:
    """A line of no known form is furniture where it stands in the middle of sentences."""
    line = "Herald Plus for members"
    documents = [within_a_sentence(document, line) for document in clean_documents(8)]
    assert lines_found(documents) == {line: 8}


@pytest.mark.parametrize("line", ["Manufacturing", "Herald Plus for members", "FOR RELEASE", "###"])
def test_a_line_that_parts_paragraphs_is_a_heading(line: str) -> None:
    """A heading or a piece of wire matter may come back in each document of a source."""
    documents = [between_paragraphs(document, line) for document in clean_documents(8)]
    assert lines_found(documents) == {}


def as_bytes(survey: Survey) -> bytes:
    """Return the JSON of a survey."""
    return "".join(survey.to_json()).encode()


def test_surveys_of_shards_add_up_to_that_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """However documents are shared out and ordered, and though the sample holds only some of them,
    the merged survey is that of all of them, to the byte.
    """
    monkeypatch.setattr(surveys, "SAMPLE", NUMBER - 6)
    names = [f"{number:03}.txt" for number in range(NUMBER)]
    documents = list(zip(names, with_phrase(), strict=True))
    whole = as_bytes(survey_of(with_phrase()))
    assert json.loads(whole)["sampled"] == NUMBER - 6
    random.Random(2).shuffle(documents)
    merged = Survey()
    for first in range(3):
        shard = Survey()
        for name, document in documents[first::3]:
            shard.add(name, document)
        merged.merge(Survey.from_json(as_bytes(shard).decode()))
    assert as_bytes(merged) == whole


def test_a_document_that_comes_twice_counts_once() -> None:
    """Copies of a document are no evidence, under whatever names they come."""
    survey = Survey()
    for name in ("b.txt", "a.txt", "c.txt"):
        survey.add(name, with_phrase()[0])
    found = survey.findings()
    assert (found.read, found.sampled, found.phrases) == (3, 1, ())
    assert json.loads(as_bytes(survey))["sample"].popitem()[1]["name"] == "a.txt"


@pytest.mark.parametrize("document", ["", "\n", "—", "Aid", "Aid grew\r\nin\rMay.", "字" * 30_000])
def test_any_document_can_be_surveyed(document: str) -> None:
    """Documents without words, without line ends and beyond any length are read like others."""
    survey = survey_of([document])
    assert as_bytes(Survey.from_json(as_bytes(survey).decode())) == as_bytes(survey)
    assert survey.findings().sampled == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no survey"),
        ("[]", "is no survey"),
        ("{}", "is no survey"),
        ('{"textclean_survey": 1}', "is no survey"),
        ('{"textclean_survey": 1, "read": 1, "sample": {"x": {}}}', "is no survey"),
        ('{"textclean_survey": 0}', "another version"),
    ],
)
def test_what_is_no_survey_is_refused(text: str, says: str) -> None:
    """A file that holds something else is told apart in one line."""
    with pytest.raises(NotASurveyError, match=says):
        Survey.from_json(text)
