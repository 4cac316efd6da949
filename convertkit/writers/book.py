"""Posts as the chapters of one book, for EPUB and PDF: ids that are distinct, links between posts, images named once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urljoin, urlsplit

from .. import ast
from ..context import Context
from ..post import Post
from ..source import Place
from ..walk import walk
from .assets import Assets
from .body import body_html
from .theme import post_styles
from .view import ImageURL
from .xhtml import Chapter, chapter, relinked


@dataclass
class BookChapter:
    """A post as a chapter: the name of its file, its page, its headings (level, id, text)."""

    post: Post
    name: str
    prefix: str
    page: Chapter
    language: str
    headings: list[tuple[int, str, str]] = field(default_factory=list)


def chapters(posts: Sequence[Post], context: Context, assets: Assets, *, one_file: bool) -> list[BookChapter]:
    """The chapters of `posts`. With `one_file` they will stand in one document, so links are fragments of it."""
    names = _names(posts)
    out = []
    for number, (post, name) in enumerate(zip(posts, names, strict=True), start=1):
        inner = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
        assets.context = inner
        # Headings of the body stand below the title, which is the chapter's h1.
        levels = [node.level for node in walk(post.body) if isinstance(node, ast.Header)]
        shift = 2 - min(levels) if levels else 0
        html = body_html(
            post,
            inner,
            image_url=_image_url(assets, inner),
            link_url=_link_url,
            paged=True,
            shift=shift,
        )
        prefix = f"p{number}-" if len(posts) > 1 else ""
        language = post.metadata.language or context.site.language or "en"
        found = BookChapter(post, name, prefix, chapter(html, prefix=prefix), language)
        _pictures(found.page, assets)
        found.headings = _headings(found)
        out.append(found)
    _link(out, context, one_file=one_file)
    return out


def _names(posts: Sequence[Post]) -> list[str]:
    names: list[str] = []
    for post in posts:
        base = quote(post.slug or "post", safe="").replace("%", "-")[:60] or "post"
        name, number = base, 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names.append(name)
    return names


def _image_url(assets: Assets, context: Context) -> ImageURL:
    def url(node: ast.Image) -> str | None:
        reference = node.reference
        if reference is not None and reference.kind == "url":
            if node.target.url.startswith("data:"):
                return node.target.url
            _remote(node.target.url, context.place(node.at), context)
            return None
        asset = assets.image(node)
        return asset.name if asset is not None else None

    return url


def _pictures(page: Chapter, assets: Assets) -> None:
    """Pictures of raw HTML: those of the site become the book's, any other gives way to its words."""
    names = {asset.name for asset in assets.by_digest.values()}
    for image in list(page.root.iter("img")):
        url = str(image.get("src") or "")
        if url in names or url.startswith("data:"):
            continue
        asset = assets.of_url(unquote(url)) if url else None
        if asset is not None:
            image.set("src", asset.name)
            continue
        context = assets.context
        if url.startswith(("http:", "https:", "//")):
            _remote(url, None, context)
        words = image.get("alt") or ""
        image.tag = "span"
        image.attrib.clear()
        image.set("class", "missing-image")
        image.text = str(words)


def _remote(url: str, place: Place | None, context: Context) -> None:
    message = f"remote image is not shown: '{url[:80]}'"
    context.report.warn("CK405", message, place, hint="download it into the site")


def _link_url(node: ast.Link) -> str | None:
    reference = node.reference
    if reference is None:
        return node.target.url
    if reference.kind == "missing":
        return None
    return reference.resolved if reference.kind in ("page", "root", "relative") and reference.resolved else node.target.url


def _headings(found: BookChapter) -> list[tuple[int, str, str]]:
    """The headings with ids, levels put in order: none is skipped (h2, then h4, becomes h2, then h3)."""
    out: list[tuple[int, str, str]] = []
    open_levels = [1]
    for element in found.page.root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(str(element.tag)[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        actual = min(len(open_levels) + 1 if open_levels else 2, 6)
        actual = max(actual, 2)
        open_levels.append(level)
        element.tag = f"h{actual}"
        text = " ".join("".join(map(str, element.itertext())).split())
        name = element.get("id")
        if name is None and text:
            name = f"{found.prefix}heading-{len(out) + 1}"
            element.set("id", name)
        if name and text:
            out.append((actual, name, text))
    return out


def _link(book: list[BookChapter], context: Context, *, one_file: bool) -> None:
    """Links between posts lead inside the book, links of the site out of it, dead ones become text (CK406)."""
    by_path = {_key(found.post.permalink): found for found in book if found.post.permalink}
    for found in book:

        def url_of(href: str, found: BookChapter = found) -> str | None:
            return _book_url(href, found, by_path, context, one_file=one_file)

        for href in dict.fromkeys(relinked(found.page, url_of)):
            context.report.note(
                "CK406",
                f"link leads nowhere in the book: '{href[:80]}'",
                _place_of(found.post, href),
                hint="its text is kept" if href.startswith("#") else "give the site a base URL",
            )


def _place_of(post: Post, href: str) -> Place:
    for node in walk(post.body):
        if isinstance(node, ast.Link) and node.at is not None and (node.target.url == href or href in node.target.url):
            return post.source.place(node.at)
    return post.source.place(None)


def _key(permalink: str) -> str:
    return unquote(permalink).rstrip("/").removesuffix("/index.html").lower() or "/"


def _book_url(href: str, found: BookChapter, by_path: dict[str, BookChapter], context: Context, *, one_file: bool) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if not parts.scheme and not parts.netloc and not parts.path:
        if not parts.fragment:
            return None
        return href if unquote(parts.fragment) in found.page.ids else None
    base = context.site.base_url
    path = parts.path
    if parts.scheme or parts.netloc:
        if not base or not href.startswith(base + "/"):
            return _encoded(href if parts.scheme else f"https:{href}")
        path = path[len(urlsplit(base).path) :]
    target = by_path.get(_key(path))
    if target is not None:
        fragment = target.page.renamed.get(unquote(parts.fragment)) if parts.fragment else None
        if one_file:
            return f"#{fragment or target.prefix + 'chapter'}"
        return f"{target.name}.xhtml" + (f"#{fragment}" if fragment else "")
    if parts.scheme:
        return _encoded(href)
    if not base or not path.startswith("/"):
        return None
    return _encoded(urljoin(base + "/", href.lstrip("/")))


def _encoded(url: str) -> str:
    """A URL that checkers accept: no blanks, no signs that a URL may not hold."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def book_styles(posts: Sequence[Post]) -> list[str]:
    """The style sheets that the posts bring, each once."""
    return list(dict.fromkeys(style for post in posts for style in post_styles(post)))
