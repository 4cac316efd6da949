"""Terms of a glossary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .. import ast
from ..context import Context
from ..walk import rewrite
from .arguments import flat, inlines
from .include import page
from .links import page_file, page_metadata

# Where sites keep their glossary: the documentation of Hugo, that of Kubernetes, others
_GLOSSARIES = ("quick-reference/glossary", "docs/reference/glossary", "reference/glossary", "glossary")


def reference(call: ast.Call, context: Context) -> ast.Inlines:
    """A term where the text uses it; without a text of its own, by the title that the site's glossary has."""
    identifier = call.argument("term_id", "id", "name", "entry", 0)
    text = inlines(call.argument("text", 1), context) or flat(call.blocks)
    if not text:
        found = _entry(identifier, context) if call.value("term_id") is not None else None
        text = inlines(page_metadata(found, context).title if found is not None else "", context) or inlines(identifier, context)
    return (ast.TermRef(identifier, text, at=call.at),)


def definition(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """What the site's glossary says of a term; the term where it says nothing.

    Of `length="short"` it is the first paragraph; `prepend` names the words before it (Kubernetes, `glossary_definition`).
    """
    name = call.argument("term_id", "id", 0)
    found = _entry(name, context)
    if found is None:
        hint = "the term is shown without it"
        context.report.warn("CK204", f"the site's glossary has no '{name}'", context.place(call.at), hint=hint)
        return reference(call, context)
    said = page(found, name, call, context)
    if call.argument("length") == "short":
        said = tuple(replace(block, blocks=_first(block.blocks)) if isinstance(block, ast.Include) else block for block in said)
    before = call.argument("prepend")
    return rewrite(said, _Prepended(before), ast.Para) if before else said


def _first(content: ast.Blocks) -> ast.Blocks:
    """The first paragraph."""
    return tuple(block for block in content if isinstance(block, ast.Para))[:1]


class _Prepended:
    """Puts words before the first paragraph, which goes on in lower case."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, node: ast.Para) -> ast.Para:
        text, self.text = self.text, ""
        if not text:
            return node
        first, *rest = node.content
        if isinstance(first, ast.Str):
            first = replace(first, text=first.text[:1].lower() + first.text[1:])
        return replace(node, content=(ast.Str(text + " "), first, *rest))


def _entry(name: str, context: Context) -> Path | None:
    """The file of a term in the site's glossary."""
    stem = name.strip().lower().replace(" ", "-")
    if not stem or "/" in stem:
        return None
    for folder in _GLOSSARIES:
        found = page_file(f"/{folder}/{stem}", context)
        if found is not None:
            return found
        # A glossary may be one bundle: its terms are resources, not pages.
        for content in context.site.content_dirs:
            file = content / folder / f"{stem}.md"
            if context.site.contains(file) and file.is_file():
                return file
    return None


def entry(call: ast.Call, context: Context) -> ast.Blocks:
    """A term and what it means, as a list of definitions with one entry."""
    identifier, name = call.argument("id", 0), call.argument("name", "id", 0)
    short = call.argument("abbr")
    title = f"{name} ({short})" if short else name
    return (ast.Term(identifier, (title,), call.blocks, at=call.at),)
