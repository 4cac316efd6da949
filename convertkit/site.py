"""A site: its root, its config, where its files lie, what its pages are called."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from .config import HUGO_CONFIGS, JEKYLL_CONFIGS, hugo_config, jekyll_config
from .diagnostics import Diagnostic
from .front_matter import FrontMatter
from .metadata import Metadata, plain
from .permalinks import urlize
from .sites.hugo import Hugo
from .sites.jekyll import Jekyll
from .sites.plain import HTML_SUFFIXES, MARKDOWN_SUFFIXES, Page, Plain, bundle_of, is_file, markdown_files, real_path

__all__ = ["HTML_SUFFIXES", "MARKDOWN_SUFFIXES", "Found", "Page", "Site", "bundle_of", "markdown_files", "real_path", "urlize"]
_RULES: dict[str, type[Plain]] = {"hugo": Hugo, "jekyll": Jekyll, "plain": Plain}


@dataclass(frozen=True)
class Found:
    """A file that a URL of a post stands for, and the rule that found it."""

    path: Path
    rule: str


@dataclass(frozen=True)
class Site:
    """A Hugo or Jekyll site, or a folder without config (`kind` is hugo, jekyll or plain).

    Hugo's config keys are lower-cased, as Hugo reads them. Nothing outside `root` is ever read for a post.
    """

    root: Path
    kind: str = "plain"
    config: Mapping[str, Any] = field(default_factory=dict, repr=False)
    configured: bool = False
    # What is wrong with its config files
    problems: tuple[Diagnostic, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def at(cls, root: str | os.PathLike[str], *, configs: tuple[str, ...] = ()) -> Self:
        """The site whose root is the folder `root`; `configs` are further config files of Jekyll, the last to count most.

        Raises NotADirectoryError where there is no such folder.
        """
        path = Path(root).expanduser().resolve()
        if not path.is_dir():
            raise NotADirectoryError(path)
        found = _configured(path, configs)
        return cls(**found) if found is not None else cls(root=path, kind=_guessed_kind(path))

    @classmethod
    def around(cls, path: Path) -> Self:
        """The site that holds `path`: the nearest folder upwards that has a config; else the file's own folder."""
        start = path if path.is_dir() else path.parent
        for folder in (start, *start.parents):
            found = _configured(folder)
            if found is not None:
                return cls(**found)
        for folder in (start, *start.parents):
            if folder.name == "content" and folder.parent != folder:
                return cls(root=folder.parent, kind="hugo")
            if folder.name in ("_posts", "_drafts"):
                return cls(root=folder.parent, kind="jekyll")
        return cls(root=start, kind="plain")

    @cached_property
    def rules(self) -> Plain:
        """The rules of the site's generator; what they have read is kept here."""
        return _RULES.get(self.kind, Plain)(self.root, self.config)

    def __getstate__(self) -> dict[str, Any]:
        # What the rules have read stays in its process.
        return {each.name: self.__dict__[each.name] for each in fields(Site)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __truediv__(self, other: str) -> Path:
        return self.root / other

    # ------------------------------------------------------------------ config

    def setting(self, dotted: str, default: Any = None, *, language: str = "") -> Any:
        """The value under a dotted key of the config, in a language of the site; lists are not entered."""
        return self.rules.setting(dotted, default, language=language)

    def config_of(self, path: Path | None) -> Mapping[str, Any]:
        """The config as it counts for the file of a post: of a Hugo site in the language of the file."""
        return self.rules.config_of(path)

    @property
    def title(self) -> str:
        """The site's title; empty where its config has none."""
        return self.rules.title

    @property
    def base_url(self) -> str:
        """Where the site is served: Hugo's baseURL, Jekyll's url + baseurl; no slash at the end, may be empty."""
        return self.rules.base_url

    def on_host(self, url: str) -> str:
        """The path of a page from the root of its host: a site may be served below it (Hugo, RelPermalink)."""
        return urlsplit(self.base_url).path.rstrip("/") + url if url.startswith("/") else url

    @property
    def public_url(self) -> str:
        """The base URL where it is an address on the web, which pages elsewhere can name; else empty."""
        return self.base_url if self.base_url.startswith(("http://", "https://")) else ""

    @property
    def language(self) -> str:
        """The site's language as a BCP 47 tag; empty where its config does not say."""
        return self.rules.language

    @property
    def default_language(self) -> str:
        """Hugo's defaultContentLanguage."""
        return self.rules.default_language

    @property
    def languages(self) -> tuple[str, ...]:
        """Hugo's language keys, lower case."""
        return self.rules.languages

    @property
    def authors(self) -> tuple[str, ...]:
        """The author that the config names for posts without one."""
        for key in ("params.author", "author", "params.author.name", "author.name"):
            value = self.setting(key)
            if isinstance(value, str) and value:
                return (plain(value),)
            if isinstance(value, list) and value:
                return tuple(plain(item) for item in value if isinstance(item, str))
        return ()

    @cached_property
    def theme(self) -> str:
        """The theme's name as the config spells it, lower case (`papermod`, `docsy`); empty where unknown."""
        value = self.setting("theme") or self.setting("remote_theme")
        names = [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []
        imports = self.setting("module.imports")
        for item in imports if isinstance(imports, list) else []:
            if isinstance(item, Mapping):
                names.append(str(item.get("path") or ""))
        return " ".join(names).lower()

    # ------------------------------------------------------------------ folders

    @property
    def static_dirs(self) -> tuple[Path, ...]:
        """Folders whose files are served from the site's root, in the order in which they are searched."""
        return self.rules.static_dirs

    @property
    def theme_dirs(self) -> tuple[Path, ...]:
        """Folders of the themes below `themes/`."""
        return self.rules.theme_dirs

    @property
    def mounts(self) -> tuple[tuple[str, str], ...]:
        """Hugo's module mounts: source folder, target."""
        return self.rules.mounts

    @property
    def content_dirs(self) -> tuple[Path, ...]:
        """Folders that hold content, the most specific first."""
        return self.rules.content_dirs

    def content_path(self, path: Path) -> PurePosixPath | None:
        """`path` as it stands in the site's content; None outside of content."""
        return self.rules.content_path(path)

    def files(self) -> Iterator[Path]:
        """Every text of the site's content that the generator reads, in path order."""
        return self.rules.files()

    def pages(self) -> Iterator[Path]:
        """The files that have a page of their own: no resources of Hugo's leaf bundles."""
        return self.rules.pages()

    def is_resource(self, path: Path) -> bool:
        """Whether a file belongs to the page of another one: it lies in a leaf bundle of Hugo."""
        return self.rules.is_resource(path)

    # ------------------------------------------------------------------ files that posts name

    def contains(self, path: Path) -> bool:
        """Whether `path`, links followed, lies below the site's root."""
        return self.rules.contains(path)

    def find(self, url: str, post: Path | None) -> Found | None:
        """The file below the root that `url` names in the post at `post`, by the order of the rules.

        Raises PermissionError where the only file that the URL names lies outside of the root.
        """
        parts = urlsplit(url)
        name = unquote(parts.path)
        if not name or "\0" in name or len(name) > 4000:
            return None
        outside = False
        for rule, candidate in self.rules.candidates(name, post):
            if not os.path.lexists(candidate):
                continue
            if not self.contains(candidate):
                outside = True
                continue
            if is_file(candidate):
                return Found(candidate.resolve(), rule)
        if outside or _escapes(name):
            raise PermissionError(name)
        return None

    # ------------------------------------------------------------------ posts

    def front_matter(self, path: Path) -> FrontMatter:
        """The front matter of a file of the site; empty where it cannot be read."""
        return self.rules.front(path)

    def values(self, path: Path | None, front: FrontMatter) -> Mapping[str, Any]:
        """The front matter of the post at `path` with what the site hands down: Hugo's cascade, Jekyll's defaults."""
        return self.rules.values(path, front)

    def metadata(self, path: Path | None, front: FrontMatter) -> Metadata:
        """What the generator knows of the post at `path` with this front matter."""
        return self.rules.metadata(path, front)

    def page(self, name: str, post: Path | None, *, language: str = "") -> Page | None:
        """The page that `name` means in the post at `post`, as the generator looks for it; None where there is none.

        `language` is another one than the post's (`relref` with `lang`).
        """
        return self.rules.page(name, post, language=language)

    def post(self, name: str) -> Page | None:
        """The page of a post of Jekyll by the name of its file without suffix (`post_url`); None where there is none."""
        return self.rules.post(name)

    def slug(self, path: Path, metadata: Metadata) -> str:
        """The name of a post in URLs: its slug, else the file's name without date, language and suffix."""
        return self.rules.slug(path, metadata)

    def permalink(self, path: Path, metadata: Metadata) -> str:
        """The path of a post's page on the site, `/posts/blame/` for instance; letters of every script stay as they are."""
        return self.rules.permalink(path, metadata)

    def language_of(self, path: Path) -> str:
        """The language key of a Hugo file: from `post.fr.md` or the language's content folder; else the default."""
        return self.rules.language_of(path)

    def language_tag(self, path: Path) -> str:
        """The language of a file as a BCP 47 tag; empty where the site has one language."""
        return self.rules.language_tag(path)


def _escapes(name: str) -> bool:
    depth = 0
    for part in PurePosixPath(name).parts:
        depth += -1 if part == ".." else 1 if part not in ("/", ".") else 0
        if depth < -8:
            return True
    return PurePosixPath(name).parts[:4] == ("..",) * 4


def _guessed_kind(path: Path) -> str:
    if (path / "content").is_dir():
        return "hugo"
    return "jekyll" if (path / "_posts").is_dir() else "plain"


def _configured(folder: Path, configs: tuple[str, ...] = ()) -> dict[str, Any] | None:
    """The fields of the site whose config stands in a folder; None where there is none."""
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return None
    root = folder.resolve()
    in_folder = "config" in names and (folder / "config" / "_default").is_dir()
    if in_folder or any(name in names and _hugo_like(name, names) for name in HUGO_CONFIGS):
        return _fields(root, "hugo", partial(hugo_config, root))
    found = tuple(name for name in JEKYLL_CONFIGS if name in names)[:1]
    if found or configs:
        return _fields(root, "jekyll", partial(jekyll_config, root, (*found, *configs)))
    return None


def _fields(root: Path, kind: str, config: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    problems: list[Diagnostic] = []
    found = config(problems=problems)
    return {"root": root, "kind": kind, "config": found, "configured": True, "problems": tuple(problems)}


def _hugo_like(name: str, names: set[str]) -> bool:
    """A `config.yml` may belong to anything: it is Hugo's where Hugo's folders stand beside it."""
    folders = {"content", "static", "layouts", "themes", "archetypes", "assets"}
    return name.startswith("hugo.") or bool(names & folders)
