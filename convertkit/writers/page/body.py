"""The body of a page: the reader's view through Pandoc's HTML writer, our filters and the sanitiser."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import unescape

from ... import ast, registry
from ...context import Context
from ...markdown import goldmark
from ...pandoc import codec, worker
from ...post import Post
from ...walk import Changes, kinds_in, replaced, rewrite
from .code import with_markup
from .formulas import with_formulas
from .language import language_of
from .translations import translations
from .view import ImageURL, LinkURL, reader_view

# Which filter a node asks for; a post without such a node does not pay for the walk.
_FILTERS: dict[type[ast.Node], tuple[str, ...]] = {
    ast.Toc: ("contents",),
    ast.Callout: ("callout",),
    ast.Details: ("details",),
    ast.Tabs: ("tabs",),
    ast.Tab: ("tabs",),
    ast.Embed: ("embed",),
    ast.Group: ("groups",),
    ast.Item: ("groups",),
    ast.Gallery: ("groups",),
    ast.FileTree: ("groups",),
    ast.Entry: ("groups",),
    ast.Badge: ("small",),
    ast.Keyboard: ("small",),
    ast.TermRef: ("small",),
    ast.Term: ("small",),
    ast.Literal: ("small",),
    ast.Note: ("notes",),
    ast.Div: ("attributed",),
    ast.BulletList: ("tasks",),
    ast.OrderedList: ("tasks",),
}
_ORDER = (
    "contents",
    "unfold",
    "callout",
    "details",
    "tabs",
    "player",
    "embed",
    "groups",
    "small",
    "tasks",
    "notes",
    "attributed",
)
# '<dt><span id="a">text</span></dt>'
_TERM = re.compile(r'<dt><span id="([^"]*)">((?:(?!</?span\b).)*)</span></dt>', re.S)
_MOST_BLOCKS = 2000
# '<th style="text-align: left;"'
_ALIGNED = re.compile(r'(<t[hd] style="text-align: (?:left|center|right));"')
_WRITER = {"wrap_text": "wrap-preserve", "html_math_method": "mathml", "highlight_method": "none"}


def body_html(
    post: Post,
    context: Context,
    *,
    image_url: ImageURL,
    link_url: LinkURL,
    highlight: bool = True,
    paged: bool = False,
    trusted: bool = False,
    shift: int = 0,
    titles: bool = True,
    players: bool = False,
    standalone: bool = False,
) -> str:
    """The body of `post` as HTML 5.

    `paged` is for EPUB and PDF: nothing folds. `trusted` leaves raw HTML as it was written. `shift` is added to every
    heading's level, `titles` shows the file names of code blocks. `players` makes embeds of audio and video players.
    `standalone` is for a page or a book, and no part of the site's own page: formulas that the site leaves to a script are shown,
    and the script that a post is written in tells its language.
    """
    blocks = reader_view(post, context, image_url=image_url, link_url=link_url, raw=raw_html_shown(post, context))
    if standalone:
        blocks = with_formulas(blocks, post, context)
    names = filters(blocks, paged=paged, players=players or paged)
    marked = partial(with_markup, highlight=highlight, titles=titles, paged=paged)
    changes: Changes = {ast.Table: _aligned, ast.CodeBlock: marked}
    if post.dialect == "hugo":
        changes = {**changes, ast.Underline: _inserted}
    if "attributed" in names:
        changes = {**changes, ast.Div: _on_block}
    if "\\tag" in post.source.text:
        changes = {**changes, ast.Math: _numbered}
    if shift:
        changes = {**changes, ast.Header: lambda node: replaced(node, level=min(6, node.level + shift))}
    coded = rewrite(blocks, changes)
    # Notes and contents need the whole; else a long post goes through Pandoc in parts, which bounds its memory.
    step = len(coded) if {"notes", "contents"} & set(names) else _MOST_BLOCKS
    parts = [coded[at : at + step] for at in range(0, len(coded), step or 1)]
    said = language_of(post, context) if standalone else post.metadata.language or context.site.language
    words = translations(said) if {"callout", "unfold", "embed"} & set(names) else {}
    written = "\n".join(worker.write(codec.encode(part), "html5", filters=names, options=_WRITER, words=words) for part in parts)
    _report_unread(written, post, context)
    # Pandoc hides a caption that repeats the text alternative from those who hear the page.
    written = written.replace('<figcaption aria-hidden="true">', "<figcaption>")
    # A term has no attributes in Pandoc: its id is that of a span around its text.
    written = _TERM.sub(r'<dt id="\1">\2</dt>', written)
    # Pandoc ends its alignment with a semicolon, Hugo does not.
    written = _ALIGNED.sub(r'\1"', written)
    if trusted:
        return written
    drawings: dict[str, str] = {}
    if "<svg" in written.lower():
        written, drawings = registry.load("engines", "inline-svg")(written)
    cleaned: str = registry.load("engines", "sanitiser").sanitised(written)
    for name, url in drawings.items():
        cleaned = cleaned.replace(f'src="{name}"', f'src="{url}"')
    return cleaned


# "\tag{1}", "\tag*{1}"
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")


def _numbered(node: ast.Math) -> ast.Math:
    """A formula with its number as part of it: Pandoc reads `\\tag` and drops it."""
    return replaced(node, text=_TAG.sub(lambda tag: rf"\qquad \text{{{tag[2] if tag[1] else f'({tag[2]})'}}}", node.text))


# What Pandoc writes of TeX that it cannot read
_UNREAD = re.compile(r'<span class="math (?:inline|display)">\$\$?(.*?)\$\$?</span>', re.S)


def _report_unread(written: str, post: Post, context: Context) -> None:
    for found in _UNREAD.finditer(written):
        tex = unescape(found[1])
        place = post.source.place(post.source.span_of(tex))
        hint = "its TeX is shown; MathML has no such command, or the command is one of your own"
        context.report.warn("CK441", f"a formula cannot be read: '{tex[:40]}'", place, hint=hint)


def filters(blocks: ast.Blocks, *, paged: bool, players: bool = False) -> list[str]:
    """The filters that `blocks` need, in their order."""
    wanted: set[str] = set()
    for kind in kinds_in(blocks):
        wanted.update(_FILTERS.get(kind, ()))
    if paged and wanted & {"details", "callout"}:
        wanted = wanted - {"details"} | {"unfold"}
    if players and "embed" in wanted:
        wanted |= {"player"}
    return [name for name in _ORDER if name in wanted]


def _inserted(node: ast.Underline) -> tuple[ast.Inline, ...]:
    """What Hugo's `++x++` marks is an insertion."""
    return ast.RawInline("html5", "<ins>"), *node.content, ast.RawInline("html5", "</ins>")


def _on_block(node: ast.Div) -> ast.Div:
    """Attributes of the block in it, marked for the filter that puts them there."""
    if not node.of_block:
        return node
    return replaced(node, attr=node.attr._replace(attributes=(*node.attr.attributes, ("attributed-block", "true"))))


def _aligned(node: ast.Table) -> ast.Table:
    """A table whose cells say how they are aligned: a cell that a short row lacks is not aligned, as in goldmark."""
    rows = [*node.head.rows, *(row for body in node.bodies for row in body.rows)]
    if all(cell.alignment == "AlignDefault" for row in rows for cell in row.cells):
        return node
    return replace(node, colspecs=tuple(spec._replace(alignment="AlignDefault") for spec in node.colspecs))


def raw_html_shown(post: Post, context: Context) -> bool:
    """Whether the page shows raw HTML: Hugo drops it unless the site's config says `unsafe`."""
    if context.options.unsafe_html or post.dialect != "hugo" or not context.site.configured:
        return True
    return goldmark.unsafe(context.site.config_of(post.source.path))
