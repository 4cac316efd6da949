"""Read, write, convert: what the command line and scripts are made of."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from . import registry, rendering, site
from .arrangement import SORTS, ordered
from .context import Context, Options
from .diagnostics import ConvertError, Diagnostic, Report, Severity, exhausted
from .passes import settled
from .post import Book, Post
from .selection import Selection, now
from .source import Source, Span
from .writers.artifact import Artifact, holds_post, kept
from .writers.options import validated

Pathish: TypeAlias = "str | os.PathLike[str]"
_MARKDOWN = ("hugo", "jekyll")


class Site(site.Site):
    """A Hugo or Jekyll site, or a plain folder: `Site("~/blog") / "content/posts/a.md"` is a path of it."""

    def __init__(self, root: Pathish, **fields: Any) -> None:
        path = Path(root).expanduser().resolve()
        if not fields:
            found = site.Site.at(path)
            fields = {each.name: getattr(found, each.name) for each in dataclass_fields(found) if each.name != "root"}
        super().__init__(path, **fields)

    def posts(
        self,
        *,
        tag: str = "",
        category: str = "",
        section: str = "",
        language: str = "",
        since: dt.date | None = None,
        until: dt.date | None = None,
        drafts: bool = False,
        future: bool = False,
        expired: bool = False,
        sort: str = "date",
        reverse: bool = False,
        report: Report | None = None,
    ) -> list[Post]:
        """The site's posts that match every given condition and that its generator would publish.

        `section` is a folder below the content folder, `since` and `until` are the first and the last day. `sort` is `date`
        (oldest first), `weight` (Hugo's default order), `title` or `given` (by path). A file that cannot be read is left out;
        `report` says which and why. Raises ValueError for an order that is none of these.
        """
        if sort not in SORTS:
            raise ValueError(f"sort: '{sort}' is not one of {', '.join(SORTS)}")
        wanted = Selection(section, tag, category, language, since, until, drafts, future, expired)
        moment = now()
        paths = [path for path in self.pages() if site.bundle_of(path) != "branch" and wanted.may_hold(path, self)]
        skipped = report or Report()
        posts = (post for path in paths if (post := self._post(path, skipped)) is not None)
        return ordered([post for post in posts if wanted.holds(post, self, moment)], sort, reverse=reverse)

    def _post(self, path: Path, report: Report) -> Post | None:
        try:
            return read(path, site=self)
        except ConvertError as error:
            report.add(error.diagnostic)
            return None


def source(path: Pathish) -> Source:
    """The text of a file with positions.

    Raises ConvertError: CK100 where there is no such file, CK101 where it is no text.
    """
    file = Path(path)
    try:
        file = file.expanduser()
        name = os.path.relpath(file) if not Path(path).is_absolute() else str(file)
        raw = file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        # No file has a NUL in its name, and not every "~name" has a home.
        said = getattr(error, "strerror", None) or str(error) or "cannot be read"
        name, reason = os.fspath(path), "is a folder" if file.is_dir() else f"{said[:1].lower()}{said[1:]}"
        nowhere = Source("", file, name).place(Span(0, 0))
        raise ConvertError(Diagnostic("CK100", f"cannot read the file: {reason}", nowhere, Severity.ERROR)) from error
    if b"\0" in raw[:65536] or raw.startswith((b"%PDF-", b"PK\x03\x04")):
        nowhere = Source("", file, name).place(Span(0, 0))
        hint = "give it a Markdown file"
        raise ConvertError(Diagnostic("CK101", "not a text file", nowhere, Severity.ERROR, hint))
    return Source.of_bytes(raw, name=name, path=file.resolve())


def read(post: Pathish | Source, *, site: site.Site | None = None, context: Context | None = None, dialect: str = "") -> Post:
    """The post in a file (or a `Source`), every shortcode with its meaning; nothing is printed.

    Without `site`, the site that holds the file is looked for upwards. `site` and `dialect` count before what `context`
    says. What was found stands in `post.diagnostics`.
    Raises ConvertError: CK100 where there is no such file, CK101 where it is no text, CK105 where it nests too deep, CK412
    where there is no such dialect.
    """
    given = post if isinstance(post, Source) else source(post)
    if context is None:
        from_path = _site_around(given.path) if site is None and given.path is not None else None
        context = Context(site=site or from_path or Context().site)
    context = replace(context, site=site or context.site, options=_reading(context.options, dialect))
    report = Report()
    for problem in context.site.problems:
        report.add(problem)
    try:
        inner = replace(context, report=report, options=rendering.with_templates([given], context))
        if not given.text.strip():
            report.warn("CK103", "the file is empty", given.place(Span(0, 0)))
        reader = _reader(given.path)
        found: Post = settled(reader.read(given, inner), replace(inner, source=given))
    except (RecursionError, MemoryError) as error:
        raise ConvertError(exhausted(error, given.place(None))) from error
    for diagnostic in report:
        context.report.add(diagnostic)
    return replace(found, diagnostics=tuple(report))


def _reader(path: Path | None) -> Any:
    """What reads a file: the reader of an installed package for a suffix that we do not know, else that of Markdown."""
    own = registry.load("readers", "markdown")
    suffix = path.suffix.lower() if path is not None else ""
    if suffix not in ("", *own.suffixes, *site.HTML_SUFFIXES):
        for name in registry.names("readers"):
            reader = registry.load("readers", name)
            if suffix in reader.suffixes:
                return reader
    return own


def _reading(options: Options, dialect: str) -> Options:
    """The options with the dialect that is asked for.

    Raises ConvertError (CK412) where there is none of that name.
    """
    name = dialect or options.dialect
    if name and name not in registry.TABLE["dialects"] and name not in registry.names("dialects"):
        hint = "dialects: " + ", ".join(registry.names("dialects"))
        raise ConvertError(Diagnostic("CK412", f"there is no dialect '{name}'", None, Severity.ERROR, hint))
    return replace(options, dialect=name)


def _site_around(path: Path) -> site.Site:
    return site.Site.around(path)


def target_format(target: Path, to: str = "") -> str:
    """The name of the writer for a target: `to`, else what its suffix says.

    Raises ConvertError (CK412) where neither tells.
    """
    if to:
        if to not in registry.TABLE["writers"] and to not in registry.names("writers"):
            hint = "formats: " + ", ".join(registry.names("writers"))
            raise ConvertError(Diagnostic("CK412", f"there is no format '{to}'", None, Severity.ERROR, hint))
        return to
    found = registry.writers_of(target.suffix) if target.suffix else []
    if len(found) == 1:
        return found[0]
    either, every = " or ".join(f"to='{name}'" for name in found), ", ".join(registry.names("writers"))
    hint = f"more than one format has such files: say {either}" if found else f"say which with `to`: {every}"
    raise ConvertError(Diagnostic("CK412", f"cannot tell the format of '{target.name}'", None, Severity.ERROR, hint))


def write(
    posts: Post | Iterable[Post],
    target: Pathish,
    *,
    to: str = "",
    options: Any = None,
    context: Context | None = None,
) -> Artifact:
    """Write one post, or a book of several, to `target`; the format is `to`, else that of its suffix.

    `options` is an `Options` of the writer (`ck.pdf.Options(page_size="A5")`). The file appears whole or not at all; what
    was found on the way stands in the artifact's `diagnostics`.
    Raises ConvertError: CK402 where it would take the place of a post, CK4xx where it cannot be written, CK5xx where an
    engine is missing or fails; CK105 for a post that nests too deep. Raises TypeError and ValueError for options that the
    writer does not have.
    """
    path = Path(target).expanduser()
    name = target_format(path, to)
    writer = registry.load("writers", name)
    many = _sequence(posts)
    if context is None:
        first = many[0].source.path if many else None
        context = Context(site=_site_around(first) if first is not None else Context().site)
    _keep_posts(path, many, context, markdown=name in _MARKDOWN)
    given = validated(options, writer.Options, name)
    before = len(context.report)
    try:
        artifact: Artifact = writer.write(many, path, given, context)
    except (RecursionError, MemoryError) as error:
        place = many[0].source.place(None) if len(many) == 1 else None
        raise ConvertError(exhausted(error, place)) from error
    return replace(artifact, diagnostics=tuple(context.report.diagnostics[before:]))


def _sequence(posts: Post | Iterable[Post]) -> Sequence[Post]:
    if isinstance(posts, str | os.PathLike):
        raise TypeError(f"write takes posts, and {os.fspath(posts)!r} names a file: use convert, or read it first")
    many: Sequence[Post] = (posts,) if isinstance(posts, Post) else posts if isinstance(posts, Book) else tuple(posts)
    for post in many:
        if not isinstance(post, Post):
            raise TypeError(f"write takes posts, not {type(post).__name__}")
    return many


def _keep_posts(target: Path, posts: Sequence[Post], context: Context, *, markdown: bool) -> None:
    """Refuse a target that is a post: one that is read, one of the site's own, or any that would become no Markdown (CK402).

    Markdown that was written earlier for another generator is replaced: it lies outside of the site's own content.
    """
    real = target.resolve()
    if any(post.source.path == real for post in posts):
        raise kept(target, "the post itself" if len(posts) == 1 else "one of the posts")
    if not holds_post(target):
        return
    if not markdown:
        raise kept(target, "a post")
    if context.base is not None and real.is_relative_to(context.base.resolve()):
        raise kept(target, "one of the posts")
    if _is_content(real, context.site):
        raise kept(target, "a post of the site")


def _is_content(path: Path, around: site.Site) -> bool:
    """Whether a site keeps its posts where `path` is: below Hugo's content, below `_posts` and its like of Jekyll."""
    inside = around.content_path(path)
    if inside is None or around.kind == "plain":
        return False
    return around.kind == "hugo" or any(part.startswith("_") for part in inside.parts[:-1])


def convert(post: Pathish, target: Pathish, *, to: str = "", options: Any = None, context: Context | None = None) -> Artifact:
    """Read the post in a file and write it to `target`; the artifact's `diagnostics` are those of both."""
    given = source(post)
    if context is None:
        context = Context(site=_site_around(given.path) if given.path is not None else Context().site)
    before = len(context.report)
    artifact = write(read(given, context=context), target, to=to, options=options, context=context)
    return replace(artifact, diagnostics=tuple(context.report.diagnostics[before:]))


_Handler = TypeVar("_Handler", bound=Callable[..., Any])


def shortcode(name: str) -> Callable[[_Handler], _Handler]:
    """Give the shortcode `name` (`hugo.spoiler`) a meaning: a function `(call, context) -> Blocks | Inlines`.

    Names are found without regard to case.
    """

    def register(function: _Handler) -> _Handler:
        registry.OWN.setdefault("shortcodes", {})[name.lower()] = function
        return function

    return register


def markdown_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The Markdown files that `paths` name: files as they are, folders with everything below."""
    for path in paths:
        if path.is_dir():
            yield from site.markdown_files(path, jekyll=True)
        else:
            yield path
