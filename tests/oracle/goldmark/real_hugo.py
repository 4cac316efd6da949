"""Renders many Markdown texts with the real Hugo, in one build of a throw-away site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# Prints what Hugo tells a render hook about an alert; the renderer of the tests writes a Callout the same way.
ALERT_HOOK = (
    '<div class="alert" data-type="{{ .AlertType }}" data-sign="{{ .AlertSign }}">'
    '<p class="title">{{ .AlertTitle }}</p>{{ .Text }}</div>'
)

DEFAULT: dict[str, Any] = {
    "markup": {
        "goldmark": {"renderer": {"unsafe": True}, "duplicateResourceFiles": False},
        "highlight": {"codeFences": False},
    }
}


def executable() -> str | None:
    """The Hugo beside this Python, or the one on the path; None where there is none."""
    beside = Path(sys.executable).parent / "hugo"
    return str(beside) if beside.exists() else shutil.which("hugo")


def merged(base: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with the values of `extra` laid over it, table by table."""
    out = dict(base)
    for key, value in extra.items():
        old = out.get(key)
        out[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return out


def rendered(texts: Sequence[str], config: Mapping[str, Any] | None = None, hooks: Mapping[str, str] | None = None) -> list[str]:
    """The HTML of each text; `hooks` are further layout files by their name below `layouts/_markup`."""
    with tempfile.TemporaryDirectory(prefix="oracle-") as folder:
        root = Path(folder)
        _write_site(root, texts, merged(DEFAULT, config or {}), hooks or {})
        command = [str(executable()), "--source", folder, "--quiet", "--noBuildLock", "--logLevel", "error"]
        environment = {**os.environ, "HUGO_CACHEDIR": str(root / "cache"), "HUGO_NUMWORKERMULTIPLIER": "1"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return [_content(root / "public" / f"p{number}" / "index.html") for number in range(len(texts))]


def _content(path: Path) -> str:
    return path.read_text("utf-8").removeprefix("<body>").removesuffix("</body>")


def _write_site(root: Path, texts: Sequence[str], config: Mapping[str, Any], hooks: Mapping[str, str]) -> None:
    kinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
    site = {"baseURL": "https://example.org/", "disableKinds": kinds, "timeout": "120s"}
    (root / "hugo.json").write_text(json.dumps(merged(config, site)))
    layouts = root / "layouts"
    (layouts / "_markup").mkdir(parents=True)
    (layouts / "all.html").write_text("<body>{{ .Content }}</body>")
    (layouts / "single.html").write_text("<body>{{ .Content }}</body>")
    for name, text in {"render-blockquote-alert.html": ALERT_HOOK, **hooks}.items():
        (layouts / "_markup" / name).write_text(text)
    (root / "content").mkdir()
    for number, text in enumerate(texts):
        # The title is JSON front matter, so that no body is taken for front matter.
        (root / "content" / f"p{number}.md").write_bytes(b'{"title":"x"}\n' + text.encode("utf-8", "surrogatepass"))
