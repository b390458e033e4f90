"""What `textclean.tokens.scan` is made of: two builds of one scanner, and what both know.

`vectors` runs on numpy, `compiled` is the same in Cython; `tokens.scan` takes the compiled
one where it was built, and says in its docstring what a token is.
"""
