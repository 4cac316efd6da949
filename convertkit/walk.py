"""Walking and rewriting trees; a rewrite keeps every untouched node as the object it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from . import ast

_N = TypeVar("_N", bound=ast.Node)

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
        kind = item.__class__
        names = _CHILDREN.get(kind)
        if names is not None:
            yield item
            for name in names[::-1]:
                value = getattr(item, name)
                if value:
                    stack.append(value)
        elif kind is tuple:
            stack += item[::-1]
        elif isinstance(item, ast.Node):
            # The first of its class: now its fields are known.
            _child_fields(kind)
            stack.append(item)
        elif isinstance(item, tuple):
            stack += item[::-1]


def find(tree: Any, kind: type[_N]) -> list[_N]:
    """Every node of class `kind` in `tree`: a node, a sequence of nodes, or a `Post`."""
    root = getattr(tree, "body", tree)
    return [node for node in walk(root) if isinstance(node, kind)]


def kinds_in(tree: Any) -> set[type[ast.Node]]:
    """The classes of the nodes in `tree`."""
    return {node.__class__ for node in walk(tree)}


Change = Callable[[Any], "ast.Node | tuple[ast.Node, ...] | None"]
Changes = Mapping[type[ast.Node], Change]
# Whether a block stays as it is, with all that it holds.
Keep = Callable[[ast.Node], bool]
_T = TypeVar("_T")


def rewrite(tree: _T, change: Change | Changes, *kinds: type[ast.Node], keep: Keep | None = None) -> _T:
    """`tree` with `change` applied to every node (to those of `kinds` alone, where any are given), children first.

    `change` returns the node itself (kept), another node, a tuple (spliced into the sequence that held the
    node), or None (removed). Several changes in one go: a mapping from the class of a node to its change.
    A block of which `keep` says so stays as it is, with all that it holds.
    """
    if not isinstance(change, Mapping):
        change = dict.fromkeys(kinds, change) if kinds else _Every(change)
    return _Rewriter(change, keep).rewritten(tree)  # type: ignore[no-any-return]


class _Every(dict[type[ast.Node], Change]):
    """One change for every class."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.change = change

    def get(self, kind: Any, default: Any = None) -> Any:
        """The change, whatever the class."""
        return self.change

    def __contains__(self, kind: object) -> bool:
        return True


class _Rewriter:
    """One rewrite: what is changed, and which blocks are not looked into."""

    __slots__ = ("changes", "keep", "same")

    def __init__(self, changes: Changes, keep: Keep | None) -> None:
        self.changes = changes
        self.keep = keep
        # Classes whose nodes stay as they are: nothing is in them, and nothing changes them.
        self.same = _PLAIN.copy()

    def rewritten(self, value: Any) -> Any:
        """`value`, a node or nested tuples of nodes, with the changes applied."""
        kind = value.__class__
        names = _CHILDREN.get(kind)
        if names is None:
            if isinstance(value, tuple):
                return self.sequence(value)
            if not isinstance(value, ast.Node):
                return value
            names = _child_fields(kind)
        if names:
            value = self.with_children(value, names)
        change = self.changes.get(kind)
        return value if change is None else change(value)

    def with_children(self, node: ast.Node, names: tuple[str, ...]) -> ast.Node:
        changed: dict[str, Any] = {}
        for name in names:
            old = getattr(node, name)
            if old:
                new = self.sequence(old) if old.__class__ is tuple else self.rewritten(old)
                if new is not old:
                    changed[name] = new
        return replaced(node, **changed) if changed else node

    def sequence(self, value: tuple[Any, ...]) -> Any:
        changes, keep, same = self.changes, self.keep, self.same
        out: list[Any] | None = None
        for number, item in enumerate(value):
            kind = item.__class__
            if kind in same:
                if out is not None:
                    out.append(item)
                continue
            names = _CHILDREN.get(kind)
            if names is None:
                new = self.sequence(item) if kind is tuple else self.rewritten(item)
            elif keep is not None and isinstance(item, ast.Block) and keep(item):
                new = item
            else:
                new = self.with_children(item, names) if names else item
                change = changes.get(kind)
                if change is not None:
                    new = change(new)
                elif not names:
                    same.add(kind)
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


_PLAIN: set[type] = {str, int, float, bool, type(None), ast.Attr, ast.Target}
# For each class of nodes how its fields are read and set.
_SLOTS: dict[type, dict[str, Any]] = {}


def replaced(node: _N, **changes: Any) -> _N:
    """`node` with other values in the fields named: `dataclasses.replace` at a fifth of its cost."""
    kind = node.__class__
    slots = _SLOTS.get(kind)
    if slots is None:
        slots = _SLOTS[kind] = {each.name: getattr(kind, each.name) for each in fields(kind)}
    new: _N = object.__new__(kind)
    for name, slot in slots.items():
        slot.__set__(new, changes[name] if name in changes else slot.__get__(node))
    return new
