"""Plain Markdown: no calls at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import ast
from ..diagnostics import Report
from ..source import Source, Span


@dataclass(frozen=True)
class PlainDialect:
    """A dialect in which every brace is text."""

    name: str = "plain"
    front_matter: str = "hugo"

    def scan(self, source: Source, span: Span, report: Report) -> Iterator[str | ast.Shortcode]:
        """The text itself."""
        if span.end > span.start:
            yield source.text[slice(*span)]

    def emit(self, call: ast.Call) -> str:
        """What was written: plain Markdown has no syntax for a call."""
        return call.lexeme

    def literal(self, text: str) -> str:
        """The text itself."""
        return text

    def plain(self, text: str) -> str:
        """The text itself."""
        return text


dialect = PlainDialect()
