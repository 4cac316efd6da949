"""Plugins of installed packages: entry points of the groups `convertkit.readers`, `convertkit.writers` and so on.

A module of its own, since importing `importlib.metadata` costs more than `convertkit --help` may.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any


def load(group: str, name: str) -> Any:
    """The plugin `name` of `group`; raises KeyError where no installed package has it."""
    for point in entry_points(group=f"convertkit.{group}", name=name):
        return point.load()
    raise KeyError(name)


def names(group: str) -> list[str]:
    """The names of `group` that installed packages bring, sorted."""
    return sorted({point.name for point in entry_points(group=f"convertkit.{group}")})
