"""Posts of Jekyll that are read in a way of their own: those in HTML, those with a separator behind the excerpt."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck
from convertkit.site import markdown_files
from convertkit.walk import find

HTML = """---
title: H
---
<h2 id="x">Head</h2>
    <p>Indented *no* <a href="{{ site.baseurl }}/x">{{ page.title }}</a></p>
{% highlight ruby %}
puts 1
{% endhighlight %}
<script>alert(1)</script>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("baseurl: /b\nexcerpt_separator: '<!-- break -->'\n")
    (tmp_path / "_posts").mkdir()
    return tmp_path


def test_a_post_in_html_is_no_markdown(root: Path) -> None:
    path = root / "_posts" / "2024-05-01-h.html"
    path.write_text(HTML)
    post = ck.read(path)
    assert post.diagnostics == ()
    assert find(post, ck.ast.RawBlock)[0].text == '<h2 id="x">Head</h2>\n    <p>Indented *no* <a href="/b/x">H</a></p>\n'
    assert [code.text for code in find(post, ck.ast.CodeBlock)] == ["puts 1"]
    ck.write(post, root / "page.html", options=ck.html.Options(fragment=True))
    page = (root / "page.html").read_text()
    assert '<a href="/b/x">H</a>' in page and "alert" not in page


def test_a_folder_of_posts_holds_those_in_html_too(root: Path) -> None:
    for name in ("_posts/2024-05-01-h.html", "_posts/2024-05-02-m.md", "page.html"):
        (root / name).write_text("x")
    assert [path.name for path in markdown_files(root, jekyll=True)] == ["2024-05-01-h.html", "2024-05-02-m.md"]


@pytest.mark.parametrize(
    ("front", "separator", "parts"),
    [
        ("title: a", "<!-- break -->", 3),
        ("title: a", "<!--more-->", 3),
        ("excerpt_separator: <!-- own -->", "<!-- own -->", 3),
        ("title: a", "<!-- other -->", 3),
    ],
)  # fmt: skip
def test_the_separator_of_the_excerpt_is_a_node(root: Path, front: str, separator: str, parts: int) -> None:
    path = root / "_posts" / "2024-05-01-a.md"
    path.write_text(f"---\n{front}\n---\nOne\n\n{separator}\n\nTwo\n")
    post = ck.read(path)
    assert len(post.body) == parts
    assert isinstance(post.body[1], ck.ast.SummaryBreak) == (separator != "<!-- other -->")


def test_a_draft_by_its_folder_is_a_draft_of_hugo(root: Path) -> None:
    (root / "_drafts").mkdir()
    (root / "_drafts/idea.md").write_text("---\ntitle: Idea\n---\n\nNot yet.\n")
    post = ck.read(root / "_drafts/idea.md")
    assert post.metadata.draft
    ck.write(post, root / "idea.md", to="hugo")
    assert (root / "idea.md").read_text() == "---\ntitle: Idea\ndraft: true\nslug: idea\n---\n\nNot yet.\n"
    ck.write(post, root / "again.md", to="jekyll")
    assert (root / "again.md").read_bytes() == (root / "_drafts/idea.md").read_bytes()
