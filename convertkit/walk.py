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


Change = Callable[[ast.Node], "ast.Node | tuple[ast.Node, ...] | None"]


def rewrite(tree: _T, change: Change) -> _T:
    """`tree` with `change` applied to every node, children first.

    `change` returns the node itself (kept), another node, a tuple (spliced into the sequence that held the
    node), or None (removed).
    """
    return _rewritten(tree, change)  # type: ignore[no-any-return]


_T = TypeVar("_T")


def _rewritten(value: Any, change: Change) -> Any:
    if isinstance(value, ast.Node):
        return change(_with_children(value, change))
    if isinstance(value, tuple):
        return _sequence(value, change)
    return value


def _with_children(node: ast.Node, change: Change) -> ast.Node:
    changed = {}
    for name in _child_fields(type(node)):
        old = getattr(node, name)
        if old:
            new = _rewritten(old, change)
            if new is not old:
                changed[name] = new
    return replace(node, **changed) if changed else node


def _sequence(value: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    out: list[Any] = []
    same = True
    record = hasattr(value, "_fields")
    for item in value:
        if isinstance(item, _LEAVES):
            out.append(item)
            continue
        new = _rewritten(item, change)
        same = same and new is item
        if not isinstance(item, ast.Node):
            out.append(new)
        elif isinstance(new, tuple):
            out.extend(new)
        elif new is not None:
            out.append(new)
    if same:
        return value
    return type(value)(*out) if record else tuple(out)
