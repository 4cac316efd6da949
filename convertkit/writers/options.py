"""Which values the fields of a writer's `Options` may have, whoever gives them.

A field of the dataclass says it by its type and by its metadata: `least` and `most` are the ends of a range.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import Field, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

# A flag that may stand several times, a list in the config
SEVERAL = tuple[str, ...]
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def validated(options: Any, kind: type, writer: str) -> Any:
    """`options` where they are of a writer's own `kind`; its defaults for None.

    Raises TypeError for options of another writer and for a value of another type than its field's, ValueError for a
    value that the field may not have.
    """
    if options is None:
        return kind()
    if not isinstance(options, kind):
        other = f"{type(options).__module__}.{type(options).__qualname__}"
        raise TypeError(f"options of {writer} are a {kind.__module__}.{kind.__qualname__}, not a {other}")
    hints = get_type_hints(kind)
    for field in fields(kind):
        try:
            allow(field, hints[field.name], getattr(options, field.name))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{field.name}: {error}") from None
    return options


def allow(field: Field[Any], hint: Any, value: Any) -> None:
    """Raise TypeError or ValueError, which say what is allowed, for a value that a field may not have."""
    if get_origin(hint) is Literal:
        if value not in choices(hint, empty=True):
            raise ValueError(f"{_shown(value)} is not one of {', '.join(map(str, choices(hint)))}")
    elif hint == SEVERAL:
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise TypeError(f"{_shown(value)} is not a tuple of texts")
    elif hint in (int, float):
        if isinstance(value, bool) or not isinstance(value, int if hint is int else int | float):
            raise TypeError(f"{_shown(value)} is not a {'whole ' if hint is int else ''}number")
        _in_range(value, field.metadata.get("least"), field.metadata.get("most"))
    elif hint is bool and not isinstance(value, bool):
        raise TypeError(f"{_shown(value)} is neither true nor false")
    elif hint is str and not isinstance(value, str | os.PathLike):
        raise TypeError(f"{_shown(value)} is not a text")


def fitting(field: Field[Any], hint: Any, value: Any) -> Any:
    """What a flag, which is text, or a value of a config means for a field.

    Raises TypeError or ValueError, which say what is allowed.
    """
    if hint == SEVERAL and isinstance(value, str):
        value = (value,)
    elif hint == SEVERAL and isinstance(value, list):
        value = tuple(value)
    elif hint is bool and isinstance(value, str):
        value = _TRUTH.get(value.lower(), value)
    elif hint in (int, float) and isinstance(value, str):
        value = _number(hint, value)
    elif hint is str and isinstance(value, int | float) and not isinstance(value, bool):
        # A title may be a year, the number of a volume a number.
        value = str(value)
    allow(field, hint, value)
    return value


def choices(hint: Any, *, empty: bool = False) -> Sequence[Any]:
    """The values that a type lists; the empty one, which asks for the default, where it is wanted."""
    return [choice for choice in get_args(hint) if choice or empty] if get_origin(hint) is Literal else []


def _number(kind: type, value: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"{_shown(value)} is not a {'whole ' if kind is int else ''}number") from None


def _in_range(value: float, least: float | None, most: float | None) -> None:
    # "not" also refuses what is no number at all
    if (least is not None and not value >= least) or (most is not None and not value <= most):
        allowed = f"at least {least}" if most is None else f"at most {most}" if least is None else f"from {least} to {most}"
        raise ValueError(f"{value} is not {allowed}")


def _shown(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else repr(value)
