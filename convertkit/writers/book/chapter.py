"""A chapter of a book: a post with its place in the book, and the contents that many chapters make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...post import Post
from ..page.xhtml import Chapter


@dataclass
class BookChapter:
    """A post as a chapter: the name of its file, its page, its headings (level, id, text).

    A part is a chapter too: `part` is true, and the chapters that follow with a greater `depth` belong to it.
    """

    post: Post
    name: str
    prefix: str
    page: Chapter
    language: str
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    depth: int = 0
    part: bool = False

    @property
    def anchor(self) -> str:
        """The id of the chapter's title."""
        return f"{self.prefix}chapter"


@dataclass
class Entry:
    """A line of the contents: where it leads, what it says, the lines below it."""

    href: str
    title: str
    children: list[Entry] = field(default_factory=list)


def contents(book: Sequence[BookChapter], *, depth: int, suffix: str) -> list[Entry]:
    """The contents of a book: parts, chapters in them, headings below those.

    `depth` counts the title of a chapter as 1, its sections as 2; parts are always there. `suffix` is that of the chapters'
    files, empty where they stand in one document.
    """
    top: list[Entry] = []
    stack: list[tuple[int, list[Entry]]] = [(-1, top)]
    for found in book:
        while stack[-1][0] >= found.depth:
            stack.pop()
        file = f"{found.name}{suffix}" if suffix else ""
        entry = Entry(file or f"#{found.anchor}", found.post.title, _headings(found, file, depth))
        stack[-1][1].append(entry)
        if found.part:
            stack.append((found.depth, entry.children))
    return top


def _headings(found: BookChapter, file: str, depth: int) -> list[Entry]:
    top: list[Entry] = []
    stack: list[tuple[int, list[Entry]]] = [(1, top)]
    for level, name, text in found.headings:
        if level > depth:
            continue
        while stack[-1][0] >= level:
            stack.pop()
        entry = Entry(f"{file}#{name}", text)
        stack[-1][1].append(entry)
        stack.append((level, entry.children))
    return top
