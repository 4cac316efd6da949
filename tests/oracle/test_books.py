"""Books of real sites: no dead link inside, no picture lost, nothing of a generator's syntax in the text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import lxml.etree
import lxml.html
import pytest
from oracle.judges import epubcheck, nu

import convertkit as ck

pytestmark = pytest.mark.oracle
BOOKS = {
    "papermod-example": ("papermod-example", "--parts", "section"),
    "hextra-fa": ("hextra/docs/content", "--language", "fa", "--sort", "weight", "--parts", "section"),
    "hextra": ("hextra/docs/content", "--sort", "title", "--reverse"),
    "etcd": ("etcd/content", "--parts", "section", "--sort", "weight"),
    "jekyll-docs": ("jekyll-docs/docs", "--parts", "year"),
    "hugo-docs": ("hugo-docs/content", "--section", "content-management", "--sort", "weight"),
}
# "{{< x", "{{% x", "{% x", "{: .class"
_LEAK = re.compile(r"\{\{[<%]|\{%|\{: ?[.#]")


@pytest.fixture(scope="module", params=list(BOOKS))
def book(request, shared, tmp_path_factory) -> tuple[str, Path, str]:
    """The name of a book, its EPUB, and what the run said."""
    from click.testing import CliRunner

    from convertkit.cli import main

    folder, *arguments = BOOKS[request.param]
    target = tmp_path_factory.mktemp("books") / f"{request.param}.epub"
    command = ["book", str(shared / "corpus" / folder), "-o", str(target), *arguments]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert target.is_file(), result.stderr
    assert "[CK106]" not in result.stderr
    return request.param, target, result.stderr


def _pages(target: Path) -> Iterator[tuple[str, lxml.etree._Element]]:
    with zipfile.ZipFile(target) as opened:
        for name in opened.namelist():
            if name.endswith(".xhtml"):
                yield name.removeprefix("EPUB/"), lxml.etree.fromstring(opened.read(name))


def _named(tag: str) -> str:
    return f"{{http://www.w3.org/1999/xhtml}}{tag}"


def test_every_link_inside_has_its_target(book):
    _, target, _ = book
    ids = {name: {element.get("id") for element in page.iter() if element.get("id")} for name, page in _pages(target)}
    dead, inside = [], 0
    for name, page in _pages(target):
        for link in page.iter(_named("a")):
            href = link.get("href", "")
            if re.match(r"[a-z][a-z0-9+.-]*:", href, re.I):
                continue
            file, _, fragment = href.partition("#")
            inside += 1
            if (file or name) not in ids or (fragment and unquote(fragment) not in ids[file or name]):
                dead.append((name, href))
    assert dead == []
    assert inside > 50


def test_links_that_lead_out_of_the_site_are_absolute(book):
    _, target, _ = book
    schemes = {
        href.split(":")[0]
        for _, page in _pages(target)
        for link in page.iter(_named("a"))
        if ":" in (href := link.get("href", ""))
    }
    assert schemes <= {"http", "https", "mailto", "xmpp", "irc", "tel"}


def test_no_picture_that_was_found_is_lost(book, shared):
    name, target, said = book
    with zipfile.ZipFile(target) as opened:
        files = {entry.filename.removeprefix("EPUB/"): entry for entry in opened.infolist()}
    shown = [image.get("src") for _, page in _pages(target) for image in page.iter(_named("img"))]
    assert [url for url in shown if url not in files and not url.startswith("data:")] == []
    pictures = [entry for file, entry in files.items() if file.startswith("images/")]
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in pictures if not entry.filename.endswith(".svg"))
    wanted = _wanted(name, shared, {page for page, _ in _pages(target)})
    assert len([url for url in shown if url.startswith("images/")]) >= wanted, said


def _wanted(name: str, shared: Path, pages: set[str]) -> int:
    """How many pictures with a file the posts of a book show; of posts that several may be called by, those of the fewest."""
    folder = shared / "corpus" / BOOKS[name][0]
    site = ck.Site(folder.parent if folder.name == "content" else folder)
    count = 0
    for path in sorted(folder.rglob("*.m*d*")):
        if not path.is_file() or path.stem.startswith("_index"):
            continue
        post = ck.read(path, site=site)
        if f"{post.slug}.xhtml" in pages and f"{post.slug}-2.xhtml" not in pages:
            found = [image.reference for image in ck.find(post, ck.ast.Image)]
            count += (
                sum(1 for each in found if each is not None and each.resolved and each.kind != "url") if _shown(post, name) else 0
            )
    return count


def _shown(post: ck.Post, name: str) -> bool:
    """Whether a post of that name is the one that the book holds."""
    path = str(post.source.path)
    return {"hextra-fa": path.endswith(".fa.md"), "hugo-docs": "/content-management/" in path}.get(name, True)


def test_nothing_of_the_generators_syntax_is_left(book):
    _, target, _ = book
    leaks = set()
    for file, page in _pages(target):
        for element in list(page.iter(_named("pre"), _named("code"))):
            tail = element.tail
            element.clear()
            element.tail = tail
        if _LEAK.search(" ".join(page.itertext())):
            leaks.add(file)
    assert leaks == set()


@pytest.mark.slow
def test_epubcheck_has_no_error(book):
    _, target, _ = book
    assert [message for message in epubcheck(target) if not message.startswith("USAGE")] == []


@pytest.mark.slow
@pytest.mark.parametrize("split", [False, True])
def test_a_book_of_html_pages_links_only_to_what_is_there(shared, tmp_path, run, split):
    target = tmp_path / ("book" if split else "book.html")
    folder = shared / "corpus/papermod-example"
    ran = run("book", folder, "-o", f"{target}/" if split else target, "--parts", "section", "--language", "en")
    assert ran.code == 0, ran.stderr
    pages = {path.name: lxml.html.parse(path).getroot() for path in tmp_path.rglob("*.html")}
    assert ("index.html" in pages) == split
    for name, page in pages.items():
        ids = {other: {element.get("id") for element in root.iter()} for other, root in pages.items()}
        for link in page.iter("a"):
            file, _, fragment = link.get("href").partition("#")
            if ":" not in file:
                assert (file or name) in pages and (not fragment or unquote(fragment) in ids[file or name]), link.get("href")
    assert nu(*tmp_path.rglob("*.html")) == []
