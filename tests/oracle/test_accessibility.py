"""Books and pages of real sites, and of a post with every construct, under every judge: nothing to complain of."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from oracle.judges import LOOKS, ace, axe, epubcheck, nu
from PIL import Image
from support import CHECKOUT, SVG, png

pytestmark = [pytest.mark.oracle, pytest.mark.slow]
# Calls and tags of a site generator that reach a reader outside of code: "{{< x", "{% x", "{: .class"
_LEAK = re.compile(r"\{\{[<%]|\{%|\{: ?[.#]")
# Each width and each set of colours once: a long page takes axe ten seconds a look.
BOTH = ((1280, "light"), (375, "dark"))
# The languages of Hextra's documentation: in the names of its files, and as tags
HEXTRA = {"en": "en", "fa": "fa", "ja": "ja-JP", "zh-cn": "zh-CN"}


# ---------------------------------------------------------------------------- what is judged


@pytest.fixture(scope="module")
def seed(tmp_path_factory, shared) -> Path:
    """The seed post in a site of its theme, with its three pictures."""
    root = tmp_path_factory.mktemp("seed") / "site"
    (root / "content/posts").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\nlanguageCode = "en"\ntheme = "PaperMod"\n')
    shutil.copy(shared / "seed/blame.md", root / "content/posts/blame.md")
    for number, colour in enumerate(("#223344", "#663322", "#226644"), start=1):
        Image.new("RGB", (900, 500), colour).save(root / f"static/BLAME{number}.jpg")
    return root / "content/posts/blame.md"


@pytest.fixture(scope="module")
def torture(tmp_path_factory) -> Path:
    """The folder of a site with posts that nest every construct of the vocabulary."""
    root = tmp_path_factory.mktemp("torture") / "site"
    shutil.copytree(CHECKOUT / "tests/fixtures/torture", root)
    (root / "static").mkdir(exist_ok=True)
    (root / "static/tile.png").write_bytes(png(60, 40))
    (root / "static/sketch.svg").write_bytes(SVG)
    (root / "static/film.mp4").write_bytes(b"\0\0\0\x20ftypmp42" + b"\0" * 64)
    (root / "static/sound.mp3").write_bytes(b"ID3" + b"\0" * 64)
    return root / "content/posts"


def hextra(shared: Path, language: str) -> list[Path]:
    """The pages of Hextra's documentation in one language."""
    suffix = {"en": r"[^.]+(\.\d+)?", **{key: rf".+\.{key}" for key in HEXTRA if key != "en"}}[language]
    pages = sorted((shared / "corpus/hextra/docs/content").rglob("*.md"))
    return [path for path in pages if re.fullmatch(suffix, path.stem) and not path.stem.startswith("_index")]


# ---------------------------------------------------------------------------- what is asserted of each


def clean_book(book: Path) -> None:
    """Nothing that epubcheck, Ace or we complain of in an EPUB."""
    assert epubcheck(book) == []
    assert ace(book) == []
    with zipfile.ZipFile(book) as opened:
        pages = {name: opened.read(name) for name in opened.namelist() if name.endswith(".xhtml")}
        files = set(opened.namelist())
    whole(pages, files)


def clean_page(*pages: Path, looks: Sequence[tuple[int, str]] = LOOKS) -> None:
    """Nothing that the Nu validator, axe or we complain of in a page and the files beside it."""
    assert nu(*pages) == []
    assert axe(*pages, looks=looks) == []
    for page in pages:
        files = {path.relative_to(page.parent).as_posix() for path in page.parent.rglob("*") if path.is_file()}
        whole({page.name: page.read_bytes()}, files)


def whole(pages: dict[str, bytes], files: set[str]) -> None:
    """No dead link, no lost picture and no leak in pages by their names, among `files`."""
    trees = {name: lxml.html.document_fromstring(data) for name, data in pages.items()}
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    for name, tree in trees.items():
        for url in map(str, tree.xpath("//@href[not(parent::link)] | //img/@src")):
            parts = urlsplit(url)
            if parts.scheme or parts.netloc or url.startswith("/"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            if parts.path.startswith("..") and target not in files:
                continue
            assert target in files, (name, url)
            if parts.fragment and target in ids and parts.fragment != "top":
                assert {unquote(parts.fragment), parts.fragment} & ids[target], (name, url)
        for code in tree.xpath("//pre | //code | //head"):
            code.drop_tree()
        assert not _LEAK.search(tree.text_content()), name


def written(run, sources: list[Path], target: Path, *options: object) -> str:
    """Write a book; what the command said."""
    ran = run("book", *sources, "-o", target, *options)
    assert ran.code in (0, 1), ran.stderr
    assert target.is_file(), ran.stderr
    # A picture that is not in the corpus is missing; of those that are there none may be.
    assert not re.search(r"picture cannot be read|not an image", ran.stderr), ran.stderr
    return ran.stderr


def chapters(book: Path) -> int:
    with zipfile.ZipFile(book) as opened:
        return len(re.findall(r"<itemref", opened.read("EPUB/content.opf").decode()))


def pictures(sources: list[Path], book: Path, said: str) -> None:
    """Every picture of the sources is in the book, or was reported by name."""
    wanted = {match for path in sources for match in re.findall(r"!\[[^\]]*\]\(<?([^)\s>]+)", _uncoded(path))}
    with zipfile.ZipFile(book) as opened:
        shown = " ".join(opened.read(name).decode() for name in opened.namelist() if name.endswith(".xhtml"))
    for url in wanted:
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", unquote(url).rsplit("/", 1)[-1].split("?")[0].rsplit(".", 1)[0]).strip("-.")
        assert url in said or unquote(url) in said or stem in shown, url


def _uncoded(path: Path) -> str:
    """The Markdown of a post without code."""
    text = re.sub(r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^ *\2`* *$", "", path.read_text("utf-8"), flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", "", text)


# ---------------------------------------------------------------------------- one post


def test_the_judges_see_what_is_wrong(tmp_path, seed, run):
    assert run("convert", seed, "--to", "epub,html", "-o", tmp_path).code == 0
    page = tmp_path / "blame.html"
    text = page.read_text("utf-8")
    wide = '<main><p style="width: 3000px; color: #777">wide</p>'
    page.write_text(re.sub(r' alt="[^"]*"', "", text).replace("<main>", wide), "utf-8")
    assert any("alt" in each for each in nu(page))
    found = axe(page)
    assert sum("critical image-alt" in each for each in found) == 3 * len(LOOKS)
    assert any("wide (375, light)" in each for each in found)
    assert any("color-contrast (1280, dark)" in each for each in found)
    bad = tmp_path / "bad.epub"
    with zipfile.ZipFile(tmp_path / "blame.epub") as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb' alt="[^"]*"', b"", data) if name.endswith("blame.xhtml") else data)
    assert sum("critical image-alt" in each for each in ace(bad)) == 3


def test_the_seed(seed, tmp_path, run):
    assert run("convert", seed, "--to", "epub,html", "-o", tmp_path, "--open-graph", "--json-ld").code == 0
    clean_book(tmp_path / "blame.epub")
    clean_page(tmp_path / "blame.html")


@pytest.mark.parametrize("theme", ["plain", "book"])
def test_a_post_with_every_construct(theme, torture, tmp_path, run):
    ran = run("convert", torture / "torture.md", "--to", "epub,html", "-o", tmp_path, "--theme", theme)
    assert ran.code == 0, ran.stderr
    assert "'#nowhere'" in ran.stderr and "missing.png" in ran.stderr
    clean_book(tmp_path / "torture.epub")
    clean_page(tmp_path / "torture.html")


def test_a_book_with_every_construct(torture, tmp_path, run):
    for name in ("book.epub", "book.html"):
        assert run("book", torture, "-o", tmp_path / name).code == 0
    assert run("book", torture, "-o", tmp_path / "pages", "--to", "html", "--split").code == 0
    clean_book(tmp_path / "book.epub")
    clean_page(tmp_path / "book.html", *sorted((tmp_path / "pages").glob("*.html")))


def test_a_newsletter_with_every_construct(torture, tmp_path, run):
    page = tmp_path / "mail.html"
    assert run("convert", torture / "torture.md", "-o", page, "--inline-css").code == 0
    text = page.read_text("utf-8")
    assert "<style" not in text and 'style="' in text
    assert nu(page) == []
    assert 'src="https://torture.example/tile.png"' in text


# ---------------------------------------------------------------------------- books of real sites


@pytest.mark.parametrize("language", HEXTRA)
def test_a_book_of_hextra(language, shared, tmp_path, run):
    sources = hextra(shared, language)
    said = written(run, sources, tmp_path / "book.epub")
    assert len(sources) == 30 and chapters(tmp_path / "book.epub") >= 30
    with zipfile.ZipFile(tmp_path / "book.epub") as opened:
        nav = opened.read("EPUB/nav.xhtml").decode()
    assert f'lang="{HEXTRA[language]}"' in nav and ('dir="rtl"' in nav) == (language == "fa")
    pictures(sources, tmp_path / "book.epub", said)
    clean_book(tmp_path / "book.epub")
    written(run, sources, tmp_path / "book.html")
    clean_page(tmp_path / "book.html", looks=BOTH)


def test_a_book_of_papermod_example(shared, tmp_path, run):
    sources = [shared / "corpus/papermod-example/content"]
    said = written(run, sources, tmp_path / "book.epub")
    assert chapters(tmp_path / "book.epub") >= 12
    pictures(sorted(sources[0].rglob("posts/*.md")), tmp_path / "book.epub", said)
    clean_book(tmp_path / "book.epub")
    written(run, sources, tmp_path / "book.html")
    clean_page(tmp_path / "book.html", looks=BOTH)


def test_a_book_of_sixty_posts(shared, tmp_path, run):
    pages = [path for path in sorted((shared / "corpus/hugo-docs/content").rglob("*.md")) if path.name != "_index.md"]
    # One page in six is no chapter: its template fills it, or others include it.
    sources = pages[:: len(pages) // 76]
    said = written(run, sources, tmp_path / "book.epub")
    assert chapters(tmp_path / "book.epub") >= 60
    pictures(sources, tmp_path / "book.epub", said)
    clean_book(tmp_path / "book.epub")
    written(run, sources, tmp_path / "book.html")
    clean_page(tmp_path / "book.html", looks=BOTH)
