"""What tests share: a site of our own writing, the command line in this process, the shared cases."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from convertkit.cli import main

CHECKOUT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Write what the golden cases produce now.")


class Ran(NamedTuple):
    """What a run of the command line left: its exit code, and what it printed."""

    code: int
    stdout: str
    stderr: str
    raw: bytes = b""


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """`run("convert", post, "-o", target)`: the command line, in this process. A bug of convertkit fails the test."""

    def invoke(*arguments: object, allow_bugs: bool = False) -> Ran:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        assert allow_bugs or "[CK106]" not in result.stderr, result.stderr
        return Ran(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    return invoke


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with cases and corpora that is no part of the project."""
    folder = Path(os.environ.get("CONVERTKIT_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "cases").is_dir():
        pytest.skip(f"needs the shared cases: there is no {folder}/cases (set CONVERTKIT_SHARED)")
    return folder


def png(width: int = 2, height: int = 2, color: bytes = b"\x30\x60\x90") -> bytes:
    """A picture in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + color * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#369"/></svg>'

FIRST = """\
---
title: "First light"
date: 2024-05-01T10:00:00Z
tags: [garden, glass]
---

The greenhouse *opened* on a Monday.

<!--more-->

## What grew

![A blue tile](/images/tile.png)

{{< figure src="/images/sketch.svg" alt="A sketch" caption="Drawn *before* the frost" >}}

1. Beans
2. A note[^1]

[^1]: Written down later.

```python
print("seeds")
```
"""


@pytest.fixture
def hugo_site(tmp_path: Path) -> Path:
    """The root of a small Hugo site: one post, two pictures in `static/images`."""
    root = tmp_path / "site"
    posts = root / "content" / "posts"
    images = root / "static" / "images"
    posts.mkdir(parents=True)
    images.mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://garden.example/"\ntitle = "Garden notes"\nlanguageCode = "en"\n')
    (posts / "first.md").write_text(FIRST)
    (images / "tile.png").write_bytes(png())
    (images / "sketch.svg").write_bytes(SVG)
    return root


def files(folder: Path) -> set[str]:
    """Every file below `folder`, hidden ones too, as paths from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
