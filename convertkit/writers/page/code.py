"""Code in pages: highlighted by Pygments where a target wants it, else marked with its language alone."""

from __future__ import annotations

import html
import re

from ... import ast, registry


def with_markup(node: ast.CodeBlock, *, highlight: bool, titles: bool = True) -> ast.RawBlock:
    """A code block as the HTML that a page shows: `<pre><code class="language-x">`."""
    return ast.RawBlock("html", code_html(node, highlight=highlight, titles=titles))


def code_html(node: ast.CodeBlock, *, highlight: bool, titles: bool = True) -> str:
    """One code block as HTML."""
    language = node.attr.classes[0] if node.attr.classes else ""
    diagram = "diagram" in node.attr.classes or language in ast.DIAGRAM_LANGUAGES
    text = node.text + "\n" if node.text else ""
    inner = html.escape(text, quote=False)
    marked: str | None = None
    if highlight and language and not diagram:
        marked = registry.load("engines", "pygments").highlighted(text, language, _lines(node.attr.get("hl_lines")))
    identifier = f' id="{html.escape(node.attr.identifier)}"' if node.attr.identifier else ""
    outer = ["highlight"] if marked is not None else ["diagram"] if diagram and titles else []
    css = f' class="{" ".join(outer)}"' if outer else ""
    name = f' class="language-{html.escape(language)}"' if language else ""
    title = node.attr.get("title") or node.attr.get("filename")
    head = f'<p class="code-title">{html.escape(title)}</p>\n' if title and titles else ""
    return f"{head}<pre{identifier}{css}><code{name}>{marked if marked is not None else inner}</code></pre>"


def _lines(spec: str) -> set[int]:
    """Line numbers of `1 3-4`, `[1,"3-4"]`, `[1, 2]`."""
    out: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", spec):
        start, end = int(first), int(last or first)
        out.update(range(start, min(end, start + 10_000) + 1))
    return out
