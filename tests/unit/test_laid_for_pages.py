"""What pages want of HTML: tables with room for words, paragraphs of pictures, words of formulas, notes that fit."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import convertkit as ck
from convertkit.wellformed import tree
from convertkit.writers.page.tables import fit_tables
from convertkit.writers.page.words import words_of
from convertkit.writers.page.xhtml import chapter
from convertkit.writers.pdf.lines import bracket_ruby
from convertkit.writers.pdf.notes import Room, notes_fit


def _table(*cells: str, rows: int = 1) -> str:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<table><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"


@pytest.mark.parametrize(
    ("html", "classes"),
    [
        (_table("short", "cells of many words that may stand on many lines"), None),
        (_table("abcdefghij", "abcdefghij", "<code>abcdefghijk</code>"), None),
        (_table("abcdefghij", "abcdefghij", "<code>a.very.long.name.in.code</code>"), "broken"),
        (_table(*["abcdefghij"] * 4), "broken dense"),
        (_table(*["abcdefghij"] * 8), "broken dense crowded"),
        (_table("https-like-words-break-behind-their-hyphens", "x"), None),
        (_table("漢字はどこでも改行できるので長くても幅はいらないのだ、と書いておく", "x"), None),
    ],
)
def test_tables_that_need_smaller_type(html, classes):
    root = tree(html)
    fit_tables(root, room=40)
    assert root.find(".//table").get("class") == classes


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<p><img src="a.png" alt=""></p>', "picture"),
        ('<p><a href="/x"><img src="a.png" alt=""></a></p>', "picture"),
        ('<p><img src="a.png" alt=""> <img src="b.png" alt=""></p>', "pictures"),
        ('<p><img src="a.png" alt=""><br><img src="b.png" alt=""></p>', "pictures"),
        ('<p>Text <img src="a.png" alt=""></p>', None),
        ('<p><a href="/x"><img src="a.png" alt=""> Text</a></p>', None),
        ("<p>\xa0</p>", "blank"),
        ("<p>Text</p>", None),
    ],
)
def test_paragraphs_without_words(html, kind):
    assert chapter(html).root.find(".//p").get("class") == kind


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("<msup><mi>c</mi><mn>2</mn></msup>", "c²"),
        ("<msub><mi>a</mi><mn>10</mn></msub>", "a₁₀"),
        ("<msub><mi>b</mi><mi>max</mi></msub>", "b_max"),
        ("<mfrac><mi>α</mi><mn>2</mn></mfrac>", "α/2"),
        ("<msqrt><mi>x</mi></msqrt>", "√x"),
    ],
)
def test_words_of_a_heading_with_a_formula(formula, words):
    tex = '<annotation encoding="application/x-tex">tex</annotation>'
    heading = etree.fromstring(
        f'<h2>Of <math><semantics><mrow>{formula}</mrow>{tex}</semantics></math><sup class="footnote-ref">1</sup> too</h2>'
    )
    assert words_of(heading) == f"Of {words} too"


def test_readings_stand_in_brackets():
    root = tree("<p><ruby>漢字<rt>かんじ</rt></ruby> <ruby>a<rt><b>b</b></rt></ruby></p>")
    bracket_ruby(root)
    assert "".join(root.itertext()) == "漢字（かんじ） a(b)"  # noqa: RUF001


def _post(folder: Path, notes: int, words: int) -> Path:
    calls = "\n\n".join(f"Paragraph {number} calls it[^{number}]." for number in range(notes))
    texts = "\n".join(f"[^{number}]: " + " ".join(f"n{number}w{word}" for word in range(words)) for number in range(notes))
    path = folder / "notes.md"
    path.write_text(f"---\ntitle: Notes\n---\n{calls}\n\n{texts}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("notes", "words", "stay"), [(6, 12, False), (3, 900, True), (1, 700, True)])
def test_notes_that_are_too_long_for_the_foot_of_a_page_are_not_lost(tmp_path, notes, words, stay):
    context = ck.Context()
    target = tmp_path / "notes.pdf"
    ck.convert(_post(tmp_path, notes, words), target, options=ck.pdf.Options(page_size="A5"), context=context)
    assert [each.code for each in context.report] == (["CK443"] if stay else [])
    text = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True).stdout
    missing = [f"n{note}w{word}" for note in range(notes) for word in range(words) if f"n{note}w{word}" not in text]
    assert missing == []


def test_a_note_within_a_note_is_no_call_of_the_page():
    page = chapter(
        '<p>a<sup><a class="footnote-ref" href="#n1" id="r1">1</a></sup></p>'
        '<div class="footnotes"><ol><li id="n1"><p>b<a class="footnote-ref" href="#n2">2</a></p></li><li id="n2"><p>c</p></li></ol></div>'
    )
    assert notes_fit(page, Room(100, 1000))
    assert not notes_fit(page, Room(100, 50))


def test_titles_of_pictures_are_no_chapters(tmp_path):
    path = tmp_path / "a.md"
    path.write_text('---\ntitle: A\n---\n## Part\n\n{{< figure src="a.png" title="The tram" >}}\n', encoding="utf-8")
    ck.write([ck.read(path), ck.read(path)], tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        contents = book.read("EPUB/nav.xhtml").decode()
    assert ">Part</a>" in contents and "The tram" not in contents
