"""The core AST: Pandoc's nodes, `Shortcode`, and the meanings that Pandoc lacks.

Names and field order are those of pandoc-types 1.23. Every node is immutable; sequences are tuples.
`at` is the node's place in the source and no part of equality; neither are the other annotations
(`calls`, `reference`, `of_block`). A `Str` holds a whole run of text, spaces included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from html import unescape
from typing import Literal as _Choice
from typing import NamedTuple, TypeAlias, dataclass_transform

from . import source

# ---------------------------------------------------------------------------- records


class Attr(NamedTuple):
    """Identifier, classes, and key-value pairs in order."""

    identifier: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """The value of attribute `key`, or `default`."""
        return next((value for name, value in self.attributes if name == key), default)


class Target(NamedTuple):
    """Where a link or an image points, and its title."""

    url: str = ""
    title: str = ""


class Reference(NamedTuple):
    """What a link or image was found to mean: kind, spelling in the source, what it resolved to, by which rule.

    `kind` is one of url, root, bundle, relative, page, post, asset, fragment, missing, outside.
    """

    kind: str
    lexeme: str = ""
    resolved: str = ""
    rule: str = ""


class Argument(NamedTuple):
    """One parameter of a call: `key` is None for a positional one.

    `lexeme` is the value as it was written, without its quotes; `quote` is `"`, a backtick, `'` or empty.
    """

    key: str | None
    value: str | int | float | bool
    lexeme: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """How a shortcode was written.

    `delimiter` is `<` or `%` for Hugo, `{%` or `{{` for Liquid; `form` is standalone, paired, self-closing or
    inline. `lexeme` is the whole call as it stands in the source; `inner` what stands between the tags.
    `blocks` is `inner` read as Markdown.
    """

    dialect: str
    name: str
    delimiter: str = "<"
    form: str = "standalone"
    arguments: tuple[Argument, ...] = ()
    inner: str = ""
    indentation: str = ""
    lexeme: str = field(default="", compare=False)
    at: source.Span | None = field(default=None, compare=False, repr=False)
    inner_at: source.Span | None = field(default=None, compare=False, repr=False)
    blocks: Blocks = field(default=(), compare=False, repr=False)

    def argument(self, *keys: str | int, default: str = "") -> str:
        """The first argument found under `keys` (names, or positions from 0), as text."""
        value = self.value(*keys)
        if value is None:
            return default
        return str(value).lower() if isinstance(value, bool) else str(value)

    def value(self, *keys: str | int) -> str | int | float | bool | None:
        """The first argument found under `keys`, typed; None where there is none. Of a duplicate name the last wins."""
        positional = [argument.value for argument in self.arguments if argument.key is None]
        named = {argument.key.lower(): argument.value for argument in self.arguments if argument.key is not None}
        for key in keys:
            if isinstance(key, int):
                if key < len(positional):
                    return positional[key]
            elif key.lower() in named:
                return named[key.lower()]
        return None

    @property
    def text(self) -> str:
        """The inner source without the line ends around it."""
        return self.inner.strip("\r\n")


# ---------------------------------------------------------------------------- bases


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _node(cls: type) -> type:
    # Equality, hash and text are those of `Node`: made anew for sixty classes they cost a third of a cold start.
    return dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)


_COMPARED: dict[type, tuple[str, ...]] = {}


def _compared(kind: type) -> tuple[str, ...]:
    """The fields that make up the value of a node, without its annotations."""
    found = _COMPARED.get(kind)
    if found is None:
        found = _COMPARED[kind] = tuple(each.name for each in fields(kind) if each.compare)
    return found


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Node:
    """What every node has: `at`, its place in the source text, or None where it was made."""

    at: source.Span | None = field(default=None, compare=False, repr=False, kw_only=True)

    def _value(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _compared(self.__class__))

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        assert isinstance(other, Node)
        return self._value() == other._value()

    def __hash__(self) -> int:
        return hash((self.__class__, self._value()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _compared(self.__class__))
        return f"{self.__class__.__name__}({shown})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Block(Node):
    """A node that stands among blocks."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Inline(Node):
    """A node that stands among inlines."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Meaning(Block, Inline):
    """A node that Pandoc lacks; among blocks it travels as a `Div`, among inlines as a `Span`."""


Blocks: TypeAlias = tuple[Block, ...]
Inlines: TypeAlias = tuple[Inline, ...]

# ---------------------------------------------------------------------------- inlines


@_node
class Str(Inline):
    """A run of text."""

    text: str


@_node
class Space(Inline):
    """A space that is a node of its own."""


@_node
class SoftBreak(Inline):
    """A line end of the source inside a paragraph."""


@_node
class LineBreak(Inline):
    """A hard line break."""


@_node
class Emph(Inline):
    """Emphasis."""

    content: Inlines


@_node
class Strong(Inline):
    """Strong emphasis."""

    content: Inlines


@_node
class Strikeout(Inline):
    """Struck-out text."""

    content: Inlines


@_node
class Superscript(Inline):
    """Raised text."""

    content: Inlines


@_node
class Subscript(Inline):
    """Lowered text."""

    content: Inlines


@_node
class Underline(Inline):
    """Underlined text."""

    content: Inlines


@_node
class SmallCaps(Inline):
    """Small capitals."""

    content: Inlines


@_node
class Quoted(Inline):
    """Text in quotation marks."""

    kind: _Choice["SingleQuote", "DoubleQuote"]
    content: Inlines


@_node
class Code(Inline):
    """Code in a line."""

    attr: Attr
    text: str
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class Math(Inline):
    """A formula in TeX, without its delimiters."""

    kind: _Choice["DisplayMath", "InlineMath"]
    text: str


@_node
class RawInline(Inline):
    """Text of another format in a line; `format` is html for Markdown."""

    format: str
    text: str
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class Link(Inline):
    """A link."""

    attr: Attr
    content: Inlines
    target: Target
    reference: Reference | None = field(default=None, compare=False, repr=False, kw_only=True)
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class Image(Inline):
    """An image; its content is its text alternative."""

    attr: Attr
    content: Inlines
    target: Target
    reference: Reference | None = field(default=None, compare=False, repr=False, kw_only=True)
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class Span(Inline):
    """Inlines with attributes."""

    attr: Attr
    content: Inlines


@_node
class Note(Inline):
    """A footnote where it is referenced; two references to one note have the same `label`."""

    blocks: Blocks
    label: str = ""


class Citation(NamedTuple):
    """One work that a `Cite` names."""

    identifier: str
    prefix: Inlines = ()
    suffix: Inlines = ()
    mode: str = "NormalCitation"
    note_number: int = 0
    hash: int = 0


@_node
class Cite(Inline):
    """A citation."""

    citations: tuple[Citation, ...]
    content: Inlines


# ---------------------------------------------------------------------------- blocks


@_node
class Plain(Block):
    """Inlines that are no paragraph, as in a tight list."""

    content: Inlines


@_node
class Para(Block):
    """A paragraph."""

    content: Inlines


@_node
class LineBlock(Block):
    """Lines that keep their breaks."""

    lines: tuple[Inlines, ...]


@_node
class CodeBlock(Block):
    """A block of code; its first class is its language."""

    attr: Attr
    text: str
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class RawBlock(Block):
    """Blocks of another format; `format` is html for Markdown."""

    format: str
    text: str
    calls: tuple[Call, ...] = field(default=(), compare=False, repr=False, kw_only=True)


@_node
class BlockQuote(Block):
    """A quotation."""

    blocks: Blocks


class ListAttributes(NamedTuple):
    """First number, numeral style, delimiter; the names are Pandoc's."""

    start: int = 1
    style: str = "DefaultStyle"
    delimiter: str = "DefaultDelim"


@_node
class OrderedList(Block):
    """A numbered list."""

    attributes: ListAttributes
    items: tuple[Blocks, ...]


@_node
class BulletList(Block):
    """A list."""

    items: tuple[Blocks, ...]


class Definition(NamedTuple):
    """A term and its definitions."""

    term: Inlines
    definitions: tuple[Blocks, ...]


@_node
class DefinitionList(Block):
    """Terms and their definitions."""

    items: tuple[Definition, ...]


@_node
class Header(Block):
    """A heading; `level` counts from 1."""

    level: int
    attr: Attr
    content: Inlines


@_node
class HorizontalRule(Block):
    """A thematic break."""


class Caption(NamedTuple):
    """A short caption for lists, and the caption itself."""

    short: Inlines | None = None
    blocks: Blocks = ()


class ColSpec(NamedTuple):
    """Alignment, and width as a share of the line (0 to 1), None for the default."""

    alignment: str = "AlignDefault"
    width: float | None = None


class Cell(NamedTuple):
    """A table cell."""

    attr: Attr = Attr()
    alignment: str = "AlignDefault"
    row_span: int = 1
    col_span: int = 1
    blocks: Blocks = ()


class Row(NamedTuple):
    """A table row."""

    attr: Attr = Attr()
    cells: tuple[Cell, ...] = ()


class TableHead(NamedTuple):
    """The rows of a table's head."""

    attr: Attr = Attr()
    rows: tuple[Row, ...] = ()


class TableBody(NamedTuple):
    """A table body: how many leading columns are row headers, its intermediate head, its rows."""

    attr: Attr = Attr()
    row_head_columns: int = 0
    head: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()


class TableFoot(NamedTuple):
    """The rows of a table's foot."""

    attr: Attr = Attr()
    rows: tuple[Row, ...] = ()


@_node
class Table(Block):
    """A table."""

    attr: Attr
    caption: Caption
    colspecs: tuple[ColSpec, ...]
    head: TableHead
    bodies: tuple[TableBody, ...]
    foot: TableFoot


@_node
class Figure(Block):
    """A figure: its content, and a caption."""

    attr: Attr
    caption: Caption
    blocks: Blocks


@_node
class Div(Block):
    """Blocks with attributes; `of_block` says that they are those of the one block in it, whose node has no room for them."""

    attr: Attr
    blocks: Blocks
    of_block: bool = field(default=False, compare=False, repr=False, kw_only=True)


# ---------------------------------------------------------------------------- shortcode and meanings


@_node
class Shortcode(Meaning):
    """A call and what it means; `content` is empty while the meaning is unknown (`known` tells the two apart)."""

    call: Call
    content: Blocks | Inlines = ()
    known: bool = False


@_node
class Callout(Meaning):
    """A box that stands out. `kind` is note, tip, important, warning, caution, or the author's word."""

    kind: str
    title: Inlines = ()
    icon: str = ""
    fold: _Choice["", "open", "closed"] = ""
    blocks: Blocks = ()


@_node
class Details(Meaning):
    """A summary that unfolds to its content."""

    summary: Inlines
    open: bool = False
    blocks: Blocks = ()
    attr: Attr = Attr()


@_node
class Tab(Meaning):
    """One tab: its label and its content."""

    label: str
    blocks: Blocks = ()
    selected: bool = False


@_node
class Tabs(Meaning):
    """Tabs, of which a page shows one or all."""

    tabs: tuple[Tab, ...] = ()


@_node
class Embed(Meaning):
    """Something that another site shows: `url` is the page that a reader can open, `still` a picture of it (a URL)."""

    provider: str
    identifier: str = ""
    url: str = ""
    title: str = ""
    still: str = ""
    options: tuple[tuple[str, str], ...] = ()


@_node
class Gallery(Meaning):
    """Figures side by side."""

    figures: Blocks = ()


@_node
class Item(Meaning):
    """A member of a group."""

    title: Inlines = ()
    link: str = ""
    image: str = ""
    blocks: Blocks = ()


@_node
class Group(Meaning):
    """`kind` is cards, columns, steps, hero or timeline."""

    kind: str
    items: tuple[Item, ...] = ()


@_node
class Entry(Meaning):
    """A file or folder of a tree; `kind` is file or folder."""

    name: str
    kind: str = "file"
    link: str = ""
    open: bool = True
    entries: tuple[Entry, ...] = ()


@_node
class FileTree(Meaning):
    """Files and folders."""

    entries: tuple[Entry, ...] = ()


@_node
class Toc(Meaning):
    """A table of contents, `depth` levels deep; its links have ids that begin with `identifier`, where it has one."""

    depth: int = 3
    identifier: str = ""


@_node
class Term(Meaning):
    """A term and what it means."""

    identifier: str
    names: tuple[str, ...] = ()
    blocks: Blocks = ()


@_node
class TermRef(Meaning):
    """A term where the text uses it."""

    identifier: str
    text: Inlines = ()


@_node
class Include(Meaning):
    """Another file's content. `mode` is markdown, code or html."""

    target: str
    mode: str = "markdown"
    blocks: Blocks = ()


@_node
class RawTemplate(Meaning):
    """Text of a template engine (go, liquid) and what it renders to."""

    engine: str
    text: str
    rendered: Blocks | Inlines = ()


@_node
class Rendered(Meaning):
    """HTML that a template of the site made, shown where an author's own is not; to Pandoc it is raw html5."""

    html: str


@_node
class Substitution(Meaning):
    """A value of the page, the site or its data, put into the text."""

    key: str
    scope: str = "page"
    value: Inlines = ()


@_node
class Badge(Meaning):
    """A small label."""

    text: str
    kind: str = ""
    link: str = ""


@_node
class Icon(Meaning):
    """A picture of an icon font; it has no text."""

    name: str


@_node
class Keyboard(Meaning):
    """A key."""

    text: str


@_node
class SummaryBreak(Meaning):
    """Where the summary of a post ends: `<!--more-->`."""


@_node
class Comment(Meaning):
    """A remark for authors; no reader sees it."""

    text: str


@_node
class Literal(Meaning):
    """Text that a site generator was told not to read."""

    text: str


# Meanings that stand among blocks only; the others may stand in a line of text.
BLOCK_MEANINGS = (Callout, Details, Tabs, Tab, Gallery, Group, Item, FileTree, Entry, Toc, Term, Embed)

# Pandoc has no node for a diagram: it is a CodeBlock with the class `diagram` and the language.
DIAGRAM_LANGUAGES = frozenset({"mermaid", "plantuml", "goat", "dot", "graphviz", "d2", "ditaa", "svgbob"})


def plain_text(content: Inlines) -> str:
    """The text of `content` without its markup; a break counts as a space, a note as nothing."""
    return "".join(_texts(content))


def _texts(content: Inlines) -> list[str]:
    out: list[str] = []
    for node in content:
        match node:
            case Str(text) | Code(_, text) | Math(_, text) | Literal(text) | Badge(text) | Keyboard(text):
                out.append(text)
            case Space() | SoftBreak() | LineBreak():
                out.append(" ")
            case Note() | Comment() | RawInline():
                pass
            case Quoted(kind, content):
                left, right = ("‘", "’") if kind == "SingleQuote" else ("“", "”")
                out += [left, *_texts(content), right]
            case Rendered(html):
                # "<b title="a">x</b>" is "x"
                out.append(unescape(re.sub("<[^>]*>", "", html)).strip())
            case Substitution(value=value):
                out += _texts(value)
            case TermRef(text=value):
                out += _texts(value)
            case _:
                out += _texts(getattr(node, "content", ()))
    return out


def trimmed(content: Inlines | list[Inline]) -> Inlines:
    """`content` without breaks and blank text at its ends."""
    start, end = 0, len(content)
    while start < end and _blank(content[start]):
        start += 1
    while end > start and _blank(content[end - 1]):
        end -= 1
    return tuple(content[start:end])


def _blank(node: Node) -> bool:
    return isinstance(node, SoftBreak | LineBreak | Space) or (isinstance(node, Str) and not node.text.strip())
