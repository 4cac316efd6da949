"""Changes of the text that is parsed for block structure, each of the same length: where goldmark reads otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..commonmark import ascii_image
from . import attributes, definitions
from .config import Options

# goldmark takes a declaration with capitals alone.
_DECLARATION = re.compile("<!(?=[a-z])")
# A line that starts with a brace, as block attributes do: {.class #id}
_BRACES = re.compile(r"^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(\{[^\n]*)$", re.MULTILINE)


# A definition whose text stands five to seven blanks after the colon: no code for goldmark.
_FAR = re.compile(r"^([ \t>]*:   )( {2,4})(?![-+*#>_`~<:=|]|\d+[.)])(?=[^ \t\n])", re.MULTILINE)
# A footnote whose text stands four or more blanks after the colon: code for goldmark, but one line of it.
_FOOTNOTE_CODE = re.compile(r"^([ \t>]*\[\^[^\]\n]+\]:) {4,}(?=[^ \t\n])", re.MULTILINE)


class Marks(NamedTuple):
    """What stands in the text where its image has something else, by the offset of that."""

    attributes: dict[int, attributes.Attributes]
    # Offset of the first character of a footnote that is code, to the offset where the code starts.
    codes: dict[int, int]


def image(text: str, options: Options, *, with_definitions: bool) -> tuple[str, Marks]:
    """What to parse for the block structure of `text`, and what is hidden in it."""
    found = ascii_image(text)
    if "<!" in found:
        found = _DECLARATION.sub("<.", found)
    if with_definitions:
        found = definitions.masked(found)
        found = _FAR.sub(lambda far: far[1] + "x" * len(far[2]), found) if ":     " in found else found
    codes: dict[int, int] = {}
    if options.footnote and "]:    " in found:
        found = _FOOTNOTE_CODE.sub(lambda code: _noted(code, codes), found)
        found = _as_headings(found, codes)
    if options.block_attributes and "{" in found:
        found, braces = _without_braces(found, text)
        return found, Marks(braces, codes)
    return found, Marks({}, codes)


def _as_headings(found: str, starts: Iterable[int]) -> str:
    """A heading for each line of code: like code it takes one line, whatever comes next."""
    out = list(found)
    for start in starts:
        out[start] = "#"
        if start + 1 < len(out) and out[start + 1] != "\n":
            out[start + 1] = " "
    return "".join(out)


def _noted(found: re.Match[str], codes: dict[int, int]) -> str:
    codes[found.end()] = found.end(1) + 4
    return found[0]


def _without_braces(found: str, text: str) -> tuple[str, dict[int, attributes.Attributes]]:
    """A line that attributes begin becomes a thematic break: like it, it ends a paragraph and continues none.

    What follows the attributes on their line is lost, in goldmark too.
    """
    values: dict[int, attributes.Attributes] = {}
    parts, at = [], 0
    for line in _BRACES.finditer(found):
        start, end = line.span(1)
        parsed = attributes.parsed(text[start:end], 0)
        if parsed:
            values[start] = parsed
            # Two characters are too few for a break: an empty heading ends a paragraph as well.
            parts += [found[at:start], "# " if end - start == 2 else "_" * (end - start)]
            at = end
    return "".join([*parts, found[at:]]), values


def with_character(found: str, offsets: Iterable[int], char: str) -> str:
    """`found` with `char` at each of the offsets."""
    out = list(found)
    for offset in offsets:
        out[offset] = char
    return "".join(out)


def applied(text: str, found: str) -> str:
    """`text` with what `found`, its image, has otherwise in ASCII; the rest of the text keeps its letters."""
    if text.isascii():
        return found
    plain = ascii_image(text)
    if plain == found:
        return text
    parts = []
    for start in range(0, len(text), _PIECE):
        end = start + _PIECE
        own, other, letters = plain[start:end], found[start:end], text[start:end]
        if own != other:
            letters = "".join(map(_masked, letters, own, other))
        parts.append(letters)
    return "".join(parts)


# Few places of a text are masked: whole pieces are compared first.
_PIECE = 200


def _masked(letter: str, own: str, other: str) -> str:
    return letter if own == other else other
