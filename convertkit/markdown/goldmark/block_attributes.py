"""Attributes that a line in braces gives the block before it (Hugo, internal/extensions/attributes)."""

from __future__ import annotations

from dataclasses import replace

from ... import ast
from .attributes import attr

# goldmark, renderer/html: GlobalAttributeFilter and what single elements have besides.
_GLOBAL = frozenset(
    [
        "accesskey",
        "autocapitalize",
        "autofocus",
        "class",
        "contenteditable",
        "dir",
        "draggable",
        "enterkeyhint",
        "hidden",
        "id",
        "inert",
        "inputmode",
        "is",
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "lang",
        "part",
        "role",
        "slot",
        "spellcheck",
        "style",
        "tabindex",
        "title",
        "translate",
    ]
)
_LISTS = _GLOBAL | {"start", "reversed", "type"}
_QUOTES = _GLOBAL | {"cite"}
_RULES = _GLOBAL | {"align", "color", "noshade", "size", "width"}
_TABLES = _GLOBAL | frozenset(["align", "bgcolor", "border", "cellpadding", "cellspacing", "frame", "rules", "summary", "width"])


def applied(block: ast.Block, values: tuple[tuple[str, str], ...]) -> ast.Block:
    """`block` with attributes: on itself where it has room for them, in a `Div` around it otherwise.

    Code has its attributes in the info string and takes no others.
    """
    match block:
        case ast.CodeBlock() | ast.RawBlock():
            return block
        case ast.Header():
            return replace(block, attr=_joined(block.attr, attr(values)))
        case ast.Table():
            return replace(block, attr=_joined(block.attr, attr(_kept(values, _TABLES))))
        case ast.Div(old, (inner,)):
            return ast.Div(_joined(old, attr(_kept(values, _names(inner)))), (inner,), of_block=True, at=block.at)
        case _:
            return ast.Div(attr(_kept(values, _names(block))), (block,), of_block=True, at=block.at)


def _names(block: ast.Block) -> frozenset[str]:
    """The attributes that goldmark writes on the element of `block`."""
    match block:
        case ast.BulletList() | ast.OrderedList():
            return _LISTS
        case ast.BlockQuote():
            return _QUOTES
        case ast.HorizontalRule():
            return _RULES
        case _:
            return _GLOBAL


def _kept(values: tuple[tuple[str, str], ...], names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in values if pair[0] in names or pair[0].startswith(("data-", "aria-")))


def _joined(own: ast.Attr, more: ast.Attr) -> ast.Attr:
    """`own` and what of `more` it does not have."""
    names = {name for name, _ in own.attributes}
    return ast.Attr(
        own.identifier or more.identifier,
        own.classes or more.classes,
        own.attributes + tuple(pair for pair in more.attributes if pair[0] not in names),
    )
