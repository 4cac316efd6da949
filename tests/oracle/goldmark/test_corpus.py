"""Every post of the corpus reads as Hugo reads it: with Hugo's own configuration, and with that of its site."""

from __future__ import annotations

from typing import Any

import html_dom
import html_of_ast
import pytest
import real_hugo
import shared

from convertkit.markdown import goldmark

# A post that reads otherwise, as (site, configuration, path), and why. None is left.
KNOWN: dict[tuple[str, str, str], str] = {}

# Prints math as the renderer of the tests does.
_HOOKS = {
    "render-passthrough.html": (
        '<math class="{{ if eq .Type "block" }}DisplayMath{{ else }}InlineMath{{ end }}">{{ .Inner }}</math>'
    )
}


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
@pytest.mark.parametrize("configuration", ["default", "own"])
@pytest.mark.parametrize("site", shared.SITES)
def test_posts_read_as_hugo_reads_them(site: str, configuration: str) -> None:
    posts = shared.posts(site)
    config: dict[str, Any] = shared.configuration(site) if configuration == "own" else {}
    options = goldmark.options(real_hugo.merged(real_hugo.DEFAULT, config))
    expected = real_hugo.rendered(list(posts.values()), config, _HOOKS)
    different = set()
    for (path, text), html in zip(posts.items(), expected, strict=True):
        ours = html_of_ast.rendered(goldmark.read(text, options=options))
        if html_dom.tree(ours) != html_dom.tree(html):
            different.add((site, configuration, path))
    share = 1 - len(different) / len(posts)
    print(f"{site}, {configuration} configuration: {share:.2%} of {len(posts)} posts equal")
    known = {key for key in KNOWN if key[:2] == (site, configuration)}
    assert different == known
    assert share >= 0.997 or len(posts) < 300
