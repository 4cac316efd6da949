"""Calls that show nothing, tables of contents, and what only the site's own data can fill."""

from __future__ import annotations

from dataclasses import replace

from .. import ast
from ..context import Context
from ..source import Span
from .arguments import inlines, theme_has


def nothing(call: ast.Call, context: Context) -> ast.Blocks:
    """A remark for authors, or what the theme does around the text."""
    return (ast.Comment(call.inner, at=call.at),)


def contents(call: ast.Call, context: Context) -> ast.Blocks:
    """A table of contents of this page."""
    return (ast.Toc(at=call.at),)


def site_data(call: ast.Call, context: Context) -> ast.Blocks:
    """What the site's generator makes of its pages or its data: a template, and the inner text where there is one."""
    at = call.at
    if at is not None and call.inner_at is not None:
        at = Span(at.start, call.inner_at.start)
    hint = "its inner text is kept" if call.blocks else "put what the site's page shows there into the post"
    message = f"shortcode '{call.name}' needs the site's own data: nothing is shown"
    context.report.warn("CK210", message, context.place(at), hint=hint)
    return (ast.RawTemplate("go", call.lexeme, call.blocks, at=call.at),)


def conditional(call: ast.Call, context: Context) -> ast.Blocks:
    """The inner text where the site's build condition asks for it (Docsy, `conditional-text`)."""
    condition = str(context.site.setting("params.buildcondition") or "")
    wanted, unwanted = call.argument("include-if"), call.argument("exclude-if")
    shown = condition == wanted if wanted else condition != unwanted
    return call.blocks if shown else (ast.Comment(call.inner, at=call.at),)


def directed(call: ast.Call, context: Context) -> ast.Blocks:
    """Text that runs from left to right, or from right to left."""
    return (ast.Div(ast.Attr("", (), (("dir", call.name.lower()),)), call.blocks, at=call.at),)


def typed(call: ast.Call, context: Context) -> ast.Blocks:
    """Text that a page types before the reader's eyes: the text; code where the call names a language (LoveIt, Blowfish)."""
    language = call.argument("code")
    if language and theme_has(context, "loveit"):
        return (ast.CodeBlock(ast.Attr("", (language,)), call.text, at=call.at),)
    return call.blocks


def passed(call: ast.Call, context: Context) -> ast.Blocks:
    """Inner text that a theme only styles."""
    return call.blocks


def captioned(call: ast.Call, context: Context) -> ast.Blocks:
    """The inner text; the caption goes to the table in it."""
    text = inlines(call.argument("caption", "title"), context)
    if not text:
        return call.blocks

    def with_caption(table: ast.Table) -> ast.Table:
        return replace(table, caption=ast.Caption(None, (ast.Plain(text),)))

    tables = [block for block in call.blocks if isinstance(block, ast.Table)]
    if len(tables) != 1:
        return (ast.Para(text, at=call.at), *call.blocks)
    return tuple(with_caption(block) if isinstance(block, ast.Table) else block for block in call.blocks)
