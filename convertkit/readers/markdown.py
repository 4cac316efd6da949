"""The Markdown of every site generator.

Calls are taken out before Markdown is parsed and leave one alphanumeric word of the same length each, so that every offset
stays true and emphasis, lists and tables around them parse as in the generator itself. The words come back as `Shortcode`
nodes where a node can stand, and as their own text (with the call in `calls`) in code, HTML tags and link targets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from .. import ast, registry
from ..context import Context
from ..diagnostics import Report
from ..dialects.jekyll import trims
from ..dialects.liquid_marks import BLANKS
from ..front_matter import FrontMatter, front_matter
from ..markdown import goldmark
from ..markdown.commonmark import DEFINITION
from ..markdown.goldmark.links import normalized
from ..metadata import Metadata, metadata, moment
from ..post import Post, Substituted, without_calls
from ..shortcodes.arguments import placed
from ..shortcodes.names import raw_inner, rendered_apart
from ..site import HTML_SUFFIXES, MARKDOWN_SUFFIXES
from ..source import Source, Span
from ..walk import walk
from .words import Words

suffixes = MARKDOWN_SUFFIXES
# Hugo's own templates nest five deep; a hostile post nests without end.
_DEEPEST = 24


def read(source: Source, context: Context) -> Post:
    """The post in `source`: split, scanned, parsed; nothing is given a meaning yet.

    What is wrong with it stands in the report: CK102 encoding, CK11x front matter, CK2xx calls.
    """
    kind = context.options.dialect or detected(source, context)
    dialect = registry.load("dialects", kind)
    front = front_matter(source.text, style=dialect.front_matter)
    _report(source, front, context)
    known = _metadata(source, front, kind, context)
    if known.date is None and context.options.date:
        known = replace(known, date=moment(context.options.date))
    context = replace(context, source=source, front_matter=front, metadata=known)
    reader = _Reader(source, context, dialect, kind)
    reader.start = front.body
    body = reader.blocks(Span(front.body, len(source.text)))
    path = source.path
    return Post(
        source=source,
        front_matter=front,
        metadata=known,
        body=body,
        dialect=kind,
        slug=context.site.slug(path, known) if path else known.slug,
        permalink=context.site.permalink(path, known) if path else "",
        theme=context.theme,
        substitutions=tuple(reader.substitutions),
    )


def _metadata(source: Source, front: FrontMatter, kind: str, context: Context) -> Metadata:
    """What the site's generator knows of the post; of one in another dialect than the site's, what its front matter says."""
    if kind == context.site.kind:
        return context.site.metadata(source.path, front)
    return metadata(front, name=source.path.name if source.path else "", jekyll=kind == "jekyll")


def detected(source: Source, context: Context) -> str:
    """The dialect of a source: that of its site, else what its name and its text look like."""
    if context.site.kind in ("hugo", "jekyll"):
        return context.site.kind
    text = source.text
    path = source.path
    if path is not None and (
        path.parent.name in ("_posts", "_drafts") or metadata(FrontMatter(), name=path.name, jekyll=True).date
    ):
        return "jekyll"
    if re.search(r"\{\{[<%]|\A(?:\+\+\+|\{)", text):
        return "hugo"
    # "{% include x %}", "{: .class}", "{{ site.url }}"
    return "jekyll" if re.search(r"\{%-?\s*\w|^\{:\s*[.#\w]|\{\{-?\s*(?:site|page)\.", text, re.M) else "hugo"


def _report(source: Source, front: FrontMatter, context: Context) -> None:
    if source.encoding != "utf-8":
        at = source.bad_byte or 0
        hint = "save the file as UTF-8; it was read as Windows-1252"
        context.report.warn("CK102", "the file is not UTF-8", source.place(Span(at, at + 1)), hint=hint)
    for problem in front.problems:
        add = context.report.error if problem.fatal else context.report.warn
        add(problem.code, problem.message, source.place(problem.at), hint=problem.hint)
    hint = "write it as 2024-05-01, or 2024-05-01T10:30:00+02:00; a build of the site may stop at it"
    for key, value in front.values.items():
        if isinstance(value, str) and value.strip() and key.lower() in context.site.rules.date_keys and moment(value) is None:
            place = source.place(front.spans.get(key))
            context.report.warn("CK116", f"'{value}' is not a date, and counts for nothing", place, hint=hint)


class _Reader:
    """The reading of one post: what its fragments share."""

    def __init__(self, source: Source, context: Context, dialect: Any, kind: str) -> None:
        self.source = source
        self.context = context
        self.dialect = dialect
        self.words = Words(source.text)
        self.depth = 0
        self.parse = _parser(kind, context)
        self.liquid = registry.load("engines", "liquid")(context) if kind == "jekyll" and "{" in source.text else None
        if self.liquid is not None:
            self.liquid.keep = self.kept
        self.substitutions: list[Substituted] = []
        # Where the body starts; how many texts of calls are rendered apart; how much of definitions was read once more
        self.start = 0
        self.texts = 0
        self.read_again = 0

    def blocks(self, span: Span, call: ast.Call | None = None) -> ast.Blocks:
        """The blocks between two offsets of the source: those of the post, or of the inner text of a call."""
        pieces = self.masked(span)
        if call is not None and call.indentation:
            pieces = _without_indentation(pieces, call.indentation)
        scope = ""
        if call is not None and rendered_apart(call):
            self.texts += 1
            scope = f"{self.texts}:"
        elif call is not None and call.dialect == "hugo":
            pieces += self.defined_outside(span)
        if len(pieces) == 1:
            text, base = pieces[0]
            parsed = self.parse(text, base, scope)
        else:
            parsed = self.parse("".join(text for text, _ in pieces), 0, scope)
            _move(parsed, pieces)
        return self.words.restored(parsed, without_calls(self.source, self.substitutions), inner=self.depth > 0)

    def defined_outside(self, span: Span) -> list[tuple[str, int]]:
        """The definitions of links and notes elsewhere in the post that a text asks for, as if they stood at its end.

        What such a text shows is part of the post's own Markdown.
        """
        inner = self.source.text[span.start : span.end]
        if "]" not in inner or not self.definitions:
            return []
        own = {normalized(found["label"]) for found in DEFINITION.finditer(inner)}
        asked = {normalized(label) for label in _ASKED.findall(inner)} - own
        found = sorted(self.definitions[label] for label in asked & self.definitions.keys())
        pieces: list[tuple[str, int]] = []
        for each in found:
            self.read_again += each.end - each.start
            if self.read_again > _MOST_READ_AGAIN:
                break
            pieces += [("\n\n", each.start), *self.masked(each)]
        return pieces

    @cached_property
    def definitions(self) -> dict[str, Span]:
        """Where links and notes are defined first, but for the inner texts of calls that are rendered by themselves."""
        text = self.source.text
        if "]:" not in text:
            return {}
        calls = [
            each.call
            for each in self.dialect.scan(self.source, Span(self.start, len(text)), Report())
            if not isinstance(each, str)
        ]
        apart = [call.inner_at for call in calls if call.inner_at is not None and rendered_apart(call)]
        starts = [each.start for each in apart]
        out: dict[str, Span] = {}
        for found in DEFINITION.finditer(text, self.start):
            number = bisect_right(starts, found.start()) - 1
            if number < 0 or found.start() >= apart[number].end:
                out.setdefault(normalized(found["label"]), Span(*found.span()))
        return out

    def masked(self, span: Span) -> list[tuple[str, int]]:
        """The text between two offsets with a word for every call, in runs: each with its offset in the source.

        What was kept from the generator (`{{</* x */>}}`, `{% raw %}`) is text like any other, so it starts a run.
        """
        runs: list[tuple[list[str], int]] = [([], span.start)]
        at = span.start
        for piece, text, start in self.trimmed(span):
            if start != at:
                self.substitutions.append(Substituted(Span(at, start), "", computed=True))
                runs.append(([], start))
            if isinstance(piece, str):
                runs[-1][0].append(piece)
                at = start + len(piece)
                continue
            call, at = piece.call, start + len(piece.call.lexeme)
            if text is not None:
                self.substitutions.append(self.substituted(call, text))
                # What Liquid computed stands nowhere in the source: all of it lies at its call.
                runs.append(([text], start + max(0, call.lexeme.find(text))))
                runs.append(([], at))
                continue
            filled = self.filled(self.liquid.within(call) if self.liquid else call)
            runs[-1][0].append(self.words.word(piece if filled is call else replace(piece, call=filled)))
        return [("".join(parts), start) for parts, start in runs if parts] or [("", span.start)]

    def trimmed(self, span: Span) -> Iterator[tuple[str | ast.Shortcode, str | None, int]]:
        """Text and calls with their offsets, without the blanks that a call takes off the text beside it.

        With a call goes the text that stands for it, None where it stays a call.
        """
        at = start = span.start
        text, trims_after = "", False
        for piece in self.dialect.scan(self.source, span, self.context.report):
            if isinstance(piece, str):
                text = piece.lstrip(BLANKS) if trims_after else piece
                start, at = at + len(piece) - len(text), at + len(piece)
                continue
            call = piece.call
            rendered = call.inner if call.form == "literal" else self.liquid.text(call) if self.liquid else None
            before, trims_after = trims(call)
            # A file that is not there would have ended with a line end of its own.
            trims_after = trims_after and not (rendered is None and call.name.startswith("include"))
            text = text.rstrip(BLANKS) if before else text
            if text:
                yield text, None, start
            yield piece, rendered, at
            text, at = "", at + len(call.lexeme)
        if text:
            yield text, None, start

    def kept(self, call: ast.Call) -> str:
        """A word for a call in the middle of what Liquid computed; its inner text is read, and lies where the call does."""
        if call.form == "paired" and call.inner.strip() and not raw_inner(call, self.context.theme):
            inner = self.words.restored(self.parse(call.inner, 0, ""))
            call = replace(call, blocks=placed(inner, call.at))
        return self.words.word(ast.Shortcode(call, at=call.at))

    def substituted(self, call: ast.Call, text: str) -> Substituted:
        """What stands for `call`; a call that was kept in it as it is written."""
        assert call.at is not None
        computed = call.form != "literal"
        pieces = self.words.pieces(text) if computed else [text]
        if len(pieces) < 2 and all(isinstance(piece, str) for piece in pieces):
            return Substituted(call.at, text, computed)
        parts = [self.dialect.literal(piece) if isinstance(piece, str) else piece.call.lexeme for piece in pieces]
        return Substituted(call.at, "".join(parts), computed, calls=True)

    def filled(self, call: ast.Call) -> ast.Call:
        """The call with its inner source read, unless that is no Markdown."""
        if call.inner_at is None or call.form != "paired" or raw_inner(call, self.context.theme):
            return call
        if self.depth >= _DEEPEST:
            at = self.source.place(call.at)
            self.context.report.warn("CK208", f"shortcodes nest deeper than {_DEEPEST}", at)
            return call
        self.depth += 1
        try:
            return replace(call, blocks=self.blocks(call.inner_at, call))
        finally:
            self.depth -= 1


# "[a]", "[^1]", but no definition
_ASKED = re.compile(r"\[([^\[\]\n]+)\](?!:)")
# Characters of definitions that are read once more for the calls of a post: a hostile one asks for a long one again and again.
_MOST_READ_AGAIN = 1_000_000


# Text, its offset, and the scope of its notes
_Parse = Callable[[str, int, str], ast.Blocks]


def _parser(kind: str, context: Context) -> _Parse:
    config = context.site.config_of(context.path)
    if context.path is not None and context.path.suffix.lower() in HTML_SUFFIXES:
        return lambda text, base, scope: (ast.RawBlock("html", text, at=Span(base, base + len(text))),) if text.strip() else ()
    if kind == "jekyll" and not str(context.site.setting("markdown") or "kramdown").lower().startswith("commonmark"):
        kramdown = registry.load("engines", "kramdown")
        jekyll_options, jekyll_state = kramdown.options(config), kramdown.State()
        return lambda text, base, scope: kramdown.read(text, base=base, options=jekyll_options, state=jekyll_state)
    options = goldmark.options(config if context.site.kind == "hugo" else {})
    state = goldmark.State()

    def parse(text: str, base: int, scope: str) -> ast.Blocks:
        return goldmark.read(text, base=base, options=options, state=state.apart(scope) if scope else state)

    return parse


def _without_indentation(pieces: list[tuple[str, int]], indentation: str) -> list[tuple[str, int]]:
    """The runs with `indentation` off every line; each line is a run of its own."""
    out: list[tuple[str, int]] = []
    fresh = True
    for text, start in pieces:
        there = start
        for line in text.splitlines(keepends=True):
            cut = len(indentation) if fresh and line.startswith(indentation) else 0
            out.append((line[cut:], there + cut))
            there += len(line)
            fresh = line.endswith("\n")
    return out or [("", pieces[0][1])]


def _move(blocks: ast.Blocks, pieces: list[tuple[str, int]]) -> None:
    """Puts each node of joined runs at its place in the source; they are fresh, and nobody else's yet."""
    offsets = [0]
    for text, _ in pieces[:-1]:
        offsets.append(offsets[-1] + len(text))

    def position(number: int, offset: int) -> int:
        start = pieces[number][1] + offset - offsets[number]
        # A run that is longer than its place in the source ends where the next one starts.
        return min(start, pieces[number + 1][1]) if number + 1 < len(pieces) else start

    # A node that stands in two places (a note used twice) is moved once.
    moved = set()
    for node in walk(blocks):
        if node.at is not None and id(node) not in moved:
            moved.add(id(node))
            start, end = node.at
            number = max(0, bisect_right(offsets, start) - 1)
            first = position(number, start)
            if end > start:
                if number + 1 < len(offsets) and end > offsets[number + 1]:
                    number = max(0, bisect_right(offsets, end - 1) - 1)
                _at(node, Span(first, position(number, end - 1) + 1))
            else:
                _at(node, Span(first, first))


_at: Any = vars(ast.Node)["at"].__set__
