"""Cards, columns, steps, heroes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .. import ast
from ..context import Context
from .arguments import flat, inlines, is_true, paragraph
from .code import inner_code
from .other import site_data

_KINDS = {
    "columns": "columns",
    "column": "columns",
    "cols": "columns",
    "row": "columns",
    "steps": "steps",
    "timeline": "timeline",
    "blocks/section": "columns",
}


def cards(call: ast.Call, context: Context) -> ast.Blocks:
    """A group of the items inside; what is no item stays as it is."""
    if not call.blocks:
        return site_data(call, context)
    if "<--->" in call.inner and call.name.lower() == "columns":
        return columns(call, context)
    items: list[ast.Item] = []
    rest: list[ast.Block] = []
    for block in call.blocks:
        found = _items_in(block)
        items += found
        if not found:
            rest.append(block)
    title = inlines(call.argument("title"), context)
    head: tuple[ast.Block, ...] = (ast.Para((ast.Strong(title),)),) if title else ()
    if not items or rest:
        return (*head, ast.Div(ast.Attr("", ("group", f"group-{_kind(call)}")), call.blocks, at=call.at))
    return (*head, ast.Group(_kind(call), tuple(items), at=call.at))


def _kind(call: ast.Call) -> str:
    name = call.name.lower()
    return "hero" if "hero" in name or "cover" in name else _KINDS.get(name, "cards")


def _items_in(block: ast.Block) -> list[ast.Item]:
    if isinstance(block, ast.Item):
        return [block]
    if isinstance(block, ast.Shortcode | ast.Para):
        return [item for node in block.content for item in _items_in(node)]  # type: ignore[arg-type]
    return []


def card(call: ast.Call, context: Context) -> ast.Blocks:
    """A card: picture, title with its link, text; code where the call says so (Docsy), a footer."""
    title = inlines(call.argument("title", "header", 0), context)
    above = inlines(call.argument("header"), context) if call.value("title") is not None else ()
    below = inlines(call.argument("subtitle", "subheader", "description", "text"), context)
    text = (*paragraph(above), *paragraph(below), *_inner(call), *paragraph(inlines(call.argument("footer"), context)))
    link = call.argument("link", "href", "url")
    shown = call.argument("url_text")
    if shown and link:
        text = (*text, ast.Para((ast.Link(ast.Attr(), inlines(shown, context), ast.Target(link), at=call.at),)))
    alt = call.argument("alt") or ast.plain_text(title)
    # Links and pictures are nodes, so that they are resolved as all others are.
    picture = _picture(call.argument("image", "img"), alt, call)
    if link:
        title = (ast.Link(ast.Attr(), title or (ast.Str(link),), ast.Target(link), at=call.at),)
    tag = call.argument("tag")
    if tag:
        title = (*title, ast.Str(" "), ast.Badge(tag, call.argument("tagType", "tagColor"), at=call.at))
    return (ast.Item(title, blocks=(*picture, *text), at=call.at),)


def _picture(url: str, alt: str, call: ast.Call) -> ast.Blocks:
    if not url:
        return ()
    return (ast.Para((ast.Image(ast.Attr(), (ast.Str(alt),) if alt else (), ast.Target(url), at=call.at),), at=call.at),)


def _inner(call: ast.Call) -> ast.Blocks:
    language = call.argument("lang")
    if not is_true(call.value("code")) and not language:
        return call.blocks
    return (ast.CodeBlock(ast.Attr("", (language,) if language else ()), inner_code(call), at=call.at),)


def cover(call: ast.Call, context: Context) -> ast.Blocks:
    """The head of a page: title, subtitle, text, byline (Docsy, `blocks/cover`; Hextra, `hero-container`)."""
    blocks = (
        *_strong(inlines(call.argument("title", "heading"), context)),
        *paragraph(inlines(call.argument("subtitle"), context)),
        *call.blocks,
        *_picture(call.argument("image"), call.argument("imageTitle"), call),
        *paragraph(inlines(call.argument("byline"), context)),
    )
    return (ast.Div(ast.Attr("", ("group", "group-hero")), blocks, at=call.at),) if blocks else ()


def _strong(content: ast.Inlines) -> ast.Blocks:
    return paragraph((ast.Strong(content),)) if content else ()


def columns(call: ast.Call, context: Context) -> ast.Blocks:
    """Columns of Book: the items of a list, or passages between lines of `<--->`."""
    if len(call.blocks) == 1 and isinstance(call.blocks[0], ast.BulletList | ast.OrderedList):
        parts: list[list[ast.Block]] = [list(item) for item in call.blocks[0].items]
    else:
        parts = [[]]
        for block in (piece for each in call.blocks for piece in _passages(each)):
            if block is None:
                parts.append([])
            else:
                parts[-1].append(block)
    return (ast.Group("columns", tuple(ast.Item(blocks=tuple(part)) for part in parts if part), at=call.at),)


# goldmark makes "<--->" text, the typographer an arrow of dashes (or of one quotation mark)
_DIVIDER = re.compile(r"\s*[<\u2039][-\u2013\u2014]+[>\u203a]\s*")


def _passages(block: ast.Block) -> Iterator[ast.Block | None]:
    """A block, None for a divider; a paragraph in whose lines dividers stand is cut there."""
    if not isinstance(block, ast.Para | ast.Plain):
        yield None if _DIVIDER.fullmatch(getattr(block, "text", "")) else block
        return
    run: list[ast.Inline] = []
    for node in (*block.content, None):
        divides = isinstance(node, ast.Str) and _DIVIDER.fullmatch(node.text) is not None
        if node is not None and not divides:
            run.append(node)
            continue
        if text := ast.trimmed(run):
            yield replace(block, content=text)
        run = []
        if divides:
            yield None


def headline(call: ast.Call, context: Context) -> ast.Blocks:
    """A headline that is no part of the outline."""
    return _strong(flat(call.blocks) or inlines(call.argument("heading", "title", 0), context))


def section(call: ast.Call, context: Context) -> ast.Blocks:
    """A headline whose level is `heading` (Hextra, `hero-section`), or a passage under one."""
    given = call.argument("heading", "title")
    if not given or re.fullmatch("h[1-6]", given):
        return _strong(flat(call.blocks)) or call.blocks
    return (*_strong(inlines(given, context)), *call.blocks)


def moment(call: ast.Call, context: Context) -> ast.Blocks:
    """A point of a timeline: headline, remark, badge, text (Blowfish, `timelineItem`)."""
    head: ast.Inlines = inlines(call.argument("header", "title"), context)
    badge = call.argument("badge")
    if badge:
        head = (*head, ast.Str(" "), ast.Badge(badge))
    below = paragraph(inlines(call.argument("subheader"), context))
    return (ast.Item(head, "", "", (*below, *call.blocks), at=call.at),)


def folds(call: ast.Call, context: Context) -> ast.Blocks:
    """An accordion: what unfolds in it, one after the other."""
    return call.blocks


def passage(call: ast.Call, context: Context) -> ast.Blocks:
    """A passage that the theme only styles: its text, a link where it leads somewhere (Hextra, `hero-badge`)."""
    link, text = call.argument("link"), flat(call.blocks)
    if link and text:
        return paragraph((ast.Link(ast.Attr(), text, ast.Target(link), at=call.at),))
    return call.blocks or paragraph(inlines(call.argument("title", "text", 0), context))
