"""Hugo's rules: what a post says of itself, what its page is called, which page a name means."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..config import load_config
from ..front_matter import FrontMatter
from ..metadata import Metadata, metadata, moment, plain
from . import hugo_urls, lookup
from .dates import Handlers
from .hugo_content import Content, lower_keys
from .plain import MOST_KEPT, Page, is_file

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif", ".bmp", ".tif", ".tiff")


class Hugo(Content):
    """The rules of a Hugo site."""

    def __init__(self, root: Path, config: Mapping[str, Any]) -> None:
        super().__init__(root, config)
        self._authors = lru_cache(MOST_KEPT)(self._author)

    @cached_property
    def handlers(self) -> Handlers:
        """The handlers of dates."""
        return Handlers(self.setting("frontmatter"), self.setting("timezone"))

    @cached_property
    def date_keys(self) -> frozenset[str]:
        """The keys that the handlers look at."""
        return frozenset(key for chain in self.handlers.chains.values() for key in chain if not key.startswith(":"))

    def metadata(self, path: Path | None, front: FrontMatter) -> Metadata:
        """The metadata of a post: dates by the site's handlers, taxonomies, authors by their names, the bundle's cover."""
        values = self.values(path, front)
        known = metadata(front, given=values)
        lower = {key.lower(): value for key, value in values.items()}
        name = self.stem(path) if path is not None else ""
        if path is not None and name.lower() in ("index", "_index"):
            name = path.parent.name
        dates = self.handlers.dates(lower, name)
        changes: dict[str, Any] = {
            "date": dates.date,
            "updated": dates.updated if dates.updated != dates.date or moment(lower.get("lastmod")) else None,
            "published": dates.published or dates.date,
            "expires": dates.expires,
            "slug": known.slug or dates.slug,
            "url": plain(str(lower.get("url") or "")),
            "aliases": tuple(self._alias(alias, path) for alias in known.aliases),
            "hidden": _hidden(lower),
            "authors": tuple(self.author(author) for author in known.authors),
            "terms": _terms(lower, self.taxonomies),
        }
        if path is not None and not known.cover and name != self.stem(path):
            changes["cover"] = self._bundled_cover(path.parent)
        if not known.language and path is not None and self.languages:
            changes["language"] = self.language_tag(path)
        return replace(known, **changes)

    def _alias(self, alias: str, path: Path | None) -> str:
        """An alias from the root: one without a slash before it lies beside the page."""
        place = self.place(path) if path is not None else None
        if place is None:
            return alias
        above = place.logical.rpartition("/")[0]
        whole = posixpath.normpath("/" + (alias if alias.startswith("/") else f"{above}/{alias}").lstrip("/"))
        folder = hugo_urls.prefix(self, place.language)
        return f"/{folder}{whole}" if folder else whole

    def author(self, key: str) -> str:
        """An author's name: what the site's data or the author's own page say of the key, else the key."""
        return self._authors(key)

    def _author(self, key: str) -> str:
        if not key or "/" in key or key.startswith(".") or len(key) > 200:
            return key
        for suffix in ("json", "toml", "yaml", "yml"):
            path = self.root / "data" / "authors" / f"{key}.{suffix}"
            if is_file(path) and self.contains(path):
                return str(lower_keys(load_config(path)).get("name") or key)
        for taxonomy in ("authors", "author"):
            for spelling in dict.fromkeys((key, key.lower().replace(" ", "-"))):
                page = self.index_of((taxonomy, spelling), self.default_language if self.languages else "")
                title = lower_keys(self.front(page).values).get("title") if page is not None else None
                if title:
                    return plain(str(title))
        return key

    def _bundled_cover(self, folder: Path) -> str:
        # Hugo 0.168, _funcs/get-page-images: first *feature*, then *cover* and *thumbnail*
        names = [name for name in self.listed(folder) if name.lower().endswith(_PICTURES)]
        for words in (("feature",), ("cover", "thumbnail")):
            for name in names:
                if any(word in name.lower() for word in words):
                    return name
        return ""

    def permalink(self, path: Path, known: Metadata) -> str:
        """The path of a post's page."""
        return hugo_urls.permalink(self, path, known)

    def page(self, name: str, post: Path | None, *, language: str = "") -> Page | None:
        """The page that `ref` finds by `name` in the post at `post`."""
        return lookup.page(self.index, name, post, language=language)

    @cached_property
    def index(self) -> lookup.Index:
        """The site's pages by their names."""
        return lookup.Index(self, lambda path: self.permalink(path, self.metadata(path, self.front(path))))


def _hidden(values: Mapping[str, Any]) -> bool:
    """Whether a page is in no list or not rendered: `headless`, `build`."""
    build = values.get("build") or values.get("_build")
    given = lower_keys(build) if isinstance(build, Mapping) else {}
    never = [str(given.get(key, "")).lower() in ("never", "false") for key in ("list", "render")]
    return values.get("headless") is True or any(never)


def _terms(values: Mapping[str, Any], taxonomies: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = {}
    for plural in taxonomies:
        value = values.get(plural)
        if plural not in ("tags", "categories") and value:
            terms = value if isinstance(value, list) else [value]
            found[plural] = tuple(plain(str(term)) for term in terms if term is not None and not isinstance(term, dict | list))
    return found
