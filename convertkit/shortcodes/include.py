"""Other files in a post; only files below the site's root are read."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import ast, registry
from ..context import Context
from ..diagnostics import Report
from ..post import Post
from ..source import Source
from .arguments import blocks, is_true, placed

_MOST_BYTES = 4_000_000
# How themes call the argument that names the file
_NAMED = ("file", "path", "src", "filepath", 0)


def include(call: ast.Call, context: Context) -> ast.Blocks:
    """A Markdown file, or a file of code where the call says so."""
    name = call.argument(*_NAMED)
    path = _path(name, call, context)
    if path is None:
        return (ast.Include(name, at=call.at),)
    if is_true(call.value("code")):
        return _code(name, call.argument("lang", "language"), _text(path), call)
    if path.suffix.lower() == ".ipynb":
        return notebook(call, context)
    return page(path, name, call, context)


def named_file(call: ast.Call, context: Context) -> Path | None:
    """The file that `include` shows for a call; None where it is not found."""
    return _file(call.argument(*_NAMED), context)


def is_markdown(path: Path, call: ast.Call) -> bool:
    """Whether `include` reads a file as Markdown: it is no notebook, and the call does not ask for code."""
    return not is_true(call.value("code")) and path.suffix.lower() != ".ipynb"


def page(path: Path, name: str, call: ast.Call, context: Context) -> ast.Blocks:
    """The body of a Markdown file with the meaning of its calls; parameters are those of the page that includes it."""
    chain: tuple[Path, ...] = getattr(context.options.handlers.get(_CHAIN), "paths", ())
    source = Source.of_bytes(path.read_bytes(), name=str(path), path=path)
    if path in chain or len(chain) >= _DEEPEST:
        hint = "a file cannot include itself"
        context.report.warn("CK206", f"file to include is included already: '{name}'", context.place(call.at), hint=hint)
        return (ast.Include(name, at=call.at),)
    handlers = {**context.options.handlers, _CHAIN: _Chain((*chain, path))}
    options = replace(context.options, dialect=call.dialect, handlers=handlers)
    inner = replace(context, source=source, options=options)
    # What Liquid makes of a file may be another in each post.
    read = _parsed(source, inner) if call.dialect == "hugo" else registry.load("readers", "markdown").read(source, inner)
    expand = registry.imported("convertkit.passes.expand:expand")
    blocks = expand(read, inner).body
    if is_true(call.value("hidefirstheading")) and blocks and isinstance(blocks[0], ast.Header):
        # Relearn: the page that includes has a heading of its own.
        blocks = blocks[1:]
    return (ast.Include(name, "markdown", placed(blocks, call.at), at=call.at),)


def _parsed(source: Source, context: Context) -> Post:
    """The post in a file, before its calls get their meaning: parsed once, however many posts include it."""
    kept = context.site.rules.parsed
    key = (str(source.path), source.text, context.options.dialect, context.theme)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        report = Report()
        kept[key] = (registry.load("readers", "markdown").read(source, replace(context, report=report)), tuple(report))
    post: Post
    post, diagnostics = kept[key]
    for diagnostic in diagnostics:
        context.report.add(diagnostic)
    return post


@dataclass(frozen=True)
class _Chain:
    """The files that are being included, the outermost first."""

    paths: tuple[Path, ...]


# No name of a shortcode: where the options carry the chain.
_CHAIN = "include: chain"
_DEEPEST = 8
# Files that are kept parsed
_MOST_KEPT = 200


def code(call: ast.Call, context: Context) -> ast.Blocks:
    """A file shown as code."""
    name = call.argument("file", "path", "src", 0)
    path = _path(name, call, context)
    if path is None:
        return (ast.Include(name, "code", at=call.at),)
    return _code(name, call.argument("lang", "language", 1), _text(path), call)


def notebook(call: ast.Call, context: Context) -> ast.Blocks:
    """A Jupyter notebook of the site: its text, its code and what the code printed; a link to one that lies elsewhere."""
    name = call.argument("src", "url", "file", 0)
    path = None if "://" in name else _path(name, call, context)
    cells = _cells(path) if path is not None else None
    if cells is None:
        return (ast.Embed("jupyter", "", name, call.argument("title"), at=call.at),)
    content: list[ast.Block] = []
    for cell in cells:
        text = _joined(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            content += blocks(text, context)
        elif text:
            content.append(ast.CodeBlock(ast.Attr("", ("python",) if cell.get("cell_type") == "code" else ()), text))
            content += [ast.CodeBlock(ast.Attr("", ("output",)), shown) for shown in _printed(cell)]
    return (ast.Include(name, "markdown", placed(tuple(content), call.at), at=call.at),)


def _cells(path: Path) -> list[dict[str, Any]] | None:
    try:
        cells = json.loads(_text(path)).get("cells")
    except (ValueError, AttributeError):
        return None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else None


def _printed(cell: dict[str, Any]) -> list[str]:
    """The text of a cell's outputs (nbformat 4: stream, execute_result, display_data)."""
    out = []
    for output in cell.get("outputs") or []:
        data = output.get("data") if isinstance(output, dict) else None
        text = _joined(data.get("text/plain") if isinstance(data, dict) else output.get("text"))
        out += [text] if text.strip() else []
    return out


def _joined(text: object) -> str:
    return "".join(map(str, text)).rstrip("\n") if isinstance(text, list) else str(text or "").rstrip("\n")


def _code(name: str, language: str, text: str, call: ast.Call) -> ast.Blocks:
    language = language or Path(name).suffix.removeprefix(".")
    inner = ast.CodeBlock(ast.Attr("", (language,) if language else ()), text.rstrip("\n"), at=call.at)
    return (ast.Include(name, "code", (inner,), at=call.at),)


def _path(name: str, call: ast.Call, context: Context) -> Path | None:
    path = _file(name, context)
    if path is None:
        hint = "the file must lie below the site's root"
        context.report.warn("CK206", f"file to include not found: '{name}'", context.place(call.at), hint=hint)
    return path


def _text(path: Path) -> str:
    return Source.of_bytes(path.read_bytes()).text


def _file(name: str, context: Context) -> Path | None:
    site = context.site
    contents = list(site.content_dirs)
    if context.path is not None:
        # Content of the post's own language comes first.
        contents.sort(key=lambda folder: not context.path.is_relative_to(folder))  # type: ignore[union-attr]
    folders = [site.root, *contents, site.root / "_includes", site.root / "assets"]
    folders += [folder / kept for folder in contents for kept in ("includes", "examples")]
    if context.path is not None:
        folders.insert(0, context.path.parent)
    for folder in folders:
        for suffix in ("", ".md"):
            candidate = folder / (name.lstrip("/") + suffix)
            if site.contains(candidate) and candidate.is_file() and candidate.stat().st_size <= _MOST_BYTES:
                return candidate
    return None
