"""`convertkit inspect`: what was understood of a post."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .. import ast, registry
from ..batch import Job
from ..batch.jobs import failure, read_post
from ..context import Context, Options
from ..diagnostics import Diagnostic, Report
from ..post import Post
from ..shortcodes.names import origin, raw_inner
from ..source import Span
from ..walk import walk
from .run import exit_code, merged, own_shortcodes, settings, shown, write_report
from .sources import posts_named

# Codes of files that could not be read at all
_UNREAD = ("CK100", "CK101", "CK104", "CK105", "CK106", "CK107")
# Meanings of calls that nothing, or nothing of their own, stands for
_WITHOUT = ("", "RawTemplate")


def run(*, sources: tuple[str, ...], as_json: bool, **arguments: Any) -> int:
    """Print what was understood; the exit code."""
    common = settings(arguments)
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    found: list[dict[str, Any]] = []
    diagnostics: list[Diagnostic] = []
    report = Report()
    options = Options(dialect=common.dialect, shortcodes=own_shortcodes(common))
    for path, base in posts_named(sources, report):
        try:
            post, context = read_post(Job(path, base, common.site, options), Report())
            found.append(described(post, context))
        except Exception as error:  # one bad post must not end the run: it is reported
            diagnostics.append(failure(error, path))
            continue
        diagnostics += post.diagnostics
    diagnostics = merged([*report, *diagnostics])
    if as_json:
        unread = [diagnostic.as_dict() for diagnostic in diagnostics if diagnostic.code in _UNREAD]
        # Where the output has no room for other letters they are escaped.
        plain = not (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps({"schema": 2, "posts": found, "unread": unread}, indent=2, ensure_ascii=plain, default=str))
    else:
        for each in found:
            _print(each)
        shown(diagnostics)
    return max(exit_code(diagnostics, strict=common.strict), write_report(common.report, diagnostics))


def described(post: Post, context: Context) -> dict[str, Any]:
    """A post as JSON, by the schema of docs/inspect.md: metadata, shortcodes, links, images, diagnostics."""
    known = post.metadata
    return {
        "file": post.source.name,
        "dialect": post.dialect,
        "theme": post.theme,
        "permalink": post.permalink,
        "front_matter": post.front_matter.format,
        "metadata": {
            "title": known.title,
            "authors": list(known.authors),
            "date": known.date.isoformat() if known.date else None,
            "language": known.language or None,
            "draft": known.draft,
            "slug": post.slug,
            "tags": list(known.tags),
            "categories": list(known.categories),
            "description": known.description,
            "extra": dict(known.extra),
        },
        "shortcodes": _shortcodes(post, replace(context, source=post.source, front_matter=post.front_matter)),
        "links": [_link(post, node) for node in walk(post.body) if isinstance(node, ast.Link)],
        "images": [_link(post, node) for node in walk(post.body) if isinstance(node, ast.Image)],
        "diagnostics": [diagnostic.as_dict() for diagnostic in post.diagnostics],
    }


def _calls(post: Post, span: Span, context: Context) -> Iterator[ast.Call]:
    """Every call between two offsets of a post in its order, those inside of calls too."""
    for piece in registry.load("dialects", post.dialect).scan(post.source, span, Report()):
        if isinstance(piece, str) or piece.call.form in ("literal", "broken"):
            continue
        call: ast.Call = piece.call
        yield call
        if call.form == "paired" and call.inner_at is not None and not raw_inner(call, context.theme):
            yield from _calls(post, call.inner_at, context)


def _meanings(tree: Any, found: dict[int, str]) -> dict[int, str]:
    """What each call in a tree means, by its offset; empty where that is unknown."""
    for node in walk(tree):
        for call in getattr(node, "calls", ()):
            found.setdefault(call.at.start, "")
        if isinstance(node, ast.Shortcode) and node.call.at is not None:
            kinds = sorted({type(child).__name__ for child in node.content})
            found.setdefault(node.call.at.start, (", ".join(kinds) or "nothing") if node.known else "")
            _meanings(node.call.blocks, found)
    return found


def _shortcodes(post: Post, context: Context) -> list[dict[str, Any]]:
    """One entry for each name: how often it is called, how the first of its calls was resolved, where that stands."""
    meanings = _meanings(post.body, {})
    by_name: dict[str, list[ast.Call]] = {}
    for call in _calls(post, Span(post.front_matter.body, len(post.source.text)), context):
        by_name.setdefault(call.name, []).append(call)
    out = []
    for name, calls in sorted(by_name.items(), key=lambda pair: -len(pair[1])):
        # A call in code, in a link's target or run by Liquid has left no node: it is text.
        shown = [meanings.get(call.at.start, "text") if call.at else "" for call in calls]
        line, column = post.source.position(calls[0].at.start) if calls[0].at else (None, None)
        out.append(
            {
                "name": name,
                "count": len(calls),
                "unresolved": sum(1 for meaning in shown if meaning in _WITHOUT),
                "resolved": origin(calls[0], context) if shown[0] else "unknown",
                "meaning": shown[0] or None,
                "line": line,
                "column": column,
            }
        )
    return out


def _link(post: Post, node: ast.Link | ast.Image) -> dict[str, Any]:
    line, column = post.source.position(node.at.start) if node.at else (None, None)
    reference = node.reference or ast.Reference("unknown")
    return {
        "url": node.target.url,
        "text" if isinstance(node, ast.Link) else "alt": ast.plain_text(node.content),
        "kind": reference.kind,
        "found": reference.kind not in ("missing", "outside", "unknown"),
        "resolved": reference.resolved or None,
        "rule": reference.rule or None,
        "line": line,
        "column": column,
    }


def _print(found: dict[str, Any]) -> None:
    console = Console(file=sys.stdout, highlight=False)
    known = found["metadata"]
    console.print(f"{found['file']}  {found['dialect']}, front matter: {found['front_matter']}", style="bold", markup=False)
    for name in ("theme", "permalink"):
        if found[name]:
            console.print(f"  {name}: {found[name]}", markup=False)
    for name in ("title", "authors", "date", "language", "draft", "slug", "tags", "categories", "description"):
        value = known[name]
        if value:
            console.print(f"  {name}: {', '.join(value) if isinstance(value, list) else value}", markup=False)
    for title, columns in (
        ("shortcodes", ("name", "count", "unresolved", "resolved", "meaning", "line")),
        ("links", ("url", "kind", "found", "line")),
        ("images", ("url", "kind", "found", "resolved", "line")),
    ):
        if found[title]:
            table = Table(*columns, title=f"{title} ({len(found[title])})", title_justify="left")
            for row in found[title]:
                table.add_row(*(escape(_cell(row[column])) for column in columns))
            console.print(table)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
