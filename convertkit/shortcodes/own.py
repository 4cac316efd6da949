"""The site's own shortcodes: what `[shortcodes.NAME]` of its convertkit.toml says of a name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import ast
from ..context import Context

SETTINGS = "convertkit.toml"
_MOST_BYTES = 1_000_000
_WAYS = ("as", "template", "template_file", "drop", "keep")
_MORE = ("parameters", "with", "format")


class TemplateError(Exception):
    """Why a template gave nothing."""


@dataclass(frozen=True)
class Entry:
    """What is written under one name.

    One of `known` (the name of a shortcode that convertkit knows), `template`, `template_file`, `drop`, `keep` is set;
    `problem` says why an entry cannot be used. `parameters` maps a parameter of the known shortcode to a name or a
    position of the call, `fixed` to a value.
    """

    known: str = ""
    template: str | None = None
    template_file: str = ""
    drop: bool = False
    keep: bool = False
    format: str = "markdown"
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


def entry(call: ast.Call, context: Context) -> Entry | None:
    """What the site's settings say of the call's name, with its dialect (`hugo.x`) or without; None where nothing."""
    names = context.options.shortcodes
    if names is None:
        names, problem = site_shortcodes(context.site.root)
        if problem:
            context.report.warn("CK212", problem)
    if not names or not call.name:
        return None
    wanted = (f"{call.dialect}.{call.name}".lower(), call.name.lower())
    for name, value in names.items():
        if name.lower() in wanted:
            return read(value)
    return None


def site_shortcodes(root: Path) -> tuple[Mapping[str, Any], str]:
    """The table `[shortcodes]` of the settings in a site's root, and what is wrong with the file."""
    path = root / SETTINGS
    try:
        stat = path.stat()
    except OSError:
        return {}, ""
    if not path.resolve().is_relative_to(root.resolve()) or stat.st_size > _MOST_BYTES:
        return {}, f"{SETTINGS} of the site is not read: it lies outside of the site, or is too large"
    return _parsed(path, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _parsed(path: Path, changed: int) -> tuple[Mapping[str, Any], str]:
    """The table in a file as it was at one time: a batch reads it once."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        return {}, f"{SETTINGS} of the site cannot be read: {error}"
    found = values.get("shortcodes", {})
    return (found, "") if isinstance(found, Mapping) else ({}, f"{SETTINGS}: [shortcodes] is not a table")


def read(value: Any) -> Entry:
    """The entry for a table of the settings; a bare name is short for `as`."""
    if isinstance(value, str):
        return Entry(known=value)
    problem = _problem(value)
    if problem:
        return Entry(problem=problem)
    return Entry(
        known=value.get("as", ""),
        template=value.get("template"),
        template_file=value.get("template_file", ""),
        drop=value.get("drop", False),
        keep=value.get("keep", False),
        format=value.get("format", "markdown"),
        parameters=value.get("parameters", {}),
        fixed=value.get("with", {}),
    )


def _problem(value: Any) -> str:
    if not isinstance(value, Mapping):
        return "is neither a table nor a name"
    strange = [name for name in value if name not in (*_WAYS, *_MORE)]
    if strange:
        return f"has no key '{strange[0]}'"
    ways = [name for name in _WAYS if value.get(name) not in (None, False)]
    if len(ways) != 1:
        return f"needs one of {', '.join(_WAYS)}" + (f", and has {' and '.join(ways)}" if ways else "")
    way = ways[0]
    wanted: type = bool if way in ("drop", "keep") else str
    if not isinstance(value[way], wanted):
        return f"has a value of '{way}' that is no {'truth value' if wanted is bool else 'text'}"
    if value.get("format", "markdown") not in ("markdown", "html"):
        return "has a format that is neither markdown nor html"
    if not all(isinstance(value.get(name, {}), Mapping) for name in ("parameters", "with")):
        return "has parameters that are no table"
    sources = value.get("parameters", {}).values()
    if not all(isinstance(source, str | int) and not isinstance(source, bool) for source in sources):
        return "has a parameter whose source is neither a name nor a position"
    return ""


# "<div class=", "</p>", "<!-- x -->\n<table>": elements that cannot stand in a paragraph
_BLOCK = re.compile(
    r"<(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|"
    r"menu|nav|ol|p|pre|section|table|ul|search)\b",
    re.I,
)


def inner(call: ast.Call) -> ast.Blocks | ast.Inlines:
    """What stands between the tags: inlines where it is part of a line."""
    match call.blocks:
        case (ast.Para(content) | ast.Plain(content),) if "\n" not in call.inner:
            return content
        case _:
            return call.blocks


def is_block(html: str) -> bool:
    """Whether HTML holds an element that stands among blocks."""
    return _BLOCK.search(html) is not None


def renamed(call: ast.Call, entry: Entry) -> ast.Call:
    """The call as one of the known shortcode: its parameters renamed, the fixed ones set.

    A target that is a number is a position. Parameters that the entry does not mention stay what they are.
    """
    taken = {source.lower() if isinstance(source, str) else source for source in entry.parameters.values()}
    named: list[ast.Argument] = []
    placed: dict[int, ast.Argument] = {}
    given = [(target, call.value(source)) for target, source in entry.parameters.items()] + list(entry.fixed.items())
    for target, value in given:
        if value is None:
            continue
        if target.isdigit():
            placed[int(target)] = ast.Argument(None, value)
        else:
            named.append(ast.Argument(target, value))
    positions = [argument for argument in call.arguments if argument.key is None]
    rest = [argument for number, argument in enumerate(positions) if number not in taken]
    for number in sorted(placed):
        rest.insert(number, placed[number])
    kept = [argument for argument in call.arguments if argument.key is not None and argument.key.lower() not in taken]
    return replace(call, name=entry.known, arguments=(*rest, *kept, *named))
