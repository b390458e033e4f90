"""The furniture of web pages: labels, links, bars and stamps that stand around a story.

The field also calls it boilerplate (as in "boilerplate removal"); here it is furniture throughout.
The words are those of the web, not of any one site. Where prose could use the same words, the form
is not enough: `lines.certainty` says how sure the form of a whole line is, and the rule weighs
where the line stands.
"""

from textclean.furniture.lines import certainty, heads_links, says_when, what

__all__ = ["certainty", "heads_links", "says_when", "what"]
