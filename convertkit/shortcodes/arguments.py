"""What handlers do with arguments: Markdown in them, truth, classes."""

from __future__ import annotations

from .. import ast
from ..context import Context
from ..markdown import goldmark
from ..source import Span
from ..walk import replaced, rewrite


def inlines(text: str, context: Context) -> ast.Inlines:
    """`text` read as inline Markdown, as Hugo's `RenderString` reads a caption."""
    if not text.strip():
        return ()
    return flat(blocks(text, context))


def blocks(text: str, context: Context) -> ast.Blocks:
    """`text` read as Markdown blocks; they have no place in the post."""
    return placed(goldmark.read(text, options=goldmark.options(context.site.config_of(context.path))), None)


def placed(content: ast.Blocks, at: Span | None) -> ast.Blocks:
    """`content` of another text, all of it at one place of the post."""
    moved: ast.Blocks = rewrite(content, lambda node: node if node.at == at else replaced(node, at=at))
    return moved


def listed(text: str) -> list[str]:
    """The entries of a list in an argument: `a, b`, `{a,b}`."""
    return [entry.strip() for entry in text.strip().strip("{}").split(",") if entry.strip()]


def flat(content: ast.Blocks) -> ast.Inlines:
    """The inlines of the paragraphs in `content`, a space between two."""
    out: list[ast.Inline] = []
    for block in content:
        inner = getattr(block, "content", ())
        if inner and isinstance(block, ast.Para | ast.Plain | ast.Header | ast.Shortcode):
            if out:
                out.append(ast.Str(" "))
            out += [node for node in inner if isinstance(node, ast.Inline)]
    return tuple(out)


def is_true(value: object) -> bool:
    """Whether an argument means yes: true, "true", 1, "1"."""
    return value is True or str(value).lower() in ("true", "1")


def classes(text: str) -> tuple[str, ...]:
    """The class names in `text`."""
    return tuple(text.split())


def pairs(call: ast.Call, *names: str) -> tuple[tuple[str, str], ...]:
    """Those of the named arguments that the call has, as attributes."""
    return tuple((name, call.argument(name)) for name in names if call.value(name) is not None)


def theme_has(context: Context, *names: str) -> bool:
    """Whether the site's theme is one of those named."""
    return any(name in context.theme for name in names)


def paragraph(content: ast.Inlines) -> ast.Blocks:
    """A paragraph of `content`, or nothing."""
    return (ast.Para(content),) if content else ()
