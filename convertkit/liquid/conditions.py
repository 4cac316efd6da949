"""Conditions of Liquid as Ruby weighs them (Liquid 5, `Condition`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from liquid.builtin.expressions import BooleanExpression
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    LtExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import Blank, Empty
from liquid.exceptions import LiquidTypeError
from liquid.expression import Expression

from .ruby import Drop, compared, inspected, is_empty, plain, same, text, truthy

_ORDERS = {LtExpression: "<", GtExpression: ">", LeExpression: "<=", GeExpression: ">="}


class Comparison(Expression):
    """`left OPERATOR right` with Ruby's rules."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, operator: str, old: Any) -> None:
        super().__init__(old.token)
        self.operator, self.left, self.right = operator, old.left, old.right

    def __str__(self) -> str:
        return f"{self.left} {self.operator} {self.right}"

    def children(self) -> list[Expression]:
        return [self.left, self.right]

    def evaluate(self, context: Any) -> object:
        left, right = plain(self.left.evaluate(context)), plain(self.right.evaluate(context))
        match self.operator:
            case "==":
                return _equal(left, right)
            case "!=":
                return not _equal(left, right)
            case "contains":
                return _contains(left, right)
            case _:
                return self.ordered(left, right)

    def ordered(self, left: Any, right: Any) -> bool:
        """`left` before or behind `right`; nil, arrays and hashes have no order."""
        if not all(isinstance(value, str | int | float | dt.date) and not isinstance(value, bool) for value in (left, right)):
            return False
        order = compared(left, right)
        if order is None:
            raise LiquidTypeError(f"comparison of {inspected(left)[:40]} with {inspected(right)[:40]} failed", token=self.token)
        return {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[self.operator]


def _equal(left: Any, right: Any) -> bool:
    """`empty` is what has no content; nothing is `blank`, since Jekyll runs without ActiveSupport."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Empty):
            return is_empty(other)
        if isinstance(one, Blank):
            return False
    return same(left, right)


def _contains(left: Any, right: Any) -> bool:
    if not truthy(left) or not truthy(right):
        return False
    if isinstance(left, str):
        return text(right) in left
    if isinstance(left, Mapping) and not isinstance(left, Drop):
        return right in left
    return isinstance(left, list | tuple | range) and any(same(item, right) for item in left)


class _Both(Expression):
    """`and`, `or`: what Ruby gives, the value itself, from the left on."""

    __slots__ = ("left", "needs", "right")

    def __init__(self, old: Any, *, needs: bool) -> None:
        super().__init__(old.token)
        self.left, self.right, self.needs = as_ruby(old.left), as_ruby(old.right), needs

    def __str__(self) -> str:
        return f"{self.left} {'and' if self.needs else 'or'} {self.right}"

    def children(self) -> list[Expression]:
        return [self.left, self.right]

    def evaluate(self, context: Any) -> object:
        left = plain(self.left.evaluate(context))
        return self.right.evaluate(context) if truthy(left) is self.needs else left


def as_ruby(expression: Any) -> Any:
    """An expression of python-liquid with Ruby's comparisons in it."""
    match expression:
        case BooleanExpression():
            return BooleanExpression(expression.token, as_ruby(expression.expression))
        case LogicalAndExpression():
            return _Both(expression, needs=True)
        case LogicalOrExpression():
            return _Both(expression, needs=False)
        case EqExpression():
            return Comparison("==", expression)
        case NeExpression():
            return Comparison("!=", expression)
        case ContainsExpression():
            return Comparison("contains", expression)
        case _ if type(expression) in _ORDERS:
            return Comparison(_ORDERS[type(expression)], expression)
        case _:
            return expression
