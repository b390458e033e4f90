"""Markdown: prose is mended, and not a byte of the markup changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marked_up import exchanged, settled
from pages import pages

from textclean.adapters.formats import MARKDOWN, format_of, repair
from textclean.adapters.markdown import read
from textclean.pipeline import Report
from textclean.presets import pipeline

ROOT = Path(__file__).parent.parent
WIRE = pipeline("wire")

DOCUMENT = """---
title: Ferry strike , second week
tags: ['ferry' , 'strike']
---

# Ferry Strike Enters *Second* Week

[![Build , status](https://ci.example.com/a.svg "a , b")](https://ci.example.com)
![A ferry , in port](ferry.png "In port , on Friday")

Strike in port
==============

The ferries stayed in port for an eighth day on Friday,\x20\x20
and the minister's office\\
said it expected **no** deal within 10&nbsp;days [^1]. See `a , b` and ``c ` , d``.

> “We have a text,” she said on the [second day][day] of the strike. “The
> rest is work,” and [talks] go on.

- [x] No sailings to the islands; see {{< ref "a , b" >}} for more.
- Buses run _every hour_ at $a , b$ and :bus: stops.
  1. The **first** leaves at 6.

| Line  | Boats |
|-------|-------|
| Moss  | 5     |

```text
08:00  Moss ,  cancelled
```

    08:00  Moss ,  cancelled

:::note
Travellers can write to <ferry@example.com> or https://example.com/a_b_c for more.
:::

{{< figure src="a.png" title="a , b" >}}

<aside class="a , b">
  Some , text
</aside>

Text with <kbd>Ctrl , C</kbd> keys, <!-- a , b --> and \\*no\\* emphasis.

***

$$
a , b
$$

[day]: https://example.com/day "The day , it began"
[talks]: <https://example.com/talks>
[^1]: The office said so on Thursday.
"""


def markdown(source: str) -> str:
    """Repair Markdown and return it, having seen that a second run changes nothing."""
    return settled(source, report_of)


def report_of(source: str) -> Report:
    """Return what is done to Markdown."""
    return repair(source, WIRE, MARKDOWN)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_clean_document_stays_as_it_is(line_end: str) -> None:
    """Whatever looks like damage within markup is none."""
    assert report_of(DOCUMENT.replace("\n", line_end)).edits == ()


def test_a_damaged_document_is_mended_in_its_prose() -> None:
    """Each damaged place in prose is mended; all around it stays byte for byte."""
    damage = {
        "on Friday,\x20": "on Friday ,\x20",
        "minister's": "ministerâ€™s",
        "“We have a text,”": "â€œWe have a text ,â€\x9d",
        "work,” and": "work ,” and",
        "islands; see": "islandsâ€”see",
        "| Moss  |": "| Mossâ€™s |",
        "for more.\n:::": "for more .\n:::",
        "keys, <!--": "keys , <!--",
    }
    mended = {
        "minister's": "minister’s",
        "islands; see": "islands—see",
        "| Moss  |": "| Moss’s |",
    }
    assert markdown(exchanged(DOCUMENT, damage)) == exchanged(DOCUMENT, mended)


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("The **vote , taken** on Friday, failed.", "The **vote, taken** on Friday, failed."),
        ("The **vote** , taken on Friday, failed.", "The **vote**, taken on Friday, failed."),
        ("It fell on [Friday](a 'b , c') , he said.", "It fell on [Friday](a 'b , c'), he said."),
        (
            "It fell on **Tuesday** January 27 2026, they said.",
            "It fell on **Tuesday**, January 27, 2026, they said.",
        ),
        ("The ***vote*** , taken on Friday, failed.", "The ***vote***, taken on Friday, failed."),
        ("Marks &amp;amp; Co. grew, donâ€™t ask.", "Marks &amp; Co. grew, don’t ask."),
        ("He gave 2 * 3 , she said, and a_b_c.", "He gave 2 * 3, she said, and a_b_c."),
    ],
)
def test_edits_keep_the_marks_that_they_span(damaged: str, mended: str) -> None:
    """A mark of a sentence goes where an editor would type it, and no mark of Markdown is lost."""
    assert markdown(f"{damaged}\n") == f"{mended}\n"


def test_a_text_that_names_its_definition_stays() -> None:
    """The text of a reference is its name; with a label of its own it is text."""
    source = "See [the vote , taken] and [the vote , taken][] and [the vote , taken][a].\n\n"
    source += "[the vote , taken]: https://example.com\n[a]: https://example.com\n"
    assert markdown(source) == source.replace("taken][a]", "taken][a]").replace(
        "[the vote , taken][a]", "[the vote, taken][a]"
    )


def test_furniture_goes_as_a_paragraph_and_from_nowhere_else() -> None:
    """A paragraph goes with the blank lines under it; headings, items and cells stay, and so does
    what would leave a mark around nothing.
    """
    story = "The ferries stayed in port on Friday, and the office expected no deal.\n\n"
    assert markdown(f"{story}Advertisement\n\n{story}") == story + story
    assert markdown(f"{story}**Advertisement**\n\n{story}") == story + story
    assert markdown(f"{story}Advertisement\n") == story[:-1]
    for kept in ("## Advertisement", "- Advertisement", "> Advertisement"):
        source = f"{story}{kept}\n\n{story}"
        assert markdown(source) == source
    table = f"{story}| Advertisement | Boats |\n|---|---|\n| Moss | 5 |\n"
    assert markdown(table) == table


def test_what_would_change_the_markup_is_a_suggestion() -> None:
    """A repair after which the source would read as other markup is not made, and told."""
    story = "The ferries stayed in port on Friday, and the office expected no deal.\n\n"
    source = f"{story}- One boat stayed.\n\nAdvertisement\n\n- Two boats left.\n"
    report = report_of(source)
    assert report.text == source
    assert [edit.rule for edit in report.suggestions] == ["page_furniture"]
    mended = report_of(source.replace("no deal.", "no deal .")).text
    assert mended == source


# DESIGN.md has three sentences that say the same of three things: "… is known by its form".
@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", *map(str, pages())])
def test_our_own_documents_are_clean(name: str) -> None:
    """What we wrote in Markdown comes back byte for byte."""
    assert format_of(name) == MARKDOWN
    assert report_of((ROOT / name).read_text(encoding="utf-8")).edits == ()


_PIECES = st.sampled_from(
    [
        *["# ", "## ", "> ", "- ", "1. ", "    ", "```\n", "`", "`a , b`", "**", "*", "_", "~~"],
        *[
            "[",
            "](x 'a , b')",
            "][r]",
            "[r]",
            "![a , b](c)",
            "<b>",
            "</b>",
            "<br>",
            "<!-- a , b -->",
        ],
        *["<code>", "</code>", "{{< a , b >}}", "$a , b$", ":::\n", "| ", "|--|--|\n"],
        *["\n| a | b |\n|---|---|\n| c , d | e |\n", "---\n", "===\n", "[r]: http://x.y\n"],
        *["&amp;", "&rsquo;", "&amp;amp;", "\\*", "\\\n", "  \n", "The minister", "said"],
        *["Tuesday January 27 2026,", "isnâ€™t", "15 year", "U S", "end.The", "Advertisement"],
        *[
            ".",
            ",",
            " , ",
            " . ",
            "(",
            ")",
            "“",
            "”",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\x00",
        ],
        *["\N{NO-BREAK SPACE}", "https://a.b/c_d", "2 * 3", "---\na: b , c\n---\n"],
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@example("Advertisement\n\nAdvertisement")
@example("*The minister*Advertisement")
@example("<b>\N{NO-BREAK SPACE}<b>")
def test_whatever_the_markdown_only_its_text_changes(source: str) -> None:
    """The structure is what it was, but for paragraphs that went, and a second run adds nothing."""
    before, after = list(read(source).structure), list(read(markdown(source)).structure)
    rest = iter(before)
    assert all(entry in rest for entry in after)  # in this order
    assert len(after) == len(before) or "Advertisement" in source


@pytest.mark.parametrize(
    "unit", ["[", "*a ", "`a", "<a ", "{{", "$a ", "> ", "- a\n", "| a ", "&a"]
)
def test_hostile_markdown_is_read(unit: str) -> None:
    """Marks without end are no error."""
    source = unit * 2000
    assert read(source).source == source
