"""Books as PDF: what PDF/UA-1 asks for, checked on real sites; bound from gatherings, they equal one document."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from oracle.judges import pdfinfo, poppler, qpdf
from oracle.pdf_structure import Structure, destinations, kids, links, number_tree, outline, problems, texts
from support import CHECKOUT, png

import convertkit as ck
from convertkit.context import Context, Options
from convertkit.post import Book, Part
from convertkit.writers.pdf import split as pdf_split
from convertkit.writers.pdf import writer

pytestmark = pytest.mark.oracle

_LINES = "The tide came in and went out again, and nobody had said that it would. "


def _chapter(number: int, of: int) -> str:
    """A chapter with a bit of everything, links to the chapters around it, and a note."""
    around = " and ".join(f"[chapter {other}](/posts/c{other:02}/#part)" for other in (number % of + 1, (number + 4) % of + 1))
    rows = "\n".join(f"| {row} | {row * number} |" for row in range(1, 14))
    return f"""---
title: "Chapter {number}: {"a long way " * (number % 4)}home"
weight: {number}
{"language: de" if number == 3 else ""}
---

{_LINES * (3 + number % 3)} See {around}.[^1]

## Part

- one

  with a [link](https://example.org/{number})

![A tile](/tile.png)

| a | b |
|---|---|
{rows}

```python
print("{"seeds " * 30}")
```

### Below

{_LINES * 12}

[^1]: A note of chapter {number}, with *emphasis* and a [link](https://example.org/note).
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> ck.Site:
    root = tmp_path_factory.mktemp("pdf") / "site"
    (root / "content/posts").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "hugo.toml").write_text('baseURL = "https://tides.example/"\ntitle = "Tides"\nlanguageCode = "en"\n')
    (root / "static/tile.png").write_bytes(png(60, 40))
    for number in range(1, 13):
        (root / f"content/posts/c{number:02}.md").write_text(_chapter(number, 12))
    return ck.Site(root)


def written(posts: Sequence[ck.Post], site: ck.Site, target: Path, *, jobs: int = 1, **options: object) -> ck.Context:
    """The book, and the context in which it was written."""
    context = Context(site=site, options=Options(jobs=jobs))
    ck.write(posts, target, options=ck.pdf.Options(**options), context=context)
    return context


def by_weight(site: ck.Site) -> list[ck.Post]:
    return sorted(site.posts(), key=lambda post: post.metadata.weight)


@pytest.fixture
def in_gatherings(monkeypatch):
    """Books of a few pages are laid out in gatherings too."""
    _small(monkeypatch)


def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf_split, writer):
        monkeypatch.setattr(module, "SHORT", 1000)
    monkeypatch.setattr(pdf_split, "GATHERING", 12_000)


@pytest.fixture(scope="module")
def one(site, tmp_path_factory) -> Path:
    """The book of twelve chapters as one document."""
    target = tmp_path_factory.mktemp("one") / "one.pdf"
    written(by_weight(site), site, target)
    return target


@pytest.fixture(scope="module")
def bound(site, tmp_path_factory) -> Path:
    """The same book in gatherings."""
    target = tmp_path_factory.mktemp("bound") / "bound.pdf"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _small(monkeypatch)
        context = written(by_weight(site), site, target)
    assert [each for each in context.report if each.code in ("CK504", "CK505")] == []
    return target


@pytest.fixture(scope="module")
def two(site, tmp_path_factory) -> Path:
    """A book of two chapters."""
    target = tmp_path_factory.mktemp("two") / "two.pdf"
    context = written(by_weight(site)[:2], site, target)
    assert [each for each in context.report if each.code.startswith(("CK44", "CK5"))] == []
    return target


def assert_equal(one: Path, bound: Path) -> None:
    """Two files show, say and lead to the same."""
    assert texts(one) == texts(bound)
    with pikepdf.open(one) as first, pikepdf.open(bound) as second:
        assert [str(element.S) for element, _ in Structure(first).elements] == [
            str(element.S) for element, _ in Structure(second).elements
        ]
        assert links(first) == links(second) and sum(map(len, links(second))) > 20
        assert outline(first) == outline(second) and outline(second)
        assert destinations(first) == destinations(second)


def test_a_book_in_gatherings_equals_one_document(one, bound):
    with pikepdf.open(bound) as opened:
        assert len(opened.Root.StructTreeRoot.ParentTree.Kids) >= 3, "several gatherings"
    qpdf(bound)
    assert problems(bound) == [] and problems(one) == []
    assert_equal(one, bound)


def test_page_numbers_are_right_in_gatherings(bound):
    pages = texts(bound)
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    contents = [line.split() for page in pages[1:3] for line in page.splitlines() if line.count(".") > 8]
    with pikepdf.open(bound) as book:
        places = [page + 1 for depth, title, page in outline(book) if depth < 2 and title != "Contents"]
        assert [int(line[-1]) for line in contents] == places
        # The number is no text of the document: it is an artifact.
        assert b"/Pagination" in book.pages[3].Contents.read_bytes()


def test_parts_keep_their_chapters_across_gatherings(site, tmp_path, in_gatherings):
    posts = by_weight(site)
    book = Book((Part("Spring", tuple(posts[:7])), Part("Autumn", tuple(posts[7:]))), title="Seasons")
    written(book, site, tmp_path / "one.pdf")
    written(book, site, tmp_path / "bound.pdf")
    assert_equal(tmp_path / "one.pdf", tmp_path / "bound.pdf")
    with pikepdf.open(tmp_path / "bound.pdf") as bound:
        depths = [depth for depth, title, _ in outline(bound) if title.startswith(("Spring", "Autumn", "Chapter"))]
    assert depths == [0, *[1] * 7, 0, *[1] * 5]
    assert problems(tmp_path / "bound.pdf") == []


def test_the_same_bytes_whatever_works_on_them(site, bound, tmp_path, in_gatherings, monkeypatch):
    posts = by_weight(site)
    written(posts, site, tmp_path / "three.pdf", jobs=3)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.chdir(tmp_path)
    written(posts, site, Path("other.pdf"), jobs=2)
    assert (tmp_path / "three.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes() == bound.read_bytes()


def test_the_same_bytes_in_another_process(site, tmp_path):
    """Another seed for hashes, another clock."""
    code = (
        "import sys, time, convertkit as ck; from convertkit.context import Context\n"
        "now = time.time; time.time = lambda: now() + 86_400 * 400\n"
        "site = ck.Site(sys.argv[1]); ck.write(site.posts()[:3], sys.argv[2], context=Context(site=site))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)}
        target = str(tmp_path / f"{seed}.pdf")
        subprocess.run([sys.executable, "-c", code, str(site.root), target], check=True, env=environment)
    ck.write(site.posts()[:3], tmp_path / "here.pdf", context=Context(site=site))
    assert len({(tmp_path / f"{name}.pdf").read_bytes() for name in ("1", "2", "here")}) == 1


def test_without_its_processes_a_book_is_one_document(site, one, tmp_path, in_gatherings, monkeypatch):
    monkeypatch.setattr(writer.pdf_pool, "_BOOT", "raise SystemExit")
    report = written(by_weight(site), site, tmp_path / "book.pdf", jobs=2).report
    assert (tmp_path / "book.pdf").read_bytes() == one.read_bytes()
    assert [each.message for each in report if each.code == "CK508"] == [
        "the book is laid out as one document: a process that lays out pages died; try --jobs 1"
    ]


def test_a_picture_of_several_gatherings_is_stored_once(bound):
    with pikepdf.open(bound) as book:
        pictures = [each for each in book.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
    assert len(pictures) == 1


def test_chapters_are_sections_in_their_language(bound):
    with pikepdf.open(bound) as book:
        document = book.Root.StructTreeRoot.K[0]
        sections = [kid for kid in document.K if kid.S == "/Sect"]
        # The title page is the first one.
        assert len(sections) == 13
        assert [str(section.get("/Lang", "")) for section in sections] == ["", "", "", "de", *[""] * 9]
        assert {str(kid.S) for kid in kids(next(kid for kid in document.K if kid.S != "/Sect"))} == {"/H2", "/TOC"}


# ---------------------------------------------------------------------- notes, options


def test_notes_stand_at_the_foot_of_their_page(two):
    pages = texts(two)
    first = next(page for page in pages if "Chapter 1" in page and "See" in page)
    assert first.index("See") < first.index("A note of chapter 1")
    assert first.rstrip().splitlines()[-1].strip().isdigit(), "the page number alone is below the note"
    with pikepdf.open(two) as book:
        structure = Structure(book)
        notes = structure.of("/Note")
        assert len(notes) == 2 and all(str(kids(note)[0].S) == "/Lbl" for note in notes)
        for note in notes:
            before = kids(note.P)
            at = [kid.objgen if isinstance(kid, pikepdf.Dictionary) else kid for kid in before].index(note.objgen)
            assert before[at - 1].S == "/Reference", "a note follows its call"


def test_notes_after_the_chapter(site, tmp_path):
    written(by_weight(site)[:2], site, tmp_path / "book.pdf", notes="chapter")
    text = poppler("pdftotext", "-layout", str(tmp_path / "book.pdf"), "-")
    assert text.index("Below") < text.index("A note of chapter 1") < text.index("A note of chapter 2")
    with pikepdf.open(tmp_path / "book.pdf") as book:
        assert Structure(book).of("/Note") == []
    assert problems(tmp_path / "book.pdf") == []


NOTES = """---
title: Notes
---

## A heading[^h]

Twice[^a] and twice again[^a], and a long one.[^b]

| cell |
|------|
| note[^t] |

- item[^l]

[^h]: Of a heading.
[^a]: Used twice.
[^b]: First paragraph.

    Second paragraph.

        code of the note
[^t]: Of a table.
[^l]: Of a list.
"""


def test_notes_of_every_place(tmp_path):
    (tmp_path / "notes.md").write_text(NOTES)
    ck.convert(tmp_path / "notes.md", tmp_path / "notes.pdf")
    (page,) = texts(tmp_path / "notes.pdf")
    found = [line.strip() for line in page.splitlines() if line.strip()[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ")]
    assert found == ["1 Of a heading.", "2 Used twice.", "3 First paragraph.", "4 Of a table.", "5 Of a list."]
    assert page.index("item") < page.index("Of a heading.") and "code of the note" in page and "↩" not in page
    with pikepdf.open(tmp_path / "notes.pdf") as pdf:
        assert len(Structure(pdf).of("/Note")) == 5
    assert problems(tmp_path / "notes.pdf") == []


@pytest.mark.parametrize(("size", "points"), [("A4", "595.2"), ("A5", "419.5"), ("Letter", "612 x 792")])
def test_page_sizes(size, points, site, tmp_path):
    written(by_weight(site)[:1], site, tmp_path / "post.pdf", page_size=size)
    assert points in pdfinfo(tmp_path / "post.pdf")["Page size"]


# WeasyPrint 70 leaves the file of its colour profile open.
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
@pytest.mark.parametrize("variant", ["pdf/a-2b", "pdf/a-3b", "pdf/a-3a"])
def test_archival_variants(variant, site, tmp_path, in_gatherings):
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="needs pikepdf's checker of PDF/A: pip install pikepdf[pdfa]")
    written(by_weight(site)[:6], site, tmp_path / "book.pdf", pdf_variant=variant)
    findings = [str(found) for found in pdfa.validate_written(tmp_path / "book.pdf", pdfa.Flavour(variant[6] + "b")).findings]
    # The checker knows level B alone; A is B with tags, which every variant has here.
    assert [found for found in findings if "conformance is 'A', expected 'B'" not in found] == []
    assert problems(tmp_path / "book.pdf", variant=variant) == []


def test_a_character_that_no_font_has(tmp_path):
    (tmp_path / "post.md").write_text("---\ntitle: Odd\n---\n\nGood, then \ue123 and \ue123.\n")
    post = ck.read(tmp_path / "post.md")
    context = Context(site=ck.Site(tmp_path))
    ck.write(post, tmp_path / "post.pdf", context=context)
    (found,) = [each for each in context.report if each.code == "CK440"]
    assert (found.at.line, found.at.column) == (5, 12)
    assert "U+E123" in found.message and "2 times" in found.message


def test_digits_are_of_the_text_face(two):
    """An emoji font that a style sheet names draws every digit that stands alone."""
    assert "Emoji" not in poppler("pdffonts", str(two))


# ---------------------------------------------------------------------- what the checks would find


def _drop_parent_keys(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.StructParents = int(page.StructParents) + 1


def _drop_annotation_keys(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            annotation.StructParent = int(annotation.StructParent) + 1


def _unlink_chapters(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K = pikepdf.Array(list(pdf.Root.StructTreeRoot.K[0].K)[:2])


def _forget_alternatives(pdf: pikepdf.Pdf) -> None:
    for element, _ in Structure(pdf).elements:
        if element.S == "/Figure":
            del element.Alt


def _skip_a_heading(pdf: pikepdf.Pdf) -> None:
    for element in Structure(pdf).of("/H2"):
        element.S = pikepdf.Name.H4


def _forget_scopes(pdf: pikepdf.Pdf) -> None:
    for cell in Structure(pdf).of("/TH"):
        del cell.A.Scope


def _untag(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[-1]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 10 10 re f\n")


def _lose_names(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names


def _lose_ids(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.IDTree


_FAULTS = [
    _drop_parent_keys, _drop_annotation_keys, _unlink_chapters, _forget_alternatives, _skip_a_heading, _forget_scopes, _untag,
    _lose_names, _lose_ids,
]  # fmt: skip


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_the_checks_find_a_planted_fault(fault, two, tmp_path):
    assert problems(two) == []
    with pikepdf.open(two) as pdf:
        fault(pdf)
        pdf.save(tmp_path / "bad.pdf")
    assert problems(tmp_path / "bad.pdf")


def test_keys_of_gatherings_do_not_meet(bound):
    with pikepdf.open(bound) as book:
        keys = [key for key, _ in number_tree(book.Root.StructTreeRoot.ParentTree)]
    assert keys == sorted(set(keys))
