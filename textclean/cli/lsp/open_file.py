"""A document that is open in an editor, as `check` takes the file that it is."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from textclean.adapters.formats import FORMATS, PLAIN, RST, declared_encoding, format_of
from textclean.cli import decisions, files
from textclean.cli.config import Configuration, Settings
from textclean.cli.inputs import Input
from textclean.cli.per_file import settings_for
from textclean.cli.walk import is_excluded
from textclean.errors import TextcleanError

# What editors call the formats of documents that have no file yet, where it is not our name.
_LANGUAGES = {"restructuredtext": RST, "plaintext": PLAIN}


def path_of(uri: str) -> Path | None:
    """Return the absolute path of the file that a document is, if it is one."""
    path = to_fs_path(uri)
    return files.absolute(path) if path else None


def input_of(document: TextDocument, configuration: Configuration) -> Input | None:
    """Return a document as an input, or nothing where it is excluded or no document to write in.

    Raises `ConfigurationError`.
    """
    if path := path_of(document.uri):
        settings = configuration.of(path.parent)
        if is_excluded(path, settings):
            return None
        settings = settings_for(path, settings)
        form = format_of(path.name)
        decided = decisions.load(path.parent).get(path.name, {})
    elif document.uri.startswith("untitled:"):
        path, settings = Path(document.uri), configuration.of(Path.cwd())
        language = document.language_id or PLAIN
        form = _LANGUAGES.get(language, language if language in FORMATS else PLAIN)
        decided = {}
    else:
        return None
    settings.pipeline()
    data = _as_file(document.source, settings, form)
    return Input(path, Path(path.name), settings, form, data, decided)


def _as_file(text: str, settings: Settings, form: str) -> bytes:
    """Return bytes that a file may have that holds a text, and that read as just this text.

    They are in the encoding that the file has, by all that we know, so that what cannot be said in
    it is not proposed; else in UTF-8 with its mark, which goes before what a file or configuration
    says.
    """
    with suppress(TextcleanError, UnicodeError):
        declared = declared_encoding(text.encode(), form)
        data = text.encode(declared or settings.encoding or "utf-8")
        if files.decode(data, declared or settings.encoding).text == text:
            return data
    return codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")
