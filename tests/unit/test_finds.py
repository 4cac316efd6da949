"""Marks that are asked for again and again: the answers of a plain search, for the work of one."""

from __future__ import annotations

import re
from typing import Self

from hypothesis import given
from hypothesis import strategies as st

from convertkit.markdown.finds import Finds

_RUN = re.compile(r"(`+)")
_TEXTS = st.text("`()a ", max_size=30)


class _Counted(str):
    """A text that counts the characters that `find` looks at."""

    __slots__ = ("looked_at",)

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.looked_at = 0
        return made

    def find(self, mark: str, start: int = 0) -> int:
        found = super().find(mark, start)
        self.looked_at += (found if found >= 0 else len(self)) - start + 1
        return found


@given(_TEXTS, st.lists(st.integers(0, 30), max_size=8))
def test_a_mark_is_found_where_a_plain_search_finds_it(text: str, starts: list[int]) -> None:
    finds = Finds(text)
    for start in starts:
        assert finds.find("a", start) == text.find("a", start)
        found, plain = finds.search(_RUN, start), _RUN.search(text, start)
        assert (found and found.span()) == (plain and plain.span())


def test_a_text_is_looked_through_once_for_a_mark() -> None:
    for text in ("[" * 10_000, "[" * 10_000 + "]", "[]" * 5000):
        counted = _Counted(text)
        finds = Finds(counted)
        for start in range(len(text)):
            finds.find("]", start)
        assert counted.looked_at <= 3 * len(text)


@given(_TEXTS, st.integers(0, 30), st.integers(1, 5))
def test_the_first_run_that_is_long_enough_or_the_longest(text: str, start: int, size: int) -> None:
    later = [found for found in _RUN.finditer(text) if found.start() >= start]
    wanted = min(size, max((len(found[0]) for found in later), default=0))
    plain = next((found.span() for found in later if len(found[0]) >= wanted), None)
    found = Finds(text).runs(_RUN).first(start, size)
    assert (found and (found.start, found.end)) == plain


@given(_TEXTS, st.integers(0, 30))
def test_a_parenthesis_closes_where_counting_says_so(text: str, start: int) -> None:
    depth, plain = 0, -1
    for at in range(start, len(text)) if text[start : start + 1] == "(" else ():
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            plain = at
            break
    assert Finds(text).closing(start) == plain
