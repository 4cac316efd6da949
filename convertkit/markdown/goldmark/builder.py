"""Collects what the rules of inline markup find in one leaf, and makes nodes of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ... import ast
from ..finds import Finds
from . import linkify, nodes
from .characters import decoded
from .config import Options
from .delimiters import Matching
from .leaf import Leaf
from .notes import Notes
from .state import State
from .syntax import Syntax
from .tokens import Bracket, Delimiter, Token

# What a rule returns where it made nothing: the scan goes on after one character, or after all that was found.
ONE = -1
ALL = -2


def may_link(text: str) -> bool:
    """Whether a bare link may stand in `text`."""
    return "http" in text or "@" in text or "www." in text or "ftp:" in text


class Builder:
    """The tokens of one leaf so far, and the offset `mark` up to which its text is in them."""

    mark = 0
    links_made = 0
    delimiters = False
    # In a cell of a table `\|` is a pipe even in code.
    escaped_pipes = False
    # Where the run of quotes ends that was seen last.
    quotes_end = 0
    addresses: linkify.Addresses | None = None

    def __init__(self, leaf: Leaf, syntax: Syntax, state: State, notes: Notes, *, heading: bool = False) -> None:
        self.leaf = leaf
        self.text = text = leaf.text
        self.syntax = syntax
        self.options: Options = syntax.options
        self.state = state
        self.notes = notes
        self.heading = heading
        self.tokens: list[Token] = []
        self.references = "\\" in text or "&" in text
        self.brackets: list[Bracket] = []
        # Lengths of runs of backticks that find no closer any more.
        self.unclosed: set[int] = set()
        # Marks that would close raw HTML and do not come any more.
        self.missing: set[str] = set()
        self.finds = Finds(text)
        # What a node counts for in the id of a heading; a node that is missing counts for nothing.
        self.plain: dict[int, str] = {}
        self.search = syntax.plain
        self.bare_links = syntax.links and may_link(text)
        if self.bare_links:
            self.search = syntax.bare
            if "@" in text:
                self.search = syntax.mail
                self.addresses = linkify.Addresses(text)

    def finished(self) -> ast.Inlines:
        """All tokens as nodes. Afterwards `tokens` holds what the heading's id is made of."""
        if self.delimiters:
            self.tokens = Matching(self.tokens, self.finish, self.leaf.span, self.made).nodes()
        return self.finish(self.tokens)

    def flush(self, end: int) -> None:
        """Makes the text since the last token a token."""
        if end > self.mark:
            raw = self.text[self.mark : end]
            if self.references:
                raw = decoded(_ESCAPED_SPACE.sub(r"\1", raw) if self.options.escaped_space and self.options.cjk else raw)
            self.tokens.append((self.mark, end, raw, True))
        self.mark = end

    def add(self, node: ast.Inline, start: int, end: int) -> int:
        """Adds a node that stands at `start` to `end`."""
        self.flush(start)
        self.tokens.append(node)
        self.mark = end
        return end

    def substitute(self, start: int, text: str | None, length: int) -> int:
        if text is None:
            return ONE
        self.flush(start)
        self.tokens.append((start, start + length, text, False))
        self.mark = start + length
        return self.mark

    def before(self, start: int) -> str:
        if self.leaf.marked and start in self.leaf.marked:
            return ">"
        return self.text[start - 1] if start else "\n"

    def line(self, start: int) -> str:
        """The rest of the line from `start` on, its line feed included; rules look at most at five characters."""
        part = self.text[start : start + 5]
        cut = part.find("\n")
        return part if cut < 0 else part[: cut + 1]

    # ------------------------------------------------------------------ from tokens to nodes

    def finish(self, tokens: list[Token]) -> ast.Inlines:
        """The nodes of `tokens`; texts that touch are one node."""
        span = self.leaf.span
        if self.syntax.joins is not None:
            tokens = unbroken(tokens, self.syntax.joins)
        if len(tokens) == 1 and type(tokens[0]) is tuple:
            start, end, text, _ = tokens[0]
            return (nodes.text(text, span(start, end)),)
        out: list[ast.Inline] = []
        texts: list[str] = []
        start = end = 0
        for token in tokens:
            kind = type(token)
            if kind is tuple:
                first, last, text, _ = token  # type: ignore[misc]
            elif kind is Delimiter or kind is Bracket:
                first, last, text = _as_text(token)
            else:
                if texts:
                    out.append(nodes.text("".join(texts), span(start, end)))
                    texts = []
                out.append(token)  # type: ignore[arg-type]
                continue
            if not texts:
                start = first
            end = last
            texts.append(text)
        if texts:
            out.append(nodes.text("".join(texts), span(start, end)))
        return tuple(out)

    # ------------------------------------------------------------------ plain text of headings

    def made(self, node: ast.Inline, inside: list[Token]) -> None:
        """Notes what `node` counts for in an id: Hugo's TextPlain follows first children only."""
        if self.heading and inside:
            self.plain[id(node)] = self.first_text(inside)

    def first_text(self, tokens: list[Token]) -> str:
        """The text of the first child: delimiters that stayed text are part of it, and so is a line end after it."""
        out = self.plain_text(tokens[0])
        if type(tokens[0]) is not tuple or not tokens[0][3]:
            return out
        for token in tokens[1:]:
            if type(token) is not Delimiter:
                return out + "\n" if isinstance(token, ast.SoftBreak | ast.LineBreak) else out
            out += self.plain_text(token)
        return out

    def plain_text(self, token: Token) -> str:
        """The source text of a token, as far as it counts in an id."""
        if isinstance(token, ast.Inline):
            return self.plain.get(id(token), "")
        if type(token) is tuple:
            start, end, text, literal = token
            return self.text[start:end] if literal else self.plain.get(start, text)
        return _as_text(token)[2]

    def heading_text(self) -> str:
        """What the heading's id is made of, after the scan."""
        return "".join(map(self.plain_text, self.tokens))


# "\ ", which shows nothing, and "\\", which shows a backslash
_ESCAPED_SPACE = re.compile(r"(\\\\)|\\ ")


def unbroken(tokens: list[Token], joins: Callable[[str, str], bool]) -> list[Token]:
    """`tokens` without the line ends that goldmark does not write where East Asian lines are joined (renderer/html.go).

    It looks at the text before the line end, and writes none before anything that is no text; one right behind a node
    stays. `joins` tells of two characters whether no line end stands between them.
    """
    out: list[Token] = []
    for number, token in enumerate(tokens):
        if type(token) is ast.SoftBreak and number:
            before, after = _written(tokens[number - 1]), _written(tokens[number + 1]) if number + 1 < len(tokens) else ""
            # Behind a delimiter that stayed text the line end has an empty text of its own, and so behind a backtick.
            behind_text = before and type(tokens[number - 1]) is not Delimiter and before[-1] != "`"
            # Blanks at the end of the line are taken off into a text of their own, which is empty.
            behind_text = behind_text and (token.at is None or token.at.end - token.at.start == 1)
            if behind_text and (not after or joins(before[-1], after[0])):
                continue
        out.append(token)
    return out


def _written(token: Token) -> str:
    """The text of a token that is a text to goldmark, else nothing: what the typographer or an emoji put there is none."""
    if type(token) is tuple:
        return token[2] if token[3] else ""
    return _as_text(token)[2] if isinstance(token, Delimiter | Bracket) else ""


def _as_text(token: Token) -> tuple[int, int, str]:
    """A delimiter or bracket that found no partner."""
    if isinstance(token, Delimiter):
        return token.start, token.start + token.length, token.char * token.length
    assert isinstance(token, Bracket)
    return token.start, token.end, "![" if token.image else "["
