"""Module mounts of a Hugo site: which folders are its content, for which languages, which of their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from . import cascade
from .cascade import glob


class Mount(NamedTuple):
    """A folder of content: where it stands in the site's content, for which languages (none: for all), which files."""

    folder: Path
    target: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def target(item: Mapping[str, Any]) -> str:
    """Where an entry of `module.mounts` stands: `content/en`, `static`."""
    return str(item.get("target") or "").strip("/")


def content(item: Mapping[str, Any], root: Path) -> Mount:
    """An entry of `module.mounts` whose target is content."""
    matched = cascade.target(item)
    kept = texts(item.get("files"))
    for key, sign in (("includefiles", ""), ("excludefiles", "! ")):
        kept += [sign + name for name in texts(item.get(key))]
    folders = PurePosixPath(target(item)).parts[1:]
    return Mount((root / str(item.get("source") or "")).resolve(), folders, tuple(map(str.lower, matched.languages)), tuple(kept))


def texts(value: Any) -> list[str]:
    """The texts of a setting that is one or a list of them."""
    return [str(item) for item in (value if isinstance(value, list) else [value]) if item]


def lets_through(globs: tuple[str, ...], name: str) -> bool:
    """Whether a mount's `files` let a file through: excluded by none, and by one included where any includes."""
    wanted = [each for each in globs if not each.startswith("!")]
    unwanted = [each[1:].strip() for each in globs if each.startswith("!")]
    names = (name.lower(), "/" + name.lower())
    if any(glob(each.lower()).fullmatch(spelt) for each in unwanted for spelt in names):
        return False
    return not wanted or any(glob(each.lower()).fullmatch(spelt) for each in wanted for spelt in names)
