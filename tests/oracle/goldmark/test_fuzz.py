"""Documents that no author would write: how many of them read as Hugo reads them. Prints the share, asserts no more."""

from __future__ import annotations

from typing import Any

import html_dom
import html_of_ast
import pytest
import real_hugo
from grammar import Grammar

from convertkit.markdown import goldmark

_COUNT = 400
_EVERYTHING: dict[str, Any] = {
    "markup": {
        "goldmark": {
            "parser": {"attribute": {"block": True}},
            "extensions": {
                "extras": {name: {"enable": True} for name in ("insert", "mark", "superscript")},
                "passthrough": {"enable": True, "delimiters": {"block": [["$$", "$$"]], "inline": [["\\(", "\\)"]]}},
            },
        }
    }
}


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
@pytest.mark.parametrize(("seed", "config"), [(1, {}), (2, {}), (3, _EVERYTHING)])
def test_share_of_wild_documents(seed: int, config: dict[str, Any]) -> None:
    grammar = Grammar(seed)
    texts = [grammar.document() for _ in range(_COUNT)]
    options = goldmark.options(real_hugo.merged(real_hugo.DEFAULT, config))
    ours = [html_of_ast.rendered(goldmark.read(text, options=options)) for text in texts]
    hooks = {"render-passthrough.html": '<math class="DisplayMath">{{ .Inner }}</math>'}
    pairs = zip(ours, real_hugo.rendered(texts, config, hooks), strict=True)
    equal = sum(_tree(mine) == _tree(html) for mine, html in pairs)
    print(f"seed {seed}: {equal} of {_COUNT} wild documents equal")


def _tree(html: str) -> list[Any]:
    return html_dom.tree(html.replace("InlineMath", "DisplayMath"))
