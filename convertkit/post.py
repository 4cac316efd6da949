"""A post: source, front matter, metadata, body. Data only; `api` reads and writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import ast
from .diagnostics import Diagnostic
from .front_matter import FrontMatter
from .metadata import Metadata
from .source import Source


@dataclass(frozen=True)
class Post:
    """One post.

    `slug` names the post in files and ids; `permalink` is its path on the site (`/posts/blame/`), empty where there
    is no site. `styles` holds style sheets that the post itself brings (inline shortcodes).
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
