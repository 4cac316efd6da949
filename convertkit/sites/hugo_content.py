"""A Hugo site's content: mounts, page bundles, what sections hand down."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ..config import theme_folders
from ..front_matter import FrontMatter
from . import cascade, hugo_mounts
from .cascade import Entry, glob
from .hugo_mounts import Mount
from .hugo_settings import Settings
from .plain import MARKDOWN_SUFFIXES, MOST_KEPT, bundle_of, found_in, markdown_files, real_path

# "en", "pt-br"
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
# Keys of the config that say how Markdown is read and that a language may have of its own
_OF_LANGUAGE = ("markup", "enableemoji")
# Keys that are a page's own: below `params` they are parameters like any other
_OWN_KEYS = frozenset(
    ("title", "date", "draft", "weight", "slug", "url", "aliases", "lastmod", "publishdate", "expirydate", "build")
)


class Place(NamedTuple):
    """Where a file stands in the content: its folders as they are spelt, its name without language and suffix.

    `kind` is Hugo's: page, section, home, taxonomy, term; `bundle` is leaf, branch, or empty for a single page.
    """

    folders: tuple[str, ...]
    name: str
    language: str
    kind: str = "page"
    bundle: str = ""

    @property
    def logical(self) -> str:
        """Hugo's logical path: `/posts/a-post`."""
        names = self.folders if self.bundle else (*self.folders, self.name)
        return "/" + "/".join(names).lower().replace(" ", "-")


class Content(Settings):
    """The content of a Hugo site."""

    def __init__(self, root: Path, config: Mapping[str, Any]) -> None:
        super().__init__(root, config)
        kept = lru_cache(MOST_KEPT)
        self._places = kept(self._placed)
        self._indexes = kept(self._index_of)
        self._listed = kept(self._scanned)
        self._bundles = kept(self._is_bundle)
        self._layers = kept(self._handed_down)
        self._spoken_config = kept(self._in_language)

    # ------------------------------------------------------------------ config

    def config_of(self, path: Path | None) -> Mapping[str, Any]:
        """The config with what the language of a file has in place of it; a table counts as a whole, as in Hugo."""
        return self._spoken_config(self.language_of(path)) if path is not None and self.languages else self.config

    def _in_language(self, language: str) -> Mapping[str, Any]:
        own = found_in(self.config, ["languages", language])
        changed = {key: own[key] for key in _OF_LANGUAGE if key in own} if isinstance(own, Mapping) else {}
        return {**self.config, **changed} if changed else self.config

    # ------------------------------------------------------------------ folders

    @cached_property
    def static_dirs(self) -> tuple[Path, ...]:
        """Hugo's staticDir, staticDir0 to staticDir10, those of the languages, what is mounted there, the themes'."""
        keys = ["staticdir", *(f"staticdir{number}" for number in range(11))]
        tables = [self.config, *(self.setting(f"languages.{key}") for key in self.languages)]
        given = [table.get(key) for table in tables if isinstance(table, Mapping) for key in keys]
        names = [name for value in given if value for name in (value if isinstance(value, list) else [value])]
        mounted = [self.root / source for source, target in self.mounts if target == "static"]
        # Hugo looks in the last of several folders first.
        found = [self.root / str(name) for name in names[::-1]] or [self.root / "static"]
        return tuple(dict.fromkeys([*found, *mounted, *(folder / "static" for folder in self.theme_dirs)]))

    @cached_property
    def theme_dirs(self) -> tuple[Path, ...]:
        """Folders of the themes below `themes/`, of modules there and in `_vendor/`."""
        return tuple(folder for folder in dict.fromkeys(theme_folders(self.root, self.config)) if folder.is_dir())

    @cached_property
    def mounts(self) -> tuple[tuple[str, str], ...]:
        """Hugo's module mounts: source folder, target."""
        return tuple((str(item.get("source") or ""), hugo_mounts.target(item)) for item in self._mounts)

    @property
    def _mounts(self) -> list[Mapping[str, Any]]:
        value = self.setting("module.mounts")
        return [item for item in (value if isinstance(value, list) else []) if isinstance(item, Mapping)]

    @cached_property
    def contents(self) -> tuple[Mount, ...]:
        """Where content lies, the deepest folder first; mounts of content take the place of the folders that are the default."""
        found = [
            hugo_mounts.content(item, self.root) for item in self._mounts if hugo_mounts.target(item).split("/")[0] == "content"
        ]
        if not found:
            own = {key: self.setting(f"languages.{key}.contentdir") for key in self.all_languages}
            found = [Mount((self.root / str(folder)).resolve(), (), (key,)) for key, folder in own.items() if folder]
            if not own or not all(own.values()):
                default = self.root / str(self.setting("contentdir") or "content")
                keys = tuple(key for key, folder in own.items() if not folder)
                # A file without a language in its name is one of the default language alone.
                keys = (self.default_language,) if self.default_language in keys else keys
                found.append(Mount(self._only_language(default), (), keys))
        return tuple(sorted(found, key=lambda mount: (-len(mount.folder.parts), str(mount.folder))))

    def _only_language(self, folder: Path) -> Path:
        """The folder of content, or of its one language (`content/en`) where there is no config that could say so."""
        names = [name for name in self.listed(folder) if not name.startswith(".")]
        alone = not self.config and len(names) == 1 and _LANGUAGE.fullmatch(names[0]) is not None
        return (folder / names[0] if alone else folder).resolve()

    @cached_property
    def content_dirs(self) -> tuple[Path, ...]:
        """Folders that hold content, the most specific first."""
        return tuple(dict.fromkeys(mount.folder for mount in self.contents))

    def content_path(self, path: Path) -> PurePosixPath | None:
        """`path` as it stands in the site's content, targets of mounts included."""
        real = real_path(path)
        for mount in self.contents:
            if real.is_relative_to(mount.folder):
                return PurePosixPath(*mount.target, real.relative_to(mount.folder).as_posix())
        return None

    def files(self) -> Iterator[Path]:
        """Every Markdown file of the content that a language of the site has, resources of bundles too."""
        return iter(self._files)

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        return tuple(self._found())

    def _found(self) -> Iterator[Path]:
        for folder in reversed(self.content_dirs):
            filters = [mount.files for mount in self.contents if mount.folder == folder]
            others = [other for other in self.content_dirs if other != folder and other.is_relative_to(folder)]
            for path in filter(self._is_content, markdown_files(folder, content=True)):
                # A content folder may lie in another: its files are its own.
                inner = any(path.resolve().is_relative_to(other) for other in others)
                inside = path.relative_to(folder).as_posix()
                if not inner and any(hugo_mounts.lets_through(each, inside) for each in filters) and self.spoken(path):
                    yield path

    def _is_content(self, path: Path) -> bool:
        return self.contains(path) and not any(pattern.search(path.as_posix()) for pattern in self._ignored)

    @cached_property
    def _ignored(self) -> tuple[re.Pattern[str], ...]:
        """Hugo's ignoreFiles: expressions that are looked for in the path of a file; one that is none counts for nothing."""
        found = []
        for text in hugo_mounts.texts(self.setting("ignorefiles")):
            with suppress(re.error):
                found.append(re.compile(text))
        return tuple(found)

    def spoken(self, path: Path) -> bool:
        """Whether a file is of a language that is built: no disabled one."""
        return not self.languages or self.language_of(path) in self.languages

    def pages(self) -> Iterator[Path]:
        """The files that are pages: no resources of leaf bundles."""
        for path in self.files():
            if not self.is_resource(path):
                yield path

    def is_resource(self, path: Path) -> bool:
        """Whether a file belongs to a leaf bundle above it."""
        place = self.place(path)
        if place is None:
            return False
        inner = 1 if place.bundle == "leaf" else 0
        folder, depth = (path.parent.parent, len(place.folders) - 1) if inner else (path.parent, len(place.folders))
        while depth > 0:
            if self._bundles(folder):
                return True
            folder, depth = folder.parent, depth - 1
        return False

    def _is_bundle(self, folder: Path) -> bool:
        """Whether a folder is a leaf bundle: it holds an `index` page."""
        return any(name.partition(".")[0].lower() == "index" for name in self._names(folder))

    def listed(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder, in order."""
        return self._listed(folder)

    def _scanned(self, folder: Path) -> tuple[str, ...]:
        try:
            return tuple(sorted(entry.name for entry in os.scandir(folder)))
        except OSError:
            return ()

    def _names(self, folder: Path) -> Iterator[str]:
        """The names of pages in a folder."""
        return (name for name in self.listed(folder) if name.lower().endswith((*MARKDOWN_SUFFIXES, ".html")))

    # ------------------------------------------------------------------ where a file stands

    def place(self, path: Path) -> Place | None:
        """Where a file stands in the content; None outside of it."""
        return self._places(path)

    def logical(self, path: Path) -> str:
        """Hugo's logical path."""
        place = self.place(path)
        return place.logical if place is not None else ""

    def _placed(self, path: Path) -> Place | None:
        inside = self.content_path(path)
        if inside is None:
            return None
        name, folders = self.stem(path), inside.parent.parts
        bundle = {"index": "leaf", "_index": "branch"}.get(name.lower(), "")
        kind = "page"
        if bundle == "branch":
            top = folders[0].lower() if folders else ""
            branch = ("taxonomy" if len(folders) == 1 else "term") if top in self.taxonomies else "section"
            kind = branch if folders else "home"
        elif bundle == "leaf" and not folders:
            kind, bundle = "home", "branch"
        return Place(folders, name, self.language_of(path), kind, bundle)

    def stem(self, path: Path) -> str:
        """The file's name without suffix and language."""
        stem = path.name.removesuffix(path.suffix)
        name, dot, last = stem.rpartition(".")
        return name if dot and last.lower() in self.all_languages else stem

    def language_of(self, path: Path) -> str:
        """The language key of a file: of its name, of its content folder, else the default; empty on a site of one language."""
        if not self.all_languages:
            return ""
        last = path.name.removesuffix(path.suffix).rpartition(".")[2].lower()
        if "." in path.name.removesuffix(path.suffix) and last in self.all_languages:
            return last
        real = real_path(path)
        for mount in self.contents:
            if real.is_relative_to(mount.folder):
                meant = [key for key in self.all_languages if any(glob(name).fullmatch(key) for name in mount.languages)]
                return self.default_language if not meant or self.default_language in meant else meant[0]
        return self.default_language

    def language_tag(self, path: Path) -> str:
        """The locale of a file's language; empty where the site has one language."""
        key = self.language_of(path)
        own = self.setting(f"languages.{key}.locale") or self.setting(f"languages.{key}.languagecode")
        return str(own or key).replace("_", "-")

    def index_of(self, folders: tuple[str, ...], language: str) -> Path | None:
        """The file of the page of a section: `_index.md` of the language."""
        return self._indexes(folders, language)

    def _index_of(self, folders: tuple[str, ...], language: str) -> Path | None:
        for mount in self.contents:
            if folders[: len(mount.target)] != mount.target:
                continue
            folder = mount.folder.joinpath(*folders[len(mount.target) :])
            for name in self._names(folder):
                if bundle_of(Path(name)) != "branch":
                    continue
                path = folder / name
                if self.language_of(path) == language and self.stem(path) == "_index":
                    return path
        return None

    # ------------------------------------------------------------------ posts

    def values(self, path: Path | None, front: FrontMatter) -> Mapping[str, Any]:
        """The front matter of a post, and below it its `params` and what the cascade hands down."""
        place = self.place(path) if path is not None else None
        layers = self.layers(place.folders, place.language) if place is not None else self._of_config
        given = front.values
        params = given.get("params")
        own = given.get("cascade")
        if not layers and not own and not isinstance(params, Mapping):
            return given
        if own:
            layers = (*cascade.entries(own), *layers)
        where = (place.logical, place.kind, place.language) if place is not None else ("/", "page", self.default_language)
        below = cascade.handed_down(layers, *where)
        if isinstance(params, Mapping):
            below |= {str(key).lower(): value for key, value in params.items() if str(key).lower() not in _OWN_KEYS}
        taken = {key.lower() for key in given}
        return {**given, **{key: value for key, value in below.items() if key not in taken}}

    def layers(self, folders: tuple[str, ...], language: str) -> tuple[Entry, ...]:
        """What pages in a folder are handed down, the nearest section's first, the config's last."""
        return self._layers(folders, language)

    def _handed_down(self, folders: tuple[str, ...], language: str) -> tuple[Entry, ...]:
        above = self.layers(folders[:-1], language) if folders else self._of_config
        index = self.index_of(folders, language)
        own = {name.lower(): value for name, value in self.front(index).values.items()}.get("cascade") if index else None
        return (*cascade.entries(own), *above) if own else above

    @cached_property
    def _of_config(self) -> tuple[Entry, ...]:
        return cascade.entries(self.setting("cascade"))


def lower_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with its own keys in lower case."""
    return {str(key).lower(): value for key, value in values.items()}
