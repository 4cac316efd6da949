"""Books of real sites as PDF: everything that PDF/UA-1 asks for, in four scripts."""

from __future__ import annotations

import pytest
from oracle.judges import qpdf
from oracle.pdf_structure import problems

import convertkit as ck
from convertkit.context import Context, Options

pytestmark = pytest.mark.oracle

_SITES = {
    "papermod": ("papermod-example", {}, 60),
    "hugo-docs": ("hugo-docs", {}, 60),
    "hextra-en": ("hextra/docs", {"language": "en"}, 24),
    "hextra-fa": ("hextra/docs", {"language": "fa"}, 24),
    "hextra-ja": ("hextra/docs", {"language": "ja"}, 24),
    "hextra-zh": ("hextra/docs", {"language": "zh-cn"}, 24),
    "jekyll-docs": ("jekyll-docs/docs", {}, 24),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", _SITES)
def test_books_of_real_sites(name, shared, tmp_path):
    folder, conditions, count = _SITES[name]
    root = shared / "corpus" / folder
    if not root.is_dir():
        pytest.skip(f"needs the posts of a real site: there is no {root}")
    site = ck.Site(root)
    context = Context(site=site, options=Options(jobs=2))
    ck.write(site.posts(**conditions)[:count], tmp_path / "book.pdf", context=context)
    assert [each for each in context.report if each.code in ("CK504", "CK505")] == []
    qpdf(tmp_path / "book.pdf")
    assert problems(tmp_path / "book.pdf") == []


def test_the_seed(shared, tmp_path):
    seed = shared / "seed/blame.md"
    if not seed.is_file():
        pytest.skip(f"needs the seed: there is no {seed}")
    ck.convert(seed, tmp_path / "blame.pdf")
    assert problems(tmp_path / "blame.pdf") == []
