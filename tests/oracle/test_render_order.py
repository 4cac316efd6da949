"""Which calls the site's own templates show with `--render-with hugo`, and which keep the meaning that convertkit knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Run

import convertkit as ck

pytestmark = pytest.mark.oracle

_TEMPLATE = '<b class="own">{{ .Name }} {{ with .Get 0 }}{{ . }}{{ end }}{{ with .Inner }}{{ . }}{{ end }}</b>'


def _site(root: Path, theme: str = "") -> Path:
    (root / "content/posts").mkdir(parents=True)
    (root / "layouts/_shortcodes").mkdir(parents=True)
    (root / "hugo.toml").write_text((f'theme = "{theme}"\n' if theme else "") + '[params]\nknown = "value"\n')
    return root


def _shown(root: Path, body: str) -> tuple[list[str], list[str]]:
    """The names of the meanings of the calls in a post, and the codes of what is reported."""
    path = root / "content/posts/a.md"
    path.write_text(f"---\ntitle: A\n---\n\n{body}\n")
    post = ck.read(path, context=ck.Context(site=ck.Site(root), options=ck.ReadOptions(render_with="hugo")))
    calls = [node for node in ck.find(post, ck.ast.Shortcode) if node.known]
    return [type(node.content[0]).__name__ for node in calls if node.content], [each.code for each in post.diagnostics]


@pytest.mark.parametrize(
    ("theme", "call", "meaning"),
    [
        # A name of the site alone, or of other themes
        ("", "{{< unheard />}}", "Rendered"),
        ("", "{{< alert >}}x{{< /alert >}}", "Rendered"),
        ("ananke", "{{< alert >}}x{{< /alert >}}", "Rendered"),
        ("docsy", "{{< tabgroup >}}x{{< /tabgroup >}}", "Rendered"),
        ("hextra", "{{< Notice warning >}}x{{< /Notice >}}", "Rendered"),
        # A name of the theme
        ("docsy", "{{< alert >}}x{{< /alert >}}", "Callout"),
        ("hugo-coder", "{{< notice warning >}}x{{< /notice >}}", "Callout"),
        # Hugo's own names, and those that mean the same everywhere
        ("", '{{< figure src="https://e.org/a.png" >}}', "Figure"),
        ("", "{{< youtube abc >}}", "Embed"),
        ("", "{{< mermaid >}}graph{{< /mermaid >}}", "CodeBlock"),
        ("", "{{< toc >}}", "Toc"),
        ("", '{{< param "known" >}}', "Substitution"),
        # What our handler cannot make out
        ("", "{{< youtube />}}", "Rendered"),
        ("", '{{< param "unknown" />}}', "Rendered"),
        ("", '{{< include "gone.md" />}}', "Rendered"),
        ("book", "{{< section />}}", "Rendered"),
        ("relearn", "{{< children />}}", "Rendered"),
    ],
)
def test_who_shows_a_call(tmp_path, theme, call, meaning):
    site = _site(tmp_path / "site", theme)
    name = call.split()[1]
    (site / f"layouts/_shortcodes/{name}.html").write_text(_TEMPLATE)
    assert _shown(site, call) == ([meaning], [])


def test_settings_and_handlers_come_before_the_template(tmp_path, monkeypatch):
    site = _site(tmp_path / "site")
    for name in ("boxed", "spoken", "left"):
        (site / f"layouts/_shortcodes/{name}.html").write_text(_TEMPLATE)
    (site / "convertkit.toml").write_text('[shortcodes]\nboxed = "details"\n')
    monkeypatch.setitem(
        ck.registry.OWN, "shortcodes", {"hugo.spoken": lambda call, context: (ck.ast.Div(ck.Attr(), call.blocks),)}
    )
    body = "{{< boxed >}}x{{< /boxed >}}\n\n{{< spoken >}}x{{< /spoken >}}\n\n{{< left >}}x{{< /left >}}"
    assert _shown(site, body) == (["Details", "Div", "Rendered"], [])


def test_without_a_template_names_mean_what_they_mean_in_themes(tmp_path):
    site = _site(tmp_path / "site")
    assert _shown(site, "{{< alert >}}x{{< /alert >}}\n\n{{< children >}}") == (["Callout", "RawTemplate"], ["CK210"])


def test_a_known_name_whose_template_fails_has_one_diagnostic_and_its_usual_meaning(tmp_path):
    site = _site(tmp_path / "site")
    for name in ("alert", "children"):
        (site / f"layouts/_shortcodes/{name}.html").write_text("{{ .Inner }}{{ index 5 1 }}")
    body = "{{< alert >}}x{{< /alert >}}\n\n{{< children />}}"
    assert _shown(site, body) == (["Callout", "RawTemplate"], ["CK213", "CK213"])


def test_calls_of_included_files_are_shown_on_the_page_of_that_file(tmp_path, run: Run):
    site = _site(tmp_path / "site")
    (site / "layouts/_shortcodes/here.html").write_text("<b>{{ .Page.Title }} {{ .Ordinal }}</b>")
    (site / "content/posts/b.md").write_text("---\ntitle: B\n---\n\n{{< here >}}\n\n{{< include c.md >}}\n")
    (site / "content/posts/c.md").write_text("---\ntitle: C\n---\n\n{{< here >}} and {{< here >}}\n")
    assert _shown(site, "{{< here >}}\n\n{{< include b.md >}}")[1] == []
    ran = run("convert", site / "content/posts", "--to", "html", "--fragment", "-o", tmp_path / "out", "--render-with", "hugo")
    assert ran.code == 0 and "warning" not in ran.stderr, ran.stderr
    page = (tmp_path / "out/a.html").read_text()
    assert page == "<b>A 0</b><b>B 0</b>\n<p><b>C 0</b> and <b>C 1</b></p>\n"


def test_pages_that_the_site_does_not_render_are_shown(tmp_path, run: Run):
    """Files that are there to be included often have no page of their own."""
    site = _site(tmp_path / "site")
    (site / "layouts/_shortcodes/here.html").write_text("<b>{{ .Page.Title }}</b>")
    common = site / "content/_common"
    (common / "deep").mkdir(parents=True)
    (common / "_index.md").write_text("---\ncascade:\n  build: {list: never, render: never, publishResources: false}\n---\n")
    (common / "deep/Part One.md").write_text("---\ntitle: Part\n---\n\n{{< here >}}\n")
    (site / "content/posts/bundle").mkdir()
    (site / "content/posts/bundle/index.md").write_text("---\ntitle: Less\nheadless: true\n---\n\n{{< here >}}\n")
    (site / "content/posts/b.md").write_text('---\ntitle: B\n---\n\n{{< include "/_common/deep/Part One.md" >}}\n')
    ran = run("convert", site / "content/posts", "--to", "html", "--fragment", "-o", tmp_path / "out", "--render-with", "hugo")
    assert ran.code == 0 and "CK2" not in ran.stderr, ran.stderr
    assert {path.read_text().strip() for path in (tmp_path / "out").glob("*.html")} == {"<b>Part</b>", "<b>Less</b>"}


def test_what_a_template_names_by_its_path_is_the_site_s_path(tmp_path):
    site = _site(tmp_path / "site")
    (site / "layouts/_shortcodes/path.html").write_text("{{ .Page.File.Filename }} {{ .Position }}")
    path = site / "content/posts/a.md"
    path.write_text("---\ntitle: A\n---\n\ntext\n\n- item {{< path >}}\n")
    post = ck.read(path, context=ck.Context(site=ck.Site(site), options=ck.ReadOptions(render_with="hugo")))
    assert [node.html for node in ck.find(post, ck.ast.Rendered)] == [f"{path} &#34;{path}:7:8&#34;"]


def test_parents_of_known_names_have_their_arguments(tmp_path):
    site = _site(tmp_path / "site")
    template = '{{ with .Parent }}{{ .Get "summary" }} {{ .Ordinal }}{{ end }} {{ .Ordinal }}'
    (site / "layouts/_shortcodes/child.html").write_text(template)
    body = '{{< child >}}\n\n{{< details summary="S" >}}\n{{< figure src="https://e.org/a.png" >}}\n\n{{< child >}}\n{{< /details >}}'
    path = site / "content/posts/a.md"
    path.write_text(f"---\ntitle: A\n---\n\n{body}\n")
    post = ck.read(path, context=ck.Context(site=ck.Site(site), options=ck.ReadOptions(render_with="hugo")))
    assert [node.html.strip() for node in ck.find(post, ck.ast.Rendered)] == ["0", "S 1 1"]


def test_a_book_and_pictures_of_a_template(tmp_path, run: Run):
    """The picture that a template names is one of the book; its script and its style are not."""
    from support import png

    site = _site(tmp_path / "site")
    bundle = site / "content/posts/bundle"
    bundle.mkdir()
    (site / "static").mkdir()
    (site / "static/s.png").write_bytes(png(4, 4))
    (bundle / "p.png").write_bytes(png(3, 3))
    (site / "layouts/_shortcodes/shot.html").write_text(
        '<style>p{color:red}</style><script>alert(1)</script>{{ with .Page.Resources.Get "p.png" }}<img alt="P" '
        'src="{{ .RelPermalink }}">{{ end }}<img alt="S" src="/s.png">'
    )
    (bundle / "index.md").write_text("---\ntitle: Bundle\n---\n\n{{< shot >}}\n")
    ran = run("convert", bundle / "index.md", "-o", tmp_path / "a.epub", "--render-with", "hugo")
    assert ran.code == 0, ran.stderr
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        chapters = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
        pictures = [name for name in book.namelist() if name.endswith(".png")]
    assert "alert(1)" not in chapters and "color:red" not in chapters
    assert len(pictures) == 2, (pictures, ran.stderr)
