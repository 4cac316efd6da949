"""From the core AST to Pandoc JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field
from typing import Any

from .. import ast
from .shapes import (
    API_VERSION,
    KINDS,
    MARK,
    MEANINGS,
    NODE_FIELDS,
    RENDERED,
    TAGS,
    TEXT_FIELDS,
    CodecError,
    attribute,
    own_fields,
)


def encode(blocks: ast.Blocks, meta: dict[str, Any] | None = None) -> str:
    """A whole document as Pandoc JSON; `meta` maps names to text, booleans or lists of text."""
    document = {
        "pandoc-api-version": API_VERSION,
        "meta": {key: _meta(value) for key, value in (meta or {}).items()},
        "blocks": encode_blocks(blocks),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_unencodable)


def _unencodable(value: object) -> Any:
    raise CodecError(f"{type(value).__name__} is no value of a node")


def _meta(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta(item) for item in value]}
    return {"t": "MetaString", "c": str(value)}


def encode_blocks(blocks: ast.Blocks) -> list[Any]:
    """Blocks as the JSON value of a list of blocks."""
    return [_encode(block, inline=False) for block in blocks]


def encode_inlines(inlines: ast.Inlines) -> list[Any]:
    """Inlines as the JSON value of a list of inlines."""
    return [_encode(inline, inline=True) for inline in inlines]


def _encode(node: ast.Node, *, inline: bool) -> dict[str, Any]:
    encoder = _ENCODERS.get(type(node))
    if encoder is None:
        raise CodecError(f"{type(node).__name__} is no node")
    return encoder(node, inline)


def _value(value: Any, *, inline: bool) -> Any:
    """A field: nodes in a sequence, records as lists, the rest as it is."""
    if isinstance(value, ast.Node):
        return _encode(value, inline=isinstance(value, ast.Inline) and inline)
    if type(value) is tuple:
        return [_value(item, inline=inline) for item in value]
    if isinstance(value, tuple):
        return _RECORDS[type(value)](value)
    return value


def _attr(attr: ast.Attr) -> list[Any]:
    pairs = [["ck-" + key if key.startswith(MARK) else key, value] for key, value in attr.attributes]
    return [attr.identifier, list(attr.classes), pairs]


def _cell(cell: ast.Cell) -> list[Any]:
    return [_attr(cell.attr), {"t": cell.alignment}, cell.row_span, cell.col_span, encode_blocks(cell.blocks)]


def _row(row: ast.Row) -> list[Any]:
    return [_attr(row.attr), [_cell(cell) for cell in row.cells]]


def _rows(rows: tuple[ast.Row, ...]) -> list[Any]:
    return [_row(row) for row in rows]


def _caption(caption: ast.Caption) -> list[Any]:
    short = None if caption.short is None else encode_inlines(caption.short)
    return [short, encode_blocks(caption.blocks)]


def _colspec(spec: ast.ColSpec) -> list[Any]:
    width = {"t": "ColWidthDefault"} if spec.width is None else {"t": "ColWidth", "c": spec.width}
    return [{"t": spec.alignment}, width]


def _citation(citation: ast.Citation) -> dict[str, Any]:
    return {
        "citationId": citation.identifier,
        "citationPrefix": encode_inlines(citation.prefix),
        "citationSuffix": encode_inlines(citation.suffix),
        "citationMode": {"t": citation.mode},
        "citationNoteNum": citation.note_number,
        "citationHash": citation.hash,
    }


_RECORDS: dict[type, Callable[[Any], Any]] = {
    ast.Attr: _attr,
    ast.Target: list,
    ast.Caption: _caption,
    ast.ColSpec: _colspec,
    ast.Cell: _cell,
    ast.Row: _row,
    ast.TableHead: lambda head: [_attr(head.attr), _rows(head.rows)],
    ast.TableFoot: lambda foot: [_attr(foot.attr), _rows(foot.rows)],
    ast.TableBody: lambda body: [_attr(body.attr), body.row_head_columns, _rows(body.head), _rows(body.rows)],
    ast.ListAttributes: lambda value: [value.start, {"t": value.style}, {"t": value.delimiter}],
    ast.Definition: lambda item: [encode_inlines(item.term), [encode_blocks(blocks) for blocks in item.definitions]],
    ast.Citation: _citation,
}
_INLINE_FIELDS = frozenset(("content", "lines", "term"))


def _pandoc_encoder(kind: type) -> Callable[[Any, bool], dict[str, Any]]:
    name = kind.__name__
    plan = [(field.name, field.name in _INLINE_FIELDS, (name, field.name) in TAGS) for field in own_fields(kind)]
    if not plan:
        return lambda node, inline: {"t": name}

    def one(node: Any, field: str, inlines: bool, tag: bool) -> Any:
        value = getattr(node, field)
        return {"t": value} if tag else _value(value, inline=inlines)

    if len(plan) == 1:
        field, inlines, tag = plan[0]
        return lambda node, inline: {"t": name, "c": one(node, field, inlines, tag)}
    return lambda node, inline: {"t": name, "c": [one(node, *step) for step in plan]}


def _note(node: ast.Note, inline: bool) -> dict[str, Any]:
    note = {"t": "Note", "c": encode_blocks(node.blocks)}
    if not node.label:
        return note
    return {"t": "Span", "c": [["", ["note"], [[MARK, "note"], ["label", node.label]]], [note]]}


def _meaning(node: Any, inline: bool) -> dict[str, Any]:
    kind = type(node)
    name, parts = kind.__name__, NODE_FIELDS.get(kind.__name__, ())
    attr, pairs = ast.Attr(), [[MARK, name.lower()]]
    for field in own_fields(kind):
        value = getattr(node, field.name)
        if field.name == "attr":
            attr = value
        elif field.name not in parts and not _is_default(field, value):
            pairs.append([attribute(field.name), _scalar(value)])
    shape = [attr.identifier, [name.lower(), *attr.classes], pairs + _attr(attr)[2]]
    text = TEXT_FIELDS.get(name)
    if text is not None:
        inner = [{"t": "Str", "c": getattr(node, text)}]
        content: list[Any] = inner if inline else [{"t": "Plain", "c": inner}]
    else:
        content = _parts(node, parts, inline)
    return {"t": "Span" if inline else "Div", "c": [shape, content]}


def _parts(node: Any, parts: tuple[str, ...], inline: bool) -> list[Any]:
    out: list[Any] = []
    for part in parts[:-1]:
        value = getattr(node, part)
        if value:
            inner = [{"t": "Plain", "c": encode_inlines(value)}]
            out.append({"t": "Div", "c": [["", [f"{type(node).__name__.lower()}-{part}"], [[MARK, "part"]]], inner]})
    if parts:
        last = getattr(node, parts[-1])
        inlines = inline and all(isinstance(child, ast.Inline) for child in last)
        inlines = inlines or type(node).__name__ in ("TermRef", "Substitution")
        children = [_encode(child, inline=inlines) for child in last]
        if inlines and not inline and children:
            children = [{"t": "Plain", "c": children}]
        out += children
    return out


def _is_default(field: Field[Any], value: Any) -> bool:
    return field.default is not MISSING and bool(field.default == value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, ast.Call):
        return json.dumps(_call(value), ensure_ascii=False, separators=(",", ":"))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _call(call: ast.Call) -> list[Any]:
    given = [list(argument) for argument in call.arguments]
    return [call.dialect, call.name, call.delimiter, call.form, given, call.inner, call.indentation, call.lexeme]


_ENCODERS: dict[type, Callable[[Any, bool], dict[str, Any]]] = {
    **{kind: _pandoc_encoder(kind) for kind in KINDS.values()},
    **dict.fromkeys(MEANINGS.values(), _meaning),
    ast.Note: _note,
    ast.Rendered: lambda node, inline: {"t": "RawInline" if inline else "RawBlock", "c": [RENDERED, node.html]},
}
