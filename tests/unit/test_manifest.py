"""Manifests of books: which posts in which order, what the title page says, where a mistake stands."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from support import Run, png


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Site"\n')
    for name in ("posts/a", "posts/b", "docs/c", "docs/deep/d", "docs/deep/e"):
        path = tmp_path / f"content/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {path.stem.upper()}\ndate: 2024-01-0{'edcba'.index(path.stem) + 1}\n---\n\nText.\n")
    return tmp_path


YAML = """\
title: Walks
authors: [Ada, Bo]
description: Two walks
rights: CC BY 4.0
publisher: House
language: en-GB
identifier: urn:isbn:9780000000002
series: Land
series_index: 3
cover: cover.png
chapters: content/posts/b.md
parts:
  - title: The docs
    posts: [content/docs/c.md, "content/docs/**/*.md"]
  - title: The rest
    posts: [content/posts]
"""
TOML = """\
title = "Walks"
author = "Ada"
chapters = ["content/posts/b.md"]
[[parts]]
title = "The docs"
posts = ["content/docs/c.md", "content/docs/**/*.md"]
[[parts]]
title = "The rest"
posts = ["content/posts"]
"""


def _titles(book: Path) -> list[str]:
    with zipfile.ZipFile(book) as opened:
        nav = opened.read("EPUB/nav.xhtml").decode().split("</nav>")[0]
    return re.findall(r"<a [^>]*>(.*?)</a>", nav)


@pytest.mark.parametrize(("name", "text"), [("book.yaml", YAML), ("book.toml", TOML)])
def test_parts_and_order(root: Path, run: Run, name: str, text: str) -> None:
    (root / name).write_text(text)
    (root / "cover.png").write_bytes(png(30, 40))
    ran = run("book", "--manifest", root / name, "-o", root / "x.epub")
    assert (ran.code, ran.stderr) == (0, f"5 posts to {root / 'x.epub'}\n")
    assert _titles(root / "x.epub") == ["B", "The docs", "C", "E", "D", "The rest", "A"], "named first; then oldest first"
    run("book", "--manifest", root / name, "-o", root / "x.epub", "--sort", "title")
    assert _titles(root / "x.epub") == ["B", "The docs", "C", "D", "E", "The rest", "A"]


def test_what_the_manifest_says_comes_before_flags(root: Path, run: Run) -> None:
    (root / "book.yaml").write_text(YAML)
    (root / "cover.png").write_bytes(png(30, 40))
    ran = run("book", "--manifest", root / "book.yaml", "-o", root / "x.epub", "--title", "Flag", "--strict")
    assert ran.code == 0, ran.stderr
    with zipfile.ZipFile(root / "x.epub") as opened:
        opf = opened.read("EPUB/content.opf").decode()
        title = opened.read("EPUB/title.xhtml").decode()
        assert opened.read("EPUB/images/cover.png") == png(30, 40)
    for word in (
        "<dc:title>Walks<",
        ">Ada<",
        ">Bo<",
        ">Two walks<",
        ">CC BY 4.0<",
        ">House<",
        ">en-GB<",
        ">urn:isbn:9780000000002<",
    ):
        assert word in opf, word
    assert '<meta property="belongs-to-collection" id="series">Land</meta>' in opf
    assert 'name="calibre:series_index" content="3"' in opf
    assert "Land 3" in title and "CC BY 4.0" in title


@pytest.mark.parametrize(
    ("name", "text", "place", "message"),
    [
        (
            "a.yaml",
            "title: x\nparts:\n  - title: y\n    posts: [content/none.md]\n",
            "4:13",
            "no post is called 'content/none.md' [CK114]",
        ),
        ("a.yaml", "title: x\nchapters: ['docs/*.md']\n", "2:13", "no post is called 'docs/*.md' [CK114]"),
        ("a.yaml", "title: x\n  bad: [\n", "2:6", "the manifest cannot be read: mapping values are not allowed"),
        ("a.yaml", "title: [x]\nchapters: [content/posts]\n", "1:1", "'title' is a text [CK113]"),
        (
            "a.yaml",
            "chapters: [content/posts]\nparts: x\n",
            "2:1",
            "'parts' is a list of parts, each with a title and posts [CK113]",
        ),
        ("a.yaml", "parts:\n  - posts: [content/posts]\n", "1:1", "a part needs a title [CK113]"),
        ("a.yaml", "chapters: [content/posts]\nauthors: {x: 1}\n", "2:1", "'authors' is a name or a list of names [CK113]"),
        ("a.yaml", "chapters: [/etc/passwd]\n", "1:12", "'/etc/passwd' is not a path below the manifest's folder [CK113]"),
        ("a.yaml", "chapters: [3]\n", "1:1", "'chapters' is a list of paths [CK113]"),
        ("a.yaml", "- x\n", "1:1", "the manifest cannot be read: it is not a table of keys [CK113]"),
        ("a.yaml", "chapters: [content/posts]\ntitel: x\n", "2:1", "a manifest has no key 'titel' [CK115]"),
        ("a.toml", "title = 'x'\nchapters = [\n'a' 'b']\n", "3:5", "the manifest cannot be read: unclosed array [CK113]"),
        ("a.toml", "title = 'x'\nchapters = ['no.md']\n", "2:14", "no post is called 'no.md' [CK114]"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(root: Path, run: Run, name: str, text: str, place: str, message: str) -> None:
    (root / name).write_text(text)
    ran = run("book", "--manifest", root / name, "-o", root / "x.epub", "--strict")
    assert f"{name}:{place}: " in ran.stderr and message in ran.stderr, ran.stderr
    assert ran.code == 1
    assert (root / "x.epub").exists() == ("CK115" in message)


def test_a_manifest_that_is_not_there(root: Path, run: Run) -> None:
    ran = run("book", "--manifest", root / "none.yaml", "-o", root / "x.epub")
    assert ran.code == 1 and "[CK100]" in ran.stderr


def test_posts_and_covers_outside_of_the_site_are_not_taken(
    root: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("A secret.\n")
    (outside / "secret.png").write_bytes(png(7, 7))
    (root / "link.md").symlink_to(outside / "secret.md")
    up = "../" * 12
    text = f"chapters: [content/posts, link.md, {up}{outside}/secret.md]\ncover: {up}{outside}/secret.png\n"
    (root / "book.yaml").write_text(text)
    ran = run("book", "--manifest", root / "book.yaml", "-o", root / "x.epub")
    assert ran.stderr.count("[CK107]") == 2 and ran.stderr.count("[CK302]") == 1, ran.stderr
    with zipfile.ZipFile(root / "x.epub") as opened:
        assert all(b"secret" not in opened.read(name) for name in opened.namelist())
        assert opened.read("EPUB/images/cover.png") != png(7, 7)


def test_a_manifest_and_sources_exclude_each_other(root: Path, run: Run) -> None:
    (root / "book.yaml").write_text(YAML)
    assert run("book", root / "content", "--manifest", root / "book.yaml", "-o", root / "x.epub").code == 2
    assert run("book", "-o", root / "x.epub").code == 2
