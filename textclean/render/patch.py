"""`patch`: what `git apply` and `patch` take, in the bytes of the files."""

from __future__ import annotations

import difflib
import io
import os
from pathlib import Path

from textclean.render.colour import paint_diff
from textclean.render.renderer import Renderer, Repaired
from textclean.render.safe import lines

# What git writes into a quoted name for the bytes that have a short form.
_SHORT = {
    ord("\a"): "\\a",
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\v"): "\\v",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}


class Patch(Renderer):
    """Writes a unified diff of each file that changes, under names from the working folder."""

    def add(self, file: Repaired) -> None:
        """Write the changes to one file."""
        diff = b"".join(_diff(file))
        if self.stream.isatty():
            shown = lines(diff.decode(file.encoding, errors="replace"))
            self.stream.write(paint_diff(shown, wanted=self.colour))
        else:  # bytes, since files have encodings of their own
            self.stream.flush()
            self.stream.buffer.write(diff)


def _diff(file: Repaired) -> list[bytes]:
    """Return the lines of a diff from a file to what is made of it."""
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(file.original),
        _lines(file.repaired),
        _named("a", file.name),
        _named("b", file.name),
    )
    return [
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    ]


def _lines(data: bytes) -> list[bytes]:
    """Return the lines of a file as git parts them: at line feeds alone."""
    return io.BytesIO(data).readlines()


def _named(side: str, name: str) -> bytes:
    """Return the name of a file on one side of a diff, as git writes it."""
    path = Path(os.path.relpath(name)).as_posix()
    data = os.fsencode(f"{side}/{path}")
    if any(byte < 32 or byte in (34, 92, 127) for byte in data):
        quoted = "".join(_SHORT.get(byte) or _octal(byte) for byte in data)
        return f'"{quoted}"'.encode()
    # Behind a tab nothing is part of the name, which may so hold spaces.
    return data + b"\t" if b" " in data else data


def _octal(byte: int) -> str:
    """Return a byte as it stands in a quoted name."""
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"
