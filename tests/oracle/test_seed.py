"""The main job on a real post: every format, judged by the programs that read it."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from oracle.judges import epubcheck, hugo_page, jekyll_pages, nu, pdfinfo, poppler, qpdf, shown
from PIL import Image

import convertkit as ck

pytestmark = pytest.mark.oracle
FORMATS = "epub,pdf,html,hugo,jekyll"


@pytest.fixture(scope="module")
def seed(tmp_path_factory, shared) -> Path:
    """A Hugo site with the seed post and its three images."""
    root = tmp_path_factory.mktemp("seed") / "site"
    (root / "content/posts").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\nlanguageCode = "en"\ntheme = "PaperMod"\n')
    shutil.copy(shared / "seed/blame.md", root / "content/posts/blame.md")
    for number, colour in enumerate(("#223344", "#663322", "#226644"), start=1):
        Image.new("RGB", (900, 500), colour).save(root / f"static/BLAME{number}.jpg")
    return root


@pytest.fixture(scope="module")
def out(seed, tmp_path_factory) -> Path:
    """Everything that the command writes of the seed."""
    from click.testing import CliRunner

    from convertkit.cli import main

    folder = tmp_path_factory.mktemp("out")
    result = CliRunner().invoke(main, ["convert", str(seed / "content/posts/blame.md"), "--to", FORMATS, "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert "CK420" in result.stderr and "--date" in result.stderr
    assert result.stderr.count("warning:") == 1
    return folder


def test_the_epub_has_no_message_of_epubcheck(out):
    assert epubcheck(out / "blame.epub") == []


def test_the_epub_says_what_the_front_matter_says(out):
    with zipfile.ZipFile(out / "blame.epub") as book:
        opf = book.read("EPUB/content.opf").decode()
        names = book.namelist()
        chapter = book.read("EPUB/blame.xhtml").decode()
    assert re.findall(r"<dc:title>(.*?)<", opf) == ["BLAME!"]
    assert re.findall(r"<dc:creator[^>]*>(.*?)<", opf) == ["JETHER AZEL"]
    assert re.findall(r"<dc:description>(.*?)<", opf) == ["Cyberpunk and Sci-Fi Epic"]
    assert re.findall(r"<dc:subject>(.*?)<", opf) == ["Anime", "Manga", "BLAME!", "Cyberpunk", "Sci-Fi"]
    assert re.findall(r"<dc:language>(.*?)<", opf) == ["en"]
    assert sum(name.endswith(".jpg") for name in names) == 3
    assert chapter.count("<img ") == 3
    assert "NOTABLE CHARACTERS:" in chapter.split("<pre", 1)[1].split("</pre>", 1)[0]


def test_the_pdf_is_tagged_and_described(out):
    path = out / "blame.pdf"
    qpdf(path)
    info = pdfinfo(path)
    assert info["Tagged"] == "yes"
    assert (info["Title"], info["Author"]) == ("BLAME!", "JETHER AZEL")
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"
    assert poppler("pdfimages", "-list", str(path)).count("image") >= 3
    fonts = [line.split() for line in poppler("pdffonts", str(path)).splitlines()[2:]]
    assert fonts and all(row[-5] == "yes" for row in fonts), "every font is embedded"


def test_the_page_is_valid_and_shows_what_hugo_shows(out, seed, tmp_path):
    assert nu(out / "blame.html") == []
    copy = tmp_path / "site"
    shutil.copytree(seed, copy)
    (copy / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    theirs = shown(hugo_page(copy, tmp_path / "public")["posts/blame"])
    page = lxml.html.fromstring((out / "blame.html").read_text("utf-8"))
    article = page.find(".//article")
    for element in [article.find("header"), *article.findall("footer")]:
        element.drop_tree()
    ours = shown(lxml.html.tostring(article, encoding="unicode"))
    assert ours == theirs


def test_hugo_gets_the_bytes_of_the_source(out, seed):
    assert (out / "content/posts/blame.md").read_bytes() == (seed / "content/posts/blame.md").read_bytes()


def test_jekyll_builds_the_same_page_without_a_warning(out, seed, tmp_path):
    site = tmp_path / "jekyll"
    shutil.copytree(
        out, site, ignore=shutil.ignore_patterns("content", "*.epub", "*.pdf", "blame.html", "blame.assets", "static")
    )
    pages, said = jekyll_pages(site, tmp_path / "public")
    assert "warning" not in said.lower() and "error" not in said.lower()
    (name,) = [name for name in pages if name.endswith("blame.html")]
    copy = tmp_path / "hugo"
    shutil.copytree(seed, copy)
    (copy / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    assert shown(pages[name]) == shown(hugo_page(copy, tmp_path / "hugo-public")["posts/blame"])


def test_nothing_of_a_site_generator_is_left(out):
    texts = {path.name: path.read_text("utf-8") for path in out.rglob("*.html")}
    texts["jekyll"] = (out / "_drafts/blame.md").read_text("utf-8")
    texts["pdf"] = poppler("pdftotext", str(out / "blame.pdf"), "-")
    with zipfile.ZipFile(out / "blame.epub") as book:
        texts |= {name: book.read(name).decode() for name in book.namelist() if name.endswith("xhtml")}
    for name, text in texts.items():
        assert not re.search(r"\{\{[<%]|\{%", text), name


def test_inline_style_reaches_pages_when_it_is_asked_for(seed, tmp_path, run):
    ran = run("convert", seed / "content/posts/blame.md", "--to", "html,epub", "-o", tmp_path, "--inline-shortcodes")
    assert ran.code == 0 and "CK207" not in ran.stderr
    assert ".emojify" in (tmp_path / "blame.html").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "blame.epub") as book:
        assert ".emojify" in book.read("EPUB/style.css").decode()
    assert epubcheck(tmp_path / "blame.epub") == []
    assert nu(tmp_path / "blame.html") == []


def test_without_its_images_every_target_is_written(seed, tmp_path, run):
    site = tmp_path / "site"
    shutil.copytree(seed, site)
    shutil.rmtree(site / "static")
    post = site / "content/posts/blame.md"
    ran = run("convert", post, "--to", FORMATS, "-o", tmp_path / "out", "--date", "2024-05-01")
    assert ran.code == 0
    assert [int(line) for line in re.findall(r"blame\.md:(\d+):1: warning: image not found", ran.stderr)] == [9, 23, 45]
    for name in ("blame.epub", "blame.pdf", "blame.html", "content/posts/blame.md", "_posts/2024-05-01-blame.md"):
        assert (tmp_path / "out" / name).stat().st_size > 0
    assert epubcheck(tmp_path / "out/blame.epub") == []
    strict = run("convert", post, "--to", "html", "-o", tmp_path / "strict/blame.html", "--strict")
    assert strict.code == 1


def test_the_library_does_the_same(seed, tmp_path):
    site = ck.Site(seed)
    post = ck.read(site / "content/posts/blame.md", site=site)
    assert post.metadata.title == "BLAME!"
    assert [image.target.url for image in ck.find(post, ck.ast.Image)] == [f"/BLAME{number}.jpg" for number in (1, 2, 3)]
    assert [diagnostic.code for diagnostic in post.diagnostics] == ["CK207"]
    ck.write(post, tmp_path / "blame.pdf", options=ck.pdf.Options(page_size="A5"))
    assert pdfinfo(tmp_path / "blame.pdf")["Page size"].startswith("419.5")
    ck.write(post, tmp_path / "blame.md", to="jekyll")
    assert "```html" in (tmp_path / "blame.md").read_text("utf-8")
    ck.write(site.posts(tag="manga"), tmp_path / "manga.epub")
    assert epubcheck(tmp_path / "manga.epub") == []
