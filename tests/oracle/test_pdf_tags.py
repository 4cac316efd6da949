"""The tag tree of a PDF, walked with pikepdf: what PDF/UA-1 asks for and validators check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from oracle.judges import poppler, qpdf
from support import png

import convertkit as ck
from convertkit.writers.page.xhtml import chapter
from convertkit.writers.pdf.math import formulas_drawn

pytestmark = pytest.mark.oracle

POST = """\
---
title: Tags
---

## First

- one

  with a paragraph

- [`code` in a *link*](https://example.org/) and text
  - nested

1. a
2. b

![A tile](tile.png)

![](tile.png)

[![A tile in a link](tile.png)](https://example.org/tile)

#### Skipped

| a | b |
|---|---|
| 1 | [two](https://example.org/2) |

Term
: What it *means*.
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> Iterator[pikepdf.Pdf]:
    folder: Path = tmp_path_factory.mktemp("tags")
    (folder / "post.md").write_text(POST)
    (folder / "tile.png").write_bytes(png())
    ck.convert(folder / "post.md", folder / "post.pdf")
    qpdf(folder / "post.pdf")
    with pikepdf.open(folder / "post.pdf") as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Every structure element with its parent."""
    stack = [(kid, pdf.Root.StructTreeRoot) for kid in pdf.Root.StructTreeRoot.K]
    while stack:
        element, parent = stack.pop()
        yield element, parent
        stack += [(kid, element) for kid in kids(element) if kid.get("/S") is not None]


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    inner = element.get("/K", [])
    return [kid for kid in (inner if isinstance(inner, pikepdf.Array) else [inner]) if isinstance(kid, pikepdf.Dictionary)]


def test_each_element_knows_its_parent(pdf):
    for element, parent in elements(pdf):
        if parent.get("/S") is not None:
            assert element.P.objgen == parent.objgen


def test_a_list_item_holds_labels_and_one_body(pdf):
    items = [element for element, _ in elements(pdf) if element.S == "/LI"]
    assert len(items) >= 6
    for item in items:
        kinds = [str(kid.get("/S", "number")) for kid in kids(item)]
        assert set(kinds) <= {"/Lbl", "/LBody"} and kinds.count("/LBody") == 1, kinds


def test_every_annotation_belongs_to_a_link(pdf):
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert len(annotations) >= 3
    for annotation in annotations:
        assert owners[int(annotation.StructParent)].S == "/Link"
    inside = {kid.Obj.objgen for element, _ in elements(pdf) if element.S == "/Link" for kid in kids(element) if "/Obj" in kid}
    assert {annotation.objgen for annotation in annotations} <= inside


def test_a_figure_has_words_and_a_picture_without_is_none(pdf):
    figures = [element for element, _ in elements(pdf) if element.S == "/Figure"]
    assert sorted(str(figure.Alt) for figure in figures) == ["A tile", "A tile in a link"]


def test_formulas_are_drawn_and_read_out(tmp_path):
    passthrough = "[markup.goldmark.extensions.passthrough]\nenable = true\n[markup.goldmark.extensions.passthrough.delimiters]\n"
    (tmp_path / "hugo.toml").write_text(f"{passthrough}block = [['$$', '$$']]\ninline = [['$', '$']]\n")
    (tmp_path / "content").mkdir()
    post = tmp_path / "content/post.md"
    post.write_text("---\ntitle: Sums\n---\n\nIt is $a^2$ here.\n\n$$\\int_0^1 x\\,dx$$\n")
    ck.convert(post, tmp_path / "post.pdf")
    with pikepdf.open(tmp_path / "post.pdf") as opened:
        formulas = [element for element, _ in elements(opened) if element.S == "/Formula"]
        words = sorted(str(formula.Alt) for formula in formulas)
    assert words == ["Formula: \\int_0^1 x\\,dx", "Formula: a^2"]
    text = poppler("pdftotext", str(tmp_path / "post.pdf"), "-")
    assert "It is" in text and "int_0" not in text and "a^2" not in text


def test_a_formula_that_cannot_be_drawn_is_its_tex():
    page = chapter("<p><math><semantics><mfrac><mi>a</mi></mfrac><annotation>\\frac{a}</annotation></semantics></math> end</p>")
    (undrawn,) = formulas_drawn(page)
    assert undrawn.source == "\\frac{a}" and undrawn.problem
    assert page.html == "<p><code>\\frac{a}</code> end</p>"


def test_a_formula_that_cannot_be_drawn_is_reported_where_it_stands(tmp_path, monkeypatch):
    def fails(*given, **named):
        raise KeyError("no such sign")

    monkeypatch.setattr("convertkit.writers.pdf.math.Math", fails)
    (tmp_path / "_config.yml").write_text("title: Sums\n")
    post = tmp_path / "post.md"
    post.write_text("---\ntitle: Sums\n---\n\nIt is $$b^{22}$$ here.\n")
    site = ck.Site(tmp_path)
    context = ck.Context(site=site)
    ck.write(ck.read(post, context=context), tmp_path / "post.pdf", context=context)
    (said,) = [str(each) for each in context.report if each.code == "CK441"]
    assert "post.md:5:9: warning: a formula cannot be drawn: KeyError: 'no such sign' [CK441]" in said
    assert "b^{22}" in poppler("pdftotext", str(tmp_path / "post.pdf"), "-")


def test_headings_are_in_order(pdf):
    levels = [int(str(element.S)[2]) for element, _ in reversed(list(elements(pdf))) if str(element.S)[1:2] == "H"]
    assert sorted(levels) == [1, 2, 3]


def test_header_cells_have_a_scope_and_the_title_is_shown(pdf):
    cells = [element for element, _ in elements(pdf) if element.S == "/TH"]
    assert cells and all("/Scope" in cell.A for cell in cells)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) and bool(pdf.Root.MarkInfo.Marked)
    assert all(page.Tabs == "/S" for page in pdf.pages if "/Annots" in page)
