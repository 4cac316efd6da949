"""Lines of a PDF: where they may end, and which way code runs in them."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from lxml import etree

import convertkit as ck
from convertkit.writers.pdf.lines import allow_breaks, isolate_code


def _root(inner: str) -> etree._Element:
    return etree.fromstring(f"<div>{inner}</div>")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>the <code>.env</code></p>", "<p>the |<code>.env</code></p>"),
        ("<p>the <a><code>/etc</code></a></p>", "<p>the |<a><code>/etc</code></a></p>"),
        ("<p>a<b>b</b> <code>.env</code></p>", "<p>a<b>b</b> |<code>.env</code></p>"),
        ("<p>the <code>env</code></p>", "<p>the <code>env</code></p>"),
        ("<p>the<code>.env</code></p>", "<p>the<code>.env</code></p>"),
        ("<p><code>.env</code></p>", "<p><code>.env</code></p>"),
        ("<pre> <code>.env</code></pre>", "<pre> <code>.env</code></pre>"),
    ],
)
def test_a_line_may_end_before_a_name_with_a_dot(inner, expected):
    root = _root(inner)
    allow_breaks(root)
    assert etree.tostring(root, encoding="unicode") == f"<div>{expected}</div>".replace("|", "\u200b")


def test_code_from_left_to_right_is_isolated_in_a_line_alone():
    root = _root('<p><code dir="ltr">a/</code><code>b</code></p><pre><code dir="ltr">c</code></pre>')
    isolate_code(root)
    assert [code.text for code in root.iter("code")] == ["\u2066a/\u2069", "b", "c"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler to read a PDF with")
@pytest.mark.parametrize("width", range(30, 70, 4))
def test_a_line_is_full_before_it_ends(tmp_path, width):
    words = " ".join(["word"] * width)
    text = f"{words} [`.Page.GetPage`](https://example.org) or [`.Site.GetPage`](https://example.org) and more of it"
    (tmp_path / "a.md").write_text(f"---\ntitle: A\n---\n{text}\n", encoding="utf-8")
    ck.convert(tmp_path / "a.md", tmp_path / "a.pdf")
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in page.splitlines() if "word" in line or "Get" in line]
    assert all(len(line) > 60 for line in lines[:-1]), lines
