"""What Liquid makes of whole documents, and the page behind Markdown, against the real Jekyll."""

from __future__ import annotations

from pathlib import Path

import bodies
import liquid_grammar
import pytest
from probe_site import written
from probes import PROBES, STOPS
from stage import SECONDS, Stage, copied, needs_jekyll, ours, theirs

import convertkit as ck
from convertkit.context import Context
from convertkit.site import Site

pytestmark = [pytest.mark.oracle, needs_jekyll]

SITES = {"jekyll-docs": "jekyll-docs/docs", "opensource-guide": "opensource-guide"}


@pytest.fixture(autouse=True)
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(SECONDS))


@pytest.fixture(scope="module", params=SITES)
def corpus(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    root = copied(shared / "corpus" / SITES[request.param], tmp_path_factory.mktemp("jekyll") / request.param)
    return root, theirs(root)


def test_documents_of_the_corpus_are_equal_byte_for_byte(corpus, capsys):
    root, stage = corpus
    assert stage.errors == {} and len(stage.texts) > 50
    site = Site.at(root)
    different = [name for name, text in stage.texts.items() if ours(root / name, site) != text]
    with capsys.disabled():
        print(f"\n{root.name}: Liquid of {len(stage.texts) - len(different)} of {len(stage.texts)} documents equal to Jekyll's")
    assert different == []


def test_pages_of_the_corpus_are_those_of_jekyll(corpus, capsys):
    root, stage = corpus
    site = Site.at(root)
    different = [name for name, html in stage.bodies.items() if not bodies.same(bodies.ours(root / name, site), html)]
    with capsys.disabled():
        print(f"\n{root.name}: {len(stage.bodies) - len(different)} of {len(stage.bodies)} pages equal to Jekyll's")
    assert different == []


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    root = written(tmp_path_factory.mktemp("probes"), PROBES)
    return root, theirs(root)


@pytest.mark.parametrize("number", range(len(PROBES)), ids=[probe[:40] for probe in PROBES])
def test_a_template_renders_as_in_jekyll(number, probed):
    root, stage = probed
    name = f"probes/p{number:04}.md"
    assert stage.errors.get(name) is None
    assert ours(root / name, Site.at(root)) == stage.texts[name]


def test_where_jekyll_stops_we_say_what_is_wrong_and_go_on(tmp_path):
    root = written(tmp_path, STOPS)
    stage, site = theirs(root), Site.at(root)
    silent = []
    for number, probe in enumerate(STOPS):
        path = root / f"probes/p{number:04}.md"
        assert f"probes/p{number:04}.md" in stage.errors, probe
        if not ck.read(path, context=Context(site=site)).diagnostics:
            silent.append(probe)
    assert silent == RECOVERED


# What Jekyll 4.3 with Liquid 4 reads, or what is plain enough: it is shown as it was meant.
RECOVERED = [
    "{% include ../about.md %}",
    "{% highlight %}x{% endhighlight %}",
    "a {% raw %} d {%- endraw %} e",
    '{{ "%}" }} {% x',
]


# A link with the lines of a listing, and "c++" as the name of a class: nodes say it otherwise than Jekyll's HTML.
OTHERWISE = ("{% highlight c++ linenos %}",)


def test_a_post_shows_what_the_template_renders_to(probed):
    root, stage = probed
    site = Site.at(root)
    different = []
    for number, probe in enumerate(PROBES):
        name = f"probes/p{number:04}.md"
        if name in stage.bodies and not bodies.same(bodies.ours(root / name, site), stage.bodies[name]):
            different.append(probe)
    assert [probe for probe in different if not any(mark in probe for mark in OTHERWISE)] == []
    assert len(different) == len(OTHERWISE), "a known difference is none any more"


def test_random_templates_render_as_in_jekyll(tmp_path, capsys):
    probes = [liquid_grammar.template(seed) for seed in range(500)]
    root = written(tmp_path, probes)
    stage, site = theirs(root), Site.at(root)
    names = [name for name in (f"probes/p{number:04}.md" for number in range(len(probes))) if name not in stage.errors]
    different = [name for name in names if ours(root / name, site) != stage.texts[name]]
    with capsys.disabled():
        stopped = len(probes) - len(names)
        print(f"\n{len(names) - len(different)} of {len(names)} random templates equal to Jekyll's; it stops at {stopped} others")
    # What is left: dates as arrays, a hash with `array_to_sentence_string`, a day compared with a number.
    assert len(names) > 250 and len(different) <= len(names) * 0.01
