"""The body of a post in another generator's Markdown.

The source is copied block by block; calls in it give way to what they mean. The result is read back with the target's own
reader, and a block that means something else there is written anew, at last as HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ... import ast, registry
from ...context import Context
from ...diagnostics import ConvertError, Report
from ...markdown.commonmark import DEFINITION
from ...pandoc import codec, worker
from ...pandoc.worker import PandocError
from ...passes import settled
from ...post import Post
from ...source import Span
from ...walk import rewrite, walk
from ..assets import Assets
from ..page.body import body_html
from ..page.shape import is_block, shaped
from .meaning import meaning

_FORMATS = {
    "jekyll": "markdown_phpextra-raw_attribute+strikeout+pipe_tables-simple_tables-multiline_tables-grid_tables"
    "+task_lists-smart+backtick_code_blocks-abbreviations-line_blocks",
    "hugo": "gfm+definition_lists+footnotes-raw_attribute-smart-tex_math_dollars-alerts",
}
_WRITER = {"wrap_text": "wrap-preserve"}
# "{: .wide #p1}", "{:toc}"
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*\n?", re.M)
# "{{", "{%": what Liquid reads
_LIQUID = re.compile(r"\{\{|\{%")
# "{{ .Title }}", "{% if x %}", or to the end of the line where it does not close
_LIQUID_RUN = re.compile(r"(?:\{\{(?:[^{}\n]|\}(?!\}))*\}\}|\{%(?:[^%\n]|%(?!\}))*%\}|\{\{|\{%)")


# A place of the source, and what stands there instead
Edit: TypeAlias = tuple[Span, str]


class _Edits:
    """Edits, each once, in the order of their places; of two at one place the longer first."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = sorted(set(edits), key=lambda edit: (edit[0].start, -edit[0].end))
        self._starts = [place.start for place, _ in self.edits]

    def within(self, span: Span) -> list[Edit]:
        """Those that begin in `span`."""
        return self.edits[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


class Emission:
    """The writing of one post. `files` are the images that the target's site needs, by their place below its root."""

    def __init__(self, post: Post, context: Context, dialect: str, assets: Assets | None) -> None:
        post = _computed(post, context)
        self.post = post
        self.context = replace(context, source=post.source)
        self.dialect = dialect
        self.assets = assets
        self.files: dict[str, bytes] = {}
        self.literals = _Edits((each.at, self._guarded(each.text)) for each in post.substitutions)
        self._everything: _Edits | None = None
        self._defined: str | None = None

    def text(self) -> str:
        """The whole body."""
        source, at = self.post.source.text, self.post.front_matter.body
        out: list[str] = []
        before: ast.Block | None = None
        for span, blocks in self._placed():
            if span.start < at:
                continue
            out.append(self._gap(self._between(Span(at, span.start)), before, blocks[0]))
            # Pieces of a block around calls: what their edits leave of the source is the block.
            out.append(self._block(blocks[0]) if len(blocks) == 1 else self._copied(blocks, span))
            at, before = span.end, blocks[-1]
        out.append(self._gap(self._between(Span(at, len(source))), before, None))
        return "".join(out)

    def _between(self, span: Span) -> str:
        """The source between two blocks, where notes and links are defined, with the calls in it replaced."""
        if self._everything is None:
            self._everything = _Edits([*self.literals.edits, *(edit for block in self.post.body for edit in self._edits(block))])
        return self._edited(span, self._everything.within(span))

    def _gap(self, text: str, before: ast.Block | None, after: ast.Block | None) -> str:
        """What stands between two blocks: blank lines and definitions, without attribute lists that the target does not know."""
        if self.post.dialect == "jekyll" and self.dialect == "hugo":
            text = _ATTRIBUTE_LINE.sub("", text)
        lists = ast.BulletList | ast.OrderedList
        if self.dialect == "jekyll" and isinstance(before, lists) and isinstance(after, lists):
            # kramdown reads on across a change of marker; a line with a caret ends a block.
            text = f"{text.rstrip()}\n\n^\n\n"
        return text

    def _placed(self) -> list[tuple[Span, ast.Blocks]]:
        """The places of blocks with what stands there: what a block was split into stays one."""
        found: list[tuple[Span, ast.Blocks]] = []
        for block in self.post.body:
            if block.at is None:
                continue
            if found and block.at.start < found[-1][0].end:
                span, blocks = found[-1]
                found[-1] = Span(span.start, max(span.end, block.at.end)), (*blocks, block)
            else:
                found.append((block.at, (block,)))
        return found

    # ------------------------------------------------------------------ blocks

    def _block(self, block: ast.Block) -> str:
        assert block.at is not None
        copied = self._copied((block,), block.at)
        ending = copied[len(copied.rstrip("\n")) :]
        if isinstance(block, ast.Shortcode) or _has_calls(block):
            return copied
        moved = rewrite((block,), self._moved, ast.Image)
        wanted = meaning(rewrite(moved, _plainly))
        if self._means(copied, wanted):
            return copied
        for attempt in (self._headed(block, copied), self._anew(moved)):
            if attempt is not None and self._means(attempt, wanted):
                return attempt.rstrip("\n") + ending
        return self._as_html(block).rstrip("\n") + ending

    def _means(self, text: str, wanted: Any) -> bool:
        return bool(meaning(self._read(_without_raw(text) + self._definitions())) == wanted)

    def _read(self, text: str) -> ast.Blocks:
        engine = registry.load("engines", "kramdown" if self.dialect == "jekyll" else "goldmark")
        blocks: ast.Blocks = engine.read(text)
        return blocks

    def _definitions(self) -> str:
        """The link and footnote definitions that any block may need; those in calls are gone when the calls are."""
        if self._defined is None:
            calls = [block.at for block in self.post.body if isinstance(block, ast.Shortcode) and block.at is not None]
            every = DEFINITION.finditer(self.post.source.text)
            found = [
                self._between(Span(*each.span())) for each in every if not any(at.start <= each.start() < at.end for at in calls)
            ]
            self._defined = "\n\n" + "\n".join(found) + "\n" if found else ""
        return self._defined

    def _copied(self, blocks: ast.Blocks, span: Span) -> str:
        """The source of blocks with their calls replaced, image URLs put right, and Liquid kept from what is text."""
        return self._edited(span, _Edits(edit for block in blocks for edit in self._edits(block)).edits)

    def _edited(self, span: Span, edits: Sequence[Edit]) -> str:
        source = self.post.source.text
        out, at = [], span.start
        for place, text in edits:
            if place.start < at or place.end > span.end:
                continue
            out.append(self._guarded(source[at : place.start]))
            out.append(text)
            at = place.end
        out.append(self._guarded(source[at : span.end]))
        return "".join(out)

    def _edits(self, block: ast.Node) -> list[Edit]:
        edits: list[Edit] = []
        for node in walk(block):
            if isinstance(node, ast.Shortcode) and node.call.at is not None:
                edits.append((node.call.at, self._call(node)))
            elif isinstance(node, ast.Image) and node.at is not None:
                edits += self._image(node, node.at)
            for call in getattr(node, "calls", ()):
                if call.at is not None:
                    edits.append((call.at, self._kept(call)))
        if block.at is not None:
            edits += self.literals.within(block.at)
        return [*edits, *self._strings(block)]

    def _strings(self, block: ast.Node) -> list[Edit]:
        """Calls that were resolved inside of strings (a link's target): their text stands in the node."""
        out = []
        for node in walk(block):
            if isinstance(node, ast.Link | ast.Image) and node.at is not None and not node.calls:
                text = self.post.source.text[slice(*node.at)]
                found = re.search(r"\]\(\s*<?(\{\{[<%].*?[%>]\}\}\S*?)>?(?:\s+[\"'(].*)?\)\Z", text, re.S)
                if found and found[1] != node.target.url and "{{" in found[1]:
                    start = node.at.start + found.start(1)
                    out.append((Span(start, start + len(found[1])), node.target.url))
        return out

    # ------------------------------------------------------------------ calls

    def _call(self, node: ast.Shortcode) -> str:
        call = node.call
        if call.form == "literal":
            return self._guarded(call.inner)
        if not node.known:
            return self._kept(call)
        if call.form == "inline":
            return self._guarded(call.inner.strip("\n")) if self.context.options.inline_shortcodes else ""
        if not node.content:
            return ""
        content = rewrite(node.content, _plainly)
        text = self._content(shaped(content)) if any(map(is_block, content)) else self._inline(content)
        return text.replace("\n", "\n" + call.indentation) if call.indentation else text

    def _kept(self, call: ast.Call) -> str:
        """A call that nothing is known of: its inner text, which a reader sees; the call itself would break the build."""
        return self._guarded(call.inner.strip("\n")) if "{{" not in call.inner and "{%" not in call.inner else ""

    def _inline(self, content: Any) -> str:
        block = (ast.Plain(content),)
        plain = all(_is_markdown(node) for node in walk(block))
        return self._guarded((self._markdown(block) if plain else self._html(block)).strip("\n"))

    def _content(self, content: ast.Blocks) -> str:
        plain = all(_is_markdown(node) for node in walk(content))
        text = self._markdown(content) if plain else self._html(content)
        return self._guarded(text.strip("\n"))

    def _anew(self, blocks: ast.Blocks) -> str | None:
        blocks = rewrite(rewrite(blocks, _plainly), self._referred, ast.Note)
        if self.dialect == "hugo":
            blocks = rewrite(blocks, self._bare, ast.Div, ast.Span)
        if not all(_is_markdown(node) for node in walk(blocks)):
            return None
        return self._guarded(self._markdown(blocks))

    def _referred(self, note: ast.Note) -> ast.Node:
        """A note whose definition stands where it stood."""
        name = f"[^{note.label}]"
        return ast.RawInline("markdown", name) if note.label and f"{name}:" in self._definitions() else note

    def _bare(self, node: ast.Div | ast.Span) -> Any:
        """What an attribute list stood at: Hugo's Markdown has none for it."""
        self.context.report.note(
            "CK430",
            f"attributes have no place in Hugo's Markdown: {_attributes(node.attr)}",
            self.context.place(node.at),
            hint="the content is kept",
        )
        return node.blocks if isinstance(node, ast.Div) else node.content

    def _as_html(self, block: ast.Block) -> str:
        """The last resort: HTML means the same everywhere."""
        return self._guarded(self._html((block,)))

    def _headed(self, block: ast.Block, copied: str) -> str | None:
        """A heading whose id the target would make otherwise: with its id written out."""
        if not isinstance(block, ast.Header) or not block.attr.identifier or "{#" in copied:
            return None
        first, _, rest = copied.rstrip("\n").partition("\n")
        return f"{first.rstrip().rstrip('#').rstrip()} {{#{block.attr.identifier}}}" + (f"\n{rest}" if rest else "")

    def _markdown(self, blocks: ast.Blocks) -> str:
        fenced = rewrite(blocks, lambda node: _fenced(node) if isinstance(node, ast.CodeBlock) else _plain_note(node))
        try:
            return worker.write(codec.encode(fenced), _FORMATS[self.dialect], options=_WRITER)
        except PandocError:
            return self._html(blocks)

    def _html(self, blocks: ast.Blocks) -> str:
        part = replace(self.post, body=blocks)
        try:
            text = body_html(
                part,
                self.context,
                image_url=self._image_url,
                link_url=lambda link: link.target.url,
                highlight=False,
                titles=False,
            )
        except (PandocError, ConvertError):
            return ""
        # A blank line would end the HTML and start Markdown.
        return re.sub(r"\n{2,}", "\n", text.strip("\n")) if "<pre" not in text else text.strip("\n").replace("\n\n", "\n&#10;")

    # ------------------------------------------------------------------ images

    def _image_url(self, node: ast.Image) -> str | None:
        return self._place(node) or node.target.url

    def _image(self, node: ast.Image, at: Span) -> list[Edit]:
        place = self._place(node)
        if place is None or place == node.target.url:
            return []
        text = self.post.source.text[slice(*at)]
        found = text.rfind(node.target.url)
        if found < 0:
            return []
        return [(Span(at.start + found, at.start + found + len(node.target.url)), place)]

    def _moved(self, node: ast.Image) -> ast.Image:
        """An image with its URL on the target's site."""
        place = self._place(node)
        return node if place is None or place == node.target.url else replace(node, target=node.target._replace(url=place))

    def _place(self, node: ast.Image) -> str | None:
        """The URL of an image on the target's site, and its file there; None where nothing is copied."""
        if self.assets is None:
            return None
        asset = self.assets.image(node)
        if asset is None:
            return None
        url = node.target.url
        if not url.startswith("/"):
            # Bundles of one name are told apart by where they lie.
            folder = "/".join(part for part in urlsplit(self.post.permalink).path.split("/") if part) or self.post.slug
            url = f"/assets/{folder.removesuffix('.html')}/{asset.name}"
        folder = "static" if self.dialect == "hugo" else ""
        self.files[(folder + url if folder else url.lstrip("/")).split("?")[0].split("#")[0]] = asset.data
        return url

    # ------------------------------------------------------------------ Liquid

    def _guarded(self, text: str) -> str:
        """Text that the target's generator would run, so that it shows it."""
        if self.dialect == "hugo":
            dialect = registry.load("dialects", "hugo")
            literal: str = dialect.literal(text)
            return literal
        if not _LIQUID.search(text):
            return text
        return _LIQUID_RUN.sub(_raw, text)


def _raw(match: re.Match[str]) -> str:
    text = match[0]
    if "raw" in text:
        # A raw block cannot hold its own end: each delimiter becomes the output of an expression.
        return _LIQUID.sub(lambda found: "{{ '" + found[0] + "' }}", text)
    return f"{{% raw %}}{text}{{% endraw %}}"


def _without_raw(text: str) -> str:
    """What Liquid leaves of guarded text."""
    text = text.replace("{{ '{{' }}", "{{").replace("{{ '{%' }}", "{%")
    return re.sub(r"\{% raw %\}(.*?)\{% endraw %\}", r"\1", text, flags=re.S)


def _computed(post: Post, context: Context) -> Post:
    """The post with what Liquid renders in its text: another generator has no Liquid, so this is its source."""
    if not any(each.computed for each in post.substitutions):
        return post
    source, out, at = post.source, [], 0
    for each in post.substitutions:
        if each.computed and each.at.start >= at:
            text = f"{{% raw %}}{each.text}{{% endraw %}}" if _LIQUID.search(each.text) and not each.calls else each.text
            out += [source.text[at : each.at.start], text]
            at = each.at.end
    text = "".join([*out, source.text[at:]])
    quiet = replace(context, report=Report(), options=replace(context.options, dialect=post.dialect))
    reader = registry.load("readers", "markdown")
    read: Post = settled(reader.read(replace(source, text=text, crlf=(), encoding="utf-8"), quiet), quiet)
    return replace(read, slug=post.slug, permalink=post.permalink, metadata=post.metadata, substitutions=read.substitutions)


def _plainly(node: ast.Node) -> Any:
    """Nodes that only say where text came from give way to the text."""
    match node:
        case ast.Shortcode(_, content, True) | ast.Substitution(value=content) | ast.TermRef(text=content):
            return content
        case ast.Include(blocks=content) | ast.RawTemplate(rendered=content):
            return content
        case ast.Literal(text):
            return ast.Str(text)
        case ast.Icon() | ast.Comment():
            return None
        case _:
            return node


def _attributes(attr: ast.Attr) -> str:
    parts = [f"#{attr.identifier}"] if attr.identifier else []
    parts += [f".{name}" for name in attr.classes] + [f'{key}="{value}"' for key, value in attr.attributes]
    return " ".join(parts) or "none"


def _fenced(node: ast.CodeBlock) -> ast.RawBlock:
    """A fence that is longer than any in the code; one word of info, which is all that kramdown reads."""
    runs = re.findall(r"^\s*(`{3,})", node.text, re.M)
    fence = "`" * max([3, *(len(run) + 1 for run in runs)])
    language = next((name for name in node.attr.classes if name != "diagram"), "")
    return ast.RawBlock("markdown", f"{fence}{language}\n{node.text}\n{fence}")


def _plain_note(node: ast.Node) -> ast.Node:
    return replace(node, label="") if isinstance(node, ast.Note) and node.label else node


def _is_markdown(node: ast.Node) -> bool:
    """Whether Markdown has a syntax for the node."""
    if isinstance(node, ast.Div | ast.Span):
        return False
    if isinstance(node, ast.RawInline) and node.format == "markdown":
        return True
    return not isinstance(node, ast.Meaning | ast.Figure | ast.RawBlock | ast.RawInline)


def _has_calls(block: ast.Block) -> bool:
    """Whether a block has calls of its own; those of its notes stand where the notes are defined."""
    block = rewrite((block,), lambda note: replace(note, blocks=()), ast.Note)[0]
    return any(isinstance(node, ast.Shortcode) or getattr(node, "calls", ()) for node in walk(block))
