"""Expressions of objects and assignments: read strictly, else as far as Ruby's lax parser reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquid import Environment, TokenStream
from liquid.builtin.expressions import BooleanExpression, FilteredExpression, tokenize
from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG, Token

# "site.title", '"a b"', as Liquid's lax parser takes fragments
_FRAGMENT = r"""(?:"[^"]*"|'[^']*'|[^\s,|'":]+)"""
_FIRST = re.compile(_FRAGMENT)
_FILTER = re.compile(rf"\|\s*(\w+)((?:\s*[:,]\s*(?:\w+\s*:\s*)?{_FRAGMENT})*)")


def filtered(env: Environment, token: Token) -> FilteredExpression:
    """The expression of an object or an assignment: strict, else lax (Jekyll, `error_mode: warn`).

    Raises LiquidSyntaxError where it cannot be read at all.
    """
    try:
        return FilteredExpression.parse(env, TokenStream(tokenize(token.value, token)))  # type: ignore[return-value]
    except LiquidSyntaxError:
        first = _FIRST.search(token.value)
        filters = "".join(f" | {name}{given}" for name, given in _FILTER.findall(token.value))
        lax = f"{first[0] if first else 'nil'}{filters}"
        try:
            return FilteredExpression.parse(env, TokenStream(tokenize(lax, token)))  # type: ignore[return-value]
        except LiquidSyntaxError:
            lax = first[0] if first else "nil"
            return FilteredExpression.parse(env, TokenStream(tokenize(lax, token)))  # type: ignore[return-value]


# "and", "or" between the comparisons of a condition
_JOINT = re.compile(r"""((?:"[^"]*"|'[^']*'|(?!\s(?:and|or)\s).)+)(\s(?:and|or)\s)?""", re.S)
# "a == b": two fragments and an operator; what follows is passed over
_COMPARED = re.compile(rf"\s*({_FRAGMENT})\s*([=!<>a-z_]+)?\s*({_FRAGMENT})?")
_OPERATORS = frozenset(("==", "!=", "<>", "<", ">", "<=", ">=", "contains"))


def readable(env: Environment, tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens of a template with every condition in a form that the strict parser reads, as far as Ruby's lax one does."""
    name = ""
    for token in tokens:
        if token.kind == TOKEN_EXPRESSION and name in ("if", "elsif", "unless"):
            yield token._replace(value=_condition(env, token))
        else:
            yield token
        name = token.value if token.kind == TOKEN_TAG else ""


def _condition(env: Environment, token: Token) -> str:
    try:
        BooleanExpression.parse(env, TokenStream(tokenize(token.value, token)))
    except LiquidSyntaxError:
        parts = []
        for comparison, joint in _JOINT.findall(token.value):
            match = _COMPARED.match(comparison)
            if match is None or (match[2] and match[2] not in _OPERATORS):
                return token.value
            parts += [" ".join(part for part in match.groups() if part), joint]
        return "".join(parts)
    return token.value
