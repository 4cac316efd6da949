"""Several posts as one book: distinct ids, links that stay inside, every judge content."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from oracle.judges import epubcheck, nu, pdfinfo, poppler
from support import png

pytestmark = pytest.mark.oracle

FIRST = """---
title: Harbour
date: 2024-02-01
tags: [sea]
---

## Part

See [the hill](/posts/hill/#part), [the same]({{< relref "hill.md" >}}) and [nothing](#nowhere).[^1]

![A tile](/tile.png)

[^1]: Of the harbour.
"""
SECOND = """---
title: Hill
date: 2024-01-01
---

## Part

Back to [the harbour](harbour.md) or [home](/about/).[^1]

<img src="/tile.png" width="40">

[^1]: Of the hill.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("book") / "site"
    (root / "content/posts").mkdir(parents=True)
    (root / "static").mkdir()
    config = 'baseURL = "https://example.org/"\ntitle = "Walks"\n[markup.goldmark.renderer]\nunsafe = true\n'
    (root / "hugo.toml").write_text(config)
    (root / "content/posts/harbour.md").write_text(FIRST)
    (root / "content/posts/hill.md").write_text(SECOND)
    (root / "static/tile.png").write_bytes(png())
    return root


def test_an_epub_of_two_posts(site, tmp_path, run):
    book = tmp_path / "walks.epub"
    ran = run("book", site / "content/posts", "-o", book)
    assert ran.code == 0 and "2 posts" in ran.stderr
    assert "harbour.md:9:" in ran.stderr and "'#nowhere'" in ran.stderr
    assert epubcheck(book) == []
    with zipfile.ZipFile(book) as opened:
        harbour, hill = (opened.read(f"EPUB/{name}.xhtml").decode() for name in ("harbour", "hill"))
        opf = opened.read("EPUB/content.opf").decode()
        nav = opened.read("EPUB/nav.xhtml").decode()
    assert opf.index('idref="chapter-hill"') < opf.index('idref="chapter-harbour"'), "the older one comes first"
    assert 'href="hill.xhtml#p1-part"' in harbour and 'href="hill.xhtml"' in harbour
    assert 'href="harbour.xhtml"' in hill and 'href="https://example.org/about/"' in hill
    assert not set(re.findall(r' id="([^"]+)"', harbour)) & set(re.findall(r' id="([^"]+)"', hill))
    assert opf.count("image/png") == 2, "the tile once, and the cover"
    assert nav.index("Hill") < nav.index("Harbour")


def test_a_pdf_and_a_page_of_two_posts(site, tmp_path, run):
    assert run("book", site / "content/posts", "-o", tmp_path / "walks.pdf", "--sort", "title").code == 0
    text = poppler("pdftotext", str(tmp_path / "walks.pdf"), "-")
    assert text.index("Of the harbour.") < text.index("Of the hill.")
    assert pdfinfo(tmp_path / "walks.pdf")["Title"] == "Walks"
    assert run("book", site / "content/posts", "-o", tmp_path / "walks.html", "--reverse").code == 0
    assert nu(tmp_path / "walks.html") == []
    assert (tmp_path / "walks.assets/tile.png").is_file()


@pytest.mark.parametrize("suffix", ["epub", "pdf", "html"])
def test_a_book_of_posts_without_text_is_refused(tmp_path, run, suffix):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n")
    ran = run("book", tmp_path, "-o", tmp_path / f"book.{suffix}")
    assert ran.code == 1
    assert "at least one post that has text [CK413]" in ran.stderr
    assert not (tmp_path / f"book.{suffix}").exists()
