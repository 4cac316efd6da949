"""Calls that show a site's data and lists of its pages: what templates of the same purpose show in Hugo."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from oracle.goldmark import html_dom
from oracle.judges import hugo_page
from support import Run

import convertkit as ck

pytestmark = pytest.mark.oracle

_LINK = '<a href="{{ .RelPermalink }}">{{ $.Get "titlePrefix" }}{{ .LinkTitle }}</a>'
_LIST = f'<dl>{{{{ range (site.GetPage (.Get "path")).Pages }}}}<dt>{_LINK}</dt><dd>{{{{ .Description }}}}</dd>{{{{ end }}}}</dl>'
_CHILDREN = "<ul>{{ range .Page.Pages }}<li>" + _LINK.replace('{{ $.Get "titlePrefix" }}', "") + "</li>{{ end }}</ul>"
_TABLE = (
    "<table><thead><tr><th></th><th>kind</th></tr></thead><tbody>{{ range $key, $row := (index site.Data.docs (.Get 0) (.Get 1)) }}"
    "<tr><td><code>{{ $key }}</code></td><td>{{ with $row.kind }}<code>{{ . }}</code>{{ end }}</td></tr>{{ end }}</tbody></table>"
)
_CALLS = {
    "list-pages-in-section": "{{< list-pages-in-section path=/methods titlePrefix=M. >}}",
    "children": "{{< children >}}",
    "datatable": "{{< datatable config types _key kind >}}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    contents = {
        "hugo.toml": 'baseURL = "https://e.org/"\n[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "numbers"\ntarget = "data/docs"\n[[module.mounts]]\nsource = "data"\ntarget = "data"\n',
        "numbers/config.yaml": "types:\n  a: {kind: one}\n  b: {}\nimaging:\n  jpeg:\n    quality: 75\n",
        "data/filters.yaml": "some: []\n",
        "data/page_filters.yaml": "one: [/methods/first]\n",
        "content/_index.md": "---\ntitle: Home\n---\n",
        "content/methods/_index.md": "---\ntitle: Methods\ndate: 2020-01-01\n---\n",
        "content/methods/first.md": "---\ntitle: zFirst\ndescription: Does *one*.\ndate: 2020-01-01\n---\n",
        "content/methods/second.md": "---\ntitle: Second\nlinkTitle: 2nd\ndescription: d2\nweight: 20\n---\n",
        "content/methods/third.md": "---\ntitle: Third\ndescription: d3\nweight: 3\n---\n",
        "content/methods/fourth/index.md": "---\ntitle: Fourth\ndescription: d4\ndate: 2021-01-01\n---\n",
        "content/methods/part/_index.md": "---\ntitle: Part\ndescription: d5\n---\n",
        "content/methods/part/inner.md": "---\ntitle: Inner\n---\n",
    }
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_lists_and_tables_are_those_of_hugo(site, tmp_path, run: Run):
    text = "---\ntitle: Show\n---\n\n" + "".join(f"begin{n}x\n\n{call}\n\nend{n}x\n\n" for n, call in enumerate(_CALLS.values()))
    (site / "content/show").mkdir()
    (site / "content/show/_index.md").write_text(text)
    (site / "content/show/sub").mkdir()
    (site / "content/show/sub/_index.md").write_text("---\ntitle: Sub\n---\n")
    (site / "content/show/leaf.md").write_text("---\ntitle: Leaf\n---\n")
    ran = run("convert", site / "content/show/_index.md", "--to", "html", "--fragment", "-o", tmp_path / "a.html", "--strict")
    assert ran.code == 0, ran.stderr
    ours = (tmp_path / "a.html").read_text()
    shutil.copytree(site, tmp_path / "copy")
    for name, template in zip(_CALLS, (_LIST, _CHILDREN, _TABLE), strict=True):
        path = tmp_path / "copy/layouts/_shortcodes" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template)
    theirs = hugo_page(tmp_path / "copy", tmp_path / "public")["show"]
    for number, call in enumerate(_CALLS.values()):
        assert _between(ours, number) == _between(theirs, number), call


def _between(page: str, number: int) -> list[object]:
    found = re.search(rf"begin{number}x</p>(.*?)<p>end{number}x", page, re.S)
    assert found, page
    # Pandoc marks what we show; the words and the links count.
    html = re.sub(r' (?:class|scope)="[^"]*"', "", found[1])
    return html_dom.tree(re.sub(r"Does <em>one</em>", "Does *one*", html))


def test_a_filter_takes_pages_in_or_out(site):
    (site / "content/a.md").write_text(
        "{{% render-list-of-pages-in-section path=/methods filter=one filterType=include %}}\n\n"
        "{{% render-table-of-pages-in-section path=/methods filter=one filterType=exclude headingColumn1=H headingColumn2=D %}}\n"
    )
    post = ck.read(site / "content/a.md")
    assert [link.target.url for link in ck.find(post, ck.ast.Link)] == [
        "/methods/first/", "/methods/third/", "/methods/second/", "/methods/fourth/", "/methods/part/",
    ]  # fmt: skip
    assert not post.diagnostics


def test_documented_configuration_is_code(site):
    (site / "content/a.md").write_text(
        "{{< code-toggle config=imaging.jpeg />}}\n\n{{< code-toggle dataKey=config.types skipHeader=true />}}\n\n"
        "{{< code-toggle config=gone />}}\n"
    )
    post = ck.read(site / "content/a.md")
    codes = [yaml.safe_load(code.text) for code in ck.find(post, ck.ast.CodeBlock)]
    assert codes == [{"imaging": {"jpeg": {"quality": 75}}}, {"a": {"kind": "one"}, "b": {}}]
    assert [str(each.code) for each in post.diagnostics] == ["CK210"]


def test_data_outside_of_the_site_are_not_read(site, tmp_path):
    (tmp_path / "docs.yaml").write_text("config: {secret: 1}\n")
    (site / "data/docs.yaml").symlink_to(tmp_path / "docs.yaml")
    (site / "content/a.md").write_text("{{< code-toggle config=secret />}}\n\n{{< code-toggle config=../../docs />}}\n")
    post = ck.read(site / "content/a.md")
    assert not ck.find(post, ck.ast.CodeBlock)
