"""Figures and galleries (Hugo 0.168, `figure`)."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import classes, flat, inlines, pairs


def figure(call: ast.Call, context: Context) -> ast.Blocks:
    """An image with an optional link, title and caption; caption and attribution are Markdown."""
    source = call.argument("src", "source", "link" if call.dialect == "jekyll" else "src", 0, "path", "image_path", "url")
    caption = inlines(call.argument("caption"), context)
    alt = call.argument("alt") or ast.plain_text(caption)
    image: ast.Inline = ast.Image(
        ast.Attr("", (), pairs(call, "width", "height", "loading")),
        (ast.Str(alt),) if alt else (),
        ast.Target(source.strip()),
        at=call.at,
    )
    link = call.argument("link", "href") if call.dialect != "jekyll" else ""
    if link:
        image = ast.Link(ast.Attr("", (), pairs(call, "target", "rel")), (image,), ast.Target(link), at=call.at)
    parts = _caption(call, context, caption)
    if not parts and call.blocks:
        parts = call.blocks
    attr = ast.Attr("", classes(call.argument("class")))
    return (ast.Figure(attr, ast.Caption(None, parts), (ast.Plain((image,), at=call.at),), at=call.at),)


def _caption(call: ast.Call, context: Context, caption: ast.Inlines) -> ast.Blocks:
    title = call.argument("title")
    attribution = inlines(call.argument("attr"), context)
    address = call.argument("attrlink")
    if attribution and address:
        attribution = (ast.Link(ast.Attr(), attribution, ast.Target(address)),)
    text = caption
    if attribution:
        text = (*caption, ast.SoftBreak(), *attribution) if caption else attribution
    blocks: list[ast.Block] = []
    if title:
        blocks.append(ast.Div(ast.Attr("", ("figure-title",)), (ast.Plain((ast.Strong((ast.Str(title),)),)),)))
    if text:
        blocks.append(ast.Para(text))
    return tuple(blocks)


def gallery(call: ast.Call, context: Context) -> ast.Blocks:
    """The images of the inner text, one figure each."""
    figures: list[ast.Block] = []
    for block in call.blocks:
        for node in flat((block,)):
            if isinstance(node, ast.Image):
                figures.append(ast.Figure(ast.Attr(), ast.Caption(), (ast.Plain((node,)),)))
    return (ast.Gallery(tuple(figures), at=call.at),) if figures else call.blocks
