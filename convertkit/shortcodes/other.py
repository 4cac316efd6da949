"""Calls that show nothing, and tables of contents."""

from __future__ import annotations

from .. import ast
from ..context import Context


def nothing(call: ast.Call, context: Context) -> ast.Blocks:
    """A remark for authors."""
    return (ast.Comment(call.inner, at=call.at),)


def contents(call: ast.Call, context: Context) -> ast.Blocks:
    """A table of contents of this page."""
    return (ast.Toc(at=call.at),)
