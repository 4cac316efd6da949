"""Where the tags and objects of Liquid stand in a text (Liquid 5, `Tokenizer`), in linear time."""

from __future__ import annotations

import re
from typing import NamedTuple

# What Ruby's String#strip takes off; str.strip() would take a no-break space too.
BLANKS = " \t\n\v\f\r\0"
# "{%- if a == b -%}" without its delimiters: name, expression
_TAG = re.compile(r"\s*(#|[\w-]+)\s*(.*)", re.S)
# "{%- endraw -%}"
_END_RAW = re.compile(r"\{%-?\s*endraw\b[^%]*%\}")
# "{% comment %}", "{%- endcomment -%}"
_COMMENT = re.compile(r"\{%-?\s*(end)?comment\b[^%]*%\}")


class Mark(NamedTuple):
    """A tag or an object of a template: where it stands, its name (empty for an object), what follows the name."""

    start: int
    end: int
    name: str
    inner: str
    inner_at: int
    is_object: bool
    trims_before: bool
    trims_after: bool


class Marks:
    """The tags and objects of `text` before `end`; what is not closed is text."""

    def __init__(self, text: str, end: int | None = None) -> None:
        self.text = text
        self.end = len(text) if end is None else end
        self.closed = {"%": True, "{": True}

    def after(self, at: int) -> Mark | None:
        """The first tag or object from `at` on."""
        text = self.text
        while (at := text.find("{", at, self.end)) >= 0:
            kind = text[at + 1 : at + 2]
            if self.closed.get(kind):
                close = text.find("%}" if kind == "%" else "}}", at + 2, self.end)
                if close >= 0:
                    return _mark(text, at, close + 2)
                # Nothing closes it, so nothing closes another one behind it.
                self.closed[kind] = False
            at += 1
        return None


def _mark(text: str, start: int, end: int) -> Mark:
    is_object = text[start + 1] == "{"
    first, last = start + 2, end - 2
    before = text.startswith("-", first)
    after = text.startswith("-", last - 1) and last - 1 >= first + before
    first, last = first + before, last - after
    inner = text[first:last]
    if is_object:
        cut = len(inner) - len(inner.lstrip(BLANKS))
        return Mark(start, end, "", inner.strip(BLANKS), first + cut, True, before, after)
    match = _TAG.match(inner)
    name, rest, at = (match[1], match[2], match.start(2)) if match else ("", inner, 0)
    return Mark(start, end, name, rest.strip(BLANKS), first + at, False, before, after)


def opaque(text: str, mark: Mark, end: int) -> Mark | None:
    """A raw or comment tag up to its end tag, as one mark: its text is not read. None where it does not end before `end`."""
    depth, at = 1, mark.end
    pattern = _END_RAW if mark.name == "raw" else _COMMENT
    while (match := pattern.search(text, at, end)) is not None:
        depth += 1 if mark.name == "comment" and not match[1] else -1
        at = match.end()
        if depth == 0:
            inner = text[mark.end : match.start()]
            # Raw text takes off the blanks behind it where its opening tag says so, Ruby's end tag of it says nothing.
            after = mark.trims_after if mark.name == "raw" else text[at - 3] == "-"
            return Mark(mark.start, at, mark.name, inner, mark.end, False, mark.trims_before, after)
    return None
