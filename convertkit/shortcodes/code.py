"""Code, diagrams, math and raw HTML: inner text that is not Markdown."""

from __future__ import annotations

import re

from .. import ast, registry
from ..context import Context
from .arguments import blocks, flat, is_true, placed
from .data import configuration
from .own import is_block

# "linenos=inline,hl_lines=1 3-4,linenostart=10"
_OPTION = re.compile(r"\s*([\w-]+)\s*=\s*(\"[^\"]*\"|[^,]*)")


def inner_code(call: ast.Call) -> str:
    """The inner text without the line ends around it and without the indentation of its tag."""
    text: str = registry.load("dialects", call.dialect).plain(call.inner)
    if call.indentation:
        # "\n    " before every line, where the tag itself is indented
        text = re.sub("(^|\n)" + re.escape(call.indentation), r"\1", text)
    # The blanks that stand before the closing tag are its indentation.
    text = re.sub(r"\n[ \t]*\Z", "\n", text)
    return text.strip("\r\n")


def highlight(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """A code block with language and the options of highlighting; `hl_inline=true` makes a code span."""
    language = call.argument("lang", "language", "syntax", "type", 0).strip().lower()
    options = call.argument("options", 1)
    given = [(key, value.strip('"').strip()) for key, value in _OPTION.findall(options)]
    if call.dialect == "jekyll":
        given = _liquid_options(call)
    given += [(key, call.argument(key)) for key in ("hl_lines", "linenos", "linenostart", "title") if call.value(key) is not None]
    classes = (language,) if language else ()
    if dict(given).get("hl_inline") == "true":
        return in_line(call, context)
    kept = tuple((key, value) for key, value in given if key != "hl_inline")
    return (ast.CodeBlock(ast.Attr("", classes, kept), inner_code(call), at=call.at),)


def in_line(call: ast.Call, context: Context) -> ast.Inlines:
    """Code in a line, with its language."""
    language = call.argument("lang", "language", 0).strip().lower()
    classes = ("code-inline", f"language-{language}") if language else ("code-inline",)
    return (ast.Code(ast.Attr("", classes), inner_code(call).strip(), at=call.at),)


def _liquid_options(call: ast.Call) -> list[tuple[str, str]]:
    out = []
    for argument in call.arguments:
        if argument.key == "mark_lines":
            out.append(("hl_lines", str(argument.value)))
        elif argument.key == "linenos" or argument.value == "linenos":
            out.append(("linenos", "table"))
    return out


def toggle(call: ast.Call, context: Context) -> ast.Blocks:
    """Configuration that a site shows in several languages: the one that was written; front matter with its delimiters."""
    text = inner_code(call)
    if not text:
        return configuration(call, context)
    guess = "toml" if re.search(r"^\s*[\w.\[\]'\"-]+\s*=|^\[", text, re.M) else "json" if text.startswith("{") else "yaml"
    name = call.argument("file", 0)
    if is_true(call.value("fm")):
        fence = {"toml": "+++", "yaml": "---"}.get(guess, "")
        text = f"{fence}\n{text}\n{fence}".strip("\n")
    elif name and not name.endswith((".toml", ".yaml", ".yml", ".json")):
        name = f"{name}.{guess}"
    title = (("title", name),) if name else ()
    return (ast.CodeBlock(ast.Attr("", (guess,), title), text, at=call.at),)


def diagram(call: ast.Call, context: Context) -> ast.Blocks:
    """The source of a diagram, marked as one."""
    return (ast.CodeBlock(ast.Attr("", (call.name.lower(), "diagram")), inner_code(call), at=call.at),)


def math(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """A formula: displayed where the call asks for it or spans lines."""
    text = inner_code(call).strip()
    if not text:
        # Congo's call only loads the engine.
        return (ast.Comment(call.inner, at=call.at),)
    delimited = text.startswith(("$$", "\\["))
    text = re.sub(r"\A(\$\$?|\\[\[(])\s*|\s*(\$\$?|\\[\])])\Z", "", text)
    shown = delimited or is_true(call.value("display")) or call.value(0) == "display" or "\n" in call.inner.strip()
    if shown:
        return (ast.Para((ast.Math("DisplayMath", text, at=call.at),), at=call.at),)
    return (ast.Math("InlineMath", text, at=call.at),)


def raw(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """HTML of the author; what `{{< >}}` writes is shown by Hugo without `unsafe` too, and so is `html5`."""
    html = call.inner.strip("\r\n")
    if call.delimiter == "%" and not is_block(html):
        # It is Markdown of the page.
        return flat(placed(blocks(html, context), call.at))
    kind = "html5" if call.delimiter == "<" else "html"
    return (ast.RawBlock(kind, html, at=call.at),) if is_block(html) else (ast.RawInline(kind, html, at=call.at),)
