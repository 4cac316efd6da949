"""The first pass over one text: a position, the block that is being filled, and the table of block parsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from ...source import Span
from . import patterns
from .attributes import parse_ial
from .options import Options
from .text import Text
from .tree import El, Ial, State

# Deeper blocks are kept as text: nobody writes them, and whoever walks the tree may recurse.
DEEPEST = 40


class Outcome(Enum):
    """What a block parser found at a position."""

    NO = 0  # nothing of its kind
    YES = 1  # a block; the position is behind it
    STOP = 2  # the end tag that closes the block being filled


NO, YES, STOP = Outcome.NO, Outcome.YES, Outcome.STOP

Parser = Callable[["Scan"], Outcome]
Dispatch = Mapping[str, Sequence[Parser]]


class Scan:
    """Where the first pass is: `source` is the text that it reads, `text` its characters, `parent` the block it fills."""

    __slots__ = ("depth", "dispatch", "last_parser", "options", "parent", "pending", "pos", "source", "state", "text")

    def __init__(self, source: Text, parent: El, state: State, options: Options, dispatch: Dispatch) -> None:
        self.state = state
        self.options = options
        self.dispatch = dispatch
        self.source = source
        self.text = source.text
        self.pos = 0
        self.parent = parent
        self.pending: Ial | None = None
        self.depth = 0

    def add(self, kind: str, at: Span) -> El:
        """A new last block of the parent; it gets the attribute list that waits for a block."""
        element = El(kind, at)
        self.adopt(element)
        self.parent.kids.append(element)
        return element

    def adopt(self, element: El) -> None:
        """Give `element` the attribute list that waits for a block."""
        if self.pending is not None:
            element.ials.append(self.pending)
            self.pending = None

    def nested(self, source: Text, parent: El, *, from_offset: int = 0) -> bool:
        """Fill `parent` with the blocks of `source`; whether an end tag ended it."""
        kept = self.source, self.text, self.pos, self.parent, self.pending
        self.source, self.text, self.pos = source, source.text, from_offset
        self.parent, self.pending = parent, None
        stopped = self.run()
        self.source, self.text, self.pos, self.parent, self.pending = kept
        return stopped

    def inside(self, parent: El) -> bool:
        """Fill `parent` with the blocks from here on; whether an end tag ended it."""
        kept = self.parent, self.pending
        self.parent, self.pending = parent, None
        stopped = self.run()
        self.parent, self.pending = kept
        return stopped

    def run(self) -> bool:
        """Read blocks to the end of the text; True where an end tag closed the parent before."""
        if self.depth >= DEEPEST:
            self._verbatim()
            return False
        self.depth += 1
        stopped = self._blocks()
        self.depth -= 1
        return stopped

    def _blocks(self) -> bool:
        dispatch = self.dispatch
        other = dispatch[""]
        size = len(self.text)
        while self.pos < size:
            for parse in dispatch.get(self._first(), other):
                outcome = parse(self)
                if outcome is not NO:
                    if outcome is STOP:
                        return True
                    break
        return False

    def _first(self) -> str:
        """What decides which parsers are tried: the first character of the line; "\\n" if blank, "\\t" if indented.

        A blank stands for up to three blanks and a tab: that is neither indented code nor the start of a paragraph.
        """
        text, pos = self.text, self.pos
        first = text[pos]
        if first not in patterns.WHITE:
            return first
        end = pos
        while text[end] in " \t\r\f\v":
            end += 1
        if text[end] == "\n":
            return "\n"
        if text[pos] == "\t" or text.startswith("    ", pos):
            return "\t"
        return " " if text[end - 1] == "\t" else text[end]

    def _verbatim(self) -> None:
        """What is nested too deep: one paragraph."""
        end = len(self.text)
        if self.text[self.pos : end].strip(patterns.WHITE):
            element = self.add("p", self.source.span(self.pos, end))
            element.source, element.low, element.high = self.source, self.pos, end
        self.pos = end

    def boundary(self) -> bool:
        """Whether a block that may not follow a line of text can stand here."""
        kids = self.parent.kids
        return not kids or self.pending is not None or kids[-1].kind in ("blank", "eob")

    def ended(self) -> bool:
        """Whether what stands here lets a block end: the end, a blank line, `^` or an attribute list."""
        text, pos = self.text, self.pos
        if pos >= len(text) or patterns.BLANK.match(text, pos) or patterns.EOB.match(text, pos):
            return True
        return patterns.BLOCK_IAL.match(text, pos) is not None

    def wait_for_block(self, body: str) -> None:
        """Keep the attribute list `body` for the next block."""
        if self.pending is None:
            self.pending = Ial()
        parse_ial(body, self.pending)
