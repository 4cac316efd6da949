"""Code in pages: highlighted by Pygments where a target wants it, else marked with its language alone."""

from __future__ import annotations

import html
import re

from ... import ast, registry

# Lines of more characters may wrap on a page, where they are set apart.
_LONG = 48
# Columns that the rest of a long line stands further in than its beginning; the style sheets know the first.
_FURTHER = 4
_FURTHEST = 24
# "<span class="hll">a line\n</span>"
_MARKED = '<span class="hll">'
_MARKED_END = re.compile(r"\n</span>")


def with_markup(node: ast.CodeBlock, *, highlight: bool, titles: bool = True, paged: bool = False) -> ast.RawBlock:
    """A code block as the HTML that a page shows: `<pre><code class="language-x">`."""
    return ast.RawBlock("html", code_html(node, highlight=highlight, titles=titles, paged=paged))


def code_html(node: ast.CodeBlock, *, highlight: bool, titles: bool = True, paged: bool = False) -> str:
    """One code block as HTML; on a page (`paged`) each long line is an element, so that it wraps with an indentation."""
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
    shown = marked if marked is not None else inner
    return f"{head}<pre{identifier}{css}><code{name}>{_set_apart(text, shown) if paged else shown}</code></pre>"


def _set_apart(text: str, shown: str) -> str:
    """The HTML of code with an element for every long line of its text."""
    lines = text.split("\n")
    if all(len(line) <= _LONG for line in lines):
        return shown
    # Pygments ends its elements with each line, those of marked lines behind it.
    rows = _MARKED_END.sub("</span>\n", shown).split("\n")
    if len(rows) != len(lines):
        return shown
    return "".join(map(_row, lines, rows)).removesuffix("\n")


def _row(line: str, row: str) -> str:
    """A line and its end; the end lies in the line's element, behind which it would be a line of its own."""
    marked = row.startswith(_MARKED)
    if len(line) <= _LONG:
        return f"{row.removesuffix('</span>')}\n</span>" if marked else row + "\n"
    column = _further_in(line)
    style = f' style="padding-left: {column}ch; text-indent: -{column}ch"' if column != _FURTHER else ""
    if marked:
        return f'<span class="line hll"{style}>{row.removeprefix(_MARKED).removesuffix("</span>")}\n</span>'
    return f'<span class="line"{style}>{row}\n</span>'


def _further_in(line: str) -> int:
    """The column in which a long line goes on."""
    shown = line.expandtabs(8)
    return min(len(shown) - len(shown.lstrip()), _FURTHEST - _FURTHER) + _FURTHER


def _lines(spec: str) -> set[int]:
    """Line numbers of `1 3-4`, `[1,"3-4"]`, `[1, 2]`."""
    out: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", spec):
        start, end = int(first), int(last or first)
        out.update(range(start, min(end, start + 10_000) + 1))
    return out
