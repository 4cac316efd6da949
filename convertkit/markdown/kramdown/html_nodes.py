"""The nodes of a block of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ... import ast
from .attributes import applied, to_attr
from .markup import open_tag
from .tree import El, State


class Blocks(Protocol):
    """What builds the content of an element."""

    state: State
    foreign: int

    def blocks(self, elements: Sequence[El]) -> ast.Blocks:
        """The nodes of blocks in order."""

    def leaf(self, element: El) -> ast.Inlines:
        """The inlines of a leaf."""


def element(builder: Blocks, source: El) -> list[ast.Block]:
    """The nodes of an element: a `Div`, or raw tags with what stands between them."""
    attributes = applied(source.attr, source.ials, builder.state.attributes)
    if source.model == "void":
        return [ast.RawBlock("html", open_tag(source.text, attributes, closed=True), at=source.at)]
    if source.model == "raw":
        return _raw(builder, source, attributes)
    content = _content(builder, source)
    if source.text == "div":
        return [ast.Div(to_attr(attributes), content, at=source.at)]
    opening = ast.RawBlock("html", open_tag(source.text, attributes), at=source.at)
    return [opening, *content, ast.RawBlock("html", f"</{source.text}>", at=source.at)]


def _content(builder: Blocks, source: El) -> ast.Blocks:
    """The content that is Markdown, as blocks or as one run of inlines."""
    builder.foreign += 1
    blocks = builder.blocks(source.kids) if source.model == "block" else ()
    content = builder.leaf(source) if source.model == "span" else ()
    builder.foreign -= 1
    if source.model == "block":
        return blocks
    return (ast.Plain(content, at=source.at),) if content else ()


def _raw(builder: Blocks, source: El, attributes: dict[str, str]) -> list[ast.Block]:
    """Raw content; the tags join the text next to them."""
    out: list[ast.Block] = [ast.RawBlock("html", open_tag(source.text, attributes), at=source.at)]
    for kid in source.kids:
        if kid.kind == "verbatim":
            _append(out, kid.text, kid)
        else:
            for node in element(builder, kid):
                if isinstance(node, ast.RawBlock):
                    _append(out, node.text, kid)
                else:
                    out.append(node)
    _append(out, f"</{source.text}>", source)
    if len(out) == 1 and isinstance(out[0], ast.RawBlock):
        return [ast.RawBlock("html", out[0].text, at=source.at)]
    return out


def _append(out: list[ast.Block], text: str, source: El) -> None:
    last = out[-1]
    if isinstance(last, ast.RawBlock):
        out[-1] = ast.RawBlock("html", last.text + text, at=last.at)
    else:
        out.append(ast.RawBlock("html", text, at=source.at))
