"""The page that a name means to Hugo (`ref`, `relref`, links to files): Hugo 0.168, hugolib/pagecollections.go."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from .hugo_content import Content, Place
from .hugo_urls import prefix
from .plain import MOST_KEPT, Page, is_file

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdown", ".html", ".htm")


class Index:
    """The pages of a site by their logical path and by their name alone, for each language."""

    def __init__(self, site: Content, url: Callable[[Path], str]) -> None:
        self.site = site
        # The path of the page of a file
        self.url = lru_cache(MOST_KEPT)(url)
        self.file = lru_cache(MOST_KEPT)(lambda logical, language: _file(logical, language, site))
        self.listed = False
        self.paths: dict[tuple[str, str], Path] = {}
        self.names: dict[tuple[str, str], list[str]] = {}
        self.sections: set[tuple[str, str]] = set()

    def _list(self) -> None:
        self.listed = True
        site = self.site
        for path in site.pages():
            place = site.place(path)
            if place is None:
                continue
            language = place.language
            self.paths.setdefault((language, place.logical), path)
            self.names.setdefault((language, place.logical.rpartition("/")[2]), []).append(place.logical)
            if len(place.folders) > (1 if place.bundle else 0):
                # A first folder is a section even without a page of its own.
                self.sections.add((language, "/" + place.folders[0].lower().replace(" ", "-")))

    def page(self, language: str, logical: str) -> Page | None:
        """The page at a logical path."""
        if not self.listed:
            self._list()
        path = self.paths.get((language, logical))
        if path is not None:
            return Page(path, self.url(path))
        if logical == "/" or (language, logical) in self.sections:
            return Page(None, self._made(language, logical))
        return None

    def called(self, language: str, name: str) -> set[str]:
        """The logical paths of the pages of a name."""
        if not self.listed:
            self._list()
        return set(self.names.get((language, name), ()))

    def _made(self, language: str, logical: str) -> str:
        parts = (prefix(self.site, language), logical.strip("/"))
        whole = "/".join(part for part in parts if part)
        return f"/{whole}/" if whole else "/"


def page(index: Index, name: str, post: Path | None, *, language: str = "") -> Page | None:
    """The page that `name` means in the post at `post`; None where there is none, or more than one of that name."""
    site = index.site
    place = site.place(post) if post is not None else None
    own = place.language if place is not None else site.default_language if site.all_languages else ""
    # On a site of one language its key may be named all the same.
    language = own if not site.all_languages and language == site.default_language else language or own
    name = name.rstrip("/") if name.strip("/") else name
    places = [
        candidate
        for spelling, suffixed in _spellings(name or "/")
        for candidate in _named(spelling, place, site, suffixed=suffixed)
    ]
    for logical in places:
        path = index.file(logical, language)
        if path is not None:
            return Page(path, index.url(path))
        if logical.count("/") == 1 and any((mount.folder / logical[1:]).is_dir() for mount in site.contents):
            # A section without a page of its own
            break
    for logical in places:
        found = index.page(language, logical)
        if found is not None:
            return found
    if post is not None and name.startswith(("./", "../")) and name.lower().endswith(_SUFFIXES):
        # A file that lies elsewhere than its page: it is named from the post's own folder.
        beside = site.place(post.parent / name)
        return index.page(language, beside.logical) if beside is not None else None
    if "/" in name:
        return None
    named = index.called(language, _logical(name, site).rpartition("/")[2])
    return index.page(language, named.pop()) if len(named) == 1 else None


def _named(name: str, place: Place | None, site: Content, *, suffixed: bool) -> Iterator[str]:
    """The logical paths that a name may mean: in the page's folder, then from the root."""
    if place is not None and not name.startswith("/"):
        yield _relative(name, place, site, suffixed=suffixed)
    if not name.startswith("."):
        yield _logical(name, site)


def _file(logical: str, language: str, site: Content) -> Path | None:
    """The file of a page that is spelt like its path, so that the site need not be listed for it."""
    names = PurePosixPath(logical).parts[1:]
    for mount in site.contents:
        if names[: len(mount.target)] != mount.target:
            continue
        folder = mount.folder.joinpath(*names[len(mount.target) :])
        ends = [f".{language}.md", ".md"] if language else [".md"]
        stems = [folder / "index", folder / "_index", *([folder] if names[len(mount.target) :] else [])]
        for path in (stem.with_name(stem.name + end) for stem in stems[::-1] for end in ends):
            if is_file(path) and site.contains(path):
                found = site.place(path)
                if found is not None and (found.language, found.logical) == (language, logical) and not site.is_resource(path):
                    return path
    return None


def _spellings(name: str) -> tuple[tuple[str, bool], ...]:
    """The files that a name may mean, and whether it was written with its suffix."""
    if name.lower().endswith(_SUFFIXES):
        return ((name, True),)
    if name == "/":
        return (("/_index.md", False),)
    if name.endswith("/index"):
        return ((f"{name}/index.md", False), (f"{name}.md", False))
    return ((f"{name}.md", False), (f"{name}/index.md", False))


def _relative(name: str, place: Place, site: Content, *, suffixed: bool) -> str:
    """The logical path of a name in a page's folder: of a leaf bundle, the folder that holds it."""
    folders = place.folders
    if place.bundle == "leaf" and not (suffixed and name.startswith("../")):
        folders = folders[:-1]
    return _logical(posixpath.join("/", *folders, name), site)


def _logical(name: str, site: Content) -> str:
    """The logical path of a file: lower case, without suffix, language and `index`."""
    path = posixpath.normpath("/" + name.strip("/")).lower().replace(" ", "-")
    folder, _, last = path.rpartition("/")
    stem = next((last.removesuffix(suffix) for suffix in _SUFFIXES if last.endswith(suffix)), last)
    head, dot, language = stem.rpartition(".")
    if dot and language in site.all_languages:
        stem = head
    return (folder or "/") if stem in ("index", "_index") else f"{folder}/{stem}"
