"""`site.data`: the files of a site's `_data`, each read when it is asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..config import load_config
from ..site import Site
from ..source import Source

_MOST_BYTES = 4_000_000
_SUFFIXES = (".yml", ".yaml", ".json", ".csv", ".tsv")


class Folder(Mapping[str, Any]):
    """A folder of data: files by their names without suffix, folders nested."""

    def __init__(self, site: Site, path: Path) -> None:
        self._site = site
        self._paths = dict(_entries(site, path))
        self._values: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._values:
            path = self._paths[key]
            self._values[key] = Folder(self._site, path) if path.is_dir() else _loaded(path)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _entries(site: Site, folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir() or not site.contains(folder):
        return
    for path in sorted(folder.iterdir()):
        if site.contains(path) and (path.is_dir() or path.suffix.lower() in _SUFFIXES):
            name = path.name if path.is_dir() else path.stem
            # Jekyll, DataReader: signs go, a blank is an underscore
            yield re.sub(r"\s+", "_", re.sub(r"[^\w\s-]+", "", name)), path


def _loaded(path: Path) -> Any:
    if path.suffix.lower() in (".csv", ".tsv"):
        return _table(path)
    return load_config(path, top=object)


def _table(path: Path) -> list[dict[str, Any]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return []
        lines = Source.of_bytes(path.read_bytes()).text.splitlines(keepends=True)
        rows = list(csv.reader(lines, delimiter="\t" if path.suffix.lower() == ".tsv" else ","))
    except (OSError, csv.Error):
        return []
    names = rows[0] if rows else []
    return [dict(zip(names, [*map(_cell, row), *[None] * len(names)], strict=False)) for row in rows[1:] if row]


def _cell(text: str) -> str | None:
    """An empty cell is nil."""
    return text or None
