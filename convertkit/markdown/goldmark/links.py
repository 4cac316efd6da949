"""Destinations, titles and labels of links (CommonMark 0.31, "Links"; goldmark, parser/link.go)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...ast import Target
from ..finds import Finds
from .characters import decoded

_BLANKS = re.compile(r"[ \t\r\n]*")
# <a b>
_POINTED = re.compile(r"<((?:\\[!-/:-@\[-`{-~]|[^>\n\\]+|\\)*+)>")
# ">", "\n": what ends one, and what it does not go beyond (search)
_POINTED_END = re.compile(r"[>\n]")
# One step of a destination without pointed brackets: an escape, a parenthesis, or a run of other characters.
_STEP = re.compile(r"\\[!-/:-@\[-`{-~]|[()]|[^()\\ \t\r\n]+|\\")
_TITLES = {
    '"': re.compile(r'"((?:\\[!-/:-@\[-`{-~]|[^"\\]+|\\)*+)"'),
    "'": re.compile(r"'((?:\\[!-/:-@\[-`{-~]|[^'\\]+|\\)*+)'"),
    "(": re.compile(r"\(((?:\\[!-/:-@\[-`{-~]|[^()\\]+|\\)*+)\)"),
}
_LABEL = re.compile(r"\[((?:\\[!-/:-@\[-`{-~]|[^\[\]\\]+|\\)*+)\]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# Parentheses deeper than this make no destination, so that hostile input stays cheap.
_DEPTH = 32


class Tail(NamedTuple):
    """What follows a link's text: the end of it, and where the link leads."""

    end: int
    target: Target


def inline_target(finds: Finds, start: int) -> Tail | None:
    """The `(destination "title")` at `start`, the offset of the parenthesis."""
    text = finds.text
    at = _skipped(text, start + 1)
    if text[at : at + 1] == ")":
        return Tail(at + 1, Target())
    found = _destination(finds, at)
    if not found:
        return None
    url, at = found
    at = _skipped(text, at)
    if text[at : at + 1] == ")":
        return Tail(at + 1, Target(decoded(url)))
    pattern = _TITLES.get(text[at : at + 1])
    title = pattern.match(text, at) if pattern else None
    if not title:
        return None
    at = _skipped(text, title.end())
    return Tail(at + 1, Target(decoded(url), decoded(title[1]))) if text[at : at + 1] == ")" else None


def _skipped(text: str, start: int) -> int:
    found = _BLANKS.match(text, start)
    return found.end() if found else start


def _destination(finds: Finds, start: int) -> tuple[str, int] | None:
    """The raw destination at `start` and the offset after it."""
    text = finds.text
    if text[start : start + 1] == "<":
        close = finds.search(_POINTED_END, start)
        pointed = _POINTED.match(text, start) if close and close[0] == ">" else None
        return (pointed[1], pointed.end()) if pointed else None
    at, depth = start, 0
    while step := _STEP.match(text, at):
        if step[0] == "(":
            depth += 1
            if depth > _DEPTH:
                return None
        elif step[0] == ")":
            if not depth:
                break
            depth -= 1
        at = step.end()
    return (text[start:at], at) if at > start else None


def label(text: str, start: int) -> tuple[str, int] | None:
    """The raw label in brackets at `start`, and the offset after it."""
    found = _LABEL.match(text, start)
    return (found[1], found.end()) if found else None


def normalized(raw: str) -> str:
    """What two labels have in common that mean the same: white space collapsed, case folded."""
    return _SPACES.sub(" ", raw).strip().casefold()
