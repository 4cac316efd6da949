"""Run jobs: here, or on several processes with a progress bar."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from .. import registry
from ..diagnostics import Diagnostic, Severity
from .jobs import Job, Outcome, run_job

# Fewer posts than this are done before a second process has started.
_FEW = 8


def run_jobs(jobs: Sequence[Job], *, processes: int | None, quiet: bool) -> list[Outcome]:
    """The outcomes of `jobs`, in their order."""
    count = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _FEW else 1)
    outcomes = _parallel(jobs, count) if count > 1 and len(jobs) > 1 else map(run_job, jobs)
    if quiet or len(jobs) < 2 or not sys.stderr.isatty():
        return list(outcomes)
    return list(_with_progress(outcomes, len(jobs)))


def _parallel(jobs: Sequence[Job], count: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(count, len(jobs)), mp_context=context) as executor:
        futures = [executor.submit(run_job, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                message = f"the process that converted '{job.path}' died"
                diagnostic = Diagnostic("CK503", message, None, Severity.ERROR, "try --jobs 1")
                yield Outcome(job.path, (), (diagnostic,), engine_failed=True)


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    progress = registry.load("engines", "progress")
    yield from progress(outcomes, total)
