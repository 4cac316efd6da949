"""A writer's `Options` as flags of the command line and keys of the config."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, get_type_hints

import click

from .. import registry
from ..diagnostics import ConvertError
from ..writers.book.bound import BookOptions
from ..writers.options import SEVERAL, choices, fitting
from .config import Config


def help_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """For every writer a title and its flags with their help, but those that the command itself lists; those of books once."""
    shared = [field.name for field in fields(BookOptions)]
    out = [("Options of books", _rows(BookOptions, COMMON))]
    for name in registry.names("writers"):
        try:
            kind = registry.load("writers", name).Options
        except ConvertError as error:
            # A package that is broken must not take the help of all others with it.
            out.append((f"Options of {name}", [("", error.diagnostic.message)]))
            continue
        rows = _rows(kind, (*COMMON, *shared) if issubclass(kind, BookOptions) else COMMON)
        if rows:
            out.append((f"Options of {name}", rows))
    return out


def _rows(kind: type, left_out: Sequence[str]) -> list[tuple[str, str]]:
    return [(_usage(field, kind), field.metadata.get("help", "")) for field in fields(kind) if field.name not in left_out]


COMMON = ("theme", "fragment", "highlight")


def _usage(field: Field[Any], kind: type) -> str:
    flag = "--" + field.name.replace("_", "-")
    hint = get_type_hints(kind)[field.name]
    if hint is bool:
        return f"{flag} / --no-{flag[2:]}" if field.default is True else flag
    known = choices(hint)
    return f"{flag} [{'|'.join(map(str, known))}]" if known else f"{flag} {field.name.split('_')[-1].upper()}"


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
        name, value = _flag(word, rest, known)
        values[name] = (*values.get(name, ()), value) if known[name] == SEVERAL else value
    return sources, values


def _flag(word: str, rest: list[str], known: Mapping[str, Any]) -> tuple[str, Any]:
    """The field that a flag is for, and its value, which may be the next word of `rest`."""
    flag, equals, value = word.partition("=")
    name = flag[2:].replace("-", "_")
    if flag.startswith("--no-") and known.get(name[3:]) is bool and not equals:
        return name[3:], False
    # "---open-graph" and "-open-graph" are no flags
    if name not in known or not flag.startswith("--") or flag.startswith("---"):
        raise click.UsageError(f"No such option: {flag}")
    if equals:
        return name, value
    if known[name] is bool:
        return name, True
    if not rest or rest[0].startswith("--"):
        hint = f" ({flag}=TEXT for a text that begins with dashes)" if rest else ""
        raise click.UsageError(f"Option {flag} requires an argument{hint}.")
    return name, rest.pop(0)


def check_flags(name: str, flags: Mapping[str, Any]) -> None:
    """Raise click.UsageError for a flag whose value the writer `name` does not take, before anything is read."""
    kind = registry.load("writers", name).Options
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.name in flags:
            _flagged(field, hints, flags)


def writer_options(name: str, flags: Mapping[str, Any], config: Config) -> Any:
    """The `Options` of writer `name`: its defaults, then the config's, then the flags'.

    Raises click.UsageError for a value that does not fit, and for a key of the config that the writer does not have.
    """
    kind = registry.load("writers", name).Options
    hints = get_type_hints(kind)
    table = config.options(name)
    known = [field.name for field in fields(kind)]
    for key in table:
        if key not in known:
            raise config.wrong(f"[{name}] has no key '{key}' (keys: {', '.join(known)})")
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in table:
            values[field.name] = _value(field, hints, table, f"{config.path}: [{name}] {field.name}")
        if field.name in flags:
            values[field.name] = _flagged(field, hints, flags)
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise click.UsageError(f"{name} needs --{field.name.replace('_', '-')}")
    return kind(**values)


def _flagged(field: Field[Any], hints: Mapping[str, Any], flags: Mapping[str, Any]) -> Any:
    return _value(field, hints, flags, "--" + field.name.replace("_", "-"))


def _value(field: Field[Any], hints: Mapping[str, Any], given: Mapping[str, Any], where: str) -> Any:
    try:
        return fitting(field, hints[field.name], given[field.name])
    except (TypeError, ValueError) as error:
        raise click.UsageError(f"{where}: {error}") from error
