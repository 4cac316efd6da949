"""The shortcodes of known themes and sites: each template has a meaning, or a reason why it has none."""

from __future__ import annotations

import json

import pytest

import convertkit as ck
from convertkit.context import Context, Options
from convertkit.shortcodes import names, other
from convertkit.site import Site
from convertkit.source import Source
from convertkit.walk import walk

pytestmark = pytest.mark.oracle

_TEXT = "a text that stands in the site's own template"
_PAGES = "lists pages of the site"
_DATA = "a table of the site's data"
_THEMES = ("Book", "Congo", "Docsy", "Hextra", "Hugo-Coder", "LoveIt", "PaperMod")

# What needs the site's own data: CK210.
SITE: dict[str, str] = {
    "Congo/profile": "the author of the site's config",
    "Docsy/td/site-build-info/netlify": "a table about the build",
    "etcd/home/used-by": _DATA,
    "grpc/about/testimonials": _DATA,
    "grpc/home/used-by": _DATA,
    "grpc/supported-lang-and-os": _DATA,
    "hugoDocs/chroma-lexers": _DATA,
    "hugoDocs/current-go-version": "asks for a remote file",
    "hugoDocs/glossary": _PAGES,
    "hugoDocs/per-lang-config-keys": "the config keys of Hugo itself",
    "hugoDocs/quick-reference": _PAGES,
    "hugoDocs/root-configuration-keys": _DATA,
    "hugoDocs/syntax-highlighting-styles": _DATA,
    "hugoDocs/syntax-highlighting-styles-light-with-counterpart": _DATA,
    "letsencrypt/become-a-sponsor": _DATA,
    "letsencrypt/clients": _DATA,
    "letsencrypt/clientslastmod": _DATA,
    "letsencrypt/ct_logs": _DATA,
    "letsencrypt/docs_index": _PAGES,
    "letsencrypt/i18n_status": _PAGES,
    "letsencrypt/renderglossary": _PAGES,
    "letsencrypt/sponsors": _DATA,
}
# What is unknown: CK202. None of it belongs to a theme that others use.
UNKNOWN: dict[str, str] = {
    **dict.fromkeys(("etcd/home/cncf", "etcd/home/features", "grpc/home/cncf", "grpc/home/features", "grpc/why-grpc"), _TEXT),
    **dict.fromkeys(("grpc/docs/auth_alts", "grpc/docs/prog-lang-home-content"), _TEXT),
    **dict.fromkeys(("hugoDocs/module-mounts-note", "hugoDocs/newtemplatesystem"), _TEXT),
    **dict.fromkeys((f"letsencrypt/{name}" for name in ("double_donation", "fundraiser", "newsletter-inline")), _TEXT),
    **dict.fromkeys((f"letsencrypt/{name}" for name in ("paypal", "paypal_form", "plotly")), _TEXT),
}


def test_every_template_has_a_meaning(shared):
    templates = json.loads((shared / "cases" / "theme-shortcodes.json").read_text("utf-8"))
    site, unknown = set(), set()
    for theme, calls in templates.items():
        context = Context(options=Options(theme=theme.lower()))
        for name in calls:
            found = names.handler(ck.Call("hugo", name), context)
            if found is None:
                unknown.add(f"{theme}/{name}")
            elif found is other.site_data:
                site.add(f"{theme}/{name}")
    assert (site, unknown) == (set(SITE), set(UNKNOWN))
    assert not [name for name in unknown if name.startswith(_THEMES)]


def test_inner_text_is_raw_where_the_template_does_not_render_it(shared):
    """Templates that render their inner text as Markdown get it as Markdown."""
    templates = json.loads((shared / "cases" / "theme-shortcodes.json").read_text("utf-8"))
    wrong = {
        f"{theme}/{name}"
        for theme, calls in templates.items()
        for name, template in calls.items()
        if template["inner"] in ("markdownify", "RenderString") and names.raw_inner(ck.Call("hugo", name), theme.lower())
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("theme", "source", "meaning"),
    [
        ("papermod", '{{< figure src="a.png" alt="A" caption="C" align="center" >}}', "Figure Image A -> a.png | C"),
        ("papermod", '{{< collapse summary="S" openByDefault=true >}}T{{< /collapse >}}', "Details open S | T"),
        ("papermod", "{{< rawhtml >}}<b>x</b>{{< /rawhtml >}}", "Raw <b>x</b>"),
        ("papermod", "{{< rtl md >}}*T*{{< /rtl >}}", "Div dir=rtl T"),
        ("papermod", '{{< inTextImg url="a.png" height="20" alt="A" >}}', "Image A -> a.png"),
        ("papermod", '{{< audio src="a.mp3" caption="C" >}}', "Embed audio a.mp3 C"),
        ("docsy", '{{% alert title="T" color="warning" %}}B{{% /alert %}}', "Callout warning T | B"),
        ("docsy", '{{% pageinfo color="info" %}}B{{% /pageinfo %}}', "Callout note | B"),
        ("docsy", '{{< tabpane >}}{{< tab header="A" lang="go" >}}x *y*{{< /tab >}}{{< /tabpane >}}', "Tabs A: Code go x *y*"),
        ("docsy", '{{< tabpane >}}{{< tab header="A" >}}x *y*{{< /tab >}}{{< /tabpane >}}', "Tabs A: Code x *y*"),
        ("docsy", '{{< tabpane text=true >}}{{< tab "A" >}}x *y*{{< /tab >}}{{< /tabpane >}}', "Tabs A: x y"),
        ("docsy", '{{< tabpane lang="sh" >}}{{< tab "A" >}}x{{< /tab >}}{{< /tabpane >}}', "Tabs A: Code sh x"),
        (
            "docsy",
            '{{< tabpane >}}{{< tab header="H" disabled=true />}}{{< tab "A" >}}x{{< /tab >}}{{< /tabpane >}}',
            "Tabs A: Code x",
        ),
        ("docsy", '{{< card code=true lang="go" header="H" >}}x{{< /card >}}', "Item H | Code go x"),
        ("docsy", '{{% card title="T" subtitle="S" footer="F" %}}B{{% /card %}}', "Item T | S B F"),
        ("docsy", '{{% blocks/feature title="T" url="/u" url_text="R" %}}B{{% /blocks/feature %}}', "Item T -> /u | B R -> /u"),
        ("docsy", '{{% blocks/cover title="T" subtitle="S" %}}B{{% /blocks/cover %}}', "Div T S B"),
        ("docsy", '{{% imgproc tile Fill "40x40" %}}C{{% /imgproc %}}', "Figure Image -> my-tile.png | C"),
        ("docsy", '{{< iframe src="https://e.org/" >}}', "Embed iframe https://e.org/"),
        ("docsy", '{{< conditional-text include-if="x" >}}B{{< /conditional-text >}}', "Comment"),
        ("docsy", '{{< conditional-text exclude-if="x" >}}B{{< /conditional-text >}}', "B"),
        ("hextra", '{{< callout type="error" >}}B{{< /callout >}}', "Callout caution | B"),
        ("hextra", '{{< callout emoji="🌐" >}}B{{< /callout >}}', "Callout note | B"),
        ("hextra", '{{< tabs items="A,B" >}}{{< tab >}}x{{< /tab >}}{{< tab >}}y{{< /tab >}}{{< /tabs >}}', "Tabs A: x / B: y"),
        ("hextra", '{{< tabs >}}{{< tab name="A" selected=true >}}x{{< /tab >}}{{< /tabs >}}', "Tabs A*: x"),
        ("hextra", '{{< cards >}}{{< card link="/u" title="T" subtitle="S" >}}{{< /cards >}}', "Group cards: T -> /u | S"),
        ("hextra", '{{% details title="T" closed="true" %}}B{{% /details %}}', "Details T | B"),
        ("hextra", '{{% details title="T" %}}B{{% /details %}}', "Details T | B"),
        ("hextra", '{{< badge content="b" type="info" link="/u" >}}', "Badge b info /u"),
        ("hextra", '{{< hextra/hero-button text="T" link="/u" >}}', "T -> /u"),
        ("hextra", '{{< term entry="SEO" >}}', "Term SEO"),
        ("hextra", '{{< pdf "a.pdf" >}}', "Embed pdf a.pdf"),
        ("hextra", '{{< asciinema file="d.cast" >}}', "Embed asciinema d.cast"),
        ("book", "{{< hint danger >}}B{{< /hint >}}", "Callout caution | B"),
        ("book", '{{< details "T" open >}}B{{< /details >}}', "Details open T | B"),
        ("book", '{{< tabs "id" >}}{{% tab "A" %}}x{{% /tab %}}{{< /tabs >}}', "Tabs A: x"),
        ("book", "{{< columns >}}\nl\n\n<--->\n\nr\n{{< /columns >}}", "Group columns: l / r"),
        ("book", "{{% columns %}}\n- l\n- r\n{{% /columns %}}", "Group columns: l / r"),
        ("book", '{{< button href="/u" >}}T{{< /button >}}', "T -> /u"),
        ("book", "{{< katex display=true >}}x^2{{< /katex >}}", "Math x^2"),
        ("relearn", '{{% notice style="tip" title="T" %}}B{{% /notice %}}', "Callout tip T | B"),
        ("relearn", '{{% notice warning "T" %}}B{{% /notice %}}', "Callout warning T | B"),
        ("relearn", '{{% expand title="T" open="true" %}}B{{% /expand %}}', "Details open T | B"),
        ("relearn", '{{% badge style="red" title="V" %}}1{{% /badge %}}', "Badge V: 1 red"),
        ("relearn", '{{% button href="/u" %}}T{{% /button %}}', "T -> /u"),
        ("relearn", '{{< tabs >}}{{% tab title="A" %}}x{{% /tab %}}{{< /tabs >}}', "Tabs A: x"),
        ("blowfish", '{{< alert "fire" >}}B{{< /alert >}}', "Callout caution | B"),
        ("blowfish", '{{< alert icon="lightbulb" >}}B{{< /alert >}}', "Callout tip | B"),
        ("blowfish", "{{< lead >}}B{{< /lead >}}", "B"),
        ("blowfish", '{{< github repo="a/b" >}}', "Embed github https://github.com/a/b a/b"),
        ("blowfish", '{{< youtubeLite id="i" label="L" >}}', "Embed youtube https://www.youtube.com/watch?v=i L"),
        ("blowfish", '{{< carousel images="{a.png,b.png}" >}}', "Gallery Image -> a.png Image -> b.png"),
        (
            "blowfish",
            '{{< timeline >}}{{< timelineItem header="H" badge="1" subheader="S" >}}B{{< /timelineItem >}}{{< /timeline >}}',
            "Group timeline: H Badge 1 | S B",
        ),
        (
            "blowfish",
            '{{< accordion >}}{{< accordionItem title="T" >}}B{{< /accordionItem >}}{{< /accordion >}}',
            "Details T | B",
        ),
        ("loveit", '{{< admonition tip "T" true >}}B{{< /admonition >}}', "Callout tip open T | B"),
        ("loveit", '{{< admonition type=bug title="T" open=false >}}B{{< /admonition >}}', "Callout caution closed T | B"),
        ("loveit", '{{< image src="a.png" caption="C" >}}', "Figure Image C -> a.png | C"),
        ("loveit", '{{< link "https://e.org" "T" "Title" >}}', "T -> https://e.org"),
        ("loveit", "{{< music netease song 1 >}}", "Embed music https://music.163.com/#/song?id=1"),
        (
            "loveit",
            "{{< mapbox 121.4 31.2 12 >}}",
            "Embed map https://www.openstreetmap.org/?mlat=31.2&mlon=121.4#map=12/31.2/121.4 31.2, 121.4",
        ),
        ("loveit", '{{< person url="https://e.org" name="N" >}}', "N -> https://e.org"),
        ("loveit", '{{< style "text-align:right" >}}*B*{{< /style >}}', "B"),
        ("loveit", "{{< typeit code=go >}}x *y*{{< /typeit >}}", "Code go x *y*"),
        ("loveit", "{{< version 0.2.0 changed >}}", "Badge Changed in 0.2.0 version"),
        ("loveit", "{{< script >}}alert(1){{< /script >}}", "Comment"),
        ("congo", "{{< alert >}}B{{< /alert >}}", "Callout warning | B"),
        ("congo", '{{< chart >}}type: "bar"{{< /chart >}}', 'Code chart type: "bar"'),
        ("congo", '{{< screenshot src="a.png" alt="A" >}}', "Figure Image A -> a.png"),
        ("congo", "{{< katex >}}", "Comment"),
        ("hugo-coder", '{{< notice warning "T" >}}B{{< /notice >}}', "Callout warning T | B"),
        ("hugo-coder", '{{< tabgroup >}}{{< tab name="A" >}}x{{< /tab >}}{{< /tabgroup >}}', "Tabs A: x"),
        ("hugodocs", "{{< new-in 0.1.0 />}}", "Badge New in v0.1.0 version"),
        ("hugodocs", "{{< code-toggle file=hugo >}}\na = 1\n{{< /code-toggle >}}", "Code toml hugo.toml a = 1"),
        ("hugodocs", "{{< code-toggle file=c/a.md fm=true >}}\na: 1\n{{< /code-toggle >}}", "Code yaml c/a.md ---\na: 1\n---"),
        ("hugodocs", "x {{< hl go >}}a := 1{{< /hl >}}", "x  `a := 1`"),
        ("letsencrypt", '{{< def id="A" name="Authority" abbr="AB" >}}B{{< /def >}}', "Term Authority (AB) | B"),
    ],
)
def test_a_call_of_a_theme(theme, source, meaning, tmp_path):
    folder = tmp_path / "content/post"
    folder.mkdir(parents=True)
    (folder / "my-tile.png").write_bytes(b"")
    context = Context(site=Site(tmp_path, "hugo"), options=Options(dialect="hugo", theme=theme))
    post = ck.read(Source.of_text(source, name="index.md", path=folder / "index.md"), context=context)
    assert _said(post.body) == meaning
    assert not [diagnostic for diagnostic in context.report if diagnostic.code.startswith("CK2")]


@pytest.mark.slow
def test_fewer_than_two_calls_in_a_hundred_of_real_sites_have_no_meaning(shared):
    calls, unknown = 0, set()
    for name in ("hugo-docs", "hextra", "docsy", "papermod-example", "etcd"):
        paths = sorted((shared / "corpus" / name).rglob("*.md"))
        site = Site.around(paths[0])
        for path in paths:
            context = Context(site=site)
            post = ck.read(path, context=context)
            calls += sum(isinstance(node, ck.ast.Shortcode) for node in walk(post.body))
            unknown |= {str(diagnostic) for diagnostic in context.report if diagnostic.code in ("CK202", "CK210")}
    assert calls > 1500
    assert len(unknown) < calls * 0.02, sorted(unknown)


def _said(nodes: tuple[ck.ast.Node, ...]) -> str:
    return " ".join(filter(None, map(_one, nodes)))


def _one(node: ck.ast.Node) -> str:
    match node:
        case ck.ast.Shortcode(content=content) | ck.ast.Para(content) | ck.ast.Plain(content):
            return _said(content)
        case ck.ast.Emph(content) | ck.ast.Strong(content):
            return _said(content)
        case ck.ast.Str(text):
            return text.strip()
        case ck.ast.Figure(_, caption, blocks):
            return _parts("Figure", _said(blocks), "|" if caption.blocks else "", _said(caption.blocks))
        case ck.ast.Image(_, content, target):
            return _parts("Image", _said(content), "->", target.url)
        case ck.ast.Link(_, content, target):
            return _parts(_said(content), "->", target.url)
        case ck.ast.Details(summary, opened, blocks):
            return _parts("Details", "open" if opened else "", _said(summary), "|", _said(blocks))
        case ck.ast.Callout(kind, title, _, fold, blocks):
            return _parts("Callout", kind, fold, _said(title), "|", _said(blocks))
        case ck.ast.Tabs(tabs):
            return "Tabs " + " / ".join(f"{tab.label}{'*' * tab.selected}: {_said(tab.blocks)}" for tab in tabs)
        case ck.ast.Group(kind, items):
            return f"Group {kind}: " + " / ".join(_one(item).removeprefix("Item ") for item in items)
        case ck.ast.Item(title, link, _, blocks):
            if not title:
                return _said(blocks)
            return _parts("Item", _said(title), "->" if link else "", link, "|" if blocks else "", _said(blocks))
        case ck.ast.Embed(provider, _, url, title):
            return _parts("Embed", provider, url, title)
        case ck.ast.Gallery(figures):
            return "Gallery " + " ".join(_said(figure.blocks) for figure in figures if isinstance(figure, ck.ast.Figure))
        case ck.ast.Badge(text, kind, link):
            return _parts("Badge", text, kind, link)
        case ck.ast.CodeBlock(attr, text):
            return _parts("Code", *attr.classes[:1], attr.get("title"), text)
        case ck.ast.Code(_, text):
            return f" `{text}`"
        case ck.ast.Math(_, text):
            return f"Math {text}"
        case ck.ast.RawBlock(_, text) | ck.ast.RawInline(_, text):
            return f"Raw {text}"
        case ck.ast.Div(attr, blocks):
            return _parts("Div", *(f"{key}={value}" for key, value in attr.attributes), _said(blocks))
        case ck.ast.Term(_, shown, blocks):
            return _parts("Term", *shown, "|", _said(blocks))
        case ck.ast.TermRef(identifier):
            return f"Term {identifier}"
        case _:
            return type(node).__name__


def _parts(*parts: str) -> str:
    return " ".join(part for part in parts if part)
