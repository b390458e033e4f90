"""The furniture of web pages: labels, links, bars and stamps that stand around a story.

The words here are the web's own, not those of any one site. A form by itself is not enough where
prose could use the same words: `lines.certainty` says how sure the form of a whole line makes it,
and the rule that asks weighs where the line stands.
"""

from textclean.furniture.lines import certainty, heads_links, what

__all__ = ["certainty", "heads_links", "what"]
