"""`convertkit book`: many posts, one book."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..api import markdown_files, read, source, target_format, write
from ..context import Context, Options
from ..diagnostics import ConvertError, Report
from ..post import Post
from ..rendering import with_templates
from ..site import Site
from .options import split, writer_options
from .run import ENGINE, exit_code, settings, shown, write_report


def run(*, sources: tuple[str, ...], to: str, output: str, sort: str, reverse: bool, drafts: bool, **arguments: Any) -> int:
    """Write the book; the exit code."""
    common = settings(arguments)
    target = Path(output)
    try:
        name = target_format(target, to)
    except ConvertError as error:
        raise click.UsageError(f"{error.diagnostic.message} ({error.diagnostic.hint})") from error
    if name in ("hugo", "jekyll"):
        raise click.UsageError("a book is an EPUB, a PDF or an HTML file")
    paths, flags = split(sources, [name])
    if not paths:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    section = (common.config or {}).get(name)
    flags |= {key: value for key, value in arguments.items() if key in ("theme", "highlight") and value}
    options = writer_options(name, flags, section if isinstance(section, dict) else {})
    report = Report()
    site = common.site or Site.around(Path(paths[0]).expanduser().resolve())
    reading = Options(
        dialect=common.dialect,
        inline_shortcodes=arguments["inline_shortcodes"],
        unsafe_html=arguments["unsafe_html"],
        allow_network=arguments["allow_network"],
        render_with=arguments["render_with"] or "",
    )
    context = Context(site=site, options=reading, report=report)
    posts = _posts(paths, context)
    if posts is None:
        shown(report)
        write_report(common.report, report)
        return ENGINE
    posts = [post for post in posts if drafts or not post.metadata.draft]
    failed = _written(ordered(posts, sort, reverse=reverse), target, name, options, context)
    shown(report)
    write_report(common.report, report)
    if not common.quiet:
        print(f"{len(posts)} posts to {target}" if not failed else f"{target} was not written", file=sys.stderr)
    return ENGINE if failed.startswith("CK5") else exit_code(report, strict=common.strict)


def _posts(paths: list[str], context: Context) -> list[Post] | None:
    """The posts below `paths`; None where Hugo was asked to render their calls and failed."""
    sources = []
    for path in markdown_files([Path(name).expanduser() for name in paths]):
        if path.stem.split(".")[0] == "_index":
            continue
        try:
            sources.append(source(path))
        except ConvertError as error:
            context.report.add(error.diagnostic)
    try:
        context = replace(context, options=with_templates(sources, context))
    except ConvertError as error:
        context.report.add(error.diagnostic)
        return None
    return [read(each, context=context) for each in sources]


def ordered(posts: list[Post], sort: str, *, reverse: bool) -> list[Post]:
    """Posts by date (those without one first), by weight, by title, or as they were named."""
    keys = {
        "date": lambda post: (post.metadata.date.isoformat() if post.metadata.date else "", str(post.source.path)),
        "weight": lambda post: (post.metadata.weight == 0, post.metadata.weight, str(post.source.path)),
        "title": lambda post: post.title.casefold(),
    }
    found = sorted(posts, key=keys[sort]) if sort in keys else list(posts)
    return found[::-1] if reverse else found


def _written(posts: list[Post], target: Path, name: str, options: Any, context: Context) -> str:
    """The code of what kept the book from being written; empty where it was."""
    try:
        write(posts, target, to=name, options=options, context=context)
    except ConvertError as error:
        context.report.add(error.diagnostic)
        return error.diagnostic.code
    return ""
