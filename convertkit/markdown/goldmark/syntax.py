"""What depends on the options alone: which characters start markup, and what stands for them."""

from __future__ import annotations

import re
from functools import lru_cache

from . import east_asian, passthrough, typographer
from .config import Options

_PUNCTUATION = r"!-/:-@\[-`{-~"
_BARE = r"(?=https?:|ftp:|www\.)"
_BARE_OR_MAIL = r"(?=[A-Za-z0-9])"


class Syntax:
    """Options made ready for the scanner."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.strings = typographer.substitutions(options.typographer_strings)
        self.passthrough = passthrough.delimiters(options)
        self.links = options.linkify
        plain, bare, mail = (_trigger(options, self.passthrough, kind) for kind in ("", _BARE, _BARE_OR_MAIL))
        # Whether no line end stands between two characters; None where all line ends are kept
        self.joins = east_asian.joining(options)
        # Each finds the next character that may start markup: without bare links, with URLs, with addresses too.
        self.plain = plain.search
        self.bare = bare.search
        self.mail = mail.search

    def delimiter_kind(self, run: str, before: str) -> str:
        """What a run of delimiters would make; empty where it stays text."""
        char, length = run[0], len(run)
        if char in "*_":
            return "emphasis"
        if length > 2 or before == char:
            return ""
        options = self.options
        if char == "~":
            if options.strikethrough or (options.delete and length == 2):
                return "delete"
            return "subscript" if options.subscript else ""
        if char == "^":
            return "superscript"
        # hugo-goldmark-extensions, extras: `++x++` and `==x==`, unlike the others, come with two signs alone.
        return {"+": "insert", "=": "mark"}[char] if length == 2 else ""


@lru_cache(maxsize=64)
def syntax(options: Options) -> Syntax:
    """The syntax of `options`; made once."""
    return Syntax(options)


def _trigger(options: Options, pairs: passthrough.Delimiters, bare: str) -> re.Pattern[str]:
    """What starts markup; `bare` is what follows a space or a parenthesis before a bare link.

    Each alternative begins with a character, not with a repetition: so the engine looks for these alone, five times as fast.
    """
    found = [re.escape(opener) for opener, _, _ in reversed(pairs)]
    found += ["\n", "<", r"\]", r"\\[" + _PUNCTUATION + "]", "``*", r"\[", r"!\[", r"\*\**", "__*"]
    for on, patterns in (
        (options.typographer, ('"', "'", "--", r"\.\.\.", ">>")),
        (options.strikethrough or options.delete or options.subscript, ("~~*",)),
        (options.superscript, (r"\^\^*",)),
        (options.insert, (r"\+\+*",)),
        (options.mark, ("==*",)),
        (options.emoji, (":[A-Za-z0-9_+-]+:",)),
        (bool(bare), (f" {bare}", rf"\({bare}")),
    ):
        found += patterns if on else ()
    return re.compile("|".join(found))
