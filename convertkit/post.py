"""A post: source, front matter, metadata, body; a book of posts. Data only; `api` reads and writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, overload

from . import ast
from .diagnostics import Diagnostic
from .front_matter import FrontMatter
from .metadata import Metadata
from .source import Source, Span
from .walk import Keep


class Substituted(NamedTuple):
    """A place whose text is another: of an escaped call, of a call in a string, or (`computed`) of what Liquid renders.

    `calls`: the text holds calls of its own, as they are written, and what only looks like one is escaped.
    """

    at: Span
    text: str
    computed: bool
    calls: bool = False


def without(source: Source, substitutions: Sequence[Substituted], signs: str, elsewhere: str = "") -> Keep | None:
    """Which blocks of a post have none of `signs`, a regular expression, in their part of the source; None where it may be any.

    A definition elsewhere (of a link, a note, an abbreviation) may bring something into any block that names it: where
    there are any, `elsewhere` are the signs. What Liquid computed has no part of the source that tells.
    """
    if any(each.computed for each in substitutions):
        return None
    text = source.text
    search = re.compile(elsewhere if elsewhere and "]:" in text else signs).search

    def keep(block: ast.Node) -> bool:
        at = block.at
        return at is not None and search(text, *at) is None

    return keep


def without_calls(source: Source, substitutions: Sequence[Substituted]) -> Keep | None:
    """Which blocks of a post hold no call."""
    # "{{", "{%", "{:toc}"; "[a][b]" and "*" where "[b]: {{< x >}}" or "*[b]: {{< x >}}" may stand below
    return without(source, substitutions, r"\{[{%:]", r"\{[{%:]|[\[*]")


@dataclass(frozen=True)
class Post:
    """One post.

    `slug` names the post in files and ids; `permalink` is its path on the site (`/posts/blame/`), empty where there
    is no site. `resources` are the files of the site that its images show, each once, in order. `styles` holds style
    sheets that the post itself brings (inline shortcodes), `substitutions` the places whose text is another than the
    source's: escaped calls, calls in code, addresses and tags, Liquid that computes text.
    """

    source: Source
    front_matter: FrontMatter
    metadata: Metadata
    body: ast.Blocks
    dialect: str
    slug: str = ""
    permalink: str = ""
    theme: str = ""
    styles: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    resources: tuple[Path, ...] = ()
    substitutions: tuple[Substituted, ...] = ()

    @property
    def title(self) -> str:
        """The title, or the slug where there is none."""
        return self.metadata.title or self.slug.replace("-", " ") or "Untitled"


@dataclass(frozen=True)
class Part:
    """A part of a book: its title, what belongs to it in reading order, and its own page where it has one."""

    title: str
    entries: tuple[Part | Post, ...]
    page: Post | None = None


@dataclass(frozen=True)
class Book(Sequence[Post]):
    """Posts in reading order, in parts or not, and what a title page says; as a sequence it is its posts.

    `cover` is the picture of the cover; None: one is made. Whatever is empty here is taken from the writer's options, the
    site and the posts.
    """

    entries: tuple[Part | Post, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    description: str = ""
    rights: str = ""
    publisher: str = ""
    series: str = ""
    series_index: str = ""
    identifier: str = ""
    cover: Path | None = None

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts in reading order, without the pages of parts."""
        return tuple(_posts(self.entries))

    @overload
    def __getitem__(self, index: int) -> Post: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Post]: ...
    def __getitem__(self, index: int | slice) -> Post | Sequence[Post]:
        return self.posts[index]

    def __len__(self) -> int:
        return len(self.posts)


def _posts(entries: Sequence[Part | Post]) -> Iterator[Post]:
    for entry in entries:
        if isinstance(entry, Part):
            yield from _posts(entry.entries)
        else:
            yield entry
