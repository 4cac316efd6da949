"""What of a call reaches the page of a site that drops raw HTML, and of calls in code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import fragment, written

import convertkit as ck


def _fragment(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    written(tmp_path, {"hugo.toml": "", "content/a.md": f"---\ntitle: A\n---\n{text}\n"})
    return fragment(tmp_path / "content/a.md", tmp_path)


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


def _with_unsafe(tmp_path: Path, text: str, to: str) -> str:
    (tmp_path / "hugo.toml").write_text("[markup.goldmark.renderer]\nunsafe = true\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/a.md"
    path.write_text(f"---\ntitle: A\nmotto: M & m\n---\n{text}\n", encoding="utf-8")
    target = tmp_path / ("a.html" if to == "html" else "out.md")
    options = ck.html.Options(fragment=True) if to == "html" else None
    ck.convert(path, target, to=to, options=options, context=ck.Context(site=ck.Site(tmp_path)))
    written = target.read_text(encoding="utf-8")
    return (written if to == "html" else written.rpartition("---\n")[2]).strip()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>x{{< param motto >}}x</p>", "<p>xM &amp; mx</p>"),
        ("<div>a{{% param motto %}}b</div>", "<div>aM &amp; mb</div>"),
        ("<div>\n<b>{{< param motto >}}</b>, {{< param title >}}.\n</div>", "<div>\n<b>M &amp; m</b>, A.\n</div>"),
        ("<pre>\na {{< param title >}}\n  b\n</pre>", "<pre>a A\n  b\n</pre>"),
    ],
)
def test_calls_in_a_line_of_html_stay_in_it(tmp_path, text, html):
    assert _with_unsafe(tmp_path, text, "html") == html


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('`x {{< param title >}}` and <b title="{{< param title >}}">x</b>', '`x A` and <b title="A">x</b>'),
        ("See [it][r].\n\n[r]: <https://example.org/{{< param title >}}>", "See [it][r].\n\n[r]: <https://example.org/A>"),
        ("```sh\necho {{< param title >}}\n```", "```sh\necho A\n```"),
        ('[a](/x/{{< param title >}}/ "t {{< param title >}}")', '[a](/x/A/ "t A")'),
        ("<p>x {{< param motto >}}</p>", "<p>x M & m</p>"),
        (
            '<div>\n{{< details summary="S" >}}\nIn *it*\n{{< /details >}}\n</div>',
            "<div>\n<details>\n<summary>S</summary>\n<p>In <em>it</em></p>\n</details>\n</div>",
        ),
    ],
)
def test_calls_in_strings_and_in_html_reach_the_other_generator(tmp_path, text, written):
    assert _with_unsafe(tmp_path, text, "jekyll") == written


@pytest.mark.parametrize(
    ("text", "shown", "codes"),
    [
        (
            "{{< highlight sh >}}\nx {{< param title >}} {{</* param title */>}}\n{{< /highlight >}}",
            "x A {{&lt; param title &gt;}}",
            [],
        ),
        ('{{< tab header="T" lang="toml" >}}\nv = "{{% param title %}}"\n{{< /tab >}}', 'v = "A"', []),
        ("{{< mermaid >}}\n{{< param title >}} --> B\n{{< /mermaid >}}", "A --&gt; B", []),
        ("{{< highlight sh >}}\nx {{< unheard >}}y\n{{< /highlight >}}", "x y", ["CK202"]),
        ('{{< tab header="T" lang="toml" >}}\nx {{< unheard >}}y\n{{< /tab >}}', "x y", ["CK202"]),
        ("{{< comment >}}{{< unheard >}}{{< /comment >}}", "", []),
    ],
)
def test_calls_in_code_that_a_call_shows_give_way_to_their_text(tmp_path, text, shown, codes):
    page, found = _fragment(tmp_path, text)
    assert (re.search(r"<code[^>]*>(.*?)\n</code>", page) or ["", ""])[1] == shown
    assert found == codes
