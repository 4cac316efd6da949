"""The words of pages and books in the language of the reader."""

from __future__ import annotations

import tomllib
import zipfile

import pytest

import convertkit as ck
from convertkit import resources
from convertkit.writers.page.translations import translated, translations


def test_every_language_has_every_word():
    tables = tomllib.loads(resources.text("templates/words.toml"))
    words = set(tables["de"])
    assert {language: set(table) ^ words for language, table in tables.items() if set(table) != words} == {}
    assert all(word.strip() for table in tables.values() for word in table.values())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("", "Contents"),
        ("en", "Contents"),
        ("en-GB", "Contents"),
        ("de", "Inhalt"),
        ("de-AT", "Inhalt"),
        ("de_CH", "Inhalt"),
        ("pt-BR", "Sumário"),
        ("nn", "Innhold"),
        ("zh-CN", "目录"),
        ("zh-Hans-CN", "目录"),
        ("zh-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("tlh", "Contents"),
    ],
)
def test_the_nearest_language(language, expected):
    assert translated("Contents", language) == expected


def test_a_word_that_nobody_translates():
    assert translated("Xyzzy", "de") == "Xyzzy"
    assert translations("en-US") == {}


@pytest.fixture
def site(tmp_path):
    (tmp_path / "hugo.toml").write_text('languageCode = "de"\ntitle = "Blog"\n', encoding="utf-8")
    (tmp_path / "content").mkdir()
    for name in ("eins", "zwei"):
        text = f"---\ntitle: {name}\ntags: [a]\n---\n\n> [!NOTE]\n> Text\n\n{{{{< youtube abc >}}}}\n"
        (tmp_path / f"content/{name}.md").write_text(text, encoding="utf-8")
    return ck.Site(tmp_path)


def test_a_page(site, tmp_path):
    ck.convert(tmp_path / "content/eins.md", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert '<p class="callout-title">Hinweis</p>' in page
    assert 'aria-label="Schlagwörter"' in page
    assert ">YouTube</a>" in page


def test_a_book(site, tmp_path):
    ck.write(site.posts(), tmp_path / "out.epub")
    with zipfile.ZipFile(tmp_path / "out.epub") as book:
        texts = {name.rpartition("/")[2]: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
    assert ">Inhalt</a>" in texts["nav.xhtml"]
    assert ">Titelseite</a>" in texts["nav.xhtml"]
    assert "Hinweis" in texts["eins.xhtml"]
    assert 'aria-label="Umschlag"' in texts["cover.xhtml"]
