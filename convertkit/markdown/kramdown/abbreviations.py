"""Abbreviations: where a defined word stands in text, its meaning is added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from ... import ast
from ...ast import Attr
from ...source import Span

Meaning = Callable[[str], Attr]


def pattern_of(words: Iterable[str], version: str) -> re.Pattern[str] | None:
    """What finds the words, longer ones first; None where there are none.

    From 2.5 on a blank of a word stands for any white space.
    """
    ordered = sorted(words, key=len, reverse=True)
    if not ordered:
        return None
    escaped = [re.escape(word) for word in ordered]
    if version >= "2.5":
        escaped = [r"\s+".join(map(re.escape, word.split())) for word in ordered]
    # "HTML" in "(HTML)"; letters, digits and underscores of ASCII may not touch it
    return re.compile(r"(?<![A-Za-z0-9_])(?:" + "|".join(escaped) + r")(?![A-Za-z0-9_])")


def expanded(content: ast.Inlines, pattern: re.Pattern[str], meaning: Meaning) -> ast.Inlines:
    """`content` with each word that `pattern` finds in a `Span` of class `abbr`."""
    out: list[ast.Inline] = []
    for is_text, group in groupby(content, lambda node: isinstance(node, ast.Str | ast.SoftBreak)):
        if is_text:
            out += _marked(list(group), pattern, meaning)
        else:
            out += [_inside(node, pattern, meaning) for node in group]
    return tuple(out)


def _inside(node: ast.Inline, pattern: re.Pattern[str], meaning: Meaning) -> ast.Inline:
    match node:
        case ast.Emph(inner):
            return ast.Emph(expanded(inner, pattern, meaning), at=node.at)
        case ast.Strong(inner):
            return ast.Strong(expanded(inner, pattern, meaning), at=node.at)
        case ast.Strikeout(inner):
            return ast.Strikeout(expanded(inner, pattern, meaning), at=node.at)
        case ast.Span(attr, inner):
            return ast.Span(attr, expanded(inner, pattern, meaning), at=node.at)
        case ast.Link(attr, inner, target):
            return ast.Link(attr, expanded(inner, pattern, meaning), target, at=node.at)
        case _:
            return node


def _marked(run: Sequence[ast.Inline], pattern: re.Pattern[str], meaning: Meaning) -> Sequence[ast.Inline]:
    """A run of texts and line ends with the words in it marked."""
    text = "".join(node.text if isinstance(node, ast.Str) else "\n" for node in run)
    out: list[ast.Inline] = []
    start = 0
    for found in pattern.finditer(text):
        out += _part(run, start, found.start())
        word = tuple(_part(run, found.start(), found.end()))
        first, last = word[0].at, word[-1].at
        at = Span(first.start, last.end) if first and last else None
        out.append(ast.Span(meaning(found[0]), word, at=at))
        start = found.end()
    return [*out, *_part(run, start, len(text))] if out else run


def _part(run: Sequence[ast.Inline], low: int, high: int) -> list[ast.Inline]:
    """What stands in `run` from character `low` to `high`."""
    out: list[ast.Inline] = []
    start = 0
    for node in run:
        size = len(node.text) if isinstance(node, ast.Str) else 1
        first, last = max(low, start) - start, min(high, start + size) - start
        if first < last:
            out.append(_cut(node, first, last) if isinstance(node, ast.Str) else node)
        start += size
    return out


def _cut(node: ast.Str, first: int, last: int) -> ast.Str:
    """Some characters of a text; its place is the whole's where characters of it stand for longer ones."""
    at = node.at
    if at is not None and at.end - at.start == len(node.text):
        at = Span(at.start + first, at.start + last)
    return ast.Str(node.text[first:last], at=at)
