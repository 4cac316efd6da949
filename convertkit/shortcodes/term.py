"""Terms of a glossary."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import flat, inlines
from .include import page
from .links import page_file


def reference(call: ast.Call, context: Context) -> ast.Inlines:
    """A term where the text uses it."""
    identifier = call.argument("term_id", "id", "name", "entry", 0)
    text = inlines(call.argument("text", 1), context) or flat(call.blocks) or inlines(identifier, context)
    return (ast.TermRef(identifier, text, at=call.at),)


def definition(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """What the site's glossary says of a term (the documentation of Hugo, `glossary-term`); the term where it says nothing."""
    name = call.argument("term_id", "id", 0)
    found = page_file(f"/quick-reference/glossary/{name.strip().lower().replace(' ', '-')}", context)
    if found is None:
        return reference(call, context)
    return page(found, name, call, context)


def entry(call: ast.Call, context: Context) -> ast.Blocks:
    """A term and what it means, as a list of definitions with one entry."""
    identifier, name = call.argument("id", 0), call.argument("name", "id", 0)
    short = call.argument("abbr")
    title = f"{name} ({short})" if short else name
    return (ast.Term(identifier, (title,), call.blocks, at=call.at),)
