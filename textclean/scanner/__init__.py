"""What `textclean.scan` is made of: two builds of one scanner, and what both know.

`vectors` runs on numpy, `compiled` is the same in Cython; `textclean.scan` takes the compiled one
where it was built. What a token is stands in the docstring of `textclean.scan`.
"""
