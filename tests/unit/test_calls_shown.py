"""What of a call reaches the page of a site that drops raw HTML, and of calls in code."""

from __future__ import annotations

import re
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


_TWO_TEXTS = """{{% note %}}
A [ref][r], [own][o], [none][x] and a note[^1].

[o]: /own
{{% /note %}}

{{< details summary="S" >}}
Its note[^1], [ref][r].

[^1]: one
{{< /details >}}

The post's note[^1], [own][o].

[r]: /ref

[^1]: uno

    due {{< param title >}}
"""


def test_definitions_reach_what_is_part_of_the_posts_own_markdown(tmp_path):
    page, codes = _fragment(tmp_path, _TWO_TEXTS)
    callout, details, rest = page.partition("<details>")[0], page.partition("<details>")[2].partition("</details>")[0], page
    assert codes == []
    assert '<a href="/ref">ref</a>, <a href="/own">own</a>, [none][x] and a note<sup id="fnref:1">' in callout
    # Hugo renders the inner text of such a call by itself: its notes are its own, and it does not see the post's links.
    assert 'Its note<sup id="fnref:2">' in details and "[ref][r]" in details
    assert '<sup id="fnref1:1">' in rest and '<a href="/own">own</a>.' in rest
    notes = re.findall(r'<li id="fn:\d">\n(.*?)</li>', page, re.S)
    assert [re.sub(r"<[^>]+>|&nbsp;|↩︎", "", note).split() for note in notes] == [["uno", "due", "A"], ["one"]]


def test_definitions_within_a_call_are_written_out_where_the_call_goes(tmp_path):
    _fragment(tmp_path, _TWO_TEXTS)
    context = ck.Context(site=ck.Site(tmp_path))
    ck.convert(tmp_path / "content/a.md", tmp_path / "j.md", to="jekyll", context=context)
    written = (tmp_path / "j.md").read_text(encoding="utf-8")
    assert "[own](/own)." in written
    assert "{{<" not in written and "{% raw" not in written
    assert "    due A\n" in written
