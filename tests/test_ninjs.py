"""ninjs: texts are mended, the JSON keeps its layout, its other values and its escapes."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marked_up import exchanged, settled

from textclean.adapters import ninjs
from textclean.errors import UnreadableInputError
from textclean.presets import pipeline

WIRE = pipeline("wire")

CLEAN = r"""{
  "uri" : "tag:x,2026:1",	"versioncreated":"2026-01-23T14:02:00Z",
  "headline": "Ferry Strike Enters Second Week",
  "slugline": "ferry , strike",
  "byline":"By Ana Bee",
  "urgency": 4.50e0, "ednote" : null,
  "description_text": "Owners and crews are \"far apart\", all say.",
  "body_text": "OSLO, Norway (AP) \u2014 The ferries stayed in port on Friday.\n\nNobody met.",
  "body_html": "<p>OSLO, Norway (AP) &mdash; They <a href=\"x , y\">stayed<\/a> in port.<\/p>",
  "subject": [ {"name":"strike , labour"}, {} ],
  "associations": {
    "main": {"type":"picture", "headline":"A Ferry in Port",
             "description_text":"A ferry lies in port at Moss on Friday."}
  }
}
"""

SECOND_VERSION = """{"standard": {"name": "ninjs", "version": "2.1"},
 "headlines": [{"role": "main", "value": "Ferry Strike Enters Second Week"}],
 "bodies": [{"contenttype": "text/html", "value": "<p>The ferries stayed in port , she said.</p>"},
            {"contenttype": "application/xml", "value": "<p>Left , alone.</p>"}],
 "associations": [{"headlines": [{"value": "A Ferry in Port"}], "bodies": ["odd", {"value": 3}]}]}
"""


def mended(source: str) -> str:
    """Repair ninjs and return it, having seen that it can be undone and needs no second run."""
    return settled(source, lambda text: ninjs.repair(text, WIRE))


def layout(source: str) -> str:
    """Return the JSON without what its strings hold."""
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', source)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_clean_items_stay_as_they_are(line_end: str) -> None:
    """Not a byte of a clean item changes, whatever its layout, numbers and escapes."""
    source = CLEAN.replace("\n", line_end)
    assert ninjs.repair(source, WIRE).edits == ()


def test_texts_are_mended_and_nothing_else() -> None:
    """Headline, description, bodies and captions are mended; slugs, names and markup are not."""
    damage = {
        "Second Week": "Second Week , Union Says",
        r"far apart\", all say.": r"far\u200b apart\", all , say.",
        r"port on Friday.\n\n": r"port on Friday. \n\n\n",
        r"stayed<\/a> in port.": r"stayed <\/a>, in port , on Friday.",
        "at Moss on": "at Moss , on",
    }
    repairs = {
        "Second Week": "Second Week, Union Says",
        "all say.": "all, say.",
        r"stayed<\/a> in port.": r"stayed<\/a>, in port, on Friday.",
        "at Moss on": "at Moss, on",
    }
    assert mended(exchanged(CLEAN, damage)) == exchanged(CLEAN, repairs)


def test_the_second_version_names_texts_in_lists() -> None:
    """Entries say what they are in; what is neither plain text nor HTML is left alone."""
    assert mended(SECOND_VERSION) == SECOND_VERSION.replace("port ,", "port,")


@pytest.mark.parametrize(
    ("source", "repaired"),
    [
        (r'{"headline": "It isn\u00e2\u20ac\u2122t"}', r'{"headline": "It isn\u2019t"}'),
        (r'{"headline": "é isn\u00e2\u20ac\u2122t"}', r'{"headline": "é isn’t"}'),
        (
            '{"body_html": "<p>Q&amp;amp;A , \\"live\\"</p>"}',
            '{"body_html": "<p>Q&amp;A, \\"live\\"</p>"}',
        ),
        (
            r'{"headline": "\ud83d\ude00 A vote , then"}',
            r'{"headline": "\ud83d\ude00 A vote, then"}',
        ),
    ],
)
def test_new_text_is_escaped_as_the_source_escapes(source: str, repaired: str) -> None:
    """ASCII stays ASCII, markup stays escaped, and pairs of surrogates are one character."""
    assert mended(source) == repaired


@pytest.mark.parametrize(
    "story",
    [
        r"The ferries stayed in port.\n\nAdvertisement\n\nNobody met.",
        r"The ferries stayed in port.\n\nNobody met.\n\nAdvertisement",
        r"Advertisement\n\nThe ferries stayed in port.\n\nNobody met.",
    ],
)
def test_plain_bodies_may_change_their_lines(story: str) -> None:
    """In plain text line ends are text: a line of the web page goes, wherever it stands."""
    source = f'{{"headline": "No Ferries", "body_text": "{story}", "byline": "By Ana Bee"}}'
    body = json.loads(mended(source))["body_text"]
    assert body.strip() == "The ferries stayed in port.\n\nNobody met."


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('{"headline": "a"', "not valid JSON at line 1, column 17"),
        ('{"headline":\n "a\nb"}', "not valid JSON at line 2, column 4"),
        ('{"title": "a , b"}', "none of the texts of ninjs"),
        ('["a , b"]', "none of the texts of ninjs"),
        ("[" * 100_000, "nested too deep"),
        ("", "not valid JSON at line 1, column 1"),
    ],
)
def test_what_is_no_ninjs_is_refused_in_one_line(source: str, says: str) -> None:
    """A file that cannot be read as ninjs is told why and where."""
    with pytest.raises(UnreadableInputError) as refused:
        ninjs.repair(source, WIRE)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


_TEXTS = st.lists(
    st.sampled_from(
        [
            *[
                "The minister",
                "said",
                " , ",
                "isnâ€™t",
                "end.The",
                "Advertisement",
                "\n",
                "\n\n",
                " ",
            ],
            *['"', "\\", "/", "\t", "\u2019", "\x01", "\U0001f600", "&amp;", "<p>", "</p>", "<b>"],
        ]
    ),
    max_size=12,
).map("".join)
_ITEMS = st.dictionaries(
    st.sampled_from(
        ["headline", "byline", "slugline", "description_text", "body_text", "body_html"]
    ),
    _TEXTS,
    min_size=1,
)


@given(_ITEMS, st.booleans(), st.sampled_from([None, 0, "\t"]))
@example({"headline": "\x01\t<p>"}, True, None)
@example({"body_html": "&amp;&amp;Advertisement<p>"}, True, None)
@example(
    {
        "headline": "\tThe minister",
        "byline": "",
        "slugline": "",
        "description_text": "The minister\x01The ministerThe ministerThe minister",
        "body_text": "\tThe minister",
        "body_html": "\n\n\x01<b>\nAdvertisement",
    },
    True,
    None,
)
def test_whatever_the_texts_only_they_change(
    item: dict[str, str], is_ascii: bool, indent: int | str | None
) -> None:
    """The result is JSON of the same layout, with all else as it was."""
    source = json.dumps({"headline": "x"} | item, ensure_ascii=is_ascii, indent=indent)
    repaired = mended(source)
    assert layout(repaired) == layout(source)
    assert repaired.isascii() or not source.isascii()
    assert json.loads(repaired).get("slugline") == item.get("slugline")
