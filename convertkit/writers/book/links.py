"""Links of a book: between its posts inside it, the rest of the site by its base URL."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from ... import ast
from ...context import Context
from ...post import Post
from ...shortcodes.links import page_file
from ...source import Place, Span
from ...walk import find
from ..page.conforming import valid_url
from ..page.xhtml import relinked
from .chapter import BookChapter

# A path of more than this is none of a page.
_MOST_PATH = 1000


def link(book: Sequence[BookChapter], context: Context, *, suffix: str) -> None:
    """Give the links of every chapter their place: in the book, out of it, or as plain text where they lead nowhere (CK406).

    A chapter is found by its file, its path on the site, an alias, or the site's own absolute URL. `suffix` is that of the
    chapters' files; empty where they stand in one document.
    """
    index = _Index(book, context)
    for found in book:
        places = _Places(found.post)

        def url_of(href: str, found: BookChapter = found, places: _Places = places) -> str | None:
            return index.url(href, found, places, suffix)

        for href in dict.fromkeys(relinked(found.page, url_of)):
            if _is_fragment(href):
                index.dead(href, places, "its text is kept")
                continue
            hint = "give the site a base URL" if not index.base else "its text is kept"
            context.report.note("CK406", f"link leads nowhere in the book: '{_short(href)}'", places.of(href), hint=hint)


class _Index:
    """The chapters by what links call them."""

    def __init__(self, book: Sequence[BookChapter], context: Context) -> None:
        self.context = context
        self.base = context.site.public_url
        self.host = urlsplit(self.base).netloc.lower()
        self.root = urlsplit(self.base).path.rstrip("/")
        self.by_url: dict[str, BookChapter] = {}
        self.by_file: dict[Path, BookChapter] = {}
        for found in book:
            if found.post.source.path is not None:
                self.by_file.setdefault(found.post.source.path, found)
            if found.post.permalink:
                self.by_url.setdefault(_key(found.post.permalink), found)
        for found in book:
            for alias in found.post.metadata.aliases if found.post.permalink else ():
                self.by_url.setdefault(_key(urljoin(found.post.permalink, alias)), found)

    def url(self, href: str, found: BookChapter, places: _Places, suffix: str) -> str | None:
        """Where a link of the chapter `found` leads; None for nowhere."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if _is_fragment(href):
            return href if unquote(parts.fragment) in found.page.ids else None
        path = self.path(parts)
        if path is None:
            return valid_url(href if parts.scheme else f"https:{href}")
        target = self.chapter(path, found)
        if target is not None:
            fragment = target.page.renamed.get(unquote(parts.fragment))
            if parts.fragment and fragment is None and parts.fragment != "top":
                self.dead(href, places, f"the link leads to the start of '{target.post.title}'")
            return inside(target, fragment or "", suffix, same=target is found)
        if not self.base:
            return valid_url(href) if parts.scheme else None
        query = f"?{parts.query}" if parts.query else ""
        return valid_url(self.outside(path, found) + query + (f"#{parts.fragment}" if parts.fragment else ""))

    def path(self, parts: SplitResult) -> str | None:
        """The path of a link on the site itself; None for a link to another site."""
        if not parts.scheme and not parts.netloc:
            return parts.path
        if parts.scheme not in ("", "http", "https") or parts.netloc.lower() != self.host or not self.host:
            return None
        path = parts.path or "/"
        return path if path == self.root or path.startswith(self.root + "/") else None

    def chapter(self, path: str, found: BookChapter) -> BookChapter | None:
        """The chapter that a path on the site names, in the chapter `found`."""
        if not path:
            return found
        whole = urljoin(found.post.permalink or "/", path)
        target = self.by_url.get(_key(whole))
        if target is None and self.root and whole.startswith(self.root + "/"):
            target = self.by_url.get(_key(whole[len(self.root) :]))
        if target is not None or len(path) > _MOST_PATH or "\0" in path:
            return target
        post = found.post
        inner = replace(self.context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
        file = page_file(unquote(path), inner)
        if file is None and post.source.path is not None:
            # A file beside the post, which Hugo would not take in another language
            file = post.source.path.parent / unquote(path)
        return self.by_file.get(Path(os.path.realpath(file))) if file is not None else None

    def dead(self, href: str, places: _Places, hint: str) -> None:
        """Report a link to an id that no element has (CK408)."""
        message = f"link to a place that is not there: '{_short(href)}'"
        self.context.report.warn("CK408", message, places.of(href), hint=hint)

    def outside(self, path: str, found: BookChapter) -> str:
        """The absolute URL of a page of the site that is no chapter."""
        whole = urljoin(found.post.permalink or "/", path)
        origin = self.base[: len(self.base) - len(self.root)] if self.root else self.base
        below = whole == self.root or whole.startswith(self.root + "/")
        return origin + (whole if below else self.root + whole)


class _Places:
    """Where the links of a post stand in its source."""

    def __init__(self, post: Post) -> None:
        self.post = post

    @cached_property
    def links(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for node in find(self.post.body, ast.Link):
            if node.at is None:
                continue
            found.setdefault(unquote(node.target.url), node.at)
            if node.reference is not None and node.reference.resolved:
                found.setdefault(unquote(node.reference.resolved), node.at)
        return found

    def of(self, href: str) -> Place:
        """The place of the first link to `href`: of Markdown, else of raw HTML or of a call."""
        name = unquote(href)
        span = self.links.get(name)
        return self.post.source.place(span or self.post.source.span_of(href, name, name.removeprefix("#")))


def _is_fragment(href: str) -> bool:
    return href == "" or href.startswith("#")


def inside(target: BookChapter, fragment: str, suffix: str, *, same: bool) -> str:
    """The address of a chapter, or of the element `fragment` in it, for a link that stands in the `same` one or in another."""
    if not suffix or (same and fragment):
        return f"#{fragment or target.anchor}"
    return f"{target.name}{suffix}" + (f"#{fragment}" if fragment else "")


def _short(href: str) -> str:
    return href if len(href) <= 80 else href[:77] + "..."


def _key(path: str) -> str:
    """A path on the site without what servers add or leave out: `/a/`, `/a/index.html`, `/a.html` and `/a` are one page."""
    return unquote(path.partition("#")[0].partition("?")[0]).removesuffix("index.html").rstrip("/").removesuffix(".html").lower()
