"""What a name means depends on the theme: its handler, whether its inner text is Markdown, whether it is the theme's own."""

from __future__ import annotations

import pytest

import convertkit as ck
from convertkit.context import Context, Options
from convertkit.shortcodes import names, themes


@pytest.mark.parametrize(
    ("theme", "dialect", "name", "raw"),
    [
        ("", "hugo", "highlight", True),
        ("", "hugo", "Mermaid", True),
        ("loveit", "hugo", "raw", True),
        ("", "hugo", "comment", True),
        ("", "hugo", "unheard", False),
        ("", "hugo", "alert", False),
        ("blowfish", "hugo", "swatches", True),
        ("", "hugo", "swatches", False),
        ("", "jekyll", "prettify", True),
        ("", "jekyll", "capture", False),
        ("", "hugo", "capture", False),
    ],
)
def test_inner_text_is_raw_by_theme_and_name(theme, dialect, name, raw):
    assert names.raw_inner(ck.Call(dialect, name), theme) is raw


def test_inner_text_of_an_unknown_name_is_markdown_and_that_of_code_is_not():
    post = ck.read(ck.Source.of_text("{{< unheard >}}*a*{{< /unheard >}}\n\n{{< prism >}}*b*{{< /prism >}}\n"), dialect="hugo")
    assert [len(ck.find(node.call.blocks, ck.ast.Emph)) for node in ck.find(post, ck.ast.Shortcode)] == [1, 0]


@pytest.mark.parametrize(
    ("theme", "name", "assumed"),
    [
        ("", "alert", True),
        ("github.com/google/docsy", "alert", False),
        ("hextra", "alert", True),
        ("hextra", "Callout", False),
        ("", "figure", False),
        ("", "mermaid", False),
        ("", "unheard", False),
    ],
)
def test_a_meaning_of_other_themes_is_assumed(theme, name, assumed):
    context = Context(options=Options(theme=theme))
    assert names.assumed(ck.Call("hugo", name), context) is assumed


def test_every_name_of_a_theme_has_a_meaning():
    for key in themes._HAS:
        context = Context(options=Options(theme=key))
        assert not [name for name in themes._names(key) if names.handler(ck.Call("hugo", name), context) is None], key


def test_letters_and_digits_right_behind_a_call_stay_text():
    """However many calls of the same length there are."""
    text = "".join(f"{{{{< kbd >}}}}{word} " for word in ("end", "z9", "0", "zz", "Z") * 500)
    post = ck.read(ck.Source.of_text(text), dialect="hugo")
    nodes = [node.text.strip() for node in ck.find(post, ck.ast.Str)]
    assert nodes == ["end", "z9", "0", "zz", "Z"] * 500
    assert len(ck.find(post, ck.ast.Shortcode)) == 2500
