"""A book of a site in several languages: each page once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import written

_SITE = {
    "hugo.toml": 'title = "Tides"\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n[languages.de]\nweight = 3\n',
    "content/posts/quay.md": "Quay",
    "content/posts/quay.fr.md": "Quai",
    "content/posts/quay.de.md": "Kai",
    "content/posts/buoy.fr.md": "Bouée",
    "content/posts/buoy.de.md": "Boje",
    "content/posts/mole.de.md": "Mole",
    "content/posts/pier.md": "Pier",
    "content/posts/jetee.fr.md": "Jetée",
}


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    texts = {name: _post(text) if name.endswith(".md") else text for name, text in _SITE.items()}
    return written(tmp_path, texts) / "content/posts"


def _post(text: str) -> str:
    key = "translationKey: pier\n" if text in ("Pier", "Jetée") else ""
    return f"---\ntitle: {text}\ndate: 2024-01-01\n{key}---\n{text}\n"


def _titles(run, tmp_path: Path, *arguments: object) -> tuple[set[str], str]:
    target = tmp_path / "book.html"
    done = run("book", *arguments, "-o", target, "--sort", "title")
    page = target.read_text(encoding="utf-8")
    words = re.findall(r"<p>(\w+)</p>", page.partition("<article")[2])
    return set(words), done.stderr


def test_each_page_is_in_the_book_once(posts, tmp_path, run):
    titles, said = _titles(run, tmp_path, posts)
    assert titles == {"Quay", "Bouée", "Mole", "Pier"}
    assert "note: translations are left out: 2 of 'de', 2 of 'fr' [CK416]" in said
    assert "4 posts to" in said


def test_one_language(posts, tmp_path, run):
    titles, said = _titles(run, tmp_path, posts, "--language", "fr")
    assert titles == {"Quai", "Bouée", "Jetée"}
    assert "CK416" not in said


def test_all_of_them(posts, tmp_path, run):
    titles, said = _titles(run, tmp_path, posts, "--language", "all")
    assert titles == set(_SITE.values()) - {_SITE["hugo.toml"]}
    assert "CK416" not in said


def test_files_that_are_named_stay(posts, tmp_path, run):
    titles, said = _titles(run, tmp_path, posts / "quay.md", posts / "quay.de.md")
    assert titles == {"Quay", "Kai"}
    assert "CK416" not in said


def test_languages_that_are_turned_off_are_left_out(posts, tmp_path, run):
    (tmp_path / "hugo.toml").write_text(_SITE["hugo.toml"] + "disabled = true\n", encoding="utf-8")
    titles, said = _titles(run, tmp_path, posts)
    assert titles == {"Quay", "Bouée", "Pier"}
    assert "1 of 'fr'" in said or "2 of 'fr'" in said
