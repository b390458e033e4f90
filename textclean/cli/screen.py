"""The full screen of `textclean review`, drawn by prompt_toolkit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollablePane,
    Window,
)
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.styles import Style

from textclean.cli.walkthrough import Verdict, Walk
from textclean.errors import TextcleanError
from textclean.render.excerpt import Excerpt
from textclean.render.lines import cells, sure
from textclean.render.safe import one_line

# Seconds after Escape within which a key makes it Alt and that key.
ESCAPE = 0.05
# Lines of the screen that are taken up by other things than the excerpts.
CHROME = 10
# Characters on each side of an edit that are shown in any case, and at most.
LEAST = 24
MOST = 300
# Lines that Page Up and Page Down scroll.
PAGE = 8

_STYLE = Style.from_dict(
    {
        "title": "bold",
        "label": "bold",
        "gone": "fg:ansired",
        "comes": "fg:ansigreen",
        "message": "bold",
        "key": "bold",
        "bar": "reverse",
    }
)
_PARTS = re.compile(r"\n|[^\S\n]+|\S+")
_EDITING = "Enter takes the text, Alt-Enter breaks the line, Escape leaves it as it was"


class Screen:
    """Shows the findings of a walk one by one, and does what keys ask for."""

    def __init__(self, walk: Walk) -> None:
        """Lay out the screen; nothing is shown yet."""
        self.walk = walk
        self._message = ""
        self._is_editing = False
        self._words = Buffer(multiline=True)
        is_editing = Condition(lambda: self._is_editing)
        # The keys go to what has the focus: not to the field, unless it is shown.
        self._shown = Window(
            FormattedTextControl(self._finding, focusable=True, show_cursor=False), wrap_lines=True
        )
        self._body = ScrollablePane(
            self._shown,
            keep_cursor_visible=False,
            keep_focused_window_visible=False,
            display_arrows=False,
        )
        field = HSplit([_line("Write there instead:", "class:label"), _field(self._words)])
        whole = HSplit(
            [
                _line(self._title, "class:bar"),
                self._body,
                ConditionalContainer(field, is_editing),
                _line(lambda: self._message, "class:message"),
                Window(
                    FormattedTextControl(self._keys),
                    height=lambda: Dimension(max=max(1, self._size.rows // 3)),
                    dont_extend_height=True,
                ),
            ]
        )
        self._layout = Layout(whole, focused_element=self._shown)
        self._application: Application[bool] = Application(
            self._layout, style=_STYLE, key_bindings=self._bindings(is_editing), full_screen=True
        )
        self._application.ttimeoutlen = self._application.timeoutlen = ESCAPE

    def show(self) -> bool:
        """Walk until the user leaves; return whether all was decided then."""
        try:
            self._application.run()
        except EOFError:  # the terminal has gone
            return False
        return self.walk.is_over

    def tell(self, message: str) -> None:
        """Have a message shown until the next key."""
        self._message = message

    def _title(self) -> str:
        """Return where the walk is."""
        walk, finding = self.walk, self.walk.current
        line, column = finding.text.position(finding.edit.start)
        decided = len(walk.findings) - walk.count(Verdict.OPEN)
        place = f"{one_line(finding.task.name)}:{line}:{column}"
        return f" {walk.at + 1} of {len(walk.findings)}, {decided} decided   {place}"

    def _finding(self) -> StyleAndTextTuples:
        """Return the finding that is looked at: why, before, after, and what was decided."""
        finding = self.walk.current
        edit, decision = finding.edit, self.walk.decision(finding)
        new = edit.new if decision is None or decision.new is None else decision.new
        # There are two excerpts, each with two sides, in half of the room.
        around = self._size.columns * (self._size.rows - CHROME) // 8
        shown = Excerpt.of(finding.text, edit, new, max(LEAST, min(around, MOST)))
        sureness = f"{sure(edit)}{'' if finding.is_made else ', suggestion'}"
        gone = f"[-{shown.old}-]" if shown.old else ""
        comes = f"{{+{shown.new}+}}" if shown.new else ""
        pieces: StyleAndTextTuples = [
            ("class:title", f"{edit.rule}  "),
            ("", f"{one_line(edit.why)}  ({sureness})\n\n"),
            ("class:label", "Before\n"),
            ("", shown.before),
            ("class:gone", gone),
            ("", f"{shown.after}\n\n"),
            ("class:label", "After\n"),
            ("", shown.before),
            ("class:comes", comes),
            ("", f"{shown.after}\n\n"),
            ("class:title", self._verdict()),
        ]
        return _wrapped(
            pieces, self._size.columns - 1
        )  # beside the bar that shows what is scrolled

    @property
    def _size(self) -> Size:
        return self._application.output.get_size()

    def _verdict(self) -> str:
        """Say what was decided about the finding that is looked at, and what comes of it."""
        finding = self.walk.current
        says = {
            Verdict.ACCEPTED: "Accepted: fix makes it.",
            Verdict.REJECTED: "Rejected: the text stays as it is.",
            Verdict.EDITED: "Edited by hand: fix writes this.",
        }
        is_open = "Not decided: fix makes it." if finding.is_made else "Not decided: fix leaves it."
        return says.get(self.walk.verdict(finding), is_open)

    def _keys(self) -> StyleAndTextTuples:
        """Say what the keys do."""
        if self._is_editing:
            return _wrapped([("", _EDITING)], self._size.columns)
        same = len(self.walk.same_rule())
        told = [
            ("a", "accept"),
            ("r", "reject"),
            ("q", "quit"),
            ("e", "edit by hand"),
            ("u", "undo"),
            ("A R", f"all {same} of {self.walk.current.edit.rule}"),
            ("n p", "next, previous"),
            ("PgUp PgDn", "scroll"),
        ]
        pieces: StyleAndTextTuples = []
        for keys, says in told:
            pieces += [("class:key", keys), ("", f" {says}   ")]
        return _wrapped(pieces, self._size.columns)

    def _bindings(self, is_editing: Condition) -> KeyBindings:
        """Return what each key does."""
        bindings = KeyBindings()
        for keys, act in self._actions():
            for key in keys.split():

                @bindings.add(key, filter=~is_editing)
                def _(event: KeyPressEvent, act: Callable[[], object] = act) -> None:
                    self._act(act)

        @bindings.add("q", filter=~is_editing)
        def _(event: KeyPressEvent) -> None:
            event.app.exit()

        @bindings.add("c-c")
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        @bindings.add("enter", filter=is_editing)
        def _(event: KeyPressEvent) -> None:
            self._act(lambda: self.walk.write(self._words.text))
            self._leave_field()

        @bindings.add("escape", "enter", filter=is_editing)
        def _(event: KeyPressEvent) -> None:
            self._words.insert_text("\n")

        @bindings.add("escape", filter=is_editing)
        def _(event: KeyPressEvent) -> None:
            self._leave_field()

        return bindings

    def _actions(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield keys and what they do, but those that leave the screen or the field."""
        walk = self.walk
        yield "a", lambda: walk.accept([walk.current])
        yield "r", lambda: walk.reject([walk.current])
        yield "A", lambda: walk.accept(walk.same_rule())
        yield "R", lambda: walk.reject(walk.same_rule())
        yield "u", self._undo
        yield "n j right down", lambda: walk.step(1)
        yield "p k left up", lambda: walk.step(-1)
        yield "pagedown space", lambda: self._scroll(PAGE)
        yield "pageup", lambda: self._scroll(-PAGE)
        yield "e", self._enter_field

    def _act(self, act: Callable[[], object]) -> None:
        """Do what a key stands for; what cannot be done is said."""
        finding = self.walk.current
        self.tell("")
        try:
            act()
        except TextcleanError as error:
            self.tell(one_line(str(error)))
        if self.walk.current is not finding:
            self._body.vertical_scroll = 0
        if self.walk.is_over and not self._message:
            self.tell("All is decided: q ends, u takes the last decision back.")

    def _undo(self) -> None:
        if not self.walk.undo():
            self.tell("There is nothing to take back.")

    def _scroll(self, by: int) -> None:
        self._body.vertical_scroll = max(0, self._body.vertical_scroll + by)

    def _enter_field(self) -> None:
        """Have the words edited that stand there now, or would."""
        decision = self.walk.decision(self.walk.current)
        new = decision.new if decision else None
        self._words.document = Document(self.walk.current.edit.new if new is None else new)
        self._is_editing = True
        self._layout.focus(self._words)

    def _leave_field(self) -> None:
        self._is_editing = False
        self._layout.focus(self._shown)


def _wrapped(pieces: StyleAndTextTuples, columns: int) -> StyleAndTextTuples:
    """Return styled text with its lines broken between words; the library breaks them anywhere."""
    done: StyleAndTextTuples = []
    word: StyleAndTextTuples = []
    column = width = 0
    for style, text, *_ in [*pieces, ("", "\n")]:
        for part in _PARTS.findall(text):
            if not part.isspace():
                word.append((style, part))
                width += cells(part)
                continue
            if column and column + width > columns:
                done.append(("", "\n"))
                column = 0
            done += word
            column += width
            if part == "\n" or column + len(part) < columns:
                done.append((style, part))
                column = 0 if part == "\n" else column + len(part)
            elif column:
                done.append(("", "\n"))
                column = 0
            word, width = [], 0
    return done[:-1]


def _line(content: str | Callable[[], str], style: str) -> Window:
    """Return a line of the screen, which is cut where it is too long."""
    return Window(FormattedTextControl(content), height=1, style=style)


def _field(words: Buffer) -> Window:
    """Return the field in which words are edited."""
    return Window(BufferControl(words), height=Dimension(min=1, max=6), wrap_lines=True)
