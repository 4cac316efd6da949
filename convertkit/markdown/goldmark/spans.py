"""Markup that holds no other: code, raw HTML, autolinks, bare links, math, emoji."""

from __future__ import annotations

import re
from abc import abstractmethod

from ... import ast
from . import emoji, linkify, nodes, passthrough, raw_html
from .builder import ONE, Builder
from .characters import PUNCTUATION

_BACKTICKS = re.compile("`+")
# A code span in one line, as nearly all are: `x y`
_SIMPLE_CODE = re.compile(r"`[^`\n]+`(?!`)")
# The first letters of http, https, ftp, www
_URL_START = frozenset("hfw")
_MAIL_START = re.compile("[A-Za-z0-9]")


class Spans(Builder):
    """The rules of leaves among the inlines."""

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
        end = raw_html.tag_end(self.text, start, self.missing)
        if end > 0:
            node = ast.RawInline("html", self.text[start:end], at=self.leaf.span(start, end))
            return self.add(node, start, end)
        if self.options.typographer and self.text.startswith("<<", start):
            return self.substitute(start, self.syntax.strings["leftAngleQuote"], 2)
        return ONE

    def add_link(self, start: int, end: int, shown: str, url: str, shown_at: int) -> int:
        """Adds a link whose text is its address; it may stand in the text of another link."""
        text = nodes.text(shown, self.leaf.span(shown_at, shown_at + len(shown)))
        node = nodes.link((text,), ast.Target(url), self.leaf.span(start, end))
        return self.add(node, start, end)

    def passthrough(self, start: int, found: str) -> int:
        match = passthrough.match(self.text, start, self.syntax.passthrough)
        if not match:
            return self.otherwise(start, found)
        if not match.closed:
            self.flush(start)
            self.flush(match.end)
            return match.end
        kind = ast.Math("DisplayMath" if match.block else "InlineMath", match.text, at=self.leaf.span(start, match.end))
        return self.add(kind, start, match.end)

    @abstractmethod
    def otherwise(self, start: int, found: str) -> int:
        """What the first character of a delimiter means where it opens no passthrough."""

    def emoji(self, start: int, found: str) -> int:
        char = emoji.character(found[1:-1])
        if not char:
            return ONE
        self.flush(start)
        self.tokens.append((start, start + len(found), char, False))
        self.plain[start] = found[1:-1]
        self.mark = start + len(found)
        return self.mark

    # ------------------------------------------------------------------ bare links

    def parenthesis(self, start: int, found: str) -> int:
        """A `(`, space or refused `~` before what may be a bare link."""
        return self.bare_link(start + 1) if self.bare_links else ONE

    def bare_link(self, start: int) -> int:
        if self.brackets:
            return ONE
        found = linkify.bare_link(self.text, start, self.options.linkify_protocol)
        if not found and self.addresses and _MAIL_START.match(self.text, start):
            found = self.addresses.address(start)
        if not found:
            return ONE
        return self.add_link(start, found.end, self.text[start : found.end], found.url, start)

    def bare_link_after_node(self, at: int) -> int:
        """Right after a node and at the start of a line a bare link needs nothing before it."""
        text = self.text
        while at == self.mark:
            char = text[at : at + 1]
            if char not in _URL_START and (not self.addresses or char in PUNCTUATION):
                break
            after = self.bare_link(at)
            if after < 0:
                break
            at = after
        return at
