"""`convertkit inspect`: what was understood of a post."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from .. import ast
from ..api import markdown_files, read, source
from ..context import Context, Options
from ..diagnostics import ConvertError, Diagnostic
from ..post import Post
from ..site import Site
from ..walk import walk
from .run import exit_code, settings, shown, write_report


def run(*, sources: tuple[str, ...], as_json: bool, **arguments: Any) -> int:
    """Print what was understood; the exit code."""
    common = settings(arguments)
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    found: list[dict[str, Any]] = []
    diagnostics: list[Diagnostic] = []
    for path in markdown_files([Path(name) for name in sources]):
        try:
            given = source(path)
            assert given.path is not None
            site = common.site or Site.around(given.path)
            post = read(given, context=Context(site=site, options=Options(dialect=common.dialect)))
        except ConvertError as error:
            diagnostics.append(error.diagnostic)
            continue
        found.append(described(post))
        diagnostics += post.diagnostics
    if as_json:
        print(json.dumps({"schema": 1, "posts": found}, indent=2, ensure_ascii=False, default=str))
    else:
        for each in found:
            _print(each)
        shown(diagnostics)
    write_report(common.report, diagnostics)
    return exit_code(diagnostics, strict=common.strict)


def described(post: Post) -> dict[str, Any]:
    """A post as JSON: metadata, shortcodes (name, count, how resolved, first place), links, images, diagnostics."""
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
        "shortcodes": _shortcodes(post),
        "links": [_link(post, node) for node in walk(post.body) if isinstance(node, ast.Link)],
        "images": [_link(post, node) for node in walk(post.body) if isinstance(node, ast.Image)],
        "diagnostics": [diagnostic.as_dict() for diagnostic in post.diagnostics],
    }


def _calls(tree: Any) -> list[tuple[ast.Call, str]]:
    """Every call with how it was resolved, calls inside of calls too."""
    out: list[tuple[ast.Call, str]] = []
    for node in walk(tree):
        if isinstance(node, ast.Shortcode):
            kinds = sorted({type(child).__name__ for child in node.content})
            out.append((node.call, ", ".join(kinds) or "nothing shown") if node.known else (node.call, "unknown"))
            out += [pair for pair in _calls(node.call.blocks) if not node.content]
        out += [(call, "unknown") for call in getattr(node, "calls", ())]
    return out


def _shortcodes(post: Post) -> list[dict[str, Any]]:
    calls = [(call, how) for call, how in _calls(post.body) if call.name]
    counts = Counter(call.name for call, _ in calls)
    out = []
    for name, count in counts.most_common():
        first, how = next((call, how) for call, how in calls if call.name == name)
        line, column = post.source.position(first.at.start) if first.at else (0, 0)
        out.append({"name": name, "count": count, "resolved": how, "line": line, "column": column})
    return out


def _link(post: Post, node: ast.Link | ast.Image) -> dict[str, Any]:
    line, column = post.source.position(node.at.start) if node.at else (0, 0)
    reference = node.reference or ast.Reference("unknown")
    out = {"url": node.target.url, "kind": reference.kind, "rule": reference.rule or None, "line": line, "column": column}
    if isinstance(node, ast.Image):
        out["alt"] = ast.plain_text(node.content)
    return out


def _print(found: dict[str, Any]) -> None:
    console = Console(file=sys.stdout, highlight=False)
    known = found["metadata"]
    console.print(f"[bold]{found['file']}[/]  {found['dialect']}, front matter: {found['front_matter']}")
    for name in ("title", "authors", "date", "language", "tags", "categories", "description"):
        value = known[name]
        if value:
            console.print(f"  {name}: {', '.join(value) if isinstance(value, list) else value}", markup=False)
    for title, columns in (
        ("shortcodes", ("name", "count", "resolved", "line")),
        ("links", ("url", "kind", "line")),
        ("images", ("url", "kind", "rule", "line")),
    ):
        if found[title]:
            table = Table(*columns, title=f"{title} ({len(found[title])})", title_justify="left")
            for row in found[title]:
                table.add_row(*(str(row[column] if row[column] is not None else "") for column in columns))
            console.print(table)
