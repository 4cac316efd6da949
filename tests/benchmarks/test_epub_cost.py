"""What a long EPUB costs, next to pandoc (and calibre, where it is installed) on the same posts in the same run.

Figures are printed; no clock fails a test.
"""

from __future__ import annotations

import colorsys
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import png

from convertkit.front_matter import front_matter
from convertkit.pandoc.worker import executable
from convertkit.source import Source

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]
_POSTS, _IMAGES = 500, 200


def _cpu(*command: str, cwd: Path) -> float:
    """CPU seconds of a command, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True, cwd=cwd)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _site(root: Path) -> list[Path]:
    """A site of posts of the corpus without their calls, so that every program reads the same, and pictures in some of them."""
    corpus = Path(os.environ.get("CONVERTKIT_SHARED", Path(__file__).parents[3] / "shared")) / "corpus/hugo-docs"
    if not corpus.is_dir():
        pytest.skip(f"needs the shared corpus: there is no {corpus}")
    (root / "content").mkdir(parents=True)
    (root / "static").mkdir()
    (root / "hugo.toml").write_text('title = "Posts"\n')
    paths = []
    for number, source in enumerate(sorted(corpus.rglob("*.md"))[:_POSTS]):
        text = Source.of_bytes(source.read_bytes()).text
        body = text[front_matter(text).body :].replace("{{", "{ {").replace("}}", "} }")
        if number < _IMAGES:
            red, green, blue = colorsys.hsv_to_rgb(number / _IMAGES, 0.6, 0.8)
            color = bytes(int(part * 255) for part in (red, green, blue))
            (root / f"static/tile-{number}.png").write_bytes(png(320, 200, color))
            body += f"\n\n![Tile {number}](/tile-{number}.png)\n"
        path = root / f"content/post-{number:03}.md"
        path.write_text(f"---\ntitle: Post {number}\n---\n\n{body}")
        paths.append(path)
    return paths


def test_a_long_epub(tmp_path: Path) -> None:
    root = tmp_path / "site"
    paths = [str(path) for path in _site(root)]
    target = str(tmp_path / "book.epub")
    ours = _cpu(sys.executable, "-m", "convertkit.cli", "book", "content", "--sort", "given", "-o", target, "--quiet", cwd=root)
    # pandoc takes "/tile.png" for a path of the disk: its copies name the pictures relative to the site.
    for path in map(Path, paths):
        path.write_text(path.read_text("utf-8").replace("](/tile-", "](static/tile-"), "utf-8")
    common = [executable(), "--from", "commonmark_x", "--to", "epub3", "--toc", "--metadata", "title=Posts"]
    rows = []
    for name, more in (("pandoc", []), ("pandoc, files apart", ["--file-scope"])):
        rows.append((name, _cpu(*common, *more, "-o", str(tmp_path / "pandoc.epub"), *paths, cwd=root)))
    calibre = shutil.which("ebook-convert")
    if calibre:
        rows.append(("calibre", _cpu(calibre, str(tmp_path / "pandoc.epub"), str(tmp_path / "calibre.epub"), cwd=root)))
    print(f"\n\nCPU of an EPUB of {len(paths)} posts and {_IMAGES} pictures     s   ratio of ours")
    print(f"  convertkit book                 {ours:18.1f}")
    for name, theirs in rows:
        print(f"  {name:<32}{theirs:18.1f} {ours / theirs:10.2f}x")
