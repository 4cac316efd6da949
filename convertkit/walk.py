"""Walking and rewriting trees; a rewrite keeps every untouched node as the object it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from . import ast

_N = TypeVar("_N", bound=ast.Node)

_LEAVES = (str, int, float, bool, type(None))


_CHILDREN: dict[type, tuple[str, ...]] = {}


def _child_fields(kind: type) -> tuple[str, ...]:
    """The fields of `kind` that may hold nodes."""
    found = _CHILDREN.get(kind)
    if found is None:
        found = _CHILDREN[kind] = _node_fields(kind)
    return found


def _node_fields(kind: type) -> tuple[str, ...]:
    """Not text, numbers, attributes, targets, calls."""
    plain = {"str", "int", "bool", "float", "Attr", "Target", "ListAttributes", "Call", "tuple[Call, ...]"}
    skipped = {"at", "reference", "calls", "options", "names"}
    return tuple(
        f.name for f in fields(kind) if f.name not in skipped and f.type not in plain and not str(f.type).startswith("_Choice")
    )


def walk(tree: Any) -> Iterator[ast.Node]:
    """Every node in `tree` (a node, or nested tuples of nodes), parents before children, in document order."""
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.Node):
            yield item
            for name in reversed(_child_fields(type(item))):
                value = getattr(item, name)
                if value:
                    stack.append(value)
        elif isinstance(item, tuple):
            stack.extend(child for child in reversed(item) if not isinstance(child, _LEAVES))


def find(tree: Any, kind: type[_N]) -> list[_N]:
    """Every node of class `kind` in `tree`: a node, a sequence of nodes, or a `Post`."""
    root = getattr(tree, "body", tree)
    return [node for node in walk(root) if isinstance(node, kind)]


def kinds_in(tree: Any) -> set[type[ast.Node]]:
    """The classes of the nodes in `tree`."""
    return {node.__class__ for node in walk(tree)}


Change = Callable[[Any], "ast.Node | tuple[ast.Node, ...] | None"]
_T = TypeVar("_T")


def rewrite(tree: _T, change: Change, *kinds: type[ast.Node]) -> _T:
    """`tree` with `change` applied to every node (to those of `kinds` alone, where any are given), children first.

    `change` returns the node itself (kept), another node, a tuple (spliced into the sequence that held the
    node), or None (removed).
    """
    wanted = frozenset(kinds) if kinds else None
    return _rewritten(tree, change, wanted)  # type: ignore[no-any-return]


_Kinds = frozenset[type] | None


def _rewritten(value: Any, change: Change, kinds: _Kinds) -> Any:
    kind = value.__class__
    if kind is tuple:
        return _sequence(value, change, kinds)
    if isinstance(value, ast.Node):
        names = _CHILDREN.get(kind)
        if names is None:
            names = _child_fields(kind)
        if names:
            value = _with_children(value, names, change, kinds)
        return change(value) if kinds is None or kind in kinds else value
    if isinstance(value, tuple):
        return _sequence(value, change, kinds)
    return value


def _with_children(node: ast.Node, names: tuple[str, ...], change: Change, kinds: _Kinds) -> ast.Node:
    changed = None
    for name in names:
        old = getattr(node, name)
        if old:
            new = _rewritten(old, change, kinds)
            if new is not old:
                changed = changed or {}
                changed[name] = new
    return replace(node, **changed) if changed else node


def _sequence(value: tuple[Any, ...], change: Change, kinds: _Kinds) -> Any:
    out: list[Any] | None = None
    for number, item in enumerate(value):
        kind = item.__class__
        if kind in _PLAIN or (kinds is not None and kind not in kinds and _CHILDREN.get(kind) == ()):
            new = item
        else:
            new = _rewritten(item, change, kinds)
        if out is None:
            if new is item:
                continue
            out = list(value[:number])
        if new is item or not isinstance(item, ast.Node):
            out.append(new)
        elif isinstance(new, tuple):
            out.extend(new)
        elif new is not None:
            out.append(new)
    if out is None:
        return value
    return value.__class__(*out) if value.__class__ is not tuple else tuple(out)


_PLAIN = frozenset((str, int, float, bool, type(None), ast.Attr, ast.Target))
