"""HTML: a page that stands alone, or the body of the post as a fragment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from ... import ast, registry
from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...post import Book, Post
from ...walk import walk
from ..artifact import Artifact, write_atomically
from ..assets import Assets
from ..book.bound import BookOptions, described
from ..media import playable
from ..page.body import body_html
from ..page.xhtml import Chapter, chapter, in_order, relinked
from .head import absolute, page_head

suffixes = (".html", ".htm", ".xhtml")


@dataclass(frozen=True)
class Options(BookOptions):
    """What an HTML page, or a book of HTML, may be asked for."""

    fragment: bool = field(default=False, metadata={"help": "The body of the post alone, with its own image and link URLs."})
    highlight: Literal["", "pygments", "none"] = field(
        default="", metadata={"help": "Highlight code (default: pygments, none with --fragment)."}
    )
    assets: Literal["copy", "embed", "keep"] = field(
        default="copy", metadata={"help": "Images: copied beside the page, embedded in it, or left where they are."}
    )
    split: bool = field(default=False, metadata={"help": "A book as a folder: an index, and a page a post."})
    inline_css: bool = field(default=False, metadata={"help": "Styles in style attributes, for newsletters; no style sheet."})
    open_graph: bool = field(default=False, metadata={"help": "Metadata of Open Graph, for those who share the page."})
    json_ld: bool = field(default=False, metadata={"help": "Metadata of schema.org as JSON-LD, for search engines."})
    theme: str = field(default="plain", metadata={"help": "Theme of the page: a name, or a folder."})


def page(post: Post, options: Options, context: Context) -> str:
    """The page of a post, written nowhere: what is wrong with it stands in the report."""
    return _Page(post, Path("page.html"), options, context).text()


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write one post, or a book of several, to `target`.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts.
    """
    if not posts:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post", None, Severity.ERROR))
    if len(posts) > 1 or isinstance(posts, Book):
        written: Artifact = registry.load("engines", "html-book")(posts, target, options, context)
        return written
    page = _Page(posts[0], target, options, context)
    text = page.text()
    beside = page.written_assets()
    data = text.encode("utf-8", "replace")
    write_atomically(target, data)
    return Artifact(target, "text/html", len(data), beside)


class _Page:
    def __init__(self, post: Post, target: Path, options: Options, context: Context) -> None:
        self.post = post = described(post, options)
        self.target = target
        self.options = options
        self.context = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
        self.missing: set[str] = set()
        self.mode = "keep" if options.fragment or options.inline_css else options.assets
        self.assets = Assets(self.context, f"{target.stem}.assets/")

    def text(self) -> str:
        if self.options.inline_css:
            return self.inlined()
        if self.options.fragment:
            styles = registry.load("engines", "theme").post_styles(self.post) if self.post.styles else []
            return "".join(f"<style>\n{style}\n</style>\n" for style in styles) + self.body().rstrip("\n") + "\n"
        theme = registry.load("engines", "theme")
        return self.page([theme.style_sheet("html", self.options.theme), *theme.post_styles(self.post)], self.live_body())

    def inlined(self) -> str:
        """The page or the fragment with its styles on its elements."""
        theme = registry.load("engines", "theme")
        sheet = "\n".join([theme.style_sheet("html", self.options.theme, "inline.css"), *theme.post_styles(self.post)])
        body = self.live_body()
        if self.options.fragment:
            wrapped: str = registry.load("engines", "inline-css")(f"<article>\n{body.strip()}\n</article>", sheet, fragment=True)
            return wrapped + "\n"
        inlined: str = registry.load("engines", "inline-css")(self.page([], body), sheet, fragment=False)
        return inlined

    def page(self, styles: list[str], body: str) -> str:
        values = page_head(self.post, self.context, open_graph=self.options.open_graph, json_ld=self.options.json_ld)
        theme = registry.load("engines", "theme")
        page: str = theme.rendered(
            "html",
            self.options.theme,
            "page.html",
            post=self.post,
            metadata=self.post.metadata,
            site=self.context.site,
            styles=styles,
            body=body,
            **values,
        )
        return page

    def body(self, *, live: bool = False) -> str:
        highlight = self.options.highlight or ("none" if self.options.fragment and not live else "pygments")
        top = any(isinstance(node, ast.Header) and node.level == 1 for node in walk(self.post.body))
        return body_html(
            self.post,
            self.context,
            image_url=self.image_url,
            link_url=partial(self.link_url, live=live),
            highlight=highlight == "pygments",
            trusted=self.context.options.unsafe_html,
            titles=live,
            shift=1 if top and not self.options.fragment else 0,
            players=live,
            standalone=live,
        )

    def live_body(self) -> str:
        """The body of a page: the title is its h1, pictures and players have their place, nothing fails a validator."""
        if self.context.options.unsafe_html:
            return self.body(live=True)
        found = chapter(self.body(live=True), kept=self.kept, live=True)
        in_order(found.root)
        self.drop_dead_links(found)
        for image in found.root.iter("img"):
            self.raw_image(image)
        if self.options.inline_css:
            self.make_absolute(found.root)
        if self.mode == "embed":
            embed(found.root, self.assets)
        return found.html

    def drop_dead_links(self, found: Chapter) -> None:
        """Links to places that the page does not have become text."""
        for href in dict.fromkeys(relinked(found, lambda href: None if _is_dead(href, found) else href)):
            message = f"link to a place that is not there: '{href[:80]}'"
            self.context.report.warn("CK408", message, self.context.place_of(href), hint="its text is kept")

    def make_absolute(self, root: etree._Element) -> None:
        """Links and pictures by the site's base URL, where it is known: a newsletter has no place of its own."""
        base = self.context.site.public_url
        if not base:
            return
        for element in root.iter("a", "img", "audio", "video", "source"):
            name = "href" if element.tag == "a" else "src"
            url = element.get(name, "")
            if url and not url.startswith("#"):
                element.set(name, absolute(url, self.post, base))

    def kept(self, root: etree._Element) -> Collection[etree._Element]:
        if self.mode != "keep":
            return playable(root, self.assets)
        return [each for player in root.iter("audio", "video") for each in (player, *player.iter("source"))]

    def raw_image(self, image: etree._Element) -> None:
        """Give a picture of raw HTML its place beside the page."""
        url = image.get("src", "")
        if (
            self.mode == "keep"
            or unquote(url) in self.assets.names
            or ":" in url.split("/", maxsplit=1)[0]
            or url.startswith("//")
        ):
            return
        # An image of Markdown that is missing keeps its URL, and was reported already.
        asset = self.assets.of_url(unquote(url)) if url and unquote(url) not in self.missing else None
        if asset is not None:
            image.set("src", asset.url)

    def image_url(self, node: ast.Image) -> str | None:
        """Where the page finds an image; None for one that it may not show."""
        reference = node.reference
        if reference is not None and reference.kind in ("missing", "outside"):
            self.missing.add(unquote(node.target.url))
            return node.target.url if reference.kind == "missing" else None
        if self.mode == "keep" or reference is None or reference.kind == "url":
            return node.target.url
        asset = self.assets.image(node)
        if asset is None:
            return None
        # The sanitiser takes an SVG in a URL for somebody else's: what is embedded takes its place behind it.
        return asset.data_url if self.mode == "embed" and self.context.options.unsafe_html else asset.url

    def link_url(self, node: ast.Link, *, live: bool) -> str | None:
        """The address of a link; that of the page where it names a file, in a fragment only where Hugo does so."""
        reference = node.reference
        if reference is None:
            return node.target.url
        if reference.kind == "missing":
            return None
        by_page = live or self.context.site.rules.links_by_page
        return self.context.site.on_host(reference.resolved) if reference.kind == "page" and by_page else node.target.url

    def written_assets(self) -> tuple[Path, ...]:
        if self.mode != "copy":
            return ()
        paths = []
        for asset in self.assets.by_digest.values():
            path = self.target.parent / asset.name
            write_atomically(path, asset.data)
            paths.append(path)
        return tuple(paths)


def embed(root: etree._Element, assets: Assets) -> None:
    """Put the files that elements show in place of their URLs."""
    by_url = {asset.url: asset for asset in assets.by_digest.values()}
    for element in root.iter("img", "audio", "video", "source"):
        for name in ("src", "poster"):
            asset = by_url.get(str(element.get(name) or ""))
            if asset is not None:
                element.set(name, asset.data_url)


def _is_dead(href: str, found: Chapter) -> bool:
    return (
        len(href) > 1 and href[0] == "#" and href != "#top" and unquote(href[1:]) not in found.ids and href[1:] not in found.ids
    )
