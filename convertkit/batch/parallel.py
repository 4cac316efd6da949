"""Jobs on several processes; imported where there is more than one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from ..diagnostics import Diagnostic, Severity
from .jobs import Job, Outcome, run_job


def parallel(jobs: Sequence[Job], count: int) -> Iterator[Outcome]:
    """The outcomes of `jobs` in their order, from `count` processes; a process that dies takes one job with it."""
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
