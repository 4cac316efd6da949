"""Delimiter runs and what they enclose (CommonMark 0.31, "process emphasis"; goldmark, parser/delimiter.go)."""

from __future__ import annotations

from collections.abc import Callable

from ... import ast
from ...source import Span
from .characters import is_punctuation, is_space
from .tokens import Delimiter, Token

# From the tokens that a pair encloses, to nodes.
Finish = Callable[[list[Token]], ast.Inlines]
# Told of each node that a pair made and the tokens in it.
Made = Callable[[ast.Inline, list[Token]], None]


def flanking(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run between these two characters is left-flanking, and whether it is right-flanking."""
    space_before, space_after = is_space(before), is_space(after)
    punctuation_before, punctuation_after = is_punctuation(before), is_punctuation(after)
    left = not space_after and (not punctuation_after or space_before or punctuation_before)
    right = not space_before and (not punctuation_before or space_after or punctuation_after)
    return left, right


def delimiter(kind: str, run: str, start: int, *, before: str, after: str) -> Delimiter:
    """The delimiter that `run` makes between two characters; `_` neither opens nor closes within a word."""
    left, right = flanking(before, after)
    if run[0] != "_":
        return Delimiter(kind, run, start, opens=left, closes=right)
    opens = left and (not right or is_punctuation(before))
    closes = right and (not left or is_punctuation(after))
    return Delimiter(kind, run, start, opens=opens, closes=closes)


class Matching:
    """Matches the delimiters among `tokens`; `nodes()` gives what is left, with the pairs made nodes."""

    def __init__(self, tokens: list[Token], finish: Finish, span: Callable[[int, int], Span], made: Made) -> None:
        self.tokens = tokens
        self.finish = finish
        self.span = span
        self.made = made
        self.out: list[Token] = []
        self.openers: list[int] = []
        # Below this many openers none fits a closer of this kind: keeps hostile input linear.
        self.floor: dict[tuple[str, bool, int], int] = {}

    def nodes(self) -> list[Token]:
        for token in self.tokens:
            if type(token) is not Delimiter:
                self.out.append(token)
                continue
            if token.closes:
                while token.length and self.pair(token):
                    pass
            if token.length:
                if token.opens:
                    self.openers.append(len(self.out))
                self.out.append(token)
        return self.out

    def pair(self, closer: Delimiter) -> bool:
        """Joins `closer` with the nearest opener that fits; False where none does."""
        key = (closer.char, closer.opens, closer.original % 3)
        for at in range(len(self.openers) - 1, self.floor.get(key, 0) - 1, -1):
            opener = self.out[self.openers[at]]
            assert isinstance(opener, Delimiter)
            used = _consumed(opener, closer)
            if used:
                self.enclose(at, opener, closer, used)
                return True
        self.floor[key] = len(self.openers)
        return False

    def enclose(self, at: int, opener: Delimiter, closer: Delimiter, used: int) -> None:
        index = self.openers[at]
        inside = self.out[index + 1 :]
        del self.out[index + 1 :]
        opener.length -= used
        start, end = opener.start + opener.length, closer.start + used
        closer.start += used
        closer.length -= used
        node = _node(opener.kind, used, self.finish(inside), self.span(start, end))
        self.made(node, inside)
        if opener.length:
            del self.openers[at + 1 :]
        else:
            self.out.pop()
            del self.openers[at:]
        self.out.append(node)
        for key, floor in self.floor.items():
            if floor > len(self.openers):
                self.floor[key] = len(self.openers)


def _consumed(opener: Delimiter, closer: Delimiter) -> int:
    """How many characters of each run make the pair; 0 where they do not fit."""
    if opener.char != closer.char:
        return 0
    total = opener.original + closer.original
    if (opener.closes or closer.opens) and total % 3 == 0 and closer.original % 3:
        return 0
    return 2 if opener.length >= 2 and closer.length >= 2 else 1


def _node(kind: str, used: int, content: ast.Inlines, at: Span) -> ast.Inline:
    match kind:
        case "emphasis":
            return ast.Strong(content, at=at) if used == 2 else ast.Emph(content, at=at)
        case "superscript":
            return ast.Superscript(content, at=at)
        case "subscript":
            return ast.Subscript(content, at=at)
        case "insert":
            return ast.Underline(content, at=at)
        case "mark":
            return ast.Span(ast.Attr("", ("mark",)), content, at=at)
        case _:
            return ast.Strikeout(content, at=at)
