"""Passes: what a post means, settled once. Each is `Post, Context -> Post`; `PASSES` is their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .. import ast
from ..context import Context
from ..post import Post
from ..walk import Changes, rewrite
from .expand import expand
from .headings import headings
from .images import image
from .links import link, linked
from .summary import summary

Pass = Callable[[Post, Context], Post]


def references(post: Post, context: Context) -> Post:
    """The post with a `Reference` on every image and link, and the pages that cards and badges link to, in one walk."""
    other = linked(post, context)
    changes: Changes = {
        ast.Image: image(context),
        ast.Link: link(post, context),
        ast.Item: other,
        ast.Entry: other,
        ast.Badge: other,
        ast.Embed: other,
    }
    return replace(post, body=rewrite(post.body, changes))


PASSES: tuple[Pass, ...] = (expand, summary, headings, references)


def settled(post: Post, context: Context) -> Post:
    """`post` after every pass, with the diagnostics of the report."""
    context = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
    for step in PASSES:
        post = step(post, context)
    return post
