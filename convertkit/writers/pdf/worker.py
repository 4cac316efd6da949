"""A process that lays out gatherings of a PDF: jobs come in on the standard input, answers go out on the standard output."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO

from .jobs import LayoutError
from .layout import Layouts


def main() -> None:
    """Do the jobs that come in until there are no more."""
    # Ctrl-C is for the process that started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _serve(sys.stdin.buffer, answers)


def _serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    layouts = Layouts()
    while True:
        try:
            job = pickle.load(jobs)  # noqa: S301  the process that started this one writes here, nobody else
        except EOFError:
            return
        answer: object
        try:
            answer = layouts.run(job)
        except (LayoutError, MemoryError) as error:
            answer = str(error) or type(error).__name__
        pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()
