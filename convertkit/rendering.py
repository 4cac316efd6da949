"""`--render-with hugo`: the calls of posts that nothing is known of, shown by the site's own templates in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from . import ast, registry
from .context import Context, Made, Options
from .diagnostics import Report
from .front_matter import front_matter
from .hugo.layouts import shortcode_template
from .hugo.project import Page
from .shortcodes.names import RAW, handler
from .source import Source, Span


def with_templates(sources: Sequence[Source], context: Context) -> Options:
    """The options with what the site's templates make of the calls in `sources`, all of them posts of `context.site`.

    Raises ConvertError: CK506 where Hugo is not installed, CK507 where it fails.
    """
    options = context.options
    if options.render_with != "hugo" or options.rendered is not None:
        return options
    pages = [page for source in sources if (page := _page(source, context)) is not None]
    made = registry.load("engines", "hugo")(context.site, pages) if pages else {}
    return replace(options, rendered=made)


def of_post(options: Options, path: Path) -> Options:
    """The options with the results for one post alone, to be sent to another process."""
    if options.rendered is None:
        return options
    mine: dict[tuple[str, str], Made] = {key: made for key, made in options.rendered.items() if key[0] == str(path)}
    return replace(options, rendered=mine)


def _page(source: Source, context: Context) -> Page | None:
    """The calls of a post that its site has a template for and nothing else knows; None where there are none."""
    dialect = context.options.dialect or context.site.kind
    if dialect != "hugo" or "{{" not in source.text:
        return None
    front = front_matter(source.text, style=registry.load("dialects", "hugo").front_matter)
    inner = replace(context, source=source, front_matter=front, report=Report(), options=replace(context.options, rendered={}))
    calls: dict[str, ast.Call] = {}
    for call in _unknown(source, Span(front.body, len(source.text)), inner):
        calls.setdefault(call.lexeme, call)
    if not calls:
        return None
    return Page(source.path or Path(), source.text[: front.body], tuple(calls.values()))


def _unknown(source: Source, span: Span, context: Context) -> Iterator[ast.Call]:
    for piece in registry.load("dialects", "hugo").scan(source, span, context.report):
        if isinstance(piece, str) or piece.call.form in ("literal", "broken", "inline"):
            continue
        call: ast.Call = piece.call
        if handler(call, context) is None:
            if shortcode_template(context.site, call.name) is not None:
                yield call
                continue
        elif call.name.lower() in RAW:
            continue
        if call.inner_at is not None:
            yield from _unknown(source, call.inner_at, context)
