"""Headings: every id once."""

from __future__ import annotations

from dataclasses import replace

from .. import ast
from ..context import Context
from ..post import Post
from ..walk import find, rewrite


def headings(post: Post, context: Context) -> Post:
    """The post with distinct heading ids: a repeated one gets `-1`, `-2` and so on."""
    if not find(post.body, ast.Shortcode):
        # The Markdown readers give distinct ids; only the content of calls brings more.
        return post
    used: set[str] = set()

    def change(node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Header) or not node.attr.identifier:
            return node
        name, number = node.attr.identifier, 0
        while name in used:
            number += 1
            name = f"{node.attr.identifier}-{number}"
        used.add(name)
        return node if name == node.attr.identifier else replace(node, attr=node.attr._replace(identifier=name))

    return replace(post, body=rewrite(post.body, change, ast.Header))
