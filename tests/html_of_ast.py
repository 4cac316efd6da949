"""Renders the core AST as goldmark renders its own tree, for comparing the two."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import quote

from convertkit import ast

_STYLES = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
# What goldmark leaves alone in a URL: util.URLEscape
_SAFE = "!#$%&'()*+,-./:;=?@_~"
_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")


def rendered(blocks: Iterable[ast.Block]) -> str:
    """The HTML of a whole post, notes at its end."""
    renderer = Renderer()
    body = renderer.blocks(blocks)
    return body + renderer.notes()


class Renderer:
    """Numbers the notes in the order of their first references."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.found: dict[str, ast.Blocks] = {}
        self.uses: dict[str, int] = {}

    def blocks(self, blocks: Iterable[ast.Block]) -> str:
        return "".join(map(self.block, blocks))

    def block(self, node: ast.Block) -> str:
        match node:
            case ast.Plain(content):
                return self.inlines(content) + "\n"
            case ast.Para((ast.Math("DisplayMath") as math,)):
                return self.inline(math)
            case ast.Para(content):
                return _element("p", self.inlines(content))
            case ast.Header(level, attr, content):
                return _element(f"h{level}", self.inlines(content), _attributes(attr))
            case ast.CodeBlock(attr, text):
                language = f' class="language-{html.escape(attr.classes[0])}"' if attr.classes else ""
                end = "\n" if text else ""
                return f"<pre><code{language}>{html.escape(text, quote=False)}{end}</code></pre>\n"
            case ast.RawBlock(_, text):
                return text + "\n"
            case ast.BlockQuote(blocks):
                return _element("blockquote", self.blocks(blocks))
            case ast.BulletList(items):
                return _element("ul", self.items(items))
            case ast.OrderedList(attributes, items):
                start = f' start="{attributes.start}"' if attributes.start != 1 else ""
                return _element("ol", self.items(items), start)
            case ast.HorizontalRule():
                return "<hr>\n"
            case ast.Div(attr, (ast.Para(content),)):
                return _element("p", self.inlines(content), _attributes(attr))
            case ast.Div(_, (ast.Callout() as callout,)):
                return self.callout(callout)
            case ast.Div(attr, blocks):
                inner = self.blocks(blocks)
                return re.sub(r"^<(\w+)", lambda found: found[0] + _attributes(attr), inner, count=1)
            case ast.DefinitionList(items):
                return _element("dl", "".join(map(self.definition, items)))
            case ast.Table():
                return self.table(node)
            case ast.Callout():
                return self.callout(node)
        raise TypeError(type(node).__name__)

    def items(self, items: Iterable[ast.Blocks]) -> str:
        return "".join(_element("li", self.blocks(item)) for item in items)

    def definition(self, item: ast.Definition) -> str:
        match item.term:
            case (ast.Span(attr, content),) if attr.identifier:
                term = _element("dt", self.inlines(content), _attributes(attr))
            case _:
                term = _element("dt", self.inlines(item.term))
        return term + "".join(_element("dd", self.blocks(blocks)) for blocks in item.definitions)

    def table(self, node: ast.Table) -> str:
        head = "".join(self.row(row, "th") for row in node.head.rows)
        rows = "".join(self.row(row, "td") for body in node.bodies for row in body.rows)
        return _element("table", _element("thead", head) + _element("tbody", rows), _attributes(node.attr))

    def row(self, row: ast.Row, tag: str) -> str:
        return _element("tr", "".join(self.cell(cell, tag) for cell in row.cells))

    def cell(self, cell: ast.Cell, tag: str) -> str:
        style = f' style="text-align: {_STYLES[cell.alignment]}"' if cell.alignment in _STYLES else ""
        return _element(tag, self.blocks(cell.blocks), style)

    def callout(self, node: ast.Callout) -> str:
        sign = {"open": "+", "closed": "-"}.get(node.fold, "")
        title = _element("p", self.inlines(node.title), ' class="title"')
        return f'<div class="alert" data-type="{node.kind}" data-sign="{sign}">{title}{self.blocks(node.blocks)}</div>\n'

    # ------------------------------------------------------------------ inlines

    def inlines(self, nodes: Iterable[ast.Inline]) -> str:
        parts = list(nodes)
        out = []
        if parts and isinstance(parts[0], ast.Str) and parts[0].text in {"☐", "☒"} and parts[1:2] == [ast.Space()]:
            checked = ' checked=""' if parts[0].text == "☒" else ""
            out.append(f'<input{checked} disabled="" type="checkbox"> ')
            del parts[:2]
        return "".join([*out, *map(self.inline, parts)])

    def inline(self, node: ast.Inline) -> str:
        match node:
            case ast.Str(text):
                return html.escape(text)
            case ast.SoftBreak():
                return "\n"
            case ast.LineBreak():
                return "<br>\n"
            case ast.Emph(content):
                return f"<em>{self.inlines(content)}</em>"
            case ast.Strong(content):
                return f"<strong>{self.inlines(content)}</strong>"
            case ast.Strikeout(content):
                return f"<del>{self.inlines(content)}</del>"
            case ast.Superscript(content):
                return f"<sup>{self.inlines(content)}</sup>"
            case ast.Subscript(content):
                return f"<sub>{self.inlines(content)}</sub>"
            case ast.Underline(content):
                return f"<ins>{self.inlines(content)}</ins>"
            case ast.Span(_, content):
                return f"<mark>{self.inlines(content)}</mark>"
            case ast.Code(_, text):
                return f"<code>{html.escape(text, quote=False)}</code>"
            case ast.RawInline(_, text):
                return text
            case ast.Math(kind, text):
                return f'<math class="{kind}">{html.escape(text)}</math>'
            case ast.Link(_, content, target):
                return f'<a href="{_url(target.url)}"{_title(target)}>{self.inlines(content)}</a>'
            case ast.Image(_, content, target):
                return f'<img src="{_url(target.url)}" alt="{html.escape(_alt(content))}"{_title(target)}>'
            case ast.Note(blocks, label):
                return self.note(label, blocks)
        raise TypeError(type(node).__name__)

    def note(self, label: str, blocks: ast.Blocks) -> str:
        if label not in self.found:
            self.labels.append(label)
            self.found[label] = blocks
        self.found[label] = self.found[label] or blocks
        self.uses[label] = self.uses.get(label, 0) + 1
        number = self.labels.index(label) + 1
        return f'<sup><a href="#fn:{number}" class="footnote-ref" role="doc-noteref">{number}</a></sup>'

    def notes(self) -> str:
        if not self.labels:
            return ""
        out = []
        for label in self.labels:
            out.append(_element("li", self.blocks(self.found[label])))
        return f'<div class="footnotes" role="doc-endnotes"><hr><ol>{"".join(out)}</ol></div>'


def _element(tag: str, inner: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{inner.strip(chr(10))}</{tag}>\n"


def _attributes(attr: ast.Attr) -> str:
    pairs = [("id", attr.identifier), ("class", " ".join(attr.classes)), *attr.attributes]
    return "".join(f' {key}="{html.escape(value)}"' for key, value in pairs if value or key not in {"id", "class"})


def _title(target: ast.Target) -> str:
    return f' title="{html.escape(target.title)}"' if target.title else ""


def _url(url: str) -> str:
    return html.escape(_PERCENT.sub("%25", quote(url.encode("utf-8", "replace"), safe=_SAFE)))


def _alt(content: ast.Inlines) -> str:
    """The text of an image, breaks kept as line feeds."""
    out = []
    for node in content:
        match node:
            case ast.Str(text) | ast.Code(_, text):
                out.append(text)
            case ast.SoftBreak() | ast.LineBreak():
                out.append("\n")
            case ast.Note() | ast.RawInline():
                pass
            case _:
                out.append(_alt(getattr(node, "content", ())))
    return "".join(out)
