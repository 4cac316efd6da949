"""The command line. Only click is imported here; a command loads what it needs."""

from __future__ import annotations

import gc
import io
import signal
import sys
import threading
from typing import Any, NoReturn

import click

from . import registry
from .diagnostics import ConvertError
from .version import __version__

_SHARED = [
    click.option("--from", "dialect", metavar="FORMAT", default="", help="Read as hugo, jekyll or plain (see formats)."),
    click.option("--site", metavar="DIR", default="", help="The root of the site (default: looked for upwards)."),
    click.option("--strict", is_flag=True, help="Exit with 1 on warnings too."),
    click.option("--report", metavar="FILE", default="", help="Write the diagnostics as JSON."),
    click.option("--quiet", is_flag=True, help="No progress, no summary."),
    click.option("--config", metavar="FILE", default="", help="Settings (default: convertkit.toml in the posts' site)."),
]
_JOBS = click.option("--jobs", metavar="N", type=click.IntRange(min=1), default=None, help="Processes for many posts.")
# Posts are shown as they are read, by one process.
_NO_JOBS = click.option("--jobs", type=click.IntRange(min=1), default=None, hidden=True)


def _run(command: str, **arguments: Any) -> NoReturn:
    """Run a command and leave with its exit code; 130 where Ctrl-C ended it, 143 where it was told to end."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal may have no room for the letters of a post.
        sys.stdout.reconfigure(errors="backslashreplace")
    here = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _end) if here else None
    try:
        code = registry.load("commands", command)(**arguments)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        code = 130
    except ConvertError as error:
        # A package that brings a format cannot be loaded.
        print(error.diagnostic.explained(), file=sys.stderr)
        code = 3 if error.diagnostic.code.startswith("CK5") else 1
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
    sys.exit(code)


def _end(number: int, frame: object) -> NoReturn:
    # What is half written is cleared away on the way out.
    raise SystemExit(143)


def _shared(function: Any) -> Any:
    for option in reversed(_SHARED):
        function = option(function)
    return function


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="convertkit")
def main() -> None:
    """Turn posts of Hugo and Jekyll into EPUB, PDF, HTML or each other's Markdown."""
    # Trees and layouts are many small objects without cycles: looking for cycles often costs up to a fifth of the time.
    gc.set_threshold(100_000, 50, 50)


class _WithWriterOptions(click.Command):
    """A command whose help lists the options of every writer."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        for title, rows in registry.load("commands", "writer-options")():
            with formatter.section(title):
                formatter.write_dl(rows)


@main.command(cls=_WithWriterOptions, context_settings={"ignore_unknown_options": True})
@click.argument("sources", metavar="SOURCE...", nargs=-1, type=click.UNPROCESSED)
@click.option("--to", metavar="FORMATS", default="", help="epub, pdf, html, hugo, jekyll; several with commas.")
@click.option("-o", "--output", metavar="FILE|DIR", default="", help="A file, or a folder for several.")
@click.option("--theme", metavar="NAME|DIR", default="", help="The look of pages and books.")
@click.option("--fragment", is_flag=True, help="HTML: the body of the post alone.")
@click.option("--highlight", type=click.Choice(["pygments", "none"]), default=None, help="Colours of code.")
@click.option("--unsafe-html", is_flag=True, help="Raw HTML of a post passes into its page as it is.")
@click.option("--render-with", type=click.Choice(["hugo"]), default=None, help="Run the site's own templates of shortcodes.")
@click.option("--inline-shortcodes", is_flag=True, help="Show inline shortcodes, as Hugo's enableInlineShortcodes.")
@click.option("--date", metavar="DATE", default="", help="The date of posts that have none.")
@click.option("--allow-network", is_flag=True, help="Fetch pictures of other sites for EPUB, PDF and books.")
@_JOBS
@_shared
def convert(**arguments: Any) -> None:
    """Convert posts: files, or folders with everything below."""
    _run("convert", **arguments)


@main.command(cls=_WithWriterOptions, context_settings={"ignore_unknown_options": True})
@click.argument("sources", metavar="SOURCE...", nargs=-1, type=click.UNPROCESSED)
@click.option("--to", metavar="FORMAT", default="", help="epub, pdf or html (default: what the suffix says).")
@click.option("-o", "--output", metavar="FILE|DIR/", required=True, help="The book; a folder for a book of HTML pages.")
@click.option("--manifest", metavar="FILE", default="", help="Title, parts and posts in a YAML or TOML file; no SOURCE then.")
@click.option("--sort", type=click.Choice(["date", "weight", "title", "given"]), default="date", help="Order of the posts.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--parts", type=click.Choice(["none", "section", "year"]), default="none", help="Parts of the book.")
@click.option("--section", metavar="PATH", default="", help="Posts of a section only: posts, docs/guide.")
@click.option("--tag", metavar="TAG", default="", help="Posts with a tag only.")
@click.option("--category", metavar="NAME", default="", help="Posts of a category only.")
@click.option("--language", metavar="TAG", default="", help="Posts in a language only (the book's language too), or all.")
@click.option("--since", metavar="DATE", default="", help="Posts of this day and later.")
@click.option("--until", metavar="DATE", default="", help="Posts of this day and earlier.")
@click.option("--drafts", is_flag=True, help="Drafts too.")
@click.option("--future", is_flag=True, help="Posts too whose date is still to come.")
@click.option("--expired", is_flag=True, help="Posts too that have expired.")
@click.option("--theme", metavar="NAME|DIR", default="", help="The look of the book.")
@click.option("--highlight", type=click.Choice(["pygments", "none"]), default=None, help="Colours of code.")
@click.option("--unsafe-html", is_flag=True, help="Raw HTML of a post passes into its page as it is.")
@click.option("--render-with", type=click.Choice(["hugo"]), default=None, help="Run the site's own templates of shortcodes.")
@click.option("--inline-shortcodes", is_flag=True, help="Show inline shortcodes, as Hugo's enableInlineShortcodes.")
@click.option("--allow-network", is_flag=True, help="Fetch pictures of other sites for EPUB, PDF and books.")
@_JOBS
@_shared
def book(**arguments: Any) -> None:
    """Put many posts into one book."""
    _run("book", **arguments)


@main.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_NO_JOBS
@_shared
def inspect(**arguments: Any) -> None:
    """Show what was understood: metadata, shortcodes, links, images."""
    _run("inspect", **arguments)


@main.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@_JOBS
@_shared
def check(**arguments: Any) -> None:
    """Say what is wrong with posts; nothing is written."""
    _run("check", **arguments)


@main.command()
def formats() -> None:
    """List the formats that can be written and read."""
    _run("formats")


@main.command()
def doctor() -> None:
    """Say which engines are there and what is missing."""
    _run("doctor")


if __name__ == "__main__":
    main()
