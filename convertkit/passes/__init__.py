"""Passes: what a post means, settled once. Each is `Post, Context -> Post`; `PASSES` is their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..context import Context
from ..post import Post
from .expand import expand
from .headings import headings
from .images import images
from .links import links
from .summary import summary

Pass = Callable[[Post, Context], Post]

PASSES: tuple[Pass, ...] = (expand, summary, headings, images, links)


def settled(post: Post, context: Context) -> Post:
    """`post` after every pass, with the diagnostics of the report."""
    context = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
    for step in PASSES:
        post = step(post, context)
    return post
