"""Pages of the site by the names that posts give them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from .. import front_matter
from ..context import Context
from ..metadata import Metadata, metadata
from ..site import Site
from ..source import Source


def page_url(path: str, context: Context) -> str | None:
    """The permalink of the page that `path` names (`other/p.md`, `/posts/x`, `#part`); None where there is none."""
    name, _, fragment = path.partition("#")
    anchor = f"#{fragment}" if fragment else ""
    if not name:
        return anchor or None
    found = page_file(unquote(name), context)
    if found is None:
        return None
    return permalink(context.site, found) + anchor


def page_file(name: str, context: Context) -> Path | None:
    """The file of the page that `name` names, found beside the post, below the content folder, or by its name alone."""
    site, post = context.site, context.path
    folders = [folder for folder in site.content_dirs if folder.is_dir()]
    if post is not None and not name.startswith("/"):
        folders.insert(0, post.parent)
    relative = name.strip("/")
    for folder in folders:
        for candidate in _spellings(folder / relative):
            if site.contains(candidate) and candidate.is_file():
                return candidate
    *parents, stem = relative.removesuffix(".md").lower().split("/")
    found = _by_name(site.root, site.kind).get(stem, ())
    if parents:
        # Hugo's paths are lower case, whatever the files' names.
        found = tuple(path for path in found if _below(path, relative.removesuffix(".md").lower(), site))
    # A content folder may lie in another: a file is found once.
    return found[0] if len(set(found)) == 1 else None


def _below(path: Path, name: str, site: Site) -> bool:
    place = path.parent if path.stem in ("index", "_index") else path.with_suffix("")
    return any((folder / name).as_posix().lower() == place.as_posix().lower() for folder in site.content_dirs)


def _spellings(path: Path) -> list[Path]:
    if path.suffix in (".md", ".markdown", ".html"):
        return [path]
    return [
        path.with_name(path.name + ".md"),
        path / "index.md",
        path / "_index.md",
        path.with_name(path.name + ".en.md"),
    ]


@lru_cache(maxsize=16)
def _by_name(root: Path, kind: str) -> dict[str, tuple[Path, ...]]:
    names: dict[str, list[Path]] = {}
    for path in Site.at(root).files():
        stem = path.parent.name if path.stem in ("index", "_index") else path.stem
        names.setdefault(stem.lower(), []).append(path)
    return {name: tuple(paths) for name, paths in names.items()}


def permalink(site: Site, path: Path) -> str:
    """The path of the page of the post at `path`."""
    return site.permalink(path, _metadata(path, site.kind))


def page_metadata(path: Path, context: Context) -> Metadata:
    """The metadata of the post at `path`."""
    return _metadata(path, context.site.kind)


@lru_cache(maxsize=4096)
def _metadata(path: Path, kind: str) -> Metadata:
    try:
        text = Source.of_bytes(path.read_bytes()).text
    except OSError:
        return Metadata()
    style = "jekyll" if kind == "jekyll" else "hugo"
    return metadata(front_matter.front_matter(text, style=style), name=path.name, jekyll=kind == "jekyll")
