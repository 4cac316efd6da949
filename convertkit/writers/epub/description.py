"""The metadata of an EPUB: Dublin Core, the series, EPUB Accessibility 1.1."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from ...context import Context
from ...metadata import direction
from ...post import Book, Post
from ..assets import Assets
from ..book.chapters import BookChapter

# A zip entry has a date; a book without one gets the first that zip can hold.
EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def describe(target: Any, book: Book, found: Sequence[BookChapter], assets: Assets, context: Context) -> None:
    """Give an ebooklib book the metadata of `book`, whose chapters are `found`."""
    target.set_identifier(book.identifier or identifier(book, found, context))
    target.set_title(book.title)
    target.set_language(book.language)
    if direction(book.language) == "rtl":
        target.set_direction("rtl")
    for number, name in enumerate(book.authors, start=1):
        target.add_metadata("DC", "creator", name, {"id": f"author-{number}"})
    for name in ("description", "rights", "publisher"):
        if getattr(book, name):
            target.add_metadata("DC", name, getattr(book, name))
    for subject in dict.fromkeys(tag for post in book for tag in (*post.metadata.tags, *post.metadata.categories)):
        target.add_metadata("DC", "subject", subject)
    date = book[0].metadata.date
    if len(book) == 1 and date is not None:
        target.add_metadata("DC", "date", date.strftime("%Y-%m-%d"))
    for language in dict.fromkeys(each.language for each in found):
        if language != book.language:
            target.add_metadata("DC", "language", language)
    _describe_series(target, book)
    _describe_access(target, found)


def _describe_series(target: Any, book: Book) -> None:
    """The series as EPUB 3.3 has it ("The belongs-to-collection property"), and as calibre reads it."""
    if not book.series:
        return
    target.add_metadata(None, "meta", book.series, {"property": "belongs-to-collection", "id": "series"})
    target.add_metadata(None, "meta", "series", {"refines": "#series", "property": "collection-type"})
    target.add_metadata(None, "meta", "", {"name": "calibre:series", "content": book.series})
    if book.series_index:
        target.add_metadata(None, "meta", book.series_index, {"refines": "#series", "property": "group-position"})
        target.add_metadata(None, "meta", "", {"name": "calibre:series_index", "content": book.series_index})


def _describe_access(target: Any, found: Sequence[BookChapter]) -> None:
    """EPUB Accessibility 1.1: what the book offers and what it does not."""
    images = [image for each in found for image in each.page.root.iter("img")]
    sound = any(each.page.root.find(".//audio") is not None for each in found)
    film = any(each.page.root.find(".//video") is not None for each in found)
    described = all(image.get("alt") for image in images)
    modes = ["textual", *(["visual"] if images or film else []), *(["auditory"] if sound or film else [])]
    values = [("accessMode", mode) for mode in modes]
    # Sound and film come without a transcript that we know of.
    enough = "textual" if described and not sound and not film else ",".join(modes)
    values.append(("accessModeSufficient", enough))
    features = ["structuralNavigation", "tableOfContents", "readingOrder"]
    features += ["alternativeText"] if images and described else []
    features += ["MathML"] if any("mathml" in each.page.properties for each in found) else []
    values += [("accessibilityFeature", feature) for feature in features]
    values.append(("accessibilityHazard", "unknown" if film else "none"))
    summary = "Text in reading order with a table of contents and headings"
    summary += "; every image has a text alternative." if images and described else "."
    values.append(("accessibilitySummary", summary))
    for name, value in values:
        target.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def identifier(book: Book, found: Sequence[BookChapter], context: Context) -> str:
    """A name of the book that stays: the URL of its one post, else a hash of its content."""
    base = context.site.public_url
    if len(book) == 1 and base and book[0].permalink:
        return uuid.uuid5(uuid.NAMESPACE_URL, base + book[0].permalink).urn
    content = "\n".join(each.page.xml for each in found)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{book.title}\n{content}").urn


def modified(posts: Sequence[Post]) -> dt.datetime:
    """The latest date of the posts, never the clock's."""
    dates = [date for post in posts for date in (post.metadata.updated, post.metadata.date) if date is not None]
    utc = [date.astimezone(dt.UTC) if date.tzinfo else date.replace(tzinfo=dt.UTC) for date in dates]
    return max(utc, default=EPOCH)
