"""What tests need besides fixtures: pictures, a post of our own, what a run of the command line left."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import convertkit as ck

CHECKOUT = Path(__file__).resolve().parents[1]


class Ran(NamedTuple):
    """What a run of the command line left: its exit code, and what it printed."""

    code: int
    stdout: str
    stderr: str
    raw: bytes = b""


Run = Callable[..., Ran]


def count_calls(job: Callable[[], object]) -> int:
    """How many functions a job calls: a measure of its work that no busy machine changes."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


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


def written(root: Path, texts: Mapping[str, str]) -> Path:
    """`root` with text files by their paths below it."""
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def fragment(post: Path, site: Path) -> tuple[str, list[str]]:
    """The body of a post of a site as `--fragment` writes it, and the codes of what was reported."""
    target = site / "fragment.html"
    context = ck.Context(site=ck.Site(site))
    ck.convert(post, target, options=ck.html.Options(fragment=True), context=context)
    return target.read_text(encoding="utf-8").strip(), [each.code for each in context.report]


def files(folder: Path) -> set[str]:
    """Every file below `folder`, hidden ones too, as paths from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
