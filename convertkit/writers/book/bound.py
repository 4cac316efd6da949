"""What the title page of a book says: from its manifest, the options, the site, the posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any

from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...metadata import plain
from ...post import Book, Post
from ...site import Site
from ..page.language import language_of


@dataclass(frozen=True)
class BookOptions:
    """What a book may be told of itself, in every format."""

    title: str = field(default="", metadata={"help": "Title (default: that of the one post, or of the site)."})
    authors: tuple[str, ...] = field(default=(), metadata={"help": "An author; may stand several times (default: the site's)."})
    description: str = field(default="", metadata={"help": "What the book is about."})
    rights: str = field(default="", metadata={"help": "Who holds the rights (default: the site's copyright)."})
    publisher: str = field(default="", metadata={"help": "Who publishes the book."})
    language: str = field(
        default="", metadata={"help": "Language as a BCP 47 tag (default: that of most posts); `book` takes the posts in it."}
    )
    identifier: str = field(default="", metadata={"help": "ISBN, UUID or URL (default: made from the content)."})
    series: str = field(default="", metadata={"help": "The series that the book belongs to."})
    series_index: str = field(default="", metadata={"help": "Its number in the series."})
    cover: str = field(default="", metadata={"help": "Picture of the cover, or none (default: made from title and authors)."})


def bound(posts: Sequence[Post], options: BookOptions, context: Context) -> Book:
    """`posts` as a book whose every field is filled in: from the book itself, the options, the site, the posts, in this order.

    Raises ConvertError (CK413) for a book without posts.
    """
    book = posts if isinstance(posts, Book) else Book(tuple(posts))
    if not book.posts:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post", None, Severity.ERROR))
    found = _of_post(book.posts[0], context) if len(book) == 1 else _of_site(book.posts, context)
    changed: dict[str, Any] = {}
    for name in ("title", "authors", "description", "rights", "publisher", "language", "identifier", "series", "series_index"):
        changed[name] = getattr(book, name) or getattr(options, name) or found.get(name) or getattr(book, name)
    changed["authors"] = tuple(name for name in changed["authors"] if name.strip())
    given = Path(options.cover).expanduser() if options.cover not in ("", "none") else None
    return replace(book, **changed, cover=book.cover or given)


def described(post: Post, options: BookOptions) -> Post:
    """A post alone with what the options say of it in place of its own metadata."""
    given = {name: getattr(options, name) for name in ("title", "authors", "description", "language") if getattr(options, name)}
    return replace(post, metadata=replace(post.metadata, **given)) if given else post


def _of_post(post: Post, context: Context) -> dict[str, Any]:
    known = post.metadata
    return {
        "title": post.title,
        "authors": known.authors or context.site.authors,
        "description": known.description or known.summary,
        "rights": _rights(context.site),
        "language": language_of(post, context),
        "series": _series((post,)),
    }


def _of_site(posts: Sequence[Post], context: Context) -> dict[str, Any]:
    site = context.site
    language = _language(posts) or site.language or "en"
    return {
        "title": _title(posts, site) or posts[0].title,
        "authors": site.authors or _each_once(name for post in posts for name in post.metadata.authors),
        "description": plain(str(site.setting("params.description") or site.setting("description") or "")),
        "rights": _rights(site),
        "language": language,
        "series": _series(posts),
    }


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names without those that differ in capitals alone; the first spelling counts."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _language(posts: Sequence[Post]) -> str:
    """The language of most posts; of two that are as frequent the first."""
    counted = Counter(post.metadata.language for post in posts)
    return counted.most_common(1)[0][0]


def _title(posts: Sequence[Post], site: Site) -> str:
    """The site's title, in the language that all posts have."""
    keys = {site.language_of(post.source.path) for post in posts if post.source.path is not None}
    own = site.setting(f"languages.{keys.pop()}.title") if site.languages and len(keys) == 1 else ""
    # Jekyll's themes have called it `name` too.
    return plain(str(own or "")) or site.title or plain(str(site.setting("name") or ""))


def _series(posts: Sequence[Post]) -> str:
    """The one series that every post says it belongs to; empty where there is none."""
    found = {str(value) for post in posts for value in _texts(post.metadata.extra.get("series"))}
    everywhere = all(post.metadata.extra.get("series") for post in posts)
    return plain(found.pop()) if everywhere and len(found) == 1 else ""


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)] if isinstance(value, str) else []


def _rights(site: Site) -> str:
    """The site's copyright as text: links of Markdown and tags of HTML give way to what they show."""
    value = site.setting("copyright")
    if not isinstance(value, str):
        return ""
    # "© [Someone](https://a.org)", "<a href='x'>Someone</a>"
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", value)
    return plain(unescape(re.sub(r"<[^>]*>", "", text)))
