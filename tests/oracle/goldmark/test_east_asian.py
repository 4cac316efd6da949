"""Line ends between East Asian characters, in both styles that Hugo has (`eastAsianLineBreaksStyle`)."""

from __future__ import annotations

import random
from pathlib import Path

import html_dom
import pytest
import real_hugo

import convertkit as ck
from convertkit.site import Site

_TEXTS = [
    "中，\n中", 'b\n"s"', "b\n![i](y.png)", "“注意：”\n**中**", "中`x`\n中", "中**文**\n中", "text.\ntext", "[a]\n[b]", "中\n中", "中\na",
    "a\n中", "a\nb", "한글\n한글", "한글\n中", "ー\nー", "中。\n文", "（中）\n文", "中\n（文）", "*中*\n*文*", "中\n*文*", "x [中](u)\n文",
    "～\n中", "〇\n中", "々\n人", "中\n1", "中  \n文", "中\\\n文", "a -\nb", '"中"\n文', "中--\n文", "中 *\n文", "中_\n_文", "> 中\n> 文",
    "ｶﾅ\nｶﾅ", "！\n！", "a!\nb", "中\u200b\na", "&copy;\n中", "中&amp;\n文", "中\n<b>文</b>", "中\n<https://example.org>",
    "日 \n本", "a \n*b*", "日\t\n本", "a \n`b`", "a \n[b](c)", "日 \n*本*", "日本 \n語 \n中", '中 \n"文"', "*a* \n*b*", "a, \n*b*", "x' \n*b*",
]  # fmt: skip
_ALPHABET = "中文a1，。. !한カー（「」x\"'*`"


def _random_texts(count: int) -> list[str]:
    chance = random.Random(3)
    lines = ["x" + "".join(chance.choice(_ALPHABET) for _ in range(4)).strip() for _ in range(count * 2)]
    return [f"{first}\n{second[1:].strip() or 'y'}" for first, second in zip(lines[::2], lines[1::2], strict=True)]


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
@pytest.mark.parametrize("style", ["simple", "css3draft"])
def test_lines_are_joined_as_hugo_joins_them(style: str, tmp_path: Path) -> None:
    cjk = {"enable": True, "eastAsianLineBreaks": True, "eastAsianLineBreaksStyle": style}
    config = {"markup": {"goldmark": {"renderer": {"unsafe": True}, "extensions": {"cjk": cjk}}}}
    texts = [*_TEXTS, *_random_texts(200)]
    context = ck.Context(site=Site(tmp_path, "hugo", config, configured=True))
    different = []
    for text, page in zip(texts, real_hugo.rendered(texts, config), strict=True):
        post = ck.read(ck.Source.of_text(f"---\ntitle: x\n---\n{text}", path=tmp_path / "a.md"), context=context)
        ck.write(post, tmp_path / "a.html", options=ck.html.Options(fragment=True), context=context)
        if html_dom.tree((tmp_path / "a.html").read_text("utf-8")) != html_dom.tree(page):
            different.append(text)
    assert different == []
