"""Jekyll's rules: posts, drafts, collections and pages, defaults, categories of folders; their URLs are in `jekyll_urls`."""

from __future__ import annotations

import datetime as dt
import fnmatch
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ..config import over
from ..front_matter import FrontMatter
from ..metadata import Metadata, file_date, metadata, moment, plain, time_zone
from . import jekyll_urls
from .jekyll_urls import Document
from .plain import Page, Plain, is_file, markdown_files

# Jekyll 4.3: what a site's own `exclude` adds to
_EXCLUDED = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/", "vendor/cache/",
    "vendor/gems/", "vendor/ruby/",
)  # fmt: skip
_INCLUDED = (".htaccess",)
TEXTS = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html", ".htm", ".xhtml")
# "2023-01-29 18:30:22 2023 -0800": Ruby passes over what it cannot use
_LOOSE = re.compile(r"(\d{4}-\d\d?-\d\d? \d\d:\d\d:\d\d) \d{4} ([+-]\d{4})$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


class Jekyll(Plain):
    """The rules of a Jekyll site."""

    style = "jekyll"

    def __init__(self, root: Path, config: Mapping[str, Any]) -> None:
        super().__init__(root, config)
        self._documents: dict[Path, Document | None] = {}

    # ------------------------------------------------------------------ config

    @property
    def base_url(self) -> str:
        """Jekyll's url + baseurl."""
        return (str(self.setting("url") or "") + str(self.setting("baseurl") or "")).rstrip("/")

    @property
    def language(self) -> str:
        """The site's `lang` or `locale`."""
        return str(self.setting("lang") or self.setting("locale") or "").replace("_", "-")

    @cached_property
    def folder_languages(self) -> tuple[str, ...]:
        """Languages that the config lists: folders are named for them."""
        value = self.setting("languages") or self.setting("locales") or ()
        return tuple(str(item) for item in value) if isinstance(value, list | Mapping) else ()

    @cached_property
    def zone(self) -> dt.tzinfo | None:
        """The site's time zone; None where its config does not say."""
        return time_zone(self.setting("timezone"))

    @property
    def builds_drafts(self) -> bool:
        """Jekyll's show_drafts."""
        return self.setting("show_drafts") is True

    @property
    def builds_future(self) -> bool:
        """Jekyll's future."""
        return self.setting("future") is True

    @cached_property
    def collections(self) -> Mapping[str, Mapping[str, Any]]:
        """The settings of each collection, by its label; `posts` is one."""
        value = self.setting("collections")
        named = value if isinstance(value, Mapping) else dict.fromkeys(value) if isinstance(value, list) else {}
        found: dict[str, Mapping[str, Any]] = {
            str(label): own if isinstance(own, Mapping) else {} for label, own in named.items() if label is not None
        }
        found["posts"] = {"permalink": jekyll_urls.style(self.permalink_style), "output": True, **found.get("posts", {})}
        return found

    @property
    def permalink_style(self) -> str:
        """The site's `permalink`."""
        return str(self.setting("permalink") or "date")

    @cached_property
    def collections_folder(self) -> Path:
        """The folder that holds collections, posts and drafts."""
        name = str(self.setting("collections_dir") or "").strip("/")
        folder = self.root / name
        return folder if self.contains(folder) else self.root

    @cached_property
    def defaults(self) -> tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]:
        """The scopes and values of `defaults`."""
        value = self.setting("defaults")
        sets = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        pairs = ((item.get("scope") or {}, item.get("values") or {}) for item in sets)
        return tuple((scope, values) for scope, values in pairs if isinstance(scope, Mapping) and isinstance(values, Mapping))

    # ------------------------------------------------------------------ folders

    @property
    def static_dirs(self) -> tuple[Path, ...]:
        """The root: every file is served from where it lies."""
        return (self.root,)

    @property
    def content_dirs(self) -> tuple[Path, ...]:
        """The root."""
        return (self.root,)

    def files(self) -> Iterator[Path]:
        """Every text that Jekyll renders: posts and drafts, documents of collections, pages; each has front matter."""
        for path in markdown_files(self.root, suffixes=TEXTS, content=True):
            document = self.document(path)
            if document is None or not self._read_by_jekyll(path, document) or not self.contains(path):
                continue
            # A page or a document of a collection without front matter is a file that Jekyll copies as it is.
            if document.label == "posts" or has_front_matter(path):
                yield path

    def _read_by_jekyll(self, path: Path, document: Document) -> bool:
        inside = path.relative_to(self.root).as_posix()
        if document.label == "pages":
            return not self.left_out(inside)
        if document.label == "posts" and not document.draft and file_date(path.name)[0] is None:
            return False
        # What lies in a collection's folder is filtered from there.
        start = len(PurePosixPath(inside).parts) - len(PurePosixPath(document.inner).parts)
        return not self.left_out(inside, since=start)

    def left_out(self, inside: str, *, since: int = 0) -> bool:
        """Whether Jekyll passes over a file or a folder above it: excluded, hidden, special; `include` counts more."""
        parts = PurePosixPath(inside).parts
        for depth in range(since + 1, len(parts) + 1):
            entry, name = "/".join(parts[:depth]), parts[depth - 1]
            included = self._matches(self._included, entry) or self._matches(self._included, name)
            if not included and (
                self._matches(self._excluded, entry) or name.startswith((".", "_", "#", "~")) or name.endswith("~")
            ):
                return True
        return False

    @cached_property
    def _included(self) -> tuple[str, ...]:
        return (*_INCLUDED, *_names(self.setting("include")))

    @cached_property
    def _excluded(self) -> tuple[str, ...]:
        wanted = set(self._included)
        return tuple(name for name in (*_EXCLUDED, *_names(self.setting("exclude"))) if name not in wanted)

    def _matches(self, patterns: tuple[str, ...], entry: str) -> bool:
        # File.fnmatch without FNM_PATHNAME: `*` crosses folders
        for pattern in patterns:
            bare = pattern.removeprefix("./").lstrip("/")
            if bare and (entry.startswith(bare) or bare == f"{entry}/" or fnmatch.fnmatchcase(entry, bare)):
                return True
        return False

    # ------------------------------------------------------------------ what a file is

    def document(self, path: Path) -> Document | None:
        """What a file is to Jekyll; None outside of the site."""
        if path not in self._documents:
            if len(self._documents) >= 20_000:
                self._documents.clear()
            self._documents[path] = self._document(path)
        return self._documents[path]

    def _document(self, path: Path) -> Document | None:
        inside = self.content_path(path)
        if inside is None:
            return None
        base = self.collections_folder
        relative = PurePosixPath(path.relative_to(base).as_posix()) if path.is_relative_to(base) else None
        for number, name in enumerate(relative.parts[:-1] if relative is not None else ()):
            assert relative is not None
            inner = posixpath.join(*relative.parts[number + 1 :])
            if name in ("_posts", "_drafts"):
                return Document("posts", str(relative), inner, relative.parts[:number], draft=name == "_drafts")
            label = name[1:]
            if number == 0 and name.startswith("_") and label in self.collections:
                return Document(label, str(relative), inner)
            if name.startswith("_"):
                break
        return Document("pages", str(inside), str(inside))

    def language_of(self, path: Path) -> str:
        """The language of a file in a folder that is named for one of the config's languages; empty elsewhere."""
        document = self.document(path)
        for name in PurePosixPath(document.inner).parts[:1] if document is not None else ():
            if name in self.folder_languages and _LANGUAGE.fullmatch(name):
                return name
        return ""

    def language_tag(self, path: Path) -> str:
        """The same as a BCP 47 tag."""
        return self.language_of(path).replace("_", "-")

    # ------------------------------------------------------------------ posts

    def values(self, path: Path | None, front: FrontMatter) -> Mapping[str, Any]:
        """The front matter of a post over the defaults for its path and type."""
        document = self.document(path) if path is not None else None
        below = self._defaults(document) if document is not None and self.defaults else {}
        if not below:
            return front.values
        own = {key: value for key, value in front.values.items() if value is not None or key not in below}
        merged = {**own, **over(below, own)}
        if document is not None and document.label != "pages":
            both = [*_words(below.get("categories")), *_words(own.get("categories"))]
            merged |= {"categories": list(dict.fromkeys(both))} if both else {}
        return merged

    def _defaults(self, document: Document) -> dict[str, Any]:
        """The values of the scopes that mean a document; of two the longer path counts, then the one with a type."""
        found: dict[str, Any] = {}
        last: Mapping[str, Any] | None = None
        for scope, values in self.defaults:
            if not self._applies(scope, document):
                continue
            if last is None or _outweighs(scope, last):
                found, last = over(found, values), scope
            else:
                found = over(values, found)
        return found

    def _applies(self, scope: Mapping[str, Any], document: Document) -> bool:
        if "type" in scope and str(scope["type"]) != document.label:
            return False
        wanted = scope.get("path")
        if not isinstance(wanted, str) or not wanted:
            return True
        wanted = wanted.strip("/") if wanted.startswith("/") else wanted
        folder = str(self.setting("collections_dir") or "").strip("/")
        wanted = wanted.removeprefix(f"{folder}/") if folder else wanted
        path = document.path.removeprefix(f"{folder}/") if folder else document.path
        if "*" not in wanted:
            return path.startswith(wanted)
        # Jekyll lists the files of the glob: it means every path that begins with one of them.
        starts = (path[:end] for end in (*(at for at, char in enumerate(path) if char == "/"), len(path)))
        return any(_glob(wanted).fullmatch(start) for start in starts)

    def metadata(self, path: Path | None, front: FrontMatter) -> Metadata:
        """The metadata of a post: its date in the site's zone, categories of its folders, a title of its name."""
        values = self.values(path, front)
        name = path.name if path is not None else ""
        document = self.document(path) if path is not None else None
        known = metadata(front, name=name, jekyll=True, given=values)
        is_page = document is not None and document.label == "pages"
        named = "" if document is None or is_page else jekyll_urls.name_of(name)
        tags = _one(values.get("tag")) or _words(values.get("tags"))
        categories = [*_words(values.get("categories")), *_one(values.get("category"))]
        if document is not None and not is_page:
            categories = [*document.folders, *categories]
        changes: dict[str, Any] = {
            "tags": tuple(dict.fromkeys(tags)),
            "categories": tuple(dict.fromkeys(categories)),
            "title": known.title or ("" if is_page else " ".join(word.capitalize() for word in named.split("-"))),
            "slug": plain(str(values.get("slug") or "")) or named,
            "url": plain(str(values.get("permalink") or "")),
            "date": self._moment(values.get("date"), known.date),
            "draft": known.draft or (document is not None and document.draft),
            "hidden": any(values.get(key) is True for key in ("unlisted", "hidden")),
        }
        if not known.language and path is not None and self.folder_languages:
            changes["language"] = self.language_tag(path)
        return replace(known, **changes)

    def _moment(self, value: Any, known: dt.datetime | None) -> dt.datetime | None:
        """A post's date in the site's zone: a time that YAML reads without a zone is UTC, other text is local."""
        if isinstance(value, str) and _LOOSE.match(value):
            known = moment(_LOOSE.sub(r"\1 \2", value)) or known
        if known is None or self.zone is None:
            return known
        if known.tzinfo is not None:
            return known.astimezone(self.zone)
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=dt.UTC).astimezone(self.zone)
        return known.replace(tzinfo=self.zone)

    def divider(self, path: Path | None, front: FrontMatter) -> str:
        """`excerpt_separator` of the post or of the site, where it is a comment: other text stays text of the post."""
        given = self.values(path, front).get("excerpt_separator") or self.setting("excerpt_separator")
        text = str(given or "").strip()
        return text if text.startswith("<!--") else ""

    def permalink(self, path: Path, known: Metadata) -> str:
        """The path of a document's page."""
        document = self.document(path)
        if document is None:
            return f"/{self.slug(path, known)}.html"
        when = known.date.astimezone(self.zone or dt.UTC) if known.date is not None and known.date.tzinfo else known.date
        own = self.collections.get(document.label, {}).get("permalink")
        pattern = known.url or (str(own) if own else jekyll_urls.template(document, path.name, self.permalink_style))
        return jekyll_urls.url(pattern, document, path.name, replace(known, date=when))

    def page(self, name: str, post: Path | None, *, language: str = "") -> Page | None:
        """The page of a file: from the post's folder, from the root, or from a collection's folder (`link`)."""
        relative = posixpath.normpath(name.lstrip("/"))
        folders = [*([post.parent] if post is not None and not name.startswith("/") else []), self.root, self.collections_folder]
        for folder in folders:
            for suffix in ("", *TEXTS):
                path = folder / f"{relative}{suffix}"
                if path.suffix in TEXTS and self.contains(path) and is_file(path):
                    path = Path(posixpath.normpath(path))
                    return Page(path, self.permalink(path, self.metadata(path, self.front(path))))
        return None

    def post(self, name: str) -> Page | None:
        """The page of a post by the name of its file without suffix, folders before it (`post_url`)."""
        paths = self._by_name.get(PurePosixPath(name).name, ())
        for path in paths:
            document = self.document(path)
            inner = str(PurePosixPath(document.inner).with_suffix("")) if document is not None else ""
            whole = "/".join((*document.folders, inner)) if document is not None else ""
            if name.strip("/") in (inner, whole) or len(paths) == 1:
                return Page(path, self.permalink(path, self.metadata(path, self.front(path))))
        return None

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Path, ...]]:
        names: dict[str, tuple[Path, ...]] = {}
        for path in self.files():
            document = self.document(path)
            if document is not None and document.label == "posts":
                names[path.stem] = (*names.get(path.stem, ()), path)
        return names


def _outweighs(scope: Mapping[str, Any], last: Mapping[str, Any]) -> bool:
    new, old = (len(str(each.get("path") or "").strip("/")) for each in (scope, last))
    return new > old if new != old else "type" in scope or "type" not in last


def _glob(pattern: str) -> re.Pattern[str]:
    """A glob of Ruby's Dir: `**/` is any folders, `*` stays in one."""
    parts = re.split(r"(\*\*/|\*|\?)", pattern[:1000])
    signs = {"**/": "(?:[^/]+/)*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or re.escape(part) for part in parts))


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value if item) if isinstance(value, list) else ()


def _words(value: Any) -> list[str]:
    """What a plural key names: words of a text, items of a list."""
    if isinstance(value, list):
        return [plain(str(item)) for item in value if item is not None and not isinstance(item, dict | list)]
    return [plain(word) for word in value.split()] if isinstance(value, str) else []


def _one(value: Any) -> list[str]:
    """What a singular key names: one text, however many words it has, or a list."""
    if isinstance(value, str):
        return [plain(value)] if value.strip() else []
    return _words(value)


def has_front_matter(path: Path) -> bool:
    """Whether a file begins with a line `---`: without it Jekyll copies it as it is."""
    try:
        with path.open("rb") as file:
            return re.match(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n", file.read(64)) is not None
    except OSError:
        return False
