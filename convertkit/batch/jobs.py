"""One post to its files."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import registry
from ..api import read, source, write
from ..context import Context, Options
from ..diagnostics import ConvertError, Diagnostic, Report, Severity, exhausted
from ..post import Post
from ..site import Site, bundle_of
from ..source import Place, Source, Span


@dataclass(frozen=True)
class Job:
    """A post and what is to be written of it.

    `output` is the one file that is asked for; without it files are named below `folder`, `base` being the folder that
    the caller named. `writers` maps formats to their options. `number` is above 1 for a post whose name another one has.
    """

    path: Path
    base: Path | None
    site: Site | None
    options: Options
    output: Path | None = None
    folder: Path = Path()
    writers: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1


@dataclass(frozen=True)
class Outcome:
    """What came of a job."""

    path: Path
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    engine_failed: bool = field(default=False)


def run_job(job: Job) -> Outcome:
    """Convert one post; every problem is a diagnostic."""
    report = Report()
    files: list[Path] = []
    failed = False
    try:
        post, context = read_post(job, report)
        for name, options in job.writers.items():
            try:
                files.append(_written(post, name, options, job, context))
            except ConvertError as error:
                report.add(error.diagnostic)
                failed = failed or error.diagnostic.code.startswith("CK5")
    except Exception as error:  # a bug that one post shows must not end the run of many: it is reported with that post
        report.add(failure(error, job.path))
    return outcome(job, report, files, engine_failed=failed)


def read_post(job: Job, report: Report) -> tuple[Post, Context]:
    """The post of a job, and the context in which it was read.

    Raises ConvertError: CK10x where the file cannot be read, CK107 where it is a link out of the site.
    """
    if job.base is not None and not inside(job.path, job.base, job.site):
        raise outside(job.path)
    given = source(job.path)
    assert given.path is not None
    site = job.site or Site.around(given.path)
    context = Context(site=site, options=job.options, report=report, base=job.base)
    return read(given, context=context), context


def outcome(job: Job, report: Report, files: Sequence[Path] = (), *, engine_failed: bool = False) -> Outcome:
    """What came of a job, light enough to cross a process boundary."""
    return Outcome(job.path, tuple(files), tuple(_light(diagnostic) for diagnostic in report), engine_failed)


def _start(path: Path) -> Place:
    return Source("", path, str(path)).place(None)


def inside(path: Path, base: Path, site: Site | None) -> bool:
    """Whether a file that was found below `base` lies, links followed, below it or in its site."""
    return path.resolve().is_relative_to(base.resolve()) or (site or Site.around(base)).contains(path)


def outside(path: Path) -> ConvertError:
    """What is raised for a post that is a link out of its site (CK107)."""
    message, hint = "the post is a link to a file outside of the site", "name the file itself to convert it"
    return ConvertError(Diagnostic("CK107", message, _start(path), Severity.ERROR, hint))


def failure(error: Exception, path: Path) -> Diagnostic:
    """What an error that ended the work on the post at `path` says.

    Of one that nobody expected (CK106): of which kind it is, and the line of code that raised it.
    """
    if isinstance(error, ConvertError):
        return error.diagnostic
    if isinstance(error, RecursionError | MemoryError):
        return exhausted(error, _start(path))
    raised = traceback.extract_tb(error.__traceback__)[-1]
    message = f"internal error: {type(error).__name__}: {error} ({Path(raised.filename).name}:{raised.lineno})"
    return Diagnostic(
        "CK106", message, _start(path), Severity.ERROR, "this is a bug of convertkit: please report it with the post"
    )


def _written(post: Post, name: str, options: Any, job: Job, context: Context) -> Path:
    if str(job.output) == "-":
        if name == "html" and options.assets == "copy":
            # Files beside the page would go with the temporary folder.
            options = replace(options, assets="embed")
        with tempfile.TemporaryDirectory() as folder:
            artifact = write(post, Path(folder) / f"post{registry.suffix_of(name)}", to=name, options=options, context=context)
            sys.stdout.buffer.write(artifact.path.read_bytes())
        return Path("-")
    target = job.output or target_path(post, name, job, context)
    if job.number > 1:
        taken, target = target, numbered(target, job.number)
        hint = "give the posts names of their own"
        context.report.warn(
            "CK407", f"another post is written to '{taken}', this one to '{target.name}'", post.source.place(None), hint=hint
        )
    return write(post, target, to=name, options=options, context=context).path


def numbered(target: Path, number: int) -> Path:
    """`target` with a number behind its name: `a-2.html`."""
    return target.with_name(f"{target.stem}-{number}{target.suffix}") if number > 1 else target


def target_path(post: Post, name: str, job: Job, context: Context) -> Path:
    """Where a post goes below the folder that was named: as the generator wants it, else by its own path."""
    path = post.source.path or job.path
    if name in ("hugo", "jekyll"):
        from ..writers.markdown import generator_path

        return job.folder / generator_path(post, name, context)
    stem = path.name.removesuffix(path.suffix)
    if stem == "index" or stem.startswith("index."):
        stem = path.parent.name + stem.removeprefix("index")
    relative = Path()
    if job.base is not None:
        relative = job.path.parent.relative_to(job.base)
        if bundle_of(path) == "leaf" and relative.parts:
            relative = relative.parent
    return job.folder / relative / f"{stem}{registry.suffix_of(name)}"


def _light(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic with no more of its source than it shows, to cross a process boundary."""
    if diagnostic.at is None:
        return diagnostic
    at = diagnostic.at
    line, column = at.line, at.column
    text = at.source.line(line) if at.source.text else ""
    start = max(0, column - 200)
    kept = text[start : column + 200]
    small = _Line(kept, at.source.path, at.source.name, first_line=line, first_column=start)
    width = min(at.span.end - at.span.start, len(kept))
    return replace(diagnostic, at=Place(small, Span(column - 1 - start, column - 1 - start + max(width, 1))))


class _Line(Source):
    """One line of a source that knows where it stood."""

    def __init__(self, text: str, path: Path | None, name: str, *, first_line: int, first_column: int) -> None:
        super().__init__(text, path, name)
        object.__setattr__(self, "first_line", first_line)
        object.__setattr__(self, "first_column", first_column)

    first_line: int
    first_column: int

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file that the line was taken from."""
        return self.first_line, offset + 1 + self.first_column

    def line(self, number: int) -> str:
        """The line itself, blanks in place of what was cut."""
        return " " * self.first_column + self.text
