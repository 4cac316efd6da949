"""The documents of a Jekyll site as templates see them: posts, collections, pages, static files.

Which files those are, their URLs and what the site's defaults add is the site's business (`Site`). Front matter is read when a
template asks for a document's values; a post that asks for none pays nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from ..front_matter import FrontMatter
from ..metadata import Metadata, metadata, moment
from ..site import Site
from ..sites.jekyll import TEXTS, Jekyll, has_front_matter
from ..source import Source
from .dates import local
from .ruby import text

_MOST_FILES = 200_000
_MOST_BYTES = 4_000_000
_COMPILED = {".scss": ".css", ".sass": ".css", ".coffee": ".js"}
# Lines of blanks: Jekyll's expression for front matter takes those behind it too.
_BLANK_LINES = re.compile(r"\A(?:[ \t\r\f\v]*\n)*(?:[ \t\r\f\v]*\Z)?")
# "2012-02-16 14:00:00 +0000": a time for Ruby's YAML, a text for Python's
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|\s+)\d\d?:\d\d:\d\d(?:\.\d*)?\s*[-+]\d{4}")


class Document:
    """A file with front matter. `label` is its collection's, empty for a page; `source` is given where it was read before."""

    def __init__(self, library: Library, path: Path, label: str, front: FrontMatter | None = None, source: str = "") -> None:
        self.library, self.path, self.label = library, path, label
        self._front, self._source = front, source

    @cached_property
    def relative(self) -> str:
        """The path from the site's root, or from the folder of collections."""
        inside = self.library.relative(self.path)
        folder = self.library.collections_dir
        return inside.removeprefix(folder + "/") if self.label and folder else inside

    @cached_property
    def front(self) -> FrontMatter:
        """Its front matter."""
        return self._front if self._front is not None else self.library.site.front_matter(self.path)

    @cached_property
    def content(self) -> str:
        """Its text behind the front matter."""
        text_ = self._source if self._front is not None else self._text()
        return _BLANK_LINES.sub("", text_[self.front.body :], count=1)

    def _text(self) -> str:
        try:
            return Source.of_bytes(self.path.read_bytes() if self.path.stat().st_size <= _MOST_BYTES else b"").text
        except OSError:
            return ""

    @cached_property
    def metadata(self) -> Metadata:
        """What Jekyll knows of it."""
        site = self.library.site
        if site.kind == "jekyll":
            return site.metadata(self.path, self.front)
        return metadata(self.front, name=self.path.name, jekyll=True)

    @cached_property
    def url(self) -> str:
        """The path of its page on the site."""
        suffix = self.path.suffix.lower()
        if not self.label and suffix not in TEXTS:
            # A page that is no text keeps its name; what Jekyll compiles gets the suffix of the result.
            given = text(self.data.get("permalink"))
            return given or f"/{self.relative.removesuffix(self.path.suffix)}{_COMPILED.get(suffix, self.path.suffix)}"
        return self.library.site.permalink(self.path, self.metadata)

    @cached_property
    def date(self) -> dt.datetime:
        """When it was written; of a document that does not say, the site's time."""
        date = self.metadata.date
        return local(date, self.library.zone) if date is not None else self.library.now

    @cached_property
    def data(self) -> dict[str, Any]:
        """Its front matter over the site's defaults; of a document of a collection with what Jekyll adds to it."""
        values = {
            key: settled(value, self.library.zone) for key, value in self.library.site.values(self.path, self.front).items()
        }
        if not self.label:
            return values
        known = self.metadata
        title = values.get("title") if values.get("title") is not None else known.title
        added = {"title": title, "slug": values.get("slug") or known.slug, "ext": self.path.suffix, "date": self.date}
        added |= {"categories": list(known.categories), "tags": list(known.tags), "draft": bool(values.get("draft"))}
        return {**values, **added}


def settled(value: Any, here: dt.tzinfo) -> Any:
    """A value of YAML as Ruby has it: a time without a zone is one of UTC, shown in the site's zone."""
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=dt.UTC).astimezone(here)
    if isinstance(value, str):
        return moment(value) or value if _TIME.fullmatch(value) else value
    if isinstance(value, Mapping):
        return {key: settled(item, here) for key, item in value.items()}
    if isinstance(value, list):
        return [settled(item, here) for item in value]
    return value


class Library:
    """Every document of a site, in Jekyll's order."""

    def __init__(self, site: Site) -> None:
        self.site = site
        # A post in Jekyll's dialect may lie in another generator's site, or in none.
        self.rules = site.rules if isinstance(site.rules, Jekyll) else Jekyll(site.root, {})
        self.zone = self.rules.zone or dt.UTC
        self.collections_dir = self.relative(self.rules.collections_folder).strip(".")
        self._sorted: dict[str, list[Document]] = {}

    def relative(self, path: Path) -> str:
        """`path` from the site's root, with slashes."""
        return path.relative_to(self.site.root).as_posix() if path.is_relative_to(self.site.root) else path.name

    @cached_property
    def now(self) -> dt.datetime:
        """The site's time: SOURCE_DATE_EPOCH, else the day of the newest post, so that a text is the same tomorrow."""
        given = os.environ.get("SOURCE_DATE_EPOCH", "")
        if given.isdigit():
            return dt.datetime.fromtimestamp(int(given[:11]), self.zone)
        dates = [local(post.metadata.date, self.zone) for post in self._unsorted("posts") if post.metadata.date is not None]
        return max(dates, default=dt.datetime.fromtimestamp(0, self.zone))

    # ------------------------------------------------------------------ documents

    @property
    def labels(self) -> Mapping[str, Mapping[str, Any]]:
        """The collections, each with its settings; `posts` is one."""
        return self.rules.collections

    def label_of(self, path: Path) -> str:
        """The collection that a file belongs to; empty where it is a page."""
        document = self.rules.document(path)
        return document.label if document is not None and document.label != "pages" else ""

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        """The texts that Jekyll renders by their collections; drafts are none that other posts see."""
        found: dict[str, list[Path]] = {}
        for path in self.site.files():
            if "_drafts" not in path.parts:
                found.setdefault(self.label_of(path), []).append(path)
        return found

    def _unsorted(self, label: str) -> list[Document]:
        found = [Document(self, path, label) for path in self._files.get(label, ())]
        return [document for document in found if document.front.values.get("published") is not False]

    def documents(self, label: str) -> list[Document]:
        """The documents of a collection, by date and path or as its settings say."""
        if label not in self._sorted:
            key = text(self.labels.get(label, {}).get("sort_by"))
            found = self._unsorted(label)
            if key:
                found.sort(key=lambda document: (text(document.data.get(key)), document.relative))
            else:
                found.sort(key=lambda document: (document.date, document.relative))
            self._sorted[label] = found
        return self._sorted[label]

    @cached_property
    def pages(self) -> list[Document]:
        """Files with front matter that are no part of a collection, by name."""
        others = [Document(self, path, "") for path in self._others if has_front_matter(path)]
        return sorted([*self._unsorted(""), *others], key=lambda page: (page.path.name, page.relative))

    def every(self) -> Iterator[Document]:
        """Pages, then the documents of all collections."""
        yield from self.pages
        for label in self.labels:
            yield from self.documents(label)

    def by_value(self, name: str) -> dict[str, list[Document]]:
        """Posts by their tags or categories, the newest first; keys in the order of the oldest posts."""
        found: dict[str, list[Document]] = {}
        for post in self.documents("posts"):
            for value in post.data.get(name) or []:
                found.setdefault(text(value), []).append(post)
        return {value: posts[::-1] for value, posts in found.items()}

    def static_files(self, label: str = "") -> list[Path]:
        """Files without front matter: those of the site, or those of a collection."""
        folder = self.site.root / self.collections_dir / f"_{label}"
        found = self._others if not label else self._walked(folder)
        return sorted((path for path in found if not has_front_matter(path)), key=self.relative)

    @cached_property
    def _others(self) -> list[Path]:
        """Files of the site that are no text of it."""
        texts = {path for paths in self._files.values() for path in paths}
        return [path for path in self._walked(self.site.root) if path not in texts]

    def _walked(self, top: Path) -> list[Path]:
        """The files below a folder that Jekyll takes, in path order."""
        since = len(top.relative_to(self.site.root).parts)

        def kept(path: Path) -> bool:
            return self.site.contains(path) and not self.rules.left_out(self.relative(path), since=since)

        found: list[Path] = []
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if kept(Path(folder, name)))
            found += [path for name in sorted(names) if kept(path := Path(folder, name))]
            if len(found) > _MOST_FILES:
                break
        return found
