"""The AST of a block tree: leaves are read as inlines, attribute lists applied, ids given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ... import ast
from ...ast import Attr
from ...source import Span
from . import html_nodes, patterns
from .abbreviations import expanded, pattern_of
from .attributes import applied, code_attr, references, to_attr
from .ids import header_id, plain_id
from .options import Options
from .spans import inlines
from .tables import to_table
from .text import Text
from .tree import El, Ial, State

# A footnote within footnotes; what is deeper stays empty.
_DEEPEST_NOTE = 8
_DECIMAL = ast.ListAttributes(1, "Decimal", "Period")


class Builder:
    """Builds nodes; `foreign` counts the elements of HTML and the footnotes around, `notes` the latter."""

    def __init__(self, state: State, options: Options) -> None:
        self.state = state
        self.options = options
        self.foreign = 0
        self.notes = 0
        self.words: re.Pattern[str] | None = pattern_of(state.abbreviations, options.version)

    # ------------------------------------------------------------------------ what span parsers ask

    def note(self, name: str, at: Span) -> ast.Note | None:
        """The footnote `name`; within itself it is empty."""
        definition = self.state.footnotes.get(name)
        if definition is None:
            return None
        if definition.blocks is None and not definition.busy and self.notes < _DEEPEST_NOTE:
            definition.busy = True
            self.notes += 1
            self.foreign += 1
            definition.blocks = self.blocks(definition.body.kids)
            self.foreign -= 1
            definition.busy = False
            self.notes -= 1
        return ast.Note(definition.blocks or (), name, at=at)

    def attr(self, attributes: dict[str, str], ials: list[Ial]) -> Attr:
        """`attributes` with those of attribute lists."""
        return to_attr(applied(attributes, ials, self.state.attributes) if ials else attributes)

    # ------------------------------------------------------------------------ leaves

    def leaf(self, element: El) -> ast.Inlines:
        """The inlines of a leaf."""
        source = element.source
        if source is None:
            return ()
        text, low, high = source.text, element.low, element.high
        if element.kind == "html":
            return _trimmed(self._read(source.cut(low, high)))
        while high > low and text[high - 1] in patterns.WHITE:
            high -= 1
        while low < high and text[low] in patterns.WHITE:
            low += 1
        if element.followed and text[high - 1 : high] == "\\" and self.options.gfm:
            high -= 1  # to kramdown the line end still stands there, and GFM's line break at the end is nothing
        return self._read(source.cut(low, high))

    def _read(self, source: Text) -> ast.Inlines:
        content = inlines(self, source)
        return expanded(content, self.words, self._abbreviation) if self.words else content

    def _abbreviation(self, word: str) -> Attr:
        definition = self.state.abbreviations.get(word)
        if definition is None:
            definition = self.state.abbreviations.get(" ".join(word.split()))
        if definition is None:
            return Attr("", ("abbr",))
        title = {"title": definition.title} if definition.title else {}
        attr = self.attr(title, definition.ials)
        return Attr(attr.identifier, ("abbr", *attr.classes), attr.attributes)

    # ------------------------------------------------------------------------ blocks

    def blocks(self, elements: Sequence[El]) -> ast.Blocks:
        """The nodes of blocks in order."""
        out: list[ast.Block] = []
        for element in elements:
            build = _BUILDERS.get(element.kind)
            if build is not None:
                out += build(self, element)
        return tuple(out)

    def wrapped(self, element: El, node: ast.Block) -> ast.Blocks:
        """`node`, in a `Div` if `element` has attributes."""
        if not element.ials:
            return (node,)
        attr = self.attr(element.attr, element.ials)
        return (node,) if attr == Attr() else (ast.Div(attr, (node,), of_block=True, at=element.at),)


def _trimmed(content: ast.Inlines) -> ast.Inlines:
    """`content` without line ends around it."""
    low, high = 0, len(content)
    while low < high and isinstance(content[low], ast.SoftBreak):
        low += 1
    while high > low and isinstance(content[high - 1], ast.SoftBreak):
        high -= 1
    return content[low:high]


def _paragraph(builder: Builder, element: El) -> ast.Blocks:
    content = builder.leaf(element)
    if element.text:
        box = ast.Str(element.text, at=Span(element.at.start, element.at.start + 3))
        content = (box, ast.Space(at=Span(element.at.start + 3, element.at.start + 4)), *content)
    if element.tight:
        return (ast.Plain(content, at=element.at),)
    match content:
        case (ast.Image() as image,) if patterns.STANDALONE.search(element.characters):
            return (_figure(builder, element, image),)
    return builder.wrapped(element, ast.Para(content, at=element.at))


def _figure(builder: Builder, element: El, image: ast.Image) -> ast.Figure:
    """An image that asks to stand alone: its id is the figure's, its text the caption."""
    attributes = {"id": image.attr.identifier} if image.attr.identifier else {}
    attr = builder.attr(attributes, element.ials)
    inside = ast.Image(image.attr._replace(identifier=""), image.content, image.target, at=image.at)
    caption = ast.Caption(None, (ast.Plain(image.content, at=image.at),) if image.content else ())
    return ast.Figure(attr, caption, (ast.Plain((inside,), at=image.at),), at=element.at)


def _bare(builder: Builder, element: El) -> ast.Blocks:
    return (ast.Plain(builder.leaf(element), at=element.at),)


def _header(builder: Builder, element: El) -> ast.Blocks:
    options = builder.options
    content = builder.leaf(element)
    attr = builder.attr(element.attr, element.ials)
    if "id" not in element.attr and options.auto_ids:
        foreign = builder.foreign > 0
        identifier = header_id(content, options, builder.state, source=element.characters, foreign=foreign)
        attr = attr._replace(identifier=identifier)
    level = max(1, min(6, element.level + options.header_offset))
    return (ast.Header(level, attr, content, at=element.at),)


def _code(builder: Builder, element: El) -> ast.Blocks:
    attr = code_attr(builder.attr(element.attr, element.ials))
    return (ast.CodeBlock(attr, element.text.removesuffix("\n"), at=element.at),)


def _quote(builder: Builder, element: El) -> ast.Blocks:
    return builder.wrapped(element, ast.BlockQuote(builder.blocks(element.kids), at=element.at))


def _list(builder: Builder, element: El) -> ast.Blocks:
    named = references(element.ials) if element.ials else ()
    if "toc" in named:
        return builder.wrapped(element, ast.Toc(max(builder.options.toc_levels, default=6), "markdown-toc", at=element.at))
    if "footnotes" in named:
        return ()
    items = tuple(item(builder, kid) for kid in element.kids)
    if element.kind == "ul":
        return builder.wrapped(element, ast.BulletList(items, at=element.at))
    return builder.wrapped(element, ast.OrderedList(_DECIMAL, items, at=element.at))


def item(builder: Builder, element: El) -> ast.Blocks:
    """The blocks of an item; in a `Div` if it has attributes."""
    blocks = builder.blocks(element.kids)
    if not element.ials:
        return blocks
    attr = builder.attr(element.attr, element.ials)
    return blocks if attr == Attr() else (ast.Div(attr, blocks, at=element.at),)


def _definitions(builder: Builder, element: El) -> ast.Blocks:
    found: list[tuple[ast.Inlines, list[ast.Blocks]]] = []
    prefix = next((name[8:].lstrip("-") for name in references(element.ials) if name.startswith("auto_ids")), None)
    for kid in element.kids:
        if kid.kind == "dt":
            found.append((_term(builder, kid, prefix), []))
        elif found:
            found[-1][1].append(item(builder, kid))
    items = tuple(ast.Definition(term, tuple(definitions)) for term, definitions in found)
    return builder.wrapped(element, ast.DefinitionList(items, at=element.at))


def _term(builder: Builder, element: El, prefix: str | None) -> ast.Inlines:
    """A term; a list with the reference `auto_ids` or `auto_ids-prefix` gives ids to its terms."""
    content = builder.leaf(element)
    attr = builder.attr(element.attr, element.ials)
    if prefix is not None and not attr.identifier:
        attr = attr._replace(identifier=prefix + plain_id(element.characters))
    return content if attr == Attr() else (ast.Span(attr, content, at=element.at),)


def _table(builder: Builder, element: El) -> ast.Blocks:
    return (to_table(element, builder.attr(element.attr, element.ials), builder.leaf),)


def _rule(builder: Builder, element: El) -> ast.Blocks:
    return builder.wrapped(element, ast.HorizontalRule(at=element.at))


def _math(builder: Builder, element: El) -> ast.Blocks:
    content = (ast.Math("DisplayMath", element.text, at=element.at),)
    return builder.wrapped(element, ast.Para(content, at=element.at))


def _comment(builder: Builder, element: El) -> ast.Blocks:
    return (ast.RawBlock("html", element.text, at=element.at),)


def _remark(builder: Builder, element: El) -> ast.Blocks:
    return (ast.Comment(element.text, at=element.at),)


def _nomarkdown(builder: Builder, element: El) -> ast.Blocks:
    return (ast.RawBlock("html", element.text, at=element.at),) if element.model == "html" else ()


def _html(builder: Builder, element: El) -> ast.Blocks:
    return tuple(html_nodes.element(builder, element))


_BUILDERS: dict[str, Callable[[Builder, El], ast.Blocks]] = {
    "p": _paragraph,
    "bare": _bare,
    "header": _header,
    "code": _code,
    "quote": _quote,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "hr": _rule,
    "math": _math,
    "html": _html,
    "comment": _comment,
    "remark": _remark,
    "nomarkdown": _nomarkdown,
}
