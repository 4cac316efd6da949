"""Walking and rewriting trees; a rewrite keeps every untouched node as the object it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from . import ast
from .source import Source

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
Changes = Mapping[type[ast.Node], Change]
_T = TypeVar("_T")


def rewrite(tree: _T, change: Change | Changes, *kinds: type[ast.Node]) -> _T:
    """`tree` with `change` applied to every node (to those of `kinds` alone, where any are given), children first.

    `change` returns the node itself (kept), another node, a tuple (spliced into the sequence that held the
    node), or None (removed). Several changes in one go: a mapping from the class of a node to its change.
    """
    if not isinstance(change, Mapping):
        change = dict.fromkeys(kinds, change) if kinds else _Every(change)
    return _rewritten(tree, change)  # type: ignore[no-any-return]


def rewrite_calls(blocks: ast.Blocks, source: Source, changes: Changes) -> ast.Blocks:
    """`blocks` with `changes` applied wherever a call may stand: blocks whose text in `source` opens none are kept."""
    text = source.text
    if "]:" in text or "{:toc" in text:
        # A definition elsewhere (of a link, of a note) may bring its calls into any block, and so do headings in a list of them.
        return rewrite(blocks, changes)
    out: list[ast.Block] = []
    for block in blocks:
        if block.at is not None and _opens_no_call(text, *block.at):
            out.append(block)
        else:
            out += rewrite((block,), changes)
    return tuple(out)


def _opens_no_call(text: str, start: int, end: int) -> bool:
    return text.find("{{", start, end) < 0 and text.find("{%", start, end) < 0


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


def _rewritten(value: Any, changes: Changes) -> Any:
    kind = value.__class__
    names = _CHILDREN.get(kind)
    if names is None:
        if isinstance(value, tuple):
            return _sequence(value, changes)
        if not isinstance(value, ast.Node):
            return value
        names = _child_fields(kind)
    if names:
        value = _with_children(value, names, changes)
    change = changes.get(kind)
    return value if change is None else change(value)


def _with_children(node: ast.Node, names: tuple[str, ...], changes: Changes) -> ast.Node:
    changed = None
    for name in names:
        old = getattr(node, name)
        if old:
            new = _sequence(old, changes) if old.__class__ is tuple else _rewritten(old, changes)
            if new is not old:
                changed = changed or {}
                changed[name] = new
    return replaced(node, **changed) if changed else node


def _sequence(value: tuple[Any, ...], changes: Changes) -> Any:
    out: list[Any] | None = None
    for number, item in enumerate(value):
        kind = item.__class__
        if kind in _PLAIN or (_CHILDREN.get(kind) == () and kind not in changes):
            new = item
        else:
            new = _rewritten(item, changes)
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
