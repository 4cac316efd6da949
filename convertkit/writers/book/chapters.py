"""Posts as the chapters of one book, for EPUB, PDF and HTML: ids that are distinct, pictures named once, links in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from ... import ast
from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity, exhausted
from ...front_matter import FrontMatter
from ...metadata import Metadata, direction
from ...post import Book, Part, Post
from ...source import Source
from ...walk import walk
from ..assets import Assets
from ..media import playable
from ..page.body import body_html
from ..page.language import language_of
from ..page.structure import HEADINGS
from ..page.theme import post_styles
from ..page.view import ImageURL
from ..page.words import words_of
from ..page.xhtml import Chapter, chapter, in_order
from .chapter import BookChapter, Entry, contents
from .links import link

__all__ = ["BookChapter", "Entry", "book_styles", "chapters", "contents"]

# Files of a book that are no chapters
_TAKEN = ("cover", "title", "nav", "index", "style", "toc")


class _Row(NamedTuple):
    """A post in reading order, how deep it lies below parts, and whether it is the page of one."""

    post: Post
    depth: int = 0
    part: bool = False


def chapters(
    posts: Sequence[Post],
    context: Context,
    assets: Assets,
    *,
    one_file: bool,
    suffix: str = ".xhtml",
    media: bool = False,
    live: bool = False,
) -> list[BookChapter]:
    """The chapters of `posts`; of a `Book` its parts too.

    With `one_file` they will stand in one document, so links are fragments of it. With `media` audio and video of the site
    are files of the book. A post that cannot be shown is left out, and reported.

    Raises ConvertError (CK413) where no post has any text.
    """
    rows = list(_rows(posts.entries if isinstance(posts, Book) else posts))
    if len(rows) > 1:
        rows = list(_with_text(rows, context))
    out: list[BookChapter] = []
    language = posts.language if isinstance(posts, Book) else ""
    for number, (row, name) in enumerate(zip(rows, _names(rows), strict=True), start=1):
        context.progress("Chapters", number, len(rows))
        prefix = f"p{number}-" if len(rows) > 1 else ""
        try:
            out.append(_chapter(row, name, prefix, context, assets, media=media, live=live, language=language))
        except ConvertError as error:
            if len(rows) == 1:
                raise
            context.report.add(error.diagnostic)
        except (RecursionError, MemoryError) as error:
            problem = exhausted(error, row.post.source.place(None))
            if len(rows) == 1:
                raise ConvertError(problem) from error
            context.report.add(problem)
    if not out:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post that has text", None, Severity.ERROR))
    link(out, context, suffix="" if one_file else suffix)
    return out


def _rows(entries: Sequence[Part | Post], depth: int = 0) -> Iterator[_Row]:
    for entry in entries:
        if isinstance(entry, Part):
            yield _Row(entry.page or _page(entry.title), depth, part=True)
            yield from _rows(entry.entries, depth + 1)
        else:
            yield _Row(entry, depth)


def _page(title: str) -> Post:
    """The page of a part that has none of its own."""
    slug = "-".join("".join(sign if sign.isalnum() else " " for sign in title.lower()).split())
    return Post(Source.of_text("", name=title), FrontMatter(), Metadata(title=title), (), "plain", slug or "part")


def _with_text(rows: list[_Row], context: Context) -> Iterator[_Row]:
    """The rows without posts that show nothing: pages that only their template fills (an archive, a search)."""
    for row in rows:
        if row.part or row.post.body:
            yield row
        else:
            hint = "a template of the site may fill this page"
            context.report.note("CK414", "the post has no text and is left out", row.post.source.place(None), hint=hint)


def _chapter(
    row: _Row, name: str, prefix: str, context: Context, assets: Assets, *, media: bool, live: bool, language: str
) -> BookChapter:
    post = row.post
    inner = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
    assets.context = inner
    # Headings of the body stand below the title, which is the chapter's h1.
    levels = [node.level for node in walk(post.body) if isinstance(node, ast.Header)]
    html = body_html(
        post,
        inner,
        image_url=_image_url(assets, inner),
        link_url=_link_url,
        paged=not live,
        players=media,
        standalone=True,
        shift=2 - min(levels) if levels else 0,
    )
    page = chapter(html, prefix=prefix, kept=lambda root: playable(root, assets) if media else (), live=live)
    language = language_of(post, inner, default=language)
    if direction(language) == "rtl":
        for code in page.root.iter("code", "kbd", "samp"):
            code.set("dir", "ltr")
    found = BookChapter(post, name, prefix, page, language, depth=row.depth, part=row.part)
    _pictures(page, assets)
    found.headings = _headings(found)
    return found


def _names(rows: Sequence[_Row]) -> list[str]:
    names: list[str] = []
    taken = set(_TAKEN) if len(rows) > 1 else set()
    for row in rows:
        base = quote(row.post.slug or "post", safe="").replace("%", "-")[:60] or "post"
        name, number = base, 1
        while name.lower() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.lower())
        names.append(name)
    return names


def _image_url(assets: Assets, context: Context) -> ImageURL:
    def url(node: ast.Image) -> str | None:
        reference = node.reference
        asset = assets.image(node)
        if reference is not None and reference.kind == "url":
            # A remote picture that is not fetched becomes a link to it, once the page is a tree.
            return asset.url if asset is not None else node.target.url
        return asset.url if asset is not None else None

    return url


def _pictures(page: Chapter, assets: Assets) -> None:
    """Pictures of raw HTML and remote ones: those of the site become the book's, any other gives way to its words."""
    for image in list(page.root.iter("img")):
        url = str(image.get("src") or "")
        if unquote(url) in assets.names or url.startswith("data:"):
            continue
        asset = assets.of_url(url if urlsplit(url).netloc else unquote(url)) if url else None
        if asset is not None:
            image.set("src", asset.url)
            continue
        words = str(image.get("alt") or "")
        image.tag = "span"
        image.attrib.clear()
        image.set("class", "missing-image")
        if url.startswith(("http:", "https:", "//")):
            if not assets.context.options.allow_network:
                _remote(url, assets.context)
            words = words or unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]) or url
            if next(image.iterancestors("a"), None) is None:
                image.tag = "a"
                image.set("href", url)
        image.text = words


def _remote(url: str, context: Context) -> None:
    message, place = f"remote image is not shown: '{url[:80]}'", context.place_of(url, unquote(url))
    context.report.warn("CK405", message, place, hint="a link leads to it; --allow-network fetches it")


def _link_url(node: ast.Link) -> str | None:
    """The link as it was written, a page by its path: `link` finds the chapters when all of them are there."""
    reference = node.reference
    if reference is None:
        return node.target.url
    if reference.kind == "missing":
        return None
    return reference.resolved if reference.kind == "page" and reference.resolved else node.target.url


def _headings(found: BookChapter) -> list[tuple[int, str, str]]:
    """The headings that say something, put in order; one without an id gets one."""
    out: list[tuple[int, str, str]] = []
    in_order(found.page.root)
    for element in found.page.root.iter(*HEADINGS):
        if next(element.iterancestors("figure"), None) is not None:
            # The title of a picture is no part of the book.
            continue
        text = words_of(element)
        name = element.get("id")
        if name is None and text:
            name = f"{found.prefix}heading-{len(out) + 1}"
            element.set("id", name)
            found.page.ids.add(name)
        if name and text:
            out.append((int(str(element.tag)[1]), name, text))
    return out


def book_styles(posts: Sequence[Post]) -> list[str]:
    """The style sheets that the posts bring, each once."""
    return list(dict.fromkeys(style for post in posts for style in post_styles(post)))
