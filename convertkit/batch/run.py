"""Run jobs: here, or on several processes with a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .. import registry
from .jobs import Job, Outcome, numbered, run_job
from .templates import with_results

# Fewer posts than this are done before a second process has started.
_FEW = 8


def run_jobs(
    jobs: Sequence[Job], *, processes: int | None, quiet: bool, run: Callable[[Job], Outcome] = run_job
) -> list[Outcome]:
    """The outcomes of `jobs`, in their order; `run` is what each process does with one.

    Raises ConvertError where the sites' own templates are asked for and Hugo is missing (CK506) or fails (CK507).
    """
    if any(job.options.render_with for job in jobs):
        jobs = with_results(jobs)
    count = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _FEW else 1)
    several = count > 1 and len(jobs) > 1
    outcomes = registry.load("engines", "parallel")(jobs, count, run) if several else map(run, jobs)
    shown = not quiet and len(jobs) > 1 and sys.stderr.isatty()
    return _distinct(jobs, list(_with_progress(outcomes, len(jobs)) if shown else outcomes))


def _distinct(jobs: Sequence[Job], outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes, with a file of its own for every post.

    What a post is called is known once it is read, on any process; so posts that met in one file are written again, in
    their order, and all but the first get a number.
    """
    sources: dict[Path, set[Path]] = {}
    for outcome in outcomes:
        for file in outcome.files:
            sources.setdefault(file, set()).add(outcome.path.resolve())
    shared = {file for file, found in sources.items() if len(found) > 1}
    owners = {file: next(iter(found)) for file, found in sources.items() if len(found) == 1}
    out = []
    for job, outcome in zip(jobs, outcomes, strict=True):
        if shared.isdisjoint(outcome.files):
            out.append(outcome)
            continue
        own, number = job.path.resolve(), 1
        while any(owners.get(numbered(file, number), own) != own for file in outcome.files):
            number += 1
        owners |= {numbered(file, number): own for file in outcome.files}
        out.append(run_job(replace(job, number=number)))
    return out


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    progress = registry.load("engines", "progress")
    yield from progress(outcomes, total)
