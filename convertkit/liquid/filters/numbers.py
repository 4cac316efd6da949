"""Filters of Liquid that count (Liquid 5, `StandardFilters`): whole numbers stay whole, the others are decimal."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from liquid.exceptions import FilterArgumentError

from ..ruby import TooMuchError, integer

_MOST_BITS = 20_000


def number(value: Any) -> int | Decimal:
    """The number that `value` is or that its text begins with; 0 where there is none."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return Decimal(repr(float(value)))
    if isinstance(value, str):
        return Decimal(value.strip()) if re.fullmatch(r"-?\d+\.\d+", value.strip()) else integer(value)
    return 0


def _shown(value: int | Decimal) -> int | float:
    if isinstance(value, Decimal):
        return float(value)
    if value.bit_length() > _MOST_BITS:
        raise TooMuchError("a number is too long")
    return value


def _applied(value: Any, operand: Any, operation: Callable[[Any, Any], int | Decimal]) -> int | float:
    try:
        return _shown(operation(number(value), number(operand)))
    except (ZeroDivisionError, InvalidOperation, OverflowError) as error:
        raise FilterArgumentError("divided by 0", token=None) from error


def _divided(a: int | Decimal, b: int | Decimal) -> int | Decimal:
    return a // b if isinstance(a, int) and isinstance(b, int) else Decimal(a) / Decimal(b)


def _remainder(a: int | Decimal, b: int | Decimal) -> int | Decimal:
    """Ruby's remainder has the sign of the divisor, also of decimals."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b
    rest = Decimal(a) % Decimal(b)
    return rest + b if rest and (rest < 0) != (b < 0) else rest


def rounded(value: Any, digits: Any = 0) -> int | float:
    """`value` to so many decimals, halves away from zero."""
    given, places = number(value), max(-300, min(300, int(number(digits))))
    if isinstance(given, int) and places >= 0:
        return given
    try:
        out = Decimal(given).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        out = Decimal(given)
    return int(out) if places <= 0 else float(out)


FILTERS: dict[str, Callable[..., Any]] = {
    "abs": lambda value: _shown(max(number(value), -number(value))),
    "at_least": lambda value, least: _shown(max(number(value), number(least))),
    "at_most": lambda value, most: _shown(min(number(value), number(most))),
    "ceil": lambda value: int(Decimal(number(value)).to_integral_value("ROUND_CEILING")),
    "divided_by": lambda value, by: _applied(value, by, _divided),
    "floor": lambda value: int(Decimal(number(value)).to_integral_value("ROUND_FLOOR")),
    "minus": lambda value, by: _applied(value, by, lambda a, b: a - b),
    "modulo": lambda value, by: _applied(value, by, _remainder),
    "plus": lambda value, by: _applied(value, by, lambda a, b: a + b),
    "round": rounded,
    "times": lambda value, by: _applied(value, by, lambda a, b: a * b),
}
