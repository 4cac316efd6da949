"""What the rendering of one text needs besides its values: the site, the page, who takes kept tags, what was spent."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from liquid.builtin.expressions import FilteredExpression, tokenize
from liquid.stream import TokenStream
from liquid.template import BoundTemplate
from liquid.token import TOKEN_EXPRESSION, Token

from . import engine
from .documents import Document, Library
from .markdownify import markdown, smart
from .objects import JEKYLL, Objects, Site
from .ruby import TooMuchError, plain
from .tags import Kept

_DEEPEST = 3
_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdown", ".mkdn")


class State:
    """The state of one rendering.

    `keep` takes a tag that is no matter of text and gives what stands for it; without it such a tag prints nothing.
    `report` gets what is not known, with the tag that it happened in.
    """

    def __init__(
        self,
        library: Library,
        page: Document | None,
        *,
        report: Callable[[str, str, Token | None], None],
        keep: Callable[[Kept, Token], str] | None = None,
        above: State | None = None,
    ) -> None:
        self.library, self.page, self.keep, self.report, self.above = library, page, keep, report, above
        self.objects: Objects = above.objects if above else Objects(library, self)
        self.including: list[Path] = []
        self._steps = 0
        self._htmls: dict[tuple[int, str], str] = {}

    @property
    def steps(self) -> int:
        """What this rendering and those it was asked for have cost."""
        return self.above.steps if self.above else self._steps

    @steps.setter
    def steps(self, steps: int) -> None:
        if self.above:
            self.above.steps = steps
        else:
            self._steps = steps

    @property
    def keeps(self) -> bool:
        """Whether tags that are no matter of text are kept."""
        return self.keep is not None

    @property
    def is_markdown(self) -> bool:
        """Whether the text is read as Markdown behind Liquid."""
        return self.page is None or self.page.path.suffix.lower() in _MARKDOWN

    @cached_property
    def values(self) -> dict[str, Any]:
        """What templates see."""
        page = self.objects.of(self.page) if self.page is not None else None
        layout: dict[str, Any] = {}
        # python-liquid has variables `now` and `today` of its own.
        values = {"site": Site(self.objects, self.page), "page": page, "jekyll": JEKYLL, "layout": layout}
        return {**values, "now": None, "today": None}

    def context(self) -> engine.Rendering:
        """A rendering that has seen nothing yet."""
        return engine.Rendering(engine.template(""), state=self, globals=self.values)

    def template(self, source: str) -> BoundTemplate:
        """A template, parsed."""
        return engine.template(source)

    def inline(self, source: str, context: engine.Rendering) -> str:
        """The objects within the arguments of a tag, rendered."""
        return engine.rendered(engine.template(source).nodes, context) if "{{" in source else source

    def value(self, expression: str, context: engine.Rendering) -> Any:
        """The value of a variable."""
        token = Token(TOKEN_EXPRESSION, expression, 0, expression)
        return plain(FilteredExpression.parse(context.env, TokenStream(tokenize(expression, token))).evaluate(context))

    # ------------------------------------------------------------------ what is asked of it

    def kept(self, tag: Kept, token: Token) -> str:
        """What stands for a tag that is no matter of text."""
        if self.keep is not None:
            return self.keep(tag, token)
        if tag.name.startswith("include"):
            self.report("CK206", f"file to include not found: '{tag.arguments.split(' ')[0]}'", token)
        else:
            self.report("CK202", f"unknown Liquid tag '{tag.name}'", token)
        return ""

    def unknown(self, why: str) -> None:
        """Something that only a build of the site knows."""
        self.report("CK209", why, None)

    def missing(self, name: str, token: Token) -> None:
        """A page that a tag names is not there."""
        self.report("CK204", f"page not found: '{name}'", token)

    def include(self, name: str, *, relative: bool) -> Path | None:
        """The file that an include names, below the site's root; None where there is none."""
        site = self.library.site
        if not name or "\0" in name or ".." in name or len(name) > 400 or len(self.including) > engine.MOST_INCLUDES:
            return None
        folder = site.root / str(site.setting("includes_dir") or "_includes")
        if relative:
            folder = self.page.path.parent if self.page is not None else site.root
        path = folder / name
        return path if site.contains(path) and path.is_file() else None

    # ------------------------------------------------------------------ other documents

    def html(self, document: Document, text: str) -> str:
        """Text of a document as HTML; that of the document in hand, and of one that asks for itself, is as it is written."""
        chain = self._chain()
        if any(document.path == other for other in chain) and text == document.content:
            return text
        if len(chain) > _DEEPEST:
            raise TooMuchError("documents ask for each other's content")
        key = (id(document), text)
        if key not in self._htmls:
            # What is wrong with another document is said when that is read.
            inner = State(self.library, document, report=lambda code, message, token: None, above=self)
            source = text
            if document.data.get("render_with_liquid") is not False and ("{{" in text or "{%" in text):
                source = engine.rendered(engine.template(text).nodes, inner.context())
            self._htmls[key] = self.markdown(source) if inner.is_markdown else source
        return self._htmls[key]

    def _chain(self) -> list[Path]:
        own = [self.page.path] if self.page is not None else []
        return own + (self.above._chain() if self.above else [])

    def markdown(self, source: str) -> str:
        """Markdown as HTML."""
        self.steps += len(source) // 20
        return markdown(source, self.library.site)

    def smart(self, source: str) -> str:
        """Text with typographic signs."""
        return smart(source, self.library.site)
