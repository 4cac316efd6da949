"""Alerts: `> [!NOTE]`, with a fold sign and a title as Obsidian has them (Hugo, blockquotes/blockquotes.go)."""

from __future__ import annotations

import re

from ... import ast
from ...source import Span

# [!NOTE]+ title
_ALERT = re.compile(r"\[!([a-zA-Z]+)\]([-+]?)[^\S\r\n]?")


def alert(blocks: ast.Blocks, at: Span) -> ast.Callout | None:
    """The callout that a block quote of these blocks is; None where it is none."""
    match blocks:
        case (ast.Para((ast.Str(text) as first, *_) as content) as paragraph, *rest) if found := _ALERT.match(text):
            pass
        case _:
            return None
    cut = next((n for n, node in enumerate(content) if isinstance(node, ast.SoftBreak | ast.LineBreak)), len(content))
    title = _rest(first, found.end()) + content[1:cut]
    body = content[cut + 1 :]
    if body:
        rest = [ast.Para(body, at=_from(paragraph.at, body[0].at)), *rest]
    fold = {"+": "open", "-": "closed"}.get(found[2], "")
    return ast.Callout(found[1].lower(), _stripped(title), fold=fold, blocks=tuple(rest), at=at)  # type: ignore[arg-type]


def _rest(node: ast.Str, start: int) -> ast.Inlines:
    """`node` from offset `start` of its text on."""
    if start >= len(node.text):
        return ()
    at = Span(min(node.at.start + start, node.at.end), node.at.end) if node.at else None
    return (ast.Str(node.text[start:], at=at),)


def _stripped(title: ast.Inlines) -> ast.Inlines:
    """The title without blanks around it."""
    if title and isinstance(title[0], ast.Str) and title[0].text[:1].isspace():
        text = title[0].text.lstrip()
        at = title[0].at
        shift = len(title[0].text) - len(text)
        kept = (ast.Str(text, at=Span(min(at.start + shift, at.end), at.end) if at else None),) if text else ()
        return kept + title[1:]
    return title


def _from(whole: Span | None, first: Span | None) -> Span | None:
    return Span(first.start, whole.end) if whole and first else whole
