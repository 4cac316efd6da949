"""The shared corpus and cases: where they lie, and what the tests here take from them."""

from __future__ import annotations

import importlib.util
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

_PROJECT = Path(__file__).parents[3]
_FRONT_MATTER = re.compile(r"\A(?:---[ \t]*\n.*?^---[ \t]*$\n?|\+\+\+[ \t]*\n.*?^\+\+\+[ \t]*$\n?)", re.DOTALL | re.MULTILINE)
_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)

# Site of the corpus to the file with its configuration.
SITES = {
    "hugo-docs": "hugo.toml",
    "hextra": "docs/hugo.yaml",
    "docsy": "",
    "papermod-example": "config.yml",
    "etcd": "",
}


def folder(*names: str) -> Path:
    """A folder or file of the shared material; skips the test where there is none."""
    root = Path(os.environ.get("CONVERTKIT_SHARED") or _PROJECT.parent / "shared")
    path = root.joinpath(*names)
    if not path.exists():
        pytest.skip(f"no shared material at {path}")
    return path


def posts(site: str) -> dict[str, str]:
    """Path to Markdown of each post, shortcode calls replaced by words of the same length."""
    root = folder("corpus", site)
    return {str(path.relative_to(root)): _markdown(path) for path in sorted(root.rglob("*.md"))}


def _markdown(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    text = _FRONT_MATTER.sub("", text, count=1)
    text = _CALL.sub(lambda call: "Q" + "z" * (len(call[0]) - 1), text).replace("{{", "QQ")
    # Hugo takes the divider out of the text.
    return text.replace("<!--more-->", "<!--less-->")


def configuration(site: str) -> dict[str, Any]:
    """What the configuration of a site says about Markdown."""
    name = SITES[site]
    if not name:
        return {}
    path = folder("corpus", site, name)
    config = tomllib.loads(path.read_text("utf-8")) if path.suffix == ".toml" else yaml.safe_load(path.read_text("utf-8"))
    markup = config.get("markup", {})
    goldmark = {**markup.get("goldmark", {})}
    # The tree keeps the paragraph around an image; what to make of it is a later step's.
    parser = {**goldmark.get("parser", {}), "wrapStandAloneImageWithinParagraph": True}
    renderer = {**goldmark.get("renderer", {}), "unsafe": True}
    found = {"markup": {"goldmark": {**goldmark, "parser": parser, "renderer": renderer}}}
    return {**found, **({"enableEmoji": True} if _emoji(config) else {})}


def _emoji(config: Mapping[str, Any]) -> bool:
    # Without the table of emoji they stay short names.
    return config.get("enableEmoji") is True and importlib.util.find_spec("pymdownx") is not None
