"""Which chapters of a book are laid out together: decided by the book alone, so that the file is the same on any machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

# Characters of HTML: a book of fewer is laid out as one document (about 40 pages)
SHORT = 120_000
# ... and what a gathering of a longer one holds at most (about 80 pages, which bounds the memory), beyond two of them
GATHERING = 240_000
# "{ content: target-counter(attr(href), page) }"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# What counts on through a book, or depends on the side of a page
_THROUGH = re.compile(
    r"counter-(?:increment|set)|counter-reset\s*:\s*page|\b(?:recto|verso)\b|break-(?:before|after)\s*:\s*(?:left|right)"
)
_SIDES = re.compile(r"@page[^{]*:(?:left|right|blank|nth)")


def can_split(styles: Sequence[str]) -> bool:
    """Whether chapters look the same when they are laid out alone.

    Not where a style sheet counts through the book, names sides of pages, or asks outside of the contents for the page of
    something: gatherings do not know the others' pages.
    """
    text = "\n".join(styles)
    if _SIDES.search(text):
        return False
    for selector, body in _RULE.findall(text):
        if _THROUGH.search(body) or ("target-" in body and ".contents" not in selector):
            return False
    return True


def gatherings(sizes: Sequence[int]) -> list[range]:
    """The chapters of each gathering, in order, for chapters of these sizes (characters of HTML); one for a short book."""
    total = sum(sizes)
    count = 1 if total < SHORT else max(2, -(-total // GATHERING))
    count = min(count, len(sizes))
    ends = list(accumulate(sizes))
    found: list[range] = []
    start = 0
    for number in range(1, count + 1):
        goal = total * number / count
        # The cut that comes nearest to the goal, leaving a chapter for each gathering that follows
        last = len(sizes) - (count - number)
        end = min(range(start + 1, last + 1), key=lambda at: abs(ends[at - 1] - goal))
        end = len(sizes) if number == count else end
        found.append(range(start, end))
        start = end
    return found
