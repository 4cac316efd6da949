"""Files that the package ships: Lua filters and templates, from the wheel or from the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `filters` or `templates`: inside the installed package, else beside it in the checkout.

    Raises FileNotFoundError where the installation is broken.
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder '{name}' is missing from the installation of convertkit")


def text(path: str) -> str:
    """The text of a shipped file, `templates/html/page.html` for instance."""
    top, _, rest = path.partition("/")
    return (folder(top) / rest).read_text(encoding="utf-8")
