"""The pages that `link` and `post_url` name (Jekyll 4.3, `Tags::Link`, `Tags::PostUrl`)."""

from __future__ import annotations

from .documents import Library


def linked(name: str, library: Library) -> str | None:
    """The URL of the document, page or file at `name`, from the site's root; None where there is none."""
    inside = name.strip().lstrip("/")
    if not inside or "\0" in inside or len(inside) > 1000:
        return None
    site = library.site
    for folder in (site.root, site.root / library.collections_dir):
        path = folder / inside
        if site.contains(path) and path.is_file():
            page = site.page(f"/{library.relative(path)}", None)
            return page.url if page is not None and page.path == path else f"/{library.relative(path)}"
    return None


def posted(name: str, library: Library) -> str | None:
    """The URL of the post of that name, a folder of categories before it or not; None where there is none."""
    page = library.site.post(name.strip().lstrip("/"))
    return page.url if page is not None else None
