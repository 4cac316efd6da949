"""Attribute lists: `{: .class #id key="value" reference}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...ast import Attr
from . import patterns
from .tree import Ial
from .typography import decoded

# Definitions that name definitions: more in a row than anybody writes.
_LONGEST_CHAIN = 20


def parse_ial(body: str, into: Ial) -> Ial:
    """`into` with what the attribute list `body` says added."""
    attributes = into.attributes
    for part in patterns.IAL_PART.finditer(body):
        if part["marks"]:
            for mark, name in patterns.IAL_MARK.findall(part["marks"]):
                if mark == ".":
                    add_class(attributes, name)
                else:
                    attributes["id"] = name
        elif part["reference"]:
            into.references.append(part["reference"])
        elif part["key"]:
            attributes[part["key"]] = _unescaped(part["value"], part["quote"])
    return into


def _unescaped(value: str, quote: str) -> str:
    return value.replace("\\}", "}").replace("\\" + quote, quote) if "\\" in value else value


def add_class(attributes: dict[str, str], name: str) -> None:
    """Append the class `name`."""
    old = attributes.get("class")
    attributes["class"] = f"{old} {name}" if old else name


def applied(attributes: dict[str, str], ials: Iterable[Ial], definitions: Mapping[str, Ial]) -> dict[str, str]:
    """`attributes` with those of attribute lists, and of the definitions they name: classes add up, the last id wins."""
    for ial in ials:
        _apply(attributes, ial, definitions, frozenset())
    return attributes


def _apply(into: dict[str, str], ial: Ial, definitions: Mapping[str, Ial], seen: frozenset[str]) -> None:
    """Add what `ial` says: first what the definitions say that it names, then its own."""
    for name in ial.references:
        definition = definitions.get(name)
        if definition is not None and name not in seen and len(seen) < _LONGEST_CHAIN:
            _apply(into, definition, definitions, seen | {name})
    _update(into, ial.attributes)


def _update(attributes: dict[str, str], others: Mapping[str, str]) -> None:
    for key, value in others.items():
        if key == "class":
            add_class(attributes, value)
        else:
            attributes[key] = value


def references(ials: Iterable[Ial]) -> set[str]:
    """The names that attribute lists refer to."""
    return {name for ial in ials for name in ial.references}


def to_attr(attributes: Mapping[str, str]) -> Attr:
    """The attributes as the AST has them."""
    if not attributes:
        return Attr()
    identifier = attributes.get("id", "")
    classes = tuple(attributes.get("class", "").split())
    rest = tuple((key, decoded(value)) for key, value in attributes.items() if key not in ("id", "class"))
    return Attr(identifier, classes, rest)


def code_attr(attr: Attr) -> Attr:
    """`attr` with the language (of a class `language-x`) as first class, without what follows a `?`."""
    for name in attr.classes:
        if name.startswith("language-"):
            others = tuple(other for other in attr.classes if other is not name)
            return attr._replace(classes=(name[9:].partition("?")[0], *others))
    return attr
