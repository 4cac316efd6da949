"""Liquid as Jekyll runs it (python-liquid): what a tag or an object of a post renders to, before Markdown is read."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from liquid import Environment
from liquid.exceptions import LiquidError

from . import ast
from .config import load_config
from .context import Context
from .metadata import moment
from .permalinks import urlize
from .source import Source

# Tags that only compute text; the others (highlight, link, figure ...) are calls with a meaning.
TEXT_TAGS = frozenset(("for", "tablerow", "if", "unless", "case", "assign", "capture", "increment", "decrement", "cycle", "echo"))
# Collections that only a build of the whole site has.
_WHOLE_SITE = re.compile(r"\bsite\.(posts|pages|static_files|collections|categories|tags|related_posts|html_pages|documents)\b")
_MOST_BYTES = 4_000_000
# 'topic="a b"', "id=page.slug"
_PARAMETER = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")


class _Limited(Environment):
    """Loops and output have an end, whatever the post says."""

    loop_iteration_limit = 100_000
    output_stream_limit = _MOST_BYTES
    local_namespace_limit = 1_000_000
    context_depth_limit = 30


class Liquid:
    """The Liquid of one post: assignments are kept from call to call, in the order of the text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.environment = _environment(context)
        self.before: list[str] = []

    @cached_property
    def values(self) -> dict[str, Any]:
        """What templates see: `site`, `page`, `jekyll`."""
        context, known = self.context, self.context.metadata
        page = dict(context.front_matter.values)
        if context.path is not None:
            page |= {"url": context.site.permalink(context.path, known), "slug": context.site.slug(context.path, known)}
            page |= {"path": context.path.name, "name": context.path.name}
        page |= {"title": known.title, "tags": list(known.tags), "categories": list(known.categories)}
        if known.date is not None:
            page["date"] = known.date
        site = {**context.site.config, "data": self.data}
        return {"site": site, "page": page, "jekyll": {"environment": "production", "version": "4.3.1"}, "layout": {}}

    @cached_property
    def data(self) -> dict[str, Any]:
        """`site.data`: the files of `_data`, folders nested."""
        return _data(self.context.site.root / "_data", self.context)

    def text(self, call: ast.Call) -> str | None:
        """What `call` renders to; None where it is no matter of text, or cannot be rendered (CK209)."""
        if call.delimiter != "{{" and call.name not in TEXT_TAGS and call.name not in ("include", "include_relative"):
            return None
        if _WHOLE_SITE.search(call.lexeme):
            return self.refused(call, "it needs the whole site")
        if call.name in ("include", "include_relative") and call.delimiter != "{{":
            return self.included(call)
        return self.rendered(call.lexeme, call, keep=call.name in ("assign", "capture", "increment", "decrement"))

    def within(self, call: ast.Call) -> ast.Call:
        """A listing with what its inner Liquid renders to: only a raw block keeps Liquid from running there."""
        if call.name != "highlight" or not re.search(r"\{\{|\{%", call.inner):
            return call
        inner = self.rendered(call.inner, call)
        return call if inner is None else replace(call, inner=inner)

    def rendered(self, template: str, call: ast.Call, *, keep: bool = False, **more: Any) -> str | None:
        """The output of a template after the assignments that came before."""
        # python-liquid 2.3 strips the last text of a template behind `-%}`; an empty output keeps it.
        source = "".join(self.before) + template + '{{ "" }}'
        try:
            out = self.environment.from_string(source).render(**self.values, **more)
        except (LiquidError, RecursionError, ValueError, TypeError, ArithmeticError, AttributeError) as error:
            return self.refused(call, str(error).split("\n", maxsplit=1)[0][:80].lower())
        if keep:
            self.before.append(template)
        return str(out)

    def refused(self, call: ast.Call, why: str) -> str:
        """Nothing, and a diagnostic that says so."""
        what = "Liquid object" if call.delimiter == "{{" else "Liquid tag"
        place = self.context.place(call.at)
        self.context.report.warn("CK209", f"{what} '{call.name}' is not run: {why}", place, hint="nothing is shown in its place")
        return ""

    def included(self, call: ast.Call) -> str | None:
        """An include of the site with its parameters; None where there is no such file."""
        body = re.sub(r"\A\{%-?\s*\w+\s+|\s*-?%\}\Z", "", call.lexeme)
        name = body.split(None, 1)[0] if body.split() else ""
        root = self.context.site.root / "_includes"
        if call.name == "include_relative" and self.context.path is not None:
            root = self.context.path.parent
        path = root / name
        if not name or not self.context.site.contains(path) or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        parameters: dict[str, Any] = {}
        for key, double, single, variable in _PARAMETER.findall(body[len(name) :]):
            parameters[key] = double or single or (self.value(variable) if variable else "")
        text = Source.of_bytes(path.read_bytes()).text
        return self.rendered(text, call, include=parameters)

    def value(self, expression: str) -> Any:
        """The value of a variable that an include is given."""
        found: Any = self.values
        for part in expression.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found


def _environment(context: Context) -> Environment:
    environment = _Limited()
    base = str(context.site.setting("baseurl") or "").rstrip("/")
    own: dict[str, Callable[..., Any]] = {
        "relative_url": lambda url: url if "://" in str(url) else f"{base}/{str(url).lstrip('/')}",
        "absolute_url": lambda url: url if "://" in str(url) else f"{context.site.base_url}/{str(url).lstrip('/')}",
        "date_to_string": lambda value: _dated(value, "%d %b %Y"),
        "date_to_long_string": lambda value: _dated(value, "%d %B %Y"),
        "date_to_xmlschema": lambda value: _dated(value, "%Y-%m-%dT%H:%M:%S+00:00"),
        "slugify": lambda value, *_: re.sub(r"[^\w]+", "-", urlize(str(value))).strip("-"),
        "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
        "xml_escape": environment.filters["escape"],
        "cgi_escape": lambda value: urllib.parse.quote_plus(str(value)),
        "uri_escape": lambda value: urllib.parse.quote(str(value), safe=":/?#[]@!$&'()*+,;=%"),
        "number_of_words": lambda value, *_: len(str(value).split()),
        "normalize_whitespace": lambda value: " ".join(str(value).split()),
        "array_to_sentence_string": _sentence,
        "group_by": _grouped,
        "markdownify": lambda value: value,
        "smartify": lambda value: value,
        "to_integer": lambda value: int(float(value)),
        "inspect": lambda value: json.dumps(value, ensure_ascii=False, default=str),
        "push": lambda values, value: [*(values or []), value],
    }
    for name, function in own.items():
        environment.add_filter(name, function)
    return environment


def _dated(value: Any, pattern: str) -> str:
    found = value if isinstance(value, dt.datetime) else moment(value)
    return found.strftime(pattern) if found is not None else str(value or "")


def _sentence(values: Any, connector: str = "and") -> str:
    words = [str(value) for value in (values if isinstance(values, list | tuple) else [values])]
    if len(words) < 3:
        return f" {connector} ".join(words)
    return f"{', '.join(words[:-1])}, {connector} {words[-1]}"


def _grouped(values: Any, key: str) -> list[dict[str, Any]]:
    groups: dict[str, list[Any]] = {}
    for value in values or []:
        groups.setdefault(str(value.get(key) if isinstance(value, Mapping) else ""), []).append(value)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.items()]


def _data(folder: Path, context: Context) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if not folder.is_dir() or not context.site.contains(folder):
        return out
    for path in sorted(folder.iterdir()):
        if not context.site.contains(path):
            continue
        if path.is_dir():
            out[path.name] = _data(path, context)
        elif path.suffix in (".yml", ".yaml", ".json"):
            out[path.stem] = load_config(path, top=object)
        elif path.suffix in (".csv", ".tsv") and path.stat().st_size <= _MOST_BYTES:
            rows = Source.of_bytes(path.read_bytes()).text.splitlines()
            out[path.stem] = list(csv.DictReader(rows, delimiter="," if path.suffix == ".csv" else "\t"))
    return out
