"""The site's own shortcodes: `[shortcodes.NAME]` of its convertkit.toml."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from support import Run

import convertkit as ck
from convertkit.hugo.layouts import shortcode_template
from convertkit.shortcodes import own
from convertkit.shortcodes.sandbox import Budget, rendered

FRONT = '---\ntitle: "A post"\ncolour: blue\ntags: [one]\n---\n\n'


@pytest.fixture
def page(hugo_site, tmp_path, run: Run):
    """`page(settings, body)`: the fragment that a post of the site becomes, and what was said."""

    def convert(settings: str, body: str, *more: str) -> tuple[str, str]:
        (hugo_site / "convertkit.toml").write_text(settings)
        post = hugo_site / "content/posts/own.md"
        post.write_text(FRONT + body)
        ran = run("convert", post, "--to", "html", "--fragment", "--quiet", "-o", tmp_path / "own.html", *more)
        assert ran.code in (0, 1), ran.stderr
        return (tmp_path / "own.html").read_text(), ran.stderr

    return convert


# ---------------------------------------------------------------------------- as


def test_a_name_is_another_name_for_a_known_one(page):
    html, said = page('[shortcodes.reveal]\nas = "details"\n', '{{< reveal summary="More" >}}\n*text*\n{{< /reveal >}}\n')
    assert html == "<details>\n<summary>More</summary>\n<p><em>text</em></p>\n</details>\n"
    assert not said


def test_a_bare_name_is_short_for_as(page):
    html, said = page('[shortcodes]\nreveal = "details"\n', '{{< Reveal summary="More" >}}text{{< /Reveal >}}\n')
    assert html.startswith("<details>\n<summary>More</summary>")
    assert not said


def test_parameters_are_renamed_from_names_and_positions(page):
    settings = '[shortcodes.box]\nas = "callout"\nparameters = { title = "heading-text", kind = 0 }\n'
    html, said = page(settings, "{{< box tip >}}in{{< /box >}}\n")
    assert 'class="callout callout-tip"' in html
    html, said = page(settings.replace("kind = 0", 'kind = "sort"'), '{{< box sort="tip" heading-text="Head" >}}in{{< /box >}}\n')
    assert 'class="callout callout-tip"' in html
    assert ">Head<" in html
    assert not said


def test_fixed_parameters_win(page):
    html, _ = page(
        '[shortcodes.alarm]\nas = "callout"\nwith = { kind = "warning" }\n', '{{< alarm kind="tip" >}}in{{< /alarm >}}\n'
    )
    assert 'class="callout callout-warning"' in html


def test_a_target_that_is_a_number_is_a_position(page):
    html, _ = page('[shortcodes.clip]\nas = "youtube"\nparameters = { 0 = "film" }\n', '{{< clip film="dQw4w9WgXcQ" >}}\n')
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in html


def test_the_settings_come_before_what_is_known_of_a_name(page):
    html, _ = page('[shortcodes.note]\nas = "details"\nwith = { summary = "Note" }\n', "{{< note >}}in{{< /note >}}\n")
    assert "<details>" in html


def test_inner_text_is_code_where_the_known_shortcode_holds_code(page):
    settings = '[shortcodes.listing]\nas = "highlight"\nwith = { lang = "go" }\n'
    html, said = page(settings, "{{< listing >}}\na *b* {{ x }}\n{{< /listing >}}\n")
    assert "a *b* {{ x }}" in html
    assert not said


def test_inner_text_of_a_name_that_holds_code_is_read_where_it_is_markdown(page):
    html, _ = page('[shortcodes.raw]\nas = "details"\n', '{{< raw summary="s" >}}*b*{{< /raw >}}\n')
    assert "<em>b</em>" in html


def test_tabs_of_the_site_are_tabs(page):
    settings = '[shortcodes]\nsheets = "tabs"\nsheet = { as = "tab", parameters = { name = "label" } }\n'
    html, said = page(
        settings,
        '{{< sheets >}}\n{{< sheet label="A" >}}a{{< /sheet >}}\n{{< sheet label="B" >}}b{{< /sheet >}}\n{{< /sheets >}}\n',
    )
    assert "A" in html
    assert 'class="tabs' in html
    assert not said


# ---------------------------------------------------------------------------- templates


def test_a_template_makes_markdown(page):
    settings = '[shortcodes.quoted]\ntemplate = "> {{ inner }}\\n>\\n> — {{ params.by }}, {{ args | length }}, {{ page.title }}, {{ page.params.colour }}, {{ site.title }}"\n'
    html, said = page(settings, '{{< quoted by="Me" >}}Said *so*{{< /quoted >}}\n')
    assert html == "<blockquote>\n<p>Said <em>so</em></p>\n<p>— Me, 0, A post, blue, Garden notes</p>\n</blockquote>\n"
    assert not said


def test_calls_in_the_inner_text_of_a_template_are_run(page):
    html, said = page(
        '[shortcodes.twice]\ntemplate = "{{ inner }} and {{ inner }}"\n', '{{< twice >}}press {{< kbd "x" >}}{{< /twice >}}\n'
    )
    assert html == "<p>press <kbd>x</kbd> and press <kbd>x</kbd></p>\n"
    assert not said


def test_a_template_makes_html_with_the_inner_blocks_in_it(page):
    settings = (
        '[shortcodes.panel]\nformat = "html"\ntemplate = "<section class=\'panel\'><h2>{{ args[0] }}</h2>{{ inner }}</section>"\n'
    )
    html, said = page(settings, '{{< panel "<T>" >}}\n- a\n- b\n{{< /panel >}}\n')
    assert '<section class="panel"><h2>&lt;T&gt;</h2>' in html
    assert "<li>a</li>" in html.split("</section>", maxsplit=1)[0]
    assert not said


def test_html_of_a_template_is_shown_though_the_site_shows_no_raw_html_and_is_sanitised(page):
    settings = '[shortcodes.lamp]\nformat = "html"\ntemplate = "<b onclick=\'x()\'>lit</b><script>x()</script>"\n'
    html, said = page(settings, "A {{< lamp >}} and <b>raw</b>.\n")
    assert html == "<p>A <b>lit</b> and raw.</p>\n"
    assert "CK403" in said


def test_a_template_in_a_file_below_the_site(page, hugo_site, tmp_path):
    (hugo_site / "own.html").write_text("**{{ args[0] }}**")
    (tmp_path / "outside.html").write_text("secret")
    settings = '[shortcodes]\nin = {{ template_file = "own.html" }}\nout = {{ template_file = "{}" }}\n'
    html, said = page(settings.format("../outside.html"), "{{< in x >}}\n\n{{< out x >}}\n")
    assert "<strong>x</strong>" in html
    assert "secret" not in html
    assert (
        "own.md:9:1: warning: the template of 'out' failed: the template file '../outside.html' lies outside of the site [CK213]"
        in said
    )
    (hugo_site / "link.html").symlink_to(tmp_path / "outside.html")
    html, said = page(settings.format("link.html"), "{{< out x >}}\n")
    assert "secret" not in html
    assert "CK213" in said


@pytest.mark.parametrize(
    "text", ["{{ ''.__class__.__mro__ }}", "{{ 1 / 0 }}", "{% if %}", "{{ page.tags.append(1) }}", "{{ nothing.there }}"]
)
def test_a_template_that_fails_is_reported_and_the_inner_text_stays(page, text):
    html, said = page(f'[shortcodes.fails]\ntemplate = "{text}"\n', "{{< fails >}}*in*{{< /fails >}}\n")
    assert html == "<p><em>in</em></p>\n"
    assert "own.md:7:1: warning: the template of 'fails' failed: " in said
    assert "[CK213]" in said


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "its loops take too long"),
        ("{% macro m(n) %}{{ m(n - 1) }}{{ m(n - 1) if n }}{% endmacro %}{{ m(99) }}", ""),
        ("{% for i in range(99999) %}{{ 'x' in range(99999) | list }}{% endfor %}", "its loops take too long"),
        ("{% for i in range(99999) %}" + "x" * 500 + "{% endfor %}", "a text is too long"),
        ("{{ 'a' * 3000000000 }}", "a text is too long"),
        ("{{ 'a' | center(3000000000) }}", "a text is too long"),
        ("{{ 'a'.center(3000000000) }}", "a text is too long"),
        ("{{ '{:3000000000}'.format(1) }}", "a text is too long"),
        ("{{ '%*d' % (3000000000, 1) }}", "a text is too long"),
        ("{{ ('a' * 1000000) | replace('a', 'b' * 1000000) }}", "a text is too long"),
        ("{{ 9 ** 3000000000 }}", "a number is too long"),
        ("{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}", "a text is too long"),
        ("{% set n = namespace(x=[]) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}", ""),
    ],
)
def test_a_template_that_asks_for_too_much_fails(page, template, why):
    html, said = page(f'[shortcodes.fails]\ntemplate = "{template}"\n', "{{< fails >}}*in*{{< /fails >}}\n")
    assert html == "<p><em>in</em></p>\n"
    assert f"own.md:7:1: warning: the template of 'fails' failed: {why}" in said
    assert "[CK213]" in said


def test_the_templates_of_one_post_share_their_limit(page):
    template = "{% for i in range(9999) %}{% endfor %}done"
    html, said = page(f'[shortcodes.slow]\ntemplate = "{template}"\n', "{{< slow >}}\n\n" * 40)
    assert 10 < html.count("done") < 40
    assert "its loops take too long" in said


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize(
    "template",
    [
        "{% for t in [1, 2] %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% else %}-{% endfor %}",
        "{{ args | join(', ') | upper }} {{ 'a' ~ 1 ~ args[1] }} {{ 'x' in args[:1] }} {{ 3 * 4 + 2 ** 3 }} {{ 'ab' * 3 }}",
        "{{ '%05d|%s' | format(1700000000, '<') }} {{ '{:,}'.format(5000000) }} {{ 'abc'.center(9) }} {{ none }} {{ 1.5 }}",
        "{% macro m(x) %}<{{ x }}{{ caller() if caller }}>{% endmacro %}{{ m('<') }}{% call m(1) %}q{% endcall %}",
        "{% set n = namespace(i=0) %}{% for i in range(3) %}{% set n.i = n.i + i %}{% endfor %}{{ n.i }}{% set a, b = 1, 2 %}{{ a }}",
        "{{ args | map('upper') | list }} {{ range(5) | sum }} {{ {'a': (1, 2)} | tojson }} {{ args is iterable }} {{ args | first }}",
        "{% for k, v in {'a': ['b']}.items() recursive %}{{ k }}{% endfor %}{% for x in args | batch(1) %}{{ x }}{% endfor %}",
    ],
)
def test_a_template_means_what_it_means_to_jinja(template, html):
    environment = ImmutableSandboxedEnvironment(autoescape=html, trim_blocks=True, lstrip_blocks=True)
    values = {"args": ["x", "<y>"]}
    assert rendered(template, values, Budget(), html=html) == environment.from_string(template).render(values)


# ---------------------------------------------------------------------------- drop, keep


def test_dropped_and_kept_calls(page):
    settings = "[shortcodes]\ngone = { drop = true }\nbare = { keep = true }\n"
    html, said = page(
        settings,
        "x {{< gone >}}hidden {{< who >}}{{< /gone >}}y {{< bare >}}*z*{{< /bare >}}.\n\n{{< bare >}}alone{{< /bare >}}\n",
    )
    assert html == "<p>x y <em>z</em>.</p>\n<p>alone</p>\n"
    assert not said


# ---------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('as = "nope"', "says as = 'nope', and no shortcode of that name is known"),
        ('as = "details"\nkeep = true', "needs one of as, template, template_file, drop, keep, and has as and keep"),
        ("format = 'html'", "needs one of as, template, template_file, drop, keep"),
        ("as = 3", "has a value of 'as' that is no text"),
        ('drop = "yes"', "has a value of 'drop' that is no truth value"),
        ('name = "details"', "has no key 'name'"),
        ('template = "x"\nformat = "pdf"', "has a format that is neither markdown nor html"),
        ('as = "details"\nparameters = { title = [1] }', "has a parameter whose source is neither a name nor a position"),
        ('as = "details"\nwith = 3', "has parameters that are no table"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_reported_once(page, entry, problem):
    html, said = page(f"[shortcodes.odd]\n{entry}\n", "{{< odd >}}in{{< /odd >}}\n")
    assert html == "<p>in</p>\n"
    assert said.count("warning") == 1
    assert f"own.md:7:1: warning: [shortcodes.odd] {problem} [CK212]" in said


def test_settings_that_cannot_be_read_are_reported(page):
    html, said = page("[shortcodes\n", "{{< odd >}}in{{< /odd >}}\n")
    assert html == "<p>in</p>\n"
    assert "convertkit.toml of the site cannot be read" in said


def test_the_hint_of_an_unknown_call_says_what_can_be_done(page, hugo_site):
    _, said = page("", "{{< odd >}}in{{< /odd >}}\n")
    assert "hint: its inner text is kept; say what it means in [shortcodes] of convertkit.toml\n" in said
    (hugo_site / "layouts/_shortcodes").mkdir(parents=True)
    (hugo_site / "layouts/_shortcodes/even.html").write_text("<b>x</b>")
    _, said = page("", "{{< even >}}\n")
    assert "convertkit.toml, or run the site's template for it with --render-with hugo" in said


# ---------------------------------------------------------------------------- other ways in


def test_settings_of_another_file(page, hugo_site, tmp_path):
    (tmp_path / "other.toml").write_text('[shortcodes.odd]\nas = "details"\n')
    html, _ = page("[shortcodes.odd]\ndrop = true\n", "{{< odd >}}in{{< /odd >}}\n", "--config", tmp_path / "other.toml")
    assert "<details>" in html


def test_the_library_takes_settings_and_reads_those_of_the_site(hugo_site):
    post = hugo_site / "content/posts/own.md"
    post.write_text(FRONT + "{{< odd >}}in{{< /odd >}}\n")
    options = ck.ReadOptions(shortcodes={"odd": {"as": "details"}})
    assert ck.find(ck.read(post, context=ck.Context(site=ck.Site(hugo_site), options=options)), ck.ast.Details)
    assert not ck.find(ck.read(post), ck.ast.Details)
    (hugo_site / "convertkit.toml").write_text('[shortcodes]\n"hugo.odd" = "details"\n')
    assert ck.find(ck.read(post), ck.ast.Details)


def test_tags_of_jekyll_have_a_meaning_too(tmp_path, run: Run):
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("title: J\n")
    (tmp_path / "convertkit.toml").write_text(
        '[shortcodes.bandcamp]\ntemplate = "[{{ args[0] }}](https://bandcamp.com/{{ args[0] }})"\n'
    )
    post = tmp_path / "_posts/2024-01-01-a.md"
    post.write_text("---\ntitle: a\n---\n\n{% bandcamp song %}\n")
    ran = run("convert", post, "--to", "html", "--fragment", "-o", tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text() == '<p><a href="https://bandcamp.com/song">song</a></p>\n', ran.stderr


def test_markdown_of_jekyll_holds_what_the_call_means(hugo_site, tmp_path, run: Run):
    (hugo_site / "convertkit.toml").write_text('[shortcodes.strongly]\ntemplate = "**{{ inner }}**"\n')
    post = hugo_site / "content/posts/own.md"
    post.write_text(FRONT + "Say {{< strongly >}}it{{< /strongly >}} now.\n")
    run("convert", post, "--to", "jekyll", "-o", tmp_path / "own.md", "--date", "2024-01-01")
    assert "Say **it** now." in (tmp_path / "own.md").read_text()


# ---------------------------------------------------------------------------- parts


def test_parameters_that_are_not_mentioned_stay():
    call = ck.Call(
        "hugo", "x", arguments=tuple(ck.ast.Argument(key, value) for key, value in [(None, "a"), (None, "b"), ("c", 3)])
    )
    renamed = own.renamed(call, own.Entry(known="y", parameters={"kind": 0}, fixed={"d": True}))
    assert renamed.name == "y"
    assert [(argument.key, argument.value) for argument in renamed.arguments] == [
        (None, "b"),
        ("c", 3),
        ("kind", "a"),
        ("d", True),
    ]


@pytest.mark.parametrize(
    ("html", "block"), [("<b>x</b>", False), ("", False), ("x <div>", True), ("<P class='a'>", True), ("<prefix>", False)]
)
def test_html_with_elements_of_blocks_is_a_block(html, block):
    assert own.is_block(html) is block


def test_templates_of_shortcodes_are_found_by_name(hugo_site: Path):
    for name in ("layouts/shortcodes/a.html", "layouts/_shortcodes/docs/b.html", "themes/t/layouts/shortcodes/c.en.html"):
        (hugo_site / name).parent.mkdir(parents=True, exist_ok=True)
        (hugo_site / name).write_text("x")
    (hugo_site / "hugo.toml").write_text('theme = "t"\n')
    site = ck.Site(hugo_site)
    assert all(shortcode_template(site, name) for name in ("a", "docs/b", "c", "A"))
    assert shortcode_template(site, "b") is None
