"""Config files of sites: read within bounds, merged as Hugo merges them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .front_matter import BoundedLoader

_MOST_CONFIG_BYTES = 4_000_000


def load_config(path: Path, *, top: type = dict) -> Any:
    """The values of a config file (TOML, YAML, JSON by suffix); empty where it cannot be read or is no `top`."""
    try:
        if path.stat().st_size > _MOST_CONFIG_BYTES:
            return {}
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".toml":
            value: Any = tomllib.loads(text)
        elif path.suffix == ".json":
            value = json.loads(text)
        else:
            value = yaml.load(text, Loader=BoundedLoader)  # noqa: S506 -- a safe one
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return value if isinstance(value, top) else {}


def hugo_config(root: Path, name: str, names: set[str]) -> dict[str, Any]:
    """The config of a Hugo site: its file `name` (may be empty) and the folders below `config/`, merged."""
    config: dict[str, Any] = load_config(root / name) if name else {}
    for environment in ("_default", "production"):
        folder = root / "config" / environment
        if "config" not in names or not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".toml", ".yaml", ".yml", ".json") and path.is_file():
                config = _merged(config, _nested(path, folder))
    return config


def _nested(path: Path, folder: Path) -> dict[str, Any]:
    """`params.toml` holds what stands under `params`, `hugo.toml` the root, `menus.de.toml` what a language has."""
    values: dict[str, Any] = load_config(path)
    stem, _, language = path.stem.partition(".")
    keys = [*path.relative_to(folder).parts[:-1], stem]
    if keys in (["hugo"], ["config"]):
        return values
    for key in reversed(keys):
        values = {key: values}
    return {"languages": {language: values}} if language else values


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(first)
    for key, value in second.items():
        old = out.get(key)
        out[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return out


def lowered(value: Any) -> Any:
    """`value` with every key in lower case, as Hugo reads them."""
    if isinstance(value, Mapping):
        return {str(key).lower(): lowered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lowered(item) for item in value]
    return value
