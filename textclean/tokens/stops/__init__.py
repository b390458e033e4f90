"""The stops of a text, and which of them end sentences.

There are two builds of the same rules: one compiled, in one pass over the tokens, and one on numpy;
what both know of marks and words stands in `known`.
"""
