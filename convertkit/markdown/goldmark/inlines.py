"""Inline markup of one leaf, scanned once from left to right in the order in which goldmark's inline parsers act."""

from __future__ import annotations

import re
from collections.abc import Callable

from ... import ast
from ...source import Span
from . import emoji, linkify, links, nodes, passthrough, raw_html, typographer
from .characters import PUNCTUATION, decoded
from .config import Options
from .delimiters import Matching, delimiter
from .leaf import Leaf
from .notes import Notes
from .state import State
from .syntax import Syntax
from .tokens import Bracket, Delimiter, Token

_BACKTICKS = re.compile("`+")
# [x] at the start of an item
_CHECKBOX = re.compile(r"\[([ \txX])\][ \t\r\n]*")
# The label of a footnote reference, after `[^`
_FOOTNOTE = re.compile(r"\[\^((?:\\[!-/:-@\[-`{-~]|[^\[\]\\\n]+|\\)*+)\]")
_MAIL_START = re.compile("[A-Za-z0-9]")
_LONGEST_LABEL = 999

# The common cases, which need no more than a look: a code span in one line, emphasis and links with words alone in them.
_SIMPLE_CODE = re.compile(r"`[^`\n]+`(?!`)")
_SIMPLE_EMPHASIS = re.compile(r"(\*\*?|__?)([A-Za-z0-9](?:[A-Za-z0-9 ,;/]*[A-Za-z0-9])?)\1(?![*_A-Za-z0-9])")
_SIMPLE_LINK = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9 ,;/]*)\]\(([A-Za-z0-9/.:#?=_%+~-]+)(?: \"([A-Za-z0-9 ,;/]*)\")?\)")


def inlines(
    leaf: Leaf, syntax: Syntax, state: State, notes: Notes, *, checkbox: bool = False, cell: bool = False
) -> ast.Inlines:
    """The nodes of a leaf; `checkbox` says that it opens a list item, where `[x]` is a task."""
    text = leaf.text
    if not checkbox and "&" not in text and "\\" not in text and not syntax.plain(text):
        if not (syntax.links and _may_link(text)):
            return (nodes.text(text, leaf.span(0, len(text))),) if text else ()
    scanner = Inlines(leaf, syntax, state, notes)
    scanner.escaped_pipes = cell and "\\|" in text
    return scanner.scan(checkbox=checkbox)


def _may_link(text: str) -> bool:
    return "http" in text or "@" in text or "www." in text or "ftp:" in text


class Inlines:
    """The scanner of one leaf; it adds each footnote reference that it makes to `notes.made`."""

    mark = 0
    links_made = 0
    delimiters = False
    # In a cell of a table `\|` is a pipe even in code.
    escaped_pipes = False
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
        # What a node counts for in the id of a heading; a node that is missing counts for nothing.
        self.plain: dict[int, str] = {}
        self.search = syntax.plain
        self.bare_links = syntax.links and _may_link(text)
        if self.bare_links:
            self.search = syntax.bare
            if "@" in text:
                self.search = syntax.mail
                self.addresses = linkify.Addresses(text)

    # ------------------------------------------------------------------ the scan

    def scan(self, *, checkbox: bool = False) -> ast.Inlines:
        """The nodes of the leaf; `checkbox` says that it opens a list item, where `[x]` is a task."""
        text = self.text
        search = self.search
        at = self.task() if checkbox else 0
        handlers = _HANDLERS if not self.syntax.passthrough else _passthrough_first(self.syntax)
        if self.bare_links:
            at = self.bare_link_after_node(at)
        while found := search(text, at):
            start = found.start()
            after = handlers[text[start]](self, start, found[0])
            if after < 0:
                at = found.end() if after == _ALL else start + 1
            elif self.bare_links:
                at = self.bare_link_after_node(after)
            else:
                at = after
        self.flush(len(text))
        return self.finished()

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
                raw = decoded(raw.replace("\\ ", "") if self.options.escaped_space and self.options.cjk else raw)
            self.tokens.append((self.mark, end, raw, True))
        self.mark = end

    def add(self, node: ast.Inline, start: int, end: int) -> int:
        """Adds a node that stands at `start` to `end`."""
        self.flush(start)
        self.tokens.append(node)
        self.mark = end
        return end

    # ------------------------------------------------------------------ text

    def backslash(self, start: int, found: str) -> int:
        return _ALL

    def line_end(self, start: int, found: str) -> int:
        text, mark = self.text, self.mark
        last = text[start - 1] if start > mark else ""
        if last == "\\" and not text.endswith("\\\\", mark, start):
            self.flush(start - 1)
            return self.add_break(ast.LineBreak(at=self.leaf.span(start - 1, start + 1)), start)
        end = start
        while last and last in " \t\r":
            end -= 1
            last = text[end - 1] if end > mark else ""
        self.flush(end)
        if self.options.hard_wraps or text.endswith("  ", mark, start):
            return self.add_break(ast.LineBreak(at=self.leaf.span(end, start + 1)), start)
        if self.options.cjk and self.syntax.joins(text, end, start + 1):
            self.mark = start + 1
            return start + 1
        return self.add_break(nodes.soft_break(self.leaf.span(end, start + 1)), start)

    def add_break(self, node: ast.Inline, start: int) -> int:
        self.tokens.append(node)
        if self.heading:
            self.plain[id(node)] = "\n"
        self.mark = start + 1
        return start + 1

    def dash(self, start: int, found: str) -> int:
        return self.substitute(start, *typographer.dash(self.text[start : start + 3], self.syntax.strings))

    def dots(self, start: int, found: str) -> int:
        return self.substitute(start, self.syntax.strings["ellipsis"], 3)

    def right_angle(self, start: int, found: str) -> int:
        return self.substitute(start, self.syntax.strings["rightAngleQuote"], 2)

    def quote(self, start: int, found: str) -> int:
        rule = typographer.double_quote if found == '"' else typographer.single_quote
        run = start + 1
        if self.text.startswith(found, run):
            while self.text.startswith(found * 64, run):
                run += 64
            while self.text.startswith(found, run):
                run += 1
        after = self.text[run : run + 1] or " "
        text = rule(self.before(start), self.line(start), after, self.syntax.strings, self.state)
        return self.substitute(start, text, 1)

    def substitute(self, start: int, text: str | None, length: int) -> int:
        if text is None:
            return _ONE
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

    # ------------------------------------------------------------------ code, HTML, autolinks, math, emoji

    def code(self, start: int, found: str) -> int:
        length = len(found)
        if length == 1 and (simple := _SIMPLE_CODE.match(self.text, start)):
            return self.code_span(start, start + 1, simple.end() - 1, simple.end())
        if length not in self.unclosed:
            for other in _BACKTICKS.finditer(self.text, start + length):
                if len(other[0]) == length:
                    return self.code_span(start, start + length, other.start(), other.end())
            self.unclosed.add(length)
        self.flush(start + length)
        return self.mark

    def code_span(self, start: int, inner: int, inner_end: int, end: int) -> int:
        raw = self.text[inner:inner_end]
        if raw[0] in " \n" and raw[-1] in " \n" and raw.strip(" \t\r\n"):
            raw = raw[1:-1]
        if self.escaped_pipes:
            raw = raw.replace("\\|", "|")
        node = nodes.code(raw.replace("\n", " "), self.leaf.span(start, end))
        if self.heading:
            self.plain[id(node)] = raw[: raw.find("\n") + 1] or raw
        return self.add(node, start, end)

    def angle(self, start: int, found: str) -> int:
        auto = raw_html.autolink(self.text, start)
        if auto:
            return self.add_link(start, auto.end, self.text[start + 1 : auto.end - 1], auto.url, start + 1)
        end = raw_html.tag_end(self.text, start)
        if end > 0:
            node = ast.RawInline("html", self.text[start:end], at=self.leaf.span(start, end))
            return self.add(node, start, end)
        if self.options.typographer and self.text.startswith("<<", start):
            return self.substitute(start, self.syntax.strings["leftAngleQuote"], 2)
        return _ONE

    def add_link(self, start: int, end: int, shown: str, url: str, shown_at: int) -> int:
        """Adds a link whose text is its address; it may stand in the text of another link."""
        text = nodes.text(shown, self.leaf.span(shown_at, shown_at + len(shown)))
        node = nodes.link((text,), ast.Target(url), self.leaf.span(start, end))
        return self.add(node, start, end)

    def passthrough(self, start: int, found: str) -> int:
        match = passthrough.match(self.text, start, self.syntax.passthrough)
        if not match:
            other = _HANDLERS.get(found[0])
            return other(self, start, found) if other else _ONE
        if not match.closed:
            self.flush(start)
            self.flush(match.end)
            return match.end
        kind = ast.Math("DisplayMath" if match.block else "InlineMath", match.text, at=self.leaf.span(start, match.end))
        return self.add(kind, start, match.end)

    def emoji(self, start: int, found: str) -> int:
        char = emoji.character(found[1:-1])
        if not char:
            return _ONE
        self.flush(start)
        self.tokens.append((start, start + len(found), char, False))
        self.plain[start] = found[1:-1]
        self.mark = start + len(found)
        return self.mark

    # ------------------------------------------------------------------ bare links

    def parenthesis(self, start: int, found: str) -> int:
        """A `(`, space or refused `~` before what may be a bare link."""
        return self.bare_link(start + 1) if self.bare_links else _ONE

    def bare_link(self, start: int) -> int:
        if self.brackets:
            return _ONE
        found = linkify.bare_link(self.text, start, self.options.linkify_protocol)
        if not found and self.addresses and _MAIL_START.match(self.text, start):
            found = self.addresses.address(start)
        if not found:
            return _ONE
        return self.add_link(start, found.end, self.text[start : found.end], found.url, start)

    def bare_link_after_node(self, at: int) -> int:
        """Right after a node and at the start of a line a bare link needs nothing before it."""
        while at == self.mark and self.text[at : at + 1] not in PUNCTUATION:
            after = self.bare_link(at)
            if after < 0:
                break
            at = after
        return at

    # ------------------------------------------------------------------ delimiters, links, notes

    def run(self, start: int, found: str) -> int:
        if simple := _SIMPLE_EMPHASIS.match(self.text, start):
            if not self.bare_links and (not start or self.text[start - 1] in " \n"):
                return self.simple_emphasis(start, simple)
        kind = self.syntax.delimiter_kind(found, self.before(start))
        if not kind:
            # goldmark looks at each character of a refused run: a bare link may follow the last.
            end = self.bare_link(start + len(found)) if self.bare_links and found[0] == "~" else _ONE
            return end if end >= 0 else _ALL
        after = self.text[start + len(found) : start + len(found) + 1] or " "
        if kind == "superscript" and after in "+-'":
            # hugo-goldmark-extensions, extras: `10^-6^` is a superscript.
            after = "z"
        self.flush(start)
        self.mark = start + len(found)
        self.delimiters = True
        self.tokens.append(delimiter(kind, found[0], start, len(found), self.before(start), after))
        return self.mark

    def simple_emphasis(self, start: int, found: re.Match[str]) -> int:
        """Emphasis with words alone in it: its closer can have no other opener."""
        span, (inner, inner_end), end = self.leaf.span, found.span(2), found.end()
        content = (nodes.text(found[2], span(inner, inner_end)),)
        kind = ast.Strong if len(found[1]) == 2 else ast.Emph
        node = kind(content, at=span(start, end))
        if self.heading:
            self.plain[id(node)] = found[2]
        return self.add(node, start, end)

    def simple_link(self, start: int, found: re.Match[str]) -> int:
        """A link with words alone in it."""
        span, (inner, inner_end), end = self.leaf.span, found.span(1), found.end()
        content = (nodes.text(found[1], span(inner, inner_end)),)
        node = nodes.link(content, ast.Target(found[2], found[3] or ""), span(start, end))
        self.links_made += 1
        if self.heading:
            self.plain[id(node)] = found[1]
        return self.add(node, start, end)

    def open(self, start: int, found: str) -> int:
        if simple := _SIMPLE_LINK.match(self.text, start):
            return self.simple_link(start, simple)
        if self.options.footnote:
            after = self.footnote(start + len(found) - 1)
            if after >= 0:
                return after
        self.flush(start)
        end = start + len(found)
        bracket = Bracket(start, end, len(self.tokens), self.links_made)
        self.brackets.append(bracket)
        self.tokens.append(bracket)
        self.mark = end
        return end

    def footnote(self, start: int) -> int:
        found = _FOOTNOTE.match(self.text, start)
        if not found or not self.notes.defines(found[1]):
            return _ONE
        return self.add(self.notes.note(found[1], self.leaf.span(start, found.end())), start, found.end())

    def close(self, start: int, found: str) -> int:
        if not self.brackets:
            return _ONE
        bracket = self.brackets.pop()
        if self.brackets and self.brackets[-1].end - self.brackets[0].start > _LONGEST_LABEL - 1:
            return self.refuse(start)
        if not bracket.image and self.links_made > bracket.links:
            return self.refuse(start)
        tail = self.target(bracket, start)
        if not tail:
            return self.refuse(start)
        self.flush(start)
        return self.link(bracket, tail)

    def refuse(self, start: int) -> int:
        """Leaves brackets that make no link as text."""
        return _ONE

    def target(self, bracket: Bracket, start: int) -> links.Tail | None:
        text = self.text
        following = text[start + 1 : start + 2]
        if following == "(" and (tail := links.inline_target(text, start + 1)):
            return tail
        if not self.state.references:
            return None
        end, raw = start + 1, text[bracket.end : start]
        if following == "[" and (found := links.label(text, start + 1)):
            end = found[1]
            raw = raw if not found[0].strip() else found[0]
        if len(raw) > _LONGEST_LABEL:
            return None
        target = self.state.references.get(links.normalized(raw))
        return links.Tail(end, target) if target else None

    def link(self, bracket: Bracket, tail: links.Tail) -> int:
        inside = self.tokens[bracket.index + 1 :]
        del self.tokens[bracket.index :]
        if self.delimiters:
            inside = Matching(inside, self.finish, self.leaf.span, self.made).nodes()
        span: Span = self.leaf.span(bracket.start, tail.end)
        content = self.finish(inside)
        node: ast.Inline
        if bracket.image:
            node = ast.Image(nodes.NO_ATTR, content, tail.target, at=span)
        else:
            node = nodes.link(content, tail.target, span)
            self.links_made += 1
        self.made(node, inside)
        self.tokens.append(node)
        self.mark = tail.end
        return tail.end

    def task(self) -> int:
        found = _CHECKBOX.match(self.text)
        if not found:
            return 0
        box = "☐" if found[1] in " \t" else "☒"
        self.tokens += [ast.Str(box, at=self.leaf.span(0, 3)), ast.Space(at=self.leaf.span(3, max(found.end(), 3)))]
        self.mark = found.end()
        return self.mark

    # ------------------------------------------------------------------ from tokens to nodes

    def finish(self, tokens: list[Token]) -> ast.Inlines:
        """The nodes of `tokens`; texts that touch are one node."""
        span = self.leaf.span
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


def _as_text(token: Token) -> tuple[int, int, str]:
    """A delimiter or bracket that found no partner."""
    if isinstance(token, Delimiter):
        return token.start, token.start + token.length, token.char * token.length
    assert isinstance(token, Bracket)
    return token.start, token.end, "![" if token.image else "["


# What a handler returns where it made nothing: the scan goes on after one character, or after all it found.
_ONE = -1
_ALL = -2

Handler = Callable[[Inlines, int, str], int]

_HANDLERS: dict[str, Handler] = {
    "\\": Inlines.backslash,
    "\n": Inlines.line_end,
    "-": Inlines.dash,
    ".": Inlines.dots,
    ">": Inlines.right_angle,
    "'": Inlines.quote,
    '"': Inlines.quote,
    "`": Inlines.code,
    "<": Inlines.angle,
    " ": Inlines.parenthesis,
    "(": Inlines.parenthesis,
    "*": Inlines.run,
    "_": Inlines.run,
    "~": Inlines.run,
    "^": Inlines.run,
    "+": Inlines.run,
    "=": Inlines.run,
    "!": Inlines.open,
    "[": Inlines.open,
    "]": Inlines.close,
    ":": Inlines.emoji,
}


def _passthrough_first(syntax: Syntax) -> dict[str, Handler]:
    """The handlers where delimiters of passthrough come before what their first characters mean elsewhere.

    Code spans, brackets and footnotes come first all the same (priorities 100, 101, 200; passthrough has 201).
    """
    openers = {opener[0] for opener, _, _ in syntax.passthrough} | {"\\"}
    return {**_HANDLERS, **dict.fromkeys(openers - set("`![]"), Inlines.passthrough)}
