"""Metadata: what front matter says, under one set of names and types."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from .front_matter import FrontMatter


@dataclass(frozen=True)
class Metadata:
    """Normalised metadata of a post; `extra` keeps every other value in its order.

    `date` and `updated` have a zone when the source gives one; `date_lexeme` is the spelling in the source.
    `published` and `expires` are the moments between which the generator shows the post, None where it does not say.
    `hidden` posts are in no list of the site, or have no page of their own. `terms` are those of the site's taxonomies
    beyond tags and categories (`series`).
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: dt.datetime | None = None
    date_lexeme: str = ""
    updated: dt.datetime | None = None
    draft: bool = False
    slug: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    description: str = ""
    summary: str = ""
    cover: str = ""
    language: str = ""
    weight: int = 0
    published: dt.datetime | None = None
    expires: dt.datetime | None = None
    hidden: bool = False
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


_KNOWN = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "authors",
    "authors": "authors",
    "date": "date",
    "publishdate": "date",
    "lastmod": "updated",
    "updated": "updated",
    "last_modified_at": "updated",
    "modified": "updated",
    "draft": "draft",
    "slug": "slug",
    "url": "url",
    "permalink": "url",
    "aliases": "aliases",
    "redirect_from": "aliases",
    "tags": "tags",
    "tag": "tags",
    "categories": "categories",
    "category": "categories",
    "description": "description",
    "summary": "summary",
    "excerpt": "summary",
    "lang": "language",
    "language": "language",
    "locale": "language",
    "weight": "weight",
}
# Keys of front matter that hold dates
DATE_KEYS = frozenset(key for key, name in _KNOWN.items() if name in ("date", "updated"))
# Where themes look for the picture of a post, the most telling name first
_COVERS = (
    "cover", "featured_image", "featuredimage", "featureimage", "feature_image", "feature", "images", "image", "thumbnail",
    "banner", "hero", "header",
)  # fmt: skip


def metadata(front: FrontMatter, *, name: str = "", jekyll: bool = False, given: Mapping[str, Any] | None = None) -> Metadata:
    """The metadata of `front`; `name` is the file's name, from which Jekyll takes date and slug.

    `given` are the values of `front` with what the site adds to them.
    """
    given = front.values if given is None else given
    values: dict[str, Any] = {}
    for key, value in given.items():
        known = _KNOWN.get(key.lower())
        if known and known not in values and value is not None:
            values[known] = front.lexemes.get(key, value) if known in ("title", "date") else value
    lexeme = _text(values.get("date"))
    dated, slug = file_date(name) if jekyll else (None, "")
    date = moment(values.get("date")) or dated
    return Metadata(
        title=_text(values.get("title")),
        subtitle=_text(values.get("subtitle")),
        authors=_authors(values.get("authors")),
        date=date,
        date_lexeme=lexeme,
        updated=moment(values.get("updated")),
        draft=_flag(values.get("draft")) or (jekyll and given.get("published") is False),
        slug=_text(values.get("slug")) or slug,
        url=_text(values.get("url")),
        aliases=_texts(values.get("aliases")),
        tags=_texts(values.get("tags"), split=jekyll),
        categories=_texts(values.get("categories"), split=jekyll),
        description=_text(values.get("description")),
        summary=_text(values.get("summary")),
        cover=_cover(given),
        language=_text(values.get("language")).replace("_", "-"),
        weight=_number(values.get("weight")),
        extra=MappingProxyType({key: value for key, value in given.items() if key.lower() not in _KNOWN}),
    )


# Characters that XML cannot hold: a title stands in the XML of books
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return plain(str(value))


def plain(text: str) -> str:
    """`text` without blanks around it, U+FFFD for every character that XML cannot hold."""
    return NO_XML.sub("\ufffd", text).strip()


def _texts(value: Any, *, split: bool = False) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for item in value if (text := _text(item)))
    text = _text(value)
    if not text:
        return ()
    return tuple(text.split()) if split else tuple(part.strip() for part in text.split(",") if part.strip())


def _authors(value: Any) -> tuple[str, ...]:
    """Authors from a name, a mapping with a `name`, or a list of either."""
    if isinstance(value, dict):
        name = _text(value.get("name") or value.get("title"))
        return (name,) if name else ()
    if isinstance(value, list):
        return tuple(author for item in value for author in _authors(item))
    text = _text(value)
    return (text,) if text else ()


def _flag(value: Any) -> bool:
    # Go, strconv.ParseBool; a number that is not 0
    return str(value).lower() in ("true", "t", "1") or (isinstance(value, int) and value != 0)


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _cover(values: Mapping[str, Any]) -> str:
    found = {lower: value for key, value in values.items() if (lower := key.lower()) in _COVERS}
    for key in _COVERS if found else ():
        value = found.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = _first(value, "image", "src", "path", "url", "overlay_image", "teaser")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return _named_resource(values.get("resources"))


def _first(value: Mapping[str, Any], *names: str) -> Any:
    return next((value[name] for name in names if value.get(name)), None)


def _named_resource(resources: Any) -> str:
    """The file that `resources` calls the post's picture (`name: featured-image`)."""
    for item in resources if isinstance(resources, list) else ():
        if isinstance(item, dict) and str(item.get("name", "")).startswith(("featured", "feature", "cover")):
            return _text(item.get("src"))
    return ""


# 2012-02-16, 2012-02-16 14:00:00 +0000, 2024-05-01T10:00:00.5Z, 2024-05-01 10:00 +02:00
_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
    r"(?:\s+[A-Z][A-Za-z]+(?:/[A-Za-z_]+)?)?\s*$"
)


def moment(value: Any) -> dt.datetime | None:
    """A date and time from what YAML, TOML or a string gave; None where it is not one."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    match = _MOMENT.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return _mail_date(value.strip()) if isinstance(value, str) and _MONTH.search(value) else None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=_zone(match[7]))
    except ValueError:
        return None


# "02 Jan 2024"; "Tue, 05 Mar 2024", "Tue Mar  5"
_DAY = re.compile(r"\d\d [A-Z][a-z]{2} \d{4}")
_MONTH = re.compile(r"\d\d?[ -][A-Z][a-z]{2}[ -]\d\d|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ")


def _mail_date(text: str) -> dt.datetime | None:
    """A date as mail and Unix write it: `Tue, 05 Mar 2024 10:11:12 GMT`, `Tue Mar  5 10:11:12 2024`, `05 Mar 2024`."""
    try:
        return parsedate_to_datetime(f"{text} 00:00:00" if _DAY.fullmatch(text) else text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return None
    if text in ("Z", "UTC", "GMT"):
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def time_zone(name: Any) -> dt.tzinfo | None:
    """The zone that a config names (`Europe/Rome`); None where it names none that is known."""
    try:
        return ZoneInfo(str(name)) if name else None
    except (ValueError, OSError, KeyError):
        return None


_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


def direction(language: str) -> str:
    """The writing direction of a language: ltr or rtl."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"


# 2024-05-01-a-post.md
_DATED = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.+?)(?:\.[^.]+)?$")


def file_date(name: str) -> tuple[dt.datetime | None, str]:
    """Date and slug of a file named as Jekyll names posts; (None, '') for any other name."""
    match = _DATED.match(name)
    if match is None:
        return None, ""
    try:
        # Ruby reads years of two digits as of this century up to 68.
        year = int(match[1])
        year += (2000 if year < 69 else 1900) if len(match[1]) == 2 else 0
        return dt.datetime(year, int(match[2]), int(match[3])), match[4]
    except ValueError:
        return None, ""
