"""Formulas that a site leaves to a script: found where something says that it does."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck
from convertkit.writers.page.formulas import formulas_in


def _converted(tmp_path: Path, text: str, front: str = "", config: str = "", *, fragment: bool = False, kind: str = "hugo.toml"):
    (tmp_path / kind).write_text(config, encoding="utf-8")
    folder = tmp_path / ("content" if kind == "hugo.toml" else "_posts")
    folder.mkdir(exist_ok=True)
    path = folder / "2024-01-02-a.md"
    path.write_text(f"---\ntitle: A\n{front}\n---\n{text}\n", encoding="utf-8")
    context = ck.Context(site=ck.Site(tmp_path))
    ck.convert(path, tmp_path / "a.html", options=ck.html.Options(fragment=fragment), context=context)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    return page.partition("<article")[2] or page, [each.code for each in context.report]


def _tex(page: str) -> list[str]:
    return [piece.partition("</annotation>")[0] for piece in page.split('encoding="application/x-tex">')[1:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Before $$a^2$$ after", ["a^2"]),
        ("$$\na\n\\cdot b\n$$", ["a\n\\cdot b"]),
        ("$x$, $y_1$ and $z$.", ["x", "y_1", "z"]),
        ("It costs $5 and $10, or $5-$10, US$5 a$b$.", []),
        (r"Here \\(a\\) and \\[b\\]", ["a", "b"]),
        ("A *b $c$* **$d$** [$e$](/x/)", ["c", "d", "e"]),
        ("`$a$` and $b *c* d$", []),
        (r"$f'(x)$ and $a, ..., b$", ["f'(x)", r"a, \ldots , b"]),
        ("\\begin{align}a &= b\\end{align}", ["\\begin{align}a &amp;= b\\end{align}"]),
        ("    $a$", []),
        ("| $a$ |\n|---|\n| $b$ |", ["a", "b"]),
        ("## $h$\n", ["h"]),
    ],
)
def test_formulas_of_a_post_that_says_so(tmp_path, text, found):
    page, codes = _converted(tmp_path, text, "math: true")
    assert _tex(page) == found
    assert codes == []


@pytest.mark.parametrize(
    ("front", "config", "found"),
    [
        ("", "", False),
        ("math: true", "", True),
        ("mathjax: true", "", True),
        ("katex: {enable: true}", "", True),
        ("params: {math: true}", "", True),
        ("", "[params]\nmath = true", True),
        ("", "[params.katex]\nenable = true", True),
        ("", "[params.page.math]\nenable = true", True),
        ("", "[languages.en.params]\nmath = true", True),
        ("", "[languages.fr.params]\nmath = true\n[languages.en]", False),
        ("math: false", "[params]\nmath = true", False),
        ("math: {enable: false}", "", False),
        # The site's own delimiters are read by Goldmark's extension, and no others.
        ("math: true", "[markup.goldmark.extensions.passthrough]\nenable = true", False),
    ],
)
def test_who_says_that_there_are_formulas(tmp_path, front, config, found):
    page, _ = _converted(tmp_path, "So $$a$$ is.", front, config)
    assert bool(_tex(page)) == found


def test_a_call_that_loads_the_script_says_so(tmp_path):
    assert _tex(_converted(tmp_path, r"{{< katex >}}" + "\n\n" + r"So \\(a\\) is.")[0]) == ["a"]


def test_jekyll_says_it_in_its_config(tmp_path):
    page, _ = _converted(tmp_path, "So $a$ is, and $$b$$.", config="mathjax: true\n", kind="_config.yml")
    assert _tex(page) == ["a", "b"]


def test_a_fragment_leaves_them_to_the_script(tmp_path):
    page, codes = _converted(tmp_path, "So $$a$$ is.", "math: true", fragment=True)
    assert page == "<p>So $$a$$ is.</p>\n"
    assert codes == []


def test_a_formula_that_stays_text_is_reported_once(tmp_path):
    _, codes = _converted(tmp_path, "So $$\\frac{a}{b}$$ is, and $$\\sum a$$. `$$\\x$$`")
    assert codes == ["CK442"]


@pytest.mark.parametrize(
    "text", ["$" * 200_000 + "a", "$a " * 100_000, r"\(" * 200_000, r"\begin{align}" * 50_000, "$$" + "a$ " * 100_000]
)
def test_a_text_of_delimiters_is_read_once(text):
    # A quadratic search would not come back.
    assert len(list(formulas_in(text))) <= 1


def test_a_number_of_a_formula_is_shown(tmp_path):
    page, codes = _converted(tmp_path, r"$$x = 1 \\tag{1.2}$$ and $$y \\tag*{B}$$", "math: true")
    assert "<mtext" in page and ">(1.2)</mtext>" in page and ">B</mtext>" in page
    assert codes == []


def test_a_formula_that_cannot_be_read_is_reported(tmp_path):
    page, codes = _converted(tmp_path, r"$\\nocommand{x}$ and $a$", "math: true")
    assert _tex(page) == ["a"] and r"$\nocommand{x}$" in page
    assert codes == ["CK441"]
