"""`convertkit check`: diagnostics only, nothing is written."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..api import markdown_files, read, source
from ..batch.jobs import failure
from ..context import Context, Options
from ..diagnostics import Report, Severity
from ..site import Site
from ..writers.page.view import reader_view
from .run import exit_code, settings, shown, write_report


def run(*, sources: tuple[str, ...], **arguments: Any) -> int:
    """Print what is wrong with posts; the exit code."""
    common = settings(arguments)
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    report = Report()
    count = 0
    for path in markdown_files([Path(name).expanduser() for name in sources]):
        count += 1
        try:
            given = source(path)
            assert given.path is not None
            site = common.site or Site.around(given.path)
            context = Context(site=site, options=Options(dialect=common.dialect), report=report)
            post = read(given, context=context)
            # What a page would lose of raw HTML is found where the page is made.
            inner = replace(context, source=given)
            reader_view(post, inner, image_url=lambda node: node.target.url, link_url=lambda node: node.target.url)
        except Exception as error:  # one bad post must not end the run: it is reported
            report.add(failure(error, path))
    shown(report)
    write_report(common.report, report)
    if not common.quiet:
        errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
        print(f"{count} posts, {errors} errors, {warnings} warnings", file=sys.stderr)
    return exit_code(report, strict=common.strict)
