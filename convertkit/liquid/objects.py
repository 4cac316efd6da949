"""What templates see: `site`, `page`, `jekyll` (Jekyll 4.3, `Drops`). Every value is computed when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from ..front_matter import FrontMatter
from .data import Folder
from .documents import Document, Library
from .ruby import Drop, inspected, text

JEKYLL = {"version": "4.3.1", "environment": "production"}
# What Jekyll's own configuration says where that of the site does not.
_DEFAULTS: dict[str, Any] = {
    "collections_dir": "",
    "data_dir": "_data",
    "encoding": "utf-8",
    "excerpt_separator": "\n\n",
    "highlighter": "rouge",
    "layouts_dir": "_layouts",
    "includes_dir": "_includes",
    "limit_posts": 0,
    "markdown": "kramdown",
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "paginate_path": "/page:num",
    "permalink": "date",
}


class Reader(Protocol):
    """Who renders the text of a document that a template asks for."""

    def html(self, document: Document, text: str) -> str:
        """`text` of `document` as HTML."""
        ...


class Objects:
    """The objects of one rendering: each document has one, so that two of them are the same where they stand twice."""

    def __init__(self, library: Library, reader: Reader) -> None:
        self.library, self.reader = library, reader
        self._made: dict[int, Drop] = {}

    def of(self, document: Document) -> Drop:
        """The object of a document."""
        made = self._made.get(id(document))
        if made is None:
            made = self._made[id(document)] = CollectionPage(document, self) if document.label else Page(document, self)
        return made

    def all(self, documents: list[Document]) -> list[Drop]:
        """The objects of documents."""
        return [self.of(document) for document in documents]

    def excerpt(self, document: Document) -> str:
        """The first part of a document as HTML: down to its `excerpt_separator`."""
        given = document.data.get("excerpt")
        if given is not None:
            return text(given)
        mark = text(document.data.get("excerpt_separator") or self.library.site.setting("excerpt_separator", "\n\n"))
        head, _, tail = document.content.partition(mark) if mark else ("", "", "")
        return self.reader.html(document, _with_definitions(head, tail)) if mark else ""


def _with_definitions(head: str, tail: str) -> str:
    """The link definitions of the rest that the first part uses come along."""
    found = []
    for line in tail.split("\n") if "[" in head else []:
        name, mark, _ = line.strip().partition("]:")
        if mark and name.startswith("[") and f"{name}]" in head:
            found.append(line)
    return head + "\n\n" + "\n".join(found) if found else head


class Page(Drop):
    """A page: its front matter, and where it lies."""

    own: tuple[str, ...] = ("content", "dir", "excerpt", "name", "path", "url")

    def __init__(self, document: Document, objects: Objects) -> None:
        super().__init__()
        self.document, self.objects = document, objects

    @property
    def data(self) -> Mapping[str, Any]:
        return self.document.data

    def __iter__(self) -> Any:
        return iter(dict.fromkeys([*self.data, *self.own]))

    def __str__(self) -> str:
        return inspected(dict(self))

    def _content(self) -> str:
        return self.document.content

    def _dir(self) -> str:
        url = self.document.url
        return url if url.endswith("/") else url.rpartition("/")[0] + "/"

    def _excerpt(self) -> Any:
        return self.document.data.get("excerpt")

    def _name(self) -> str:
        return self.document.path.name

    def _path(self) -> str:
        return text(self.document.data.get("path")) or self.document.relative

    def _url(self) -> str:
        return self.document.url


class CollectionPage(Page):
    """A post, or another document of a collection."""

    own = ("id", "output", "content", "relative_path", "url", "path", "collection", "excerpt", "name", "previous", "next")

    def __str__(self) -> str:
        return text(self["content"])

    def __iter__(self) -> Any:
        return iter(dict.fromkeys([*self.own, *self.data]))

    def _id(self) -> str:
        return f"{self.document.url.rstrip('/').rpartition('/')[0]}/{text(self.document.data['slug'])}"

    def _output(self) -> None:
        return None

    def _content(self) -> str:
        return self.objects.reader.html(self.document, self.document.content)

    def _excerpt(self) -> str:
        return self.objects.excerpt(self.document)

    def _relative_path(self) -> str:
        return self.document.relative

    def _path(self) -> str:
        return self.document.relative

    def _collection(self) -> str:
        return self.document.label

    def _name(self) -> Any:
        return self.document.data.get("name") or self.document.path.name

    def _previous(self) -> Drop | None:
        return self._beside(-1)

    def _next(self) -> Drop | None:
        return self._beside(1)

    def _beside(self, step: int) -> Drop | None:
        documents = self.document.library.documents(self.document.label)
        here = next((number for number, one in enumerate(documents) if one.path == self.document.path), None)
        there = None if here is None else here + step
        return self.objects.of(documents[there]) if there is not None and 0 <= there < len(documents) else None


class StaticFile(Drop):
    """A file without front matter."""

    own = ("name", "extname", "modified_time", "basename", "path", "collection")

    def __init__(self, path: Path, library: Library, label: str = "") -> None:
        super().__init__()
        self.path, self.file = path, PurePosixPath(library.relative(path))
        self.library, self.label = library, label

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return dict(self.library.site.values(self.path, FrontMatter()))

    @property
    def data(self) -> Mapping[str, Any]:
        return self._defaults

    def _name(self) -> str:
        return self.file.name

    def _extname(self) -> str:
        return self.file.suffix

    def _basename(self) -> str:
        return self.file.stem

    def _modified_time(self) -> Any:
        # The time of a copied file says nothing, and would make two builds differ.
        return self.library.now

    def _path(self) -> str:
        return str(self.file) if self.label else f"/{self.file}"

    def _collection(self) -> str | None:
        return self.label or None


class Collection(Drop):
    """A collection: its documents, its files, its settings."""

    own = ("label", "docs", "files", "directory", "relative_directory", "output")

    def __init__(self, label: str, objects: Objects) -> None:
        super().__init__()
        self.label, self.objects = label, objects

    @property
    def data(self) -> Mapping[str, Any]:
        return self.objects.library.labels[self.label]

    def _label(self) -> str:
        return self.label

    def _docs(self) -> list[Drop]:
        return self.objects.all(self.objects.library.documents(self.label))

    def _files(self) -> list[Drop]:
        library = self.objects.library
        paths = library.static_files(self.label) if self.label != "posts" else []
        return [StaticFile(path, library, self.label) for path in paths]

    def _directory(self) -> str:
        # The folder's place on this machine is nobody's business.
        return f"/{self._relative_directory()}"

    def _relative_directory(self) -> str:
        return f"_{self.label}"

    def _output(self) -> bool:
        return self.label == "posts" or bool(self.data.get("output"))


class Site(Drop):
    """The site: its config, and everything that it holds."""

    own: tuple[str, ...] = ("time", "data", "posts", "pages", "html_pages", "static_files", "tags", "categories", "collections")
    own += ("documents", "related_posts")

    def __init__(self, objects: Objects, page: Document | None) -> None:
        super().__init__()
        self.objects, self.page, self.library = objects, page, objects.library
        self._config = {**_DEFAULTS, **self.library.site.config}

    @property
    def data(self) -> Mapping[str, Any]:
        return self._config

    def __getitem__(self, key: str) -> Any:
        if key != "posts" and key in self.library.labels:
            return self.objects.all(self.library.documents(key))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return key in self.library.labels or super().__contains__(key)

    def _time(self) -> Any:
        return self.library.now

    def _data(self) -> Folder:
        return Folder(self.library.site, self.library.site.root / text(self._config["data_dir"]))

    def _posts(self) -> list[Drop]:
        return self.objects.all(self.library.documents("posts")[::-1])

    def _pages(self) -> list[Drop]:
        return self.objects.all(self.library.pages)

    def _html_pages(self) -> list[Drop]:
        found = [page for page in self.library.pages if page.url.endswith(("/", ".html", ".htm", ".xhtml"))]
        return self.objects.all(found)

    def _static_files(self) -> list[Drop]:
        found = [StaticFile(path, self.library) for path in self.library.static_files()]
        return [*found, *(file for label in self.library.labels for file in Collection(label, self.objects)["files"])]

    def _tags(self) -> dict[str, list[Drop]]:
        return {name: self.objects.all(posts) for name, posts in self.library.by_value("tags").items()}

    def _categories(self) -> dict[str, list[Drop]]:
        return {name: self.objects.all(posts) for name, posts in self.library.by_value("categories").items()}

    def _collections(self) -> list[Drop]:
        return [Collection(label, self.objects) for label in sorted(self.library.labels)]

    def _documents(self) -> list[Drop]:
        collections = [Collection(label, self.objects) for label in self.library.labels]
        return [each for collection in collections for each in [*collection["docs"], *collection["files"]]]

    def _related_posts(self) -> list[Drop] | None:
        if self.page is not None and not self.page.label:
            return None
        others = [post for post in self.library.documents("posts")[::-1] if self.page is None or post.path != self.page.path]
        return self.objects.all(others[:10])
