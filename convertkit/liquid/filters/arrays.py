"""Filters of Liquid and Jekyll that take an array (Liquid 5, `StandardFilters`; Jekyll 4.3, `Filters`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cmp_to_key
from typing import Any

from liquid.exceptions import FilterArgumentError

from ..ruby import TooMuchError, compared, flattened, integer, is_empty, joined, same, truthy
from ..ruby import string as text
from .strings import bounded

MOST_ITEMS = 200_000
# "-3", " 2.5 ", ".5"
_WHOLE, _DECIMAL = re.compile(r"\s*-?\d+\s*"), re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*")


def items(value: Any) -> list[Any]:
    """`value` as Liquid's array filters see it: nested arrays flat, any other value alone, nil nothing."""
    if isinstance(value, range) and len(value) > MOST_ITEMS:
        raise TooMuchError("a range is too long")
    if isinstance(value, list | tuple):
        return flattened(value)
    if value is None:
        return []
    return list(value) if isinstance(value, range) else [value]


def rows(value: Any) -> list[Any] | None:
    """`value` as Jekyll's filters see it: an array, the values of a hash; None for what they hand on."""
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, range):
        return items(value)
    return list(value) if isinstance(value, list | tuple) else None


def attribute(item: Any, name: Any) -> Any:
    """What `item[name]` is."""
    if isinstance(item, Mapping):
        return item.get(name)
    if isinstance(item, list | tuple) and isinstance(name, int) and -len(item) <= name < len(item):
        return item[name]
    if isinstance(item, str) and isinstance(name, str):
        return name if name in item else None
    return None


def property_of(item: Any, name: Any) -> Any:
    """A property by its path (`a.b`); a text that is a number counts as that number."""
    found: Any = item
    for key in text(name).split("."):
        found = attribute(found, key)
    shown = text(found) if isinstance(found, str) else ""
    if _WHOLE.fullmatch(shown):
        return integer(shown)
    return float(shown) if _DECIMAL.fullmatch(shown) else found


def matches(found: Any, target: Any) -> bool:
    """Whether a property is `target`, or is an array that holds it (Jekyll, `where`); all are compared as texts."""
    if target is None:
        return found is None
    wanted = text(target)
    if isinstance(found, str):
        return found == wanted
    if found is None:
        return False
    return any(text(item) == wanted for item in (found if isinstance(found, list | tuple) else [found]))


def where(value: Any, name: Any, target: Any = None) -> Any:
    """The items whose property `name` is `target`."""
    found = rows(value)
    if found is None or not truthy(name) or isinstance(target, list | Mapping):
        return value
    return [item for item in found if matches(property_of(item, name), target)]


def find(value: Any, name: Any, target: Any = None) -> Any:
    """The first item whose property `name` is `target`."""
    found = rows(value)
    if found is None or not truthy(name) or isinstance(target, list | Mapping):
        return value
    return next((item for item in found if matches(property_of(item, name), target)), None)


def group_by(value: Any, name: Any) -> Any:
    """Groups with `name`, `items`, `size`, by the text of a property."""
    found = pairs(value)
    return value if found is None else grouped((text(property_of(item, name)), item) for item in found)


def pairs(value: Any) -> list[Any] | None:
    """`rows`, but of a hash its pairs."""
    return [list(pair) for pair in value.items()] if isinstance(value, Mapping) else rows(value)


def grouped(keyed: Iterable[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Items by the key that stands before each, in the order of the keys."""
    groups: dict[Any, list[Any]] = {}
    for key, item in keyed:
        groups.setdefault(key, []).append(item)
    return [{"name": key, "items": group, "size": len(group)} for key, group in groups.items()]


def sort(value: Any, name: Any = None, nils: Any = "first") -> Any:
    """In order, by a property where one is named; items without it come first, or last."""
    if value is None:
        raise FilterArgumentError("cannot sort a null object", token=None)
    if nils not in ("first", "last"):
        raise FilterArgumentError("nils come 'first' or 'last'", token=None)
    found = pairs(value)
    if found is None:
        raise FilterArgumentError("only an array can be sorted", token=None)
    if name is None:
        return sorted(found, key=cmp_to_key(_strict))
    keyed = [(property_of(item, name), item) for item in found]
    first = -1 if nils == "first" else 1

    def order(a: tuple[Any, Any], b: tuple[Any, Any]) -> int:
        if (a[0] is None) != (b[0] is None):
            return first if a[0] is None else -first
        known = compared(a[0], b[0])
        return known if known is not None else compared(text(a[0]), text(b[0])) or 0

    return [item for _, item in sorted(keyed, key=cmp_to_key(order))]


def _strict(a: Any, b: Any) -> int:
    order = compared(a, b)
    if order is None:
        raise FilterArgumentError("items cannot be compared", token=None)
    return order


def sort_natural(value: Any, name: Any = None) -> list[Any]:
    """In order whatever the case; nil comes last."""
    keyed = [(item if name is None else attribute(item, name), item) for item in items(value)]
    return [item for _, item in sorted(keyed, key=lambda pair: (pair[0] is None, text(pair[0]).lower()))]


def uniq(value: Any, name: Any = None) -> list[Any]:
    """Each item once, or each value of a property."""
    out: list[Any] = []
    seen: list[Any] = []
    hashed: set[Any] = set()
    for item in items(value):
        key = item if name is None else attribute(item, name)
        if isinstance(key, str | int | float | None):
            mark = (type(key), key)
            if mark in hashed:
                continue
            hashed.add(mark)
        elif any(same(key, other) for other in seen):
            continue
        else:
            seen.append(key)
        out.append(item)
    return out


def join(value: Any, glue: Any = " ") -> str:
    """The texts of the items."""
    found, between = items(value), text(glue)
    bounded(len(found) * len(between))
    return joined(found, between)


def concat(value: Any, more: Any) -> list[Any]:
    """Both arrays, one behind the other."""
    if not isinstance(more, list | tuple):
        raise FilterArgumentError("concat filter requires an array argument", token=None)
    return _counted([*items(value), *more])


def _counted(found: list[Any]) -> list[Any]:
    if len(found) > MOST_ITEMS:
        raise TooMuchError("an array is too long")
    return found


def size(value: Any) -> int:
    """How many characters or items; of a whole number its 8 bytes."""
    if isinstance(value, bool) or value is None or isinstance(value, float):
        return 0
    return 8 if isinstance(value, int) else len(value) if hasattr(value, "__len__") else 0


def end(value: Any, number: int) -> Any:
    """The first (0) or last (-1) item."""
    if isinstance(value, Mapping):
        return list(next(iter(value.items()))) if value and number == 0 else None
    if isinstance(value, range):
        return value[number] if value else None
    return value[number] if isinstance(value, list | tuple) and value else None


def default(value: Any, other: Any = "", *, allow_false: Any = False) -> Any:
    """`other` for nil, false and what is empty."""
    missing = value is None or (value is False and not truthy(allow_false))
    return other if missing or is_empty(value) else value


def _array(change: Callable[..., list[Any]]) -> Callable[..., Any]:
    """A filter that hands on what is no array."""
    return lambda value, *given: _counted(change(list(value), *given)) if isinstance(value, list | tuple) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "compact": lambda value, name=None: [
        item for item in items(value) if (item if name is None else attribute(item, name)) is not None
    ],
    "concat": concat,
    "default": default,
    "find": find,
    "first": lambda value: end(value, 0),
    "group_by": group_by,
    "join": join,
    "last": lambda value: end(value, -1),
    "map": lambda value, name: [attribute(item, name) for item in items(value)],
    "pop": _array(lambda value, count=1: value[: max(0, len(value) - integer(count))]),
    "push": _array(lambda value, item: [*value, item]),
    "reverse": lambda value: items(value)[::-1],
    "shift": _array(lambda value, count=1: value[max(0, integer(count)) :]),
    "size": size,
    "sort": sort,
    "sort_natural": sort_natural,
    "uniq": uniq,
    "unshift": _array(lambda value, item: [item, *value]),
    "where": where,
}
