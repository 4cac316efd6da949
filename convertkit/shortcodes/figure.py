"""Figures and galleries (Hugo 0.168, `figure`)."""

from __future__ import annotations

import re

from .. import ast
from ..context import Context
from ..walk import walk
from .arguments import classes, inlines, listed, pairs


def figure(call: ast.Call, context: Context) -> ast.Blocks:
    """An image with an optional link, title and caption; caption and attribution are Markdown."""
    source = call.argument("src", "source", "link" if call.dialect == "jekyll" else "src", 0, "path", "image_path", "url")
    # The second and third of an `image` are alternative and caption (LoveIt).
    by_place = call.name.lower() == "image"
    caption = inlines(call.argument("caption", *([2] if by_place else [])), context)
    alt = call.argument("alt", *([1] if by_place else [])) or ast.plain_text(caption)
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
        # Hugo 0.168, figure.html: an <h4>, not Markdown. Without an id it stands in no table of contents.
        blocks.append(ast.Header(4, ast.Attr(), (ast.Str(title),)))
    if text:
        blocks.append(ast.Para(text))
    return tuple(blocks)


def processed(call: ast.Call, context: Context) -> ast.Blocks:
    """A picture of the bundle by a part of its name, its caption inside (Docsy, `imgproc`; the scaling is the page's)."""
    name = call.argument("path", "src", 0)
    image = ast.Image(ast.Attr(), (), ast.Target(_in_bundle(name, context) or name), at=call.at)
    return (ast.Figure(ast.Attr(), ast.Caption(None, call.blocks), (ast.Plain((image,), at=call.at),), at=call.at),)


def _in_bundle(name: str, context: Context) -> str:
    """The picture of the bundle whose name holds `name`, as Hugo's `GetMatch "**name*"`."""
    folder = context.path.parent if context.path is not None else None
    if folder is None or not name or not context.site.contains(folder):
        return ""
    found = sorted(path for path in folder.rglob("*") if name.lower() in path.name.lower() and path.suffix.lower() in _PICTURES)
    return found[0].relative_to(folder).as_posix() if found else ""


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff")


def in_text(call: ast.Call, context: Context) -> ast.Inlines:
    """A small picture in a line (PaperMod, `inTextImg`)."""
    alt = call.argument("alt")
    attr = ast.Attr("", (), pairs(call, "height", "width"))
    return (ast.Image(attr, (ast.Str(alt),) if alt else (), ast.Target(call.argument("url", "src", 0)), at=call.at),)


def gallery(call: ast.Call, context: Context) -> ast.Blocks:
    """The images of the inner text, or those that the call lists, one figure each."""
    names = [name for pattern in listed(call.argument("images")) for name in _matching(pattern, context)]
    figures = [_alone(ast.Image(ast.Attr(), (), ast.Target(name), at=call.at)) for name in names]
    for block in call.blocks:
        for node in walk(block):
            if isinstance(node, ast.Image):
                figures.append(_alone(node))
            elif isinstance(node, ast.RawBlock | ast.RawInline | ast.CodeBlock):
                # "<img src="a.png" class="grid-w33">"
                figures += [_alone(ast.Image(ast.Attr(), (), ast.Target(src), at=call.at)) for src in _IMG.findall(node.text)]
    return (ast.Gallery(tuple(figures), at=call.at),) if figures else call.blocks


def _matching(pattern: str, context: Context) -> list[str]:
    """The pictures beside the post whose names match `gallery/*`; the pattern itself where it is none, or none is there."""
    if not re.search(r"[*?\[]", pattern) or context.path is None or ".." in pattern or pattern.startswith("/"):
        return [pattern]
    folder = context.path.parent
    found = [path for path in sorted(folder.glob(pattern)) if path.is_file() and context.site.contains(path)]
    return [path.relative_to(folder).as_posix() for path in found] or [pattern]


_IMG = re.compile(r"<img\b[^>]*?\bsrc=[\"']([^\"']+)", re.I)


def _alone(image: ast.Image) -> ast.Block:
    return ast.Figure(ast.Attr(), ast.Caption(), (ast.Plain((image,)),))
