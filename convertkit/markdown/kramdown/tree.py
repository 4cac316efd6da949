"""The block tree between the two passes: blocks with their text unread, and what the fragments of a post share."""

from __future__ import annotations

from dataclasses import dataclass, field

from ... import ast
from ...source import Span
from ..filling import Filling
from .text import Text


class Ial:
    """An attribute list: attributes in order, and the names of the definitions it refers to."""

    __slots__ = ("attributes", "references")

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.references: list[str] = []


class El:
    """A block of the first pass.

    `source` from `low` to `high` is the text of a leaf that the second pass reads; `text` is literal text or a tag name,
    `model` how the content of an element of HTML is read (block, span, raw, void). `level` is a header's.
    `tight` is a paragraph without tags of its own, `followed` if another block stands right behind such a one.
    `ended` if an attribute list stands behind: nothing goes on with the block then.
    """

    __slots__ = (
        *("at", "attr", "ended", "followed", "high", "ials", "kids", "kind", "level", "low"),
        *("model", "rows", "source", "text", "tight"),
    )

    def __init__(self, kind: str, at: Span) -> None:
        self.kind = kind
        self.at = at
        self.kids: list[El] = []
        self.attr: dict[str, str] = {}
        self.ials: list[Ial] = []
        self.source: Text | None = None
        self.low = 0
        self.high = 0
        self.text = ""
        self.model = ""
        self.level = 0
        self.tight = False
        self.followed = False
        self.ended = False
        self.rows: TableRows | None = None

    @property
    def characters(self) -> str:
        """The text of a leaf."""
        return self.source.text[self.low : self.high] if self.source else ""


@dataclass(slots=True)
class TableRows:
    """A table: the alignment of its columns, and its parts (head, body, foot) in order with their rows of cells."""

    alignments: list[str] = field(default_factory=list)
    parts: list[tuple[str, list[list[El]]]] = field(default_factory=list)


@dataclass(slots=True)
class LinkDefinition:
    """What `[id]: url "title"` says, and the attribute lists that follow it."""

    url: str
    title: str
    ials: list[Ial] = field(default_factory=list)


@dataclass(slots=True)
class FootnoteDefinition:
    """A footnote: the block that holds its body, and the body once it was read."""

    body: El
    blocks: ast.Blocks | None = None
    busy: bool = False


@dataclass(slots=True)
class Abbreviation:
    """What `*[word]: title` says."""

    title: str
    ials: list[Ial] = field(default_factory=list)


class State:
    """What the fragments of one post share: definitions, the header ids that were given, filled up rows of tables."""

    __slots__ = ("abbreviations", "attributes", "filling", "footnotes", "ids", "links", "other_ids")

    def __init__(self) -> None:
        self.links: dict[str, LinkDefinition] = {}
        self.footnotes: dict[str, FootnoteDefinition] = {}
        self.attributes: dict[str, Ial] = {}
        self.abbreviations: dict[str, Abbreviation] = {}
        self.ids: dict[str, int] = {}
        self.other_ids: dict[str, int] = {}
        self.filling = Filling()
