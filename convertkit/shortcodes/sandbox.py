"""Jinja2 for the templates of a site: plain values, and limits on all that a template can ask for.

Jinja's own sandbox keeps a template from objects, not from work. Here loops, calls, filters and operators are charged by
what they cost, as Liquid's are (`liquid.engine`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from functools import cache, update_wrapper
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes, pass_eval_context
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

MOST_BYTES = 4_000_000
# Steps that the templates of one post may take: rounds of loops, calls, operators by the size of what they are given.
MOST_STEPS = 300_000
_MOST_BITS = 20_000
# How many bits the result of an operator on whole numbers has at most.
_BITS: Mapping[str, Callable[[int, int], int]] = {
    "*": lambda left, right: left.bit_length() + right.bit_length(),
    "**": lambda left, right: left.bit_length() * abs(right),
}
_MOST_WIDTH = 10_000
# Beyond this no text is made, not even to be found too long: the product of what a text and its arguments hold.
_MOST_PRODUCT = 100_000_000
# An item of a list weighs as much as so many characters.
_ITEM = 25
# "{:>80}", "%08.3f": widths within a format (search)
_WIDTH = re.compile(r"\d+")
# What Jinja hands to filters besides what a template gives them.
_PASSED = (Environment, Context, nodes.EvalContext)
# What can make a text, or a list, that is larger than all it was given.
_GROWING = frozenset({"batch", "center", "format", "indent", "join", "replace", "slice", "sum", "tojson", "urlize", "wordwrap"})


class TooMuchError(Exception):
    """A template asks for more than any needs."""


class Budget:
    """What the templates of one post have cost: steps, and characters that were put out."""

    def __init__(self) -> None:
        self.steps = 0
        self.size = 0

    def charge(self, steps: int) -> None:
        """Raises TooMuchError where a post has taken more steps than any needs."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise TooMuchError("its loops take too long")

    def put(self, size: int) -> None:
        """Raises TooMuchError where a post's templates have put out more than any needs."""
        self.size += size
        if self.size > MOST_BYTES:
            raise TooMuchError("a text is too long")


def weight(value: Any) -> tuple[int, int]:
    """What a value holds, in characters, that of nested values with it, and how many values that are.

    Not more than it takes to be too much.
    """
    total, count, waiting = 0, 0, [value]
    while waiting and total <= MOST_BYTES:
        each = waiting.pop()
        count += 1
        if isinstance(each, str | bytes):
            total += len(each)
        elif isinstance(each, Mapping | list | tuple | set | frozenset):
            total += _ITEM * len(each)
            if total <= MOST_BYTES:
                waiting += [*each, *each.values()] if isinstance(each, Mapping) else each
        elif isinstance(each, range):
            count += len(each) // 20
        elif isinstance(each, int):
            total += each.bit_length() // 3
    return total, count


def _listed(value: Any) -> Any:
    """A generator as a list, so that it can be weighed."""
    return list(value) if isinstance(value, Generator) else value


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one template at one call."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, budget: Budget, *, html: bool) -> None:
        super().__init__(autoescape=html, trim_blocks=True, lstrip_blocks=True, finalize=self.shown)
        self.budget = budget
        for functions in (self.filters, self.tests):
            functions.update({name: self._charged(name, function) for name, function in functions.items()})
        # Text by chance, as much as is asked for.
        del self.globals["lipsum"]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Charging().visit(super()._parse(source, name, filename))
        return tree.set_environment(self)  # type: ignore[return-value]

    # ------------------------------------------------------------------ what templates are made to call

    def shown(self, value: Any) -> Any:
        """A value that is put out."""
        self.budget.put(weight(self.weighed(value))[0])
        return value

    def begun(self, size: int) -> None:
        """A round of a loop, or a macro, that puts out so many characters of the template."""
        self.budget.charge(1 + size // 500)
        self.budget.put(size)

    def weighed(self, value: Any) -> Any:
        """A value that was made, or is looked through."""
        size, count = weight(value)
        self.budget.charge(count + size // 500)
        if size > MOST_BYTES:
            raise TooMuchError("a text is too long")
        return value

    @pass_eval_context
    def joined(self, evaluated: nodes.EvalContext, *parts: Any) -> str:
        """`a ~ b`."""
        self.weighed(parts)
        return markup_join(parts) if evaluated.autoescape else str_join(parts)

    # ------------------------------------------------------------------ what Jinja asks

    def call(self, context: Any, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call what a template calls."""
        # `str.format` is a function of Jinja's around the method.
        owner = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        if owner is self:
            return called(*given) if called != self.joined else called(context.eval_ctx, *given)
        self.budget.charge(1)
        if isinstance(owner, str):
            given = tuple(map(_listed, given))
            self._bound(called.__name__, owner, (*given, *named.values()))
        return self.weighed(super().call(context, called, *given, **named))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`left + right` and what else makes more than it is given."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "+":
            self.weighed((left, right))
        elif operator == "%" and isinstance(left, str):
            self._bound("format", left, (right,))
        elif operator == "*" and not numbers:
            self._bound("*", left, (right,))
        elif numbers and operator in _BITS and _BITS[operator](left, right) > _MOST_BITS:
            raise TooMuchError("a number is too long")
        return self.weighed(super().call_binop(context, operator, left, right))

    def _bound(self, name: str, value: Any, given: tuple[Any, ...]) -> None:
        """Raises TooMuchError where `name` could make far too much of a value and what is given with it.

        A number given is a width or a count; in a format it is what is shown, unless the format takes widths from it.
        """
        parts = [part for each in (value, *given) for part in (each if isinstance(each, tuple) else (each,))]
        numbers = [abs(each) for each in parts if isinstance(each, int)]
        size = (1 + weight(value)[0]) * (1 + weight(given)[0])
        if name in ("format", "format_map"):
            widths = [each for each in _WIDTH.findall(str(value)) if len(each) > 5 or int(each) > _MOST_WIDTH]
            taken = "*" in str(value) or re.search(r"\{[^}]*\{", str(value))
            if widths or (taken and max(numbers, default=0) > _MOST_WIDTH):
                raise TooMuchError("a text is too long")
            numbers = []
        for number in numbers:
            size *= 1 + number
        if size > _MOST_PRODUCT:
            raise TooMuchError("a text is too long")

    def _charged(self, name: str, function: Any) -> Callable[..., Any]:
        """A filter or a test, charged for what it is given and what it makes."""

        def charged(*given: Any, **named: Any) -> Any:
            if name in _GROWING:
                given = tuple(map(_listed, given))
            plain = tuple(each for each in (*given, *named.values()) if not isinstance(each, _PASSED))
            self.weighed(plain)
            if name in _GROWING and plain:
                self._bound(name, plain[0], plain[1:])
            return self.weighed(function(*given, **named))

        return update_wrapper(charged, function)


class _Charging(NodeTransformer):
    """Puts the calls in that charge for loops, macros and operators."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        return self._begun(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        return self._begun(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        return self._begun(node)

    def _begun(self, node: Any) -> nodes.Node:
        size = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_asked("begun", node, nodes.Const(size)), lineno=node.lineno))
        found: nodes.Node = node
        return found

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _asked("joined", node, *node.nodes)

    def visit_Operand(self, node: nodes.Operand) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.expr, nodes.Const):
            node.expr = _asked("weighed", node, node.expr)
        return node

    def _weighed(self, node: Any) -> nodes.Node:
        self.generic_visit(node)
        return _asked("weighed", node, node) if getattr(node, "ctx", "load") == "load" else node

    visit_List = visit_Tuple = visit_Dict = _weighed  # noqa: N815

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _asked("weighed", node, node) if isinstance(node.arg, nodes.Slice) else node


def _asked(name: str, node: nodes.Node, *given: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), list(given), [], None, None, lineno=node.lineno)


@cache
def _code(text: str, *, html: bool) -> CodeType:
    return Sandbox(Budget(), html=html).compile(text)


def rendered(text: str, values: Mapping[str, Any], budget: Budget, *, html: bool) -> str:
    """What a template makes of values. Raises whatever can go wrong in it, and TooMuchError."""
    environment = Sandbox(budget, html=html)
    return Template.from_code(environment, _code(text, html=html), environment.make_globals(None)).render(values)
