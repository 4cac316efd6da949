"""Hugo's embedded shortcodes: what convertkit makes of each case is what Hugo 0.168 makes of it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from oracle.goldmark import html_dom
from support import png

import convertkit as ck
from convertkit.context import Context, Options
from convertkit.site import Site

pytestmark = pytest.mark.oracle

_CONFIG = """
baseURL = "https://example.org/"
enableInlineShortcodes = true
[markup.goldmark.renderer]
unsafe = true
[params]
siteonly = "S"
url = "https://u.example/"
[params.nested]
key = "N"
"""

_FRAMES = "no frame, script or request is written: an embed is a link; the address of what it shows is compared"
_NO_IMAGE = "a QR code is its text, as a link where it is an address; no picture is made"
_PLACE = "HTML allows no figure in a paragraph: the paragraph is split around it"
_SHOWN = "the picture is shown that the author named; Hugo ignores positional parameters"
_MISSING = "Hugo stops at a page that is not found (refLinksErrorLevel); its path is kept, and CK204 reported"
_TEMPLATE = "only Hugo runs the actions of an inline shortcode: CK207"
_OWN = "a template of this site: its inner text is kept as Markdown"
_RAISED = "the style sheet goes to the head of the page, not into the fragment"
_REL = "the sanitiser writes no `rel`"
_REMOVED = "Hugo renders nothing without the network"

DIFFERENT: dict[str, str] = {
    "details-07": "an element that is not closed ends with its summary, so that the page is well-formed",
    "figure-06": _REL,
    "figure-13": _PLACE,
    "figure-18": _SHOWN,
    "ref-07": _MISSING,
    "relref-07": _MISSING,
    "removed-07": _REMOVED,
    "syntax-07": _RAISED,
    "syntax-08": _TEMPLATE,
    "syntax-09": _TEMPLATE,
    **dict.fromkeys(("syntax-20", "syntax-21", "syntax-22", "syntax-23", "syntax-24"), _OWN),
    **dict.fromkeys(("syntax-26", "syntax-27", "syntax-28"), _OWN),
    **dict.fromkeys(("qr-01", "qr-02", "qr-03"), _NO_IMAGE),
}
# Where Hugo stops the build, convertkit reports, and goes on where there is something to show.
ERRORS: dict[str, str] = {
    "figure-19": "a figure that is closed is shown",
    "param-07": "a false value is shown",
    "param-08": "CK205",
    "param-09": "CK205",
    "qr-04": "the level of a QR code has no meaning for a link",
    "qr-05": "the scale of a QR code has no meaning for a link",
    "qr-07": "a QR code that is not closed is shown",
    "vimeo-07": "CK203",
    "youtube-09": "CK203",
    **dict.fromkeys(("removed-01", "removed-03", "removed-04", "removed-05", "removed-06"), "old posts keep their meaning"),
    "syntax-11": "CK202",
    "syntax-13": "details without an end are shown",
    "syntax-25": "CK202",
}
_EMBEDS = ("youtube", "vimeo", "instagram", "x", "gist")


@cache
def _document(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


@pytest.fixture
def document(shared):
    return _document(shared / "cases" / "hugo-builtin-render.json")


@pytest.fixture
def site(tmp_path, document):
    root = tmp_path / "site"
    (root / "content/other").mkdir(parents=True)
    (root / "content/other/p.md").write_text("---\ntitle: P\n---\n")
    (root / "assets/images").mkdir(parents=True)
    (root / "assets/images/asset.png").write_bytes(png())
    (root / "hugo.toml").write_text(_CONFIG)
    return Site.at(root)


def _converted(case: dict[str, Any], site: Site, document: dict[str, Any]) -> tuple[str, list[str]]:
    folder = site.root / "content/t" / case["id"]
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(png())
    path = folder / "index.md"
    path.write_text(document["config"]["page front matter"] + case["markdown"], "utf-8")
    context = Context(site=site, options=Options(inline_shortcodes=True))
    post = ck.read(path, context=context)
    page = folder / "page.html"
    ck.write(post, page, options=ck.html.Options(fragment=True), context=context)
    return page.read_text("utf-8"), [diagnostic.code for diagnostic in context.report]


def test_every_case_is_as_hugo_renders_it(document, site):
    cases = [case for case in document["cases"] if "html" in case]
    different = {case["id"] for case in cases if not _equal(case, _converted(case, site, document)[0])}
    assert different == set(DIFFERENT)


def test_where_hugo_stops_a_reader_gets_what_there_is(document, site):
    found = {}
    for case in document["cases"]:
        if "error" in case:
            html, codes = _converted(case, site, document)
            found[case["id"]] = codes[0] if codes and codes[0] != "CK301" else "shown" if html.strip() else "nothing"
    assert found == {name: reason if reason.startswith("CK") else "shown" for name, reason in ERRORS.items()}


# ---------------------------------------------------------------------------- what is compared


def _equal(case: dict[str, Any], html: str) -> bool:
    if any(f"{{{{{mark} {name}" in case["markdown"] for mark in "<%" for name in _EMBEDS):
        return _identifier(case["markdown"], case["html"]) == _identifier(case["markdown"], html)
    return _dom(case["html"], case["id"]) == _dom(html, case["id"])


def _identifier(markdown: str, html: str) -> set[str]:
    """The addresses of what is embedded, their query aside."""
    post = re.search(r'\{\{[<%] x\w* user="(\w+)" id="(\d+)"', markdown)
    if post is not None:
        # Hugo asks X for the post, so that its case, made without network, is empty.
        return {"/".join(found.groups()) for found in _POST.finditer(html)} or {"/".join(post.groups())}
    return {found[1] for found in _ADDRESS.finditer(html)}


_POST = re.compile(r"x\.com/(\w+)/status/(\d+)")
# "https://www.youtube.com/embed/ID?x", "watch?v=ID", "player.vimeo.com/video/ID", "vimeo.com/ID", "instagram.com/p/ID"
_ADDRESS = re.compile(r"(?:/embed/|watch\?v=|vimeo\.com/(?:video/)?|instagram\.com/p/)([\w-]+)")


def _dom(html: str, name: str) -> list[Any]:
    """The tree without what is insignificant: how code is coloured, an empty text alternative, the folder of the bundle."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iter("div")):
        if element.get("class") == "highlight":
            _replace(element, _code(element))
    for element in list(root.iter("pre")):
        if element.getparent() is not None:
            _replace(element, _code(element))
    for element in root.iter("img"):
        if not element.get("alt"):
            element.attrib.pop("alt", None)
        source = element.get("src") or ""
        element.set("src", source.removeprefix(f"/t/{name}/") if f"/t/{name}/" in source else source.lstrip("/"))
    for element in [span for code in root.iter("code") for span in code.iter("span")]:
        element.drop_tag()
    return _trimmed(html_dom.tree(lxml.html.tostring(root, encoding="unicode")))


def _trimmed(nodes: list[Any]) -> list[Any]:
    """The tree without the white space between the parts of figures and details."""
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
            continue
        tag, attributes, inner = node
        inner = _trimmed(inner)
        if tag in ("figure", "figcaption", "details"):
            inner = [child for child in inner if child != " "]
        out.append((tag, attributes, inner))
    return out


def _code(element: Any) -> Any:
    """A code block by its language and its text; of a table with line numbers the column with the code."""
    codes = list(element.iter("code"))
    code = codes[-1] if codes else element
    for number in [span for span in code.iter("span") if "user-select:none" in (span.get("style") or "")]:
        number.drop_tree()
    bare = lxml.html.fragment_fromstring("<pre></pre>")
    bare.set("class", next((word for word in (code.get("class") or "").split() if word.startswith("language-")), ""))
    bare.text = code.text_content().rstrip("\n")
    return bare


def _replace(old: Any, new: Any) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)
