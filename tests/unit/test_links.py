"""Links: what each of them leads to, and what is said where it leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck
from convertkit.walk import find

CONFIG = """baseURL = "https://garden.example/"
enableInlineShortcodes = false
[languages.en]
weight = 1
[languages.fr]
weight = 2
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "hugo.toml": CONFIG,
        "content/posts/other.md": "---\nslug: renamed\n---\n",
        "content/posts/other.fr.md": "---\nslug: autre\n---\n",
        "content/posts/bundle/index.md": "---\ntitle: B\n---\n",
        "content/notes/other.md": "---\ntitle: N\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def read(root: Path, text: str, name: str = "content/posts/p.md") -> ck.Post:
    path = root / name
    path.write_text(f"---\ntitle: P\n---\n{text}\n")
    return ck.read(path)


@pytest.mark.parametrize(
    ("url", "resolved"),
    [
        ("other.md", "/posts/renamed/"),
        ("other.md#part", "/posts/renamed/#part"),
        ("../notes/other.md", "/notes/other/"),
        ("/notes/other.md", "/notes/other/"),
        ("other.fr.md", "/posts/renamed/"),
        ("bundle/index.md", "/posts/bundle/"),
        ("bundle", "/posts/bundle/"),
        ("/posts/other", "/posts/renamed/"),
        ("../x/", "/posts/x/"),
        ("#part", "#part"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_page_that_hugo_finds(root: Path, url: str, resolved: str) -> None:
    (link,) = find(read(root, f"[text]({url})"), ck.ast.Link)
    assert link.reference is not None
    assert (link.target.url, link.reference.resolved) == (url, resolved)


def test_a_page_in_french_links_to_french_pages(root: Path) -> None:
    (link,) = find(read(root, "[text](other.md)", "content/posts/p.fr.md"), ck.ast.Link)
    assert link.reference is not None and link.reference.resolved == "/fr/posts/autre/"


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ('{{< relref "other" >}}', "/posts/renamed/"),
        ('{{< relref path="other" lang="fr" >}}', "/fr/posts/autre/"),
        ('{{< ref "bundle#x" >}}', "https://garden.example/posts/bundle/#x"),
    ],
)  # fmt: skip
def test_ref_gives_the_address_of_the_page(root: Path, call: str, text: str) -> None:
    assert ck.ast.plain_text(read(root, call).body) == text


def test_a_file_that_is_not_there_is_reported(root: Path) -> None:
    post = read(root, "[text](gone.md)")
    assert [(found.code, found.message) for found in post.diagnostics] == [("CK204", "page not found: 'gone.md'")]


def test_a_name_that_two_pages_have_means_neither(root: Path) -> None:
    post = read(root, '{{< relref "other" >}}', "content/p.md")
    assert [found.code for found in post.diagnostics] == ["CK204"]


@pytest.mark.parametrize(
    ("link", "kept"), [("other.md", "/posts/renamed/"), ("https://a.example/", "https://a.example/"), ("/x/", "/x/")]
)
def test_the_link_of_a_badge_leads_to_its_page(root: Path, link: str, kept: str) -> None:
    (badge,) = find(read(root, f'Text {{{{< badge content="new" link="{link}" >}}}}'), ck.ast.Badge)
    assert badge.link == kept


def test_a_badge_runs_nothing(root: Path) -> None:
    post = read(root, '{{< badge content="new" link="javascript:alert(1)" >}}')
    assert [badge.link for badge in find(post, ck.ast.Badge)] == [""]
    assert [found.code for found in post.diagnostics] == ["CK304"]


def test_a_post_knows_the_files_that_its_images_show(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("", encoding="utf-8")
    for name in ("static/a.png", "content/post/b.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    path = tmp_path / "content/post/index.md"
    path.write_text("![A](/a.png) ![B](b.png) ![A](/a.png) ![C](gone.png) ![D](https://example.org/d.png)\n", encoding="utf-8")
    post = ck.read(path)
    assert [file.relative_to(tmp_path).as_posix() for file in post.resources] == ["static/a.png", "content/post/b.png"]
