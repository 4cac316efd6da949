"""The gatherings of a PDF, laid out and painted in one pass: each is painted once the pages before it are counted."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol, TypeAlias

from ... import registry
from .jobs import Complaints, Gathering, LayoutError, Pages, Paint, Painted

# The first gathering (title page and contents), once the page of each id is known; without pages it shows placeholders.
Front: TypeAlias = Callable[[Mapping[str, int] | None], Gathering]
Progress: TypeAlias = Callable[[str, int, int], None]
_MOST = 8
_BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from convertkit.writers.pdf.worker import main; main()"


class Worker(Protocol):
    """What lays out and paints, here or in another process."""

    def run(self, job: Gathering | Paint) -> Pages | Painted: ...
    def stop(self) -> None: ...


class Process:
    """Another process that lays out and paints."""

    def __init__(self) -> None:
        # multiprocessing would run the caller's script once more, which a script without a main guard does not survive.
        self.process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, job: Gathering | Paint) -> Pages | Painted:
        """The answer to a job.

        Raises LayoutError where WeasyPrint cannot do it, or the process died.
        """
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            pickle.dump(job, self.process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()
            answer = pickle.load(self.process.stdout)  # noqa: S301  our own process wrote it
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise LayoutError("a process that lays out pages died; try --jobs 1") from error
        if isinstance(answer, str):
            raise LayoutError(answer)
        assert isinstance(answer, Pages | Painted)
        return answer

    def stop(self) -> None:
        """End the process, at once."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                # a pipe to a dead process
                with suppress(OSError):
                    stream.close()


def workers(jobs: int | None, most: int) -> list[Worker]:
    """At most `most` workers: `jobs` processes where more than one is asked for, else one that works here."""
    count = min(jobs or os.cpu_count() or 1, _MOST if jobs is None else jobs, most)
    if count > 1 and sys.executable:
        found: list[Worker] = []
        try:
            for _ in range(count):
                found.append(Process())
        except OSError:
            for worker in found:
                worker.stop()
        else:
            return found
    here: Worker = registry.load("engines", "pdf-layouts")()
    return [here]


def painted(
    front: Front, gatherings: Sequence[Gathering], pool: Sequence[Worker], *, count_all: bool, progress: Progress
) -> tuple[list[bytes], Complaints]:
    """A PDF of each gathering, that of `front` first, and what WeasyPrint said.

    `count_all` says that pages tell how many there are in all. Raises LayoutError.
    """
    plan = _Plan(front, gatherings, count_all=count_all, progress=progress)
    if len(pool) == 1:
        plan.follow(pool[0])
    else:
        threads = [threading.Thread(target=plan.follow, args=(worker,), daemon=True) for worker in pool]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if plan.error is not None:
        raise plan.error
    return [plan.done[number] for number in range(len(gatherings) + 1)], plan.complaints


class _Plan:
    """What is to be done, and by whom: the one piece of state that the threads share."""

    def __init__(self, front: Front, gatherings: Sequence[Gathering], *, count_all: bool, progress: Progress) -> None:
        self.front = front
        self.gatherings = [front(None), *gatherings]
        self.count_all = count_all
        self.progress = progress
        self.next = 0
        self.counts: dict[int, int] = {}
        self.anchors: dict[int, dict[str, int]] = {}
        self.front_taken = False
        self.done: dict[int, bytes] = {}
        self.complaints = Complaints()
        self.said: dict[int, Complaints] = {}
        self.error: LayoutError | None = None
        self.changed = threading.Condition()

    def follow(self, worker: Worker) -> None:
        """Let a worker do jobs until all is done."""
        mine: set[int] = set()
        try:
            while (job := self.take(mine)) is not None:
                self.finish(job, worker.run(job), mine)
        except LayoutError as error:
            with self.changed:
                self.error = self.error or error
                self.changed.notify_all()

    def take(self, mine: set[int]) -> Gathering | Paint | None:
        """The next job of a worker that has laid out `mine`: to paint frees memory, so it goes before another layout."""
        with self.changed:
            while self.error is None:
                ready = next((number for number in sorted(mine) if self.before(number) is not None), None)
                if ready is not None:
                    mine.remove(ready)
                    return Paint(ready, self.before(ready) or 0, self.total() if self.count_all else 0)
                if self.next < len(self.gatherings):
                    self.next += 1
                    return self.gatherings[self.next - 1]
                if not self.front_taken and len(self.counts) == len(self.gatherings):
                    self.front_taken = True
                    return self.front(self.pages())
                if not mine and self.front_taken:
                    return None
                self.changed.wait()
            return None

    def before(self, number: int) -> int | None:
        """How many pages stand before a gathering; None where that is not known yet."""
        if self.count_all and len(self.counts) < len(self.gatherings):
            return None
        found = [self.counts.get(other) for other in range(number)]
        return None if None in found else sum(count or 0 for count in found)

    def total(self) -> int:
        return sum(self.counts.values())

    def pages(self) -> dict[str, int]:
        """The page, from 1, of every id in the book."""
        found: dict[str, int] = {}
        for number, anchors in sorted(self.anchors.items()):
            before = self.before(number) or 0
            found |= {name: before + page + 1 for name, page in anchors.items()}
        return found

    def finish(self, job: Gathering | Paint, answer: Pages | Painted, mine: set[int]) -> None:
        """Note what came of a job. Raises LayoutError where the contents take other pages than with placeholders."""
        with self.changed:
            if isinstance(answer, Painted):
                self.done[job.number] = answer.data
                self.said[job.number] = answer.complaints
                if len(self.said) == len(self.gatherings):
                    for number in sorted(self.said):
                        self.complaints.add(self.said[number])
            elif job.number == 0 and not self.front_taken:
                self.counts[0] = answer.number
            else:
                mine.add(job.number)
                if self.counts.setdefault(job.number, answer.number) != answer.number:
                    raise LayoutError("the contents changed their length")
                self.anchors[job.number] = answer.anchors
            self.progress("Laying out", len(self.counts) + len(self.done), 2 * len(self.gatherings))
            self.changed.notify_all()
