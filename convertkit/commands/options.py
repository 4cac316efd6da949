"""A writer's `Options` as flags of the command line and keys of the config."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, get_args, get_type_hints

import click

from .. import registry
from ..writers.book.bound import BookOptions


def help_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """For every writer a title and its flags with their help, but those that the command itself lists; those of books once."""
    shared = [field.name for field in fields(BookOptions)]
    out = [("Options of books", _rows(BookOptions, COMMON))]
    for name in registry.names("writers"):
        kind = registry.load("writers", name).Options
        rows = _rows(kind, (*COMMON, *shared) if issubclass(kind, BookOptions) else COMMON)
        if rows:
            out.append((f"Options of {name}", rows))
    return out


def _rows(kind: type, left_out: Sequence[str]) -> list[tuple[str, str]]:
    return [(_usage(field, kind), field.metadata.get("help", "")) for field in fields(kind) if field.name not in left_out]


# A flag that may stand several times, a list in the config
_SEVERAL = tuple[str, ...]
COMMON = ("theme", "fragment", "highlight")


def _usage(field: Field[Any], kind: type) -> str:
    flag = "--" + field.name.replace("_", "-")
    hint = get_type_hints(kind)[field.name]
    if hint is bool:
        return f"{flag} / --no-{flag[2:]}" if field.default is True else flag
    choices = [choice for choice in get_args(hint) if choice] if hint != _SEVERAL else []
    return f"{flag} [{'|'.join(map(str, choices))}]" if choices else f"{flag} {field.name.split('_')[-1].upper()}"


def split(arguments: Sequence[str], formats: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """Sources, and the values of writers' flags that stand among them.

    Raises click.UsageError for a flag that no writer of `formats` has.
    """
    known: dict[str, Any] = {}
    for name in formats:
        kind = registry.load("writers", name).Options
        hints = get_type_hints(kind)
        known |= {field.name: hints[field.name] for field in fields(kind)}
    sources: list[str] = []
    values: dict[str, Any] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            sources += rest
            break
        if not word.startswith("-") or word == "-":
            sources.append(word)
            continue
        flag, equals, value = word.partition("=")
        name = flag.lstrip("-").replace("-", "_")
        negated = name.startswith("no_") and known.get(name[3:]) is bool
        if negated:
            values[name[3:]] = False
        elif name not in known:
            raise click.UsageError(f"No such option: {flag}")
        elif known[name] is bool:
            values[name] = True
        elif equals or rest:
            given = value if equals else rest.pop(0)
            values[name] = (*values.get(name, ()), given) if known[name] == _SEVERAL else given
        else:
            raise click.UsageError(f"Option {flag} requires an argument.")
    return sources, values


def writer_options(name: str, flags: Mapping[str, Any], config: Mapping[str, Any]) -> Any:
    """The `Options` of writer `name`: its defaults, then the config's, then the flags'.

    Raises click.UsageError for a value that does not fit.
    """
    kind = registry.load("writers", name).Options
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in fields(kind):
        for given in (config, flags):
            if field.name in given:
                values[field.name] = _value(field, hints[field.name], given[field.name])
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise click.UsageError(f"{name} needs --{field.name.replace('_', '-')}")
    return kind(**values)


def _value(field: Field[Any], hint: Any, value: Any) -> Any:
    flag = "--" + field.name.replace("_", "-")
    if hint == _SEVERAL:
        return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
    choices = get_args(hint)
    if choices and type(None) not in choices:
        if value not in choices:
            raise click.UsageError(f"{flag}: '{value}' is not one of {', '.join(str(choice) for choice in choices if choice)}")
        return value
    if hint is bool:
        return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1", "on")
    if hint in (int, float):
        try:
            return hint(value)
        except ValueError as error:
            raise click.UsageError(f"{flag}: '{value}' is not a number") from error
    return str(value)
