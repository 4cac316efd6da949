"""Summary: the divider `<!--more-->` becomes a node; the first one only, as in Hugo."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .. import ast
from ..context import Context
from ..post import Post
from ..walk import rewrite

# "<!--more-->", and "<!-- more -->" as Jekyll sites often write their separator
_ANYWHERE = re.compile(r"<!--\s*more\s*-->")
_MORE = re.compile(r"\s*<!--\s*more\s*-->\s*\Z")


def summary(post: Post, context: Context) -> Post:
    """The post with its divider as `SummaryBreak`."""
    own = context.site.rules.divider(context.path, post.front_matter)
    if own and own in post.source.text:
        more = re.compile(rf"\s*{re.escape(own)}\s*\Z")
    elif _ANYWHERE.search(post.source.text):
        more = _MORE
    else:
        return post
    seen = False

    def change(node: ast.Node) -> Any:
        nonlocal seen
        if isinstance(node, ast.Para):
            return _split(node)
        if not seen and isinstance(node, ast.RawBlock | ast.RawInline) and more.match(node.text):
            seen = True
            return ast.SummaryBreak(at=node.at)
        return node

    return replace(post, body=rewrite(post.body, change, ast.RawBlock, ast.RawInline, ast.Para))


def _split(node: ast.Para) -> Any:
    """A divider in a line ends its paragraph and starts another."""
    places = [number for number, child in enumerate(node.content) if isinstance(child, ast.SummaryBreak)]
    if not places:
        return node
    before, after = list(node.content[: places[0]]), list(node.content[places[0] + 1 :])
    if before and isinstance(before[-1], ast.Str):
        before[-1] = replace(before[-1], text=before[-1].text.rstrip())
    if after and isinstance(after[0], ast.Str):
        after[0] = replace(after[0], text=after[0].text.lstrip())
    divider = ast.SummaryBreak(at=node.content[places[0]].at)
    parts = (replace(node, content=tuple(before)), divider, ast.Para(tuple(after)))
    return tuple(part for part in parts if isinstance(part, ast.SummaryBreak) or part.content)
