"""The data of a site: what Hugo's templates see as `site.Data`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..config import load_config
from ..site import Site
from .layouts import folders

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")


def site_data(site: Site, keys: Sequence[str]) -> Any:
    """The value under `keys`, the first of them the names of folders and a file of `data`; None where there is none.

    The site's own data come before its themes'.
    """
    for count, key in enumerate(keys if site.kind == "hugo" else (), 1):
        # A folder may be mounted anywhere below `data`.
        for folder in folders(site, "/".join(("data", *keys[: count - 1]))):
            for path in (folder / (key + suffix) for suffix in _SUFFIXES):
                if site.contains(path) and path.is_file():
                    value = below(_loaded(path, path.stat().st_mtime_ns), keys[count:])
                    if value is not None:
                        return value
    return None


def translation(site: Site, key: str, language: str) -> str:
    """What a template's `i18n` says of `key` in a language of the site, else in its default one; empty where it says nothing.

    The site's own translations come before its themes'. A text that asks for values is a template, and counts for nothing.
    """
    for name in dict.fromkeys((language or site.language, site.language, "en") if site.kind == "hugo" else ()):
        for folder in folders(site, "i18n"):
            for path in (folder / inside / (name.lower() + suffix) for suffix in _SUFFIXES for inside in ("", name.lower())):
                if site.contains(path) and path.is_file():
                    text = _translated(_loaded(path, path.stat().st_mtime_ns), key)
                    if text and "{{" not in text:
                        return text
    return ""


def _translated(values: Any, key: str) -> str:
    if isinstance(values, list):
        # The older form: a list of entries with their names
        values = {str(each.get("id")): each.get("translation") for each in values if isinstance(each, Mapping)}
    found = below(values, [key])
    found = below(found, ["other"]) if isinstance(found, Mapping) else found
    return found if isinstance(found, str) else ""


def below(values: Any, keys: Sequence[str]) -> Any:
    """The value under `keys` in nested tables, whatever their case; None where there is none."""
    for key in keys:
        if not isinstance(values, Mapping):
            return None
        values = {str(name).lower(): value for name, value in values.items()}.get(key.lower())
    return values


@lru_cache(maxsize=16)
def _loaded(path: Path, changed: int) -> Any:
    """The values of a file as it was at one time."""
    return load_config(path, top=object)
