"""A post: source, front matter, metadata, body. Data only; `api` reads and writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from . import ast
from .diagnostics import Diagnostic
from .front_matter import FrontMatter
from .metadata import Metadata
from .source import Source, Span


class Substituted(NamedTuple):
    """A place whose text is another when Markdown is read: of an escaped call, or (`computed`) of what Liquid renders."""

    at: Span
    text: str
    computed: bool


@dataclass(frozen=True)
class Post:
    """One post.

    `slug` names the post in files and ids; `permalink` is its path on the site (`/posts/blame/`), empty where there
    is no site. `styles` holds style sheets that the post itself brings (inline shortcodes), `substitutions` the
    places whose text is another than the source's when Markdown is read: escaped calls, Liquid that computes text.
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
class Book:
    """Posts in reading order, and what a title page says."""

    posts: Sequence[Post]
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    description: str = ""
    metadata: Metadata = field(default_factory=Metadata)
