"""The parts of `textclean.tokens.scan`: two builds of one scanner, and what they share.

`vectors` runs on numpy, `compiled` is the same in Cython; `tokens.scan` takes the compiled
one where it was built, and says in its docstring what a token is.
"""
