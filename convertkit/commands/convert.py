"""`convertkit convert`: posts to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from .. import registry
from ..api import target_format
from ..batch import Job, Outcome, run_jobs
from ..context import Options
from ..diagnostics import ConvertError, Diagnostic, Report, Severity
from ..metadata import moment
from .config import Configs
from .options import check_flags, split, writer_options
from .run import ENGINE, Settings, exit_code, merged, own_shortcodes, settings, shown, usage, write_report
from .sources import Named, posts_named


def run(*, sources: tuple[str, ...], to: str, output: str, **arguments: Any) -> int:
    """Convert; the exit code."""
    common = settings(arguments)
    targets = _formats(to, output)
    paths, flags = split(sources, targets)
    if not paths:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    report = Report()
    named = posts_named(paths, report)
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
    to_file = _to_file(named, targets, output)
    writers = _Writers(targets, flags, common.configs)
    target = Path(output or ".").expanduser() if output != "-" else Path("-")
    jobs = [Job(path, base, common.site, options, target if to_file else None, target, writers.of(path)) for path, base in named]
    report.diagnostics += common.configs.report.diagnostics
    outcomes: list[Outcome] = []
    try:
        outcomes = run_jobs(jobs, processes=common.jobs, quiet=common.quiet)
    except ConvertError as error:
        report.add(error.diagnostic)
    return _finished(outcomes, report, common)


class _Writers:
    """The options of each format for each post: the flags are the same for all, the settings those of the post's site."""

    def __init__(self, names: Sequence[str], flags: Mapping[str, Any], configs: Configs) -> None:
        self.names = names
        self.flags = flags
        self.configs = configs
        self.found: dict[Path, dict[str, Any]] = {}
        for name in names:
            check_flags(name, flags)

    def of(self, path: Path) -> dict[str, Any]:
        config = self.configs.of(path)
        if config.path not in self.found:
            self.found[config.path] = {name: writer_options(name, self.flags, config) for name in self.names}
        return self.found[config.path]


def _formats(to: str, output: str) -> list[str]:
    names = [name.strip().lower() for name in to.split(",") if name.strip()]
    try:
        if names:
            return [target_format(Path(), name) for name in dict.fromkeys(names)]
        if output and output != "-":
            return [target_format(Path(output))]
    except ConvertError as error:
        raise usage(error) from error
    raise click.UsageError("say what to write: --to FORMATS, or -o FILE with a suffix")


def _to_file(named: Sequence[Named], formats: Sequence[str], output: str) -> bool:
    """Whether the output is the one file that is written; else it is a folder.

    Raises click.UsageError where it can be neither.
    """
    single = len(formats) == 1 and len(named) == 1 and named[0].base is None
    if output == "-":
        if not single or formats[0] not in ("html", "hugo", "jekyll"):
            raise click.UsageError("-o - writes one post in one text format")
        return True
    path = Path(output).expanduser()
    if not output or output.endswith(("/", os.sep)) or path.is_dir():
        return False
    if single and path.suffix.lower() in registry.load("writers", formats[0]).suffixes:
        return True
    if path.is_file():
        raise click.UsageError(f"-o: '{output}' is a file; several files need a folder")
    kinds = registry.writers_of(path.suffix) if path.suffix else []
    if kinds:
        raise click.UsageError(_no_folder(output, single, formats, kinds))
    return False


def _no_folder(output: str, single: bool, formats: Sequence[str], kinds: Sequence[str]) -> str:
    """What is said of a folder that is called like a file."""
    stem = output.removesuffix(Path(output).suffix)
    if single:
        good = f"write -o {stem}{registry.suffix_of(formats[0])}, or --to {kinds[0]}"
        return f"-o: '{output}' is a name of {' or '.join(kinds)}, not of {formats[0]}; {good}"
    book = f", or one book of all with `convertkit book -o {output}`" if kinds[0] not in ("hugo", "jekyll") else ""
    return f"-o: '{output}' is the name of one file, and several are written; write -o {stem}/ for a folder{book}"


def _finished(outcomes: list[Outcome], report: Report, common: Settings) -> int:
    diagnostics = merged([*report, *(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)])
    shown(diagnostics)
    written = write_report(common.report, diagnostics)
    if not common.quiet:
        print(_summary(outcomes, diagnostics), file=sys.stderr)
    code = ENGINE if any(outcome.engine_failed for outcome in outcomes) else exit_code(diagnostics, strict=common.strict)
    return max(code, written)


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
