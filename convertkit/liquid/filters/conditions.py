"""Jekyll's filters that take an expression: `where_exp`, `find_exp`, `group_by_exp`; and `sample`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from liquid import TokenStream
from liquid.builtin.expressions import BooleanExpression, FilteredExpression, tokenize
from liquid.expression import Expression
from liquid.token import TOKEN_EXPRESSION, Token

from ..conditions import as_ruby
from ..ruby import integer, plain, truthy
from ..ruby import string as text
from .arrays import grouped, pairs, rows


def _stream(expression: Any) -> TokenStream:
    source = text(expression)
    return TokenStream(tokenize(source, Token(TOKEN_EXPRESSION, source, 0, source)))


def _values(scope: Any, found: list[Any], name: Any, expression: Expression) -> list[Any]:
    """What `expression` is for each item, that being the variable `name`."""
    namespace: dict[str, Any] = {}
    out = []
    with scope.extend(namespace):
        for item in found:
            scope.charge(1)
            namespace[text(name)] = item
            out.append(plain(expression.evaluate(scope)))
    return out


def where_exp(scope: Any, value: Any, name: Any, expression: Any) -> Any:
    """The items for which `expression` is true."""
    found = rows(value)
    if found is None:
        return value
    condition = as_ruby(BooleanExpression.parse(scope.env, _stream(expression)))
    kept = _values(scope, found, name, condition)
    return [item for item, holds in zip(found, kept, strict=True) if truthy(holds)]


def find_exp(scope: Any, value: Any, name: Any, expression: Any) -> Any:
    """The first item for which `expression` is true."""
    found = where_exp(scope, value, name, expression)
    return found if rows(value) is None else next(iter(found), None)


def group_by_exp(scope: Any, value: Any, name: Any, expression: Any) -> Any:
    """Groups by what `expression` is."""
    found = pairs(value)
    if found is None:
        return value
    keys = _values(scope, found, name, FilteredExpression.parse(scope.env, _stream(expression)))
    return grouped(zip(keys, found, strict=True))


def sample(scope: Any, value: Any, count: Any = 1) -> Any:
    """The first items: a page that differs from day to day cannot be made twice."""
    if not isinstance(value, list | tuple):
        return value
    scope.unknown("what 'sample' gives differs from build to build, the first is shown")
    number = integer(count)
    return value[:number] if number != 1 else value[0] if value else None


FILTERS: dict[str, Callable[..., Any]] = {
    "find_exp": find_exp,
    "group_by_exp": group_by_exp,
    "sample": sample,
    "where_exp": where_exp,
}
