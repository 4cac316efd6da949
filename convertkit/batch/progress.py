"""The progress bar; rich is imported where one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, TaskID, track

_T = TypeVar("_T")


def progress(items: Iterable[_T], total: int) -> Iterator[_T]:
    """`items` as they come, with a bar on the standard error."""
    yield from track(items, description="Converting", total=total, console=Console(stderr=True), transient=True)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """A function that shows how far each stage of a long work is: its name, how much is done, how much there is."""
    tasks: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as shown:

        def at(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage, total=total)
            shown.update(tasks[stage], completed=done, total=total)

        yield at
