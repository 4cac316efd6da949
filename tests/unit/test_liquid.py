"""Liquid of a post: what stays a call, what is text, how far it may go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support import count_calls

import convertkit as ck
from convertkit import liquid
from convertkit.context import Context
from convertkit.diagnostics import Report
from convertkit.dialects.jekyll import dialect
from convertkit.dialects.liquid_marks import Marks
from convertkit.front_matter import front_matter
from convertkit.liquid.dates import written
from convertkit.liquid.ruby import compared, inspected, string, text
from convertkit.site import Site
from convertkit.source import Source, Span


@pytest.fixture
def site(tmp_path: Path) -> Site:
    for folder in ("_posts", "_includes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_config.yml").write_text("title: T\nurl: https://e.org\n")
    for day in (1, 2, 3):
        (tmp_path / f"_posts/2024-05-0{day}-p{day}.md").write_text(f"---\ntitle: P{day}\n---\nText *{day}*.\n")
    return Site.at(tmp_path)


def read(site: Site, body: str, front: str = "title: Post\n") -> ck.Post:
    path = site.root / "_posts/2024-06-01-post.md"
    path.write_text(f"---\n{front}---\n{body}")
    return ck.read(path, context=Context(site=site))


def rendered(site: Site, body: str) -> str:
    source = Source.of_text(f"---\ntitle: Post\n---\n{body}", path=site.root / "_posts/2024-06-01-post.md")
    front = front_matter(source.text, style="jekyll")
    return liquid.Liquid(Context(site=site, report=Report(), source=source, front_matter=front)).page()


def said(post: ck.Post) -> list[str]:
    return [str(diagnostic).split("\n")[0].partition("post.md:")[2] for diagnostic in post.diagnostics]


# ---------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1.0"),
        (1e20, "1.0e+20"),
        (1e-5, "1.0e-05"),
        (True, "true"),
        (None, ""),
        ([1, [None, "a"]], "1a"),
        ({"a": None, 1: "é"}, '{"a"=>nil, 1=>"é"}'),
        (range(1, 4), "1..3"),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC), "2024-05-01 10:00:00 +0000"),
    ],
)
def test_values_print_as_in_ruby(value, shown):
    assert text(value) == shown


def test_an_array_is_a_text_with_brackets_to_a_filter():
    assert string(["a", 1]) == '["a", 1]'
    assert inspected('a"\n#{x}') == '"a\\"\\n\\#{x}"'


def test_what_has_no_order_says_so():
    assert compared(1, "a") is None
    assert compared(1, 1.0) == 0
    assert compared([1, 2], [1, 3]) == -1


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("%-d.%-m.%y", "3.2.24"),
        ("%^a %_d %03d %e", "SAT  3 003  3"),
        ("%::z %:z %z %s", "+01:30:00 +01:30 +0130 1706913000"),
        ("%Q%%%n", "%Q%\n"),
    ],
)
def test_dates_are_written_as_in_ruby(pattern, shown):
    zone = dt.timezone(dt.timedelta(hours=1, minutes=30))
    assert written(dt.datetime(2024, 2, 3, tzinfo=zone), pattern) == shown


# ---------------------------------------------------------------------------- marks


def test_tags_are_found_in_linear_time():
    costs = [
        count_calls(lambda n=n: list(dialect.scan(Source.of_text("{% a '{{" * n), Span(0, 8 * n), Report()))) for n in (500, 1000)
    ]
    assert costs[1] < costs[0] * 2.5
    found = Marks("{{ a }} {%- b c -%} {% d").after(3)
    assert found is not None
    assert (found.name, found.inner, found.trims_before, found.trims_after) == ("b", "c", True, True)


@pytest.mark.parametrize("text", ["{% raw %}{% endif %}{% endraw %}", "{% comment %}{% endif %}{% endcomment %}"])
def test_the_end_of_a_tag_is_not_looked_for_in_raw_text(text):
    source = Source.of_text(f"{{% if a %}}{text}x{{% endif %}}y")
    pieces = list(dialect.scan(source, Span(0, len(source.text)), Report()))
    assert [piece if isinstance(piece, str) else piece.call.lexeme for piece in pieces] == [source.text[:-1], "y"]


# ---------------------------------------------------------------------------- calls and text


def test_calls_in_a_loop_have_their_meaning(site):
    post = read(site, "{% for i in (1..2) %}\n{% highlight ruby %}\nputs {{ i }}\n{% endhighlight %}\n{% endfor %}\n")
    assert [(node.attr.classes, node.text) for node in ck.find(post, ck.ast.CodeBlock)] == [
        (("ruby",), "puts 1"),
        (("ruby",), "puts 2"),
    ]


def test_an_include_that_shows_a_frame_is_an_embed(site):
    (site.root / "_includes/youtube.html").write_text('<iframe src="https://www.youtube.com/embed/{{ include.id }}"></iframe>')
    post = read(
        site,
        "{% include youtube.html id=page.video %}\n\n{% for i in (1..2) %}\n\n{% include youtube.html id=i %}\n{% endfor %}\n",
        "video: abc\n",
    )
    assert [node.identifier for node in ck.find(post, ck.ast.Embed)] == ["abc", "1", "2"]
    (site.root / "_includes/youtube.html").write_text("<p>no frame {{ include.id }}</p>")
    assert ck.find(read(site, "{% include youtube.html id='x' %}\n"), ck.ast.Embed) == []


@pytest.mark.parametrize(
    "body",
    [
        "{%- assign a = 1 -%}\n\n a {{- a -}} b\n",
        "{% for p in site.posts %}\n{% highlight x %}\n{{ p.title }}\n{% endhighlight %}\n{% endfor %}\n",
        "{% include youtube.html id='x' %}\n\n{% link _posts/2024-05-01-p1.md %}\n",
    ],
)
def test_markdown_of_jekyll_keeps_liquid_as_it_is(site, tmp_path, body):
    post = read(site, body)
    ck.write(post, tmp_path / "again.md", to="jekyll")
    assert (tmp_path / "again.md").read_text() == post.source.text


def test_assignments_reach_what_comes_after(site):
    post = read(
        site, "{% assign f = '2024-05-01-p1' %}{% capture c %}x{{ f }}{% endcapture %}{{ c }}\n\n[a]({% post_url {{ f }} %})\n"
    )
    assert "x2024-05-01-p1" in ck.ast.plain_text(post.body[0].content)
    assert [link.target.url for link in ck.find(post, ck.ast.Link)] == ["/2024/05/01/p1.html"]


# ---------------------------------------------------------------------------- the site


def test_posts_come_newest_first_with_their_content(site):
    assert rendered(site, "{% for p in site.posts %}{{ p.title }}{{ p.content }}{% endfor %}") == "".join(
        f"P{day}<p>Text <em>{day}</em>.</p>\n" for day in (3, 2, 1)
    )


def test_a_post_that_asks_for_no_other_reads_none(site, monkeypatch):
    monkeypatch.setattr(Site, "files", lambda self: pytest.fail("the site's files were listed"))
    assert (
        rendered(site, "{{ page.title }} {{ site.title }} {{ page.url }} {{ page.tags | size }}")
        == "Post T /2024/06/01/post.html 0"
    )


def test_now_is_the_day_of_the_newest_post_or_what_the_environment_says(site, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert rendered(site, "{{ 'now' | date: '%F' }} {{ site.time | date: '%F' }}") == "2024-05-03 2024-05-03"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert rendered(Site.at(site.root), "{{ 'now' | date: '%F' }}") == "1970-01-02"


def test_what_differs_from_build_to_build_is_said(site):
    post = read(site, "{{ site.posts | map: 'title' | sample }} {{ 'a{}' | scssify }}\n")
    assert ck.ast.plain_text(post.body[0].content).strip() in ("P3", "Post")
    assert [line.rpartition(" ")[2] for line in said(post)] == ["[CK209]", "[CK209]"]


# ---------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{% for a in (1..99999999) %}{% endfor %}", "its loops take too long"),
        ("{% for a in (1..2000) %}{% for b in (1..2000) %}{% endfor %}{% endfor %}", "its loops take too long"),
        ("{% assign s = 'aaaaaaaa' %}{% for a in (1..99) %}{% assign s = s | append: s %}{% endfor %}", "a text is too long"),
        (
            "{% assign s = 'aaaaaaaaaa' %}{% for a in (1..9) %}{% assign s = s | replace: 'a', s %}{% endfor %}",
            "a text is too long",
        ),
        ("{% assign n = 9 %}{% for a in (1..99) %}{% assign n = n | times: n %}{% endfor %}", "a number is too long"),
        ("{{ (1..999999999) | join }}", "a range is too long"),
        ("{{ 'now' | date: '%999999d' }}", "a date is too wide"),
        ("{% include self.html %}", "'self.html' includes itself"),
        ("{% if a %}" * 100 + "{% endif %}" * 100, "block nesting limit reached"),
        ("{{ a" + "[a" * 3000 + "]" * 3000 + " }}", "it nests too deep"),
        ("{{ 1 | divided_by: 0 }}", "divided by 0"),
        ("{{ 'a' | replace }}", "'replace' cannot take what it is given"),
        ("{% for i in page.tags %}", "'for' is never closed"),
    ],
)
def test_hostile_liquid_ends_with_a_diagnostic(site, body, why):
    (site.root / "_includes/self.html").write_text("{% include self.html %}")
    post = read(site, f"before\n\n{body}\n\nafter\n")
    assert [line for line in said(post) if why in line and line.startswith("6:") and "[CK209]" in line]
    assert [ck.ast.plain_text(block.content) for block in (post.body[0], post.body[-1])] == ["before", "after"]


@pytest.mark.parametrize(
    "text", ["{% x ", "{{ ", "{% foo %}", "{% raw %}", "{% comment %}", "{% endif %}", "{% if a %}", "{{ a | b: "]
)
def test_open_tags_without_end_are_linear(site, text):
    read(site, text * 10)
    costs = [count_calls(lambda n=n: read(site, text * n)) for n in (150, 300)]
    assert costs[1] < costs[0] * 2.6
