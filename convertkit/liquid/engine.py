"""python-liquid as Jekyll runs Ruby's Liquid: Ruby's tokens, printing and comparing, limits on all that a text can ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TextIO

from liquid import Environment, TokenStream
from liquid.ast import Node
from liquid.builtin import content, output
from liquid.builtin import illegal as illegal_tag
from liquid.builtin.output import OutputNode
from liquid.context import RenderContext
from liquid.exceptions import FilterArgumentError, LiquidError, LiquidInterrupt
from liquid.output import LimitedStringIO
from liquid.template import BoundTemplate
from liquid.token import TOKEN_EXPRESSION, TOKEN_OUTPUT, Token

from ..site import Site
from . import control, tags
from .expressions import filtered, readable
from .filters import BOUND, PURE
from .ruby import TooMuchError, plain, text
from .tokens import tokens

MOST_BYTES = 4_000_000
# Steps that the Liquid of one post may take: nodes of loops, filters by the size of what they are given.
MOST_STEPS = 2_000_000
MOST_INCLUDES = 25
# What a template can make go wrong; anything else is a bug of ours.
ERRORS = (LiquidError, RecursionError, ValueError, TypeError, ArithmeticError, MemoryError)


class Rendering(RenderContext):
    """The values of one rendering, from its first tag to its last; what tags and filters need besides is in `state`."""

    def __init__(self, template: BoundTemplate, *, state: Any, **given: Any) -> None:
        super().__init__(template, **given)
        self.state = state
        self.cost = 1

    # ------------------------------------------------------------------ for filters

    @property
    def site(self) -> Site:
        """The site."""
        found: Site = self.state.library.site
        return found

    @property
    def zone(self) -> dt.tzinfo:
        """The zone in which dates are shown."""
        found: dt.tzinfo = self.state.library.zone
        return found

    def now(self) -> dt.datetime:
        """The site's time."""
        found: dt.datetime = self.state.library.now
        return found

    def markdown(self, source: str) -> str:
        """Markdown as HTML."""
        return str(self.state.markdown(source))

    def smart(self, source: str) -> str:
        """Text with typographic signs."""
        return str(self.state.smart(source))

    def unknown(self, why: str) -> str:
        """Nothing; what it is cannot be known here, and is reported."""
        self.state.unknown(why)
        return ""

    def charge(self, steps: int) -> None:
        """Raises TooMuchError where a post has taken more steps than any needs."""
        self.state.steps += steps
        if self.state.steps > MOST_STEPS:
            raise TooMuchError("its loops take too long")

    def raise_for_loop_limit(self, length: int = 1) -> None:
        """Charge a loop of so many rounds; what a round costs, the loop's tag has said."""
        self.charge(length * self.cost)

    # ------------------------------------------------------------------ as Ruby does it

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """The filter of that name; Jekyll hands the value on where there is none."""
        bound, function = BOUND.get(name), PURE.get(name)

        def applied(value: Any, *given: Any, **named: Any) -> Any:
            value, arguments = plain(value), [plain(each) for each in given]
            self.charge(1 + (len(value) // 500 if isinstance(value, str | list) else 0))
            named = {key: plain(each) for key, each in named.items()} if name == "default" else {}
            try:
                result = bound(self, value, *arguments) if bound else function(value, *arguments, **named)  # type: ignore[misc]
            except (TypeError, AttributeError) as error:
                raise FilterArgumentError(f"'{name}' cannot take what it is given", token=token) from error
            if isinstance(result, str) and len(result) > MOST_BYTES:
                raise TooMuchError("a text is too long")
            return result

        return applied if bound or function else lambda value, *given, **named: value

    def get_item(self, obj: Any, key: Any) -> Any:
        """`obj[key]`, or its `size`, `first`, `last` (Liquid 5, `VariableLookup`)."""
        key = plain(key)
        if isinstance(obj, Mapping):
            if key in obj:
                return obj[key]
            if key == "size":
                return len(obj)
            if key == "first" and obj:
                return list(next(iter(obj.items())))
            raise KeyError(key)
        if key == "size" and isinstance(obj, str | list | tuple | range):
            return len(obj)
        if not isinstance(obj, list | tuple | range):
            raise KeyError(key)
        index = {"first": 0, "last": -1}.get(key, key) if isinstance(key, str) else key
        if not isinstance(index, int) or isinstance(index, bool):
            raise KeyError(key)
        return obj[index] if -len(obj) <= index < len(obj) else None


class _Template(BoundTemplate):
    context_class = Rendering


class _Output(OutputNode):
    """`{{ ... }}` as Ruby prints it."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(text(self.expression.evaluate(context)))


class _OutputTag(output.Output):
    """What is wrongly written is read as far as Ruby's lax parser reads it."""

    node_class = _Output

    def parse(self, stream: TokenStream) -> OutputNode:
        token = stream.eat(TOKEN_OUTPUT)
        expression = stream.expect(TOKEN_EXPRESSION)
        return self.node_class(token, filtered(self.env, expression))


class _Tags(dict[str, Any]):
    """The tags by name; a name that is not known is a plugin's."""

    def __init__(self, plugin: Any) -> None:
        super().__init__()
        self.plugin = plugin

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, self.plugin)


class _Environment(Environment):
    template_class = _Template
    block_nesting_limit = 60
    context_depth_limit = 60
    output_stream_limit = MOST_BYTES
    local_namespace_limit = None

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        self.tags = _Tags(tags.Plugin(self))
        self.add_tag(content.Literal)
        self.add_tag(_OutputTag)
        self.add_tag(illegal_tag.Illegal)
        for tag in (*control.TAGS, *tags.TAGS):
            self.add_tag(tag)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        return lambda source: readable(self, tokens(source))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one environment of all renderings; what differs between them is in their state."""
    return _Environment()


@lru_cache(maxsize=256)
def template(source: str) -> BoundTemplate:
    """A template, parsed once.

    Raises LiquidError where it cannot be read.
    """
    return environment().from_string(source)


def rendered(nodes: list[Node], context: Rendering) -> str:
    """What nodes render to. Raises one of `ERRORS` where they cannot be run."""
    buffer = LimitedStringIO(limit=MOST_BYTES)
    for node in nodes:
        try:
            node.render(context, buffer)
        except LiquidInterrupt:
            # A `break` outside of a loop ends the text.
            break
    return buffer.getvalue()
