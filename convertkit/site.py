"""A site: its root, its config, where its files lie, what its pages are called."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from .config import hugo_config, load_config, lowered
from .metadata import Metadata, file_date, plain
from .permalinks import expand_permalink, urlize

HUGO_CONFIGS = tuple(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json"))
JEKYLL_CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdown")


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

    @classmethod
    def at(cls, root: str | os.PathLike[str]) -> Site:
        """The site whose root is the folder `root`.

        Raises NotADirectoryError where there is no such folder.
        """
        path = Path(root).expanduser().resolve()
        if not path.is_dir():
            raise NotADirectoryError(path)
        return _site(path) or Site(path, _guessed_kind(path))

    @classmethod
    def around(cls, path: Path) -> Site:
        """The site that holds `path`: the nearest folder upwards that has a config; else the file's own folder."""
        start = path if path.is_dir() else path.parent
        for folder in (start, *start.parents):
            found = _site(folder)
            if found is not None:
                return found
        for folder in (start, *start.parents):
            if folder.name == "content" and folder.parent != folder:
                return Site(folder.parent, "hugo")
            if folder.name in ("_posts", "_drafts"):
                return Site(folder.parent, "jekyll")
        return Site(start)

    def __truediv__(self, other: str) -> Path:
        return self.root / other

    # ------------------------------------------------------------------ config

    def setting(self, dotted: str, default: Any = None) -> Any:
        """The value under a dotted key of the config; lists are not entered."""
        value: Any = self.config
        for part in dotted.lower().split(".") if self.kind == "hugo" else dotted.split("."):
            if not isinstance(value, Mapping) or part not in value:
                return default
            value = value[part]
        return value

    @property
    def title(self) -> str:
        """The site's title; empty where its config has none."""
        return plain(str(self.setting("title") or ""))

    @property
    def base_url(self) -> str:
        """Where the site is served: Hugo's baseURL, Jekyll's url + baseurl; no slash at the end, may be empty."""
        if self.kind == "jekyll":
            return (str(self.setting("url") or "") + str(self.setting("baseurl") or "")).rstrip("/")
        return str(self.setting("baseurl") or "").rstrip("/")

    @property
    def language(self) -> str:
        """The site's language as a BCP 47 tag; empty where its config does not say."""
        if self.kind == "jekyll":
            return str(self.setting("lang") or self.setting("locale") or "").replace("_", "-")
        default = self.default_language
        own = self.setting(f"languages.{default}.locale") or self.setting(f"languages.{default}.languagecode")
        return str(own or self.setting("locale") or self.setting("languagecode") or default).replace("_", "-")

    @property
    def default_language(self) -> str:
        """Hugo's defaultContentLanguage."""
        return str(self.setting("defaultcontentlanguage") or "en").lower()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Hugo's language keys, lower case."""
        found = self.setting("languages")
        return tuple(found) if isinstance(found, Mapping) else ()

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

    @property
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

    @cached_property
    def static_dirs(self) -> tuple[Path, ...]:
        """Folders whose files are served from the site's root, in the order in which they are searched."""
        if self.kind == "jekyll":
            return (self.root,)
        names = self.setting("staticdir") or "static"
        found = [self.root / str(name) for name in (names if isinstance(names, list) else [names])]
        found += [self._below(source) for source, target in self.mounts if target == "static"]
        found += [folder / "static" for folder in self.theme_dirs]
        return tuple(found)

    @cached_property
    def theme_dirs(self) -> tuple[Path, ...]:
        """Folders of the themes below `themes/`."""
        value = self.setting("theme")
        names = value if isinstance(value, list) else [value] if value else []
        return tuple(self.root / "themes" / PurePosixPath(str(name)).name for name in names)

    @cached_property
    def mounts(self) -> tuple[tuple[str, str], ...]:
        """Hugo's module mounts: source folder, target."""
        value = self.setting("module.mounts")
        mounts = [item for item in (value if isinstance(value, list) else []) if isinstance(item, Mapping)]
        return tuple((str(item.get("source") or ""), str(item.get("target") or "").strip("/")) for item in mounts)

    @cached_property
    def content_dirs(self) -> tuple[Path, ...]:
        """Folders that hold content, the most specific first."""
        if self.kind == "jekyll":
            return (self.root,)
        found = [self.root / str(self.setting("contentdir") or "content")]
        languages = self.setting("languages")
        for language in languages.values() if isinstance(languages, Mapping) else ():
            if isinstance(language, Mapping) and language.get("contentdir"):
                found.append(self.root / str(language["contentdir"]))
        found += [self._below(source) for source, target in self.mounts if target.split("/")[0] == "content"]
        return tuple(sorted({path.resolve() for path in found}, key=lambda path: (-len(path.parts), path)))

    def _below(self, name: str) -> Path:
        return self.root / name

    def content_path(self, path: Path) -> PurePosixPath | None:
        """`path` relative to the content folder that holds it; None outside of content."""
        real = real_path(path)
        for folder in self.content_dirs:
            if real.is_relative_to(folder):
                return PurePosixPath(real.relative_to(folder).as_posix())
        return None

    def files(self) -> Iterator[Path]:
        """Every Markdown file of the site's content, in path order."""
        for folder in reversed(self.content_dirs):
            yield from filter(self.contains, markdown_files(folder, jekyll=self.kind == "jekyll"))

    # ------------------------------------------------------------------ files that posts name

    def contains(self, path: Path) -> bool:
        """Whether `path`, links followed, lies below the site's root."""
        try:
            return path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def find(self, url: str, post: Path | None) -> Found | None:
        """The file below the root that `url` names in the post at `post`, by the order of the rules.

        Raises PermissionError where the only file that the URL names lies outside of the root.
        """
        parts = urlsplit(url)
        name = unquote(parts.path)
        if not name or "\0" in name or len(name) > 4000:
            return None
        outside = False
        for rule, candidate in self._candidates(name, post):
            if not self.contains(candidate):
                outside = outside or os.path.lexists(candidate)
                continue
            if _is_file(candidate):
                return Found(candidate.resolve(), rule)
        if outside or _escapes(name):
            raise PermissionError(name)
        return None

    def _candidates(self, name: str, post: Path | None) -> Iterator[tuple[str, Path]]:
        relative = name.lstrip("/")
        if post is not None and not name.startswith("/"):
            # The bundle's folder is the folder of its index.md, so one rule serves both.
            bundle = post.stem.split(".")[0] in ("index", "_index")
            yield ("bundle" if bundle else "folder"), post.parent / name
            yield "pretty URL", post.parent / post.stem / name
        base = urlsplit(self.base_url).path.strip("/")
        names = [relative]
        if base and relative.startswith(base + "/"):
            names.append(relative[len(base) + 1 :])
        for each in names:
            for folder in self.static_dirs:
                yield "static", folder / each
            yield "assets", self.root / "assets" / each
            for source, target in self.mounts:
                if target.startswith(("assets", "static", "content")):
                    inner = each.removeprefix(target.partition("/")[2]).lstrip("/")
                    yield "mount", self.root / source / inner
            for folder in self.theme_dirs:
                yield "theme", folder / "assets" / each
            for folder in self.content_dirs:
                yield "content", folder / each
        if name.startswith("../") and post is not None:
            yield "pretty URL", (post.parent / post.stem / name)

    # ------------------------------------------------------------------ permalinks

    def slug(self, path: Path, metadata: Metadata) -> str:
        """The name of a post in URLs: its slug, else the file's name without date, language and suffix."""
        given = urlize(metadata.slug)
        # A slug of dots is a way out of a folder, not a name in it.
        if given.strip("."):
            return given
        stem = path.name.removesuffix(path.suffix)
        if self.kind != "jekyll" and "." in stem and stem.rsplit(".", 1)[1].lower() in self.languages:
            stem = stem.rsplit(".", 1)[0]
        if stem in ("index", "_index") and path.parent.name:
            stem = path.parent.name
        return urlize(file_date(path.name)[1] or stem) or "post"

    def permalink(self, path: Path, metadata: Metadata) -> str:
        """The path of a post's page on the site, `/posts/blame/` for instance."""
        if metadata.url and ":" not in metadata.url:
            return "/" + metadata.url.lstrip("/")
        if self.kind == "jekyll":
            return self._jekyll_permalink(path, metadata)
        inside = self.content_path(path)
        if inside is None:
            return f"/{self.slug(path, metadata)}/"
        folders = [urlize(part) for part in inside.parent.parts]
        name = path.stem.split(".")[0]
        if name in ("index", "_index"):
            last = urlize(metadata.slug) if metadata.slug and name == "index" else (folders[-1] if folders else "")
            folders = folders[:-1]
        else:
            last = self.slug(path, metadata)
        section = folders[0] if folders else ""
        pattern = self.setting(f"permalinks.page.{section}") or self.setting(f"permalinks.{section}")
        if isinstance(pattern, str) and name != "_index":
            return expand_permalink(pattern, path, metadata, last, "/".join(folders))
        prefix = self._language_prefix(path)
        whole = "/".join(part for part in (prefix, *folders, last) if part)
        if self.setting("uglyurls") is True and name != "_index":
            return f"/{whole}.html"
        return f"/{whole}/" if whole else "/"

    def _language_prefix(self, path: Path) -> str:
        language = self.language_of(path)
        if not language or language not in self.languages:
            return ""
        if language == self.default_language and not self.setting("defaultcontentlanguageinsubdir"):
            return ""
        return language

    def language_of(self, path: Path) -> str:
        """The language key of a Hugo file: from `post.fr.md` or the language's content folder; else the default."""
        stem = path.name.removesuffix(path.suffix)
        if "." in stem and stem.rsplit(".", 1)[1].lower() in self.languages:
            return stem.rsplit(".", 1)[1].lower()
        real = real_path(path)
        languages = self.setting("languages")
        for key, value in languages.items() if isinstance(languages, Mapping) else ():
            folder = value.get("contentdir") if isinstance(value, Mapping) else None
            if folder and real.is_relative_to((self.root / str(folder)).resolve()):
                return str(key)
        return self.default_language if self.languages else ""

    def language_tag(self, path: Path) -> str:
        """The language of a Hugo file as a BCP 47 tag; empty where the site has one language."""
        key = self.language_of(path)
        own = self.setting(f"languages.{key}.locale") or self.setting(f"languages.{key}.languagecode")
        return str(own or key).replace("_", "-")

    def _jekyll_permalink(self, path: Path, metadata: Metadata) -> str:
        dated, slug = file_date(path.name)
        inside = self.content_path(path) or PurePosixPath(path.name)
        if dated is None and not any(part in ("_posts", "_drafts") for part in inside.parts):
            whole = "/".join(part.lstrip("_") for part in inside.with_suffix("").parts)
            return f"/{whole.removesuffix('index')}" if whole.endswith("index") else f"/{whole}.html"
        styles = {
            "date": "/:categories/:year/:month/:day/:title.html",
            "pretty": "/:categories/:year/:month/:day/:title/",
            "none": "/:categories/:title.html",
            "ordinal": "/:categories/:year/:y_day/:title.html",
            "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
        }
        pattern = metadata.url or str(self.setting("permalink") or "date")
        return expand_permalink(styles.get(pattern, pattern), path, metadata, slug or path.stem, "")


@lru_cache(maxsize=4096)
def real_path(path: Path) -> Path:
    """`path` with its links followed; not for deciding what may be read, since a link can change."""
    return path.resolve()


def markdown_files(folder: Path, *, jekyll: bool = False) -> Iterator[Path]:
    """Markdown files below `folder`, in path order; hidden folders and generated ones are left out."""
    skipped = {"_site", "node_modules", "vendor", "public", "resources"}
    skipped |= {"_includes", "_layouts", "_sass", "_data"} if jekyll else set()
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in skipped)
        for name in sorted(files):
            if name.lower().endswith(MARKDOWN_SUFFIXES) and not name.startswith("."):
                yield Path(top, name)


def _escapes(name: str) -> bool:
    depth = 0
    for part in PurePosixPath(name).parts:
        depth += -1 if part == ".." else 1 if part not in ("/", ".") else 0
        if depth < -8:
            return True
    return PurePosixPath(name).parts[:4] == ("..",) * 4


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _guessed_kind(path: Path) -> str:
    if (path / "content").is_dir():
        return "hugo"
    return "jekyll" if (path / "_posts").is_dir() else "plain"


def _site(folder: Path) -> Site | None:
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return None
    root = folder.resolve()
    for name in HUGO_CONFIGS:
        if name in names and _hugo_like(name, names):
            return Site(root, "hugo", lowered(hugo_config(root, name, names)), configured=True)
    if "config" in names and (folder / "config" / "_default").is_dir():
        return Site(root, "hugo", lowered(hugo_config(root, "", names)), configured=True)
    for name in JEKYLL_CONFIGS:
        if name in names:
            return Site(root, "jekyll", load_config(root / name), configured=True)
    return None


def _hugo_like(name: str, names: set[str]) -> bool:
    """A `config.yml` may belong to anything: it is Hugo's where Hugo's folders stand beside it."""
    folders = {"content", "static", "layouts", "themes", "archetypes", "assets"}
    return name.startswith("hugo.") or bool(names & folders)
