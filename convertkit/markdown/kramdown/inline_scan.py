"""The second pass over one leaf: a position, the nodes and the text found so far, and the table of span parsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from ... import ast
from ...ast import Attr
from ...source import Span
from .options import Options
from .text import Text
from .tree import Ial, State

# Spans that are nested deeper are kept as text.
DEEPEST = 30
# Beyond this many special characters, and this many a character, all is text: kramdown itself would take minutes.
_STEPS = 20_000
_STEPS_A_CHARACTER = 60

# "*", "--", "{:": where something other than text may begin (search). Literals only: `re` then skips by a set.
START = re.compile(r"\*|_|`|<|\[|\n|\\|&|'|\"|!\[|--|\.\.\.|>>|~~|\$\$|\{:")
# The same and "]", inside of a link (search).
START_IN_LINK = re.compile(r"\*|_|`|<|\[|\]|\n|\\|&|'|\"|!\[|--|\.\.\.|>>|~~|\$\$|\{:")


class Context(Protocol):
    """What span parsers ask of whoever builds the tree; `foreign` counts the HTML and the footnotes around."""

    state: State
    options: Options
    foreign: int

    def note(self, name: str, at: Span) -> ast.Note | None:
        """The footnote `name` where it is referenced; None where there is none."""

    def attr(self, attributes: dict[str, str], ials: list[Ial]) -> Attr:
        """`attributes` with those of attribute lists."""


class Frame:
    """One level of nesting: its nodes, and text that is not yet in a node.

    `mark` is where the last node ended that an attribute list may follow; `passed` are the marks that opened nothing, by
    where their content would start and its kind: brackets that are open, and in emphasis those that are like its own.
    `element` tells where the start tag of the last element stands among the nodes, its name and its attributes.
    """

    __slots__ = ("element", "end", "first", "mark", "nodes", "parts", "passed", "start")

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.nodes: list[ast.Inline] = []
        self.parts: list[str] = []
        self.start = 0
        self.end = 0
        self.mark = -1
        self.passed: list[tuple[int, str]] = []
        self.element: tuple[int, str, dict[str, str]] | None = None


_Key = tuple[int, str, tuple[str, ...]]
Handler = Callable[["InlineScan"], None]
Stop = Callable[["InlineScan"], bool]


class InlineScan:
    """Where the second pass is in one text.

    What stands before `cut` is not seen by quotation marks. `kinds` are the spans that are open, outermost first.
    `failed` are spans that do not end, `closed` tells where others end, by where their content starts, their kind and
    the spans around: what the reading of one span says of those inside of it.
    """

    __slots__ = ("closed", "context", "cut", "failed", "frame", "handlers", "kinds", "pos", "source", "steps", "text")

    def __init__(self, context: Context, handlers: Mapping[str, Handler], source: Text) -> None:
        self.context = context
        self.handlers = handlers
        self.source = source
        self.text = source.text
        self.pos = self.cut = 0
        self.frame = Frame()
        self.kinds: tuple[str, ...] = ()
        self.failed: set[_Key] = set()
        self.closed: dict[_Key, int] = {}
        self.steps = _STEPS + _STEPS_A_CHARACTER * len(source.text)

    def run(self, stop: Stop | None = None, start: re.Pattern[str] = START) -> bool:
        """Read on to the end, or to where `stop` says so: then True."""
        text, handlers, search = self.text, self.handlers, start.search
        while True:
            found = search(text, self.pos)
            self.steps -= 1
            if found is None or self.steps < 0:
                self.literal(len(text))
                return False
            at = found.start()
            if at > self.pos:
                frame = self.frame
                if not frame.parts:
                    frame.start = self.pos
                frame.parts.append(text[self.pos : at])
                frame.end = self.pos = at
            if stop is not None and stop(self):
                return True
            handlers[text[at]](self)

    def literal(self, end: int) -> None:
        """Take what stands before `end` as text."""
        if end > self.pos:
            self.put(self.text[self.pos : end], end)

    def special(self, end: int) -> None:
        """Take what stands before `end` as text that cuts the view of quotation marks."""
        self.literal(end)
        self.cut = end

    def put(self, text: str, end: int) -> None:
        """Put `text` for what stands before `end`."""
        frame = self.frame
        if not frame.parts:
            frame.start = self.pos
        frame.parts.append(text)
        frame.end = self.pos = end

    def sign(self, text: str, end: int) -> None:
        """Put `text` for what stands before `end`: a character that for kramdown is a node."""
        self.put(text, end)
        self.cut = self.frame.mark = end

    def flush(self) -> None:
        """Put the text that was collected into a node."""
        frame = self.frame
        if frame.parts:
            frame.nodes.append(ast.Str("".join(frame.parts), at=self.source.span(frame.start, frame.end)))
            frame.parts = []

    def add(self, node: ast.Inline, end: int) -> None:
        """Add `node`, which ends at `end`."""
        self.flush()
        self.frame.nodes.append(node)
        self.pos = self.cut = self.frame.mark = end

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` to `end`."""
        return self.source.span(start, end)

    def inner(self, kind: str, start: int, stop: Stop, pattern: re.Pattern[str] = START) -> ast.Inlines | None:
        """The inlines from `start` to where `stop` says, the position there; None where it never does (nothing moved)."""
        key = (start, kind, self.kinds)
        if key in self.failed or len(self.kinds) >= DEEPEST:
            return None
        pos, cut, frame = self.pos, self.cut, Frame(start)
        nodes, stopped = self.level(kind, frame, stop, pattern)
        if stopped:
            return nodes
        # From a mark of its kind on, which was text in it, its reading would have gone the same way to the end.
        self.failed.update((first, kind, self.kinds) for first, other in frame.passed if other == kind)
        self.failed.add(key)
        self.pos, self.cut = pos, cut
        return None

    def level(self, kind: str, frame: Frame, stop: Stop, pattern: re.Pattern[str] = START) -> tuple[ast.Inlines, bool]:
        """The inlines of `frame` to where `stop` says, else to the end, and whether it did; the position is there."""
        kept = self.frame, self.kinds
        self.frame, self.kinds = frame, (*self.kinds, kind)
        self.pos = self.cut = frame.first
        stopped = self.run(stop, pattern)
        self.flush()
        nodes = tuple(self.frame.nodes)
        self.frame, self.kinds = kept
        return nodes, stopped
