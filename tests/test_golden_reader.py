"""The reader of golden files takes what is right, and says where a file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import Case, GoldenError, cases

REPAIRED = "# doubled\n<<< garbled\nThe the bus.\n>>> clean\nThe bus.\n"
UNTOUCHED = "# emphasis\n<<< garbled\nA very very big bus.\n"


def read(folder: Path, written: str, rule: str = "repeated_word") -> list[Case]:
    """Return the cases of a golden file."""
    path = folder / f"{rule}.txt"
    path.write_text(written, encoding="utf-8")
    return cases(path)


def test_a_case_without_a_clean_part_passes_untouched(tmp_path: Path) -> None:
    """Each case has its title, its rule and both texts, without the blank lines between cases."""
    repaired, untouched = read(tmp_path, f"{REPAIRED}\n\n{UNTOUCHED}")
    assert (repaired.title, repaired.rule) == ("doubled", "repeated_word")
    assert (repaired.garbled, repaired.clean) == ("The the bus.\n", "The bus.\n")
    assert untouched.garbled == untouched.clean == "A very very big bus.\n"
    assert (repaired.is_negative, untouched.is_negative) == (False, True)


def test_blank_lines_within_a_text_belong_to_it(tmp_path: Path) -> None:
    """Only those at its end part it from the next case."""
    (case,) = read(tmp_path, "# two paragraphs\n<<< garbled\n\nOne.\n\nTwo.\n\n\n")
    assert case.garbled == "\nOne.\n\nTwo.\n"


def test_options_are_values_of_toml(tmp_path: Path) -> None:
    """Numbers are numbers, and options of the rule are named as in the configuration."""
    options = 'phrases = ["as was noted", "a | b"], min-confidence = 0.8'
    (case,) = read(tmp_path, f"# told | {options}\n<<< garbled\nOne.\n", "stray_phrase")
    assert case.title == "told"
    assert case.options == {"phrases": ("as was noted", "a | b")}
    assert case.pipeline.min_confidence == 0.8
    (case,) = read(tmp_path, '# as | heading-style = "markdown"\n<<< garbled\nOne.\n', "headings")
    assert case.options == {"heading_style": "markdown"}


def test_escapes_stand_for_characters(tmp_path: Path) -> None:
    """With `escapes` nothing is added to the text, and without it a backslash is one."""
    body = "<<< garbled\na\\u00e9\\x0b\\r\\n\\\\n\n"
    (case,) = read(tmp_path, f"# told | escapes = true\n{body}")
    assert case.garbled == "a\N{LATIN SMALL LETTER E WITH ACUTE}\v\r\n\\n"
    (case,) = read(tmp_path, f"# told | escapes = false\n{body}")
    assert case.garbled == "a\\u00e9\\x0b\\r\\n\\\\n\n"
    (case,) = read(tmp_path, "# nothing | escapes = true\n<<< garbled\n")
    assert case.garbled == ""


def test_a_text_may_have_lines_that_look_like_titles(tmp_path: Path) -> None:
    """Where the case says so they are its own, up to the next that is followed by its text."""
    body = "<<< garbled\n# The Year\n\n# The Month\n"
    year, emphasis = read(tmp_path, f"# Markdown | hashes = true\n{body}\n{UNTOUCHED}")
    assert year.garbled == "# The Year\n\n# The Month\n"
    assert emphasis.title == "emphasis"


@pytest.mark.parametrize(
    ("written", "line", "why"),
    [
        ("", 1, "there is no case"),
        ("Cases.\n" + UNTOUCHED, 1, "this is in no case"),
        ("\n\n# no text follows\n", 3, "this is in no case"),
        ("\n# emphasis\n\n" + REPAIRED, 2, "this is in no case"),
        ("# emphasis\n<<<garbled\nA bus.\n\n" + REPAIRED, 1, "this is in no case"),
        (UNTOUCHED + "\n# emphasis again\nA very very big bus.\n", 5, '"hashes = true"'),
        (UNTOUCHED + "\n<<< garbled\nA very very big bus.\n", 5, "is neither"),
        (UNTOUCHED + ">>> cleaned\nA big bus.\n", 4, "is neither"),
        (UNTOUCHED + "<<<\n", 4, "is neither"),
        (">>> clean\nA big bus.\n" + UNTOUCHED, 1, "this is in no case"),
        (REPAIRED + ">>> clean\nThe bus.\n", 6, "two"),
        (REPAIRED + "\n" + UNTOUCHED + "\n" + REPAIRED, 11, 'another case is called "doubled"'),
        ("# \n<<< garbled\nA bus.\n", 1, "no title"),
        ("#  | escapes = true\n<<< garbled\nA bus.\n", 1, "no title"),
        (REPAIRED + "\n# empty\n<<< garbled\n\n", 7, "no text"),
        ("# empty\n<<< garbled\n>>> clean\nA bus.\n", 1, "no text"),
        ("# empty\n<<< garbled\nA bus.\n>>> clean\n", 1, "no text"),
        ("# same\n<<< garbled\nA bus.\n>>> clean\nA bus.\n", 1, "both texts are the same"),
        ("# a | escapes\n<<< garbled\nA bus.\n", 1, "no TOML"),
        ("# a | lines = [\n<<< garbled\nA bus.\n", 1, "no TOML"),
        ("# a | escapes = true, escapes = true\n<<< garbled\nA bus.\n", 1, "no TOML"),
        ('# a | escapes = "yes"\n<<< garbled\nA bus.\n', 1, "true or false"),
        ("# a | hashes = 1\n<<< garbled\nA bus.\n", 1, "true or false"),
        ('# a | min-confidence = "0.8"\n<<< garbled\nA bus.\n', 1, "probability"),
        ("# a | min-confidence = 8.0\n<<< garbled\nA bus.\n", 1, "probability"),
        ("# a | phrases = 1\n<<< garbled\nA bus.\n", 1, 'no option "phrases"'),
    ],
)
def test_a_line_that_makes_no_sense_is_an_error(
    tmp_path: Path, written: str, line: int, why: str
) -> None:
    """Nothing is passed over: the message names the file and the line, and says what is wrong."""
    with pytest.raises(GoldenError, match=why) as raised:
        read(tmp_path, written)
    assert str(raised.value).startswith(f"{tmp_path / 'repeated_word.txt'}:{line}: ")


def test_a_file_of_no_rule_is_an_error(tmp_path: Path) -> None:
    """Each golden file has the name of a rule, and the nearest is told."""
    with pytest.raises(GoldenError, match='did you mean "repeated_word"'):
        read(tmp_path, UNTOUCHED, "repeated_words")


@pytest.mark.parametrize("value", ['"tabs"', "1"])
def test_an_option_of_the_wrong_value_is_an_error(tmp_path: Path, value: str) -> None:
    """The rule itself says which values its options take."""
    with pytest.raises(GoldenError, match=r"headings.txt:1: \"heading-style\" of headings"):
        read(tmp_path, f"# as | heading-style = {value}\n<<< garbled\nOne.\n", "headings")
