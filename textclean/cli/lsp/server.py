"""What the server does when the editor says something."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from textclean import __version__
from textclean.cli import decisions
from textclean.cli.config import Configuration
from textclean.cli.lsp.documents import Documents
from textclean.cli.lsp.findings import FIX_ALL, LEAVE, Findings
from textclean.cli.lsp.lines import Lines
from textclean.cli.lsp.open_file import input_of, path_of
from textclean.cli.lsp.workers import Workers
from textclean.cli.writing import UnwritableOutputError
from textclean.errors import ConfigurationError, TextcleanError

# So many documents are examined at a time; each takes a process, which loads the weights.
_WORKERS = 4

# What decides about the findings beside the documents themselves.
_WATCHED = ("**/*.toml", f"**/{decisions.FILE}")


class Server(LanguageServer):
    """A language server for text; `configuration` reads anew what is configured."""

    def __init__(self, configuration: Callable[[], Configuration]) -> None:
        """Say what is done about what the editor says."""
        # Editors and Python disagree where lines end; so no change is told by its lines.
        super().__init__("textclean", __version__, types.TextDocumentSyncKind.Full)
        self.was_shut_down = False
        self.documents = Documents(self._examine, self._publish)
        self._configuration = configuration
        self._workers = Workers(_WORKERS)
        self._wrong: dict[str, str] = {}  # of each document that cannot be examined, what is wrong
        for name, options, handler in _FEATURES:
            self.feature(name, options)(handler)
        self.command(LEAVE)(_leave)

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        """Serve until the editor says that it is done, or is gone."""
        try:
            self.start_io(stdin, stdout)
        finally:
            self._workers.close()

    def say(self, message: str, uri: str | None = None) -> None:
        """Show the user what is wrong, and keep it where it is why a document is not examined."""
        kind = types.MessageType.Error
        self.window_show_message(types.ShowMessageParams(kind, f"textclean: {message}"))
        if uri is not None:
            self._wrong[uri] = message

    def say_once(self, message: str, uri: str) -> None:
        """Show the user why a document is not examined, unless it is known of some document."""
        if message in self._wrong.values():
            self._wrong[uri] = message
        else:
            self.say(message, uri)

    def forget(self, uri: str) -> None:
        """Take note that a document was examined, is left out, or is closed."""
        self._wrong.pop(uri, None)

    async def _examine(self, uri: str) -> Findings | None:
        """Run the rules over a document as it is now; return nothing where it is left out."""
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        try:
            task = input_of(document, self._configuration())
            outcome = await self._workers.examine(task) if task else None
        except (TextcleanError, OSError) as error:
            self.say_once(str(error), uri)
            return None
        self.forget(uri)
        if task is None or outcome is None:
            return None
        for message in filter(None, (outcome.error, outcome.warning)):
            self._log(f"{task.name}: {message}")
        if outcome.report is None or outcome.report.source != text:
            return None
        for message in outcome.report.warnings:
            self._log(f"{task.name}: {message}")
        encoding = self.server_capabilities.position_encoding
        lines = Lines(text, types.PositionEncodingKind(encoding))
        takes_versions = get_capability(
            self.client_capabilities, "workspace.workspace_edit.document_changes", False
        )
        is_file = path_of(uri) is not None
        return Findings(uri, version, outcome.report, lines, bool(takes_versions), is_file)

    def _publish(self, uri: str, findings: Findings | None) -> None:
        """Send the editor what was found."""
        version = findings.version if findings else None
        shown = [one.diagnostic for one in findings.found] if findings else []
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown, version))

    def _log(self, message: str) -> None:
        """Write a message into the log of the editor."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, message))


async def _initialized(server: Server, params: types.InitializedParams) -> None:
    """Ask the editor to tell when a configuration or a decision changes."""
    capability = "workspace.did_change_watched_files.dynamic_registration"
    if get_capability(server.client_capabilities, capability, False):
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        registration = types.Registration(
            "textclean-configuration",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
        await server.client_register_capability_async(types.RegistrationParams([registration]))


def _shut_down(server: Server, params: None) -> None:
    server.was_shut_down = True


async def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.documents.open(params.text_document.uri)


async def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    server.documents.change(params.text_document.uri)


async def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    server.documents.change(params.text_document.uri, at_once=True)


async def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Take back what was shown of a document."""
    uri = params.text_document.uri
    server.documents.close(uri)
    server.forget(uri)
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


async def _configured(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
    server.documents.change_all()


async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return what can be done about the findings at a place, of the newest version."""
    findings = await server.documents.newest(params.text_document.uri)
    return findings.actions(params.range, params.context.only) if findings else []


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Tell about the findings at a position, where they are known."""
    findings = server.documents.known(params.text_document.uri)
    return findings.hover(params.position) if findings else None


def _leave(server: Server, uri: str, key: str, about: str) -> None:
    """Write the decision that a finding is right as it is, beside the file."""
    path = path_of(uri)
    if path is None or not path.is_file():
        server.say("decisions stand beside the file; save it first")
        return
    try:
        before = decisions.load(path.parent).get(path.name, {})
        decisions.decide(path, {**before, key: decisions.Decision(about)})
    except ConfigurationError as error:  # it names the file
        server.say(str(error), uri)
    except UnwritableOutputError as error:
        server.say(f"{path.parent / decisions.FILE}: {error}")
    server.documents.change(uri, at_once=True)


_FEATURES: tuple[tuple[str, object, Callable[..., object]], ...] = (
    (types.INITIALIZED, None, _initialized),
    (types.SHUTDOWN, None, _shut_down),
    (types.TEXT_DOCUMENT_DID_OPEN, None, _opened),
    (types.TEXT_DOCUMENT_DID_CHANGE, None, _changed),
    (types.TEXT_DOCUMENT_DID_SAVE, None, _saved),
    (types.TEXT_DOCUMENT_DID_CLOSE, None, _closed),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, _configured),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]),
        _actions,
    ),
    (types.TEXT_DOCUMENT_HOVER, None, _hover),
)
