"""What the head of a page says of its post."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from ...context import Context
from ...post import Book, Post
from ..page.conforming import language_tag, valid_url
from ..page.language import language_of


def page_head(post: Post, context: Context, *, open_graph: bool, json_ld: bool) -> dict[str, Any]:
    """Values for the template of a page: language, description, canonical URL, and what was asked for besides."""
    known = _Known(post, context)
    return {
        "language": known.language,
        "description": known.description,
        "canonical": known.url,
        "open_graph": known.open_graph() if open_graph else [],
        "json_ld": _script_safe(known.json_ld()) if json_ld else "",
    }


def book_head(book: Book, context: Context, *, open_graph: bool, json_ld: bool) -> dict[str, Any]:
    """Values for the template of a book's first page: what was asked for of Open Graph and JSON-LD."""
    site = context.site
    language = language_tag(book.language) or "en"
    isbn = book.identifier.removeprefix("urn:isbn:")
    isbn = isbn if re.fullmatch(r"(?:97[89]-?)?[\d-]{9,13}[\dXx]", isbn) else ""
    rows = [
        ("og:type", "book"),
        ("og:title", book.title),
        ("og:description", book.description),
        ("og:site_name", site.title),
        ("og:locale", language.replace("-", "_")),
        *(("book:author", name) for name in book.authors),
        ("book:isbn", isbn),
    ]
    values = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": book.title,
        "description": book.description,
        "inLanguage": language,
        "author": _people(book.authors),
        "publisher": {"@type": "Organization", "name": book.publisher} if book.publisher else None,
        "isbn": isbn,
    }
    return {
        "open_graph": [(name, value) for name, value in rows if value] if open_graph else [],
        "json_ld": _script_safe({name: value for name, value in values.items() if value}) if json_ld else "",
    }


def _people(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in names]


def absolute(url: str, post: Post, base: str) -> str:
    """A URL of the site, as `post` spells it, with the site's base URL before it."""
    if url.startswith("/") and not url.startswith("//"):
        return base + url
    return urljoin(f"{base}{post.permalink or '/'}", url)


class _Known:
    """What is known of a post, each fact once."""

    def __init__(self, post: Post, context: Context) -> None:
        self.post = post
        self.site = context.site
        self.base = self.site.public_url
        data = post.metadata
        self.language = language_tag(language_of(post, context)) or language_tag(self.site.language) or "en"
        self.description = data.description or data.summary
        self.url = (valid_url(self.base + post.permalink) or "") if self.base and post.permalink else ""
        cover = absolute(data.cover, post, self.base) if data.cover and self.base else data.cover
        self.image = (valid_url(cover) or "") if cover.startswith(("http://", "https://")) else ""
        self.authors = data.authors or self.site.authors

    def open_graph(self) -> list[tuple[str, str]]:
        """Properties of the Open Graph protocol (ogp.me), those of an article, in their order."""
        data = self.post.metadata
        rows = [
            ("og:type", "article"),
            ("og:title", self.post.title),
            ("og:description", self.description),
            ("og:url", self.url),
            ("og:image", self.image),
            ("og:site_name", self.site.title),
            ("og:locale", self.language.replace("-", "_")),
            ("article:published_time", _moment(data.date)),
            ("article:modified_time", _moment(data.updated)),
            *(("article:author", name) for name in self.authors),
            *(("article:tag", name) for name in data.tags),
        ]
        return [(name, value) for name, value in rows if value]

    def json_ld(self) -> dict[str, Any]:
        """The post as a BlogPosting of schema.org."""
        data = self.post.metadata
        values = {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "headline": self.post.title,
            "description": self.description,
            "inLanguage": self.language,
            "datePublished": _moment(data.date),
            "dateModified": _moment(data.updated),
            "author": _people(self.authors),
            "keywords": list(data.tags),
            "image": self.image,
            "url": self.url,
            "isPartOf": {"@type": "Blog", "name": self.site.title} if self.site.title else None,
        }
        return {name: value for name, value in values.items() if value}


def _moment(date: dt.datetime | None) -> str:
    """A moment as ISO 8601; a day where the time is midnight without a zone."""
    if date is None:
        return ""
    return date.date().isoformat() if date.tzinfo is None and not (date.hour or date.minute) else date.isoformat()


def _script_safe(values: dict[str, Any]) -> str:
    # JSON in a script element ends at "</script": no "<" may stand in it.
    return json.dumps(values, ensure_ascii=False, indent=1).replace("<", "\\u003c").replace("&", "\\u0026")
