"""Posts of a site with templates of its own, in every place where a call can stand: equal to what Hugo builds of the site."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from oracle.goldmark import html_dom
from oracle.judges import hugo_page
from support import Run, png

from convertkit.hugo import engine

pytestmark = pytest.mark.oracle

_CONFIG = """\
baseURL = "https://own.example/base/"
title = "Own"
defaultContentLanguage = "en"
[languages.en]
weight = 1
label = "English"
[languages.fr]
weight = 2
label = "Français"
[params]
motto = "<Slow> & steady"
[params.contact]
mail = "a@own.example"
[markup.goldmark.renderer]
unsafe = true
"""
_TEMPLATES = {
    "pos": "<i>{{ .Get 0 }}/{{ .Get 1 }}/{{ len .Params }}/{{ .IsNamedParams }}</i>",
    "named": '<b title="{{ .Get `title` }}">{{ with .Get "text" }}{{ . | markdownify }}{{ else }}none{{ end }}</b>',
    "every": "<span>{{ range $k, $v := .Params }}[{{ $k }}={{ $v }}]{{ end }}</span>",
    "box": '<div class="box">{{ .Inner }}</div>',
    "md": '<section class="md">{{ .Inner | markdownify }}</section>',
    "rs": '<section class="rs">{{ .Page.RenderString (dict "display" "block") .Inner }}</section>',
    "rsi": "<em>{{ .Page.RenderString .Inner }}</em>",
    "page": "<u>{{ .Page.Title }} {{ .Page.Params.colour }} {{ .Page.RelPermalink }} {{ .Page.File.LogicalName }} "
    '{{ .Page.Date.Format "2006" }} {{ .Page.Section }} {{ .Page.Kind }} {{ .Page.Language.Name }}</u>',
    "data": "<dl>{{ range site.Data.prices }}<dt>{{ .name }}</dt><dd>{{ .price }}</dd>{{ end }}</dl>",
    "site": "<p>{{ site.Params.motto }} {{ site.Params.contact.mail }} {{ site.Title }} {{ .Site.Language.Lang }}</p>",
    "part": '{{ partial "outer.html" (dict "who" (.Get 0)) }}',
    "say": '<span>{{ i18n "hello" }} {{ T "count" 2 }}</span>',
    "note": "<pre>{{ (.Page.Resources.Get (.Get 0)).Content }}</pre>",
    "shot": '{{ with .Page.Resources.Get (.Get 0) }}<span class="shot">{{ .Width }}x{{ .Height }} {{ .Name }}</span>{{ end }}',
    "to": '<a href="{{ relref .Page (.Get 0) }}">{{ with site.GetPage (.Get 0) }}{{ .Title }}{{ end }}</a>',
    "list": '<ul class="outer">{{ .Inner }}</ul>',
    "item": "<li>{{ .Get 0 }} in {{ .Parent.Name }} of {{ .Parent.Get `kind` }}, {{ .Ordinal }}/{{ .Parent.Ordinal }}</li>",
    "tabset": '{{ .Inner }}{{ range .Store.Get "tabs" }}<h4>{{ .name }}</h4><div>{{ .text }}</div>{{ end }}',
    "tabone": '{{ $t := dict "name" (.Get 0) "text" (.Inner | markdownify) }}'
    '{{ .Parent.Store.Add "tabs" (slice $t) }}',
    "nth": '<b id="n{{ .Ordinal }}">{{ .Name }}{{ .Ordinal }}</b>',
    "inside": "<b>{{ with .Parent }}{{ .Get `summary` }}{{ end }} {{ .Ordinal }}</b>",
    "where": "<code>{{ .Position }}</code>",
    "mark": "*mark* {{ .Get 0 }}",
    "lists": "- one\n- {{ .Inner }}\n",
    "alert": '<div class="own-alert">{{ .Get "heading" }}: {{ .Inner | markdownify }}</div>',
    "figure": "<p>never asked</p>",
    "datatable": "<table>{{ range site.Data.prices }}<tr><td>{{ .name }}</td></tr>{{ end }}</table>",
    "icon": '<i class="own-{{ .Get 0 }}">icon</i>',
}  # fmt: skip
_INLINE = [
    "{{< pos one 2 >}}",
    '{{< pos "two words" true >}}',
    '{{< named title="A \\"t\\"" text="*x* `y`" >}}',
    '{{< every b=1 a=`raw "q"` >}}',
    "{{< page >}}",
    "{{< say >}}",
    '{{< shot "tile.png" >}}',
    '{{< to "/posts/second" >}}',
    "{{< nth >}}",
    "{{% mark there %}}",
    "{{< rsi >}}some *em*{{< /rsi >}}",
    "{{< icon sun >}}",
]
_BLOCK = [
    "{{< box >}}*raw* <u>x</u> & y{{< /box >}}",
    "{{< box >}}\n  kept {{< pos a b >}}\n{{< /box >}}",
    "{{< md >}}*em* [link](/x) `code`{{< /md >}}",
    "{{< md >}}\n- a\n- b\n\n## Head\n\n```go\nx := 1\n```\n{{< /md >}}",
    "{{< rs >}}\n1. a\n2. b {{< pos in side >}}\n{{< /rs >}}",
    "{{< data >}}",
    "{{< site >}}",
    "{{< part world >}}",
    '{{< note "note.txt" >}}',
    '{{< list kind="fruit" >}}{{< item "first" >}}{{< item "second" >}}{{< /list >}}',
    '{{< list kind="a" >}}\n{{< list kind="b" >}}{{< item deep >}}{{< /list >}}\n{{< /list >}}',
    '{{< tabset >}}{{< tabone "A" >}}*x*{{< /tabone >}}{{< tabone "B" >}}y{{< /tabone >}}{{< /tabset >}}',
    "{{% lists %}}two *em*{{% /lists %}}",
    '{{< alert heading="Own" >}}*text*{{< /alert >}}',
    "{{< datatable >}}",
    "{{< where >}}",
    "{{< where >}}",
]
_PLACES = {
    "paragraph": "Text begin{n}x{call}end{n}x more.\n\n",
    "item": "- item\n  - begin{n}x{call}end{n}x\n\n",
    "cell": "| a | b |\n|---|---|\n| 1 | begin{n}x{call}end{n}x |\n\n",
    "heading": "### begin{n}x{call}end{n}x\n\n",
    "emphasis": "*begin{n}x{call}end{n}x*\n\n",
    "quote": "> begin{n}x{call}end{n}x\n\n",
    "note": "A note.[^{n}]\n\n[^{n}]: begin{n}x{call}end{n}x\n\n",
    "known": '{{{{< details summary="S{n}" >}}}}\nbegin{n}x{call}end{n}x\n{{{{< /details >}}}}\n\n',
    "fence": "```text\nbegin{n}x{call}end{n}x\n```\n\n",
    "code": "Text `begin{n}x{call}end{n}x`.\n\n",
}
_BLOCK_PLACES = {
    "alone": "begin{n}x\n\n{call}\n\nend{n}x\n\n",
    "item": "- begin{n}x\n\n  {call}\n\n  end{n}x\n\n",
    "known": '{{{{< details summary="S{n}" >}}}}\n\nbegin{n}x\n\n{call}\n\nend{n}x\n\n{{{{< /details >}}}}\n\n',
}
# What differs, and why.
_DIFFERENT = {
    "emphasis: {{% mark there %}}": "Hugo parses the emphasis of the result together with the one around it",
    "fence: {{% mark there %}}": "Hugo shows the template's Markdown, we the text that it stands for",
    "code: {{% mark there %}}": "Hugo shows the template's Markdown, we the text that it stands for",
    "item: {{% lists %}}two *em*{{% /lists %}}": "in Hugo the second line of the result has left the item",
}
_FRONT = '---\ntitle: "{title}"\ncolour: blue\ndate: 2020-01-01\nparams:\n  deep: 1\n---\n\n'


def _chunks() -> Iterator[tuple[str, str]]:
    """Each place with each call that can stand there: a name, and the Markdown with `{n}` for its number."""
    for calls, places in ((_INLINE, _PLACES), (_INLINE + _BLOCK, _BLOCK_PLACES)):
        for place, text in places.items():
            for call in calls:
                indented = call.replace("\n", "\n  ") if place == "item" else call
                yield f"{place}: {call}", text.replace("{call}", indented.replace("{", "{{").replace("}", "}}"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content/posts/bundle").mkdir(parents=True)
    contents = {
        "hugo.toml": _CONFIG,
        "layouts/_partials/outer.html": '<p>{{ partial "inner.html" .who }}</p>',
        "layouts/_partials/inner.html": "hello {{ . | upper }}",
        "data/prices.json": json.dumps([{"name": "bean", "price": 3}, {"name": "pea & co", "price": 4}]),
        "i18n/en.toml": 'hello = "good day"\n[count]\none = "one"\nother = "{{ .Count }} things"\n',
        "i18n/fr.toml": 'hello = "bonjour"\n[count]\none = "un"\nother = "{{ .Count }} choses"\n',
        "content/posts/bundle/note.txt": "a note < b",
        "content/posts/second.md": _FRONT.replace("{title}", "Second"),
        "content/posts/second.fr.md": _FRONT.replace("{title}", "Deuxième"),
    } | {f"layouts/_shortcodes/{name}.html": text for name, text in _TEMPLATES.items()}
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "content/posts/bundle/tile.png").write_bytes(png(3, 5))
    return root


def _write(site: Path) -> dict[str, list[str]]:
    """The posts, each with every call in every place; the names of the chunks by the path of the page."""
    chunks = list(_chunks())
    names = [name for name, _ in chunks]
    body = "".join(text.format(n=number) for number, (_, text) in enumerate(chunks))
    for name, title in (("index.md", "Bundle & co"), ("index.fr.md", "Paquet")):
        (site / "content/posts/bundle" / name).write_text(_FRONT.replace("{title}", title) + body)
    return {"posts/bundle": names, "fr/posts/bundle": names}


def _between(page: str, number: int, *, code: bool) -> list[object]:
    """What stands between the marks of a call; in code what a reader sees of it, since we show no elements there."""
    page = re.sub(r'(<h\d) id="[^"]*"', r"\1", page)
    found = re.search(rf"begin{number}x(?:</p>)?(.*?)(?:<p>)?end{number}x", page, re.S)
    assert found, number
    html = found[1].strip()
    return [lxml.html.fromstring(f"<pre>{html}</pre>").text_content()] if code else html_dom.tree(html)


def test_every_call_in_every_place_is_what_hugo_builds(site, tmp_path, run: Run, monkeypatch):
    expected_names = _write(site)
    runs = []
    real = engine._Runs.run
    monkeypatch.setattr(engine._Runs, "run", lambda self: runs.append(1) or real(self))
    ran = run(
        "convert", site / "content/posts/bundle", "--to", "html", "--fragment", "--unsafe-html", "-o", tmp_path / "out",
        "--render-with", "hugo",
    )  # fmt: skip
    assert ran.code == 0 and "[CK2" not in ran.stderr, ran.stderr
    assert len(runs) == 1
    shutil.copytree(site, tmp_path / "copy")
    pages = hugo_page(tmp_path / "copy", tmp_path / "public")
    made = sorted((tmp_path / "out").rglob("*.html"))
    wrong = []
    for path, names in expected_names.items():
        ours = next(page.read_text() for page in made if ("choses" in page.read_text()) == path.startswith("fr/"))
        theirs = pages[path].replace(str(tmp_path / "copy"), str(site))
        for number, name in enumerate(names):
            code = name.startswith(("fence", "code"))
            pair = _between(ours, number, code=code), _between(theirs, number, code=code)
            if (pair[0] == pair[1]) == (name in _DIFFERENT):
                wrong.append((path, name, *pair))
    assert not wrong, "\n".join(map(str, wrong))
