"""Fenced code."""

from __future__ import annotations

from typing import NamedTuple

from . import patterns
from .text import Text


class Fence(NamedTuple):
    """Fenced code: its language, where its text starts and ends, and where what follows starts."""

    language: str
    low: int
    high: int
    end: int


def fence(source: Text, pos: int, *, gfm: bool) -> Fence | None:
    """The fenced code that begins at `pos`.

    It is closed by as many marks; where no line has so many, by the most that one has, and the marks that are too many
    are of the language then.
    """
    text = source.text
    opening = (patterns.FENCE if gfm else patterns.TILDE_FENCE).match(text, pos)
    if opening is None:
        return None
    marks = opening["fence"]
    closers = patterns.FENCE_ENDS[marks[0]] if gfm else patterns.TILDE_FENCE_END
    close = source.finds.runs(closers).first(opening.end(), len(marks))
    if close is None:
        return None
    language, rest = opening["language"] or "", marks[close.size :]
    if rest and opening["blank"] and opening["word"]:
        return None
    return Fence(rest + language, opening.end(), close.start, close.end)
