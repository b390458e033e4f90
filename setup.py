"""What pyproject.toml cannot say: whether the compiled scanner and models are built.

By default they are built where there is a compiler; elsewhere the numpy builds of the same are
used. `TEXTCLEAN_SCANNER=compiled` makes it an error that one cannot be built, for wheels of one
platform, and `TEXTCLEAN_SCANNER=numpy` leaves them out, for the pure wheel that serves all others.
"""

import os
import sys

from setuptools import Extension, setup

wanted = os.environ.get("TEXTCLEAN_SCANNER", "")
if wanted not in ("", "compiled", "numpy"):
    sys.exit(f'TEXTCLEAN_SCANNER is "{wanted}"; set it to compiled or numpy, or leave it unset')

# Symbols for a debugger are five sixths of the file; Microsoft's compiler writes none into it.
is_windows = sys.platform == "win32"
fewer_symbols: list[str] = [] if is_windows else ["-g0"]
# Multiplications and additions are rounded one by one, as numpy does it.
for_numbers: list[str] = [] if is_windows else ["-g0", "-O3", "-ffp-contract=off"]
flags: dict[str, list[str]] = {
    "textclean.tokens.scanner.compiled": fewer_symbols,
    "textclean.tokens.stops.compiled": fewer_symbols,
    "textclean.tagger.compiled": for_numbers,
    "textclean.tagger.kernel.compiled": for_numbers,
    "textclean.intrusions.compiled": for_numbers,
}
if is_windows:  # the kernel is written for GCC and Clang
    del flags["textclean.tagger.kernel.compiled"]

extensions = [
    Extension(
        name,
        sources=[name.replace(".", "/") + ".pyx"],
        depends=["textclean/tagger/kernel/products.c"] if "kernel" in name else [],
        extra_compile_args=own,
        optional=wanted != "compiled",
    )
    for name, own in flags.items()
]

setup(ext_modules=[] if wanted == "numpy" else extensions)
