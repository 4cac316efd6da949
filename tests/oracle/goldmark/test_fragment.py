"""The fragment that the command writes is the page's body as Hugo writes it: through passes, Pandoc, filters and templates."""

from __future__ import annotations

import re
from pathlib import Path

import html_dom
import pytest
import real_hugo
import shared
from test_probes import KNOWN, PROBES

import convertkit as ck
from convertkit.site import Site


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
@pytest.mark.parametrize("unsafe", [True, False], ids=["unsafe", "safe"])
@pytest.mark.parametrize("site", shared.SITES)
def test_a_fragment_equals_hugos_page(site: str, unsafe: bool, tmp_path: Path) -> None:
    posts = shared.posts(site)
    config = {"markup": {"goldmark": {"renderer": {"unsafe": unsafe}}}}
    expected = real_hugo.rendered(list(posts.values()), config)
    here = Site(tmp_path, "hugo", config, configured=True)
    context = ck.Context(site=here, options=ck.ReadOptions(unsafe_html=unsafe))
    different = []
    for (name, text), html in zip(posts.items(), expected, strict=True):
        post = ck.read(ck.Source.of_text(f"---\ntitle: x\n---\n{text}", path=tmp_path / "a.md"), context=context)
        ck.write(post, tmp_path / "a.html", options=ck.html.Options(fragment=True), context=context)
        if html_dom.tree(_plain(html)) != html_dom.tree(_plain((tmp_path / "a.html").read_text("utf-8"))):
            different.append(name)
    print(f"\n{site}: {len(posts) - len(different)} of {len(posts)} fragments equal Hugo's page")
    assert different == []


# HTML has no link within a link: the inner one is text.
_NESTED = "[<http://a.b>](c)"
# Formulas are MathML, which Hugo leaves to a script.
_NAMES = [name for name in PROBES if not name.startswith("math")]


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
@pytest.mark.parametrize("name", _NAMES)
def test_fragments_of_probes_equal_hugos_pages(name: str, tmp_path: Path) -> None:
    more, texts = PROBES[name]
    config = real_hugo.merged({"markup": {"goldmark": {"renderer": {"unsafe": True}}}}, more)
    texts = [text for text in texts if _NESTED not in text and (name, text) not in KNOWN]
    here = Site(tmp_path, "hugo", config, configured=True)
    context = ck.Context(site=here, options=ck.ReadOptions(unsafe_html=True))
    different = []
    for text, html in zip(texts, real_hugo.rendered(texts, config), strict=True):
        post = ck.read(ck.Source.of_text(f"---\ntitle: x\n---\n{text}", path=tmp_path / "a.md"), context=context)
        ck.write(post, tmp_path / "a.html", options=ck.html.Options(fragment=True), context=context)
        # An attribute that HTML does not know is one of data.
        html = re.sub(r' (k|n|b)="', r' data-\1="', html)
        if html_dom.tree(_plain(html)) != html_dom.tree(_plain((tmp_path / "a.html").read_text("utf-8"))):
            different.append(text)
    assert different == []


# The hook of the tests shows what Hugo knows of an alert; ours is a callout.
_ALERT = re.compile(r'<div class="alert" data-type="([^"]*)" data-sign="[^"]*"><p class="title">(.*?)</p>(.*?)</div>', re.S)
_CALLOUT = re.compile(r'<aside class="callout[^>]*>\s*<p class="callout-title">(.*?)</p>\s*(.*?)\s*</aside>', re.S)
_FOLDED = re.compile(r'<details class="callout[^>]*>\s*<summary class="callout-title">(.*?)</summary>\s*(.*?)\s*</details>', re.S)


def _plain(html: str) -> str:
    html = html.replace("&nbsp;", "\xa0")
    html = _ALERT.sub(lambda alert: f"<div><p>{alert[2] or alert[1].capitalize()}</p>{alert[3].strip()}</div>", html)
    return _FOLDED.sub(r"<div><p>\1</p>\2</div>", _CALLOUT.sub(r"<div><p>\1</p>\2</div>", html))
