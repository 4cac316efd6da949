"""A language of a site may read Markdown in its own way: `languages.fr.markup`, `languages.fr.enableEmoji`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import html_dom
import pytest
import real_hugo

import convertkit as ck

_CONFIG = """\
defaultContentLanguage = "en"
[markup.goldmark.extensions.typographer]
disable = true
[markup.goldmark.renderer]
unsafe = true
[languages.en]
weight = 1
[languages.de]
weight = 2
[languages.fr]
weight = 3
enableEmoji = true
[languages.fr.markup.goldmark.extensions]
linkify = false
"""
_TEXT = '---\ntitle: A\n---\n"Quoted" -- https://example.org :tada: <b>bold</b>\n'


@pytest.mark.oracle
@pytest.mark.skipif(real_hugo.executable() is None, reason="no hugo to compare with")
def test_each_language_is_read_as_hugo_reads_it(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/single.html").write_text("<body>{{ .Content }}</body>", encoding="utf-8")
    (tmp_path / "content").mkdir()
    for language in ("en", "de", "fr"):
        (tmp_path / f"content/a.{language}.md").write_text(_TEXT, encoding="utf-8")
    command = [str(real_hugo.executable()), "build", "--source", str(tmp_path), "--quiet", "--logLevel", "error"]
    subprocess.run(command, check=True, capture_output=True)
    context = ck.Context(site=ck.Site(tmp_path))
    for language, place in (("en", "a"), ("de", "de/a"), ("fr", "fr/a")):
        page = (tmp_path / f"public/{place}/index.html").read_text("utf-8").removeprefix("<body>").removesuffix("</body>")
        ck.convert(
            tmp_path / f"content/a.{language}.md", tmp_path / "a.html", options=ck.html.Options(fragment=True), context=context
        )
        # What Hugo omits it says in a comment.
        shown = page.replace("<!-- raw HTML omitted -->", "")
        assert html_dom.tree((tmp_path / "a.html").read_text("utf-8")) == html_dom.tree(shown), language
