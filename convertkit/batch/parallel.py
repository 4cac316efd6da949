"""Jobs on several processes; imported where there is more than one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from ..diagnostics import Diagnostic, Severity
from ..writers.artifact import abandon
from .jobs import Job, Outcome


def parallel(jobs: Sequence[Job], count: int, run: Callable[[Job], Outcome]) -> Iterator[Outcome]:
    """The outcomes of `jobs` in their order, from `count` processes; a process that dies takes one job with it.

    The processes end as soon as the caller does, whatever ends it: nobody else holds the other end of their pipe.
    """
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(min(count, len(jobs)), mp_context=context, initializer=_follow, initargs=(theirs,))
    try:
        with _without_interrupts():
            # All processes start with the first job.
            futures = [executor.submit(run, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                message = f"the process that converted '{job.path}' died"
                diagnostic = Diagnostic("CK503", message, None, Severity.ERROR, "try --jobs 1")
                yield Outcome(job.path, (), (diagnostic,), engine_failed=True)
    except BaseException:
        # Ctrl-C, or nobody wants the rest: what runs stops where it is.
        ours.close()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        ours.close()
        theirs.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait; processes that start meanwhile, and those that they start, never see one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow(pipe: Connection) -> None:
    """Let this process end with the one that started it, and leave Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()


def _end_with(pipe: Connection) -> None:
    # Nothing is ever sent: the pipe closes.
    with suppress(EOFError, OSError):
        pipe.recv_bytes()
    os.kill(os.getpid(), signal.SIGTERM)


def _end(number: int, frame: object) -> None:
    # An exception could come up in a destructor, and be lost there.
    abandon()
    os._exit(1)
