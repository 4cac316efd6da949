"""Tables on pages: a column is not narrower than its longest word, as long as the page has room for that."""

from __future__ import annotations

import math
import re

from lxml import etree

from ...wellformed import add_class

# What a line may break within where it must: code and addresses, of whose words so many characters stay together
_BREAKABLE = ("code", "a", "kbd", "samp")
_KEPT = 8
# The padding of a cell, in characters; how much wider letters of a head are
_PADDING = 2.4
_BOLD = 1.12
# How many times as many characters a dense table has room for
_DENSE = 1.28
# Where a line may end: at blanks, behind hyphens, around signs of Chinese, Japanese and Korean
_WORD = re.compile(r"[^\s\-\u2010\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]+[-\u2010]?|[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


def fit_tables(root: etree._Element, *, room: int) -> None:
    """Classes for tables whose longest words a line of `room` characters is too short for.

    `broken`: code and addresses break anywhere. `dense`: smaller type. `crowded`: that is not enough, all words may break.
    """
    for table in root.iter("table"):
        whole, least = _needed(table, math.inf), _needed(table, _KEPT)
        names = ["broken"] if whole > room else []
        names += ["dense"] if least > room else []
        names += ["crowded"] if least > room * _DENSE else []
        if names:
            add_class(table, *names)


def _needed(table: etree._Element, kept: float) -> float:
    """The characters of a line that holds the longest word of every column."""
    widest: dict[int, float] = {}
    for row in table.iter("tr"):
        for column, cell in enumerate(cell for cell in row if cell.tag in ("td", "th")):
            if cell.get("colspan", "1") == "1":
                longest = _longest(cell, kept) * (_BOLD if cell.tag == "th" else 1)
                widest[column] = max(widest.get(column, 1), longest)
    return sum(widest.values()) + _PADDING * len(widest)


def _longest(cell: etree._Element, kept: float) -> float:
    """The characters of the longest word that stays whole, where code keeps so many together."""
    longest: float = _of_text(cell.text)
    for element in cell:
        if isinstance(element.tag, str):
            own = _longest(element, kept)
            longest = max(longest, min(own, kept) if element.tag in _BREAKABLE else own)
        longest = max(longest, _of_text(element.tail))
    return longest


def _of_text(text: str | None) -> int:
    return max(map(len, _WORD.findall(text)), default=0) if text else 0
