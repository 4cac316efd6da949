"""What the real Jekyll says of every document and page of a site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).parent / "jekyll_pages.rb"


def missing() -> str:
    """Why Jekyll cannot be asked; empty where it can."""
    ruby = shutil.which("ruby")
    if ruby is None:
        return "needs ruby"
    known = subprocess.run([ruby, "-e", "require 'jekyll'"], capture_output=True, check=False)
    return "" if known.returncode == 0 else "needs the gem jekyll"


def pages(root: Path, *, configs: tuple[str, ...] = ()) -> dict[str, Any]:
    """Jekyll's documents and pages of the site in `root`.

    Raises RuntimeError with what Jekyll complains of.
    """
    command = ["ruby", str(_SCRIPT), str(root), *configs]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found
