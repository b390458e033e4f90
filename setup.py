"""What pyproject.toml cannot say: whether the compiled scanner is built.

By default it is built where there is a compiler; elsewhere the numpy build of the same scanner is
used. `TEXTCLEAN_SCANNER=compiled` makes it an error that it cannot be built, for wheels of one
platform, and `TEXTCLEAN_SCANNER=numpy` leaves it out, for the pure wheel that serves all others.
"""

import os
import sys

from setuptools import Extension, setup

wanted = os.environ.get("TEXTCLEAN_SCANNER", "")
if wanted not in ("", "compiled", "numpy"):
    sys.exit(f'TEXTCLEAN_SCANNER is "{wanted}"; set it to compiled or numpy, or leave it unset')

scanner = Extension(
    "textclean.tokens.scanner.compiled",
    sources=["textclean/tokens/scanner/compiled.pyx"],
    # Symbols for a debugger are five sixths of the file; Microsoft's compiler writes none into it.
    extra_compile_args=[] if sys.platform == "win32" else ["-g0"],
    optional=wanted != "compiled",
)

setup(ext_modules=[] if wanted == "numpy" else [scanner])
