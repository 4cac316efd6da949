"""The rules of the syntax by minimal examples: `rules.jsonl` has one text a line, or a text and its options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kramdown_compare import differences, needs_gem

pytestmark = [pytest.mark.oracle, needs_gem]

KNOWN = {
    "* x\n{:footnotes}\n\na[^1]\n\nb\n\n[^1]: f\n": "the tree has no place for the list of footnotes",
    "[a]: u\n{:.x}\n\n[a]{:.y} [A][] [z][a] [z] [a] [z]\n[a]\n": ("2.4 lets a class of one link slip into the link's definition"),
}


def test_examples_equal_the_gem() -> None:
    lines = Path(__file__).with_name("rules.jsonl").read_text("utf-8").splitlines()
    jobs = [(found, {}) if isinstance(found := json.loads(line), str) else (found[0], found[1]) for line in lines]
    different = differences(jobs)
    print(f"{len(jobs) - len(different)} of {len(jobs)} examples equal")
    unknown = [found for found in different.values() if found.text not in KNOWN]
    assert not unknown
    assert {found.text for found in different.values()} == set(KNOWN)
