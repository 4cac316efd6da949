"""Jekyll's tags: as text in the middle of other text; kept as calls where the reader of a post asks for that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from liquid import TokenStream
from liquid.ast import BlockNode, Node
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG, Token

from ..dialects.jekyll import dialect
from ..dialects.liquid_marks import BLANKS
from ..source import Source
from .filters.strings import escape
from .filters.urls import relative
from .ruby import text
from .targets import linked, posted

_MOST_BYTES = 4_000_000
# 'topic="a \" b"', "id=page.slug", "x='y'"
_PARAMETER = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))""")
# "{{ page.name }}.html a=1": a name with objects, then the parameters
_DYNAMIC = re.compile(r"[^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|[^}]*)?\}\}[^\s{}]*)+", re.S)


class Kept(NamedTuple):
    """A tag that is no matter of text: its name, what follows the name, and for a block tag what its inner text renders to."""

    name: str
    arguments: str
    inner: str | None

    @property
    def lexeme(self) -> str:
        """It as Liquid."""
        tag = f"{{% {self.name} {self.arguments}".rstrip() + " %}"
        return tag if self.inner is None else f"{tag}{dialect.literal(self.inner)}{{% end{self.name} %}}"


class _Node(Node):
    """A tag of Jekyll: its arguments as they are written, its block where it has one."""

    def __init__(self, token: Token, arguments: str, block: BlockNode | None = None) -> None:
        super().__init__(token)
        self.arguments, self.block = arguments, block
        self.blank = False

    def __str__(self) -> str:
        return f"{{% {self.token.value} {self.arguments} %}}"

    def inner(self, context: Any, buffer: TextIO) -> str:
        """What the block renders to."""
        own = context.get_buffer(buffer)
        if self.block is not None:
            self.block.render(context, own)
        return str(own.getvalue())

    def render_to_output(self, context: Any, buffer: TextIO) -> int:
        return buffer.write(self.rendered(context, buffer))

    def rendered(self, context: Any, buffer: TextIO) -> str:
        """What the tag prints."""
        inner = None if self.block is None else self.inner(context, buffer)
        return str(context.state.kept(Kept(self.token.value, self.arguments, inner), self.token))


class _Tag(Tag):
    """A tag whose arguments are no expression of Liquid."""

    block = False
    node_class: type[_Node] = _Node

    def parse(self, stream: TokenStream) -> Node:
        token = stream.current
        arguments = ""
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
            arguments = stream.current.value
        return self.node_class(token, arguments)


class _Block(Tag):
    """The same, with a block."""

    node_class: type[_Node] = _Node

    def parse(self, stream: TokenStream) -> Node:
        token = stream.eat(TOKEN_TAG)
        arguments = stream.eat(TOKEN_EXPRESSION).value if stream.current.kind == TOKEN_EXPRESSION else ""
        end = f"end{token.value}"
        block = get_parser(self.env).parse_block(stream, (end,))
        stream.expect(TOKEN_TAG, value=end)
        return self.node_class(token, arguments, block)


class Plugin(_Tag):
    """A tag that Jekyll does not have: a plugin's. It is a block where its end tag stands behind it."""

    name = "plugin"

    def parse(self, stream: TokenStream) -> Node:
        name = stream.current.value
        if name.startswith("end") or name in ("else", "elsif", "when"):
            raise LiquidSyntaxError(f"unexpected tag '{name}'", token=stream.current)
        return _Block(self.env).parse(stream) if _ends(stream, name) else super().parse(stream)


def _ends(stream: TokenStream, name: str) -> bool:
    """Whether the end tag of `name` is still to come."""
    last: dict[str, int] | None = getattr(stream, "last", None)
    if last is None:
        last = {token.value: at for at, token in enumerate(stream.tokens) if token.kind == TOKEN_TAG}
        stream.last = last  # type: ignore[attr-defined]
    return last.get(f"end{name}", -1) > stream.pos


# ---------------------------------------------------------------------------- code


class _Highlight(_Node):
    def rendered(self, context: Any, buffer: TextIO) -> str:
        if context.state.keeps:
            return super().rendered(context, buffer)
        language = self.arguments.split(None, 1)[0].lower() if self.arguments.strip() else ""
        code = str(escape(self.inner(context, buffer).strip("\r\n"))).strip(BLANKS)
        attributes = f'class="language-{language.replace("+", "-")}" data-lang="{language}"'
        shown = f'<figure class="highlight"><pre><code {attributes}>{code}</code></pre></figure>'
        return f"\n{shown}\n" if context.state.is_markdown else shown


class HighlightTag(_Block):
    """Code; as text it is Jekyll's HTML without a highlighter's colours."""

    name = "highlight"
    end = "endhighlight"
    node_class = _Highlight


# ---------------------------------------------------------------------------- links


class _Link(_Node):
    def rendered(self, context: Any, buffer: TextIO) -> str:
        name = str(context.state.inline(self.arguments, context)).strip()
        found = linked if self.token.value == "link" else posted
        url = found(name, context.state.library)
        if url is None:
            context.state.missing(name, self.token)
            return name
        return str(relative(context.site, url) or "")


class LinkTag(_Tag):
    """The URL of a file of the site."""

    name = "link"
    node_class = _Link


class PostUrlTag(_Tag):
    """The URL of a post."""

    name = "post_url"
    node_class = _Link


# ---------------------------------------------------------------------------- includes


class _Include(_Node):
    def rendered(self, context: Any, buffer: TextIO) -> str:
        state = context.state
        name, rest = named(self.arguments)
        name = state.inline(name, context).strip()
        path = state.include(name, relative=self.token.value == "include_relative")
        if path is None:
            return str(state.kept(Kept(self.token.value, f"{name} {rest}".strip(), None), self.token))
        if path in state.including:
            raise LiquidSyntaxError(f"'{name}' includes itself", token=self.token)
        given = {"include": parameters(rest, context)} if rest else {}
        source = included(path)
        if state.keeps and shows_frame(path, source):
            return str(state.kept(Kept("include", _written(name, given.get("include", {})), None), self.token))
        state.including.append(path)
        try:
            context.charge(60)
            nodes = state.template(source).nodes
            own = context.get_buffer(buffer)
            with context.extend(given):
                for node in nodes:
                    node.render(context, own)
            return str(own.getvalue())
        finally:
            state.including.pop()


class IncludeTag(_Tag):
    """A file of `_includes`, with parameters."""

    name = "include"
    node_class = _Include


class IncludeCachedTag(_Tag):
    """The same (plugin jekyll-include-cache)."""

    name = "include_cached"
    node_class = _Include


class IncludeRelativeTag(_Tag):
    """A file beside the page."""

    name = "include_relative"
    node_class = _Include


def named(arguments: str) -> tuple[str, str]:
    """The name of the file in the arguments of an include, and its parameters."""
    match = _DYNAMIC.match(arguments) if "{{" in arguments else None
    if match is not None:
        return match[0].strip(), arguments[match.end() :].strip()
    name, _, rest = arguments.strip().partition(" ")
    parts = arguments.split(None, 1)
    return (parts[0], parts[1].strip()) if len(parts) == 2 else (name, rest)


def parameters(text_: str, context: Any) -> dict[str, Any]:
    """The parameters of an include: texts, and values of variables."""
    out: dict[str, Any] = {}
    for key, double, single, variable in _PARAMETER.findall(text_):
        if variable:
            out[key] = context.state.value(variable, context)
        else:
            out[key] = double.replace('\\"', '"') or single.replace("\\'", "'")
    return out


# Includes of themes that show what another site has
_FRAMES = frozenset(("youtube", "vimeo", "gist", "tweet", "twitter", "instagram", "spotify", "soundcloud", "codepen"))
_FRAMES |= frozenset(("asciinema", "jsfiddle", "bilibili", "video"))


def shows_frame(path: Path, source: str) -> bool:
    """Whether an include shows a frame of another site: what it is says its name, a page of a book cannot hold the frame."""
    return path.stem.lower() in _FRAMES and re.search(r"<(?:iframe|script|object|embed)\b", source, re.I) is not None


def _written(name: str, given: dict[str, Any]) -> str:
    parts = [name]
    for key, value in given.items():
        shown = text(value)
        quote = "'" if '"' in shown else '"'
        parts.append(f"{key}={quote}{shown}{quote}")
    return " ".join(parts)


def included(path: Path) -> str:
    """The text of an included file: as it is, front matter too, as Jekyll has it."""
    raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    return Source.of_bytes(raw).text


TAGS: tuple[type[Tag], ...] = (HighlightTag, LinkTag, PostUrlTag, IncludeTag, IncludeCachedTag, IncludeRelativeTag)
