"""Front matter for another generator: lines that mean the same stay as they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import yaml

from ...context import Context
from ...post import Post

_TO_JEKYLL = {"url": "permalink", "aliases": "redirect_from", "lastmod": "last_modified_at", "summary": "excerpt"}
_TO_HUGO = {"permalink": "url", "redirect_from": "aliases", "last_modified_at": "lastmod", "excerpt": "summary"}
# Values of `layout` that only say what every post of Jekyll says.
_PLAIN_LAYOUTS = ("post", "page", "default", "posts")


def front_matter_for(post: Post, dialect: str, context: Context) -> str:
    """The front matter of `post` for `dialect`, delimiters and the line end behind them included."""
    changes = _jekyll_changes(post) if dialect == "jekyll" else _hugo_changes(post)
    if context.options.date and "date" not in post.front_matter.values and post.metadata.date is not None:
        changes["date"] = post.metadata.date.strftime("%Y-%m-%d %H:%M:%S %z").rstrip().removesuffix(" 00:00:00")
    names = _TO_JEKYLL if dialect == "jekyll" else _TO_HUGO
    front = post.front_matter
    if front.format == "yaml" and not front.problems:
        lines = _spliced(post, names, changes)
    else:
        lines = _dumped(_renamed(front.values, names, changes))
    gap = "" if post.source.text[front.body : front.body + 1] == "\n" or front.format != "none" else "\n"
    return f"---\n{lines}---\n{gap}"


def _jekyll_changes(post: Post) -> dict[str, Any]:
    """Keys that Jekyll wants and Hugo does not have; None removes one."""
    changes: dict[str, Any] = {}
    if "layout" not in post.front_matter.values:
        changes["layout"] = "post"
    if post.metadata.draft:
        changes |= {"draft": None, "published": False}
    return changes


def _hugo_changes(post: Post) -> dict[str, Any]:
    values = post.front_matter.values
    changes: dict[str, Any] = {}
    if values.get("layout") in _PLAIN_LAYOUTS:
        changes["layout"] = None
    if post.metadata.draft and values.get("draft") is not True:
        changes["draft"] = True
    if values.get("published") is False:
        changes["published"] = None
    if "date" not in values and post.metadata.date is not None:
        changes["date"] = post.metadata.date.strftime("%Y-%m-%d")
    for key in ("tags", "categories"):
        if isinstance(values.get(key), str):
            changes[key] = list(post.metadata.tags if key == "tags" else post.metadata.categories)
    if ":" in post.metadata.url:
        changes["permalink"] = None
    if post.metadata.slug and "slug" not in values:
        changes["slug"] = post.metadata.slug
    return changes


def _spliced(post: Post, names: Mapping[str, str], changes: dict[str, Any]) -> str:
    """The raw lines with keys renamed and changed ones written anew; comments, quotes and order stay."""
    front, text = post.front_matter, post.source.text
    left = dict(changes)
    out = [text[front.at.start : min((span.start for span in front.spans.values()), default=front.at.end)]]
    for key, span in front.spans.items():
        lines = text[slice(*span)]
        if key in left:
            value = left.pop(key)
            out.append("" if value is None else _dumped({names.get(key, key): value}))
        elif key in names and lines.startswith(key):
            out.append(names[key] + lines[len(key) :])
        else:
            out.append(lines)
    whole = "".join(out)
    if whole and not whole.endswith("\n"):
        whole += "\n"
    return whole + _dumped({key: value for key, value in left.items() if value is not None})


def _renamed(values: Mapping[str, Any], names: Mapping[str, str], changes: dict[str, Any]) -> dict[str, Any]:
    out = {names.get(key, key): changes.get(key, value) for key, value in values.items()}
    out |= {key: value for key, value in changes.items() if key not in values}
    return {key: value for key, value in out.items() if value is not None}


def _dumped(values: Mapping[str, Any]) -> str:
    if not values:
        return ""
    return yaml.safe_dump(_plain(values), sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False)


def _plain(value: Any) -> Any:
    """Values that YAML can say: no subclasses of numbers, times of a day as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, dt.date):
        return value
    if isinstance(value, float):
        return float(value)
    return value if isinstance(value, int) else str(value)
