"""The language server, talked to by a real client over standard streams."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from editor import UNITS, Editor, applied, text_edits
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

import textclean
from textclean.cli import main
from textclean.cli.lsp.lines import Lines
from textclean.edit import Edit, apply

SIDECAR = ".textclean-decisions.json"
DAMAGED = "🎉🎉 The vote came late .\nIt ended on Tuesday January 27 2026, they said.\n"
REPAIRED = "🎉🎉 The vote came late.\nIt ended on Tuesday, January 27, 2026, they said.\n"

# A pattern that takes longer than anybody waits, where its text has the letters that it looks for.
ENDLESS = "protect = ['(a+)+$']\n"
MAKES_ENDLESS = "The vote came late .\n" + "a" * 40 + "!\n"


class Desk:
    """A person at an editor, whose server stands ready for many documents."""

    def __init__(self, runner: asyncio.Runner, folder: Path) -> None:
        """Start the server."""
        self.runner = runner
        self.editor = runner.run(Editor.start(folder))

    def __call__(self, doing: Coroutine[Any, Any, Any]) -> Any:
        """Do something until it is done."""
        return self.runner.run(doing)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give an editor with a server."""
    with asyncio.Runner() as runner:
        desk = Desk(runner, tmp_path_factory.mktemp("root"))
        yield desk
        assert desk(desk.editor.stop()) == 0


def write(folder: Path, name: str, text: str = DAMAGED) -> Path:
    """Write a file, its line ends as they are."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


async def found_in(editor: Editor, path: Path, text: str | None = None) -> list[str]:
    """Open a file, and return the rules of what is found in it, in order of place."""
    uri = editor.open(path, text)
    found = await editor.diagnostics(uri)
    return [str(one.code) for one in found if one.severity == types.DiagnosticSeverity.Warning]


@pytest.mark.parametrize("encodings", [None, ["utf-16"], ["utf-8", "utf-16"], ["utf-32"]])
def test_positions_are_right_behind_an_emoji(tmp_path: Path, encodings: list[str] | None) -> None:
    """In the units that the editor offers first, or else in UTF-16, each edit is in its place."""
    # Python's lines end at some of these characters too; those of an editor do not.
    text = DAMAGED + "One\x0c🎉 line\u2028and , the\x85 next .\rA last \r\none 🎉 , he said .\n"

    async def scenario() -> None:
        editor = await Editor.start(tmp_path, encodings=encodings)
        encoding = encodings[0] if encodings else "utf-16"
        assert editor.capabilities.position_encoding == encoding
        uri = editor.open(write(tmp_path, "a.txt", text))
        first, *_ = await editor.diagnostics(uri)
        size, codec = UNITS[encoding]
        before = len("🎉🎉 The vote came late".encode(codec)) // size
        assert first.range == types.Range(types.Position(0, before), types.Position(0, before + 1))
        (action,) = await editor.actions(uri, None, "source.fixAll")
        assert applied(text, text_edits(action), encoding) == textclean.clean(text)
        assert await editor.stop() == 0

    asyncio.run(scenario())


@given(st.text("a\r\n🎉", max_size=8), st.data(), st.sampled_from(sorted(UNITS)))
def test_every_edit_can_be_told(text: str, data: st.DataObject, encoding: str) -> None:
    """An edit that parts a line end is told too, though no position of the protocol does so."""
    start = data.draw(st.integers(0, len(text)))
    edit = Edit.replace(start, data.draw(st.integers(start, len(text))), "é")
    lines = Lines(text, types.PositionEncodingKind(encoding))
    assert applied(text, [lines.text_edit(edit)], encoding) == apply(text, [edit])


def test_what_is_found_is_shown(desk: Desk, tmp_path: Path) -> None:
    """Each finding has its rule, its reason, what would be done, and a link to the rule."""
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    space, comma, _ = desk(desk.editor.diagnostics(uri))
    assert (space.source, space.code) == ("textclean", "spacing")
    assert space.severity == types.DiagnosticSeverity.Warning
    assert space.message == 'a space before a mark (0.95): delete " "'
    assert space.code_description.href.endswith("/normalizers/spacing.py")
    # Of an insertion, what stands on both sides of it, that there be something to see.
    assert comma.range == types.Range(types.Position(1, 18), types.Position(1, 20))


def test_suggestions_are_hints(desk: Desk, tmp_path: Path) -> None:
    """What is not sure enough to be made can be made by hand, and need not be left."""
    write(tmp_path, "textclean.toml", "min-confidence = 0.96\n")
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    found = desk(desk.editor.diagnostics(uri))
    assert {one.severity for one in found} == {types.DiagnosticSeverity.Hint}
    actions = desk(desk.editor.actions(uri))
    assert [one.title for one in actions][:1] == ['Delete " " (spacing)']
    assert not [one for one in actions if one.is_preferred or one.command or one.kind != "quickfix"]


def test_a_quick_fix_makes_one_repair(desk: Desk, tmp_path: Path) -> None:
    """It belongs to the finding at the place, and is for the version that was looked at."""
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    place = types.Range(types.Position(1, 19), types.Position(1, 19))
    fix, leave = desk(desk.editor.actions(uri, place, "quickfix"))
    assert (fix.title, fix.is_preferred) == ('Insert "," (dates)', True)
    assert leave.title == "Leave this as it is (dates)"
    assert applied(DAMAGED, text_edits(fix)) == DAMAGED.replace("Tuesday", "Tuesday,")
    assert fix.edit.document_changes[0].text_document.version == 1
    assert [one.code for one in fix.diagnostics] == ["dates"]


def test_fix_all_repairs_what_was_typed_last(desk: Desk, tmp_path: Path) -> None:
    """Editors ask for it as they save, right behind a change."""
    uri = desk.editor.open(write(tmp_path, "a.txt", "All is well.\n"))
    desk.editor.type(uri, DAMAGED)
    (fix,) = desk(desk.editor.actions(uri, None, "source.fixAll.textclean"))
    assert fix.kind == "source.fixAll.textclean"
    assert applied(DAMAGED, text_edits(fix)) == REPAIRED
    assert desk(desk.editor.actions(uri, None, "refactor")) == []
    assert desk(desk.editor.actions(uri, None, "source"))
    desk.editor.type(uri, REPAIRED)
    assert desk(desk.editor.actions(uri)) == []


def test_an_editor_without_versions_gets_plain_changes(tmp_path: Path) -> None:
    """Editors that can do little are told what they understand, and are asked for nothing."""

    async def scenario() -> None:
        editor = await Editor.start(tmp_path, "--stdio", plain=True)
        uri = editor.open(write(tmp_path, "a.txt"))
        (fix,) = await editor.actions(uri, None, "source")
        assert fix.edit is not None
        assert fix.edit.document_changes is None
        assert applied(DAMAGED, text_edits(fix)) == REPAIRED
        assert editor.registered == []
        await editor.stop()

    asyncio.run(scenario())


def test_leaving_a_finding_writes_what_accept_writes(desk: Desk, tmp_path: Path) -> None:
    """The decision is that of the command; what was decided before stays, and the finding goes."""
    (tmp_path / "by_hand").mkdir()
    for folder in (tmp_path, tmp_path / "by_hand"):
        write(folder, "b.txt", "He went , she said.\n")
        assert main(["accept", "--quiet", str(folder / "b.txt")]) == 0
        write(folder, "a.txt", "The vote came late .\n")
    uri = desk.editor.open(tmp_path / "a.txt")
    assert desk(desk.editor.diagnostics(uri))
    _, leave, _ = desk(desk.editor.actions(uri))
    desk(desk.editor.run(leave))
    assert desk(desk.editor.diagnostics(uri)) == []
    assert main(["accept", "--quiet", str(tmp_path / "by_hand" / "a.txt")]) == 0
    written, expected = (
        (folder / SIDECAR).read_text() for folder in (tmp_path, tmp_path / "by_hand")
    )
    assert written == expected
    assert set(json.loads(written)) == {"a.txt", "b.txt"}
    assert main(["check", "--quiet", str(tmp_path / "a.txt")]) == 0


def test_what_has_no_file_cannot_be_left(desk: Desk, tmp_path: Path) -> None:
    """A decision stands beside a file: none is offered without, and one of a lost file is told."""
    uri = desk.editor.open_address("untitled:Untitled-1", DAMAGED)
    assert not [one for one in desk(desk.editor.actions(uri)) if one.command]
    uri = desk.editor.open(tmp_path / "new.txt", DAMAGED)
    leave = desk(desk.editor.actions(uri))[1]
    desk(desk.editor.run(leave))
    assert "textclean: decisions stand beside the file; save it first" in desk.editor.messages
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_of_decisions_is_told_and_kept(desk: Desk, tmp_path: Path) -> None:
    """What somebody wrote there by hand is not lost, and one line says what is wrong with it."""
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    leave = desk(desk.editor.actions(uri))[1]
    path = write(tmp_path, SIDECAR, "{")
    desk(desk.editor.run(leave))
    (said,) = [one for one in desk.editor.messages if SIDECAR in one]
    assert said.startswith(f"textclean: {path}: not valid JSON")
    assert path.read_text() == "{"


def test_hovering_shows_what_the_rule_says(desk: Desk, tmp_path: Path) -> None:
    """The documentation of the rule comes as Markdown; where nothing is found, nothing comes."""
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    desk(desk.editor.diagnostics(uri))
    page = desk(desk.editor.hover(uri, 1, 19))
    assert page.startswith("`dates`: Restore the commas")
    assert "\n\n**What it leaves**\n\n" in page
    assert "\n\n```python\n>>> from textclean.edit import apply\n" in page
    assert desk(desk.editor.hover(uri, 1, 3)) is None


def test_the_newest_version_wins(desk: Desk, tmp_path: Path) -> None:
    """While one types nothing is shown of what is out of date, and in the end the newest is."""
    uri = desk.editor.open(write(tmp_path, "a.txt", "All is well.\n"))

    async def type_quickly() -> list[types.Diagnostic]:
        for at in range(len(DAMAGED)):
            desk.editor.type(uri, DAMAGED[: at + 1])
            await asyncio.sleep(0.005)
        return await desk.editor.diagnostics(uri)

    assert len(desk(type_quickly())) == 3
    versions = [one.version or 0 for one in desk.editor.published if one.uri == uri]
    assert versions == sorted(versions)
    assert versions[-1] == 1 + len(DAMAGED)
    assert len(versions) < len(DAMAGED) / 4


def test_a_slow_document_holds_up_no_other(desk: Desk, tmp_path: Path) -> None:
    """One that would take for ever keeps none waiting, and is looked at again when it changes."""
    write(tmp_path, "slow/textclean.toml", ENDLESS)
    slow = desk.editor.open(write(tmp_path, "slow/a.txt", MAKES_ENDLESS))
    for name in ("b.txt", "c.txt"):
        assert desk(found_in(desk.editor, write(tmp_path, name))) == ["spacing", "dates", "dates"]
    assert slow not in desk.editor.shown
    desk.editor.type(slow, "The vote came late .\n")
    assert len(desk(desk.editor.diagnostics(slow))) == 1


def test_a_document_that_is_closed_is_let_go(desk: Desk, tmp_path: Path) -> None:
    """What was shown of it is taken back, and a search in it ends."""
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    desk(desk.editor.diagnostics(uri))
    closing = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    desk.editor.client.text_document_did_close(closing)
    assert desk(desk.editor.diagnostics(uri)) == []


def test_a_limit_of_time_holds(desk: Desk, tmp_path: Path) -> None:
    """`timeout` of the configuration ends a search, and the log says so."""
    write(tmp_path, "textclean.toml", f"timeout = 0.5\n{ENDLESS}")
    uri = desk.editor.open(write(tmp_path, "a.txt", MAKES_ENDLESS))
    assert desk(desk.editor.diagnostics(uri)) == []
    assert [one for one in desk.editor.messages if "took longer than 0.5 s" in one]


def test_the_configuration_of_the_file_holds(desk: Desk, tmp_path: Path) -> None:
    """The nearest one, with what it excludes, protects and ignores for some files."""
    stated = 'exclude = ["/raw"]\nterms = ["late ."]\n[per-file-ignores]\n"b*" = ["dates"]\n'
    write(tmp_path, "textclean.toml", stated)
    write(tmp_path, "near/textclean.toml", 'select = ["spacing"]')

    def found(name: str) -> list[str]:
        return list(desk(found_in(desk.editor, write(tmp_path, name))))

    assert found("a.txt") == ["dates", "dates"]
    assert found("b.txt") == []
    assert found("raw/a.txt") == []
    assert found("near/raw/a.txt") == ["spacing"]


def test_a_change_of_the_configuration_is_heeded(desk: Desk, tmp_path: Path) -> None:
    """The editor was asked to tell of it, and then all that is open is looked at again."""
    while not desk.editor.registered:  # it comes after the handshake
        desk(desk.editor.news())
    (registered,) = desk.editor.registered
    watched = [{"globPattern": "**/*.toml"}, {"globPattern": f"**/{SIDECAR}"}]
    assert registered.register_options == {"watchers": watched}
    uri = desk.editor.open(write(tmp_path, "a.txt"))
    assert len(desk(desk.editor.diagnostics(uri))) == 3
    path = write(tmp_path, "textclean.toml", 'ignore = ["dates"]')
    changed = types.FileEvent(path.as_uri(), types.FileChangeType.Created)
    desk.editor.client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams([changed])
    )
    assert len(desk(desk.editor.diagnostics(uri))) == 1


def test_a_wrong_configuration_is_told_once(desk: Desk, tmp_path: Path) -> None:
    """One message says what is wrong where, however many documents it holds for, and even if others
    are examined between them; it is told anew when it was mended and comes again.
    """
    folder, elsewhere = tmp_path / "wrong", tmp_path / "right"
    path = write(folder, "textclean.toml", 'presets = "wire"')
    says = f'textclean: {path}: textclean has no key "presets"; did you mean "preset"?'
    for name in ("a.txt", "b.txt"):
        assert desk(found_in(desk.editor, write(folder, name))) == []
        assert len(desk(found_in(desk.editor, write(elsewhere, name)))) == 3
    assert desk.editor.messages.count(says) == 1
    mended, left_out, wrong = "", 'exclude = ["*.txt"]', 'presets = "wire"'
    for text, times in ((mended, 1), (wrong, 2), (left_out, 2), (wrong, 3)):
        path.write_text(text)
        for name in ("a.txt", "b.txt"):
            uri = (folder / name).as_uri()
            desk.editor.type(uri, DAMAGED)
            desk(desk.editor.diagnostics(uri))
        assert desk.editor.messages.count(says) == times


def test_what_cannot_be_read_is_logged(desk: Desk, tmp_path: Path) -> None:
    """A document that is not what its name says is told in the log, as one types it."""
    assert desk(found_in(desk.editor, write(tmp_path, "a.xml", "<a>The vote , late"))) == []
    assert [one for one in desk.editor.messages if one.startswith(f"{tmp_path}/a.xml: ")]


CODE = "`The vote , late .`"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"The vote , late.\n\n    {CODE}\n"),
        ("a.rst", f"The vote , late.\n\n::\n\n    {CODE}\n"),
        ("a.html", f"<p>The vote , late.</p><pre>{CODE}</pre>"),
        ("a.json", json.dumps({"body_text": "The vote , late.\n", "uri": CODE})),
    ],
)
def test_a_file_is_of_the_format_that_it_is_called(
    desk: Desk, tmp_path: Path, name: str, text: str
) -> None:
    """Of marked-up files what is read is repaired, and the rest left."""
    path = write(tmp_path, name, text)
    assert desk(found_in(desk.editor, path)) == ["spacing"]


def test_a_document_without_a_file_is_of_the_format_that_the_editor_says(desk: Desk) -> None:
    """Nothing else is known of it; views that are no documents to write in are left."""
    text = f"The vote , late.\n\n    {CODE}\n"

    def found(uri: str, language: str) -> int:
        desk.editor.open_address(uri, text, language)
        return len(desk(desk.editor.diagnostics(uri)))

    assert found("untitled:Untitled-2", "markdown") == 1
    assert found("git:/a.md", "markdown") == 0


def test_a_text_is_read_in_the_encoding_of_its_file(desk: Desk, tmp_path: Path) -> None:
    """An encoding that is configured spoils nothing, even if it cannot hold the text."""
    write(tmp_path, "textclean.toml", 'encoding = "cp1252"')
    for text in (
        "Zoë voted , she said.\n",
        "Zoë 🎉 voted , she said.\n",
        "\ufeffZoë went , late.\n",
    ):
        uri = desk.editor.open(write(tmp_path, "a.txt", text), text)
        (fix,) = desk(desk.editor.actions(uri, None, "source"))
        assert applied(text, text_edits(fix)) == textclean.clean(text)


RULE = """\
import textclean

@textclean.normalizer("marks")
def loud(text):
    print("Content-Length: 3")
    if "!" not in text.source:
        yield textclean.Edit.insert(len(text.source.rstrip()), "!", confidence=0.9, why="louder")
"""


def test_what_a_rule_prints_is_no_message(tmp_path: Path) -> None:
    """Standard output is the editor's: a rule of another package that prints breaks nothing."""
    write(tmp_path, "loud.py", RULE)
    write(tmp_path, "loud-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: loud\nVersion: 1\n")
    write(
        tmp_path, "loud-1.dist-info/entry_points.txt", "[textclean.normalizers]\nloud = loud:loud\n"
    )
    write(tmp_path, "textclean.toml", 'select = ["loud"]')

    async def scenario() -> None:
        editor = await Editor.start(tmp_path, PYTHONPATH=str(tmp_path))
        assert await found_in(editor, write(tmp_path, "a.txt", "All is well\n")) == ["loud"]
        assert await editor.stop() == 0

    asyncio.run(scenario())


def server(folder: Path, *code: str) -> subprocess.Popen[bytes]:
    """Start a server in a process of its own."""
    command = [sys.executable, *(code or ("-m", "textclean", "lsp"))]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe)


def test_an_editor_that_is_gone_ends_the_server(tmp_path: Path) -> None:
    """When its input ends, the server ends without a word; its code says that it was left."""
    process = server(tmp_path)
    assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 1


def children(process: int) -> set[int]:
    """Return the numbers of the processes that a process has started."""
    return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def is_running(process: int) -> bool:
    """Whether there is a process of this number that has not ended."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc")
def test_a_signal_ends_the_server_and_its_workers(tmp_path: Path) -> None:
    """It ends at once, in the middle of a search that would not end."""
    write(tmp_path, "slow/textclean.toml", ENDLESS)

    async def scenario() -> None:
        editor = await Editor.start(tmp_path)
        editor.open(write(tmp_path, "slow/a.txt", MAKES_ENDLESS))
        assert await found_in(editor, write(tmp_path, "b.txt")) == ["spacing", "dates", "dates"]
        process = editor.client._server
        assert process is not None
        started = children(process.pid)
        assert len(started) >= 2
        os.kill(process.pid, signal.SIGTERM)
        await editor.client.stop()  # type: ignore[no-untyped-call]
        assert process.returncode == -signal.SIGTERM
        while any(map(is_running, started)):
            await asyncio.sleep(0.05)

    asyncio.run(asyncio.wait_for(scenario(), 60))


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path) -> None:
    """Whoever has not installed the extra is told how."""
    hidden = "import sys; sys.modules['pygls'] = None; from textclean.cli import main; "
    process = server(tmp_path, "-c", f"{hidden}sys.exit(main(['lsp']))")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.decode().splitlines() == [
        "textclean: error: the language server needs pygls; "
        'pip install ".[lsp]" in a clone, or "textclean-wire[lsp]" once that is released'
    ]
