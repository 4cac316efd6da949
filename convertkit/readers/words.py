"""The words that stand for calls while Markdown is parsed, and the way back."""

from __future__ import annotations

import re
from typing import Any

from .. import ast
from ..source import Span
from ..walk import Keep, replaced, rewrite

# The last letter ends a word: what the author wrote behind it may go on with letters and digits.
_DIGITS, _END = "0123456789abcdefghijklmnopqrstuvwxy", "z"
# Letters that open a word; a pair that the text itself holds is not used.
_LETTERS = "QZXJVKWYPGFBDHLMNRTCS"


# The nodes whose text, or whose only child, can be a word.
_HOLDERS = (
    ast.Str,
    ast.Para,
    ast.Plain,
    ast.Code,
    ast.CodeBlock,
    ast.RawBlock,
    ast.RawInline,
    ast.Math,
    ast.Link,
    ast.Image,
    ast.Header,
    ast.Callout,
)


class Words:
    """Words of the same length as what they stand for: two letters that occur nowhere in the text, a number, a letter."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        pairs = (a + b.lower() for a in _LETTERS for b in _LETTERS if a != b)
        self.sentinel = next((pair for pair in pairs if pair.lower() not in lower), "Ꙁꙁ")
        # "Qz00000003z"
        self.pattern = re.compile(re.escape(self.sentinel) + f"[{_DIGITS}]+{_END}")
        self.text = text
        self.inner = False
        self.nodes: dict[tuple[int, int], ast.Shortcode] = {}
        self.counts: dict[int, int] = {}

    def word(self, node: ast.Shortcode) -> str:
        """A word for `node`; its own text where no number of that length is left."""
        lexeme = node.call.lexeme
        width = len(lexeme) - 3
        number = self.counts.get(len(lexeme), 0)
        if width < 1 or number >= len(_DIGITS) ** min(width, 6):
            return lexeme
        self.counts[len(lexeme)] = number + 1
        self.nodes[len(lexeme), number] = node
        return self.sentinel + _written(number).rjust(width, "0") + _END

    def pieces(self, text: str) -> list[str | ast.Shortcode]:
        """Text and nodes, in order. Two words may touch, so each is as long as the call it stands for."""
        out: list[str | ast.Shortcode] = []
        at = 0
        while (found := text.find(self.sentinel, at)) >= 0:
            node, end = self._node(text, found)
            if node is None:
                out.append(text[at : found + 2])
                at = found + 2
                continue
            if found > at:
                out.append(text[at:found])
            out.append(node)
            at = end
        if at < len(text):
            out.append(text[at:])
        return out

    def _node(self, text: str, start: int) -> tuple[ast.Shortcode | None, int]:
        match = self.pattern.match(text, start)
        digits = match[0][2:-1].lstrip("0") if match is not None else ""
        if match is None or len(digits) > 6:
            return None, start
        return self.nodes.get((len(match[0]), int(digits or "0", len(_DIGITS)))), match.end()

    # ------------------------------------------------------------------ back

    def restored(self, blocks: ast.Blocks, keep: Keep | None = None, *, inner: bool = False) -> ast.Blocks:
        """`blocks` with the calls where their words stood; `keep` tells which of them hold none.

        With `inner` they are the inner text of a call, where templates do not mind that authors indent calls.
        """
        if not self.nodes:
            return blocks
        self.inner = inner
        return rewrite(blocks, dict.fromkeys(_HOLDERS, self._restored), keep=keep)

    def _restored(self, node: ast.Node) -> ast.Node | tuple[ast.Node, ...]:
        match node:
            case ast.Str(text):
                return self._run(node, text) if self.sentinel in text else node
            case ast.Para((ast.Shortcode() as call,)) | ast.Plain((ast.Shortcode() as call,)):
                return call
            case ast.RawBlock(kind, text) if self.sentinel in text:
                return self._html(node, kind, text)
            case ast.CodeBlock(text=text) if self.inner and self.sentinel in text and self._indented(node):
                pieces = [piece for piece in self.pieces(text) if not isinstance(piece, str) or piece.strip()]
                calls = tuple(piece for piece in pieces if isinstance(piece, ast.Shortcode))
                return calls if len(calls) == len(pieces) else self._strings(node, "text")
            case ast.CodeBlock(attr) if any(self.sentinel in name for name in attr.classes):
                # Hugo takes the call for the name of a language, which it is not.
                names = tuple(filter(None, (self.pattern.sub("", name) for name in attr.classes)))
                return self._strings(replaced(node, attr=attr._replace(classes=names)), "text")
            case ast.Code() | ast.CodeBlock() | ast.RawInline() | ast.Math():
                return self._strings(node, "text") if self.sentinel in node.text else node
            case ast.Link() | ast.Image():
                return self._target(node)
            case ast.Header(_, attr) if self.sentinel.lower() in attr.identifier.lower():
                return replaced(node, attr=attr._replace(identifier=self._identifier(attr.identifier)))
            case ast.Callout(kind) if self.sentinel in kind:
                return replaced(node, kind=self._text(kind)[0])
            case _:
                return node

    def _indented(self, node: ast.CodeBlock) -> bool:
        """Whether a code block is one by its indentation, not by fences."""
        start = self.text[node.at.start : node.at.start + 80].lstrip()[:1] if node.at is not None else "`"
        return start not in ("`", "~")

    def _run(self, node: ast.Str, text: str) -> tuple[ast.Node, ...]:
        pieces = self.pieces(text)
        out: list[ast.Node] = []
        start, end = node.at or (None, None)
        for number, piece in enumerate(pieces):
            if isinstance(piece, ast.Shortcode):
                out.append(piece)
                continue
            left = start if number == 0 else _end(pieces[number - 1])
            right = end if number == len(pieces) - 1 else _start(pieces[number + 1])
            at = Span(left, right) if left is not None and right is not None and left <= right else node.at
            out.append(ast.Str(piece, at=at))
        return tuple(out)

    def _text(self, text: str) -> tuple[str, tuple[ast.Call, ...]]:
        """A string with the text of its calls, and the calls that are to be run."""
        parts: list[str] = []
        calls: list[ast.Call] = []
        for piece in self.pieces(text):
            if isinstance(piece, str):
                parts.append(piece)
            else:
                parts.append(piece.call.lexeme)
                calls.append(piece.call)
        return "".join(parts), tuple(calls)

    def _strings(self, node: Any, name: str) -> ast.Node:
        text, calls = self._text(getattr(node, name))
        changed = {name: text, "calls": calls} if hasattr(node, "calls") else {name: text}
        restored: ast.Node = replaced(node, **changed)
        return restored

    def _target(self, node: ast.Link | ast.Image) -> ast.Node:
        if self.sentinel not in node.target.url and self.sentinel not in node.target.title:
            return node
        url, calls = self._text(node.target.url)
        title, more = self._text(node.target.title)
        return replaced(node, target=ast.Target(url, title), calls=calls + more)

    def _identifier(self, text: str) -> str:
        """A heading's id without the words, marked: the pass `headings` makes it when the calls have their text."""
        bare = re.sub(self.pattern.pattern, "", text, flags=re.I)
        return "\0" + (re.sub("-{2,}", "-", bare).strip("-") or "heading")

    def _html(self, node: ast.RawBlock, kind: str, text: str) -> ast.Node | tuple[ast.Node, ...]:
        """A block of HTML: calls between its tags are nodes, those inside of a tag or a comment are text."""
        if not any(_between_tags(text, match.start()) for match in self.pattern.finditer(text)):
            return self._strings(node, "text")
        pieces = self.pieces(text)
        free, in_line = self._free(pieces)
        out: list[Any] = []
        held: list[str | ast.Shortcode] = []
        for number, piece in enumerate(pieces):
            if number in free:
                out += [*self._raw(kind, held, node, in_line=in_line), piece]
                held = []
            else:
                held.append(piece)
        out += self._raw(kind, held, node, in_line=in_line)
        # Blocks would end the line.
        return ast.Plain(tuple(out), at=node.at) if in_line else tuple(out)

    def _free(self, pieces: list[str | ast.Shortcode]) -> tuple[set[int], bool]:
        """The numbers of the calls that stand between tags, and whether something stands beside one in its line."""
        free: set[int] = set()
        before, in_line = "", False
        for number, piece in enumerate(pieces):
            if isinstance(piece, ast.Shortcode) and _between_tags(before + "x", len(before)):
                free.add(number)
                in_line = in_line or _has_company(before, pieces[number + 1 : number + 2])
            before += piece if isinstance(piece, str) else "x"
        return free, in_line

    def _raw(self, kind: str, pieces: list[str | ast.Shortcode], node: ast.Node, *, in_line: bool) -> list[ast.Node]:
        parts: list[str] = []
        calls: list[ast.Call] = []
        for piece in pieces:
            if isinstance(piece, str):
                parts.append(piece)
            else:
                parts.append(piece.call.lexeme)
                calls.append(piece.call)
        text = "".join(parts)
        if in_line:
            return [ast.RawInline(kind, text, calls=tuple(calls), at=node.at)] if text else []
        return [ast.RawBlock(kind, text, calls=tuple(calls), at=node.at)] if text.strip() else []


def _start(piece: str | ast.Shortcode) -> int | None:
    return piece.at.start if isinstance(piece, ast.Shortcode) and piece.at is not None else None


def _end(piece: str | ast.Shortcode) -> int | None:
    return piece.at.end if isinstance(piece, ast.Shortcode) and piece.at is not None else None


def _has_company(before: str, after: list[str | ast.Shortcode]) -> bool:
    """Whether something stands beside a call in its line of HTML."""
    behind = after[0] if after else ""
    return bool(before.rpartition("\n")[2].strip()) or not isinstance(behind, str) or bool(behind.partition("\n")[0].strip())


def _between_tags(text: str, offset: int) -> bool:
    """Whether an offset of HTML lies outside of every tag and comment."""
    comment = text.rfind("<!--", 0, offset)
    if comment >= 0 and text.find("-->", comment, offset) < 0:
        return False
    return text.rfind("<", 0, offset) <= text.rfind(">", 0, offset)


def _written(number: int) -> str:
    out = ""
    while True:
        number, digit = divmod(number, len(_DIGITS))
        out = _DIGITS[digit] + out
        if not number:
            return out
