"""YAML as generators read it, by loaders that no document makes explode."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, ClassVar

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Aliases of aliases ("billion laughs") are shared in memory but explode when they are written out.
_MOST_YAML_NODES = 100_000


class Number(float):
    """A YAML float that prints as it was written: `1.10`, not `1.1`."""

    lexeme: str = ""

    def __str__(self) -> str:
        return self.lexeme


class BoundedLoader(_Base):  # type: ignore[misc]
    """A safe YAML loader that refuses aliases which explode when they are written out."""

    def construct_document(self, node: yaml.Node) -> Any:
        if _expanded(node, {}) > _MOST_YAML_NODES:
            raise yaml.constructor.ConstructorError(None, None, "aliases expand to too much", node.start_mark)
        return super().construct_document(node)


class Loader(BoundedLoader):
    """A loader whose mapping keys are the text that was written (`on`, `yes`, `1.10`)."""

    root: yaml.MappingNode | None = None
    duplicates: list[tuple[str, int]]

    def construct_document(self, node: yaml.Node) -> Any:
        self.root = node if isinstance(node, yaml.MappingNode) else None
        self.duplicates = []
        return super().construct_document(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                key.tag = "tag:yaml.org,2002:str"
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen and key.value != "<<":
                    self.duplicates.append((key.value, key.start_mark.index))
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


def _expanded(node: yaml.Node, sizes: dict[int, int]) -> int:
    """How many nodes `node` is when every alias is written out."""
    known = sizes.get(id(node))
    if known is not None:
        return known
    sizes[id(node)] = _MOST_YAML_NODES + 1  # a node inside itself is endless
    children: list[Any] = []
    if isinstance(node, yaml.MappingNode):
        children = [child for pair in node.value for child in pair]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    total = 1
    for child in children:
        total += _expanded(child, sizes)
        if total > _MOST_YAML_NODES:
            break
    sizes[id(node)] = total
    return total


def _float(loader: Any, node: yaml.ScalarNode) -> float:
    number = Number(loader.construct_yaml_float(node))
    number.lexeme = node.value
    return number


def _moment(loader: Any, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, f"no such date: {error}", node.start_mark) from error


Loader.add_constructor("tag:yaml.org,2002:float", _float)
Loader.add_constructor("tag:yaml.org,2002:timestamp", _moment)


class HugoLoader(Loader):
    """Plain values as Hugo's YAML types them: `yes` and `12:30` are text, `0o10` is 8 (measured with Hugo 0.168)."""

    # What PyYAML has of YAML 1.1 is not inherited.
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_DIGITS = "0123456789"
# Each type with what its values look like and the characters that they start with
_HUGO_VALUES = (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?(?:0(?:o?[0-7_]*[0-7])?|[1-9][0-9_]*|0x[0-9a-fA-F_]+|0b[01_]+)", "-+" + _DIGITS),
    ("float", r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?", "-+." + _DIGITS),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
    ("null", "(?:~|null|Null|NULL)?", ["~", "n", "N", ""]),
    ("merge", "<<", "<"),
    ("timestamp", r"\d{4}-\d\d-\d\d", _DIGITS),
    ("timestamp", r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", _DIGITS),
)
for _kind, _value, _start in _HUGO_VALUES:
    HugoLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_value})\Z", re.ASCII), list(_start))
