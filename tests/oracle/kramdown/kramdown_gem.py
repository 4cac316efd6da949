"""The real kramdown: one Ruby process that converts many texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("gem.rb")
Job = tuple[str, Mapping[str, Any]]


def missing() -> str:
    """Why the gem cannot be asked; empty where it can."""
    if shutil.which("ruby") is None:
        return "ruby is not installed"
    probe = subprocess.run(["ruby", "-e", "require 'kramdown-parser-gfm'"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "the gem kramdown-parser-gfm is not installed"


def html(jobs: Sequence[Job], *, timeout: float = 600) -> list[str | None]:
    """What the gem makes of texts, as Jekyll configures it but for the options given; None where it fails."""
    given = json.dumps([[text, dict(options)] for text, options in jobs]).encode()
    done = subprocess.run(["ruby", str(_SCRIPT)], input=given, capture_output=True, check=True, timeout=timeout)
    out: list[str | None] = json.loads(done.stdout)
    return out
