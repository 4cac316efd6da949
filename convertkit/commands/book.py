"""`convertkit book`: many posts, one book."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from .. import registry
from ..api import markdown_files, read, source, target_format, write
from ..arrangement import arranged, ordered
from ..batch.jobs import failure, inside, outside
from ..context import Context, Options
from ..diagnostics import ConvertError, Diagnostic, Report, Severity
from ..metadata import moment
from ..post import Book, Post
from ..rendering import with_templates
from ..selection import Selection, now, translations
from ..site import Site, bundle_of
from ..source import Source
from .manifest import Manifest, manifest
from .options import check_flags, split, writer_options
from .run import ENGINE, Settings, exit_code, own_shortcodes, settings, shown, usage, write_report
from .sources import posts_named

_SELECTED = ("section", "tag", "category", "language", "drafts", "future", "expired")


def run(*, sources: tuple[str, ...], to: str, output: str, **arguments: Any) -> int:
    """Write the book; the exit code."""
    common = settings(arguments)
    target = Path(output).expanduser()
    name = _format(target, to, output)
    paths, flags = split(sources, [name])
    named = arguments.pop("manifest")
    if not paths and not named:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    if paths and named:
        raise click.UsageError("--manifest names the posts; leave out SOURCE")
    flags |= {key: value for key, value in arguments.items() if key in ("theme", "highlight") and value}
    check_flags(name, flags)
    selection = _selection(arguments)
    order = {key: arguments[key] for key in ("sort", "reverse", "parts")}
    report = Report()
    code = ""
    try:
        with _progress(common) as progress:
            start = Context(options=_reading(arguments, common), report=report, progress=progress)
            book, left_out, context = _book(paths, named, common.site, selection, order, start=start)
            config = common.configs.of(_first(book, context.site))
            report.diagnostics += common.configs.report.diagnostics
            options = writer_options(name, flags, config)
            write(book, target, to=name, options=options, context=context)
        # A post without text has no chapter.
        count = len(book) - sum(each.code == "CK414" for each in report)
        summary = f"{count} {_plural(count, 'post')} to {target}{_left_out(left_out)}"
    except ConvertError as error:
        report.add(error.diagnostic)
        code, summary = error.diagnostic.code, f"{target} was not written"
    shown(report)
    written = write_report(common.report, report)
    if not common.quiet:
        print(summary, file=sys.stderr)
    return max(ENGINE if code.startswith("CK5") else exit_code(report, strict=common.strict), written)


def _first(book: Book, site: Site) -> Path:
    """A file of the site whose settings are those of the book."""
    return next((post.source.path for post in book if post.source.path is not None), site.root / "index.md")


# ---------------------------------------------------------------------- arguments


def _format(target: Path, to: str, output: str) -> str:
    if output == "-":
        raise click.UsageError("-o: a book is a file, and cannot be written to the standard output")
    folder = output.endswith(("/", os.sep)) or target.is_dir()
    try:
        name = "html" if folder and not to else target_format(target, to)
    except ConvertError as error:
        raise usage(error) from error
    if name in ("hugo", "jekyll"):
        raise click.UsageError("a book is an EPUB, a PDF or an HTML file")
    if folder and name != "html":
        raise click.UsageError(f"-o: '{output}' is a folder; a book of {name} is a file")
    kinds = registry.writers_of(target.suffix) if target.suffix and not folder else []
    # A Markdown file that is there is a post, which is said with more words (CK402).
    if kinds and name not in kinds and not target.exists():
        good = output.removesuffix(target.suffix) + registry.suffix_of(name)
        raise click.UsageError(f"-o: '{output}' is a name of {' or '.join(kinds)}, not of {name}; write -o {good}")
    return name


def _reading(arguments: Mapping[str, Any], common: Settings) -> Options:
    return Options(
        dialect=common.dialect,
        inline_shortcodes=arguments["inline_shortcodes"],
        unsafe_html=arguments["unsafe_html"],
        allow_network=arguments["allow_network"],
        jobs=common.jobs,
        render_with=arguments["render_with"] or "",
        shortcodes=own_shortcodes(common),
    )


def _selection(arguments: Mapping[str, Any]) -> Selection:
    """The conditions that flags name.

    Raises click.UsageError for a date that is none.
    """
    since, until = (_day(key, arguments[key]) for key in ("since", "until"))
    return Selection(since=since, until=until, **{key: arguments[key] for key in _SELECTED})


def _day(flag: str, value: str) -> dt.date | None:
    found = moment(value) if value else None
    if value and found is None:
        raise click.UsageError(f"--{flag}: '{value}' is not a date such as 2024-05-01")
    return found.date() if found is not None else None


def _progress(common: Settings) -> AbstractContextManager[Callable[[str, int, int], None]]:
    """What shows how far the book is: a bar a stage on a terminal, else nothing."""
    if common.quiet or not sys.stderr.isatty():
        return nullcontext(lambda stage, done, total: None)
    bars: AbstractContextManager[Callable[[str, int, int], None]] = registry.load("engines", "stages")()
    return bars


def _plural(count: int, word: str) -> str:
    return word if count == 1 else word + "s"


def _left_out(count: int) -> str:
    return f", {count} not published (--drafts, --future, --expired)" if count else ""


# ---------------------------------------------------------------------- the book


def _book(
    paths: Sequence[str], named: str, site: Site | None, selection: Selection, order: Mapping[str, Any], *, start: Context
) -> tuple[Book, int, Context]:
    """The book, how many posts that match are not published, and the context in which it is written.

    Raises ConvertError for a manifest that cannot be read, and where Hugo is asked for and fails.
    """
    report = start.report
    known = manifest(Path(named).expanduser(), report) if named else None
    files: list[tuple[Path, Path | None]]
    files = [(path, known.path.parent) for path in known.files()] if known else [*posts_named(paths, report, wanted=_is_post)]
    around = site or Site.around(files[0][0].resolve() if files else Path.cwd())
    reading = _Reading(replace(start, site=around), selection, now())
    posts = reading.posts(files)
    if known is None and not selection.language:
        posts = reading.each_once(posts, {path.resolve() for path, base in files if base is None})
    if known is not None:
        by_path = {post.source.path: post for post in posts}
        many = partial(ordered, sort=order["sort"], reverse=order["reverse"])
        book = _confined(known.book(lambda path: by_path.get(path.resolve()), many), known, reading.context)
    else:
        indexes = reading.indexes(posts) if order["parts"] == "section" or order["sort"] == "weight" else []
        book = Book(arranged(posts, around, **order, indexes=indexes))
        if not posts and files:
            raise reading.nothing()
    return book, reading.left_out, reading.context


def _is_post(path: Path) -> bool:
    """Whether a file below a folder is a post: the page of a section is none."""
    return bundle_of(path) != "branch"


def _confined(book: Book, known: Manifest, context: Context) -> Book:
    """The book without a cover that a manifest takes from outside of its folder and its site."""
    if book.cover is None or inside(book.cover, known.path.parent, context.site):
        return book
    place, hint = known.place("cover"), "name it with --cover, or copy it below the site's root"
    context.report.warn("CK302", f"image lies outside of the site: '{book.cover.name}'", place, hint=hint)
    return replace(book, cover=None)


@dataclass
class _Reading:
    """Files read as posts: those that are meant, and how many of them are held back."""

    context: Context
    selection: Selection
    now: dt.datetime
    left_out: int = field(default=0)
    # How many are not meant
    others: int = field(default=0)

    def posts(self, files: Sequence[tuple[Path, Path | None]]) -> list[Post]:
        """The posts of files that are meant, in their order; every problem with one is a diagnostic."""
        site, report = self.context.site, self.context.report
        sources = []
        for path, base in dict.fromkeys(files):
            if base is not None and (site.is_resource(path) or not site.rules.spoken(path)):
                continue
            if not self.selection.may_hold(path, site):
                self.others += 1
                continue
            try:
                if base is not None and not inside(path, base, site):
                    raise outside(path)
                sources.append(source(path))
            except ConvertError as error:
                report.add(error.diagnostic)
        self.context = replace(self.context, options=with_templates(sources, self.context))
        published = replace(self.selection, drafts=True, future=True, expired=True)
        posts = []
        for number, given in enumerate(sources, start=1):
            self.context.progress("Reading", number, len(sources))
            post = self.read(given)
            if post is None:
                continue
            if self.selection.holds(post, site, self.now):
                posts.append(post)
            elif published.holds(post, site, self.now):
                self.left_out += 1
            else:
                self.others += 1
        return posts

    def nothing(self) -> ConvertError:
        """What is raised where no post is meant: by which flags, and how many they left out (CK413)."""
        wanted = self.selection
        names = ("section", "tag", "category", "language", "since", "until")
        flags = [f"--{name} {value}" for name in names if (value := getattr(wanted, name))]
        message, hint = "a book needs at least one post", ""
        if self.others and flags:
            message += f"; {self.others} {_plural(self.others, 'post')} left out by {' '.join(flags)}"
        if self.left_out:
            message += f"; {self.left_out} {_plural(self.left_out, 'post')} not published"
            hint = "--drafts, --future and --expired take in what is not published"
        return ConvertError(Diagnostic("CK413", message, None, Severity.ERROR, hint))

    def each_once(self, posts: list[Post], named: set[Path]) -> list[Post]:
        """The posts without translations of others, which folders hold too; files that the user `named` stay."""
        site = self.context.site
        if len(site.languages) < 2:
            return posts
        found = [post for post in posts if post.source.path is None or post.source.path.resolve() not in named]
        left_out = translations(found, site)
        if not left_out:
            return posts
        many = Counter(site.language_of(post.source.path) for post in left_out if post.source.path is not None)
        told = ", ".join(f"{count} of '{key}'" for key, count in sorted(many.items()))
        hint = f"each page is in the book once; --language {min(many)} or --language all says otherwise"
        self.context.report.note("CK416", f"translations are left out: {told}", hint=hint)
        left = set(map(id, left_out))
        return [post for post in posts if id(post) not in left]

    def read(self, given: Source) -> Post | None:
        """The post in a source; None where it cannot be read."""
        try:
            return read(given, context=self.context)
        except Exception as error:  # one bad post must not end the book: it is reported and left out
            self.context.report.add(failure(error, given.path or Path(given.name)))
            return None

    def indexes(self, posts: Iterable[Post]) -> list[Post]:
        """The pages of the sections that hold `posts` (`_index.md`)."""
        site = self.context.site
        folders = {folder for post in posts if post.source.path is not None for folder in post.source.path.parents}
        pages = [page for folder in sorted(folders) if site.contains(folder) for page in sorted(folder.glob("_index*.*"))]
        found = (self.read(source(page)) for page in markdown_files(pages) if site.contains(page) and page.is_file())
        drafts = replace(self.selection, section="", tag="", category="", language="", since=None, until=None)
        return [page for page in found if page is not None and drafts.holds(page, site, self.now)]
