"""A folder without a generator, and what the rules of every generator share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ..front_matter import FrontMatter, front_matter
from ..metadata import DATE_KEYS, Metadata, file_date, metadata, plain
from ..permalinks import urlize
from ..source import Source

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdown")
# Posts that are HTML already: only calls are read in them.
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_NO_CONTENT = frozenset(("_site", "node_modules", "vendor", "public", "resources"))
_NEVER = frozenset(("node_modules",))
_NO_POSTS = frozenset(("_includes", "_layouts", "_sass", "_data"))
_MOST_BYTES = 4_000_000
# How many results of one kind the rules of a site keep
MOST_KEPT = 20_000


class Page(NamedTuple):
    """A page that a name stands for: its file, None for one that the generator makes, and its path on the site."""

    path: Path | None
    url: str


class Plain:
    """The rules of a folder without config: files are where they lie, a post is called like its file."""

    # The style of front matter and of metadata
    style = "hugo"

    def __init__(self, root: Path, config: Mapping[str, Any]) -> None:
        self.root = root
        self.config = config
        # Files that posts include, by all that their reading depends on
        self.parsed: dict[Any, Any] = {}
        self._front = lru_cache(MOST_KEPT)(self._read)

    # ------------------------------------------------------------------ config

    def setting(self, dotted: str, default: Any = None, *, language: str = "") -> Any:
        """The value under a dotted key of the config, in a language of the site; lists are not entered."""
        return found_in(self.config, dotted.split("."), default)

    def config_of(self, path: Path | None) -> Mapping[str, Any]:
        """The config as it counts for the file of a post."""
        return self.config

    @property
    def title(self) -> str:
        """The site's title."""
        return plain(str(self.setting("title") or ""))

    @property
    def base_url(self) -> str:
        """Where the site is served, without a slash at the end."""
        return str(self.setting("baseurl") or "").rstrip("/")

    @property
    def language(self) -> str:
        """The site's language as a BCP 47 tag."""
        return ""

    @property
    def default_language(self) -> str:
        """The key of the language of pages that do not say theirs."""
        return ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The keys of the site's languages; empty where it has one."""
        return ()

    @property
    def builds_drafts(self) -> bool:
        """Whether the config has drafts built too."""
        return False

    @property
    def builds_future(self) -> bool:
        """Whether the config has posts built whose date is still to come."""
        return False

    @property
    def builds_expired(self) -> bool:
        """Whether the config has posts built that have expired."""
        return False

    @property
    def links_by_page(self) -> bool:
        """Whether the generator looks for the page of every link, not only of those that name a file."""
        return False

    # ------------------------------------------------------------------ folders

    @property
    def static_dirs(self) -> tuple[Path, ...]:
        """Folders whose files are served from the root."""
        return (self.root / "static",)

    @property
    def theme_dirs(self) -> tuple[Path, ...]:
        """Folders of themes."""
        return ()

    @property
    def mounts(self) -> tuple[tuple[str, str], ...]:
        """Source folder and target of each mount."""
        return ()

    @property
    def content_dirs(self) -> tuple[Path, ...]:
        """Folders that hold content, the most specific first."""
        return ((self.root / "content").resolve(),)

    def content_path(self, path: Path) -> PurePosixPath | None:
        """`path` relative to the content folder that holds it."""
        real = real_path(path)
        for folder in self.content_dirs:
            if real.is_relative_to(folder):
                return PurePosixPath(real.relative_to(folder).as_posix())
        return None

    def files(self) -> Iterator[Path]:
        """Every file of the site's content, links followed that stay in the site."""
        for folder in reversed(self.content_dirs):
            yield from filter(self.contains, markdown_files(folder))

    def pages(self) -> Iterator[Path]:
        """Every file that is a page of its own."""
        return self.files()

    @property
    def date_keys(self) -> frozenset[str]:
        """The keys of front matter, in lower case, in which dates are looked for."""
        return DATE_KEYS

    def spoken(self, path: Path) -> bool:
        """Whether a file is of a language that the generator builds."""
        return True

    def logical(self, path: Path) -> str:
        """The name of a page that its translations share; empty where the generator has none."""
        return ""

    def is_resource(self, path: Path) -> bool:
        """Whether a file belongs to the page of another one: it lies in a leaf bundle of Hugo."""
        return False

    def contains(self, path: Path) -> bool:
        """Whether `path`, links followed, lies below the root."""
        try:
            return path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def candidates(self, name: str, post: Path | None) -> Iterator[tuple[str, Path]]:
        """The files that `name` may mean in a post, and the rule of each, in order."""
        if post is not None and not name.startswith("/"):
            # The bundle's folder is the folder of its index.md, so one rule serves both.
            yield ("bundle" if bundle_of(post) else "folder"), post.parent / name
            yield "pretty URL", post.parent / post.stem / name
        for each in self._served(name):
            for folder in self.static_dirs:
                yield "static", folder / each
            yield "assets", self.root / "assets" / each
            yield from self._mounted(each)
            for folder in self.theme_dirs:
                yield "theme", folder / "assets" / each
            for folder in self.content_dirs:
                yield "content", folder / each
        if name.startswith("../") and post is not None:
            yield "pretty URL", (post.parent / post.stem / name)

    def _served(self, name: str) -> list[str]:
        """A name from the site's root, and without the path of its base URL."""
        relative = name.lstrip("/")
        base = urlsplit(self.base_url).path.strip("/")
        inside = base and relative.startswith(base + "/")
        return [relative, relative[len(base) + 1 :]] if inside else [relative]

    def _mounted(self, name: str) -> Iterator[tuple[str, Path]]:
        for source, target in self.mounts:
            if target.startswith(("assets", "static", "content")):
                inner = name.removeprefix(target.partition("/")[2]).lstrip("/")
                yield "mount", self.root / source / inner

    # ------------------------------------------------------------------ posts

    def front(self, path: Path) -> FrontMatter:
        """The front matter of a file of the site, read once; empty where it cannot be read."""
        return self._front(path)

    def _read(self, path: Path) -> FrontMatter:
        try:
            if not self.contains(path) or path.stat().st_size > _MOST_BYTES:
                return FrontMatter()
            return front_matter(Source.of_bytes(path.read_bytes()).text, style=self.style)
        except OSError:
            return FrontMatter()

    def values(self, path: Path | None, front: FrontMatter) -> Mapping[str, Any]:
        """The front matter of a post with what the site adds to it."""
        return front.values

    def metadata(self, path: Path | None, front: FrontMatter) -> Metadata:
        """What the generator knows of the post in `path` with this front matter."""
        return metadata(front, name=path.name if path else "")

    def divider(self, path: Path | None, front: FrontMatter) -> str:
        """What ends the summary of a post besides `<!--more-->`; empty for nothing."""
        return ""

    def slug(self, path: Path, known: Metadata) -> str:
        """The name of a post in URLs: its slug, else the file's name without date and suffix."""
        given = urlize(known.slug)
        # A slug of dots is a way out of a folder, not a name in it.
        if given.strip("."):
            return given
        stem = self.stem(path)
        if stem in ("index", "_index") and path.parent.name:
            stem = path.parent.name
        return urlize(file_date(path.name)[1] or stem) or "post"

    def stem(self, path: Path) -> str:
        """The file's name without suffix and language."""
        return path.name.removesuffix(path.suffix)

    def permalink(self, path: Path, known: Metadata) -> str:
        """The path of a post's page."""
        if known.url and ":" not in known.url:
            return "/" + known.url.lstrip("/")
        inside = self.content_path(path)
        folders = [urlize(part) for part in inside.parent.parts] if inside is not None else []
        if bundle_of(path) and folders:
            folders = folders[:-1]
        return "/" + "/".join((*folders, self.slug(path, known))) + "/"

    def language_of(self, path: Path) -> str:
        """The key of the language of a file."""
        return self.default_language if self.languages else ""

    def language_tag(self, path: Path) -> str:
        """The language of a file as a BCP 47 tag."""
        return self.language_of(path)

    def page(self, name: str, post: Path | None, *, language: str = "") -> Page | None:
        """The page that `name` means in the post at `post`."""
        folders = [*([post.parent] if post is not None and not name.startswith("/") else []), self.root, *self.content_dirs]
        relative = name.strip("/")
        for folder in folders:
            for candidate in (folder / relative, folder / f"{relative}.md", folder / relative / "index.md"):
                if candidate.suffix in MARKDOWN_SUFFIXES and self.contains(candidate) and is_file(candidate):
                    return Page(candidate, self.permalink(candidate, self.metadata(candidate, self.front(candidate))))
        return None

    def post(self, name: str) -> Page | None:
        """The page of a post of Jekyll by the name of its file."""
        return self.page(f"/_posts/{name}", None)


def bundle_of(path: Path) -> str:
    """What the page at `path` is the index of: leaf (`index.md`: its folder is the post), branch (`_index.md`), or nothing."""
    return {"index": "leaf", "_index": "branch"}.get(path.name.partition(".")[0].lower(), "")


def found_in(config: Any, keys: list[str], default: Any = None) -> Any:
    """The value below `keys`, one table after the other."""
    for part in keys:
        if not isinstance(config, Mapping) or part not in config:
            return default
        config = config[part]
    return config


def is_file(path: Path) -> bool:
    """Whether `path` is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=4096)
def real_path(path: Path) -> Path:
    """`path` with its links followed; not for deciding what may be read, since a link can change."""
    return path.resolve()


def markdown_files(
    folder: Path, *, jekyll: bool = False, suffixes: tuple[str, ...] = MARKDOWN_SUFFIXES, content: bool = False
) -> Iterator[Path]:
    """Markdown files below `folder`, in path order; hidden folders and generated ones are left out.

    Of a folder of content (`content`, or where one is named so) only hidden ones: a section may be called `resources`.
    """
    skipped = _NO_CONTENT | _NO_POSTS if jekyll else _NO_CONTENT
    content = content or "content" in folder.resolve().parts
    for top, folders, files in os.walk(folder):
        own = _NEVER if content or "content" in Path(top).parts else skipped
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in own)
        # A post of Jekyll may be HTML.
        kept = (*suffixes, ".html") if jekyll and {"_posts", "_drafts"} & set(Path(top).parts) else suffixes
        for name in sorted(files):
            if name.lower().endswith(kept) and not name.startswith("."):
                yield Path(top, name)
