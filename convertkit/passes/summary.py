"""Summary: the divider `<!--more-->` becomes a node; the first one only, as in Hugo."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import ast
from ..context import Context
from ..post import Post
from ..walk import rewrite

# "<!--more-->", and "<!-- more -->" as Jekyll sites often write their separator
_ANYWHERE = re.compile(r"<!--\s*more\s*-->")
_MORE = re.compile(r"\s*<!--\s*more\s*-->\s*\Z")


def summary(post: Post, context: Context) -> Post:
    """The post with its divider as `SummaryBreak`."""
    if not _ANYWHERE.search(post.source.text):
        return post
    seen = False

    def change(node: ast.Node) -> ast.Node:
        nonlocal seen
        if not seen and isinstance(node, ast.RawBlock | ast.RawInline) and _MORE.match(node.text):
            seen = True
            return ast.SummaryBreak(at=node.at)
        return node

    return replace(post, body=rewrite(post.body, change, ast.RawBlock, ast.RawInline))
