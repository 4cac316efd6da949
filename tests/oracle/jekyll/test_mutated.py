"""Posts of the corpus with Liquid broken at random: each is read, and what is wrong is said with its place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from convertkit import registry
from convertkit.context import Context
from convertkit.diagnostics import Report
from convertkit.site import Site
from convertkit.source import Source

_PIECES = (
    "{% %} {{ }} -%} {%- | \" ' [ ] .. {%if {%else%} {%endif%} {%endfor%} {%raw%} {%endraw%} {%comment%} {%endcomment%} {%highlight%} "
    "{%endhighlight%} {{page}} {{site.posts}} {%include {%assign {%case {%for"
).split() + ["{% for x in site.posts %}", "{% include note.html a=b %}", "| where: 'a', ", "| sort: 'x'", "\n\n"]


@pytest.mark.parametrize("seed", range(8))
def test_broken_liquid_ends_with_diagnostics(seed, shared):
    site = Site.at(shared / "corpus/jekyll-docs/docs")
    paths = [path for path in sorted(site.root.rglob("*.md")) if "{%" in path.read_text("utf-8")]
    assert len(paths) > 30
    chance = random.Random(seed)
    for path in chance.sample(paths, 12):
        source = Source.of_text(_mutated(path, chance), name=path.name, path=path)
        report = Report()
        registry.load("readers", "markdown").read(source, Context(site=site, report=report))
        assert all(str(diagnostic).startswith(f"{path.name}:") for diagnostic in report.diagnostics)


def _mutated(path: Path, chance: random.Random) -> str:
    text = path.read_text("utf-8")
    body = text.find("---", 4) + 4
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(body, len(text))
        match chance.randint(0, 2):
            case 0:
                text = text[:at] + chance.choice(_PIECES) + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 30) :]
            case _:
                other = chance.randrange(body, len(text))
                text = text[:at] + text[other : other + chance.randint(1, 80)] + text[at:]
    return text
