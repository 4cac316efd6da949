"""The progress bar; rich is imported where one is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

_T = TypeVar("_T")


def progress(items: Iterable[_T], total: int) -> Iterator[_T]:
    """`items` as they come, with a bar on the standard error."""
    yield from track(items, description="Converting", total=total, console=Console(stderr=True), transient=True)
