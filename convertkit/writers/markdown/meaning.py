"""What blocks mean to a reader, for comparing two readings: structure, text, targets; not how they were written."""

from __future__ import annotations

import re
from typing import Any

from ... import ast

_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def meaning(blocks: ast.Blocks | ast.Inlines) -> tuple[Any, ...]:
    """A value that is equal for blocks that a reader cannot tell apart, typographic signs aside."""
    out: list[Any] = []
    for node in blocks:
        value = _meaning(node)
        if value is None:
            continue
        if isinstance(value, str) and out and isinstance(out[-1], str):
            out[-1] += value
        else:
            out.append(value)
    return tuple(_text(item) if isinstance(item, str) else item for item in out)


def _text(text: str) -> str:
    return re.sub(r"-+", "-", re.sub(r"\s+", " ", text.translate(_SIGNS))).strip()


def _meaning(node: ast.Node) -> Any:
    match node:
        case ast.Str(text):
            return text
        case ast.SoftBreak() | ast.Space():
            return " "
        case ast.LineBreak():
            return ("br",)
        case ast.Plain(content) | ast.Para(content):
            return ("p", meaning(content))
        case ast.Header(level, attr, content):
            return ("h", level, attr.identifier, meaning(content))
        case ast.CodeBlock(attr, text):
            return ("pre", attr.classes[:1], text.rstrip("\n"))
        case ast.Code(_, text):
            return ("code", text)
        case ast.RawBlock(_, text) | ast.RawInline(_, text):
            return None if re.fullmatch(r"\s*<!--.*?-->\s*", text, re.S) else ("raw", re.sub(r"\s+", " ", text).strip())
        case ast.SummaryBreak() | ast.Comment():
            return None
        case ast.Link(_, content, target):
            return ("a", target.url, meaning(content))
        case ast.Image(_, content, target):
            return ("img", target.url, _text(ast.plain_text(content)))
        case ast.Note(blocks):
            return ("note", meaning(blocks))
        case ast.Math(kind, text):
            return ("math", kind, text)
        case ast.BulletList(items):
            return ("ul", tuple(meaning(item) for item in items))
        case ast.OrderedList(_, items):
            return ("ol", tuple(meaning(item) for item in items))
        case ast.DefinitionList(items):
            return ("dl", tuple((meaning(term), tuple(meaning(each) for each in many)) for term, many in items))
        case ast.Table():
            return _table(node)
        case ast.Div(ast.Attr(identifier, classes, _), blocks):
            return ("div", identifier, classes, meaning(blocks))
        case ast.BlockQuote(blocks):
            return ("quote", meaning(blocks))
        case _:
            return (type(node).__name__, meaning(getattr(node, "content", ())))


def _table(table: ast.Table) -> Any:
    rows = [*table.head.rows, *(row for body in table.bodies for row in body.rows), *table.foot.rows]
    aligned = tuple(spec.alignment for spec in table.colspecs)
    return ("table", aligned, tuple(tuple(meaning(cell.blocks) for cell in row.cells) for row in rows))
