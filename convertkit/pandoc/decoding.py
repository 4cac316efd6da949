"""From Pandoc JSON to the core AST."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field
from typing import Any

from .. import ast
from .shapes import KINDS, MARK, MEANINGS, NODE_FIELDS, RENDERED, TEXT_FIELDS, CodecError, attribute, own_fields


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
    **{name: _empty(KINDS[name]) for name in ("HorizontalRule", "Space", "SoftBreak", "LineBreak")},
    **{
        name: _of_inlines(KINDS[name])
        for name in ["Para", "Plain", "Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Underline", "SmallCaps"]
    },
    "Str": ast.Str,
    "BlockQuote": lambda c: ast.BlockQuote(decode_blocks(c)),
    "Div": lambda c: ast.Div(_decode_attr(c[0]), decode_blocks(c[1])),
    "Span": lambda c: ast.Span(_decode_attr(c[0]), decode_inlines(c[1])),
    "Header": lambda c: ast.Header(c[0], _decode_attr(c[1]), decode_inlines(c[2])),
    "Code": lambda c: ast.Code(_decode_attr(c[0]), c[1]),
    "CodeBlock": lambda c: ast.CodeBlock(_decode_attr(c[0]), c[1]),
    "RawInline": lambda c: ast.Rendered(c[1]) if c[0] == RENDERED else ast.RawInline(c[0], c[1]),
    "RawBlock": lambda c: ast.Rendered(c[1]) if c[0] == RENDERED else ast.RawBlock(c[0], c[1]),
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
    kind = MEANINGS.get(mark)
    if kind is None:
        raise CodecError(f"unknown meaning {mark!r}")
    own = {attribute(field.name) for field in own_fields(kind)}
    values: dict[str, Any] = {}
    for field in own_fields(kind):
        if field.name == "attr":
            rest = tuple((key, text) for key, text in _decode_attr(attr).attributes if key not in own)
            values["attr"] = ast.Attr(attr[0], tuple(attr[1][1:]), rest)
        elif attribute(field.name) in pairs:
            values[field.name] = _unscalar(field, pairs[attribute(field.name)])
    parts = NODE_FIELDS.get(kind.__name__, ())
    if kind.__name__ not in TEXT_FIELDS:
        values |= _decode_parts(kind.__name__, parts, content, inline)
    for field in own_fields(kind):
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
