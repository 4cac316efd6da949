"""Single constructs under each configuration, against the real Hugo; what differs stands in a list with its reason."""

from __future__ import annotations

from typing import Any

import html_dom
import html_of_ast
import pytest
import real_hugo

from convertkit.markdown import goldmark

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with"),
]

_HOOKS = {
    "render-passthrough.html": (
        '<math class="{{ if eq .Type "block" }}DisplayMath{{ else }}InlineMath{{ end }}">{{ .Inner }}</math>'
    )
}


def _goldmark(**tables: Any) -> dict[str, Any]:
    return {"markup": {"goldmark": tables}}


def _extras(*names: str) -> dict[str, Any]:
    return {"strikethrough": False, "extras": {name: {"enable": True} for name in names}}


_HEADINGS = [
    '# It\'s "quoted" & <b>x</b> `code x` :smile: [link](u) ![im *a* g](x) a -- b... &amp; &eacute; \\* www.x.com',
    "foo *bar*\nbaz qux\n===\n\n# a {#x}\n\n# a\n\n# a\n\n# x\n\n#\n\n# !!!\n\n# Ünïcödé  x\ty-z_w\n\n# 你好 世界",
    "# a *b **c** d* e\n\n# **Don't panic** now\n\n# *[x] y*\n\n# [a *b* c](u) d\n\n# ~~b *c*~~ d",
    "# İI Σς ß Été Ærø ﬁ ½ ２ Ⅷ _x_ a_b\n\n# é́ é ﬀ Ａ ① ǅ\n\n# a\u00a0b\u200bc\u3000d",
    "a  \nb c\n===\n\na\\\nb `x\ny` z\n---",
    '# a {.c k=v}\n\n# a {#x-y .c k="v w" n=3 b=true}\n\n# a {class="x y" .z}\n\n# a {k=\'v\'}\n\n# a {k}\n\n# a{#b}',
    '# a ## {#c} ##\n\n# a \\{#b}\n\n# a {#b} {#c}\n\n# {#b}\n\n# a {id="q r"}\n\n# a {#b,.c}\n\n# a {class=3}',
    'a\nb {.c #d}\n---\n\n## a #{#b}\n\n# a {onclick="x" data-y="z"}\n\n# `a {#b}`\n\n# a {k="a\\"b"}\n\n# a {k=v}x',
]
_BLOCK_ATTRIBUTES = [
    "a b\n{.c #d}\n", "a\n{.c}\nb\n", "- a\n- b\n{.c}\n", "- a\n  {.c}\n- b\n", "- a\n\n  b\n  {.c}\n- b\n",
    "> q\n{.c}\n", "> q\n> {.c}\n", "|a|\n|-|\n|b|\n{.c}\n", "***\n{.c}\n", "a\n\n{.c}\n", "{.c}\n",
    "```go\nx\n```\n{.c}\n", "    code\n{.c}\n", "<div>\nx\n</div>\n{.c}\n", "# h {.a}\n{.c #x k=v}\n", "T\n: d\n{.c}\n",
    "a\n{.c}\n{.d}\n", "a\n{.c} x\n", "a\n  {.c}\n", "a\n    {.c}\n", "a {.c}\n", "a\n{}\n", "- a\n  - b\n  {.c}\n",
    "![i](u)\n{.c}\n", "a\n===\n{.c}\n", "- {.c}\n- b\n", "* {.c}\n* b\n", "a\n{#é}\n", "a\n{.c\n.d}\n",
]  # fmt: skip
_MATH = [
    "a $x$ b", "$$x$$", "a $$x$$ b", "$$\na_b*c*\n$$", "\\(a\\) \\[b\\]", "\\\\(a\\\\)", "- $$x$$\n- $y$\n", "a $x b",
    "\\$x$", "`$x$` $a`b$", "[a $x](u)$", "$ $", "$$$$", "|a|\n|-|\n|$x\\|y$|\n", "a\n$$b$$\nc", "a *b $x* y$ c*",
    "# h $x$ y", "\\\\$x$", "$a\n\nb$", "- a\n  $$\n  x\n  $$\n\n- b", "<b>$x$</b>", "T\n: $$x$$\n", "> $$\n> a\n> $$\n",
]  # fmt: skip
_EXTRAS = [
    "H~2~O x^2^ ++ins++ ==mark== ~~del~~", "a^b c^ d", "1^st^ 2^nd^", "a==b==c", "a++", "C++ and D++", "== a ==", "x^-6^",
    "~a b~", "~~a~~ ~b~", "++a ++b++ c++", "^^a^^", "~~~a~~~", "a^*b*^", "*a^b*c^",
]  # fmt: skip
_CJK = ["a\nb", "日本\n語", "a\n日本", "日本\nb", "한국\n어", "あ。\n「い", "a\\ b", "a\\\\ b", "a\\\\\\ b", "日\\ 本\\\\ 語"]
_DEFINITIONS = [
    "|a|\n|-|\n|b|\n: cap\n", "a\n: b\n\n\n: c\n", "a\n:b\n", "a\n :  b\n", "- a\n  : b\n", "> a\n> : b\n",
    "a\n\nb\n: c\n\nd\n", "a\n: b\nc\n", "a\n: b\n\n    c\n\nd\n: e\n", "*a\nb*\n: c\n", "a\n:   - x\n    - y\n\n    z\n",
    "a\n: > q\n", "# h\n: x\n", "a\n:\tx\n", "a\n:     five\n:       seven\n", "a\n: ```\n  x\n  ```\n", "a\n: b\n: c\n\n: d\n",
    "a\n:         nine\n",
]  # fmt: skip
_FOOTNOTES = [
    *(f"x[^1]\n\n[^1]:{gap}note\n\n    more\n" for gap in ("", " ", "  ", "    ", "      ", "\t", " \t", "\t\t")),
    "x[^1]\n\n[^1]:\n    note\n", "x[^1]\n\n[^1]:\n\n    note\n", "x[^1]\n\n[^1]: note\n   lazy\n   * a\n",
    "x[^1]\n\n  [^1]: note\n", "x[^1]\n\n[^1]:    - a\n    - b\n", "para[^1]\n[^1]: note\n", "> x[^1]\n\n> [^1]: note\n> more\n",
    "- x[^1]\n\n  [^1]: note\n- y\n", "- x[^1]\n\n  [^1]: note\n\n- y\n", "- x[^1]\n\n  [^1]: note\n\n  z\n- y\n",
    "x[^a b]\n\n[^a b]: note\n", "x[^A]\n\n[^a]: note\n", "x[^1][^1]\n\n[^1]: a\n[^1]: b\n",
    "x[^1](u) ![^1]\n\n[^1]: a\n", "[a [^1]](u)\n\n[^1]: b", "x[^1]\n\n[^1]: a[^2]\n[^2]: b", "# h[^1]\n\n[^1]: # q\n",
    "|a[^1]|\n|-|\n\n[^1]: b", "[^1]: n\n\nx", 'x[^1] "y\n\n[^1]: a"\n\nb"\n',
]  # fmt: skip
_HTML = [
    "<div>\n\n*a*\n\n</div>\n", "<!-- a\n\nb -->\nc\n", "<![CDATA[x]]>", "<!DOCTYPE x>\n", "<!doctype x>\n", "<x-y>\n*a*\n",
    "<b>*a*</b>", "a <!-- b\nc --> d", "<pre>\n*a*\n\n*b*\n</pre>\n", "<?php x ?>\n", "  <div>x", "a<br>b<br/>c",
    "<details>\n<summary>x</summary>\n\n*y*\n\n</details>\n", "<a href='x'\ntitle=\"y\">z</a>",
]  # fmt: skip
_ALERTS = [
    "> [!NOTE]\n> text\n", '> [!TIP]+ my *title* "q"\n> body\n> more\n>\n> second\n', "> [!warning]- Skip\n", "> [!caution]\n",
    "> [!x1] no\n", "> \\[!NOTE]\n> esc\n", "> [!NOTE]text\n", "> [!NOTE]\n> - list\n", "> [!NOTE]\n>\n> para\n",
    "> # h\n> [!NOTE]\n",
]  # fmt: skip
_STRINGS = {"leftDoubleQuote": "&laquo;", "rightDoubleQuote": "»", "enDash": "", "ellipsis": "!!!", "apostrophe": "'"}
_DELIMITERS = {"block": [["$$", "$$"], ["\\[", "\\]"]], "inline": [["\\(", "\\)"], ["$", "$"]]}

_QUOTES = [
    '（"_你_"）\n\n"a"）', "'é", "x 'é", "''\nb", "b ''", "'90s😀 '90s. '90sx", '"Monitor 21""', '>"a"\n>"b"', "__b__\u200bc __b__日",
    'a "b\n\nc" d', "'twas the 'net, Smiths' doin' 'I've", "a...b....c --- -- - ---- <<x>> >>",
]  # fmt: skip
_LINKS = [
    "http://a.b/_c_ https://a.b/c). (https://a.b/c(d)) http://a.b/&copy; http://a.b?x;", "x http://a.b\thttp://a.b",
    "*http://a.b* ~http://a.b~ _http://a.b_ \"http://a.b\" `c`http://a.b", "[http://a.b [c http://a.b", "\\ http://a.b",
    "foo@bar.baz. foo@bar foo@bar.baz_ a.b-c@d.e-f.gh __b__~~a.b@c.de", "www.a.com/x) http://localhost:80/x HTTP://X.Y",
    "[<http://a.b>](c) [![i](j)](k) [a [b](c) d](e) ![a *b* `c`](d \"t\")", "<a@b.c> <x:y> <http://a.b?c&d>",
]  # fmt: skip

_LISTS = [
    "1. A\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n", "- t\n\n  Term\n  : def\n- b\n", "- t\n\n  Term\n  : def\n\n- b\n",
    "- a\n\n  text\n\n  | a |\n  |---|\n  | b |\n- c\n", "- b\n\n  | a |\n  |---|\n  | b |\n\n  para\n", "- | a |\n  |---|\n  | b |\n\n- c\n",
    "> - x\n>\n>   | a |\n>   |---|\n>   | b |\n", "- a\n\n  ```sh\n  x\n   \n  y\n  ```\n\n```\nx\n   \ny\n```\n",
    "- a\n\n      code\n         \n      more\n", "- a\n\n  ~~~\n  \t\n  x\n  ~~~\n",
]  # fmt: skip
_TABLES = [
    "Para\n    |-|\n    |x|", "| a | b |\n    |---|---|\n    | 1 | 2 |", "| a | b |\n   |---|---|\n    | 1 | 2 |",
    "| a | b |\n\t|---|---|\n| 1 | 2 |", "- | a |\n      |---|\n  | b |",
]  # fmt: skip

# Name to configuration and texts.
PROBES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "headings": ({}, _HEADINGS),
    "headings, github-ascii": (_goldmark(parser={"autoHeadingIDType": "github-ascii"}), _HEADINGS),
    "headings, blackfriday": (_goldmark(parser={"autoIDType": "blackfriday"}), _HEADINGS),
    "headings, no ids": (_goldmark(parser={"autoHeadingID": False}), _HEADINGS),
    "terms with ids": (_goldmark(parser={"autoDefinitionTermID": True}), ["Some *term*\nx!\n: d\n\n# x\n"]),
    "block attributes": (_goldmark(parser={"attribute": {"block": True}}), _BLOCK_ATTRIBUTES),
    "math": (_goldmark(extensions={"passthrough": {"enable": True, "delimiters": _DELIMITERS}}), _MATH),
    "extras": (_goldmark(extensions=_extras("delete", "insert", "mark", "subscript", "superscript")), _EXTRAS),
    "cjk": (_goldmark(extensions={"cjk": {"enable": True, "eastAsianLineBreaks": True, "escapedSpace": True}}), _CJK),
    "cjk, css3draft": (
        _goldmark(extensions={"cjk": {"enable": True, "eastAsianLineBreaks": True, "eastAsianLineBreaksStyle": "css3draft"}}),
        _CJK,
    ),
    "hard wraps": (_goldmark(renderer={"hardWraps": True, "unsafe": True}), ["a\nb  \nc\\\nd\n# e\n"]),
    "strings": (_goldmark(extensions={"typographer": _STRINGS}), ["a 'b' \"c\" -- --- ... << >> it's"]),
    "protocol": (_goldmark(extensions={"linkifyProtocol": "http"}), ["www.a.com a@b.cd"]),
    "definition lists": ({}, _DEFINITIONS),
    "footnotes": ({}, _FOOTNOTES),
    "raw HTML": ({}, _HTML),
    "alerts": ({}, _ALERTS),
    "quotes": ({}, _QUOTES),
    "links": ({}, _LINKS),
    "lists": ({}, _LISTS),
    "tables": ({}, _TABLES),
    "signs of extras": (
        _goldmark(extensions=_extras("insert", "mark")),
        ["--a=b --c=d C+D e+f =x= +y+ ==m== ++i++ ===n=== a==b==c"],
    ),
}

KNOWN = {
    ("block attributes", "a\n{.c\n.d}\n"): "attributes over two lines stay text",
    ("math", "> $$\n> a\n> $$\n"): "goldmark hands on the `>` of the block quote within math",
    ("definition lists", "a\n:         nine\n"): "goldmark takes six columns for the definition, pulldown-cmark two",
    ("tables", "- | a |\n      |---|\n  | b |"): "how far a line stands in is known outside of containers alone",
    ("footnotes", "x[^1]\n\n[^1]:\t\tnote\n\n    more\n"): "goldmark counts these tabs otherwise",
}


@pytest.mark.parametrize("name", PROBES)
def test_probe(name: str) -> None:
    config, texts = PROBES[name]
    options = goldmark.options(real_hugo.merged(real_hugo.DEFAULT, config))
    different = set()
    for text, html in zip(texts, real_hugo.rendered(texts, config, _HOOKS), strict=True):
        ours = html_of_ast.rendered(goldmark.read(text, options=options))
        if html_dom.tree(ours) != html_dom.tree(html):
            different.add((name, text))
    assert different == {key for key in KNOWN if key[0] == name}
