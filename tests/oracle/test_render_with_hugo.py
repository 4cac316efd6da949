"""The site's own shortcodes, run by the real Hugo in a throw-away project: equal to what the site's own build shows."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from oracle.judges import hugo_page
from support import Run, files

import convertkit as ck
from convertkit.hugo import engine
from convertkit.rendering import with_templates

pytestmark = pytest.mark.oracle

TEMPLATES = {
    "rawinner": "<div class='raw'>{{ .Inner }}</div>",
    "mdinner": "<section>{{ .Inner | markdownify }}</section>",
    "args": "<i>{{ .Get 0 }}-{{ .Get 1 }}</i>",
    "named": '<b title="{{ .Get `title` }}">{{ .Get "text" | markdownify }}</b>',
    "page": "<em>{{ .Page.Title }}, {{ .Page.Params.colour }}, {{ .Page.RelPermalink }}, {{ .Page.File.Path }}</em>",
    "data": "<table>{{ range site.Data.prices }}<tr><td>{{ .name }}</td><td>{{ .price }}</td></tr>{{ end }}</table>",
    "outer": "<ul>{{ .Inner }}</ul>",
    "item": "<li>{{ .Get 0 }} of {{ .Parent.Name }}</li>",
    "part": '{{ partial "greet.html" (dict "who" (.Get 0)) }}',
    "motto": "<p>{{ site.Params.motto }} {{ site.Title }}</p>",
    "mark": "*mark* {{ .Get 0 }}",
    "lists": "- one\n- {{ .Inner }}\n",
    "other": '<a href="{{ (site.GetPage "/posts/second").RelPermalink }}">{{ (site.GetPage "/posts/second").Title }}</a>',
    "notes": '<pre>{{ (.Page.Resources.Get (.Get 0)).Content }}</pre>',
    "say": '<span>{{ i18n "hello" }}</span>',
    "nothing": "",
}  # fmt: skip

CALLS = [
    "{{< rawinner >}}*raw* <u>x</u> & y{{< /rawinner >}}",
    "{{< mdinner >}}*em* [link](/x) `code`{{< /mdinner >}}",
    "{{< mdinner >}}\n- a\n- b\n\n## Head\n{{< /mdinner >}}",
    '{{< args one "two words" >}}',
    '{{< named title="A \\"t\\"" text="*x*" >}}',
    "{{< page >}}",
    "{{< data >}}",
    '{{< outer >}}{{< item "first" >}}{{< item "second" >}}{{< /outer >}}',
    "{{< part world >}}",
    "{{< motto >}}",
    "{{% mark there %}}",
    "{{% lists %}}two *em*{{% /lists %}}",
    "{{< other >}}",
    '{{< notes "notes.txt" >}}',
    "{{< say >}}",
    "{{< nothing >}}",
]

FRONT = '---\ntitle: "First & best"\ncolour: blue\ndate: 2030-01-01\ndraft: true\n---\n\n'


@pytest.fixture
def site(tmp_path) -> Path:
    root = tmp_path / "site"
    for name, text in TEMPLATES.items():
        path = root / "layouts" / ("_shortcodes" if len(name) % 2 else "shortcodes") / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    contents = {
        "hugo.toml": 'baseURL = "https://example.org/sub/"\ntitle = "Own"\n[params]\nmotto = "<Slow> & steady"\n',
        "layouts/partials/greet.html": "<p>hello {{ .who | upper }}</p>",
        "data/prices.json": json.dumps([{"name": "bean", "price": 3}, {"name": "pea", "price": 4}]),
        "i18n/en.toml": 'hello = "good day"\n',
        "content/posts/first/index.md": FRONT,
        "content/posts/first/notes.txt": "a note < b",
        "content/posts/second.md": "---\ntitle: Second\n---\n\ntext {{< args a b >}}\n",
    }
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def post_with(site: Path, *calls: str) -> Path:
    """The first post of the site, with each call between two marks."""
    post = site / "content/posts/first/index.md"
    body = "".join(f"begin{number}x\n\n{call}\n\nend{number}x\n\n" for number, call in enumerate(calls))
    post.write_text(FRONT + body)
    return post


def context_of(site: Path) -> ck.Context:
    return ck.Context(site=ck.Site(site), options=ck.ReadOptions(render_with="hugo"))


def whole_site(site: Path, tmp_path: Path) -> str:
    """The first post as the site's own build shows it."""
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    post = copy / "content/posts/first/index.md"
    post.write_text(post.read_text().replace("draft: true\n", "").replace("2030", "2020"))
    return hugo_page(copy, tmp_path / "public")["posts/first"]


def between(page: str, number: int) -> str:
    found = re.search(rf"<p>begin{number}x</p>(.*)<p>end{number}x</p>", page, re.S)
    assert found, page
    return found[1].strip("\n")


def test_every_call_is_what_the_whole_site_shows(site, tmp_path):
    post = post_with(site, *CALLS)
    source = ck.Source.of_bytes(post.read_bytes(), path=post.resolve())
    made = with_templates([source], context_of(site)).rendered
    page = whole_site(site, tmp_path)
    assert len(made) == len(CALLS)
    for number, call in enumerate(CALLS):
        wanted = between(page, number)
        if call.startswith("{{% mark"):
            wanted = wanted.removeprefix("<p>").removesuffix("</p>")
        assert made[str(post.resolve()), source.text.index(call)] == (wanted, ""), call


def test_a_page_shows_what_the_templates_made(site, tmp_path, run: Run):
    post = post_with(site, *CALLS)
    ran = run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo", "--strict")
    assert ran.code == 0, ran.stderr
    page = (tmp_path / "a.html").read_text()
    for text in ("<em>First &amp; best, blue, /sub/posts/first/, posts/first/index.md</em>", "<p>hello WORLD</p>", "good day"):
        assert text in page
    assert "CK403" not in ran.stderr


def test_inline_use_stays_in_its_paragraph(site, tmp_path, run: Run):
    post = post_with(site, "Before {{< args 1 2 >}}, *between {{% mark x %}}* after.")
    run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo")
    assert "<p>Before <i>1-2</i>, <em>between <em>mark</em> x</em> after.</p>" in (tmp_path / "a.html").read_text()


def test_calls_in_known_calls_code_and_headings_are_run(site, tmp_path, run: Run):
    post = post_with(
        site,
        "{{< details >}}\n{{< part deep >}}\n{{< /details >}}",
        "## Head {{< args 3 4 >}}",
        "| a |\n|---|\n| {{< args 5 6 >}} |",
    )
    run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo")
    page = (tmp_path / "a.html").read_text()
    assert "<p>hello DEEP</p>" in page.split("<details>")[1].split("</details>")[0]
    assert "<i>3-4</i></h2>" in page
    assert re.search(r"<td[^>]*><i>5-6</i></td>", page)


def test_a_call_in_a_link_target_is_a_url(site):
    (site / "layouts/shortcodes/base.html").write_text("https://example.org/{{ .Get 0 }}?a=1&b=2")
    read = ck.read(post_with(site, "[a]({{< base x >}}) [b]({{% base y %}})"), context=context_of(site))
    urls = [link.target.url for link in ck.find(read, ck.ast.Link)]
    assert urls == ["https://example.org/x?a=1&b=2", "https://example.org/y?a=1&b=2"]


def test_scripts_of_a_template_do_not_pass_the_sanitiser(site, tmp_path, run: Run):
    (site / "layouts/shortcodes/click.html").write_text("<p onclick='x()'>shown</p><script>alert(1)</script>")
    post = post_with(site, "{{< click >}}")
    run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo")
    page = (tmp_path / "a.html").read_text()
    assert "<p>shown</p>" in page
    assert "script" not in page
    assert "onclick" not in page


def test_an_erroring_template_is_reported_at_its_call_and_the_others_are_shown(site, tmp_path, run: Run):
    (site / "layouts/shortcodes/bad.html").write_text("{{ .Inner }}{{ .Get 0 | lower | index 5 }}")
    (site / "layouts/shortcodes/log.html").write_text('{{ errorf "no picture: %s" .Position }}')
    (site / "layouts/shortcodes/unreadable.html").write_text("{{ if }}")
    (site / "layouts/shortcodes/remote.html").write_text('{{ (resources.GetRemote "https://example.org/x").Content }}')
    calls = [
        "{{< args 1 2 >}}",
        "{{< bad a >}}inner{{< /bad >}}",
        "{{< bad b />}}",
        "{{< log >}}",
        "{{< unreadable >}}",
        "{{< remote >}}",
        "{{< part end >}}",
    ]
    post = post_with(site, *calls)
    second = site / "content/posts/second.md"
    ran = run("convert", post, second, "--to", "html", "--fragment", "-o", tmp_path / "out", "--render-with", "hugo")
    assert ran.code == 0
    found = re.findall(r"index\.md:(\d+):(\d+): warning: the template of '(\w+)' failed: (.*) \[CK213\]", ran.stderr)
    assert [(line, column, name) for line, column, name, _ in found] == [
        ("16", "1", "bad"), ("22", "1", "bad"), ("28", "1", "log"), ("34", "1", "unreadable"), ("40", "1", "remote"),
    ]  # fmt: skip
    assert found[0][3].startswith("layouts/shortcodes/bad.html:1:32: <index 5>: error calling index: ")
    assert found[2][3].startswith("no picture: ")
    assert found[3][3] == "layouts/shortcodes/unreadable.html:1:1: missing value for if"
    assert "access denied" in found[4][3]
    page = (tmp_path / "out/first.html").read_text()
    assert "<i>1-2</i>" in page
    assert "hello END" in page
    assert "<p>inner</p>" in page
    assert "<i>a-b</i>" in (tmp_path / "out/second.html").read_text()


def test_calls_that_work_are_shown_however_many_others_of_their_name_fail(site, tmp_path, run: Run):
    (site / "layouts/shortcodes/few.html").write_text(
        "<b>{{ .Get 0 }}</b>{{ if gt (.Get 0) 1 }}{{ index 5 1 }}{{ end }}{{ with .Parent }}in{{ end }}"
    )
    calls = [f"{{{{< few {number % 4} >}}}}" for number in range(24)]
    calls += [f"{{{{< details >}}}}\n{{{{< few {number % 4} >}}}}\n{{{{< /details >}}}}" for number in range(4)]
    post = post_with(site, *calls)
    ran = run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo")
    found = [
        int(line) for line in re.findall(r"index\.md:(\d+):1: warning: the template of 'few' failed: .* \[CK213\]", ran.stderr)
    ]
    lines = post.read_text().split("\n")
    assert found == [number for number, line in enumerate(lines, 1) if line in ("{{< few 2 >}}", "{{< few 3 >}}")]
    page = (tmp_path / "a.html").read_text()
    assert set(re.findall(r"failed: (.*?) \[CK213\]", ran.stderr)) == {
        "layouts/shortcodes/few.html:1:44: <index 5 1>: error calling index: index of type int with args [1] failed: can't index item of type int"
    }
    assert (page.count("<b>0</b>"), page.count("<b>1</b>"), page.count("<b>0</b>in")) == (7, 7, 1)


def test_one_run_serves_a_batch_on_several_processes(site, tmp_path, run: Run, monkeypatch):
    for number in range(12):
        (site / f"content/posts/p{number}.md").write_text(
            f"---\ntitle: P{number}\n---\n\n{{{{< page >}}}} {{{{< args {number} x >}}}}\n"
        )
    runs = []
    real = engine._Runs.run
    monkeypatch.setattr(engine._Runs, "run", lambda self: runs.append(1) or real(self))
    ran = run(
        "convert", site / "content", "--to", "html", "--fragment", "-o", tmp_path / "out", "--render-with", "hugo", "--jobs", 2
    )
    assert ran.code == 0, ran.stderr
    assert len(runs) == 1
    for number in range(12):
        page = next((tmp_path / "out").rglob(f"p{number}.html")).read_text()
        assert f"<em>P{number}, , /sub/posts/p{number}/, posts/p{number}.md</em> <i>{number}-x</i>" in page


def test_the_library_does_the_same(site):
    post = ck.read(post_with(site, "{{< args 1 2 >}}"), context=context_of(site))
    assert [node.html for node in ck.find(post, ck.ast.Rendered)] == ["<i>1-2</i>"]
    assert not post.diagnostics


def test_a_theme_a_mount_and_its_parameters_are_found(site, tmp_path):
    theme = site / "themes/leaf"
    (theme / "layouts/shortcodes").mkdir(parents=True)
    (theme / "layouts/shortcodes/leaf.html").write_text("<p>{{ site.Params.shade }} {{ site.Params.motto }}</p>")
    (theme / "hugo.toml").write_text('[params]\nshade = "green"\nmotto = "none"\n')
    (site / "extra").mkdir()
    (site / "extra/mounted.html").write_text("<p>mounted</p>")
    config = (site / "hugo.toml").read_text()
    mounts = "".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
        for source, target in [
            ("extra", "layouts/shortcodes"),
            ("layouts", "layouts"),
            ("content", "content"),
            ("data", "data"),
            ("i18n", "i18n"),
        ]
    )
    (site / "hugo.toml").write_text('theme = "leaf"\n' + config + mounts)
    post = post_with(site, "{{< leaf >}}", "{{< mounted >}}")
    read = ck.read(post, context=context_of(site))
    page = whole_site(site, tmp_path)
    assert [node.html for node in ck.find(read, ck.ast.Rendered)] == [between(page, 0), between(page, 1)]


@pytest.mark.parametrize(
    "config",
    [
        '[languages.en]\nweight = 1\ncontentDir = "content/en"\n[languages.fr]\nweight = 2\ncontentDir = "content/fr"\n',
        "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
        '[[module.mounts]]\nsource = "content/en"\ntarget = "content"\n[module.mounts.sites.matrix]\nlanguages = ["en"]\n'
        '[[module.mounts]]\nsource = "content/fr"\ntarget = "content"\n[module.mounts.sites.matrix]\nlanguages = ["fr"]\n',
    ],
    ids=["folders", "mounts"],
)
def test_a_post_has_the_page_of_its_language(site, config):
    (site / "hugo.toml").write_text((site / "hugo.toml").read_text() + config)
    (site / "layouts/shortcodes/where.html").write_text("{{ .Page.Language.Name }} {{ .Page.RelPermalink }}")
    shown = []
    for language in ("en", "fr"):
        post = site / f"content/{language}/posts/same.md"
        post.parent.mkdir(parents=True)
        post.write_text(f"---\ntitle: {language}\n---\n\n{{{{< where >}}}}\n")
    for language in ("en", "fr"):
        post = ck.read(site / f"content/{language}/posts/same.md", context=context_of(site))
        shown += [node.html for node in ck.find(post, ck.ast.Rendered)]
    assert shown == ["en /sub/posts/same/", "fr /sub/fr/posts/same/"]


def test_inner_text_keeps_its_indentation(site, tmp_path):
    call = "{{< rawinner >}}\n  a\n    b\n  {{< /rawinner >}}"
    post = site / "content/posts/first/index.md"
    post.write_text(FRONT + f"- item\n\n  {call}\n")
    read = ck.read(post, context=context_of(site))
    assert [node.html for node in ck.find(read, ck.ast.Rendered)] == ["<div class='raw'>\n  a\n    b\n  </div>"]
    assert "<div class='raw'>\n  a\n    b\n  </div>" in whole_site(site, tmp_path)


def test_nothing_is_left_behind_and_nothing_outside_of_the_site_is_read(site, tmp_path, run: Run):
    (tmp_path / "secret.txt").write_text("secret")
    (site / "assets").mkdir()
    (site / "assets/link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "layouts/shortcodes/leak.html").write_text(
        '[{{ with resources.Get "link.txt" }}{{ .Content }}{{ end }}{{ readFile "link.txt" }}{{ readFile (.Get 0) }}]'
    )
    post = post_with(site, '{{< leak "link.txt" >}}')
    before = files(site)
    run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--render-with", "hugo")
    assert "[]" in (tmp_path / "a.html").read_text()
    assert files(site) == before


def test_without_hugo_the_exit_code_is_3(site, tmp_path, run: Run, monkeypatch):
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    post = post_with(site, "{{< args 1 2 >}}")
    ran = run("convert", post, "--to", "html", "-o", tmp_path / "a.html", "--render-with", "hugo")
    assert ran.code == 3
    assert "[CK506]" in ran.stderr
    post.write_text(FRONT + "No call.\n")
    assert run("convert", post, "--to", "html", "-o", tmp_path / "a.html", "--render-with", "hugo").code == 0


def test_a_hugo_that_does_not_end_is_stopped(site, tmp_path, run: Run, monkeypatch):
    monkeypatch.setattr(engine, "TIMEOUT", 0.001)
    ran = run("convert", post_with(site, "{{< args 1 2 >}}"), "--to", "html", "-o", tmp_path / "a.html", "--render-with", "hugo")
    assert ran.code == 3
    assert "[CK507]" in ran.stderr


def test_front_matter_that_hugo_does_not_take_stops_nothing(tmp_path: Path, run: Run) -> None:
    fronts = {
        "good": "title: good",
        "broken": "title: [",
        "twice": "title: a\ntitle: twice",
        "dated": "title: dated\ndate: never",
    }
    for name, front in fronts.items():
        path = tmp_path / f"content/posts/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}\n---\n{{{{< own >}}}}\n", encoding="utf-8")
    (tmp_path / "hugo.toml").write_text('[[menus.main]]\nname = "Home"\npageRef = "/"\n', encoding="utf-8")
    (tmp_path / "layouts/shortcodes").mkdir(parents=True)
    template = "<p>{{ .Page.File.BaseFileName }} {{ range site.Menus.main }}{{ .Name }}{{ end }}</p>"
    (tmp_path / "layouts/shortcodes/own.html").write_text(template, encoding="utf-8")
    run(
        "convert", tmp_path / "content/posts", "--to", "html", "--fragment", "--render-with", "hugo", "-o", f"{tmp_path / 'out'}/"
    )
    for name in fronts:
        assert (tmp_path / f"out/{name}.html").read_text(encoding="utf-8").strip() == f"<p>{name} Home</p>"


def test_pages_of_the_default_language_are_no_pages_of_others(tmp_path: Path, run: Run) -> None:
    (tmp_path / "hugo.toml").write_text("[languages.en]\n[languages.fr]\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    for name in ("a.md", "a.fr.md", "b.md", "c.fr.md"):
        text = f"---\ntitle: {name.partition('.')[0]}\n---\n{{{{< all >}}}}\n"
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (tmp_path / "layouts/shortcodes").mkdir(parents=True)
    template = "<p>{{ range site.RegularPages }}{{ .Title }} {{ end }}</p>"
    (tmp_path / "layouts/shortcodes/all.html").write_text(template, encoding="utf-8")
    for name, titles in (("a.md", "a b"), ("a.fr.md", "a c")):
        target = tmp_path / "a.html"
        run("convert", tmp_path / "content" / name, "--fragment", "--render-with", "hugo", "-o", target)
        assert target.read_text(encoding="utf-8").strip() == f"<p>{titles} </p>"


def test_html_of_a_template_within_a_tag_is_as_it_is(tmp_path: Path, run: Run) -> None:
    (tmp_path / "hugo.toml").write_text("[markup.goldmark.renderer]\nunsafe = true\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    text = "---\ntitle: A\n---\n<div {{< own >}}>x</div>\n\n![{{< own >}}](a.png)\n"
    (tmp_path / "content/a.md").write_text(text, encoding="utf-8")
    (tmp_path / "layouts/shortcodes").mkdir(parents=True)
    (tmp_path / "layouts/shortcodes/own.html").write_text('title="a &amp; <b>b</b>"', encoding="utf-8")
    target = tmp_path / "a.html"
    run("convert", tmp_path / "content/a.md", "--fragment", "--unsafe-html", "--render-with", "hugo", "-o", target)
    page = target.read_text(encoding="utf-8")
    assert '<div title="a &amp; <b>b</b>">x</div>' in page
    assert 'alt="title=&quot;a &amp; b&quot;"' in page
