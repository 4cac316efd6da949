"""kramdown's own cases. They are of 2.5.2, for its own parser unless they say otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kramdown_dom
import pytest
import yaml
from kramdown_compare import folder, ours

pytestmark = pytest.mark.oracle

_HIGHLIGHTER = "needs a syntax highlighter"
_NATIVE = "needs the option html_to_native"
_LOOK = "an option of the HTML converter: it changes how a tree looks, not what it is"

KNOWN = {
    "block/04_header/with_auto_ids": "needs the option transliterated_header_ids, a table of all scripts",
    "block/04_header/with_header_links": _LOOK,
    "block/06_codeblock/guess_lang_css_class": _HIGHLIGHTER,
    "block/06_codeblock/highlighting": _HIGHLIGHTER,
    "block/06_codeblock/highlighting-opts": _HIGHLIGHTER,
    "block/06_codeblock/rouge/multiple": _HIGHLIGHTER,
    "block/09_html/html_to_native/code": _NATIVE,
    "block/09_html/html_to_native/emphasis": _NATIVE,
    "block/09_html/html_to_native/header": _NATIVE,
    "block/09_html/html_to_native/table_simple": _NATIVE,
    "block/12_extension/options": _LOOK + ": the first number of footnotes, set in the text",
    "block/15_math/no_engine": _LOOK,
    "cjk-line-break": _LOOK,
    "span/03_codespan/normal-css-class": _HIGHLIGHTER,
    "span/03_codespan/rouge/simple": _HIGHLIGHTER,
    "span/04_footnote/backlink_text": _LOOK,
    "span/04_footnote/footnote_link_text": _LOOK,
    "span/04_footnote/footnote_prefix": _LOOK,
    "span/04_footnote/without_backlink": _LOOK,
    "span/math/no_engine": _LOOK,
}


def _options(path: Path) -> dict[str, Any]:
    given = path.with_suffix(".options")
    # Without a file of options the cases run without ids.
    found = (yaml.safe_load(given.read_text("utf-8")) or {}) if given.exists() else {"auto_ids": False}
    named = {str(key).lstrip(":"): value for key, value in found.items()}
    return {"input": "kramdown", "version": "2.5", **named}


def test_cases_equal_their_html() -> None:
    root = folder("cases", "kramdown")
    paths = [path for path in sorted(root.rglob("*.html")) if path.with_suffix(".text").exists()]
    assert len(paths) > 100
    different = set()
    for path in paths:
        html = ours(path.with_suffix(".text").read_text("utf-8"), _options(path))
        if kramdown_dom.canonical(html) != kramdown_dom.canonical(path.read_text("utf-8")):
            different.add(str(path.relative_to(root).with_suffix("")))
    print(f"kramdown's cases: {len(paths) - len(different)} of {len(paths)} equal")
    assert different == set(KNOWN)
