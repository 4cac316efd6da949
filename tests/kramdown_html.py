"""HTML of an AST in kramdown's manner, to compare with the real program. For tests only: nothing in the product uses it.

What the AST cannot say (a class on a paragraph: a `Div` around it; a task's box: a sign) is written as the AST has it;
`oracle/kramdown/kramdown_dom.py` brings kramdown's HTML to the same form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from convertkit import ast

_ALIGN = {"AlignLeft": "left", "AlignCenter": "center", "AlignRight": "right"}
_INLINE = {ast.Emph: "em", ast.Strong: "strong", ast.Strikeout: "del"}
_LISTS = {ast.BulletList: "ul", ast.OrderedList: "ol"}


def render(blocks: ast.Blocks, *, footnote_nr: int = 1, toc_levels: Sequence[int] = (1, 2, 3, 4, 5, 6)) -> str:
    """The HTML of a post with its contents and its footnotes."""
    return _Renderer(footnote_nr, toc_levels).post(blocks)


class _Renderer:
    def __init__(self, first: int, toc_levels: Sequence[int]) -> None:
        self.first = first
        self.toc_levels = toc_levels
        self.notes: dict[str, ast.Blocks] = {}
        self.references: dict[str, int] = {}
        self.headers: list[tuple[int, str, ast.Inlines]] = []
        self.contents: list[ast.Attr] = []
        self.in_toc = False

    def post(self, blocks: ast.Blocks) -> str:
        body = self.blocks(blocks)
        headers = list(self.headers)
        notes = self.footnotes()
        if "\0toc" in body:
            for index, attr in enumerate(self.contents):
                body = body.replace(f"\0toc{index}\0", self.toc(headers, attr))
        return body + notes

    # ------------------------------------------------------------------------ contents and footnotes

    def place_of_toc(self, attr: ast.Attr) -> str:
        """A mark where the contents go when all headers are known."""
        self.contents.append(attr)
        return f"\0toc{len(self.contents) - 1}\0"

    def toc(self, headers: list[tuple[int, str, ast.Inlines]], attr: ast.Attr) -> str:
        if not attr.identifier:
            attr = attr._replace(identifier="markdown-toc")
        return _toc_list(headers, attr, self) if headers else ""

    def footnotes(self) -> str:
        if not self.notes:
            return ""
        out: list[str] = []
        while len(out) < len(self.notes):
            label = list(self.notes)[len(out)]
            count = self.references[label] + 1  # a reference in a note to itself comes too late for a link back
            out.append(self.footnote(label, count, self.notes[label]))
        start = f' start="{self.first}"' if self.first != 1 else ""
        return f'<div class="footnotes" role="doc-endnotes"><ol{start}>{"".join(out)}</ol></div>'

    def footnote(self, label: str, count: int, blocks: ast.Blocks) -> str:
        body = self.blocks(blocks)
        links = []
        for index in range(count):
            target = f"{label}:{index}" if index else label
            sign = "&#8617;" + (f"<sup>{index + 1}</sup>" if index else "")
            links.append(f'<a href="#fnref:{target}" class="reversefootnote" role="doc-backlink">{sign}</a>')
        back = "\u00a0".join(links)
        last = blocks[-1] if blocks else None
        if isinstance(last, ast.Para) and body.endswith("</p>"):
            body = f"{body[:-4]}\u00a0{back}</p>"
        else:
            body += f"<p>{back}</p>"
        return f'<li id="fn:{label}" role="doc-endnote">{body}</li>'

    # ------------------------------------------------------------------------ blocks

    def blocks(self, blocks: Iterable[ast.Block]) -> str:
        out: list[str] = []
        before: type | None = None
        for node in blocks:
            # The tags around what HTML holds join it; two of a kind side by side stand on lines of their own.
            if before is type(node) and before in (ast.RawBlock, ast.Plain):
                out.append("\n")
            out.append(self.block(node))
            before = type(node)
        return "".join(out)

    def block(self, node: ast.Block) -> str:
        match node:
            case ast.Para((ast.Math("DisplayMath", text),)):
                return f"\n\\[{escape(text, quote=False)}\\]\n"
            case ast.Para(content):
                return f"<p>{self.inlines(content)}</p>"
            case ast.Plain(content):
                return self.inlines(content)
            case ast.Header(level, attr, content):
                return self.header(level, attr, content)
            case ast.CodeBlock(attr, text):
                return f"<pre><code{_attr(attr)}>{escape(text, quote=False)}\n</code></pre>"
            case ast.RawBlock(_, text):
                return text
            case ast.BlockQuote(blocks):
                return f"<blockquote>{self.blocks(blocks)}</blockquote>"
            case ast.BulletList(items) | ast.OrderedList(_, items):
                tag = _LISTS[type(node)]
                inside = "".join(f"<li>{self.blocks(item)}</li>" for item in items)
                return f"<{tag}>{inside}</{tag}>"
            case ast.DefinitionList(items):
                return f"<dl>{''.join(map(self.definition, items))}</dl>"
            case ast.Table():
                return self.table(node)
            case ast.HorizontalRule():
                return "<hr />"
            case ast.Div(attr, (ast.Toc(),)):
                return self.place_of_toc(attr)
            case ast.Div(attr, blocks):
                return f"<div{_attr(attr)}>{self.blocks(blocks)}</div>"
            case ast.Figure(attr, caption, blocks):
                text = f"<figcaption>{self.blocks(caption.blocks)}</figcaption>"
                return f"<figure{_attr(attr)}>{self.blocks(blocks)}{text}</figure>"
            case ast.Toc():
                return self.place_of_toc(ast.Attr())
            case ast.Comment():
                return ""
        raise AssertionError(node)

    def header(self, level: int, attr: ast.Attr, content: ast.Inlines) -> str:
        if attr.identifier and level in self.toc_levels and "no_toc" not in attr.classes:
            self.headers.append((level, attr.identifier, content))
        return f"<h{level}{_attr(attr)}>{self.inlines(content)}</h{level}>"

    def definition(self, item: ast.Definition) -> str:
        definitions = "".join(f"<dd>{self.blocks(blocks)}</dd>" for blocks in item.definitions)
        return f"<dt>{self.inlines(item.term)}</dt>{definitions}"

    def table(self, node: ast.Table) -> str:
        head = "".join(self.row(row, "th") for row in node.head.rows)
        out = f"<thead>{head}</thead>" if head else ""
        for body in node.bodies:
            out += f"<tbody>{''.join(self.row(row, 'td') for row in body.rows)}</tbody>"
        foot = "".join(self.row(row, "td") for row in node.foot.rows)
        out += f"<tfoot>{foot}</tfoot>" if foot else ""
        return f"<table{_attr(node.attr)}>{out}</table>"

    def row(self, row: ast.Row, tag: str) -> str:
        out = ""
        for cell in row.cells:
            align = _ALIGN.get(cell.alignment)
            style = f' style="text-align: {align}"' if align else ""
            out += f"<{tag}{style}>{self.blocks(cell.blocks)}</{tag}>"
        return f"<tr>{out}</tr>"

    # ------------------------------------------------------------------------ inlines

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
            case ast.Emph(content) | ast.Strong(content) | ast.Strikeout(content):
                tag = _INLINE[type(node)]
                return f"<{tag}>{self.inlines(content)}</{tag}>"
            case ast.Code(attr, text):
                return f"<code{_attr(attr)}>{escape(text, quote=False)}</code>"
            case ast.Math(kind, text):
                text = escape(text, quote=False)
                return f"\\[{text}\\]" if kind == "DisplayMath" else f"\\({text}\\)"
            case ast.RawInline(_, text):
                return text
            case ast.Link(attr, content, target):
                inside = self.inlines(content)
                return inside if self.in_toc else f"<a{_attr(attr, href=target.url, title=target.title)}>{inside}</a>"
            case ast.Image(attr, content, target):
                alt = ast.plain_text(content)
                return f"<img{_attr(attr, src=target.url, alt=alt, title=target.title)} />"
            case ast.Span(attr, content):
                return self.span(attr, content)
            case ast.Note():
                return "" if self.in_toc else self.note(node)
            case ast.Comment():
                return ""
        raise AssertionError(node)

    def span(self, attr: ast.Attr, content: ast.Inlines) -> str:
        tag = "span"
        if attr.classes[:1] == ("abbr",):
            tag, attr = "abbr", attr._replace(classes=attr.classes[1:])
        match content:
            case (ast.Math(_, text),):
                return f"<{tag}{_attr(attr)}>${escape(text, quote=False)}$</{tag}>"
        return f"<{tag}{_attr(attr)}>{self.inlines(content)}</{tag}>"

    def note(self, node: ast.Note) -> str:
        label = node.label
        self.references[label] = count = self.references.get(label, -1) + 1
        if not self.notes.get(label):
            self.notes[label] = node.blocks
        number = list(self.notes).index(label) + self.first
        place = f"{label}:{count}" if count else label
        link = f'<a href="#fn:{label}" class="footnote" rel="footnote">{number}</a>'
        return f'<sup id="fnref:{place}" role="doc-noteref">{link}</sup>'


def _toc_list(headers: list[tuple[int, str, ast.Inlines]], attr: ast.Attr, renderer: _Renderer) -> str:
    """A list of links; a header below another of a higher level stands in a list inside of its item."""
    renderer.in_toc = True
    prefix = attr.identifier
    out = [f"<ul{_attr(attr)}>"]
    open_levels: list[int] = []
    for level, identifier, content in headers:
        opened = False
        while open_levels and open_levels[-1] >= level:
            out.append("</ul></li>" if opened else "</li>")
            opened = True
            open_levels.pop()
        if open_levels and not opened:
            out.append("<ul>")
        name = escape(identifier)
        out.append(f'<li><a href="#{name}" id="{escape(prefix)}-{name}">{renderer.inlines(content)}</a>')
        open_levels.append(level)
    for index in range(len(open_levels)):
        out.append("</ul></li>" if index else "</li>")
    renderer.in_toc = False
    return "".join([*out, "</ul>"])


def _attr(attr: ast.Attr, **more: str) -> str:
    pairs: list[tuple[str, str]] = []
    if attr.identifier:
        pairs.append(("id", attr.identifier))
    if attr.classes:
        pairs.append(("class", " ".join(attr.classes)))
    given = dict(attr.attributes)
    pairs += [(key, value) for key, value in more.items() if key not in given and (value or key in ("href", "src", "alt"))]
    pairs += attr.attributes
    return "".join(f' {key}="{escape(value)}"' for key, value in pairs)
