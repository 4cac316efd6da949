"""A book with everything: parts, cover, notes, players, pictures, links of every kind; the same bytes wherever it is made."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from oracle.judges import epubcheck, nu
from PIL import Image
from support import CHECKOUT, files, png

import convertkit as ck

pytestmark = pytest.mark.oracle

PAGES = {
    "posts/_index.md": "---\ntitle: The posts\nweight: 2\n---\n\nWhat was written by [the sea](harbour.md).\n",
    "docs/_index.md": "---\ntitle: The docs\nweight: 1\n---\n\n## What is here\n\nTwo pages.\n",
    "posts/harbour.md": """---
title: Harbour
date: 2024-02-01
aliases: [/old-harbour/, quay]
authors: [Ada]
tags: [sea]
---

# Sights

Ferries.[^a] Gulls.[^b] Ferries again.[^a]

### Far below

Back to [the docs](/docs/), [here](#sights), [nowhere](#gone), [the top](#top).

{{< youtube dQw4w9WgXcQ >}}

{{< gist ada 1234567 >}}

{{< audio src="/horn.mp3" >}}

<video src="/tide.mp4" poster="/tile.png" autoplay></video>

![A photo](/photo.webp) ![The photo again](/copies/photo.webp) ![A scan](/scan.png) ![Broken](/broken.png)

[^a]: Of the *ferries*.
[^b]: Of the gulls.

    In two paragraphs.
""",
    "posts/hill.md": """---
title: Hill
date: 2024-01-01
---

1. [By path](/posts/harbour/#far-below), [by alias](/old-harbour), [by the other alias](/posts/quay/)
2. [By file](harbour.md#sights), [by `ref`]({{< ref "harbour.md#sights" >}}), [by `relref`]({{< relref "posts/harbour" >}})
3. [By URL](https://walks.example/site/posts/harbour/), [by its page](/site/posts/harbour/index.html), [by http](http://walks.example/site/posts/harbour)
4. [By a dead name](/posts/harbour/#nowhere)
5. [Out of the book](/about/?x=1#y), [elsewhere](https://other.example/posts/harbour/), <a href="../harbour/">raw</a>
""",
    "docs/start.md": "---\ntitle: Start\nweight: 1\n---\n\nText.[^1]\n\n[^1]: Another first note.\n",
    "docs/fin.fa.md": "---\ntitle: پایان\n---\n\nمتن [سر](start.md).\n",
    "docs/empty.md": "---\ntitle: Empty\n---\n",
}


def _saved(kind: str, size: tuple[int, int], color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def _site(root: Path) -> Path:
    for name, text in PAGES.items():
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_text(text)
    (root / "hugo.toml").write_text(
        'baseURL = "https://walks.example/site/"\ntitle = "Walks"\ncopyright = "© [Ada](https://ada.example)"\n'
        '[params]\nauthor = "Ada Bo"\ndescription = "Where we went"\n[languages.en]\n[languages.fa]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    static = root / "static"
    (static / "copies").mkdir(parents=True)
    photo = _saved("WEBP", (2000, 1000), "#336699")
    for name, data in {
        "photo.webp": photo,
        "copies/photo.webp": photo,
        "scan.png": _saved("PNG", (20, 3000), "#888888"),
        "tile.png": png(),
        "broken.png": png()[:30],
        "horn.mp3": b"ID3\x04" + bytes(200),
        "tide.mp4": b"\0\0\0\x18ftypmp42" + bytes(200),
    }.items():
        (static / name).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return _site(tmp_path_factory.mktemp("walks") / "site")


@pytest.fixture(scope="module")
def epub(site, tmp_path_factory) -> tuple[Path, str]:
    """The book, and what the command said."""
    from click.testing import CliRunner

    from convertkit.cli import main

    target = tmp_path_factory.mktemp("epub") / "walks.epub"
    command = ["book", str(site / "content"), "-o", str(target), "--sort", "weight", "--parts", "section", "--series", "Land"]
    result = CliRunner().invoke(main, [*command, "--series-index", "2"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return target, result.stderr


def _read(target: Path, name: str) -> str:
    with zipfile.ZipFile(target) as opened:
        return opened.read(f"EPUB/{name}").decode()


def test_epubcheck_has_no_message(epub):
    assert epubcheck(epub[0]) == []


def test_the_reading_order_and_the_contents(epub):
    opf, nav = _read(epub[0], "content.opf"), _read(epub[0], "nav.xhtml")
    order = re.findall(r'itemref idref="(?:chapter-)?([^"]+)"', opf)
    assert order == ["cover", "title", "nav", "docs", "start", "fin", "posts", "harbour", "hill"]
    assert re.findall(r'epub:type="(\w+)" href="([^"]+)"', nav) == [
        ("cover", "cover.xhtml"),
        ("titlepage", "title.xhtml"),
        ("toc", "nav.xhtml#toc"),
        ("bodymatter", "docs.xhtml"),
    ]
    (outline,) = lxml.etree.fromstring(nav.encode()).xpath("//*[@id='toc']/*[local-name()='ol']")

    def shape(items):
        return [(item[0].text, shape(item[1])) if len(item) > 1 else item[0].text for item in items if isinstance(item.tag, str)]

    assert shape(outline) == [
        ("The docs", ["What is here", "Start", "پایان"]),
        ("The posts", [("Harbour", [("Sights", ["Far below"])]), "Hill"]),
    ]


def test_what_the_book_says_of_itself(epub):
    opf, title, cover = (_read(epub[0], name) for name in ("content.opf", "title.xhtml", "cover.xhtml"))
    for word in (
        "<dc:title>Walks<",
        ">Ada Bo<",
        "<dc:description>Where we went<",
        "<dc:rights>© Ada<",
        'properties="cover-image"',
        '<meta name="cover" content="cover-image"',
        "2024-02-01T00:00:00Z",
        "<dc:language>fa<",
        'group-position">2<',
    ):
        assert word in opf, word
    assert all(word in title for word in ("Walks", "Ada Bo", "Where we went", "© Ada", "Land 2"))
    assert '<img src="images/cover.png" alt="Walks" role="doc-cover"' in cover
    with zipfile.ZipFile(epub[0]) as opened:
        assert Image.open(opened.open("EPUB/images/cover.png")).size == (1200, 1800)


def test_chapters_and_parts(epub):
    harbour, docs, fin = (_read(epub[0], name) for name in ("harbour.xhtml", "docs.xhtml", "fin.xhtml"))
    assert 'epub:type="chapter" role="doc-chapter"' in harbour and "Ada" in harbour and 'datetime="2024-02-01"' in harbour
    assert 'epub:type="part" role="doc-part"' in docs and "Two pages." in docs
    assert 'lang="fa" dir="rtl"' in fin
    assert re.findall(r"<(h\d)", harbour) == ["h1", "h2", "h3"]


def test_notes_are_asides_numbered_in_their_chapter(epub):
    page = lxml.etree.fromstring(_read(epub[0], "harbour.xhtml").encode())
    space = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
    asides = page.xpath("//h:aside[@e:type='footnote'][@role='doc-footnote']", namespaces=space)
    assert [" ".join("".join(each.itertext()).split())[:20] for each in asides] == [
        "1. Of the ferries. ↩",
        "2. Of the gulls. In ",
    ]
    references = page.xpath("//h:a[@e:type='noteref'][@role='doc-noteref']", namespaces=space)
    assert [each.text for each in references] == ["1", "2", "1"]
    assert {each.get("href")[1:] for each in references} == {each.get("id") for each in asides}
    backs = page.xpath("//h:aside//h:a[@role='doc-backlink']/@href", namespaces=space)
    assert len(backs) == 3 and set(backs) <= {f"#{name}" for name in page.xpath("//@id")}
    other = lxml.etree.fromstring(_read(epub[0], "start.xhtml").encode())
    assert other.xpath("//h:a[@e:type='noteref']/text()", namespaces=space) == ["1"]


def test_links_lead_where_they_should(epub):
    target, said = epub
    hill = lxml.etree.fromstring(_read(target, "hill.xhtml").encode())
    found = {"".join(link.itertext()): link.get("href") for link in hill.iter("{*}a")}
    for name in (
        "By path",
        "by alias",
        "by the other alias",
        "By file",
        "by ref",
        "by relref",
        "By URL",
        "by its page",
        "by http",
    ):
        assert found[name].startswith("harbour.xhtml"), name
    assert found["By path"].endswith("-far-below") and found["By file"] == found["by ref"] and found["by ref"].endswith("-sights")
    assert found["By a dead name"] == "harbour.xhtml"
    assert re.search(r"hill.md:9:\d+: warning: link to a place that is not there: '/posts/harbour/#nowhere' \[CK408\]", said)
    assert found["Out of the book"] == "https://walks.example/site/about/?x=1#y"
    assert found["elsewhere"] == "https://other.example/posts/harbour/"
    assert found["raw"] == "harbour.xhtml"
    harbour = _read(target, "harbour.xhtml")
    assert 'href="docs.xhtml"' in harbour and ">here</a>" in harbour and ">nowhere</a>" not in harbour
    assert re.search(r"harbour.md:15:\d+: warning: link to a place that is not there: '#gone' \[CK408\]", said)
    assert 'href="start.xhtml"' in _read(target, "fin.xhtml")
    assert 'href="harbour.xhtml"' in _read(target, "posts.xhtml")


def test_pictures_are_bounded_kept_once_and_stored(epub):
    target, said = epub
    with zipfile.ZipFile(target) as opened:
        pictures = {entry.filename: entry for entry in opened.infolist() if "/images/" in entry.filename}
        sizes = {name: Image.open(opened.open(name)).size for name in pictures if name.endswith((".png", ".jpg"))}
    assert sizes == {
        "EPUB/images/photo.jpg": (1600, 800),
        "EPUB/images/scan.png": (11, 1600),
        "EPUB/images/tile.png": (2, 2),
        "EPUB/images/cover.png": (1200, 1800),
    }
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in pictures.values())
    assert _read(target, "harbour.xhtml").count('src="images/photo.jpg"') == 2
    assert re.search(r"harbour.md:25:\d+: warning: picture cannot be read: 'broken.png': .* \[CK307\]", said)


def test_players_and_embeds(epub):
    page = _read(epub[0], "harbour.xhtml")
    assert re.search(r'<audio[^>]* src="images/horn.mp3"', page) and re.search(r'<video[^>]* src="images/tide.mp4"', page)
    assert 'poster="images/tile.png"' in page and "autoplay" not in page
    opf = _read(epub[0], "content.opf")
    assert all(f'schema:accessMode">{mode}<' in opf for mode in ("textual", "visual", "auditory"))
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in page and ">Video on YouTube" in page
    assert 'href="https://gist.github.com/ada/1234567"' in page
    assert not re.search(r'src="http', page)


def test_a_post_without_text_is_left_out(epub):
    assert re.search(r"empty.md:1:1: note: the post has no text and is left out \[CK414\]", epub[1])
    assert re.search(r"^4 posts to ", epub[1], re.M)


@pytest.mark.parametrize("limit", [0, 500])
def test_the_limit_of_pictures_is_an_option(site, tmp_path, run, limit):
    assert run("book", site / "content/posts", "-o", tmp_path / "a.epub", "--image-max", limit, "--cover", "none").code == 0
    with zipfile.ZipFile(tmp_path / "a.epub") as opened:
        size = Image.open(opened.open("EPUB/images/photo.jpg")).size
        assert "EPUB/cover.xhtml" not in opened.namelist()
    assert size == ((500, 250) if limit else (2000, 1000))


def test_a_cover_that_is_given(site, tmp_path, run):
    (tmp_path / "front.webp").write_bytes(_saved("WEBP", (300, 400), "red"))
    said = run("book", site / "content/posts", "-o", tmp_path / "a.epub", "--cover", tmp_path / "front.webp")
    assert said.code == 0 and "CK415" not in said.stderr
    assert epubcheck(tmp_path / "a.epub") == []
    with zipfile.ZipFile(tmp_path / "a.epub") as opened:
        assert Image.open(opened.open("EPUB/images/front.jpg")).size == (300, 400)
    for name in ("none.png", "hugo.toml"):
        said = run("book", site / "content/posts", "-o", tmp_path / "a.epub", "--cover", site / name)
        assert said.code == 0 and "[CK415]" in said.stderr
        with zipfile.ZipFile(tmp_path / "a.epub") as opened:
            assert Image.open(opened.open("EPUB/images/cover.png")).size == (1200, 1800)


def test_a_folder_of_pages(site, tmp_path, run):
    ran = run("book", site / "content", "-o", f"{tmp_path}/out/", "--sort", "weight", "--parts", "section")
    assert ran.code == 0, ran.stderr
    names = {"index", "docs", "start", "fin", "posts", "harbour", "hill"}
    media = {"photo.webp", "scan.png", "tile.png", "horn.mp3", "tide.mp4"}
    assert files(tmp_path / "out") >= {"style.css", *(f"{name}.html" for name in names), *(f"assets/{name}" for name in media)}
    assert [message for message in nu(*(tmp_path / "out").glob("*.html")) if "Consider" not in message] == []
    start = lxml.html.parse(tmp_path / "out/start.html")
    assert start.xpath("//a[@rel='prev']/@href") == ["docs.html"] and start.xpath("//a[@rel='next']/@href") == ["fin.html"]
    assert start.xpath("//link[@rel='stylesheet']/@href") == ["style.css"]
    index = lxml.html.parse(tmp_path / "out/index.html")
    assert index.xpath("//nav//a/text()") == ["The docs", "Start", "پایان", "The posts", "Harbour", "Hill"]
    for page in (tmp_path / "out").glob("*.html"):
        for url in lxml.html.parse(page).xpath("//@href | //@src"):
            file = url.partition("#")[0]
            assert ":" in file or not file or (page.parent / file).is_file(), (page.name, url)


def test_one_page_has_levels_in_order(site, tmp_path, run):
    assert run("book", site / "content", "-o", tmp_path / "a.html", "--parts", "section", "--assets", "embed").code == 0
    page = lxml.html.parse(tmp_path / "a.html").getroot()
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert files(tmp_path) == {"a.html"}
    assert page.xpath("//img/@src[not(starts-with(., 'data:'))]") == []


def test_a_book_from_python(site, tmp_path):
    found = ck.Site(site)
    ck.write(found.posts(section="posts"), tmp_path / "a.epub")
    opf = _read(tmp_path / "a.epub", "content.opf")
    assert "<dc:title>Walks<" in opf and ">Ada Bo<" in opf and "© Ada" in opf
    options = ck.epub.Options(title="Other", authors=("X", "Y"), rights="R", series="S", language="de", identifier="urn:x:1")
    ck.write(found.posts(section="posts"), tmp_path / "a.epub", options=options)
    opf = _read(tmp_path / "a.epub", "content.opf")
    assert all(word in opf for word in ("<dc:title>Other<", ">X<", ">Y<", "<dc:rights>R<", ">S<", ">de<", ">urn:x:1<"))


_AGAIN = """
import datetime, sys, time
from pathlib import Path
from convertkit.cli import main
main(["book", "content", "-o", sys.argv[1], "--parts", "section", "--quiet"], standalone_mode=False)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.epub", "a.html"])
def test_the_same_bytes_in_another_folder_locale_and_time(site, tmp_path, name):
    made = []
    settings = [{}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}]
    for number, changed in enumerate(settings):
        folder = tmp_path / f"{number}/some {'deep/' * number}where"
        shutil.copytree(site, folder)
        for path in folder.rglob("*"):
            os.utime(path, (10**9 * number, 10**9 * number))
        fixed = {"SOURCE_DATE_EPOCH": str(1_800_000_000 + number * 10**8)}
        env = os.environ | {"PYTHONPATH": str(CHECKOUT)} | changed | fixed
        subprocess.run([sys.executable, "-c", _AGAIN, name], cwd=folder, env=env, check=True, capture_output=True)
        made.append((folder / name).read_bytes())
    assert made[0] == made[1]


def test_a_page_of_one_post_takes_the_title_that_is_given(site, tmp_path, run):
    ran = run(
        "convert",
        site / "content/posts/hill.md",
        "-o",
        tmp_path / "a.html",
        "--title",
        "Mount",
        "--authors",
        "X",
        "--authors",
        "Y",
    )
    assert ran.code == 0
    page = lxml.html.parse(tmp_path / "a.html")
    assert page.xpath("//h1/text()") == ["Mount"] and page.xpath("//meta[@name='author']/@content") == ["X", "Y"]


def test_one_bad_post_does_not_end_the_book(site, tmp_path, run, monkeypatch):
    shutil.copytree(site, tmp_path / "site")
    posts = tmp_path / "site/content/posts"
    (posts / "binary.md").write_bytes(b"\0\1\2")
    (posts / "deep.md").write_text("> " * 4000 + "text\n")
    read = ck.read

    def failing(given, **named):
        if "fin" in given.name:
            raise ZeroDivisionError("a bug")
        return read(given, **named)

    monkeypatch.setattr("convertkit.commands.book.read", failing)
    ran = run("book", tmp_path / "site/content", "-o", tmp_path / "a.epub", allow_bugs=True)
    assert ran.code == 1
    assert "binary.md:1:1: error: not a text file [CK101]" in ran.stderr
    assert re.search(r"fin.fa.md.*internal error: ZeroDivisionError: a bug .*\[CK106\]", ran.stderr)
    assert "[CK105]" in ran.stderr
    assert epubcheck(tmp_path / "a.epub") == []
    assert "harbour.xhtml" in _read(tmp_path / "a.epub", "nav.xhtml")
