"""`--render-with hugo`: calls that only the site's own templates know the meaning of, shown by them in one run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import ast, registry
from .context import Context, Made, Options
from .diagnostics import Report
from .front_matter import front_matter
from .hugo.layouts import shortcode_template
from .hugo.pages import Page, Piece
from .shortcodes import include, own
from .shortcodes.names import assumed, handler, raw_inner
from .source import Source, Span

# What a handler reports where it could not say what a call means
_LOST = ("CK203", "CK204", "CK205", "CK206", "CK210")


def with_templates(sources: Sequence[Source], context: Context) -> Options:
    """The options with what the site's templates make of the calls in `sources`, all of them posts of `context.site`.

    Raises ConvertError: CK506 where Hugo is not installed, CK507 where it fails.
    """
    options = context.options
    if options.render_with != "hugo" or options.rendered is not None:
        return options
    return replace(options, rendered=_made(_Pages(context, sources)))


def for_each(sources: Sequence[Source], context: Context) -> list[Options]:
    """The options of each of `sources` with the results that it needs alone, to be sent to other processes.

    Raises ConvertError: CK506 where Hugo is not installed, CK507 where it fails.
    """
    options = context.options
    if options.render_with != "hugo" or options.rendered is not None:
        return [options] * len(sources)
    pages = _Pages(context, sources)
    made = _made(pages)
    return [replace(options, rendered={key: made[key] for key in made if key[0] in pages.needed(each)}) for each in sources]


def _made(pages: _Pages) -> Mapping[tuple[str, int], Made]:
    asked = [page for page in pages.found.values() if page is not None]
    made: Mapping[tuple[str, int], Made] = registry.load("engines", "hugo")(pages.context.site, asked) if asked else {}
    return made


@dataclass
class _Pages:
    """The calls of posts, and of the files that they include, that the site's own templates are to show."""

    context: Context
    sources: Sequence[Source]
    # By file; None where nothing of it is asked for
    found: dict[str, Page | None] = field(default_factory=dict)
    included: dict[str, set[str]] = field(default_factory=dict)
    templates: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dialect = self.context.options.dialect or self.context.site.kind
        for source in self.sources if dialect == "hugo" else ():
            self.add(source)

    def needed(self, source: Source) -> set[str]:
        """The files whose calls may stand in a post: its own, and those that it includes, one by the other."""
        needed: set[str] = set()
        waiting = [str(source.path or Path())]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += self.included.get(name, ())
        return needed

    def add(self, source: Source) -> None:
        """The calls of a file, and of the files that it includes."""
        name = str(source.path or Path())
        if name in self.found:
            return
        self.found[name] = None
        if "{{" not in source.text:
            return
        front = front_matter(source.text, style=registry.load("dialects", "hugo").front_matter)
        options = replace(self.context.options, rendered={}, dialect="hugo")
        inner = replace(self.context, source=source, front_matter=front, report=Report(), options=options)
        pieces = tuple(self.pieces(source, Span(front.body, len(source.text)), inner))
        if any(piece.asked for piece in pieces):
            # Hugo stops at front matter that is wrong; what could be read of it is enough.
            text = source.text[: front.body] if not front.problems else json.dumps(dict(front.values), default=str)
            self.found[name] = Page(source.path or Path(), source, pieces, text)

    def pieces(self, source: Source, span: Span, context: Context) -> Iterator[Piece]:
        """The calls between two offsets; those inside of a call that Hugo is not asked for are its own pieces."""
        for found in registry.load("dialects", "hugo").scan(source, span, context.report):
            if isinstance(found, str) or found.call.form in ("literal", "broken"):
                continue
            call: ast.Call = found.call
            if call.form == "inline":
                yield Piece(call)
            elif self.has_template(call.name) and self.unsettled(call, context):
                yield Piece(call, shown=True)
            else:
                self.follow(call, context)
                inner = call.inner_at is not None and not raw_inner(call, context.theme)
                yield Piece(call, inside=tuple(self.pieces(source, call.inner_at, context)) if inner and call.inner_at else ())

    def has_template(self, name: str) -> bool:
        """Whether the site has a template for the shortcode `name`."""
        if name not in self.templates:
            self.templates[name] = shortcode_template(self.context.site, name) is not None
        return self.templates[name]

    def unsettled(self, call: ast.Call, context: Context) -> bool:
        """Whether a call has no meaning but what the site's template says, or one that its handler cannot make out."""
        if own.entry(call, context) is not None:
            return False
        found = handler(call, context)
        if found is None or assumed(call, context):
            return True
        if found is include.include:
            return include.named_file(call, context) is None
        report = Report()
        # Whether there is inner text matters, what it says does not.
        inner = (ast.Para((ast.Str(call.text),)),) if call.inner.strip() else ()
        tuple(found(replace(call, blocks=inner), replace(context, report=report)))
        return any(each.code in _LOST and each.at is not None and each.at.source is context.source for each in report)

    def follow(self, call: ast.Call, context: Context) -> None:
        """Take the calls of the file that a call includes."""
        if handler(call, context) is not include.include:
            return
        path = include.named_file(call, context)
        if path is not None and context.source is not None and include.is_markdown(path, call):
            self.included.setdefault(str(context.source.path or Path()), set()).add(str(path))
            self.add(Source.of_bytes(path.read_bytes(), name=str(path), path=path))
