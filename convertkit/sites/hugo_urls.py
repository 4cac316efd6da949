"""What a page of Hugo is called in URLs (Hugo 0.168, resources/page: page_paths.go, permalinks.go)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..metadata import Metadata
from ..permalinks import Value, date_tokens, filled, in_pattern, iri, sanitized
from . import cascade
from .hugo_content import Content, Place


def permalink(site: Content, path: Path, known: Metadata) -> str:
    """The path of the page of a post: `url`, else the pattern of `permalinks`, else where its file stands."""
    place = site.place(path)
    if place is None:
        return f"/{site.slug(path, known)}/"
    names = _Names(site, place, known)
    if known.url and place.kind != "home":
        return iri(_of_url(names, known.url))
    pattern = _pattern(site, place)
    if pattern:
        whole = names.written(names.filled(pattern)).strip("/")
    elif place.bundle:
        whole = "/".join(names.own_folders())
    else:
        whole = "/".join((*names.folders(place.folders), names.last()))
    return iri(_finished(names, whole))


def _finished(names: _Names, whole: str) -> str:
    site, place = names.site, names.place
    branch = place.kind in ("home", "section", "taxonomy")
    prefixed = "/".join(part for part in (prefix(site, place.language), whole) if part)
    if _is_ugly(site, place):
        if branch:
            return f"/{prefixed}/index.html" if prefixed else "/index.html"
        return f"/{prefixed}.html"
    return f"/{prefixed}/" if prefixed else "/"


def prefix(site: Content, language: str) -> str:
    """The folder of a language in URLs; empty for the default one, unless it has a folder too."""
    if not site.languages or site.multihost:
        return ""
    in_folder = site.setting("defaultcontentlanguageinsubdir") is True
    return language if language != site.default_language or in_folder else ""


def _of_url(names: _Names, url: str) -> str:
    site, place = names.site, names.place
    if ":" in url:
        url = names.filled(url)
    if ".." in url:
        url = posixpath.normpath("/" + url) + ("/" if url.endswith("/") else "")
    whole = re.sub("/{2,}", "/", url)
    if not url.startswith("/"):
        folder = prefix(site, place.language)
        whole = f"/{folder}/{whole}" if folder and not f"/{whole}".startswith(f"/{folder}") else f"/{whole}"
    if place.kind != "page":
        whole = names.written(whole)
    if whole.endswith("/index.html"):
        whole = whole.removesuffix("index.html")
    return whole.rstrip("/") + "/" if whole.endswith("/") or "." not in url else whole


def _is_ugly(site: Content, place: Place) -> bool:
    value = site.setting("uglyurls", language=place.language)
    if isinstance(value, Mapping):
        return bool(place.folders) and value.get(place.folders[0].lower()) is True
    return value is True


def _pattern(site: Content, place: Place) -> str:
    """The pattern for a page: of its kind and section, or of the first entry of a list that means it."""
    given = site.setting("permalinks", language=place.language)
    if isinstance(given, list):
        for entry in given:
            if isinstance(entry, Mapping) and cascade.target(entry.get("target")).matches(
                place.logical, place.kind, place.language
            ):
                return str(entry.get("pattern") or "")
        return ""
    if not isinstance(given, Mapping):
        return ""
    in_root = place.kind == "page" and len(place.folders) <= (1 if place.bundle else 0)
    section = "" if in_root or not place.folders else place.folders[0].lower()
    # A pattern that names no kind is one for pages and terms.
    tables = [given.get(place.kind), given if place.kind in ("page", "term") else None]
    for table in tables:
        for key, pattern in table.items() if isinstance(table, Mapping) else ():
            if key.strip("/.") == section and isinstance(pattern, str):
                return pattern
    return ""


class _Names:
    """The names that a page's URL is made of."""

    def __init__(self, site: Content, place: Place, known: Metadata) -> None:
        self.site, self.place, self.known = site, place, known
        lower = site.setting("disablepathtolower") is not True
        accents = site.setting("removepathaccents") is not True
        self.written = partial(sanitized, lower=lower, accents=accents)
        # A title or a slug in a pattern
        self.token = partial(in_pattern, lower=lower, accents=accents)

    def filled(self, pattern: str) -> str:
        """A pattern with the names of the page in it."""
        return filled(pattern, self.tokens(), parts=self.parts(), date=self.known.date)

    def normal(self, name: str) -> str:
        """A file's or folder's name in a path; every blank is a `-`, except where paths keep their case."""
        keep = self.site.setting("disablepathtolower") is True
        return self.written(name if keep else name.replace(" ", "-"))

    def folders(self, folders: tuple[str, ...]) -> list[str]:
        """Folders in a path; a section may have a slug."""
        found = []
        for number, name in enumerate(folders, start=1):
            found.append(self.slug_of(folders[:number]) or self.normal(name))
        return found

    def own_folders(self) -> list[str]:
        """The path of a bundle: its folder is its name."""
        if not self.place.folders:
            return []
        above = self.folders(self.place.folders[:-1])
        return [*above, self.slug() or self.normal(self.place.folders[-1])]

    def slug_of(self, folders: tuple[str, ...]) -> str:
        """The slug of a section; empty where it has none."""
        index = self.site.index_of(folders, self.place.language)
        return self.written_slug(_value(self.site, index, "slug")) if index is not None else ""

    def written_slug(self, slug: str) -> str:
        """A slug in a path; it never leads out of its folder."""
        return _inside(self.written(slug))

    def slug(self) -> str:
        """The page's slug in a path."""
        return self.written_slug(self.known.slug) if self.known.slug else ""

    def last(self) -> str:
        """The page's own name: its slug, else its file's name."""
        return self.slug() or self.normal(self.place.name)

    def base(self) -> str:
        """The name of the file, of the folder for a bundle."""
        place = self.place
        if place.bundle:
            return place.folders[-1] if place.folders else ""
        return place.name

    def sections(self) -> tuple[str, ...]:
        """The folders of the section that holds the page; a section is its own.

        A folder is a section when it has a page (`_index.md`) or lies in the root of the content.
        """
        place = self.place
        if place.bundle == "branch":
            return place.folders
        folders = place.folders[:-1] if place.bundle == "leaf" else place.folders
        while len(folders) > 1 and self.site.index_of(folders, place.language) is None:
            folders = folders[:-1]
        return folders

    def tokens(self) -> dict[str, Value]:
        """What stands for each token."""
        known = self.known
        sections = self.sections()
        slug = _inside(self.token(known.slug)) if known.slug else ""

        def title() -> str:
            # A title is one segment.
            return self.token(known.title.replace("/", "-").replace("\\", "-"))

        return {
            **date_tokens(known.date),
            "section": lambda: self.normal(sections[0]) if sections else "",
            "sectionslug": lambda: self.section_slug(sections[:1]) if sections else "",
            "title": title,
            "slug": lambda: slug or title(),
            "slugorfilename": lambda: slug or self.normal(self.base()),
            "slugorcontentbasename": lambda: slug or self.normal(self.base()),
            "filename": lambda: self.normal(self.base()) if self.place.bundle != "branch" else "",
            "contentbasename": lambda: self.normal(self.base()),
        }

    def parts(self) -> dict[str, Any]:
        """The tokens that may be cut."""
        sections = self.sections()
        return {
            "sections": lambda: [self.normal(name) for name in sections],
            "sectionslugs": lambda: [self.section_slug(sections[: number + 1]) for number in range(len(sections))],
        }

    def section_slug(self, folders: tuple[str, ...]) -> str:
        """A section's slug, else its title, else the title that Hugo makes of its folder."""
        index = self.site.index_of(folders, self.place.language)
        own = (_value(self.site, index, "slug") or _value(self.site, index, "title")) if index is not None else ""
        return self.written(own or _plural(folders[-1], self.site))


def _inside(path: str) -> str:
    """A path without the segments that lead out of its folder."""
    return "/".join(part for part in path.split("/") if part.strip("."))


def _plural(name: str, site: Content) -> str:
    """Titles of lists are plural, unless the config says otherwise."""
    if site.setting("pluralizelisttitles") is False or name.endswith("s"):
        return name
    return re.sub("(?<![aeiou])y$", "ie", name) + "s"


def _value(site: Content, path: Path, key: str) -> str:
    found = {name.lower(): value for name, value in site.front(path).values.items()}.get(key)
    return "" if found is None else str(found)
