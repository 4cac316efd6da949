"""Fast constructors of the nodes that a post has by the hundred.

A frozen dataclass sets each field through `object.__setattr__`; writing to the slots costs a third of that.
"""

from __future__ import annotations

from typing import Any

from ... import ast
from ...source import Span

_new: Any = object.__new__
_at: Any = vars(ast.Node)["at"].__set__
_str: Any = vars(ast.Str)["text"].__set__
_para: Any = vars(ast.Para)["content"].__set__
_plain: Any = vars(ast.Plain)["content"].__set__
_code: tuple[Any, ...] = tuple(vars(ast.Code)[name].__set__ for name in ("attr", "text", "calls"))
_link: tuple[Any, ...] = tuple(vars(ast.Link)[name].__set__ for name in ("attr", "content", "target", "reference", "calls"))
NO_ATTR = ast.Attr()


def text(value: str, at: Span) -> ast.Str:
    """`Str(value, at=at)`."""
    node: ast.Str = _new(ast.Str)
    _str(node, value)
    _at(node, at)
    return node


def soft_break(at: Span) -> ast.SoftBreak:
    """`SoftBreak(at=at)`."""
    node: ast.SoftBreak = _new(ast.SoftBreak)
    _at(node, at)
    return node


def para(content: ast.Inlines, at: Span) -> ast.Para:
    """`Para(content, at=at)`."""
    node: ast.Para = _new(ast.Para)
    _para(node, content)
    _at(node, at)
    return node


def plain(content: ast.Inlines, at: Span) -> ast.Plain:
    """`Plain(content, at=at)`."""
    node: ast.Plain = _new(ast.Plain)
    _plain(node, content)
    _at(node, at)
    return node


def code(value: str, at: Span) -> ast.Code:
    """`Code(Attr(), value, at=at)`."""
    node: ast.Code = _new(ast.Code)
    attr, own, calls = _code
    attr(node, NO_ATTR)
    own(node, value)
    calls(node, ())
    _at(node, at)
    return node


def link(content: ast.Inlines, target: ast.Target, at: Span) -> ast.Link:
    """`Link(Attr(), content, target, at=at)`."""
    node: ast.Link = _new(ast.Link)
    attr, own, to, reference, calls = _link
    attr(node, NO_ATTR)
    own(node, content)
    to(node, target)
    reference(node, None)
    calls(node, ())
    _at(node, at)
    return node
