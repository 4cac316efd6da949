"""Pictures beside a post have another place on the other generator's site, and the Markdown says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import Run, png

_BODY = """![a](pic.png)

- *x* ![b](pic.png "t") y
- 'quoted' -- text

![r][r] and [![l](pic.png)](/x/)

[r]: pic.png

> ![c](pic.png)

![far](https://example.org/pic.png) ![root](/root.png)
"""


@pytest.mark.parametrize(
    ("kind", "source", "target", "files"),
    [
        ("hugo", "content/posts/a.md", "jekyll", "assets/posts/a/pic.png"),
        ("hugo", "content/posts/a/index.md", "jekyll", "assets/posts/a/pic.png"),
        ("jekyll", "_posts/2024-01-01-a.md", "hugo", "static/assets/2024/01/01/a/pic.png"),
    ],
)
def test_pictures_beside_a_post(tmp_path: Path, kind: str, source: str, target: str, files: str, run: Run) -> None:
    site = tmp_path / "site"
    path = site / source
    path.parent.mkdir(parents=True)
    (site / ("hugo.toml" if kind == "hugo" else "_config.yml")).touch()
    (site / "static").mkdir()
    for picture in (path.parent / "pic.png", site / ("static/root.png" if kind == "hugo" else "root.png")):
        picture.write_bytes(png())
    path.write_text(f"---\ntitle: A\ndate: 2024-01-01\n---\n{_BODY}", encoding="utf-8")
    done = run("convert", path, "--to", target, "-o", f"{tmp_path / 'out'}/", "--strict")
    assert done.code == 0, done.stderr
    assert (tmp_path / "out" / files).is_file()
    written = next(each for each in (tmp_path / "out").rglob("*.md")).read_text(encoding="utf-8")
    url = "/" + files.removeprefix("static/")
    body = written.replace("[r]: pic.png", "")
    assert re.findall(r"(?<=[(\"])[^(\" ]*pic\.png", body) == [url] * 5 + ["https://example.org/pic.png"]
    assert "(/root.png)" in body
