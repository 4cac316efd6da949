"""Formulas that a site leaves to a script in the reader's browser (KaTeX, MathJax): text between delimiters.

What is written carries no script, so the formulas are found here, in the text that the script would have seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias, get_args

from ... import ast
from ...context import Context
from ...markdown import goldmark
from ...post import Post
from ...walk import replaced, rewrite, walk

Kind: TypeAlias = Literal["DisplayMath", "InlineMath"]

# How posts and sites say that their pages load such a script: `math: true`, `[params.katex] enable = true`
_NAMES = frozenset(
    ("math", "mathjax", "katex", "usemath", "use_math", "usekatex", "usemathjax", "enablemath", "enable_math", "latex")
)
# Congo's and Blowfish's call without content
_LOADS = re.compile(r"\{\{[<%]\s*(?:katex|math)\s*/?[>%]\}\}")
# What opens a formula for KaTeX's auto-render or MathJax, and what closes it
_OPENS = re.compile(r"\$\$?|\\[\[(]|\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|CD)\*?)\}")
_CLOSES = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$"}
# What the typographer makes of signs that mean something else in TeX
_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": r"\ldots ", "–": "--", "—": "---"})


# A formula beyond doubt: "$$\frac{1}{2}$$"
_CERTAIN = re.compile(r"\$\$[^$]*\\[A-Za-z]+[^$]*\$\$")


def with_formulas(blocks: ast.Blocks, post: Post, context: Context) -> ast.Blocks:
    """`blocks` with a `Math` for every formula in their text, where the page of `post` would load a script for them.

    Where nothing says that it does, the first text that is a formula beyond doubt is reported (CK442), and all stays text.
    """
    if not ("$" in post.source.text or "\\" in post.source.text):
        return blocks
    if _loads_script(post, context):
        return rewrite(blocks, _with_math, *_HOLDERS)
    if _CERTAIN.search(post.source.text):
        _report(blocks, context)
    return blocks


def _report(blocks: ast.Blocks, context: Context) -> None:
    for node in walk(blocks):
        if isinstance(node, _HOLDERS) and _CERTAIN.search("".join(map(_letters, node.content))):
            hint = "where the site's pages load a script for formulas, `math: true` in the front matter says so"
            context.report.note("CK442", "a formula is shown as it is written", context.place(node.at), hint=hint)
            return


_Holder: TypeAlias = ast.Para | ast.Plain | ast.Header | ast.Emph | ast.Strong | ast.Strikeout | ast.Link | ast.Span | ast.Quoted
_HOLDERS: tuple[type[_Holder], ...] = get_args(_Holder)


def _loads_script(post: Post, context: Context) -> bool:
    site, path = context.site, post.source.path
    if post.dialect == "hugo" and goldmark.options(site.config_of(path)).passthrough:
        # The site's own delimiters were read already.
        return False
    values = post.metadata.extra
    said = _said({**values, **_table(values, "params")})
    if said is None:
        language = site.language_of(path) if path is not None else ""
        params = site.config if post.dialect == "jekyll" else site.setting("params", language=language)
        params = params if isinstance(params, Mapping) else {}
        said = _said({**params, **_table(params, "page")})
    return bool(said) or _LOADS.search(post.source.text) is not None


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = next((value for key, value in values.items() if key.lower() == name), None)
    return found if isinstance(found, Mapping) else {}


def _said(values: Mapping[str, Any]) -> bool | None:
    """What the values say of formulas; None where they say nothing."""
    said = [_switch(value) for key, value in values.items() if key.lower() in _NAMES]
    return None if not said else any(said)


def _switch(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(key.lower() in ("enable", "enabled") and _switch(each) for key, each in value.items())
    return value is not None and value is not False and str(value).lower() not in ("", "false", "no", "none", "off")


def _with_math(node: _Holder) -> ast.Node:
    content = _formulas(node.content)
    return node if content is node.content else replaced(node, content=content)


def _formulas(content: ast.Inlines) -> ast.Inlines:
    """The content with its formulas; a formula lies in text alone, which a script sees as one piece."""
    out: list[ast.Inline] = []
    run: list[ast.Inline] = []
    changed = False
    for node in (*content, None):
        if isinstance(node, ast.Str | ast.Space | ast.SoftBreak):
            run.append(node)
            continue
        found = _in_text(run)
        changed = changed or found is not run
        out += found
        run = []
        if node is not None:
            out.append(node)
    return tuple(out) if changed else content


def _in_text(run: list[ast.Inline]) -> list[ast.Inline]:
    text = "".join(map(_letters, run))
    at, out = 0, list[ast.Inline]()
    for start, end, kind, tex in formulas_in(text):
        out += _pieces(text[at:start])
        out.append(ast.Math(kind, tex.translate(_TYPED).strip(), at=run[0].at))
        at = end
    return out + _pieces(text[at:]) if at else run


def formulas_in(text: str) -> Iterator[tuple[int, int, Kind, str]]:
    """The formulas in `text`: from where to where, how it is shown, and its TeX."""
    at = 0
    # Openings that nothing closes any more
    hopeless: set[str] = set()
    while (found := _OPENS.search(text, at)) is not None:
        at = found.end()
        opening, name = found[0], found["name"]
        if opening in hopeless:
            continue
        closing = f"\\end{{{name}}}" if name else _CLOSES[opening]
        end = text.find(closing, at)
        if end < 0:
            hopeless.add(opening)
        elif opening == "$" and not _is_formula(text, found.start(), end):
            continue
        elif text[at:end].strip():
            start, after = found.start(), end + len(closing)
            shown: Kind = "InlineMath" if opening in ("$", "\\(") else "DisplayMath"
            yield start, after, shown, text[start:after] if name else text[at:end]
            at = after


def _is_formula(text: str, start: int, end: int) -> bool:
    """Whether two dollar signs hold a formula: no blank lies inside of them, and no digit behind, as in Pandoc ("$5 and $10")."""
    before, inside, after = text[max(0, start - 1) : start], text[start + 1 : end], text[end + 1 : end + 2]
    if before.isalnum() or before == "\\" or after.isdigit() or after == "$":
        return False
    return bool(inside) and inside == inside.strip()


def _letters(node: ast.Inline) -> str:
    """The text of a node; that of others than text does not belong to a formula."""
    if isinstance(node, ast.Str):
        return node.text
    return " " if isinstance(node, ast.Space) else "\n"


def _pieces(text: str) -> list[ast.Inline]:
    """Text as inlines again, its line ends as soft breaks."""
    out: list[ast.Inline] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            out.append(ast.SoftBreak())
        if line:
            out.append(ast.Str(line))
    return out
