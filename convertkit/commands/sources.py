"""The posts that a command's arguments name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from ..api import markdown_files
from ..diagnostics import Report
from ..source import Source


class Named(NamedTuple):
    """A file, and the folder that was named where it was found below one."""

    path: Path
    base: Path | None


def posts_named(names: Iterable[str], report: Report, *, wanted: Callable[[Path], bool] = lambda path: True) -> list[Named]:
    """The files that `names` are, and those below folders that are `wanted`; a folder without any is reported (CK104)."""
    out: list[Named] = []
    for name in names:
        path = Path(name).expanduser()
        if not path.is_dir():
            out.append(Named(path, None))
            continue
        found = [file for file in markdown_files([path]) if wanted(file)]
        if not found:
            report.error("CK104", "the folder holds no posts", Source("", path, name).place(None), hint="posts end in .md")
        out += [Named(file, path) for file in found]
    return out
