"""Emoji by their short names, as GitHub gives them (goldmark-emoji has the same 1,913)."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache


def character(name: str) -> str:
    """The emoji called `name` (without its colons); empty where none is."""
    return _characters().get(name, "")


@cache
def _characters() -> Mapping[str, str]:
    """Short names to emoji, from pymdown-extensions; nothing where that is not installed.

    Loaded by name and at the first emoji: the table costs 10 ms, and few sites turn emoji on.
    """
    try:
        table = importlib.import_module("pymdownx.gemoji_db")
    except ImportError:
        return {}
    points = {
        name[1:-1]: entry.get("unicode_alt") or entry["unicode"] for name, entry in table.emoji.items() if "unicode" in entry
    }
    points |= {name[1:-1]: points[other[1:-1]] for name, other in table.aliases.items() if other[1:-1] in points}
    return {name: "".join(chr(int(point, 16)) for point in code.split("-")) for name, code in points.items()}
