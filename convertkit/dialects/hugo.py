"""Hugo's shortcodes: from text to calls and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .. import ast
from ..diagnostics import Report
from ..markdown.finds import Finds
from ..source import Source, Span
from .hugo_lexer import Lexer, LexError, Token, typed

# "{{<", "{{%"
_OPENER = re.compile(r"\{\{[<%]")
# key="a b", key=42, "a b", abc-1.2
_SIMPLE_ARGUMENT = re.compile(r"""(?:([A-Za-z0-9_][\w-]*)=)?(?:"([^"\\\n]*)"|([A-Za-z0-9_-][\w.-]*)(?=[ \n]))""", re.ASCII)
# "{{< figure src="a.png" width=42 >}}", "{{% /details %}}"
_SIMPLE = re.compile(
    rf"""\{{\{{([<%])[ ]*(/?)[ ]*([A-Za-z0-9_][\w/-]*)((?:[ \n]+{_SIMPLE_ARGUMENT.pattern})*)[ \n]*(/?)([>%])\}}\}}""", re.ASCII
)
_SIMPLE_CLOSERS = {">": "<", "%": "%"}
_CLOSERS = {"<": ">}}", "%": "%}}"}
# A bare value of a named parameter: "42", "https://x.y"; of a positional one: "abc_1.2"
_BARE_NAMED = re.compile(r"[^\s\"`\\>%/]+\Z")
_BARE = re.compile(r"[\w-][\w.-]*\Z")
# "x.inline" and Hugo's own name characters
_NAME = re.compile(r"[\w/-]+(?:\.inline)?\Z")


@dataclass(frozen=True)
class Tag:
    """One tag: `{{< name ... >}}`, a closing tag, an escaped one (`name` is empty), or one that does not lex."""

    at: Span
    delimiter: str
    name: str = ""
    closing: bool = False
    self_closing: bool = False
    inline: bool = False
    arguments: tuple[ast.Argument, ...] = ()
    literal: str | None = None
    problem: str = ""
    problem_at: Span = Span(0, 0)


class _Everything(set[str]):
    """Hugo stops a page at a closing tag that matches nothing; reading goes on and says so later."""

    def __contains__(self, item: object) -> bool:
        return True


def tags(text: str, start: int, end: int) -> Iterator[Tag]:
    """Every tag of `text` between two offsets, in order; a tag that does not lex ends at its closing delimiter."""
    known, finds = _scanned(text)
    within = _Range(text, end, finds)
    at = start
    while (opener := _OPENER.search(text, at, end)) is not None:
        tag = known.get(opener.start())
        if tag is None or tag.at.end > end:
            tag = _tag(within, opener.start())
            if not tag.problem:
                known[opener.start()] = tag
        at = tag.at.end
        yield tag


# The text that was scanned last, its tags by offset: what stands in a call is scanned when the call is read.
_LAST: tuple[dict[int, Tag], Finds] = ({}, Finds(""))


def _scanned(text: str) -> tuple[dict[int, Tag], Finds]:
    global _LAST  # noqa: PLW0603 -- one text's tags, replaced as a whole
    if _LAST[1].text is not text:
        _LAST = ({}, Finds(text))
    return _LAST


class _Range:
    """A text up to an offset, which is cut once for all tags that need it."""

    def __init__(self, text: str, end: int, finds: Finds) -> None:
        self.text, self.end, self._whole = text, end, finds

    def find(self, mark: str, start: int) -> int:
        """Where `mark` stands first from `start` on; -1 where it does not."""
        found = self._whole.find(mark, start)
        return found if found + len(mark) <= self.end else -1

    @cached_property
    def finds(self) -> Finds:
        """The text before the end alone."""
        return self._whole if self.end == len(self.text) else Finds(self.text[: self.end])


def _tag(within: _Range, start: int) -> Tag:
    return _simple_tag(within.text, start, within.end) or _lexed_tag(within, start)


def _simple_tag(text: str, start: int, end: int) -> Tag | None:
    """A tag as most are: a name, and values in quotes without escapes or of plain characters, all of them named or none."""
    found = _SIMPLE.match(text, start, end)
    if found is None or found[1] != _SIMPLE_CLOSERS[found[9]]:
        return None
    arguments = []
    named = found[5] is not None
    # The blank behind the last value ends it.
    for each in _SIMPLE_ARGUMENT.finditer(text, found.start(4), found.end(4) + 1) if found[4] else ():
        key, quoted, bare = each.groups()
        if (key is not None) is not named:
            return None
        value = typed(bare) if quoted is None else quoted
        arguments.append(ast.Argument(key, value, quoted if bare is None else bare, "" if quoted is None else '"'))
    closing, self_closing = bool(found[2]), bool(found[8])
    if closing and (arguments or self_closing):
        return None
    return Tag(Span(start, found.end()), found[1], found[3], closing, self_closing, False, tuple(arguments))


def _lexed_tag(within: _Range, start: int) -> Tag:
    text = within.text
    delimiter = text[start + 2]
    lexer = Lexer(within.finds.text, start, within.finds)
    lexer.opener, lexer.name, lexer.open = text[start : start + 3], "?", _Everything()
    try:
        lexer.lex_tag()
    except LexError as error:
        close = within.find(_CLOSERS[delimiter], start)
        line = within.find("\n\n", start)
        if close >= 0 and (line < 0 or close < line):
            return Tag(Span(start, close + 3), delimiter, problem=str(error), problem_at=error.at)
        # Without its delimiter a tag is only what opens it: the text behind, where Hugo stumbles, is the author's.
        opener = Span(start, start + 3)
        return Tag(opener, delimiter, problem=f"'{_CLOSERS[delimiter]}' is missing", problem_at=opener)
    whole = Span(start, lexer.at)
    if lexer.tokens[0].kind == "text":
        return Tag(whole, delimiter, literal="".join(token.text for token in lexer.tokens))
    return _parsed(whole, delimiter, lexer.tokens, text)


def _parsed(whole: Span, delimiter: str, tokens: list[Token], text: str) -> Tag:
    name, inline, slashes = "", False, []
    arguments: list[ast.Argument] = []
    key: str | None = None
    for number, token in enumerate(tokens):
        if token.kind in ("name", "inline_name") and not name:
            name, inline = token.text, token.kind == "inline_name"
        elif token.kind == "slash":
            slashes.append(bool(name))
        elif token.kind == "param" and tokens[number + 1].kind == "value":
            key = token.text
        elif token.kind in ("param", "value"):
            before = text[token.at.start - 1]
            quote = before if token.quoted and before in '"`' else '"' if not _bare(token) else ""
            lexeme = text[slice(*token.at)]
            arguments.append(ast.Argument(key, token.value, lexeme, quote))
            key = None
    if not name:
        return Tag(whole, delimiter, problem="shortcode has no name", problem_at=whole)
    return Tag(whole, delimiter, name, False in slashes, True in slashes, inline, tuple(arguments))


def _bare(token: Token) -> bool:
    return not token.quoted and token.text == token.text.strip() and len(token.text) == token.at.end - token.at.start


@dataclass(frozen=True)
class HugoDialect:
    """Hugo's calls. Paired or not is no matter of syntax: a tag is paired where a closing tag of its name follows."""

    name: str = "hugo"
    front_matter: str = "hugo"

    def scan(self, source: Source, span: Span, report: Report) -> Iterator[str | ast.Shortcode]:
        """Text and calls between two offsets; joined and emitted again they are that text.

        A call's inner source is not scanned. What does not lex is a call without a name, and reported (CK201).
        """
        text, at = source.text, span.start
        for call in _calls(source, list(tags(text, *span)), report):
            assert call.at is not None
            if call.at.start > at:
                yield text[at : call.at.start]
            content: ast.Inlines = (ast.Literal(call.inner, at=call.at),) if call.form == "literal" else ()
            yield ast.Shortcode(call, content, bool(content), at=call.at)
            at = call.at.end
        if at < span.end:
            yield text[at : span.end]

    def emit(self, call: ast.Call) -> str:
        """The call as Hugo reads it; one that was read from Hugo comes back as it was written."""
        if call.lexeme and call.dialect == self.name:
            return call.lexeme
        left, right = f"{{{{{call.delimiter}", _CLOSERS[call.delimiter]
        if call.form == "literal":
            return self.literal(call.inner)
        if not _NAME.match(call.name):
            raise ValueError(f"{call.name!r} cannot be the name of a shortcode of Hugo")
        arguments = "".join(" " + _emitted(argument) for argument in call.arguments)
        end = " /" if call.form == "self-closing" else " "
        tag = f"{left} {call.name}{arguments}{end}{right}"
        if call.form in ("paired", "inline"):
            return f"{tag}{call.inner}{left} /{call.name} {right}"
        return tag

    def literal(self, text: str) -> str:
        """`text` so that Hugo shows it and does not run it: `{{< x >}}` becomes `{{</* x */>}}`."""
        # "{{< figure src="a.png" >}}", shortest match
        return re.sub(r"\{\{([<%])(.*?)([%>])\}\}", r"{{\1/*\2*/\3}}", text, flags=re.S)

    def plain(self, text: str) -> str:
        """`text` as Hugo shows it: `{{</* x */>}}` is `{{< x >}}`."""
        # "{{</* figure src="a.png" */>}}", shortest match
        return re.sub(r"\{\{([<%])/\*(.*?)\*/([%>])\}\}", r"{{\1\2\3}}", text, flags=re.S)


def _emitted(argument: ast.Argument) -> str:
    key = "" if argument.key is None else f"{argument.key}="
    value = argument.value
    if not isinstance(value, str):
        text = str(value).lower() if isinstance(value, bool) else argument.lexeme or repr(value)
        return key + text
    bare = _BARE_NAMED if argument.key else _BARE
    if not argument.quote and bare.match(value) and typed(value) == value:
        return key + value
    if argument.quote == "`" and "`" not in value:
        return f"{key}`{value}`"
    if ("\n" in value or "\\" in value) and "`" not in value:
        return f"{key}`{value}`"
    escaped = value.replace('"', '\\"')
    return f'{key}"{escaped}"'


# ---------------------------------------------------------------------------- pairing


def _calls(source: Source, found: list[Tag], report: Report) -> Iterator[ast.Call]:
    """The outermost calls: a closing tag closes the nearest open tag of its name, tags between stay standalone."""
    partner = _pairs(found)
    number = 0
    while number < len(found):
        tag = found[number]
        close = partner.get(number)
        yield _call(source, tag, found[close] if close is not None else None, report)
        number = (close if close is not None else number) + 1


def _pairs(found: list[Tag]) -> dict[int, int]:
    """Number of each opening tag to that of the tag that closes it."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    opened: dict[str, int] = {}
    for number, tag in enumerate(found):
        name = tag.name.lower()
        if not name or (tag.self_closing and not tag.closing):
            continue
        if not tag.closing:
            stack.append(number)
            opened[name] = opened.get(name, 0) + 1
        elif opened.get(name):
            while stack:
                top = stack.pop()
                opened[found[top].name.lower()] -= 1
                if found[top].name.lower() == name:
                    partner[top] = number
                    break
    return partner


def _call(source: Source, tag: Tag, close: Tag | None, report: Report) -> ast.Call:
    text = source.text
    whole = Span(tag.at.start, close.at.end if close else tag.at.end)
    lexeme = text[slice(*whole)]
    if tag.literal is not None:
        return ast.Call("hugo", "", tag.delimiter, "literal", inner=tag.literal, lexeme=lexeme, at=whole)
    if tag.problem or tag.closing:
        problem = tag.problem or f"got closing shortcode '{tag.name}', but none is open"
        at = source.place(tag.problem_at if tag.problem else tag.at)
        report.error("CK201", f"shortcode cannot be read: {problem}", at, hint="Hugo stops the build here")
        return ast.Call("hugo", "", tag.delimiter, "broken", lexeme=lexeme, at=whole)
    form = "inline" if tag.inline else "paired" if close else "self-closing" if tag.self_closing else "standalone"
    inner_at = Span(tag.at.end, close.at.start) if close else None
    return ast.Call(
        "hugo",
        tag.name,
        tag.delimiter,
        form,
        tag.arguments,
        text[slice(*inner_at)] if inner_at else "",
        _indentation(text, tag.at.start),
        lexeme,
        whole,
        inner_at,
    )


def _indentation(text: str, at: int) -> str:
    """The blanks before `at` where nothing else stands before it on its line."""
    start = at
    while start and text[start - 1] in " \t":
        start -= 1
    return text[start:at] if not start or text[start - 1] == "\n" else ""


dialect = HugoDialect()
