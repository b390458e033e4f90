"""The parts of a document are told apart by their form, their place and their fellows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import damaged_copy

from textclean.layout import blocks as b
from textclean.layout import forms
from textclean.layout.lines import lines
from textclean.text import Text

LONG = (
    "The harbour board voted on Tuesday to close the old quay, which has been falling into the sea "
    "since the winter of the great storms, and to build a slipway at the other end of the bay."
)
CUT_SHORT = LONG.removesuffix(".")


def kinds(*lines: str) -> list[str]:
    """Return the kinds of the blocks of a document with these lines."""
    return [block.kind for block in Text("\n".join(lines) + "\n").blocks]


@pytest.mark.parametrize("line", [LONG, CUT_SHORT, "He gave no reasons for it.", "Talks continue."])
def test_prose_is_a_paragraph(line: str) -> None:
    """A sentence is a paragraph, and a long one is even where its final stop is lost."""
    assert kinds(LONG, line, LONG) == [b.PARAGRAPH] * 3


@pytest.mark.parametrize(
    "line",
    [
        "A New Slipway",
        "90% Ready",
        "THE OLD QUAY",
        "Fishermen fear for their berths",
        "2. The Cost of Delay",
        "The Quay: A Short History",
        "Life in the U.S.",
        "Army finds human remains",
        "What Next?",
        "A “Second Home”",
    ],
)
def test_a_short_line_over_a_body_is_a_heading(line: str) -> None:
    """A heading has no stop and stands before running text."""
    assert kinds(LONG, line, LONG) == [b.PARAGRAPH, b.HEADING, b.PARAGRAPH]


def test_a_sentence_without_its_stop_is_a_paragraph_where_others_lost_theirs() -> None:
    """A short line with a verb is left alone in whole copy and known as prose in damaged copy."""
    line = "The union has not said when it will answer the letter"
    assert kinds(CUT_SHORT, line, CUT_SHORT) == [b.PARAGRAPH] * 3
    assert kinds(LONG, line, LONG)[1] != b.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "He declined to say why",
        "They will meet again on Monday",
        "This is a matter for the court",
        "“We will stay until the water comes”",
        "They said that they were going to sell it to the",
        "This is how the Ferries of the North are Paid for by the Towns",
        "(Applause)",
        "and the boats are gone,",
    ],
)
def test_a_doubtful_short_line_is_a_fragment(line: str) -> None:
    """What is neither a heading nor a paragraph beyond doubt is left to no rule."""
    assert kinds(CUT_SHORT, line, CUT_SHORT) == [b.PARAGRAPH, b.FRAGMENT, b.PARAGRAPH]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Article 5: Pledges that mirror the treaty.", b.LIST_ITEM),
        ("• A map and a compass", b.LIST_ITEM),
        ("(b) the cost of the wall;", b.LIST_ITEM),
        ("By MARTA KELLER", b.BYLINE),
        ("By Ines Marquez and Petra van Dijk", b.BYLINE),
        ("BC-EU--Ferry Cuts, 1st Ld-Writethru", b.WIRE),
        ("Eds: Updates with quotes. With AP Photos.", b.WIRE),
        ("EMBARGOED until 10:00 GMT on 27 January", b.WIRE),
        ("(MORE)", b.WIRE),
        ("###", b.WIRE),
        ("-30-", b.WIRE),
        ("___", b.WIRE),
        ("(XINHUA)", b.WIRE),
        ("(Reporting by Ines Marquez; editing by Petra Lind)", b.WIRE),
        ("Jane Doe contributed to this report from London", b.WIRE),
        ("Q: Who will pay for it?", b.TURN),
        ("MR HALE: The port pays for half of it.", b.TURN),
        ("* * *", b.RULE_LINE),
        ("----------", b.RULE_LINE),
        ("> The plan was settled in May", b.QUOTED),
        ("Story continues below advertisement", b.FURNITURE),
        ("press@harwick.example", b.ADDRESS),
    ],
)
def test_some_lines_give_themselves_away(line: str, kind: str) -> None:
    """The form of these lines tells their kind, whatever stands around them."""
    assert kinds(LONG, line, LONG) == [b.PARAGRAPH, kind, b.PARAGRAPH]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            (
                "The lamp is lit, the sea is wide,",
                "The boats are coming on the tide,",
                "And he who kept the flame alight",
                "Has gone to watch another night",
            ),
            b.VERSE,
        ),
        (("Harwick 2 Melby 0", "Stanton 1 Orrin 1", "Westby 3 Castle Rovers 4"), b.TABLE),
        (("Town\tPrice\tChange", "Harwick\t2.10\t0.05"), b.TABLE),
        (("| Town | Price |", "| Harwick | 2.10 |"), b.TABLE),
        (("Harwick Arts Trust", "15 Quay Street", "Harwick HA1 2BQ"), b.ADDRESS),
        (("def tide(hour):", "    level = table[hour]", "    return level"), b.CODE),
    ],
)
def test_lines_that_belong_together_are_one_block(lines: tuple[str, ...], kind: str) -> None:
    """Verse, tables, addresses and code are one block each, and no heading or paragraph."""
    assert kinds(LONG, *lines, LONG) == [b.PARAGRAPH, kind, b.PARAGRAPH]


def test_a_list_of_names_has_no_headings() -> None:
    """Short lines in a run are not headings, though each has the form of one."""
    names = ["Maria Olsen", "Petra Van Dijk", "Lucy Okafor", "Hannah Weiss"]
    assert b.HEADING not in kinds(LONG, *names, LONG)


def test_short_lines_in_turn_with_their_texts_are_headings() -> None:
    """Lines of a list are of like length; a heading is less than half as long as its text, which is
    a sentence with or without its stop.
    """
    headings = ["Who may travel", "Ships in distress", "How long it takes"]
    for text in (
        "Nobody has to pay.",
        "Nobody who was born here has to pay.",
        "One night free of charge for each of them",
    ):
        lines = [line for heading in headings for line in (heading, text)]
        assert kinds(CUT_SHORT, *lines[:-1], LONG)[1::2] == [b.HEADING] * 3


def test_labels_over_a_message_are_no_headings() -> None:
    """Lines that begin with a label each belong together, however long each is, and whatever it
    ends in.
    """
    lines = [
        "From: Ada Marsh",
        "Subject: FOR SALE: SMALL BOAT WITH OARS.",
        "Organization: The Harbour School at Harwick",
        "Lines: 10",
    ]
    assert kinds(LONG, *lines, LONG)[1:-1] == [b.FRAGMENT] * 4


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("2. Have something that floats", b.HEADING),
        ("2. Your own reasons", b.HEADING),
        ("2. something that floats", b.LIST_ITEM),
        ("(b) the cost of the wall", b.LIST_ITEM),
    ],
)
def test_a_numbered_heading_begins_with_a_capital(line: str, kind: str) -> None:
    """The word after the number does, and may be a function word; else the line is an item."""
    assert kinds(LONG, line, LONG) == [b.PARAGRAPH, kind, b.PARAGRAPH]


@pytest.mark.parametrize("line", ["See", "Accord", "“Great Scott—”", "“Dear me,”"])
def test_what_something_follows_is_no_heading(line: str) -> None:
    """The signal of a citation and speech that breaks off stand over what is no text of theirs."""
    assert b.HEADING not in kinds(LONG, line, LONG)


def test_a_signature_is_not_a_heading() -> None:
    """A name at the end of a letter has no text to stand over."""
    assert b.HEADING not in kinds(LONG, "Yours sincerely,", "Anna Lindqvist", "Chair")


@pytest.mark.parametrize("answer", ["I do not know.", "We hope to begin in March.", "Well, who?"])
def test_questions_of_an_interview_are_not_headings(answer: str) -> None:
    """Questions that somebody in the story answers are somebody's own words."""
    asked = ["When will the work begin?", "Who will pay for it?", "Is that fair?"]
    answered = [line for question in asked for line in (question, f"{answer} {LONG}")]
    assert b.HEADING not in kinds(LONG, *answered)


def test_questions_that_speak_to_somebody_are_not_headings() -> None:
    """Whoever reads is not asked about himself."""
    asked = ["When will you begin?", LONG, "Who pays you for it?", LONG, "Is your plan fair?", LONG]
    assert b.HEADING not in kinds(LONG, *asked)


def test_questions_that_follow_one_another_are_not_headings() -> None:
    """An orator asks on; a heading is answered."""
    asked = ["Who built this quay?", "Who drowned for it?", "Who was paid?", LONG]
    assert b.HEADING not in kinds(LONG, *asked, LONG)


def test_questions_of_an_explainer_are_headings() -> None:
    """Three questions that the text answers, and nobody in it, are its headings."""
    asked = ["What is at stake?", LONG, "Who will pay for it?", LONG, "Is that fair?", LONG]
    assert kinds(LONG, *asked).count(b.HEADING) == 3


@pytest.mark.parametrize("line", ["# The quay", "## the quay and the bay", "###### Who pays?"])
def test_marks_of_markdown_make_a_heading(line: str) -> None:
    """A heading that says so needs no capital and no body."""
    assert kinds(LONG, line, "- an item", "- another")[1] == b.HEADING


@pytest.mark.parametrize("line", ["#SaveOurQuay", "# of berths", "###", "# # #", "#1"])
def test_other_number_signs_make_none(line: str) -> None:
    """Hashtags, counts and the ends of wire stories begin with the same sign."""
    assert kinds(LONG, line, LONG)[1] != b.HEADING


def test_comments_of_a_program_are_no_headings() -> None:
    """In code the sign of a heading begins a comment."""
    assert kinds(LONG, "# Wait longer", "timeout = 30", "retries = 5", LONG)[1] == b.CODE


def test_a_wrapped_paragraph_is_one_block() -> None:
    """Lines cut at one width are one paragraph, and the headings among them are found."""
    source = (
        "The harbour board voted on Tuesday to close the old quay, which\n"
        "has been falling into the sea since the winter of the great\n"
        "storms, and to build a slipway at the other end of the bay.\n"
        "\n"
        "A New Slipway\n"
        "\n"
        "It will spend the money that was meant for the repair on it, as\n"
        "the fishermen who land their catch at the quay had asked.\n"
    )
    found = Text(source).blocks
    assert [block.kind for block in found] == [b.PARAGRAPH, b.HEADING, b.PARAGRAPH]
    assert source[found[0].start : found[0].end].count("\n") == 2


def test_verse_is_not_taken_for_a_wrapped_paragraph() -> None:
    """No width explains where a poet breaks a line."""
    source = (
        "what the river said to me\nwas not a thing that i could keep\n"
        "so i have given it to the reeds\nwho bend and say it over\nuntil the water sleeps\n"
    )
    assert [block.kind for block in Text(source).blocks] == [b.VERSE]


@given(
    st.lists(
        st.sampled_from(
            [LONG, CUT_SHORT, "A New Slipway", "- an item", "a | b | c", "###", "", " "]
        )
        | st.text(max_size=40)
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_character_but_white_space_lies_in_one_block(lines: list[str], end: str) -> None:
    """Blocks are in order, do not overlap, hold all that can be seen, and begin and end in it."""
    source = end.join(lines)
    position = 0
    for block in Text(source).blocks:
        assert not source[position : block.start].strip()
        assert not source[block.start].isspace()
        assert not source[block.end - 1].isspace()
        position = block.end
    assert not source[position:].strip()


@given(st.lists(st.text(alphabet="ab ", max_size=3)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_are_cut_at_any_line_end(lines: list[str], end: str) -> None:
    """Joined by their line ends, the lines are the text again."""
    source = "".join(line + end for line in lines)
    assert [source[line.start : line.end] for line in Text(source).lines] == lines
    assert re.sub(r"\r\n|\r|\n", "", source) == "".join(lines)


def test_the_last_line_needs_no_line_end() -> None:
    """A text that does not end in a line end has a last line all the same."""
    assert [tuple(line) for line in Text("a\r\nb").lines] == [(0, 1), (3, 4)]


@given(st.lists(damaged_copy | st.just(LONG), max_size=6).map("\n\n".join))
def test_prose_has_at_least_half_of_the_letters_in_running_text(source: str) -> None:
    """However few lines are counted to know it."""
    parts = Text(source).parts
    letters = [(sum(map(str.isalpha, part.line.text)), part.kind in b.RUNNING) for part in parts]
    running = sum(number for number, runs in letters if runs)
    assert b.is_prose(parts) == (2 * running >= sum(number for number, _ in letters))


@pytest.mark.parametrize(
    "line",
    ["a@example.com", "HTTPS://a.org", "See WWW.example.org", "020 7946 0000", "Press contact: Jo"],
)
def test_a_contact_is_seen(line: str) -> None:
    """A telephone number, an e-mail or web address, or a label for one."""
    assert forms.has_contact(*lines(f"{line}\n"))


@given(st.text("@a.-WwWhHtTpPsſEeLlMmIi :/0123٣()+", min_size=1))
def test_without_its_sign_a_line_holds_no_contact(text: str) -> None:
    """The sign is looked for first, and no contact lacks it."""
    assert not forms._CONTACT.search(text) or forms._CONTACT_SIGN.search(text)
