"""Inline markup of one leaf, scanned once from left to right in the order in which goldmark's inline parsers act."""

from __future__ import annotations

import re
from collections.abc import Callable

from ... import ast
from ...source import Span
from . import links, nodes, typographer
from .builder import ALL, ONE, may_link
from .delimiters import Matching, delimiter
from .leaf import Leaf
from .notes import Notes
from .spans import Spans
from .state import State
from .syntax import Syntax
from .tokens import Bracket

# [x] at the start of an item
_CHECKBOX = re.compile(r"\[([ \txX])\][ \t\r\n]*")
# The label of a footnote reference, after `[^`
_FOOTNOTE = re.compile(r"\[\^((?:\\[!-/:-@\[-`{-~]|[^\[\]\\\n]+|\\)*+)\]")
_LONGEST_LABEL = 999

# The common cases, which need no more than a look: emphasis and links with words alone in them.
_SIMPLE_EMPHASIS = re.compile(r"(\*\*?|__?)([A-Za-z0-9](?:[A-Za-z0-9 ,;/]*[A-Za-z0-9])?)\1(?=[ \n.,;:!?)\]\"-]|\Z)")
_SIMPLE_LINK = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9 ,;/]*)\]\(([A-Za-z0-9/.:#?=_%+~-]+)(?: \"([A-Za-z0-9 ,;/]*)\")?\)")


def inlines(leaf: Leaf, syntax: Syntax, state: State, notes: Notes, *, checkbox: bool = False, cell: bool = False) -> ast.Inlines:
    """The nodes of a leaf; `checkbox` says that it opens a list item, where `[x]` is a task."""
    text = leaf.text
    decoded = "&" not in text and "\\" not in text
    if decoded and not checkbox and not syntax.plain(text) and not (syntax.links and may_link(text)):
        return (nodes.text(text, leaf.span(0, len(text))),) if text else ()
    scanner = Inlines(leaf, syntax, state, notes)
    scanner.escaped_pipes = cell and "\\|" in text
    return scanner.scan(checkbox=checkbox)


class Inlines(Spans):
    """The scanner of one leaf; it adds each footnote reference that it makes to `notes.made`."""

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
                at = found.end() if after == ALL else start + 1
            elif self.bare_links:
                at = self.bare_link_after_node(after)
            else:
                at = after
        self.flush(len(text))
        return self.finished()

    def otherwise(self, start: int, found: str) -> int:
        rule = _HANDLERS.get(found[0])
        return rule(self, start, found) if rule else ONE

    # ------------------------------------------------------------------ text

    def backslash(self, start: int, found: str) -> int:
        return ALL

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
            run = self.quotes_end = max(self.quotes_end, start + 1)
            while self.text.startswith(found, run):
                run += 1
            self.quotes_end = run
        after = self.text[run : run + 1] or " "
        text = rule(self.before(start), self.line(start), after, self.syntax.strings, self.state)
        return self.substitute(start, text, 1)

    # ------------------------------------------------------------------ delimiters, links, notes

    def run(self, start: int, found: str) -> int:
        simple = None if self.addresses else _SIMPLE_EMPHASIS.match(self.text, start)
        if simple and (not start or self.text[start - 1] in " \n"):
            return self.simple_emphasis(start, simple)
        kind = self.syntax.delimiter_kind(found, self.before(start))
        if not kind:
            # goldmark looks at each character of a refused run: a bare link may follow the last.
            end = self.bare_link(start + len(found)) if self.bare_links and found[0] == "~" else ONE
            return end if end >= 0 else ALL
        after = self.text[start + len(found) : start + len(found) + 1] or " "
        if kind == "superscript" and after in "+-'":
            # hugo-goldmark-extensions, extras: `10^-6^` is a superscript.
            after = "z"
        self.flush(start)
        self.mark = start + len(found)
        self.delimiters = True
        self.tokens.append(delimiter(kind, found, start, before=self.before(start), after=after))
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
            return ONE
        return self.add(self.notes.note(found[1], self.leaf.span(start, found.end())), start, found.end())

    def close(self, start: int, found: str) -> int:
        if not self.brackets:
            return ONE
        bracket = self.brackets.pop()
        too_far = self.brackets and self.brackets[-1].end - self.brackets[0].start >= _LONGEST_LABEL
        holds_link = not bracket.image and self.links_made > bracket.links
        tail = None if too_far or holds_link else self.target(bracket, start)
        if not tail:
            return ONE
        self.flush(start)
        return self.link(bracket, tail)

    def target(self, bracket: Bracket, start: int) -> links.Tail | None:
        text = self.text
        following = text[start + 1 : start + 2]
        if following == "(" and (tail := links.inline_target(self.finds, start + 1)):
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
