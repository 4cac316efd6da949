"""The Markdown of every site generator: what need not change is copied byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote

from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...post import Post
from ...source import Span
from ..artifact import Artifact, write_atomically
from ..assets import Assets
from .emission import Emission
from .front import front_matter_for

suffixes = (".md", ".markdown")


@dataclass(frozen=True)
class Options:
    """What a Markdown file may be asked for."""

    assets: Literal["copy", "keep"] = field(
        default="copy", metadata={"help": "Images of a post for another generator: copied into the site, or left."}
    )


class MarkdownWriter:
    """The writer of one generator's Markdown."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.suffixes = suffixes
        self.Options = Options

    def write(self, posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
        """Write one post to `target`.

        Raises ConvertError: CK401 where the file cannot be written, CK410 for more than one post.
        """
        if len(posts) != 1:
            raise ConvertError(Diagnostic("CK410", "a Markdown file holds one post", None, Severity.ERROR))
        post = posts[0]
        inner = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
        if post.dialect == self.dialect:
            write_atomically(target, post.source.raw)
            return Artifact(target, "text/markdown", len(post.source.raw))
        root = site_root(target, self.dialect)
        copied = Assets(inner) if root is not None and options.assets == "copy" else None
        emission = Emission(post, inner, self.dialect, copied)
        body = emission.text()
        front = front_matter_for(post, self.dialect, inner)
        text = (front + body).replace("\n", post.source.newline)
        data = text.encode("utf-8", "surrogatepass")
        write_atomically(target, data)
        beside = []
        for place, content in emission.files.items():
            assert root is not None
            # The URL of an image may climb: "/../a.png" is "/a.png" to a browser, and no way out of the site.
            path = root / posixpath.normpath(f"/{unquote(place)}").lstrip("/")
            write_atomically(path, content)
            beside.append(path)
        return Artifact(target, "text/markdown", len(data), tuple(beside))


def site_root(target: Path, dialect: str) -> Path | None:
    """The root of the site that `target` is named for: above `_posts` or `_drafts`, above `content`; else None."""
    names = ("content",) if dialect == "hugo" else ("_posts", "_drafts")
    for folder in target.parents:
        if folder.name in names:
            return folder.parent
    return None


def generator_path(post: Post, name: str, context: Context) -> PurePosixPath:
    """Where a generator wants a post: `_posts/2024-05-01-a.md`, `_drafts/a.md`, `content/posts/a.md`.

    CK420 where a post without a date becomes a draft of Jekyll.
    """
    path, site = post.source.path, context.site
    if path is not None and post.dialect == name and site.contains(path):
        relative = PurePosixPath(path.relative_to(site.root).as_posix())
        if name != "hugo" or relative.parts[0] == "content":
            return relative
    inside = site.content_path(path) if path is not None and site.kind in ("hugo", "jekyll") else None
    if name == "hugo":
        folders = [part for part in (inside.parent.parts if inside else ()) if not part.startswith("_")]
        return PurePosixPath("content", *(folders or ["posts"]), f"{post.slug or 'post'}.md")
    date = post.metadata.date
    if date is None or post.metadata.draft:
        if date is None:
            context.report.warn(
                "CK420",
                "the post has no date, so it becomes a draft of Jekyll",
                post.source.place(Span(0, 0)),
                hint="give it one with --date",
            )
        return PurePosixPath("_drafts", f"{post.slug or 'post'}.md")
    return PurePosixPath("_posts", f"{date:%Y-%m-%d}-{post.slug or 'post'}.md")


hugo = MarkdownWriter("hugo")
jekyll = MarkdownWriter("jekyll")
