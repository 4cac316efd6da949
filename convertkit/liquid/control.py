"""Liquid's own tags, with Ruby's conditions and with a price on loops."""

from __future__ import annotations

import re
from typing import Any, TextIO

from liquid import TokenStream
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import Identifier
from liquid.builtin.tags.assign_tag import AssignNode, AssignTag
from liquid.builtin.tags.capture_tag import CaptureNode, CaptureTag
from liquid.builtin.tags.case_tag import CaseTag, MultiExpressionBlockNode
from liquid.builtin.tags.cycle_tag import CycleTag
from liquid.builtin.tags.decrement_tag import DecrementTag
from liquid.builtin.tags.echo_tag import EchoTag
from liquid.builtin.tags.for_tag import BreakTag, ContinueTag, ForNode, ForTag
from liquid.builtin.tags.if_tag import IfNode, IfTag
from liquid.builtin.tags.ifchanged_tag import IfChangedTag
from liquid.builtin.tags.increment_tag import IncrementTag
from liquid.builtin.tags.liquid_tag import LiquidTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.builtin.tags.unless_tag import UnlessNode, UnlessTag
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG, Token

from .conditions import as_ruby
from .expressions import filtered
from .ruby import plain, same

# "name = site.title | upcase", "page.title = 1": whatever the name, it is one variable
_ASSIGNMENT = re.compile(r"\s*([\w.\-\[\]()]+)\s*=\s*(.*)", re.S)


class _If(IfNode):
    def __init__(self, token: Any, condition: Any, *parts: Any, **more: Any) -> None:
        super().__init__(token, as_ruby(condition), *parts, **more)
        for alternative in self.alternatives:
            alternative.expression = as_ruby(alternative.expression)


class _IfTag(IfTag):
    node_class = _If


class _Unless(UnlessNode):
    def __init__(self, token: Any, condition: Any, *parts: Any, **more: Any) -> None:
        super().__init__(token, as_ruby(condition), *parts, **more)
        for alternative in self.alternatives:
            alternative.expression = as_ruby(alternative.expression)


class _UnlessTag(UnlessTag):
    node_class = _Unless


class _Any(Expression):
    """The values of a `when`."""

    __slots__ = ("left", "values")

    def __init__(self, old: Any) -> None:
        super().__init__(old.token)
        self.left, self.values = old.left, old.expressions

    def children(self) -> list[Expression]:
        return [self.left, *self.values]

    def evaluate(self, context: Any) -> list[bool]:
        left = plain(self.left.evaluate(context))
        return [same(left, value.evaluate(context)) for value in self.values]


class _CaseTag(CaseTag):
    def parse(self, stream: TokenStream) -> Node:
        node: Any = super().parse(stream)
        for block in node.blocks:
            if isinstance(block, MultiExpressionBlockNode):
                block.expression = _Any(block.expression)  # type: ignore[assignment]
        return node  # type: ignore[no-any-return]


class _For(ForNode):
    """A loop that says what a round of it costs."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cost = cost(self.block)

    def render_to_output(self, context: Any, buffer: TextIO) -> int:
        context.cost = self.cost
        return super().render_to_output(context, buffer)


class _ForTag(ForTag):
    node_class = _For


class _Tablerow(TablerowNode):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cost = cost(self.block)
        self.blank = False

    def render_to_output(self, context: Any, buffer: TextIO) -> int:
        context.cost = self.cost
        value = plain(self.expression.iterable.evaluate(context))
        if isinstance(value, list | tuple) and not value:
            return buffer.write('<tr class="row1">\n</tr>\n')
        return super().render_to_output(context, buffer)


class _TablerowTag(TablerowTag):
    node_class = _Tablerow


def cost(node: Node) -> int:
    """How many nodes a round of a loop runs; an inner loop pays for itself."""
    if isinstance(node, ForNode | TablerowNode):
        return 1
    return 1 + sum(cost(child) for child in _children(node))


def _children(node: Node) -> list[Node]:
    if isinstance(node, BlockNode):
        return list(node.nodes)
    parts: list[Any] = []
    for name in ("block", "consequence", "default", "alternatives", "blocks"):
        part = getattr(node, name, None)
        parts += part if isinstance(part, list | tuple) else [part]
    return [part for part in parts if isinstance(part, Node)]


# ---------------------------------------------------------------------------- tags that print, or that Ruby takes for such


class _Capture(CaptureTag):
    """What is captured keeps its blanks, also where it has nothing else."""

    def parse(self, stream: TokenStream) -> CaptureNode:
        node: Any = super().parse(stream)
        node.block.blank = False
        captured: CaptureNode = node
        return captured


class _Assign(AssignTag):
    def parse(self, stream: TokenStream) -> AssignNode:
        token = stream.eat(TOKEN_TAG)
        expression = stream.expect(TOKEN_EXPRESSION)
        match = _ASSIGNMENT.match(expression.value)
        if match is None:
            raise LiquidSyntaxError("an assignment is written `name = value`", token=expression)
        value = Token(TOKEN_EXPRESSION, match[2], expression.start_index + match.start(2), token.source)
        return self.node_class(token, name=Identifier(match[1], token=token), expression=filtered(self.env, value))


def _printing(tag: type[Tag]) -> type[Tag]:
    """A tag that keeps the blanks of the block around it: Ruby drops them only where nothing else stands in a block."""

    class Printing(tag):  # type: ignore[misc, valid-type]
        def parse(self, stream: TokenStream) -> Node:
            node: Node = super().parse(stream)
            node.blank = False
            return node

    return Printing


TAGS: tuple[type[Tag], ...] = (
    _Assign,
    _Capture,
    EchoTag,
    IfChangedTag,
    LiquidTag,
    _CaseTag,
    _ForTag,
    _IfTag,
    _TablerowTag,
    _UnlessTag,
    *map(_printing, (BreakTag, ContinueTag, CycleTag, DecrementTag, IncrementTag)),
)
