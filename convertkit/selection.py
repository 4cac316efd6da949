"""Which posts of a site are meant: by section, taxonomy, date, language, and whether the generator would publish them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .post import Post
from .site import Site


@dataclass(frozen=True)
class Selection:
    """Conditions that a post must all meet; an empty one is met by every post.

    `section` is a folder below the content folder (`posts`, `docs/guide`), `since` and `until` are the first and the last
    day. `language` is a key of the site, a tag, or `all`. `drafts`, `future` and `expired` let through what the generator
    holds back; a site's config may do so too.
    """

    section: str = ""
    tag: str = ""
    category: str = ""
    language: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False

    def may_hold(self, path: Path, site: Site) -> bool:
        """Whether the file at `path` may be meant, as far as that is known before it is read."""
        return not self.section or in_section(path, self.section, site)

    def holds(self, post: Post, site: Site, now: dt.datetime) -> bool:
        """Whether `post` meets every condition; `now` parts what is published from what will be."""
        known = post.metadata
        path = post.source.path
        if path is not None and not self.may_hold(path, site):
            return False
        if self.tag and _folded(self.tag) not in map(_folded, known.tags):
            return False
        if self.category and _folded(self.category) not in map(_folded, known.categories):
            return False
        if self.language not in ("", "all") and not self._spoken(post, site):
            return False
        return self._dated(known.date) and self._published(post, site, now)

    def _spoken(self, post: Post, site: Site) -> bool:
        path = post.source.path
        key = site.language_of(path) if path is not None and site.languages else ""
        return _speaks(self.language, key, post.metadata.language or site.language)

    def _dated(self, date: dt.datetime | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return date is not None and (self.since or dt.date.min) <= date.date() <= (self.until or dt.date.max)

    def _published(self, post: Post, site: Site, now: dt.datetime) -> bool:
        rules, known = site.rules, post.metadata
        drafts = self.drafts or rules.builds_drafts
        future = self.future or rules.builds_future
        expired = self.expired or rules.builds_expired
        first, last = _utc(known.published or known.date), _utc(known.expires)
        return (
            not known.hidden
            and (drafts or not known.draft)
            and (future or first is None or first <= now)
            and (expired or last is None or last >= now)
        )


def translations(posts: Iterable[Post], site: Site) -> list[Post]:
    """The posts that translate another: of those that stand for one page, the one in the site's default language is the page.

    Posts belong together by their name in Hugo's content, or by their `translationKey`. What only one language has is none.
    """
    keys = list(dict.fromkeys((site.default_language, *site.languages)))

    def rank(post: Post) -> int:
        path = post.source.path
        return keys.index(key) if path is not None and (key := site.language_of(path)) in keys else len(keys)

    pages: dict[str, list[Post]] = {}
    for number, post in enumerate(posts):
        pages.setdefault(_page(post, site) or f"#{number}", []).append(post)
    return [post for page in pages.values() for post in sorted(page, key=rank)[1:]]


def _page(post: Post, site: Site) -> str:
    """What all translations of a page share."""
    key = next((str(value) for name, value in post.metadata.extra.items() if name.lower() == "translationkey"), "")
    return key or (site.rules.logical(post.source.path) if post.source.path is not None else "")


def now() -> dt.datetime:
    """The moment that parts published posts from future ones: SOURCE_DATE_EPOCH where a build sets it, else the clock's."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(fixed), dt.UTC) if fixed.isdigit() else dt.datetime.now(dt.UTC)


def in_section(path: Path, section: str, site: Site) -> bool:
    """Whether the file at `path` lies below the folder `section` of the content; Jekyll's `posts` is `_posts`."""
    inside = site.content_path(path)
    wanted = [part.lstrip("_").lower() for part in section.strip("/").split("/")]
    folders = [part.lstrip("_").lower() for part in inside.parts[:-1]] if inside is not None else []
    return folders[: len(wanted)] == wanted


def _utc(date: dt.datetime | None) -> dt.datetime | None:
    if date is None:
        return None
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)


def _speaks(wanted: str, key: str, tag: str) -> bool:
    """Whether a language is `wanted`: by the site's key for it (`zh-cn`), by its tag (`fa-IR`) or the first part of that."""
    wanted = wanted.replace("_", "-").lower()
    return wanted in (key.lower(), tag.lower(), tag.lower().split("-")[0])


def _folded(term: str) -> str:
    return term.strip().casefold()
