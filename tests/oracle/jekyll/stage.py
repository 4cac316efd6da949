"""The Liquid of a site's documents as the real Jekyll renders it, and as we do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from convertkit import liquid
from convertkit.context import Context
from convertkit.diagnostics import Report
from convertkit.front_matter import front_matter
from convertkit.liquid.engine import ERRORS
from convertkit.metadata import metadata
from convertkit.site import Site
from convertkit.source import Source

_SCRIPT = Path(__file__).with_name("stage.rb")
# "{% include x/y.html a=1 %}"
_INCLUDE = re.compile(r"\{%-?\s*include(?:_cached)?\s+([\w./-]+)([^%]*)%\}")
# 2026-01-01T00:00:00Z: later than every post of the corpus
SECONDS = 1767225600


class Stage(NamedTuple):
    """A site's documents by their paths: text behind Liquid, HTML behind Markdown, what went wrong, URLs."""

    texts: dict[str, str]
    bodies: dict[str, str]
    errors: dict[str, str]
    urls: dict[str, str]


def missing() -> str:
    """Why there is no Jekyll; empty where there is one."""
    if shutil.which("ruby") is None:
        return "needs Ruby"
    done = subprocess.run(["ruby", "-e", "require 'jekyll'"], capture_output=True, check=False)
    return "needs the gem jekyll" if done.returncode else ""


needs_jekyll = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


def theirs(root: Path) -> Stage:
    """What Jekyll makes of the site at `root`."""
    command = ["ruby", str(_SCRIPT), str(root), str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Stage(**json.loads(done.stdout))


def context(path: Path, site: Site) -> Context:
    """The context in which a post is read."""
    source = Source.of_bytes(path.read_bytes(), path=path)
    front = front_matter(source.text, style="jekyll")
    known = metadata(front, name=path.name, jekyll=True)
    return Context(site=site, report=Report(), source=source, front_matter=front, metadata=known)


def ours(path: Path, site: Site) -> str:
    """What we make of a document, every tag as text; what we cannot run says so."""
    try:
        return liquid.Liquid(context(path, site)).page()
    except ERRORS as error:
        return f"<<{error}>>"


def copied(site: Path, target: Path) -> Path:
    """A copy of a site in which every include that is not there is a line with its name and its parameters."""
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("_site"))
    for path in sorted(target.rglob("*")):
        if path.suffix not in (".md", ".markdown", ".html"):
            continue
        for name, parameters in _INCLUDE.findall(path.read_text("utf-8", "replace")):
            file = target / "_includes" / name
            keys = re.findall(r"([\w-]+)\s*=", parameters)
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(f"({name}" + "".join(f" {key}={{{{ include.{key} }}}}" for key in keys) + ")")
    return target
