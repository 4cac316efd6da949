"""Which chapters are laid out together, and whether they may be."""

from __future__ import annotations

import pytest

from convertkit.writers.pdf.split import GATHERING, SHORT, can_split, gatherings


def test_a_short_book_is_one_document():
    assert gatherings([SHORT // 4] * 3) == [range(3)]
    assert gatherings([GATHERING * 9]) == [range(1)], "one chapter cannot be split"


@pytest.mark.parametrize("sizes", [[SHORT] * 2, [GATHERING // 4] * 40, [10, 10, SHORT * 9, 10, 10], [SHORT, 1, 1, 1, SHORT]])
def test_gatherings_hold_every_chapter_once_in_order(sizes):
    found = gatherings(sizes)
    assert len(found) > 1 and all(found)
    assert [at for part in found for at in part] == list(range(len(sizes)))


def test_gatherings_are_of_about_one_size():
    sizes = [5000 + 400 * (number % 7) for number in range(300)]
    totals = [sum(sizes[at] for at in part) for part in gatherings(sizes)]
    assert max(totals) <= GATHERING * 1.1 and max(totals) - min(totals) <= 2 * max(sizes)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("p { margin: 0 } @page { margin: 2cm; @bottom-center { content: counter(page) } }", True),
        (".contents a::after { content: target-counter(attr(href), page) }", True),
        ("a.ref::after { content: target-counter(attr(href), page) }", False),
        ("figure { counter-increment: figure }", False),
        ("@page :left { margin-left: 3cm }", False),
        (".chapter { break-before: right }", False),
        (".chapter { break-before: page }", True),
        ("html { counter-reset: page 10 }", False),
    ],
)
def test_what_may_be_laid_out_apart(style, expected):
    assert can_split([style]) is expected
