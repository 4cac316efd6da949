"""`convertkit convert`: posts to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .. import registry
from ..api import markdown_files, target_format
from ..batch import Job, Outcome, run_jobs
from ..context import Options
from ..diagnostics import ConvertError, Diagnostic, Severity
from ..metadata import moment
from ..source import Source, Span
from .options import split, writer_options
from .run import ENGINE, ERRORS, Settings, exit_code, own_shortcodes, settings, shown, write_report


def run(*, sources: tuple[str, ...], to: str, output: str, **arguments: Any) -> int:
    """Convert; the exit code."""
    common = settings(arguments)
    targets = _formats(to, output)
    paths, flags = split(sources, targets)
    if not paths:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    options = Options(
        dialect=common.dialect,
        inline_shortcodes=arguments.pop("inline_shortcodes"),
        unsafe_html=arguments.pop("unsafe_html"),
        date=arguments.pop("date"),
        allow_network=arguments.pop("allow_network"),
        shortcodes=own_shortcodes(common),
        render_with=arguments.pop("render_with") or "",
    )
    if options.date and moment(options.date) is None:
        raise click.UsageError(f"--date: '{options.date}' is not a date such as 2024-05-01")
    flags |= {name: value for name, value in arguments.items() if value not in (None, "", False)}
    writers = {name: writer_options(name, flags, _section(common, name)) for name in targets}
    jobs, problems = _jobs(paths, writers, output, common, options)
    try:
        outcomes = run_jobs(jobs, processes=common.jobs, quiet=common.quiet)
    except ConvertError as error:
        outcomes, problems = [], [*problems, error.diagnostic]
    return _finished(outcomes, problems, common)


def _section(common: Settings, name: str) -> Mapping[str, Any]:
    section = (common.config or {}).get(name)
    return section if isinstance(section, Mapping) else {}


def _formats(to: str, output: str) -> list[str]:
    names = [name.strip().lower() for name in to.split(",") if name.strip()]
    try:
        if names:
            return [target_format(Path(), name) for name in dict.fromkeys(names)]
        if output and output != "-":
            return [target_format(Path(output))]
    except ConvertError as error:
        raise click.UsageError(f"{error.diagnostic.message} ({error.diagnostic.hint})") from error
    raise click.UsageError("say what to write: --to FORMATS, or -o FILE with a suffix")


def _jobs(
    paths: list[str], writers: dict[str, Any], output: str, common: Settings, options: Options
) -> tuple[list[Job], list[Diagnostic]]:
    """One job a post, and what is wrong with the sources themselves."""
    problems: list[Diagnostic] = []
    files: list[tuple[Path, Path | None]] = []
    for name in paths:
        path = Path(name).expanduser()
        if not path.is_dir():
            files.append((path, None))
            continue
        found = list(markdown_files([path]))
        files += [(file, path) for file in found]
        if not found:
            place = Source("", path, name).place(Span(0, 0))
            problems.append(Diagnostic("CK104", "the folder holds no posts", place, Severity.ERROR, "posts end in .md"))
    single = len(writers) == 1 and len(files) == 1 and files[0][1] is None
    to_file = bool(output) and single and not _is_folder(output, next(iter(writers)))
    if output == "-" and not (single and next(iter(writers)) in ("html", "hugo", "jekyll")):
        raise click.UsageError("-o - writes one post in one text format")
    if output and not to_file and Path(output).is_file():
        raise click.UsageError(f"-o: '{output}' is a file; several files need a folder")
    folder = Path(output or ".")
    jobs = [Job(path, base, Path(output) if to_file else None, folder, writers, common.site, options) for path, base in files]
    return jobs, problems


def _is_folder(output: str, format_: str) -> bool:
    if output == "-":
        return False
    if output.endswith(("/", os.sep)) or Path(output).is_dir():
        return True
    suffix = Path(output).suffix.lower()
    return registry.SUFFIXES.get(suffix) != format_ and not (format_ in ("hugo", "jekyll") and suffix in (".md", ".markdown"))


def _finished(outcomes: list[Outcome], problems: list[Diagnostic], common: Settings) -> int:
    diagnostics = problems + [diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics]
    shown(diagnostics)
    try:
        write_report(common.report, diagnostics)
    except ConvertError as error:
        shown([error.diagnostic])
        return ERRORS
    if not common.quiet:
        print(_summary(outcomes, diagnostics), file=sys.stderr)
    code = exit_code(diagnostics, strict=common.strict)
    return ENGINE if any(outcome.engine_failed for outcome in outcomes) else code


def _summary(outcomes: list[Outcome], diagnostics: list[Diagnostic]) -> str:
    files = sum(len(outcome.files) for outcome in outcomes)
    posts = sum(1 for outcome in outcomes if outcome.files)
    parts = [f"{posts} {_plural(posts, 'post')} to {files} {_plural(files, 'file')}"]
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")):
        count = sum(1 for diagnostic in diagnostics if diagnostic.severity is severity)
        if count:
            parts.append(f"{count} {_plural(count, word)}")
    return ", ".join(parts)


def _plural(count: int, word: str) -> str:
    return word if count == 1 else word + "s"
