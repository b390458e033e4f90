"""The wire preset makes of each story as received what an editor would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import GOLDEN
from textclean.edit import apply
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline
from textclean.presets import pipeline

SEEDS = sorted((GOLDEN.parent / "seeds").glob("*.txt"))
CLEAN = GOLDEN.parent / "seeds" / "000_0b64a702e8daca09.txt"
GARBLED = GOLDEN.parent / "seeds" / "003_0e22b9a82a6b1fdf.txt"

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def wire() -> Pipeline:
    """The default preset."""
    return pipeline("wire")


def read(path: Path) -> str:
    """Return the text of a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def test_each_seed_has_its_golden() -> None:
    """Seeds and golden stories have the same names."""
    assert SEEDS
    assert [path.name for path in SEEDS] == sorted(
        path.name for path in (GOLDEN / "stories").iterdir()
    )


@each_seed
def test_the_golden_is_what_the_pipeline_makes(wire: Pipeline, seed: Path) -> None:
    """Each seed becomes its golden story, by edits that replay and undo."""
    report = wire(read(seed))
    assert report.text.split("\n") == read(GOLDEN / "stories" / seed.name).split("\n")
    assert apply(read(seed), report.edits) == report.text
    assert report.undo() == read(seed)


@each_seed
def test_a_golden_story_is_left_alone(wire: Pipeline, seed: Path) -> None:
    """A repaired story is clean copy."""
    golden = read(GOLDEN / "stories" / seed.name)
    assert wire(golden).text == golden


@each_seed
@pytest.mark.parametrize("copies", [2, 5])
def test_nothing_in_a_story_sent_again_is_stray(wire: Pipeline, seed: Path, copies: int) -> None:
    """A file that holds one story several times repeats everything, and no phrase of it goes; a
    second printing may go whole.
    """
    golden = read(GOLDEN / "stories" / seed.name)
    source = "\n".join([golden] * copies)
    assert wire.without("repeated_passage")(source).text == source
    assert wire(source).text in (source, golden)


def test_the_clean_story_changes_only_at_its_end(wire: Pipeline) -> None:
    """Of clean copy nothing but the line ends after the last sentence is touched."""
    source = read(CLEAN)
    body = source.rstrip("\n")
    assert wire(source).text == body + "\n"
    assert all(edit.start >= len(body) for edit in wire(source).edits)


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_line_ends_do_not_matter(wire: Pipeline, line_end: str) -> None:
    """The repair is the same under Windows line ends, which stay."""
    source = read(GARBLED)
    repaired = wire(source.replace("\n", line_end)).text
    assert repaired == wire(source).text.replace("\n", line_end)


def test_the_stray_phrase_is_known_by_the_document_alone(wire: Pipeline) -> None:
    """Told of the phrase, the garbled story is repaired just as it is untold."""
    told = pipeline("wire", options={"stray_phrase": {"phrases": ("which is the",)}})
    assert told(read(GARBLED)).text == wire(read(GARBLED)).text


@pytest.mark.parametrize(
    "phrase", ["and so the", "when it was", "as in the", "that can be", "there is a"]
)
def test_another_phrase_is_taken_out_as_well(wire: Pipeline, phrase: str) -> None:
    """Had the story been garbled by another phrase, it would have come out the same."""
    source = read(GARBLED).replace("which is the", phrase)
    assert wire(source).text == wire(read(GARBLED)).text


def test_the_names_in_the_story_do_not_matter() -> None:
    """With other people, places and parties in it, the story is repaired in the same way, but for
    marks that are barely sure enough to be made.
    """
    wire = pipeline(min_confidence=DEFAULT_MIN_CONFIDENCE + 0.05)
    source, repaired = read(GARBLED), wire(read(GARBLED)).text
    for name, other in _OTHERS.items():
        assert name in source
        source, repaired = source.replace(name, other), repaired.replace(name, other)
    assert wire(source).text == repaired


# Every other name is of the same kind and as common in wire copy as the one it stands for.
_OTHERS = {
    "Abu Dhabi": "Addis Ababa",
    "Donbas": "Galmudug",
    "Donetsk": "Puntland",
    "Luhansk": "Jubaland",
    "Financial Times": "Daily Monitor",
    "Jared Kushner": "Martin Fletcher",
    "Kremlin": "Presidency",
    "NATO": "IGAD",
    "Russian": "Ethiopian",
    "Russia": "Ethiopia",
    "Trump": "Carter",
    "Volodymyr Zelenskyy": "Abdullahi Farmaajo",
    "Zelenskyy": "Farmaajo",
}
