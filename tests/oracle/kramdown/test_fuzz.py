"""Random texts: no error, and how many read as in the gem (printed, not asserted)."""

from __future__ import annotations

import random

import kramdown_grammar
import pytest
from kramdown_compare import differences, needs_gem, posts

pytestmark = [pytest.mark.oracle, needs_gem]

_SEED = 20_240_501
_COUNT = 1500


def _report(name: str, texts: list[str]) -> None:
    different = differences([(text, {}) for text in texts])
    print(f"{name}: {len(texts) - len(different)} of {len(texts)} equal")


def test_random_spans() -> None:
    source = random.Random(_SEED)
    _report("random spans", [kramdown_grammar.spans(source) for _ in range(_COUNT)])


def test_random_lines() -> None:
    source = random.Random(_SEED)
    _report("random lines", [kramdown_grammar.lines(source) for _ in range(_COUNT)])


def test_changed_posts() -> None:
    source = random.Random(_SEED)
    texts = list(posts("jekyll-docs", "opensource-guide").values())
    _report("changed posts", [kramdown_grammar.mutated(source, texts) for _ in range(_COUNT)])
