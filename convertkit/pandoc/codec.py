"""Core AST to Pandoc JSON and back, exact both ways.

Derived from the annotations of `convertkit.ast`: a node with one field is `{"t": ..., "c": field}`, with several
`{"t": ..., "c": [fields]}` (pandoc-types 1.23). A meaning travels as a `Div` among blocks and a `Span` among
inlines: its first class is the meaning's name in lower case, its plain fields are attributes where they differ from the
default, its nodes are the content. The attribute `ck` marks it, so that an author's own `Div .details` stays a `Div`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any

from .. import ast

API_VERSION = (1, 23, 1)
MARK = "ck"

_PANDOC = [
    "Para",
    "Plain",
    "Header",
    "CodeBlock",
    "RawBlock",
    "BlockQuote",
    "BulletList",
    "OrderedList",
    "DefinitionList",
    "Table",
    "Figure",
    "Div",
    "HorizontalRule",
    "LineBlock",
    "Str",
    "Space",
    "SoftBreak",
    "LineBreak",
    "Emph",
    "Strong",
    "Strikeout",
    "Superscript",
    "Subscript",
    "Underline",
    "SmallCaps",
    "Quoted",
    "Code",
    "Math",
    "RawInline",
    "Link",
    "Image",
    "Span",
    "Cite",
]
_KINDS: dict[str, type[ast.Node]] = {name: getattr(ast, name) for name in _PANDOC}
_MEANINGS: dict[str, type[ast.Meaning]] = {
    kind.__name__.lower(): kind
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.Meaning) and kind is not ast.Meaning
}
# Fields of Pandoc that are an enumeration: a bare tag in JSON.
_TAGS = {("Quoted", "kind"), ("Math", "kind")}
_TAG_VALUES = frozenset(("AlignDefault", "AlignLeft", "AlignRight", "AlignCenter"))


class CodecError(ValueError):
    """JSON that is not a document of pandoc-types 1.23."""


_FIELDS: dict[type, tuple[Field[Any], ...]] = {}


def _fields(kind: type) -> tuple[Field[Any], ...]:
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(field for field in fields(kind) if not field.kw_only)
    return found


# ---------------------------------------------------------------------------- encoding


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
    plan = [(field.name, field.name in _INLINE_FIELDS, (name, field.name) in _TAGS) for field in _fields(kind)]
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


# ---------------------------------------------------------------------------- meanings

# Fields that hold nodes: where several stand in one meaning, each but the last is wrapped in a part.
_NODE_FIELDS = {
    "Shortcode": ("content",),
    "Callout": ("title", "blocks"),
    "Details": ("summary", "blocks"),
    "Tab": ("blocks",),
    "Tabs": ("tabs",),
    "Gallery": ("figures",),
    "Item": ("title", "blocks"),
    "Group": ("items",),
    "Entry": ("entries",),
    "FileTree": ("entries",),
    "Term": ("blocks",),
    "TermRef": ("text",),
    "Include": ("blocks",),
    "RawTemplate": ("rendered",),
    "Substitution": ("value",),
}
_INLINE_PARTS = frozenset(("title", "summary"))
# Text that a reader sees is content too, so that a filter that knows nothing of the meaning shows it.
_TEXT_FIELDS = {"Literal": "text", "Badge": "text", "Keyboard": "text"}


def _meaning(node: Any, inline: bool) -> dict[str, Any]:
    kind = type(node)
    name, parts = kind.__name__, _NODE_FIELDS.get(kind.__name__, ())
    attr, pairs = ast.Attr(), [[MARK, name.lower()]]
    for field in _fields(kind):
        value = getattr(node, field.name)
        if field.name == "attr":
            attr = value
        elif field.name not in parts and not _is_default(field, value):
            pairs.append([_attribute(field.name), _scalar(value)])
    shape = [attr.identifier, [name.lower(), *attr.classes], pairs + _attr(attr)[2]]
    text = _TEXT_FIELDS.get(name)
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


def _attribute(name: str) -> str:
    # `id` would become the element's own id in HTML.
    return "name" if name == "identifier" else name.replace("_", "-")


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
    **{kind: _pandoc_encoder(kind) for kind in _KINDS.values()},
    **dict.fromkeys(_MEANINGS.values(), _meaning),
    ast.Note: _note,
}

# ---------------------------------------------------------------------------- decoding


def decode(text: str) -> ast.Blocks:
    """The blocks of a document in Pandoc JSON; adjacent words are merged to runs of text.

    Raises CodecError where the JSON is no document of pandoc-types 1.23.
    """
    try:
        document = json.loads(text)
        return decode_blocks(document["blocks"])
    except (KeyError, TypeError, IndexError, ValueError, RecursionError) as error:
        if isinstance(error, CodecError):
            raise
        raise CodecError(f"not a document of pandoc-types 1.23: {error}") from error


def decode_blocks(values: list[Any]) -> ast.Blocks:
    """Blocks from the JSON value of a list of blocks."""
    return tuple(_decode(value, inline=False) for value in values)


def decode_inlines(values: list[Any]) -> ast.Inlines:
    """Inlines from the JSON value of a list of inlines; runs of text are merged."""
    out: list[Any] = []
    for number, value in enumerate(values):
        kind = value["t"]
        if kind == "Str" and out and isinstance(out[-1], ast.Str):
            out[-1] = ast.Str(out[-1].text + value["c"])
        elif kind == "Space" and out and isinstance(out[-1], ast.Str) and out[-1].text not in "☐☒":
            out[-1] = ast.Str(out[-1].text + " ")
        elif kind == "Space" and number + 1 < len(values) and values[number + 1]["t"] == "Str" and not _task(out):
            out.append(ast.Str(" "))
        else:
            out.append(_decode(value, inline=True))
    return tuple(out)


def _task(out: list[Any]) -> bool:
    """Behind the box of a task a space is a node of its own, as Pandoc wants it."""
    return len(out) == 1 and isinstance(out[0], ast.Str) and out[0].text in ("☐", "☒")


def _decode(value: Any, *, inline: bool) -> Any:
    name = value["t"]
    if name in ("Div", "Span"):
        attr = value["c"][0]
        mark = next((pair[1] for pair in attr[2] if pair[0] == MARK), None)
        if mark is not None:
            return _decode_meaning(mark, attr, value["c"][1], inline)
    if name == "Note":
        return ast.Note(decode_blocks(value["c"]))
    decoder = _DECODERS.get(name)
    if decoder is None:
        raise CodecError(f"unknown node {name!r}")
    return decoder(value.get("c"))


def _decode_attr(value: list[Any]) -> ast.Attr:
    pairs = tuple((key.removeprefix("ck-"), text) for key, text in value[2] if key != MARK)
    return ast.Attr(value[0], tuple(value[1]), pairs)


def _decode_cell(value: list[Any]) -> ast.Cell:
    return ast.Cell(_decode_attr(value[0]), value[1]["t"], value[2], value[3], decode_blocks(value[4]))


def _decode_rows(values: list[Any]) -> tuple[ast.Row, ...]:
    return tuple(ast.Row(_decode_attr(row[0]), tuple(_decode_cell(cell) for cell in row[1])) for row in values)


def _decode_caption(value: list[Any]) -> ast.Caption:
    return ast.Caption(None if value[0] is None else decode_inlines(value[0]), decode_blocks(value[1]))


def _decode_table(value: list[Any]) -> ast.Table:
    attr, caption, specs, head, bodies, foot = value
    return ast.Table(
        _decode_attr(attr),
        _decode_caption(caption),
        tuple(ast.ColSpec(spec[0]["t"], spec[1].get("c")) for spec in specs),
        ast.TableHead(_decode_attr(head[0]), _decode_rows(head[1])),
        tuple(ast.TableBody(_decode_attr(body[0]), body[1], _decode_rows(body[2]), _decode_rows(body[3])) for body in bodies),
        ast.TableFoot(_decode_attr(foot[0]), _decode_rows(foot[1])),
    )


def _decode_citation(value: dict[str, Any]) -> ast.Citation:
    return ast.Citation(
        value["citationId"],
        decode_inlines(value["citationPrefix"]),
        decode_inlines(value["citationSuffix"]),
        value["citationMode"]["t"],
        value["citationNoteNum"],
        value["citationHash"],
    )


def _items(values: list[Any]) -> tuple[ast.Blocks, ...]:
    return tuple(decode_blocks(item) for item in values)


def _list_attributes(value: list[Any]) -> ast.ListAttributes:
    return ast.ListAttributes(value[0], value[1]["t"], value[2]["t"])


def _empty(kind: Any) -> Callable[[Any], ast.Node]:
    return lambda c: kind()


def _of_inlines(kind: Any) -> Callable[[Any], ast.Node]:
    return lambda c: kind(decode_inlines(c))


_DECODERS: dict[str, Callable[[Any], ast.Node]] = {
    **{name: _empty(_KINDS[name]) for name in ("HorizontalRule", "Space", "SoftBreak", "LineBreak")},
    **{
        name: _of_inlines(_KINDS[name])
        for name in ["Para", "Plain", "Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Underline", "SmallCaps"]
    },
    "Str": ast.Str,
    "BlockQuote": lambda c: ast.BlockQuote(decode_blocks(c)),
    "Div": lambda c: ast.Div(_decode_attr(c[0]), decode_blocks(c[1])),
    "Span": lambda c: ast.Span(_decode_attr(c[0]), decode_inlines(c[1])),
    "Header": lambda c: ast.Header(c[0], _decode_attr(c[1]), decode_inlines(c[2])),
    "Code": lambda c: ast.Code(_decode_attr(c[0]), c[1]),
    "CodeBlock": lambda c: ast.CodeBlock(_decode_attr(c[0]), c[1]),
    "RawInline": lambda c: ast.RawInline(c[0], c[1]),
    "RawBlock": lambda c: ast.RawBlock(c[0], c[1]),
    "Math": lambda c: ast.Math(c[0]["t"], c[1]),
    "Quoted": lambda c: ast.Quoted(c[0]["t"], decode_inlines(c[1])),
    "Link": lambda c: ast.Link(_decode_attr(c[0]), decode_inlines(c[1]), ast.Target(*c[2])),
    "Image": lambda c: ast.Image(_decode_attr(c[0]), decode_inlines(c[1]), ast.Target(*c[2])),
    "Cite": lambda c: ast.Cite(tuple(_decode_citation(item) for item in c[0]), decode_inlines(c[1])),
    "LineBlock": lambda c: ast.LineBlock(tuple(decode_inlines(line) for line in c)),
    "BulletList": lambda c: ast.BulletList(_items(c)),
    "OrderedList": lambda c: ast.OrderedList(_list_attributes(c[0]), _items(c[1])),
    "DefinitionList": lambda c: ast.DefinitionList(
        tuple(ast.Definition(decode_inlines(term), _items(definitions)) for term, definitions in c)
    ),
    "Figure": lambda c: ast.Figure(_decode_attr(c[0]), _decode_caption(c[1]), decode_blocks(c[2])),
    "Table": _decode_table,
}


def _decode_meaning(mark: str, attr: list[Any], content: list[Any], inline: bool) -> ast.Node:
    pairs = dict(attr[2])
    if mark == "note":
        return ast.Note(decode_blocks(content[0]["c"]), pairs["label"])
    kind = _MEANINGS.get(mark)
    if kind is None:
        raise CodecError(f"unknown meaning {mark!r}")
    own = {_attribute(field.name) for field in _fields(kind)}
    values: dict[str, Any] = {}
    for field in _fields(kind):
        if field.name == "attr":
            rest = tuple((key, text) for key, text in _decode_attr(attr).attributes if key not in own)
            values["attr"] = ast.Attr(attr[0], tuple(attr[1][1:]), rest)
        elif _attribute(field.name) in pairs:
            values[field.name] = _unscalar(field, pairs[_attribute(field.name)])
    parts = _NODE_FIELDS.get(kind.__name__, ())
    if kind.__name__ not in _TEXT_FIELDS:
        values |= _decode_parts(kind.__name__, parts, content, inline)
    for field in _fields(kind):
        if field.name not in values and field.default is MISSING:
            values[field.name] = () if field.name in parts else ""
    return kind(**values)


def _decode_parts(name: str, parts: tuple[str, ...], content: list[Any], inline: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    rest = list(content)
    for part in parts[:-1]:
        css = f"{name.lower()}-{part}"
        if rest and rest[0]["t"] == "Div" and rest[0]["c"][0][1] == [css]:
            values[part] = decode_inlines(rest.pop(0)["c"][1][0]["c"])
    if parts:
        inlines = inline or name in ("TermRef", "Substitution")
        if inlines and not inline and rest:
            rest = rest[0]["c"]
        values[parts[-1]] = decode_inlines(rest) if inlines else decode_blocks(rest)
    return values


def _unscalar(field: Field[Any], text: str) -> Any:
    annotation = str(field.type)
    if annotation == "str" or annotation.startswith("_Choice"):
        return text
    value = json.loads(text)
    if annotation == "Call":
        dialect, name, delimiter, form, given, inner, indentation, lexeme = value
        arguments = tuple(ast.Argument(*argument) for argument in given)
        return ast.Call(dialect, name, delimiter, form, arguments, inner, indentation, lexeme)
    if annotation.startswith("tuple"):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    return value
