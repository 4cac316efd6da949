"""HTML: a page that stands alone, or the body of the post as a fragment."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from .. import ast, registry
from ..context import Context
from ..diagnostics import ConvertError, Diagnostic, Severity
from ..post import Post
from ..walk import walk
from .artifact import Artifact, write_atomically
from .assets import Asset, Assets
from .body import body_html

suffixes = (".html", ".htm")


@dataclass(frozen=True)
class Options:
    """What an HTML page may be asked for."""

    fragment: bool = field(default=False, metadata={"help": "The body of the post alone, with its own image and link URLs."})
    highlight: Literal["", "pygments", "none"] = field(
        default="", metadata={"help": "Highlight code (default: pygments, none with --fragment)."}
    )
    assets: Literal["copy", "embed", "keep"] = field(
        default="copy", metadata={"help": "Images: copied beside the page, embedded in it, or left where they are."}
    )
    theme: str = field(default="plain", metadata={"help": "Theme of the page: a name, or a folder."})


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write one post, or a book of several, to `target`.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts.
    """
    if not posts:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post", None, Severity.ERROR))
    if len(posts) > 1:
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
        self.post = post
        self.target = target
        self.options = options
        self.context = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
        self.missing: set[str] = set()
        self.mode = "keep" if options.fragment else options.assets
        self.assets = Assets(self.context, f"{target.stem}.assets/" if self.mode == "copy" else "")

    def text(self) -> str:
        highlight = self.options.highlight or ("none" if self.options.fragment else "pygments")
        top = any(isinstance(node, ast.Header) and node.level == 1 for node in walk(self.post.body))
        body = body_html(
            self.post,
            self.context,
            image_url=self.image_url,
            link_url=self.link_url,
            highlight=highlight == "pygments",
            trusted=self.context.options.unsafe_html,
            titles=not self.options.fragment,
            shift=1 if top and not self.options.fragment else 0,
        )
        if self.options.fragment:
            styles = registry.load("engines", "theme").post_styles(self.post) if self.post.styles else []
            return "".join(f"<style>\n{style}\n</style>\n" for style in styles) + body.rstrip("\n") + "\n"
        language = self.post.metadata.language or self.context.site.language or "en"
        body = _IMAGE.sub(self.raw_image, body)
        values = {"post": self.post, "metadata": self.post.metadata, "site": self.context.site, "body": body}
        theme = registry.load("engines", "theme")
        styles = [theme.style_sheet("html", self.options.theme), *theme.post_styles(self.post)]
        page: str = theme.rendered("html", self.options.theme, "page.html", language=language, styles=styles, **values)
        return page

    def raw_image(self, tag: re.Match[str]) -> str:
        """A picture of raw HTML, with its place beside the page."""
        url = html.unescape(tag[2])
        named = {asset.name for asset in self.assets.by_digest.values()}
        if self.mode == "keep" or url in named or ":" in url.split("/", maxsplit=1)[0] or url.startswith("//"):
            return tag[0]
        # An image of Markdown that is missing keeps its URL, and was reported already.
        asset = self.assets.of_url(unquote(url)) if unquote(url) not in self.missing else None
        if asset is None:
            return tag[0]
        return f"{tag[1]}{asset.name if self.mode == 'copy' else _data_url(asset)}{tag[3]}"

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
        return asset.name if self.mode == "copy" else _data_url(asset)

    def link_url(self, node: ast.Link) -> str | None:
        reference = node.reference
        if reference is not None and reference.kind == "missing":
            return None
        return node.target.url

    def written_assets(self) -> tuple[Path, ...]:
        if self.mode != "copy":
            return ()
        paths = []
        for asset in self.assets.by_digest.values():
            path = self.target.parent / asset.name
            write_atomically(path, asset.data)
            paths.append(path)
        return tuple(paths)


# '<img class="x" src="/a.png"', as the sanitiser writes it
_IMAGE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')


def _data_url(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode('ascii')}"
