"""HTML, NITF and NewsML-G2: text is mended, and not a byte of the markup changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marked_up import exchanged, settled

from textclean.adapters import formats
from textclean.adapters.markup import repair_html, repair_xml
from textclean.adapters.markup_tokens import OTHER, Token, html_tokens, xml_tokens
from textclean.edit import Edit
from textclean.errors import UnreadableInputError, UnstableRepairError
from textclean.normalizer import normalizer
from textclean.pipeline import Pipeline, Report
from textclean.presets import pipeline
from textclean.text import Text

Repair = Callable[[str, Pipeline], Report]

WIRE = pipeline("wire")
SEEDS = Path(__file__).parent.parent / "seeds"

PAGE = """<!DOCTYPE html>
<html lang=en>
<head>
  <meta charset="utf-8">
  <title>Ferry strike enters second week &mdash; The Harbour Daily</title>
  <meta name="description" content="It isnâ€™t over , the union says">
  <script>if (a < b && c) { document.write("<p>donâ€™t , touch</p>"); }</script>
  <style>p > a { color : red }</style>
</head>
<body class='story'   id=main>
<nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav>
<article>
  <h1>Ferry Strike Enters <em>Second</em> Week</h1>
  <p class="byline">By <a href="/staff/bee" rel=author>Ana Bee</a></p>
  <!-- paragraph 1 , isnâ€™t text -->
  <p>OSLO, Norway (AP) &mdash; The ferries stayed in port for an eighth day on Friday,
     and the minister&rsquo;s office said it expected <b>no</b> deal within 10&nbsp;days.</p>
  <p>“We have a text,” she said.<br>“The rest is work.”</P>
  <ul>
    <li>No sailings to the islands.
    <li>Buses run <i>every hour</i>.
  </ul>
  <pre>08:00  Moss â€“ Horten ,  cancelled</pre>
  <p>Travellers can type <code>SEND  ferry , 2000</code> to learn more.</p>
  <table>
    <tr><th>Line</th><th>Boats</th><th>Crew</th></tr>
    <tr><td>Moss</td><td>5</td><td>112</td></tr>
  </table>
  <p>It began on Jan. 14.</p>
</article>
<footer><p>&copy; 2026 The Harbour Daily</p></footer>
</body>
</html>
"""

NITF = """<?xml version="1.0" encoding="UTF-8" standalone='no'?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd" [
  <!ENTITY agency "Harbour News">
]>
<?desk  keep = "this" ?>
<nitf   version="-//IPTC//DTD NITF 3.5//EN" change.date='October 18, 2006'>
  <head>
    <title>Ferry strike enters second week</title>
    <meta name="ap-note" content="isnâ€™t , text"/>
    <docdata><urgency ed-urg="4"/><doc.copyright holder="Harbour News , Oslo"/></docdata>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Ferry Strike Enters Second Week</hl1><hl2>Union and owners apart</hl2></hedline>
      <byline>By <person>Ana Bee</person><byttl>Staff Writer</byttl></byline>
      <dateline><location><city>OSLO</city>, <country iso-cc="NO">Norway</country></location>
      </dateline>
    </body.head>
    <body.content>
      <p id="p1">The ferries stayed in port for an eighth day on
         <chron norm="20260123">Friday</chron>, and the minister&#8217;s office said it expected no
         deal before Monday.</p>
      <p><q>We have a text</q> is all that &agency; was told.</p>
      <p><![CDATA[Owners & crews met on <Friday>.]]></p>
      <media media-type="image">
        <media-reference source="a.jpg"/><media-metadata name="x" value="y"/>
        <media-caption>A ferry lies in port at Moss on Friday.</media-caption>
      </media>
      <pre>08:00  Moss , cancelled</pre>
    </body.content>
    <body.end><tagline>Ana Bee reported from Oslo.</tagline></body.end>
  </body>
</nitf>
<!-- end -->
"""

NEWSML = """<?xml version="1.0"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"
          guid="tag:x,2026:1" version="3" standard="NewsML-G2">
  <itemMeta><itemClass qcode="ninat:text"/><edNote>Photos , later today</edNote></itemMeta>
  <contentMeta>
    <slugline>ferry , strike</slugline>
    <headline>Ferry strike enters second week</headline>
    <subject qcode="x:1"><name>strike , labour</name></subject>
  </contentMeta>
  <contentSet>
    <inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><body>
        <p>The ferries stayed in port for an eighth day on Friday.</p>
      </body></html>
    </inlineXML>
  </contentSet>
</newsItem>
"""


def html(source: str, rules: Pipeline = WIRE) -> str:
    """Repair HTML and return it, having seen that a second run changes nothing."""
    return settled(source, lambda text: repair_html(text, rules))


def xml(source: str, rules: Pipeline = WIRE) -> str:
    """Repair XML and return it, having seen that a second run changes nothing."""
    return settled(source, lambda text: repair_xml(text, rules))


def tags(tokens: list[Token], source: str) -> list[str]:
    """Return all that is no text: tags, comments, declarations, as they stand."""
    return [source[token.start : token.end] for token in tokens if token.kind in (0, 1, OTHER)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("source", "repair"),
    [(PAGE, repair_html), (NITF, repair_xml), (NEWSML.replace(" ,", ","), repair_xml)],
    ids=["html", "nitf", "newsml"],
)
def test_clean_documents_stay_as_they_are(source: str, repair: Repair, line_end: str) -> None:
    """Not a byte of a clean document changes, whatever its markup looks like."""
    source = source.replace("\n", line_end)
    assert repair(source, WIRE).edits == ()


def test_damaged_text_of_a_page_is_mended_and_nothing_else() -> None:
    """Each damaged place in running text is mended; all around it stays byte for byte."""
    damage = {
        "minister&rsquo;s": "ministerâ€™s",
        "“We have a text,”": "â€œWe have a text ,â€\x9d",
        "<i>every hour</i>.": "<i>every hour </i>.",
        "on Jan. 14.": "on <u>Jan. 14 </u> .",
        "Friday,\n": "Friday ,\n",
    }
    mended = {"minister&rsquo;s": "minister’s", "Jan. 14": "<u>Jan. 14</u>"}
    assert html(exchanged(PAGE, damage)) == exchanged(PAGE, mended)


def test_damaged_text_of_nitf_is_mended_and_nothing_else() -> None:
    """So it is in NITF, where entities of its own and what is no text stay as they are."""
    damage = {
        "minister&#8217;s": "ministerâ€™s",
        "on <Friday>.]]": "on <Friday> night , too.]]",
        "port at Moss on Friday.": "port at Moss , on Friday.",
    }
    mended = {
        "minister&#8217;s": "minister’s",
        "on <Friday>.]]": "on <Friday> night, too.]]",
        "port at Moss on Friday.": "port at Moss, on Friday.",
    }
    assert xml(exchanged(NITF, damage)) == exchanged(NITF, mended)


def test_only_text_of_newsml_is_mended() -> None:
    """Notes, headlines and inline XHTML are text; slugs and the names of subjects are not."""
    assert xml(NEWSML) == NEWSML.replace("Photos , later", "Photos, later")


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        (
            "<p>The <b>vote , taken</b> on Friday, failed.</p>",
            "<p>The <b>vote, taken</b> on Friday, failed.</p>",
        ),
        (
            "<p>The <b>vote</b> , taken on Friday, failed.</p>",
            "<p>The <b>vote</b>, taken on Friday, failed.</p>",
        ),
        (
            "<p>The <b>vote </b>, taken on Friday, failed.</p>",
            "<p>The <b>vote</b>, taken on Friday, failed.</p>",
        ),
        (
            "<p>It fell on <b>Tuesday</b> January 27 2026, they said.</p>",
            "<p>It fell on <b>Tuesday</b>, January 27, 2026, they said.</p>",
        ),
        (
            "<p>It fell on <a><b>Tuesday</b></a> <i>January</i> 27 2026, he said.</p>",
            "<p>It fell on <a><b>Tuesday</b></a>, <i>January</i> 27, 2026, he said.</p>",
        ),
        (
            "<p>It’s theirs: the <i>ministerâ€</i>™s own plan.</p>",
            "<p>It’s theirs: the <i>minister’</i>s own plan.</p>",
        ),
    ],
)
def test_edits_keep_the_tags_that_they_span(damaged: str, mended: str) -> None:
    """A mark goes where an editor would type it, and no tag is lost, moved or torn."""
    assert html(damaged) == mended


def test_text_stays_escaped() -> None:
    """What the rules write is escaped as its place asks, and what was escaped twice is once."""
    assert html("<p>Marks &amp;amp; Co. grew, donâ€™t ask.</p>é") == (
        "<p>Marks &amp; Co. grew, don’t ask.</p>é"
    )
    assert xml("<nitf><p>Marks &amp;amp; Co. grew.</p></nitf>") == (
        "<nitf><p>Marks &amp; Co. grew.</p></nitf>"
    )


@pytest.mark.parametrize(
    ("source", "encoding", "mended"),
    [
        ("<p>It isn&#226;&#8364;&#8482;t.</p>", "utf-8", "<p>It isn&#8217;t.</p>"),
        ("<p>It isnâ€™t.</p>", "utf-8", "<p>It isn’t.</p>"),
        ("<p>é isn&#226;&#8364;&#8482;t.</p>", "latin-1", "<p>é isn&#8217;t.</p>"),
    ],
)
def test_characters_that_the_file_cannot_hold_become_references(
    source: str, encoding: str, mended: str
) -> None:
    """ASCII stays ASCII, and what an encoding has no character for is a reference."""
    assert repair_html(source, WIRE, encoding).text == mended


def test_a_paragraph_of_furniture_leaves_its_tags() -> None:
    """The words go, the element stays, and the paragraphs around it are not joined."""
    source = PAGE.replace("<p>It began", "<p>Advertisement</p>\n  <p>It began")
    assert html(source) == source.replace("Advertisement", "")


def test_blocks_are_neither_joined_nor_parted() -> None:
    """What would need a new element, or one less, is left: markup says where blocks end."""
    source = (
        "<p>The council met again in the old town hall on Friday and</p>\n<p>adjourned.</p>"
        "<p>Prosperity Package Financial incentives and loans for builders were agreed on.</p>"
    )
    assert html(source).count("<p>") == 3
    assert "\n\n" not in html(source)


def test_a_stray_phrase_is_seen_across_the_paragraphs() -> None:
    """The rules read all blocks as one document, so that a phrase that comes back is found, and go
    as far as in plain text.
    """
    story = (SEEDS / "003_0e22b9a82a6b1fdf.txt").read_text(encoding="utf-8")
    lines = [line for line in story.split("\n") if line]
    damaged = "".join(f"<p><b>{line[:9]}</b>{line[9:]}</p>\n" for line in lines)
    mended = html(damaged)
    assert story.count("which is the") > 3
    assert "which is the" not in re.sub("<[^>]*>", "", mended)
    assert re.findall("<[^>]*>", mended) == re.findall("<[^>]*>", damaged)


def test_headings_get_no_final_stop() -> None:
    """An element that is a heading is one, though a line of its form would have lost its stop."""
    lost = re.sub(r"[,.](?=\s)", "", (SEEDS / "003_0e22b9a82a6b1fdf.txt").read_text("utf-8"))
    paragraphs = "".join(f"<p>{line}</p>\n" for line in lost.split("\n") if len(line) > 80)
    line = "The minister said on Monday that the two sides had agreed on a text"
    assert html(f"{paragraphs}<p>{line}</p>\n{paragraphs}").count(f"{line}.</p>") == 1
    assert html(f"{paragraphs}<h2>{line}</h2>\n{paragraphs}").count(f"{line}</h2>") == 1


def test_a_rule_says_whether_it_ends_sentences() -> None:
    """Whatever the name of a rule that puts stops, it may put none behind a heading."""

    def stops(text: Text) -> Iterator[Edit]:
        """Put a stop behind each line."""
        yield from (Edit.insert(line.end, ".") for line in text.written_lines if line.lacks_stop)

    source = "<h2>The board agrees</h2><p>Talks go on</p>"
    for ends_sentences, heading in ((True, "agrees"), (False, "agrees.")):
        rule = normalizer("marks", ends_sentences=ends_sentences)(stops)
        made = f"<h2>The board {heading}</h2><p>Talks go on.</p>"
        assert repair_html(source, Pipeline((rule,))).text == made


def test_what_never_settles_in_its_markup_is_an_error() -> None:
    """Two spaces are shown as one: a rule that wants two finds one whenever the page is read."""

    def two_spaces(text: Text) -> Iterator[Edit]:
        """Set a second space before the last word."""
        at = text.source.rfind(" ")
        if not text.source.startswith("  ", at - 1):
            yield Edit.insert(at, " ")

    with pytest.raises(UnstableRepairError):
        repair_html("<p>Talks ended.</p>", Pipeline((normalizer("spaces")(two_spaces),)))


def test_headings_keep_their_initialisms() -> None:
    """The points of an initialism are its own, at the end of a heading too."""
    source = "<h2>Ties With the U S</h2><p>The U S and the U.S. Senate agreed.</p>"
    assert html(source) == source.replace("U S", "U.S.")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "plain text, no tag at all.",
        "<p",
        "<p>a</q></p></p>b",
        "a <b <i>c</b>.",
        "<!-- open",
        "<script>let x = 'a , b'",
        "<![CDATA[a , b]]>",
        "<p>a<![CDATA[ , ]]>b</p>",
        "<li>one<li>two<td>three<td>four",
        "&unknown; &amp &#xZZ; &#0; AT&T, R&D;",
        "<textarea>a , b</textarea><svg><text>a , b</text></svg>",
    ],
)
def test_bad_html_is_read_as_well_as_can_be(source: str) -> None:
    """No HTML is refused, and what is no text in it stays."""
    repaired = html(source)
    assert tags(html_tokens(repaired), repaired) == tags(html_tokens(source), source)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("a<b c='>' d=\">\" e=x>f</b >", ["LITERAL a", "OPEN b", "LITERAL f", "CLOSE b"]),
        ("a<!-- > b -->c<!-->d<!--->e", ["LITERAL a", "OTHER", "LITERAL c", "OTHER"]),
        ("a<b c, and no end of it", ["LITERAL a", "OTHER"]),
        ("a<!-- no end, <b>", ["LITERAL a", "OTHER"]),
        ("1 < 2 <3 & 4", ["LITERAL 1 < 2 <3 & 4"]),
        ("&amp;&ampb&#65;&#;", ["DECODED &", "DECODED &b", "DECODED A", "LITERAL &#;"]),
        ("<script>a<b</SCRIPT >c", ["OPEN script", "LITERAL a<b", "CLOSE script", "LITERAL c"]),
        ("<![CDATA[a>b]]>c<!x>d</>e", ["OTHER", "LITERAL c", "OTHER", "LITERAL d"]),
    ],
)
def test_html_is_cut_as_its_standard_cuts_it(source: str, read: list[str]) -> None:
    """Tags end where browsers end them, and what never ends is no text."""
    names = ("OPEN", "CLOSE", "LITERAL", "DECODED", "CDATA", "KEPT", "OTHER")
    found = html_tokens(source)
    told = [f"{names[token.kind]} {token.value}".strip() for token in found]
    assert told[: len(read)] == read
    assert "".join(source[token.start : token.end] for token in found) == source


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<nitf><p>a</nitf>", "line 1, column 13"),
        ("<nitf>\n<p>&nbsp;</p></nitf>", "line 2, column 4"),
        ("", "line 1, column 1"),
        ("<rss><p>Text , here.</p></rss>", "its root element is rss"),
    ],
)
def test_bad_xml_is_refused_in_one_line(source: str, says: str) -> None:
    """What is not well-formed, or of no known kind, is told with its place and the way out."""
    with pytest.raises(UnreadableInputError) as refused:
        repair_xml(source, WIRE)
    assert says in str(refused.value)
    assert "--input-format text" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_entities_are_not_expanded() -> None:
    """A document cannot make the parser write a gigabyte."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    source = f'<!DOCTYPE nitf [<!ENTITY e0 "ha">{levels}]><nitf><p>He said , &e19;</p></nitf>'
    assert xml(source) == source.replace(" ,", ",")


_PIECES = st.sampled_from(
    [
        *["<b>", "</b>", "<i>", "</i>", "<a href='x , y'>", "</a>", "<br>", "<code>", "</code>"],
        *[
            "<p>",
            "</p>",
            "<li>",
            "<h2>",
            "</h2>",
            "<td>",
            "<!-- a , b -->",
            "<script>",
            "</script>",
        ],
        *["&amp;", "&rsquo;", "&nbsp;", "&amp;amp;", "&", "<", "&co;"],
        *[
            "The minister",
            "said",
            "Tuesday January 27 2026,",
            "isnâ€™t",
            "15 year",
            "U S",
            "end.The",
        ],
        *[
            "Advertisement",
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
            "\r\n",
            "\t",
        ],
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
@example("<td>a <td> b")
@example("<p>a <br> b</p>")
@example("<The minister&rsquo;<")
@example("&amp;&amp;Advertisement<p>")
@example("\n\n\u0001<b>\nAdvertisement")
def test_whatever_the_html_only_its_text_changes(source: str) -> None:
    """A repaired page has the tags of its source, and repairing it again does nothing."""
    repaired = html(source)
    assert tags(html_tokens(repaired), repaired) == tags(html_tokens(source), source)


_NESTED = st.recursive(
    st.lists(
        st.sampled_from(
            [
                *["The minister", "said", " ", " , ", "&amp;", "&#8217;", "isnâ€™t", "\n  ", "."],
                *["<!-- a , b -->", "<br/>", "<![CDATA[a & b , ]]>", "Advertisement", "&co;"],
            ]
        ),
        max_size=5,
    ).map("".join),
    lambda inner: st.tuples(
        st.sampled_from(["p", "hl1", "em", "li", "block", "docdata", "td", "code"]),
        st.lists(inner, max_size=3).map("".join),
    ).map(lambda element: f"<{element[0]} x='a , b'>{element[1]}</{element[0]}>"),
    max_leaves=6,
)


@given(_NESTED)
def test_whatever_the_xml_only_its_text_changes(body: str) -> None:
    """So it is with well-formed XML, and the result is well-formed too."""
    source = f'<!DOCTYPE nitf [<!ENTITY co "Co">]><nitf>{body}</nitf>'
    repaired = xml(source)
    assert tags(xml_tokens(repaired), repaired) == tags(xml_tokens(source), source)


@pytest.mark.parametrize(
    ("data", "form", "encoding"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><nitf/>', "xml", "iso8859-2"),
        (b"<?xml version='1.0' encoding = 'utf-8' ?><nitf/>", "xml", "utf-8"),
        (b"<nitf/>", "xml", None),
        (b"<html><meta charset=latin1>", "html", "cp1252"),
        (b"<meta http-equiv=x content='text/html; charset=windows-1251'>", "html", "cp1251"),
        (b"<p>charset=latin1", "html", None),
        (b'{"charset": "latin1"}', "ninjs", None),
    ],
)
def test_the_declared_encoding_is_read(data: bytes, form: str, encoding: str | None) -> None:
    """Files say in themselves what they are encoded in, as browsers and parsers read it."""
    assert formats.declared_encoding(data, form) == encoding


@pytest.mark.parametrize("name", [b"x-nowhere", b"base64"])
def test_an_unknown_encoding_is_refused(name: bytes) -> None:
    """A file that declares what is no encoding of text is told so."""
    with pytest.raises(UnreadableInputError, match="declares the encoding"):
        formats.declared_encoding(b'<?xml version="1.0" encoding="%s"?>' % name, "xml")


def test_places_are_those_of_the_file() -> None:
    """Edits count code points of the markup, so that findings point into the file."""
    report = repair_html("<p>é</p>\n<p>The vote , taken on Friday, failed.</p>", WIRE)
    (edit,) = report.edits
    assert re.findall(" ,", report.source[edit.start :]) == [" ,"]
    assert report.source[edit.start : edit.end] == " "
