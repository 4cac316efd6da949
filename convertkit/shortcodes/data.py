"""What a site's own data say: tables of them, and lists of its pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .. import ast
from ..arrangement import default_order, link_title
from ..context import Context
from ..hugo.data import site_data
from ..metadata import Metadata
from ..site import bundle_of
from .arguments import inlines
from .links import page_file, page_metadata
from .other import site_data as unknown


def configuration(call: ast.Call, context: Context) -> ast.Blocks:
    """Part of the documented configuration as code (the documentation of Hugo, `code-toggle config=imaging.jpeg`)."""
    name, key = call.argument("config"), call.argument("dataKey")
    keys = (name or key).split(".")
    value = site_data(context.site, ["docs", *(["config"] if name else []), *keys])
    if value is None or not keys[0]:
        return unknown(call, context)
    if name and call.argument("skipHeader") != "true":
        for each in reversed(keys):
            value = {each: value}
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True).rstrip("\n")
    attributes = (("title", call.argument("file", default="hugo") + ".yaml"),)
    return (ast.CodeBlock(ast.Attr("", ("yaml",), attributes), text, at=call.at),)


def table(call: ast.Call, context: Context) -> ast.Blocks:
    """A table of the documented data: two keys, then columns, of which `_key` is the name of the row (`datatable`)."""
    given = [str(argument.value) for argument in call.arguments if argument.key is None]
    rows = site_data(context.site, ["docs", *given[:2]])
    if not isinstance(rows, Mapping) or len(given) < 3:
        return unknown(call, context)
    columns = given[2:]
    cells = [[_code(key if column == "_key" else _cell(row, column)) for column in columns] for key, row in rows.items()]
    return _table(["" if column == "_key" else column for column in columns], cells, call)


def _cell(row: Any, column: str) -> str:
    value = row.get(column) if isinstance(row, Mapping) else None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _code(text: str) -> ast.Inlines:
    return (ast.Code(ast.Attr(), text),) if text else ()


def pages(call: ast.Call, context: Context) -> ast.Blocks:
    """The pages of a section with what they say of themselves; without `path`, those of the page's own section.

    `filter` names a list of the site's data, of pages to `include` or to `exclude`.
    """
    found = _pages(call, context)
    if not found:
        return unknown(call, context)
    prefix = call.argument("titlePrefix")
    rows = []
    for path, known in found:
        title = prefix + (link_title(known) or path.stem)
        link = ast.Link(ast.Attr(), (ast.Str(title),), ast.Target(context.site.permalink(path, known)), at=call.at)
        rows.append((link, inlines(known.summary or known.description, context)))
    if "table" in call.name.lower():
        heads = [call.argument("headingColumn1"), call.argument("headingColumn2")]
        return _table(heads, [[(link,), text] for link, text in rows], call)
    if not any(text for _, text in rows):
        return (ast.BulletList(tuple((ast.Plain((link,)),) for link, _ in rows), at=call.at),)
    items = tuple(ast.Definition((link,), ((ast.Plain(text),),) if text else ()) for link, text in rows)
    return (ast.DefinitionList(items, at=call.at),)


def _pages(call: ast.Call, context: Context) -> list[tuple[Path, Metadata]]:
    """The pages that a call lists with what they say, in Hugo's order: weight, date (the newest first), title."""
    name = call.argument("path", 0)
    section = page_file(name, context) if name else context.path
    if section is None or bundle_of(section) != "branch":
        return []
    inside = str(section.parent) + os.sep
    found = [path for path in context.site.files() if str(path).startswith(inside) and _of_section(path, section.parent)]
    listed = site_data(context.site, ["page_filters", call.argument("filter")]) if call.argument("filter") else None
    if isinstance(listed, list):
        wanted = {target for each in listed if (target := page_file(str(each), context)) is not None}
        found = [path for path in found if (path in wanted) == (call.argument("filterType") != "exclude")]
    known = [(path, page_metadata(path, context)) for path in found]
    return sorted(known, key=lambda page: default_order(page[1], link_title(page[1]).casefold()))


def _of_section(path: Path, folder: Path) -> bool:
    """Whether a page lies in a section itself: a file beside its `_index.md`, a bundle or a section in it."""
    return (path.parent.parent if bundle_of(path) else path.parent) == folder


def _table(heads: list[str], rows: list[list[ast.Inlines]], call: ast.Call) -> ast.Blocks:
    """A table of one head and a body; the name of a row comes without a head of its own."""
    head = ast.TableHead(rows=(_row([_text(text) for text in heads]),))
    body = ast.TableBody(rows=tuple(map(_row, rows)))
    columns = (ast.ColSpec("AlignDefault", None),) * len(heads)
    return (ast.Table(ast.Attr(), ast.Caption(), columns, head, (body,), ast.TableFoot(), at=call.at),)


def _text(text: str) -> ast.Inlines:
    return (ast.Str(text),) if text else ()


def _row(cells: list[ast.Inlines]) -> ast.Row:
    return ast.Row(cells=tuple(ast.Cell(blocks=(ast.Plain(content),) if content else ()) for content in cells))
