"""The Liquid of one post: what a tag or an object renders to, before Markdown is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from liquid.exceptions import LiquidError
from liquid.token import Token

from .. import ast
from ..context import Context
from ..dialects.jekyll import arguments
from ..site import Site
from ..source import Span
from . import engine
from .documents import Document, Library
from .ruby import text as shown
from .state import State
from .tags import Kept

# Tags that only compute text; the others (highlight, link, figure ...) are calls with a meaning.
TEXT_TAGS = frozenset(
    ("for", "tablerow", "if", "unless", "case", "assign", "capture", "increment", "decrement", "cycle", "echo", "comment")
) | frozenset(("ifchanged", "liquid", "break", "continue", "#"))
_INCLUDES = frozenset(("include", "include_relative", "include_cached"))


class Liquid:
    """The Liquid of one post: assignments are kept from call to call, in the order of the text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        # Who takes the calls in what is rendered: a tag of the middle of a loop that is no matter of text.
        self.keep: Callable[[ast.Call], str] | None = None
        self._call: ast.Call | None = None

    @cached_property
    def _state(self) -> State:
        shared = library(self.context.site)
        return State(shared, self._page(shared), report=self._report, keep=self._kept if self.keep else None)

    @cached_property
    def _rendering(self) -> engine.Rendering:
        return self._state.context()

    def _page(self, shared: Library) -> Document | None:
        context = self.context
        if context.source is None:
            return None
        path = context.path or context.site.root / "_posts" / "post.md"
        return Document(shared, path, shared.label_of(path), context.front_matter, context.source.text)

    # ------------------------------------------------------------------ the whole text

    def page(self) -> str:
        """The text of the post with every tag rendered as text, as Jekyll hands it to Markdown.

        Raises one of `engine.ERRORS` where Jekyll would stop.
        """
        document = self._state.page
        if document is None or document.data.get("render_with_liquid") is False:
            return document.content if document is not None else ""
        return engine.rendered(engine.template(document.content).nodes, self._rendering)

    # ------------------------------------------------------------------ a call

    def text(self, call: ast.Call) -> str | None:
        """What `call` renders to; None where it is no matter of text, or cannot be rendered (CK209)."""
        if call.delimiter == "{{" or call.name in TEXT_TAGS:
            return self.rendered(call.lexeme, call)
        if call.name in _INCLUDES and not self._is_call(call):
            return self.rendered(call.lexeme, call)
        if call.name in ("link", "post_url") and "{{" in call.lexeme:
            # A name with objects in it needs what was assigned before.
            return self.rendered(call.lexeme, call)
        return None

    def _is_call(self, call: ast.Call) -> bool:
        """An include of a file that is not there."""
        name = shown(call.argument(0))
        if "{{" in call.lexeme[2:]:
            return False
        return self._state.include(name, relative=call.name == "include_relative") is None

    def within(self, call: ast.Call) -> ast.Call:
        """A listing with what its inner Liquid renders to: only a raw block keeps Liquid from running there."""
        if call.name != "highlight" or not re.search(r"\{\{|\{%", call.inner):
            return call
        inner = self.rendered(call.inner, call)
        return replace(call, inner=inner)

    def rendered(self, source: str, call: ast.Call) -> str:
        """The output of a template after the assignments that came before; empty where it cannot be run (CK209)."""
        self._call = call
        try:
            return engine.rendered(engine.template(source).nodes, self._rendering)
        except engine.ERRORS as error:
            token = error.token if isinstance(error, LiquidError) else None
            message = error.message if isinstance(error, LiquidError) else error
            deep = isinstance(error, RecursionError) or isinstance(error.__cause__, RecursionError)
            why = "it nests too deep" if deep else str(message or "").split("\n", maxsplit=1)[0]
            # python-liquid: "expected tag endif, found end of expression"
            open_tag = re.match(r"expected tag end(\w+), found", why)
            why = f"'{open_tag[1]}' is never closed" if open_tag else why
            self._report("CK209", f"{self._what(call)} is not run: {why[:100]}", token)
            return ""

    def _what(self, call: ast.Call) -> str:
        return f"{'Liquid object' if call.delimiter == '{{' else 'Liquid tag'} '{call.name}'"

    # ------------------------------------------------------------------ diagnostics and kept tags

    def _report(self, code: str, message: str, token: Token | None) -> None:
        call = self._call
        at = call.at if call is not None else None
        if call is not None and at is not None and token is not None and token.start_index >= 0:
            at = self._at(call, at, token)
        stops = "Jekyll stops the build here; check the path"
        hint = stops if code in ("CK204", "CK206") else "nothing is shown in its place"
        self.context.report.warn(code, message, self.context.place(at), hint=hint)

    def _at(self, call: ast.Call, at: Span, token: Token) -> Span:
        """Where a token of the call's own text stands; one of an included file stands at the call."""
        start = at.start if token.source == call.lexeme else call.inner_at.start if call.inner_at else None
        if start is None or token.source not in (call.lexeme, call.inner):
            return at
        return Span(start + token.start_index, start + token.start_index + max(1, len(token.value)))

    def _kept(self, tag: Kept, token: Token) -> str:
        assert self.keep is not None
        form = "standalone" if tag.inner is None else "paired"
        at = self._call.at if self._call is not None else None
        at = self._at(self._call, at, token) if self._call is not None and at is not None else at
        given = arguments(tag.arguments)
        return self.keep(ast.Call("jekyll", tag.name, "{%", form, given, tag.inner or "", lexeme=tag.lexeme, at=at))


_LIBRARIES: list[Library] = []


def library(site: Site) -> Library:
    """The documents of a site, read once for all posts of it."""
    for known in _LIBRARIES:
        if known.site is site:
            return known
    _LIBRARIES[:] = [Library(site), *_LIBRARIES[:3]]
    return _LIBRARIES[0]
