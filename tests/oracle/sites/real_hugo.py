"""What the real Hugo says of every page of a site, in one build of a copy: titles, dates, addresses, parameters."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_TEXTS = (".md", ".markdown")
# One object a page; refs that are asked for are answered, an empty text where Hugo finds no page.
_LAYOUT = """{{ $file := "" }}{{ with .File }}{{ $file = .Filename }}{{ end -}}
{{ $resources := slice }}{{ range .Resources }}{{ $resources = $resources | append .Name }}{{ end -}}
{{ $page := . }}{{ $terms := dict -}}
{{ range $plural, $_ := site.Taxonomies }}{{ $names := slice -}}
{{ range $page.GetTerms $plural }}{{ $names = $names | append .Data.Term }}{{ end -}}
{{ with $names }}{{ $terms = merge $terms (dict $plural .) }}{{ end }}{{ end -}}
{{ $refs := slice }}{{ range slice %s }}{{ $refs = $refs | append (dict "name" . "url" ($page.RelRef (dict "path" .))) }}{{ end -}}
{{ dict "file" $file "link" .RelPermalink "permalink" .Permalink "title" .Title "date" .Date "lastmod" .Lastmod
  "published" .PublishDate "expires" .ExpiryDate "draft" .Draft "weight" .Weight "params" .Params "language" .Lang
  "aliases" .Aliases "section" .Section "kind" .Kind "description" .Description "slug" .Slug "path" .Path "terms" $terms
  "resources" $resources "refs" $refs "site" .Site.Title "locale" .Site.Language.Locale "site_params" .Site.Params | jsonify }}"""


def executable() -> str | None:
    """The Hugo beside this Python, or the one on the path; None where there is none."""
    beside = Path(sys.executable).parent / "hugo"
    return str(beside) if beside.exists() else shutil.which("hugo")


def pages(root: Path, *, refs: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Hugo's own pages of the site in `root`, which is given a layout; those without a file too.

    Raises RuntimeError with what Hugo complains of.
    """
    layouts = root / "layouts"
    shutil.rmtree(layouts, ignore_errors=True)
    layouts.mkdir()
    asked = " ".join(json.dumps(name) for name in refs)
    for name in ("all", "home", "single", "section", "taxonomy", "term"):
        (layouts / f"{name}.html").write_text(_LAYOUT % asked)
    out = root.parent / f"{root.name}-public"
    shutil.rmtree(out, ignore_errors=True)
    environment = {
        **os.environ,
        "HUGO_CACHEDIR": str(root.parent / f"{root.name}-cache"),
        "HUGO_DISABLEKINDS": "rss sitemap robotstxt 404",
        "HUGO_REFLINKSERRORLEVEL": "warning",
        "HUGO_NUMWORKERMULTIPLIER": "1",
        "TZ": "UTC",
    }
    command = [str(executable()), "--source", str(root), "-d", str(out), "--noBuildLock", "-DEF", "--logLevel", "error"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError("\n".join(line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line)[:4000])
    found = []
    for path in sorted(out.rglob("*")):
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        if text.startswith('{"aliases"'):
            found.append(json.loads(text))
    return found


def settings(root: Path) -> dict[str, Any]:
    """The config that Hugo has after every merge (`hugo config`)."""
    command = [str(executable()), "config", "--source", str(root), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("\n{") if not done.stdout.startswith("{") else 0 :])
    return found


def copy(source: Path, target: Path) -> Path:
    """A copy of a site's content and config without the text of its pages: their shortcodes need a theme."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir() or path.is_symlink():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in _TEXTS:
            text = path.read_text("utf-8", "replace")
            front = re.match(r"\s*(---|\+\+\+)\n.*?\n\1[^\n]*\n?", text, re.S)
            place.write_text(front[0] if front else "", "utf-8")
        elif path.suffix in (".toml", ".yaml", ".yml", ".json"):
            shutil.copyfile(path, place)
        else:
            place.touch()
    return target


def without(config: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """`config` without keys that need what a corpus does not have."""
    return {key: value for key, value in config.items() if key.lower() not in names}
