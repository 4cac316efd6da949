"""How a text is compared with the real kramdown, and where the shared texts lie."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import kramdown_dom
import kramdown_gem
import kramdown_html
import pytest

from convertkit.markdown import kramdown

_PROJECT = Path(__file__).parents[3]
# "---\ntitle: a\n---\n"
_FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*?\n", re.DOTALL)
# "{% include a %}", "{{ page.title }}"
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

needs_gem = pytest.mark.skipif(bool(kramdown_gem.missing()), reason=kramdown_gem.missing() or "-")


class Difference(NamedTuple):
    """A text that reads otherwise than in the real program."""

    text: str
    ours: str
    theirs: str


def folder(*names: str) -> Path:
    """A folder of the shared material; skips the test where there is none."""
    root = Path(os.environ.get("CONVERTKIT_SHARED") or _PROJECT.parent / "shared")
    path = root.joinpath(*names)
    if not path.exists():
        pytest.skip(f"no shared material at {path}")
    return path


def posts(*sites: str) -> dict[str, str]:
    """Path to Markdown of each post: without front matter, a word of the same length for each Liquid tag."""
    root = folder("corpus")
    paths = [path for site in sites for path in sorted((root / site).rglob("*")) if path.suffix in (".md", ".markdown")]
    return {str(path.relative_to(root)): _markdown(path) for path in paths}


def _markdown(path: Path) -> str:
    text = path.read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
    text = _FRONT_MATTER.sub("", text, count=1)
    return _LIQUID.sub(lambda tag: ("liquid" * len(tag[0]))[: len(tag[0])], text)


def ours(text: str, options: Mapping[str, Any]) -> str:
    """The HTML of what we read."""
    read = kramdown.options({"kramdown": dict(options)})
    blocks = kramdown.read(text, options=read)
    return kramdown_html.render(blocks, footnote_nr=read.footnote_nr, toc_levels=read.toc_levels)


def differences(jobs: Sequence[kramdown_gem.Job]) -> dict[int, Difference]:
    """Those of the texts, by number, that read otherwise than in the gem; a text on which the gem fails counts as equal."""
    out = {}
    for index, ((text, options), theirs) in enumerate(zip(jobs, kramdown_gem.html(jobs), strict=True)):
        mine = ours(text, options)
        if theirs is not None and kramdown_dom.canonical(mine) != kramdown_dom.canonical(theirs):
            out[index] = Difference(text, mine, theirs)
    return out
