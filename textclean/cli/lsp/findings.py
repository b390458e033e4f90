"""The findings in one version of a document, as an editor shows them and acts on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs
from lsprotocol import types
from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Range

from textclean.cli import decisions
from textclean.cli.lsp.lines import Lines
from textclean.cli.lsp.rule_pages import address, documentation
from textclean.edit import Edit
from textclean.pipeline import Report
from textclean.render.lines import action, listed, sure
from textclean.render.safe import one_line

# The command that writes a decision: `textclean accept`, for one finding.
LEAVE = "textclean.leave"
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.textclean"

# Of what is longer, the line of a menu shows the beginning.
_SHOWN = 40


@attrs.frozen
class Finding:
    """An edit, whether it is sure enough to be made, and how it is shown."""

    edit: Edit
    is_made: bool
    diagnostic: Diagnostic

    def is_at(self, place: Range) -> bool:
        """Whether a place in the document meets it, at its edge too."""
        own = self.diagnostic.range
        return own.start <= place.end and place.start <= own.end


@attrs.frozen(slots=False)
class Findings:
    """What was found in a version of a document; `takes_versions` says whether the editor takes
    edits that are for one version alone, and `is_file` whether decisions can stand beside it.
    """

    uri: str
    version: int | None
    report: Report
    lines: Lines
    takes_versions: bool
    is_file: bool

    @cached_property
    def found(self) -> list[Finding]:
        """All findings, suggestions too, in order of place."""
        return [
            Finding(edit, is_made, self._diagnostic(edit, is_made=is_made))
            for edit, is_made in listed(self.report, suggestions=True)
        ]

    def at(self, place: Range) -> list[Finding]:
        """Return the findings that a place in the document meets."""
        return [one for one in self.found if one.is_at(place)]

    def hover(self, position: types.Position) -> types.Hover | None:
        """Return what the rules of the findings at a position say of themselves."""
        found = self.at(Range(position, position))
        if not found:
            return None
        rules = dict.fromkeys(rule for one in found for rule in one.edit.rules)
        pages = "\n\n---\n\n".join(f"`{rule}`: {documentation(rule)}" for rule in rules)
        content = types.MarkupContent(types.MarkupKind.Markdown, pages)
        return types.Hover(content, found[0].diagnostic.range)

    def actions(self, place: Range, only: Sequence[str] | None) -> list[CodeAction]:
        """Return what can be done about the findings at a place, and about all of them.

        `only` names the kinds of action that are wanted, or all are.
        """
        found: list[CodeAction] = []
        if _wanted(CodeActionKind.QuickFix.value, only):
            for one in self.at(place):
                found += self._about(one)
        if self.report.edits and _wanted(FIX_ALL, only):
            changes = self._changes(self.report.edits)
            found.append(CodeAction("Repair all that textclean finds", FIX_ALL, edit=changes))
        return found

    def _about(self, one: Finding) -> Iterator[CodeAction]:
        """Yield what can be done about one finding: what it says, or nothing for ever."""
        edit = one.edit
        does = action(self.report.source, edit, _quoted)
        yield CodeAction(
            f"{does[:1].upper()}{does[1:]} ({edit.rule})",
            CodeActionKind.QuickFix,
            [one.diagnostic],
            is_preferred=one.is_made,
            edit=self._changes([edit]),
        )
        # Only what would be repaired can be accepted as it is: suggestions stay anyway.
        if one.is_made and self.is_file:
            title = f"Leave this as it is ({edit.rule})"
            source = self.report.source
            key, about = decisions.key_of(source, edit), decisions.shown(source, edit)
            command = types.Command(title, LEAVE, arguments=[self.uri, key, about])
            yield CodeAction(title, CodeActionKind.QuickFix, [one.diagnostic], command=command)

    def _changes(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        """Return edits for the editor, which it makes all at once."""
        changes = [self.lines.text_edit(edit) for edit in edits]
        if not self.takes_versions:
            return types.WorkspaceEdit(changes={self.uri: changes})
        document = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])

    def _diagnostic(self, edit: Edit, *, is_made: bool) -> Diagnostic:
        """Return a finding as the editor shows it."""
        does = action(self.report.source, edit)
        page = address(edit.rules[0])
        return Diagnostic(
            self.lines.around(edit.start, edit.end),
            f"{one_line(edit.why)} ({sure(edit)}): {does}",
            severity=DiagnosticSeverity.Warning if is_made else DiagnosticSeverity.Hint,
            code=edit.rule,
            code_description=types.CodeDescription(page) if page else None,
            source="textclean",
        )


def _quoted(text: str) -> str:
    """Return a text in quotation marks, what cannot be seen escaped, the end left out."""
    return f'"{one_line(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")}"'


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind of action is one of those that are wanted, or of a kind of them.

    >>> _wanted(FIX_ALL, ["source"]), _wanted(FIX_ALL, ["quickfix"]), _wanted("quickfix", None)
    (True, False, True)
    """
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)
