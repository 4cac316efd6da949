"""Passes: what a post means, settled once. Each is `Post, Context -> Post`; `PASSES` is their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .. import ast
from ..context import Context
from ..post import Post, without
from ..walk import Changes, rewrite
from .expand import expand
from .headings import headings
from .images import image
from .links import link, linked
from .summary import summary

# What a block has in its source that holds a link or an image: "[a](b)", "<a@b.c>", "https://a.b", a call, "{:toc}"
_LINK_SIGNS = r"[\[<@]|\{[{%:]|(?<!\w)(?:https?:|ftp:|www\.)"

Pass = Callable[[Post, Context], Post]


def references(post: Post, context: Context) -> Post:
    """The post with a `Reference` on every image and link, and the pages that cards and badges link to, in one walk.

    The files that its images show are the post's `resources`.
    """
    other, found = linked(post, context), image(context)
    shown: dict[Path, None] = dict.fromkeys(post.resources)

    def picture(node: ast.Image) -> ast.Image:
        new = found(node)
        assert isinstance(new, ast.Image)
        if new.reference is not None and new.reference.kind in ("root", "relative"):
            shown[Path(new.reference.resolved)] = None
        return new

    changes: Changes = {
        ast.Image: picture,
        ast.Link: link(post, context),
        ast.Item: other,
        ast.Entry: other,
        ast.Badge: other,
        ast.Embed: other,
    }
    keep = without(post.source, post.substitutions, _LINK_SIGNS)
    return replace(post, body=rewrite(post.body, changes, keep=keep), resources=tuple(shown))


PASSES: tuple[Pass, ...] = (expand, summary, headings, references)


def settled(post: Post, context: Context) -> Post:
    """`post` after every pass, with the diagnostics of the report."""
    context = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
    for step in PASSES:
        post = step(post, context)
    return post
