"""Calls of themes whose arguments say more than their names: links, levels, patterns of files; and dates that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import fragment, png, written


def _fragment(folder: Path, text: str, theme: str, front: str = "") -> tuple[str, list[str]]:
    name = "content/a/index.md"
    texts = {
        "hugo.toml": f'theme = "{theme}"\n',
        "content/w.md": "---\ntitle: Welcome *home*\n---\n",
        name: f"---\ntitle: A\n{front}---\n{text}\n",
    }
    written(folder, texts)
    (folder / "content/a/gallery").mkdir(exist_ok=True)
    for picture in ("1.png", "2.png"):
        (folder / "content/a/gallery" / picture).write_bytes(png())
    return fragment(folder / name, folder)


@pytest.mark.parametrize(
    ("theme", "text", "html"),
    [
        ("blowfish", '{{< article link="/w/" >}} on', '<p><a href="/w/">Welcome <em>home</em></a> on</p>'),
        (
            "blowfish",
            '{{< carousel images="gallery/*" >}}',
            '<div class="gallery">\n<figure>\n<img src="gallery/1.png" alt="">\n</figure>\n'
            '<figure>\n<img src="gallery/2.png" alt="">\n</figure>\n</div>',
        ),
        (
            "loveit",
            "{{< bilibili id=x p=3 >}}",
            '<div class="embed embed-bilibili">\n<p><a href="https://www.bilibili.com/video/x?p=3">Video on bilibili</a></p>\n</div>',
        ),
        ("hextra", '{{< hextra/hero-section heading="h3" >}}Text{{< /hextra/hero-section >}}', "<p><strong>Text</strong></p>"),
        (
            "hextra",
            '{{< hextra/hero-badge link="https://x.example" >}}New{{< /hextra/hero-badge >}}',
            '<p><a href="https://x.example">New</a></p>',
        ),
        ("", "```{{< param title >}}\nx\n```", "<pre><code>x\n</code></pre>"),
        ("", "![a {{< param title >}} b](gallery/1.png)", '<p><img src="gallery/1.png" alt="a A b"></p>'),
    ],
)
def test_what_arguments_say(tmp_path, theme, text, html):
    assert _fragment(tmp_path, text, theme) == (html, [])


def test_a_formula_in_display_delimiters_is_displayed(tmp_path):
    page, codes = _fragment(tmp_path, "{{< math >}}$$x$$ {{< /math >}}\n\nand {{< math >}}y{{< /math >}}", "relearn")
    assert page.count('display="block"') == 1 and page.count("<math") == 2
    assert codes == []


def test_the_caption_of_a_video_has_no_marks(tmp_path):
    page, _ = _fragment(tmp_path, '{{< video src="https://x.example/a.mp4" caption="**Public** *video*" >}}', "blowfish")
    assert "Public video" in page and "*" not in page


def test_the_first_heading_of_an_included_file_may_be_left_out(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/part.md").write_text("# Part\n\nText\n\n## More\n", encoding="utf-8")
    page, _ = _fragment(tmp_path, '{{% include file="part.md" hidefirstheading="true" %}}', "relearn")
    assert page == '<p>Text</p>\n<h2 id="more">More</h2>'


def test_tabs_of_relearn_have_a_title(tmp_path):
    text = '{{< tabs title="Two *ways*" >}}\n{{% tab title="a" %}}x{{% /tab %}}\n{{< /tabs >}}'
    page, codes = _fragment(tmp_path, text, "relearn")
    assert page.startswith("<p><strong>Two <em>ways</em></strong></p>\n")
    assert codes == []


@pytest.mark.parametrize(
    ("front", "codes"),
    [
        ("date: 2024/01/02\n", ["CK116"]),
        ("lastmod: soon\nexpiryDate: 2024-01-02\n", ["CK116"]),
        ("date: 2024-01-02T10:11:12Z\nlastmod: ''\n", []),
        ("date: Tue, 05 Mar 2024 10:11:12 GMT\n", []),
    ],
)
def test_dates_that_are_none_are_reported(tmp_path, front, codes):
    assert _fragment(tmp_path, "x", "", front)[1] == codes
