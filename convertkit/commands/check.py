"""`convertkit check`: diagnostics only, nothing is written."""

from __future__ import annotations

import sys
from typing import Any

import click

from .. import registry
from ..batch import Job, Outcome, run_jobs
from ..batch.jobs import failure, outcome, read_post
from ..context import Context, Options
from ..diagnostics import ConvertError, Report, Severity
from ..post import Post
from ..writers import html
from .run import exit_code, merged, own_shortcodes, settings, shown, write_report
from .sources import posts_named


def run(*, sources: tuple[str, ...], **arguments: Any) -> int:
    """Print what is wrong with posts; the exit code."""
    common = settings(arguments)
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    report = Report()
    options = Options(dialect=common.dialect, shortcodes=own_shortcodes(common))
    jobs = [Job(path, base, common.site, options) for path, base in posts_named(sources, report)]
    outcomes = run_jobs(jobs, processes=common.jobs, quiet=common.quiet, run=check_job)
    for diagnostic in merged(diagnostic for each in outcomes for diagnostic in each.diagnostics):
        report.add(diagnostic)
    shown(report)
    written = write_report(common.report, report)
    if not common.quiet:
        errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
        print(f"{len(jobs)} posts, {errors} errors, {warnings} warnings", file=sys.stderr)
    return max(exit_code(report, strict=common.strict), written)


def check_job(job: Job) -> Outcome:
    """What is wrong with one post."""
    report = Report()
    try:
        post, context = read_post(job, report)
        # What a page would lose of raw HTML, and links to what it does not have, are found where it is made.
        html.page(post, html.Options(), context)
        _run_plugins(post, context)
    except Exception as error:  # one bad post must not end the run: it is reported
        report.add(failure(error, job.path))
    return outcome(job, report)


def _run_plugins(post: Post, context: Context) -> None:
    """The checks of installed packages; one that fails is reported, and the others go on."""
    for name in registry.names("checks"):
        try:
            for diagnostic in registry.load("checks", name).check(post, context):
                context.report.add(diagnostic)
        except ConvertError as error:
            context.report.add(error.diagnostic)
        except Exception as error:  # what a package's check does is not ours to know
            message = f"the check '{name}' failed: {type(error).__name__}: {error}"
            context.report.error("CK510", message, post.source.place(None), hint="update the package, or remove it")
