"""What a book of about 300 pages costs as a PDF, next to WeasyPrint fed the same HTML. Figures are printed; no clock fails a test."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

import convertkit as ck
from convertkit.context import Context
from convertkit.writers.pdf import writer as pdf

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]

_POSTS = 200
_OURS = """
import sys, convertkit as ck
from convertkit.context import Context, Options
folder, count, target, jobs = sys.argv[1:]
site = ck.Site(folder)
posts = [ck.read(path, site=site) for path in sorted(site.files())[: int(count)]]
ck.write(posts, target, context=Context(site=site, options=Options(jobs=int(jobs))))
"""
_PEER = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


class Cost(NamedTuple):
    """Seconds of a process and its children."""

    cpu: float
    wall: float


def cost(code: str, *arguments: object) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.monotonic() - start)


def the_same_html(site: ck.Site, folder: Path) -> Path:
    """The book as the HTML that WeasyPrint is given for one document, its pictures beside it."""
    posts = [ck.read(path, site=site) for path in sorted(site.files())[:_POSTS]]
    book = pdf._Pdf(posts, pdf.Options(), Context(site=site))
    for asset in book.assets.by_digest.values():
        path = folder / asset.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.data)
    page = folder / "book.html"
    page.write_text(book.html(book.chapters, front=True), encoding="utf-8")
    return page


def test_three_hundred_pages(shared, tmp_path):
    folder = shared / "corpus/hugo-docs"
    if not folder.is_dir():
        pytest.skip(f"needs the posts of a real site: there is no {folder}")
    site = ck.Site(folder)
    html = the_same_html(site, tmp_path)
    runs: dict[str, list[Cost]] = {"one": [], "two": [], "peer": []}
    for _ in range(3):
        runs["peer"].append(cost(_PEER, html, tmp_path / "peer.pdf"))
        runs["one"].append(cost(_OURS, folder, _POSTS, tmp_path / "one.pdf", 1))
        runs["two"].append(cost(_OURS, folder, _POSTS, tmp_path / "two.pdf", 2))
    best = {name: Cost(min(each.cpu for each in found), min(each.wall for each in found)) for name, found in runs.items()}
    with pikepdf.open(tmp_path / "one.pdf") as one, pikepdf.open(tmp_path / "peer.pdf") as peer:
        pages, others = len(one.pages), len(peer.pages)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    print(f"\n\n{_POSTS} posts, {pages} pages (WeasyPrint alone: {others}), from Markdown; best of three     CPU s   wall s")
    for name, label in (("peer", "WeasyPrint fed the HTML"), ("one", "convertkit, one process"), ("two", "two processes")):
        print(f"  {label:<60} {best[name].cpu:8.1f} {best[name].wall:8.1f}")
    print(f"  CPU of one process over WeasyPrint's: {best['one'].cpu / best['peer'].cpu:.2f}")
    print(f"  wall of two processes over one:       {best['two'].wall / best['one'].wall:.2f}")
    print(f"  wall of two over WeasyPrint's:        {best['two'].wall / best['peer'].wall:.2f}")
