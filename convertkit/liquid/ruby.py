"""Values of Liquid as Ruby has them: what they print, how they compare, what they are as JSON."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from liquid.undefined import Undefined

# "12abc", " -3"
_INTEGER = re.compile(r"\s*([-+]?\d+(?:_\d+)*)")
# A number with more digits is no number of a post.
_MOST_DIGITS = 4000


class TooMuchError(ValueError):
    """A value is larger than any post needs."""


class Drop(Mapping[str, Any]):
    """An object of Jekyll: its values are computed when they are asked for.

    `own` names the values that the class computes, each by the method `_NAME`; `data` holds the others.
    """

    own: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    @property
    def data(self) -> Mapping[str, Any]:
        """The values that are given, not computed."""
        return {}

    def __getitem__(self, key: str) -> Any:
        if key not in self.own:
            return self.data[key]
        if key not in self._known:
            self._known[key] = getattr(self, f"_{key}")()
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self.own or key in self.data

    def __iter__(self) -> Iterator[str]:
        return iter([*self.own, *(key for key in self.data if key not in self.own)])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __str__(self) -> str:
        return inspected(self)


def plain(value: Any) -> Any:
    """`value` without what only python-liquid has: an undefined value is nil."""
    return None if isinstance(value, Undefined) else value


def text(value: Any) -> str:
    """What `{{ value }}` prints: of an array its items."""
    return joined(value, "") if isinstance(value, list | tuple) else string(value)


def string(value: Any) -> str:
    """`value` as a text, as filters take it (Ruby, `to_s`): an array with brackets."""
    match value:
        case str():
            return value
        case None | Undefined():
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return _digits(value)
        case float():
            return _float(value)
        case list() | tuple():
            return inspected(value)
        case dt.datetime():
            return _moment(value)
        case dt.date():
            return value.isoformat()
        case range():
            return f"{value.start}..{value.stop - 1}"
        case Mapping() if not isinstance(value, Drop):
            return inspected(value)
        case _:
            return str(value)


def _digits(value: int) -> str:
    if abs(value).bit_length() > _MOST_DIGITS * 3:
        raise TooMuchError("a number is too long")
    return str(int(value))


def _float(value: float) -> str:
    """Ruby prints `1.0e+20` where Python prints `1e+20`."""
    shown = float.__repr__(value)
    if shown in ("inf", "-inf", "nan"):
        return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[shown]
    mantissa, sign, exponent = shown.partition("e")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{exponent}" if sign else shown


def _moment(value: dt.datetime) -> str:
    zone = value.strftime("%z") or "+0000"
    return f"{value:%Y-%m-%d %H:%M:%S} {zone[:5]}"


def joined(values: Iterable[Any], glue: str) -> str:
    """The texts of `values`, nested arrays flattened (Ruby, `Array#join`)."""
    return glue.join(string(value) for value in flattened(values))


def flattened(values: Iterable[Any]) -> list[Any]:
    """The items of `values` and of every array in it, in order."""
    out: list[Any] = []
    stack: list[Iterator[Any]] = [iter(values)]
    while stack:
        for value in stack[-1]:
            if isinstance(value, list | tuple):
                stack.append(iter(value))
                break
            out.append(value)
        else:
            stack.pop()
    return out


def inspected(value: Any) -> str:
    """`value` as Ruby's `inspect` shows it: `{"a"=>1, "b"=>nil}`."""
    match value:
        case None | Undefined():
            return "nil"
        case str():
            return _quoted(value)
        case Drop():
            return json.dumps(as_json(value), ensure_ascii=False, indent=2)
        case Mapping():
            return "{" + ", ".join(f"{inspected(key)}=>{inspected(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(inspected, value)) + "]"
        case dt.date() if not isinstance(value, dt.datetime):
            # The Julian day, and the day on which the calendar changed
            return f"#<Date: {value.isoformat()} (({value.toordinal() + 1721425}j,0s,0n),+0s,2299161j)>"
        case _:
            return text(value)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x1b": "\\e", "\f": "\\f", "\v": "\\v", "\b": "\\b"}
# A quote, a backslash, a control character, "#{"
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]|#(?=[{$@])')


def _quoted(value: str) -> str:
    def escape(match: re.Match[str]) -> str:
        char = match[0]
        return _ESCAPES.get(char) or ("\\#" if char == "#" else f"\\x{ord(char):02X}")

    return '"' + _ESCAPED.sub(escape, value) + '"'


def as_json(value: Any, depth: int = 0) -> Any:
    """`value` in what the json module writes; an object of Jekyll as the mapping that it is."""
    if depth > 20:
        raise TooMuchError("a value nests too deep")
    match value:
        case None | Undefined():
            return None
        case str() | bool() | int() | float():
            return value
        case Drop():
            kept = [key for key in value if not (depth and key in ("next", "previous", "content", "excerpt", "output"))]
            return {key: as_json(value[key], depth + 1) for key in kept}
        case Mapping():
            return {text(key): as_json(item, depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [as_json(item, depth + 1) for item in value]
        case _:
            return text(value)


def integer(value: Any) -> int:
    """The whole number at the start of `value`, 0 where there is none (Ruby, `to_i`)."""
    if isinstance(value, bool) or value is None:
        return 0
    if isinstance(value, int):
        return value
    if isinstance(value, dt.datetime):
        return int(value.timestamp())
    if isinstance(value, float):
        return int(value) if math.isfinite(value) else 0
    match = _INTEGER.match(text(value)[: _MOST_DIGITS + 1])
    return int(match[1]) if match else 0


def truthy(value: Any) -> bool:
    """Whether `if` takes `value` for true: all but nil and false is."""
    return value is not None and value is not False and not isinstance(value, Undefined)


def is_empty(value: Any) -> bool:
    """Whether `value` is an empty text, array or hash; nil is not."""
    return isinstance(value, str | list | tuple | Mapping) and not isinstance(value, Undefined) and len(value) == 0


def same(left: Any, right: Any) -> bool:
    """Ruby's `==`: 1 is 1.0, true is not 1."""
    left, right = plain(left), plain(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime):
        return compared(left, right) == 0
    return bool(left == right)


def compared(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as `left` is before, at or behind `right`; None where they have no order (Ruby, `<=>`)."""
    left, right = plain(left), plain(right)
    if left is None and right is None:
        return 0
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return _compared_arrays(left, right)
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime):
        return _order(_aware(left), _aware(right))
    for kind in (str, dt.date):
        if isinstance(left, kind) and isinstance(right, kind):
            return _order(left, right) if isinstance(left, dt.datetime) is isinstance(right, dt.datetime) else None
    if isinstance(left, bool) or isinstance(right, bool):
        return 0 if left is right else None
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _order(left, right)
    if isinstance(left, Drop) and isinstance(right, Drop):
        return compared(left.get("date"), right.get("date")) or compared(left.get("path"), right.get("path"))
    return None


def _order(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


def _compared_arrays(left: Any, right: Any) -> int | None:
    for a, b in zip(left, right, strict=False):
        order = compared(a, b)
        if order != 0:
            return order
    return (len(left) > len(right)) - (len(left) < len(right))


def _aware(value: dt.datetime) -> dt.datetime:
    return value if value.tzinfo is not None else value.replace(tzinfo=dt.UTC)
