"""An HTML page that holds a book."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..context import Context
from ..post import Post
from .artifact import Artifact, write_atomically
from .assets import Assets
from .book import book_styles, chapters
from .theme import rendered, style_sheet


def write(posts: Sequence[Post], target: Path, options: Any, context: Context) -> Artifact:
    """Write posts as one page with a table of contents; `options` are those of an HTML page."""
    assets = Assets(context, f"{target.stem}.assets/")
    found = chapters(posts, context, assets, one_file=True)
    for chapter in found:
        # A chapter's title is an h2 here, so its own headings start at h3.
        for level in (5, 4, 3, 2):
            for heading in list(chapter.page.root.iter(f"h{level}")):
                heading.tag = f"h{level + 1}"
    authors = list(dict.fromkeys(name for post in posts for name in post.metadata.authors)) or list(context.site.authors)
    text = rendered(
        "html",
        options.theme,
        "book.html",
        chapters=found,
        title=context.site.title or posts[0].title,
        authors=authors,
        language=posts[0].metadata.language or context.site.language or "en",
        styles=[style_sheet("html", options.theme), *book_styles(posts)],
    )
    beside: list[Path] = []
    for asset in assets.by_digest.values():
        if options.assets == "embed":
            url = f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode('ascii')}"
            text = text.replace(f'src="{asset.name}"', f'src="{url}"')
            continue
        beside.append(target.parent / asset.name)
        write_atomically(beside[-1], asset.data)
    data = text.encode("utf-8", "replace")
    write_atomically(target, data)
    return Artifact(target, "text/html", len(data), tuple(beside))
