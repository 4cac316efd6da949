"""What of a call reaches the page of a site that drops raw HTML, and of calls in code."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck


def _fragment(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    (tmp_path / "hugo.toml").write_text("", encoding="utf-8")
    (tmp_path / "content").mkdir(exist_ok=True)
    path = tmp_path / "content/a.md"
    path.write_text(f"---\ntitle: A\n---\n{text}\n", encoding="utf-8")
    context = ck.Context(site=ck.Site(tmp_path))
    ck.convert(path, tmp_path / "a.html", options=ck.html.Options(fragment=True), context=context)
    return (tmp_path / "a.html").read_text(encoding="utf-8").strip(), [each.code for each in context.report]


@pytest.mark.parametrize(
    ("text", "expected", "codes"),
    [
        ("Text {{< rawhtml >}}\\(E\\) <b>x</b>{{< /rawhtml >}} end.", "<p>Text \\(E\\) <b>x</b> end.</p>", []),
        ("{{< rawhtml >}}\n<div>x</div>\n{{< /rawhtml >}}", "<div>x</div>", []),
        ("Text {{% rawhtml %}}<b>x</b>{{% /rawhtml %}} end.", "<p>Text x end.</p>", ["CK403", "CK403"]),
        ("Text <b>x</b> end.", "<p>Text x end.</p>", ["CK403", "CK403"]),
        ("{{< rawhtml >}}<script>x()</script>{{< /rawhtml >}}", "", ["CK404"]),
    ],
)
def test_what_a_call_writes_is_shown_without_unsafe(tmp_path, text, expected, codes):
    page, found = _fragment(tmp_path, text)
    assert page == expected
    assert found == codes


def test_code_that_holds_only_a_call_without_text_is_reported(tmp_path):
    page, codes = _fragment(tmp_path, '```\n{{< youtube id="" >}}\n{{< figure src="https://example.org/a.jpg" >}}\n```')
    assert "CK214" in codes
    assert "{{<" not in page


def test_code_with_a_call_that_has_text_is_not(tmp_path):
    (tmp_path / "hugo.toml").write_text('[params]\nversion = "1.2"\n', encoding="utf-8")
    page, codes = _fragment(tmp_path, "`{{< param title >}}`")
    assert page == "<p><code>A</code></p>"
    assert codes == []
