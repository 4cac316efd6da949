"""Headings: every id once, those with calls in them made from what the calls say."""

from __future__ import annotations

from dataclasses import replace

from .. import ast
from ..context import Context
from ..markdown import goldmark
from ..post import Post, without_calls
from ..walk import rewrite

# Blocks that hold a heading only where a call brings it.
_LEAVES = frozenset((ast.Para, ast.Plain, ast.CodeBlock, ast.RawBlock, ast.HorizontalRule, ast.Table))


def headings(post: Post, context: Context) -> Post:
    """The post with distinct heading ids: a repeated one gets `-1`, `-2` and so on."""
    text = post.source.text
    if "{{" not in text and "{%" not in text:
        # The Markdown readers give distinct ids; only the content of calls brings more.
        return post
    used: set[str] = set()

    def change(node: ast.Node) -> ast.Node:
        if not isinstance(node, ast.Header) or not node.attr.identifier:
            return node
        given = node.attr.identifier
        if given.startswith("\0"):
            given = _made(node, given[1:], post)
        name, number = given, 0
        while name in used:
            number += 1
            name = f"{given}-{number}"
        used.add(name)
        return node if name == node.attr.identifier else replace(node, attr=node.attr._replace(identifier=name))

    holds_none = without_calls(post.source, post.substitutions)

    def keep(block: ast.Node) -> bool:
        return holds_none is not None and block.__class__ in _LEAVES and holds_none(block)

    return replace(post, body=rewrite(post.body, change, ast.Header, keep=keep))


def _made(node: ast.Header, bare: str, post: Post) -> str:
    """The id of a heading with calls: of the text where Hugo puts it into the Markdown (`%`), else of what is around them."""
    calls = [child for child in node.content if isinstance(child, ast.Shortcode)]
    if post.dialect != "hugo" or any(call.call.delimiter != "%" for call in calls):
        return bare
    return goldmark.heading_id(ast.plain_text(node.content)) or bare
