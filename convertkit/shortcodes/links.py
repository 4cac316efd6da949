"""Pages of the site by the names that posts give them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from ..context import Context
from ..metadata import Metadata
from ..site import Site


def page_url(path: str, context: Context, *, language: str = "") -> str | None:
    """The permalink of the page that `path` names (`other/p.md`, `/posts/x`, `#part`); None where there is none.

    `language` is the key of another language than the post's.
    """
    name, _, fragment = path.partition("#")
    anchor = f"#{fragment}" if fragment else ""
    if not name:
        return anchor or None
    found = context.site.page(unquote(name.partition("?")[0]), context.path, language=language)
    return found.url + anchor if found is not None else None


def page_file(name: str, context: Context) -> Path | None:
    """The file of the page that `name` names; None where there is none, or where the generator makes it without a file."""
    found = context.site.page(name, context.path)
    return found.path if found is not None else None


def permalink(site: Site, path: Path) -> str:
    """The path of the page of the post at `path`."""
    return site.permalink(path, site.metadata(path, site.front_matter(path)))


def page_metadata(path: Path, context: Context) -> Metadata:
    """The metadata of the post at `path`."""
    return context.site.metadata(path, context.site.front_matter(path))
