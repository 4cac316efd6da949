"""Terms of a glossary."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import flat, inlines


def reference(call: ast.Call, context: Context) -> ast.Inlines:
    """A term where the text uses it."""
    identifier = call.argument("term_id", "id", "name", 0)
    text = inlines(call.argument("text", 1), context) or flat(call.blocks) or inlines(identifier, context)
    return (ast.TermRef(identifier, text, at=call.at),)
