"""Handlers, templates and themes of others: a diagnostic says which one fails, and the rest goes on; each is the one that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck
from convertkit import registry


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    found: dict[str, object] = {}
    monkeypatch.setitem(registry.OWN, "shortcodes", found)
    return found


def _read(folder: Path, text: str) -> ck.Post:
    (folder / "hugo.toml").touch()
    path = folder / "a.md"
    path.write_text(f"---\ntitle: A\n---\n{text}\n", encoding="utf-8")
    return ck.read(path)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ValueError("no such boat"), "ValueError: no such boat"),
        (None, "must return a tuple"),
        ("text", "must return a tuple"),
        (ck.ast.Str("a"), "must return a tuple"),
        ((1, 2), "must return a tuple"),
    ],
)
def test_a_handler_that_fails_is_reported_and_the_post_goes_on(tmp_path, own, answer, said):
    def boat(call: ck.Call, context: ck.Context) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    own["hugo.boat"] = boat
    post = _read(tmp_path, "Before\n\n{{< boat >}}Inner{{< /boat >}}\n\nAfter")
    (found,) = post.diagnostics
    assert found.code == "CK215" and "boat" in found.message and said in found.message
    assert found.at is not None and found.at.line == 6
    ck.write(post, tmp_path / "a.html", options=ck.html.Options(fragment=True))
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Before" in page and "Inner" in page and "After" in page


@pytest.mark.parametrize(
    ("template", "said"),
    [("{% if %}", "page.html:2"), ("{{ nothing.here }}", "page.html:2: 'nothing' is undefined")],
)
def test_a_template_of_a_theme_that_fails_is_named_with_its_line(tmp_path, template, said):
    theme = tmp_path / "theme/html"
    theme.mkdir(parents=True)
    (theme / "page.html").write_text(f"<html>\n{template}\n</html>\n", encoding="utf-8")
    post = _read(tmp_path, "Text")
    with pytest.raises(ck.ConvertError) as failed:
        ck.write(post, tmp_path / "a.html", options=ck.html.Options(theme=str(tmp_path / "theme")))
    assert failed.value.diagnostic.code == "CK417"
    assert said in failed.value.diagnostic.message


def test_a_theme_may_lie_beside_the_site(tmp_path, monkeypatch):
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/theme.css").write_text("p { color: teal; }\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    post = _read(tmp_path / "site", "Text")
    monkeypatch.chdir(tmp_path / "site")
    ck.write(post, tmp_path / "a.html", options=ck.html.Options(theme="../theme"))
    assert "teal" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_two_themes_of_one_name_and_one_that_changes(tmp_path, monkeypatch):
    post = _read(tmp_path, "Text")
    for color in ("teal", "navy"):
        for folder in ("one", "two"):
            theme = tmp_path / folder / "look"
            theme.mkdir(parents=True, exist_ok=True)
            (theme / "theme.css").write_text(f"p {{ color: {color}; margin: 1{folder}; }}\n", encoding="utf-8")
            monkeypatch.chdir(tmp_path / folder)
            ck.write(post, tmp_path / "a.html", options=ck.html.Options(theme="look"))
            page = (tmp_path / "a.html").read_text(encoding="utf-8")
            assert color in page and f"1{folder}" in page
