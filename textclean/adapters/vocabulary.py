"""What the elements of HTML, NITF and NewsML-G2 mean for the text in them."""

from __future__ import annotations

import attrs


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


@attrs.frozen
class Vocabulary:
    """The names of elements by what they do to text.

    Text is read within the elements that `blocks` names, or everywhere where it names none.
    Elements within running text are those that `inline` names, or, where it names none, all that
    are no blocks; any other element parts two blocks. `kept` text is read and never changed;
    `skipped` elements are passed over with all that is in them, and `empty` ones have no end tag.
    """

    blocks: frozenset[str]
    inline: frozenset[str]
    headings: frozenset[str]
    items: frozenset[str]
    skipped: frozenset[str]
    empty: frozenset[str]
    cells: frozenset[str] = _names("td th")
    breaks: frozenset[str] = _names("br")
    kept: frozenset[str] = _names("code kbd samp var sup math")


HTML = Vocabulary(
    blocks=frozenset(),
    inline=_names(
        """
        a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math
        nobr q ruby s samp small span strike strong sub sup time tt u var wbr
        button noscript rp rt script style svg template
        """
    ),
    headings=_names("title h1 h2 h3 h4 h5 h6"),
    items=_names("li"),
    skipped=_names(
        """
        audio button canvas iframe listing nav noscript object plaintext pre rp rt script select
        style svg template textarea video xmp
        """
    ),
    empty=_names("area base br col embed hr img input link meta source track wbr"),
)

# NITF, NewsML-G2, and the XHTML or NITF within it: no name of one is another thing in another.
NEWS_XML = Vocabulary(
    blocks=_names(
        """
        title hl1 hl2 byline byttl dateline distributor abstract note p li dt dd bq credit tagline
        media-caption media-producer caption tr td th fn
        headline description by creditline edNote
        h1 h2 h3 h4 h5 h6 blockquote figcaption
        """
    ),
    inline=frozenset(),
    headings=HTML.headings | _names("hl1 hl2 headline"),
    items=HTML.items,
    skipped=_names("pre script style alt-code media-metadata media-reference media-object"),
    empty=frozenset(),
)

BY_ROOT = {
    "nitf": NEWS_XML,
    "newsItem": NEWS_XML,
    "newsMessage": NEWS_XML,
    "packageItem": NEWS_XML,
    "html": HTML,
}
