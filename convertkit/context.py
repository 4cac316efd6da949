"""The context of a conversion: site, options, report, and the post in hand. Handed along as an argument, never a global."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .ast import Call
from .diagnostics import Report
from .front_matter import FrontMatter
from .metadata import Metadata
from .site import Site
from .source import Place, Source, Span


class Made(NamedTuple):
    """What a template of the site made of a call: HTML, or why there is none."""

    html: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Options:
    """What the caller asked for, whatever the target."""

    dialect: str = ""
    theme: str = ""
    inline_shortcodes: bool = False
    unsafe_html: bool = False
    date: str = ""
    allow_network: bool = False
    # Processes that may work at once; None: as many as the machine has processors
    jobs: int | None = None
    handlers: Mapping[str, Any] = field(default_factory=dict)
    # The table [shortcodes] of the settings; None: that of convertkit.toml in the site's root
    shortcodes: Mapping[str, Any] | None = None
    # "hugo": the site's own templates show calls that nothing else can make out
    render_with: str = ""
    # What the templates made, by the file and the offset of the call in it; None: not asked yet
    rendered: Mapping[tuple[str, int], Made] | None = None


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody asked how far it is."""


@dataclass(frozen=True)
class Context:
    """Where a post is read and written: its site, the options, the report that collects diagnostics.

    `source`, `front_matter` and `metadata` are those of the post in hand, None or empty between posts.
    """

    site: Site = field(default_factory=lambda: Site(Path.cwd()))
    options: Options = field(default_factory=Options)
    report: Report = field(default_factory=Report)
    source: Source | None = None
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    metadata: Metadata = field(default_factory=Metadata)
    # The folder whose posts are all converted: none of them may be replaced
    base: Path | None = None
    # How far a long work is: what is being done, how much of it is done, how much there is
    progress: Callable[[str, int, int], None] = _silent

    def place(self, span: Span | None) -> Place | None:
        """`span` in the post in hand."""
        return self.source.place(span) if self.source is not None and span is not None else None

    def place_of(self, *spellings: str) -> Place | None:
        """The first place of a text in the post in hand, as the first of `spellings` that stands there."""
        return self.place(self.source.span_of(*spellings)) if self.source is not None else None

    @property
    def path(self) -> Path | None:
        """The file of the post in hand."""
        return self.source.path if self.source is not None else None

    def made(self, call: Call) -> Made | None:
        """What the site's own template made of a call of the post in hand; None where it was not run."""
        if not self.options.rendered or call.at is None:
            return None
        return self.options.rendered.get((str(self.path or Path()), call.at.start))

    @property
    def theme(self) -> str:
        """The theme whose shortcodes are meant, lower case."""
        return (self.options.theme or self.site.theme).lower()
