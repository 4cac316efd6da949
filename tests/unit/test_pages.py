"""What pages and books make of HTML that fails validators, and what a page says of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from support import Run, png

import convertkit as ck
from convertkit.writers.page.code import code_html
from convertkit.writers.page.conforming import language_tag, valid_url
from convertkit.writers.page.inline_svg import as_pictures
from convertkit.writers.page.xhtml import chapter, in_order


def page(html: str, *, live: bool = True) -> str:
    return chapter(html, live=live).html


@pytest.mark.parametrize(
    "given, wanted",
    [
        ("<ul><ul><li>a</li></ul>b<li>c</li></ul>", "<ul><li><ul><li>a</li></ul>b</li>\n<li>c</li>\n</ul>"),
        ("<ul>a<li>b</li><p>c</p></ul>", "<ul><li>a</li>\n<li>b<p>c</p></li>\n</ul>"),
        ("<div><li>a</li></div>", "<div><div>a</div></div>"),
        ("<dl><dt>a</dt><dd>b</dd><div><p>c</p></div></dl>", "<dl><dt>a</dt>\n<dd>b<p>c</p></dd>\n</dl>"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<details>a</details>", "<details><summary>Details</summary>a</details>"),
        ("<details><p>a</p><summary>b</summary></details>", "<details><summary>b</summary><p>a</p></details>"),
        ("<summary>a</summary>", "<p>a</p>"),
        ("<span>a<div>b</div></span>", "<div>a<div>b</div></div>"),
        ("<em><p>a</p></em>", '<div style="font-style: italic"><p>a</p></div>'),
        ("<details><summary>a<p id='x'>b</p></summary></details>", '<details><summary>a<span id="x">b</span></summary></details>'),
        ("<h2></h2><h3>a</h3>", "<div></div><h3>a</h3>"),
        ("<figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>", "<figure><p>a</p><p>c</p><figcaption>b</figcaption></figure>"),
        ("<main>a</main><nav>b</nav><section>c</section>", "<div>a</div><div>b</div><div>c</div>"),
        ("<aside>a</aside>", '<aside role="note">a</aside>'),
        ("a<wbr>b<i>c</i>", "a<wbr>b<i>c</i>"),
        ('<a href="https://example.org/x/"></a>', '<a href="https://example.org/x/">example.org/x</a>'),
        ('<a href="/x"><img src="a.png"></a>', '<a href="/x" aria-label="/x"><img src="a.png" alt=""></a>'),
        ('<a target="_blank">a</a>', "<a>a</a>"),
        ('<div role="button" aria-controls="x">a</div>', "<div>a</div>"),
        ('<p aria-hidden="true"><a href="/x">a</a></p>', '<p><a href="/x">a</a></p>'),
        ('<i class="x" aria-hidden="true"></i>', '<i class="x" aria-hidden="true"></i>'),
        ("<time>noon</time>", "<span>noon</span>"),
        ('<time datetime="2024-02-30">a</time>', "<span>a</span>"),
        ("<time>2024-02-29</time>", "<time>2024-02-29</time>"),
        ('<p lang="xx-y" dir="up">a</p>', "<p>a</p>"),
        ('<ol start="x"><li value="3">a</li></ol>', '<ol><li value="3">a</li></ol>'),
        ('<img src="a b.png" width="50%">', '<img src="a%20b.png" style="width: 50%" alt="">'),
        ('<p style="width: 30; margin: 0 2px; color: nothing">a</p>', '<p style="margin: 0 2px">a</p>'),
        ('<div style="background: #000; color: #fff">a</div>', "<div>a</div>"),
        ('<div style="background: #000"></div>', '<div style="background: #000"></div>'),
    ],
)  # fmt: skip
def test_html_stands_where_it_may(given, wanted):
    assert page(given) == wanted


def test_rows_of_tables_are_equally_long():
    html = page(
        '<table><thead><tr><th></th></tr></thead><tbody><tr><th rowspan="9">a</th><td colspan="0">b</td><td>c</td></tr></tbody></table>'
    )
    assert re.search(r'<th scope="row">a</th><td>b</td><td>c</td>', html), "a span ends with its group; an empty head goes"
    html = page("<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>")
    assert "<tr><td>a</td><td></td></tr>" in html
    html = page('<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>')
    assert html.count("<td") == 3, "a cell from above fills its row"
    html = page("<table><thead><tr><th>a</th></tr></thead></table>")
    assert "<th>" not in html and "<td>a</td>" in html, "a header without cells heads nothing"


def test_wide_things_are_reached_with_keys_on_a_page_alone():
    html = "<pre>a</pre><table><tbody><tr><td>b</td></tr></tbody></table>"
    assert page(html).count('tabindex="0"') == 2
    assert "tabindex" not in page(html, live=False)


def test_tasks_are_labels_on_a_page_and_signs_in_a_book():
    html = '<ul><li><input type="checkbox" checked=""> <a href="/x">a</a><ul><li>b</li></ul></li></ul>'
    assert '<label><input type="checkbox" disabled checked> <a href="/x">a</a></label><ul>' in page(html)
    assert '<span class="task">☒</span> <a href="/x">a</a><ul>' in page(html, live=False)
    assert "☐" in page('<p>a <input type="checkbox"> b</p>'), "a box without a task is a sign"


def test_levels_of_headings_are_not_skipped():
    found = chapter("<h2>a</h2><h5>b</h5><h6>c</h6><h5>d</h5><h1>e</h1><h2>f</h2>", live=True)
    in_order(found.root)
    assert re.findall(r"h(\d)>(\w)", found.html) == [(n, t) for n, t in zip("234323", "abcdef", strict=True)]


@pytest.mark.parametrize("colour", ["yellow", "#f00", "silver", "black", "white", "rgb(0 128 255)", "hsl(120 100% 50%)"])
def test_colours_of_text_stand_out(colour):
    style = lxml.html.fromstring(page(f'<p style="color: {colour}">a</p>')).get("style")
    day, night = re.findall(r"#[0-9a-f]{6}", style)

    def contrast(one: str, other: str) -> float:
        def light(text: str) -> float:
            parts = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
            parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

        low, high = sorted((light(one), light(other)))
        return (high + 0.05) / (low + 0.05)

    assert contrast(day, "#f0f0f0") >= 4.5 and contrast(night, "#26231f") >= 4.5
    assert page(f'<p style="color: {colour}">a</p>', live=False) == f'<p style="color: {day}">a</p>'


@pytest.mark.parametrize(
    "given, wanted",
    [
        ("/a b/ü", "/a%20b/%C3%BC"),
        ("100%", "100%25"),
        ("a%20b", "a%20b"),
        ("https://example.org/a|b?c=[d]#e#f", "https://example.org/a%7Cb?c=%5Bd%5D#e%23f"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("http://[bad", None),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https:///a.org/b", "https://a.org/b"),
        ("http:/a.org", "http://a.org"),
        ("https://", None),
        ("mailto:a@b.org", "mailto:a@b.org"),
    ],
)
def test_urls(given, wanted):
    assert valid_url(given) == wanted


@pytest.mark.parametrize(
    "given, wanted",
    [("en", "en"), ("zh_cn", "zh-cn"), ("zh-Hant-TW-x", "zh-Hant-TW"), ("C", ""), ("english", ""), ("", ""), ("gsw", "gsw")],
)
def test_languages(given, wanted):
    assert language_tag(given) == wanted


def test_drawings_are_pictures_that_run_nothing():
    html, urls = as_pictures(
        '<p><svg width="9" height="9"><title>A "disc"</title><script>evil()</script><g/></svg></p><svg><b></svg>'
    )
    (name,) = urls
    assert html == f'<p><img src="{name}" alt="A &quot;disc&quot;" width="9" height="9"></p>', "what is no XML goes"
    assert urls[name].startswith("data:image/svg+xml;base64,")


def test_a_page_says_what_it_is(hugo_site, tmp_path, run):
    post = hugo_site / "content/posts/first.md"
    text = post.read_text("utf-8").replace("tags:", 'description: "</script> & more"\ncover: /images/tile.png\ntags:')
    post.write_text(text, "utf-8")
    assert run("convert", post, "-o", tmp_path / "a.html", "--open-graph", "--json-ld").code == 0
    tree = lxml.html.parse(str(tmp_path / "a.html")).getroot()
    properties = {each.get("property"): each.get("content") for each in tree.iter("meta") if each.get("property")}
    assert properties["og:url"] == tree.find(".//link[@rel='canonical']").get("href") == "https://garden.example/posts/first/"
    assert properties["og:image"] == "https://garden.example/images/tile.png"
    assert properties["article:published_time"] == "2024-05-01T10:00:00+00:00"
    (script,) = tree.iter("script")
    said = json.loads(script.text)
    assert (said["@type"], said["headline"], said["description"]) == ("BlogPosting", "First light", "</script> & more")
    assert run("convert", post, "-o", tmp_path / "b.html").code == 0
    plain = (tmp_path / "b.html").read_text("utf-8")
    assert "og:" not in plain and "<script" not in plain and plain.count("<h1") == 1


def test_styles_of_a_newsletter_stand_on_its_elements(hugo_site, tmp_path, run):
    post = hugo_site / "content/posts/first.md"
    assert run("convert", post, "-o", tmp_path / "a.html", "--fragment", "--inline-css").code == 0
    text = (tmp_path / "a.html").read_text("utf-8")
    assert text.startswith('<article style="') and "<style" not in text and "<html" not in text
    assert 'src="https://garden.example/images/tile.png"' in text
    assert re.search(r'<h2 [^>]*style="[^"]*margin', text)
    assert re.search(r'<span class="nb" style="[^"]*color', text), "colours of code too"
    assert not (tmp_path / "a.assets").exists()


def test_links_to_places_that_are_not_there_become_text(hugo_site, tmp_path, run):
    post = hugo_site / "content/posts/first.md"
    post.write_text(post.read_text("utf-8") + "\n[here](#what-grew) and [there](#nowhere)\n", "utf-8")
    ran = run("convert", post, "-o", tmp_path / "a.html")
    assert "CK408" in ran.stderr and "'#nowhere'" in ran.stderr
    text = (tmp_path / "a.html").read_text("utf-8")
    assert 'href="#what-grew"' in text and 'href="#nowhere"' not in text and "there" in text


# ---------------------------------------------------------------------------- themes


def test_a_theme_replaces_file_by_file(hugo_site, tmp_path, run):
    theme = tmp_path / "mine"
    (theme / "html").mkdir(parents=True)
    (theme / "theme.css").write_text("h1 { color: #123456 }\n")
    (theme / "html/page.html").write_text(
        '<!DOCTYPE html>\n<html lang="{{ language }}"><title>Mine</title>\n{{ body | safe }}\n</html>\n'
    )
    post = hugo_site / "content/posts/first.md"
    assert run("convert", post, "--to", "html,epub", "-o", tmp_path, "--theme", theme).code == 0
    assert "<title>Mine</title>" in (tmp_path / "first.html").read_text("utf-8")
    import zipfile

    with zipfile.ZipFile(tmp_path / "first.epub") as book:
        sheet = book.read("EPUB/style.css").decode()
    assert sheet.index("figcaption") < sheet.index("#123456"), "theme.css has the last word over the sheet of plain"


def test_the_theme_book_is_there_for_every_target(hugo_site, tmp_path, run):
    (hugo_site / "static/images/tile.png").write_bytes(png(40, 40))
    post = hugo_site / "content/posts/first.md"
    assert run("convert", post, "--to", "html,epub,pdf", "-o", tmp_path, "--theme", "book").code == 0
    assert "Palatino" in (tmp_path / "first.html").read_text("utf-8")
    assert (tmp_path / "first.pdf").stat().st_size > 0
    ran = run("convert", post, "--to", "html", "-o", tmp_path, "--theme", "none-such")
    assert ran.code == 1 and "CK411" in ran.stderr and "plain, book" in ran.stderr


def test_a_book_says_of_itself_what_was_asked_for(tmp_path):
    (tmp_path / "hugo.toml").write_text('title = "Blog"\n', encoding="utf-8")
    (tmp_path / "content").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"content/{name}.md").write_text(f"---\ntitle: {name}\n---\nText\n", encoding="utf-8")
    options = ck.html.Options(authors=("Ann",), open_graph=True, json_ld=True, identifier="urn:isbn:9783161484100")
    posts = ck.Site(tmp_path).posts()
    ck.write(posts, tmp_path / "book.html", options=options)
    page = (tmp_path / "book.html").read_text(encoding="utf-8")
    assert '<meta property="og:type" content="book">' in page
    assert '<meta property="book:author" content="Ann">' in page
    assert '<meta property="book:isbn" content="9783161484100">' in page
    assert '"@type": "Book"' in page
    ck.write(posts, tmp_path / "folder", to="html", options=options)
    assert '<meta property="og:type" content="article">' in (tmp_path / "folder/one.html").read_text(encoding="utf-8")
    assert '<meta property="og:type" content="book">' in (tmp_path / "folder/index.html").read_text(encoding="utf-8")


_LONG = "    convertkit book content/posts --sort weight --parts section -o manual.pdf"


@pytest.mark.parametrize("language", ["", "bash", "python", "no-such-language"])
@pytest.mark.parametrize("lines", ["", "2", "1-4"])
def test_long_lines_of_code_are_elements_and_keep_their_text(language, lines):
    text = f'\n{_LONG}\nx = """ {_LONG}\n\nshort <b> & """\n\t{_LONG}'
    attributes = (("hl_lines", lines),) if lines else ()
    node = ck.ast.CodeBlock(ck.ast.Attr("", (language,) if language else (), attributes), text)
    found = lxml.html.fromstring(code_html(node, highlight=True, paged=True))
    assert found.text_content() == text + "\n"
    rows = [each for each in found.iter("span") if "line" in (each.get("class") or "").split()]
    assert [each.text_content() for each in rows] == [line + "\n" for line in text.split("\n") if len(line) > 48]
    # The rest of a line stands four columns further in than its beginning.
    assert [each.get("style") for each in rows] == [
        "padding-left: 8ch; text-indent: -8ch",
        None,
        "padding-left: 16ch; text-indent: -16ch",
    ]


def test_code_without_long_lines_is_as_it_was():
    node = ck.ast.CodeBlock(ck.ast.Attr("", ("bash",)), "a b\n" * 200)
    assert code_html(node, highlight=True, paged=True) == code_html(node, highlight=True)


@pytest.mark.parametrize("name", ["with blank", "été", "a#b", "q?", "100%41"])
def test_pictures_are_found_beside_a_page_of_any_name(tmp_path: Path, run: Run, name: str) -> None:
    (tmp_path / "pic.png").write_bytes(png())
    (tmp_path / f"{name}.md").write_text('---\ntitle: x\n---\n\n![p](pic.png)\n\n<img src="pic.png" alt="y">\n')
    (tmp_path / "other.md").write_text("Words.\n")
    for command, sources in (("convert", [f"{name}.md"]), ("book", [f"{name}.md", "other.md"])):
        page = tmp_path / command / f"{name}.html"
        ran = run(command, *(tmp_path / source for source in sources), "-o", page)
        assert (ran.code, "CK301" in ran.stderr) == (0, False), ran.stderr
        urls = re.findall(r'<img[^>]* src="([^"]*)"', page.read_text())
        assert len(urls) == 2
        assert all((page.parent / unquote(urlsplit(url).path)).is_file() for url in urls)
