"""Blocks among blocks, inlines among inlines: what remains to be put right when calls have given way to their content."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ... import ast

_INLINES = (ast.Badge, ast.Icon, ast.Keyboard, ast.TermRef)


def is_block(node: ast.Node) -> bool:
    """Whether `node` needs a place among blocks."""
    return isinstance(node, ast.BLOCK_MEANINGS) or not isinstance(node, ast.Inline)


def is_inline(node: ast.Node) -> bool:
    """Whether `node` needs a place in a line."""
    return isinstance(node, _INLINES) or not isinstance(node, ast.Block)


def shape(node: ast.Node) -> Any:
    """`node` with children that fit; a paragraph that holds blocks becomes several blocks, an empty one nothing."""
    match node:
        case ast.Para(content) | ast.Plain(content):
            return _paragraphs(node, content)
        case ast.Callout() | ast.Details() | ast.Item():
            name = "summary" if isinstance(node, ast.Details) else "title"
            return _with(node, **{name: in_line(getattr(node, name)), "blocks": shaped(node.blocks)})
        case ast.BulletList(items) | ast.OrderedList(items=items):
            return replace(node, items=tuple(shaped(item) for item in items))
        case ast.DefinitionList(items):
            pairs = (ast.Definition(in_line(term), tuple(shaped(each) for each in many)) for term, many in items)
            return replace(node, items=tuple(pairs))
        case ast.Table():
            return _table(node)
        case ast.Figure(_, caption, blocks):
            return replace(node, caption=caption._replace(blocks=shaped(caption.blocks)), blocks=shaped(blocks))
        case _ if hasattr(node, "content"):
            return node if all(map(is_inline, node.content)) else _with(node, content=in_line(node.content))
        case _ if hasattr(node, "blocks"):
            return node if all(map(is_block, node.blocks)) else _with(node, blocks=shaped(node.blocks))
        case _:
            return node


def _with(node: Any, **changed: Any) -> Any:
    return replace(node, **changed)


def _table(node: ast.Table) -> ast.Table:
    def rows(many: tuple[ast.Row, ...]) -> tuple[ast.Row, ...]:
        return tuple(row._replace(cells=tuple(cell._replace(blocks=shaped(cell.blocks)) for cell in row.cells)) for row in many)

    return replace(
        node,
        head=node.head._replace(rows=rows(node.head.rows)),
        bodies=tuple(body._replace(head=rows(body.head), rows=rows(body.rows)) for body in node.bodies),
        foot=node.foot._replace(rows=rows(node.foot.rows)),
    )


def shaped(nodes: Any) -> ast.Blocks:
    """Nodes as blocks: runs of inlines stand in a `Plain`."""
    if all(map(is_block, nodes)):
        return tuple(nodes)
    out: list[ast.Block] = []
    run: list[Any] = []
    for node in (*nodes, None):
        if node is not None and not is_block(node):
            run.append(node)
            continue
        if ast.trimmed(run):
            out.append(ast.Plain(ast.trimmed(run)))
        run = []
        if node is not None:
            out.append(node)
    return tuple(out)


def in_line(nodes: Any) -> ast.Inlines:
    """Nodes as inlines: of a block its text, of code a code span, a space between two blocks."""
    out: list[Any] = []
    for node in nodes:
        if not is_block(node):
            out.append(node)
            continue
        if out:
            out.append(ast.Str(" "))
        out += _text_of(node)
    return tuple(out)


def _text_of(node: Any) -> ast.Inlines:
    match node:
        case ast.CodeBlock(attr, text):
            return (ast.Code(attr, text),)
        case ast.RawBlock(format, text):
            return (ast.RawInline(format, text),)
        case ast.Embed(url=url, title=title, provider=provider):
            return (ast.Link(ast.Attr(), (ast.Str(title or provider),), ast.Target(url)),)
        case ast.BulletList(items) | ast.OrderedList(items=items):
            return in_line(child for item in items for child in item)
        case ast.Details(summary, _, blocks) | ast.Callout(title=summary, blocks=blocks):
            return (*summary, ast.Str(" "), *in_line(blocks))
        case _:
            return in_line(getattr(node, "content", ()) or getattr(node, "blocks", ()))


def _paragraphs(node: ast.Para | ast.Plain, content: ast.Inlines) -> Any:
    if not content:
        return None
    if all(map(is_inline, content)):
        return node
    out: list[ast.Block] = []
    run: list[Any] = []
    for child in (*content, None):
        if child is not None and (is_inline(child) or not is_block(child)):
            run.append(child)
            continue
        text = ast.trimmed(run)
        if text:
            out.append(replace(node, content=text))
        run = []
        if child is not None:
            out.append(child)  # type: ignore[arg-type]
    return tuple(out)
