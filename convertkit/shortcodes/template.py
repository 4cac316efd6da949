"""Templates of `[shortcodes.NAME]`: Jinja2 in a sandbox, whose result is Markdown or HTML; imported where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any
from weakref import WeakKeyDictionary

from markupsafe import Markup

from .. import ast, registry
from ..context import Context
from ..markdown import goldmark
from ..source import Source
from ..walk import rewrite
from .own import Entry, TemplateError
from .sandbox import Budget, TooMuchError, rendered

_MOST_BYTES = 1_000_000
# What the templates of each post have cost so far.
_BUDGETS: WeakKeyDictionary[Source, Budget] = WeakKeyDictionary()


def content(entry: Entry, call: ast.Call, context: Context) -> ast.Blocks:
    """What the template makes of a call.

    Raises TemplateError where the template cannot be read, fails, or asks for too much.
    """
    text = entry.template if entry.template is not None else _file(entry.template_file, context)
    inner = _Inner(call)
    html = entry.format == "html"
    try:
        values = _values(call, context)
        values["inner"] = Markup(inner.whole if html else inner.text)  # noqa: S704
        made = rendered(text, values, _budget(context), html=html)
    except TooMuchError as error:
        raise TemplateError(str(error)) from error
    except Exception as error:  # a template can raise whatever the values that it computes with can
        raise TemplateError(f"{type(error).__name__}: {error}") from error
    return inner.around(made, call) if html else inner.restored(_markdown(made, call, context), call)


def _budget(context: Context) -> Budget:
    return _BUDGETS.setdefault(context.source, Budget()) if context.source is not None else Budget()


def _file(name: str, context: Context) -> str:
    path = context.site.root / name
    if not context.site.contains(path):
        raise TemplateError(f"the template file '{name}' lies outside of the site")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TemplateError(f"the template file '{name}' is too large")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise TemplateError(f"the template file '{name}' cannot be read") from error


def _values(call: ast.Call, context: Context) -> dict[str, Any]:
    """The variables of a template: plain data, no object that could open a file."""
    known, site = context.metadata, context.site
    own: Mapping[str, Any] = dict(context.front_matter.values)
    page = {
        **own,
        "title": known.title,
        "date": known.date,
        "tags": known.tags,
        "categories": known.categories,
        "description": known.description,
        "slug": known.slug,
        "params": own,
    }
    return {
        "name": call.name,
        "args": [argument.value for argument in call.arguments if argument.key is None],
        "params": {argument.key: argument.value for argument in call.arguments if argument.key is not None},
        "page": page,
        "site": {
            "title": site.title,
            "base_url": site.base_url,
            "language": site.language,
            "params": site.setting("params", {}),
        },
    }


def _markdown(text: str, call: ast.Call, context: Context) -> ast.Blocks:
    """The result as the post's own Markdown is read."""
    config = context.site.config_of(context.path)
    markdown = str(context.site.setting("markdown") or "kramdown").lower()
    if call.dialect == "jekyll" and not markdown.startswith("commonmark"):
        kramdown = registry.load("engines", "kramdown")
        blocks: ast.Blocks = kramdown.read(text, options=kramdown.options(config), state=kramdown.State())
        return blocks
    return goldmark.read(text, options=goldmark.options(config if context.site.kind == "hugo" else {}))


class _Inner:
    """The inner text of a call while a template and Markdown run: calls in it are words, which come back as nodes."""

    def __init__(self, call: ast.Call) -> None:
        self.nodes: dict[str, ast.Shortcode] = {}
        self.mark = "ckinner"
        while self.mark in call.lexeme.lower():
            self.mark += "x"
        self.whole = f"{self.mark}0z"
        self.text, at = call.text, 0
        for node in _calls(call.blocks):
            found = self.text.find(node.call.lexeme, at)
            if found >= 0 and node.call.lexeme:
                word = f"{self.mark}{len(self.nodes) + 1}z"
                self.nodes[word] = node
                self.text = self.text[:found] + word + self.text[found + len(node.call.lexeme) :]
                at = found + len(word)

    def around(self, made: str, call: ast.Call) -> ast.Blocks:
        """HTML with the inner blocks where the template put them."""
        parts = made.split(self.whole)
        out: list[ast.Block] = []
        for number, part in enumerate(parts):
            if number:
                out += call.blocks
            if part.strip():
                out.append(ast.Rendered(part.strip("\n"), at=call.at))
        return tuple(out)

    def restored(self, blocks: ast.Blocks, call: ast.Call) -> ast.Blocks:
        """The blocks of the result at the place of the call, calls of the inner text in place of their words."""
        pattern = re.compile(f"({self.mark}\\d+z)")

        def change(node: ast.Node) -> Any:
            match node:
                case ast.Str(text) if self.mark in text:
                    return tuple(self.nodes.get(part) or ast.Str(part, at=call.at) for part in pattern.split(text) if part)
                case ast.Para((ast.Shortcode() as lone,)) | ast.Plain((ast.Shortcode() as lone,)):
                    return lone
                case ast.RawBlock(_, text) | ast.RawInline(_, text):
                    return ast.Rendered(text, at=call.at)
                case ast.Shortcode():
                    return node
                case _:
                    return replace(node, at=call.at)

        return rewrite(blocks, change)


def _calls(value: Any) -> Iterator[ast.Shortcode]:
    """The outermost calls in nodes, in their order."""
    if isinstance(value, ast.Shortcode):
        yield value
    elif isinstance(value, ast.Node):
        for part in fields(value):
            yield from _calls(getattr(value, part.name))
    elif isinstance(value, tuple):
        for child in value:
            yield from _calls(child)
