"""Real posts of public sites: nothing breaks, nothing leaks, the own dialect is the source."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from oracle.judges import epubcheck

import convertkit as ck
from convertkit.context import Context
from convertkit.site import Site

pytestmark = [pytest.mark.oracle, pytest.mark.slow]
SITES = ["docsy", "etcd", "hextra", "hugo-docs", "jekyll-docs", "opensource-guide", "papermod-example"]
# "<pre>...</pre>", "<code>...</code>"
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.S)
# "{{< x", "{{% x", "{% x", "{: .class"
_LEAK = re.compile(r"\{\{[<%]|\{%|\{: ?[.#]")


@pytest.mark.parametrize("name", SITES)
def test_every_post_becomes_a_page_and_its_own_dialect(name, shared, tmp_path):
    paths = sorted((shared / "corpus" / name).rglob("*.md"))
    assert paths
    site = Site.around(paths[0])
    leaks = []
    for path in paths:
        context = Context(site=site)
        post = ck.read(path, context=context)
        page = tmp_path / "page.html"
        ck.write(post, page, options=ck.html.Options(fragment=True), context=context)
        if _LEAK.search(_CODE.sub("", page.read_text("utf-8"))) and not _escaped(path):
            leaks.append(path.name)
        again = tmp_path / "again.md"
        ck.write(post, again, to=post.dialect, context=context)
        assert again.read_bytes() == path.read_bytes(), path
    assert leaks == []


def _escaped(path: Path) -> bool:
    """Whether the post itself shows calls: `{{</* x */>}}`, `{% raw %}`."""
    return re.search(r"\{\{[<%]/\*|\{% raw|\{\{ ['\"]\{", path.read_text("utf-8", "replace")) is not None


def test_sixty_posts_are_clean_in_epubcheck(shared, tmp_path):
    chosen: list[Path] = []
    for name in SITES:
        paths = sorted((shared / "corpus" / name).rglob("*.md"))
        chosen += paths[:: max(1, len(paths) // 9)][:9]
    chosen = chosen[:60]
    books = []
    for number, path in enumerate(chosen):
        book = tmp_path / f"{number}.epub"
        ck.convert(path, book)
        books.append(book)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(chosen, pool.map(epubcheck, books), strict=True))
    assert {str(path): messages for path, messages in found.items() if messages} == {}
    assert len(books) == 60
