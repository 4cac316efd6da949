"""Jekyll's Liquid: tags and objects, from text to calls and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import ast
from ..diagnostics import Report
from ..source import Source, Span

# "{%- highlight ruby linenos -%}", "{{ site.baseurl }}"; a quoted text may hold the delimiter
_MARK = re.compile(
    r"""\{%-?\s*(?P<tag>(?:"[^"]*"|'[^']*'|[^"'%]|%(?!\})|["'])*?)-?%\}|\{\{-?(?P<object>(?:"[^"]*"|'[^']*'|[^"'}]|\}(?!\})|["'])*?)-?\}\}""",
    re.S,
)
_NAME = re.compile(r"[\w-]+")
# 'title="a b"', "id='x'", "key=value", "https://x/y", "'quoted'"
_ARGUMENT = re.compile(r"""(?:([\w-]+)\s*[=:]\s*)?(?:"([^"]*)"|'([^']*)'|([^\s"',]+))""")
BLOCK_TAGS = frozenset(
    [
        "highlight",
        "raw",
        "comment",
        "capture",
        "for",
        "tablerow",
        "if",
        "unless",
        "case",
        "prettify",
        "details",
        "note",
        "tip",
        "warning",
        "info",
        "tabs",
        "tab",
    ]
)
_PLAIN_TAGS = frozenset(["include", "include_relative", "include_cached", "link", "post_url", "gist", "assign"])


@dataclass(frozen=True)
class JekyllDialect:
    """Liquid as Jekyll writes it; `endNAME` tells which tags are paired."""

    name: str = "jekyll"
    front_matter: str = "jekyll"

    def scan(self, source: Source, span: Span, report: Report) -> Iterator[str | ast.Shortcode]:
        """Text and calls between two offsets; joined and emitted again they are that text."""
        text, at = source.text, span.start
        while (mark := _MARK.search(text, at, span.end)) is not None:
            if mark.start() > at:
                yield text[at : mark.start()]
            call = _call(source, mark, span.end, report)
            assert call.at is not None
            yield ast.Shortcode(call, *_known(call), at=call.at)
            at = call.at.end
        if at < span.end:
            yield text[at : span.end]

    def emit(self, call: ast.Call) -> str:
        """The call as Liquid; one that was read from Liquid comes back as it was written."""
        if call.lexeme and call.dialect == self.name:
            return call.lexeme
        if call.form == "literal":
            return self.literal(call.inner)
        arguments = "".join(" " + _emitted(argument) for argument in call.arguments)
        tag = f"{{% {call.name}{arguments} %}}"
        return f"{tag}{call.inner}{{% end{call.name} %}}" if call.form == "paired" else tag

    def literal(self, text: str) -> str:
        """`text` so that Liquid shows it and does not run it."""
        return f"{{% raw %}}{text}{{% endraw %}}" if "{{" in text or "{%" in text else text

    def plain(self, text: str) -> str:
        """`text` as Liquid shows it: what a raw block holds, without its tags."""
        # "{% raw %}{{ x }}{% endraw %}", shortest match
        return re.sub(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", r"\1", text, flags=re.S)


def _known(call: ast.Call) -> tuple[ast.Inlines, bool]:
    if call.form == "literal":
        return (ast.Literal(call.inner, at=call.at),), True
    return (), False


def _emitted(argument: ast.Argument) -> str:
    text = str(argument.value).lower() if isinstance(argument.value, bool) else str(argument.value)
    if argument.key is None:
        return text if not re.search(r"\s", text) else f'"{text}"'
    quote = "'" if '"' in text else '"'
    return f"{argument.key}={quote}{text}{quote}"


def _call(source: Source, mark: re.Match[str], end: int, report: Report) -> ast.Call:
    whole = Span(*mark.span())
    if mark["object"] is not None:
        expression = mark["object"].strip()
        return ast.Call(
            "jekyll",
            expression.split("|")[0].strip(),
            "{{",
            arguments=(ast.Argument(None, expression, expression),),
            lexeme=mark[0],
            at=whole,
        )
    content = mark["tag"].strip()
    found = _NAME.match(content)
    name = found[0] if found else ""
    rest = content[len(name) :].strip()
    close = _closing(source.text, name, whole.end, end)
    if not name or (close is None and (name == "raw" or name.startswith("end"))):
        at = source.place(whole)
        report.error("CK211", f"Liquid tag cannot be read: '{content[:40]}'", at, hint="Jekyll stops the build here")
        return ast.Call("jekyll", "", "{%", "broken", lexeme=mark[0], at=whole)
    line = source.text.rfind("\n", 0, whole.start) + 1
    before = source.text[line : whole.start]
    indentation = before if not before.strip(" \t") else ""
    if close is None:
        return ast.Call("jekyll", name, "{%", "standalone", arguments(rest), "", indentation, lexeme=mark[0], at=whole)
    inner_at, whole = Span(whole.end, close.start()), Span(whole.start, close.end())
    return ast.Call(
        "jekyll",
        "" if name == "raw" else name,
        "{%",
        "literal" if name == "raw" else "paired",
        arguments(rest),
        source.text[slice(*inner_at)],
        indentation,
        source.text[slice(*whole)],
        whole,
        inner_at,
    )


def _closing(text: str, name: str, start: int, end: int) -> re.Match[str] | None:
    """The `{% endNAME %}` that closes a tag opened before `start`; nested tags of the name are counted."""
    if not name or name in _PLAIN_TAGS:
        return None
    pattern = re.compile(r"\{%-?\s*(end)?" + re.escape(name) + r"\b(?:[^%]|%(?!\}))*%\}")
    depth = 1
    for match in pattern.finditer(text, start, end):
        # The content of raw, highlight and comment is not read: their first end tag closes them.
        if not match[1] and name in ("raw", "highlight", "comment"):
            continue
        depth += -1 if match[1] else 1
        if depth == 0:
            return match
    return None


def arguments(text: str) -> tuple[ast.Argument, ...]:
    """The arguments of a tag: `key="value"`, `key: value`, and positional ones."""
    out = []
    for match in _ARGUMENT.finditer(text):
        key, double, single, bare = match.groups()
        value = double if double is not None else single if single is not None else bare
        quote = '"' if double is not None else "'" if single is not None else ""
        out.append(ast.Argument(key, value, value, quote))
    return tuple(out)


dialect = JekyllDialect()
