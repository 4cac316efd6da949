"""Jekyll's Liquid: tags and objects, from text to calls and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import ast
from ..diagnostics import Report
from ..source import Source, Span
from .liquid_marks import Mark, Marks, opaque

# 'title="a b"', "id='x'", "key=value", "https://x/y", "'quoted'"
_ARGUMENT = re.compile(r"""(?:([\w-]+)\s*[=:]\s*)?(?:"([^"]*)"|'([^']*)'|([^\s"',]+))""")
# Tags that are no blocks, whatever stands behind them
_PLAIN_TAGS = frozenset(["include", "include_relative", "include_cached", "link", "post_url", "gist", "assign"])
_OPAQUE = frozenset(["raw", "comment"])


@dataclass(frozen=True)
class JekyllDialect:
    """Liquid as Jekyll writes it; `endNAME` tells which tags are paired."""

    name: str = "jekyll"
    front_matter: str = "jekyll"

    def scan(self, source: Source, span: Span, report: Report) -> Iterator[str | ast.Shortcode]:
        """Text and calls between two offsets; joined and emitted again they are that text."""
        text, at = source.text, span.start
        for mark, close in _blocks(text, span):
            if mark.start < at:
                continue
            if mark.start > at:
                yield text[at : mark.start]
            call = _call(source, mark, close, report)
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


def trims(call: ast.Call) -> tuple[bool, bool]:
    """Whether the blanks before a call, and those behind it, go: `{%-` and `-%}`."""
    if call.dialect != "jekyll":
        return False, False
    last = call.lexeme
    if call.form == "literal" and call.at is not None and call.inner_at is not None:
        last = call.lexeme[: call.inner_at.start - call.at.start]
    return call.lexeme[2:3] == "-", last[-3:-2] == "-"


def _blocks(text: str, span: Span) -> list[tuple[Mark, Span | None]]:
    """The tags and objects between two offsets, in order, each with the place of its end tag; raw text has none in it."""
    found: list[tuple[Mark, Span | None]] = []
    opened: dict[str, list[int]] = {}
    marks, at = Marks(text, span.end), span.start
    endless: set[str] = set()
    while (mark := marks.after(at)) is not None:
        at, name = mark.end, mark.name
        if name in _OPAQUE and name not in endless:
            whole = opaque(text, mark, span.end)
            if whole is not None:
                end = Span(mark.end + len(whole.inner), whole.end)
                found.append((mark, end))
                at = whole.end
                continue
            endless.add(name)
        if name.startswith("end") and opened.get(name[3:]):
            number = opened[name[3:]].pop()
            found[number] = (found[number][0], Span(mark.start, mark.end))
        elif name and name not in _PLAIN_TAGS and name not in _OPAQUE:
            opened.setdefault(name, []).append(len(found))
        found.append((mark, None))
    return found


def _call(source: Source, mark: Mark, close: Span | None, report: Report) -> ast.Call:
    whole = Span(mark.start, mark.end)
    lexeme = source.text[slice(*whole)]
    if mark.is_object:
        given = (ast.Argument(None, mark.inner, mark.inner),)
        return ast.Call("jekyll", mark.inner.split("|")[0].strip(), "{{", arguments=given, lexeme=lexeme, at=whole)
    name = mark.name
    if not name or (close is None and (name in _OPAQUE or name.startswith("end"))):
        at = source.place(whole)
        shown = lexeme.strip("{%}- \n\t")[:40]
        report.error("CK211", f"Liquid tag cannot be read: '{shown}'", at, hint="Jekyll stops the build here")
        return ast.Call("jekyll", "", "{%", "broken", lexeme=lexeme, at=whole)
    line = source.text.rfind("\n", 0, whole.start) + 1
    before = source.text[line : whole.start]
    indentation = before if not before.strip(" \t") else ""
    if close is None:
        return ast.Call("jekyll", name, "{%", "standalone", arguments(mark.inner), "", indentation, lexeme=lexeme, at=whole)
    inner_at, whole = Span(whole.end, close.start), Span(whole.start, close.end)
    return ast.Call(
        "jekyll",
        "" if name == "raw" else name,
        "{%",
        "literal" if name == "raw" else "paired",
        arguments(mark.inner),
        source.text[slice(*inner_at)],
        indentation,
        source.text[slice(*whole)],
        whole,
        inner_at,
    )


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
