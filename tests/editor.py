"""An editor, as far as a language server can tell: a real client over standard streams."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from functools import partial
from pathlib import Path

import attrs
from cattrs import Converter
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

# Bytes in a code unit, and the codec, of the encodings that positions are counted in.
UNITS = {"utf-8": (1, "utf-8"), "utf-16": (2, "utf-16-le"), "utf-32": (4, "utf-32-le")}


def _converter() -> Converter:
    """Return what reads the messages of a server.

    Lsprotocol 2025.0 takes an action that has a command for a command alone.
    """
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]

    def action(answer: dict[str, object], _: type) -> types.Command | types.CodeAction:
        if isinstance(answer.get("command"), str):
            return converter.structure(answer, types.Command)
        return converter.structure(answer, types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, action)
    return converter


def applied(text: str, edits: list[types.TextEdit], encoding: str = "utf-16") -> str:
    """Return a text with edits made, by the letter of the protocol and with no code of ours."""
    ends = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text)), len(text)]
    size, codec = UNITS[encoding]

    def offset(position: types.Position) -> int:
        line = text[ends[position.line] : ends[position.line + 1]]
        return ends[position.line] + len(
            line.encode(codec)[: position.character * size].decode(codec)
        )

    for edit in sorted(edits, key=lambda one: one.range.start, reverse=True):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


@attrs.define(eq=False)
class Editor:
    """A client and its server. What the server says is kept: diagnostics by address, messages."""

    client: LanguageClient
    shown: dict[str, types.PublishDiagnosticsParams] = attrs.field(factory=dict)
    published: list[types.PublishDiagnosticsParams] = attrs.field(factory=list)
    messages: list[str] = attrs.field(factory=list)
    registered: list[types.Registration] = attrs.field(factory=list)
    capabilities: types.ServerCapabilities = attrs.field(factory=types.ServerCapabilities)
    versions: dict[str, int] = attrs.field(factory=dict)
    _news: asyncio.Event = attrs.field(factory=asyncio.Event)

    @classmethod
    async def start(
        cls,
        folder: Path,
        *arguments: str,
        encodings: list[str] | None = None,
        plain: bool = False,
        **environment: str,
    ) -> Editor:
        """Start a server in a folder and shake hands; a `plain` editor can do little."""
        editor = cls(LanguageClient("editor", "1", converter_factory=_converter))
        for name, handler in (
            (types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, editor._published),
            (types.WINDOW_SHOW_MESSAGE, editor._told),
            (types.WINDOW_LOG_MESSAGE, editor._told),
            (types.CLIENT_REGISTER_CAPABILITY, editor._asked),
        ):
            # The library wants to put attributes on a handler, which a method has none of.
            editor.client.feature(name)(partial(handler))
        command = (sys.executable, "-m", "textclean", "lsp", *arguments)
        await editor.client.start_io(*command, cwd=folder, env=os.environ | environment)
        workspace = types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(True),
        )
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=encodings),
            workspace=None if plain else workspace,
        )
        asked = types.InitializeParams(capabilities, root_uri=folder.as_uri())
        answer = await editor.client.initialize_async(asked)
        editor.capabilities = answer.capabilities
        editor.client.initialized(types.InitializedParams())
        return editor

    async def stop(self) -> int:
        """Say goodbye, and return how the server ended."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]
        server = self.client._server
        assert server is not None
        assert server.returncode is not None
        return server.returncode

    def open(self, path: Path, text: str | None = None, language: str = "plaintext") -> str:
        """Open a file, and return its address."""
        return self.open_address(
            path.as_uri(), path.read_text() if text is None else text, language
        )

    def open_address(self, uri: str, text: str, language: str = "plaintext") -> str:
        """Open a document that need not be a file."""
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, text: str) -> None:
        """Change a document to another text."""
        self.versions[uri] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Wait for what the server finds in the newest version, and return it."""
        while uri not in self.shown or self.shown[uri].version not in (self.versions[uri], None):
            await self.news()
        return list(self.shown.pop(uri).diagnostics)

    async def news(self) -> None:
        """Wait until the server says something."""
        self._news.clear()
        await asyncio.wait_for(self._news.wait(), 60)

    async def actions(
        self, uri: str, place: types.Range | None = None, *only: str
    ) -> list[types.CodeAction]:
        """Ask what can be done at a place, or anywhere."""
        place = place or types.Range(types.Position(0, 0), types.Position(9999, 0))
        context = types.CodeActionContext([], list(only) or None)
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(asked)
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    async def run(self, action: types.CodeAction) -> None:
        """Have the server run the command of an action."""
        assert action.command is not None
        asked = types.ExecuteCommandParams(action.command.command, action.command.arguments)
        await self.client.workspace_execute_command_async(asked)

    async def hover(self, uri: str, line: int, character: int) -> str | None:
        """Return what is shown at a position."""
        place = types.Position(line, character)
        asked = types.HoverParams(types.TextDocumentIdentifier(uri), place)
        found = await self.client.text_document_hover_async(asked)
        if found is None:
            return None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def _published(self, params: types.PublishDiagnosticsParams) -> None:
        self.shown[params.uri] = params
        self.published.append(params)
        self._news.set()

    def _told(self, params: types.ShowMessageParams | types.LogMessageParams) -> None:
        self.messages.append(params.message)
        self._news.set()

    def _asked(self, params: types.RegistrationParams) -> None:
        self.registered += params.registrations
        self._news.set()


def text_edits(action: types.CodeAction) -> list[types.TextEdit]:
    """Return the edits of an action on one document."""
    assert action.edit is not None
    if action.edit.changes:
        (edits,) = action.edit.changes.values()
        return list(edits)
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    return [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
