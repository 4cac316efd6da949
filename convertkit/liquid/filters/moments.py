"""Filters of dates (Liquid's `date`, Jekyll's `date_to_*`), in the site's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from liquid.exceptions import FilterArgumentError

from ..dates import instant, local, written
from ..ruby import string as text


def date(scope: Any, value: Any, pattern: Any) -> Any:
    """`value` by a pattern of `strftime`; what is no date is handed on."""
    found = instant(value, scope.zone, scope.now)
    return value if not text(pattern) or found is None else written(found, text(pattern))


def _local(scope: Any, value: Any) -> dt.datetime:
    found = instant(value, scope.zone, scope.now)
    if found is None:
        raise FilterArgumentError(f"'{text(value)[:40]}' is no date", token=None)
    return local(found, scope.zone)


def _formed(pattern: str) -> Callable[..., Any]:
    return lambda scope, value: value if not text(value) else written(_local(scope, value), pattern)


def _day(month: str) -> Callable[..., Any]:
    def form(scope: Any, value: Any, kind: Any = None, style: Any = None) -> Any:
        if not text(value):
            return value
        moment = _local(scope, value)
        if kind != "ordinal":
            return written(moment, f"%d {month} %Y")
        day = f"{moment.day}{_ordinal(moment.day)}"
        return written(moment, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")

    return form


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


FILTERS: dict[str, Callable[..., Any]] = {
    "date": date,
    "date_to_long_string": _day("%B"),
    "date_to_rfc822": _formed("%a, %d %b %Y %H:%M:%S %z"),
    "date_to_string": _day("%b"),
    "date_to_xmlschema": _formed("%Y-%m-%dT%H:%M:%S%:z"),
}
