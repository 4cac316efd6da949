"""A book as HTML: one page, or a folder with an index and a page a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...post import Book, Post
from ..artifact import Artifact, write_atomically
from ..assets import Assets
from ..book.bound import bound
from ..book.chapters import BookChapter, Entry, book_styles, chapters, contents
from ..book.cover_page import cover_page
from ..page.structure import HEADINGS
from ..page.theme import rendered, style_sheet
from .head import book_head, page_head
from .writer import embed

_STYLE = "style.css"


def write(posts: Sequence[Post], target: Path, options: Any, context: Context) -> Artifact:
    """Write posts as one page with a table of contents, or with `split`, or to a folder, as a page each with an index.

    `options` are those of an HTML page. Raises ConvertError: CK401 where a file cannot be written.
    """
    folder = options.split or target.is_dir() or target.suffix.lower() not in (".html", ".htm", ".xhtml")
    if folder and target.is_file():
        hint = "name a folder with -o"
        raise ConvertError(Diagnostic("CK401", f"cannot write '{target}': a file is in the way", None, Severity.ERROR, hint))
    return _Split(posts, target, options, context).written() if folder else _Page(posts, target, options, context).written()


@dataclass(frozen=True)
class _Neighbour:
    """Where the page before or after leads, and what it is called."""

    href: str
    title: str


class _Html:
    """What both forms share: the book, its chapters, its cover, its style sheets."""

    def __init__(self, posts: Sequence[Post], target: Path, options: Any, context: Context, *, one_file: bool) -> None:
        self.book: Book = bound(posts, options, context)
        self.context = context
        self.target = target
        self.options = options
        self.assets = Assets(context, f"{target.stem}.assets/" if one_file else "assets/")
        self.chapters = chapters(self.book, context, self.assets, one_file=one_file, suffix=".html", media=True, live=True)
        self.styles = [style_sheet("html", options.theme), *book_styles(self.book)]
        self.cover = cover_page(self.book, options.cover, self.assets, made=False, context=context)
        self.embedded = options.assets == "embed"
        for chapter in self.chapters:
            if self.embedded:
                embed(chapter.page.root, self.assets)

    def rendered(self, name: str, **values: Any) -> bytes:
        cover = self.cover.asset if self.cover is not None else None
        shown = "" if cover is None else cover.data_url if self.embedded else cover.url
        text = rendered(
            "html",
            self.options.theme,
            name,
            book=self.book,
            title=self.book.title,
            authors=self.book.authors,
            cover=shown,
            **{"language": self.book.language, **values},
        )
        return text.encode("utf-8", "replace")

    def head(self, post: Post | None = None) -> dict[str, Any]:
        """What the head of the book's first page says, or that of the page of a post."""
        asked = {"open_graph": self.options.open_graph, "json_ld": self.options.json_ld}
        if post is not None:
            return page_head(post, self.context, **asked)
        return book_head(self.book, self.context, **asked)

    def write_assets(self, folder: Path) -> list[Path]:
        """The files beside the pages."""
        if self.embedded:
            return []
        paths = []
        for asset in self.assets.by_digest.values():
            paths.append(folder / asset.name)
            write_atomically(paths[-1], asset.data)
        return paths


class _Page(_Html):
    """The whole book as one page."""

    def __init__(self, posts: Sequence[Post], target: Path, options: Any, context: Context) -> None:
        super().__init__(posts, target, options, context, one_file=True)

    def written(self) -> Artifact:
        for chapter in self.chapters:
            # The book's title is the h1; a chapter in a part is an h3, and its own headings stand below it.
            _lowered(chapter, 1 + chapter.depth)
        entries = contents(self.chapters, depth=1, suffix="")
        data = self.rendered("book.html", chapters=self.chapters, contents=entries, styles=self.styles, **self.head())
        beside = self.write_assets(self.target.parent)
        write_atomically(self.target, data)
        return Artifact(self.target, "text/html", len(data), tuple(beside))


class _Split(_Html):
    """A folder: `index.html`, a page a chapter, one style sheet, the pictures."""

    def __init__(self, posts: Sequence[Post], target: Path, options: Any, context: Context) -> None:
        folder = target if not target.suffix or target.is_dir() else target.with_suffix("")
        super().__init__(posts, folder, options, context, one_file=False)

    def written(self) -> Artifact:
        folder = self.target
        beside = self.write_assets(folder)
        styles = "\n".join(self.styles).encode() + b"\n"
        pages = {_STYLE: styles}
        entries = contents(self.chapters, depth=1, suffix=".html")
        below = {entry.href: entry.children for entry in _every(entries)}
        for at, chapter in enumerate(self.chapters):
            before = self.neighbour(at - 1) if at else None
            after = self.neighbour(at + 1) if at + 1 < len(self.chapters) else None
            pages[f"{chapter.name}.html"] = self.rendered(
                "book-chapter.html",
                chapter=chapter,
                before=before,
                after=after,
                below=below[f"{chapter.name}.html"],
                style=_STYLE,
                **{**self.head(chapter.post), "language": chapter.language},
            )
        for name, data in pages.items():
            beside.append(folder / name)
            write_atomically(beside[-1], data)
        index = self.rendered("book-index.html", contents=entries, style=_STYLE, **self.head())
        write_atomically(folder / "index.html", index)
        return Artifact(folder / "index.html", "text/html", len(index), tuple(beside))

    def neighbour(self, at: int) -> _Neighbour:
        found = self.chapters[at]
        return _Neighbour(f"{found.name}.html", found.post.title)


def _every(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _every(entry.children)


def _lowered(chapter: BookChapter, levels: int) -> None:
    for heading in list(chapter.page.root.iter(*HEADINGS)):
        heading.tag = f"h{min(6, int(str(heading.tag)[1]) + levels)}"
