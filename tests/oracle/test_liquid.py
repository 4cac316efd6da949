"""Liquid that computes text, against the real Jekyll."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from oracle.judges import jekyll_pages

import convertkit as ck

pytestmark = pytest.mark.oracle

POST = """\
---
layout: post
title: Towers
rating: 3
---

{% assign word = "sea" | upcase %}The {{ word }} has {{ site.data.towers.size }} towers, says {{ site.author }}.

| Name | Height |
|------|-------:|
{% for tower in site.data.towers %}| {{ tower.name | capitalize }} | {{ tower.height }} m |
{% endfor %}

{% if page.rating > 2 %}
Good: {{ page.title | append: "!" }}
{% else %}
Bad
{% endif %}

{% include note.html text="Mind the *step*" %}

{% unless site.data.towers %}none{% endunless %}
{% capture line %}one, two{% endcapture %}{{ line | split: ", " | join: " and " }}

A [link]({{ "/a/" | relative_url }}) and `{% raw %}{{ raw }}{% endraw %}`.

{% highlight ruby %}
puts "{{ page.missing }}"
{% endhighlight %}

{% case page.rating %}{% when 3 %}three{% when 4 %}four{% endcase %} {{ "2024-05-01" | date: "%d %B" }} {{ page.missing }}
"""


@pytest.fixture
def site(tmp_path) -> Path:
    root = tmp_path / "site"
    for folder in ("_posts", "_data", "_includes"):
        (root / folder).mkdir(parents=True)
    (root / "_config.yml").write_text("title: T\nauthor: Ada\nurl: https://example.org\nbaseurl: /blog\n")
    (root / "_data/towers.yml").write_text("- {name: north, height: 31}\n- {name: skerry, height: 22}\n")
    (root / "_includes/note.html").write_text("**Note:** {{ include.text }}\n")
    (root / "_posts/2024-05-01-towers.md").write_text(POST)
    return root


def text_of(html: str) -> tuple[str, list[str]]:
    root = lxml.html.fromstring(f"<div>{html}</div>")
    return re.sub(r"\s+", " ", root.text_content()).strip(), [link.get("href") for link in root.iter("a")]


def test_a_post_shows_what_jekyll_shows(site, tmp_path):
    post = ck.read(site / "_posts/2024-05-01-towers.md")
    assert [str(diagnostic) for diagnostic in post.diagnostics] == []
    page = tmp_path / "post.html"
    ck.write(post, page, options=ck.html.Options(fragment=True))
    (theirs,) = [html for name, html in jekyll_pages(site, tmp_path / "public")[0].items() if name.endswith("towers.html")]
    assert text_of(page.read_text("utf-8")) == text_of(theirs)


def test_every_node_keeps_a_place_in_the_source(site):
    post = ck.read(site / "_posts/2024-05-01-towers.md")
    (table,) = ck.find(post, ck.ast.Table)
    assert post.source.position(table.at.start)[0] == 9
    for node in ck.find(post, ck.ast.Block):
        assert node.at is None or 0 <= node.at.start <= node.at.end <= len(post.source.text)


def test_jekyll_gets_its_source_and_hugo_what_it_renders_to(site, tmp_path):
    post = ck.read(site / "_posts/2024-05-01-towers.md")
    ck.write(post, tmp_path / "same.md", to="jekyll")
    assert (tmp_path / "same.md").read_text() == POST
    ck.write(post, tmp_path / "hugo.md", to="hugo")
    text = (tmp_path / "hugo.md").read_text()
    assert "| North | 31 m |" in text and "{%" not in text and "```ruby" in text


def test_loops_and_output_have_an_end(tmp_path, run):
    post = tmp_path / "_posts/2024-05-01-loop.md"
    post.parent.mkdir()
    post.write_text("---\ntitle: Loop\n---\nbefore {% for a in (1..99999999) %}{{ a }}{% endfor %} after\n")
    ran = run("convert", post, "-o", tmp_path / "loop.html")
    assert ran.code == 0 and "loop.md:4:8: warning: Liquid tag 'for' is not run" in ran.stderr
    assert "before" in (tmp_path / "loop.html").read_text()
