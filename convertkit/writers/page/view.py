"""The reader's view of a post: what a page shows, without what only authors and site generators see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from ... import ast
from ...context import Context
from ...passes import images
from ...post import Post
from ...walk import rewrite, walk
from .shape import shape, shaped

ImageURL = Callable[[ast.Image], "str | None"]
LinkURL = Callable[[ast.Link], "str | None"]

# "<script src=...>", "</iframe>", "<div onclick=": what never reaches a page as it is
_ACTIVE = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|form|applet|meta|link|base|frame|frameset)\b|<[^>]+\s(on\w+)\s*=", re.I
)


def reader_view(post: Post, context: Context, *, image_url: ImageURL, link_url: LinkURL, raw: bool = True) -> ast.Blocks:
    """The body of `post` for a page.

    Calls give way to their content, an unknown one to its inner text, strings lose calls without a meaning. `image_url`
    and `link_url` say where an image or a link points in the page; None shows the image's text, or the link's text alone.
    `raw=False` drops raw HTML, as Hugo does without `unsafe`.
    """
    view = _View(post, context, image_url, link_url, raw)
    if any(isinstance(node, ast.Meaning) for node in walk(post.body)):
        return shaped(rewrite(post.body, view.change, *_CHANGED))
    return rewrite(post.body, view.change, ast.RawBlock, ast.RawInline, ast.Link, ast.Image)


# All but text
_TEXT = frozenset((ast.Str, ast.Space, ast.SoftBreak, ast.LineBreak, ast.Math, ast.HorizontalRule))
_CHANGED = tuple(
    kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.Node) and kind not in _TEXT
)


class _View:
    def __init__(self, post: Post, context: Context, image_url: ImageURL, link_url: LinkURL, raw: bool) -> None:
        self.post = post
        self.context = replace(context, source=post.source)
        self.image_url = image_url
        self.link_url = link_url
        self.raw = raw

    def change(self, node: ast.Node) -> Any:
        match node:
            case ast.Shortcode():
                return self.call(node)
            case ast.Literal(text):
                return ast.Str(text)
            case ast.Comment() | ast.SummaryBreak() | ast.Icon():
                return None
            case ast.RawTemplate(rendered=content) | ast.Substitution(value=content) | ast.Include(blocks=content):
                return content
            case ast.Header(_, ast.Attr(identifier)) if identifier.startswith("\0"):
                # In the inner text of an unknown call no pass has made the id.
                return shape(replace(node, attr=node.attr._replace(identifier=identifier[1:])))
            case ast.RawBlock() | ast.RawInline():
                return self.markup(node)
            case ast.Code() | ast.CodeBlock() if node.calls:
                return replace(node, text=_without(node.text, node.calls), calls=())
            case ast.Image():
                return self.image(node)
            case ast.Link():
                return self.link(node)
            case ast.Embed() if node.still:
                return self.embed(node)
            case _:
                return shape(node)

    def call(self, node: ast.Shortcode) -> Any:
        return node.content if node.known else shaped(rewrite(node.call.blocks, self.change))

    def markup(self, node: ast.RawBlock | ast.RawInline) -> ast.Node | None:
        if node.format not in ("html", "html5", "html4"):
            return None
        if not self.raw and node.format == "html":
            if not node.text.lstrip().startswith("<!--"):
                self.context.report.warn(
                    "CK403",
                    f"raw HTML is not shown: '{_short(node.text)}'",
                    self.context.place(node.at),
                    hint="Hugo drops it too; set markup.goldmark.renderer.unsafe = true in the site's config",
                )
            return None
        if not self.context.options.unsafe_html:
            self.report_active(node)
        if node.calls:
            return replace(node, text=_without(node.text, node.calls), calls=())
        return node

    def report_active(self, node: ast.RawBlock | ast.RawInline) -> None:
        for found in _ACTIVE.finditer(node.text):
            if found[0].startswith("</"):
                continue
            what = f"the attribute '{found[2]}'" if found[2] else f"<{found[1].lower()}>"
            self.context.report.warn(
                "CK404",
                f"{what} of raw HTML is removed",
                self.context.place(node.at),
                hint="scripts and frames are never written; --unsafe-html passes raw HTML of a page as it is",
            )

    def image(self, node: ast.Image) -> Any:
        url = self.image_url(node)
        if url is not None and not _is_picture(url):
            return _picture(replace(node, target=node.target._replace(url=self.encoded(url))))
        if url is None:
            return ast.Span(ast.Attr("", ("missing-image",)), node.content or (ast.Str("[image]"),), at=node.at)
        if any(isinstance(each, ast.Rendered) for each in walk(node.content)):
            # Pandoc has no words of HTML for an alternative.
            node = replace(node, content=(ast.Str(ast.plain_text(node.content)),))
        # An image without words is decoration, and says so.
        attr = node.attr if node.content else node.attr._replace(attributes=(*node.attr.attributes, ("alt", "")))
        return replace(node, attr=attr, target=node.target._replace(url=self.encoded(url)), calls=())

    def embed(self, node: ast.Embed) -> ast.Embed:
        """An embed with its still as the page has it; without one that is not there."""
        reference = images.reference(node.still, self.context.place(node.at), self.context)
        picture = ast.Image(ast.Attr(), (), ast.Target(node.still), reference=reference, at=node.at)
        url = None if reference.kind in ("missing", "outside") else self.image_url(picture)
        return replace(node, still=self.encoded(url) if url else "")

    def encoded(self, url: str) -> str:
        """A URL as goldmark writes it: signs that a URL cannot hold are percent-encoded; kramdown leaves them."""
        if url.isascii() and url.isalnum():
            return url
        return url if self.post.dialect == "jekyll" or url.startswith("data:") else _encoded(url)

    def link(self, node: ast.Link) -> Any:
        if node.calls:
            node = replace(node, target=ast.Target(_without(node.target.url, node.calls), node.target.title), calls=())
        url = self.link_url(node)
        if url is None:
            return shape(ast.Span(ast.Attr(node.attr.identifier), node.content, at=node.at))
        url = self.encoded(url)
        return shape(node if url == node.target.url else replace(node, target=node.target._replace(url=url)))


# Files that Pandoc shows in a player, and pictures; of any other name it makes an element of its own, "a.php?b=c" among them.
_SHOWN = re.compile(
    r"\.(?:avif|bmp|gif|ico|jpe?g|jfif|png|svgz?|tiff?|webp|apng|jxl|heic|mp4|m4v|webm|ogv|mov|avi|mkv|mp3|m4a|oga|ogg|opus|wav|flac|aac)$",
    re.I,
)


def _is_picture(url: str) -> bool:
    """Whether Pandoc takes the file at `url` for a picture, or for something to be played."""
    name = url.partition("#")[0].partition("?")[0].rpartition("/")[2]
    return url.startswith("data:") or "." not in name or _SHOWN.search(name) is not None


def _picture(node: ast.Image) -> ast.RawInline:
    """An image whose name is that of another kind of file, as the element that it is."""
    attr = node.attr
    given = [
        ("src", node.target.url),
        ("alt", ast.plain_text(node.content)),
        ("title", node.target.title),
        ("id", attr.identifier),
    ]
    given += [("class", " ".join(attr.classes)), *attr.attributes]
    shown = "".join(f' {name}="{escape(value)}"' for name, value in given if value or name == "alt")
    return ast.RawInline("html5", f"<img{shown}>", at=node.at)


# "%" that begins no escape
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _encoded(url: str) -> str:
    return quote(_PERCENT.sub("%25", url), safe="!#$%&'()*+,-./:;=?@_~")


def _without(text: str, calls: tuple[ast.Call, ...]) -> str:
    for call in calls:
        text = text.replace(call.lexeme, "", 1)
    return text


def _short(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= 40 else line[:37] + "..."
