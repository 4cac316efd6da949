"""The filters `markdownify` and `smartify`: Markdown of the site as HTML, laid out as kramdown lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from .. import ast
from ..markdown import goldmark, kramdown
from ..site import Site

_ALIGN = {"AlignLeft": "left", "AlignCenter": "center", "AlignRight": "right"}
_TAGS: dict[type, str] = {
    ast.Emph: "em",
    ast.Strong: "strong",
    ast.Strikeout: "del",
    ast.Superscript: "sup",
    ast.Subscript: "sub",
    ast.Underline: "u",
    ast.BulletList: "ul",
    ast.OrderedList: "ol",
}
# A sign of Markdown besides quotation marks and dashes
_MARKUP = re.compile(r"[*_`\[\]<>&\\|{}#$^~]|^\s*(?:[-+:]|\d+\.)\s", re.M)


def markdown(source: str, site: Site) -> str:
    """`source` as HTML."""
    return _Html().text(_read(source, site))


def _read(source: str, site: Site) -> ast.Blocks:
    source = source.replace("\r\n", "\n")
    if str(site.setting("markdown") or "kramdown").lower().startswith("commonmark"):
        return goldmark.read(source, options=goldmark.options({}), state=goldmark.State())
    return kramdown.read(source, options=kramdown.options(site.config), state=kramdown.State())


def smart(source: str, site: Site) -> str:
    """Text with typographic quotation marks and dashes; text with markup in it is left alone."""
    lines = [line if _MARKUP.search(line) else _typographic(line, site) for line in source.split("\n")]
    return "\n".join(lines)


def _typographic(line: str, site: Site) -> str:
    text = line.strip()
    if not text:
        return line
    blocks = kramdown.read(text, options=kramdown.options(site.config), state=kramdown.State())
    match blocks:
        case (ast.Para(content),):
            return line.replace(text, ast.plain_text(content))
        case _:
            return line


class _Html:
    """HTML of an AST; a block within a block stands two blanks further in."""

    def __init__(self) -> None:
        self.notes: list[ast.Note] = []

    def text(self, blocks: ast.Blocks) -> str:
        out = "\n".join(self.blocks(blocks, 0))
        return out + self.footnotes() if self.notes else out

    def footnotes(self) -> str:
        items = []
        for number, note in enumerate(self.notes, 1):
            body = "\n".join(self.blocks(note.blocks, 6))
            back = f'<a href="#fnref:{number}" class="reversefootnote" role="doc-backlink">&#8617;</a>'
            body = f"{body[:-5]}\u00a0{back}</p>\n" if body.endswith("</p>\n") else f"{body}      <p>{back}</p>\n"
            items.append(f'    <li id="fn:{number}" role="doc-endnote">\n{body}    </li>\n')
        return f'\n<div class="footnotes" role="doc-endnotes">\n  <ol>\n{"".join(items)}  </ol>\n</div>\n'

    def blocks(self, blocks: Iterable[ast.Block], indent: int) -> Iterator[str]:
        for block in blocks:
            yield self.block(block, indent)

    def inside(self, tag: str, blocks: Iterable[ast.Block], indent: int, more: str = "") -> str:
        lead = " " * indent
        return f"{lead}<{tag}{more}>\n{chr(10).join(self.blocks(blocks, indent + 2))}{lead}</{tag}>\n"

    def block(self, node: ast.Block, indent: int) -> str:
        lead = " " * indent
        match node:
            case ast.Para((ast.Math("DisplayMath", text),)):
                return f"{lead}\\[{escape(text, quote=False)}\\]\n"
            case ast.Para(content):
                return f"{lead}<p>{self.inlines(content)}</p>\n"
            case ast.Plain(content):
                return f"{lead}{self.inlines(content)}\n"
            case ast.Header(level, attr, content):
                return f"{lead}<h{level}{_attr(attr)}>{self.inlines(content)}</h{level}>\n"
            case ast.CodeBlock(attr, text):
                named = attr._replace(classes=tuple(f"language-{name}" for name in attr.classes))
                return f"{lead}<pre><code{_attr(named)}>{escape(text, quote=False)}\n</code></pre>\n"
            case ast.RawBlock(_, text):
                return text if text.endswith("\n") else text + "\n"
            case ast.BlockQuote(blocks):
                return self.inside("blockquote", blocks, indent)
            case ast.BulletList(items) | ast.OrderedList(_, items):
                rows = "".join(self.item(item, indent + 2) for item in items)
                return f"{lead}<{_TAGS[type(node)]}>\n{rows}{lead}</{_TAGS[type(node)]}>\n"
            case ast.DefinitionList(items):
                return f"{lead}<dl>\n{''.join(self.definition(item, indent + 2) for item in items)}{lead}</dl>\n"
            case ast.Table():
                return self.table(node, indent)
            case ast.HorizontalRule():
                return f"{lead}<hr />\n"
            case ast.Div(attr, blocks):
                return self.inside("div", blocks, indent, _attr(attr))
            case _:
                return ""

    def item(self, blocks: ast.Blocks, indent: int, tag: str = "li") -> str:
        lead = " " * indent
        match blocks:
            case ():
                return f"{lead}<{tag}></{tag}>\n"
            case (ast.Plain(content),):
                return f"{lead}<{tag}>{self.inlines(content)}</{tag}>\n"
            case (ast.Plain(content), *rest):
                return f"{lead}<{tag}>{self.inlines(content)}\n{''.join(self.blocks(rest, indent + 2))}{lead}</{tag}>\n"
            case _:
                return self.inside(tag, blocks, indent)

    def definition(self, item: ast.Definition, indent: int) -> str:
        term = f"{' ' * indent}<dt>{self.inlines(item.term)}</dt>\n"
        return term + "".join(self.item(blocks, indent, "dd") for blocks in item.definitions)

    def table(self, node: ast.Table, indent: int) -> str:
        bodies = [("tbody", "td", body.rows) for body in node.bodies]
        parts = [("thead", "th", node.head.rows), *bodies, ("tfoot", "td", node.foot.rows)]
        lead = " " * indent
        out = ""
        for part, tag, rows in parts:
            inner = "".join(self.row(row, tag, indent + 4) for row in rows)
            out += f"{lead}  <{part}>\n{inner}{lead}  </{part}>\n" if rows else ""
        return f"{lead}<table{_attr(node.attr)}>\n{out}{lead}</table>\n"

    def row(self, row: ast.Row, tag: str, indent: int) -> str:
        lead = " " * indent
        cells = ""
        for cell in row.cells:
            align = _ALIGN.get(cell.alignment)
            style = f' style="text-align: {align}"' if align else ""
            cells += f"{lead}  <{tag}{style}>{''.join(self.blocks(cell.blocks, 0)).strip()}</{tag}>\n"
        return f"{lead}<tr>\n{cells}{lead}</tr>\n"

    # ------------------------------------------------------------------ inlines

    def inlines(self, content: Iterable[ast.Inline]) -> str:
        return "".join(map(self.inline, content))

    def inline(self, node: ast.Inline) -> str:
        match node:
            case ast.Str(text):
                return escape(text, quote=False)
            case ast.Space():
                return " "
            case ast.SoftBreak():
                return "\n"
            case ast.LineBreak():
                return "<br />\n"
            case ast.Code(attr, text):
                return f"<code{_attr(attr)}>{escape(text, quote=False)}</code>"
            case ast.Math(kind, text):
                start, end = ("\\[", "\\]") if kind == "DisplayMath" else ("\\(", "\\)")
                return f"{start}{escape(text, quote=False)}{end}"
            case ast.RawInline(_, text):
                return text
            case ast.Link(attr, content, target):
                return f"<a{_attr(attr, href=target.url, title=target.title)}>{self.inlines(content)}</a>"
            case ast.Image(attr, content, target):
                return f"<img{_attr(attr, src=target.url, alt=ast.plain_text(content), title=target.title)} />"
            case ast.Span(attr, content):
                return f"<span{_attr(attr)}>{self.inlines(content)}</span>"
            case ast.Note():
                self.notes.append(node)
                number = len(self.notes)
                link = f'<a href="#fn:{number}" class="footnote" rel="footnote">{number}</a>'
                return f'<sup id="fnref:{number}" role="doc-noteref">{link}</sup>'
            case _ if (tag := _TAGS.get(type(node))) is not None:
                return f"<{tag}>{self.inlines(getattr(node, 'content', ()))}</{tag}>"
            case _:
                return ""


def _attr(attr: ast.Attr, **more: str) -> str:
    pairs = [(key, value) for key, value in more.items() if value or key in ("href", "src", "alt")]
    pairs += [("id", attr.identifier)] if attr.identifier else []
    pairs += [("class", " ".join(attr.classes))] if attr.classes else []
    pairs += attr.attributes
    return "".join(f' {key}="{escape(value)}"' for key, value in pairs)
